"""Types of question, and what each says of itself."""

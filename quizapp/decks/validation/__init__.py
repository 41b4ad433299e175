"""Plain data to questions, by pydantic."""

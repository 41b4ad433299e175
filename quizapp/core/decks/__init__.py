"""A deck, and what a new version of it changes."""

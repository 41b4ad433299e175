"""A study session."""

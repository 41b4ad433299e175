"""The way to an exam."""

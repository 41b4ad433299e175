"""The tables of the progress file."""

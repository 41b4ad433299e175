"""The exam screens."""

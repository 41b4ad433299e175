"""The study screens."""

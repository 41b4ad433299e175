"""A quiz and flashcard app for the terminal."""

__version__ = "0.1.0"

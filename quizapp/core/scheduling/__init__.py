"""FSRS-6, and when cards come back."""

"""The log of answers, and what is folded from it."""

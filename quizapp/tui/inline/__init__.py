"""One question below the prompt."""

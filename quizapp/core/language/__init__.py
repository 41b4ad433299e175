"""Words, numbers and dates as a language writes them."""

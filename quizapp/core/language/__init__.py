"""How a language writes words, numbers and dates."""

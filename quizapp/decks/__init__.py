"""Deck files: found, read, validated, translated, cached."""

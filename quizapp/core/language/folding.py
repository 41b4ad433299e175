"""What two spellings of an answer may differ in."""

from __future__ import annotations

from typing import Literal

Folding = Literal["case", "accents", "punctuation", "articles", "titles"]

USUAL: tuple[Folding, ...] = ("case", "accents", "punctuation", "articles")
"""What does not count unless a deck says otherwise."""

"""The differences that two spellings of an answer may have."""

from __future__ import annotations

from typing import Literal

Folding = Literal["case", "accents", "punctuation", "articles", "titles"]

USUAL: tuple[Folding, ...] = ("case", "accents", "punctuation", "articles")
"""The differences that do not count unless a deck says otherwise."""

"""What two spellings of an answer may differ in."""

from __future__ import annotations

from typing import Literal

Folding = Literal["case", "accents", "punctuation"]

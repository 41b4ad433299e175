"""FSRS's four ratings, apart from how one comes about: scheduling needs no more."""

from __future__ import annotations

from enum import IntEnum


class Rating(IntEnum):
    """The four ratings of recall."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

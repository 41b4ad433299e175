"""The parts of a typed date: which of its words and figures say what."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from quizapp.core.deferred import dataclass
from quizapp.core.language.characters import plain
from quizapp.core.language.date_words import LONGEST_NAME, Piece, Vocabulary, pieces, unspaced, vocabulary

Kind = Literal["number", "month", "era", "filler"]
MAX_LENGTH = 200
MOST_PIECES = 24
"""Characters, and runs of figures and letters, in the longest date that is read."""
_ORDINAL_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a date that says something: figures, a month, an era."""

    kind: Kind
    text: str


def parts_of(text: str, language: str) -> list[Part] | None:
    """The parts of a typed date in their order; None if something in it is no part of one, or it names two months."""
    known = vocabulary(language)
    found = [part for piece in pieces(text[:MAX_LENGTH]) for part in _parted(piece, language)]
    parts = _read(found, known) if 0 < len(found) <= MOST_PIECES else None
    if parts is None:
        return None
    months = [part for part in parts if part.kind == "month"]
    while len(months) > 1 and (double := _among(months, known.weekdays)):
        months.remove(double)  # `mar` is Tuesday and March
        parts.remove(double)
    eras = [part for part in parts if part.kind == "era"]
    while len({known.eras[part.text] for part in eras}) > 1 and (double := _among(eras, known.fillers)):
        eras.remove(double)  # `K.o.` is AD in Basque, and `-ko` stands behind a year
        parts.remove(double)
    numbers = [part for part in parts if part.kind == "number"]
    if not numbers or len(months) > 1 or len({known.eras[part.text] for part in eras}) > 1:
        return None
    if len(parts) == 1 and re.match(r"-\d", plain(text)):
        return [*parts, Part("era", "bc")]
    return parts


def _among(parts: list[Part], words: frozenset[str]) -> Part | None:
    """The first of the parts that is one of `words`."""
    return next((part for part in parts if part.text in words), None)


def _read(found: list[Piece], known: Vocabulary) -> list[Part] | None:
    """Read the pieces, the longest names first; None if some say nothing."""
    read: list[list[Part] | None] = [None] * len(found) + [[]]  # from each piece to the end
    for at in reversed(range(len(found))):
        piece = found[at]
        for end in range(min(len(found), at + LONGEST_NAME), at, -1):
            word = joined(found[at:end])
            rest = read[end]
            if word in known and rest is not None:
                kind: Kind = "month" if word in known.months else "era" if word in known.eras else "filler"
                read[at] = rest if kind == "filler" else [Part(kind, word), *rest]
                break
        else:
            rest = read[at + 1]
            if piece.figures and rest is not None:
                read[at] = [Part("number", piece.text), *rest]
            elif at and is_ordinal(found[at - 1], piece):
                read[at] = rest
    return read[0]


def _parted(piece: Piece, language: str) -> list[Piece]:
    """The words in a run of letters of a script that does not part them, as far as they are known."""
    known = vocabulary(language)
    if piece.figures or piece.text in known or not unspaced(piece.text):
        return [piece]
    parts, rest = [], piece.text
    while rest:
        end = next((end for end in range(min(len(rest), MAX_LENGTH // 4), 0, -1) if rest[:end] in known), len(rest))
        parts.append(Piece(rest[:end], piece.joined))
        rest = rest[end:]
    return parts


def joined(found: list[Piece]) -> str:
    """Pieces as one word; figures alone are none."""
    if any(piece.figures and other.figures for piece, other in pairwise(found)):
        return ""
    word = "".join(piece.text.lstrip("0") if piece.figures else piece.text for piece in found)
    return "" if word.isdecimal() else word


def is_ordinal(figures: Piece, letters: Piece) -> bool:
    """Return whether letters behind a day's figures make an ordinal of it: 1er, 13th, 13-го."""
    short = len(figures.text) <= 2 and len(letters.text) <= _ORDINAL_LETTERS
    return figures.figures and letters.joined and short

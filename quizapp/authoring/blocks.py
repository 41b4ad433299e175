"""Positions in a large text of which only a few are wanted: only the questions concerned are parsed."""

from __future__ import annotations

import re
from typing import Literal

from quizapp.core.questions.problems import Path
from quizapp.decks.toml.spans import Positions, Span

LARGE = 200_000
"""From so many characters on it pays: a hundred questions or so."""

_QUESTION_HEADER = re.compile(r"\n\[\[questions\]\]")
_OTHER_HEADER = re.compile(r"\n[ \t]*\[(?!\[?questions[.\]])")


class BlockPositions:
    """The same as `Positions`, for a text in which each question begins at a header on a line of its own."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [match.start() + 1 for match in _QUESTION_HEADER.finditer(text)]
        self._lines: list[int] = []
        self._blocks: dict[int, Positions] = {}
        line, before = 0, 0
        for start in self._starts:
            line += text.count("\n", before, start)
            before = start
            self._lines.append(line)

    def find(self, path: Path, *, on: Literal["value", "key"] = "value", part: str = "") -> Span:
        """As `Positions.find`."""
        match path:
            case ("questions", int(index), *rest) if index < len(self._starts):
                return self._shifted(index, ("questions", 0, *rest), on, part)
            case ("questions", *_):
                return self._shifted(0, path, on, part)
            case _:
                return self._block(-1).find(path, on=on, part=part)

    def _shifted(self, index: int, path: Path, on: Literal["value", "key"], part: str) -> Span:
        span, lines = self._block(index).find(path, on=on, part=part), self._lines[index]
        return Span(span.line + lines, span.column, span.end_line + lines, span.end_column)

    def _block(self, index: int) -> Positions:
        """The positions in the block of a question, or (-1) in what stands before the first."""
        if index not in self._blocks:
            begin = self._starts[index] if index >= 0 else 0
            end = self._starts[index + 1] if index + 1 < len(self._starts) else None
            self._blocks[index] = Positions(self._text[begin:end])
        return self._blocks[index]


Places = Positions | BlockPositions


def positions(text: str) -> Places:
    """The places in a text, with as little parsing as is safe."""
    return BlockPositions(text) if len(text) >= LARGE and in_blocks(text) else Positions(text)


def in_blocks(text: str) -> bool:
    """Return whether a line like the header of a question is certainly one, and no other table follows it."""
    if '"""' in text or "'''" in text or text.startswith("["):
        return False
    first = _QUESTION_HEADER.search(text)
    return first is not None and not _OTHER_HEADER.search(text, first.start())

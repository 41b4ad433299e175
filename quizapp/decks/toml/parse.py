"""TOML -> plain data. A statement with a syntax error is left out and reported, so that the rest can be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tomli

from quizapp.core.messages import tr
from quizapp.core.questions.base import MAX_TEXT
from quizapp.core.questions.problems import Problem
from quizapp.decks.findings import Located
from quizapp.decks.toml.parsed import Parsed


def parse(text: str) -> Parsed:
    """The data of a text in TOML, as far as it can be read."""
    if (endless := _endless_number(text)) is not None:
        return Parsed(None, text, (endless,))
    try:
        tree = tomli.loads(text)
    except (ValueError, RecursionError):
        from quizapp.decks.toml.recover import mended  # 4 ms, when there is an error

        return mended(_lines(text), text)
    if not tree:
        advice = tr("write a deck or a translation in it; `quizapp new NAME` makes a deck to start from")
        return Parsed(None, text, (Located(Problem((), "E101", tr("there is nothing in this file"), advice), 1, 1),))
    if not _suspicious(tree):
        return Parsed(tree, text)
    from quizapp.decks.toml.headers import misleading
    from quizapp.decks.toml.recover import mended

    lines = _lines(text)
    return mended(lines, text) if any(misleading(tree, lines)) else Parsed(tree, text)


def _endless_number(text: str) -> Located | None:
    """The problem with a number of more characters than any text may have: reading it would take 120 bytes for each."""
    for start, end in _long_lines(text):
        if number := _LONG_NUMBER.match(text, start, end):
            message, advice = tr("this number has thousands of digits"), tr("use a power of ten, such as 1.34e21")
            return Located(
                Problem((), "E006", message, advice), text.count("\n", 0, start) + 1, number.start(1) - start + 1
            )
    return None


def _long_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines that are longer than any text may be begin and end."""
    start = 0
    while len(text) - start > MAX_TEXT:
        if (end := text.rfind("\n", start, start + MAX_TEXT + 1)) < 0:
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            yield start, end
        start = end + 1


_LONG_NUMBER = re.compile(rf"""[^"'#]*?[=,\[]\s*([+-]?[0-9][0-9A-Za-z_.+-]{{{MAX_TEXT},}})""")


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _suspicious(tree: dict[str, Any]) -> bool:
    """Return whether a table stands at the top that may belong to a question; a healthy deck has `sources` only."""
    return any(
        isinstance(value, dict | list) and key not in ("questions", "sources", "tags", "authors")
        for key, value in tree.items()
    )

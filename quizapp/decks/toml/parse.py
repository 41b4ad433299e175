"""TOML -> plain data. A statement with a syntax error is left out and reported, so that the rest can be looked at."""

from __future__ import annotations

import re
from typing import Any

import tomli

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
        advice = "write a deck or a translation in it; `quizapp new NAME` makes a deck to begin with"
        return Parsed(None, text, (Located(Problem((), "E101", "there is nothing in this file", advice), 1, 1),))
    if not _suspicious(tree):
        return Parsed(tree, text)
    from quizapp.decks.toml.headers import misleading
    from quizapp.decks.toml.recover import mended

    lines = _lines(text)
    return mended(lines, text) if any(misleading(tree, lines)) else Parsed(tree, text)


def _endless_number(text: str) -> Located | None:
    """The problem with a number of more characters than any text may have: reading it would take 120 bytes for each."""
    for line in _LONG_LINE.finditer(text):
        if number := _LONG_NUMBER.match(text, line.start(), line.end()):
            message, advice = "a number has thousands of digits", "use a power of ten, such as 1.34e21"
            column = number.start(1) - line.start() + 1
            return Located(Problem((), "E006", message, advice), text.count("\n", 0, line.start()) + 1, column)
    return None


_LONG_LINE = re.compile(rf"^.{{{MAX_TEXT},}}", re.MULTILINE)
_LONG_NUMBER = re.compile(rf"""[^"'#]*?[=,\[]\s*([+-]?[0-9][0-9A-Za-z_.+-]{{{MAX_TEXT},}})""")


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _suspicious(tree: dict[str, Any]) -> bool:
    """Return whether a table stands at the top that may belong to a question; a healthy deck has `sources` only."""
    return any(
        isinstance(value, dict | list) and key not in ("questions", "sources", "tags", "authors")
        for key, value in tree.items()
    )

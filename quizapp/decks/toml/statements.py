"""Lines of TOML of which some may be broken: where statements and tables begin, and which one is not closed."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Sequence

import tomli

LARGE = 1_000_000
"""In a text of so many characters the statement that is not closed is not looked for: each try costs parsing it."""

LONGEST = 60
"""A statement of more lines is not looked for from its end."""

_PIECE = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_REMARK = r"[ \t]*(?:\#.*)?"

QUESTION_HEADER = re.compile(r"[ \t]*\[\[[ \t]*[\"']?questions[\"']?[ \t]*\]\]")
SINGLE_HEADER = re.compile(rf"[ \t]*\[[ \t]*[\"']?questions[\"']?[ \t]*\]{_REMARK}\Z")
HEADER_MEANT = re.compile(
    rf"[ \t]*[\[({{<]*[ \t]*[\"']?questions?[\"']?[ \t]*[\])}}>]*[ \t]*:?{_REMARK}\Z", re.IGNORECASE
)
"""A line that is most likely meant as `[[questions]]`, if it is not valid as it stands."""

HEADER = re.compile(rf"[ \t]*\[{{1,2}}[ \t]*({_PIECE}(?:[ \t]*\.[ \t]*{_PIECE})*)[ \t]*\]{{1,2}}{_REMARK}\Z")
STATEMENT = re.compile(rf"[ \t]*(?:\[{{1,2}}[ \t]*[\w\"']|{_PIECE}(?:[ \t]*\.[ \t]*[\w\"'-]+)*[ \t]*[=:])")
KEY = re.compile(rf"[ \t]*({_PIECE}(?:[ \t]*\.[ \t]*{_PIECE})*)[ \t]*=[ \t]*")
_CONTENT = re.compile(r"(?:\"(?:\\.|[^\"\\])*\"|'[^']*'|[^\"'#]+)*")


def content(line: str) -> str:
    """A line without the remark and the space at its end."""
    written = _CONTENT.match(line)
    end = written.end() if written else 0
    return (line[:end] if line[end : end + 1] in ("", "#") else line).rstrip()


def key_of(line: str) -> str:
    """The key that the statement of a line begins with, as it is written; empty if none begins there."""
    key = KEY.match(line)
    return key[1] if key else ""


def header_name(line: str) -> str:
    """The name in a header, without quotes and spaces; empty if the line is none."""
    header = HEADER.match(line)
    return re.sub(r"[\"' \t]", "", header[1]) if header else ""


def indent(line: str) -> int:
    """The column (from 1) at which a line begins to say something."""
    return len(line) - len(line.lstrip()) + 1


def value_column(line: str) -> int:
    """The column (from 1) at which the value of a statement begins."""
    key = KEY.match(line)
    return key.end() + 1 if key else 1


def header_above(lines: Sequence[str], line: int) -> int:
    """The last line (from 1) before `line` that is a header; 0 if there is none."""
    return next((number for number in range(line - 1, 0, -1) if HEADER.match(lines[number - 1])), 0)


def header_below(lines: Sequence[str], line: int) -> int:
    """The first line (from 1) after `line` that is a header; the number of lines plus 1 if there is none."""
    below = (number for number in range(line + 1, len(lines) + 1) if HEADER.match(lines[number - 1]))
    return next(below, len(lines) + 1)


def unclosed(doc: str, lines: Sequence[str]) -> int | None:
    """The line (from 1) of the statement in which something is opened that is not closed to the end of the text.

    What comes before that statement is valid by itself; with it, or more, it is not.
    """
    if len(doc) > LARGE:
        return None
    starts = [number for number, line in enumerate(lines, 1) if STATEMENT.match(line)]
    unreadable: Callable[[int], bool] = lambda number: not parses("\n".join(lines[: number - 1]))  # noqa: E731
    index = bisect(starts, False, key=unreadable)
    if not index:
        return None
    opened = range(starts[index - 1], len(lines) + 1)
    return next(
        (number for number in opened if lines[number - 1].strip() and not HEADER.match(lines[number - 1])), None
    )


def statement_start(lines: Sequence[str], end: int) -> int:
    """The line (from 1) at which the valid statement begins that ends in line `end`."""
    for first in range(end, max(0, end - LONGEST), -1):
        if KEY.match(lines[first - 1]) and parses("\n".join(lines[first - 1 : end])):
            return first
    return end


def parses(text: str) -> bool:
    """Return whether a text is valid TOML."""
    try:
        tomli.loads(text)
    except (ValueError, RecursionError):
        return False
    return True

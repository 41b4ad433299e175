"""TOML -> plain data. A statement with a syntax error is left out and told, so that the rest can be looked at."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import tomli

from quizapp.authoring.findings import Located
from quizapp.core.problems import Problem

MAX_SLIPS = 20
"""After this many syntax errors in one file the rest is not looked at."""

MAX_LOST = 60
"""Nor when so many lines in a row make no sense."""

LARGE = 1_000_000
"""In a text of so many characters only the first syntax errors are looked for: each costs parsing it anew."""

QUESTION_HEADER = re.compile(r"[ \t]*\[\[[ \t]*[\"']?questions[\"']?[ \t]*\]\]")
_STATEMENT = re.compile(
    r"[ \t]*(?:\[{1,2}[ \t]*[\w\"']|(?:[\w-]+|\"[^\"]*\"|'[^']*')(?:[ \t]*\.[ \t]*[\w\"'-]+)*[ \t]*[=:])"
)
_KEY = re.compile(r"[ \t]*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:[ \t]*\.[ \t]*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)[ \t]*=[ \t]*")
_DIGITS = re.compile(r"(?<![\w.])[+-]?[0-9][0-9_]{4000,}")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood of a text.

    `tree` is its data, None if too little was understood to say anything more. `text` is what that data was read from:
    `slips` are the syntax errors, and the `lost` lines (from 1) were left out because of them.
    """

    tree: dict[str, Any] | None
    text: str
    slips: tuple[Located, ...] = ()
    lost: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Slip:
    """A syntax error, and the lines (from 1) of the statement that cannot be read because of it."""

    located: Located
    first: int
    last: int


def parse(text: str) -> Parsed:
    """The data of a text in TOML, as far as it can be read."""
    try:
        return Parsed(tomli.loads(text), text)
    except (ValueError, RecursionError):
        lines = text.replace("\r\n", "\n").split("\n")
    slips: list[Located] = []
    lost: set[int] = set()
    unread = 0
    tries = 3 if len(text) > LARGE else MAX_SLIPS + MAX_LOST
    for _ in range(tries):
        doc = "\n".join(lines)
        try:
            return Parsed(tomli.loads(doc), doc, tuple(slips), frozenset(lost))
        except tomli.TOMLDecodeError as error:
            slip = _slip(error, lines)
        except ValueError:  # from int(): TOMLDecodeError is caught above
            slip = _huge_number(doc)
        except RecursionError:
            problem = Problem((), "E005", "tables or lists are nested too deeply", "use at most 32 levels")
            return Parsed(None, doc, (*slips, Located(problem, 1, 1)))
        rest_of_the_last = slip.first - 1 in lost and not _STATEMENT.match(lines[slip.first - 1])
        unread = unread + 1 if rest_of_the_last else 0
        if not rest_of_the_last:
            slips.append(slip.located)
        if len(slips) >= MAX_SLIPS or unread > MAX_LOST or not _left_out(lines, slip):
            break
        lost |= set(range(slip.first, slip.last + 1))
    return Parsed(None, text, tuple(slips))


def _left_out(lines: list[str], slip: _Slip) -> bool:
    """Take a statement out of `lines`; False if it cannot be missed, or there is nothing to take out."""
    if re.fullmatch(r"\[questions\](?:[ \t]*#.*)?", lines[slip.first - 1].strip()):
        lines[:] = [re.sub(r"^([ \t]*)\[questions\]", r"\1[[questions]]", line) for line in lines]
        return True
    taken = lines[slip.first - 1 : slip.last]
    lines[slip.first - 1 : slip.last] = [""] * len(taken)
    header = taken[0].strip() if taken else ""
    if header.startswith("["):
        lines[slip.first - 1] = "[[questions]]"
        return header != "[[questions]]" and "question" in header
    return any(line.strip() for line in taken)


def _slip(error: tomli.TOMLDecodeError, lines: Sequence[str]) -> _Slip:
    """A syntax error in the words of a teacher, and where a teacher would look for it."""
    line, column, said = error.lineno, error.colno, error.msg
    ended = error.pos >= len(error.doc.rstrip())
    first = last = min(line, len(lines))
    match said.split()[0], said:
        case _, "Expected '=' after a key in a key/value pair":
            message, advice = "there is no `=` after the key", "write key = value"
        case _, "Invalid value":
            message, advice = "this is not a value", "put text in double quotes"
        case _, "Illegal character '\\n'":
            message, advice = "the text has no closing quote", 'put a " at its end'
        case _, 'Expected "\'"':
            first = last = line = _unclosed(error.doc, lines) or line
            column = len(lines[line - 1]) + 1
            message, advice = "the text has no closing quote", "put a ' at its end"
        case _, "Unterminated string" | "Expected \"'''\"":
            if opened := _unclosed(error.doc, lines):
                first = last = line = opened
                column = _value_column(lines[line - 1])
            quotes = lines[line - 1][column - 1 : column + 2]
            message, advice = "the text has no closing quote", 'put a " at its end'
            if quotes in ('"""', "'''"):
                message, advice = "a text in triple quotes is not closed", "put three quotes at its end"
        case "Unclosed", _:
            kind, bracket = ("list", "]") if "array" in said else ("table", "}")
            message, advice = f"a comma or `{bracket}` is missing before this", "separate the items with commas"
            if not ended and _STATEMENT.match(lines[line - 1]) and not lines[line - 1][: column - 1].strip():
                first, last = _unclosed(error.doc, lines[: line - 1]) or line, line - 1
            elif ended:
                message, advice = f"the {kind} is not closed", f"put a `{bracket}` at its end"
                if opened := _unclosed(error.doc, lines):
                    first = last = line = opened
                    column = _value_column(lines[line - 1])
        case "Cannot", "Cannot overwrite a value":
            message, advice = "this key stands twice", "keep one of the two"
            first = line = _statement_start(error, lines)
            column = len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1
        case "Duplicate", _:
            message, advice = "this table has a key twice", "keep one of the two"
            name = re.escape(said.rpartition(" key ")[2].strip("'\""))
            before = error.doc[: error.pos].rpartition("\n")[2]
            for found in re.finditer(rf"(?<![\w-])[\"']?{name}[\"']?[ \t]*=", before):
                column = found.start() + 1
        case "Cannot", "Cannot declare ('questions',) twice":
            message, advice = "this table stands twice", "write each question as [[questions]], with two brackets"
            column = 1
        case "Cannot", _:
            message, advice = "this table stands twice", "put the keys of the two together"
            column = 1
        case _, "Expected newline or end of document after a statement":
            message, advice = "something stands after the value", "put it on a line of its own, or mend the value"
        case _, "Invalid initial character for a key part":
            message, advice = "a key may hold only a-z, A-Z, 0-9, - and _ here", "put the key in quotes, or change it"
        case "Unescaped", _:
            message, advice = "a backslash stands alone", "write \\\\ for a backslash"
            at = error.doc.rfind("\\", 0, error.pos)
            column = at - error.doc.rfind("\n", 0, at)
        case "Illegal", _:
            message, advice = f"a control character stands here ({said.split()[-1]})", "remove it"
        case _:
            message, advice = f"this is not valid TOML: {said[:1].lower()}{said[1:]}", "mend the line"
    return _Slip(Located(Problem((), "E001", message, advice), line, column), first, last)


def _huge_number(doc: str) -> _Slip:
    found = _DIGITS.search(doc)
    at = found.start() if found else 0
    line, column = doc.count("\n", 0, at) + 1, at - doc.rfind("\n", 0, at)
    problem = Problem((), "E006", "a number has thousands of digits", "use numbers of 18 digits at most")
    return _Slip(Located(problem, line, column), line, line)


def _unclosed(doc: str, lines: Sequence[str]) -> int | None:
    """The line (from 1) of the statement in which something is opened that is not closed to the end of the text.

    What comes before that statement is valid by itself; with it, or more, it is not.
    """
    if len(doc) > LARGE:
        return None
    starts = [number for number, line in enumerate(lines, 1) if _STATEMENT.match(line)]
    readable: Callable[[int], bool] = lambda number: not _parses("\n".join(lines[: number - 1]))  # noqa: E731
    index = bisect(starts, False, key=readable)
    return starts[index - 1] if index else None


def _value_column(line: str) -> int:
    """The column (from 1) at which the value of a statement begins."""
    key = _KEY.match(line)
    return key.end() + 1 if key else 1


def _statement_start(error: tomli.TOMLDecodeError, lines: Sequence[str]) -> int:
    """The line (from 1) at which the statement begins that ends where the error was found."""
    end = min(error.lineno, len(lines))
    for first in range(end, max(0, end - MAX_LOST), -1):
        if _KEY.match(lines[first - 1]) and _parses("\n".join(lines[first - 1 : end])):
            return first
    return end


def _parses(text: str) -> bool:
    try:
        tomli.loads(text)
    except (ValueError, RecursionError):
        return False
    return True

"""From the bytes of a file to plain data: what is no text, no TOML, or holds what no deck may hold."""

from __future__ import annotations

import math
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

import tomli

from quizapp.authoring.findings import Located
from quizapp.core.errors import unprintable
from quizapp.core.problems import Path as Keys
from quizapp.core.problems import Problem

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32
MAX_WHOLE_NUMBER = 2**63 - 1
MAX_SLIPS = 20
"""After this many syntax errors in one file the rest is not looked at."""

QUESTION_HEADER = re.compile(r"[ \t]*\[\[[ \t]*[\"']?questions[\"']?[ \t]*\]\]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was understood of a text: its data, its syntax errors, and the lines (from 1) left out because of them.

    `tree` is None if too little was understood to say anything more.
    """

    tree: dict[str, Any] | None
    slips: tuple[Located, ...] = ()
    lost: tuple[int, ...] = ()


class Unfit(Exception):
    """A file that is not text of a bearable size. `located` says why."""

    def __init__(self, code: str, message: str, advice: str, line: int = 1) -> None:
        super().__init__(message)
        self.located = Located(Problem((), code, message, advice), line, 1)


def read_text(path: Path) -> str:
    """The text of a regular file of 16 MiB at most, without its byte order mark.

    Raises:
        Unfit: if it is none, cannot be read, or is not UTF-8.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unfit("E003", "this is a folder", "name the deck file in it, or pass the folder with --decks")
        if not stat.S_ISREG(status.st_mode):
            raise Unfit("E003", "this is not a regular file", "name a deck file ending in .toml")
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1024 / 1024:.1f} MiB"
            limit = MAX_BYTES // 1024 // 1024
            raise Unfit("E003", f"the file has {size}; {limit} MiB is the limit", "split the deck")
        content = path.read_bytes()
    except OSError as error:
        advice = "check its name and permissions"
        raise Unfit("E003", f"the file cannot be read ({error.strerror})", advice) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unfit("E002", f"line {line} is not UTF-8", "save the file in the encoding UTF-8", line) from error


def parse(text: str) -> Parsed:
    """The data of a text in TOML. A line with a syntax error is left out, so that the rest can be looked at."""
    slips: list[Located] = []
    lines: list[str] | None = None
    while True:
        try:
            tree = tomli.loads(text if lines is None else "\n".join(lines))
            return Parsed(tree, tuple(slips), tuple(slip.line for slip in slips))
        except tomli.TOMLDecodeError as error:
            slip = _slip(error)
        except ValueError:  # from int(): TOMLDecodeError is caught above
            problem = Problem((), "E006", "a number has thousands of digits", "use numbers of 18 digits at most")
            return Parsed(None, (*slips, Located(problem, 1, 1)))
        except RecursionError:
            return Parsed(None, (*slips, Located(_too_deep(()), 1, 1)))
        lines = text.replace("\r\n", "\n").split("\n") if lines is None else lines
        if slips and slip.line <= slips[-1].line + 1:
            return Parsed(None, tuple(slips))  # most likely one slip over several lines
        slips.append(slip)
        if len(slips) == MAX_SLIPS or not _left_out(lines, slip.line - 1):
            return Parsed(None, tuple(slips))


def _left_out(lines: list[str], index: int) -> bool:
    """Take a faulty line out of `lines`; False if it is not a line that can be missed."""
    line = lines[index].strip()
    if line.startswith("["):
        lines[index] = "[[questions]]"
        return "question" in line
    lines[index] = ""
    return bool(line)


def _slip(error: tomli.TOMLDecodeError) -> Located:
    """A syntax error in the words of a teacher."""
    line, column, said = error.lineno, error.colno, error.msg
    ended = error.pos >= len(error.doc)
    match said.split()[0], said:
        case _, "Expected '=' after a key in a key/value pair":
            message, advice = "there is no `=` after the key", "write key = value"
        case _, "Invalid value":
            message, advice = "this is not a value", "put text in double quotes"
        case _, "Illegal character '\\n'":
            message, advice = "the text has no closing quote", 'put a " at its end'
        case _, 'Expected "\'"':
            at = error.doc.rfind("\n", 0, error.pos)
            message, advice = "the text has no closing quote", "put a ' at its end"
            if column == 1 and at >= 0:
                line, column = line - 1, at - error.doc.rfind("\n", 0, at)
        case _, "Unterminated string" if error.doc.count('"""') % 2 or error.doc.count("'''") % 2:
            message, advice = "a text in triple quotes is not closed", "put three quotes at its end"
        case _, "Unterminated string":
            message, advice = "the text has no closing quote", 'put a " at its end'
        case "Unclosed", _:
            kind, bracket = ("list", "]") if "array" in said else ("table", "}")
            message, advice = f"the {kind} is not closed", f"put a `{bracket}` at its end"
            if not ended:
                message, advice = f"a comma or `{bracket}` is missing before this", "separate the items with commas"
        case "Cannot", "Cannot overwrite a value":
            message, advice = "this key stands twice", "keep one of the two"
            column = len(tail) - len(tail.lstrip()) + 1 if (tail := error.doc.split("\n")[line - 1]) else column
        case "Duplicate", _:
            message, advice = "this table has a key twice", "keep one of the two"
        case "Cannot", _:
            message, advice = "this table stands twice", "put the keys of the two together"
            column = 1
        case _, "Expected newline or end of document after a statement":
            message, advice = "something stands after the value", "put it on a line of its own, or mend the value"
        case _, "Invalid initial character for a key part":
            message, advice = "a key may hold only a-z, A-Z, 0-9, - and _ here", "put the key in quotes, or change it"
        case "Unescaped", _:
            message, advice = "a backslash stands alone", "write \\\\ for a backslash"
        case "Illegal", _:
            message, advice = f"a control character stands here ({said.split()[-1]})", "remove it"
        case _:
            message, advice = f"this is not valid TOML: {said[:1].lower()}{said[1:]}", "mend the line"
    return Located(Problem((), "E001", message, advice), line, column)


def hostile(tree: dict[str, Any]) -> Iterator[Problem]:
    """Values that no deck may hold: control characters, numbers that are none, bottomless nesting."""
    pending: list[tuple[Keys, Any]] = [((), tree)]
    while pending:
        path, value = pending.pop()
        if len(path) > MAX_DEPTH:
            yield _too_deep(path[:2])
        elif isinstance(value, dict):
            for key in value:
                if name := _control_character(key):
                    yield Problem((*path, key), "E004", f"a key here holds {name}", _REMOVE, on="key")
            pending.extend(((*path, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            pending.extend(((*path, index), item) for index, item in reversed(list(enumerate(value))))
        elif isinstance(value, str):
            if name := _control_character(value):
                yield Problem(path, "E004", f"the text holds {name}", _REMOVE)
        elif isinstance(value, int) and abs(value) > MAX_WHOLE_NUMBER:
            yield Problem(path, "E006", "this number is too large", "use a number of 18 digits at most")
        elif isinstance(value, float) and not math.isfinite(value):
            yield Problem(path, "E006", f"{value} is not a number to reckon with", "use an ordinary number")
        elif isinstance(value, time):
            yield Problem(path, "E006", "this is a time of day", "put text in quotes")


_REMOVE = "remove it; it could disturb the terminal"


def seems_harmless(text: str) -> bool:
    """Whether a text can hold none of the characters and times of day that `hostile` looks for.

    It takes a fraction of the time and is seldom too careful. Valid TOML has no ASCII control characters but tabs and
    line ends, unless by an escape; numbers and nesting are seen to by validation.
    """
    if _ESCAPE.search(text) or _TIME.search(text):
        return False
    content = b"" if text.isascii() else text.encode()
    return not any(pattern.search(content) for pattern in _DISTURBING)


_ESCAPE = re.compile(r"\\[^nt\"\\\n ]")
_TIME = re.compile(r":[0-9]")
_DISTURBING = [
    re.compile(rb"\xc2[\x80-\x9f]"),  # U+0080 to U+009F
    re.compile(rb"\xe2\x80[\xa8-\xae]"),  # U+2028 to U+202E
    re.compile(rb"\xe2\x81[\xa6-\xa9]"),  # U+2066 to U+2069
]
"""What `unprintable` is true of, in UTF-8: three searches for a beginning are faster than one for a set."""


def _too_deep(path: Keys) -> Problem:
    return Problem(path, "E005", "tables or lists are nested too deeply", f"use at most {MAX_DEPTH} levels")


def _control_character(text: str) -> str:
    if text.isascii() and text.isprintable():
        return ""
    for character in filter(unprintable, text):
        kind = "control" if unicodedata.category(character) == "Cc" else "text-direction or line"
        return f"the {kind} character U+{ord(character):04X}"
    return ""

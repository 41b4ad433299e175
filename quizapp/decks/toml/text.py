"""The text of a file, and what no deck may hold whatever it means: control characters, bottomless nesting."""

from __future__ import annotations

import math
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

from quizapp.core.errors import cause, unprintable
from quizapp.core.messages import number, tr, tr_noop
from quizapp.core.questions.base import MAX_TEXT, entries_problems, too_long
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.problems import Problem
from quizapp.decks.findings import Located

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32
ENDLESS = 100_000
"""A list of more entries is not looked through."""

MAX_NUMBER = sys.float_info.max


class Unfit(Exception):
    """A file that is not text of a bearable size. `located` says why; `text` is what can be shown of it."""

    def __init__(self, code: str, message: str, advice: str, *, line: int = 1, column: int = 1, text: str = "") -> None:
        super().__init__(message)
        self.located = Located(Problem((), code, message, advice), line, column)
        self.text = text


def read_text(path: Path, folder: Path | None = None) -> str:
    """The text of a regular file of 16 MiB at most, without its byte order mark.

    It must lie in `folder`, its own if none is given: decks come from others, and say nothing about other files.

    Raises:
        Unfit: if it is none, cannot be read, or is not UTF-8.
    """
    return decoded(read_content(path, folder))


def read_content(path: Path, folder: Path | None = None) -> bytes:
    """The same as the bytes in the file, which may be no text.

    Raises:
        Unfit: if it is no such file, or cannot be read.
    """
    try:
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder or path.parent)):
            raise Unfit("E003", tr("this links to a file outside its folder"), tr("put the file itself in the folder"))
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            advice = tr("name the deck file in it, or pass the folder with --decks")
            raise Unfit("E003", tr("this is a folder"), advice)
        if not stat.S_ISREG(status.st_mode):
            raise Unfit("E003", tr("this is not a regular file"), tr("name a deck file ending in .toml"))
        content = _content(path) if status.st_size <= MAX_BYTES else b""
        if (size := max(status.st_size, len(content))) > MAX_BYTES:
            message = tr(
                "the file is {size} bytes; the limit is {mebibytes} MiB ({limit} bytes)",
                size=number(size), mebibytes=MAX_BYTES // 1024 // 1024, limit=number(MAX_BYTES),
            )  # fmt: skip
            raise Unfit("E003", message, tr("split the deck"))
    except (OSError, ValueError) as error:  # ValueError: a null character in its name
        reason = cause(error) if isinstance(error, OSError) else tr("not a possible file name")
        message = tr("the file cannot be read ({reason})", reason=reason)
        raise Unfit("E003", message, tr("check its name and permissions")) from error
    return content


def decoded(content: bytes) -> str:
    """The text that is in a file with this content.

    Raises:
        Unfit: if it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        before = content[content.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig", "replace")
        shown = content.decode("utf-8-sig", "replace")
        raise Unfit(
            "E002",
            tr("line {line} is not UTF-8", line=line),
            tr("save the file as UTF-8"),
            line=line,
            column=len(before) + 1,
            text=shown,
        ) from error


def _content(path: Path) -> bytes:
    """The content of a file, but at most one byte more than a deck may have.

    Not as `Path.read_bytes` does: a file can grow while it is read, and what was a regular file a moment ago can be a
    pipe now, or, below /proc, was one all the time. None of them may keep the program waiting.
    """
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        parts, room = [], MAX_BYTES + 1
        while room and (part := os.read(file, room)):
            parts.append(part)
            room -= len(part)
    finally:
        os.close(file)
    return b"".join(parts)


def hostile(tree: dict[str, Any]) -> Iterator[Problem]:
    """Values no deck may hold: control characters, numbers that are none, bottomless nesting, endless text or lists."""
    pending: list[tuple[Keys, Any]] = [((), tree)]
    while pending:
        path, value = pending.pop()
        if len(path) > MAX_DEPTH:
            yield _too_deep(path[:3] if path[0] == "questions" else path[:1])
        elif isinstance(value, dict):
            for key in value:
                if len(key) > MAX_TEXT:
                    yield too_long(path, key, MAX_TEXT)
                elif character := _disturbing(key):
                    if unicodedata.category(character) == "Cc":
                        message = tr("a key contains the control character {code}", code=_code(character))
                    else:
                        message = tr("a key contains the invisible character {code}", code=_code(character))
                    yield Problem((*path, key), "E004", message, tr(_REMOVE), on="key")
            pending.extend(((*path, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list) and len(value) > ENDLESS and path != ("questions",):
            yield from entries_problems(path, value)
        elif isinstance(value, list):
            pending.extend(((*path, index), item) for index, item in reversed(list(enumerate(value))))
        elif isinstance(value, str):
            if len(value) > MAX_TEXT:
                yield too_long(path, value, MAX_TEXT)
            elif character := _disturbing(value):
                if unicodedata.category(character) == "Cc":
                    message = tr("the text contains the control character {code}", code=_code(character))
                else:
                    message = tr("the text contains the invisible character {code}", code=_code(character))
                yield Problem(path, "E004", message, tr(_REMOVE))
        elif isinstance(value, int) and abs(value) > MAX_NUMBER:
            yield Problem(
                path, "E006", tr("this number is too large"), tr("the largest is {number}", number=f"{MAX_NUMBER:.1e}")
            )
        elif isinstance(value, float) and not math.isfinite(value):
            message = tr("{value} is not a finite number", value=value)
            yield Problem(path, "E006", message, tr("use an ordinary number"))
        elif isinstance(value, time):
            yield Problem(path, "E006", tr("this is a time of day"), tr("put text in quotes"))


TOO_MUCH = frozenset({"E005", "E111", "E112"})
"""The codes of what is so deep or so long here that nothing further is looked for."""

_REMOVE = tr_noop("delete it: it could garble the screen")


def seems_harmless(content: bytes) -> bool:
    """Return whether a text in UTF-8 can hold none of the characters and times of day that `hostile` looks for.

    It takes a fraction of the time and is seldom too careful. Valid TOML has no ASCII control characters but tabs and
    line ends, unless by an escape; numbers and nesting are seen to by validation.
    """
    if _ESCAPE.search(content) or _TIME.search(content):
        return False
    rest = b"" if content.isascii() else content.translate(None, _ASCII)
    return not any(pattern.search(rest) for pattern in _DISTURBING)


_ESCAPE = re.compile(rb"\\[^nt\"\\\n ]")
_TIME = re.compile(rb":[0-9]")
_DISTURBING = [
    re.compile(rb"\xc2[\x80-\x9f]"),  # U+0080 to U+009F
    re.compile(rb"\xe2\x80[\xa8-\xae]"),  # U+2028 to U+202E
    re.compile(rb"\xe2\x81[\xa6-\xa9]"),  # U+2066 to U+2069
]
"""All that `unprintable` is true of, in UTF-8; what is left out before, in a third of the time, is in none of them."""

_ASCII = bytes(range(128))


def _too_deep(path: Keys) -> Problem:
    return Problem(path, "E005", *nested_too_deeply())


def nested_too_deeply() -> tuple[str, str]:
    """The problem with bottomless nesting, and how to solve it."""
    return tr("tables or lists are nested too deeply"), tr("use at most {depth} levels", depth=MAX_DEPTH)


def and_more(advice: str) -> str:
    """The advice on the last problem that is told of a file, if it may have more."""
    return tr("{advice}; there may be more problems after this", advice=advice)


def _disturbing(text: str) -> str:
    """The first character that could disturb a terminal; empty if there is none."""
    return "" if text.isascii() and text.isprintable() else next(filter(unprintable, text), "")


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"

"""Reading and writing line by line, and looking up now and then while a line is awaited."""

from __future__ import annotations

import os
import re
import select
import signal
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from quizapp.core.errors import visible

LOOK_SECONDS = 0.5
NARROWEST = 20
"""Lines are wrapped for so many columns at least."""

_WHOLE = re.compile(r"[^\s`]*`[^`]*`[^\s`]*|\S*\d %\S*|\S+")
"""Pieces that are never broken: commands, shares such as `84 %`, words."""

_LEAD = re.compile(r"\s*(?:\w{1,3}\. +|- +)?")


def say(line: str, target: TextIO) -> None:
    """Write a line; where `target` is a terminal, wrapped to its width."""
    target.write(_fitted(visible(line), target) + "\n")
    target.flush()


def wrapped(text: str, width: int) -> str:
    """`text` with line breaks for so many columns, between words only.

    What stands between backquotes, a command to copy, stays whole: where it is too long for a line, the terminal goes
    on with it in the next one. Further lines of an entry such as `  1. ...` are indented as its text is.
    """
    return "\n".join(part for line in text.split("\n") for part in _wrapped_line(line, width))


def columns(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def shortened(text: str, width: int) -> str:
    """The beginning of `text`, in so many columns."""
    if columns(text) <= width:
        return text
    while text and columns(text) >= width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def room_on(target: TextIO) -> int | None:
    """The columns of a terminal that a line can take; None for what is no terminal."""
    if not target.isatty():
        return None
    try:
        width = os.get_terminal_size(target.fileno()).columns
    except OSError:
        return None
    return max(width - 1, NARROWEST) if width else None


class Lines:
    """A conversation over two text streams."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source, self._target = source, target

    @property
    def typed(self) -> bool:
        """True if somebody types at a terminal."""
        return self._source.isatty()

    def say(self, line: str = "") -> None:
        """Write a line; on a terminal, wrapped to its width."""
        say(line, self._target)

    def drop_typed(self) -> None:
        """Forget what was typed ahead on the terminal, entered or not: the shell must not take it for commands."""
        if self.typed:
            import termios  # no need of it where nobody types

            with suppress(termios.error):  # the terminal is gone
                termios.tcflush(self._source, termios.TCIFLUSH)

    def read(self, invitation: str) -> str | None:
        """The next line, without its end; None when there is none any more."""
        invitation = f"{invitation} "
        is_there = was_stopped = False

        def invite_again() -> None:
            nonlocal was_stopped
            if is_there:
                self._invite(invitation)
            else:  # it is being written at this moment
                was_stopped = True

        with _after_a_stop(invite_again):
            self._invite(invitation)
            is_there = True
            if was_stopped:
                self._invite(invitation)
            line = self._next()
        if line is None or not self._source.isatty():
            self._target.write("\n")
        return line

    def _invite(self, invitation: str) -> None:
        self._target.write(_fitted(invitation, self._target))
        self._target.flush()

    def _next(self) -> str | None:
        line = self._source.readline()
        return line.rstrip("\r\n") if line else None


@contextmanager
def _after_a_stop(act: Callable[[], None]) -> Iterator[None]:
    """Meanwhile, call `act` when the program goes on that was stopped by Ctrl+Z: what was typed is gone."""
    before = signal.signal(signal.SIGCONT, lambda *_: act())
    try:
        yield
    finally:
        signal.signal(signal.SIGCONT, before)


class WatchfulLines(Lines):
    """The same, calling `look` twice a second while a line is awaited.

    What `look` returns, unless it is empty, is shown at once; when it raises, the line is not awaited any more. Nothing
    else may read from its source. A source without a file descriptor, as in tests, is looked up from once a line.
    """

    def __init__(self, source: TextIO, target: TextIO, look: Callable[[], str]) -> None:
        super().__init__(source, target)
        self._look = look
        self._read = b""
        self._ended = False
        try:
            self._file: int | None = source.fileno()
        except OSError:
            self._file = None

    def read(self, invitation: str) -> str | None:
        self._invitation = f"{invitation} "
        return super().read(invitation)

    def drop_typed(self) -> None:
        super().drop_typed()
        if self.typed:
            self._read = b""

    def _next(self) -> str | None:
        if self._file is None:
            entered = super()._next()
            self._tell()
            return entered
        while b"\n" not in self._read and not self._ended:
            if select.select([self._file], [], [], LOOK_SECONDS)[0]:
                more = os.read(self._file, 65_536)
                self._read += more
                self._ended = not more
            self._tell()
        if not self._read:
            return None
        line, _, self._read = self._read.partition(b"\n")
        return line.decode(self._source.encoding, "replace").rstrip("\r")

    def _tell(self) -> None:
        if text := self._look():
            self._target.write("\n")
            self.say(text)
            self._invite(self._invitation)


def _fitted(text: str, target: TextIO) -> str:
    room = room_on(target)
    return text if room is None else wrapped(text, room)


def _wrapped_line(line: str, width: int) -> list[str]:
    if columns(line) <= width:
        return [line]
    lead = _LEAD.match(line)
    first = lead[0] if lead else ""
    words = _WHOLE.findall(line[len(first) :])
    lines = [first + "".join(words[:1])]
    for word in words[1:]:
        if columns(lines[-1]) + 1 + columns(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * columns(first) + word)
    if line.endswith(" "):
        lines[-1] += " "
    return lines


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

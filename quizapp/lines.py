"""Reading and writing line by line, and looking up now and then while a line is awaited."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from typing import TextIO

LOOK_SECONDS = 0.5


def forgive(*streams: TextIO) -> None:
    """Let streams replace what is no text in their encoding: an answer that is none is a wrong one, not an error."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


class Lines:
    """A conversation over two text streams."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source, self._target = source, target

    def say(self, line: str = "") -> None:
        """Write a line."""
        self._target.write(line + "\n")
        self._target.flush()

    def read(self, invitation: str) -> str | None:
        """The next line, without its end; None when there is none any more."""
        self._invite(invitation)
        with _after_a_stop(partial(self._invite, invitation)):
            line = self._next()
        if line is None or not self._source.isatty():
            self._target.write("\n")
        return line

    def _invite(self, invitation: str) -> None:
        self._target.write(invitation)
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

    What `look` returns, unless it is empty, is told at once; when it raises, the line is not awaited any more. Nothing
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
        self._invitation = invitation
        return super().read(invitation)

    def drop_half_typed(self) -> None:
        """Forget what is typed on the terminal but not entered: it was meant for another question."""
        if self._source.isatty():
            import termios  # no need of it where nobody types

            termios.tcflush(self._source, termios.TCIFLUSH)

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
        if told := self._look():
            self._target.write(f"\n{told}\n{self._invitation}")
            self._target.flush()

"""Standard input, output and error, in whatever state a command finds them: closed, full, in another encoding."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import IO, Any

from quizapp.core.errors import QuizappError


def prepare() -> None:
    """Make the streams fit for use.

    What an encoding has no letters for is replaced, and what is no text in it: an answer that is none is a wrong one,
    not an error. A stream that is closed becomes one that fails when it is used, so
    that no file is opened under its number; what is said on a closed standard error is dropped.
    """
    sys.stdin = sys.stdin or _stand_in(os.O_WRONLY, "r")
    sys.stdout = sys.stdout or _stand_in(os.O_RDONLY, "w")
    sys.stderr = sys.stderr or _stand_in(os.O_WRONLY, "w")
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def failures_told() -> Iterator[None]:
    """End the program with a sentence and exit code 1 if a stream, or a file that nobody else tells of, fails."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # where Python flushes at its end
        if not isinstance(error, BrokenPipeError):  # whoever read it had enough
            from quizapp.cli.errors import failed

            with suppress(OSError):  # standard error is full too
                failed(QuizappError(_sentence(error)))
        sys.exit(1)


def _stand_in(access: int, mode: str) -> IO[Any]:
    return open(os.open(os.devnull, access), mode, encoding="utf-8")  # noqa: PTH123


def _sentence(error: OSError) -> str:
    if error.filename is not None:
        return f"{os.fsdecode(error.filename)} cannot be used ({error.strerror})."
    if error.errno == errno.EBADF:
        closed = "input" if sys.__stdin__ is None else "output"
        return f"Standard {closed} is closed, and this command needs it."
    return f"Standard output cannot be written ({error.strerror})."

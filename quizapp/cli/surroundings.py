"""The streams, the time zone and the folder that the program finds: closed, full, in another encoding, gone."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr

SIGNS = "quizapp.signs"
"""The name of our way to deal with what an encoding does not have."""


def prepare_streams() -> None:
    """Make the streams fit for use.

    What an encoding has no letters or signs for is replaced, also on standard error, where the full screen is drawn;
    and what is no text in it: an answer that is none is a wrong one, not an error. A stream that is closed becomes one
    that fails when it is used, so that no file is opened under its number; what is said on a closed standard error is
    dropped.
    """
    sys.stdin = sys.stdin or _stand_in(os.O_WRONLY, "r")
    sys.stdout = sys.stdout or _stand_in(os.O_RDONLY, "w")
    sys.stderr = sys.stderr or _stand_in(os.O_WRONLY, "w")
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    _replace_signs(sys.stdout, sys.stderr)


def _replace_signs(*streams: IO[Any]) -> None:
    """Write signs of ASCII where the encoding does not have the usual ones."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            import codecs

            from quizapp.core.signs import replacement  # not for those who have every sign

            codecs.register_error(SIGNS, replacement)
            stream.reconfigure(errors=SIGNS)


def mend_zone() -> None:
    """Let a time zone be UTC whose file is none, as it is for the system: Babel would read the file."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if ("/" in name or name.startswith(".")) and Path(name).exists():
        try:
            sound = Path(name).read_bytes()[:4] == b"TZif"
        except OSError:
            sound = False
        if not sound:
            os.environ["TZ"] = "UTC"


@contextmanager
def failures_told() -> Iterator[None]:
    """End the program with a sentence and exit code 1 if a stream, or a file that nobody else tells of, fails."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # whoever read it had enough
            from quizapp.cli.errors import failed

            with suppress(OSError):  # standard error is full too
                failed(QuizappError(_sentence(error)))
        for stream in (sys.stdout, sys.stderr):
            _close(stream)
        sys.exit(1)


def _close(stream: IO[Any]) -> None:
    """Drop what a stream still holds if it cannot be written, before Python tries it once more at its end."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _stand_in(access: int, mode: str) -> IO[Any]:
    return open(os.open(os.devnull, access), mode, encoding="utf-8")  # noqa: PTH123


def _sentence(error: OSError) -> str:
    if error.filename is not None:
        return tr("Cannot use {file} ({reason}).", file=os.fsdecode(error.filename), reason=error.strerror)
    if error.errno == errno.EBADF:
        if sys.__stdin__ is None:
            return tr("Standard input is closed, and this command needs it.")
        return tr("Standard output is closed, and this command needs it.")
    return tr("Cannot write to standard output ({reason}).", reason=error.strerror)

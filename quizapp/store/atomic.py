"""Writing a file in one step: whoever reads it meanwhile, or after a crash, finds the old one or the new one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

from quizapp.core.messages import tr

PRIVATE = 0o600
"""The permissions of what is for its owner alone."""


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, with its permissions, or make the file.

    Raises:
        OSError: if it cannot be written; then it is as before.
    """
    with replacement(path) as file:
        file.write(content)


@contextmanager
def replacement(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of the one at `path` at the end, unless that raises.

    It has the permissions `mode`; without one those of the file that was there, or the usual ones. A symbolic link
    stays one: the file that it leads to is replaced.

    Raises:
        OSError: if it cannot be written, or what is there is no regular file; then it is as before.
    """
    place = _place(path)
    draft_folder = Path(mkdtemp(dir=place.parent, prefix=f".{place.name}."))
    draft = draft_folder / place.name
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is None and place.exists():
            mode = place.stat().st_mode & 0o7777
        if mode is not None:
            draft.chmod(mode)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
        draft_folder.rmdir()


def is_stream(path: Path) -> bool:
    """Return whether what is written to `path` flows on to another program or a device, and nothing is kept there."""
    try:
        kind = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(kind) or stat.S_ISCHR(kind)


def _place(path: Path) -> Path:
    """The end of the links that begin at `path`: a regular file, or nothing yet."""
    place = Path(os.path.realpath(path))
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        return place
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(kind):
        raise OSError(errno.EINVAL, tr("it is not a regular file"), str(path))
    return place

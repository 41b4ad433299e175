"""Writing a file in one step: whoever reads it meanwhile, or after a crash, finds the old one or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

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

    It has the permissions `mode`; without one those of the file that was there, or the usual ones.

    Raises:
        OSError: if it cannot be written; then the file at `path` is as before.
    """
    draft_folder = Path(mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    draft = draft_folder / path.name
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is None and path.exists():
            mode = path.stat().st_mode & 0o7777
        if mode is not None:
            draft.chmod(mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
        draft_folder.rmdir()

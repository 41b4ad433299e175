"""Removing all that quizapp keeps about a learner."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from quizapp.core.errors import QuizappError

KEPT = "decks"
"""The folder of the learner's own decks is theirs to delete."""

_OWN = (
    "progress.sqlite3*",
    ".progress.sqlite3.*",
    "backups",
    "crash*.log",
    "config.toml*",
    ".config.toml.*",
    "cache",
    "decks.sqlite3*",
)


def kept_files(folders: Iterable[Path]) -> list[Path]:
    """The files and folders that quizapp made in these folders, its decks apart."""
    files = {path for folder in folders for pattern in _OWN for path in folder.glob(pattern)}
    return sorted(path for path in files if files.isdisjoint(path.parents))


def erase(paths: Iterable[Path], folders: Iterable[Path]) -> None:
    """Delete `paths`, and then those of the `folders` that are empty.

    Raises:
        QuizappError: if one cannot be deleted; the others are.
    """
    failed = []
    for path in paths:
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
        except OSError as error:
            failed.append(f"{path} ({error.strerror})")
    for folder in folders:
        with suppress(OSError):  # not empty, or not there
            folder.rmdir()
    if failed:
        raise QuizappError(f"Not deleted: {', '.join(failed)}. Delete it yourself; everything else is gone.")

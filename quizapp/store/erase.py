"""Removing all that quizapp keeps about a learner."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from quizapp.core.errors import QuizappError, cause
from quizapp.core.formats import all_of
from quizapp.core.messages import trn
from quizapp.store.backup_files import conflict_copies
from quizapp.store.database import FILE_NAME

KEPT = "decks"
"""The folder of the learner's own decks is theirs to delete."""

BESIDE = ("", "-wal", "-shm", "-journal")
"""The endings of the files that SQLite keeps beside a database."""

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


def kept_files(folders: Collection[Path]) -> list[Path]:
    """The files and folders that quizapp made in these folders, its decks apart, and copies that sync programs made."""
    files = {path for folder in folders for pattern in _OWN for path in folder.glob(pattern)}
    for copy in [copy for folder in folders if folder.is_dir() for copy in conflict_copies(folder / FILE_NAME)]:
        files |= {part for suffix in BESIDE if (part := Path(f"{copy}{suffix}")).exists()}
    own = {path for path in files if files.isdisjoint(path.parents)}
    return sorted(own | {file for path in own for file in _answers_behind(path)})


def erase(paths: Collection[Path], folders: Iterable[Path]) -> list[Path]:
    """Delete `paths`, and then those of the `folders` that are empty.

    Returns what is left of that to which links among them led: it may be somebody else's.

    Raises:
        QuizappError: if one cannot be deleted; the others are.
    """
    failed = []
    targets = {_target(path) for path in paths if path.is_symlink()}
    for path in paths:
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
        except OSError as error:
            failed.append(f"{path} ({cause(error)})")
    for folder in folders:
        with suppress(OSError):  # not empty, or not there
            folder.rmdir()
    left: list[Path] = []
    for target in targets:
        try:
            left += target.iterdir() if target.is_dir() else [target] if target.exists() else []
        except OSError as error:  # nobody can say what is in it
            failed.append(f"{target} ({cause(error)})")
    if failed:
        raise QuizappError(
            trn(
                "This could not be deleted: {files}. Delete it yourself; everything else is gone.",
                "These could not be deleted: {files}. Delete them yourself; everything else is gone.",
                len(failed),
                files=all_of(failed),
            )
        )
    return sorted(left)


def _answers_behind(path: Path) -> Iterator[Path]:
    """The files with answers that lie elsewhere, because `path` or what is in it is a link."""
    if path.name == FILE_NAME and path.is_symlink():
        yield from (file for suffix in BESIDE if (file := Path(f"{_target(path)}{suffix}")).exists())
    elif path.name == "backups":
        yield from (_target(file) for file in path.glob("progress*") if path.is_symlink() or file.is_symlink())


def _target(link: Path) -> Path:
    return Path(os.path.realpath(link))

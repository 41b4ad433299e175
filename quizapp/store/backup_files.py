"""The copies beside a progress file: its backups, in the order of what they hold, and what sync programs leave."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from quizapp.core.deferred import dataclass

EARLIER = "progress-earlier.sqlite3"
"""The backup of all days before the newest one: the log alone, with the place of each day in it."""

HEAD = b"SQLite format 3\0"
"""The first bytes of every database of SQLite."""

_PARTS = ("-wal", "-shm", "-journal", ".partial")


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A backup by its newest event (ms UTC; -1 if it cannot be read), its number of events, and whether it is full."""

    newest: int
    events: int
    full: bool
    path: Path


def backup_folder(path: Path) -> Path:
    """The folder with the backups of the progress file `path`."""
    return path.parent / "backups"


def backups(path: Path) -> list[Backup]:
    """Return the backups of the progress file `path`: that with the newest event first, of equals the one
    with more events, and a full copy before the log of earlier days.

    Those that cannot be read come last.
    """
    return sorted(map(_read, backup_paths(path)), reverse=True)


def backup_paths(path: Path) -> list[Path]:
    """Return the files that are backups of the progress file `path`, in no order that matters."""
    folder = backup_folder(path)
    return sorted(folder.glob("progress-*.sqlite3"))


def newest_backup(path: Path) -> Backup | None:
    """Return the backup of the progress file `path` that reaches furthest, if there is one."""
    return next(iter(backups(path)), None)


def conflict_copies(path: Path) -> list[Path]:
    """Return the files beside a progress file that are named as sync programs name a copy in conflict with it.

    That is `progress.sync-conflict-….sqlite3`, `progress (conflicted copy …).sqlite3`, `progress-HOST.sqlite3`,
    `progress 2.sqlite3`, `progress.sqlite3.conflict1` and the like: whatever keeps both parts of the name.
    """
    stem, suffix = path.stem, path.suffix
    return sorted(
        path.with_name(name)
        for name in os.listdir(path.parent)  # noqa: PTH208 - a start looks, and a path for each name takes longer
        if name.startswith(stem) and suffix in name and name != path.name
        if not name.startswith(f"{path.name}.broken-") and not name.endswith(_PARTS)
        if is_database(path.with_name(name))
    )


def is_database(path: Path) -> bool:
    """Return whether a path names a file that begins as a database of SQLite does.

    Raises:
        OSError: if it cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(HEAD)) == HEAD


def for_reading(path: Path) -> sqlite3.Connection:
    """Open a backup, which nobody writes to, for reading alone."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _read(path: Path) -> Backup:
    try:
        with closing(for_reading(path)) as connection:
            newest, events = connection.execute("SELECT max(at), count(*) FROM events").fetchone()
            return Backup(-1 if newest is None else int(newest), int(events), path.name != EARLIER, path)
    except (sqlite3.Error, UnicodeDecodeError, ValueError):
        return Backup(-1, -1, path.name != EARLIER, path)

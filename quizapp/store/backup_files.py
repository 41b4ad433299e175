"""The backups beside a progress file, in the order of what they hold: neither names nor clocks tell that."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from quizapp.core.deferred import dataclass

EARLIER = "progress-earlier.sqlite3"
"""The backup of all days before the newest one: the log alone, with the place of each day in it."""


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

"""Making backups: the newest day as a full copy, all days before it as one log that only grows."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from quizapp.core.messages import trn
from quizapp.store.backup_files import EARLIER, backup_folder, backup_paths
from quizapp.store.database import BUSY_SECONDS, MALFORMED, create, damaged, explained
from quizapp.store.folders import private_folder
from quizapp.store.tables import in_use, log
from quizapp.store.tables.log import KEPT_COLUMNS

ABANDONED_SECONDS = 3600
DAYS_KEPT = 7
"""The places of so many days in the earlier log are kept."""

_EARLIER_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY, at INTEGER NOT NULL, offset INTEGER NOT NULL, day INTEGER NOT NULL, learner TEXT NOT NULL,
    device TEXT NOT NULL, kind TEXT NOT NULL, deck TEXT NOT NULL, card TEXT NOT NULL, rating INTEGER,
    data TEXT NOT NULL, checksum INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS backed_up (
    name   TEXT PRIMARY KEY,                   -- of the full copy, which names its day
    events INTEGER NOT NULL                    -- the number of events from the beginning of this log that it had
) STRICT;
"""


def back_up(path: Path, day: str) -> Path | None:
    """Copy the progress file to `backups/progress-DAY.sqlite3`, unless that is there.

    Full copies of other days then go into the earlier log, event by event, and are deleted once it has them all. So
    there are two copies of the whole log at any time, and no day is kept twice.

    Returns the new backup, or None if there was nothing to do.

    Raises:
        StoreError: if the copy fails, or the file is damaged: a bad copy never replaces a good one.
    """
    target = backup_folder(path) / f"progress-{day}.sqlite3"
    if target.exists():
        return None
    with explained(path):
        private_folder(target.parent)
        for abandoned in target.parent.glob("*.partial"):
            if time.time() - abandoned.stat().st_mtime > ABANDONED_SECONDS:  # by a process that was killed
                abandoned.unlink(missing_ok=True)
        partial = target.with_suffix(f".{os.getpid()}.partial")
        try:
            create(partial)
            learner = _copy(path, partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        for old in backup_paths(path):
            if old.name != EARLIER and old != target and _is_in_earlier_log(old, target.with_name(EARLIER), learner):
                old.unlink(missing_ok=True)
    return target


def _copy(path: Path, target: Path) -> str:
    """Copy a progress file, and check the copy: its pages, and each event. Return whose it is.

    Raises:
        sqlite3.DatabaseError, Damaged: if it is damaged.
    """
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        log.know_checksums(copy)
        in_use.remove(copy, in_use.read(copy))  # it is whole
        copy.commit()
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError(MALFORMED)
        if numbers := log.damaged(copy):
            reason = trn(
                "{count} event does not match its checksum", "{count} events do not match their checksums", len(numbers)
            )
            raise damaged(path, reason)
        return _learner(copy, "main")


def _learner(connection: sqlite3.Connection, schema: str) -> str:
    (learner,) = connection.execute(f"SELECT value FROM {schema}.meta WHERE key = 'learner'").fetchone() or ("",)
    return str(learner)


def _is_in_earlier_log(backup: Path, earlier: Path, learner: str) -> bool:
    """Add what a full copy has to the earlier log, and return whether all of it is there now, each event as written.

    A copy that cannot be read, or is not the `learner`'s, is not.
    """
    create(earlier)
    try:
        with closing(sqlite3.connect(earlier, timeout=BUSY_SECONDS)) as connection:
            log.know_checksums(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_EARLIER_TABLES)
            connection.execute("ATTACH ? AS copy", (str(backup),))
            with connection:
                return learner == _learner(connection, "copy") and _absorbed(connection, backup.stem)
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _absorbed(connection: sqlite3.Connection, name: str) -> bool:
    connection.execute("INSERT OR IGNORE INTO main.meta SELECT key, value FROM copy.meta")
    connection.execute(
        f"INSERT INTO main.events ({KEPT_COLUMNS}) SELECT {KEPT_COLUMNS} FROM ({log.sound_events(connection, 'copy')}) "
        "WHERE id NOT IN (SELECT id FROM main.events)"
    )
    missing = connection.execute("SELECT 1 FROM copy.events WHERE id NOT IN (SELECT id FROM main.events)").fetchone()
    (events,) = connection.execute("SELECT count(*) FROM main.events").fetchone()
    connection.execute("INSERT OR REPLACE INTO backed_up VALUES (?, ?)", (name, events))
    connection.execute(
        "DELETE FROM backed_up WHERE rowid NOT IN (SELECT rowid FROM backed_up ORDER BY rowid DESC LIMIT ?)",
        (DAYS_KEPT,),
    )
    if connection.execute("PRAGMA main.quick_check").fetchone()[0] != "ok" or log.damaged(connection):
        raise sqlite3.DatabaseError(MALFORMED)
    return missing is None

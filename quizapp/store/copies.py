"""What other copies of a progress file have: backups, conflict copies of sync programs, files from anybody."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizapp.core.deferred import dataclass
from quizapp.core.errors import UsageProblem
from quizapp.core.messages import tr
from quizapp.store.backup_files import backups, for_reading
from quizapp.store.database import FILE_NAME, has_wal, integrity_problems, wal_of
from quizapp.store.tables.log import EVENT_COLUMNS, checksum

if TYPE_CHECKING:
    from quizapp.store.progress import Progress

LONGEST_VALUE = 16 * 1024 * 1024
"""More bytes than any text of an event has."""

LEAST_BYTES = 64
"""No event takes less of a file."""

_COLUMNS = EVENT_COLUMNS.split(", ")


def foreign_wal(path: Path) -> bool:
    """Return whether the `-wal` beside a progress file belongs to another one: with it the log loses events.

    Nothing is changed. To open the file would write the `-wal` into it.
    """
    if not (path.exists() and has_wal(path)):
        return False
    uri = path.absolute().as_uri()
    try:
        with closing(for_reading(path)) as alone:
            if integrity_problems(alone):
                return False
        with closing(sqlite3.connect(f"{uri}?mode=ro", uri=True)) as together:
            if integrity_problems(together):
                return True
            together.execute("ATTACH ? AS alone", (f"{uri}?mode=ro&immutable=1",))
            if not together.execute("SELECT 1 FROM alone.sqlite_master WHERE name = 'events'").fetchone():
                return False  # all of it is in the `-wal` yet
            lost = "SELECT 1 FROM alone.events WHERE id NOT IN (SELECT id FROM main.events)"
            return together.execute(lost).fetchone() is not None
    except (sqlite3.Error, UnicodeDecodeError):  # another program is writing, or nothing can be read: told elsewhere
        return False


@dataclass(frozen=True, slots=True)
class Lacking:
    """The number of events that a progress file lacks, and whether they are another learner's than those it has."""

    events: int
    foreign: bool


class StoredLog:
    """The events in a progress file, as lines of JSON: a file that anybody may have made, or changed.

    Nothing in it is executed, and nothing is written to it. `damaged` counts what is not as it was written, and is left
    out.
    """

    def __init__(self, path: Path) -> None:
        self.damaged = 0
        self._path = path

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines.

        Raises:
            UsageProblem: if the file has no log that can be read.
        """
        try:
            with _opened(self._path) as connection:
                columns = _log_columns(connection)
                connection.set_authorizer(_reads_events)
                size = sum(part.stat().st_size for part in (self._path, wal_of(self._path)) if part.exists())
                rows = connection.execute(f"SELECT {', '.join(columns)} FROM events NOT INDEXED")
                for number, row in enumerate(rows):
                    if number > size // LEAST_BYTES:  # whoever reads a damaged tree can be led in circles
                        raise sqlite3.DatabaseError(tr("it claims more events than fit in it"))
                    if (line := _line(row)) is None:
                        self.damaged += 1
                    else:
                        yield line
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise UsageProblem(
                tr(
                    "{path} is not a progress file that quizapp can read ({reason}).",
                    path=self._path,
                    reason=tr(str(error)),
                )
            ) from error


def lacking(progress: Progress, path: Path) -> Lacking:
    """Return how many events in another progress file, or in a backup, this one lacks.

    Raises:
        UsageProblem: if that file has no log that can be read.
    """
    aside = {id.decode(errors="replace") for id in progress.set_aside()}
    events, foreign = 0, False
    for line in StoredLog(path):
        record = json.loads(line)
        if not progress.has(record["id"]) and record["id"] not in aside:
            events += 1
            foreign = foreign or record["learner"] != progress.learner
    return Lacking(events, foreign and not progress.is_empty)


def fuller_backup(progress: Progress) -> tuple[Path, Lacking] | None:
    """Return the backup with the most events that the progress file lacks, if there is one: an older copy replaced it.

    Those are looked at that have a newer event than it, or more of them.
    """
    newest, events = progress.extent()
    fuller = [each.path for each in backups(progress.path) if each.newest > newest or each.events > events]
    counted = [(path, missing) for path in fuller if (missing := lacking(progress, path)).events]
    return max(counted, key=lambda each: each[1].events, default=None)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database for reading, or a copy of it if it has a `-wal`: the files stay as they are."""
    with ExitStack() as stack:
        if has_wal(path):
            from tempfile import TemporaryDirectory  # 5 ms, for a copy of a program that was open

            copy = Path(stack.enter_context(TemporaryDirectory(prefix="quizapp-"))) / FILE_NAME
            shutil.copyfile(path, copy)
            shutil.copyfile(wal_of(path), wal_of(copy))
            connection = sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)
        else:
            connection = for_reading(path)
        stack.enter_context(closing(connection))
        connection.text_factory = bytes
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        for setting in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {setting}")
        yield connection


def _log_columns(connection: sqlite3.Connection) -> list[str]:
    """Return the names of an event's columns in a database, the checksum among them if it has one.

    Raises:
        sqlite3.DatabaseError: if it has no such table, or one that works something out when it is read.
    """
    made = connection.execute("SELECT type, sql FROM sqlite_master WHERE name = 'events'").fetchall()
    if [kind for kind, _ in made] != [b"table"] or not made[0][1].upper().startswith(b"CREATE TABLE"):
        raise sqlite3.DatabaseError(tr("it has no table of events"))
    columns = {
        name.decode(): hidden for _, name, _, _, _, _, hidden in connection.execute("PRAGMA table_xinfo(events)")
    }
    wanted = [*_COLUMNS, *(["checksum"] if "checksum" in columns else [])]
    if any(columns.get(name) != 0 for name in wanted):
        raise sqlite3.DatabaseError(tr("its events are in a different format"))
    return wanted


def _reads_events(action: int, table: str | None, *_: str | None) -> int:
    allowed = action == sqlite3.SQLITE_SELECT or (action == sqlite3.SQLITE_READ and table == "events")
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _line(row: tuple[Any, ...]) -> bytes | None:
    """Return a row of the log as a line of JSON; None if it is damaged."""
    values, expected = row[: len(_COLUMNS)], row[len(_COLUMNS) :]
    try:
        if expected and expected[0] != checksum(*values):
            return None
        texts = (value.decode() if isinstance(value, bytes) else value for value in values)
        record = dict(zip(_COLUMNS, texts, strict=True))
        return json.dumps({**record, "data": json.loads(record["data"])}).encode()
    except (UnicodeDecodeError, ValueError, TypeError, RecursionError):
        return None

"""Mending a damaged progress file: from its backups, and with what can still be read of it."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError
from quizapp.core.log.events import Event
from quizapp.core.messages import tr, trn
from quizapp.store.backup_files import EARLIER, Backup, backup_paths, backups, for_reading
from quizapp.store.copies import fuller_backup
from quizapp.store.database import Damaged, StoreError, connect, explained, integrity_problems
from quizapp.store.progress import Progress
from quizapp.store.tables import log
from quizapp.store.tables.folds import Stale
from quizapp.store.tables.log import EVENT_COLUMNS, KEPT_COLUMNS, checksum, event_of

LEAST_BYTES = 64
"""No event takes less of a file."""

NONSENSE = (LookupError, TypeError, ValueError, ArithmeticError)
"""Errors that folding raises if the evidence of an event is not what was written."""

_OPENED_BYTE = 128
"""The byte of the file with `-shm` that each process locks that has the database open (SQLite: `UNIX_SHM_DMS`)."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The outcome of restoring a damaged progress file.

    `backup` is in its place now, or a new file if that is None; `rescued` counts the events that the damaged file had
    beyond all backups; `kept` is the damaged file, None if there was none.
    """

    backup: Path | None
    rescued: int
    kept: Path | None


@dataclass(frozen=True, slots=True)
class Mended:
    """The outcome of mending single events: how many were damaged, and how many of them the backups had."""

    damaged: int
    put_back: int


def is_damaged(path: Path) -> bool:
    """Return whether a progress file has to be restored: because of what is in it, or because it is gone.

    Raises:
        StoreError: if that cannot be told, as for a file of a newer version.
    """
    if not path.exists():
        return bool(backup_paths(path))
    try:
        with closing(Progress(path.parent)) as progress:
            return bool(damage(progress) or progress.set_aside())
    except Damaged:
        return True


def recoverable(progress: Progress) -> int:
    """Return how many of the damaged events that were set aside a backup has."""
    ids, backed_up = progress.set_aside(), set[bytes]()
    for backup in backups(progress.path) if ids else []:
        with suppress(sqlite3.Error), closing(for_reading(backup.path)) as connection:
            for id in ids:
                if connection.execute("SELECT 1 FROM events WHERE id = CAST(? AS TEXT)", (id,)).fetchone():
                    backed_up.add(id)
    return len(backed_up)


def damage(progress: Progress) -> str:
    """Describe the damage to a progress file that could be opened; empty if it is sound.

    Raises:
        StoreError: if it cannot be read to its end.
    """
    condition = examined(progress)
    return condition if isinstance(condition, str) else ""


def examined(progress: Progress) -> str | Stale:
    """Read a progress file that could be opened to its end: describe the damage to it, or say what is not up to date.

    Raises:
        StoreError: if it cannot be read to its end.
    """
    if problems := integrity_problems(progress.connection):
        return problems[0]
    if count := progress.damaged_events():
        return trn("{count} event does not match its checksum", "{count} events do not match their checksums", count)
    try:
        return progress.stale()
    except NONSENSE as error:
        return tr("an event makes no sense ({reason})", reason=type(error).__name__)


def fill_up(path: Path) -> int | None:
    """Add what backups have to a sound progress file that lacks something; returns how many events that were.

    None if nothing tells that it does. After that it does not count as an incomplete copy any more.

    Raises:
        StoreError: if it cannot be read or written.
    """
    with closing(Progress(path.parent)) as progress:
        if not progress.was_copied_in_use and fuller_backup(progress) is None:
            return None
        progress.merge(())
        return _add_backups(progress, backups(path))


def restore(path: Path) -> Restored | Mended:
    """Mend a progress file: single damaged events in place, any other damage with the backup that reaches furthest.

    All backups give what they have, since logs are sets; so does the damaged file itself, which is kept.

    Raises:
        StoreError: if another process has the file open, or something cannot be read or written.
    """
    if mended := _mended_in_place(path):
        return mended
    with explained(path), _held(path), _work_folder(path) as folder:
        damaged, fresh = folder / "damaged.sqlite3", folder / path.name
        for suffix in ("", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{suffix}", f"{damaged}{suffix}")
        listed = backups(path)
        backup = next((each for each in listed if _is_good(each, fresh)), None)
        if backup is None:
            _remove(fresh)
        else:
            with closing(Progress(fresh.parent)) as progress:
                _add_backups(progress, [each for each in listed if each != backup])
        rescued = _rescue(damaged, fresh, begun=backup is None)
        kept = _keep(path)
        fresh.replace(path)
        return Restored(backup.path if backup else None, rescued, kept)


def _mended_in_place(path: Path) -> Mended | None:
    """Set aside the damaged events of a file that is sound otherwise, and put back those that the backups have."""
    try:
        with closing(Progress(path.parent)) as progress:
            if integrity_problems(progress.connection):
                return None
            progress.set_aside_damage()
            damaged = len(progress.set_aside())
            if not damaged:
                return None
            _add_backups(progress, backups(path))
            progress.rebuild()
            return None if damage(progress) else Mended(damaged, damaged - len(progress.set_aside()))
    except Damaged:
        return None


def _add_backups(progress: Progress, listed: list[Backup]) -> int:
    """Add the events of backups of the same learner's log; returns how many were missing."""
    added = 0
    for backup in listed:
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(for_reading(backup.path)) as connection:
            if _learner(connection) == progress.learner:
                log.know_checksums(connection)
                rows = connection.execute(log.sound_events(connection))
                added += _merged(progress, [event_of(row[:-1]) for row in rows])
    return added


def _learner(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT value FROM meta WHERE key = 'learner'").fetchone()[0])


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep other processes from opening the file meanwhile.

    Raises:
        StoreError: if one has it open.
    """
    try:
        shared = os.open(f"{path}-shm", os.O_RDWR)
    except FileNotFoundError:
        yield
        return
    try:
        fcntl.lockf(shared, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _OPENED_BYTE)
        yield
    except BlockingIOError as error:
        raise StoreError(tr("Another quizapp has {path} open. Close it and try again.", path=path)) from error
    finally:
        os.close(shared)


@contextmanager
def _work_folder(path: Path) -> Iterator[Path]:
    folder = path.with_name(f"restoring.{os.getpid()}.partial")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_good(backup: Backup, copy: Path) -> bool:
    """Return whether a backup is sound; `copy` is a progress file with all it has then."""
    _remove(copy)
    try:
        if backup.path.name == EARLIER:
            _log_as_progress(backup.path, copy)
        else:
            copy.touch(mode=0o600)
            shutil.copyfile(backup.path, copy)
        with closing(Progress(copy.parent)) as progress:
            return not damage(progress)
    except (StoreError, sqlite3.Error, UnicodeDecodeError):
        return False


def _log_as_progress(earlier: Path, copy: Path) -> None:
    with closing(for_reading(earlier)) as source:
        if problems := integrity_problems(source):
            raise sqlite3.DatabaseError(problems[0])
        with closing(connect(copy)) as target:
            target.executemany("INSERT INTO meta VALUES (?, ?)", _identity(source))
        with closing(Progress(copy.parent)) as progress:
            log.know_checksums(source)
            progress.merge(event_of(row[:-1]) for row in source.execute(log.sound_events(source)))


def _rescue(damaged: Path, fresh: Path, *, begun: bool) -> int:
    """Bring what can be read of a damaged file into a sound one; returns how many events that are.

    If the sound one was just `begun`, it becomes the same learner's.
    """
    if not begun:
        _mend_first_page(damaged, fresh)
    with closing(sqlite3.connect(damaged)) as source:
        source.execute("PRAGMA writable_schema = ON")  # what is wrong with other tables does not matter
        if begun:
            with closing(connect(fresh)) as target:
                target.executemany("INSERT INTO meta VALUES (?, ?)", _identity(source))
        with closing(Progress(fresh.parent)) as progress:
            known = {_content(event) for event in progress.events()}
            most = sum(each.stat().st_size for each in damaged.parent.glob(f"{damaged.name}*")) // LEAST_BYTES
            recovered = {event.id: event for event in _readable(source, most)}
            events = [event for event in recovered.values() if _content(event) not in known]
            rescued = _merged(progress, events)
            progress.rebuild()
    return rescued


def _merged(progress: Progress, events: list[Event]) -> int:
    """Return how many of some events a log has taken; those that hold what no event may hold are left out."""
    try:
        return progress.merge(events)
    except (QuizappError, *NONSENSE):
        if len(events) < 2:
            return 0
    middle = len(events) // 2
    return _merged(progress, events[:middle]) + _merged(progress, events[middle:])


def _mend_first_page(damaged: Path, sound: Path) -> None:
    """Give a file whose first page makes no sense that of its backup: both have the same tables in the same places."""
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(damaged)) as source:
        source.execute("SELECT id FROM events WHERE rowid = 1").fetchone()
        return
    with sound.open("rb") as file:
        header = file.read(100)
        page = header + file.read((int.from_bytes(header[16:18], "big") or 65_536) - 100)
    if damaged.stat().st_size > len(page):
        with damaged.open("r+b") as file:
            file.write(page[:92] + bytes(4) + page[96:])  # without what says that the number of pages in it counts


def _identity(source: sqlite3.Connection) -> list[tuple[str, str]]:
    try:
        return source.execute("SELECT key, value FROM meta WHERE key IN ('learner', 'device')").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return []


def _content(event: Event) -> tuple[object, ...]:
    """Return what tells events apart when a bit of an id may be wrong."""
    return event.at, event.kind, event.deck, event.card


def _readable(source: sqlite3.Connection, most: int) -> Iterator[Event]:
    """The events that can be read, whatever lies between them; some of them perhaps twice.

    There are `most` at most. Whoever reads a damaged tree can be led in circles, or along rows of any number.
    """
    columns = KEPT_COLUMNS if _has_checksums(source) else f"{EVENT_COLUMNS}, NULL"  # not shown
    sql = f"SELECT {columns}, rowid FROM events NOT INDEXED WHERE rowid > ? ORDER BY rowid"
    row, readable = 0, 0
    while row < most and readable < 2 * most:
        try:
            for *values, expected, number in source.execute(sql, (row,)):
                row, readable = number if row < number < most else row, readable + 1
                with suppress(sqlite3.Error, ValueError):
                    if expected is None or expected == checksum(*values):
                        yield event_of(values)
                if readable >= 2 * most:
                    break
            return
        except (sqlite3.Error, UnicodeDecodeError):
            row += 1


def _has_checksums(source: sqlite3.Connection) -> bool:
    try:
        source.execute("SELECT checksum FROM events LIMIT 0")
    except sqlite3.OperationalError as error:
        return "no such column" not in str(error)  # not shown
    except (sqlite3.Error, UnicodeDecodeError):
        return True
    return True


def _keep(path: Path) -> Path | None:
    """Put the damaged file, and what belongs to it, beside its place under another name."""
    is_there = path.exists()
    kept = path.with_name(f"{path.name}.broken-{datetime.now():%Y-%m-%d-%H%M%S-%f}")
    if is_there:
        os.link(path, kept)  # its own name is never without a file
    with suppress(FileNotFoundError):
        Path(f"{path}-wal").rename(f"{kept}-wal")
    Path(f"{path}-shm").unlink(missing_ok=True)
    return kept if is_there else None


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)

"""Putting a good backup in the place of a damaged progress file, with what can still be read of later events."""

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
from quizapp.store.database import Damaged, StoreError, backups, connect, explained, integrity_problems
from quizapp.store.progress import Progress
from quizapp.store.tables.log import EVENT_COLUMNS, event_of

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
    beyond it; `kept` is the damaged file, None if there was none.
    """

    backup: Path | None
    rescued: int
    kept: Path | None


def is_damaged(path: Path) -> bool:
    """Return whether a progress file has to be restored: because of what is in it, or because it is gone.

    Raises:
        StoreError: if that cannot be told, as for a file of a newer version.
    """
    if not path.exists():
        return bool(backups(path))
    try:
        with closing(Progress(path.parent)) as progress:
            return bool(damage(progress))
    except Damaged:
        return True


def damage(progress: Progress) -> str:
    """Describe the damage to a progress file that could be opened; empty if it is sound.

    Raises:
        StoreError: if it cannot be read to its end.
    """
    if problems := integrity_problems(progress.connection):
        return problems[0]
    try:
        for _ in progress.events():
            pass
        progress.stale_cards()
        progress.stale_days()
    except NONSENSE as error:
        return f"an event holds what none may hold ({type(error).__name__})"
    return ""


def restore(path: Path) -> Restored:
    """Put the newest good backup in the place of a progress file, with all events that can be read of the file itself.

    Raises:
        StoreError: if another process has the file open, or something cannot be read or written.
    """
    with explained(path), _held(path), _work_folder(path) as folder:
        damaged, fresh = folder / "damaged.sqlite3", folder / path.name
        for suffix in ("", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{suffix}", f"{damaged}{suffix}")
        backup = next((each for each in backups(path) if _is_good(each, fresh)), None)
        if backup is None:
            _remove(fresh)
        rescued = _rescue(damaged, fresh, begun=backup is None)
        kept = _keep(path)
        fresh.replace(path)
        return Restored(backup, rescued, kept)


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
        raise StoreError(f"Another quizapp has {path} open. Close it, and try again.") from error
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


def _is_good(backup: Path, copy: Path) -> bool:
    """Return whether a backup is sound; `copy` is one of it then."""
    _remove(copy)
    copy.touch(mode=0o600)
    shutil.copyfile(backup, copy)
    try:
        with closing(Progress(copy.parent)) as progress:
            return not damage(progress)
    except StoreError:
        return False


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
    sql = f"SELECT {EVENT_COLUMNS}, rowid FROM events NOT INDEXED WHERE rowid > ? ORDER BY rowid"
    row, readable = 0, 0
    while row < most and readable < 2 * most:
        try:
            for *values, number in source.execute(sql, (row,)):
                row, readable = number if row < number < most else row, readable + 1
                with suppress(sqlite3.Error, ValueError):
                    yield event_of(values)
                if readable >= 2 * most:
                    break
            return
        except (sqlite3.Error, UnicodeDecodeError):
            row += 1


def _keep(path: Path) -> Path | None:
    """Put the damaged file, and what belongs to it, beside its place under another name."""
    if not path.exists():
        return None
    kept = path.with_name(f"{path.name}.broken-{datetime.now():%Y-%m-%d-%H%M%S-%f}")
    os.link(path, kept)  # its own name is never without a file
    with suppress(FileNotFoundError):
        Path(f"{path}-wal").rename(f"{kept}-wal")
    Path(f"{path}-shm").unlink(missing_ok=True)
    return kept


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)

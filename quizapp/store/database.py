"""Opening the progress file: durability, schema versions, backups, and errors that say what to do."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quizapp.core.errors import QuizappError, cause
from quizapp.core.messages import tr, tr_noop
from quizapp.store.backup_files import backup_paths, newest_backup
from quizapp.store.folders import private_folder
from quizapp.store.tables import log

FILE_NAME = "progress.sqlite3"
SCHEMA_VERSION = 5
BUSY_SECONDS = 10.0
CACHE_KB = 64_000
MALFORMED = tr_noop("database disk image is malformed")

_USUAL = (
    tr_noop("file is not a database"), tr_noop("database or disk is full"), tr_noop("disk I/O error"),
    tr_noop("attempt to write a readonly database"), tr_noop("unable to open database file"),
)  # fmt: skip
"""Other words of SQLite that have a translation."""


class StoreError(QuizappError):
    """The progress file cannot be used as asked. Nothing in it was changed."""


class Damaged(StoreError):
    """The progress file is not what was written."""


def connect(path: Path, *, durable: bool = True) -> sqlite3.Connection:
    """Open the progress file, creating it (readable by its owner only) or bringing its schema up to date.

    A transaction on a `durable` connection survives a power cut; on another one it survives the end of the process.
    Where nothing may be written, the connection is for reading alone.

    Raises:
        StoreError: if the file is damaged, from a newer version, or cannot be read.
    """
    with explained(path):
        _refuse_orphan(path)
        if not create(path) and is_emptied(path):
            raise damaged(path, tr("the file is empty"))
        connection = _open(path)
        try:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version > SCHEMA_VERSION:
                raise StoreError(
                    tr(
                        "{path} was written by a newer version of quizapp (schema {version}; this one reads up to "
                        "{known}). Update quizapp to open it. Nothing was changed.",
                        path=path,
                        version=version,
                        known=SCHEMA_VERSION,
                    )
                )
            if not may_only_read(connection):
                _write_ahead(connection)
                connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            if version < SCHEMA_VERSION:
                _migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, holding the write lock from the start, so that what was read inside stays true."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a failed COMMIT (disk full) may have rolled back by itself
            connection.execute("ROLLBACK")
        raise


@contextmanager
def large_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep more of the file at hand while all of it is read or written: SQLite's own 2 MB are read again and again."""
    (before,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before}")


@contextmanager
def without_checks(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the tables' CHECK constraints rest while rows are written that were validated before."""
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into sentences for the learner.

    Raises:
        StoreError: for every error of the database or the file system.
        Damaged: among them those of a file that has to be restored.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _refusal(path, str(error)) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:  # what is written is valid
        raise _refusal(path, MALFORMED) from error
    except OSError as error:
        raise StoreError(
            tr(
                "{path} cannot be used ({reason}). Check its permissions, or choose another folder with --data.",
                path=error.filename or path,
                reason=cause(error),
            )
        ) from error


def is_emptied(path: Path) -> bool:
    """Return whether a progress file without content had some once: SQLite takes it for a new one."""
    return path.stat().st_size == 0 and not wal_of(path).exists() and bool(backup_paths(path))


def restoring_advice(path: Path) -> str:
    """Advise what to do about a damaged progress file."""
    backup = newest_backup(path)
    if backup is None:
        return tr(
            "There is no backup. `quizapp doctor --restore` starts a new file with whatever can still be read, and "
            "keeps the damaged one."
        )
    return tr(
        "The newest backup is {backup}. `quizapp doctor --restore` puts it back, adds whatever later answers can still "
        "be read, and keeps the damaged file.",
        backup=backup.path,
    )


def damaged(path: Path, reason: str) -> Damaged:
    """The error to raise for a file that has to be restored."""
    advice = restoring_advice(path)
    return Damaged(
        tr("{path} is damaged ({reason}). Nothing in it was changed. {advice}", path=path, reason=reason, advice=advice)
    )


def may_only_read(connection: sqlite3.Connection) -> bool:
    """Return whether the connection cannot write, because the file or its folder may not be written."""
    return bool(connection.execute("PRAGMA query_only").fetchone()[0])


def integrity_problems(connection: sqlite3.Connection) -> list[str]:
    """Return the problems that SQLite's own full check finds; empty if the file is sound."""
    try:
        with large_cache(connection):
            rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # too damaged to be checked
        return [str(error)]
    return [] if rows == ["ok"] else rows


def wal_of(path: Path) -> Path:
    """The file in which SQLite keeps what was written last to the database `path`, until it is written into that."""
    return path.with_name(f"{path.name}-wal")


def has_wal(path: Path) -> bool:
    """Return whether there is something in that file."""
    try:
        return wal_of(path).stat().st_size > 0
    except OSError:  # mostly it is not there; else opening the database tells it
        return False


def create(path: Path) -> bool:
    """Return whether the file was made, for its owner alone; False if it is there already."""
    private_folder(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return False
    return True


def _refuse_orphan(path: Path) -> None:
    """Refuse to begin a new file beside what was written to another one: SQLite would delete that.

    Raises:
        StoreError: if there is a `-wal` with something in it, and no file that it belongs to.
    """
    if has_wal(path) and not path.exists():
        raise StoreError(
            tr(
                "{path} is missing, but {name} beside it contains answers. Wait until your sync program has brought "
                "the file, or put a backup in its place with `quizapp doctor --restore`.",
                path=path,
                name=wal_of(path).name,
            )
        )


def _open(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there; for reading alone if nothing can be written there."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        connection = _connected(str(path))
        try:
            connection.execute("PRAGMA user_version")  # makes the files that SQLite keeps beside it
            return connection
        except sqlite3.DatabaseError as error:
            connection.close()
            if not _is_full(str(error)):
                raise
    name = path.absolute().as_uri()
    try:
        return _for_reading(f"{name}?mode=ro")
    except sqlite3.OperationalError:
        if has_wal(path):
            raise
        return _for_reading(f"{name}?immutable=1")  # does without what processes share, which cannot be made here


def _for_reading(uri: str) -> sqlite3.Connection:
    connection = _connected(uri, uri=True)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(name: str, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri)
    log.know_checksums(connection)
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn WAL on. SQLite does not wait for another process that does the same to a new file, so this does."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _migrate(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version >= SCHEMA_VERSION:
            return  # another process was faster
        from importlib.resources import files  # 5 ms, when there is a schema to make

        script = files("quizapp.store").joinpath("schema.sql").read_text("utf-8")
        _, *parts = re.split(r"^-- schema \d+$", script, flags=re.MULTILINE)
        for part in parts[version:]:
            for statement in _statements(part):
                connection.execute(statement)
        if version < 4:
            log.bring_over(connection)
        if version == 1:
            from quizapp.store.tables.folds import refill  # once in the life of a file

            refill(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """The script's statements one by one (`executescript` would commit the transaction it is in)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _refusal(path: Path, text: str) -> StoreError:
    """The error to raise for SQLite's own words."""
    if "malformed" in text or "not a database" in text:  # not shown
        return damaged(path, tr(MALFORMED if "JSON" in text else text))  # not shown
    return StoreError(_sentence(path, text))


def _sentence(path: Path, text: str) -> str:
    if _is_full(text):
        return tr(
            "Could not write to {path} ({reason}). Free some space on the disk and try again; your earlier answers "
            "are safe.",
            path=path,
            reason=tr(text),
        )
    if "readonly" in text or "unable to open" in text:  # not shown
        return tr(
            "Cannot write to {path} ({reason}). Check its permissions and the free space on the disk, or choose "
            "another folder with --data.",
            path=path,
            reason=tr(text),
        )
    if "locked" in text or "busy" in text:
        return tr("{path} is in use by another program. Close that program and try again.", path=path)
    return tr("{path} cannot be used ({reason}). `quizapp doctor` says more.", path=path, reason=tr(text))


def _is_full(text: str) -> bool:
    return "disk is full" in text or "disk I/O error" in text  # not shown

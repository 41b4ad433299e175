"""Opening the progress file: durability, schema versions, backups, and errors that say what to do."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quizapp.core.errors import QuizappError

FILE_NAME = "progress.sqlite3"
SCHEMA_VERSION = 2
BACKUPS_KEPT = 7
BUSY_SECONDS = 10.0
ABANDONED_SECONDS = 3600


class StoreError(QuizappError):
    """The progress file cannot be used as asked. Nothing in it was changed."""


def connect(path: Path, *, durable: bool = True) -> sqlite3.Connection:
    """Open the progress file, creating it (readable by its owner only) or bringing its schema up to date.

    A transaction on a `durable` connection survives a power cut; on another one it survives the end of the process.

    Raises:
        StoreError: if the file is damaged, from a newer version, or cannot be read and written.
    """
    with explained(path):
        _create(path)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if version > SCHEMA_VERSION:
                raise StoreError(
                    f"{path} was written by a newer quizapp (schema {version}; this one knows {SCHEMA_VERSION}). "
                    "Update quizapp to go on; nothing was changed."
                )
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
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into sentences for the learner.

    Raises:
        StoreError: for every error of the database or the file system.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_sentence(path, error)) from error
    except OSError as error:
        raise StoreError(
            f"{error.filename or path} cannot be used ({error.strerror}). "
            "Check the permissions, or choose another folder with --data."
        ) from error


def newest_backup(path: Path) -> Path | None:
    """The newest backup beside the progress file `path`, if there is one."""
    return max((path.parent / "backups").glob("progress-*.sqlite3"), default=None)


def back_up(path: Path, day: str) -> Path | None:
    """Copy the progress file to `backups/progress-DAY.sqlite3` unless that exists; keep the newest seven.

    Returns the new backup, or None if there was nothing to do.

    Raises:
        StoreError: if the copy fails, or the file is damaged: a bad copy never replaces a good one.
    """
    target = path.parent / "backups" / f"progress-{day}.sqlite3"
    if target.exists():
        return None
    with explained(path):
        private_folder(target.parent)
        for abandoned in target.parent.glob("*.partial"):
            if time.time() - abandoned.stat().st_mtime > ABANDONED_SECONDS:  # by a process that was killed
                abandoned.unlink(missing_ok=True)
        partial = target.with_suffix(f".{os.getpid()}.partial")
        try:
            _create(partial)
            source = sqlite3.connect(path, timeout=BUSY_SECONDS)
            copy = sqlite3.connect(partial)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                    raise sqlite3.DatabaseError("database disk image is malformed")
            finally:
                source.close()
                copy.close()
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        for old in sorted(target.parent.glob("progress-*.sqlite3"))[:-BACKUPS_KEPT]:
            old.unlink(missing_ok=True)
    return target


def integrity_problems(connection: sqlite3.Connection) -> list[str]:
    """What SQLite's own full check finds; empty if the file is sound."""
    rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    return [] if rows == ["ok"] else rows


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for its owner alone.

    Raises:
        OSError: if that is not possible.
    """
    if not folder.is_dir():
        if folder.parent != folder:
            private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _create(path: Path) -> None:
    private_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


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
        if version == 1:
            from quizapp.store.days import refill  # once in the life of a file

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


def _sentence(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    if "disk is full" in text or "disk I/O error" in text:
        return f"{path} could not be written ({text}). Make room on the disk and try again; earlier answers are safe."
    if "readonly" in text or "unable to open" in text:
        return f"{path} cannot be written ({text}). Check the permissions, or choose another folder with --data."
    if "locked" in text or "busy" in text:
        return f"{path} is in use by another program that does not let go. Close it and try again."
    if "malformed" in text or "not a database" in text:
        backup = newest_backup(path)
        advice = (
            f"The newest backup is {backup}: move the damaged file away and copy the backup to its place."
            if backup
            else "There is no backup: move the damaged file away to begin afresh."
        )
        return f"{path} is damaged ({text}). It was left as it is. {advice}"
    return f"{path} cannot be used ({text}). `quizapp doctor` says more."

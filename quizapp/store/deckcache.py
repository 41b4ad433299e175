"""Validated decks kept as JSON, so that a warm start neither parses TOML nor imports pydantic.

The cache may vanish, be damaged or be written by two processes at any time: every failure is a miss.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from quizapp import __version__

FILE_NAME = "decks.sqlite3"
_VERSION = f"{__version__}/1"
_DOUBTFUL_NS = 2_000_000_000
"""A file changed this shortly before it was read may change again without its time stamp showing it."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decks (
    path TEXT PRIMARY KEY, version TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL, sure INTEGER NOT NULL,
    digest TEXT NOT NULL, outline TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS questions (
    digest TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (digest, id)
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells one state of a file from another without reading it: size in bytes, modification time in ns."""

    size: int
    mtime: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        status = path.stat()
        return cls(status.st_size, status.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Cached:
    """A deck in the cache: the digest its questions are filed under, and its outline as plain data."""

    digest: str
    outline: Any


class DeckCache:
    """The cache file in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._connection: sqlite3.Connection | None = None

    def find(self, path: Path) -> Cached | None:
        """The deck at `path` if the cache has that very file; its content is hashed when its time stamp is in doubt."""
        try:
            stamp = Stamp.of(path)
            row = self._db().execute("SELECT * FROM decks WHERE path = ?", (str(path),)).fetchone()
            if row is None or row[1] != _VERSION or row[2] != stamp.size:
                return None
            _, _, _, mtime, sure, digest, outline = row
            if (mtime != stamp.mtime or not sure) and digest != _digest(path):
                return None
            if mtime != stamp.mtime or not sure:
                self._db().execute(
                    "UPDATE decks SET mtime = ?, sure = ? WHERE path = ?", (stamp.mtime, _is_sure(stamp), str(path))
                )
            return Cached(digest, json.loads(outline))
        except (sqlite3.Error, OSError, ValueError):
            self._discard()
            return None

    def question(self, digest: str, question: str) -> Any | None:
        """A question as plain data, or None if it is not in the cache."""
        try:
            sql = "SELECT body FROM questions WHERE digest = ? AND id = ?"
            row = self._db().execute(sql, (digest, question)).fetchone()
            return json.loads(row[0]) if row else None
        except (sqlite3.Error, OSError, ValueError):
            self._discard()
            return None

    def keep(self, path: Path, stamp: Stamp, outline: Any, questions: Iterable[tuple[str, str]]) -> str | None:
        """File a deck read while its file had `stamp`; returns its digest, or None if it cannot be kept."""
        try:
            digest = _digest(path)
            if Stamp.of(path) != stamp:
                return None  # changed while it was read
            db = self._db()
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT OR REPLACE INTO questions VALUES (?, ?, ?)", ((digest, *row) for row in questions))
            row = (str(path), _VERSION, stamp.size, stamp.mtime, _is_sure(stamp), digest, json.dumps(outline))
            db.execute("INSERT OR REPLACE INTO decks VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            db.execute("DELETE FROM questions WHERE digest NOT IN (SELECT digest FROM decks)")
            db.execute("COMMIT")
            return digest
        except (sqlite3.Error, OSError):
            self._discard()
            return None

    def _db(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._path, timeout=1.0, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.executescript(_SCHEMA)
        return self._connection

    def _discard(self) -> None:
        """Close the cache, and remove it if it is damaged: the next reading builds it anew."""
        connection, self._connection = self._connection, None
        damaged = False
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()
        try:
            probe = sqlite3.connect(self._path, timeout=1.0)
            try:
                damaged = probe.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
            finally:
                probe.close()
        except sqlite3.OperationalError:
            return  # locked or not readable, but not damaged
        except sqlite3.DatabaseError:
            damaged = True
        if damaged:
            for suffix in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + suffix).unlink()


def _digest(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _is_sure(stamp: Stamp) -> int:
    return int(time.time_ns() - stamp.mtime > _DOUBTFUL_NS)

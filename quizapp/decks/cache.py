"""Validated decks kept as JSON, so that a warm start neither parses TOML nor imports pydantic.

The cache may vanish, be damaged or be written by two processes at any time: every failure is a miss.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import Any

from quizapp import __version__
from quizapp.core.deferred import dataclass
from quizapp.core.digest import blake2b
from quizapp.store.folders import private_folder

FILE_NAME = "decks.sqlite3"
_VERSION = f"{__version__}/6"
_DOUBTFUL_NS = 2_000_000_000
"""A file changed this shortly before it was read may change again without its time stamp showing it."""

_LAYOUT = 2
_SCHEMA = f"""
DROP TABLE IF EXISTS decks;
DROP TABLE IF EXISTS questions;
CREATE TABLE decks (
    files TEXT PRIMARY KEY, version TEXT NOT NULL, stamp TEXT NOT NULL, sure INTEGER NOT NULL,
    digest TEXT NOT NULL, outline TEXT NOT NULL, sorted TEXT NOT NULL
) STRICT;
CREATE TABLE questions (
    digest TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (digest, id)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = {_LAYOUT};
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of some files, compared without reading them: sizes (bytes), modification times (ns)."""

    sizes: tuple[int, ...]
    times: tuple[int, ...]

    @classmethod
    def of(cls, files: Sequence[Path]) -> Stamp:
        """The stamp of `files` as they are now.

        Raises:
            OSError: if one of them is not there.
        """
        stats = [path.stat() for path in files]
        return cls(tuple(status.st_size for status in stats), tuple(status.st_mtime_ns for status in stats))

    @property
    def text(self) -> str:
        return json.dumps([self.sizes, self.times])

    @property
    def sure(self) -> bool:
        """True if a later change of the files would certainly show."""
        return time.time_ns() - max(self.times) > _DOUBTFUL_NS


@dataclass(frozen=True, slots=True)
class Cached:
    """A deck in the cache: the digest its questions are filed under, and its outline as plain data."""

    digest: str
    outline: Any


class DeckCache:
    """The cache file in `folder`. Threads may share it: they take turns."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._turn = RLock()
        self._connection: sqlite3.Connection | None = None

    def find(self, files: Sequence[Path]) -> Cached | None:
        """The deck made of `files`, if the cache has those very files; on doubt their content is hashed."""
        with self._turn:
            try:
                stamp = Stamp.of(files)
                sql = "SELECT stamp, sure, digest, outline FROM decks WHERE files = ? AND version = ?"
                row = self._db().execute(sql, (_key(files), _VERSION)).fetchone()
                if row is None:
                    return None
                known, sure, digest, outline = row
                if known != stamp.text or not sure:
                    if json.loads(known)[0] != list(stamp.sizes) or digest != _digest(files):
                        return None
                    update = "UPDATE decks SET stamp = ?, sure = ? WHERE files = ?"
                    self._db().execute(update, (stamp.text, int(stamp.sure), _key(files)))
                return Cached(digest, json.loads(outline))
            except (sqlite3.Error, OSError, ValueError) as error:
                self._discard(error)
                return None

    def question(self, digest: str, question: str) -> Any | None:
        """A question as plain data, or None if it is not in the cache."""
        with self._turn:
            try:
                sql = "SELECT body FROM questions WHERE digest = ? AND id = ?"
                row = self._db().execute(sql, (digest, question)).fetchone()
                return json.loads(row[0]) if row else None
            except (sqlite3.Error, OSError, ValueError) as error:
                self._discard(error)
                return None

    def questions(self, digest: str) -> list[Any]:
        """All questions that are filed under a digest, as plain data."""
        with self._turn:
            try:
                rows = self._db().execute("SELECT body FROM questions WHERE digest = ?", (digest,))
                return [json.loads(body) for (body,) in rows]
            except (sqlite3.Error, OSError, ValueError) as error:
                self._discard(error)
                return []

    def sorted_cards(self, digest: str) -> str:
        """The ids of the cards that are filed under a digest, sorted, with a space between two; empty if it is gone."""
        with self._turn:
            try:
                row = self._db().execute("SELECT sorted FROM decks WHERE digest = ?", (digest,)).fetchone()
                return str(row[0]) if row else ""
            except (sqlite3.Error, OSError) as error:
                self._discard(error)
                return ""

    def listing(self, digest: str) -> dict[str, tuple[str, tuple[str, ...], int]]:
        """The type, tags and points of every question that is filed under a digest, by id."""
        with self._turn:
            try:
                parts = ", ".join(f"json_extract(body, '$.{part}')" for part in ("type", "tags", "points"))
                sql = f"SELECT id, {parts} FROM questions WHERE digest = ?"
                rows = self._db().execute(sql, (digest,)).fetchall()
                known = {tags: tuple(json.loads(tags)) for tags in {row[2] for row in rows}}
                return {id: (kind, known[tags], points) for id, kind, tags, points in rows}
            except (sqlite3.Error, OSError, TypeError, ValueError) as error:
                self._discard(error)
                return {}

    def matching(self, digest: str, words: Sequence[str]) -> set[str]:
        """The ids of the questions filed under a digest whose text has all of `words`."""
        with self._turn:
            try:
                having = "".join(" AND instr(words, ?)" for _ in words)
                rows = self._db().execute(f"SELECT id FROM questions WHERE digest = ?{having}", (digest, *words))
                return {id for (id,) in rows}
            except (sqlite3.Error, OSError) as error:
                self._discard(error)
                return set()

    def keep(
        self,
        files: Sequence[Path],
        stamp: Stamp,
        outline: Any,
        cards: Iterable[str],
        questions: Iterable[tuple[str, str, str]],
    ) -> None:
        """File a deck that was read while its files had `stamp`; if that fails, the next reading tries again.

        `cards` are the ids of its cards; `questions` are ids, questions as JSON, and the texts in which words are
        looked for.
        """
        with self._turn:
            try:
                digest = _digest(files)
                if Stamp.of(files) != stamp:
                    return  # changed while it was read
                db = self._db()
                db.execute("BEGIN IMMEDIATE")
                sql = "INSERT OR REPLACE INTO questions (digest, id, body, words) VALUES (?, ?, ?, ?)"
                db.executemany(sql, ((digest, *row) for row in questions))
                listed = " ".join(sorted(cards))
                row = (_key(files), _VERSION, stamp.text, int(stamp.sure), digest, json.dumps(outline), listed)
                db.execute("INSERT OR REPLACE INTO decks VALUES (?, ?, ?, ?, ?, ?, ?)", row)
                db.execute("DELETE FROM questions WHERE digest NOT IN (SELECT digest FROM decks)")
                db.execute("COMMIT")
            except (sqlite3.Error, OSError, UnicodeEncodeError) as error:  # a file's name need not be text
                self._discard(error)

    def _db(self) -> sqlite3.Connection:
        if self._connection is None:
            private_folder(self._path.parent)
            self._connection = sqlite3.connect(self._path, timeout=1.0, isolation_level=None, check_same_thread=False)
            if self._connection.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.executescript(_SCHEMA)
            self._connection.execute("PRAGMA synchronous = NORMAL")
        return self._connection

    def _discard(self, error: Exception) -> None:
        """Close the cache, and remove it if it is damaged: the next reading builds it anew."""
        connection, self._connection = self._connection, None
        # Tables of another version are as good as damaged.
        damaged = any(words in str(error) for words in ("no such", "no column"))  # not shown
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()
        try:
            probe = sqlite3.connect(self._path, timeout=1.0)
            try:
                damaged |= probe.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
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


def _key(files: Sequence[Path]) -> str:
    return "\n".join(map(str, files))


def _digest(files: Sequence[Path]) -> str:
    return blake2b(b"\0".join(path.read_bytes() for path in files), digest_size=16).hexdigest()

"""Marks of programs that write answers: a progress file with one and no `-wal` was copied while it was in use.

What SQLite has not written into the file itself yet is in the `-wal` beside it, and whoever copies the file alone
leaves that behind. So a program marks the file with its first answer, and takes the mark away when it ends; that of a
program that was killed goes once no program has the file open, when SQLite has written everything into it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

_MARK = "in use "  # not shown


def read(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the marks in a progress file."""
    rows = connection.execute("SELECT key FROM meta WHERE key GLOB ?", (f"{_MARK}*",))
    return frozenset(key for (key,) in rows)


def mark(connection: sqlite3.Connection, program: str, at: int) -> str:
    """Add the mark of a program, by any name of its own, and return it."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK + program, str(at)))
    return _MARK + program


def remove(connection: sqlite3.Connection, marks: Collection[str]) -> None:
    """Take marks away."""
    connection.executemany("DELETE FROM meta WHERE key = ?", [(mark,) for mark in marks])

"""The tables of unfinished sessions: each as it stood when it was written as a whole, and what happened since."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from quizapp.core.deferred import dataclass
from quizapp.store.tables.log import as_text

_ADD = """
INSERT INTO sitting_changes SELECT scope, session, number + 1, ?, ?, ? FROM sitting_changes
WHERE scope = ? AND session = ? ORDER BY number DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A session as it is kept: its day number (of the last change), its state, its id, and the changes."""

    day: int
    state: Any
    session: str
    changes: list[Any]


def write(connection: sqlite3.Connection, scope: str, day: int, state: object, session: str) -> None:
    """Keep a session as a whole, instead of what was kept of it. Changes of it can follow if it has an id."""
    forget(connection, scope)
    connection.execute("INSERT INTO sittings VALUES (?, ?, ?)", (scope, day, as_text(state)))
    if session:
        connection.execute("INSERT INTO sitting_changes VALUES (?, ?, 0, ?, '', 'null')", (scope, session, day))


def forget(connection: sqlite3.Connection, scope: str) -> None:
    """Keep nothing of a session any more."""
    connection.execute("DELETE FROM sittings WHERE scope = ?", (scope,))
    connection.execute("DELETE FROM sitting_changes WHERE scope = ?", (scope,))


def add(connection: sqlite3.Connection, scope: str, session: str, day: int, event: str, change: object) -> bool:
    """Keep a change that came with an event; False if another session is kept by now, or none."""
    values = (day, event, as_text(change), scope, session)
    return connection.execute(_ADD, values).rowcount > 0


def take_back(connection: sqlite3.Connection, scope: str, session: str, event: str) -> bool:
    """Forget the change that came with an event; False if it is not kept."""
    sql = "DELETE FROM sitting_changes WHERE scope = ? AND session = ? AND event = ?"
    return connection.execute(sql, (scope, session, event)).rowcount > 0


def read(connection: sqlite3.Connection, scope: str) -> Kept | None:
    """Return what is kept of a session.

    Raises:
        json.JSONDecodeError: if the file is damaged there.
    """
    row = connection.execute("SELECT day, state FROM sittings WHERE scope = ?", (scope,)).fetchone()
    if row is None:
        return None
    sql = "SELECT session, day, change FROM sitting_changes WHERE scope = ? ORDER BY number"
    rows = connection.execute(sql, (scope,)).fetchall() or [("", row[0], "")]
    changes = json.loads(f"[{','.join(change for _, _, change in rows[1:])}]")
    return Kept(rows[-1][1], json.loads(row[1]), rows[0][0], changes)

"""The settings as this device last logged them: a fold of the log, kept so that a start need not read the log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from quizapp.core.log.events import Event, Kind

_MARK = "setting "


def note(connection: sqlite3.Connection, event: Event) -> None:
    """Remember the values that a setting event tells of."""
    _keep(connection, event.deck, event.data)


def read(connection: sqlite3.Connection) -> dict[tuple[str, str], Any]:
    """The values last logged, by (deck id, name); only those that were ever changed are there."""
    rows = connection.execute("SELECT key, value FROM meta WHERE key GLOB ?", (f"{_MARK}*",))
    return {tuple(json.loads(key.removeprefix(_MARK))): json.loads(value) for key, value in rows}


def refill(connection: sqlite3.Connection, device: str) -> None:
    """Fold the values of this device from the log again, within the transaction that is open."""
    connection.execute("DELETE FROM meta WHERE key GLOB ?", (f"{_MARK}*",))
    # Few events are settings: to look for them in the order of time takes five times as long.
    sql = "SELECT deck, data FROM events NOT INDEXED WHERE kind = ? AND device = ? ORDER BY at, id"
    for deck, text in connection.execute(sql, (Kind.SETTING, device)).fetchall():
        _keep(connection, deck, json.loads(text))


def _keep(connection: sqlite3.Connection, deck: str, values: Mapping[str, Any]) -> None:
    rows = ((_MARK + json.dumps([deck, name]), json.dumps(value)) for name, value in values.items())
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

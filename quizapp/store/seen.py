"""Which cards a deck had when a sitting over it was last planned: what came since is what is new in the deck."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """The cards (ids) that a deck had on day number `day`."""

    day: int
    cards: frozenset[str]


def note(connection: sqlite3.Connection, deck: str, seen: Seen) -> None:
    """Keep this instead of what was kept of the deck before, within the transaction that is open."""
    value = json.dumps([seen.day, sorted(seen.cards)])
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_key(deck), value))


def read(connection: sqlite3.Connection, decks: Iterable[str]) -> dict[str, Seen]:
    """What is kept of these decks; nothing of those that were never studied."""
    keys = {_key(deck): deck for deck in decks}
    sql = "SELECT key, value FROM meta WHERE key IN (SELECT value FROM json_each(?))"
    found = {}
    for key, value in connection.execute(sql, (json.dumps(list(keys)),)):
        day, cards = json.loads(value)
        found[keys[key]] = Seen(day, frozenset(cards))
    return found


def _key(deck: str) -> str:
    return f"seen {deck}"

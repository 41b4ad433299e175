"""The cards that a deck had when a session over it was last planned: those that came since are new in the deck."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from quizapp.core.deferred import dataclass
from quizapp.core.digest import blake2b


@dataclass(frozen=True, slots=True)
class Seen:
    """The cards (ids) that a deck had on day number `day`."""

    day: int
    cards: frozenset[str]


def note(connection: sqlite3.Connection, deck: str, day: int, cards: Iterable[str]) -> None:
    """Keep this instead of what was kept of the deck before, within the transaction that is open.

    The ids, two megabytes for the largest decks, are written only when they are others than before.
    """
    text = " ".join(cards)
    digest = blake2b(text.encode(), digest_size=16).hexdigest()
    kept = connection.execute("SELECT value FROM meta WHERE key = ?", (_key(deck),)).fetchone()
    if kept is None or json.loads(kept[0])[1] != digest:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_cards_key(deck), text))
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_key(deck), json.dumps([day, digest])))


def read(connection: sqlite3.Connection, decks: Iterable[str]) -> dict[str, Seen]:
    """Return what is kept of these decks; nothing of those that were never studied."""
    seen = {}
    for deck in decks:
        keys = (_key(deck), _cards_key(deck))
        values = dict(connection.execute("SELECT key, value FROM meta WHERE key IN (?, ?)", keys))
        if keys[0] in values:
            day, digest = json.loads(values[keys[0]])
            cards = digest if isinstance(digest, list) else values.get(keys[1], "").split(" ")
            seen[deck] = Seen(day, frozenset(cards))
    return seen


def _key(deck: str) -> str:
    return f"seen {deck}"  # not shown


def _cards_key(deck: str) -> str:
    return f"seen cards of {deck}"  # not shown

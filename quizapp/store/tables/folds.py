"""The tables of card states and of days, folded from the whole log in one reading of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from quizapp.core.deferred import dataclass
from quizapp.core.log.days import difference
from quizapp.core.log.events import Happening, Kind, voided
from quizapp.core.log.folding import Entry, Key, LogFold, fold_in_order
from quizapp.store.tables import cards, days
from quizapp.store.tables.log import kind_of

_COLUMNS = "at, id, day, kind, deck, card, rating, data"


@dataclass(frozen=True, slots=True)
class Stale:
    """The cards whose stored state is not what the log says, the day numbers whose sums are not, and its length."""

    cards: list[Key]
    days: list[int]
    events: int


def refill(connection: sqlite3.Connection) -> int:
    """Drop both tables' rows and fold them from the log again, in the transaction that is open.

    Returns how many cards there are.
    """
    folded = fold(connection)
    cards.replace_all(connection, folded.states)
    days.replace_all(connection, folded.days)
    return len(folded.states)


def stale(connection: sqlite3.Connection) -> Stale:
    """Compare both tables with the log."""
    folded = fold(connection)
    changes = difference(days.stored(connection), folded.days)
    (events,) = connection.execute("SELECT count(*) FROM events").fetchone()
    return Stale(cards.stale(connection, folded.states), sorted({key.day for key in changes}), events)


def fold(connection: sqlite3.Connection) -> LogFold:
    """Fold the whole log."""
    aliases = {(deck, former): card for deck, former, card in connection.execute("SELECT * FROM aliases")}
    return fold_in_order(_entries(connection, aliases), _taken_back(connection, aliases))


def _entries(connection: sqlite3.Connection, aliases: dict[tuple[str, str], str]) -> Iterator[Entry]:
    """The events in order, each with the card (deck id, newest card id) that it counts for; settings are left out."""
    read, setting = json_reader(), Kind.SETTING
    for at, id, day, kind, deck, card, rating, data in connection.execute(
        f"SELECT {_COLUMNS} FROM events ORDER BY at, id"
    ):
        what, evidence = kind_of(kind), read(data)
        if what is not setting:
            yield (deck, aliases.get((deck, card), card) if aliases else card), at, id, day, what, rating, evidence


def _taken_back(connection: sqlite3.Connection, aliases: dict[tuple[str, str], str]) -> set[tuple[Key, str]]:
    """The events that are taken back, each as its card and its id: a void counts for events of its own card alone."""
    voids: dict[Key, list[Happening]] = {}
    sql = "SELECT at, id, day, deck, card, data FROM events WHERE kind = 'void'"
    for at, id, day, deck, card, data in connection.execute(sql):
        key = (deck, aliases.get((deck, card), card))
        voids.setdefault(key, []).append(Happening(at, id, day, Kind.VOID, None, json.loads(data)))
    return {(key, id) for key, listed in voids.items() for id in voided(listed)}


def json_reader() -> Callable[[str], Any]:
    """Return what reads a piece of JSON in a third of the time that `json` takes, for a log of a million events."""
    from pydantic_core import from_json  # 20 ms

    def read(text: str) -> Any:
        try:
            return from_json(text)
        except ValueError:
            return json.loads(text)  # with one half of a surrogate pair, for one

    return read

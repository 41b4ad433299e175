"""The standing of a deck's cards, counted by the database: no card's state is built for it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import NamedTuple

from quizapp.core.deferred import dataclass
from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.log.events import voided
from quizapp.core.scheduling.scheduler import LEECH_LAPSES
from quizapp.store.tables.log import EVENT_COLUMNS, event_of

_COUNTS = f"""
SELECT count(*) FILTER (WHERE phase <> 'new' AND NOT suspended),
       count(*) FILTER (WHERE suspended),
       count(*) FILTER (WHERE phase IN ('learning', 'relearning') AND NOT suspended),
       min(due) FILTER (WHERE phase IN ('learning', 'relearning') AND NOT suspended),
       count(*) FILTER (WHERE phase = 'review' AND interval >= {MATURE_DAYS} AND NOT suspended),
       count(*) FILTER (WHERE phase IN ('learning', 'relearning') AND NOT suspended AND due >= :tomorrow)
FROM cards WHERE deck = :deck
"""
_DUE = (
    "SELECT max(due_day, :day) AS on_day, count(*) FROM cards WHERE deck = :deck AND phase = 'review' AND suspended = 0"
)
_LAST_DAYS = """
SELECT card, max(day), max(day) FILTER (WHERE rating = 1) FROM events
WHERE deck = :deck AND kind IN ('review', 'practice') AND rating IS NOT NULL
AND rowid NOT IN (SELECT rowid FROM events WHERE id IN (SELECT value FROM json_each(:gone))) GROUP BY card
UNION ALL
SELECT card, day, iif(data ->> 'right' = 0, day, NULL) FROM events
WHERE deck = :deck AND kind = 'practice' AND rating IS NULL AND id NOT IN (SELECT value FROM json_each(:gone))
"""
_KEPT = " AND card NOT IN (SELECT value FROM json_each(:gone))"


@dataclass(frozen=True, slots=True)
class Standing:
    """The numbers of a deck's cards that were begun (suspended ones counted apart), are in the steps, or are mature.

    `step` is when the first card in the steps is due, ms UTC, and `later` says how many of them are only due from the
    next day on; `due` says how many reviews come on which day number, overdue ones on the day asked about.
    """

    begun: int
    suspended: int
    learning: int
    step: int | None
    mature: int
    due: Mapping[int, int]
    later: int = 0


class CardMemory(NamedTuple):
    """A card's lapses, and its memory after the answer on day number `day`: stability in days, difficulty 1..10."""

    card: str
    lapses: int
    stability: float
    difficulty: float
    day: int


def standing(connection: sqlite3.Connection, deck: str, cards: Collection[str], day: int, tomorrow: int) -> Standing:
    """Return how the `cards` of a deck stand on day number `day`; what the log says of other cards is left out.

    `tomorrow` is when the next day begins, ms UTC.
    """
    # As one text: a row a card would take twice as long for the largest decks.
    (known,) = connection.execute("SELECT group_concat(card, ' ') FROM cards WHERE deck = ?", (deck,)).fetchone()
    gone = sorted(set(known.split(" ")).difference(cards)) if known else []
    values = {"deck": deck, "day": day, "tomorrow": tomorrow, "gone": json.dumps(gone)}
    kept = _KEPT if gone else ""
    begun, stopped, learning, step, mature, later = connection.execute(_COUNTS + kept, values).fetchone()
    due = dict(connection.execute(f"{_DUE}{kept} GROUP BY on_day", values))
    return Standing(begun, stopped, learning, step, mature, due, later)


def memories(connection: sqlite3.Connection, deck: str) -> list[CardMemory]:
    """Return the memories of the cards of a deck that were begun and are not suspended."""
    columns = ", ".join(CardMemory._fields)
    sql = f"SELECT {columns} FROM cards WHERE deck = ? AND stability IS NOT NULL AND NOT suspended"
    return [CardMemory._make(row) for row in connection.execute(sql, (deck,))]


def suspended(connection: sqlite3.Connection, deck: str) -> set[str]:
    """The cards of a deck that are not asked any more."""
    return {card for (card,) in connection.execute("SELECT card FROM cards WHERE deck = ? AND suspended", (deck,))}


def wrong(connection: sqlite3.Connection, deck: str) -> set[str]:
    """The ids answered wrong on the last day they came up, in a review or in practice, and those of leeches."""
    last: dict[str, int] = {}
    missed: dict[str, int] = {}
    aliases = dict(connection.execute("SELECT former, card FROM aliases WHERE deck = ?", (deck,)))
    values = {"deck": deck, "gone": json.dumps(sorted(_taken_back(connection, deck)))}
    for former, day, missed_on in connection.execute(_LAST_DAYS, values):
        card = aliases.get(former, former)
        last[card] = max(last.get(card, 0), day)
        missed[card] = max(missed.get(card, 0), missed_on or 0)
    sql = "SELECT card FROM cards WHERE deck = ? AND lapses >= ?"
    leeches = {card for (card,) in connection.execute(sql, (deck, LEECH_LAPSES))}
    return leeches | {card for card, day in last.items() if missed[card] == day}


def _taken_back(connection: sqlite3.Connection, deck: str) -> frozenset[str]:
    """The ids of the events about a deck that are taken back."""
    rows = connection.execute(f"SELECT {EVENT_COLUMNS} FROM events WHERE deck = ? AND kind = 'void'", (deck,))
    return voided(map(event_of, rows))

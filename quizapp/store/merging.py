"""Bringing events of other logs into this one: the union of two sets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from quizapp.core.log.events import Event
from quizapp.store.tables import cards, days, folds
from quizapp.store.tables.log import KEPT_COLUMNS, values_of

MANY = 2_000
"""The number of touched cards from which on folding the whole log anew is quicker than one card after the other."""

_NEW_KEYS = """
SELECT DISTINCT incoming.deck, coalesce(aliases.card, incoming.card) FROM incoming
LEFT JOIN aliases ON aliases.deck = incoming.deck AND aliases.former = incoming.card
WHERE kind <> 'setting'
"""


def merge(connection: sqlite3.Connection, events: Iterable[Event]) -> int:
    """Add the events that are not there yet, in the transaction that is open; returns how many those were.

    The states of the cards and the sums of the days that they touch are folded again, so the order in which logs are
    merged makes no difference.
    """
    places = ", ".join("?" * len(KEPT_COLUMNS.split(", ")))
    connection.execute("DROP TABLE IF EXISTS temp.incoming")
    connection.execute("CREATE TEMP TABLE incoming AS SELECT * FROM events LIMIT 0")
    try:
        connection.executemany(f"INSERT INTO incoming ({KEPT_COLUMNS}) VALUES ({places})", map(values_of, events))
        connection.execute("DELETE FROM incoming WHERE id IN (SELECT id FROM events)")
        touched = connection.execute(_NEW_KEYS).fetchall()
        if len(touched) < MANY:
            with days.following(connection, touched):
                added = _insert(connection)
            cards.refold_these(connection, touched)
        else:
            added = _insert(connection)
            folds.refill(connection)
        return added
    finally:
        connection.execute("DROP TABLE temp.incoming")


def _insert(connection: sqlite3.Connection) -> int:
    sql = f"INSERT INTO events ({KEPT_COLUMNS}) SELECT {KEPT_COLUMNS} FROM incoming WHERE true ON CONFLICT DO NOTHING"
    return connection.execute(sql).rowcount

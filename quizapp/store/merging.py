"""Bringing events of other logs into this one: the union of two sets."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from quizapp.core.log.folding import Key
from quizapp.store.tables import cards, days, folds
from quizapp.store.tables.log import INDEXES, KEPT_COLUMNS

MANY = 2_000
"""The number of touched cards from which on folding the whole log anew is quicker than one card after the other."""

FEW = 20_000
"""So many new events are gathered before it is known which cards they touch; more are written as they come."""

AT_ONCE = 1_000
_COLUMNS = KEPT_COLUMNS.split(", ")
_ID, _KIND, _DECK, _CARD = map(_COLUMNS.index, ("id", "kind", "deck", "card"))
_INSERT = f"INSERT INTO events ({KEPT_COLUMNS}) VALUES ({', '.join('?' * len(_COLUMNS))}) ON CONFLICT DO NOTHING"

Row = tuple[Any, ...]


def merge(connection: sqlite3.Connection, rows: Iterable[Row]) -> int:
    """Add the events (rows of `KEPT_COLUMNS`) that are not there yet, in the transaction that is open.

    The states of the cards and the sums of the days that they touch are folded again, so the order in which logs are
    merged makes no difference. Returns how many were added.
    """
    new = _new(connection, iter(rows))
    few = list(islice(new, FEW))
    if len(few) == FEW:
        return _add_many(connection, few, new)
    touched = _touched(connection, few)
    if len(touched) >= MANY:
        return _add_many(connection, few, new)
    with days.following(connection, touched):
        added = _insert(connection, few)
    cards.refold_these(connection, touched)
    return added


def _new(connection: sqlite3.Connection, rows: Iterator[Row]) -> Iterator[Row]:
    """The rows whose ids are not in the log yet."""
    if connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is None:
        yield from rows
        return
    known = f"SELECT id FROM events WHERE id IN ({', '.join('?' * AT_ONCE)})"
    while listed := list(islice(rows, AT_ONCE)):
        ids = [row[_ID] for row in listed]
        there = {id for (id,) in connection.execute(known, ids + [None] * (AT_ONCE - len(ids)))}
        yield from (row for row in listed if row[_ID] not in there) if there else listed


def _touched(connection: sqlite3.Connection, rows: Sequence[Row]) -> list[Key]:
    """The cards, under the ids that they have now, that events are about."""
    keys = dict.fromkeys((row[_DECK], row[_CARD]) for row in rows if row[_KIND] != "setting")
    return list(dict.fromkeys((deck, cards.current_id(connection, deck, card)) for deck, card in keys))


def _add_many(connection: sqlite3.Connection, few: Sequence[Row], more: Iterator[Row]) -> int:
    """Add so many events that indexes and folds are quicker made anew than kept up with each."""
    (there,) = connection.execute("SELECT count(*) FROM events").fetchone()
    indexes = INDEXES if there < len(few) else ()
    for statement in indexes:
        connection.execute(f"DROP INDEX {statement.split()[5]}")
    added = _insert(connection, few) + _insert(connection, more)
    for statement in indexes:
        connection.execute(statement)
    folds.refill(connection)
    return added


def _insert(connection: sqlite3.Connection, rows: Iterable[Row]) -> int:
    return connection.executemany(_INSERT, rows).rowcount

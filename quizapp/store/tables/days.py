"""The table of days: what the log adds up to, kept with every event."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from quizapp.core.log.days import (
    BILLION,
    SUMS,
    UNPREDICTED,
    DayFold,
    DayKey,
    DayRow,
    Sums,
    difference,
    fold_days,
    total,
)
from quizapp.store.tables.log import events_of_card

_COLUMNS = ", ".join((*DayKey._fields, *SUMS))
_KEY = ", ".join(DayKey._fields)
_ADD = (
    f"INSERT INTO days ({_COLUMNS}) VALUES ({', '.join('?' * len((*DayKey._fields, *SUMS)))}) "
    f"ON CONFLICT DO UPDATE SET {', '.join(f'{name} = {name} + excluded.{name}' for name in SUMS)}"
)
_CLEAR = f"DELETE FROM days WHERE ({_KEY}) = ({', '.join('?' * len(DayKey._fields))}) AND answers <= 0"
_BLANK = DayKey(0, "", "", "", "", UNPREDICTED, 0)
_UNITS = ("", "", "", "1e3", *[f"{BILLION}.0"] * 3)


def add(connection: sqlite3.Connection, changes: DayFold) -> None:
    """Add these sums to the table; rows without answers leave it."""
    for key, sums in changes.items():
        connection.execute(_ADD, (*key, *sums))
        if sums[0] < 0:
            connection.execute(_CLEAR, key)


def replace_all(connection: sqlite3.Connection, folded: DayFold) -> None:
    """Drop the table's rows and keep these, as the log has them, within the transaction that is open."""
    connection.execute("DELETE FROM days")
    add(connection, folded)


def rows(connection: sqlite3.Connection, since: int, deck: str, by: Collection[str]) -> list[DayRow]:
    """The rows from day number `since` on, of one deck or (empty) of all, told apart by the columns `by` alone."""
    key = ", ".join(name if name in by else f"{blank!r}" for name, blank in zip(DayKey._fields, _BLANK, strict=True))
    sums = ", ".join(
        f"sum({name}) / {unit}" if unit else f"sum({name})" for name, unit in zip(SUMS, _UNITS, strict=True)
    )
    group = ", ".join(name for name in DayKey._fields if name in by)
    rows = connection.execute(
        f"SELECT {key}, {sums} FROM days WHERE day >= ? AND (deck = ? OR ? = '') GROUP BY {group} ORDER BY {group}",
        (since, deck, deck),
    )
    return [
        DayRow(day, of, kind, form, was, bin, bool(guessed), *summed)
        for day, of, kind, form, was, bin, guessed, *summed in rows
    ]


def stored(connection: sqlite3.Connection) -> dict[DayKey, Sums]:
    """The whole table."""
    size = len(DayKey._fields)
    return {DayKey(*row[:size]): row[size:] for row in connection.execute(f"SELECT {_COLUMNS} FROM days")}


@contextmanager
def following(connection: sqlite3.Connection, cards: Collection[tuple[str, str]]) -> Iterator[None]:
    """Bring the table up to date with what is done meanwhile to the log of these cards (deck, id), or to their ids."""
    before = _sums_of(connection, cards)
    yield
    add(connection, difference(before, _sums_of(connection, cards)))


def _sums_of(connection: sqlite3.Connection, cards: Collection[tuple[str, str]]) -> dict[DayKey, Sums]:
    former = set(connection.execute("SELECT deck, former FROM aliases"))
    return total(fold_days(events_of_card(connection, *card)) for card in cards if card not in former)

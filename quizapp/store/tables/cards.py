"""The table of card states: a fold of the log, kept with every event."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from quizapp.core.log.events import SCHEDULING, fold
from quizapp.core.log.folding import Key, Order
from quizapp.core.scheduling.scheduler import CardState, Learning, Memory, Review
from quizapp.store.tables import days
from quizapp.store.tables.log import events_of_card

_COLUMNS = "phase, stability, difficulty, day, step, due, interval, due_day, reps, lapses, suspended"
_WRITE = (
    f"INSERT OR REPLACE INTO cards (deck, card, {_COLUMNS}, last_at, last_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NEVER = (-1, "")


def state(connection: sqlite3.Connection, deck: str, card: str) -> tuple[CardState, Order]:
    """The state of one card, and the newest event that it comes from; a card without events is new."""
    sql = f"SELECT {_COLUMNS}, last_at, last_id FROM cards WHERE deck = ? AND card = ?"
    row = connection.execute(sql, (deck, card)).fetchone()
    return (_state(row[:-2]), (row[-2], row[-1])) if row else (CardState(), _NEVER)


def states(connection: sqlite3.Connection, deck: str) -> dict[str, CardState]:
    """The states of all cards of a deck that have events."""
    rows = connection.execute(f"SELECT card, {_COLUMNS} FROM cards WHERE deck = ?", (deck,))
    return {row[0]: _state(row[1:]) for row in rows}


def write(connection: sqlite3.Connection, deck: str, card: str, state: CardState, last: Order) -> None:
    """Keep a card's state, whose newest event is at `last`."""
    connection.execute(_WRITE, _row((deck, card), state, last))


def refold(connection: sqlite3.Connection, deck: str, card: str) -> CardState:
    """Fold the state of one card from the log again."""
    listed = events_of_card(connection, deck, card)
    folded = fold(listed)
    if scheduling := [event.order for event in listed if event.kind in SCHEDULING]:
        write(connection, deck, card, folded, max(scheduling))
    return folded


def replace_all(connection: sqlite3.Connection, folded: Mapping[Key, tuple[CardState, Order]]) -> None:
    """Drop all states and keep these, as the log has them, in the transaction that is open."""
    connection.execute("DELETE FROM cards")
    connection.executemany(_WRITE, (_row(key, *folded[key]) for key in sorted(folded)))


def stale(connection: sqlite3.Connection, folded: Mapping[Key, tuple[CardState, Order]]) -> list[Key]:
    """The cards whose state is not the one that is `folded` from the log."""
    rows = connection.execute(f"SELECT deck, card, {_COLUMNS} FROM cards")
    stored = {(row[0], row[1]): _state(row[2:]) for row in rows}
    wrong = [key for key, (state, _) in folded.items() if stored.pop(key, None) != state]
    return sorted([*wrong, *stored])


def current_id(connection: sqlite3.Connection, deck: str, card: str) -> str:
    """The id that a card has now."""
    row = connection.execute("SELECT card FROM aliases WHERE deck = ? AND former = ?", (deck, card)).fetchone()
    return str(row[0]) if row else card


def aliases(connection: sqlite3.Connection, deck: str) -> dict[str, str]:
    """The ids that cards of a deck used to have, with those they have now."""
    return dict(connection.execute("SELECT former, card FROM aliases WHERE deck = ?", (deck,)))


def adopt(connection: sqlite3.Connection, deck: str, wanted: Mapping[str, str]) -> None:
    """Let cards of a deck carry on with the history of the ids they used to have (former id -> id), and no others."""
    known = aliases(connection, deck)
    changed = {former for former in {**known, **wanted} if known.get(former) != wanted.get(former)}
    others = {names[former] for names in (known, wanted) for former in changed if former in names}
    touched = [(deck, card) for card in changed | others]
    with days.following(connection, touched):
        connection.execute("DELETE FROM aliases WHERE deck = ?", (deck,))
        rows = ((deck, former, card) for former, card in wanted.items())
        connection.executemany("INSERT INTO aliases VALUES (?, ?, ?)", rows)
        refold_these(connection, [key for key in touched if key[1] not in wanted])
        connection.executemany("DELETE FROM cards WHERE deck = ? AND card = ?", ((deck, card) for card in wanted))


def refold_these(connection: sqlite3.Connection, keys: Iterable[Key]) -> None:
    """Fold the states of these cards again; those without events have none."""
    for key in keys:
        connection.execute("DELETE FROM cards WHERE deck = ? AND card = ?", key)
        refold(connection, *key)


def _row(key: Key, state: CardState, last: Order) -> tuple[Any, ...]:
    memory = (state.memory.stability, state.memory.difficulty, state.memory.day) if state.memory else (None, None, None)
    match state.stage:
        case Learning(step=step, due=due):
            stage: tuple[int | None, ...] = (step, due, None, None)
        case Review(interval=interval, due_day=due_day):
            stage = (None, None, interval, due_day)
        case None:
            stage = (None, None, None, None)
    return (*key, state.phase, *memory, *stage, state.reps, state.lapses, int(state.suspended), *last)


def _state(row: tuple[Any, ...]) -> CardState:
    phase, stability, difficulty, day, step, due, interval, due_day, reps, lapses, suspended = row
    stage: Learning | Review | None = None
    if phase == "review":
        stage = Review(interval, due_day)
    elif phase != "new":
        stage = Learning(step, due, phase == "relearning")
    memory = None if stability is None else Memory(stability, difficulty, day)
    return CardState(memory, stage, reps, lapses, bool(suspended))

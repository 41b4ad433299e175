"""The learner's progress: the log of events, and the card states folded from it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.core.events import Event, Kind, apply, fold, voided
from quizapp.core.memory import CardState, Learning, Memory, Review
from quizapp.store.database import FILE_NAME, back_up, connect, explained, transaction

EVENT_COLUMNS = "id, at, offset, day, learner, device, kind, deck, card, rating, data"
STATE_COLUMNS = "phase, stability, difficulty, day, step, due, interval, due_day, reps, lapses, suspended"


@dataclass(frozen=True, slots=True)
class Today:
    """What a deck has used of the day's allowance: new cards begun, reviews answered."""

    new: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Saved:
    """An unfinished sitting: its scope (decks and limit), its day number and its state as plain data.

    `state` is None once the sitting is over.
    """

    scope: str
    day: int
    state: Mapping[str, Any] | None


class Progress:
    """One progress file. Every method leaves it consistent; `append` is durable when it returns."""

    def __init__(self, folder: Path) -> None:
        """Open the progress file in `folder`, making both if they are not there.

        Raises:
            StoreError: if that is not possible.
        """
        self.path = folder / FILE_NAME
        self._connection = connect(self.path)
        self._draft_connection: sqlite3.Connection | None = None
        try:
            self.learner = self._identity("learner")
            self.device = self._identity("device")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        for connection in (self._connection, self._draft_connection):
            if connection is not None:
                connection.close()

    def state(self, deck: str, card: str) -> CardState:
        """The state of one card; a card without events is new."""
        with explained(self.path):
            return self._state(deck, card)[0]

    def states(self, deck: str) -> dict[str, CardState]:
        """The states of all cards of a deck that have events."""
        with explained(self.path):
            rows = self._connection.execute(f"SELECT card, {STATE_COLUMNS} FROM cards WHERE deck = ?", (deck,))
            return {row[0]: _card_state(row[1:]) for row in rows}

    def append(self, event: Event, sitting: Callable[[CardState], Saved] | None = None) -> CardState:
        """Write an event, its card's new state and the sitting that follows from it, in one durable transaction.

        A setting is about no card: what it returns is the state of a new one.

        Raises:
            StoreError: if it could not be written; then nothing was.
        """
        with explained(self.path), transaction(self._connection):
            self._insert(event)
            if event.kind is Kind.SETTING:
                return CardState()
            card = self._current_id(event.deck, event.card)
            state, last = self._state(event.deck, card)
            if event.kind is Kind.VOID or event.order <= last:
                state = self._refold(event.deck, card)
            else:
                state = apply(state, event)
                self._write_state(event.deck, card, state, event.order)
            if sitting is not None:
                self._save(sitting(state))
        return state

    def events(self, since: int = 0) -> Iterator[Event]:
        """The log in order, from `since` (ms UTC) on."""
        with explained(self.path):
            sql = f"SELECT {EVENT_COLUMNS} FROM events WHERE at >= ? ORDER BY at, id"
            for row in self._connection.execute(sql, (since,)):
                yield _event(row)

    def today(self, deck: str, day: int) -> Today:
        """How many new cards and reviews of a deck were answered on day number `day`, undone ones not counted."""
        sql = f"SELECT {EVENT_COLUMNS} FROM events WHERE day = ? AND deck = ? AND kind IN ('review', 'void')"
        with explained(self.path):
            listed = [_event(row) for row in self._connection.execute(sql, (day, deck))]
        gone = voided(listed)
        phases = [e.data.get("phase") for e in listed if e.kind is Kind.REVIEW and e.id not in gone]
        return Today(phases.count("new"), phases.count("review"))

    def adopt(self, deck: str, aliases: Mapping[str, str]) -> None:
        """Let cards carry on with the history of the ids they used to have (former id -> id).

        What was adopted before stays, and follows: a card renamed twice is found under its newest id.
        """
        with explained(self.path):
            known = dict(self._connection.execute("SELECT former, card FROM aliases WHERE deck = ?", (deck,)))
            if all(known.get(former) == card for former, card in aliases.items()):
                return
            wanted = {former: aliases.get(card, card) for former, card in {**known, **aliases}.items()}
            fresh = {former: card for former, card in wanted.items() if known.get(former) != card}
            with transaction(self._connection):
                for former, card in fresh.items():
                    self._connection.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)", (deck, former, card))
                touched = {*fresh, *fresh.values(), *(known[former] for former in fresh if former in known)}
                for card in touched:
                    self._connection.execute("DELETE FROM cards WHERE deck = ? AND card = ?", (deck, card))
                    if card not in wanted:
                        self._refold(deck, card)

    def rebuild(self) -> int:
        """Drop the card states and fold them from the log again; returns how many there are."""
        with explained(self.path), transaction(self._connection):
            self._connection.execute("DELETE FROM cards")
            keys = self._log_keys()
            for deck, card in keys:
                self._refold(deck, card)
        return len(keys)

    def stale_cards(self) -> list[tuple[str, str]]:
        """The cards whose stored state is not what the log says. Always empty, unless something else wrote the file."""
        with explained(self.path):
            stored = self._connection.execute("SELECT deck, card FROM cards").fetchall()
            rows = sorted({*stored, *self._log_keys()})
            return [
                (deck, card) for deck, card in rows if fold(self._events_of(deck, card)) != self._state(deck, card)[0]
            ]

    def saved_sitting(self, scope: str) -> Saved | None:
        """The unfinished sitting of that scope."""
        with explained(self.path):
            row = self._connection.execute("SELECT day, state FROM sittings WHERE scope = ?", (scope,)).fetchone()
        return Saved(scope, row[0], json.loads(row[1])) if row else None

    def save_sitting(self, saved: Saved) -> None:
        """Keep a sitting without an event, as when a new one begins."""
        with explained(self.path), transaction(self._connection):
            self._save(saved)

    def draft(self, scope: str) -> Mapping[str, Any] | None:
        """What was on screen in that sitting: the card, its options' order, the response so far."""
        with explained(self.path):
            row = self._connection.execute("SELECT draft FROM drafts WHERE scope = ?", (scope,)).fetchone()
        return json.loads(row[0]) if row else None

    def save_draft(self, scope: str, draft: Mapping[str, Any]) -> None:
        """Keep what is on screen. Cheap enough for every keystroke: it survives the process, not a power cut."""
        with explained(self.path):
            if self._draft_connection is None:
                self._draft_connection = connect(self.path, durable=False)
            self._draft_connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", (scope, _json(draft)))

    def back_up(self, day: str) -> Path | None:
        """Make the backup of `day` (ISO date) unless there is one; safe to call from another thread.

        Raises:
            StoreError: if it fails; older backups stay.
        """
        return back_up(self.path, day)

    @property
    def connection(self) -> sqlite3.Connection:
        """For checks of the file as a whole."""
        return self._connection

    def _identity(self, key: str) -> str:
        with explained(self.path):
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            if row is None:
                import uuid  # 6 ms, on the first run alone

                self._connection.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (key, str(uuid.uuid4())))
                row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return str(row[0])

    def _insert(self, event: Event) -> None:
        self._connection.execute(
            f"INSERT INTO events ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*(getattr(event, name) for name in EVENT_COLUMNS.split(", ")[:-1]), _json(event.data)),
        )

    def _save(self, saved: Saved) -> None:
        if saved.state is None:
            self._connection.execute("DELETE FROM sittings WHERE scope = ?", (saved.scope,))
            self._connection.execute("DELETE FROM drafts WHERE scope = ?", (saved.scope,))
        else:
            row = (saved.scope, saved.day, _json(saved.state))
            self._connection.execute("INSERT OR REPLACE INTO sittings VALUES (?, ?, ?)", row)

    def _log_keys(self) -> list[tuple[str, str]]:
        """The deck and (newest) card ids that the log knows."""
        return self._connection.execute(
            "SELECT DISTINCT events.deck, coalesce(aliases.card, events.card) FROM events "
            "LEFT JOIN aliases ON aliases.deck = events.deck AND aliases.former = events.card "
            "WHERE kind <> 'setting'"
        ).fetchall()

    def _current_id(self, deck: str, card: str) -> str:
        row = self._connection.execute(
            "SELECT card FROM aliases WHERE deck = ? AND former = ?", (deck, card)
        ).fetchone()
        return str(row[0]) if row else card

    def _state(self, deck: str, card: str) -> tuple[CardState, tuple[int, str]]:
        sql = f"SELECT {STATE_COLUMNS}, last_at, last_id FROM cards WHERE deck = ? AND card = ?"
        row = self._connection.execute(sql, (deck, card)).fetchone()
        return (_card_state(row[:-2]), (row[-2], row[-1])) if row else (CardState(), (-1, ""))

    def _events_of(self, deck: str, card: str) -> list[Event]:
        sql = (
            f"SELECT {EVENT_COLUMNS} FROM events WHERE deck = :deck AND card IN "
            "(SELECT :card UNION SELECT former FROM aliases WHERE deck = :deck AND card = :card) AND kind <> 'setting'"
        )
        return [_event(row) for row in self._connection.execute(sql, {"deck": deck, "card": card})]

    def _refold(self, deck: str, card: str) -> CardState:
        listed = self._events_of(deck, card)
        state = fold(listed)
        if listed:
            self._write_state(deck, card, state, max(event.order for event in listed))
        return state

    def _write_state(self, deck: str, card: str, state: CardState, last: tuple[int, str]) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO cards (deck, card, {STATE_COLUMNS}, last_at, last_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (deck, card, *_row(state), *last),
        )


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _event(row: Iterable[Any]) -> Event:
    values = dict(zip(EVENT_COLUMNS.split(", "), row, strict=True))
    return Event(**{**values, "kind": Kind(values["kind"]), "data": json.loads(values["data"])})


def _row(state: CardState) -> tuple[Any, ...]:
    memory = (state.memory.stability, state.memory.difficulty, state.memory.day) if state.memory else (None, None, None)
    match state.stage:
        case Learning(step=step, due=due):
            stage: tuple[int | None, ...] = (step, due, None, None)
        case Review(interval=interval, due_day=due_day):
            stage = (None, None, interval, due_day)
        case None:
            stage = (None, None, None, None)
    return (state.phase, *memory, *stage, state.reps, state.lapses, int(state.suspended))


def _card_state(row: tuple[Any, ...]) -> CardState:
    phase, stability, difficulty, day, step, due, interval, due_day, reps, lapses, suspended = row
    stage: Learning | Review | None = None
    if phase == "review":
        stage = Review(interval, due_day)
    elif phase != "new":
        stage = Learning(step, due, phase == "relearning")
    memory = None if stability is None else Memory(stability, difficulty, day)
    return CardState(memory, stage, reps, lapses, bool(suspended))

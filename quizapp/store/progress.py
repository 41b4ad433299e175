"""The learner's progress: the log of events, and the card states folded from it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.core.days import DayKey, DayRow, answer_sums, difference
from quizapp.core.events import SCHEDULING, Event, Kind, apply, fold, voided
from quizapp.core.memory import CardState, Learning, Memory, Review
from quizapp.store import days, logged_settings, plans, seen, standing
from quizapp.store.database import FILE_NAME, back_up, connect, explained, transaction
from quizapp.store.log import EVENT_COLUMNS, event_of, events_of_card
from quizapp.store.plans import KeptPlan
from quizapp.store.seen import Seen
from quizapp.store.standing import CardMemory, Standing

SCHEDULING_KINDS = ", ".join(sorted(f"'{kind}'" for kind in SCHEDULING))
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

    def due(self, day: int, now: int) -> dict[str, list[str]]:
        """The cards due on day number `day`, or in the learning steps at `now` (ms UTC), by deck.

        Those that their deck has no more are among them.
        """
        found: dict[str, list[str]] = {}
        with explained(self.path):
            sql = "SELECT deck, card FROM cards WHERE NOT suspended AND (due_day <= ? OR due <= ?)"
            for deck, card in self._connection.execute(sql, (day, now)):
                found.setdefault(deck, []).append(card)
        return found

    def reviews_from(self, deck: str, day: int) -> list[tuple[str, int, int]]:
        """The cards of a deck that are due for review on day number `day` or later: card, interval, due day."""
        sql = "SELECT card, interval, due_day FROM cards WHERE deck = ? AND due_day >= ? AND phase = 'review' "
        with explained(self.path):
            return self._connection.execute(sql + "AND suspended = 0", (deck, day)).fetchall()

    def standing(self, deck: str, cards: Collection[str], day: int) -> Standing:
        """How these cards of a deck stand on day number `day`, without building their states."""
        with explained(self.path):
            return standing.standing(self._connection, deck, cards, day)

    def memories(self, deck: str) -> list[CardMemory]:
        """What is remembered of the cards of a deck that were begun and are not suspended, as plain figures."""
        with explained(self.path):
            return standing.memories(self._connection, deck)

    def suspended(self, deck: str) -> set[str]:
        """The cards of a deck that are not asked any more."""
        with explained(self.path):
            return standing.suspended(self._connection, deck)

    def wrong(self, deck: str) -> set[str]:
        """The ids in a deck answered wrong on the last day they came up, in a review or in practice; and leeches."""
        with explained(self.path):
            return standing.wrong(self._connection, deck)

    def append(self, event: Event, sitting: Callable[[CardState], Saved] | None = None) -> CardState:
        """Write an event, its card's new state and the sitting that follows from it, in one durable transaction.

        A setting is about no card: what it returns is the state of a new one.

        Raises:
            StoreError: if it could not be written; then nothing was.
        """
        with explained(self.path), transaction(self._connection):
            state = self._append(event)
            if sitting is not None:
                self._save(sitting(state))
        return state

    def append_all(self, events: Iterable[Event], saved: Saved) -> None:
        """Write several events and the sitting that follows from them, in one durable transaction.

        Raises:
            StoreError: if they could not be written; then none was.
        """
        with explained(self.path), transaction(self._connection):
            for event in events:
                self._append(event)
            self._save(saved)

    def events(self, since: int = 0) -> Iterator[Event]:
        """The log in order, from `since` (ms UTC) on."""
        with explained(self.path):
            sql = f"SELECT {EVENT_COLUMNS} FROM events WHERE at >= ? ORDER BY at, id"
            for row in self._connection.execute(sql, (since,)):
                yield event_of(row)

    def today(self, deck: str, day: int) -> Today:
        """How many new cards and reviews of a deck were answered on day number `day`, undone ones not counted."""
        sql = f"SELECT {EVENT_COLUMNS} FROM events WHERE day = ? AND deck = ? AND kind IN ('review', 'void')"
        with explained(self.path):
            listed = [event_of(row) for row in self._connection.execute(sql, (day, deck))]
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
            wanted = _newest(known, aliases)
            changed = {former for former in {**known, **wanted} if known.get(former) != wanted.get(former)}
            touched = changed | {names[former] for names in (known, wanted) for former in changed if former in names}
            with transaction(self._connection), days.following(self._connection, deck, touched):
                self._connection.execute("DELETE FROM aliases WHERE deck = ?", (deck,))
                rows = ((deck, former, card) for former, card in wanted.items())
                self._connection.executemany("INSERT INTO aliases VALUES (?, ?, ?)", rows)
                for card in touched:
                    self._connection.execute("DELETE FROM cards WHERE deck = ? AND card = ?", (deck, card))
                    if card not in wanted:
                        self._refold(deck, card)

    def rebuild(self) -> int:
        """Drop the card states and the sums of days, and fold them from the log again; returns how many states."""
        with explained(self.path), transaction(self._connection):
            self._connection.execute("DELETE FROM cards")
            keys = self._log_keys()
            for deck, card in keys:
                self._refold(deck, card)
            days.refill(self._connection)
            logged_settings.refill(self._connection, self.device)
        return len(keys)

    def stale_cards(self) -> list[tuple[str, str]]:
        """The cards whose stored state is not what the log says. Always empty, unless something else wrote the file."""
        with explained(self.path):
            stored = self._connection.execute("SELECT deck, card FROM cards").fetchall()
            keys = sorted({*stored, *self._log_keys()})
            return [key for key in keys if fold(events_of_card(self._connection, *key)) != self._state(*key)[0]]

    def days(self, since: int = 0, deck: str = "", by: Collection[str] = DayKey._fields) -> list[DayRow]:
        """What was answered from day number `since` on, of one deck or (empty) of all, as sums.

        `by` names the fields of `DayKey` that tell rows apart, one at least; the others are summed over, and empty.
        """
        with explained(self.path):
            return days.rows(self._connection, since, deck, by)

    def stale_days(self) -> list[int]:
        """The day numbers whose sums are not what the log says. Always empty, as `stale_cards` is."""
        with explained(self.path), transaction(self._connection):
            wrong = difference(days.stored(self._connection), days.folded(self._connection))
        return sorted({key.day for key in wrong})

    def logged_settings(self) -> dict[tuple[str, str], Any]:
        """The values of settings that this device logged last, by (deck id or nothing, name)."""
        with explained(self.path):
            return logged_settings.read(self._connection)

    def saved_sitting(self, scope: str) -> Saved | None:
        """The unfinished sitting of that scope."""
        with explained(self.path):
            row = self._connection.execute("SELECT day, state FROM sittings WHERE scope = ?", (scope,)).fetchone()
        return Saved(scope, row[0], json.loads(row[1])) if row else None

    def save_sitting(self, saved: Saved, decks: Mapping[str, Seen] | None = None) -> None:
        """Keep a sitting without an event, as when a new one begins, and the cards that its `decks` had then."""
        with explained(self.path), transaction(self._connection):
            self._save(saved)
            for deck, cards in (decks or {}).items():
                seen.note(self._connection, deck, cards)

    def seen(self, decks: Iterable[str]) -> dict[str, Seen]:
        """The cards that each of these decks had when a sitting over it was last planned; none of other decks."""
        with explained(self.path):
            return seen.read(self._connection, decks)

    def keep_plan(self, deck: str, plan: KeptPlan) -> None:
        """Keep what was found for the exam of a deck."""
        with explained(self.path):
            plans.keep(self._connection, deck, plan)

    def kept_plan(self, deck: str) -> KeptPlan | None:
        """What was last found for the exam of a deck."""
        with explained(self.path):
            return plans.read(self._connection, deck)

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

    def _append(self, event: Event) -> CardState:
        if event.kind is Kind.SETTING:
            self._insert(event)
            logged_settings.note(self._connection, event)
            return CardState()
        card = self._current_id(event.deck, event.card)
        state, last = self._state(event.deck, card)
        if event.kind is Kind.VOID or (event.order <= last and event.kind is not Kind.PRACTICE):
            with days.following(self._connection, event.deck, [card]):
                self._insert(event)
            return self._refold(event.deck, card)
        self._insert(event)
        days.add(self._connection, answer_sums(state.stage, event))
        if event.kind is Kind.PRACTICE:
            return state  # what was practised need not even be a card: a cloze examined whole is none
        state = apply(state, event)
        self._write_state(event.deck, card, state, event.order)
        return state

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
            f"WHERE kind IN ({SCHEDULING_KINDS})"
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

    def _refold(self, deck: str, card: str) -> CardState:
        listed = events_of_card(self._connection, deck, card)
        state = fold(listed)
        if scheduling := [event.order for event in listed if event.kind in SCHEDULING]:
            self._write_state(deck, card, state, max(scheduling))
        return state

    def _write_state(self, deck: str, card: str, state: CardState, last: tuple[int, str]) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO cards (deck, card, {STATE_COLUMNS}, last_at, last_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (deck, card, *_row(state), *last),
        )


def _newest(known: Mapping[str, str], aliases: Mapping[str, str]) -> dict[str, str]:
    """Each former id with its newest one; an id that has one of the `aliases` now is nobody's former id any more."""
    in_use = set(aliases.values())
    listed = {former: card for former, card in {**known, **aliases}.items() if former not in in_use}
    return {former: listed.get(card, card) for former, card in listed.items()}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


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

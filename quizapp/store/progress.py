"""The learner's progress: the log of events, and the card states folded from it."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from quizapp.core.deferred import dataclass
from quizapp.core.log.days import DayKey, DayRow, answer_sums
from quizapp.core.log.events import Event, Kind, apply, voided
from quizapp.core.scheduling.scheduler import CardState
from quizapp.store import merging
from quizapp.store.database import (
    FILE_NAME,
    StoreError,
    connect,
    explained,
    has_wal,
    large_cache,
    transaction,
    without_checks,
)
from quizapp.store.tables import cards, days, in_use, log, logged_settings, plans, seen, sittings, standing
from quizapp.store.tables.log import EVENT_COLUMNS, event_of
from quizapp.store.tables.plans import KeptPlan
from quizapp.store.tables.seen import Seen
from quizapp.store.tables.standing import CardMemory, Standing

if TYPE_CHECKING:
    from quizapp.store.tables.folds import Stale

# As the schema has it where the two indexes are, so that they are used.
_IN_REVIEW = "deck = ? AND phase = 'review' AND suspended = 0"
_NOT_IN_REVIEW = "deck = ? AND (phase <> 'review' OR suspended <> 0)"


@dataclass(frozen=True, slots=True)
class Today:
    """A deck's use of the day's allowance: new cards begun, reviews answered."""

    new: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Saved:
    """An unfinished session: its scope (decks and limit), its day number and its state as plain data.

    `state` is None once the session is over. Changes can follow that of a `session` with an id, as plain data; `day`
    is that of the last one.
    """

    scope: str
    day: int
    state: Mapping[str, Any] | None
    session: str = ""
    changes: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an unfinished session (its id) by an event, as plain data; None takes back the change by that event.

    `whole` gives the session as it is then, to be kept if another window has kept another one in its place.
    """

    scope: str
    session: str
    day: int
    event: str
    change: Any
    whole: Callable[[], Saved]


class Progress:
    """One progress file. Every method leaves it consistent; `append` is durable when it returns.

    Threads may share it: they take turns, but for reading `events`.
    """

    def __init__(self, folder: Path) -> None:
        """Open the progress file in `folder`, making both if they are not there.

        Raises:
            StoreError: if that is not possible.
        """
        self.path = folder / FILE_NAME
        self._turn = RLock()
        whole = not has_wal(self.path)
        self._connection = connect(self.path)
        self._draft_connection: sqlite3.Connection | None = None
        self._mark = ""
        self._marks_found: frozenset[str] = frozenset()
        try:
            self._marks_found = self._marks()
            self.was_copied_in_use = whole and bool(self._marks_found)
            self.learner = self._identity("learner")
            self.device = self._identity("device")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file. Closing twice does nothing.

        Once no program has it open, everything is in the file itself, and it has no mark of one.
        """
        with suppress(sqlite3.Error), self._turn:
            if self._mark:
                in_use.remove(self._connection, [self._mark])
                self._mark = ""
        for connection in (self._connection, self._draft_connection):
            if connection is not None:
                connection.close()
        if self._marks_found and not self.was_copied_in_use and not has_wal(self.path):  # of programs that were killed
            with suppress(StoreError, sqlite3.Error), closing(connect(self.path)) as connection:
                in_use.remove(connection, self._marks_found)
        self._marks_found = frozenset()

    def state(self, deck: str, card: str) -> CardState:
        """The state of one card; a card without events is new."""
        with self._turn, explained(self.path):
            return cards.state(self._connection, deck, card)[0]

    def states(self, deck: str) -> dict[str, CardState]:
        """The states of all cards of a deck that have events."""
        with self._turn, explained(self.path):
            return cards.states(self._connection, deck)

    def due(self, day: int, now: int) -> dict[str, list[str]]:
        """The cards due on day number `day`, or in the learning steps at `now` (ms UTC), by deck.

        Those that their deck has no more are among them.
        """
        by_deck: dict[str, list[str]] = {}
        with self._turn, explained(self.path):
            sql = "SELECT deck, card FROM cards WHERE NOT suspended AND (due_day <= ? OR due <= ?)"
            for deck, card in self._connection.execute(sql, (day, now)):
                by_deck.setdefault(deck, []).append(card)
        return by_deck

    def steps(self, deck: str) -> list[tuple[int, str]]:
        """The cards of a deck in the learning steps: when they are due (ms UTC), and their ids."""
        with self._turn, explained(self.path):
            sql = f"SELECT due, card FROM cards WHERE {_NOT_IN_REVIEW} AND phase <> 'new' AND NOT suspended"
            return self._connection.execute(sql, (deck,)).fetchall()

    def reviews_due(self, deck: str, day: int, most: int = sys.maxsize) -> list[tuple[int, str]]:
        """The reviews of a deck due on day number `day` or before, by due day: that day, and the card's id.

        All of the first days with `most` reviews or more, and none of the days after.
        """
        with self._turn, explained(self.path):
            rows = self._connection.execute(
                f"SELECT due_day, card FROM cards WHERE {_IN_REVIEW} AND due_day <= ? ORDER BY due_day",
                (deck, day),
            )
            reviews: list[tuple[int, str]] = []
            for row in rows:
                if len(reviews) >= most and row[0] != reviews[-1][0]:
                    break
                reviews.append(row)
            return reviews

    def begun(self, deck: str) -> str:
        """The cards of a deck that are not new any more, or suspended: their ids with a space between two.

        They are sorted as the table is, though SQLite does not promise that. A row a card would take five times as
        long for the largest decks.
        """
        sql = "SELECT group_concat(card, ' ') FROM cards WHERE deck = ? AND (phase <> 'new' OR suspended <> 0)"
        with self._turn, explained(self.path):
            return self._connection.execute(sql, (deck,)).fetchone()[0] or ""

    def reviews_from(self, deck: str, day: int) -> list[tuple[str, int, int]]:
        """The cards of a deck that are due for review on day number `day` or later: card, interval, due day."""
        sql = "SELECT card, interval, due_day FROM cards WHERE deck = ? AND due_day >= ? AND phase = 'review' "
        with self._turn, explained(self.path):
            return self._connection.execute(sql + "AND suspended = 0", (deck, day)).fetchall()

    def standing(self, deck: str, cards: Collection[str], day: int, tomorrow: int = sys.maxsize) -> Standing:
        """Return how these cards of a deck stand on day number `day`, without building their states.

        `tomorrow` is when the next day begins, ms UTC, for whom that makes a difference.
        """
        with self._turn, explained(self.path):
            return standing.standing(self._connection, deck, cards, day, tomorrow)

    def memories(self, deck: str) -> list[CardMemory]:
        """Return the memories of the cards of a deck that were begun and are not suspended, as plain figures."""
        with self._turn, explained(self.path):
            return standing.memories(self._connection, deck)

    def suspended(self, deck: str) -> set[str]:
        """The cards of a deck that are not asked any more."""
        with self._turn, explained(self.path):
            return standing.suspended(self._connection, deck)

    def wrong(self, deck: str) -> set[str]:
        """The ids in a deck answered wrong on the last day they came up, in a review or in practice; and leeches."""
        with self._turn, explained(self.path):
            return standing.wrong(self._connection, deck)

    def append(self, event: Event, session: Callable[[CardState], Saved | Change] | None = None) -> CardState:
        """Write an event, its card's new state and the session that follows from it, in one durable transaction.

        A setting is about no card: what it returns is the state of a new one.

        Raises:
            StoreError: if it could not be written; then nothing was.
        """
        with self._turn, explained(self.path), self._answering(event):
            state = self._append(event)
            if session is not None:
                self._save(session(state))
        return state

    def append_all(self, events: Iterable[Event], saved: Saved) -> None:
        """Write several events and the session that follows from them, in one durable transaction.

        Raises:
            StoreError: if they could not be written; then none was.
        """
        listed = list(events)
        with self._turn, explained(self.path), self._answering(*listed[:1]):
            for event in listed:
                self._append(event)
            self._save(saved)

    def _marks(self) -> frozenset[str]:
        with self._turn, explained(self.path):
            return in_use.read(self._connection)

    @contextmanager
    def _answering(self, *first: Event) -> Iterator[None]:
        """A transaction that begins with this event. After the first answer the file has the mark of this program."""
        mark = self._mark
        with transaction(self._connection):
            for event in first:
                if not mark and event.kind is not Kind.SETTING:
                    mark = in_use.mark(self._connection, event.id, event.at)
            yield
        if mark != self._mark:
            self._mark = mark
            with suppress(sqlite3.Error):  # the answer is safe, whatever becomes of the mark
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    @property
    def is_empty(self) -> bool:
        """True if the log has no event yet but settings."""
        with self._turn, explained(self.path):
            return self._connection.execute("SELECT 1 FROM events WHERE kind <> 'setting'").fetchone() is None

    def merge(self, events: Iterable[Event], learner: Callable[[], str] = str) -> int:
        """Add the events of another log that are not in this one; returns how many those were.

        An event that both logs correct counts once, as of its earliest correction.

        `learner` is asked at the end whose log it is from now on; nothing if that stays as it is.

        Raises:
            StoreError: if they could not be written; then none was. What `events` raises comes through likewise.
        """
        return self._merge(map(log.values_of, events), learner)

    def merge_validated(self, rows: Iterable[tuple[Any, ...]], learner: Callable[[], str] = str) -> int:
        """The same for rows of the log that are known to be events, in two thirds of the time."""
        with self._turn, explained(self.path), without_checks(self._connection):
            return self._merge(rows, learner)

    def _merge(self, rows: Iterable[tuple[Any, ...]], learner: Callable[[], str]) -> int:
        with self._turn, explained(self.path), large_cache(self._connection), transaction(self._connection):
            last = log.last_row(self._connection)
            added = merging.merge(self._connection, rows)
            if doubles := log.voids_of_doubled_corrections(self._connection, last):
                merging.merge(self._connection, map(log.values_of, doubles))
            logged_settings.refill(self._connection, self.device)
            in_use.remove(self._connection, self._marks_found)  # what a copy lacked has come, or never will
            self._marks_found, self.was_copied_in_use = frozenset(), False
            if new := learner():
                self._connection.execute("UPDATE meta SET value = ? WHERE key = 'learner'", (new,))
                self.learner = new
        return added

    def has(self, id: str) -> bool:
        """Return whether the log has an event of this id."""
        with self._turn, explained(self.path):
            return self._connection.execute("SELECT 1 FROM events WHERE id = ?", (id,)).fetchone() is not None

    def extent(self) -> tuple[int, int]:
        """Return when the newest event was (ms UTC; -1 without one), and how many there are."""
        with self._turn, explained(self.path):
            newest, events = self._connection.execute("SELECT coalesce(max(at), -1), count(*) FROM events").fetchone()
            return newest, events

    def events(self, since: int = 0) -> Iterator[Event]:
        """The log in order, from `since` (ms UTC) on, without damaged events."""
        with explained(self.path):
            sql = f"SELECT {EVENT_COLUMNS} FROM events WHERE at >= ? AND checksum IS {log.CHECKSUM} ORDER BY at, id"
            for row in self._connection.execute(sql, (since,)):
                yield event_of(row)

    def damaged_events(self) -> int:
        """Return how many events are not what was written, and are still in the log."""
        with self._turn, explained(self.path):
            return len(log.damaged(self._connection))

    def set_aside(self) -> list[bytes]:
        """The ids of the damaged events that were set aside and that the log did not get back."""
        with self._turn, explained(self.path):
            return log.ids_set_aside(self._connection)

    def set_aside_damage(self) -> int:
        """Move damaged events out of the log, keeping their bytes; returns how many. The states are as before."""
        import time

        with self._turn, explained(self.path), transaction(self._connection):
            return log.set_aside(self._connection, log.damaged(self._connection), time.time_ns() // 1_000_000)

    def events_as_written(self) -> list[Event]:
        """The whole log in the order in which this file got to know it, whatever the clocks said."""
        with self._turn, explained(self.path):
            sql = f"SELECT {EVENT_COLUMNS} FROM events WHERE checksum IS {log.CHECKSUM} ORDER BY rowid"
            rows = self._connection.execute(sql)
            return [event_of(row) for row in rows]

    def asked_as(self, deck: str, form: str) -> list[Event]:
        """The practice answers of a deck that were asked in this form, in order."""
        with self._turn, explained(self.path):
            sql = (
                f"SELECT {EVENT_COLUMNS} FROM events WHERE deck = ? AND kind = 'practice' AND data ->> 'form' = ? "
                "ORDER BY at, id"
            )
            return [event_of(row) for row in self._connection.execute(sql, (deck, form))]

    def today(self, deck: str, day: int) -> Today:
        """Return a deck's answered new cards and reviews on day number `day`, undone ones not counted."""
        # The database reads a piece of JSON in a fifth of the time, and the answers of a day can be thousands.
        reviews = "SELECT id, data ->> 'phase' FROM events WHERE day = ? AND deck = ? AND kind = 'review'"
        voids = f"SELECT {EVENT_COLUMNS} FROM events WHERE day = ? AND deck = ? AND kind = 'void'"
        with self._turn, explained(self.path):
            gone = voided(map(event_of, self._connection.execute(voids, (day, deck))))
            phases = [phase for id, phase in self._connection.execute(reviews, (day, deck)) if id not in gone]
        return Today(phases.count("new"), phases.count("review"))

    def last_rating(self, decks: Collection[str], kind: Kind, since: int, day: int) -> Event | None:
        """The last answer of one kind that this device rated on day number `day` and that stands, of these decks.

        `since` (ms UTC) is when that day began: nothing before it is read.
        """
        sql = (
            f"SELECT {EVENT_COLUMNS} FROM events WHERE at >= ? AND day = ? AND kind = ? AND device = ? "
            "AND rating IS NOT NULL ORDER BY at DESC, id DESC"
        )
        with self._turn, explained(self.path):
            rated = map(event_of, self._connection.execute(sql, (since, day, kind, self.device)))
            return next((e for e in rated if e.deck in decks and not log.is_voided(self._connection, e)), None)

    def adopt(self, deck: str, aliases: Mapping[str, str]) -> None:
        """Let cards carry on with the history of the ids they used to have (former id -> id).

        What was adopted before stays, and follows: a card renamed twice is found under its newest id.
        """
        with self._turn, explained(self.path):
            known = cards.aliases(self._connection, deck)
            if any(known.get(former) != card for former, card in aliases.items()):
                with transaction(self._connection):
                    cards.adopt(self._connection, deck, _newest(known, aliases))

    def rebuild(self) -> int:
        """Drop the card states and the sums of days, and fold them from the log again; returns how many states."""
        from quizapp.store.tables import folds  # when everything is folded anew

        with self._turn, explained(self.path), large_cache(self._connection), transaction(self._connection):
            count = folds.refill(self._connection)
            logged_settings.refill(self._connection, self.device)
        return count

    def stale_cards(self) -> list[tuple[str, str]]:
        """The cards whose stored state is not what the log says. Always empty, unless something else wrote the file."""
        return self.stale().cards

    def days(self, since: int = 0, deck: str = "", by: Collection[str] = DayKey._fields) -> list[DayRow]:
        """Return the answers from day number `since` on, of one deck or (empty) of all, as sums.

        `by` names the fields of `DayKey` that tell rows apart, one at least; the others are summed over, and empty.
        """
        with self._turn, explained(self.path):
            return days.rows(self._connection, since, deck, by)

    def stale_days(self) -> list[int]:
        """The day numbers whose sums are not what the log says. Always empty, as `stale_cards` is."""
        return self.stale().days

    def stale(self) -> Stale:
        """Both at once, which takes no longer than one of them."""
        from quizapp.store.tables import folds  # when everything is looked at

        with self._turn, explained(self.path), large_cache(self._connection), transaction(self._connection):
            return folds.stale(self._connection)

    def logged_settings(self) -> dict[tuple[str, str], Any]:
        """The values of settings that this device logged last, by (deck id or nothing, name)."""
        with self._turn, explained(self.path):
            return logged_settings.read(self._connection)

    def saved_session(self, scope: str) -> Saved | None:
        """The unfinished session of that scope."""
        with self._turn, explained(self.path):
            try:
                kept = sittings.read(self._connection, scope)
            except json.JSONDecodeError:  # the file is damaged there: another session begins
                return None
        return Saved(scope, kept.day, kept.state, kept.session, tuple(kept.changes)) if kept else None

    def save_session(self, saved: Saved, decks: Mapping[str, Iterable[str]] | None = None) -> None:
        """Keep a session without an event, as when a new one begins, and the cards that its `decks` had then."""
        with self._turn, explained(self.path), transaction(self._connection):
            self._save(saved)
            for deck, had in (decks or {}).items():
                seen.note(self._connection, deck, saved.day, had)

    def seen(self, decks: Iterable[str]) -> dict[str, Seen]:
        """The cards that each of these decks had when a session over it was last planned; none of other decks."""
        with self._turn, explained(self.path):
            return seen.read(self._connection, decks)

    def keep_plan(self, deck: str, plan: KeptPlan) -> None:
        """Keep what was found for the exam of a deck."""
        with self._turn, explained(self.path):
            plans.keep(self._connection, deck, plan)

    def kept_plan(self, deck: str) -> KeptPlan | None:
        """Return the plan that was last made for the exam of a deck."""
        with self._turn, explained(self.path):
            return plans.read(self._connection, deck)

    def draft(self, scope: str) -> Mapping[str, Any] | None:
        """Return the draft of that session's screen: the card, its options' order, the response so far."""
        with self._turn, explained(self.path):
            row = self._connection.execute("SELECT draft FROM drafts WHERE scope = ?", (scope,)).fetchone()
        with suppress(json.JSONDecodeError):
            return json.loads(row[0]) if row else None
        return None

    def save_draft(self, scope: str, draft: Mapping[str, Any]) -> None:
        """Keep what is on screen. Cheap enough for every keystroke: it survives the process, not a power cut."""
        with explained(self.path):
            if self._draft_connection is None:
                self._draft_connection = connect(self.path, durable=False)
            self._draft_connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?)", (scope, log.as_text(draft)))

    def back_up(self, day: str) -> Path | None:
        """Make the backup of `day` (ISO date) unless there is one; safe to call from another thread.

        Raises:
            StoreError: if it fails; older backups stay.
        """
        from quizapp.store.backups import back_up  # once a day

        return back_up(self.path, day)

    @property
    def connection(self) -> sqlite3.Connection:
        """For checks of the file as a whole."""
        return self._connection

    def _identity(self, key: str) -> str:
        with self._turn, explained(self.path):
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            if row is None:
                import uuid  # 6 ms, on the first run alone

                self._connection.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (key, str(uuid.uuid4())))
                row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return str(row[0])

    def _append(self, event: Event) -> CardState:
        connection = self._connection
        if event.kind is Kind.SETTING:
            log.insert(connection, event)
            logged_settings.note(connection, event)
            return CardState()
        card = cards.current_id(connection, event.deck, event.card)
        state, last = cards.state(connection, event.deck, card)
        earlier = event.order <= last and event.kind is not Kind.PRACTICE
        if event.kind is Kind.VOID or earlier or log.is_voided(connection, event):
            with days.following(connection, [(event.deck, card)]):
                log.insert(connection, event)
            return cards.refold(connection, event.deck, card)
        log.insert(connection, event)
        days.add(connection, answer_sums(state.stage, event))
        if event.kind is Kind.PRACTICE:
            return state  # what was practised need not even be a card: a cloze examined whole is none
        state = apply(state, event)
        cards.write(connection, event.deck, card, state, event.order)
        return state

    def _save(self, saved: Saved | Change) -> None:
        connection, scope = self._connection, saved.scope
        connection.execute("DELETE FROM drafts WHERE scope = ?", (scope,))  # it was of the card before
        match saved:
            case Change(session=session, day=day, event=event, change=change):
                if change is None:
                    kept = sittings.take_back(connection, scope, session, event)
                else:
                    kept = sittings.add(connection, scope, session, day, event, change)
                if not kept:
                    self._save(saved.whole())
            case Saved(state=None):
                sittings.forget(connection, scope)
            case Saved(day=day, state=state, session=session):
                sittings.write(connection, scope, day, state, session)


def _newest(known: Mapping[str, str], aliases: Mapping[str, str]) -> dict[str, str]:
    """Each former id with its newest one; an id that has one of the `aliases` now is nobody's former id any more."""
    in_use = set(aliases.values())
    listed = {former: card for former, card in {**known, **aliases}.items() if former not in in_use}
    return {former: listed.get(card, card) for former, card in listed.items()}

"""The rows of the log as events."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from quizapp.core.log.events import Event, Happening, Kind

EVENT_COLUMNS = "id, at, offset, day, learner, device, kind, deck, card, rating, data"


def event_of(row: Iterable[Any]) -> Event:
    """The event in a row of `EVENT_COLUMNS`."""
    values = dict(zip(EVENT_COLUMNS.split(", "), row, strict=True))
    return Event(**{**values, "kind": _KINDS[values["kind"]], "data": json.loads(values["data"])})


class _Kinds(dict[str, Kind]):
    def __missing__(self, name: str) -> Kind:
        raise sqlite3.DatabaseError(f"database disk image is malformed: an event is a {name!r}")


_KINDS = _Kinds({str(kind): kind for kind in Kind})


def insert(connection: sqlite3.Connection, event: Event) -> None:
    """Write an event."""
    sql = f"INSERT INTO events ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    connection.execute(sql, values_of(event))


def is_voided(connection: sqlite3.Connection, event: Event) -> bool:
    """Return whether there is a void already of an event that is to be written."""
    sql = "SELECT 1 FROM events WHERE deck = ? AND card = ? AND kind = 'void' AND data ->> 'event' = ?"
    return connection.execute(sql, (event.deck, event.card, event.id)).fetchone() is not None


def values_of(event: Event) -> tuple[Any, ...]:
    """The row of `EVENT_COLUMNS` that an event is kept as."""
    return (*(getattr(event, name) for name in EVENT_COLUMNS.split(", ")[:-1]), as_text(event.data))


def as_text(data: object) -> str:
    """Plain data as it is kept."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def events_of_card(connection: sqlite3.Connection, deck: str, card: str) -> list[Event]:
    """The events about a card, under the ids that it used to have too."""
    sql = (
        f"SELECT {EVENT_COLUMNS} FROM events WHERE deck = :deck AND card IN "
        "(SELECT :card UNION SELECT former FROM aliases WHERE deck = :deck AND card = :card) AND kind <> 'setting'"
    )
    return [event_of(row) for row in connection.execute(sql, {"deck": deck, "card": card})]


def events_by_card(connection: sqlite3.Connection) -> Iterator[list[Event]]:
    """The same for every card that the log knows."""
    stored = connection.execute(
        "SELECT coalesce(aliases.card, events.card) AS current, "
        f"{', '.join(f'events.{name}' for name in EVENT_COLUMNS.split(', '))} FROM events "
        "LEFT JOIN aliases ON aliases.deck = events.deck AND aliases.former = events.card "
        "WHERE kind <> 'setting' ORDER BY events.deck, current"
    )
    place = EVENT_COLUMNS.split(", ").index("deck") + 1
    for _, rows in groupby(stored, key=lambda row: (row[place], row[0])):
        yield [event_of(row[1:]) for row in rows]


def happenings_by_card(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], list[Happening]]]:
    """Return the events that the states of all cards are folded from, by deck id and (newest) card id."""
    rows = connection.execute(
        "SELECT events.deck, coalesce(aliases.card, events.card) AS current, at, id, day, kind, rating, "
        "data ->> 'interval', data ->> 'step', data ->> 'delay', data ->> 'event' FROM events "
        "LEFT JOIN aliases ON aliases.deck = events.deck AND aliases.former = events.card "
        "WHERE kind <> 'setting' AND kind <> 'practice' ORDER BY events.deck, current"
    )
    for key, listed in groupby(rows, key=itemgetter(0, 1)):
        yield (
            key,
            [
                Happening(at, id, day, _KINDS[kind], rating, _evidence(interval, step, delay, target))
                for _, _, at, id, day, kind, rating, interval, step, delay, target in listed
            ],
        )


def _evidence(interval: int | None, step: int | None, delay: int | None, target: str | None) -> dict[str, Any]:
    if step is not None:
        return {"interval": interval, "step": step, "delay": delay}
    return {"interval": interval} if target is None else {"event": target}

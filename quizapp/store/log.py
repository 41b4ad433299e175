"""The rows of the log as events."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from quizapp.core.events import Event, Kind

EVENT_COLUMNS = "id, at, offset, day, learner, device, kind, deck, card, rating, data"


def event_of(row: Iterable[Any]) -> Event:
    """The event in a row of `EVENT_COLUMNS`."""
    values = dict(zip(EVENT_COLUMNS.split(", "), row, strict=True))
    return Event(**{**values, "kind": Kind(values["kind"]), "data": json.loads(values["data"])})


def events_of_card(connection: sqlite3.Connection, deck: str, card: str) -> list[Event]:
    """The events about a card, under the ids that it used to have too."""
    sql = (
        f"SELECT {EVENT_COLUMNS} FROM events WHERE deck = :deck AND card IN "
        "(SELECT :card UNION SELECT former FROM aliases WHERE deck = :deck AND card = :card) AND kind <> 'setting'"
    )
    return [event_of(row) for row in connection.execute(sql, {"deck": deck, "card": card})]


def events_by_card(connection: sqlite3.Connection) -> Iterator[list[Event]]:
    """The same for every card that the log knows."""
    found = connection.execute(
        "SELECT coalesce(aliases.card, events.card) AS current, "
        f"{', '.join(f'events.{name}' for name in EVENT_COLUMNS.split(', '))} FROM events "
        "LEFT JOIN aliases ON aliases.deck = events.deck AND aliases.former = events.card "
        "WHERE kind <> 'setting' ORDER BY events.deck, current"
    )
    place = EVENT_COLUMNS.split(", ").index("deck") + 1
    for _, rows in groupby(found, key=lambda row: (row[place], row[0])):
        yield [event_of(row[1:]) for row in rows]

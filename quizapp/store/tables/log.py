"""The rows of the log as events."""

from __future__ import annotations

import json
import sqlite3
from binascii import crc32
from collections.abc import Iterable
from typing import Any

from quizapp.core.log.events import Event, Kind

EVENT_COLUMNS = "id, at, offset, day, learner, device, kind, deck, card, rating, data"
KEPT_COLUMNS = f"{EVENT_COLUMNS}, checksum"  # not shown

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_TEXTS = frozenset(("id", "learner", "device", "kind", "deck", "card", "data"))
_BYTES = ", ".join(f"CAST({name} AS BLOB)" if name in _TEXTS else name for name in EVENT_COLUMNS.split(", "))
CHECKSUM = f"event_checksum({_BYTES})"
"""The checksum of a row in SQL, over its bytes: text that is no UTF-8 has one too."""

_LITERALS = " || ', ' || ".join(
    f"quote(CAST({name} AS BLOB))" if name in _TEXTS else f"quote({name})" for name in EVENT_COLUMNS.split(", ")
)

INDEXES = (
    "CREATE INDEX IF NOT EXISTS events_by_time ON events (at, id)",
    "CREATE INDEX IF NOT EXISTS events_by_card ON events (deck, card, day, kind, rating)",
    "CREATE INDEX IF NOT EXISTS events_by_day ON events (day, deck)",
)
TRIGGERS = (
    "CREATE TRIGGER IF NOT EXISTS events_are_kept BEFORE DELETE ON events "
    "BEGIN SELECT raise(ABORT, 'events are append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS events_stand BEFORE UPDATE ON events "
    "BEGIN SELECT raise(ABORT, 'events are append-only'); END",
)


def checksum(*columns: str | bytes | int | None) -> int:
    """Return the CRC-32 of a row of `EVENT_COLUMNS`. It changes with any single byte of the row."""
    texts = (text if isinstance(text, bytes) else b"" if text is None else str(text).encode() for text in columns)
    return crc32(b"\x1f".join(texts))


def event_of(row: Iterable[Any]) -> Event:
    """The event in a row of `EVENT_COLUMNS`."""
    id, at, offset, day, learner, device, kind, deck, card, rating, data = row
    return Event(
        id=id,
        at=at,
        offset=offset,
        day=day,
        learner=learner,
        device=device,
        kind=_KINDS[kind],
        deck=deck,
        card=card,
        rating=rating,
        data=json.loads(data),
    )


class _Kinds(dict[str, Kind]):
    def __missing__(self, name: str) -> Kind:
        raise sqlite3.DatabaseError(f"database disk image is malformed: an event is a {name!r}")  # not shown


_KINDS = _Kinds({str(kind): kind for kind in Kind})


def kind_of(name: str) -> Kind:
    """Return the kind of event that a row names.

    Raises:
        sqlite3.DatabaseError: if it is none.
    """
    return _KINDS[name]


def insert(connection: sqlite3.Connection, event: Event) -> None:
    """Write an event."""
    sql = f"INSERT INTO events ({KEPT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    connection.execute(sql, values_of(event))


def know_checksums(connection: sqlite3.Connection) -> None:
    """Let a connection work out the checksum of a row, and whether a row without one makes sense."""
    count = len(EVENT_COLUMNS.split(", "))
    connection.create_function("event_checksum", count, checksum, deterministic=True)
    connection.create_function("is_event", count, _is_event, deterministic=True)


def damaged(connection: sqlite3.Connection) -> list[int]:
    """Return the row numbers of the events that are not what was written."""
    sql = f"SELECT rowid FROM events NOT INDEXED WHERE checksum IS NOT {CHECKSUM}"
    return [number for (number,) in connection.execute(sql)]


def set_aside(connection: sqlite3.Connection, numbers: Iterable[int], now: int) -> int:
    """Move damaged rows out of the log, in the transaction that is open; returns how many. Nothing of them is lost."""
    listed = [(number,) for number in numbers]
    for trigger in ("events_are_kept", "events_stand"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.executemany(
        f"INSERT OR REPLACE INTO damaged_events "
        f"SELECT rowid, CAST(id AS BLOB), {int(now)}, {_LITERALS} FROM events WHERE rowid = ?",
        listed,
    )
    connection.executemany("DELETE FROM events WHERE rowid = ?", listed)
    for statement in TRIGGERS:
        connection.execute(statement)
    return len(listed)


def ids_set_aside(connection: sqlite3.Connection) -> list[bytes]:
    """Return the ids of the damaged events that were set aside and that the log did not get back."""
    sql = "SELECT id FROM damaged_events WHERE CAST(id AS TEXT) NOT IN (SELECT id FROM events)"
    return [id for (id,) in connection.execute(sql)]


def bring_over(connection: sqlite3.Connection) -> None:
    """Fill the table `events` from that of the schema before checksums, in the transaction that is open.

    What is no event any more is set aside.
    """
    connection.execute(
        f"INSERT INTO damaged_events SELECT rowid, CAST(id AS BLOB), 0, {_LITERALS} FROM events_before "
        f"WHERE NOT is_event({_BYTES})"
    )
    connection.execute(
        f"INSERT INTO events (rowid, {KEPT_COLUMNS}) SELECT rowid, {EVENT_COLUMNS}, {CHECKSUM} FROM events_before "
        "WHERE rowid NOT IN (SELECT number FROM damaged_events) ORDER BY rowid"
    )
    connection.execute("DROP TABLE events_before")
    for statement in (*INDEXES, *TRIGGERS):
        connection.execute(statement)


def sound_events(connection: sqlite3.Connection, schema: str = "main") -> str:
    """Return the SQL for the rows of `KEPT_COLUMNS` that are as they were written, in the order they were.

    In a file from before checksums they are those that make sense, and get theirs.
    """
    if any(row[1] == "checksum" for row in connection.execute(f"PRAGMA {schema}.table_info(events)")):
        return f"SELECT {KEPT_COLUMNS} FROM {schema}.events NOT INDEXED WHERE checksum IS {CHECKSUM} ORDER BY rowid"
    return (
        f"SELECT {EVENT_COLUMNS}, {CHECKSUM} AS checksum FROM {schema}.events NOT INDEXED WHERE is_event({_BYTES}) "
        "ORDER BY rowid"
    )


def _is_event(*columns: bytes | int | None) -> bool:
    try:
        event = event_of(column.decode() if isinstance(column, bytes) else column for column in columns)
    except (ValueError, sqlite3.Error):  # a UnicodeDecodeError is one of the first
        return False
    return isinstance(event.data, dict)


def is_voided(connection: sqlite3.Connection, event: Event) -> bool:
    """Return whether there is a void already of an event that is to be written."""
    sql = "SELECT 1 FROM events WHERE deck = ? AND card = ? AND kind = 'void' AND data ->> 'event' = ?"
    return connection.execute(sql, (event.deck, event.card, event.id)).fetchone() is not None


def last_row(connection: sqlite3.Connection) -> int:
    """Return the number of the row that was written last; 0 if there is none."""
    return int(connection.execute("SELECT coalesce(max(rowid), 0) FROM events").fetchone()[0])


def voids_of_doubled_corrections(connection: sqlite3.Connection, last: int) -> list[Event]:
    """Return the voids of what rows after `last` correct a second time, or that corrects again what they do."""
    sql = (
        "SELECT DISTINCT deck, card, data ->> 'corrects' FROM events "
        "WHERE rowid > ? AND instr(data, '\"corrects\"') AND data ->> 'corrects' IS NOT NULL"
    )
    same = f"SELECT {EVENT_COLUMNS} FROM events WHERE deck = ? AND card = ? AND data ->> 'corrects' = ?"
    voids: list[Event] = []
    for corrected in connection.execute(sql, (last,)).fetchall():
        from quizapp.core.log.corrections import voids_of_doubles  # in few logs is there any

        voids += voids_of_doubles(map(event_of, connection.execute(same, corrected)))
    return voids


def values_of(event: Event) -> tuple[Any, ...]:
    """The row of `KEPT_COLUMNS` that an event is kept as."""
    return row_of(
        event.id,
        event.at,
        event.offset,
        event.day,
        event.learner,
        event.device,
        event.kind,
        event.deck,
        event.card,
        event.rating,
        as_text(event.data),
    )


def row_of(
    id: str,
    at: int,
    offset: int,
    day: int,
    learner: str,
    device: str,
    kind: str,
    deck: str,
    card: str,
    rating: int | None,
    data: str,
) -> tuple[Any, ...]:
    """The row of `KEPT_COLUMNS` with these values: `checksum` of them at the end, in a fifth of the time."""
    line = (
        f"{id}\x1f{at}\x1f{offset}\x1f{day}\x1f{learner}\x1f{device}\x1f{kind}\x1f{deck}\x1f{card}"
        f"\x1f{'' if rating is None else rating}\x1f{data}"
    )
    return id, at, offset, day, learner, device, kind, deck, card, rating, data, crc32(line.encode())


def as_text(data: object) -> str:
    """Plain data as it is kept."""
    return _ENCODER.encode(data)


def events_of_card(connection: sqlite3.Connection, deck: str, card: str) -> list[Event]:
    """The events about a card, under the ids that it used to have too."""
    sql = (
        f"SELECT {EVENT_COLUMNS} FROM events WHERE deck = :deck AND card IN "
        "(SELECT :card UNION SELECT former FROM aliases WHERE deck = :deck AND card = :card) AND kind <> 'setting'"
    )
    return [event_of(row) for row in connection.execute(sql, {"deck": deck, "card": card})]

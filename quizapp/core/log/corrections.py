"""Answers that were dated anew: each counts once, however many machines corrected it before their logs met.

What corrects an event names it in `data.corrects`. Its id follows from what it says, so two machines that come to the
same result write the same event. Where they differ, the earliest correction counts, and voids that are just as
predictable take back the others: logs stay sets of events.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from quizapp.core.deferred import replace
from quizapp.core.digest import blake2b
from quizapp.core.log.events import Event, Kind

MOST_ORDERED = 2**12 - 1
"""So many ids of one millisecond keep an order."""


def derived(event: Event, number: int = 0) -> Event:
    """The event with an id that follows from all it says: a UUIDv7, by `at` and, within a millisecond, by `number`."""
    content = json.dumps({**event.as_json(), "id": ""}, sort_keys=True).encode()
    digest = int.from_bytes(blake2b(content, digest_size=8).digest()) >> 2
    id = f"{event.at << 80 | 7 << 76 | min(number, MOST_ORDERED) << 64 | 0b10 << 62 | digest:032x}"
    return replace(event, id="-".join((id[:8], id[8:12], id[12:16], id[16:20], id[20:])))  # importing uuid: 18 ms


def taking_back(event: Event) -> Event:
    """A void of an event, as of that event's own time."""
    return derived(replace(event, kind=Kind.VOID, rating=None, data={"event": event.id}))


def voids_of_doubles(corrections: Iterable[Event]) -> list[Event]:
    """The voids of all `corrections` of one event but the earliest."""
    _, *doubles = sorted(corrections, key=lambda event: event.order)
    return [taking_back(event) for event in doubles]

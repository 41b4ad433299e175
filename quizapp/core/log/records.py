"""Events from plain data that somebody else wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizapp.core.log.events import Event, Kind
from quizapp.core.scheduling.fsrs import MAX_STABILITY, MIN_STABILITY
from quizapp.core.scheduling.grades import Rating

LONGEST = 400
"""More characters than any id or name has."""

LAST_DAY = 3_652_059
"""The ordinal of 31 December 9999."""

_KINDS = {str(kind): kind for kind in Kind}
_MOST = {"at": 2**53, "offset": 26 * 60, "day": LAST_DAY}
_LEAST = {"at": 0, "offset": -26 * 60, "day": 1}


def event_of_record(record: object) -> Event:
    """The event that `Event.as_json` gave; fields that this version does not know are passed over.

    Raises:
        ValueError: with what is wrong with it.
    """
    if not isinstance(record, dict):
        raise ValueError("it is not an object")
    kind = _KINDS.get(_text(record, "kind"))
    if kind is None:
        raise ValueError(f"`kind` must be one of {', '.join(_KINDS)}")
    rating = record.get("rating")
    if rating is not None and rating not in tuple(Rating):
        raise ValueError("`rating` must be 1 to 4, or null")
    event = Event(
        id=_text(record, "id"),
        at=_number(record, "at"),
        offset=_number(record, "offset"),
        day=_number(record, "day"),
        learner=_text(record, "learner"),
        device=_text(record, "device"),
        kind=kind,
        deck=_text(record, "deck", blank=kind is Kind.SETTING),
        card=_text(record, "card", blank=kind is Kind.SETTING),
        rating=rating,
        data=_data(record),
    )
    if kind is Kind.REVIEW:
        _check_review(event)
    if kind is Kind.ADOPT:
        _check_adoption(event)
    if kind is Kind.VOID and not isinstance(event.data.get("event"), str):
        raise ValueError("a void must name an event in `data.event`")
    return event


def _text(record: Mapping[str, Any], name: str, *, blank: bool = False) -> str:
    value = record.get(name)
    if not isinstance(value, str):
        raise ValueError(f"`{name}` must be text" if name in record else f"`{name}` is missing")
    if not (value or blank) or len(value) > LONGEST or not value.isprintable():
        raise ValueError(f"`{name}` must be printable text of 1 to {LONGEST} characters")
    return value


def _number(record: Mapping[str, Any], name: str) -> int:
    value = record.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"`{name}` must be a whole number" if name in record else f"`{name}` is missing")
    if not _LEAST[name] <= value <= _MOST[name]:
        raise ValueError(f"`{name}` must be {_LEAST[name]} to {_MOST[name]}")
    return value


def _data(record: Mapping[str, Any]) -> Mapping[str, Any]:
    data = record.get("data", {})
    if not isinstance(data, dict):
        raise ValueError("`data` must be an object")
    return data


def _check_review(event: Event) -> None:
    if event.rating is None:
        raise ValueError("a review must have a `rating`")
    names = ("interval", "step", "delay") if "step" in event.data else ("interval",)
    for name in names:
        value = event.data.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LAST_DAY:
            raise ValueError(f"a review must have a whole number of days or seconds in `data.{name}`")


def _check_adoption(event: Event) -> None:
    bounds = {"stability": (MIN_STABILITY, MAX_STABILITY), "difficulty": (1, 10), "due": (1, LAST_DAY)}
    for name, (low, high) in bounds.items():
        value = event.data.get(name)
        if isinstance(value, bool) or not isinstance(value, int if name == "due" else (int, float)):
            raise ValueError(f"an adopted memory must have a number in `data.{name}`")
        if not low <= value <= high:
            raise ValueError(f"`data.{name}` of an adopted memory must be {low} to {high}")

"""Events from plain data that somebody else wrote: the model of an event, field by field."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from quizapp.core.log.events import Event, Kind
from quizapp.core.messages import number, tr
from quizapp.core.scheduling.fsrs import MAX_STABILITY, MIN_STABILITY
from quizapp.core.scheduling.scheduler import DAY_MS, DAY_S, day_number

LONGEST = 400
"""More characters than any id or name has."""

LAST_MOMENT = 253_402_214_400_000 - 1
"""The end of 30 December 9999, ms UTC: whatever the offset, the year has four digits."""

LAST_DAY = 3_652_059
"""The ordinal of 31 December 9999."""

DEEPEST = 16
"""So many tables or lists may stand in each other."""

MOST = 10_000
"""No list or table in an event has more entries."""

LARGEST = 2**63 - 1
"""The largest whole number that SQLite keeps."""


class _Wanted(NamedTuple):
    """The demand on a value: a test, and the words for it."""

    fits: Callable[[Any], bool]
    words: Callable[[], str]


def event_of_record(record: object) -> Event:
    """The event that `Event.as_json` gave; fields that this version does not know are passed over.

    Raises:
        ValueError: with what is wrong with it.
    """
    if not isinstance(record, dict):
        raise ValueError(tr("it is not an object"))
    for name in _FIELDS:
        if name not in record and name not in _OPTIONAL:
            raise ValueError(tr("`{field}` is missing", field=name))
    _check(record, _FIELDS, "")
    event = Event(**{name: record[name] for name in _FIELDS if name in record} | {"kind": _KINDS[record["kind"]]})
    if event.kind is not Kind.SETTING and not (event.deck and event.card):
        raise ValueError(tr("`deck` and `card` must not be empty"))
    if not 0 <= day_number(event.at, event.offset, 0) - event.day <= 1:
        raise ValueError(tr("`day` must be the day of `at`, or the one before"))
    if not all(map(_is_text, event.data)):
        raise ValueError(tr("`{field}` must be {wanted}", field="data", wanted=_PLAIN.words()))
    _check(event.data, _EVIDENCE if event.kind in _ANSWERS else {}, "data.")
    if event.kind is Kind.REVIEW:
        _check_review(event)
    if event.kind is Kind.ADOPT:
        _check(event.data, _ADOPTION, "data.")
        for name in _ADOPTION:
            if name not in event.data:
                raise ValueError(tr("an adopted memory must have `{field}`", field=f"data.{name}"))
    if event.kind is Kind.VOID and not _NAME.fits(event.data.get("event")):
        raise ValueError(tr("a void must name an event in `data.event`"))
    if is_long(event.data):
        raise ValueError(tr("`data` has a list or a table of more than {most} entries", most=number(MOST)))
    return event


def _check(record: Mapping[str, Any], model: Mapping[str, _Wanted], place: str) -> None:
    for name, value in record.items():
        wanted = model.get(name, _PLAIN)
        if not wanted.fits(value):
            field = f"{place}{name[:40]}".encode(errors="backslashreplace").decode()
            raise ValueError(tr("`{field}` must be {wanted}", field=field, wanted=wanted.words()))


def _check_review(event: Event) -> None:
    if event.rating is None:
        raise ValueError(tr("a review must have a `rating`"))
    for name in ("interval", "step", "delay") if "step" in event.data else ("interval",):
        if name not in event.data:
            raise ValueError(tr("a review must have `{field}`", field=f"data.{name}"))


def _is_text(value: object) -> bool:
    """Return whether a value is text that can be written: one half of a surrogate pair cannot."""
    return isinstance(value, str) and (value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value))


def is_plain(value: object, depth: int = DEEPEST) -> bool:
    """Return whether a value is plain data that can be kept and read again."""
    match value:
        case None | bool():
            return True
        case str():
            return _is_text(value)
        case int():
            return -LARGEST <= value <= LARGEST
        case float():
            return math.isfinite(value)
        case dict():
            return depth > 0 and all(_is_text(key) and is_plain(part, depth - 1) for key, part in value.items())
        case list():
            return depth > 0 and all(is_plain(part, depth - 1) for part in value)
        case _:
            return False


def is_long(value: object) -> bool:
    """Return whether plain data has a list or a table of more entries than anybody's."""
    match value:
        case list():
            return len(value) > MOST or any(map(is_long, value))
        case dict():
            return len(value) > MOST or any(map(is_long, value.values()))
        case _:
            return False


def _whole(least: int, most: int) -> _Wanted:
    return _Wanted(
        lambda value: type(value) is int and least <= value <= most,
        lambda: tr("a whole number, {least} to {most}", least=least, most=most),
    )


def _between(least: float, most: float) -> _Wanted:
    return _Wanted(
        lambda value: type(value) in (int, float) and least <= value <= most,
        lambda: tr("a number, {least} to {most}", least=least, most=most),
    )


def _one_of(*values: object) -> _Wanted:
    listed = ", ".join(map(str, values))
    return _Wanted(lambda value: type(value) is str and value in values, lambda: tr("one of {values}", values=listed))


def _or_null(wanted: _Wanted) -> _Wanted:
    return _Wanted(
        lambda value: value is None or wanted.fits(value), lambda: tr("{wanted}, or null", wanted=wanted.words())
    )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and value.isprintable()


_KINDS = {str(kind): kind for kind in Kind}
_ANSWERS = (Kind.REVIEW, Kind.PRACTICE)

_NAME_OR_NOTHING = _Wanted(_is_name, lambda: tr("printable text of at most {most} characters", most=LONGEST))
_NAME = _Wanted(
    lambda value: _is_name(value) and value != "",
    lambda: tr("printable text of 1 to {most} characters", most=LONGEST),
)
_TEXT = _Wanted(_is_text, lambda: tr("text without lone surrogates"))
_SWITCH = _Wanted(lambda value: type(value) is bool, lambda: tr("true or false"))
_SHARE = _between(0, 1)
_POINTS = _Wanted(
    lambda value: type(value) in (int, float) and 0 <= value <= LARGEST,
    lambda: tr("a number, at least {least}", least=0),
)
_NAMES = _Wanted(lambda value: isinstance(value, list) and all(map(_is_text, value)), lambda: tr("a list of texts"))
_OBJECT = _Wanted(lambda value: isinstance(value, dict), lambda: tr("an object"))
_PLAIN = _Wanted(
    is_plain,
    lambda: tr("text without lone surrogates, 64-bit numbers, or at most {most} levels of these", most=DEEPEST),
)

_FIELDS = {
    "id": _NAME,
    "at": _whole(0, LAST_MOMENT),
    "offset": _whole(1 - 24 * 60, 24 * 60 - 1),
    "day": _whole(1, LAST_DAY),
    "learner": _NAME,
    "device": _NAME,
    "kind": _one_of(*_KINDS),
    "deck": _NAME_OR_NOTHING,
    "card": _NAME_OR_NOTHING,
    "rating": _or_null(_whole(1, 4)),
    "data": _OBJECT,
}
"""The fields of an event."""

_OPTIONAL = ("rating", "data")

_ADOPTION = {
    "stability": _between(MIN_STABILITY, MAX_STABILITY),
    "difficulty": _between(1, 10),
    "due": _whole(1, LAST_DAY),
}
"""The keys of an adopted memory's `data`."""

_EVIDENCE = {
    "form": _TEXT,
    "type": _TEXT,
    "phase": _one_of("new", "learning", "review", "relearning"),
    "order": _NAMES,
    "score": _or_null(_SHARE),
    "right": _or_null(_SWITCH),
    "reason": _or_null(_TEXT),
    "hint": _SWITCH,
    "revealed": _SWITCH,
    "guessed": _SWITCH,
    "override": _SWITCH,
    "latency": _whole(0, DAY_MS),
    "recall": _or_null(_SHARE),
    "model": _TEXT,
    "parameters": _TEXT,
    "points": _POINTS,
    "seed": _whole(-LARGEST, LARGEST),
    "interval": _whole(0, 36_500),
    "step": _whole(0, 100),
    "delay": _whole(0, 100 * DAY_S),
    "corrects": _NAME,
}
"""The known keys of an answer's `data`; others may be any plain data, as all are in the `data` of other events."""

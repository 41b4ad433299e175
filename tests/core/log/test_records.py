"""Events from plain data that somebody else wrote."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.core.log.events import Kind
from quizapp.core.log.records import event_of_record
from tests.support.making import event, void

REVIEW = event(1).as_json()


@pytest.mark.parametrize(
    "one",
    [
        event(1),
        event(2, data={"interval": 0, "step": 1, "delay": 600}),
        event(3, Kind.PRACTICE, rating=None, data={}),
        event(4, Kind.SUSPEND, rating=None, data={}),
        event(5, Kind.SETTING, rating=None, deck="", card="", data={"retention": 0.85}),
        void(6, event(1)),
    ],
    ids=lambda one: str(one.kind),
)
def test_a_record_gives_the_event_that_it_was_made_of(one: Any) -> None:
    assert event_of_record(one.as_json()) == one


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert event_of_record({**REVIEW, "mood": "calm"}) == event(1)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": ""}, "`id` must be printable"),
        ({"id": 7}, "`id` must be text"),
        ({"kind": "dream"}, "`kind` must be one of review, practice"),
        ({"at": "noon"}, "`at` must be a whole number"),
        ({"at": -1}, "`at` must be 0 to"),
        ({"at": True}, "`at` must be a whole number"),
        ({"offset": 5000}, "`offset` must be"),
        ({"day": 0}, "`day` must be 1 to"),
        ({"deck": "\x1b[2J"}, "`deck` must be printable"),
        ({"card": "x" * 500}, "`card` must be printable"),
        ({"rating": 5}, "`rating` must be 1 to 4"),
        ({"rating": None}, "a review must have a `rating`"),
        ({"data": []}, "`data` must be an object"),
        ({"data": {}}, "`data.interval`"),
        ({"data": {"interval": -1}}, "`data.interval`"),
        ({"data": {"interval": 0, "step": 0}}, "`data.delay`"),
        ({"kind": "void", "data": {}}, "must name an event"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        event_of_record({**REVIEW, **changes})


@pytest.mark.parametrize("name", ["id", "at", "day", "learner", "deck"])
def test_a_missing_field_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=f"`{name}` is missing"):
        event_of_record({key: value for key, value in REVIEW.items() if key != name})


def test_what_is_no_object_is_no_event() -> None:
    with pytest.raises(ValueError, match="not an object"):
        event_of_record([1, 2])

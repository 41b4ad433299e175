"""Events from plain data that somebody else wrote."""

from __future__ import annotations

from functools import reduce
from typing import Any

import pytest

from quizapp.core.log.events import Kind
from quizapp.core.log.records import MOST, event_of_record
from tests.support.making import event, void

REVIEW = event(1).as_json()
NESTED: list[Any] = reduce(lambda inner, _: [inner], range(20), [])


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
        ({"id": 7}, "`id` must be printable text"),
        ({"kind": "dream"}, "`kind` must be one of review, practice"),
        ({"at": "noon"}, "`at` must be a whole number"),
        ({"at": -1}, "`at` must be a whole number, 0 to"),
        ({"at": True}, "`at` must be a whole number"),
        ({"offset": 5000}, "`offset` must be a whole number, -1439"),
        ({"day": 0}, "`day` must be a whole number, 1 to"),
        ({"deck": "\x1b[2J"}, "`deck` must be printable"),
        ({"card": "x" * 500}, "`card` must be printable"),
        ({"rating": 5}, "`rating` must be a whole number, 1 to 4, or null"),
        ({"rating": None}, "a review must have a `rating`"),
        ({"data": []}, "`data` must be an object"),
        ({"rating": True}, "`rating` must be a whole number, 1 to 4, or null"),
        ({"at": 2**53}, "`at` must be a whole number, 0 to"),
        ({"offset": 24 * 60}, "`offset` must be a whole number, -1439 to 1439"),
        ({"day": REVIEW["day"] + 1}, "`day` must be the day of `at`"),
        ({"day": REVIEW["day"] - 2}, "`day` must be the day of `at`"),
        ({"deck": ""}, "`deck` and `card` must not be empty"),
        ({"learner": "\ud800"}, "`learner` must be printable"),
        ({"mood": 2**63}, "`mood` must be text without lone surrogates, 64-bit numbers"),
        ({"data": {}}, "`data.interval`"),
        ({"data": {"interval": 36_501}}, "`data.interval` must be a whole number, 0 to 36500"),
        ({"data": {"interval": 1.0}}, "`data.interval` must be a whole number"),
        ({"data": {"interval": 0, "step": -1, "delay": 60}}, "`data.step` must be a whole number"),
        ({"data": {"interval": 1, "\ud800": 1}}, "`data` must be text without lone surrogates"),
        ({"\ud800": 2**63}, r"`\\ud800` must be text without lone surrogates"),
        ({"data": {"interval": 1, "response": "\ud800"}}, "`data.response` must be text without lone surrogates"),
        ({"data": {"interval": 1, "response": {"\udfff": ""}}}, "`data.response` must be text without lone"),
        ({"data": {"interval": 1, "response": [2**63]}}, "`data.response` .* 64-bit numbers"),
        ({"data": {"interval": 1, "note": float("inf")}}, "`data.note` .* 64-bit numbers"),
        ({"data": {"interval": 1, "note": NESTED}}, "`data.note` .* 16 levels"),
        ({"data": {"interval": 1, "latency": 2**63}}, "`data.latency` must be a whole number, 0 to 86400000"),
        ({"data": {"interval": 1, "latency": None}}, "`data.latency` must be a whole number"),
        ({"data": {"interval": 1, "recall": 1.5}}, "`data.recall` must be a number, 0 to 1"),
        ({"data": {"interval": 1, "recall": float("nan")}}, "`data.recall` must be a number, 0 to 1"),
        ({"data": {"interval": 1, "score": True}}, "`data.score` must be a number, 0 to 1"),
        ({"data": {"interval": 1, "right": "yes"}}, "`data.right` must be true or false, or null"),
        ({"data": {"interval": 1, "hint": 1}}, "`data.hint` must be true or false"),
        ({"data": {"interval": 1, "phase": "asleep"}}, "`data.phase` must be one of new, learning, review, relearning"),
        ({"data": {"interval": 1, "order": "nile"}}, "`data.order` must be a list of texts"),
        ({"data": {"interval": 1, "form": 5}}, "`data.form` must be text"),
        ({"data": {"interval": 1, "points": -1}}, "`data.points` must be a number, at least 0"),
        ({"data": {"interval": 1, "seed": 2**64}}, "`data.seed` must be a whole number"),
        ({"data": {"interval": 1, "corrects": ""}}, "`data.corrects` must be printable"),
        ({"data": {"interval": -1}}, "`data.interval`"),
        ({"data": {"interval": 0, "step": 0}}, "`data.delay`"),
        ({"kind": "void", "data": {}}, "must name an event"),
        ({"kind": "void", "data": {"event": 7}}, "must name an event"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        event_of_record({**REVIEW, **changes})


@pytest.mark.parametrize("name", ["id", "at", "offset", "day", "learner", "device", "kind", "deck", "card"])
def test_a_missing_field_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=f"`{name}` is missing"):
        event_of_record({key: value for key, value in REVIEW.items() if key != name})


def test_what_is_no_object_is_no_event() -> None:
    with pytest.raises(ValueError, match="not an object"):
        event_of_record([1, 2])


@pytest.mark.parametrize("name", ["order", "response"])
def test_a_list_in_an_event_has_a_limit(name: str) -> None:
    assert event_of_record({**REVIEW, "data": {"interval": 1, name: ["x"] * MOST}})
    with pytest.raises(ValueError, match="`data` has a list or a table of more than 10,000 entries"):
        event_of_record({**REVIEW, "data": {"interval": 1, name: ["x"] * (MOST + 1)}})

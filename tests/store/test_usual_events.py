"""What is read at once is what is read with care; whatever is unusual is left to that."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.log.events import Kind
from quizapp.core.log.records import MOST, event_of_record
from quizapp.store.tables.log import checksum, event_of, values_of
from quizapp.store.usual_events import row_reader
from tests.support.making import event, void

EVIDENCE: dict[str, Any] = {
    "form": "choice",
    "of": "00c0ffee",
    "phase": "review",
    "response": "moscow",
    "order": ["moscow", "berlin"],
    "score": 1,
    "right": True,
    "reason": "réponse exacte",
    "hint": False,
    "revealed": False,
    "guessed": False,
    "override": False,
    "latency": 2_500,
    "recall": 0.9125,
    "model": "FSRS-6",
    "parameters": "0123456789ab",
    "interval": 0,
    "step": 1,
    "delay": 600,
}
REVIEW = event(1, data=EVIDENCE).as_json()
IN_EXAM: dict[str, Any] = {
    "form": "exam",
    "type": "choice",
    "response": ["moscow"],
    "order": ["moscow", "berlin"],
    "score": 0.5,
    "right": None,
    "reason": None,
    "points": 1.5,
    "out_of": 3,
    "of": "00c0ffee",
    "seed": 4711,
    "paper": "0123456789ab",
    "latency": 2_500,
    "recall": None,
    "model": "FSRS-6",
    "parameters": "0123456789ab",
}
PRACTICE = event(2, Kind.PRACTICE, data=IN_EXAM).as_json()
usual_row = row_reader()


def line(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"offset": -480, "rating": 1, "card": "cité/inverse"},
        {"data": {"interval": 5}},
        {"data": {**EVIDENCE, "response": None, "recall": None, "score": None, "right": None, "reason": None}},
        {"data": {**EVIDENCE, "response": {"year": "1941", "month": ["4", None]}, "score": 0.5, "recall": 1e-7}},
        {"kind": "practice"},
        {"kind": "practice", "rating": None, "data": {}},
        PRACTICE,
    ],
)
def test_the_answers_of_this_program_are_read_at_once(changes: dict[str, Any]) -> None:
    record = {**REVIEW, **changes}
    row = usual_row(line(record))
    assert row is not None
    assert event_of(row[:-1]) == event_of_record(record)
    assert row[-1] == checksum(*row[:-1])


def test_what_is_read_at_once_is_kept_as_what_is_written_at_once() -> None:
    assert usual_row(line(REVIEW)) == values_of(event_of_record(REVIEW))


@pytest.mark.parametrize(
    "written",
    [
        line(void(2, event(1)).as_json()),
        line(event(3, Kind.SUSPEND, rating=None, data={}).as_json()),
        line({**REVIEW, "mood": "calm"}),
        line({**REVIEW, "rating": None}),
        line({**REVIEW, "data": {"form": "choice"}}),
        line({**REVIEW, "data": {"interval": 0, "step": 1}}),
        line({**REVIEW, "data": {**EVIDENCE, "mood": "calm"}}),
        b"\n",
        b"{",
        line(REVIEW).rstrip() + b"]\n",
        line(REVIEW).rstrip() + line(REVIEW),
        line(REVIEW).replace(b"moscow", b"mosc\xffw"),
        line(REVIEW).replace(b'"moscow"', b'"\\ud800"'),
        line(REVIEW).replace(b"0.9125", b"NaN"),
        line(REVIEW).replace(b"0.9125", b"1e999"),
        line([REVIEW]),
    ],
)
def test_what_is_unusual_is_left_to_be_read_with_care(written: bytes) -> None:
    assert usual_row(written) is None


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**65), 2**65),
    st.sampled_from([0, 1, 5, -1, 401, 1440, 36_501, 100, 101, 8_640_001, 86_400_001, REVIEW["day"] + 1]),
    st.floats(),
    st.floats(-1, 2),
    st.sampled_from(["", "review", "practice", "new", "asleep", "\x1b[2J", "\u202e", "x" * 401, "e\u0301", "\ud800"]),
    st.lists(st.sampled_from(["a", "\udfff", 1, None]), max_size=3),
    st.sampled_from([[0] * (MOST + 1), ["x"] * (MOST + 1), {str(number): 0 for number in range(MOST + 1)}]),
    st.recursive(st.just("x"), lambda inner: st.lists(inner, min_size=1, max_size=1), max_leaves=1),
    st.integers(15, 18).map(lambda depth: json.loads("[" * depth + "]" * depth)),
)
CHANGES = st.dictionaries(st.sampled_from([*REVIEW, *(EVIDENCE | IN_EXAM)]), VALUES | st.just("missing"), max_size=2)


@settings(max_examples=400)
@given(st.sampled_from([REVIEW, PRACTICE]), CHANGES)
def test_nothing_is_read_at_once_that_would_be_refused_or_read_as_something_else(
    usual: dict[str, Any], changes: dict[str, Any]
) -> None:
    record, evidence = dict(usual), dict(usual["data"])
    for name, value in changes.items():
        place = record if name in record else evidence
        if value == "missing":
            place.pop(name, None)
        else:
            place[name] = value
    if "data" in record and "data" not in changes:
        record["data"] = evidence
    written = line(record)
    row = usual_row(written)
    if row is not None:
        assert event_of(row[:-1]) == event_of_record(json.loads(written))
        assert row[-1] == checksum(*row[:-1])


def test_of_a_name_that_stands_twice_the_last_one_counts() -> None:
    written = line(REVIEW).replace(b'"rating": 3', b'"rating": 1, "rating": 3')
    row = usual_row(written)
    assert row is None or event_of(row[:-1]) == event_of_record(json.loads(written))

"""What a learner can set, and how it is written."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.scheduling.scheduler import CardState, Policy
from quizapp.core.settings.fields import (
    DAY,
    GROUPS,
    Settable,
    everywhere,
    from_text,
    of_deck,
    seconds,
    settable,
    time_text,
    to_text,
    value_of,
)
from quizapp.core.settings.settings import DeckSettings, Settings, settings_from_record, settings_record
from quizapp.core.study import Item
from tests.support.choosing import Candidate, plan

TODAY = 739_000
OWN = Settings(
    language="nl",
    theme="nord",
    grade_scale="dutch",
    pass_mark=60,
    study=Policy(retention=0.85, learning_steps=(60,), rollover=3),
    decks={"rivers": DeckSettings(retention=0.95, new_order="random", exam=date(2027, 1, 20)), "lakes": DeckSettings()},
    keys={"study.hint": "H"},
    problems=("something",),
)


ALONE = ("study", "ui_language", "language", "theme", "grade_scale", "pass_mark")
"""Tables, and settings beside them, that are nothing for the scheduler of a deck."""


def new_cards(order: str, *, day: int = TODAY, decks: tuple[str, ...] = ("rivers",)) -> list[str]:
    """The ten first of the new cards of some decks of thirty each, in the order of a session."""
    cards = [
        Candidate(Item(deck, f"{deck}-{n:02}", f"{deck}-{n:02}"), CardState()) for deck in decks for n in range(30)
    ]
    shuffled = decks[:1] if order == "random" else ()
    left = dict.fromkeys(decks, 10)
    return [item.card for item in plan(cards, day=day, new_left=left, reviews_left={}, shuffled=shuffled).queue]


def test_without_settings_all_is_as_anki_has_it() -> None:
    assert Settings().policy("rivers") == Policy()
    assert (Settings().rollover, Settings().order("rivers"), Settings().exams) == (4, "deck", {})


def test_a_decks_own_settings_count_for_it_alone() -> None:
    assert OWN.policy("rivers") == replace(OWN.study, retention=0.95)
    assert OWN.policy("lakes") == OWN.policy("seas") == OWN.study
    assert [OWN.order(deck) for deck in ("rivers", "lakes", "seas")] == ["random", "deck", "deck"]


def test_exam_dates_are_listed_by_deck() -> None:
    assert OWN.exams == {"rivers": date(2027, 1, 20)}


def test_settings_survive_being_kept_as_json() -> None:
    assert settings_from_record(json.loads(json.dumps(settings_record(OWN)))) == OWN


def test_what_scheduling_depends_on_is_plain_data_by_deck_and_name() -> None:
    found = OWN.scheduling()
    assert json.loads(json.dumps(list(found.values()))) == list(found.values())
    assert found["", "retention"] == 0.85
    assert found["", "learning_steps"] == [60]
    assert found["rivers", "exam"] == "2027-01-20"
    assert ("lakes", "retention") not in found


def test_everything_that_schedules_can_be_set() -> None:
    names = {one.name for one in everywhere()}
    assert {name for name, *_ in names if name not in ALONE} == set()
    assert {("study", field.name) for field in fields(Policy)} <= names
    assert {own.name[-1] for own in of_deck("rivers")} == {field.name for field in fields(DeckSettings)}


def test_every_field_of_the_settings_can_be_set_or_holds_others() -> None:
    tables = {"study", "decks", "keys"}
    alone = {one.name[0] for one in everywhere()} - tables
    assert {field.name for field in fields(Settings)} == tables | alone | {"new_order", "problems"}


@pytest.mark.parametrize("one", [*everywhere(), *of_deck("rivers")], ids=lambda one: ".".join(one.name))
def test_a_value_is_typed_as_it_is_shown(one: Settable) -> None:
    value = value_of(OWN, one.name)
    typed = from_text(one.kind, to_text(value, one.kind))
    read = tuple(map(seconds, typed)) if isinstance(typed, list) else typed
    assert value in (None, "", read) or value == seconds(str(read))


@pytest.mark.parametrize("name", [("study",), ("study", "retenton"), ("decks", "rivers", "fuzz"), ("decks", "rivers")])
def test_nothing_else_can_be_set(name: tuple[str, ...]) -> None:
    assert settable(name) is None


def test_every_setting_says_what_it_does_on_a_line() -> None:
    for one in (*everywhere(), *of_deck("rivers")):
        assert one.purpose.endswith("."), one
        assert len(one.purpose) <= 72, one
    assert len(GROUPS) > 1


@given(st.integers(0, 400 * DAY))
def test_a_time_is_read_as_it_is_written(span: int) -> None:
    assert seconds(time_text(span)) == span


@pytest.mark.parametrize(("text", "span"), [("90s", 90), ("10m", 600), ("2 h", 7200), ("1d", DAY), (" 0m ", 0)])
def test_times_have_a_unit(text: str, span: int) -> None:
    assert seconds(text) == span


@pytest.mark.parametrize("text", ["", "10", "m", "1.5h", "-1m", "10 minutes", "1h30m", "9" * 20 + "s"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        seconds(text)


def test_the_largest_unit_that_fits_is_written() -> None:
    assert [time_text(span) for span in (0, 59, 60, 90, 3600, 5400, DAY)] == [
        "0m",
        "59s",
        "1m",
        "90s",
        "1h",
        "90m",
        "1d",
    ]


def test_new_cards_come_in_deck_order() -> None:
    assert new_cards("deck") == [f"rivers-{n:02}" for n in range(10)]


def test_new_cards_at_random_are_the_same_all_day_and_others_the_next() -> None:
    today = new_cards("random")
    assert today == new_cards("random")
    assert today != new_cards("deck")
    assert set(today) != set(new_cards("random", day=TODAY + 1))


def test_a_deck_at_random_leaves_the_others_in_order() -> None:
    mixed = new_cards("random", decks=("rivers", "lakes"))
    assert mixed[:10] == new_cards("random")
    assert mixed[10:] == [f"lakes-{n:02}" for n in range(10)]

"""The way to an exam: new cards in time, and a last round."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.plans.pacing import LONGEST_ROUND, QUIET_DAYS, ROUND_DAYS, Pacing, round_days
from quizapp.core.scheduling.scheduler import Learning, Policy, Review

EXAM = 739_100
CARDS = [f"rivers/card-{number}" for number in range(500)]


def pacing(usual: int = 20, **changes: int | float) -> Pacing:
    return Pacing(EXAM, usual, 0.9, **changes)  # type: ignore[arg-type]


def begun(way: Pacing, left: int, first: int) -> dict[int, int]:
    """How many new cards are begun on each day by someone who does what is asked."""
    days = {}
    for day in range(first, EXAM):
        if number := way.new_cards(left, day):
            days[day] = number
            left -= number
    return days


# New cards


def test_new_cards_are_spread_evenly_up_to_a_week_before_the_exam() -> None:
    days = begun(pacing(), 120, EXAM - 27)
    assert set(days.values()) == {6}
    assert (min(days), max(days)) == (EXAM - 27, EXAM - QUIET_DAYS - 1)


def test_what_does_not_divide_is_rounded_up_so_that_no_card_is_late() -> None:
    days = begun(pacing(), 101, EXAM - 57)
    assert sum(days.values()) == 101
    assert max(days.values()) == 3
    assert max(days) < EXAM - QUIET_DAYS


def test_more_than_usual_is_asked_when_there_is_no_other_way() -> None:
    assert pacing(usual=5).new_cards(400, EXAM - 47) == 10


def test_the_number_that_the_plan_began_with_goes_on_to_the_end() -> None:
    days = begun(pacing(usual=10), 400, EXAM - 47)
    assert set(days.values()) == {10}
    assert max(days) == EXAM - QUIET_DAYS - 1


def test_close_to_the_exam_the_usual_number_is_enough_if_half_of_the_days_are() -> None:
    assert begun(pacing(), 60, EXAM - 10) == {EXAM - 10: 20, EXAM - 9: 20, EXAM - 8: 20}


def test_close_to_the_exam_more_than_usual_is_spread_over_half_of_the_days() -> None:
    assert pacing().new_cards(300, EXAM - 10) == 60


def test_days_that_were_missed_are_made_up_for() -> None:
    assert pacing().new_cards(60, EXAM - 37) == 2
    assert pacing().new_cards(60, EXAM - 17) == 6
    assert pacing().new_cards(12, EXAM - 3) == 12


@given(st.integers(0, 10_000), st.integers(1, 400), st.integers(0, 100))
def test_every_card_is_begun_before_the_exam(left: int, days: int, usual: int) -> None:
    assert sum(begun(pacing(usual=usual), left, EXAM - days).values()) == left


@given(st.integers(0, 10_000), st.integers(1, 400), st.integers(0, 100))
def test_no_number_is_above_both_the_usual_one_and_that_of_the_first_day(left: int, days: int, usual: int) -> None:
    numbers = list(begun(pacing(usual=usual), left, EXAM - days).values())
    assert all(number <= max(numbers[0], usual) for number in numbers)


def test_cards_that_there_is_no_time_for_are_not_begun() -> None:
    assert sum(begun(pacing(left_out=80), 100, EXAM - 30).values()) == 20


def test_no_card_is_begun_on_the_exam_day_or_later() -> None:
    assert [pacing().new_cards(10, day) for day in (EXAM - 1, EXAM, EXAM + 1)] == [10, 0, 0]


# The last round


def test_in_the_last_round_every_card_has_a_day_of_its_own_before_the_exam() -> None:
    days = Counter(pacing().own_day(card) for card in CARDS)
    assert sorted(days) == list(range(EXAM - ROUND_DAYS, EXAM))  # type: ignore[type-var]
    assert all(70 < number < 130 for number in days.values()), days


def test_a_part_of_the_cards_can_be_left_out_of_the_last_round() -> None:
    half = [pacing(round_share=0.5).own_day(card) for card in CARDS]
    assert 200 < half.count(None) < 300
    assert all(day in (None, pacing().own_day(card)) for day, card in zip(half, CARDS, strict=True))
    assert {pacing(round_share=0.0).own_day(card) for card in CARDS} == {None}


@given(st.sampled_from(CARDS), st.integers(1, 60))
def test_an_interval_is_capped_so_that_the_card_is_back_for_the_last_round(card: str, days: int) -> None:
    own = pacing().own_day(card)
    assert own is not None
    longest = pacing().policy(Policy(), card, EXAM - days).maximum_interval
    assert longest == (own - (EXAM - days) if own > EXAM - days else 36_500)


def test_a_shorter_maximum_of_the_learner_stays() -> None:
    assert pacing().policy(Policy(maximum_interval=3), CARDS[0], EXAM - 60).maximum_interval == 3


def test_a_card_that_is_due_too_late_comes_on_its_day_of_the_last_round() -> None:
    own = pacing().own_day(CARDS[0])
    assert pacing().stage(Review(90, EXAM + 20), CARDS[0]) == Review(90, own)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "stage",
    [
        None,
        Learning(0, 0),
        Review(20, EXAM - ROUND_DAYS - 1),
        Review(6, EXAM + 5),
    ],
    ids=["new", "in the steps", "due before", "answered on the eve"],
)
def test_other_cards_come_when_they_are_due(stage: Review | Learning | None) -> None:
    assert pacing().stage(stage, CARDS[0]) is stage


def test_a_card_that_is_not_in_the_last_round_is_left_alone() -> None:
    none = pacing(round_share=0.0)
    late = Review(90, EXAM + 20)
    assert none.stage(late, CARDS[0]) is late
    assert none.policy(Policy(), CARDS[0], EXAM - 60).maximum_interval == 36_500


def test_the_last_round_of_a_large_deck_takes_longer_so_that_it_is_half_of_a_days_reviews() -> None:
    assert [round_days(cards, Policy()) for cards in (1, 500, 501, 1000, 100_000)] == [
        ROUND_DAYS,
        ROUND_DAYS,
        6,
        10,
        LONGEST_ROUND,
    ]
    assert round_days(100, Policy(reviews_per_day=0)) == LONGEST_ROUND

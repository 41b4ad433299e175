"""Statistics from sums of days: small tables with results that can be checked by hand."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core import stats
from quizapp.core.log.days import BINS, DayRow, log_loss, maturity
from quizapp.core.scheduling.scheduler import Learning, Review, Stage
from quizapp.core.stats import Luck, Pace, Share, Streak

TODAY = date(2025, 10, 15).toordinal()
"""A Wednesday."""


def row(**changes: Any) -> DayRow:
    """One right answer of a second to a young card, today."""
    values: dict[str, Any] = {
        "day": TODAY, "deck": "rivers", "kind": "review", "form": "text", "maturity": "young", "bin": 18,
        "guessed": False, "answers": 1, "right": 1, "marked": 1, "seconds": 1.0, "predicted": 0.9, "loss": 0.1,
        "odds": 0.0,
    }  # fmt: skip
    return DayRow(**values | changes)


def on_days(*days: int) -> list[DayRow]:
    """An answer on each of these days before today."""
    return [row(day=TODAY - day) for day in days]


@pytest.mark.parametrize(
    ("stage", "name"),
    [
        (None, "new"),
        (Learning(1, 0), "learning"),
        (Learning(0, 0, again=True), "relearning"),
        (Review(20, TODAY), "young"),
        (Review(21, TODAY), "mature"),
    ],
)
def test_a_card_is_mature_from_an_interval_of_21_days_on(stage: Stage, name: str) -> None:
    assert maturity(stage) == name


# Streak


@pytest.mark.parametrize(
    ("days_ago", "streak"),
    [
        ([], Streak(0, 0, False)),
        ([0], Streak(1, 1, True)),
        ([0, 1, 2], Streak(3, 3, True)),
        ([1, 2], Streak(2, 2, False)),
        ([2, 3, 4], Streak(0, 3, False)),
        ([0, 2, 3, 4, 9], Streak(1, 3, True)),
    ],
    ids=["never", "today", "three days", "not yet today", "broken", "begun again"],
)
def test_a_streak_is_days_in_a_row_and_today_is_not_over(days_ago: list[int], streak: Streak) -> None:
    assert stats.streak(on_days(*days_ago), TODAY) == streak


def test_days_to_come_are_no_part_of_a_streak() -> None:
    assert stats.streak(on_days(-1, 0), TODAY) == Streak(1, 1, True)


# Pace and time


def test_a_review_takes_as_long_as_it_and_its_relearning() -> None:
    rows = [row(maturity="young", answers=3, seconds=30), row(maturity="mature", answers=1, seconds=6)]
    assert stats.pace([*rows, row(maturity="relearning", answers=5, seconds=24)]) == Pace(15.0, None)


def test_a_new_card_takes_as_long_as_all_its_learning() -> None:
    rows = [row(maturity="new", answers=2, seconds=40), row(maturity="learning", answers=4, seconds=20)]
    assert stats.pace(rows) == Pace(None, 30.0)


def test_a_load_takes_as_long_as_the_pace_says_and_a_usual_time_without_one() -> None:
    assert Pace(12.0, 60.0).minutes(10, 3) == 5.0
    assert Pace(None, None).minutes(60, 0) == stats.SECONDS_PER_REVIEW


def test_time_is_summed_over_all_days_a_week_and_a_month() -> None:
    rows = [row(day=TODAY - ago, seconds=10.0 + ago) for ago in (0, 6, 7, 29, 30)]
    assert stats.time_spent(rows, TODAY) == stats.Time(seconds=122.0, days=5, week=26.0, month=82.0)


# Heatmap and weeks


def test_a_heatmap_begins_on_a_monday_and_ends_with_the_week_of_today() -> None:
    shown = stats.heatmap(on_days(0, 2, 3, 9, 10), TODAY, weeks=2)
    assert date.fromordinal(shown.first).isoformat() == "2025-10-06"
    assert shown.weeks == 2
    assert {TODAY - day for day in shown.answers} == {0, 2, 3, 9}


def test_the_shades_of_a_heatmap_are_quarters_of_the_busiest_day() -> None:
    rows = [row(day=TODAY - ago, answers=answers) for ago, answers in enumerate((40, 31, 30, 20, 10, 1))]
    shown = stats.heatmap(rows, TODAY, weeks=2)
    assert [shown.level(TODAY - ago) for ago in range(7)] == [4, 4, 3, 2, 1, 1, 0]


def test_a_heatmap_without_answers_has_no_shades() -> None:
    shown = stats.heatmap([], TODAY, weeks=2)
    assert (shown.most, shown.level(TODAY)) == (0, 0)


def test_weeks_are_summed_from_monday_on_the_last_first() -> None:
    this, last = stats.by_week(on_days(0, 0, 2, 3), TODAY, weeks=2)
    assert (this.monday, this.days, this.share, this.seconds) == (TODAY - 2, 2, Share(3, 3), 3.0)
    assert (last.monday, last.days, last.share) == (TODAY - 9, 1, Share(1, 1))


# Retention


def test_only_due_reviews_count_as_retention() -> None:
    others = [row(maturity=name) for name in ("new", "learning", "relearning")]
    practice = row(kind="practice", maturity="")
    found = stats.retention([row(answers=4, right=3), *others, practice])
    assert found.overall == Share(4, 3)
    assert found.overall.rate == 0.75


def test_retention_is_told_by_maturity_and_by_form() -> None:
    rows = [
        row(maturity="young", form="choice", answers=10, right=8),
        row(maturity="mature", form="choice", answers=5, right=5),
        row(maturity="mature", form="text", answers=5, right=3),
    ]
    found = stats.retention(rows)
    assert found.by_maturity == {"young": Share(10, 8), "mature": Share(10, 8)}
    assert found.by_form == {"choice": Share(15, 13), "text": Share(5, 3)}


def test_without_reviews_there_is_no_rate() -> None:
    assert stats.retention([]).overall.rate is None


# Calibration


def test_predictions_are_compared_with_what_was_remembered_bin_by_bin() -> None:
    rows = [
        row(bin=16, answers=10, right=9, predicted=8.2, loss=4.0),
        row(bin=18, answers=30, right=27, predicted=27.9, loss=8.0),
    ]
    found = stats.calibration(rows)
    assert found is not None
    assert [(one.start, one.end, one.answers) for one in found.bins] == [(0.8, 0.85, 10), (0.9, 0.95, 30)]
    assert [one.predicted for one in found.bins] == pytest.approx([0.82, 0.93])
    assert [one.actual for one in found.bins] == [0.9, 0.9]
    assert (found.answers, found.actual) == (40, 0.9)
    assert found.log_loss == pytest.approx(0.3)
    assert found.predicted == pytest.approx(36.1 / 40)
    assert found.rmse == pytest.approx(math.sqrt((10 * 0.08**2 + 30 * 0.03**2) / 40))


def test_the_baseline_is_the_loss_of_always_predicting_the_mean() -> None:
    found = stats.calibration([row(answers=10, right=8)])
    assert found is not None
    assert found.baseline == pytest.approx((8 * log_loss(0.8, True) + 2 * log_loss(0.8, False)) / 10)


@given(st.integers(1, 50))
def test_predictions_that_come_true_have_no_error(answers: int) -> None:
    found = stats.calibration([row(bin=BINS - 1, answers=answers, right=answers, predicted=answers, loss=0.0)])
    assert found is not None
    assert (found.rmse, found.log_loss, found.baseline) == (0.0, 0.0, 0.0)


def test_answers_without_a_prediction_and_practice_are_not_judged() -> None:
    assert stats.calibration([row(bin=-1), row(maturity="learning"), row(kind="practice", maturity="")]) is None


def test_calibration_is_told_by_form_where_there_is_any() -> None:
    rows = [row(form="text", answers=2, right=1), row(form="choice"), row(form="card", maturity="new")]
    found = stats.calibration_by_form(rows)
    assert {form: (one.answers, one.actual) for form, one in found.items()} == {"choice": (1, 1.0), "text": (2, 0.5)}


# Luck


def test_guesses_are_compared_with_blind_luck() -> None:
    guessed = row(form="choice", guessed=True, answers=8, right=0, marked=5, odds=2.0)
    assert stats.guesses([guessed, row(form="choice"), row(form="text", guessed=True)]) == Luck(8, 5, 2.0)


def test_first_answers_count_whether_or_not_they_were_guessed() -> None:
    rows = [row(form="choice", maturity="new", guessed=said, marked=1, answers=2, odds=0.5) for said in (True, False)]
    assert stats.first_sight([*rows, row(form="choice")]) == Luck(4, 2, 1.0)


# What is ahead, and memory


def test_a_forecast_counts_overdue_cards_and_those_in_the_steps_today() -> None:
    due = {TODAY - 5: 2, TODAY: 3, TODAY + 1: 4, TODAY + 30: 7}
    assert stats.forecast(due, 1, TODAY, 3) == [6, 4, 0]


def test_tags_are_listed_by_the_mean_recall_of_their_cards() -> None:
    cards = [(["dates"], 0.5), (["dates", "people"], 0.9), (["places"], 0.8), ([], 0.1)]
    found = stats.memory_by_tag(cards)
    assert [(one.tag, one.cards) for one in found] == [("dates", 2), ("places", 1), ("people", 1)]
    assert [one.recall for one in found] == pytest.approx([0.7, 0.8, 0.9])

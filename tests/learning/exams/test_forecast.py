"""What the plan for a deck's exam expects beside the result of an exam."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quizapp.core.exams import Terms
from quizapp.core.settings.settings import DeckSettings, Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.exams.exam import begin
from quizapp.learning.exams.forecast import forecast
from quizapp.learning.plans import plan_of, standing
from quizapp.store.progress import Progress
from tests.support.making import DAY_MS, NOON, FixedClock, choice, event, load_deck, text

PLANNED = Settings(decks={"rivers": DeckSettings(exam=date(2025, 11, 20))})


@pytest.fixture
def deck(tmp_path: Path) -> LoadedDeck:
    return load_deck(tmp_path, choice(), text())


@pytest.fixture
def today(clock: FixedClock) -> int:
    return clock.day(clock.now(), 4)


def test_without_an_exam_ahead_nothing_is_expected(deck: LoadedDeck, progress: Progress, today: int) -> None:
    assert forecast(deck, progress, Settings(), today) is None
    over = Settings(decks={"rivers": DeckSettings(exam=date.fromordinal(today))})
    assert forecast(deck, progress, over, today) is None


def test_it_is_what_the_memory_of_all_cards_comes_to_tomorrow(deck: LoadedDeck, progress: Progress, today: int) -> None:
    progress.append(event(1, card="city", rating=3, at=NOON - 2 * DAY_MS, day=today - 2))
    expected = forecast(deck, progress, PLANNED, today)
    assert expected is not None
    assert 0.3 < expected.tomorrow < 0.5  # one of two cards
    assert expected.tomorrow == standing(deck, progress, today).score(today + 1)
    assert (expected.ahead.on, expected.ahead.score) == (date(2025, 11, 20), None)


def test_the_score_of_a_plan_made_today_is_part_of_it(deck: LoadedDeck, progress: Progress, today: int) -> None:
    plan = plan_of(deck, progress, PLANNED, today)
    expected = forecast(deck, progress, PLANNED, today)
    assert plan is not None and expected is not None
    assert expected.ahead.score == plan.outcome.points


def test_an_exam_leaves_it_as_it_was(deck: LoadedDeck, progress: Progress, clock: FixedClock, today: int) -> None:
    before = forecast(deck, progress, PLANNED, today)
    exam = begin(deck, progress, Terms(seed=7), clock=clock, settings=PLANNED)
    exam.hand_in()
    exam.finish()
    assert exam.forecast() == before

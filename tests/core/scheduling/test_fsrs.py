"""FSRS-6 against the library that its authors keep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.marking.rating import Rating
from quizapp.core.scheduling.fsrs import MAX_STABILITY, PARAMETERS, forgetting

EXACT = 1e-12
PY_FSRS = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
TODAY = datetime(2026, 1, 1, tzinfo=UTC)

ratings = st.sampled_from(Rating)
stabilities = st.floats(0.001, MAX_STABILITY)
difficulties = st.floats(1, 10)


def card(stability: float, difficulty: float, elapsed: int) -> fsrs.Card:
    """A card answered `elapsed` days ago."""
    return fsrs.Card(
        card_id=1,
        state=fsrs.State.Review,
        stability=stability,
        difficulty=difficulty,
        due=TODAY,
        last_review=TODAY - timedelta(days=elapsed),
    )


def test_the_parameters_are_the_published_ones() -> None:
    assert PARAMETERS == DEFAULT_PARAMETERS


@pytest.mark.parametrize("rating", Rating)
def test_a_first_answer_leads_to_the_librarys_memory(rating: Rating) -> None:
    theirs, _ = PY_FSRS.review_card(fsrs.Card(card_id=1), fsrs.Rating(rating), TODAY)
    assert forgetting().begun(rating) == pytest.approx((theirs.stability, theirs.difficulty), rel=EXACT)


@given(stabilities, difficulties, st.integers(0, 4000), ratings)
def test_a_further_answer_does_too(stability: float, difficulty: float, elapsed: int, rating: Rating) -> None:
    theirs, _ = PY_FSRS.review_card(card(stability, difficulty, elapsed), fsrs.Rating(rating), TODAY)
    model = forgetting()
    assert theirs.stability is not None
    wanted = min(theirs.stability, MAX_STABILITY)
    assert model.stability(stability, difficulty, elapsed, rating) == pytest.approx(wanted, rel=EXACT)
    assert model.difficulty(difficulty, rating) == pytest.approx(theirs.difficulty, rel=EXACT)


@given(stabilities, st.integers(0, 4000))
def test_recall_is_the_librarys(stability: float, elapsed: int) -> None:
    known = PY_FSRS.get_card_retrievability(card(stability, 5.0, elapsed), TODAY)
    assert forgetting().recall(stability, elapsed) == pytest.approx(known, rel=EXACT)


@pytest.mark.parametrize("rating", Rating)
def test_a_day_before_the_last_answer_counts_as_the_same_day(rating: Rating) -> None:
    model = forgetting()
    assert model.stability(5.0, 5.0, -3, rating) == model.stability(5.0, 5.0, 0, rating)
    assert model.recall(5.0, -3) == 1.0

"""FSRS-6 in plain floats gives what the library gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.forgetting import forgetting
from quizapp.core.memory import MAX_STABILITY, Memory, recall, remember
from quizapp.core.rating import Rating

TODAY = 739_000
EXACT = 1e-9

ratings = st.sampled_from(Rating)
stabilities = st.floats(0.001, MAX_STABILITY)
difficulties = st.floats(1, 10)


@pytest.mark.parametrize("rating", Rating)
def test_a_first_answer_leads_to_the_memory_that_the_library_gives(rating: Rating) -> None:
    memory = remember(None, rating, TODAY)
    assert forgetting().begun(rating) == pytest.approx((memory.stability, memory.difficulty), rel=EXACT)


@given(stabilities, difficulties, st.integers(-3, 400), ratings)
def test_a_further_answer_does_too(stability: float, difficulty: float, elapsed: int, rating: Rating) -> None:
    memory = remember(Memory(stability, difficulty, TODAY), rating, TODAY + elapsed)
    model = forgetting()
    assert model.stability(stability, difficulty, elapsed, rating) == pytest.approx(memory.stability, rel=EXACT)
    assert model.difficulty(difficulty, rating) == pytest.approx(memory.difficulty, rel=EXACT)


@given(st.lists(st.tuples(ratings, st.integers(0, 60)), min_size=1, max_size=25))
def test_nothing_adds_up_over_many_answers(history: list[tuple[Rating, int]]) -> None:
    model, day = forgetting(), TODAY
    memory = remember(None, Rating.GOOD, day)
    stability, difficulty = model.begun(Rating.GOOD)
    for rating, wait in history:
        day += wait
        memory = remember(memory, rating, day)
        stability, difficulty = (
            model.stability(stability, difficulty, wait, rating),
            model.difficulty(difficulty, rating),
        )
    assert (stability, difficulty) == pytest.approx((memory.stability, memory.difficulty), rel=EXACT)


@given(stabilities, st.integers(-3, 4000))
def test_recall_is_the_librarys(stability: float, elapsed: int) -> None:
    known = recall(Memory(stability, 5.0, TODAY), TODAY + elapsed)
    assert forgetting().recall(stability, elapsed) == pytest.approx(known, rel=EXACT)

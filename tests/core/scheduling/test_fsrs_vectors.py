"""FSRS-6 gives the figures that its authors publish in the tests of py-fsrs and fsrs-rs.

The numbers are facts from tests/test_basic.py of py-fsrs (open-spaced-repetition/py-fsrs, commit 3abe686) and from
src/inference.rs of fsrs-rs (open-spaced-repetition/fsrs-rs, commit 0cbb9d3). fsrs-rs computes in single precision, and
writes its older parameter sets of 19 without the exponent of same-day reviews (0) and the decay (0.5).
"""

from __future__ import annotations

import pytest

from quizapp.core.marking.rating import Rating
from quizapp.core.scheduling.fsrs import PARAMETERS, Forgetting, forgetting
from quizapp.core.scheduling.scheduler import CardState, Days, Policy, answered, decide, interval, remember

AGAIN, HARD, GOOD, EASY = Rating
TODAY = 739_000
SINGLE = 1e-6

WITHOUT_SHORT_TERM = (*PARAMETERS[:17], 0.0, 0.0, 0.0, PARAMETERS[20])

# fmt: off
OLDER = (
    0.6845422, 1.6790825, 4.7349424, 10.042885, 7.4410233, 0.64219797, 1.071918, 0.0025195254, 1.432437, 0.1544,
    0.8692766, 2.0696752, 0.0953, 0.2975, 2.4691248, 0.19542035, 3.201072, 0.18046261, 0.121442534, 0.0, 0.5,
)
# fmt: on


def replayed(model: Forgetting, history: list[tuple[Rating, int]]) -> tuple[float, float]:
    """Stability and difficulty after these answers, each so many days after the one before."""
    (first, _), *others = history
    stability, difficulty = model.begun(first)
    for rating, elapsed in others:
        stability, difficulty = (
            model.stability(stability, difficulty, elapsed, rating),
            model.difficulty(difficulty, rating),
        )
    return stability, difficulty


ONCE_WRONG = [(AGAIN, 0), (GOOD, 0), (GOOD, 1), (GOOD, 3), (GOOD, 8), (GOOD, 21)]


def test_a_card_forgotten_once_and_then_known_comes_to_the_published_memory() -> None:
    memory, day = None, TODAY
    for rating, wait in ONCE_WRONG:
        day += wait
        memory = remember(memory, rating, day)
    assert memory is not None
    assert (memory.stability, memory.difficulty) == pytest.approx((53.62691, 6.3574867), abs=1e-4)


def test_without_the_short_term_parameters_a_same_day_answer_changes_no_stability() -> None:
    model = Forgetting(WITHOUT_SHORT_TERM)
    assert replayed(model, ONCE_WRONG) == pytest.approx((53.335106, 6.3574867), abs=1e-4)
    assert all(model.stability(5.0, 5.0, 0, rating) == 5.0 for rating in Rating)


def test_other_parameters_come_to_the_published_memory() -> None:
    history = [(AGAIN, 0), (GOOD, 1), (GOOD, 3), (GOOD, 8), (GOOD, 21)]
    assert replayed(Forgetting(OLDER), history) == pytest.approx((31.722992, 7.382128), rel=SINGLE)


def test_one_answer_more_comes_to_the_published_memory() -> None:
    model = Forgetting(OLDER)
    after = model.stability(20.925528, 7.005062, 21, GOOD), model.difficulty(7.005062, GOOD)
    assert after == pytest.approx((40.87456, 6.9913807), rel=SINGLE)


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [
        (AGAIN, 2.9691455, 8.000659),
        (HARD, 17.091452, 7.6913934),
        (GOOD, 31.722992, 7.382128),
        (EASY, 71.7502, 7.0728626),
    ],
)
def test_each_rating_leads_to_its_published_memory(rating: Rating, stability: float, difficulty: float) -> None:
    history = [(AGAIN, 0), (GOOD, 1), (GOOD, 3), (GOOD, 8), (rating, 21)]
    assert replayed(Forgetting(OLDER), history) == pytest.approx((stability, difficulty), rel=SINGLE)


@pytest.mark.parametrize(("elapsed", "chance"), [(0, 1.0), (1, 0.9), (2, 0.84028935), (3, 0.7985001)])
def test_recall_fades_as_published(elapsed: int, chance: float) -> None:
    decaying = Forgetting((*PARAMETERS[:20], 0.2))
    assert decaying.recall(1.0, elapsed) == pytest.approx(chance, rel=SINGLE)


def test_intervals_for_each_retention_are_the_published_ones() -> None:
    policies = [Policy(retention=tenths / 10, maximum_interval=10**8) for tenths in range(1, 11)]
    intervals = [interval(1.0, policy, None, 1, 0) for policy in policies]
    # Single precision leaves the first of them, 3116766, seven significant digits.
    assert intervals[0] == pytest.approx(3_116_766, rel=1e-5)
    assert intervals[1:] == [34_793, 2508, 387, 90, 27, 9, 3, 1, 1]


def test_answers_when_due_give_the_published_intervals() -> None:
    """Good, but for Again at the seventh and eighth; py-fsrs has the same steps, which take no days."""
    ratings = [GOOD] * 6 + [AGAIN] * 2 + [GOOD] * 5
    state, day, days = CardState(), TODAY, []
    for rating in ratings:
        decision = decide(state, day, Policy(fuzz=False), "card")[rating]
        state = answered(state, rating, decision, at=0, day=day)
        days.append(decision.interval if isinstance(decision, Days) else 0)
        day += days[-1]
    assert days == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_a_card_that_is_always_easy_is_as_easy_as_can_be() -> None:
    memory = None
    for _ in range(10):
        memory = remember(memory, EASY, TODAY)
    assert memory is not None and memory.difficulty == 1.0


def test_stability_never_falls_below_a_thousandth_of_a_day() -> None:
    memory = None
    for day in range(1000):
        memory = remember(memory, AGAIN, TODAY + day)
        assert memory.stability >= 0.001


def test_a_same_day_answer_that_is_not_forgotten_never_lowers_stability() -> None:
    # So in fsrs-rs, and since 6.3.2 in py-fsrs, which let Hard lower it before.
    for stability in (0.5, 5.0, 50.0, 5000.0):
        after = {rating: forgetting().stability(stability, 5.0, 0, rating) for rating in Rating}
        assert after[AGAIN] < stability
        assert all(after[rating] >= stability for rating in (HARD, GOOD, EASY))

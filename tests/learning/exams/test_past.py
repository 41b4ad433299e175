"""Exams that were finished, and can be looked at again."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.exams import Score, Terms
from quizapp.core.grades import Graded
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.exams.exam import Exam, begin
from quizapp.learning.exams.past import past_exams, reopened
from quizapp.store.progress import Progress
from tests.support.making import FixedClock, choice, load_deck, text, true_false


@pytest.fixture
def deck(tmp_path: Path) -> LoadedDeck:
    return load_deck(tmp_path, choice(), text(points=3), true_false())


def sat(deck: LoadedDeck, progress: Progress, clock: FixedClock, seed: int = 7) -> Exam:
    """An exam that was finished with one right answer, worth three points."""
    exam = begin(deck, progress, Terms(minutes=10, seed=seed), clock=clock)
    exam.go(exam.paper.questions.index("city"))
    exam.keep("Belgrade")
    clock.pass_time(minutes=0.5)
    exam.look()
    exam.hand_in()
    exam.finish()
    return exam


def test_a_deck_never_examined_has_no_past_exams(deck: LoadedDeck, progress: Progress) -> None:
    assert past_exams(deck, progress) == []


def test_the_last_exam_comes_first(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    sat(deck, progress, clock, 7)
    clock.pass_time(minutes=60)
    sat(deck, progress, clock, 8)
    assert [past.seed for past in past_exams(deck, progress)] == [8, 7]


def test_its_score_and_time_are_as_they_were(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    sat(deck, progress, clock)
    (past,) = past_exams(deck, progress)
    assert past.score == Score(3.0, 5)
    assert past.used == 30_000


def test_opened_again_it_comes_to_the_same(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    exam = sat(deck, progress, clock)
    again, result = reopened(past_exams(deck, progress)[0], deck, progress)
    assert again.paper.questions == exam.paper.questions
    assert [(one.mark, one.response) for one in result.outcomes] == [
        (one.mark, one.response) for one in exam.result.outcomes
    ]
    assert [again.order(name) for name in again.paper.questions] == [exam.order(name) for name in exam.paper.questions]


def test_questions_that_left_the_deck_are_left_out(
    deck: LoadedDeck, progress: Progress, clock: FixedClock, tmp_path: Path
) -> None:
    sat(deck, progress, clock)
    smaller = load_deck(tmp_path, choice(), text(points=3))
    assert sorted(reopened(past_exams(smaller, progress)[0], smaller, progress)[0].paper.questions) == [
        "city",
        "longest",
    ]


def test_a_renamed_question_is_found(deck: LoadedDeck, progress: Progress, clock: FixedClock, tmp_path: Path) -> None:
    sat(deck, progress, clock)
    renamed = load_deck(tmp_path, choice(), text("capital", aliases=["city"], points=3), true_false())
    assert "capital" in reopened(past_exams(renamed, progress)[0], renamed, progress)[0].paper.questions


def test_opened_again_it_is_graded_by_the_settings_of_today(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    sat(deck, progress, clock)
    again, result = reopened(past_exams(deck, progress)[0], deck, progress, Settings(grade_scale="dutch", pass_mark=60))
    assert again.grading.graded(result.score) == Graded(5.5, passed=True)

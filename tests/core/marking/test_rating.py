"""Rating: what an answer says about memory, what luck may not, and in which form a card is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.marking.mark import Mark, Response
from quizapp.core.marking.marking import mark
from quizapp.core.marking.rating import Evidence, Rating, default_rating, highest_rating
from quizapp.core.questions.choices import Choice
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.presentation import asked
from quizapp.core.questions.self_graded import Card
from quizapp.core.questions.typed import Text
from quizapp.core.questions.types import AnyQuestion
from tests.support import making

RIGHT = Mark(1.0, True, "right")
WRONG = Mark(0.0, False, "wrong")
TYPED = making.built(making.text())
CHOSEN = making.built(making.choice())
FLASHCARD = making.built(making.flashcard())
LADDER = making.text(distractors={"zagreb": "Zagreb", "vienna": "Vienna"}, feedback={"zagreb": "Upstream."}, hint="B")

evidences = st.builds(
    Evidence,
    first_sight=st.booleans(),
    attempts=st.integers(1, 3),
    hint=st.booleans(),
    revealed=st.booleans(),
    guessed=st.booleans(),
    overridden=st.booleans(),
)
marks = st.one_of(st.just(RIGHT), st.builds(Mark, st.floats(0, 1), st.just(False), st.just("partly")))
marked_questions = st.sampled_from([TYPED, CHOSEN, *map(making.built, (making.multiple(), making.true_false()))])
judged = st.one_of(st.tuples(marked_questions, marks), st.tuples(st.just(FLASHCARD), st.none()))


def partly(score: float) -> Mark:
    return Mark(score, False, "partly")


def typed_rating(judgement: Mark | None, **evidence: Any) -> Rating:
    return default_rating(TYPED, judgement, Evidence(**evidence))


def test_right_is_good() -> None:
    assert typed_rating(RIGHT) is Rating.GOOD


def test_wrong_is_again() -> None:
    assert typed_rating(WRONG) is Rating.AGAIN


def test_revealed_is_again() -> None:
    assert typed_rating(WRONG, revealed=True) is Rating.AGAIN
    assert typed_rating(None, revealed=True) is Rating.AGAIN


def test_right_only_at_the_second_try_is_again() -> None:
    assert typed_rating(RIGHT, attempts=2) is Rating.AGAIN


def test_right_after_a_hint_is_hard() -> None:
    assert typed_rating(RIGHT, hint=True) is Rating.HARD


def test_wrong_after_a_hint_is_again() -> None:
    assert typed_rating(WRONG, hint=True) is Rating.AGAIN


@pytest.mark.parametrize("score", [0.5, 0.75, 0.99])
def test_half_the_credit_or_more_is_hard(score: float) -> None:
    assert typed_rating(partly(score)) is Rating.HARD


@pytest.mark.parametrize("score", [0.0, 0.25, 0.49])
def test_less_than_half_the_credit_is_again(score: float) -> None:
    assert typed_rating(partly(score)) is Rating.AGAIN


def test_what_the_student_grades_is_good_unless_the_student_says_otherwise() -> None:
    assert default_rating(FLASHCARD, None, Evidence(first_sight=True)) is Rating.GOOD
    assert highest_rating(FLASHCARD, Evidence(first_sight=True)) is Rating.EASY


@given(judged, evidences)
def test_easy_is_never_given_by_itself(case: tuple[AnyQuestion, Mark | None], evidence: Evidence) -> None:
    question, judgement = case
    assert default_rating(question, judgement, evidence) is not Rating.EASY


@given(judged, evidences)
def test_the_default_is_always_on_offer(case: tuple[AnyQuestion, Mark | None], evidence: Evidence) -> None:
    question, judgement = case
    assert default_rating(question, judgement, evidence) <= highest_rating(question, evidence)


# Guessing


@pytest.mark.parametrize(
    ("question", "response"), [(making.choice(), "nile"), (making.true_false(), False)], ids=["choice", "true-false"]
)
def test_an_option_picked_right_at_first_sight_is_hard_at_most(question: Mapping[str, Any], response: Response) -> None:
    put, first = making.built(question), Evidence(first_sight=True)
    judgement = mark(put, response)
    assert isinstance(judgement, Mark)
    assert default_rating(put, judgement, first) is Rating.HARD
    assert highest_rating(put, first) is Rating.HARD


@pytest.mark.parametrize("question", [making.choice(), making.true_false()], ids=["choice", "true-false"])
def test_an_option_picked_right_later_on_is_good_and_may_be_easy(question: Mapping[str, Any]) -> None:
    put = making.built(question)
    assert default_rating(put, RIGHT, Evidence()) is Rating.GOOD
    assert highest_rating(put, Evidence()) is Rating.EASY


def test_an_option_picked_wrong_at_first_sight_is_again() -> None:
    assert default_rating(CHOSEN, WRONG, Evidence(first_sight=True)) is Rating.AGAIN


@pytest.mark.parametrize("question", [making.text(), making.multiple()], ids=["text", "multiple"])
def test_what_can_hardly_be_guessed_is_good_at_first_sight(question: Mapping[str, Any]) -> None:
    put, first = making.built(question), Evidence(first_sight=True)
    assert default_rating(put, RIGHT, first) is Rating.GOOD
    assert highest_rating(put, first) is Rating.EASY


@given(marked_questions, st.booleans(), st.booleans())
def test_saying_i_guessed_makes_it_again(question: AnyQuestion, first_sight: bool, hint: bool) -> None:
    evidence = Evidence(first_sight=first_sight, hint=hint, guessed=True)
    assert default_rating(question, RIGHT, evidence) is Rating.AGAIN


# Override


@given(marked_questions, marks, st.booleans(), st.booleans())
def test_saying_i_was_right_makes_it_good(question: Any, judgement: Mark | None, first_sight: bool, hint: bool) -> None:
    evidence = Evidence(first_sight=first_sight, hint=hint, overridden=True)
    assert default_rating(question, judgement, evidence) is Rating.GOOD


# The form in which a card is asked


@pytest.mark.parametrize("stability", [None, 0.1, 6.999])
def test_a_typed_question_with_distractors_is_a_choice_while_memory_is_under_seven_days(
    stability: float | None,
) -> None:
    put = asked(making.built(LADDER), "city", stability)
    assert isinstance(put, Choice)
    assert sorted(put.options.values()) == ["Belgrade", "Vienna", "Zagreb"]
    assert model_answer(put) == "Belgrade"


@pytest.mark.parametrize("stability", [7.0, 7.001, 36_500.0])
def test_from_seven_days_on_it_is_typed(stability: float) -> None:
    question = making.built(LADDER)
    assert asked(question, "city", stability) is question


@pytest.mark.parametrize("stability", [None, 0.1, 7.0])
def test_a_typed_question_without_distractors_is_always_typed(stability: float | None) -> None:
    assert isinstance(asked(TYPED, "city", stability), Text)


def test_the_choice_keeps_what_goes_with_the_question() -> None:
    question = making.built(LADDER)
    put = asked(question, "city", None)
    assert isinstance(put, Choice)
    assert (put.id, put.prompt, put.hint, put.feedback) == (
        question.id,
        question.prompt,
        "B",
        {"zagreb": "Upstream."},
    )
    assert put.feedback_keys >= {"zagreb", "vienna"}


def test_low_on_the_ladder_a_right_answer_at_first_sight_may_be_luck() -> None:
    put = asked(making.built(LADDER), "city", None)
    assert default_rating(put, RIGHT, Evidence(first_sight=True)) is Rating.HARD


def test_a_reverse_card_is_asked_back_to_front() -> None:
    question = making.built(making.flashcard(reverse=True, hint="Greek", tags=["words"]))
    front, back = asked(question, "delta", None), asked(question, "delta/reverse", None)
    assert front is question
    assert isinstance(back, Card)
    assert (back.prompt, back.back) == ("A delta", "A river's mouth of many arms")
    assert (back.id, back.tags) == (question.id, question.tags)


@given(st.one_of(st.none(), st.floats(0.1, 100)))
def test_other_questions_are_asked_as_they_are(stability: float | None) -> None:
    for source in (making.flashcard(), making.choice(), making.multiple(), making.true_false()):
        question = making.built(source)
        assert asked(question, question.id, stability) is question

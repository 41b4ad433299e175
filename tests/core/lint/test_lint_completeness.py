"""Lints about what a question comes with: L101, L102, L103, L110."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.core.questions.base import Citation
from tests.core.lint.linting import found
from tests.support import making

CITED = making.text("cited", source=Citation(id="atlas"))


def test_a_question_without_a_source_is_reported_where_others_have_one() -> None:
    assert [problem.path for problem in found("L101", CITED, making.choice(), making.number())] == [
        ("questions", 1),
        ("questions", 2),
    ]


def test_a_deck_without_any_source_is_told_once() -> None:
    questions = (making.choice(), making.number())
    (problem,) = found("L110", *questions)
    assert (problem.path, problem.severity) == (("questions", 0), "info")
    assert not found("L101", *questions)


def test_a_deck_with_a_source_is_not_told() -> None:
    assert not found("L110", making.choice(), CITED)


def test_a_deck_without_sources_is_told_at_the_first_question_that_does_not_allow_it() -> None:
    (problem,) = found("L110", making.choice(allow=["L110"]), making.number())
    assert problem.path == ("questions", 1)
    assert not found("L110", making.choice(allow=["L110"]))


@pytest.mark.parametrize("question", [making.choice(), making.true_false(), making.number(), making.order()])
def test_a_question_without_explanation_is_reported(question: dict[str, Any]) -> None:
    (problem,) = found("L102", question)
    assert problem.path == ("questions", 0)
    assert not found("L102", question | {"explanation": "The Nile is longer."})


@pytest.mark.parametrize("question", [making.flashcard(), making.open_question()])
def test_what_the_student_grades_explains_itself(question: dict[str, Any]) -> None:
    assert not found("L102", question)


@pytest.mark.parametrize(
    ("question", "name", "silent"),
    [
        (making.choice(feedback={"danube": "It is shorter."}), "options", "amazon and rhine"),
        (making.multiple(), "options", "amazon and nile"),
        (making.text(distractors={"zagreb": "Zagreb", "pest": "Pest"}), "distractors", "zagreb and pest"),
        (making.number(distractors={"short": 100, "long": 9000}), "distractors", "short and long"),
        (making.dated(distractors={"early": "1362"}, feedback={}), "distractors", "early"),
    ],
)
def test_wrong_options_without_feedback_are_listed_in_one_report(
    question: dict[str, Any], name: str, silent: str
) -> None:
    (problem,) = found("L103", question)
    assert (problem.path, problem.on) == (("questions", 0, name, silent.split(" and ")[0]), "key")
    assert silent in problem.message


@pytest.mark.parametrize(
    "question",
    [
        making.choice(feedback=dict.fromkeys(("amazon", "danube", "rhine"), "It is shorter.")),
        making.text(),
        making.true_false(),
        making.match(),
    ],
)
def test_feedback_that_is_there_or_would_go_nowhere_is_not_missed(question: dict[str, Any]) -> None:
    assert not found("L103", question)

"""Things that a question should come with: a source, an explanation, and a word on every wrong option."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.core.formats import all_of
from quizapp.core.lint.items import Item
from quizapp.core.lint.words import Words
from quizapp.core.messages import tr
from quizapp.core.questions.choices import Choice, Multiple
from quizapp.core.questions.problems import Problem
from quizapp.core.questions.typed import Date, Number, Text


def unexplained(item: Item, words: Words) -> Iterator[Problem]:
    """L102: after a wrong answer the student learns what is right, but not why.

    Elaborated feedback teaches more than the right answer alone (Shute, Review of Educational Research 78, 2008).
    """
    if not item.question.explanation.strip():
        advice = tr("add `explanation`; students see it after every answer")
        yield Problem(item.path, "L102", tr("the question has no explanation"), advice)


def unanswered(item: Item, words: Words) -> Iterator[Problem]:
    """L103: a wrong option gets no feedback.

    A good distractor is a typical error (Haladyna, Downing & Rodriguez, Applied Measurement in Education 15, 2002,
    guideline 30), and who picks it takes it home unless told better (Butler & Roediger, Memory & Cognition 36, 2008).
    """
    question, name = item.question, "distractors"
    match question:
        case Choice():
            wrong, name = question.options.keys() - {question.answer}, "options"
        case Multiple():
            wrong, name = question.options.keys() - set(question.answer), "options"
        case Text() | Number() | Date():
            wrong = set(question.distractors)
        case _:
            return
    if silent := {option for option in wrong if not question.feedback.get(option, "").strip()}:
        listed = [option for option in getattr(question, name) if option in silent]
        yield Problem(
            (*item.path, name, listed[0]),
            "L103",
            tr("no feedback for {options}", options=all_of(listed)),
            tr('explain why it is tempting and why it is wrong: feedback.{option} = "..."', option=listed[0]),
            on="key",
        )

"""The right answer to a question, as the student reads it."""

from __future__ import annotations

from functools import singledispatch

from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import Question, unregistered
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text

_TRUTH = {"en": ("true", "false"), "nl": ("waar", "onwaar")}


@singledispatch
def model_answer(question: Question, language: str = "en") -> str:
    """The right answer as text for the student, with dates and numbers as `language` writes them."""
    raise unregistered("model_answer", question)


@model_answer.register(Card)
def _(question: Card, language: str = "en") -> str:
    return question.back


@model_answer.register(Choice)
def _(question: Choice, language: str = "en") -> str:
    return question.options[question.answer]


@model_answer.register(Multiple)
def _(question: Multiple, language: str = "en") -> str:
    return ", ".join(text for option, text in question.options.items() if option in question.answer)


@model_answer.register(TrueFalse)
def _(question: TrueFalse, language: str = "en") -> str:
    yes, no = truth_words(language)
    return yes if question.answer else no


@model_answer.register(Text)
def _(question: Text, language: str = "en") -> str:
    return question.accept[0]


@model_answer.register(Number)
def _(question: Number, language: str = "en") -> str:
    from quizapp.core.language.numbers import with_unit  # 2 ms, which most questions do without

    return with_unit(question.answer, question.unit, language)


@model_answer.register(Date)
def _(question: Date, language: str = "en") -> str:
    from quizapp.core.language.dates import format_date  # 3 ms, likewise

    return format_date(question.moment, language)


@model_answer.register(Order)
def _(question: Order, language: str = "en") -> str:
    return ", ".join(question.items[item] for item in question.answer)


@model_answer.register(Match)
def _(question: Match, language: str = "en") -> str:
    return "; ".join(f"{question.left[left]}: {question.right[right]}" for left, right in question.answer.items())


@model_answer.register(Cloze)
def _(question: Cloze, language: str = "en") -> str:
    return ", ".join(gap.accept[0] for gap in question.gaps.values())


@model_answer.register(Open)
def _(question: Open, language: str = "en") -> str:
    return question.model


def truth_words(language: str) -> tuple[str, str]:
    """Return the words for true and false in `language`; in English where we do not know."""
    return _TRUTH.get(language.partition("-")[0], _TRUTH["en"])

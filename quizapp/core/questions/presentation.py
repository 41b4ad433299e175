"""Presentation of a question: back to front, as a choice, with its options in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from random import Random
from typing import assert_never

from quizapp.core.deferred import replace
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import COMMON_FIELDS, Question, unregistered
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import AnyQuestion

LADDER_DAYS = 7.0
"""Stability from which a question with distractors is typed instead of chosen."""

BLANK = "____"
"""A gap in a text that is read."""

ANSWER = "answer"
"""The id of the right option when a typed question is asked as a choice."""


def asked(question: AnyQuestion, card: str, stability: float | None, language: str = "en") -> AnyQuestion:
    """The question as it is put to the student: back to front, one gap alone, or as a choice low on the ladder."""
    part = card.removeprefix(question.id).removeprefix("/")
    match question:
        case Card() if part:
            return replace(question, prompt=question.back, back=question.prompt, reverse=False, feedback={})
        case Cloze() if part:
            alone = question.only(part)
            return _gap_as_choice(alone, part) if alone.gaps[part].options else alone
        case Text() | Number() | Date():
            chosen = question.distractors and (stability is None or stability < LADDER_DAYS)
            return _as_choice(question, language) if chosen else question
        case Card() | Cloze() | Choice() | Multiple() | TrueFalse() | Order() | Match() | Open():
            return question
        case _:
            assert_never(question)


def _as_choice(question: Text | Number | Date, language: str) -> Choice:
    match question:
        case Text(distractors=texts):
            wrong = dict(texts)
        case Number(distractors=values):
            from quizapp.core.language.numbers import with_unit  # 2 ms, which most questions do without

            wrong = {key: with_unit(value, question.unit, language) for key, value in values.items()}
        case Date(distractors=days):
            from quizapp.core.language.dates import Moment, format_date  # 3 ms, likewise

            wrong = {key: format_date(Moment.parse(day), language) for key, day in days.items()}
    common = {name: getattr(question, name) for name in COMMON_FIELDS if name not in ("aliases", "allow")}
    return Choice(**common, options={ANSWER: model_answer(question, language), **wrong}, answer=ANSWER)


def _gap_as_choice(question: Cloze, name: str) -> Choice:
    gap = question.gaps[name]
    common = {key: getattr(question, key) for key in COMMON_FIELDS if key not in ("aliases", "allow", "feedback")}
    prompt = BLANK.join(text for text, _ in question.parts)
    answer = gap.option(gap.accept[0])
    return Choice(**common | {"prompt": prompt}, feedback=gap.feedback, options=gap.options, answer=answer)


@singledispatch
def shown_order(question: Question, chance: Random) -> tuple[str, ...]:
    """The ids of what the student chooses from or arranges, in an order for one showing; empty if there is nothing."""
    raise unregistered("shown_order", question)


@shown_order.register(Card | TrueFalse | Text | Number | Date | Cloze | Open)
def _(question: Question, chance: Random) -> tuple[str, ...]:
    return ()


@shown_order.register(Choice)
@shown_order.register(Multiple)
def _(question: Choice | Multiple, chance: Random) -> tuple[str, ...]:
    return _shuffled(question.options, chance) if question.shuffle else tuple(question.options)


@shown_order.register(Cloze)
def _(question: Cloze, chance: Random) -> tuple[str, ...]:
    """Of every gap that is a choice: `gap/option`."""
    return tuple(f"{name}/{option}" for name, gap in question.gaps.items() for option in _shuffled(gap.options, chance))


def gap_options(question: Cloze, gap: str, order: Sequence[str]) -> list[str]:
    """The options of a gap that is a choice, in the order shown (the deck's, if none was)."""
    options = question.gaps[gap].options
    shown = [option.removeprefix(f"{gap}/") for option in order if option.startswith(f"{gap}/")]
    return [options[option] for option in shown or options]


@shown_order.register(Order)
def _(question: Order, chance: Random) -> tuple[str, ...]:
    """Never the right order: it takes at least one move."""
    order = _shuffled(question.items, chance)
    return order[1:] + order[:1] if order == question.answer else order


@shown_order.register(Match)
def _(question: Match, chance: Random) -> tuple[str, ...]:
    return _shuffled(question.right, chance)


def _shuffled(ids: Iterable[str], chance: Random) -> tuple[str, ...]:
    order = list(ids)
    chance.shuffle(order)
    return tuple(order)

"""From a mark and how it came about to FSRS's rating; and the ladder from choosing to typing."""

from __future__ import annotations

from dataclasses import replace

from quizapp.core.dates import Moment, format_date
from quizapp.core.deferred import dataclass
from quizapp.core.grades import Rating as Rating
from quizapp.core.marking import Mark, model_answer
from quizapp.core.numbers import with_unit
from quizapp.core.questions import COMMON_FIELDS, AnyQuestion, Card, Choice, Cloze, Date, Number, Text, TrueFalse

PASSING_SCORE = 0.5
"""Partial credit from here on is Hard rather than Again."""

LADDER_DAYS = 7.0
"""Stability from which a question with distractors is typed instead of chosen."""

ANSWER = "answer"
"""The id of the right option when a typed question is asked as a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How an answer came about.

    `first_sight`: the card had never been answered. `attempts`: tries up to the one that was marked. `revealed`: the
    student gave up or turned the answer up. `overridden`: the student says a response marked wrong was right.
    """

    first_sight: bool = False
    attempts: int = 1
    hint: bool = False
    revealed: bool = False
    guessed: bool = False
    overridden: bool = False


def default_rating(question: AnyQuestion, mark: Mark | None, evidence: Evidence) -> Rating:
    """The rating that Enter gives. `mark` is None for what the student grades; Easy is never given by itself."""
    if evidence.overridden:
        return Rating.GOOD
    if evidence.guessed or evidence.revealed or evidence.attempts > 1:
        return Rating.AGAIN
    if mark is None:
        return Rating.GOOD
    if mark.score < PASSING_SCORE:
        return Rating.AGAIN
    if not mark.right or evidence.hint:
        return Rating.HARD
    return min(Rating.GOOD, highest_rating(question, evidence))


def practice_rating(question: AnyQuestion, mark: Mark | None, evidence: Evidence) -> Rating:
    """The same in practice, where there are two: Good is known, and all that was not wholly right is Again."""
    known = default_rating(question, mark, evidence) is not Rating.AGAIN
    whole = mark is None or mark.right or evidence.overridden or question.self_graded
    return Rating.GOOD if known and whole else Rating.AGAIN


def highest_rating(question: AnyQuestion, evidence: Evidence) -> Rating:
    """The best rating on offer: an option picked right at first sight may be luck, so it is Hard at most."""
    guessable = isinstance(question, Choice | TrueFalse) and evidence.first_sight and not evidence.overridden
    return Rating.HARD if guessable else Rating.EASY


def asked(question: AnyQuestion, card: str, stability: float | None, language: str = "en") -> AnyQuestion:
    """The question as it is put to the student: back to front, one gap alone, or as a choice low on the ladder."""
    part = card.removeprefix(question.id).removeprefix("/")
    match question:
        case Card() if part:
            return replace(question, prompt=question.back, back=question.prompt, reverse=False, feedback={})
        case Cloze() if part:
            return question.only(part)
        case Text() | Number() | Date() if question.distractors and (stability is None or stability < LADDER_DAYS):
            return _as_choice(question, language)
        case _:
            return question


def _as_choice(question: Text | Number | Date, language: str) -> Choice:
    match question:
        case Text(distractors=texts):
            wrong = dict(texts)
        case Number(distractors=values):
            wrong = {key: with_unit(value, question.unit, language) for key, value in values.items()}
        case Date(distractors=days):
            wrong = {key: format_date(Moment.parse(day), language) for key, day in days.items()}
    common = {name: getattr(question, name) for name in COMMON_FIELDS if name not in ("aliases", "allow")}
    return Choice(**common, options={ANSWER: model_answer(question, language), **wrong}, answer=ANSWER)

"""Judging a response: (question, response) -> Mark, or a request to answer again.

`mark` never raises for a response as `core.judgement` describes it, whatever its content.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from itertools import pairwise
from typing import Any

from quizapp.core.deferred import replace
from quizapp.core.language import dates, numbers
from quizapp.core.marking.mark import AskAgain, Judgement, Mark, Reason, Response
from quizapp.core.marking.spelled import RIGHT, is_blank, mark_text, named
from quizapp.core.marking.vocabulary import NOTHING_ELSE, Vocabulary
from quizapp.core.messages import tr, tr_noop, trn
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import Question, unregistered
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text

MAX_RESPONSE = 4_000
"""Characters of a typed response that are looked at."""


@singledispatch
def mark(question: Question, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    """Judge `response` to `question`, reading dates and numbers as `language` (BCP 47) writes them.

    What its deck has `known` besides is no slip for its answer. A flashcard has nothing to judge.

    Raises:
        TypeError: for a type of question without a marking function.
    """
    raise TypeError(f"{type(question).__name__} is not marked by the program")


@singledispatch
def feedback_ids(question: Question, response: Response, language: str = "en") -> list[str]:
    """The keys of the question's `feedback` that the response calls for, whether or not the deck has them."""
    raise unregistered("feedback_ids", question)


@feedback_ids.register(Card | Order | Match | Cloze | Open)
def _(question: Question, response: Response, language: str = "en") -> list[str]:
    return []


@mark.register(Choice)
def _(question: Choice, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    if not isinstance(response, str) or response not in question.options:
        return AskAgain(tr("pick an option"))
    if response == question.answer:
        return Mark(1.0, True, Reason(RIGHT))
    return Mark(0.0, False, _wrong(question))


@feedback_ids.register(Choice)
@feedback_ids.register(Multiple)
def _(question: Choice | Multiple, response: Response, language: str = "en") -> list[str]:
    return [response] if isinstance(response, str) else list(response) if isinstance(response, list) else []


@mark.register(Multiple)
def _(question: Multiple, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    ticked = set(response) if isinstance(response, list) else set()
    if not ticked or not ticked <= set(question.options):
        return AskAgain(tr("pick one or more options"))
    answer = set(question.answer)
    hits, misses = len(ticked & answer), len(ticked - answer)
    if ticked == answer:
        return Mark(1.0, True, Reason(RIGHT))
    score = max(0.0, (hits - question.penalty * misses) / len(answer))
    if misses:
        reason = Reason(tr_noop("{hits} of {all} right, {misses} wrong"), hits=hits, all=len(answer), misses=misses)
    else:
        reason = Reason(tr_noop("{hits} of {all} right"), hits=hits, all=len(answer))
    return Mark(min(score, 1.0), False, reason)


@mark.register(TrueFalse)
def _(question: TrueFalse, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    if not isinstance(response, bool):
        return AskAgain(tr("pick true or false"))
    if response is question.answer:
        return Mark(1.0, True, Reason(RIGHT))
    return Mark(0.0, False, _wrong_answer(model_answer(question, language)))


@feedback_ids.register(TrueFalse)
def _(question: TrueFalse, response: Response, language: str = "en") -> list[str]:
    return ["true" if response else "false"] if isinstance(response, bool) else []


@mark.register(Text)
def _(question: Text, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    if not isinstance(response, str) or is_blank(response[:MAX_RESPONSE]):
        return AskAgain(tr("type an answer"))
    wrong = _wrong(question)
    rejected = {**dict.fromkeys(question.distractors.values(), wrong), **question.reject}
    return mark_text(response[:MAX_RESPONSE], question, rejected, wrong, language, known)


@feedback_ids.register(Text)
def _(question: Text, response: Response, language: str = "en") -> list[str]:
    if not isinstance(response, str):
        return []
    return [key for key, text in question.distractors.items() if named(response[:MAX_RESPONSE], text, language)]


@mark.register(Number)
def _(question: Number, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    reading = _number(question, response, language)
    if isinstance(reading, numbers.Unreadable):
        return AskAgain(reading.reason)
    model = model_answer(question, language)
    if reading.unit:
        reason = Reason(tr_noop("wrong: {unit} is a different unit; it is {answer}"), unit=reading.unit, answer=model)
        return Mark(0.0, False, reason)
    read_as = "" if reading.evident else numbers.format_number(reading.rounded, language)
    answer = numbers.exact(question.answer)
    if reading.value == answer:
        return Mark(1.0, True, _with_reading(Reason(RIGHT), read_as))
    off = numbers.difference(reading.value, answer)
    if abs(off) <= numbers.exact(question.tolerance):
        return Mark(1.0, True, _with_reading(Reason(tr_noop("right: close enough to {answer}"), answer=model), read_as))
    if off < 0:
        reason = Reason(tr_noop("wrong: too low; it is {answer}"), answer=model)
    else:
        reason = Reason(tr_noop("wrong: too high; it is {answer}"), answer=model)
    return Mark(0.0, False, _with_reading(reason, read_as))


@feedback_ids.register(Number)
def _(question: Number, response: Response, language: str = "en") -> list[str]:
    reading = _number(question, response, language)
    if isinstance(reading, numbers.Unreadable) or reading.unit:
        return []
    return [key for key, number in question.distractors.items() if reading.value == numbers.exact(number)]


def _number(question: Number, response: Response, language: str) -> numbers.Reading | numbers.Unreadable:
    """The number that was typed: as the language reads it, unless only another reading is right."""
    typed = response[:MAX_RESPONSE] if isinstance(response, str) else ""
    readings = numbers.read_number(typed, question.unit, language)
    if isinstance(readings, numbers.Unreadable):
        return readings
    first = readings[0]
    if first.value in map(numbers.exact, question.distractors.values()):
        return first
    answer, tolerance = numbers.exact(question.answer), numbers.exact(question.tolerance)
    right = (one for one in readings if abs(numbers.difference(one.value, answer)) <= tolerance)
    return next(right, first)


@mark.register(Date)
def _(question: Date, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    given = _moment(response, language)
    if isinstance(given, dates.Unreadable):
        return AskAgain(given.reason)
    answer, model = question.moment, model_answer(question, language)
    score, right = 0.0, False
    if given.year != answer.year:
        reason = _wrong_answer(model)
    elif answer.month is not None and given.month != answer.month:
        score = question.partial.year
        if given.month is None:
            reason = Reason(tr_noop("right year, but no month: {answer}"), answer=model)
        else:
            reason = Reason(tr_noop("right year, wrong month: {answer}"), answer=model)
    elif answer.day is not None and given.day != answer.day:
        score = question.partial.month
        if given.day is None:
            reason = Reason(tr_noop("right month, but no day: {answer}"), answer=model)
        else:
            reason = Reason(tr_noop("right month, wrong day: {answer}"), answer=model)
    else:
        score, right, reason = 1.0, True, Reason(RIGHT)
    read_as = dates.format_date(given, language) if dates.has_other_order(_line(response)) else ""
    return Mark(score, right, _with_reading(reason, read_as))


@feedback_ids.register(Date)
def _(question: Date, response: Response, language: str = "en") -> list[str]:
    given = _moment(response, language)
    return [key for key, day in question.distractors.items() if given == dates.Moment.parse(day)]


@mark.register(Order)
def _(question: Order, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    if not isinstance(response, list) or sorted(response) != sorted(question.items):
        return AskAgain(tr("put the items in order: move at least one"))
    answer = list(question.answer)
    if response == answer:
        return Mark(1.0, True, Reason(RIGHT))
    if question.scoring == "exact":
        return Mark(0.0, False, Reason(tr_noop("wrong: not in this order")))
    neighbours = set(pairwise(answer))
    hits = sum(pair in neighbours for pair in pairwise(response))
    reason = Reason(tr_noop("{hits} of {all} in the right sequence"), hits=hits, all=len(neighbours))
    return Mark(hits / len(neighbours), False, reason)


@mark.register(Match)
def _(question: Match, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    pairs = response if isinstance(response, dict) else {}
    if not pairs or not set(pairs) <= set(question.left) or not set(pairs.values()) <= set(question.right):
        return AskAgain(tr("match the items"))
    hits = sum(pairs.get(left) == right for left, right in question.answer.items())
    if hits == len(question.answer):
        return Mark(1.0, True, Reason(RIGHT))
    reason = Reason(tr_noop("{hits} of {all} pairs right"), hits=hits, all=len(question.answer))
    return Mark(hits / len(question.answer), False, reason)


@mark.register(Cloze)
def _(question: Cloze, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    typed = response if isinstance(response, dict) else {}
    given = {
        name: text
        for name in question.gaps
        if isinstance(text := typed.get(name), str) and not is_blank(text[:MAX_RESPONSE])
    }
    if not given:
        return AskAgain(trn("fill in the gap", "fill in the gaps", len(question.gaps)))
    if any(gap.options and name in given and not gap.option(given[name]) for name, gap in question.gaps.items()):
        return AskAgain(tr("pick an option"))
    marks = {name: _mark_gap(gap, given.get(name, ""), language, known) for name, gap in question.gaps.items()}
    hits = sum(mark.right for mark in marks.values())
    if len(marks) == 1:
        return replace(*marks.values(), gaps=marks)
    all_right = hits == len(marks)
    reason = Reason(RIGHT) if all_right else Reason(tr_noop("{hits} of {all} gaps right"), hits=hits, all=len(marks))
    return Mark(hits / len(marks), all_right, reason, gaps=marks)


@feedback_ids.register(Cloze)
def _(question: Cloze, response: Response, language: str = "en") -> list[str]:
    """`gap/option` for every gap in which an option was chosen."""
    typed = response if isinstance(response, dict) else {}
    chosen = {name: gap.option(str(typed.get(name) or "")) for name, gap in question.gaps.items() if gap.options}
    return [f"{name}/{option}" for name, option in chosen.items() if option]


@mark.register(Open)
def _(question: Open, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Judgement:
    """The student's own ticks, counted; what was written is not judged."""
    written = response if isinstance(response, dict) else {}
    ticked = {number for number in written.get("ticked", ()) if number in range(1, len(question.rubric) + 1)}
    if not ticked and not str(written.get("text") or "").strip():
        return AskAgain(tr("write an answer"))
    hits, total = len(ticked), len(question.rubric)
    return Mark(hits / total, hits == total, Reason(tr_noop("{hits} of {all} points"), hits=hits, all=total))


def _moment(response: Response, language: str) -> dates.Moment | dates.Unreadable:
    """The date that was typed, on one line or in fields."""
    if isinstance(response, dict):
        return dates.read_fields(*_date_fields(response), language)
    return dates.read_date(_line(response), language)


def _line(response: Response) -> str:
    """A date on one line; a date in fields where all of it stands in one."""
    if isinstance(response, dict):
        filled = [text for text in _date_fields(response) if text.strip()]
        return filled[0] if len(filled) == 1 else ""
    return response[:MAX_RESPONSE] if isinstance(response, str) else ""


def _date_fields(fields: Mapping[str, Any]) -> tuple[str, str, str]:
    day, month, year = (str(fields.get(name) or "")[:MAX_RESPONSE] for name in ("day", "month", "year"))
    return day, month, year


def _mark_gap(gap: Gap, text: str, language: str, known: Vocabulary) -> Mark:
    wrong = _wrong_answer(gap.accept[0])
    if gap.options:
        right = gap.options.get(gap.option(text)) == gap.accept[0]
        return Mark(float(right), right, Reason(RIGHT) if right else wrong)
    return mark_text(text[:MAX_RESPONSE], gap, gap.reject, wrong, language, known)


def _wrong(question: Question) -> Reason:
    return _wrong_answer(model_answer(question))


def _wrong_answer(right: str) -> Reason:
    return Reason(tr_noop("wrong: the answer is {answer}"), answer=right)


def _with_reading(reason: Reason, read_as: str) -> Reason:
    """The reason with what a number or a date was taken for, if that is not empty."""
    return Reason(tr_noop("{verdict} (read as {reading})"), verdict=reason, reading=read_as) if read_as else reason

"""Judging a response: (question, response) -> Mark, or a request to answer again.

A response is plain data, as the log stores it: an option id for `choice`, a list of ids for `multiple`, a bool for
`true-false`, a text for the typed types. `mark` never raises for a response of the right kind, whatever its content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from quizapp.core.questions import Card, Choice, Multiple, Question, Text, TrueFalse
from quizapp.core.spelling import Match, fold, letters_off, nearly, same

Response = str | bool | list[str] | dict[str, str] | None

MAX_RESPONSE = 4_000
"""Characters of a typed response that are looked at."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The judgement: score 0..1, whether the response counts as right, and why, in words for the student."""

    score: float
    right: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The response cannot be an answer, so it is not judged; `reason` says what is expected."""

    reason: str


Judgement = Mark | AskAgain


@singledispatch
def mark(question: Question, response: Response) -> Judgement:
    """Judge `response` to `question`. Types that the student grades (a flashcard) cannot be marked.

    Raises:
        TypeError: for a type of question without a marking function.
    """
    raise TypeError(f"{type(question).__name__} is not marked by the program")


@singledispatch
def model_answer(question: Question) -> str:
    """The right answer as a line of text for the student."""
    raise TypeError(f"{type(question).__name__} has no model answer")


@model_answer.register
def _(question: Card) -> str:
    return question.back


@mark.register
def _(question: Choice, response: Response) -> Judgement:
    if not isinstance(response, str) or response not in question.options:
        return AskAgain("choose one of the options")
    if response == question.answer:
        return Mark(1.0, True, "right")
    return Mark(0.0, False, _wrong(question))


@model_answer.register
def _(question: Choice) -> str:
    return question.options[question.answer]


@mark.register
def _(question: Multiple, response: Response) -> Judgement:
    ticked = set(response) if isinstance(response, list) else set()
    if not ticked or not ticked <= set(question.options):
        return AskAgain("choose one or more of the options")
    answer = set(question.answer)
    hits, misses = len(ticked & answer), len(ticked - answer)
    if ticked == answer:
        return Mark(1.0, True, "right")
    score = max(0.0, (hits - question.penalty * misses) / len(answer))
    reason = f"{hits} of {len(answer)} right" + (f", {misses} wrong" if misses else "")
    return Mark(min(score, 1.0), False, reason)


@model_answer.register
def _(question: Multiple) -> str:
    return ", ".join(text for option, text in question.options.items() if option in question.answer)


@mark.register
def _(question: TrueFalse, response: Response) -> Judgement:
    if not isinstance(response, bool):
        return AskAgain("answer true or false")
    if response is question.answer:
        return Mark(1.0, True, "right")
    return Mark(0.0, False, _wrong(question))


@model_answer.register
def _(question: TrueFalse) -> str:
    return "true" if question.answer else "false"


@mark.register
def _(question: Text, response: Response) -> Judgement:
    if not isinstance(response, str) or not fold(response[:MAX_RESPONSE], frozenset(("punctuation",))):
        return AskAgain("type an answer")
    typed = response[:MAX_RESPONSE]
    for text in question.accept:
        if match := same(typed, text, question.ignore):
            return Mark(1.0, True, _how_right(match))
    for text, why in question.reject.items():
        if same(typed, text, question.ignore):
            return Mark(0.0, False, why)
    for text in question.distractors.values():
        if same(typed, text, question.ignore):
            return Mark(0.0, False, _wrong(question))
    near = [m for text in question.accept if (m := nearly(typed, text, question.ignore, question.typos))]
    if not near:
        return Mark(0.0, False, _wrong(question))
    best = min(near, key=lambda match: match.letters)
    if why := _nearer_reject(question, typed, best.letters):
        return Mark(0.0, False, why)
    return Mark(1.0, True, _how_right(best))


@model_answer.register
def _(question: Text) -> str:
    return question.accept[0]


def _nearer_reject(question: Text, typed: str, letters: int) -> str:
    """Why a misspelling is of a rejected text rather than of an accepted one; empty if it is not."""
    folding = frozenset(question.ignore)
    for text, why in question.reject.items():
        if letters_off(fold(typed, folding), fold(text, folding), letters) <= letters:
            return why
    return ""


def _how_right(match: Match) -> str:
    if match.letters:
        noun = "letter" if match.letters == 1 else "letters"
        return f"right: {match.letters} {noun} off ({match.text})"
    match match.ignored:
        case "accents":
            return f"right: accents ignored ({match.text})"
        case "punctuation":
            return f"right: punctuation ignored ({match.text})"
        case _:
            return "right"


def _wrong(question: Question) -> str:
    return f"wrong: the answer is {model_answer(question)}"

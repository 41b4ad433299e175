"""Questions, answers and how it all stands, in words for reading aloud: what the line mode says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import singledispatch

from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.marking.mark import Response
from quizapp.core.marking.responses import LEFT_NAMES
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import Question, unregistered
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.model_answer import model_answer, truth_words
from quizapp.core.questions.presentation import BLANK, gap_options
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.learning.overview import Counts, Outlook, Row
from quizapp.learning.study.session import StudySession
from quizapp.learning.study.showing import Verdict
from quizapp.wording.common import (
    count,
    done_line,
    fresh_line,
    nothing_line,
    offer_words,
    outcome_line,
    prompt_text,
    sentence,
    today_line,
    upcoming_line,
)
from quizapp.wording.exam_ahead import exam_line
from quizapp.wording.hiding import hiding_lines

NO_DECKS = "No decks were found. Put a deck file in ./decks, or name a folder with --decks."
WHAT_COUNTS = (
    "To repeat: the cards whose turn has come, those being learned included. "
    f"Mastered: those that stay away for {MATURE_DAYS} days or more."
)


def spoken_prompt(question: Question) -> str:
    """The prompt; gaps are words, as a row of signs is not read aloud."""
    return prompt_text(question, "(blank)", "(gap {number})").replace(BLANK, "(blank)")


@singledispatch
def option_lines(question: Question, order: tuple[str, ...], language: str) -> Iterable[str]:
    """The numbered lines under the question."""
    raise unregistered("option_lines", question)


@option_lines.register(Card | Text | Number | Date | Cloze | Open)
def _(question: Question, order: tuple[str, ...], language: str) -> Iterable[str]:
    return ()


@option_lines.register(Choice)
@option_lines.register(Multiple)
def _(question: Choice | Multiple, order: tuple[str, ...], language: str) -> Iterable[str]:
    return _numbered(question.options[option] for option in order)


@option_lines.register(TrueFalse)
def _(question: TrueFalse, order: tuple[str, ...], language: str) -> Iterable[str]:
    return _numbered(word.capitalize() for word in truth_words(language))


@option_lines.register(Order)
def _(question: Order, order: tuple[str, ...], language: str) -> Iterable[str]:
    return _numbered(question.items[item] for item in order)


@option_lines.register(Match)
def _(question: Match, order: tuple[str, ...], language: str) -> Iterable[str]:
    left = [f"  {name}. {text}" for name, text in zip(LEFT_NAMES, question.left.values(), strict=False)]
    return [*left, *_numbered(question.right[item] for item in order)]


@option_lines.register(Cloze)
def _(question: Cloze, order: tuple[str, ...], language: str) -> Iterable[str]:
    for number, name in enumerate(filter(None, (name for _, name in question.parts)), 1):
        texts = gap_options(question, name, order)
        if texts and len(question.gaps) > 1:
            yield f"  Gap {number}:"
        yield from _numbered(texts)


@singledispatch
def wanted(question: Question) -> str:
    """Return what is to be typed on the line."""
    raise unregistered("wanted", question)


@wanted.register(Card | Choice | TrueFalse | Text | Number | Date | Cloze)
def _(question: Question) -> str:
    return "Answer"


@wanted.register(Multiple)
def _(question: Multiple) -> str:
    return "Answers, separated by commas"


@wanted.register(Order)
def _(question: Order) -> str:
    return "The numbers in order, separated by commas"


@wanted.register(Match)
def _(question: Match) -> str:
    return "Pairs such as a=2, b=1"


@wanted.register(Open)
def _(question: Open) -> str:
    return "Your answer on one line"


def invitation(question: Question) -> str:
    """Return the prompt for an answer."""
    match question:
        case Card():
            return "Enter shows the answer: "
        case Multiple() | Match():
            shown = "them"
        case Open():
            shown = "a model"
        case _:
            shown = "it"
    return f"{wanted(question)}, or ? to see {shown}: "


def rating_invitation(verdict: Verdict) -> str:
    """Return the prompt for a rating: `Rating: 1 again, in 1 minute; 2 hard, in 6 minutes. Enter takes 1: `."""
    offers = (f"{number} {offer_words(each, verdict.decisions[each])}" for number, each in enumerate(verdict.offers, 1))
    return f"Rating: {'; '.join(offers)}. Enter takes {verdict.offers.index(verdict.rating) + 1}: "


def answer_lines(question: Question, language: str, heading: str = "Answer") -> list[str]:
    """The right answer; one of several parts as a list, with numbers where it is an order."""
    match question:
        case Multiple():
            parts = [text for option, text in question.options.items() if option in question.answer]
        case Order():
            parts = [question.items[item] for item in question.answer]
        case Match():
            parts = [f"{question.left[left]}: {question.right[right]}" for left, right in question.answer.items()]
        case _:
            return [f"{heading}: {model_answer(question, language)}"]
    if isinstance(question, Order):
        return [f"{heading}:", *_numbered(parts)]
    return [f"{heading}:", *(f"  {part}." for part in parts)]


def chosen_lines(question: Question, response: Response) -> Iterator[str]:
    """For a question with several right options: which of them were chosen, which are missing, and what is wrong."""
    if isinstance(question, Multiple) and isinstance(response, list):
        texts, answer, ticked = question.options, set(question.answer), set(response)
        for heading, options in (
            ("Chosen, and right", ticked & answer),
            ("Chosen, but wrong", ticked - answer),
            ("Missing", answer - ticked),
        ):
            if options:
                yield f"{heading}: {'; '.join(text for option, text in texts.items() if option in options)}."


def summary_lines(study: StudySession, practise: str) -> Iterator[str]:
    """The end of a session; `practise` is the command for what was missed, empty if there is none."""
    yield ""
    if study.session.answers:
        yield f"{done_line(study)} {sentence(outcome_line(study))}"
        yield from _missed_lines(study, practise)
        if left := len(study.session.left):
            left_out = "was asked often enough for now. A" if left == 1 else "were asked often enough for now. A"
            yield f"{count(left, 'card')} {left_out} later sitting goes on with {'it' if left == 1 else 'them'}."
    else:
        yield nothing_line(study)
    if study.practice is None:
        yield upcoming_line(study.upcoming())


def _missed_lines(study: StudySession, practise: str) -> Iterator[str]:
    missed = study.missed
    if missed:
        yield "Missed:"
    for number, (item, question) in enumerate(missed.items(), 1):
        yield f"  {number}. {spoken_prompt(question)}"
        yield f"     Answer: {model_answer(question, study.decks[item.deck].info.language)}"
    if missed and practise:
        yield f"To practise what was missed: `{practise}`"


def home_lines(outlook: Outlook) -> Iterator[str]:
    """Yield the lines on all decks."""
    if not outlook.rows:
        yield NO_DECKS
        return
    yield today_line(outlook)
    for row in outlook.rows:
        if isinstance(row, Row):
            parts = [counts_words(row.counts), ahead_words(row.counts, outlook.day), fresh_line(row, outlook.day)]
            yield f"{row.deck.info.title} ({row.deck.path.stem}): {'; '.join(filter(None, parts))}."
        else:
            yield f"{row.path.name} has problems; `quizapp check {row.path}` shows them."
    yield WHAT_COUNTS
    yield from map(exam_line, outlook.exams.values())
    yield from hiding_lines(outlook)


def counts_words(counts: Counts) -> str:
    """Describe the counts of a deck: `6 to repeat, 34 new, 14 of 54 mastered`."""
    stopped = f", {counts.suspended:,} suspended" if counts.suspended else ""
    return f"{counts.repeat:,} to repeat, {counts.new:,} new, {counts.mature:,} of {counts.total:,} mastered{stopped}"


def ahead_words(counts: Counts, today: int) -> str:
    """Return when its cards come: `next days: today 6, tomorrow 9, Friday 3`; empty if none does within the week."""
    names = ["today", "tomorrow", *(f"{date.fromordinal(today + days):%A}" for days in range(2, len(counts.ahead)))]
    parts = [f"{name} {cards:,}" for name, cards in zip(names, counts.ahead, strict=True) if cards]
    return f"next days: {', '.join(parts)}" if parts else ""


def _numbered(texts: Iterable[str]) -> list[str]:
    return [f"  {number}. {text}" for number, text in enumerate(texts, 1)]

"""Questions, answers and how it all stands, in words for reading aloud: what the line mode says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import singledispatch

from quizapp.core.formats import weekday
from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.marking.mark import Response
from quizapp.core.marking.responses import LEFT_NAMES
from quizapp.core.messages import number, tr, tr_noop, trc, trn
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

NO_DECKS = tr_noop("No decks found. Put a deck file in ./decks, or name a folder with --decks.")


def what_counts() -> str:
    """Explain the counts of a deck."""
    return trn(
        "Due: cards to review now, including those you are learning. Mastered: cards that return after {count} day or "
        "more.",
        "Due: cards to review now, including those you are learning. Mastered: cards that return after {count} days or "
        "more.",
        MATURE_DAYS,
    )


def spoken_prompt(question: Question) -> str:
    """The prompt; gaps are words, as a row of signs is not read aloud."""
    blank = trc("place to fill in", "(blank)")
    return prompt_text(question, blank, trc("place to fill in", "(gap {number})")).replace(BLANK, blank)


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
    for place, name in enumerate(filter(None, (name for _, name in question.parts)), 1):
        texts = gap_options(question, name, order)
        if texts and len(question.gaps) > 1:
            yield f"  {tr('Gap {number}:', number=place)}"
        yield from _numbered(texts)


@singledispatch
def wanted(question: Question) -> str:
    """Return the words before the line to type."""
    raise unregistered("wanted", question)


@wanted.register(Card | Choice | TrueFalse | Text | Number | Date | Cloze)
def _(question: Question) -> str:
    return tr("Answer:")


@wanted.register(Multiple)
def _(question: Multiple) -> str:
    return tr("Answers, separated by commas:")


@wanted.register(Order)
def _(question: Order) -> str:
    return tr("The numbers in order, separated by commas:")


@wanted.register(Match)
def _(question: Match) -> str:
    return tr("Pairs such as a=2, b=1:")


@wanted.register(Open)
def _(question: Open) -> str:
    return tr("Your answer on one line:")


def invitation(question: Question) -> str:
    """Return the words before the line to type, which name the way to the answer too."""
    match question:
        case Card():
            return tr("Press Enter to see the answer:")
        case Multiple():
            return tr("Answers, separated by commas, or ? to see them:")
        case Order():
            return tr("The numbers in order, separated by commas, or ? to see it:")
        case Match():
            return tr("Pairs such as a=2, b=1, or ? to see them:")
        case Open():
            return tr("Your answer on one line, or ? to see a model answer:")
        case _:
            return tr("Answer, or ? to see it:")


def rating_invitation(verdict: Verdict) -> str:
    """Return the prompt for a rating: `Rating: 1 again, in 1 minute; 2 hard, in 6 minutes. Press Enter for 1:`."""
    offers = [f"{place} {offer_words(each, verdict.decisions[each])}" for place, each in enumerate(verdict.offers, 1)]
    proposed = verdict.offers.index(verdict.rating) + 1
    return tr("Rating: {offers}. Press Enter for {number}:", offers="; ".join(offers), number=proposed)


def answer_lines(question: Question, language: str, heading: str = "") -> list[str]:
    """The right answer after a heading; one of several parts as a list, with numbers where it is an order."""
    heading = heading or tr("Answer:")
    match question:
        case Multiple():
            parts = [text for option, text in question.options.items() if option in question.answer]
        case Order():
            parts = [question.items[item] for item in question.answer]
        case Match():
            parts = [f"{question.left[left]}: {question.right[right]}" for left, right in question.answer.items()]
        case _:
            return [f"{heading} {model_answer(question, language)}"]
    if isinstance(question, Order):
        return [heading, *_numbered(parts)]
    return [heading, *(f"  {part}." for part in parts)]


def chosen_lines(question: Question, response: Response) -> Iterator[str]:
    """For a question with several right options: which of them were chosen, which are missing, and what is wrong."""
    if isinstance(question, Multiple) and isinstance(response, list):
        texts, answer, ticked = question.options, set(question.answer), set(response)

        def listed(options: set[str]) -> str:
            return "; ".join(text for option, text in texts.items() if option in options)

        if right := listed(ticked & answer):
            yield tr("Chosen, and right: {options}.", options=right)
        if wrong := listed(ticked - answer):
            yield tr("Chosen, but wrong: {options}.", options=wrong)
        if missing := listed(answer - ticked):
            yield tr("Missing: {options}.", options=missing)


def summary_lines(study: StudySession, practise: str) -> Iterator[str]:
    """The end of a session; `practise` is the command for what was missed, empty if there is none."""
    yield ""
    if study.session.answers:
        yield f"{done_line(study)} {sentence(outcome_line(study))}"
        yield from _missed_lines(study, practise)
        if left := len(study.session.left):
            yield trn(
                "{count} card is resting. It returns next time.",
                "{count} cards are resting. They return next time.",
                left,
            )
    else:
        yield nothing_line(study)
    if study.practice is None:
        yield upcoming_line(study.upcoming())


def _missed_lines(study: StudySession, practise: str) -> Iterator[str]:
    missed = study.missed
    if missed:
        yield tr("Missed:")
    for place, (item, question) in enumerate(missed.items(), 1):
        yield f"  {place}. {spoken_prompt(question)}"
        answer = model_answer(question, study.decks[item.deck].info.language)
        yield f"     {tr('Answer:')} {answer}"
    if missed and practise:
        yield tr("To practise what you missed: `{command}`", command=practise)


def home_lines(outlook: Outlook) -> Iterator[str]:
    """Yield the lines on all decks."""
    if not outlook.rows:
        yield tr(NO_DECKS)
        return
    yield today_line(outlook)
    for row in outlook.rows:
        if isinstance(row, Row):
            parts = [counts_words(row.counts), ahead_words(row.counts, outlook.day), fresh_line(row, outlook.day)]
            yield f"{row.deck.info.title} ({row.deck.path.stem}): {'; '.join(filter(None, parts))}."
        else:
            yield tr("{file} has problems; `quizapp check {path}` shows them.", file=row.path.name, path=row.path)
    yield what_counts()
    yield from map(exam_line, outlook.exams.values())
    yield from hiding_lines(outlook)


def counts_words(counts: Counts) -> str:
    """Describe the counts of a deck: `6 due, 34 new, 14 of 54 mastered`."""
    parts = [
        trn("{count} due", "{count} due", counts.repeat),
        trn("{count} new", "{count} new", counts.new),
        tr("{mastered} of {total} mastered", mastered=number(counts.mature), total=number(counts.total)),
    ]
    if counts.suspended:
        parts.append(trn("{count} suspended", "{count} suspended", counts.suspended))
    return ", ".join(parts)


def ahead_words(counts: Counts, today: int) -> str:
    """Return when its cards come: `next days: today 6, tomorrow 9, Friday 3`; empty if none does within the week."""
    later = [weekday(date.fromordinal(today + days).weekday()) for days in range(2, len(counts.ahead))]
    names = [trc("day", "today"), trc("day", "tomorrow"), *later]
    parts = [f"{name} {number(cards)}" for name, cards in zip(names, counts.ahead, strict=True) if cards]
    return tr("next days: {days}", days=", ".join(parts)) if parts else ""


def _numbered(texts: Iterable[str]) -> list[str]:
    return [f"  {place}. {text}" for place, text in enumerate(texts, 1)]

"""What both interfaces say in the same words: intervals, sources, labels, the summary."""

from __future__ import annotations

from functools import singledispatch

from quizapp.core.decks import DeckInfo
from quizapp.core.marking import Response, feedback_ids
from quizapp.core.memory import CardState, Days, Decision, Step
from quizapp.core.questions import (
    Card,
    Choice,
    Cloze,
    Date,
    Match,
    Multiple,
    Number,
    Open,
    Order,
    Question,
    Text,
    TrueFalse,
)
from quizapp.core.rating import Rating
from quizapp.outlook import Upcoming
from quizapp.study import Study

GAP = "____"
RATING_WORDS = {Rating.AGAIN: "again", Rating.HARD: "hard", Rating.GOOD: "good", Rating.EASY: "easy"}


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 card`, `2 cards`, `12,000 cards`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def decision_words(decision: Decision) -> str:
    """When a card comes back, for reading aloud: `10 minutes`, `3 days`, `1.5 months`."""
    match decision:
        case Step(delay=delay):
            return count(max(1, round(delay / 60)), "minute")
        case Days(interval=days) if days < 31:
            return count(days, "day")
        case Days(interval=days) if days < 365:
            return f"{_short(days / 30.4)} {'month' if days < 32 else 'months'}"
        case Days(interval=days):
            return f"{_short(days / 365)} {'year' if days < 384 else 'years'}"


def decision_short(decision: Decision) -> str:
    """When a card comes back, for a narrow line: `10m`, `3d`, `1.5mo`, `2y`."""
    match decision:
        case Step(delay=delay):
            return f"{max(1, round(delay / 60))}m"
        case Days(interval=days) if days < 31:
            return f"{days}d"
        case Days(interval=days) if days < 365:
            return f"{_short(days / 30.4)}mo"
        case Days(interval=days):
            return f"{_short(days / 365)}y"


def standing(state: CardState) -> str:
    """How well the card is known: `new`, `learning`, `review, 12 d`, `relearning`."""
    interval = getattr(state.stage, "interval", None)
    return f"review, {interval} d" if interval else state.phase


def source_line(question: Question, info: DeckInfo) -> str:
    """Where the answer stands, on one line; empty without a source."""
    citation = question.source
    if citation is None or citation.id not in info.sources:
        return ""
    source = info.sources[citation.id]
    place = f"\u201c{citation.at}\u201d" if citation.at else ""
    return ", ".join(part for part in (source.author, source.publisher or source.title, place) if part)


def source_lines(question: Question, info: DeckInfo) -> list[str]:
    """All that is known of the question's source."""
    citation = question.source
    if citation is None or citation.id not in info.sources:
        return []
    source = info.sources[citation.id]
    published = f"{source.published.day} {source.published:%B %Y}" if source.published else ""
    lines = [
        source.title,
        ", ".join(part for part in (source.author, source.publisher, published) if part),
        f"Section: {citation.at}" if citation.at else "",
        f"\u201c{citation.quote}\u201d" if citation.quote else "",
        source.url,
    ]
    return [line for line in lines if line]


def prompt_text(question: Question) -> str:
    """The prompt as it is read: the gaps of a cloze as lines to fill."""
    return (
        "".join(text + (GAP if gap else "") for text, gap in question.parts)
        if isinstance(question, Cloze)
        else question.prompt
    )


@singledispatch
def label(question: Question) -> str:
    """What is expected, in a few words before the question."""
    return "Question"


@label.register
def _(question: Card) -> str:
    return "Flashcard"


@label.register
def _(question: Choice) -> str:
    return "Choice"


@label.register
def _(question: Multiple) -> str:
    return "Several may be right"


@label.register
def _(question: TrueFalse) -> str:
    return "True or false"


@label.register
def _(question: Text) -> str:
    return "Type the answer"


@label.register
def _(question: Number) -> str:
    return f"A number, in {question.unit}" if question.unit else "A number"


@label.register
def _(question: Date) -> str:
    return {"day": "A date", "month": "A month and year", "year": "A year"}[question.moment.precision]


@label.register
def _(question: Order) -> str:
    return "Put in order"


@label.register
def _(question: Match) -> str:
    return "Make pairs"


@label.register
def _(question: Cloze) -> str:
    return "Fill in the gap" if len(question.gaps) == 1 else "Fill in the gaps"


@label.register
def _(question: Open) -> str:
    return "In your own words"


def feedback_for(question: Question, response: Response, language: str) -> dict[str, str]:
    """What the deck says about each part of the response, by its key."""
    keys = feedback_ids(question, response, language)
    return {key: question.feedback[key] for key in keys if key in question.feedback}


def sentence(text: str) -> str:
    """`text` with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")


def upcoming_line(upcoming: Upcoming) -> str:
    """When the next cards come: `Next: 3 cards in 8 minutes, 7 tomorrow.`"""
    parts = []
    if upcoming.soon:
        parts.append(f"{count(upcoming.soon, 'card')} in {count(upcoming.minutes, 'minute')}")
    if upcoming.tomorrow:
        parts.append(f"{count(upcoming.tomorrow, 'card')} tomorrow" if not parts else f"{upcoming.tomorrow:,} tomorrow")
    elif upcoming.next_day:
        parts.append(f"reviews in {count(upcoming.next_day, 'day')}")
    if not parts:
        return (
            f"{count(upcoming.new, 'new card')} left for another day."
            if upcoming.new
            else "Nothing is left to learn here."
        )
    line = "Next: " + ", ".join(parts) + "."
    return line + (f" {count(upcoming.new, 'new card')} left." if upcoming.new else "")


def outcome_line(study: Study) -> str:
    """How the sitting went: `19 cards, 25 answers, 84 % right, 11 minutes`."""
    tally = study.tally
    sitting = study.sitting
    cards = len(sitting.showings)
    spent = max(1, round(tally.seconds / 60))
    percent = round(100 * sitting.right / sitting.answers)
    answers = f", {count(sitting.answers, 'answer')}" if sitting.answers != cards else ""
    return f"{count(cards, 'card')}{answers}, {percent} % right, {count(spent, 'minute')}"


def summary_lines(study: Study) -> list[str]:
    """The end of a sitting, line by line."""
    upcoming = study.upcoming()
    if not study.sitting.answers:
        return ["", "Nothing is due now.", upcoming_line(upcoming)]
    lines = ["", f"Done for now. {sentence(outcome_line(study))}"]
    if study.tally.missed:
        lines.append("Missed:")
        lines += [f"  - {prompt_text(question)}" for question in study.tally.missed.values()]
    left = len(study.sitting.left)
    if left:
        lines.append(f"{count(left, 'card')} left for a later sitting: asked often enough for today.")
    return [*lines, upcoming_line(upcoming)]


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

"""The words that both interfaces share: intervals, sources, labels, the summary."""

from __future__ import annotations

from datetime import date
from functools import singledispatch
from typing import TYPE_CHECKING

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.marking.mark import Mark, Response
from quizapp.core.marking.rating import Rating
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import Question, unregistered
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.presentation import BLANK
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.scheduling.scheduler import CardState, Days, Decision, Learning, Review, Step, recall

if TYPE_CHECKING:
    from quizapp.learning.overview import Counts, Outlook, Row, Upcoming
    from quizapp.learning.study.session import StudySession

UNTOUCHED = "Practice leaves the schedule as it is."
RATING_WORDS = {Rating.AGAIN: "again", Rating.HARD: "hard", Rating.GOOD: "good", Rating.EASY: "easy"}


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 card`, `2 cards`, `12,000 cards`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def decision_words(decision: Decision) -> str:
    """Return when a card comes back, for reading aloud: `10 minutes`, `3 days`, `1.5 months`."""
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
    """Return when a card comes back, for a narrow line: `10m`, `3d`, `1.5mo`, `2y`."""
    match decision:
        case Step(delay=delay):
            return f"{max(1, round(delay / 60))}m"
        case Days(interval=days) if days < 31:
            return f"{days}d"
        case Days(interval=days) if days < 365:
            return f"{_short(days / 30.4)}mo"
        case Days(interval=days):
            return f"{_short(days / 365)}y"


def offer_words(rating: Rating, decision: Decision | None) -> str:
    """A rating for reading aloud, and when the card comes back: `good, in 3 days`; in practice `again` or `right`."""
    return f"{RATING_WORDS[rating]}, in {decision_words(decision)}" if decision else _practice_word(rating)


def offer_short(rating: Rating, decision: Decision | None) -> str:
    """The same for a narrow line: `good 3d`."""
    return f"{RATING_WORDS[rating]} {decision_short(decision)}" if decision else _practice_word(rating)


def standing(state: CardState) -> str:
    """Describe how well the card is known: `new`, `learning`, `review, 12 d`, `relearning`."""
    interval = getattr(state.stage, "interval", None)
    return f"review, {interval} d" if interval else state.phase


def memory_words(state: CardState, day: int) -> str:
    """Describe a card's memory on day number `day`: `known with 84 %, comes in 5 days, 7 answers, forgotten once`."""
    answers = f"{count(state.reps, 'answer')}" + (f", forgotten {_times(state.lapses)}" if state.lapses else "")
    match state.stage:
        case _ if state.suspended:
            return "suspended: not asked any more"
        case None:
            return "not asked yet"
        case Learning():
            return f"being learned, comes today, {answers}"
        case Review(due_day=due):
            comes = "comes today" if due <= day else f"comes in {count(due - day, 'day')}"
            known = f"known with {round(100 * recall(state.memory, day))} %, " if state.memory else ""
            return f"{known}{comes}, {answers}"


def source_line(question: Question, info: DeckInfo) -> str:
    """Return where the answer stands, on one line; empty without a source."""
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


def prompt_text(question: Question, gap: str = BLANK, one_of_several: str = f"({{}}) {BLANK}") -> str:
    """The prompt as it is read: the gaps of a cloze as lines to fill, numbered if there are several."""
    if not isinstance(question, Cloze):
        return question.prompt
    several = len(question.gaps) > 1
    pieces = [
        text + ("" if not name else one_of_several.format(number) if several else gap)
        for number, (text, name) in enumerate(question.parts, 1)
    ]
    return "".join(pieces)


@singledispatch
def label(question: Question) -> str:
    """Return the few words before the question that say what is expected."""
    raise unregistered("label", question)


@label.register(Card)
def _(question: Card) -> str:
    return "Flashcard"


@label.register(Choice)
def _(question: Choice) -> str:
    return "Choice"


@label.register(Multiple)
def _(question: Multiple) -> str:
    return "Several may be right"


@label.register(TrueFalse)
def _(question: TrueFalse) -> str:
    return "True or false"


@label.register(Text)
def _(question: Text) -> str:
    return "Type the answer"


@label.register(Number)
def _(question: Number) -> str:
    return f"A number, in {question.unit}" if question.unit else "A number"


@label.register(Date)
def _(question: Date) -> str:
    return {"day": "A date", "month": "A month and year", "year": "A year"}[question.moment.precision]


@label.register(Order)
def _(question: Order) -> str:
    return "Put in order"


@label.register(Match)
def _(question: Match) -> str:
    return "Make pairs"


@label.register(Cloze)
def _(question: Cloze) -> str:
    return "Fill in the gap" if len(question.gaps) == 1 else "Fill in the gaps"


@label.register(Open)
def _(question: Open) -> str:
    return "In your own words"


def feedback_for(question: Question, response: Response, language: str) -> dict[str, str]:
    """Return the deck's feedback on each part of the response, by its key."""
    from quizapp.core.marking.marking import feedback_ids  # 6 ms, which the first question is painted without

    feedback = dict(question.feedback)
    if isinstance(question, Cloze):
        feedback = {f"{name}/{key}": text for name, gap in question.gaps.items() for key, text in gap.feedback.items()}
    keys = feedback_ids(question, response, language)
    return {key: feedback[key] for key in keys if key in feedback}


def diff_text(mark: Mark) -> str:
    """A typed text beside the accepted one: `Gali[i]leo` has an i too many, `Gal(i)leo` lacks one; empty if neither."""
    around = {"same": "{}", "extra": "[{}]", "missing": "({})"}
    return "".join(around[kind].format(piece) for kind, piece in mark.diff)


def diff_words(mark: Mark) -> str:
    """The same for reading aloud: `Too much: i. Missing: l.`"""
    said = []
    for kind, name in (("extra", "Too much"), ("missing", "Missing")):
        if pieces := [piece for each, piece in mark.diff if each == kind]:
            said.append(f"{name}: {', '.join(pieces)}.")
    return " ".join(said)


def sentence(text: str) -> str:
    """`text` with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")


def upcoming_line(upcoming: Upcoming) -> str:
    """Return when the next cards come: `Next: 3 cards in 8 minutes, 7 tomorrow.`"""
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


def head_line(outlook: Outlook, room: int) -> str:
    """The streak and what is left to do today, as far as a line of `room` cells has room for that.

    In full: `streak 6 d · today: 6 to repeat, 20 new, about 11 min`.
    """
    load = outlook.load
    streak = f"streak {outlook.streak:,} d" if outlook.streak else ""
    if not outlook.rows:
        return streak
    about = "" if load.own_pace else "about "
    time = _time_short(load.minutes)
    cards = to_do(load.reviews, load.new)
    fuller = (f"today: {cards}, {about}{time}", f"{cards}, {time}", f"today {time}") if load.cards else ("today done",)
    choices: list[str] = [" · ".join(filter(None, (streak, fuller[0]))), *fuller]
    return next((line for line in choices if len(line) <= room), choices[-1])


def to_do(repeats: int, new: int) -> str:
    """Cards to repeat and to begin: `6 to repeat, 20 new`."""
    return ", ".join(filter(None, (f"{repeats:,} to repeat" if repeats else "", f"{new:,} new" if new else ""))) or (
        "nothing to do"
    )


def today_line(outlook: Outlook) -> str:
    """The same as sentences: `A streak of 6 days. To do today: 24 cards in 14 minutes.`"""
    streak = f"A streak of {count(outlook.streak, 'day')}. " if outlook.streak else ""
    load = outlook.load
    if not load.cards:
        return f"{streak}Nothing is left to do today."
    about = "" if load.own_pace else "about "
    return f"{streak}To do today: {count(load.cards, 'card')} in {about}{_time_words(load.minutes)}."


def ahead_line(counts: Counts) -> str:
    """The cards that come on each of the next days: `next 7 days: 12 4 0 3 9 1 2`."""
    if not any(counts.ahead):
        return ""
    return f"next {len(counts.ahead)} days: {' '.join(f'{cards:,}' for cards in counts.ahead)}"


def fresh_line(row: Row, today: int) -> str:
    """Describe what came into a deck since it was last studied: `3 new questions since 12 November`."""
    if not row.fresh or row.since is None:
        return ""
    return f"{count(row.fresh, 'new question')} since {day_words(row.since, today)}"


def day_words(day: int, today: int) -> str:
    """A day number not after `today`: `earlier today`, `yesterday`, `12 November`, with the year if it is another."""
    then, now = date.fromordinal(day), date.fromordinal(today)
    if today - day < 2:
        return "earlier today" if day == today else "yesterday"
    return f"{then.day} {then:%B}" + (f" {then.year}" if then.year != now.year else "")


def outcome_line(study: StudySession) -> str:
    """Describe how the session went: `19 cards, 25 answers, 84 % right, 11 minutes`."""
    session = study.session
    cards = session.met
    spent = max(1, round(session.seconds / 60))
    percent = round(100 * session.right / session.answers)
    answers = f", {count(session.answers, 'answer')}" if session.answers != cards else ""
    return f"{count(cards, 'card')}{answers}, {percent} % right, {count(spent, 'minute')}"


def done_line(study: StudySession) -> str:
    """Return the line at the end of a session."""
    return "Done for now." if study.practice is None else "Practice done. The schedule is as it was."


def nothing_line(study: StudySession) -> str:
    """Return the line when there is nothing to ask."""
    return "Nothing is due now." if study.practice is None else "There are no such cards to practise."


def saved_line(study: StudySession, command: str) -> str:
    """Describe what is kept of a session: `Saved at 7 of 19 cards; `quizapp --deck vlasov` goes on.`"""
    seen, _, total = study.progress_made
    waits = study.showing is not None and study.showing.verdict is not None
    back = seen - study.session.finished
    coming = f", {back:,} of them to come once more" if back > 0 else ""
    saved = f"Saved at {seen} of {count(total, 'card')}{coming}" + (f"; `{command}` goes on." if command else ".")
    return f"{saved} The last answer still waits for its rating." if waits else saved


def _time_short(minutes: float) -> str:
    whole = max(1, round(minutes))
    return f"{whole} min" if whole < 100 else f"{whole // 60} h {whole % 60} min"


def _time_words(minutes: float) -> str:
    whole = max(1, round(minutes))
    if whole < 100:
        return count(whole, "minute")
    return f"{count(whole // 60, 'hour')}" + (f" and {count(whole % 60, 'minute')}" if whole % 60 else "")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _practice_word(rating: Rating) -> str:
    return "again" if rating is Rating.AGAIN else "right"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

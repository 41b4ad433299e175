"""The words that both interfaces share: intervals, sources, labels, the summary."""

from __future__ import annotations

from datetime import date
from functools import singledispatch
from typing import TYPE_CHECKING

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.formats import all_of, day_and_month, decimal, long_date, percent
from quizapp.core.marking.mark import Mark, Response
from quizapp.core.marking.rating import Rating
from quizapp.core.messages import number, tr, tr_noop, trc, trn
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import Question, unregistered
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.presentation import BLANK
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.scheduling.scheduler import CardState, Days, Decision, Learning, Review, Step, recall
from quizapp.wording.days import short_time, streak_text

if TYPE_CHECKING:
    from quizapp.learning.overview import Counts, Outlook, Row, Upcoming
    from quizapp.learning.study.session import StudySession

UNTOUCHED = tr_noop("Practice doesn't change your schedule.")
UNCHANGED = tr_noop("Your schedule hasn't changed.")
_DATES = {"day": tr_noop("A date"), "month": tr_noop("A month and year"), "year": tr_noop("A year")}


def seconds_text(number: int) -> str:
    """`1 second`, `30 seconds`."""
    return trn("{count} second", "{count} seconds", number)


def minutes_text(number: int) -> str:
    """`1 minute`, `10 minutes`."""
    return trn("{count} minute", "{count} minutes", number)


def hours_text(number: int) -> str:
    """`1 hour`, `2 hours`."""
    return trn("{count} hour", "{count} hours", number)


def cards_text(number: int) -> str:
    """`1 card`, `12,000 cards`."""
    return trn("{count} card", "{count} cards", number)


def decks_text(number: int) -> str:
    """`1 deck`, `3 decks`."""
    return trn("{count} deck", "{count} decks", number)


def answers_text(number: int) -> str:
    """`1 answer`, `2 answers`."""
    return trn("{count} answer", "{count} answers", number)


def shortest(value: float, places: int) -> str:
    """A number with as many decimal places as it needs, and no more than these: `1.5`, `2`."""
    needed = f"{value:.{places}f}".rstrip("0").partition(".")[2]
    return decimal(value, len(needed))


def rating_word(rating: Rating) -> str:
    """The name of a rating: `again`, `hard`, `good`, `easy`."""
    match rating:
        case Rating.AGAIN:
            return trc("rating", "again")
        case Rating.HARD:
            return trc("rating", "hard")
        case Rating.GOOD:
            return trc("rating", "good")
        case Rating.EASY:
            return trc("rating", "easy")


def decision_words(decision: Decision) -> str:
    """Return when a card comes back, for reading aloud: `10 minutes`, `3 days`, `1.5 months`."""
    match decision:
        case Step(delay=delay):
            return minutes_text(_minutes(delay))
        case Days(interval=days) if days < 31:
            return trn("{count} day", "{count} days", days)
        case Days(interval=days) if days < 365:
            months = round(days / 30.4, 1)
            if months.is_integer():
                return trn("{count} month", "{count} months", int(months))
            return tr("{number} months", number=decimal(months, 1))
        case Days(interval=days):
            years = round(days / 365, 1)
            if years.is_integer():
                return trn("{count} year", "{count} years", int(years))
            return tr("{number} years", number=decimal(years, 1))


def decision_short(decision: Decision) -> str:
    """Return when a card comes back, for a narrow line: `10m`, `3d`, `1.5mo`, `2y`."""
    match decision:
        case Step(delay=delay):
            return trc("short interval", "{minutes}m", minutes=_minutes(delay))
        case Days(interval=days) if days < 31:
            return trc("short interval", "{days}d", days=days)
        case Days(interval=days) if days < 365:
            return trc("short interval", "{months}mo", months=shortest(days / 30.4, 1))
        case Days(interval=days):
            return trc("short interval", "{years}y", years=shortest(days / 365, 1))


def offer_words(rating: Rating, decision: Decision | None) -> str:
    """A rating for reading aloud, and when the card comes back: `good, in 3 days`; in practice `again` or `right`."""
    if decision is None:
        return offer_word(rating, decision)
    return trc("rating", "{rating}, in {time}", rating=rating_word(rating), time=decision_words(decision))


def offer_short(rating: Rating, decision: Decision | None) -> str:
    """The same for a narrow line: `good 3d`."""
    return f"{rating_word(rating)} {decision_short(decision)}" if decision else offer_word(rating, decision)


def offer_word(rating: Rating, decision: Decision | None) -> str:
    """A rating alone: `good`; in practice, which decides nothing, `again` or `right`."""
    if decision is None and rating is not Rating.AGAIN:
        return trc("rating in practice", "right")
    return rating_word(rating)


def memory_words(state: CardState, day: int) -> str:
    """Describe a card's memory on day number `day`: `84% recall · due in 5 days · answered 7× · missed once`."""
    if state.suspended:
        return trc("state of a card", "suspended")
    parts = []
    match state.stage:
        case None:
            return tr("not asked yet")
        case Learning():
            parts += [trc("state of a card", "learning"), tr("due today")]
        case Review(due_day=due):
            if state.memory:
                parts.append(tr("{percent} recall", percent=percent(recall(state.memory, day))))
            ahead = due - day
            parts.append(trn("due in {count} day", "due in {count} days", ahead) if ahead > 0 else tr("due today"))
    parts.append(trn("answered once", "answered {count}×", state.reps))
    if state.lapses:
        parts.append(missed_text(state.lapses))
    return " · ".join(parts)


def missed_text(lapses: int) -> str:
    """Say how often a card was forgotten: `missed once`, `missed 3×`."""
    return trn("missed once", "missed {count}×", lapses)


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
    published = long_date(source.published) if source.published else ""
    lines = [
        source.title,
        ", ".join(part for part in (source.author, source.publisher, published) if part),
        tr("Section: {section}", section=citation.at) if citation.at else "",
        f"\u201c{citation.quote}\u201d" if citation.quote else "",
        source.url,
    ]
    return [line for line in lines if line]


def about_lines(question: Question, state: CardState, day: int, info: DeckInfo, *, answered: bool) -> list[str]:
    """What there is to know of a card beside its question.

    Before the answer that is nothing which helps to find it: tags are a hint (`people`), and one that would not count.
    """
    tags = ", ".join(question.tags) if answered else ""
    level = question.difficulty
    lines = [
        label(question),
        tr("Tags: {tags}", tags=tags) if tags else "",
        tr("Difficulty: {level} of 5", level=level) if level else "",
        sentence(memory_words(state, day)),
        tr("Deck: {title} (--deck {id})", title=info.title, id=info.id),
    ]
    return [line for line in lines if line]


def prompt_text(question: Question, gap: str = BLANK, one_of_several: str = f"({{number}}) {BLANK}") -> str:
    """The prompt as it is read: the gaps of a cloze as lines to fill, numbered if there are several."""
    if not isinstance(question, Cloze):
        return question.prompt
    several = len(question.gaps) > 1
    pieces = [
        text + ("" if not name else one_of_several.format(number=number) if several else gap)
        for number, (text, name) in enumerate(question.parts, 1)
    ]
    return "".join(pieces)


@singledispatch
def label(question: Question) -> str:
    """Return the few words before the question that say what is expected."""
    raise unregistered("label", question)


@label.register(Card)
def _(question: Card) -> str:
    return trc("kind of question", "Flashcard")


@label.register(Choice)
def _(question: Choice) -> str:
    return trc("kind of question", "Choice")


@label.register(Multiple)
def _(question: Multiple) -> str:
    return tr("Several may be right")


@label.register(TrueFalse)
def _(question: TrueFalse) -> str:
    return tr("True or false")


@label.register(Text)
def _(question: Text) -> str:
    return tr("Type the answer")


@label.register(Number)
def _(question: Number) -> str:
    return tr("A number, in {unit}", unit=question.unit) if question.unit else tr("A number")


@label.register(Date)
def _(question: Date) -> str:
    return tr(_DATES[question.moment.precision])


@label.register(Order)
def _(question: Order) -> str:
    return tr("Put in order")


@label.register(Match)
def _(question: Match) -> str:
    return tr("Match the pairs")


@label.register(Cloze)
def _(question: Cloze) -> str:
    return trn("Fill in the gap", "Fill in the gaps", len(question.gaps))


@label.register(Open)
def _(question: Open) -> str:
    return tr("In your own words")


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
    extra = ", ".join(piece for kind, piece in mark.diff if kind == "extra")
    missing = ", ".join(piece for kind, piece in mark.diff if kind == "missing")
    sentences = (
        tr("Too much: {letters}.", letters=extra) if extra else "",
        tr("Missing: {letters}.", letters=missing) if missing else "",
    )
    return " ".join(filter(None, sentences))


def sentence(text: str) -> str:
    """`text` with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")


def upcoming_line(upcoming: Upcoming) -> str:
    """Return when the next cards come: `Next: 3 cards in 8 minutes. Tomorrow: 12 due, 8 new, about 9 minutes.`"""
    soon, next_day = upcoming.soon, upcoming.next_day
    sentences = []
    if soon:
        time = minutes_text(upcoming.minutes)
        sentences.append(trn("Next: {count} card in {time}.", "Next: {count} cards in {time}.", soon, time=time))
    if upcoming.tomorrow or upcoming.tomorrow_new:
        cards, time = to_do(upcoming.tomorrow, upcoming.tomorrow_new), _time_words(upcoming.tomorrow_minutes)
        sentences.append(tr("Tomorrow: {cards}, about {time}.", cards=cards, time=time))
    elif next_day and soon:
        sentences.append(trn("Reviews in {count} day.", "Reviews in {count} days.", next_day))
    elif next_day:
        sentences.append(trn("Next: reviews in {count} day.", "Next: reviews in {count} days.", next_day))
    if upcoming.new and not upcoming.tomorrow_new:
        sentences.append(trn("{count} new card left.", "{count} new cards left.", upcoming.new))
    return " ".join(sentences) or tr("Nothing left to learn here.")


def head_line(outlook: Outlook, room: int, *, streak: bool = True) -> str:
    """What is left to do today, after the streak if that is asked for, as far as a line of `room` cells has room.

    In full: `6-day streak · today: 6 due, 20 new, about 11 min`.
    """
    load = outlook.load
    days = streak_text(outlook.recent) if streak and outlook.recent.streak else ""
    if not outlook.rows:
        return days
    if load.cards:
        time, cards = short_time(load.minutes), to_do(load.reviews, load.new)
        about = (
            tr("today: {cards}, {time}", cards=cards, time=time)
            if load.own_pace
            else tr("today: {cards}, about {time}", cards=cards, time=time)
        )
        choices = [" · ".join(filter(None, (days, about))), about, f"{cards}, {time}", tr("today: {time}", time=time)]
    else:
        done = tr("all done today")
        choices = [" · ".join(filter(None, (days, done))), done]
    return next((line for line in choices if len(line) <= room), choices[-1])


def to_do(repeats: int, new: int) -> str:
    """Cards to repeat and to begin: `6 due, 20 new`."""
    parts = (
        trn("{count} due", "{count} due", repeats) if repeats else "",
        trn("{count} new", "{count} new", new) if new else "",
    )
    return ", ".join(filter(None, parts)) or tr("nothing to do")


def today_line(outlook: Outlook) -> str:
    """The same as sentences: `You're on a 6-day streak. To do today: 24 cards, about 14 minutes.`"""
    load, days = outlook.load, outlook.recent.streak
    sentences = [trn("You're on a {count}-day streak.", "You're on a {count}-day streak.", days)] if days else []
    time = _time_words(load.minutes)
    if not load.cards:
        sentences.append(tr("Nothing left to do today."))
    elif load.own_pace:
        to_do = trn("To do today: {count} card, {time}.", "To do today: {count} cards, {time}.", load.cards, time=time)
        sentences.append(to_do)
    else:
        sentences.append(
            trn(
                "To do today: {count} card, about {time}.",
                "To do today: {count} cards, about {time}.",
                load.cards,
                time=time,
            )
        )
    return " ".join(sentences)


def ahead_line(counts: Counts) -> str:
    """The cards that come on each of the next days: `next 7 days: 12 4 0 3 9 1 2`."""
    if not any(counts.ahead):
        return ""
    cards = " ".join(map(number, counts.ahead))
    return trn("next {count} day: {cards}", "next {count} days: {cards}", len(counts.ahead), cards=cards)


def fresh_line(row: Row, today: int) -> str:
    """Describe what came into a deck since it was last studied: `3 new questions since 12 November`."""
    if not row.fresh or row.since is None:
        return ""
    day = day_words(row.since, today)
    return trn("{count} new question since {day}", "{count} new questions since {day}", row.fresh, day=day)


def day_words(day: int, today: int) -> str:
    """A day number not after `today`: `earlier today`, `yesterday`, `12 November`, with the year if it is another."""
    then, now = date.fromordinal(day), date.fromordinal(today)
    if today == day:
        return tr("earlier today")
    if today - day == 1:
        return tr("yesterday")
    return day_and_month(then) if then.year == now.year else long_date(then)


def outcome_line(study: StudySession) -> str:
    """Describe how the session went: `19 cards, 25 answers, 84% right, 11 minutes`."""
    session = study.session
    cards = session.met
    parts = (
        cards_text(cards),
        answers_text(session.answers) if session.answers != cards else "",
        tr("{percent} right", percent=percent(session.right / session.answers)),
        minutes_text(_minutes(session.seconds)),
    )
    return ", ".join(filter(None, parts))


def right_text(study: StudySession) -> str:
    """How many of the answers were right: `16 of 19 right`."""
    session = study.session
    return tr("{right} of {answers} right", right=number(session.right), answers=number(session.answers))


def time_line(study: StudySession) -> str:
    """How many cards were asked, and how long it took: `19 cards, 11 minutes`."""
    return f"{cards_text(study.session.met)}, {minutes_text(_minutes(study.session.seconds))}"


def done_line(study: StudySession) -> str:
    """Return the line at the end of a session."""
    return tr("Done for now.") if study.practice is None else f"{tr('Practice done.')} {tr(UNCHANGED)}"


def nothing_line(study: StudySession) -> str:
    """Return the line when there is nothing to ask."""
    return tr("Nothing is due now.") if study.practice is None else tr("No cards to practise.")


def saved_line(study: StudySession, command: str) -> str:
    """Describe what is kept of a session: `Saved. 12 cards still to finish; continue with `quizapp --deck vlasov`.`"""
    _, done, total = study.progress_made
    left = total - done
    saved = (
        trn(
            "Saved. {count} card still to finish; continue with `{command}`.",
            "Saved. {count} cards still to finish; continue with `{command}`.",
            left,
            command=command,
        )
        if command
        else trn("Saved. {count} card still to finish.", "Saved. {count} cards still to finish.", left)
    )
    waits = study.showing is not None and study.showing.verdict is not None
    return f"{saved} {tr('Your last answer still needs a rating.')}" if waits else saved


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))


def _time_words(minutes: float) -> str:
    whole = max(1, round(minutes))
    if whole < 100:
        return minutes_text(whole)
    hours, rest = divmod(whole, 60)
    return all_of([hours_text(hours), *([minutes_text(rest)] if rest else [])])

"""The statistics in sentences: the line mode is made of them, and the screen has them beside its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from quizapp.core import formats, stats
from quizapp.core.formats import all_of, day_and_month, decimal
from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.messages import number, tr, tr_noop, trc, trn
from quizapp.core.stats import Calibration, Luck, Share
from quizapp.learning.stats import HEATMAP_WEEKS, CardFigures, History
from quizapp.wording.common import (
    answers_text,
    cards_text,
    hours_text,
    minutes_text,
    missed_text,
    seconds_text,
    sentence,
)
from quizapp.wording.days import short_time
from quizapp.wording.spoken import spoken_prompt

AGES = ("young", "mature")
NOTHING_YET = tr_noop("Nothing here yet. Answer a few questions and come back: every answer counts.")
NO_REVIEWS_YET = tr_noop(
    "No card has come back yet. New cards return after a few days; then you'll see here how many you still knew."
)
NO_ANSWERS_TODAY = tr_noop("Today: no answers yet.")
ENOUGH_GUESSES = 10
"""Fewer guesses than this say nothing about how good they are."""

AT_FIRST_SIGHT = tr_noop(
    "Choices at first sight: {right} of {answers} right ({percent}). Random clicking would get {luck} ({luck_percent})."
)
GUESSED = tr_noop(
    "Choices marked as a guess: {right} of {answers} right ({percent}). Random clicking would get {luck} "
    "({luck_percent})."
)
SOURCES = tr_noop(
    "The log loss is the mean logarithmic score (Good 1952); the error is the root mean square over twentieths of the "
    "predictions (Nguyen and O'Connor 2015): FSRS's RMSE(bins), without its bins by interval."
)


def what_counts() -> str:
    """Explain which answers true retention is about."""
    return trn(
        "Only due reviews count: no new cards, no repeats on the same day, no practice. A card is young until its "
        "interval reaches {count} day, then mature, as in Anki.",
        "Only due reviews count: no new cards, no repeats on the same day, no practice. A card is young until its "
        "interval reaches {count} days, then mature, as in Anki.",
        MATURE_DAYS,
    )


def report(past: History, cards: CardFigures, name: str, part: str = "") -> Iterator[str]:
    """The statistics, line by line, or one of the `PARTS` of them; `name` says what they are about."""
    yield tr("Statistics for {name}, {date}.", name=name, date=formats.long_date(date.fromordinal(past.day)))
    yield from later_lines(past)
    if not past.days:
        yield from [] if past.later else [tr(NOTHING_YET)]
        return
    if part:
        title, lines = PARTS[part]
        yield tr(title)
        yield from lines(past, cards)
        return
    yield from summary(past, cards)
    for title, lines in PARTS.values():
        yield ""
        yield tr(title)
        yield from lines(past, cards)


def later_lines(past: History) -> list[str]:
    """Say how many answers are dated after today, if any are."""
    if not past.later:
        return []
    return [
        trn(
            "{count} answer is dated after today and doesn't count yet; `quizapp doctor` checks whether a clock was "
            "ahead.",
            "{count} answers are dated after today and don't count yet; `quizapp doctor` checks whether a clock was "
            "ahead.",
            past.later,
        )
    ]


def summary(past: History, cards: CardFigures) -> Iterator[str]:
    """Summarise it all in three sentences."""
    today, streak, overall = past.overview.today, past.overview.streak, past.retention.overall
    answered = tr("Today: {answers}.", answers=answers_text(today.answers)) if today.answers else tr(NO_ANSWERS_TODAY)
    yield f"{answered} {_streak(streak)}"
    if overall.answers:
        yield tr("When cards came back, you still knew {percent} of them.", percent=percent(overall.rate))
    else:
        yield tr(NO_REVIEWS_YET)
    due = trn("{count} is due today.", "{count} are due today.", cards.forecast[0])
    yield f"{_started(cards)} {due}"


def day_lines(past: History) -> list[str]:
    """The streak, today, the last half year, and the time spent."""
    streak, today, time = past.overview.streak, past.overview.today, past.time
    run = _streak(streak)
    if streak.now and not streak.today:
        run += f" {tr('Answer a question today to keep it.')}"
    shown = stats.heatmap(past.days, past.day, HEATMAP_WEEKS)
    days = len(shown.answers)
    span = trn(
        "Last {count} week: {answers} on {days}.",
        "Last {count} weeks: {answers} on {days}.",
        HEATMAP_WEEKS,
        answers=answers_text(sum(shown.answers.values())),
        days=trn("{count} day", "{count} days", days),
    )
    if shown.most:
        busiest = next(day for day, answers in shown.answers.items() if answers == shown.most)
        most = tr("Busiest day: {day}, with {answers}.", day=short_date(busiest), answers=answers_text(shown.most))
        span += f" {most}"
    return [
        run,
        tr("Today: {answers}.", answers=_answers(today, past.overview.seconds))
        if today.answers
        else tr(NO_ANSWERS_TODAY),
        span,
        tr(
            "Time: {week} in the last 7 days, {month} in the last 30 days, {total} in all; {average} per study day.",
            week=duration(time.week),
            month=duration(time.month),
            total=duration(time.seconds),
            average=duration(time.seconds / time.days),
        ),
    ]


def week_lines(past: History) -> list[str]:
    """Each week with answers of the last half year."""
    return [
        trn(
            "Week of {monday}: {answers}, on {count} day.",
            "Week of {monday}: {answers}, on {count} days.",
            week.days,
            monday=short_date(week.monday),
            answers=_answers(week.share, week.seconds),
        )
        for week in stats.by_week(past.days, past.day, HEATMAP_WEEKS)
    ]


def recall_lines(past: History) -> list[str]:
    """True retention, in all and by kind."""
    if not past.retention.overall.answers:
        return [tr(NO_REVIEWS_YET)]
    overall = past.retention.overall
    lines = [
        trn(
            "Remembered: {percent} of {count} due review.",
            "Remembered: {percent} of {count} due reviews.",
            overall.answers,
            percent=percent(overall.rate),
        )
    ]
    lines += [
        sentence(
            tr(
                "{group}: remembered {percent} of {answers}.",
                group=name,
                percent=percent(share.rate),
                answers=number(share.answers),
            )
        )
        for name, share in [*ages(past), *forms(past)]
    ]
    return [*lines, what_counts()]


def ages(past: History) -> list[tuple[str, Share]]:
    """True retention of young and mature cards, with names to show."""
    names = {"young": tr("young cards"), "mature": tr("mature cards")}
    return [(names[age], past.retention.by_maturity[age]) for age in AGES if age in past.retention.by_maturity]


def forms(past: History) -> list[tuple[str, Share]]:
    """True retention by form asked, the most frequent one first, with names to show."""
    listed = sorted(past.retention.by_form.items(), key=lambda entry: -entry[1].answers)
    return [(form_word(form), share) for form, share in listed]


def calibration_lines(past: History) -> list[str]:
    """Return the lines on how good the predictions were, in all and by form asked."""
    calibration = past.calibration
    if calibration is None:
        return [tr(NO_REVIEWS_YET)]
    return [
        trn(
            "Predicted {predicted}, remembered {actual}, of {count} due review.",
            "Predicted {predicted}, remembered {actual}, of {count} due reviews.",
            calibration.answers,
            predicted=percent(calibration.predicted),
            actual=percent(calibration.actual),
        ),
        *(_by_form(form, one) for form, one in past.calibration_by_form.items()),
        *score_lines(calibration),
    ]


def score_lines(calibration: Calibration) -> list[str]:
    """Explain the two scores of the predictions."""
    return [
        tr(
            "Log loss {loss}: how much the outcomes surprised the predictions; lower is better. Always saying "
            "{percent} would score {baseline}.",
            loss=_score(calibration.log_loss),
            percent=percent(calibration.actual),
            baseline=_score(calibration.baseline),
        ),
        tr(
            "Root mean square error {points} points: how far apart predicted and remembered are on average, in each "
            "twentieth of the predictions.",
            points=decimal(100 * calibration.rmse, 1),
        ),
        tr(SOURCES),
    ]


def bin_lines(calibration: Calibration | None) -> list[str]:
    """Each twentieth of the predictions."""
    return [
        tr(
            "Predicted {low} to {high}: remembered {percent} of {answers}.",
            low=percent(one.start),
            high=percent(one.end),
            percent=percent(one.actual),
            answers=number(one.answers),
        )
        for one in (calibration.bins if calibration else ())
    ]


def ahead_lines(past: History, cards: CardFigures) -> list[str]:
    """Return the lines on what comes due, and how long today's part will take."""
    loads = cards.forecast
    return [
        _due_today(loads[0], past.overview.pace.minutes(loads[0], 0)),
        trn(
            "In the next 7 days: {week}; in the next {count} day: {cards}. What you answer before then will add more.",
            "In the next 7 days: {week}; in the next {count} days: {cards}. What you answer before then will add more.",
            len(loads),
            week=cards_text(sum(loads[:7])),
            cards=cards_text(sum(loads)),
        ),
    ]


def about_minutes(past: History, reviews: int) -> str:
    """`about 14 min`: how long so many reviews take; empty for none."""
    if not reviews:
        return ""
    minutes = past.overview.pace.minutes(reviews, 0)
    if not round(minutes):
        return tr("under a minute")
    return tr("about {time}", time=short_time(minutes))


def load_lines(day: int, loads: Sequence[int]) -> list[str]:
    """Each day on which cards come due."""
    return [
        sentence(f"{weekday(day + ahead) if ahead else trc('day', 'today')}: {cards_text(load)}")
        for ahead, load in enumerate(loads)
        if load
    ]


def memory_lines(cards: CardFigures) -> list[str]:
    """Return how many cards were begun, and how many are mature."""
    mature = trn(
        "{count} is mature (its interval is {days} days or more).",
        "{count} are mature (their interval is {days} days or more).",
        cards.mature,
        days=MATURE_DAYS,
    )
    return [f"{_started(cards)} {mature}"]


def tag_lines(cards: CardFigures) -> list[str]:
    """The mean recall of each tag's cards, weakest first."""
    return [
        trn(
            "{tag}: {percent} recall tomorrow, {count} card.",
            "{tag}: {percent} recall tomorrow, {count} cards.",
            one.cards,
            tag=one.tag,
            percent=percent(one.recall),
        )
        for one in cards.tags
    ]


def hard_lines(cards: CardFigures) -> list[str]:
    """The cards that are forgotten most."""
    if not cards.hardest:
        return []
    several = len({one.deck for one in cards.hardest}) > 1
    return [
        tr("Hardest cards:"),
        *(
            f"{f'{one.deck}: ' if several else ''}{spoken_prompt(one.question)} "
            f"({hardness(one.memory.lapses, one.recall)})"
            for one in cards.hardest
        ),
    ]


def hardness(lapses: int, recall: float) -> str:
    """`missed 3× · 54% chance tomorrow`."""
    history = missed_text(lapses) if lapses else tr("hard from the start")
    chance = tr("{percent} chance tomorrow", percent=percent(recall))
    return f"{history} · {chance}"


def guess_lines(past: History) -> list[str]:
    """Return the lines on lucky guesses, and first answers to choices."""
    lines = []
    if past.first_sight.answers:
        lines.append(_luck(AT_FIRST_SIGHT, past.first_sight))
    if past.guesses.answers:
        lines.append(_luck(GUESSED, past.guesses))
    return [*lines, guess_remark(past)]


def guess_remark(past: History) -> str:
    """Explain what the guesses mean."""
    if not past.guesses.answers:
        return tr("You haven't marked an answer as a guess yet (key g). It brings a lucky answer back soon.")
    if past.guesses.answers < ENOUGH_GUESSES:
        return trn(
            "After {count} guess, you'll see here whether yours beat random clicking.",
            "After {count} guesses, you'll see here whether yours beat random clicking.",
            ENOUGH_GUESSES,
        )
    if past.guesses.right > past.guesses.by_chance + 1:
        return tr("Your guesses beat random clicking: you know more than you think.")
    return tr("Your guesses are about as good as random clicking.")


def form_word(form: str) -> str:
    """Return the word for a form of question."""
    words = {
        "": trc("form of question", "unknown form"),
        "card": trc("form of question", "flashcard"),
        "choice": trc("form of question", "choice"),
        "multiple": trc("form of question", "several right"),
        "true-false": trc("form of question", "true or false"),
        "text": trc("form of question", "typed text"),
        "number": trc("form of question", "number"),
        "date": trc("form of question", "date"),
        "order": trc("form of question", "order"),
        "match": trc("form of question", "pairs"),
        "cloze": trc("form of question", "gap"),
        "open": trc("form of question", "own words"),
    }
    return words.get(form, form)


def percent(part: float | None) -> str:
    """`84%`; a dash for nothing."""
    return "–" if part is None else formats.percent(part)


def duration(seconds: float) -> str:
    """`40 seconds`, `14 minutes`, `2 hours and 5 minutes`, `31 hours`."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return seconds_text(round(seconds))
    if minutes < 60:
        return minutes_text(minutes)
    hours, rest = divmod(minutes, 60)
    return all_of([hours_text(hours), *([minutes_text(rest)] if rest and hours < 10 else [])])


def short_date(day: int) -> str:
    """`3 October`."""
    return day_and_month(date.fromordinal(day))


def weekday(day: int) -> str:
    """`Friday 3 October`."""
    day_date = date.fromordinal(day)
    return trc("date", "{weekday} {date}", weekday=formats.weekday(day_date.weekday()), date=day_and_month(day_date))


def _streak(streak: stats.Streak) -> str:
    return trn(
        "Streak: {count} day (longest: {longest}).",
        "Streak: {count} days (longest: {longest}).",
        streak.now,
        longest=number(streak.longest),
    )


def _started(cards: CardFigures) -> str:
    return trn(
        "You've started {begun} of {count} card.",
        "You've started {begun} of {count} cards.",
        cards.cards,
        begun=number(cards.begun),
    )


def _due_today(cards: int, minutes: float) -> str:
    if not cards:
        return tr("Nothing is due today.")
    if not round(minutes):
        return trn("Due today: {count} card, under a minute.", "Due today: {count} cards, under a minute.", cards)
    time = duration(60 * minutes)
    return trn("Due today: {count} card, about {time}.", "Due today: {count} cards, about {time}.", cards, time=time)


def _answers(share: Share, seconds: float) -> str:
    right = tr("{percent} right", percent=percent(share.rate))
    return ", ".join((answers_text(share.answers), right, duration(seconds)))


def _by_form(form: str, calibration: Calibration) -> str:
    return sentence(
        tr(
            "{group}: predicted {predicted}, remembered {actual}, of {answers}; log loss {loss}.",
            group=form_word(form),
            predicted=percent(calibration.predicted),
            actual=percent(calibration.actual),
            answers=number(calibration.answers),
            loss=_score(calibration.log_loss),
        )
    )


def _score(value: float) -> str:
    """A score with three decimals; zero has no sign."""
    return decimal(value + 0.0, 3)


def _luck(message: str, luck: Luck) -> str:
    return tr(
        message,
        right=number(luck.right),
        answers=number(luck.answers),
        percent=percent(luck.right / luck.answers),
        luck=decimal(luck.by_chance, 1),
        luck_percent=percent(luck.by_chance / luck.answers),
    )


PARTS: dict[str, tuple[str, Callable[[History, CardFigures], list[str]]]] = {
    "days": (tr_noop("Study days"), lambda past, _: [*day_lines(past), *week_lines(past)]),
    "recall": (tr_noop("Recall"), lambda past, _: recall_lines(past)),
    "predictions": (
        tr_noop("Predicted and actual recall"),
        lambda past, _: [*calibration_lines(past), *bin_lines(past.calibration)],
    ),
    "ahead": (
        tr_noop("The days ahead"),
        lambda past, cards: [*ahead_lines(past, cards), *load_lines(past.day, cards.forecast)],
    ),
    "cards": (tr_noop("Your cards"), lambda _, cards: [*memory_lines(cards), *tag_lines(cards), *hard_lines(cards)]),
    "guesses": (tr_noop("Your guesses"), lambda past, _: guess_lines(past)),
}
"""The parts of the statistics: the title of each, and its lines."""

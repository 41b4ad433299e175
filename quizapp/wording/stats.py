"""The statistics in sentences: the line mode is made of them, and the screen has them beside its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from quizapp.core import stats
from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.stats import Calibration, Luck, Share
from quizapp.learning.stats import HEATMAP_WEEKS, CardFigures, History
from quizapp.wording.common import count
from quizapp.wording.spoken import spoken_prompt

FORM_WORDS = {
    "": "a form that was not noted",
    "card": "flashcard",
    "choice": "choice",
    "multiple": "several right",
    "true-false": "true or false",
    "text": "typed text",
    "number": "number",
    "date": "date",
    "order": "order",
    "match": "pairs",
    "cloze": "gap",
    "open": "own words",
}
AGES = ("young", "mature")
NOTHING_YET = "There is nothing yet. Answer a few questions, and come back: every answer counts from the first one on."
NO_REVIEWS_YET = (
    "No card has come back yet. New cards return after some days; this then shows how many of them were still known."
)
WHAT_COUNTS = (
    "Only reviews that were due count: not the learning of new cards, not repeats within the day, not practice. "
    f"A card is young until its interval is {MATURE_DAYS} days, then mature, as in Anki."
)
ENOUGH_GUESSES = 10
"""Fewer guesses than this say nothing about how good they are."""

SOURCES = (
    "The log loss is the mean logarithmic score (Good 1952), the error the root mean square over twentieths of the "
    "prediction (Nguyen and O'Connor 2015): FSRS's RMSE(bins) without its bins by interval."
)


def report(past: History, cards: CardFigures, name: str, part: str = "") -> Iterator[str]:
    """The statistics, line by line, or one of the `PARTS` of them; `name` says what they are about."""
    yield f"Statistics of {name}, {long_date(past.day)}."
    yield from later_lines(past)
    if not past.days:
        yield from [] if past.later else [NOTHING_YET]
        return
    if part:
        title, lines = PARTS[part]
        yield title
        yield from lines(past, cards)
        return
    yield from summary(past, cards)
    for title, lines in PARTS.values():
        yield ""
        yield title
        yield from lines(past, cards)


def later_lines(past: History) -> list[str]:
    """Say how many answers are dated after today, if any are."""
    if not past.later:
        return []
    answers = "1 answer is" if past.later == 1 else f"{past.later:,} answers are"
    return [f"{answers} dated after today, and not counted yet; `quizapp doctor` says whether a clock was ahead."]


def summary(past: History, cards: CardFigures) -> Iterator[str]:
    """Summarise it all in three sentences."""
    today, streak, overall = past.overview.today, past.overview.streak, past.retention.overall
    answered = count(today.answers, "answer") if today.answers else "no answer yet"
    yield f"Today: {answered}; {count(streak.now, 'day')} in a row."
    if overall.answers:
        yield f"When cards came back, you still knew {percent(overall.rate)} of them."
    else:
        yield NO_REVIEWS_YET
    yield f"{cards.begun:,} of {count(cards.cards, 'card')} begun; {cards.forecast[0]:,} to repeat today."


def day_lines(past: History) -> list[str]:
    """The streak, today, the last half year, and the time spent."""
    streak, today, time = past.overview.streak, past.overview.today, past.time
    run = f"Streak: {count(streak.now, 'day')}; the longest was {count(streak.longest, 'day')}."
    if streak.now and not streak.today:
        run += " An answer today keeps it."
    shown = stats.heatmap(past.days, past.day, HEATMAP_WEEKS)
    answers = sum(shown.answers.values())
    span = f"Last {HEATMAP_WEEKS} weeks: {count(answers, 'answer')} on {count(len(shown.answers), 'day')}"
    if shown.most:
        busiest = next(day for day, number in shown.answers.items() if number == shown.most)
        span += f"; the busiest was {short_date(busiest)} with {shown.most:,}"
    return [
        run,
        f"Today: {_answers(today, past.overview.seconds)}." if today.answers else "Today: no answers yet.",
        f"{span}.",
        f"Time: {duration(time.week)} in the last 7 days, {duration(time.month)} in the last 30 days, "
        f"{duration(time.seconds)} in all; {duration(time.seconds / time.days)} on a day with answers.",
    ]


def week_lines(past: History) -> list[str]:
    """Each week with answers of the last half year."""
    return [
        f"Week of {short_date(week.monday)}: {_answers(week.share, week.seconds)}, on {count(week.days, 'day')}."
        for week in stats.by_week(past.days, past.day, HEATMAP_WEEKS)
    ]


def recall_lines(past: History) -> list[str]:
    """True retention, in all and by kind."""
    if not past.retention.overall.answers:
        return [NO_REVIEWS_YET]
    overall = past.retention.overall
    lines = [f"Remembered: {percent(overall.rate)} of {count(overall.answers, 'due review')}."]
    lines += [
        f"{name[:1].upper()}{name[1:]}: remembered {percent(share.rate)} of {share.answers:,}."
        for name, share in kinds(past)
    ]
    return [*lines, WHAT_COUNTS]


def kinds(past: History) -> list[tuple[str, Share]]:
    """True retention of young and mature cards and by form asked, with names to show."""
    retention = past.retention
    named = [(f"{age} cards", retention.by_maturity[age]) for age in AGES if age in retention.by_maturity]
    forms = sorted(retention.by_form.items(), key=lambda entry: -entry[1].answers)
    return [*named, *((f"asked as {form_word(form)}", share) for form, share in forms)]


def calibration_lines(past: History) -> list[str]:
    """Return the lines on how good the predictions were, in all and by form asked."""
    calibration = past.calibration
    if calibration is None:
        return [NO_REVIEWS_YET]
    means = f"Predicted {percent(calibration.predicted)}, remembered {percent(calibration.actual)}"
    return [
        f"{means}, of {count(calibration.answers, 'due review')}.",
        *(_by_form(form, one) for form, one in past.calibration_by_form.items()),
        f"Log loss {_score(calibration.log_loss)}: how much what happened surprised the predictions; less is better. "
        f"Always saying {percent(calibration.actual)} would have {_score(calibration.baseline)}.",
        f"Root mean square error {100 * calibration.rmse:.1f} points: how far predicted and remembered are apart on "
        "average, in each twentieth of the predictions.",
        SOURCES,
    ]


def bin_lines(calibration: Calibration | None) -> list[str]:
    """Each twentieth of the predictions."""
    return [
        f"Predicted {100 * one.start:.0f} to {percent(one.end)}: remembered {percent(one.actual)} of {one.answers:,}."
        for one in (calibration.bins if calibration else ())
    ]


def ahead_lines(past: History, cards: CardFigures) -> list[str]:
    """Return the lines on what comes due, and how long today's part will take."""
    loads = cards.forecast
    minutes = past.overview.pace.minutes(loads[0], 0)
    takes = f"about {duration(60 * minutes)}" if round(minutes) else "under a minute"
    today = f"Due today: {count(loads[0], 'card')}" + (f", {takes}." if loads[0] else ".")
    return [
        today,
        f"In 7 days: {count(sum(loads[:7]), 'card')}; in {len(loads)} days: {count(sum(loads), 'card')}. "
        "What you answer until then comes back on top of this.",
    ]


def load_lines(day: int, loads: Sequence[int]) -> list[str]:
    """Each day on which cards come due."""
    return [
        f"{'Today' if not ahead else weekday(day + ahead)}: {count(load, 'card')}."
        for ahead, load in enumerate(loads)
        if load
    ]


def memory_lines(cards: CardFigures) -> list[str]:
    """Return how many cards were begun, and how many are mature."""
    return [
        f"{cards.begun:,} of {count(cards.cards, 'card')} begun, {cards.mature:,} of them mature "
        f"(an interval of {MATURE_DAYS} days or more)."
    ]


def tag_lines(cards: CardFigures) -> list[str]:
    """The mean recall of each tag's cards, weakest first."""
    return [f"{one.tag}: {percent(one.recall)} known tomorrow, of {count(one.cards, 'card')}." for one in cards.tags]


def hard_lines(cards: CardFigures) -> list[str]:
    """The cards that are forgotten most."""
    if not cards.hardest:
        return []
    several = len({one.deck for one in cards.hardest}) > 1
    return [
        "Hardest cards:",
        *(
            f"{f'{one.deck}: ' if several else ''}{spoken_prompt(one.question)} "
            f"({hardness(one.memory.lapses, one.recall)})"
            for one in cards.hardest
        ),
    ]


def hardness(lapses: int, recall: float) -> str:
    """`forgotten 3 times, 54 % tomorrow`."""
    history = f"forgotten {count(lapses, 'time')}, " if lapses else "hard from the start, "
    return f"{history}{percent(recall)} tomorrow"


def guess_lines(past: History) -> list[str]:
    """Return the lines on lucky guesses, and first answers to choices."""
    lines = []
    if past.first_sight.answers:
        lines.append(f"Choices at first sight: {_luck(past.first_sight)}")
    if past.guesses.answers:
        lines.append(f"Choices after which you said “I guessed”: {_luck(past.guesses)}")
    return [*lines, guess_remark(past)]


def guess_remark(past: History) -> str:
    """Explain what the guesses mean."""
    if not past.guesses.answers:
        return "You never said “I guessed”. The key for it is g: a lucky answer then comes back soon."
    if past.guesses.answers < ENOUGH_GUESSES:
        return f"From {ENOUGH_GUESSES} guesses on, this says whether they are better than blind luck."
    if past.guesses.right > past.guesses.by_chance + 1:
        return "You guess better than blind luck: you know more than you think."
    return "Your guesses are about as good as blind luck."


def form_word(form: str) -> str:
    """Return the word for a form of question."""
    return FORM_WORDS.get(form, form)


def percent(part: float | None) -> str:
    """`84 %`."""
    return "–" if part is None else f"{100 * part:.0f} %"


def duration(seconds: float) -> str:
    """`40 seconds`, `14 minutes`, `2 hours 5 minutes`, `31 hours`."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return count(round(seconds), "second")
    if minutes < 60:
        return count(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return count(hours, "hour") + (f" {count(rest, 'minute')}" if rest and hours < 10 else "")


def short_date(day: int) -> str:
    """`3 October`."""
    day_date = date.fromordinal(day)
    return f"{day_date.day} {day_date:%B}"


def long_date(day: int) -> str:
    """`3 October 2025`."""
    return f"{short_date(day)} {date.fromordinal(day).year}"


def weekday(day: int) -> str:
    """`Friday 3 October`."""
    return f"{date.fromordinal(day):%A} {short_date(day)}"


def _answers(share: Share, seconds: float) -> str:
    return f"{count(share.answers, 'answer')}, {percent(share.rate)} right, {duration(seconds)}"


def _by_form(form: str, calibration: Calibration) -> str:
    sentence = f"predicted {percent(calibration.predicted)}, remembered {percent(calibration.actual)}"
    loss = _score(calibration.log_loss)
    return f"Asked as {form_word(form)}: {sentence}, of {calibration.answers:,}; log loss {loss}."


def _score(value: float) -> str:
    """A score with three decimals; zero has no sign."""
    return f"{value + 0.0:.3f}"


def _luck(luck: Luck) -> str:
    sentence = f"{luck.right:,} of {luck.answers:,} right ({percent(luck.right / luck.answers)})"
    return f"{sentence}; blind luck would have {luck.by_chance:.1f} ({percent(luck.by_chance / luck.answers)})."


PARTS: dict[str, tuple[str, Callable[[History, CardFigures], list[str]]]] = {
    "days": ("Days", lambda past, _: [*day_lines(past), *week_lines(past)]),
    "recall": ("Recall", lambda past, _: recall_lines(past)),
    "predictions": (
        "Predicted and actual recall",
        lambda past, _: [*calibration_lines(past), *bin_lines(past.calibration)],
    ),
    "ahead": ("Ahead", lambda past, cards: [*ahead_lines(past, cards), *load_lines(past.day, cards.forecast)]),
    "cards": ("Cards", lambda _, cards: [*memory_lines(cards), *tag_lines(cards), *hard_lines(cards)]),
    "guesses": ("Guesses", lambda past, _: guess_lines(past)),
}
"""The parts of the statistics: what each is called, and its lines."""

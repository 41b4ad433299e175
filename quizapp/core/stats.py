"""Figures about a learner, from the sums of days and the card states; no words.

A row of `DayRow` stands for answers that are alike; every function here takes rows in any order, summed up or not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from quizapp.core.deferred import dataclass
from quizapp.core.log.days import BINS, UNPREDICTED, DayRow

WEEK = 7
LEVELS = 4
"""Shades of a heatmap, beside none at all."""

CHOSEN_FORMS = ("choice", "true-false")
"""The forms that can be right by luck."""

SECONDS_PER_REVIEW, SECONDS_PER_NEW = 16.0, 45.0
"""Seconds for a review and a new card until the learner has a pace: the means of the history in py-fsrs's tests."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many answers, and how many of them were right."""

    answers: int = 0
    right: int = 0

    @property
    def rate(self) -> float | None:
        """The part that was right, 0..1; None without answers."""
        return self.right / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row with an answer: now, the longest ever, and whether today is one of them already."""

    now: int
    longest: int
    today: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds until a review is done and until a new card is, repeats within the day included; None when unknown."""

    review: float | None
    new: float | None

    def minutes(self, reviews: int, new: int) -> float:
        """Return how long so many reviews and new cards will take."""
        review = SECONDS_PER_REVIEW if self.review is None else self.review
        return (reviews * review + new * (SECONDS_PER_NEW if self.new is None else self.new)) / 60


@dataclass(frozen=True, slots=True)
class Overview:
    """The streak, what was answered today and how many seconds it took, and the pace."""

    streak: Streak
    today: Share
    seconds: float
    pace: Pace


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Answers per day number, of whole weeks from Monday `first` to the week of `today`."""

    first: int
    today: int
    answers: Mapping[int, int]

    @property
    def weeks(self) -> int:
        return (self.today - self.first) // WEEK + 1

    @property
    def most(self) -> int:
        """The answers of the busiest day."""
        return max(self.answers.values(), default=0)

    def level(self, day: int) -> int:
        """0 for a day without answers, 1 to 4 for quarters of the busiest day."""
        answers = self.answers.get(day, 0)
        return -(-LEVELS * answers // self.most) if answers else 0


@dataclass(frozen=True, slots=True)
class Week:
    """The week from day number `monday` on: on how many days there were answers, and how many seconds they took."""

    monday: int
    days: int
    share: Share
    seconds: float


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds spent on answers: in all, on how many days, and in the last seven and thirty days with today."""

    seconds: float
    days: int
    week: float
    month: float


@dataclass(frozen=True, slots=True)
class Retention:
    """True retention: the share of due reviews that was remembered; of young and mature cards, and by form asked."""

    overall: Share
    by_maturity: Mapping[str, Share]
    by_form: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions from `start` up to `end`: how many, their mean, and the part that was remembered."""

    start: float
    end: float
    answers: int
    predicted: float
    actual: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predicted against actual recall.

    `predicted` and `actual` are means. `log_loss` is the mean logarithmic score (Good 1952), `baseline` what it would
    be if `actual` had always been predicted. `rmse` is the root mean square calibration error over `bins` (Nguyen and
    O'Connor 2015), weighted by answers: as FSRS's RMSE(bins), which bins by interval and history instead.
    """

    answers: int
    predicted: float
    actual: float
    log_loss: float
    baseline: float
    rmse: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Luck:
    """Of choices and true-false alone: how many were right, and how many blind guessing would have had right."""

    answers: int
    right: int
    by_chance: float


@dataclass(frozen=True, slots=True)
class TagMemory:
    """The cards with a tag that were ever answered, and their mean recall tomorrow."""

    tag: str
    cards: int
    recall: float


def forecast(due: Mapping[int, int], learning: int, today: int, days: int) -> list[int]:
    """Return how many cards come due on each of so many days from day number `today` on; overdue ones count today.

    From the reviews due by day number and the number of cards in the learning steps, which count today. What the
    answers until then will add is not in it.
    """
    loads = [due.get(today + ahead, 0) for ahead in range(days)]
    loads[0] += learning + sum(cards for day, cards in due.items() if day < today)
    return loads


def overview(days: Iterable[DayRow], today: int, recent: Iterable[DayRow]) -> Overview:
    """Return the learner's figures on day number `today`: the streak from all `days`, the pace from `recent`."""
    listed = list(days)
    now = [row for row in listed if row.day == today]
    return Overview(streak(listed, today), _share(now), math.fsum(row.seconds for row in now), pace(recent))


def streak(rows: Iterable[DayRow], today: int) -> Streak:
    """Days in a row with an answer, practice too. One that ended yesterday still runs: today is not over."""
    days = sorted({row.day for row in rows if row.day <= today})
    length = longest = 0
    for before, day in pairwise([0, *days]):
        length = length + 1 if day == before + 1 else 1
        longest = max(longest, length)
    runs = bool(days) and days[-1] >= today - 1
    return Streak(length if runs else 0, longest, bool(days) and days[-1] == today)


def pace(rows: Iterable[DayRow]) -> Pace:
    """The mean time that a card takes, from the rows of reviews by maturity.

    What a review takes includes relearning when it was forgotten, what a new card takes includes its learning steps.
    """
    seconds: dict[str, float] = defaultdict(float)
    answers: dict[str, int] = defaultdict(int)
    for row in rows:
        seconds[row.maturity] += row.seconds
        answers[row.maturity] += row.answers
    reviews = answers["young"] + answers["mature"]
    spent = seconds["young"] + seconds["mature"] + seconds["relearning"]
    begun, first = answers["new"], seconds["new"] + seconds["learning"]
    return Pace(spent / reviews if reviews and spent else None, first / begun if begun and first else None)


def heatmap(rows: Iterable[DayRow], today: int, weeks: int) -> Heatmap:
    """Answers per day in the last so many weeks, that of `today` included; practice too."""
    first = monday(today) - WEEK * (weeks - 1)
    answers: dict[int, int] = defaultdict(int)
    for row in rows:
        if first <= row.day <= today:
            answers[row.day] += row.answers
    return Heatmap(first, today, dict(answers))


def by_week(rows: Iterable[DayRow], today: int, weeks: int) -> list[Week]:
    """The weeks with answers among the last so many, that of `today` first; practice too."""
    first = monday(today) - WEEK * (weeks - 1)
    grouped: dict[int, list[DayRow]] = defaultdict(list)
    for row in rows:
        if first <= row.day <= today:
            grouped[monday(row.day)].append(row)
    return [
        Week(start, len({row.day for row in there}), _share(there), math.fsum(row.seconds for row in there))
        for start, there in sorted(grouped.items(), reverse=True)
    ]


def monday(day: int) -> int:
    """The day number of the Monday on or before a day number."""
    return day - (day - 1) % WEEK


def time_spent(rows: Iterable[DayRow], today: int) -> Time:
    """Time spent on answers up to day number `today`, practice too."""
    spent: dict[int, float] = defaultdict(float)
    for row in rows:
        if row.day <= today:
            spent[row.day] += row.seconds

    def last(days: int) -> float:
        return math.fsum(seconds for day, seconds in spent.items() if day > today - days)

    return Time(math.fsum(spent.values()), len(spent), last(WEEK), last(30))


def retention(rows: Iterable[DayRow]) -> Retention:
    """True retention: only scheduled reviews of cards in review count, so neither learning, nor repeats, nor practice.

    Young is an interval under 21 days before the answer, mature one of 21 or more, as in Anki.
    """
    due = [row for row in rows if _is_due_review(row)]
    return Retention(_share(due), _shares(due, lambda row: row.maturity), _shares(due, lambda row: row.form))


def calibration(rows: Iterable[DayRow]) -> Calibration | None:
    """Predicted against actual recall of the reviews that retention is about; None if there are none."""
    judged = [row for row in rows if _is_due_review(row) and row.bin != UNPREDICTED]
    if not judged:
        return None
    share = _share(judged)
    actual = share.right / share.answers
    bins = tuple(
        _bin(number, [row for row in judged if row.bin == number]) for number in sorted({r.bin for r in judged})
    )
    return Calibration(
        share.answers,
        math.fsum(row.predicted for row in judged) / share.answers,
        actual,
        math.fsum(row.loss for row in judged) / share.answers,
        -math.fsum(part * math.log(part) for part in (actual, 1 - actual) if part),
        math.sqrt(math.fsum(one.answers * (one.predicted - one.actual) ** 2 for one in bins) / share.answers),
        bins,
    )


def calibration_by_form(rows: Iterable[DayRow]) -> dict[str, Calibration]:
    """The same for each form asked."""
    by_form: dict[str, list[DayRow]] = defaultdict(list)
    for row in rows:
        by_form[row.form].append(row)
    calibrations = ((form, calibration(listed)) for form, listed in sorted(by_form.items()))
    return {form: one for form, one in calibrations if one is not None}


def guesses(rows: Iterable[DayRow]) -> Luck:
    """The answers after which the student said "I guessed": whether they were guesses shows in how many were right."""
    return _luck(row for row in rows if row.guessed)


def first_sight(rows: Iterable[DayRow]) -> Luck:
    """The first answers to cards, whether or not the student said that it was a guess."""
    return _luck(row for row in rows if row.maturity == "new")


def memory_by_tag(cards: Iterable[tuple[Iterable[str], float]]) -> list[TagMemory]:
    """The mean recall of each tag's cards, weakest first, from each card's tags and its recall tomorrow."""
    recalls: dict[str, list[float]] = defaultdict(list)
    for tags, recall in cards:
        for tag in tags:
            recalls[tag].append(recall)
    memories = [TagMemory(tag, len(listed), math.fsum(listed) / len(listed)) for tag, listed in recalls.items()]
    return sorted(memories, key=lambda one: (one.recall, one.tag))


def _is_due_review(row: DayRow) -> bool:
    return row.kind == "review" and row.maturity in ("young", "mature")


def _share(rows: Iterable[DayRow]) -> Share:
    listed = list(rows)
    return Share(sum(row.answers for row in listed), sum(row.right for row in listed))


def _shares(rows: Iterable[DayRow], key: Callable[[DayRow], str]) -> dict[str, Share]:
    grouped: dict[str, list[DayRow]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return {name: _share(grouped[name]) for name in sorted(grouped)}


def _bin(number: int, rows: list[DayRow]) -> Bin:
    share = _share(rows)
    predicted = math.fsum(row.predicted for row in rows) / share.answers
    return Bin(number / BINS, (number + 1) / BINS, share.answers, predicted, share.right / share.answers)


def _luck(rows: Iterable[DayRow]) -> Luck:
    listed = [row for row in rows if row.kind == "review" and row.form in CHOSEN_FORMS]
    share = _share(listed)
    return Luck(share.answers, sum(row.marked for row in listed), math.fsum(row.odds for row in listed))

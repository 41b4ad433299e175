"""A learner's days as sums: a fold of the log that statistics are made of.

Sums are whole numbers (milliseconds, billionths), so that adding and taking away give exactly what a new fold gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from quizapp.core.deferred import dataclass
from quizapp.core.log.events import Event, Foldable, Kind, adopted, decision_of, standing
from quizapp.core.scheduling.grades import Rating
from quizapp.core.scheduling.scheduler import CardState, Learning, Review, Stage, stage_after

LONGEST_LATENCY_MS = 86_400_000
"""An answer takes a day at most, whatever its event says."""

MATURE_DAYS = 21
"""The interval from which a card is mature, as in Anki."""

BINS = 20
"""Equal parts of 0..1 that predicted recall is sorted into."""

UNPREDICTED = -1
"""The bin of answers without a prediction: the first one of a card."""

BILLION = 1_000_000_000
_SURE = 0.0001
_CHOSEN = ("choice", "true-false")
_AGAIN = int(Rating.AGAIN)  # what an enumeration holds takes five times as long to look up


class DayKey(NamedTuple):
    """The key that the answers of one sum share; columns of the table `days`, in order.

    `kind` is `review` or `practice`; `form` the question's type as it was asked, empty if not logged; `maturity` what
    the card was before a review: `new`, `learning`, `relearning`, `young` or `mature` (empty for practice, which need
    not even be of a card); `bin` that of the predicted recall; `guessed` 1 if the student said so.
    """

    day: int
    deck: str
    kind: str
    form: str
    maturity: str
    bin: int
    guessed: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """Sums over the answers of one day that are alike in what `DayKey` names.

    `right` counts those remembered (rated above Again); `marked` those whose response was right, lucky ones too;
    `seconds` is the time until each answer; `predicted` the sum of predicted recall (of `bin` 0 and up); `loss` that of
    the predictions' log loss; `odds` the sum of the chances to be right blindly, of choices and true-false.
    """

    day: int
    deck: str
    kind: str
    form: str
    maturity: str
    bin: int
    guessed: bool
    answers: int
    right: int
    marked: int
    seconds: float
    predicted: float
    loss: float
    odds: float


def maturity(stage: Stage) -> str:
    """`new`, `learning`, `relearning`, `young` or `mature`."""
    match stage:
        case None:
            return "new"
        case Learning(again=again):
            return "relearning" if again else "learning"
        case Review(interval=interval):
            return "mature" if interval >= MATURE_DAYS else "young"


SUMS = ("answers", "right", "marked", "milliseconds", "predicted", "loss", "odds")
"""The sums under each key; columns of the table `days`. The last three are in billionths."""

Sums = tuple[int, ...]
PlainDayKey = tuple[int, str, str, str, str, int, int]
"""A `DayKey` as a plain tuple, to which it is equal."""

DayFold = Mapping[DayKey, Sums]


def fold_days(events: Iterable[Event]) -> dict[DayKey, Sums]:
    """The sums of one card's events, given in any order."""
    stage: Stage = None
    folded: dict[DayKey, Sums] = {}
    for event in standing(events):
        for key, sums in answer_sums(stage, event).items():
            _add(folded, key, sums)
        if event.kind is Kind.REVIEW:
            rating = Rating(event.rating or 1)
            stage = stage_after(stage, rating, decision_of(event.data), event.at, event.day)
        elif event.kind is Kind.RESET:
            stage = None
        elif event.kind is Kind.ADOPT:
            stage = adopted(CardState(), event).stage
    return folded


def total(folds: Iterable[DayFold]) -> dict[DayKey, Sums]:
    """Several folds as one."""
    summed: dict[DayKey, Sums] = {}
    for fold in folds:
        for key, sums in fold.items():
            _add(summed, key, sums)
    return summed


def difference(before: DayFold, after: DayFold) -> dict[DayKey, Sums]:
    """Return the sums that make `after` of `before` when added."""
    nothing = (0,) * len(SUMS)
    changes = {
        key: tuple(new - old for new, old in zip(after.get(key, nothing), before.get(key, nothing), strict=True))
        for key in {**before, **after}
    }
    return {key: sums for key, sums in changes.items() if any(sums)}


def answer_sums(stage: Stage, event: Event) -> dict[DayKey, Sums]:
    """Return what an event adds when the card was at `stage` before it: one row for an answer, none otherwise."""
    summed = answer_sum(stage, event.deck, event)
    return {} if summed is None else dict((summed,))


def answer_sum(stage: Stage, deck: str, event: Foldable) -> tuple[DayKey, Sums] | None:
    """The row that an event of a deck adds when the card was at `stage` before it; None if it is no answer."""
    if event.kind is Kind.REVIEW:
        kind, was = "review", maturity(stage)
    elif event.kind is Kind.PRACTICE:
        kind, was = "practice", ""
    else:
        return None
    key, sums = figures_of_answer(event.day, deck, kind, was, event.rating, event.data)
    return DayKey(*key), sums


def figures_of_answer(
    day: int, deck: str, kind: str, was: str, rating: int | None, data: Mapping[str, Any]
) -> tuple[PlainDayKey, Sums]:
    """The key and the sums of one answer: of a `kind`, to a card that was of maturity `was`, with evidence `data`.

    A log of a million answers is folded in ten seconds, so this is written to be quick.
    """
    get = data.get
    form, judged, latency, recall = get("form"), get("right"), get("latency"), get("recall")
    predicted = None if recall is None else _probability(recall)
    remembered = bool(judged) if rating is None else rating > _AGAIN
    marked = remembered if judged is None else bool(judged or get("override"))
    if type(latency) is int and 0 <= latency <= LONGEST_LATENCY_MS:
        milliseconds = latency
    else:
        milliseconds = int(min(max(0, latency), LONGEST_LATENCY_MS)) if isinstance(latency, int | float) else 0
    odds = round(blind_odds(data) * BILLION) if form in _CHOSEN else 0
    bin, recalled, loss = UNPREDICTED, 0, 0
    if predicted is not None:
        bin = min(int(predicted * BINS), BINS - 1)
        recalled, loss = round(predicted * BILLION), round(log_loss(predicted, remembered) * BILLION)
    key = day, deck, kind, form if isinstance(form, str) else "", was, bin, int(bool(get("guessed")))
    return key, (1, int(remembered), int(marked), milliseconds, recalled, loss, odds)


def log_loss(predicted: float, remembered: bool) -> float:
    """Minus the logarithm of the probability that was given to what happened, which counts as 0.0001 at least."""
    given = predicted if remembered else 1 - predicted
    return -math.log(min(max(given, _SURE), 1 - _SURE))


def blind_odds(data: Mapping[str, Any]) -> float:
    """The chance of being right without knowing anything, where the options were few; 0 for what is typed."""
    form, order = data.get("form"), data.get("order")
    if form == "true-false":
        return 1 / 2
    return 1 / len(order) if form == "choice" and isinstance(order, list | tuple) and len(order) > 1 else 0.0


def _add(folded: dict[DayKey, Sums], key: DayKey, sums: Sums) -> None:
    there = folded.get(key)
    folded[key] = sums if there is None else tuple(old + new for old, new in zip(there, sums, strict=True))


def _probability(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None

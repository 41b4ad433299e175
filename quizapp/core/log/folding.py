"""The fold of a whole log in one go, as `events.fold` and `days.fold_days` give it card by card."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from quizapp.core.deferred import dataclass
from quizapp.core.log.days import MATURE_DAYS, DayKey, PlainDayKey, Sums, figures_of_answer, maturity
from quizapp.core.log.events import SCHEDULING, Happening, Kind, apply
from quizapp.core.scheduling.fsrs import Forgetting, forgetting
from quizapp.core.scheduling.grades import Rating
from quizapp.core.scheduling.scheduler import CardState, Learning, Memory, Review

Key = tuple[str, str]
"""A deck's id and a card's."""

Order = tuple[int, str]
"""The place of an event in the log: `at` and `id`."""

Entry = tuple[Key, int, str, int, Kind, int | None, Mapping[str, Any]]
"""An event with the card that it counts for: then the fields of `Happening`, as a plain tuple."""

_AGAIN = Rating.AGAIN
_RATINGS = {int(rating): rating for rating in Rating}


@dataclass(frozen=True, slots=True)
class LogFold:
    """All that a log amounts to: the state of each card with its newest event, and the sums of the days."""

    states: dict[Key, tuple[CardState, Order]]
    days: dict[DayKey, Sums]


def fold_in_order(entries: Iterable[Entry], taken_back: Collection[tuple[Key, str]]) -> LogFold:
    """Fold events that come in order, each with its card; of those `taken_back` (card and id) only the time counts."""
    cards: dict[Key, _Card] = {}
    days: dict[PlainDayKey, list[int]] = {}
    model = forgetting()
    review, practice = Kind.REVIEW, Kind.PRACTICE
    for key, at, id, day, kind, rating, data in entries:
        if kind is practice:
            if not taken_back or (key, id) not in taken_back:
                _add(days, *figures_of_answer(day, key[0], "practice", "", rating, data))
            continue
        if kind is not review and kind not in SCHEDULING:
            continue
        if (card := cards.get(key)) is None:
            card = cards[key] = _Card()
        card.at, card.id = at, id
        if taken_back and (key, id) in taken_back:
            continue
        if kind is review:
            _add(days, *figures_of_answer(day, key[0], "review", card.maturity, rating, data))
            card.answer(model, at, day, rating, data)
        else:
            card.become(apply(card.state(), Happening(at, id, day, kind, rating, data)))
    return LogFold(
        {key: (card.state(), (card.at, card.id)) for key, card in cards.items()},
        {DayKey(*key): tuple(sums) for key, sums in days.items()},
    )


class _Card:
    """A card's state while its log is read, to be written over: a value for each event takes twice as long in all.

    `first` and `second` are the fields of its stage: the step and when it is due, or the interval and the day. `at` and
    `id` are those of its newest event.
    """

    __slots__ = (
        "at", "day", "difficulty", "first", "id", "lapses", "maturity", "reps", "second", "stability", "suspended",
    )  # fmt: skip

    def __init__(self) -> None:
        self.at, self.id = -1, ""
        self.become(CardState())

    def become(self, state: CardState) -> None:
        """Take over a state."""
        memory, stage = state.memory, state.stage
        self.reps, self.lapses, self.suspended = state.reps, state.lapses, state.suspended
        self.stability: float | None = None
        self.difficulty, self.day = 0.0, 0
        if memory:
            self.stability, self.difficulty, self.day = memory.stability, memory.difficulty, memory.day
        self.maturity = maturity(stage)
        match stage:
            case None:
                self.first, self.second = 0, 0
            case Learning(step=step, due=due):
                self.first, self.second = step, due
            case Review(interval=interval, due_day=due_day):
                self.first, self.second = interval, due_day

    def state(self) -> CardState:
        """The state of the card by now."""
        stage: Learning | Review | None = None
        if self.maturity in _IN_REVIEW:
            stage = Review(self.first, self.second)
        elif self.maturity != "new":
            stage = Learning(self.first, self.second, self.maturity == "relearning")
        memory = None if self.stability is None else Memory(self.stability, self.difficulty, self.day)
        return CardState(memory, stage, self.reps, self.lapses, self.suspended)

    def answer(self, model: Forgetting, at: int, day: int, rating: int | None, data: Mapping[str, Any]) -> None:
        """Answer the card, as `scheduler.answered` does."""
        given, stability = _RATINGS[rating or 1], self.stability
        if stability is None:
            self.stability, self.difficulty = model.begun(given)
        else:
            self.stability = model.stability(stability, self.difficulty, day - self.day, given)
            self.difficulty = model.difficulty(self.difficulty, given)
        self.day = day
        self.reps += 1
        lapsed = given is _AGAIN and self.maturity in _IN_REVIEW
        if lapsed:
            self.lapses += 1
        if "step" in data:
            self.maturity = "relearning" if lapsed or self.maturity == "relearning" else "learning"
            self.first, self.second = data["step"], at + data["delay"] * 1000
        else:
            interval = data["interval"]
            self.maturity = "mature" if interval >= MATURE_DAYS else "young"
            self.first, self.second = interval, day + interval


_IN_REVIEW = ("young", "mature")


def _add(days: dict[PlainDayKey, list[int]], key: PlainDayKey, sums: Sums) -> None:
    total = days.get(key)
    if total is None:
        days[key] = list(sums)
        return
    answers, right, marked, milliseconds, predicted, loss, odds = sums
    total[0] += answers
    total[1] += right
    total[2] += marked
    total[3] += milliseconds
    total[4] += predicted
    total[5] += loss
    total[6] += odds

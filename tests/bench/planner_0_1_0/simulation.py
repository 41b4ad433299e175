"""What becomes of a deck's cards when they are studied day by day until an exam, as far as chance lets one say.

A simulated learner sits down once a day, answers whatever comes, remembers as FSRS-6 says and rates as the real one
did so far. Large decks are represented by some of their cards, small ones by several copies of each.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from quizapp.core.log.days import DayRow
from quizapp.core.scheduling.fsrs import forgetting
from quizapp.core.scheduling.grades import Rating
from quizapp.core.scheduling.scheduler import (
    CardState,
    Days,
    Decision,
    Learning,
    Policy,
    Review,
    Stage,
    decision,
    recall,
    stage_after,
)
from quizapp.core.study import MAX_FAILURES, MAX_SHOWINGS
from tests.bench.planner_0_1_0.course import Course

DAY_SECONDS = 86_400
DRAWS = 24
"""Random numbers kept for each card: after so many answers they come again."""

_PASSED = (Rating.HARD, Rating.GOOD, Rating.EASY)
_FIRST_WEIGHTS = (0.35, 0.55, 0.10)
_STEP_WEIGHTS = (0.05, 0.90, 0.05)
_REVIEW_WEIGHTS = (0.05, 0.87, 0.08)

_DOUBT = 20
"""How many answers the assumptions about a learner nobody knows weigh."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a learner answers: the shares of Again at the first sight of a card and in the steps, seconds an answer.

    `answers` is how many reviews these figures come from.
    """

    first_misses: float = 0.5
    step_misses: float = 0.12
    first_seconds: float = 15.0
    step_seconds: float = 8.0
    review_seconds: float = 10.0
    answers: int = 0


def habits(rows: Iterable[DayRow], deck: str) -> Habits:
    """The habits that show in what was answered: in this deck, as far as that is much; else in all; else a guess."""
    reviews = [row for row in rows if row.kind == "review"]
    known = Habits()
    for listed in (reviews, [row for row in reviews if row.deck == deck]):
        first = [row for row in listed if row.maturity == "new"]
        steps = [row for row in listed if row.maturity in ("learning", "relearning")]
        later = [row for row in listed if row.maturity in ("young", "mature")]
        known = Habits(
            _mean(first, _misses, known.first_misses),
            _mean(steps, _misses, known.step_misses),
            _mean(first, _seconds, known.first_seconds),
            _mean(steps, _seconds, known.step_seconds),
            _mean(later, _seconds, known.review_seconds),
            known.answers or sum(row.answers for row in listed),
        )
    return known


@dataclass(frozen=True, slots=True)
class Prospect:
    """A card of the deck: its name for fuzz and the last round (deck/card), its state, its part in the points."""

    card: str
    state: CardState
    points: float = 1.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a deck stands on day number `today`: its cards in order, and how much of the day is used already."""

    cards: Sequence[Prospect]
    today: int
    new_today: int = 0
    reviews_today: int = 0

    @property
    def new(self) -> int:
        """How many cards have not been begun, and may be."""
        return sum(card.state.stage is None and not card.state.suspended for card in self.cards)

    @property
    def points(self) -> float:
        """What all cards are worth."""
        return sum(card.points for card in self.cards)

    def score(self, day: int) -> float:
        """Mean recall (0..1) over the cards on a day, if nothing is studied until then; 0 for those not begun."""
        memories = [card.state.memory for card in self.cards]
        return sum(recall(memory, day) for memory in memories if memory) / len(memories)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: mean recall (0..1) over the cards on the exam day, and over the points.

    By day from the first to the last before the exam: `seconds` of answering and `begun`, how many new cards were
    begun. `unseen` cards were never asked. `put_off` reviews were due on the last day but beyond its limit.
    """

    score: float
    points: float
    seconds: tuple[float, ...]
    begun: tuple[float, ...]
    unseen: float
    put_off: float

    @property
    def minutes(self) -> float:
        """The mean over the days."""
        return sum(self.seconds) / 60 / len(self.seconds)


@dataclass(frozen=True, slots=True)
class Sample:
    """Cards that stand for those of a deck, `scale` times as many; `draws[n][i]`: the n-th random number of card i."""

    cards: Sequence[Prospect]
    scale: float
    draws: Sequence[Sequence[float]]


def sample(standing: Standing, size: int) -> Sample:
    """About `size` cards for those of the deck, each kind in its share. The same for the same deck."""
    begun = [card for card in standing.cards if card.state.memory is not None]
    begun.sort(key=_by_due)
    new = [card for card in standing.cards if card.state.memory is None]
    copies = max(1, size // max(len(standing.cards), 1))
    every = max(1.0, len(standing.cards) / size)
    chosen = [card for card in [*_thinned(begun, every), *_thinned(new, every)] for _ in range(copies)]
    chance = random.Random(1)
    strata = [(number + 0.5) / len(chosen) for number in range(len(chosen))]
    draws = [chance.sample(strata, len(strata)) for _ in range(DRAWS)]
    return Sample(chosen, len(chosen) / len(standing.cards), draws)


def simulate(standing: Standing, chosen: Sample, course: Course, policy: Policy, habits: Habits) -> Outcome:
    """Study the deck from today until the eve of the exam."""
    days = course.exam - standing.today
    pupil = _Pupil(standing.today, chosen, course, policy, habits)
    waiting: list[list[int]] = [[] for _ in range(days)]
    new: list[int] = []
    for index, card in enumerate(chosen.cards):
        stage = pupil.stages[index]
        match stage:
            case _ if card.state.suspended:
                continue
            case None:
                new.append(index)
            case Review(due_day=due):
                if due < course.exam:
                    waiting[max(due - standing.today, 0)].append(index)
            case Learning():
                waiting[0].append(index)
    new.reverse()
    seconds, begun = [], []
    allowance, reviews_used = 0.0, standing.reviews_today
    put_off: list[int] = []
    for passed in range(days):
        day = standing.today + passed
        before = pupil.seconds
        steps: list[int] = []
        reviews = put_off
        for index in waiting[passed]:
            (steps if isinstance(pupil.stages[index], Learning) else reviews).append(index)
        most = round((policy.reviews_per_day - reviews_used) * chosen.scale)
        reviews, put_off = reviews[: max(most, 0)], reviews[max(most, 0) :]
        used = 0 if passed else standing.new_today
        allowance += (course.new_cards(round(len(new) / chosen.scale) + used, day) - used) * chosen.scale
        fresh = min(max(int(allowance + 1e-9), 0), len(new))
        allowance = max(allowance - fresh, 0.0)
        for index in [*steps, *reviews, *(new.pop() for _ in range(fresh))]:
            due = pupil.sit(index, day)
            if due < course.exam:
                waiting[due - standing.today].append(index)
        seconds.append((pupil.seconds - before) / chosen.scale)
        begun.append(fresh / chosen.scale)
        reviews_used = 0
    recalls = pupil.recalls(course.exam)
    points = [card.points for card in chosen.cards]
    return Outcome(
        sum(recalls) / len(recalls),
        sum(recall * worth for recall, worth in zip(recalls, points, strict=True)) / sum(points),
        tuple(seconds),
        tuple(begun),
        len(new) / chosen.scale,
        len(put_off) / chosen.scale,
    )


class _Pupil:
    """The simulated learner: what is left in memory of each card, and the time spent."""

    def __init__(self, today: int, chosen: Sample, course: Course, policy: Policy, habits: Habits) -> None:
        self.seconds = 0.0
        self.stages: list[Stage] = [course.stage(card.state.stage, card.card) for card in chosen.cards]
        self._memories = [
            (memory.stability, memory.difficulty, memory.day) if (memory := card.state.memory) else None
            for card in chosen.cards
        ]
        self._model = forgetting()
        self._habits = habits
        self._course, self._policy = course, policy
        self._policies: dict[int, Policy] = {}
        self._own_days = [course.own_day(card.card) for card in chosen.cards]
        self._draws = chosen.draws
        self._answers = [0] * len(chosen.cards)

    def recalls(self, day: int) -> list[float]:
        """The recall of every card on that day; 0 for those never seen."""
        recall = self._model.recall
        return [recall(known[0], day - known[2]) if known else 0.0 for known in self._memories]

    def sit(self, index: int, day: int) -> int:
        """Ask a card until it is out of the steps, or is left for another day; returns the day it is due on."""
        failures = showings = 0
        while True:
            rating, when = self._answer(index, day)
            if isinstance(when, Days):
                return day + when.interval
            failures += rating is Rating.AGAIN
            showings += 1
            if when.delay > self._policy.learn_ahead:
                return day + max(1, ceil(when.delay / DAY_SECONDS))
            if failures >= MAX_FAILURES or showings >= MAX_SHOWINGS:
                return day + 1

    def _answer(self, index: int, day: int) -> tuple[Rating, Decision]:
        model, habits = self._model, self._habits
        stage, known = self.stages[index], self._memories[index]
        elapsed = day - known[2] if known else 0
        if known is None:
            misses, weights, seconds = habits.first_misses, _FIRST_WEIGHTS, habits.first_seconds
        elif elapsed < 1:
            misses, weights, seconds = habits.step_misses, _STEP_WEIGHTS, habits.step_seconds
        else:
            misses, weights, seconds = 1 - model.recall(known[0], elapsed), _REVIEW_WEIGHTS, habits.review_seconds
        draw = self._draws[self._answers[index] % DRAWS][index]
        self._answers[index] += 1
        self.seconds += seconds
        rating, rest = _rated(draw, misses, weights)

        def stability(rating: Rating) -> float:
            return model.stability(known[0], known[1], elapsed, rating) if known else model.begun(rating)[0]

        own_day = self._own_days[index]
        until = own_day - day if own_day is not None and own_day > day else 0
        policy = self._policies.get(until) or self._policies.setdefault(
            until, self._course.policy_until(self._policy, until)
        )
        when = decision(rating, stage, stability, policy, rest if policy.fuzz else None)
        difficulty = model.difficulty(known[1], rating) if known else model.begun(rating)[1]
        self._memories[index] = (stability(rating), difficulty, day)
        self.stages[index] = stage_after(stage, rating, when, 0, day)
        return rating, when


def _rated(draw: float, misses: float, weights: Sequence[float]) -> tuple[Rating, float]:
    """The rating that a random number in 0..1 makes, and what is still random of it, in 0..1."""
    if draw < misses:
        return Rating.AGAIN, draw / misses
    rest = (draw - misses) / (1 - misses)
    for rating, weight in zip(_PASSED, weights, strict=True):
        if rest < weight:
            return rating, rest / weight
        rest -= weight
    return Rating.EASY, 0.0  # rounding left a trace


def _by_due(card: Prospect) -> int:
    stage, memory = card.state.stage, card.state.memory
    return stage.due_day if isinstance(stage, Review) else memory.day if memory else 0


def _thinned(cards: Sequence[Prospect], every: float) -> list[Prospect]:
    """One of so many cards, at even distances."""
    return [cards[int(number * every)] for number in range(ceil(len(cards) / every))]


def _misses(row: DayRow) -> float:
    return row.answers - row.right


def _seconds(row: DayRow) -> float:
    return row.seconds


def _mean(rows: Sequence[DayRow], part: Callable[[DayRow], float], assumed: float) -> float:
    """The mean of a part over the answers, when the assumed one was seen in some of them already."""
    return (sum(map(part, rows)) + _DOUBT * assumed) / (sum(row.answers for row in rows) + _DOUBT)

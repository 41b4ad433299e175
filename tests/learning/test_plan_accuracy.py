"""What a plan promises against what comes of it, for learners whose memory is known because it is simulated.

They forget as FSRS-6 says, are otherwise all different, and study by the real scheduler: the session of `core.drill`,
the decisions of `core.memory`, one session a day. The plan knows of them what their answers so far show, and no more.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import mean

import pytest

from quizapp.core import study as drill
from quizapp.core.log.days import DayRow, maturity
from quizapp.core.marking.rating import Rating
from quizapp.core.plans.pacing import Pacing
from quizapp.core.plans.plan import Plan, make_plan
from quizapp.core.plans.simulation import Prospect, Standing, habits
from quizapp.core.scheduling.scheduler import DAY_MS, EPOCH_DAY, CardState, Learning, Policy, answered, decide, recall
from quizapp.core.study import Item
from tests.support.choosing import Candidate, plan

FIRST_DAY = 739_000
NOON_MS = DAY_MS // 2
LEARNERS = 200
BAR = 0.03
"""The mean error of a predicted score that is allowed."""


@dataclass
class Learner:
    """Someone with a deck, a memory that does as FSRS-6 says, and ways of answering that nobody else knows."""

    chance: random.Random
    cards: list[str]
    policy: Policy
    first_misses: float
    step_misses: float
    first_weights: tuple[float, float, float]
    weights: tuple[float, float, float]
    pace: float
    states: dict[str, CardState] = field(default_factory=dict)
    answers: dict[str, tuple[int, int, float]] = field(default_factory=dict)
    seconds: float = 0.0

    def sit(self, day: int, new: int, pacing: Pacing | None) -> None:
        """Study on that day, by a course or as usual, until nothing is left."""
        items = {card: Item("rivers", card, card) for card in self.cards}
        states = {items[card]: self._state(card, pacing) for card in self.cards}
        session = plan(
            [Candidate(item, state) for item, state in states.items()],
            day=day,
            new_left={"rivers": new},
            reviews_left={"rivers": self.policy.reviews_per_day},
        )
        now = (day - EPOCH_DAY) * DAY_MS + NOON_MS
        while item := drill.next_item(session, now, self.policy.learn_ahead):
            state, seed = states[item], f"rivers/{item.card}"
            rating = self._rating(state, day)
            now += self._time(state, rating)
            policy = pacing.policy(self.policy, seed, day) if pacing else self.policy
            after = answered(state, rating, decide(state, day, policy, seed)[rating], now, day)
            states[item] = self.states[item.card] = after
            due = after.stage.due if isinstance(after.stage, Learning) else None
            session = drill.after_answer(session, drill.Answer(item, rating, rating > Rating.AGAIN, due=due))

    def follow(self, pacing: Pacing, today: int) -> None:
        """Study by the course until the eve of the exam."""
        for day in range(today, pacing.exam):
            left = len(self.cards) - len(self.states)
            self.sit(day, pacing.new_cards(left, day), pacing)

    def study_as_usual(self, pacing: Pacing, today: int, retention: float) -> None:
        """Begin as many new cards as the course says, but have cards come back by retention alone."""
        self.policy = replace(self.policy, retention=retention)
        for day in range(today, pacing.exam):
            left = len(self.cards) - len(self.states)
            self.sit(day, pacing.new_cards(left, day), None)

    def copy(self, seed: int) -> Learner:
        """The same learner as of now, with a future of its own."""
        return replace(
            self, chance=random.Random(seed), states=dict(self.states), answers=dict(self.answers), seconds=0.0
        )

    def plan(self, today: int, exam: int, minutes: int | None) -> Plan:
        rows = [
            DayRow(today, "rivers", "review", "", was, 0, False, number, right, right, seconds, 0.0, 0.0, 0.0)
            for was, (number, right, seconds) in self.answers.items()
        ]
        cards = [Prospect(f"rivers/{card}", self.states.get(card, CardState())) for card in self.cards]
        return make_plan(Standing(cards, today), exam, self.policy, habits(rows, "rivers"), minutes)

    def recalls(self, day: int) -> list[float]:
        """The true chance to recall each card."""
        memories = [self.states.get(card, CardState()).memory for card in self.cards]
        return [recall(memory, day) if memory else 0.0 for memory in memories]

    def _state(self, card: str, pacing: Pacing | None) -> CardState:
        state = self.states.get(card, CardState())
        return replace(state, stage=pacing.stage(state.stage, f"rivers/{card}")) if pacing else state

    def _rating(self, state: CardState, day: int) -> Rating:
        weights = self.weights
        if state.memory is None:
            misses, weights = self.first_misses, self.first_weights
        elif state.memory.day == day:
            misses = self.step_misses
        else:
            misses = 1 - recall(state.memory, day)
        if self.chance.random() < misses:
            return Rating.AGAIN
        return self.chance.choices((Rating.HARD, Rating.GOOD, Rating.EASY), weights)[0]

    def _time(self, state: CardState, rating: Rating) -> int:
        seconds = self.pace * (1.5 if state.memory is None else 1.0) * self.chance.uniform(0.5, 1.5)
        was = maturity(state.stage)
        number, right, so_far = self.answers.get(was, (0, 0, 0.0))
        self.answers[was] = (number + 1, right + (rating > Rating.AGAIN), so_far + seconds)
        self.seconds += seconds
        return int(seconds * 1000)


def learner(seed: int) -> Learner:
    """One of the learners: of decks, settings, paces and abilities of many kinds."""
    chance = random.Random(seed)
    hard, easy = chance.uniform(0, 0.5), chance.uniform(0, 0.5)
    again_hard, again_easy = chance.uniform(0, 0.2), chance.uniform(0, 0.3)
    return Learner(
        chance,
        [f"card-{number}" for number in range(chance.randint(30, 150))],
        Policy(retention=chance.choice((0.85, 0.9, 0.9, 0.95)), new_per_day=chance.choice((3, 5, 10, 20))),
        first_misses=chance.uniform(0.2, 0.8),
        step_misses=chance.uniform(0.0, 0.3),
        first_weights=(hard, 1 - hard - easy, easy),
        weights=(again_hard, 1 - again_hard - again_easy, again_easy),
        pace=chance.uniform(4, 20),
    )


def begun(seed: int) -> tuple[Learner, int, int, int | None]:
    """A learner with a history, today, the day of the exam, and the minutes a day, if the learner says so."""
    one = learner(seed)
    chance = one.chance
    today = FIRST_DAY + chance.choice((0, 0, 5, 20, 60))
    for day in range(FIRST_DAY, today):
        if chance.random() < 0.8:
            one.sit(day, one.policy.new_per_day, None)
    exam = today + round(math.exp(chance.uniform(math.log(2), math.log(90))))
    return one, today, exam, chance.choice((None, None, None, 1, 3, 8))


@pytest.mark.slow
def test_the_predicted_score_is_off_by_three_points_at_most_on_average() -> None:
    errors, misses, drawn = [], [], []
    for seed in range(LEARNERS):
        one, today, exam, minutes = begun(seed)
        plan = one.plan(today, exam, minutes)
        one.follow(plan.pacing, today)
        recalls = one.recalls(exam)
        errors.append(abs(mean(recalls) - plan.outcome.score))
        drawn.append(abs(mean(one.chance.random() < chance for chance in recalls) - plan.outcome.score))
        misses.append(mean(recalls))
    spread = mean(abs(score - mean(misses)) for score in misses)
    print(f"mean error {100 * mean(errors):.2f} points, of drawn scores {100 * mean(drawn):.2f}; spread {spread:.2f}")
    assert mean(errors) <= BAR
    assert mean(drawn) <= BAR
    assert spread > 3 * BAR  # so that it takes more than one guess for all to be right


@pytest.mark.slow
def test_the_plan_finds_more_on_the_day_than_the_same_time_without_it() -> None:
    gains = []
    for seed in range(60):
        one, today, exam, _ = begun(seed)
        if exam - today < 14:
            continue
        plan = one.plan(today, exam, None)
        planned = one.copy(seed)
        planned.follow(plan.pacing, today)
        known = mean(planned.recalls(exam))
        usual = []
        for retention in (0.80, 0.87, 0.92, 0.95, 0.97, 0.985, 0.993):
            other = one.copy(seed)
            other.study_as_usual(plan.pacing, today, retention)
            usual.append((other.seconds, mean(other.recalls(exam))))
            if other.seconds > planned.seconds:
                break
        usual.sort()
        for (less, lower), (more, higher) in pairwise(usual):
            if less <= planned.seconds < more:
                without = lower + (higher - lower) * (planned.seconds - less) / (more - less)
                gains.append(known - without)
    assert len(gains) >= 15
    print(f"{len(gains)} learners, {100 * mean(gains):.2f} points more on average")
    assert mean(gains) > 0.01
    assert sum(gain > 0 for gain in gains) > len(gains) * 0.75

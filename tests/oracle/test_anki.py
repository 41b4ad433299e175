"""Memory states, steps and intervals are those of the real Anki engine, answer by answer.

`anki_oracle.py` answers each history in the engine, in an environment of its own; QUIZAPP_ORACLE names the Python of
that environment. Every rule is compared for all four ratings before each answer, from the engine's own memory and
stage, so that a difference shows where it begins. These differences are meant, and each has its test at the end:

- The engine computes in single precision, we in double: states agree to 1e-4, and intervals unless they lie at an edge
  of rounding or of the fuzz band. Its fuzz factor is seeded otherwise than ours, and is known to three digits from the
  interval that it gives a card whose band is 1,828 days wide.
- It stores stability with four decimals and difficulty with three; we store what was computed. So whole histories are
  compared with what it computes from its review log, which it does not round in between.
- Easy in the steps must be longer than Good. The engine compares with a Good that it did not round to days before
  taking its fuzz, though the Good that it offers is rounded; we compare with the Good on offer, so that Easy is longer.
- Without steps, the engine shows a card again within the day if its interval is under half a day, does not keep Good
  above Hard on a card that leaves the steps, and lets a lapse exceed the longest interval. We show it after a day at
  least, in order, and within the longest interval. (It would also fuzz Again, too short here to show it.)
"""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.marking.rating import Rating
from quizapp.core.scheduling.scheduler import (
    Days,
    Decision,
    Learning,
    Memory,
    Policy,
    Review,
    Stage,
    Step,
    decision,
    fuzz_band,
    interval,
    is_leech_lapse,
    remember,
    stage_after,
)

PYTHON = os.environ.get("QUIZAPP_ORACLE")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON, reason="QUIZAPP_ORACLE does not name the Python of an environment with anki"),
]

PRECISE = 1e-4
SINGLE = 1e-6
TODAY = 739_000
LONGEST_HISTORY = 24
GROUPS = (
    (1400, Policy()),
    (300, Policy(learning_steps=(60,), retention=0.8, maximum_interval=300)),
    (250, Policy(learning_steps=(60, 600, 3600), relearning_steps=(600, 1800), retention=0.95)),
    (200, Policy(learning_steps=(86_400, 259_200), relearning_steps=(144_000,), retention=0.7)),
)
WITHOUT_STEPS = (150, Policy(learning_steps=(), relearning_steps=(), maximum_interval=20))


@dataclass(frozen=True)
class Answer:
    """What the engine offers before an answer, and what our rules have to go on."""

    policy: Policy
    stage: Stage
    lapses: int
    memory: Memory | None
    day: int
    fuzz: tuple[float, float]
    offered: dict[Rating, dict[str, Any]]

    def theirs(self, rating: Rating) -> Decision:
        offer = self.offered[rating]
        return Days(offer["days"]) if "days" in offer else Step(offer["step"], offer["delay"])

    def stability(self, rating: Rating) -> float:
        return float(self.offered[rating]["memory"][0])

    def ours(self, rating: Rating) -> set[Decision]:
        """What our rules make of the engine's stabilities, for all that single precision and its fuzz leave open."""
        return {
            decision(rating, self.stage, lambda each, near=near: near * self.stability(each), self.policy, fuzz)  # type: ignore[misc]
            for near in (1 - SINGLE, 1.0, 1 + SINGLE)
            for fuzz in self.fuzz
        }

    @property
    def leaves_steps(self) -> bool:
        return not isinstance(self.stage, Review)


@dataclass(frozen=True)
class History:
    """One history: its answers (rating, day number), all that the engine offered, and the memory that it replays."""

    given: list[tuple[Rating, int]]
    answers: list[Answer]
    replayed: tuple[float, float]


def histories(count: int, seed: int) -> list[list[tuple[int, int]]]:
    """Ratings with the days since the answer before: sessions of one day, lapses, ordinary and long gaps."""
    chance = random.Random(seed)
    kinds = (  # how many of them, ratings, waits, longest
        (5, (1, 2, 3, 3, 3, 4), (0, 0, 1, 3, 8, 30, 90), 9),
        (2, (1, 2, 3, 3, 4), (0, 0, 0, 0, 1), 9),
        (2, (1, 3), (0, 3, 30), LONGEST_HISTORY),
        (2, (2, 3, 3, 4), (1, 30, 365, 1500), 9),
        (1, (4,), (1500,), 12),
    )
    found = []
    for _ in range(count):
        (_, ratings, waits, longest) = chance.choices(kinds, [kind[0] for kind in kinds])[0]
        length = chance.randint(3, longest)
        found.append([(chance.choice(ratings), chance.choice(waits) if number else 0) for number in range(length)])
    return found


@pytest.fixture(scope="module")
def engine() -> dict[str, Any]:
    """The request that the oracle was given, with its answer."""
    asked = [(policy, histories(count, seed)) for seed, (count, policy) in enumerate((*GROUPS, WITHOUT_STEPS))]
    total = sum(len(listed) for _, listed in asked)
    request = {
        "seeds": total + LONGEST_HISTORY,
        "groups": [
            {
                "learning": policy.learning_steps,
                "relearning": policy.relearning_steps,
                "retention": policy.retention,
                "maximum": policy.maximum_interval,
                "histories": listed,
            }
            for policy, listed in asked
        ],
    }
    assert PYTHON is not None
    oracle = Path(__file__).with_name("anki_oracle.py")
    run = subprocess.run([PYTHON, oracle], input=json.dumps(request), capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    return {"asked": asked, **json.loads(run.stdout)}


@pytest.fixture(scope="module")
def studied(engine: dict[str, Any]) -> list[History]:
    """The histories with steps."""
    return read(engine, slice(0, len(GROUPS)))


@pytest.fixture(scope="module")
def without_steps(engine: dict[str, Any]) -> list[History]:
    """The histories without steps."""
    return read(engine, slice(len(GROUPS), None))


def read(engine: dict[str, Any], groups: slice) -> list[History]:
    pairs = zip(engine["asked"][groups], engine["groups"][groups], strict=True)
    return [
        followed(policy, history, found, engine["fuzz"])
        for (policy, listed), answered in pairs
        for history, found in zip(listed, answered, strict=True)
    ]


def followed(policy: Policy, history: list[tuple[int, int]], found: dict[str, Any], fuzz: list[int]) -> History:
    """One history, its stages ours: those that follow from what the engine decided."""
    stage: Stage = None
    day, lapses, reviewed = TODAY, 0, TODAY
    given, answers = [], []
    for number, ((value, wait), told) in enumerate(zip(history, found["answers"], strict=True)):
        rating, day = Rating(value), day + wait
        memory = Memory(stored[0], stored[1], reviewed) if (stored := told["stored"]) else None
        offered = dict(zip(Rating, told["next"], strict=True))
        factor = factor_between(fuzz[found["seed"] + number])
        answer = Answer(policy, stage, lapses, memory, day, factor, offered)
        answers.append(answer)
        given.append((rating, day))
        lapses += rating is Rating.AGAIN and isinstance(stage, Review)
        stage, reviewed = stage_after(stage, rating, answer.theirs(rating), 0, day), day
    return History(given, answers, tuple(found["replayed"]))


def factor_between(days: int) -> tuple[float, float]:
    """The least and greatest fuzz factor that give a card at the longest interval of 36,500 so many `days`."""
    lower, _ = fuzz_band(36_500)
    width = 1 + 36_500 - lower
    return (days - lower) / width, math.nextafter((days + 1 - lower) / width, 0)


def each(listed: list[History]) -> Iterator[Answer]:
    for history in listed:
        yield from history.answers


def within(theirs: Decision, ours: set[Decision]) -> bool:
    """Whether an interval lies in the range of those that are open."""
    days = [decided.interval for decided in ours if isinstance(decided, Days)]
    return isinstance(theirs, Days) and min(days) <= theirs.interval <= max(days)


def test_there_are_two_thousand_histories_of_every_kind(studied: list[History]) -> None:
    stages = Counter(type(answer.stage) for answer in each(studied))
    waits = Counter(
        later - earlier
        for history in studied
        for (_, earlier), (_, later) in zip(history.given, history.given[1:], strict=False)
    )
    assert len(studied) >= 2000
    assert min(stages[None.__class__], stages[Learning], stages[Review]) > 2000
    assert waits[0] > 2000
    assert sum(count for wait, count in waits.items() if wait >= 365) > 500
    assert sum(history.replayed[0] == 36_500 for history in studied) > 10


def test_each_rating_leads_to_the_memory_that_anki_computes(
    studied: list[History], without_steps: list[History]
) -> None:
    for answer in each([*studied, *without_steps]):
        for rating, offer in answer.offered.items():
            memory = remember(answer.memory, rating, answer.day)
            assert [memory.stability, memory.difficulty] == pytest.approx(offer["memory"], rel=PRECISE), answer


def test_whole_histories_lead_to_the_memory_that_anki_replays(
    studied: list[History], without_steps: list[History]
) -> None:
    for history in (*studied, *without_steps):
        memory = None
        for rating, day in history.given:
            memory = remember(memory, rating, day)
        assert memory is not None
        assert (memory.stability, memory.difficulty) == pytest.approx(history.replayed, rel=PRECISE), history.given


def test_steps_are_those_of_anki(studied: list[History]) -> None:
    compared = 0
    for answer in each(studied):
        for rating in Rating:
            theirs = answer.theirs(rating)
            (kind,) = {type(ours) for ours in answer.ours(rating)}
            assert kind is type(theirs), (rating, answer)
            if isinstance(theirs, Step):
                assert answer.ours(rating) == {theirs}, (rating, answer)
                compared += 1
    assert compared > 10_000


def test_intervals_are_those_of_anki_with_its_fuzz(studied: list[History]) -> None:
    certain, compared = 0, 0
    for answer in each(studied):
        for rating in Rating:
            theirs = answer.theirs(rating)
            if isinstance(theirs, Step) or (answer.leaves_steps and rating is Rating.EASY):
                continue
            ours = answer.ours(rating)
            assert within(theirs, ours), (rating, theirs, ours, answer)
            compared += 1
            certain += len(ours) == 1
    assert compared > 10_000
    assert certain / compared > 0.9


def test_hard_good_and_easy_are_in_order_up_to_the_longest_interval_as_in_anki(studied: list[History]) -> None:
    for answer in each(studied):
        if isinstance(answer.stage, Review):
            days = [answer.theirs(rating) for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
            hard, good, easy = (decided.interval for decided in days if isinstance(decided, Days))
            longest = answer.policy.maximum_interval
            assert (hard < good or good == longest) and (good < easy or easy == longest), answer


def test_lapses_and_leeches_are_those_of_anki(studied: list[History]) -> None:
    leeches = 0
    for answer in each(studied):
        if isinstance(answer.stage, Review):
            offer = answer.offered[Rating.AGAIN]
            assert offer["lapses"] == answer.lapses + 1
            assert offer["leech"] == is_leech_lapse(answer.lapses + 1)
            leeches += offer["leech"]
    assert leeches > 0


# The differences that are meant


def test_anki_rounds_the_memory_that_it_stores(studied: list[History]) -> None:
    rounded = 0
    for history in studied:
        for (rating, _), answer, following in zip(history.given, history.answers, history.answers[1:], strict=False):
            stability, difficulty = answer.offered[rating]["memory"]
            assert following.memory is not None
            assert following.memory.stability == pytest.approx(stability, abs=0.6e-4, rel=SINGLE)
            assert following.memory.difficulty == pytest.approx(difficulty, abs=0.6e-3)
            rounded += following.memory.difficulty != difficulty
    assert rounded > 1000


def test_easy_in_the_steps_is_longer_than_the_good_on_offer_and_else_as_in_anki(studied: list[History]) -> None:
    differing, compared = 0, 0
    for answer in each(studied):
        if not answer.leaves_steps:
            continue
        theirs, ours = answer.theirs(Rating.EASY), answer.ours(Rating.EASY)
        compared += 1
        if not within(theirs, ours):
            differing += 1
            assert theirs in {
                Days(interval(near * answer.stability(Rating.EASY), answer.policy, fuzz, good + 1, 0))
                for near in (1 - SINGLE, 1 + SINGLE)
                for fuzz in answer.fuzz
                for good in unrounded_good(answer, fuzz)
            }, answer
    assert 0 < differing < compared / 10


def unrounded_good(answer: Answer, fuzz: float) -> set[int]:
    """The Good that Anki compares Easy with: that of a card in review whose interval before was of no consequence."""
    # The previous interval 1 is below every fuzz band that is longer than a day.
    return {interval(answer.stability(Rating.GOOD), answer.policy, fuzz, 1, previous) for previous in (0, 1)}


def test_without_steps_we_wait_a_day_where_anki_waits_less(without_steps: list[History]) -> None:
    sooner = 0
    for answer in each(without_steps):
        for rating in Rating:
            theirs, ours = answer.theirs(rating), answer.ours(rating)
            assert all(isinstance(decided, Days) and decided.interval >= 1 for decided in ours)
            if isinstance(theirs, Step):
                assert theirs.delay < 43_200
                sooner += 1
    assert sooner > 100


def test_without_steps_a_card_in_review_is_as_in_anki_but_for_a_lapse(without_steps: list[History]) -> None:
    compared = 0
    for answer in each(without_steps):
        if isinstance(answer.stage, Review):
            for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
                assert within(answer.theirs(rating), answer.ours(rating)), (rating, answer)
                compared += 1
    assert compared > 500


def test_without_steps_anki_does_not_keep_good_above_hard(without_steps: list[History]) -> None:
    differing = 0
    for answer in each(without_steps):
        theirs = answer.theirs(Rating.GOOD)
        if answer.leaves_steps and isinstance(theirs, Days):
            alone: set[Decision] = {
                Days(interval(near * answer.stability(Rating.GOOD), answer.policy, fuzz, 1, 0))
                for near in (1 - SINGLE, 1 + SINGLE)
                for fuzz in answer.fuzz
            }
            assert within(theirs, alone), answer
            differing += not within(theirs, answer.ours(Rating.GOOD))
    assert differing > 0


def test_without_steps_anki_lets_a_lapse_exceed_the_longest_interval(without_steps: list[History]) -> None:
    beyond = 0
    for answer in each(without_steps):
        theirs = answer.theirs(Rating.AGAIN)
        if isinstance(answer.stage, Review) and isinstance(theirs, Days):
            assert theirs.interval == pytest.approx(answer.stability(Rating.AGAIN), abs=0.501) or theirs.interval == 1
            ours = Days(min(theirs.interval, answer.policy.maximum_interval))
            assert answer.ours(Rating.AGAIN) == {ours}
            beyond += ours != theirs
    assert beyond > 0

"""Memory and intervals: FSRS-6 over the learner's own days, with Anki's rules for steps, order and fuzz.

Days are day numbers (proleptic Gregorian ordinals of the learner's calendar days, which begin at the rollover hour), so
that neither the hour of a review nor a change of the clocks counts as part of a day.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from functools import cache

from quizapp.core.deferred import dataclass
from quizapp.core.digest import blake2b
from quizapp.core.scheduling.fsrs import PARAMETERS, forgetting
from quizapp.core.scheduling.grades import Rating

MINUTE_MS = 60_000
DAY_MS = 86_400_000
DAY_S = 86_400
EPOCH_DAY = date(1970, 1, 1).toordinal()
LEECH_LAPSES = 8
LEECH_EVERY = 4

_FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))


@dataclass(frozen=True, slots=True)
class Policy:
    """The learner's settings for scheduling.

    Steps and learn-ahead are in seconds, intervals in days; the rollover is an hour of the day.
    """

    retention: float = 0.90
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    learn_ahead: int = 1200
    new_per_day: int = 20
    reviews_per_day: int = 200
    maximum_interval: int = 36_500
    rollover: int = 4
    fuzz: bool = True


@dataclass(frozen=True, slots=True)
class Memory:
    """FSRS's memory state after the review on day number `day`: stability in days, difficulty 1..10."""

    stability: float
    difficulty: float
    day: int


@dataclass(frozen=True, slots=True)
class Learning:
    """In the learning steps, for the first time or (`again`) after a lapse; due at `due`, ms UTC."""

    step: int
    due: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """Out of the steps: due on day number `due_day`, `interval` days after it was answered."""

    interval: int
    due_day: int


Stage = Learning | Review | None
"""The stage of a card; None before its first answer."""


@dataclass(frozen=True, slots=True)
class CardState:
    """The state of a card by the log. A card that was never answered has no memory and no stage.

    `reps` counts the answers that scheduled it, `lapses` how often it was forgotten out of `Review`.
    """

    memory: Memory | None = None
    stage: Stage = None
    reps: int = 0
    lapses: int = 0
    suspended: bool = False

    @property
    def phase(self) -> str:
        """`new`, `learning`, `review` or `relearning`."""
        match self.stage:
            case None:
                return "new"
            case Review():
                return "review"
            case Learning(again=again):
                return "relearning" if again else "learning"

    @property
    def leech(self) -> bool:
        """Forgotten so often that it is worth rewriting or splitting."""
        return self.lapses >= LEECH_LAPSES


@dataclass(frozen=True, slots=True)
class Step:
    """A decision to show the card again within the session: at learning step `index`, `delay` seconds later."""

    index: int
    delay: int


@dataclass(frozen=True, slots=True)
class Days:
    """A decision to show the card again `interval` days later."""

    interval: int


Decision = Step | Days


def day_number(at: int, offset: int, rollover: int) -> int:
    """The learner's day at `at` (ms UTC), `offset` minutes east of UTC, when days begin at `rollover` o'clock."""
    return (at // MINUTE_MS + offset - rollover * 60) // 1440 + EPOCH_DAY


def recall(memory: Memory, day: int) -> float:
    """The probability 0..1 of recalling the card on day number `day` (FSRS-6's power forgetting curve)."""
    return forgetting().recall(memory.stability, day - memory.day)


def remember(memory: Memory | None, rating: Rating, day: int) -> Memory:
    """The memory state after an answer on day number `day`. A day before the last one counts as the same day."""
    model = forgetting()
    if memory is None:
        return Memory(*model.begun(rating), day)
    stability = model.stability(memory.stability, memory.difficulty, day - memory.day, rating)
    return Memory(stability, model.difficulty(memory.difficulty, rating), day)


def decide(state: CardState, day: int, policy: Policy, seed: str) -> dict[Rating, Decision]:
    """Return when the card would come back for each rating.

    Follows Anki: steps while (re)learning, then intervals that keep Hard < Good < Easy by a day at least. `seed` names
    the card; with the number of its reviews it fixes the fuzz.
    """
    memories = {rating: remember(state.memory, rating, day).stability for rating in Rating}
    fuzz = _fuzz_factor(seed, state.reps) if policy.fuzz else None
    return {rating: decision(rating, state.stage, memories.__getitem__, policy, fuzz) for rating in Rating}


def decision(
    rating: Rating, stage: Stage, stability: Callable[[Rating], float], policy: Policy, fuzz: float | None
) -> Decision:
    """Return when a card at `stage` comes back if it is rated so.

    `stability` gives the stability (days) after each rating; `fuzz` in 0..1 places intervals within the fuzz band.
    """
    if isinstance(stage, Review):
        steps, index = policy.relearning_steps, len(policy.relearning_steps)
    elif isinstance(stage, Learning):
        steps, index = policy.relearning_steps if stage.again else policy.learning_steps, stage.step
    else:
        steps, index = policy.learning_steps, 0
    previous = stage.interval if isinstance(stage, Review) else 0

    def days(at_least: int) -> Days:
        return Days(interval(stability(rating), policy, fuzz, at_least, previous))

    def after(harder: Rating) -> int:
        before = decision(harder, stage, stability, policy, fuzz)
        if isinstance(before, Days):
            return before.interval + 1
        if harder is Rating.GOOD:  # Easy leaves the steps: longer than Good would be if it left them too
            return interval(stability(harder), policy, fuzz, 1, previous) + 1
        return 1

    match rating:
        case Rating.AGAIN:
            return _step(steps, 0) or Days(interval(stability(rating), policy, None, 1, 0))
        case Rating.HARD:
            return _hard_step(steps, index) or days(1)
        case Rating.GOOD:
            return _step(steps, index + 1) or days(after(Rating.HARD))
        case Rating.EASY:
            return days(after(Rating.GOOD))


def answered(state: CardState, rating: Rating, decision: Decision, at: int, day: int) -> CardState:
    """The card's state after an answer at `at` (ms UTC) on day number `day` that led to `decision`."""
    return CardState(
        remember(state.memory, rating, day),
        stage_after(state.stage, rating, decision, at, day),
        state.reps + 1,
        state.lapses + _is_lapse(state.stage, rating),
        state.suspended,
    )


def stage_after(stage: Stage, rating: Rating, decision: Decision, at: int, day: int) -> Learning | Review:
    """Return where the card is after an answer at `at` (ms UTC) on day number `day` that led to `decision`."""
    match decision:
        case Step(index=index, delay=delay):
            again = _is_lapse(stage, rating) or (isinstance(stage, Learning) and stage.again)
            return Learning(index, at + delay * 1000, again)
        case Days(interval=length):
            return Review(length, day + length)


def is_leech_lapse(lapses: int) -> bool:
    """Return whether this lapse is one at which the learner is told: the eighth, then every fourth."""
    return lapses >= LEECH_LAPSES and (lapses - LEECH_LAPSES) % LEECH_EVERY == 0


def interval(stability: float, policy: Policy, fuzz: float | None, at_least: int, previous: int) -> int:
    """Days until recall falls to the desired retention, rounded half up, within the policy's bounds.

    The inverse of FSRS-6's forgetting curve. `fuzz` in 0..1 places the result within the fuzz band. Not shorter than
    `previous`, the interval before, unless that lies above the band; a day longer if the unfuzzed one is longer. A card
    that leaves the steps has none before (0), and Anki rounds its interval before the band is taken.
    """
    exact, maximum = stability * _stretch(policy.retention), policy.maximum_interval
    rounded = _half_up(exact)
    if fuzz is None:
        return min(max(rounded, at_least, 1), maximum)
    if not previous:
        exact = rounded
    if rounded > previous:
        at_least = max(at_least, previous + 1)
    elif previous <= _bounds(exact, 1, maximum)[1]:
        at_least = max(at_least, previous)
    lower, upper = _bounds(exact, max(at_least, 1), maximum)
    return min(math.floor(lower + fuzz * (1 + upper - lower)), upper)


def fuzz_band(exact: float) -> tuple[int, int]:
    """The shortest and longest interval (days) that an exact one may become, before other bounds."""
    if exact < _FUZZ_RANGES[0][0]:
        return _half_up(exact), _half_up(exact)
    width = 1.0
    for start, end, part in _FUZZ_RANGES:
        if exact > start:
            width += part * (min(exact, end) - start)
    return _half_up(exact - width), _half_up(exact + width)


@cache
def parameter_hash() -> str:
    """A short name for the model's parameters, stored with each prediction."""
    import hashlib  # 4 ms with OpenSSL, which a list of decks does without

    listed = ",".join(repr(float(value)) for value in PARAMETERS)
    return hashlib.sha256(listed.encode()).hexdigest()[:12]


def _is_lapse(stage: Stage, rating: Rating) -> bool:
    return rating is Rating.AGAIN and isinstance(stage, Review)


def _bounds(exact: float, minimum: int, maximum: int) -> tuple[int, int]:
    """The fuzz band within a minimum and a maximum. As in Anki, an interval beyond them is brought there first.

    So cards at the maximum are still spread, and so are those that are pushed up to keep Hard < Good < Easy.
    """
    minimum = min(minimum, maximum)
    lower, upper = (min(max(days, minimum), maximum) for days in fuzz_band(min(max(exact, minimum), maximum)))
    return lower, upper + (lower == upper and 2 < upper < maximum)


def _step(steps: tuple[int, ...], index: int) -> Step | None:
    return Step(index, steps[index]) if index < len(steps) else None


def _hard_step(steps: tuple[int, ...], index: int) -> Step | None:
    """Hard repeats a step; on the first, halfway to the second, or half as long again (a day longer at most).

    As in Anki, what these come to is rounded to whole days beyond the first.
    """
    if index >= len(steps):
        return None
    if index > 0:
        return Step(index, steps[index])
    delay = (steps[0] + steps[1]) // 2 if len(steps) > 1 else min(steps[0] * 3 // 2, steps[0] + DAY_S)
    return Step(0, delay if delay <= DAY_S else _half_up(delay / DAY_S) * DAY_S)


def _half_up(value: float) -> int:
    return math.floor(value + 0.5)


def _fuzz_factor(seed: str, reps: int) -> float:
    digest = blake2b(f"{seed}\n{reps}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest) >> 11) / (1 << 53)


@cache
def _stretch(retention: float) -> float:
    """Return how many times its stability passes until recall falls to `retention`."""
    model = forgetting()
    return float((retention ** (1 / model.decay) - 1) / model.factor)

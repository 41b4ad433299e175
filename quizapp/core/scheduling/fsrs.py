"""FSRS-6: how memories last and fade.

The formulas are those of https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm (FSRS-6), the
parameters the published ones. Tests hold the results to those of py-fsrs, which takes eight times as long for an
answer, most of it for dates and copies: too long to fold a log of a million answers.
"""

from __future__ import annotations

import math
from functools import cache

from quizapp.core.scheduling.grades import Rating

MODEL = "FSRS-6"
MAX_STABILITY = 36_500.0

# fmt: off
PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)
# fmt: on
"""The 21 parameters of the model that fit most learners, as py-fsrs and fsrs-rs publish them."""

MIN_STABILITY = 0.001
_AGAIN = Rating.AGAIN  # looking it up there takes a tenth of the time of an answer
_MIN_DIFFICULTY, _MAX_DIFFICULTY = 1.0, 10.0


class Forgetting:
    """The model with its 21 parameters. Stabilities and elapsed times are in days, difficulties 1..10.

    `decay` and `factor` are those of its forgetting curve: recall = (1 + factor * elapsed / stability) ** decay.
    """

    def __init__(self, w: tuple[float, ...]) -> None:
        self._w = w
        self.decay = -w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1
        self._growth = math.exp(w[8])
        self._lapse_share = math.exp(w[17] * w[18])
        first = {rating: w[4] - math.exp(w[5] * (rating - 1)) + 1 for rating in Rating}
        self._first = {rating: (max(w[rating - 1], MIN_STABILITY), _clamped(first[rating])) for rating in Rating}
        self._same_day = {rating: math.exp(w[17] * (rating - 3 + w[18])) for rating in Rating}
        self._bonus = {Rating.HARD: w[15], Rating.GOOD: 1.0, Rating.EASY: w[16]}
        self._harder = {rating: w[6] * (rating - 3) / 9 for rating in Rating}
        self._reverting, self._kept = w[7] * first[Rating.EASY], 1 - w[7]

    def recall(self, stability: float, elapsed: int) -> float:
        """The probability 0..1 of recall."""
        return float((1 + self.factor * max(0, elapsed) / stability) ** self.decay)

    def begun(self, rating: Rating) -> tuple[float, float]:
        """Stability and difficulty after the first answer."""
        return self._first[rating]

    def stability(self, stability: float, difficulty: float, elapsed: int, rating: Rating) -> float:
        """The stability after a further answer."""
        if elapsed < 1:
            growth = self._same_day[rating] * stability ** -self._w[19]
            after = stability * (growth if rating is _AGAIN else max(growth, 1.0))
            return _bounded(after)
        w, missing = self._w, 1 - (1 + self.factor * elapsed / stability) ** self.decay
        if rating is _AGAIN:
            forgotten = math.exp(missing * w[14])
            lapsed = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * forgotten
            return _bounded(min(lapsed, stability / self._lapse_share))
        surprise = math.exp(missing * w[10]) - 1
        growth = self._growth * (11 - difficulty) * stability ** -w[9] * surprise * self._bonus[rating]
        return _bounded(stability * (1 + growth))

    def difficulty(self, difficulty: float, rating: Rating) -> float:
        """The difficulty after a further answer."""
        moved = difficulty - (10 - difficulty) * self._harder[rating]
        return _clamped(self._reverting + self._kept * moved)


@cache
def forgetting() -> Forgetting:
    """The model with the published parameters."""
    return Forgetting(PARAMETERS)


def _bounded(stability: float) -> float:
    return MAX_STABILITY if stability > MAX_STABILITY else MIN_STABILITY if stability < MIN_STABILITY else stability


def _clamped(difficulty: float) -> float:
    if difficulty > _MAX_DIFFICULTY:
        return _MAX_DIFFICULTY
    return _MIN_DIFFICULTY if difficulty < _MIN_DIFFICULTY else difficulty

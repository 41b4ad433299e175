"""FSRS-6 in plain floats, for simulations: what `memory` gets from the library, fifteen times faster and without dates.

The formulas are those of https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm (FSRS-6); tests hold
the results to those of `memory.remember` and `memory.recall`.
"""

from __future__ import annotations

import math
from functools import cache

from quizapp.core.memory import MAX_STABILITY, parameters
from quizapp.core.rating import Rating

_MIN_STABILITY = 0.001
_MIN_DIFFICULTY, _MAX_DIFFICULTY = 1.0, 10.0


class Forgetting:
    """The model with its 21 parameters. Stabilities and elapsed times are in days, difficulties 1..10."""

    def __init__(self, w: tuple[float, ...]) -> None:
        self._w = w
        self._decay = -w[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._growth = math.exp(w[8])
        self._lapse_share = math.exp(w[17] * w[18])
        first = {rating: w[4] - math.exp(w[5] * (rating - 1)) + 1 for rating in Rating}
        self._easiest = first[Rating.EASY]
        self._first = {rating: (max(w[rating - 1], _MIN_STABILITY), _clamped(first[rating])) for rating in Rating}
        self._same_day = {rating: math.exp(w[17] * (rating - 3 + w[18])) for rating in Rating}
        self._bonus = {Rating.HARD: w[15], Rating.GOOD: 1.0, Rating.EASY: w[16]}

    def recall(self, stability: float, elapsed: int) -> float:
        """The probability 0..1 of recall."""
        return float((1 + self._factor * max(0, elapsed) / stability) ** self._decay)

    def begun(self, rating: Rating) -> tuple[float, float]:
        """Stability and difficulty after the first answer."""
        return self._first[rating]

    def stability(self, stability: float, difficulty: float, elapsed: int, rating: Rating) -> float:
        """The stability after a further answer."""
        w = self._w
        if elapsed < 1:
            growth = self._same_day[rating] * stability ** -w[19]
            after = stability * (growth if rating is Rating.AGAIN else max(growth, 1.0))
        elif rating is Rating.AGAIN:
            forgotten = math.exp((1 - self.recall(stability, elapsed)) * w[14])
            lapsed = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * forgotten
            after = min(lapsed, stability / self._lapse_share)
        else:
            surprise = math.exp((1 - self.recall(stability, elapsed)) * w[10]) - 1
            growth = self._growth * (11 - difficulty) * stability ** -w[9] * surprise * self._bonus[rating]
            after = stability * (1 + growth)
        return float(min(max(after, _MIN_STABILITY), MAX_STABILITY))

    def difficulty(self, difficulty: float, rating: Rating) -> float:
        """The difficulty after a further answer."""
        w = self._w
        moved = difficulty - (10 - difficulty) * w[6] * (rating - 3) / 9
        return _clamped(w[7] * self._easiest + (1 - w[7]) * moved)


@cache
def forgetting() -> Forgetting:
    """The model with the parameters that `memory` uses."""
    return Forgetting(parameters())


def _clamped(difficulty: float) -> float:
    return min(max(difficulty, _MIN_DIFFICULTY), _MAX_DIFFICULTY)

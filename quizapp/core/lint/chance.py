"""The probability of a count by chance alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

SIGNIFICANCE = 0.05
"""A deck is spoken to when chance would do as much in fewer than one deck of twenty."""

FEWEST = 8
"""Below so many questions a deck is not judged as a whole: one more or less would decide."""

_SPREAD = 6.0
"""Standard deviations beyond which a probability is taken as 0: all together it is below 1e-8."""


def at_least(hits: int, chances: Iterable[float]) -> float:
    """The probability of `hits` or more successes in independent trials, each with its own chance.

    The upper tail of the Poisson binomial distribution, with one chance that of the binomial: the distributions of the
    trials that share a chance, convolved.
    """
    start, mass = 0, [1.0]
    for chance, trials in Counter(chances).items():
        first, more = _binomial(trials, chance)
        start, mass = start + first, _convolved(mass, more)
    return min(1.0, math.fsum(mass[max(0, hits - start) :]))


def _binomial(trials: int, chance: float) -> tuple[int, list[float]]:
    """The binomial distribution where it is not negligible: the first count, and the probabilities from there on."""
    mean, reach = trials * chance, _SPREAD * math.sqrt(trials * chance * (1 - chance)) + _SPREAD
    first, last = max(0, math.floor(mean - reach)), min(trials, math.ceil(mean + reach))
    ways = math.lgamma(trials + 1)
    success, failure = math.log(chance), math.log1p(-chance)
    return first, [
        math.exp(
            ways
            - math.lgamma(count + 1)
            - math.lgamma(trials - count + 1)
            + count * success
            + (trials - count) * failure
        )
        for count in range(first, last + 1)
    ]


def _convolved(left: list[float], right: list[float]) -> list[float]:
    total = [0.0] * (len(left) + len(right) - 1)
    for index, weight in enumerate(left):
        for step, mass in enumerate(right):
            total[index + step] += weight * mass
    return total

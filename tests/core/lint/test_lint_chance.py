"""How likely a count is by chance alone."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.lint.chance import at_least


@given(st.lists(st.sampled_from([1 / 2, 1 / 3, 1 / 4, 1 / 5]), min_size=1, max_size=8), st.integers(0, 8))
def test_it_is_the_sum_over_all_ways_to_have_so_many(chances: list[float], hits: int) -> None:
    ways = product((False, True), repeat=len(chances))
    exact = sum(
        prod(chance if hit else 1 - chance for chance, hit in zip(chances, way, strict=True))
        for way in ways
        if sum(way) >= hits
    )
    assert at_least(hits, chances) == pytest.approx(exact, abs=1e-9)


def test_thousands_of_trials_are_no_trouble() -> None:
    """The median of 10,000 tosses of a coin is 5,000, which itself comes up in 0.8 % of cases."""
    assert at_least(5_000, [0.5] * 10_000) == pytest.approx(0.503989, abs=1e-6)

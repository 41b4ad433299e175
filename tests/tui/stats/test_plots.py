"""Pictures of figures."""

from __future__ import annotations

import pytest

from quizapp.tui.stats.plots import _ticks


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (0.2, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 2, 4, 6]),
        (11, [0, 5, 10, 15]),
        (67, [0, 50, 100]),
        (12_000, [0, 5_000, 10_000, 15_000]),
    ],
)
def test_the_labels_of_an_axis_are_whole_numbers_as_far_from_each_other(most: float, labels: list[int]) -> None:
    assert list(_ticks(most, 6)) == labels

"""Times and points of an exam in words."""

from __future__ import annotations

import pytest

from quizapp.core.exams import Paper
from quizapp.wording.exams import clock_text, points_text, standing_text, time_words, used_text

MINUTE = 60_000


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0:00"),
        (1, "0:01"),
        (59_001, "1:00"),
        (5 * MINUTE, "5:00"),
        (15 * MINUTE - 1, "15:00"),
        (60 * MINUTE, "1:00:00"),
        (90 * MINUTE + 5_000, "1:30:05"),
    ],
)
def test_a_clock_shows_nothing_left_only_when_nothing_is_left(ms: int, text: str) -> None:
    assert clock_text(ms) == text


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0 seconds"),
        (1_000, "1 second"),
        (MINUTE, "1 minute"),
        (90_000, "1 minute and 30 seconds"),
        (599_000, "9 minutes and 59 seconds"),
        (14 * MINUTE + 20_000, "14 minutes"),
    ],
)
def test_a_time_is_told_as_precisely_as_it_matters(ms: int, words: str) -> None:
    assert time_words(ms) == words


@pytest.mark.parametrize(("points", "text"), [(0, "0"), (3.0, "3"), (2.5, "2.5"), (1 / 3, "0.33"), (10, "10")])
def test_points_are_written_without_needless_figures(points: float, text: str) -> None:
    assert points_text(points) == text


def test_an_exam_without_a_limit_has_no_time_left_to_tell() -> None:
    paper = Paper(("one", "two"), 7, responses={"one": "a"}, spent={"one": 61_000})
    assert standing_text(paper) == "1 of 2 answered"
    assert used_text(paper) == "1 minute and 1 second"

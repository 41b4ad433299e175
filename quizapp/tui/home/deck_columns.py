"""The columns behind a deck on the home screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizapp.core.log.days import MATURE_DAYS
from quizapp.learning.overview import Counts

QUIET = "$foreground 75%"
HEIGHTS = "▁▂▃▄▅▆▇"
"""Nothing, and six sixths of the busiest day."""

WIDE, ROOMY = 50, 62
"""A line wider than this has room for learning and mastered; from the second on for the week too."""

COLUMNS = (
    "due: cards to repeat today",
    "new: cards never asked; only some of them come on a day",
    "learning: cards that come again today, in minutes",
    f"mastered: cards that come back after {MATURE_DAYS} days or more",
    "next 7 days: how many cards come on each, today first",
)
"""The columns, explained."""


def heads(width: int) -> Content:
    """The names of the columns that a line of this width has."""
    if width <= WIDE:
        return Content.styled(f"{'due':>4}{'new':>5}", QUIET)
    heads = f"{'due':>5}{'new':>5}{'learning':>9}{'mastered':>9}"
    return Content.styled(heads + (f"{'next 7 days':>12}" if width > ROOMY else ""), QUIET)


def numbers(counts: Counts, width: int, busiest: int) -> Content:
    """The columns behind a title; `busiest` is the most cards that any deck has on a day."""
    if width <= WIDE:  # no room for a column of their own: cards being learned are due soon
        return _number(counts.repeat, "bold $text-accent", 4) + _number(counts.new, "$text", 5)
    columns = [
        _number(counts.due, "bold $text-accent", 5),
        _number(counts.new, "$text", 5),
        _number(counts.learning, "$text", 9),
        _number(counts.mature, QUIET, 9),
    ]
    bars = Content.styled(f"{_bars(counts.ahead, busiest):>12}", QUIET) if width > ROOMY else ""
    return Content("").join(columns) + bars


def _number(number: int, style: str, width: int) -> Content:
    written = str(number) if number < 10_000 else f"{number // 1000}k"
    return Content.styled(f"{written:>{width}}", style if number else QUIET)


def _bars(ahead: Sequence[int], busiest: int) -> str:
    """A week of days, each as high as its part of the busiest day of all decks."""
    if not any(ahead):
        return ""
    steps = len(HEIGHTS) - 1
    return "".join(HEIGHTS[-(-steps * cards // busiest)] for cards in ahead)

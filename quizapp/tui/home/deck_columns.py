"""The columns behind a deck on the home screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.messages import tr, trc
from quizapp.learning.overview import Counts

QUIET = "$foreground 75%"
HEIGHTS = "▁▂▃▄▅▆▇"
"""Nothing, and six sixths of the busiest day."""

WIDE, ROOMY = 50, 62
"""A line wider than this has room for learning and mastered; from the second on for the week too."""


def legend() -> list[str]:
    """The columns, explained."""
    return [
        tr("due: cards to review today"),
        tr("new: cards you haven't seen; a few come each day"),
        tr("learning: cards that come back within minutes"),
        tr("mastered: cards that come back after {days} days or more", days=MATURE_DAYS),
        tr("next 7 days: how many cards come each day, from today"),
    ]


def heads(width: int) -> Content:
    """The names of the columns that a line of this width has."""
    if width <= WIDE:
        return Content.styled(_head(trc("column", "due"), 4) + _head(trc("column", "new"), 5), QUIET)
    names = [(trc("column", "due"), 5), (trc("column", "new"), 5), (trc("column", "learning"), 9)]
    names += [(trc("column", "mastered"), 9), *([(trc("column", "next 7 days"), 12)] if width > ROOMY else [])]
    return Content.styled("".join(_head(*name) for name in names), QUIET)


def _head(name: str, width: int) -> str:
    """The name of a column, as far as there is room for it."""
    return f" {set_cell_size(name, min(cell_len(name), width - 1))}".rjust(width)


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

"""The columns behind a deck on the home screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
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
    return Content.styled("".join(" " * (cells - cell_len(name)) + name for name, cells in _columns(width)), QUIET)


def _columns(width: int) -> list[tuple[str, int]]:
    """The columns that a line of this width has: the name of each, and its cells."""
    due, new = trc("column at home", "due"), trc("column at home", "new")
    least = [(due, 4), (new, 5)]
    if width > WIDE:
        least = [(due, 5), (new, 5), (trc("column at home", "learning"), 9), (trc("column at home", "mastered"), 9)]
    if width > ROOMY:
        least.append((trc("column at home", "next 7 days"), 12))
    return [(name, max(cells, cell_len(name) + 1)) for name, cells in least]


def numbers(counts: Counts, width: int, busiest: int) -> Content:
    """The columns behind a title; `busiest` is the most cards that any deck has on a day."""
    due = counts.due if width > WIDE else counts.repeat  # cards being learned count here if they have no column
    cells = [cells for _, cells in _columns(width)]
    figures = ((due, "bold $text-accent"), (counts.new, "$text"), (counts.learning, "$text"), (counts.mature, QUIET))
    columns = [_number(*figure, room) for figure, room in zip(figures, cells, strict=False)]
    bars = Content.styled(_bars(counts.ahead, busiest).rjust(cells[-1]), QUIET) if width > ROOMY else ""
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

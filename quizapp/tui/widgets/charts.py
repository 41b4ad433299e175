"""Charts of several lines, drawn by hand as `drawing` draws bars: columns over an axis, and days in shades."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from textual.content import Content

from quizapp.core.messages import number
from quizapp.tui.widgets.drawing import FILLED, HEIGHTS, UNTOUCHED
from quizapp.tui.widgets.text import plain

QUIET = "$foreground 75%"
SHADES = (
    ("· ", "$mark-none"),
    ("░░", "$mark-accent on $heat-1"),
    ("▒▒", "$mark-accent on $heat-2"),
    ("▓▓", "$mark-accent on $heat-3"),
    ("██", "$mark-accent"),
)
"""None and four steps to the most: a sign of two cells for each, in one colour that grows stronger."""

SHADE = 2
"""The cells of a shade."""

COLUMN = FILLED[1]
"""The colour of columns."""

AXIS_CELLS = 6
"""The cells beside the columns of a chart, at most: the axis with its numbers, and the line for its end."""

MARK = ("┃", "bold $foreground")
"""A place on a bar."""

WIDEST = 6
"""The most cells between the beginnings of two columns."""

_APART = 2
"""The fewest cells between two names under a chart."""

_TICKS = 4


def column_chart(
    amounts: Sequence[float], width: int, height: int, names: Sequence[tuple[int, str]], end: str = ""
) -> Content:
    """A column for each amount, as high as the axis at its left says, over as many `names` as there is room for.

    `names` have the index of a column and what to write under it, the most important ones first. `end` is the name of
    what comes after the last column; a line stands for it. The chart takes `height` lines at most, and two more.
    """
    most = max(amounts, default=0)
    height = min(height, max(2, 2 * math.ceil(most)))
    ticks = ticks_to(most, height)
    labels = {tick * height // ticks[-1]: number(tick) for tick in ticks}
    margin = max(map(len, labels.values()))
    room = width - margin - 1 - bool(end)
    step = max(1, min(WIDEST, room // max(1, len(amounts))))
    lines = []
    for line in range(height, 0, -1):
        label = labels.get(line, "")
        bars = "".join(_piece(amount * height / ticks[-1], line, step) for amount in amounts)
        lines.append(Content.assemble((f"{label:>{margin}}{'┤' if label else '│'}", QUIET), (bars, COLUMN), _end(end)))
    length = step * len(amounts) + bool(end)
    axis = f"{labels[0]:>{margin}}└{'─' * length}"
    under = [*([(length - 1, end)] if end else []), *((index * step, name) for index, name in names)]
    return Content("\n").join(
        [*lines, plain(axis, QUIET), plain(" " * (margin + 1) + _in_places(under, max(length, room)), QUIET)]
    )


def bullet(share: float, mark: float, cells: int) -> Content:
    """A bar of so many cells, filled by a share from 0 to 1, with a line through it at another one."""
    filled, at = (round(min(1.0, max(0.0, part)) * cells) for part in (share, mark))
    parts = [FILLED] * filled + [UNTOUCHED] * (cells - filled)
    parts[min(at, cells - 1) : at + 1] = [MARK] if cells else []
    return Content.assemble(*parts)


def shaded(levels: Iterable[int]) -> Content:
    """The shades of these levels, 0 to 4, beside each other."""
    return Content.assemble(*(SHADES[level] for level in levels))


def ticks_to(most: float, lines: int) -> range:
    """Whole numbers from 0 to `most` or a little more, evenly far apart on an axis of so many lines."""
    parts = [part for part in range(2, _TICKS + 1) if lines % part == 0] if most > 1 else []
    rises = [(_round(most / part) * part, -part) for part in parts or [1]]
    top, part = min(rises)
    return range(0, top + 1, top // -part)


def _round(least: float) -> int:
    """The least of 1, 2, 5, 10, 20, 50 ... that is not less."""
    size = 10 ** max(0, math.floor(math.log10(least))) if least > 0 else 1
    return next(size * digit for digit in (1, 2, 5, 10) if size * digit >= least)


def _piece(lines: float, line: int, cells: int) -> str:
    """What a column of so many lines shows on one of them, from 1 at the foot; something there if it is any high."""
    eighths = min(8, round(8 * (lines - line + 1)))
    if line == 1 and lines > 0:
        eighths = max(1, eighths)
    gap = 1 if cells > 1 else 0
    return (HEIGHTS[eighths - 1] if eighths > 0 else " ") * (cells - gap) + " " * gap


def _end(name: str) -> Content:
    """The line after the columns, if there is something to name there."""
    return Content.styled("┊", "$mark-again") if name else Content("")


def _in_places(names: Iterable[tuple[int, str]], width: int) -> str:
    """The names as near to their places as `width` allows; without those that come too near to one before."""
    placed: list[tuple[int, int, str]] = []
    for place, name in names:
        length = Content(name).cell_length
        start = max(0, min(place, width - length))
        if all(start + length + _APART <= begun or done + _APART <= start for begun, done, _ in placed):
            placed.append((start, start + length, name))
    line, end = "", 0
    for start, done, name in sorted(placed):
        line += " " * (start - end) + name
        end = done
    return line

"""Pictures of figures, drawn by plotext. Importing this takes 20 ms, so it is done when there is something to draw."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.text import Text
from textual.app import RenderResult
from textual.color import Color
from textual_plotext import Plot, PlotextPlot

from quizapp.core.formats import percent
from quizapp.core.messages import number
from quizapp.core.stats import Bin
from quizapp.tui.widgets.text import WIDE

DOT = "●"
_TICKS = 4
_AXIS = 2
"""The lines of the axis below and of what is written under it."""

_BELOW = 0.02
"""The share of its height by which the picture goes on below zero: right at its edge plotext draws a bar narrower."""


class Chart(PlotextPlot):
    """A picture in the colours of the theme; with the axes at the left and below alone."""

    DEFAULT_CSS = """
    Chart { height: 9; color: $foreground 75%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.theme = "clear"  # colours come from here and from CSS

    def render(self) -> RenderResult:
        """Draw it anew: the size or the theme may have changed."""
        plot = self.plt
        plot.clear_figure()
        plot.xaxes(True, False)
        plot.yaxes(True, False)
        self.draw(plot)
        picture = super().render()
        assert isinstance(picture, Text)
        picture.rstrip()  # plotext ends it with an empty line
        return picture

    def draw(self, plot: Plot) -> None:
        """Put the figures into the plot."""
        raise NotImplementedError

    @property
    def accent(self) -> tuple[int, int, int] | str:
        """The theme's accent as plotext has colours."""
        colour = Color.parse(self.app.theme_variables["text-accent"])
        return "default" if colour.ansi is not None else colour.rgb


class Bars(Chart):
    """A bar for each figure, with names under some of them."""

    def __init__(self, figures: Sequence[float], names: Sequence[tuple[int, str]]) -> None:
        """`names` has the index of a bar and what to write under it."""
        super().__init__()
        self._figures, self._names = figures, names

    def draw(self, plot: Plot) -> None:
        """Bars from zero up."""
        places = list(range(len(self._figures)))
        plot.bar(places, list(self._figures), width=0.7, marker="hd", color=self.accent)
        plot.xticks([index for index, _ in self._names], [name for _, name in self._names])
        ticks = _ticks(max(self._figures), self.size.height - _AXIS - 1)
        top = ticks[-1]
        plot.yticks([float(tick) for tick in ticks], [number(tick) for tick in ticks])
        plot.ylim(-top * _BELOW, top)


def _ticks(most: float, steps: int) -> range:
    """Whole numbers from 0 to `most` or a little more, evenly far apart on an axis of `steps` from line to line."""
    parts = [part for part in range(2, _TICKS + 1) if steps % part == 0] if most > 1 else []
    rises = [(_round(most / part) * part, -part) for part in parts or [1]]
    top, part = min(rises)
    return range(0, top + 1, top // -part)


def _round(least: float) -> int:
    """The least of 1, 2, 5, 10, 20, 50 ... that is not less."""
    size = 10 ** max(0, math.floor(math.log10(least))) if least > 0 else 1
    return next(size * digit for digit in (1, 2, 5, 10) if size * digit >= least)


class Agreement(Chart):
    """Predicted against actual recall: a dot for each bin, and the line on which the two agree."""

    DEFAULT_CSS = """
    Agreement { height: 14; }
    """

    def __init__(self, bins: Sequence[Bin]) -> None:
        super().__init__()
        self._bins = bins

    def draw(self, plot: Plot) -> None:
        """From the lowest figure there is, in tenths, up to 1."""
        lowest = min(min(one.predicted, one.actual) for one in self._bins)
        start = min(0.8, int(lowest * 10) / 10)
        plot.plot([start, 1.0], [start, 1.0], marker="braille", color="default")
        predicted, actual = [one.predicted for one in self._bins], [one.actual for one in self._bins]
        plot.scatter(predicted, actual, marker=DOT, color=self.accent)
        ticks = [start + (1 - start) * part / _TICKS for part in range(_TICKS + 1)]
        names = [percent(tick) for tick in ticks]
        step = 1 if self.size.width >= WIDE else 2  # of names that are too close, plotext leaves out any
        plot.xticks(ticks[::step], names[::step])
        plot.yticks(ticks, names)
        plot.xlim(start, 1.0)
        plot.ylim(start, 1.0)

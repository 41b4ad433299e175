"""The columns of the decks on the home screen: which there is room for, and what stands in them."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from quizapp.core.deferred import dataclass
from quizapp.core.messages import tr, trc
from quizapp.learning.overview import Counts
from quizapp.tui.widgets.drawing import DONE, UNDER_WAY, UNTOUCHED, bar, columns
from quizapp.tui.widgets.text import justified

QUIET = "$foreground 75%"
SIGNS = 3
"""The cells before a title: whether the cursor is there, whether the deck is selected, and a blank."""
WIDE = 50
"""A line wider than this has a bar."""
GAP = 2
SHORTEST_BAR, USUAL_BAR, LONGEST_BAR = 6, 12, 20
_TITLE = 0.7
"""A title longer than this share of the line is cut, so that the longest one does not take all bars away."""


def legend() -> list[str]:
    """The columns, explained."""
    return [
        tr("due: cards to review today"),
        tr("new: cards you haven't seen; a few come each day"),
        tr("learning: cards that come back within minutes"),
        tr("known: cards past their learning steps, which come back after a day or more"),
        tr("due next 7 days: how many cards come each day, from today"),
    ]


def parts() -> list[tuple[tuple[str, str], str]]:
    """The parts of a deck's bar, in order: the sign and colour of each, and its name."""
    return [
        (DONE, trc("cards at home", "known")),
        (UNDER_WAY, trc("cards at home", "learning")),
        (UNTOUCHED, trc("cards at home", "new")),
    ]


def counted(counts: Counts) -> tuple[int, int, int]:
    """The cards of a deck that belong to each part of its bar."""
    return counts.known, counts.learning, counts.new


@dataclass(frozen=True, slots=True)
class DeckColumns:
    """The columns behind the titles of a list, in cells: a bar or a week of none has no room.

    `busiest` is the most cards that any deck has on a day.
    """

    width: int
    due: int
    new: int
    bar: int
    week: int
    busiest: int

    @classmethod
    def fitting(cls, width: int, longest: int, busiest: int) -> DeckColumns:
        """Return the columns for a line of so many cells; a title of `longest` cells comes before a bar and a week."""
        names = trc("column at home", "due"), trc("column at home", "new"), _week_name()
        gap = GAP if width > WIDE else 1
        due, new = max(3 + gap, cell_len(names[0]) + gap), max(4 + gap, cell_len(names[1]) + gap)
        room = width - SIGNS - due - new - min(longest, round(width * _TITLE))
        week = cell_len(names[2]) + GAP
        if width <= WIDE or room < SHORTEST_BAR + GAP:
            return cls(width, due, new, 0, 0, busiest)
        if room < USUAL_BAR + GAP + week:
            return cls(width, due, new, min(USUAL_BAR, room - GAP), 0, busiest)
        return cls(width, due, new, min(LONGEST_BAR, room - GAP - week), week, busiest)

    def heads(self) -> Content:
        """The names of the columns, and the legend of the bars."""
        names = [(trc("column at home", "due"), self.due), (trc("column at home", "new"), self.new)]
        names += [(_week_name(), self.week)] if self.week else []
        right = Content.styled("".join(" " * (cells - cell_len(name)) + name for name, cells in names), QUIET)
        left = Content.styled(" " * SIGNS + trc("column at home", "deck"), QUIET)
        room = self.width - right.cell_length
        parted = [Content.assemble(part, Content.styled(f" {name}", QUIET)) for part, name in parts()]
        key = Content("  ").join(parted)
        fits = self.bar and left.cell_length + GAP + key.cell_length <= room
        return justified(left, key if fits else Content(""), room) + right

    def line(self, signs: str, title: Content, counts: Counts | None) -> Content:
        """A deck's line; without `counts` there is its title alone."""
        left = Content.styled(signs, "$text-accent") + title
        return justified(left, Content("") if counts is None else self._figures(counts), self.width)

    def _figures(self, counts: Counts) -> Content:
        figures = [
            bar(counted(counts), self.bar) if self.bar else Content(""),
            _number(counts.repeat, "bold $text-accent", self.due),
            _number(counts.new, "$text", self.new),
        ]
        if self.week and any(counts.ahead):
            figures.append(Content.styled(columns(counts.ahead, self.busiest).rjust(self.week), QUIET))
        elif self.week:
            figures.append(Content(" " * self.week))
        return Content("").join(figures)


def _week_name() -> str:
    return trc("column at home", "due next 7 days")


def _number(number: int, style: str, width: int) -> Content:
    written = str(number) if number < 10_000 else f"{number // 1000}k"
    return Content.styled(f"{written:>{width}}", style if number else QUIET)

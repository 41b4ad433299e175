"""What a part of the statistics is made of, and what all parts lay out alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from quizapp.core import stats
from quizapp.core.deferred import dataclass
from quizapp.core.formats import short_date
from quizapp.core.messages import trc
from quizapp.tui.widgets.text import plain

GAP = 2
"""The cells between two columns."""

HIGH = 6
"""The lines of a chart."""

SIDE, BETWEEN = 44, 3
"""The cells of what stands beside a picture, and those between the two."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that stands out: what it is about, the figure, and a few words on it."""

    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a part shows: a picture with the figures below or beside it, then what there is `more` and what is `aside`.

    What is empty is left out.
    """

    picture: Content
    figures: Sequence[Figure] = ()
    more: Content = Content("")
    aside: Content = Content("")


def sentences(lines: Sequence[str], width: int, style: str = "") -> Content:
    """Some sentences, each wrapped to `width`."""
    return Content("\n").join(line for text in lines for line in plain(text, style).wrap(width))


def titled(title: str, content: Content) -> Content:
    """Something under its title."""
    return heading(title) + "\n" + content


def heading(text: str) -> Content:
    """The title of what stands below it."""
    return plain(text, "bold")


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Each row on a line, in columns that end at the same cells."""
    widths = [max(Content(text).cell_length for text in column) for column in zip(*rows, strict=True)]
    gap = " " * GAP
    return [
        gap.join(" " * (width - Content(text).cell_length) + text for text, width in zip(row, widths, strict=True))
        for row in rows
    ]


def days_named(first: int, days: int, today: int) -> list[tuple[int, str]]:
    """The names under a chart of so many days from day number `first` on: of both ends, then of the Mondays."""
    last = first + days - 1
    mondays = [day for day in range(first, last) if stats.monday(day) == day]
    names = {day: short_date(date.fromordinal(day)) for day in (first, last, *mondays)}
    return [(day - first, trc("day", "today") if day == today else name) for day, name in names.items()]


def capital(text: str) -> str:
    """`text` with a capital."""
    return text[:1].upper() + text[1:]

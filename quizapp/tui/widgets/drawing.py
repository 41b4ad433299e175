"""What is drawn by hand: bars, chips and columns, each with signs that differ where colours cannot be seen.

Charts of several lines are in `charts`, which the first question does without.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import accumulate

from textual.content import Content

DONE, UNDER_WAY, UNTOUCHED = ("━", "$mark-good"), ("╍", "$mark-hard"), ("─", "$mark-none")
"""The three parts of a bar of progress: the sign and the colour of each."""
FILLED = ("━", "$mark-accent")
"""The part of a bar with two parts that its number is about."""
STUDIED, IDLE, OPEN = ("■", "$mark-good"), ("·", "$foreground 75%"), ("□", "$text-accent")
"""A day in a strip: with answers, without any, and today as long as it has none."""
HEIGHTS = "▁▂▃▄▅▆▇█"
"""Nothing, and seven sevenths of the most."""


def bar(amounts: Sequence[int], cells: int, parts: Sequence[tuple[str, str]] = (DONE, UNDER_WAY, UNTOUCHED)) -> Content:
    """A bar of so many cells, whose parts are as long as their share of all `amounts`.

    A part with any amount has a cell at least, as far as there are cells; without any amount the last part fills it.
    """
    lengths = _lengths(amounts, cells)
    return Content.assemble(*((sign * length, style) for (sign, style), length in zip(parts, lengths, strict=True)))


def meter(share: float, cells: int, part: tuple[str, str] = FILLED) -> Content:
    """A bar of so many cells, filled by a share from 0 to 1."""
    filled = round(min(1.0, max(0.0, share)) * cells)
    rest, style = UNTOUCHED
    return Content.assemble((part[0] * filled, part[1]), (rest * (cells - filled), style))


def columns(amounts: Sequence[int], most: int = 0) -> str:
    """A column one cell wide for each amount, as high as its share of `most` (by default of the largest)."""
    most = max(most, *amounts, 1)
    steps = len(HEIGHTS) - 1
    return "".join(HEIGHTS[-(-steps * amount // most)] for amount in amounts)


def strip(studied: Sequence[bool], names: Sequence[str]) -> tuple[Content, Content]:
    """Days up to today, as a line of short names with today's in brackets and a line of signs below them."""
    wide = max(map(len, names))
    heads, signs = Content(""), Content("")
    for is_studied, name in zip(studied[:-1], names[:-1], strict=True):
        sign, style = STUDIED if is_studied else IDLE
        heads += Content.styled(f" {name:^{wide}}", "$foreground 75%")
        signs += Content.styled(f" {sign:^{wide}}", style)
    sign, style = STUDIED if studied[-1] else OPEN
    heads += Content.styled(f" [{names[-1]:^{wide}}]", "bold $text-accent")
    return heads, signs + Content.styled(f"  {sign:^{wide}} ", style)


def can_draw(signs: str) -> bool:
    """Return whether the encoding of the terminal has these signs."""
    try:
        signs.encode(sys.__stderr__.encoding if sys.__stderr__ is not None else "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def chip(text: str, tone: str, *, strong: bool = False, cells: int = 0) -> Content:
    """Words on a background of one of the tones: "again", "hard", "good" or "easy"; a strong one is inverted.

    It is as wide as its words with a blank on either side, unless it is to fill so many `cells`.
    """
    words = centred(Content(text), cells) if cells else Content(f" {text} ")
    return words.stylize(f"{'bold reverse ' if strong else ''}{toned(tone)}")  # not shown


def row(line: Content, tone: str, cells: int) -> Content:
    """A line on a background of one of the tones, to the end of so many cells."""
    return line.pad_right(max(0, cells - line.cell_length)).stylize(toned(tone))


def centred(line: Content, cells: int) -> Content:
    """A line in the middle of so many cells, cut with an ellipsis where it must; Textual's own makes it longer."""
    line = line.rstrip().truncate(cells, ellipsis=True)
    free = cells - line.cell_length
    return line.pad_left(free // 2).pad_right(free - free // 2)


def toned(tone: str) -> str:
    """The style of words on a background of one of the tones."""
    return f"$on-{tone} on ${tone}"


def _lengths(amounts: Sequence[int], cells: int) -> list[int]:
    """The cells of each part of a bar."""
    total = sum(amounts)
    if not total:
        return [0] * (len(amounts) - 1) + [cells]
    ends = [round(cells * end / total) for end in accumulate(amounts)]
    lengths = [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    for place, amount in enumerate(amounts):
        longest = max(range(len(lengths)), key=lengths.__getitem__)
        if amount and not lengths[place] and lengths[longest] > 1:
            lengths[place], lengths[longest] = 1, lengths[longest] - 1
    return lengths

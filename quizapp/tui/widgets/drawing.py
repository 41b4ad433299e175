"""What is drawn by hand: bars, chips and columns, each with signs that differ where colours cannot be seen.

Charts of several lines are in `charts`, which the first question does without.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from textual.content import Content

DONE, UNDER_WAY, UNTOUCHED = ("━", "$mark-good"), ("╍", "$mark-hard"), ("─", "$mark-none")
"""The three parts of a bar of progress: the sign and the colour of each."""
FILLED = ("━", "$mark-accent")
"""The part of a bar with two parts that its number is about."""
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


def chip(text: str, tone: str, *, strong: bool = False) -> Content:
    """Words on a background of one of the tones: "again", "hard", "good" or "easy"."""
    return Content.styled(f" {text} ", f"{'bold ' if strong else ''}$on-{tone} on ${tone}")


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

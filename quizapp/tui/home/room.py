"""The room on the home screen: what a terminal of some size has cells and lines for."""

from __future__ import annotations

from quizapp.core.deferred import dataclass

TALL = 18
"""A screen of so many lines has room for the days, and for more than figures below the list."""

USUAL, BROAD, BROADEST = 100, 110, 144
"""The cells taken at most; those from which on a pane is beside the list; and what both of them take at most."""

PANE, ROOMY_PANE, ROOMY = 36, 44, 130
"""The cells of the pane, and those from `ROOMY` cells on."""

AROUND = {False: 3, True: 10}
"""The lines around the list and the details below it, on a screen that is not tall and on one that is."""

ABOVE_PANE = {False: 2, True: 5}
"""The lines above and below the text of the pane, likewise."""

SIDES = {False: 6, True: 8}
"""The cells beside the details, likewise."""

PANE_SIDES = 5
"""The cells beside the text of the pane: its border and its padding."""


@dataclass(frozen=True, slots=True)
class Room:
    """The room on a terminal of so many cells and lines; without decks there is no pane."""

    width: int
    height: int
    has_decks: bool

    @property
    def is_tall(self) -> bool:
        """True if there is room for more than the list and its figures."""
        return self.height >= TALL

    @property
    def is_broad(self) -> bool:
        """True if there is a pane."""
        return self.width >= BROAD and self.has_decks

    @property
    def whole(self) -> int:
        """The cells of all that is shown."""
        return min(self.width, BROADEST if self.width >= BROAD else USUAL)

    @property
    def list_cells(self) -> int:
        """The cells of the list and what is above and below it."""
        return self.whole - (self._pane if self.is_broad else 0)

    @property
    def line(self) -> int:
        """The cells of a line of the list, beside its margins and its scroll bar."""
        return max(20, self.list_cells - 3)

    @property
    def detail_line(self) -> int:
        """The cells of a line of the details."""
        return max(20, self.list_cells - SIDES[self.is_tall])

    def detail(self, entries: int) -> int:
        """Return the lines for the details below a list of so many entries."""
        return max(2, self.height // 3 - 2, self.height - AROUND[self.is_tall] - entries)

    @property
    def pane_line(self) -> int:
        """The cells of a line of the pane."""
        return self._pane - PANE_SIDES

    @property
    def pane_lines(self) -> int:
        """The lines of the pane."""
        return max(1, self.height - ABOVE_PANE[self.is_tall])

    @property
    def _pane(self) -> int:
        return ROOMY_PANE if self.width >= ROOMY else PANE

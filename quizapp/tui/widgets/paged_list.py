"""A list to pick from, on a terminal of any size."""

from __future__ import annotations

from textual._widget_navigation import Direction
from textual.widgets import OptionList


class PagedList(OptionList):
    """Textual's, which takes a page for granted: before it is laid out, and where it has no room, there is none."""

    def _move_page(self, direction: Direction) -> None:
        if self._lines:
            super()._move_page(direction)

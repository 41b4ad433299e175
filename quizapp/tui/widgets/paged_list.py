"""A list to pick from, on a terminal of any size."""

from __future__ import annotations

from textual._widget_navigation import Direction
from textual.events import Click
from textual.widgets import OptionList


class PagedList(OptionList):
    """Textual's, which takes for granted that there is a page, and that what is clicked on is still in the list."""

    def _move_page(self, direction: Direction) -> None:
        if self._lines:  # there are none before it is laid out, and where it has no room
            super()._move_page(direction)

    async def _on_click(self, event: Click) -> None:
        place = event.style.meta.get("option")
        if place is not None and place >= self.option_count:  # it got shorter, and has not been painted since
            event.prevent_default()

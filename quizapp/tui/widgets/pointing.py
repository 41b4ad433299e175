"""A list to pick from whose cursor can be seen without colours."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quizapp.tui.widgets.paged_list import PagedList

POINTER = "▸ "


class PointedList(PagedList):
    """Lines, separated where there is a None, with a sign before the one under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._texts: list[Content] = []
        self._pointed: int | None = None

    @property
    def room(self) -> int:
        """The cells that a line has beside the sign."""
        return max(20, self.scrollable_content_region.width - len(POINTER) - 2)

    def show(self, lines: Sequence[Content | None], place: int) -> None:
        """Show these lines, the cursor on the one with index `place` (separators not counted)."""
        self._texts = [line for line in lines if line is not None]
        self._pointed = place
        places = iter(range(len(self._texts)))
        self.set_options([None if line is None else Option(self._prompt(next(places))) for line in lines])
        self.highlighted = place

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        before, self._pointed = self._pointed, self.highlighted
        for place in {before, self._pointed} - {None}:
            if place is not None and place < self.option_count:
                self.replace_option_prompt_at_index(place, self._prompt(place))

    def _prompt(self, place: int) -> Content:
        sign = Content.styled(POINTER, "bold $text-accent") if place == self._pointed else Content(" " * len(POINTER))
        return sign + self._texts[place]

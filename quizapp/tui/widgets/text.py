"""Laying out deck text as `Content`: never markup, wrapped with a hanging indent."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizapp.core.errors import visible

TAB = 4
WIDE = 56
"""From this width on, an answer is indented and has room for columns."""


def plain(text: str, style: str = "") -> Content:
    """Deck text or a file's name, shown literally."""
    content = Content(visible(text).expandtabs(TAB))
    return content.stylize(style) if style else content


def hanging(prefix: Content, body: Content, width: int) -> list[Content]:
    """`body` wrapped to `width` cells, its first line after `prefix` and the others indented as far."""
    indent = prefix.cell_length
    lines = body.wrap(max(width - indent, 4))
    return [(prefix if index == 0 else Content(" " * indent)) + line for index, line in enumerate(lines)]


def justified(left: Content, right: Content, width: int) -> Content:
    """`left` and `right` at the two ends of a line; `left` is cut with an ellipsis where it must."""
    room = width - right.cell_length - 1
    if room < 4:
        return right.truncate(width, ellipsis=True)
    left = left.truncate(room, ellipsis=True)
    return left + Content(" " * (width - left.cell_length - right.cell_length)) + right


class Line(Widget):
    """One line of text with something at its right end."""

    DEFAULT_CSS = """
    Line { height: 1; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._left, self._right = Content(""), Content("")

    def show(self, left: Content, right: Content) -> None:
        """Show these; `left` is cut where they do not fit."""
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> Content:
        return justified(self._left, self._right, self.size.width)


class Lines(Static):
    """Lines of text, as high as they are many; their width is not theirs to say.

    Textual's own keeps the height that it had when it was first laid out, if it gets its text right after that; and it
    has the whole screen laid out for every text.
    """

    DEFAULT_CSS = """
    Lines { box-sizing: content-box; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)

    def show(self, lines: Sequence[Content]) -> None:
        """Show these, which are wrapped already."""
        self.styles.height = len(lines)
        self.update(Content("\n").join(lines), layout=False)

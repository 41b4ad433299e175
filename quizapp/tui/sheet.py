"""A sheet of text over a screen: the keys, a source, an error. Any key puts it away."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quizapp.tui.keybar import Key, keys_in_force
from quizapp.tui.text import plain

WIDEST, AROUND = 64, 7
"""The width of a sheet at most, and what its frame, margins and scroll bar take of that."""


def inside(width: int) -> int:
    """The cells that a line of a sheet has on a terminal of this width."""
    return min(WIDEST, width * 9 // 10) - AROUND


class Sheet(ModalScreen[None]):
    """A titled text. Scrolls with the arrow keys when it is long; every other key and a click close it."""

    CSS_PATH = "sheet.tcss"
    _SCROLLING = frozenset(("up", "down", "pageup", "pagedown", "home", "end"))

    def __init__(self, title: str, body: Content) -> None:
        super().__init__()
        self._title, self._body = title, body

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            yield Static(plain(self._title, "bold $text-accent"), id="sheet-title", markup=False)
            yield Static(self._text(), markup=False)
            yield Static("any key closes this", id="sheet-foot", markup=False)

    def _text(self) -> Content:
        return self._body

    def on_key(self, event: events.Key) -> None:
        if event.key not in self._SCROLLING:
            event.stop()
            event.prevent_default()
            self.dismiss()

    def on_click(self) -> None:
        self.dismiss()


class KeysSheet(Sheet):
    """All keys that work now on the screen below."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__("Keys", Content(""))
        self._keys = keys

    def _text(self) -> Content:
        keys = keys_in_force(self._keys, self.app.screen_stack[-2])
        width = max(Content(key.name).cell_length for key in keys)
        lines = [
            Content.assemble((key.name.rjust(width), "bold $text"), "   ", (key.label, "$foreground 75%"))
            for key in keys
        ]
        return Content("\n").join(lines)


def keys_sheet(keys: Sequence[Key]) -> Sheet:
    """All keys that work now."""
    return KeysSheet(keys)

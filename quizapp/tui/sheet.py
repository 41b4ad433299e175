"""A sheet of text over a screen: the keys, a source, an error. Any key puts it away."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quizapp.tui.keybar import Key
from quizapp.tui.text import plain


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
            yield Static(self._body, markup=False)
            yield Static("any key closes this", id="sheet-foot", markup=False)

    def on_key(self, event: events.Key) -> None:
        if event.key not in self._SCROLLING:
            event.stop()
            event.prevent_default()
            self.dismiss()

    def on_click(self) -> None:
        self.dismiss()


def keys_sheet(keys: Sequence[Key]) -> Sheet:
    """All keys that work now."""
    width = max(Content(key.name).cell_length for key in keys)
    lines = [
        Content.assemble((key.name.rjust(width), "bold $text"), "   ", (key.label, "$foreground 75%")) for key in keys
    ]
    return Sheet("Keys", Content("\n").join(lines))

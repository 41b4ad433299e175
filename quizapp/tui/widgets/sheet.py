"""Overlays on a screen, the commonest a sheet of text: the keys, a source, an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from quizapp.core.messages import tr
from quizapp.tui.widgets.keybar import Key, keys_in_force
from quizapp.tui.widgets.text import hanging, plain

Result = TypeVar("Result")

TALL = 18
"""A screen of so many lines has room for a list of all keys."""

WIDEST, AROUND = 64, 7
"""The width of a sheet at most, and what its frame, margins and scroll bar take of that."""


def inside(width: int) -> int:
    """The cells that a line of a sheet has on a terminal of this width."""
    return min(WIDEST, width * 9 // 10) - AROUND


class Overlay(ModalScreen[Result]):
    """Lies over a screen until it is dismissed with a result."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result; a second time, as by two keys at once, would take away what it lay over."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    async def _on_message(self, message: Message) -> None:
        """Leave out what was asked of it before it was left: a second Enter would choose once more."""
        if not message.bubble or self in self.app.screen_stack:
            await super()._on_message(message)


class Sheet(Overlay[None]):
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
            yield Static(tr("esc closes this"), id="sheet-foot", markup=False)

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

    def __init__(self, below: Screen[Any], keys: Sequence[Key], notes: Sequence[str]) -> None:
        super().__init__(tr("Keys"), Content(""))
        self._below, self._keys, self._notes = below, keys, notes

    def _text(self) -> Content:
        keys = keys_in_force(self._keys, self._below)
        if self.app.size.height < TALL:  # what can be read without scrolling is what is needed most
            keys.sort(key=lambda key: key.rank)
        width = max((Content(key.name).cell_length for key in keys), default=0)
        lines = [
            Content.assemble((key.name.rjust(width), "bold $text"), "   ", (key.label, "$foreground 75%"))
            for key in keys
        ]
        room = inside(self.app.size.width)
        notes = [line for note in self._notes for line in hanging(Content(""), plain(note, "$foreground 75%"), room)]
        return Content("\n").join([*lines, *([Content("")] if notes else []), *notes])


def keys_sheet(below: Screen[Any], keys: Sequence[Key], notes: Sequence[str] = ()) -> Sheet:
    """All keys that work now, and what else there is to know of the screen `below`."""
    return KeysSheet(below, keys, notes)

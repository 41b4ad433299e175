"""A question to answer with yes or no before something is done."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from quizapp.core.messages import tr, tr_noop
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.sheet import Overlay
from quizapp.tui.widgets.text import plain


class Confirm(Overlay[bool]):
    """Asks, and gives whether the answer was yes."""

    CSS_PATH = "sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", tr_noop("yes"), id="confirm.yes"),
        Binding("n,escape", "answer(False)", tr_noop("no"), id="confirm.no"),
    ]

    def __init__(self, title: str, text: str, yes: str = "", no: str = "") -> None:
        """`yes` and `no` say what the keys y and n lead to; nothing: yes and no."""
        super().__init__()
        self._title, self._text, self._yes, self._no = title, text, yes or tr("yes"), no or tr("no")

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            yield Static(plain(self._title, "bold $text-accent"), id="sheet-title", markup=False)
            yield Static(plain(self._text), markup=False)
            yield KeyBar(id="sheet-keys")

    def on_mount(self) -> None:
        keys = [Key("y", self._yes, "answer(True)", 0), Key("n", self._no, "answer(False)", 0)]
        self.query_one(KeyBar).show(keys)

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

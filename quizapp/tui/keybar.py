"""The line at the foot: the keys that work now, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Key:
    """A key that works now: how it is written, what it does, the screen action it runs.

    Where room is short, keys of a higher `rank` leave first.
    """

    name: str
    label: str
    action: str
    rank: int = 1


class KeyBar(Widget):
    """Shows as many keys as fit on its line, the least important ones leaving first. Click one to press it."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; color: $foreground 75%; }
    """

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[Key] = ()

    def show(self, keys: Sequence[Key]) -> None:
        """Show these keys, in this order."""
        self._keys = keys
        self.refresh()

    def render(self) -> Content:
        line = Content("")
        for key in self._fitting():
            line = Content.assemble(
                line, "   " if line else " ", (key.name, "bold $text"), " ", (key.label, "$foreground 75%")
            )
        return line

    def on_click(self, event: events.Click) -> None:
        event.stop()
        x = 0
        for key in self._fitting():
            start = x + (3 if x else 1)
            x = start + Content(f"{key.name} {key.label}").cell_length
            if start <= event.x < x:
                self.post_message(self.Pressed(key.action))
                return

    def _fitting(self) -> list[Key]:
        keys = list(self._keys)
        while keys and self._width(keys) >= self.size.width:
            keys.remove(max(reversed(keys), key=lambda key: key.rank))
        return keys

    @staticmethod
    def _width(keys: Sequence[Key]) -> int:
        return sum(Content(f"{key.name} {key.label}").cell_length + 3 for key in keys) - 2

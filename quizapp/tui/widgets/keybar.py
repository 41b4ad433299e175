"""The line at the foot: the keys that work now, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quizapp.core.deferred import dataclass, replace
from quizapp.tui.terminal.keymap import in_force

if TYPE_CHECKING:
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Key:
    """A key that works now: how it is written, what it does, the screen action it runs.

    `name` is the key as the program has it; what is shown is the one that the learner has given the binding instead.
    Where room is short, keys of a higher `rank` leave first.
    """

    name: str
    label: str
    action: str
    rank: int = 1


class KeyBar(Widget):
    """Shows as many keys as fit on its line, the most important ones first. Click one to press it."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; color: $foreground 75%; }
    """

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
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
        keys = keys_in_force(self._keys, self.screen)
        fitting: list[Key] = []
        for key in sorted(keys, key=lambda key: key.rank):
            if self._width([*fitting, key]) < self.size.width:
                fitting.append(key)
        return [key for key in keys if key in fitting]

    @staticmethod
    def _width(keys: Sequence[Key]) -> int:
        return sum(Content(f"{key.name} {key.label}").cell_length + 3 for key in keys) - 2


def keys_in_force(keys: Sequence[Key], screen: Screen[Any]) -> list[Key]:
    """The keys of a screen as the learner has them."""
    return [replace(key, name=key_in_force(key.name, screen)) for key in keys]


def key_in_force(name: str, screen: Screen[Any]) -> str:
    """A key of a screen, written as the program has it, as the learner has it."""
    return in_force(name, type(screen), getattr(screen.app, "keys_changed", {}))

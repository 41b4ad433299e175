"""A keypad to click, for typing with the mouse or a touch screen alone. Who has used neither is not offered it."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl'", "zxcvbnm-,.")
SPACE, ERASE, AWAY = "space", "erase", "away"
CELL = 3


class Keypad(Widget):
    """Shows one line to open it, then letters, digits, space and erase."""

    DEFAULT_CSS = """
    Keypad { height: auto; width: 1fr; color: $foreground 75%; display: none; }
    """

    class Pressed(Message):
        """A character was clicked, or (`text` empty) the last one is to be erased."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__()
        self._open = False

    def on_mount(self) -> None:
        self.display = bool(self.app.mouse_position)  # the place of the last click or move; nowhere is 0, 0

    def render(self) -> Content:
        if not self._open:
            return Content.styled("click here to type with the mouse", "underline")
        rows = ["".join(f" {key} " for key in row) for row in ROWS]
        return Content("\n".join([*rows, f" {SPACE}  {ERASE}  {AWAY}"]))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if not self._open:
            self._toggle()
        elif event.y < len(ROWS):
            column = event.x // CELL
            if column < len(ROWS[event.y]):
                self.post_message(self.Pressed(ROWS[event.y][column]))
        else:
            match self._word_at(event.x):
                case "space":
                    self.post_message(self.Pressed(" "))
                case "erase":
                    self.post_message(self.Pressed(""))
                case "away":
                    self._toggle()

    def _word_at(self, x: int) -> str:
        start = 1
        for word in (SPACE, ERASE, AWAY):
            if start <= x < start + len(word):
                return word
            start += len(word) + 2
        return ""

    def _toggle(self) -> None:
        self._open = not self._open
        self.refresh(layout=True)
        self.call_after_refresh(self.scroll_visible, animate=False)

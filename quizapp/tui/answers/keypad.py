"""A keypad to click, for typing with the mouse or a touch screen alone. Who has used neither is not offered it."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quizapp.core.messages import tr, trc

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl'", "zxcvbnm-,.")
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
            return Content.styled(tr("click here to type with the mouse"), "underline")
        rows = ["".join(f" {key} " for key in row) for row in ROWS]
        return Content("\n".join([*rows, " " + "  ".join(_words().values())]))

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
                case "hide":
                    self._toggle()

    @staticmethod
    def _word_at(x: int) -> str:
        start = 1
        for purpose, word in _words().items():
            if start <= x < start + cell_len(word):
                return purpose
            start += cell_len(word) + 2
        return ""

    def _toggle(self) -> None:
        self._open = not self._open
        self.refresh(layout=True)
        self.call_after_refresh(self.scroll_visible, animate=False)


def _words() -> dict[str, str]:
    """The words below the letters, by their purpose."""
    return {"space": trc("keypad", "space"), "erase": trc("keypad", "erase"), "hide": trc("keypad", "hide")}

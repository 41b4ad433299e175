"""A line to type on that takes whatever a keyboard or a clipboard has."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

JOINERS = "\u200c\u200d"
"""Not printable by themselves, but they join or part letters of Arabic and Indic scripts, and parts of emoji."""


def typed(event: events.Key) -> str:
    """The character that a key stands for, if it is one to type."""
    character = event.character or ""
    return character if event.is_printable or (character and character in JOINERS) else ""


def one_line(text: str) -> str:
    """A paste as one line: its lines joined by spaces, without control characters."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable() or character in JOINERS)


class Entry(Input):
    """An input that takes joiners too, and several pasted lines as one."""

    async def _on_key(self, event: events.Key) -> None:
        if (character := typed(event)) in JOINERS and character:
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection)
        else:
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(one_line(event.text), *self.selection)

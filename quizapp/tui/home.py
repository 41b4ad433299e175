"""The home screen: the decks, and what is due in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.library import LoadedDeck, Unreadable
from quizapp.outlook import Counts
from quizapp.tui.keybar import Key, KeyBar
from quizapp.tui.sheet import Sheet, keys_sheet
from quizapp.tui.text import Line, justified, plain


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a deck with its counts, or a file that cannot be used."""

    deck: LoadedDeck | Unreadable
    counts: Counts | None = None


class HomeScreen(Screen[None]):
    """Opens one deck."""

    CSS_PATH: ClassVar = ["study.tcss", "home.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "keys", id="home.keys"),
        Binding("q,escape", "app.quit", "quit", id="home.quit"),
    ]

    class Opened(Message):
        """A deck was chosen."""

        def __init__(self, deck: LoadedDeck) -> None:
            super().__init__()
            self.deck = deck

    def __init__(self, rows: Sequence[Row], opened: str = "") -> None:
        """`opened` is the id of the deck that was studied last: the cursor begins there."""
        super().__init__()
        self._rows = rows
        ids = [row.deck.id if isinstance(row.deck, LoadedDeck) else "" for row in rows]
        self._cursor = ids.index(opened) if opened and opened in ids else 0

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Static(Content.styled("quizapp", "bold $text-accent"), id="heading", markup=False)
            yield Line(id="columns")
            yield OptionList(id="decks", markup=False)
            yield Static(id="empty", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(KeyBar).show(self._keys())
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self._fill()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self._rows[event.option_index]
        if isinstance(row.deck, Unreadable):
            self.app.push_screen(Sheet(row.deck.path.name, plain(str(row.deck.error))))
        else:
            self.post_message(self.Opened(row.deck))

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_open(self) -> None:
        self.query_one(OptionList).action_select()

    def action_keys(self) -> None:
        self.app.push_screen(keys_sheet([Key("↑ ↓", "move", "keys"), *self._keys()]))

    def _keys(self) -> list[Key]:
        study = [Key("↵", "study", "open", 0)] if self._rows else []
        return [*study, Key("?", "keys", "keys", 2), Key("q", "quit", "app.quit", 1)]

    def _fill(self) -> None:
        decks = self.query_one(OptionList)
        width = max(20, min(self.size.width, 80) - 4)
        cursor = self._cursor if decks.highlighted is None else decks.highlighted
        decks.set_options([Option(_line(row, width)) for row in self._rows])
        decks.highlighted = cursor if self._rows else None
        heads = Content.styled(
            f"{'due':>6}{'new':>6}{'learning':>10}" if width > 50 else f"{'due':>5}{'new':>5}", "$foreground 75%"
        )
        self.query_one("#columns", Line).show(Content.styled("deck", "$foreground 75%"), heads)
        empty = self.query_one("#empty", Static)
        empty.display = not self._rows
        empty.update(plain("No decks yet. Put a deck file in ./decks, or start quizapp with --decks FOLDER."))


def _line(row: Row, width: int) -> Content:
    if isinstance(row.deck, Unreadable):
        return justified(plain(row.deck.path.name), Content.styled("✗ has problems", "$text-error"), width)
    assert row.counts is not None
    counts = row.counts
    due = Content.styled(f"{counts.due:>6}", "bold $text-accent" if counts.due else "$foreground 75%")
    new = Content.styled(f"{counts.new:>6}", "$text" if counts.new else "$foreground 75%")
    learning = Content.styled(f"{counts.learning:>10}", "$text" if counts.learning else "$foreground 75%")
    if width <= 50:  # no room for a column of their own: cards being learned are due soon
        waiting = counts.due + counts.learning
        due = Content.styled(f"{waiting:>6}", "bold $text-accent" if waiting else "$foreground 75%")
    numbers = due + new + learning if width > 50 else due[1:] + new[1:]
    return justified(plain(row.deck.info.title), numbers, width)

"""What to practise: everything, the wrong answers, or a tag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.practice import Practice
from quizapp.tui.keybar import Key, KeyBar
from quizapp.tui.text import justified, plain
from quizapp.wording import count

QUIET = "$foreground 75%"


class CramSheet(ModalScreen[Practice | None]):
    """Gives the practice that was chosen, or None."""

    CSS_PATH: ClassVar = ["sheet.tcss", "cram.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "back", id="cram.leave")]

    def __init__(self, title: str, choices: Sequence[tuple[Practice, int]]) -> None:
        """`choices` are what can be practised, each with its number of cards."""
        super().__init__()
        self._title, self._choices = title, choices
        self._cursor = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(plain(f"Practise {self._title}", "bold $text-accent"), id="sheet-title", markup=False)
            yield Static(plain(self._about(), QUIET), id="about", markup=False)
            yield OptionList(id="choices", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        practise = [Key("↵", "practise", "choose", 0)] if self._choices else []
        self.query_one(KeyBar).show([*practise, Key("esc", "back", "leave", 1)])
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        places = {self._cursor, event.option_index}
        self._cursor = event.option_index
        for place in places:
            if place < event.option_list.option_count:
                event.option_list.replace_option_prompt_at_index(place, self._line(place))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[event.option_index][0])

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        self.dismiss(None)

    def _about(self) -> str:
        if not self._choices:
            return "There are no cards to practise."
        return "Practice leaves the schedule as it is: for the evening before a test."

    def _fill(self) -> None:
        listed = self.query_one(OptionList)
        listed.set_options([Option(self._line(place)) for place in range(len(self._choices))])
        listed.highlighted = self._cursor if self._choices else None

    def _line(self, place: int) -> Content:
        practice, cards = self._choices[place]
        name = (
            f"tag {practice.tag}" if practice.tag else "wrong answers and leeches" if practice.wrong else "everything"
        )
        sign = Content.styled("▸ " if place == self._cursor else "  ", "$text-accent")
        width = max(20, self.query_one("#sheet").content_size.width - 3)
        return justified(sign + plain(name), Content.styled(count(cards, "card"), QUIET), width)

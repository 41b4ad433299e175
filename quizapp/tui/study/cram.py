"""The choice of practice: everything, the wrong answers, or a tag."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.learning.study.practice import Practice
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.paged_list import PagedList
from quizapp.tui.widgets.sheet import Overlay, keys_sheet
from quizapp.tui.widgets.text import justified, plain
from quizapp.wording.common import UNTOUCHED, cards_text

QUIET = "$foreground 75%"

NOTES = (
    tr_noop("everything: all cards except suspended ones"),
    tr_noop("missed lately: cards you got wrong last time, or keep forgetting"),
    tr_noop("tag: only questions with that tag"),
)
"""The choices, explained."""

Choices = Sequence[tuple[Practice, int]]
"""The practice that can be chosen, each with its number of cards."""


class CramSheet(Overlay[Practice | None]):
    """Gives the practice that was chosen, or None."""

    CSS_PATH: ClassVar = ["../widgets/sheet.tcss", "cram.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", tr_noop("back"), id="cram.leave"),
        Binding("question_mark", "keys", tr_noop("keys"), id="cram.keys"),
    ]

    class _Found(Message):
        """A thread has counted what there is to practise."""

        def __init__(self, choices: Choices) -> None:
            super().__init__()
            self.choices = choices

    class _Failed(Message):
        """A thread could not read what there is to practise."""

        def __init__(self, error: QuizappError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, heading: str, choices: Callable[[], Choices]) -> None:
        """`choices` is called in a thread: with 100,000 answers in the log it takes a tenth of a second."""
        super().__init__()
        self._heading, self._find = heading, choices
        self._choices: Choices | None = None
        self._cursor = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(plain(self._heading, "bold $text-accent"), id="sheet-title", markup=False)
            yield Static(plain(self._about(), QUIET), id="about", markup=False)
            yield PagedList(id="choices", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self._show_keys()
        self.query_one(OptionList).focus()
        self.run_worker(self._count, thread=True)

    def on_cram_sheet__found(self, message: _Found) -> None:
        message.stop()
        self._choices = message.choices
        self.query_one("#about", Static).update(plain(self._about(), QUIET))
        self._show_keys()
        self._fill()

    def on_cram_sheet__failed(self, message: _Failed) -> None:
        message.stop()
        self.app.notify(str(message.error), severity="error", timeout=20, markup=False)
        self.dismiss(None)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        places = {self._cursor, event.option_index}
        self._cursor = event.option_index
        for place, choice in enumerate(self._choices or ()):
            if place in places:
                event.option_list.replace_option_prompt_at_index(place, self._line(*choice, place))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._choices:
            self.dismiss(self._choices[event.option_index][0])

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_keys(self) -> None:
        self.app.push_screen(
            keys_sheet(self, [Key("↑ ↓", tr("move"), "keys"), *self._keys()], [tr(note) for note in NOTES])
        )

    def action_leave(self) -> None:
        self.dismiss(None)

    def _count(self) -> None:
        """Runs in a thread."""
        try:
            self.post_message(self._Found(self._find()))
        except QuizappError as error:
            self.post_message(self._Failed(error))

    def _show_keys(self) -> None:
        self.query_one(KeyBar).show(self._keys())

    def _keys(self) -> list[Key]:
        practise = [Key("↵", tr("practise"), "choose", 0)] if self._choices else []
        return [*practise, Key("?", tr("keys"), "keys", 2), Key("esc", tr("back"), "leave", 1)]

    def _about(self) -> str:
        if self._choices is not None and not self._choices:
            return tr("No cards to practise.")
        return tr(UNTOUCHED)

    def _fill(self) -> None:
        listed = self.query_one(OptionList)
        listed.set_options([Option(self._line(*choice, place)) for place, choice in enumerate(self._choices or ())])
        listed.highlighted = self._cursor if self._choices else None

    def _line(self, practice: Practice, cards: int, place: int) -> Content:
        name = (
            tr("tag {tag}", tag=practice.tag)
            if practice.tag
            else trc("cards to practise", "missed lately")
            if practice.wrong
            else trc("cards to practise", "everything")
        )
        sign = Content.styled("▸ " if place == self._cursor else "  ", "$text-accent")
        width = max(20, self.query_one("#sheet").content_size.width - 3)
        return justified(sign + plain(name), Content.styled(cards_text(cards), QUIET), width)

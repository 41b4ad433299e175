"""The fields of the settings screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.markup import escape
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Label, OptionList, Select, Static
from textual.widgets._select import SelectOverlay

from quizapp.core.messages import tr
from quizapp.core.settings.fields import Settable, from_text, to_text, value_of
from quizapp.core.settings.settings import Settings
from quizapp.tui.widgets.paged_list import PagedList
from quizapp.tui.widgets.text import plain


class Unfolded(SelectOverlay, PagedList):
    """The list of a `Picker`, which is not laid out until it is unfolded."""

    class Reached(Message):
        """The cursor came to the line of that number."""

        def __init__(self, line: int) -> None:
            super().__init__()
            self.line = line

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.post_message(self.Reached(event.option_index))


REST_SECONDS = 0.15
"""A learner who stays at a line of a list for so long looks at it; who goes on sooner is only passing by."""


class Picker(Select[str]):
    """Textual's list to unfold, which takes for granted that it was not removed before it had its parts."""

    class Rested(Message):
        """The learner stays at a value in the list that is unfolded, or folded it with that one picked."""

        def __init__(self, picker: Picker, value: str) -> None:
            super().__init__()
            self.picker, self.value = picker, value

    _rest: Timer | None = None

    def on_unfolded_reached(self, message: Unfolded.Reached) -> None:
        message.stop()
        self._pass_by()
        value = self._options[message.line][1] if message.line < len(self._options) else None
        if self.expanded and isinstance(value, str):
            self._rest = self.set_timer(REST_SECONDS, partial(self._report, value))

    def watch_expanded(self, expanded: bool) -> None:
        """Report the value that is picked once the list is folded: with Escape it is the one from before."""
        self._pass_by()
        if not expanded and self.is_attached and isinstance(self.value, str):
            self._report(self.value)

    def _pass_by(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    def _report(self, value: str) -> None:
        self.post_message(self.Rested(self, value))

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if isinstance(widget, SelectOverlay):
                yield Unfolded(type_to_search=self._type_to_search).data_bind(compact=Select.compact)
            else:
                yield widget

    def _on_mount(self, event: events.Mount) -> None:
        if not self.query(SelectOverlay):
            event.prevent_default()


class Field(Widget):
    """A setting with its value, what it does, and what is wrong with what was entered."""

    class Entered(Message):
        """The learner is done with a value; `raw` is as the settings file would have it, None for the default."""

        def __init__(self, field: Field, raw: Any) -> None:
            super().__init__()
            self.field, self.raw = field, raw

    def __init__(
        self, settable: Settable, settings: Settings, choices: Mapping[str, str], placeholder: str, trouble: str = ""
    ) -> None:
        """`choices` are the values that can be picked, with what they are called; without any it is typed.

        `trouble` says what is wrong with the value that the settings file has.
        """
        self.settable = settable
        self.trouble = self._slip = trouble
        self._shown = to_text(value_of(settings, settable.name), settable.kind)
        self._choices, self._placeholder = dict(choices), placeholder
        if choices and self._shown:
            self._choices.setdefault(self._shown, escape(self._shown))
        # Given at once and not by `compose`, they are there in the first frame.
        super().__init__(
            Label(plain(tr(settable.title)), markup=False),
            self._entry(),
            Static(self._note(), classes="note", markup=False),
        )

    def _note(self) -> Content:
        trouble = [plain(f"✗ {self.trouble}", "$text-error")] if self.trouble else []
        return Content("\n").join([plain(tr(self.settable.purpose)), *trouble])

    def _entry(self) -> Widget:
        """Return the widget that the value is entered in."""
        if not self._choices:
            return Input(self._shown, placeholder=self._placeholder, compact=True, select_on_focus=False)
        options = [(label, value) for value, label in self._choices.items()]
        blank, value = bool(self._placeholder), self._shown or Select.NULL
        return Picker(options, value=value, allow_blank=blank, prompt=self._placeholder, compact=True)

    @property
    def text(self) -> str:
        """The value entered now."""
        if self._choices:
            value = self.query_one(Select).value
            return "" if value is Select.NULL else str(value)
        return self.query_one(Input).value.strip()

    @property
    def is_saved(self) -> bool:
        """True if the value entered is the one in force."""
        return self.text == self._shown

    @property
    def raw(self) -> Any:
        """The value entered now, as the settings file would have it; None for nothing."""
        return from_text(self.settable.kind, self.text) if self.text else None

    def enter(self) -> None:
        """Report what is entered, if that is another value than before."""
        if not self.is_saved:
            self.post_message(self.Entered(self, self.raw))

    def reset(self) -> None:
        """Ask for the default."""
        self.post_message(self.Entered(self, None))

    def show(self, settings: Settings) -> None:
        """Show the value in force."""
        self._shown = to_text(value_of(settings, self.settable.name), self.settable.kind)
        with self.prevent(Input.Changed, Select.Changed):
            if self._choices:
                self.query_one(Select).value = self._shown or Select.NULL
            else:
                self.query_one(Input).value = self._shown
        self.refuse("")

    def refuse(self, trouble: str) -> None:
        """Say what is wrong with what was entered; nothing, if `trouble` is empty."""
        if trouble != self.trouble:
            self.trouble = trouble
            self.query_one(".note", Static).update(self._note())
        if trouble:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def on_descendant_focus(self) -> None:
        """Let what it does be seen too."""
        self.call_after_refresh(self.scroll_visible, animate=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.enter()

    def on_input_blurred(self, message: Input.Blurred) -> None:
        message.stop()
        self.enter()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        if not self._slip or not self.is_saved:  # what the file has is wrong until it is changed
            self.refuse("")

    def on_select_changed(self, message: Select.Changed) -> None:
        message.stop()
        self.enter()


class KeyChooser(Widget):
    """Picks the binding to give other keys to."""

    class Picked(Message):
        """A binding was picked."""

        def __init__(self, binding: Binding) -> None:
            super().__init__()
            self.binding = binding

    def __init__(self) -> None:
        super().__init__()
        self._offered: dict[str, Binding] = {}

    def compose(self) -> ComposeResult:
        yield Label(tr("Key for"), markup=False)
        yield Picker([], prompt=tr("pick a command"), compact=True)
        yield Static(tr("You can change the key of any command."), classes="note", markup=False)

    def offer(self, bindings: Mapping[str, Binding]) -> None:
        """Let these be picked."""
        self._offered = dict(bindings)
        options = [(f"{binding.description} ({id})", id) for id, binding in sorted(bindings.items())]
        self.query_one(Select).set_options(options)

    def on_select_changed(self, message: Select.Changed) -> None:
        message.stop()
        if isinstance(message.value, str):
            self.post_message(self.Picked(self._offered[message.value]))

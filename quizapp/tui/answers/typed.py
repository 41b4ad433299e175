"""Answers typed on a line: a text, a number with its unit, a date in fields."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from quizapp.core.language.dates import Unreadable, month_names, month_number, read_fields
from quizapp.core.marking.mark import Response
from quizapp.core.questions.typed import Date, Number
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.answers.base import TYPING, Answer
from quizapp.tui.answers.keypad import Keypad
from quizapp.tui.widgets.keybar import Key
from quizapp.wording.common import sentence


class Fields(Answer):
    """Lines to type on. Letters go to the one with the focus; Escape leaves it, Tab or a click comes back."""

    rules = TYPING
    DEFAULT_CSS = """
    Fields { height: auto; width: 1fr; padding: 0 2; }
    Fields Horizontal { height: auto; }
    Fields Input { width: 1fr; max-width: 60; }
    Fields Label { padding: 1 1 0 1; color: $foreground 75%; }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        self._active: Input | None = None

    def on_mount(self) -> None:
        if self.verdict is None:
            self.type()

    @property
    def takes_letters(self) -> bool:
        return self.is_mounted and any(line.has_focus for line in self._lines)

    @property
    def keys(self) -> list[Key]:
        if self.takes_letters:
            return [Key("esc", "other keys", "leave", 0)]
        return [Key("tab", "back to typing", "type", 1)]

    def type(self) -> None:
        blank = next((line for line in self._lines if not line.value.strip()), None)
        # At once, not after the next frame: what is typed ahead must not be taken for commands.
        self.screen.set_focus(blank or self._active or self._lines[0])

    def show_verdict(self, verdict: Verdict) -> None:
        self.restore(verdict.response)
        for line in self._lines:
            line.disabled = True
        for keypad in self.query(Keypad):
            keypad.display = False
        super().show_verdict(verdict)

    def on_descendant_focus(self) -> None:
        self._active = next((line for line in self._lines if line.has_focus), self._active)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.hand_in()

    def hand_in(self) -> None:
        """Enter was pressed on a line."""
        self.post_message(self.Submitted())

    def on_keypad_pressed(self, message: Keypad.Pressed) -> None:
        message.stop()
        line = self._active or self._lines[0]
        line.focus()
        if message.text:
            line.insert_text_at_cursor(message.text)
        else:
            line.action_delete_left()

    def _fill(self, values: Mapping[str, str]) -> None:
        with self.prevent(Input.Changed):
            for line in self._lines:
                line.value = values.get(line.id or "", "")
                line.cursor_position = len(line.value)

    @property
    def _lines(self) -> list[Input]:
        return list(self.query(Input))


class Typed(Fields):
    """One line, with the unit behind it when a number is asked for."""

    def compose(self) -> ComposeResult:
        question = self.showing.question
        with Horizontal():
            yield Input(placeholder="your answer", id="typed", select_on_focus=False)
            if isinstance(question, Number) and question.unit:
                yield Label(question.unit, markup=False)
        yield Keypad()

    @property
    def response(self) -> Response:
        return self._lines[0].value

    def restore(self, response: Response) -> None:
        self._fill({"typed": response if isinstance(response, str) else ""})


class DateFields(Fields):
    """Day, month and year, as far as the answer is precise."""

    DEFAULT_CSS = """
    DateFields Input { width: 13; }
    DateFields #month { width: 20; }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        self._warned = False
        self._refused: Response = None

    def compose(self) -> ComposeResult:
        question, months = self.showing.question, month_names(self.showing.language)
        assert isinstance(question, Date)
        with Horizontal():
            if question.moment.day:
                yield Input(placeholder="day", id="day", max_length=4, select_on_focus=False)
            if question.moment.month:
                suggest = SuggestFromList(months, case_sensitive=False)
                yield Input(placeholder="month", id="month", max_length=14, select_on_focus=False, suggester=suggest)
            yield Input(placeholder="year", id="year", max_length=6, select_on_focus=False)
        yield Keypad()

    @property
    def response(self) -> Response:
        return {line.id or "": line.value for line in self._lines}

    @property
    def keys(self) -> list[Key]:
        more = [Key("tab", "next field", "type", 1)] if self.takes_letters and len(self._lines) > 1 else []
        return [*more, *super().keys]

    def restore(self, response: Response) -> None:
        self._fill({key: str(value) for key, value in response.items()} if isinstance(response, dict) else {})
        if filled := [line for line in self._lines if line.value]:
            filled[-1].focus()

    def on_descendant_blur(self) -> None:
        self._complete_month()

    def hand_in(self) -> None:
        """Go to what is wrong or still blank, once; then the date is taken as it is."""
        self._complete_month()
        for line in self._lines:
            reason = self._unfit(line)
            line.set_class(bool(reason), "-wrong")
            if reason and self.response != self._refused:
                self._refused = self.response
                line.focus()
                self.post_message(self.Remark(reason))
                return
        blank = [line for line in self._lines if not line.value.strip()]
        if not blank or len(blank) == len(self._lines) or self._warned:
            super().hand_in()
            return
        self._warned = True
        blank[0].focus()
        self.post_message(self.Remark(f"The {blank[0].id} is blank. Enter once more answers without it."))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.input.remove_class("-wrong")
        super().on_input_changed(event)

    def _unfit(self, line: Input) -> str:
        """The reason why the text of a line is no day, month or year; empty if it is one, or blank."""
        typed, language = line.value.strip(), self.showing.language
        if not typed:
            return ""
        match line.id:
            case "day":
                read = read_fields(typed, "1", "2000", language)
            case "month":
                read = read_fields("", typed, "2000", language)
            case _:
                read = read_fields("", "", typed, language)
        return sentence(read.reason) if isinstance(read, Unreadable) else ""

    def _complete_month(self) -> None:
        """Write out the beginning of a month's name, if only one begins like that."""
        language = self.showing.language
        for line in self.query("#month").results(Input):
            typed = line.value.strip()
            if self.verdict or not typed or month_number(typed, language):
                continue
            names = [name for name in month_names(language) if name.casefold().startswith(typed.casefold())]
            if len(names) == 1:
                line.value = names[0]

"""Answers typed on a line: a text, a number with its unit, a date in fields."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from quizapp.core.language.dates import (
    Moment,
    field_problem,
    fits,
    format_date,
    month_names,
    month_number,
    read_fields,
)
from quizapp.core.marking.mark import Response
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.core.questions.typed import Date, Number
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.answers.base import TYPING, Answer
from quizapp.tui.answers.entry import Entry
from quizapp.tui.answers.keypad import Keypad
from quizapp.tui.widgets.keybar import Key
from quizapp.wording.common import sentence

BLANK = {
    "day": tr_noop("No day yet. Press Enter again to submit anyway."),
    "month": tr_noop("No month yet. Press Enter again to submit anyway."),
    "year": tr_noop("No year yet. Press Enter again to submit anyway."),
}


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
            return [Key("esc", tr("other keys"), "leave", 0)]
        return [Key("tab", tr("back to typing"), "type", 1)]

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
            yield Entry(placeholder=tr("your answer"), id="typed", select_on_focus=False)
            if isinstance(question, Number) and question.unit:
                yield Label(question.unit, markup=False)
        yield Keypad()

    @property
    def response(self) -> Response:
        return self._lines[0].value

    def restore(self, response: Response) -> None:
        self._fill({"typed": response if isinstance(response, str) else ""})


class DateFields(Fields):
    """Day, month and year, as far as the answer is precise. Any of them takes a whole date too."""

    DEFAULT_CSS = """
    DateFields Input { width: 13; }
    DateFields #month { width: 20; }
    DateFields #reading { display: none; padding: 0 1; }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        self._warned = False
        self._refused: Response = None

    def compose(self) -> ComposeResult:
        moment, months = self._moment, month_names(self.showing.language)
        with Horizontal():
            if moment.day:
                yield Entry(placeholder=trc("date field", "day"), id="day", select_on_focus=False)
            if moment.month:
                suggest = SuggestFromList(months, case_sensitive=False)
                yield Entry(
                    placeholder=trc("date field", "month"), id="month", select_on_focus=False, suggester=suggest
                )
            yield Entry(placeholder=trc("date field", "year"), id="year", select_on_focus=False)
        yield Label(id="reading", markup=False)
        yield Keypad()

    @property
    def response(self) -> Response:
        return self._texts

    @property
    def keys(self) -> list[Key]:
        more = [Key("tab", tr("next field"), "type", 1)] if self.takes_letters and len(self._lines) > 1 else []
        return [*more, *super().keys]

    def restore(self, response: Response) -> None:
        self._fill({key: str(value) for key, value in response.items()} if isinstance(response, dict) else {})
        self._show_reading()
        if filled := [line for line in self._lines if line.value]:
            filled[-1].focus()

    def on_descendant_blur(self) -> None:
        self._complete_month()

    def hand_in(self) -> None:
        """Go to what is wrong or still missing, once; then the date is taken as it is."""
        self._complete_month()
        reading = self._reading
        for line in self._lines:
            reason = self._unfit(line) if reading is None else ""
            line.set_class(bool(reason), "-wrong")
            if reason and self.response != self._refused:
                self._refused = self.response
                line.focus()
                self.post_message(self.Remark(reason))
                return
        missing = self._missing(reading)
        if not missing or len(missing) == len(self._lines) or self._warned:
            super().hand_in()
            return
        self._warned = True
        if reading is None:
            self.query_one(f"#{missing[0]}", Entry).focus()
        self.post_message(self.Remark(tr(BLANK[missing[0]])))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.input.remove_class("-wrong")
        self._show_reading()
        super().on_input_changed(event)

    @property
    def _moment(self) -> Moment:
        question = self.showing.question
        assert isinstance(question, Date)
        return question.moment

    @property
    def _texts(self) -> dict[str, str]:
        return {line.id or "": line.value for line in self._lines}

    @property
    def _reading(self) -> Moment | None:
        """The date in the fields, if one of them holds more than its own part."""
        language, texts = self.showing.language, self._texts
        if all(fits(field, text, language) for field, text in texts.items() if text.strip()):
            return None
        reading = read_fields(texts.get("day", ""), texts.get("month", ""), texts["year"], language)
        return reading if isinstance(reading, Moment) else None

    def _show_reading(self) -> None:
        """Say how a date is read that does not stand in the fields part by part."""
        reading, label = self._reading, self.query_one("#reading", Label)
        label.display = reading is not None
        if reading is not None:
            label.update(tr("read as {date}", date=format_date(reading, self.showing.language)))

    def _missing(self, reading: Moment | None) -> list[str]:
        """The parts of the date that were not typed."""
        if reading is None:
            return [line.id or "" for line in self._lines if not line.value.strip()]
        return [part for part in ("day", "month") if getattr(self._moment, part) and not getattr(reading, part)]

    def _unfit(self, line: Input) -> str:
        """The reason why the text of a line is no day, month or year; empty if it is one, or blank."""
        typed = line.value.strip()
        reason = field_problem(line.id or "", typed, self.showing.language) if typed else ""
        return sentence(reason) if reason else ""

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

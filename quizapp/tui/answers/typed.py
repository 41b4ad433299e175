"""A typed answer."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from quizapp.core.marking import Response
from quizapp.study import Verdict
from quizapp.tui.answers.base import Answer
from quizapp.tui.keybar import Key


class Typed(Answer):
    """A line to type on. Letters go to it while it has the focus; Escape leaves it, Tab or a click comes back."""

    DEFAULT_CSS = """
    Typed { height: auto; width: 1fr; padding: 0 2; }
    Typed Input { width: 100%; max-width: 60; }
    """

    def compose(self) -> ComposeResult:
        yield Input(placeholder="your answer", id="typed", select_on_focus=False)

    def on_mount(self) -> None:
        if self.verdict is None:
            self._input.focus()

    @property
    def response(self) -> Response:
        return self._input.value

    @property
    def takes_letters(self) -> bool:
        return self.is_mounted and self._input.has_focus

    @property
    def keys(self) -> list[Key]:
        if self.takes_letters:
            return [Key("esc", "other keys", "leave", 0)]
        return [Key("tab", "type", "type", 0)]

    def restore(self, response: Response) -> None:
        with self.prevent(Input.Changed):
            self._input.value = response if isinstance(response, str) else ""
        self._input.cursor_position = len(self._input.value)

    def settle(self, verdict: Verdict) -> None:
        self.restore(verdict.response)
        self._input.disabled = True
        super().settle(verdict)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

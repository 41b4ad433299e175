"""A question in passing: asked below the shell's prompt, on no more lines than it needs, which it gives back."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.widget import Widget

from quizapp.core.messages import tr, tr_noop
from quizapp.learning.study.session import StudySession
from quizapp.learning.study.showing import Showing
from quizapp.tui.inline.inline_driver import InlineDriver
from quizapp.tui.study.question import RATINGS
from quizapp.tui.study.study import StudyScreen
from quizapp.tui.terminal.base_app import TerminalApp
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.text import plain

AROUND = 2
"""The lines of the heading and of the keys."""


class InlineScreen(StudyScreen):
    """The study screen, as high as the question, until `limit` more answers are given."""

    CSS_PATH: ClassVar = ["../study/study.tcss", "inline.tcss"]
    has_sides: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave_or_stop", tr_noop("leave"), id="inline.leave")]

    def __init__(self, study: StudySession, limit: int) -> None:
        super().__init__(study)
        self._limit = limit
        self._enough = study.session.answers + limit
        self.rated: Showing | None = None
        """The card that was answered last, with its verdict."""

    def on_resize(self) -> None:
        """Leave room for the lines around the question, which scrolls when it is longer than the terminal."""
        self._limit_height()

    def _limit_height(self) -> None:
        showing = self._study.showing
        ratings = RATINGS if showing is not None and showing.verdict is not None else 0
        self.query_one("#body").styles.max_height = max(1, self.app.size.height - AROUND - ratings)

    def _fill_keys(self) -> None:
        super()._fill_keys()
        if self.is_mounted:
            self._limit_height()

    def _leave_air(self, body: Widget) -> None:
        """Leave no air above the question."""

    async def action_leave_or_stop(self) -> None:
        """Leave the line that is typed on, or else the question."""
        await self.run_action("leave" if self.check_action("leave", ()) else "stop")

    def _progress_bar(self) -> Content:
        """Return the place among the few questions; the session that they are from does not matter now."""
        place = self._limit - (self._enough - self._study.session.answers) + 1
        return plain(f"{min(place, self._limit)}/{self._limit}", "$foreground 75%")

    def _keys(self) -> list[Key]:
        """Those of the study screen; while letters are typed also the one that leaves at once."""
        typing = self._answer is not None and self._answer.takes_letters
        return [*super()._keys(), *([Key("^c", tr("leave"), "app.interrupt", 1)] if typing else [])]

    async def action_rate(self, number: int) -> None:
        self.rated = self._study.showing
        await super().action_rate(number)

    async def _go_on(self) -> None:
        if self._study.session.answers < self._enough:
            await super()._go_on()
        else:
            self.post_message(self.Finished())


class InlineApp(TerminalApp):
    """A few questions of one session, below the prompt."""

    INLINE_PADDING = 0
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short")]  # noqa: RUF012 (Textual declares it so)

    def __init__(self, study: StudySession, limit: int) -> None:
        super().__init__(driver_class=InlineDriver)
        self.apply_settings(study.settings)
        self._study = study
        self.front = InlineScreen(study, limit)

    @property
    def cursor_position(self) -> Offset:
        """Always the place where the app begins: a terminal that is resized keeps track of it."""
        return Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        """Widgets set it to where letters are typed."""

    def on_mount(self) -> None:
        self.push_screen(self.front)
        self.call_after_refresh(self._painted)

    def on_study_screen_finished(self) -> None:
        self.exit()

    def on_study_screen_stopped(self) -> None:
        self.exit()

    def _painted(self) -> None:
        gc.enable()
        self.run_worker(self._study.warm_up, thread=True, exit_on_error=False)


def run_inline(study: StudySession, limit: int, details: Path) -> tuple[int, Showing | None]:
    """Ask `limit` questions of the session; returns the exit code, and the card answered last with its verdict.

    `details` is the folder for what is kept of a crash.
    """
    app = InlineApp(study, limit)
    app.details = details
    app.run()
    return app.return_code or 0, app.front.rated

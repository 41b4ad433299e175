"""Textual's driver of a terminal below the prompt, mended where it would harm what stands above or comes after."""

from __future__ import annotations

import time
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.linux_inline_driver import LinuxInlineDriver
from textual.message import Message

from quizapp.tui.terminal.screen_driver import LosingFile
from quizapp.tui.terminal.terminal_input import HearingDriver

CLEAR_ALL, CLEAR_BELOW = "\x1b[2J", "\r\x1b[J"
WRAP_OFF, WRAP_ON = "\x1b[?7l", "\x1b[?7h"
WHERE_IS_THE_CURSOR = "\x1b[6n"
REPLY_SECONDS = 2.0
"""Seconds for the terminal to say where its cursor is: the connection may be slow."""


class InlineDriver(HearingDriver, LinuxInlineDriver):
    """Textual's, but it can be suspended, and it leaves alone what stands above the app.

    Textual clears the whole screen when the terminal is resized, and leaves late replies of the terminal to the shell,
    which would show them as typed text.
    """

    _file: Any

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._asked = self._replies = 0
        self._early: list[events.MouseEvent] = []
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = LosingFile(self._file)

    @property
    def can_suspend(self) -> bool:
        return True

    @property
    def cursor_origin(self) -> tuple[int, int] | None:
        """The place where the app begins, as the terminal said last."""
        return self._origin

    @cursor_origin.setter
    def cursor_origin(self, place: tuple[int, int] | None) -> None:
        self._origin = place
        if place is None:
            return
        self._replies += 1
        early, self._early = self._early, []
        for event in early:
            self.process_message(event)

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.CursorPosition):
            self.cursor_origin = (message.x, message.y)
        elif self._origin is None and isinstance(message, events.MouseEvent):
            if not isinstance(message, events.MouseMove):
                self._early.append(message)
        else:
            super().process_message(message)

    def write(self, data: str) -> None:
        self._asked += data.count(WHERE_IS_THE_CURSOR)
        super().write(data.replace(CLEAR_ALL, CLEAR_BELOW))

    def start_application_mode(self) -> None:
        super().start_application_mode()
        self.write(WRAP_OFF)  # a line drawn for a terminal that was just made narrower is cut, and takes no second row

    def stop_application_mode(self) -> None:
        deadline = time.monotonic() + REPLY_SECONDS
        while self._replies < self._asked and time.monotonic() < deadline:
            time.sleep(0.005)
        self._asked = self._replies = 0
        self._origin = None  # after `fg` it begins elsewhere
        self._early.clear()
        self.write(WRAP_ON)
        super().stop_application_mode()

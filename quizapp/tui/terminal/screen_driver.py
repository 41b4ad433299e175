"""Textual's driver of the full screen, on a terminal that may be closed at any moment."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from quizapp.tui.terminal.terminal_input import HearingDriver


class LosingFile:
    """The file of a terminal: what is written when the terminal is gone is lost, and no error.

    An error would end the thread that writes for Textual, and the app would wait for it without end.
    """

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, data: str) -> None:
        """Write, or do not."""
        with suppress(OSError):
            self._file.write(data)

    def flush(self) -> None:
        """Flush, or do not."""
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """The terminal's number."""
        return int(self._file.fileno())


class ScreenDriver(HearingDriver, LinuxDriver):
    """Textual's, hearing whatever comes, and writing to a terminal that may be gone."""

    _file: Any

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = LosingFile(self._file)

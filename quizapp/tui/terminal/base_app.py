"""The base of quizapp's applications: sizes, colours, and an orderly end whatever happens."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import threading
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual._context import active_message_pump
from textual.app import App, SuspendNotSupported, SystemCommand
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import MountError, Widget
from textual.worker import WorkerFailed, get_current_worker

from quizapp.core.messages import tr_noop
from quizapp.core.settings.settings import Settings
from quizapp.tui.terminal.screen_driver import ScreenDriver
from quizapp.tui.terminal.stylesheet import LastingStylesheet, read_rules
from quizapp.tui.terminal.themes import MEANT, THEMES, legible, no_theme, theme_named

if TYPE_CHECKING:
    from rich.console import RenderableType

INTERRUPTED = 130
SHORTEST, LONGEST = 1.0, 8.0
"""The seconds that a message stays before a key puts it away, and at most: who types fast is to see it too."""

KEYBOARD = 0
"""The file that keys are read from: standard input."""


class TerminalApp(App[None]):
    """The base of quizapp's applications: sizes, colours that can be read, and the keys that leave at once.

    A signal that ends the process, or a terminal that is closed, ends the app as a key would: what is half typed is
    kept, the terminal is given back, and the exit code is 128 and the signal's number.
    """

    TITLE = "quizapp"
    theme: Reactive[str] = Reactive(MEANT["dark"])
    CSS_PATH = Path(__file__).with_name("base.tcss")
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 (Textual declares it so)
        (0, "-narrow"),
        (60, "-wide"),
        (110, "-broad"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 (likewise)
        (0, "-short"),
        (18, "-tall"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", tr_noop("quit"), id="app.quit", show=False, priority=True),
        Binding("ctrl+c", "interrupt", tr_noop("quit"), id="app.interrupt", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", tr_noop("to the shell"), id="app.suspend", show=False, priority=True),
    ]

    keys_changed: Mapping[str, str] = MappingProxyType({})
    """The bindings that have other keys than their own."""

    details: Path | None = None
    """The folder for what is kept of a crash; without one it gets a folder of its own."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        """Without colours (NO_COLOR, unless it is empty) everything is in the terminal's own two."""
        colourless = bool(os.environ.get("NO_COLOR"))
        if not colourless:
            os.environ.pop("NO_COLOR", None)  # Textual minds an empty one too
        super().__init__(driver_class, ansi_color=colourless or None)
        self.stylesheet = LastingStylesheet.of(self.stylesheet)
        self._is_ending = False
        self._is_over = self._has_crashed = False
        self._notified_at: float | None = None

    def get_driver_class(self) -> type[Driver]:
        """Textual's for the place it runs in; a terminal's is mended."""
        kind = super().get_driver_class()
        return ScreenDriver if kind is LinuxDriver else kind

    def with_rules(self, screen: Screen[Any]) -> Screen[Any]:
        """The app's first screen, with the rules of its own; Textual reads them for screens that are pushed alone."""
        read_rules(self.stylesheet, screen.css_path)
        return self.sized(screen)

    def sized(self, screen: Screen[Any]) -> Screen[Any]:
        """A screen that is not shown yet, with the classes that go with its size.

        Textual gives it these once it is there, and styles all of it a second time.
        """
        both = (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS)
        for length, breakpoints in zip(self.size, both, strict=True):
            fitting = [name for least, name in breakpoints or () if length >= least]
            screen.add_class(*fitting[-1:], update=False)
        return screen

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and quizapp's own."""
        return dict(THEMES)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, with words that can be read."""
        has_shades = self.console.color_system not in ("standard", "windows")
        return legible(super().get_css_variables(), dark=self.current_theme.dark, has_shades=has_shades)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The commands of the palette: all that a key does on that screen."""
        from quizapp.tui.terminal.commands import commands

        return commands(screen, self, self.keys_changed)

    def apply_settings(self, settings: Settings) -> list[str]:
        """Have the theme and the keys of these settings; returns a sentence for each that cannot be had.

        Of the keys, only those for screens that were imported so far are looked at (`tui.rebinding` knows the rest).
        """
        problems = []
        theme = theme_named(settings.theme, self.available_themes)
        if theme is None:
            problems.append(no_theme(settings.theme, self.available_themes))
        self.theme = theme or MEANT["dark"]
        keys: Mapping[str, str] = {}
        if settings.keys:
            from quizapp.tui.terminal.rebinding import (  # 5 ms, for those who have keys of their own
                fitted,
                loaded_kinds,
            )

            keys = fitted(settings.keys, loaded_kinds(), type(self)).keys
        self.change_keys(keys)
        return problems

    def change_keys(self, keys: Mapping[str, str]) -> None:
        """Have these keys for some bindings (id -> keys, separated by commas), and their own for all others."""
        self.keys_changed = keys
        self.set_keymap(dict(keys))
        if self.is_running:
            self.screen.query("KeyBar").refresh()

    # Keys that come faster than screens

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the app once every screen is made: Textual would leave the one that is being made without widgets."""
        self.call_later(self._exit_once_made, result, return_code, message)

    async def _exit_once_made(self, *arguments: Any) -> None:
        await self.made()
        self._is_over = True
        super().exit(*arguments)

    async def made(self) -> None:
        """Wait until every screen has its widgets. Without them it must not be removed: its `on_mount` comes still."""
        while not all(screen.is_mounted for screen in self.screen_stack):
            await asyncio.sleep(0.001)

    def post_message(self, message: Message) -> bool:
        """Take a message, and note the screen that hands it on."""
        screen = active_message_pump.get(None)
        if message.bubble and isinstance(screen, Screen):
            message.set_sender(screen)
        return super().post_message(message)

    async def _on_message(self, message: Message) -> None:
        """Leave out what a screen asks for that was left meanwhile: its second key came before the first one worked."""
        screen = message._sender if message.bubble else None
        if not isinstance(screen, Screen) or screen in self.screen_stack:
            await super()._on_message(message)

    def action_command_palette(self) -> None:
        """Ctrl+P: what can be done here, by name."""
        from quizapp.tui.terminal.commands import (
            Palette,  # with rules of its own, which the first question does without
        )

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    # Messages

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message over the heading, where it covers no question, until the next key."""
        self._notified_at = time.monotonic()
        shortly = min(timeout or self.NOTIFICATION_TIMEOUT, LONGEST)
        super().notify(message, title=title, severity=severity, timeout=shortly, markup=markup)

    async def on_event(self, event: events.Event) -> None:
        """Put away the messages at any key, which also does what it always does; after the last screen, nothing."""
        if isinstance(event, events.Key):
            await self.made()  # what it does is done to widgets
        if self._is_over and isinstance(event, events.InputEvent):
            return
        if isinstance(event, events.MouseDown) and self.screen_stack and self._is_on_what_left(event):
            return
        if isinstance(event, events.Key) and self.screen_stack and event.time < getattr(self.screen, "changed_at", 0.0):
            return  # typed before the question was there that is shown now
        if isinstance(event, events.Key) and self._notified_at and time.monotonic() - self._notified_at >= SHORTEST:
            self._notified_at = None
            self.clear_notifications()
        await super().on_event(event)

    def _is_on_what_left(self, event: events.MouseDown) -> bool:
        """Return whether a click is on a widget that was removed and is still laid out: Textual asks for its parent."""
        widget, _ = self.screen.get_widget_and_offset_at(event.x, event.y)
        return widget is not None and widget is not self.screen and widget.parent is None

    def _handle_exception(self, error: Exception) -> None:
        """End with one sentence about a mistake of the program; of several, about the first: the others follow from it.

        A screen that was left and whose widgets are gone may still do what it meant to do after the next refresh, or
        in a worker; one that comes after the end gets no widgets.
        """
        pump: object = active_message_pump.get(None)
        if isinstance(error, WorkerFailed):
            pump, cause = get_current_worker().node, error.error
        else:
            cause = error
        shown = isinstance(pump, Widget) and any(node in self.screen_stack for node in pump.ancestors_with_self)
        is_left = self._is_over or not shown
        was_left = isinstance(cause, NoMatches | MountError) and isinstance(pump, Widget) and is_left
        if not was_left and not self._has_crashed:
            self._has_crashed = True
            from quizapp.tui.terminal.crash import Crash

            super()._handle_exception(Crash(cause, self.details))

    # Leaving

    def action_interrupt(self) -> None:
        """Ctrl+C: leave at once. What was answered is on disk already."""
        self.exit(return_code=INTERRUPTED)

    async def action_quit(self) -> None:
        """Ctrl+Q, and q on most screens."""
        self.exit()

    def action_suspend_process(self) -> None:
        """Ctrl+Z: give the terminal to the shell until `fg`."""
        with suppress(SuspendNotSupported), self.suspend():
            self._stop()

    def on_load(self) -> None:
        """Before the terminal is touched: the signals that end the process give it back first."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, partial(self._end, number))

    def on_mount(self) -> None:
        """Now that Textual has set its own handlers."""
        if not self.is_headless:
            self._take_over_job_control()
            watch = partial(self._watch_for_hang_up, asyncio.get_running_loop())
            threading.Thread(target=watch, name="hang-up", daemon=True).start()

    def _end(self, number: int) -> None:
        """A signal: leave, with what is half typed kept."""
        self._is_ending = True
        for screen in self.screen_stack:
            keep(screen)
        if is_closed():
            silence()
        self.exit(return_code=128 + number)

    def _take_over_job_control(self) -> None:
        """Textual stops this process alone, at any point of the program; this stops the whole job, between events."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, self._end, signal.SIGINT)
        loop.add_signal_handler(signal.SIGTSTP, self.action_suspend_process)
        loop.add_signal_handler(signal.SIGCONT, self._begin_again)

    def _stop(self) -> None:
        """Stop the job as the terminal itself does at Ctrl+Z, and return once it is in the foreground again.

        All of the job, because `uv run quizapp` is two processes. A job that no shell could continue is not stopped:
        the system ignores it.
        """
        for number in (signal.SIGTSTP, signal.SIGCONT):
            asyncio.get_running_loop().remove_signal_handler(number)
        os.kill(0, signal.SIGTSTP)
        while is_in_background():  # continued by `bg`
            os.kill(0, signal.SIGSTOP)
        if is_closed():
            silence()
        self._take_over_job_control()

    def _begin_again(self) -> None:
        """Something else stopped the process and continued it: who knows what the terminal is like now.

        A terminal that is closed continues the process too.
        """
        if self._is_ending or is_closed():
            return
        with suppress(SuspendNotSupported), self.suspend():
            pass

    def _watch_for_hang_up(self, loop: asyncio.AbstractEventLoop) -> None:
        """End the app when the terminal is closed and no signal tells so, as under nohup. Runs in a thread."""
        if is_closed(wait=None):
            with suppress(RuntimeError):  # the loop is closed already
                loop.call_soon_threadsafe(self._end, signal.SIGHUP)


def keep(screen: Screen[object]) -> None:
    """Let a screen save what is half done on it, if it has a method `keep`."""
    if callable(method := getattr(screen, "keep", None)):
        method()


def is_closed(wait: int | None = 0) -> bool:
    """Return whether the terminal is gone; `wait` ms, or without end, for that to happen."""
    poll = select.poll()
    poll.register(KEYBOARD, 0)  # a hang-up is reported unasked
    return any(event & select.POLLHUP for _, event in poll.poll(wait))


def is_in_background() -> bool:
    """Return whether the terminal is another job's, such as the shell's; a terminal that is gone is nobody's."""
    try:
        return os.tcgetpgrp(KEYBOARD) != os.getpgrp()
    except OSError:
        return False


def silence() -> None:
    """Let what is still written to a terminal that is gone go nowhere, so that nothing fails on the way out."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)

"""The command palette: all that a key does on a screen, with that key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from textual.actions import parse
from textual.app import App, ComposeResult, SystemCommand
from textual.command import CommandList, CommandPalette
from textual.screen import Screen
from textual.widgets.option_list import Option

from quizapp.core.formats import any_of
from quizapp.core.messages import tr
from quizapp.tui.terminal.keymap import bindings_of, written
from quizapp.tui.widgets.paged_list import PagedList
from quizapp.tui.widgets.sheet import Overlay
from quizapp.tui.widgets.text import plain


class Found(CommandList, PagedList, can_focus=False):
    """The commands found so far, which change while they are pointed at."""


class Palette(CommandPalette, Overlay[None]):
    """Textual's command palette, as quiet as the rest."""

    SCOPED_CSS: ClassVar[bool] = False  # some of it is for the screen itself
    CSS: ClassVar[str] = """
    CommandPalette { background: $background 60%; }
    CommandPalette > Vertical { background: $surface; }
    CommandPalette #--input { border: none; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandInput { padding-left: 1; }
    CommandPalette CommandList, CommandPalette CommandList:focus {
        border: none;
        scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 30%;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
    }
    CommandPalette CommandList > .option-list--option-highlighted {
        background: $foreground 10%; color: $foreground; text-style: bold;
    }
    CommandPalette CommandList:nocolor > .option-list--option-highlighted { text-style: reverse; }
    CommandPalette.-short > Vertical { margin-top: 0; }
    CommandPalette.-short #--input Label, CommandPalette.-short SearchIcon { margin-top: 0; }
    CommandPalette.-short CommandInput { border: none; height: 1; }
    CommandPalette.-short CommandList { border: none; max-height: 10; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder=tr("Search commands"), id="--command-palette")

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield Found() if isinstance(widget, CommandList) else widget

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say after a while that nothing matches; Textual says it in English only."""

        def show() -> None:
            if search_value:
                nothing = Option(plain(tr("No command matches.")), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(nothing)
            self._list_visible = bool(search_value)

        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)


def commands(screen: Screen[Any], app: App[Any], keys_changed: Mapping[str, str]) -> Iterator[SystemCommand]:
    """A command for each binding of the screen and the app that works now, even if the focus has its key.

    `keys_changed` gives the keys (separated by commas) of bindings that have other ones than their own. Bindings that
    only differ by a parameter, as the digits do, come up in a search but not in the list of all.
    """
    titles = set()
    for node in (screen, app):
        keys: dict[str, list[str]] = {}
        bindings = [binding for binding in bindings_of(type(node)) if binding.id and binding.description]
        for binding in bindings:
            keys.setdefault(str(binding.id), []).append(binding.key)
        for binding in bindings:
            place, name, parameters = parse(binding.action)
            works = place or node.check_action(name, parameters)
            title = binding.description[:1].upper() + binding.description[1:]
            if works and title not in titles and name != "command_palette":
                titles.add(title)
                listed = keys_changed.get(str(binding.id), ",".join(keys[str(binding.id)])).split(",")
                run = partial(app.run_action, binding.action, node)
                yield SystemCommand(title, any_of([written(key) for key in listed]), run, not parameters)

"""The group of commands: each is imported when it is called, and errors are told in sentences on standard error."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from quizapp.cli.place import Place
from quizapp.cli.sitting import INTERRUPTED
from quizapp.core.errors import QuizappError, visible
from quizapp.lines import say

if TYPE_CHECKING:
    from quizapp.authoring.findings import DeckError

COMMANDS = {
    "decks": "learning",
    "exam": "exam",
    "cram": "cram",
    "search": "searching",
    "log": "learning",
    "cards": "learning",
    "plan": "plan",
    "stats": "stats",
    "suspended": "suspending",
    "unsuspend": "suspending",
    "settings": "settings",
    "data": "data",
    "doctor": "learning",
    "check": "teaching",
    "explain": "teaching",
    "preview": "teaching",
    "new": "teaching",
    "ids": "teaching",
    "diff": "teaching",
    "schema": "teaching",
    "mark": "teaching",
    "disputes": "teaching",
}
"""The commands, in the order of the help text, and the modules beside this one that hold them."""


class Commands(click.Group):
    """A group that imports a command when it is needed, and prints no traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"quizapp.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with the whole first sentence of their help."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(1_000)) for name, command in commands if command])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but mistyped commands and names of decks are common slips."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib  # 5 ms, for a mistyped name

            near = difflib.get_close_matches(name, COMMANDS, 1)
            meant = f" Did you mean `{near[0]}`?" if near else ""
            place = Place(ctx.params["deck_folders"], ctx.params["data_folder"])
            deck = f" To study the deck of that name: `quizapp --deck {name}`" if name in place.library.paths() else ""
            ctx.fail(visible(f"There is no command `{name}`.{meant}{deck}"))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes a sentence, or a report on a deck, and an exit code."""
        try:
            return super().invoke(ctx)
        except QuizappError as error:
            from quizapp.authoring.findings import DeckError  # 5 ms, when there is an error

            if isinstance(error, DeckError):
                _report(error)
            else:
                say(f"quizapp: {error}", sys.stderr)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(err=True)
            ctx.exit(INTERRUPTED)


def _report(error: DeckError) -> None:
    """Show what is wrong with a deck, as `quizapp check` does."""
    from quizapp.authoring.check import check_files
    from quizapp.authoring.diagnostics import render

    found = 0
    path = error.path.relative_to(here) if error.path.is_relative_to(here := Path.cwd()) else error.path
    for checked in check_files([path], lints=False) if path.is_file() else ():
        for diagnostic in checked.diagnostics if checked.path == path else ():
            found += 1
            click.echo(render(diagnostic, checked.lines, **appearance(sys.stderr)), err=True)
    if found:
        problems = "1 problem" if found == 1 else f"{found} problems"
        command = f"quizapp check {path}"
        advice = f"mend it, and look again with `{command}` (or at every save: `{command} --watch`)."
        click.echo(f"quizapp: {path} has {problems}, so it is not used; {advice}", err=True)
    else:
        click.echo(f"quizapp: {error}", err=True)


def appearance(stream: IO[str]) -> dict[str, Any]:
    """How to render diagnostics on a stream: within the terminal's width, in colour on a terminal that wants it."""
    terminal = stream.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    from shutil import get_terminal_size  # 3 ms, for a deck with mistakes

    return {"width": max(40, get_terminal_size().columns) if terminal else 100, "colour": colour}

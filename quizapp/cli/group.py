"""The group of commands: each is imported when it is called, and errors are told in sentences on standard error."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from quizapp.cli.context import Context
from quizapp.cli.errors import failed, interrupted
from quizapp.cli.ui_language import speak
from quizapp.core.errors import QuizappError, UsageProblem, visible

COMMANDS = {
    "decks": "progress",
    "exam": "exam",
    "cram": "cram",
    "search": "search",
    "log": "progress",
    "cards": "progress",
    "plan": "plan",
    "stats": "stats",
    "suspended": "suspend",
    "unsuspend": "suspend",
    "settings": "settings",
    "data": "data",
    "doctor": "progress",
    "check": "authoring",
    "explain": "authoring",
    "preview": "authoring",
    "new": "authoring",
    "ids": "authoring",
    "diff": "authoring",
    "schema": "authoring",
    "mark": "authoring",
    "disputes": "authoring",
}
"""The commands, in the order of the help text, and the modules beside this one that hold them."""


class Commands(click.Group):
    """A group that imports a command when it is needed, speaks the learner's language, and prints no traceback."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does it, once the language is known: this is where help is printed."""
        try:
            speak(args)
        except UsageProblem as error:
            ctx.fail(str(error))
        return super().parse_args(ctx, args)

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
            context = Context(ctx.params["deck_folders"], ctx.params["data_folder"])
            deck = (
                f" To study the deck of that name: `quizapp --deck {name}`" if name in context.library.paths() else ""
            )
            ctx.fail(visible(f"There is no command `{name}`.{meant}{deck}"))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes a sentence, or a report on a deck, and an exit code."""
        try:
            return super().invoke(ctx)
        except QuizappError as error:
            ctx.exit(failed(error))
        except KeyboardInterrupt:
            ctx.exit(interrupted())

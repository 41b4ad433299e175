"""The group of commands: each is imported when it is called, and errors are told in sentences on standard error."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from quizapp.cli.context import Context
from quizapp.cli.errors import failed, interrupted
from quizapp.cli.language.choice import speak
from quizapp.cli.language.help import spoken
from quizapp.core.errors import QuizappError, UsageProblem, visible
from quizapp.core.messages import tr, tr_noop

SECTIONS = {
    tr_noop("Studying"): {
        "decks": "progress",
        "exam": "exam",
        "cram": "cram",
        "search": "search",
        "cards": "progress",
        "plan": "plan",
        "stats": "stats",
        "suspended": "suspend",
        "unsuspend": "suspend",
    },
    tr_noop("Your data"): {
        "log": "progress",
        "settings": "settings",
        "data": "data",
        "doctor": "progress",
    },
    tr_noop("Writing decks"): {
        "check": "authoring",
        "explain": "authoring",
        "preview": "authoring",
        "new": "authoring",
        "ids": "authoring",
        "schema": "authoring",
        "mark": "authoring",
    },
    tr_noop("Teaching"): {
        "diff": "authoring",
        "disputes": "authoring",
    },
}
"""The sections of the help text, by who uses them: the commands, and the modules beside this one that hold them."""

COMMANDS = {name: module for section in SECTIONS.values() for name, module in section.items()}


class Commands(click.Group):
    """A group that imports a command when it is needed, speaks the learner's language, and prints no traceback."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """As click does it, once the language is known: help and errors come while the words are read."""
        try:
            speak(args)
        except UsageProblem as error:
            if not extra.get("resilient_parsing"):  # a shell that completes the line wants no sentences
                sys.exit(failed(error))
        return click.Group.make_context(spoken(self), info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"quizapp.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        return spoken(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, by who uses them, with the whole first sentence of their help."""
        width = max(map(len, COMMANDS))
        for title, names in SECTIONS.items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            rows = [(f"{name:{width}}", command.get_short_help_str(1_000)) for name, command in commands if command]
            with formatter.section(tr(title)):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but mistyped commands and names of decks are common slips."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib  # 5 ms, for a mistyped name

            sentences = [tr("There is no command `{name}`.", name=name)]
            if near := difflib.get_close_matches(name, COMMANDS, 1):
                sentences.append(tr("Did you mean `{name}`?", name=near[0]))
            context = Context(ctx.params["deck_folders"], ctx.params["data_folder"])
            if name in context.library.paths():
                sentences.append(tr("To study the deck of that name: `quizapp --deck {name}`", name=name))
            ctx.fail(visible(" ".join(sentences)))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes a sentence, or a report on a deck, and an exit code."""
        try:
            return super().invoke(ctx)
        except QuizappError as error:
            ctx.exit(failed(error))
        except KeyboardInterrupt:
            ctx.exit(interrupted())

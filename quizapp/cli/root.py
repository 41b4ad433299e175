"""The command line as click reads it. The interface is imported only inside the commands that show it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from quizapp import __version__
from quizapp.cli.context import Context
from quizapp.cli.group import Commands
from quizapp.cli.options import at_least_one, complete_deck
from quizapp.core.errors import UsageProblem

Function = TypeVar("Function", bound=Callable[..., Any])


def place_options(function: Function) -> Function:
    """--decks and --data, on the group."""
    function = click.option(
        "--decks",
        "deck_folders",
        type=click.Path(path_type=Path, file_okay=False),
        multiple=True,
        envvar="QUIZAPP_DECKS",
        help="Another folder with decks. May be given several times.",
    )(function)
    return click.option(
        "--data",
        "data_folder",
        type=click.Path(path_type=Path, readable=False),
        envvar="QUIZAPP_DATA",
        help="The folder for progress and cache, instead of the system's own.",
    )(function)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizapp")
@place_options
@click.option(
    "--deck", "names", multiple=True, shell_complete=complete_deck, help="Study this deck now. Repeat it for several."
)
@click.option("--ui-lang", "ui_language", default="", metavar="LANG", help="The language of everything but the decks.")
@click.option("--lang", "language", default="", metavar="LANG", help="In this language (nl), where decks have it.")
@click.option("--limit", type=int, callback=at_least_one("card"), help="At most this many different cards.")
@click.option("--plain", is_flag=True, help="Line by line, without the full screen.")
@click.option("--inline", is_flag=True, help="One question below the prompt, if any is due; --limit for more.")
@click.pass_context
def main(
    ctx: click.Context,
    deck_folders: tuple[Path, ...],
    data_folder: Path | None,
    names: tuple[str, ...],
    ui_language: str,
    language: str,
    limit: int | None,
    plain: bool,
    inline: bool,
) -> None:
    """Quizzes and flashcards for the terminal.

    Without a command: the home screen, or with --deck straight to the questions.
    """
    ctx.obj = context = Context(deck_folders, data_folder, typed=_typed(ctx), ui_language=ui_language)
    if ctx.invoked_subcommand is not None:
        if names or limit or plain or language or inline:
            raise UsageProblem(
                "--deck, --lang, --limit, --plain and --inline start a sitting; "
                f"they do not go with `{ctx.invoked_subcommand}`."
            )
        return
    from quizapp.cli.session import by_line, on_terminal, sit

    if inline:
        from quizapp.cli.inline import ask_inline

        asks = on_terminal()  # or else it is a copy over ssh that reads .bashrc, and must not be spoken to
        ctx.exit(ask_inline(context, names, language, limit or 1, plain=by_line(plain)) if asks else 0)
    decks = [context.library.find(name, language) for name in dict.fromkeys(names)]
    ctx.exit(sit(context, decks, language=language, limit=limit, plain=plain))


def _typed(ctx: click.Context) -> tuple[str, ...]:
    """The options for the place as they were typed, for a command to go on with."""
    options = []
    for option in ctx.command.params:
        if option.name in ("deck_folders", "data_folder"):
            source, value = ctx.get_parameter_source(option.name), ctx.params[option.name]
            values = value if option.multiple else [value]
            if source is ParameterSource.COMMANDLINE:
                options += [word for each in values for word in (option.opts[0], str(each))]
    return tuple(options)

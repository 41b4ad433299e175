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
from quizapp.core.messages import tr, tr_noop

Function = TypeVar("Function", bound=Callable[..., Any])


def place_options(function: Function) -> Function:
    """--decks and --data, on the group."""
    function = click.option(
        "--decks",
        "deck_folders",
        type=click.Path(path_type=Path, file_okay=False),
        multiple=True,
        metavar=tr_noop("FOLDER"),
        envvar="QUIZAPP_DECKS",
        help=tr_noop("Look for decks in this folder too. May be given several times."),
    )(function)
    return click.option(
        "--data",
        "data_folder",
        type=click.Path(path_type=Path, readable=False),
        metavar=tr_noop("FOLDER"),
        envvar="QUIZAPP_DATA",
        help=tr_noop("Keep progress and cache in this folder instead of the system's own."),
    )(function)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=tr_noop(
        "Quizzes and flashcards for the terminal.\n\n"
        "Without a command, this opens the home screen, or with --deck goes straight to the questions."
    ),
)
@click.version_option(__version__, prog_name="quizapp", message="%(prog)s %(version)s")
@place_options
@click.option(
    "--deck",
    "names",
    multiple=True,
    metavar=tr_noop("DECK"),
    shell_complete=complete_deck,
    help=tr_noop("Study this deck now. May be given several times."),
)
@click.option(
    "--ui-lang",
    "ui_language",
    default="",
    metavar=tr_noop("LANG"),
    help=tr_noop("The language of everything but the decks, such as nl."),
)
@click.option(
    "--lang",
    "language",
    default="",
    metavar=tr_noop("LANG"),
    help=tr_noop("Ask in this language, such as nl, where decks have it."),
)
@click.option(
    "--limit",
    type=int,
    metavar="N",
    callback=at_least_one(tr_noop("Ask for at least 1 card.")),
    help=tr_noop("At most this many different cards."),
)
@click.option("--plain", is_flag=True, help=tr_noop("Line by line, without the full screen."))
@click.option(
    "--inline", is_flag=True, help=tr_noop("Ask one question below the prompt, if any is due; more with --limit.")
)
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
    """Study, or make the context for a command. The language of the interface was read before all else."""
    ctx.obj = context = Context(deck_folders, data_folder, typed=_typed(ctx))
    if ctx.invoked_subcommand is not None:
        if names or limit or plain or language or inline:
            raise UsageProblem(
                tr(
                    "--deck, --lang, --limit, --plain and --inline start a session. They do not work with `{command}`.",
                    command=ctx.invoked_subcommand,
                )
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

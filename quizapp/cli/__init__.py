"""The command line: one short function per command. The interface is imported only inside the commands that show it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizapp import __version__
from quizapp.cli.group import Commands
from quizapp.cli.place import Place, complete_deck, policy
from quizapp.core.errors import QuizappError, UsageProblem

if TYPE_CHECKING:
    from quizapp.library import LoadedDeck
    from quizapp.study import Study

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
        type=click.Path(path_type=Path, file_okay=False),
        envvar="QUIZAPP_DATA",
        help="The folder for progress and cache, instead of the system's own.",
    )(function)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quizapp")
@place_options
@click.option(
    "--deck", "names", multiple=True, shell_complete=complete_deck, help="Study this deck now. Repeat it for several."
)
@click.option("--lang", "language", default="", metavar="LANG", help="In this language (nl), where decks have it.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many different cards.")
@click.option("--plain", is_flag=True, help="Line by line, without the full screen.")
@click.pass_context
def main(
    ctx: click.Context,
    deck_folders: tuple[Path, ...],
    data_folder: Path | None,
    names: tuple[str, ...],
    language: str,
    limit: int | None,
    plain: bool,
) -> None:
    """Quizzes and flashcards for the terminal.

    Without a command: the home screen, or with --deck straight to the questions.
    """
    ctx.obj = place = Place(deck_folders, data_folder)
    if ctx.invoked_subcommand is not None:
        if names or limit or plain or language:
            raise UsageProblem(
                f"--deck, --lang, --limit and --plain start a sitting; they do not go with `{ctx.invoked_subcommand}`."
            )
        return
    plain = plain or not sys.stdout.isatty() or not sys.stdin.isatty() or os.environ.get("TERM") == "dumb"
    decks = [place.library.find(name, language) for name in dict.fromkeys(names)]
    if plain:
        _line_mode(place, decks, language, limit)
    else:
        gc.disable()  # until the first paint: 20 to 50 ms, most of it while textual is imported
        from quizapp.tui.app import run  # 200 ms with textual

        ctx.exit(run(place.library, place.progress, decks, language=language, limit=limit))


def _line_mode(place: Place, decks: Sequence[LoadedDeck], language: str, limit: int | None) -> None:
    from quizapp.plain import LineMode
    from quizapp.study import Study

    if not decks:
        from quizapp.cli.learning import print_decks

        print_decks(place, language)
        click.echo("Study one with: quizapp --plain --deck NAME")
        return
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # an answer that is no text is a wrong one
    study: Study = Study(decks, place.progress, limit=limit)
    try:
        LineMode(study, sys.stdin, sys.stdout).run()
    finally:
        _back_up(place)


def _back_up(place: Place) -> None:
    """Make today's backup; that it fails is told, but takes nothing away."""
    from datetime import date

    day = place.clock.day(place.clock.now(), policy().rollover)
    try:
        place.progress.back_up(date.fromordinal(day).isoformat())
    except QuizappError as error:
        click.echo(f"quizapp: Today's backup could not be made. {error}", err=True)

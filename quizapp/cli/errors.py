"""The end of a command that failed: a sentence on standard error, and an exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from quizapp.core.errors import QuizappError
from quizapp.core.messages import trn

if TYPE_CHECKING:
    from quizapp.decks.findings import DeckError

INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""


def failed(error: QuizappError) -> int:
    """Tell an error in a sentence, or by a report on a deck; returns the exit code."""
    from quizapp.decks.findings import DeckError  # 5 ms, when there is an error
    from quizapp.wording.terminal import say

    if isinstance(error, DeckError):
        _report(error)
    else:
        say(f"quizapp: {error}", sys.stderr)
    return error.exit_code


def interrupted() -> int:
    """Begin a line after the `^C` that a terminal shows; returns the exit code."""
    sys.stderr.write("\n")
    return INTERRUPTED


def _report(error: DeckError) -> None:
    """Show what is wrong with a deck, as `quizapp check` does."""
    import click

    from quizapp.authoring.check import check_files
    from quizapp.authoring.diagnostics import render

    reported = 0
    path = error.path.relative_to(here) if error.path.is_relative_to(here := Path.cwd()) else error.path
    for checked in check_files([path], lints=False) if path.is_file() else ():
        for diagnostic in checked.diagnostics if checked.path == path else ():
            reported += 1
            click.echo(render(diagnostic, checked.lines, **appearance(sys.stderr)), err=True)
    if reported:
        command = f"quizapp check {path}"
        advice = trn(
            "{path} has {count} problem, so it is not used. "
            "Fix it and run `{command}` (`{command} --watch` checks at every save).",
            "{path} has {count} problems, so it is not used. "
            "Fix them and run `{command}` (`{command} --watch` checks at every save).",
            reported,
            path=path,
            command=command,
        )
        click.echo(f"quizapp: {advice}", err=True)
    else:
        click.echo(f"quizapp: {error}", err=True)


def appearance(stream: IO[str]) -> dict[str, Any]:
    """Return the width and colours for diagnostics on a stream: those of its terminal, if it wants colours."""
    terminal = stream.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    from shutil import get_terminal_size  # 3 ms, for a deck with mistakes

    return {"width": max(40, get_terminal_size().columns) if terminal else 100, "colour": colour}

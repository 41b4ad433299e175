"""The command lines that are run most often, read without click: which decks to study, the list of decks, the version.

Whatever else is on a command line, it is left to click; and so are the variables that mean options to it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from quizapp import __version__
from quizapp.cli.context import Context
from quizapp.cli.errors import failed, interrupted
from quizapp.cli.session import by_line, sit
from quizapp.core.errors import QuizappError

LEFT_TO_CLICK = ("QUIZAPP_DECKS", "_QUIZAPP_COMPLETE")


def asked_for(words: Sequence[str]) -> Callable[[], int] | None:
    """Return the function that does what a command line asks for; None if click is to read it."""
    if any(map(os.environ.get, LEFT_TO_CLICK)):
        return None
    match words:
        case ["--version"]:
            return partial(_printed, [f"quizapp {__version__}"])
        case ["decks"]:
            return partial(_reported, _list)
        case ["decks", "--short"]:
            return partial(_reported, _short)
    names = decks_alone(words)
    return None if names is None or by_line(False) else partial(_reported, partial(_study, names))


def decks_alone(words: Sequence[str]) -> list[str] | None:
    """The decks that a command line names, in order, if that is all it says; else None."""
    names = []
    rest = iter(words)
    for word in rest:
        option, sign, name = word.partition("=")
        if not sign:
            name = next(rest, "")
        if option != "--deck" or not name or name.startswith("-"):
            return None
        names.append(name)
    return names


def _study(names: Sequence[str], context: Context) -> int:
    """Study these decks on the full screen, or show the home screen if there are none."""
    gc.disable()  # until the first paint, as `sit` does
    context.library.file_later()  # once the first question is painted: 20 ms, when a deck is new
    return sit(context, [context.library.find(name) for name in dict.fromkeys(names)])


def _list(context: Context) -> int:
    from quizapp.cli.listing import decks_lines

    return _printed(decks_lines(context))


def _short(context: Context) -> int:
    from quizapp.cli.listing import due_lines

    return _printed(due_lines(context))


def _printed(lines: Sequence[str]) -> int:
    """Print lines."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _reported(act: Callable[[Context], int]) -> int:
    """Do something with the learner's folder; what goes wrong is told as everywhere."""
    folder = os.environ.get("QUIZAPP_DATA")
    try:
        context = Context((), Path(folder) if folder else None)
        context.preferences.speak()
        return act(context)
    except QuizappError as error:
        return failed(error)
    except KeyboardInterrupt:
        return interrupted()

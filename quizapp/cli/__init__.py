"""The command line: one short function per command."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from pathlib import Path


def main() -> None:
    """Run the program. Click reads what it is to do, unless that is only which decks to study: it takes 10 ms."""
    from quizapp.cli.sitting import by_line

    names = decks_alone(sys.argv[1:])
    if names is None or by_line(False) or any(map(os.environ.get, ("QUIZAPP_DECKS", "_QUIZAPP_COMPLETE"))):
        from quizapp.cli.root import main as root

        root()
    else:
        sys.exit(_study(names))


def decks_alone(words: Iterable[str]) -> list[str] | None:
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


def _study(names: Iterable[str]) -> int:
    """Study these decks on the full screen, or show the home screen if there are none; returns the exit code."""
    gc.disable()  # until the first paint, as `sit` does
    from quizapp.cli.failing import failed, interrupted
    from quizapp.cli.place import Place
    from quizapp.cli.sitting import sit
    from quizapp.core.errors import QuizappError

    folder = os.environ.get("QUIZAPP_DATA")
    place = Place((), Path(folder) if folder else None)
    try:
        place.library.file_later()  # once the first question is painted: 20 ms, when a deck is new
        return sit(place, [place.library.find(name) for name in dict.fromkeys(names)])
    except QuizappError as error:
        return failed(error)
    except KeyboardInterrupt:
        return interrupted()

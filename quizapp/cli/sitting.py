"""A sitting, in the full screen or line by line, whichever command asks for it."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import click

from quizapp.cli.place import Place

if TYPE_CHECKING:
    from quizapp.library import LoadedDeck
    from quizapp.practice import Practice
    from quizapp.study import Study


def by_line(plain: bool) -> bool:
    """Whether to go line by line: it is asked for, or there is no terminal that could show a screen."""
    return plain or not on_terminal() or os.environ.get("TERM") == "dumb"


def on_terminal() -> bool:
    """Whether there is somebody to ask: Textual writes to standard error, for one."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def sit(
    place: Place,
    decks: Sequence[LoadedDeck],
    *,
    language: str = "",
    limit: int | None = None,
    practice: Practice | None = None,
    plain: bool = False,
) -> int:
    """Study or practise these decks, or show the home screen if there are none; returns the exit code."""
    if by_line(plain):
        if decks:
            _line_mode(place, decks, limit, practice)
        else:
            _home(place, language)
        return 0
    gc.disable()  # until the first paint: 20 to 50 ms, most of it while textual is imported
    from quizapp.tui.app import run  # 200 ms with textual

    return run(
        place.library,
        place.progress,
        decks,
        place.preferences,
        language=language,
        limit=limit,
        practice=practice,
        goes_on=partial(command, place, language),
    )


def command(place: Place, language: str, study: Study) -> str:
    """The command that goes on with a sitting; empty if there is none."""
    found = {path.absolute() for path in place.library.paths().values()}
    names = [deck.path.stem if deck.path in found else str(deck.path) for deck in study.decks.values()]
    practice = study.practice
    if practice is None:
        words = [word for name in names for word in ("--deck", name)]
    elif practice.cards:
        return ""
    else:
        words = ["cram", *names, *(["--tag", practice.tag] if practice.tag else [])]
        words += ["--wrong"] if practice.wrong else []
    words += ["--limit", str(study.limit)] if study.limit else []
    words += ["--lang", language] if language else []
    return shlex.join(["quizapp", *place.typed, *words])


def _home(place: Place, language: str) -> None:
    from quizapp.library import LoadedDeck
    from quizapp.outlook import outlook
    from quizapp.planning import plan_of, unplanned
    from quizapp.wording import home_lines

    decks = list(place.library.decks(language))
    readable = [deck for deck in decks if isinstance(deck, LoadedDeck)]
    today = place.clock.day(place.clock.now(), place.settings.rollover)
    for deck in unplanned(readable, place.progress, place.settings, today):
        plan_of(deck, place.progress, place.settings, today)
    found = outlook(decks, place.progress, place.clock, place.settings)
    for line in home_lines(found):
        click.echo(line)
    if found.rows:
        click.echo("Study one with `quizapp --plain --deck NAME`, practise with `quizapp cram NAME --plain`.")


def _line_mode(place: Place, decks: Sequence[LoadedDeck], limit: int | None, practice: Practice | None) -> None:
    from quizapp.lines import forgive
    from quizapp.plain import LineMode
    from quizapp.study import Study

    forgive(sys.stdin, sys.stdout)
    study = Study(decks, place.progress, settings=place.settings, limit=limit, practice=practice)
    try:
        LineMode(study, sys.stdin, sys.stdout).run()
    finally:
        place.back_up()

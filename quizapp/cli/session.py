"""A sitting, in the full screen or line by line, whichever command asks for it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from quizapp.cli.context import Place
from quizapp.cli.errors import INTERRUPTED

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.study.practice import Practice
    from quizapp.learning.study.session import Study

WHAT_ELSE = (
    "Study a deck with `quizapp --plain --deck NAME`. Other commands: `quizapp cram` practises, "
    "`quizapp exam` examines, `quizapp plan` plans for an exam, `quizapp stats` shows how you are doing, "
    "`quizapp search` finds questions, `quizapp settings` changes settings. With --help each says more."
)


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
            practise = "" if practice and practice.cards else practise_command(place, decks, language, plain=plain)
            return _line_mode(place, decks, limit, practice, practise)
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
    import shlex  # 1 ms, when a sitting was left

    names, practice = _names(place, study.decks.values()), study.practice
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


def practise_command(place: Place, decks: Sequence[LoadedDeck], language: str, *, plain: bool) -> str:
    """The command that practises what was answered wrong."""
    import shlex

    options = [*(["--lang", language] if language else []), *(["--plain"] if plain else [])]
    return shlex.join(["quizapp", *place.typed, "cram", *_names(place, decks), "--wrong", *options])


def _names(place: Place, decks: Iterable[LoadedDeck]) -> list[str]:
    """What the decks are called on the command line."""
    found = {path.absolute() for path in place.library.paths().values()}
    return [deck.path.stem if deck.path in found else str(deck.path) for deck in decks]


def _home(place: Place, language: str) -> None:
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.overview import outlook
    from quizapp.learning.plans import plan_of, unplanned
    from quizapp.wording.spoken import home_lines
    from quizapp.wording.terminal import say

    decks = list(place.library.decks(language))
    readable = [deck for deck in decks if isinstance(deck, LoadedDeck)]
    today = place.clock.day(place.clock.now(), place.settings.rollover)
    for deck in unplanned(readable, place.progress, place.settings, today):
        plan_of(deck, place.progress, place.settings, today)
    found = outlook(decks, place.progress, place.clock, place.settings)
    waiting = [line for deck in readable for line in _waiting(place, deck, language)]
    for line in [*home_lines(found), *waiting, *([WHAT_ELSE] if found.rows else [])]:
        say(line, sys.stdout)


def _waiting(place: Place, deck: LoadedDeck, language: str) -> Iterator[str]:
    """What of a deck was begun and not finished, and the commands that go on with it."""
    import shlex

    from quizapp.learning.exams.exam import unfinished
    from quizapp.learning.study.queue import Agenda
    from quizapp.wording.exams import standing_text

    typed, (name,) = ["quizapp", *place.typed], _names(place, [deck])
    options = [*(["--lang", language] if language else []), "--plain"]
    sitting = Agenda({deck.id: deck}, place.progress, place.clock, place.settings).resumed()
    if sitting is not None and sitting.answers:
        goes_on = shlex.join([*typed, "--deck", name, *options])
        answered = f"{len(sitting.showings):,} of {sitting.total:,} cards answered"
        yield f"A sitting of {deck.info.title} was stopped, {answered}; `{goes_on}` goes on."
    if paper := unfinished(place.progress, deck.id):
        goes_on = shlex.join([*typed, "exam", name, "--plain"])
        yield f"An exam on {deck.info.title} is not finished, {standing_text(paper)}; `{goes_on}` goes on."


def _line_mode(
    place: Place, decks: Sequence[LoadedDeck], limit: int | None, practice: Practice | None, practise: str
) -> int:
    from quizapp.learning.study.session import Study
    from quizapp.plain.study import LineMode
    from quizapp.wording.terminal import forgive

    forgive(sys.stdin, sys.stdout)
    study = Study(decks, place.progress, settings=place.settings, limit=limit, practice=practice)
    try:
        LineMode(study, sys.stdin, sys.stdout, practise).run()
    except KeyboardInterrupt:  # which it has told
        return INTERRUPTED
    finally:
        place.back_up()
    return 0

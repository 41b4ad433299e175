"""A session of study, in the full screen or line by line, whichever command asks for it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from quizapp.cli.context import Context
from quizapp.cli.errors import INTERRUPTED
from quizapp.core.messages import number, tr, tr_noop

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.study.practice import Practice
    from quizapp.learning.study.session import StudySession

WHAT_ELSE = tr_noop(
    "Study a deck with `quizapp --plain --deck NAME`. There is also `quizapp cram` to practise, `quizapp exam` to test "
    "yourself, `quizapp plan` to plan for an exam, `quizapp stats` to see how you are doing, `quizapp search` to find "
    "questions and `quizapp settings` to change settings. Each explains itself with --help."
)


def by_line(plain: bool) -> bool:
    """Return whether to go line by line: it is asked for, or there is no terminal that could show a screen."""
    return plain or not on_terminal() or os.environ.get("TERM") == "dumb"


def on_terminal() -> bool:
    """Return whether there is somebody to ask: Textual writes to standard error, for one."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def sit(
    context: Context,
    decks: Sequence[LoadedDeck],
    *,
    language: str = "",
    limit: int | None = None,
    practice: Practice | None = None,
    plain: bool = False,
) -> int:
    """Study or practise these decks, or show the home screen if there are none; returns the exit code."""
    context.tell_copies()
    if by_line(plain):
        if decks:
            practise = "" if practice and practice.cards else practise_command(context, decks, language, plain=plain)
            return _line_mode(context, decks, limit, practice, practise)
        _home(context, language)
        return 0
    gc.disable()  # until the first paint: 20 to 50 ms, most of it while textual is imported
    from quizapp.tui.run import run  # 200 ms with textual

    return run(
        context.library,
        context.progress,
        decks,
        context.preferences,
        language=language,
        limit=limit,
        practice=practice,
        goes_on=partial(command, context, language),
    )


def command(context: Context, language: str, study: StudySession) -> str:
    """The command that goes on with a session; empty if there is none."""
    import shlex  # 1 ms, when a session was left

    names, practice = _names(context, study.decks.values()), study.practice
    if study.due_only:
        words = []
    elif practice is None:
        words = [word for name in names for word in ("--deck", name)]
    elif practice.cards:
        return ""
    else:
        words = ["cram", *names, *(["--tag", practice.tag] if practice.tag else [])]
        words += ["--wrong"] if practice.wrong else []
    words += ["--limit", str(study.limit)] if study.limit else []
    words += ["--lang", language] if language else []
    return shlex.join(["quizapp", *context.typed, *words])


def practise_command(context: Context, decks: Sequence[LoadedDeck], language: str, *, plain: bool) -> str:
    """The command that practises what was answered wrong."""
    import shlex

    options = [*(["--lang", language] if language else []), *(["--plain"] if plain else [])]
    return shlex.join(["quizapp", *context.typed, "cram", *_names(context, decks), "--wrong", *options])


def _names(context: Context, decks: Iterable[LoadedDeck]) -> list[str]:
    """Return the names of the decks on the command line."""
    paths = {path.absolute() for path in context.library.paths().values()}
    return [deck.path.stem if deck.path in paths else str(deck.path) for deck in decks]


def _home(context: Context, language: str) -> None:
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.overview import outlook
    from quizapp.learning.plans import plan_of, unplanned
    from quizapp.wording.spoken import home_lines
    from quizapp.wording.terminal import say

    decks = list(context.library.decks(language))
    readable = [deck for deck in decks if isinstance(deck, LoadedDeck)]
    today = context.clock.day(context.clock.now(), context.settings.rollover)
    for deck in unplanned(readable, context.progress, context.settings, today):
        plan_of(deck, context.progress, context.settings, today)
    overview = outlook(decks, context.progress, context.clock, context.settings)
    waiting = [line for deck in readable for line in _waiting(context, deck, language)]
    for line in [*home_lines(overview), *waiting, *([tr(WHAT_ELSE)] if overview.rows else [])]:
        say(line, sys.stdout)


def _waiting(context: Context, deck: LoadedDeck, language: str) -> Iterator[str]:
    """Describe what was begun of a deck and not finished, with the commands that go on with it."""
    import shlex

    from quizapp.learning.exams.exam import unfinished
    from quizapp.learning.study.queue import SessionPlanner
    from quizapp.wording.exams import standing_text

    typed, (name,) = ["quizapp", *context.typed], _names(context, [deck])
    options = [*(["--lang", language] if language else []), "--plain"]
    session = SessionPlanner({deck.id: deck}, context.progress, context.clock, context.settings).resumed()
    if session is not None and session.answers:
        goes_on = shlex.join([*typed, "--deck", name, *options])
        yield tr(
            "You left a session of {deck} at {answered} of {total} cards. Continue with `{command}`.",
            deck=deck.info.title,
            answered=number(session.met),
            total=number(session.total),
            command=goes_on,
        )
    if paper := unfinished(context.progress, deck.id):
        goes_on = shlex.join([*typed, "exam", name, "--plain"])
        yield tr(
            "Your exam on {deck} is not finished: {standing}. Continue with `{command}`.",
            deck=deck.info.title,
            standing=standing_text(paper),
            command=goes_on,
        )


def _line_mode(
    context: Context, decks: Sequence[LoadedDeck], limit: int | None, practice: Practice | None, practise: str
) -> int:
    from quizapp.learning.study.session import StudySession
    from quizapp.plain.study import LineMode

    study = StudySession(decks, context.progress, settings=context.settings, limit=limit, practice=practice)
    try:
        LineMode(study, sys.stdin, sys.stdout, practise).run()
    except KeyboardInterrupt:  # which it has told
        return INTERRUPTED
    finally:
        context.back_up()
    return 0

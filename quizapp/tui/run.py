"""Run the interface, and say on the terminal afterwards how to go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from quizapp.core.messages import tr
from quizapp.decks.library import Library, LoadedDeck
from quizapp.learning.settings import Preferences
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from quizapp.tui.app import QuizApp
from quizapp.wording.common import saved_line

if TYPE_CHECKING:
    from quizapp.core.exams import Terms


def run(
    library: Library,
    progress: Progress,
    decks: Sequence[LoadedDeck],
    preferences: Preferences,
    *,
    language: str = "",
    limit: int | None = None,
    practice: Practice | None = None,
    goes_on: Callable[[StudySession], str] = lambda _: "",
) -> int:
    """Show the interface until the student leaves it; returns the process's exit code.

    `goes_on` gives the command that would go on with a session that was left, to be shown on the terminal.
    """
    begin = partial(_begin, progress, preferences, limit)
    app = QuizApp(library, progress, begin, decks, practice=practice, language=language, preferences=preferences)
    app.run()
    if (left := app.unfinished) is not None:
        _say(saved_line(left, goes_on(left)))
    return app.return_code or 0


def run_exam(
    library: Library,
    progress: Progress,
    deck: LoadedDeck,
    terms: Terms,
    preferences: Preferences,
    *,
    anew: bool = False,
    goes_on: str = "",
) -> int:
    """Offer an exam until the student leaves; returns the process's exit code.

    `goes_on` is the command that would go on with an exam that was left, to be shown on the terminal.
    """
    begin = partial(_begin, progress, preferences, None)
    app = QuizApp(
        library, progress, begin, exam=lambda app: app.examine(deck, terms, anew=anew), preferences=preferences
    )
    app.run()
    if app.exams.unfinished is not None:
        from quizapp.wording.exams import standing_text

        standing = standing_text(app.exams.unfinished.paper)
        _say(tr("Your exam is saved: {standing}. Continue with `{command}`.", standing=standing, command=goes_on))
    return app.return_code or 0


def _begin(
    progress: Progress,
    preferences: Preferences,
    limit: int | None,
    decks: Sequence[LoadedDeck],
    practice: Practice | None,
    *,
    due_only: bool = False,
) -> StudySession:
    """Make a session on the settings of the moment, which may have been changed since the app was opened."""
    settings = preferences.settings
    return StudySession(decks, progress, settings=settings, limit=limit, practice=practice, due_only=due_only)


def _say(line: str) -> None:
    """Say something on the terminal that the interface was left for."""
    from quizapp.wording.terminal import say  # 1 ms, at the end

    say(line, sys.stdout)

"""The choice of the language of the interface, before anything is read from the command line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from quizapp.cli.context import Context
from quizapp.core.errors import QuizappError, UsageProblem
from quizapp.core.formats import any_of
from quizapp.core.messages import tr
from quizapp.store.catalogues import languages, use_language, wanted, wanted_by


def speak(words: Sequence[str]) -> None:
    """Use the language that --ui-lang names among the words of a command line, or else the settings, or the system.

    Raises:
        UsageProblem: if --ui-lang names a language that the interface does not know.
    """
    use_language(wanted_by(os.environ))
    typed = _after("--ui-lang", words)
    if typed is None:
        folder = _after("--data", words) or os.environ.get("QUIZAPP_DATA")
        with suppress(QuizappError):  # whoever needs the folder or the settings will say what is wrong
            Context((), Path(folder) if folder else None).preferences.speak()
    elif language := wanted([typed]):
        use_language(language)
    else:
        known = any_of([f"`{language}`" for language in languages()])
        raise UsageProblem(
            tr("quizapp does not speak `{language}`. Use --ui-lang with {known}.", language=typed, known=known)
        )


def _after(option: str, words: Sequence[str]) -> str | None:
    """The value of an option of the whole program, which stands before the name of a command; None without it."""
    rest = iter(words)
    for word in rest:
        name, sign, value = word.partition("=")
        if name == option:
            return value if sign else next(rest, "")
    return None

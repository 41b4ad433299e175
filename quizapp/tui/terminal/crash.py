"""The last resort when the program itself is wrong: a sentence for the student, and details for whoever mends it."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path


class Crash(Exception):
    """The program stopped because of a mistake in it; shown as one sentence, without what the mistake was about.

    A traceback with the values of variables, as Textual prints it, would tell the accepted answers.
    """

    def __init__(self, error: Exception, folder: Path) -> None:
        """Writes the details to `crash.log` in `folder`, in the place of those of the crash before."""
        kept = _keep(error, folder / "crash.log")
        sentence = f"quizapp has stopped: there is a mistake in it ({type(error).__name__}). Every answer is saved."
        super().__init__(f"{sentence} {kept}")
        self.__cause__ = error

    def __rich__(self) -> str:
        """Return the sentence that Textual shows instead of a traceback."""
        from rich.markup import escape

        return escape(str(self))


def _keep(error: Exception, path: Path) -> str:
    """Write the details to a file; returns a sentence that says where they are."""
    details = "".join(traceback.format_exception(error))
    try:
        path.write_text(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}\n{details}", encoding="utf-8")
    except OSError as trouble:
        return f"The details could not be written to {path}: {trouble.strerror}."
    return f"{path} says where it is."

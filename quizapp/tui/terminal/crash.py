"""The last resort when the program itself is wrong: a sentence for the student, and details for whoever mends it."""

from __future__ import annotations

import os
import traceback
from datetime import datetime
from pathlib import Path

from quizapp.core.errors import cause
from quizapp.core.messages import tr

PRIVATE = 0o600
"""The permissions of the details: they may tell accepted answers, and what was typed."""


class Crash(Exception):
    """The program stopped because of a mistake in it; shown as one sentence, without what the mistake was about.

    A traceback with the values of variables, as Textual prints it, would tell the accepted answers.
    """

    def __init__(self, error: BaseException, folder: Path | None) -> None:
        """Writes the details to `crash.log` in `folder`, in the place of those of the crash before.

        Without a folder they get a new one, which nobody else can enter.
        """
        kept = _keep(error, folder)
        name = type(error).__name__
        sentence = tr("quizapp stopped because of a bug in it ({name}). All your answers are saved.", name=name)
        super().__init__(f"{sentence} {kept}")
        self.__cause__ = error

    def __rich__(self) -> str:
        """Return the sentence that Textual shows instead of a traceback."""
        from rich.markup import escape

        return escape(str(self))


def _keep(error: BaseException, folder: Path | None) -> str:
    """Write the details to a new file; returns a sentence that says where they are.

    What has the file's name already is taken away, not written into: it may be a link, or somebody else's.
    """
    details = "".join(traceback.format_exception(error))
    path = Path("crash.log")
    try:
        path = (folder or _new_folder()) / path
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}\n{details}")
    except OSError as trouble:
        return tr("The details could not be written to {path} ({reason}).", path=path, reason=cause(trouble))
    return tr("The details are in {path}.", path=path)


def _new_folder() -> Path:
    from tempfile import mkdtemp

    return Path(mkdtemp(prefix="quizapp-crash-"))

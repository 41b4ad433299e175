"""The command line: one short function per command."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from quizapp.cli.surroundings import failures_told, mend_zone, prepare_streams
from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr
from quizapp.store.catalogues import use_language, wanted_by


def main() -> None:
    """Run the program: what is asked for most often is read without click, which takes 10 ms to import."""
    prepare_streams()
    mend_zone()
    with failures_told():
        use_language(wanted_by(os.environ))
        _require_working_folder()
        from quizapp.cli.fast_path import asked_for

        if (act := asked_for(sys.argv[1:])) is not None:
            sys.exit(act())
        from quizapp.cli.root import main as root

        root()


def _require_working_folder() -> None:
    """End with a sentence where relative paths lead nowhere."""
    try:
        Path.cwd()
    except OSError:
        from quizapp.cli.errors import failed

        gone = tr("The folder you are in was deleted, or you don't have permission to read it. Go to another one.")
        sys.exit(failed(QuizappError(gone)))

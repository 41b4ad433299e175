"""The problems of a deck file on a sheet."""

from __future__ import annotations

from pathlib import Path

from quizapp.authoring.check import check_files
from quizapp.core.messages import tr
from quizapp.tui.preview.screen import Reading
from quizapp.tui.widgets.sheet import Sheet, inside


def problems_sheet(path: Path, width: int) -> Sheet:
    """The report that `quizapp check` gives, for a terminal of this width. Reads the file again, which takes time."""
    checked = list(check_files([path], lints=False)) if path.exists() else []
    reading = Reading(path, None, tr("The file is gone, or its problems are fixed."), checked)
    return Sheet(f"{path.name}: {reading.tally or tr('no problems')}", reading.report(inside(width)))

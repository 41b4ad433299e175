"""Which command goes on with a session that was left."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quizapp.cli.session import command
from quizapp.decks.library import Library
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from tests.support.making import FixedClock, event, flashcard, load_deck


@pytest.mark.parametrize(
    ("due_only", "goes_on"), [(False, "quizapp --decks elsewhere --deck rivers"), (True, "quizapp --decks elsewhere")]
)
def test_what_is_due_in_all_decks_goes_on_at_home(
    tmp_path: Path, progress: Progress, clock: FixedClock, due_only: bool, goes_on: str
) -> None:
    deck = load_deck(tmp_path, flashcard())
    progress.append(event(0, card="delta"))
    clock.pass_time(days=1)
    context: Any = SimpleNamespace(typed=["--decks", "elsewhere"], library=Library([tmp_path], tmp_path / "cache"))
    assert command(context, "", StudySession([deck], progress, clock=clock, due_only=due_only)) == goes_on

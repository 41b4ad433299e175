"""Fixtures for all tests: every test has its own progress, decks and clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from quizapp.store.progress import Progress
from tests.support.making import FixedClock

settings.register_profile("quizapp", deadline=None)
settings.load_profile("quizapp")


@pytest.fixture
def clock() -> FixedClock:
    """Noon of an ordinary day; it stands still until the test moves it."""
    return FixedClock()


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    """A learner who has not answered anything yet."""
    opened = Progress(tmp_path / "data")
    yield opened
    opened.close()

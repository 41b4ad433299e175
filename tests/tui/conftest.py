"""Fixtures for the tests of the screens."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import textual._wait

from quizapp.store.progress import Progress
from tests.support.making import FixedClock
from tests.support.student import SitDown


@pytest.fixture
def sit_down(tmp_path: Path, progress: Progress, clock: FixedClock) -> SitDown:
    """Opens the app: `async with sit_down(choice()) as student:`, or at home without questions."""
    return SitDown(tmp_path, progress, clock)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's pilot waits after each key until the process has been idle for this long; its own 1/50 s doubles it."""
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 1 / 200)


@pytest.fixture(autouse=True)
def _collectable() -> Iterator[None]:
    """The app takes what is alive at its first paint out of garbage collection; not so from one test to the next."""
    yield
    gc.unfreeze()

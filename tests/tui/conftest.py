"""Fixtures for the tests of the screens."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textual.app
import textual.pilot

from quizapp.store.progress import Progress
from tests.support.making import FixedClock
from tests.support.student import SitDown


@pytest.fixture
def sit_down(tmp_path: Path, progress: Progress, clock: FixedClock) -> SitDown:
    """Opens the app: `async with sit_down(choice()) as student:`, or at home without questions."""
    return SitDown(tmp_path, progress, clock)


FRAME_SECONDS = 1 / 50
"""A little more than the time from one repainting to the next."""

STUCK_SECONDS = 10
"""How long an app may be busy before nobody waits for it any more."""


async def at_rest(min_sleep: float = 0) -> None:
    """Return once the app has nothing to do, now or with its next frame; for threads it does not wait.

    Textual's pilot waits until the processor is idle, as an app that is kept from it by other programs seems to be.
    """
    await asyncio.sleep(min_sleep)
    loop: Any = asyncio.get_running_loop()
    deadline = loop.time() + STUCK_SECONDS
    while loop.time() < deadline and (
        loop._ready
        or any(timer.when() < loop.time() + FRAME_SECONDS for timer in loop._scheduled if not timer.cancelled())
    ):
        await asyncio.sleep(0.001)


@pytest.fixture(autouse=True)
def _at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key the pilot waits until the app is at rest."""
    monkeypatch.setattr(textual.app, "wait_for_idle", at_rest)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", at_rest)


@pytest.fixture(autouse=True)
def _collectable() -> Iterator[None]:
    """The app takes what is alive at its first paint out of garbage collection; not so from one test to the next."""
    yield
    gc.unfreeze()

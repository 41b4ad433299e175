"""Fixtures for the tests of the screens."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textual._wait
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


async def at_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Return once the app has nothing to do, now or with its next frame.

    Textual's pilot waits after each key until the processor is idle. It seems to be when other programs keep it busy,
    so that is no more than a chance for threads.
    """
    await textual._wait.wait_for_idle(min_sleep, max_sleep)
    loop: Any = asyncio.get_running_loop()
    deadline = loop.time() + STUCK_SECONDS
    while loop.time() < deadline and (
        loop._ready
        or any(timer.when() < loop.time() + FRAME_SECONDS for timer in loop._scheduled if not timer.cancelled())
    ):
        await asyncio.sleep(0.001)


@pytest.fixture(autouse=True)
def _at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key the pilot waits until the app is at rest, with 1/200 s for threads; 1/50 s would double it all."""
    monkeypatch.setattr(textual._wait, "SLEEP_GRANULARITY", 1 / 200)
    monkeypatch.setattr(textual.app, "wait_for_idle", at_rest)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", at_rest)


@pytest.fixture(autouse=True)
def _collectable() -> Iterator[None]:
    """The app takes what is alive at its first paint out of garbage collection; not so from one test to the next."""
    yield
    gc.unfreeze()

"""Fixtures for the tests of the screens."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._context import active_app

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
    """Return once the app has nothing to do, now or with its next frame, or has ended; for threads it does not wait.

    Textual's pilot waits until the processor is idle, as an app that is kept from it by other programs seems to be.
    """
    await asyncio.sleep(min_sleep)
    loop: Any = asyncio.get_running_loop()
    deadline = loop.time() + STUCK_SECONDS
    while loop.time() < deadline and (
        loop._ready
        or any(timer.when() < loop.time() + FRAME_SECONDS for timer in loop._scheduled if not timer.cancelled())
    ):
        app = active_app.get(None)
        if app is not None and app.return_code is not None:  # its last timers may go on
            await asyncio.sleep(FRAME_SECONDS)
            return
        await asyncio.sleep(0.001)


@pytest.fixture(autouse=True)
def _at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key the pilot waits until the app is at rest."""
    monkeypatch.setattr(textual.app, "wait_for_idle", at_rest)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", at_rest)


@pytest.fixture(autouse=True)
def _all_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal shows every colour, whichever one the tests are run from."""
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(autouse=True)
def _collectable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app takes what is alive at its first paint out of garbage collection; here there is another app to come."""
    monkeypatch.setattr(gc, "freeze", lambda: None)

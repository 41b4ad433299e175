"""A monkey at every screen: whatever is pressed, nothing breaks and nothing is lost.

`QUIZAPP_KEYS` sets how many keys are pressed, `QUIZAPP_SEED` which ones (`just monkey` presses 100,000).
"""

from __future__ import annotations

import asyncio
import os
import random
import shlex
import shutil
import traceback
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from quizapp.core.marking.rating import Rating
from quizapp.core.study import leave_out
from quizapp.learning.study.session import StudySession
from quizapp.tui.home.home import HomeScreen
from quizapp.tui.terminal.crash import Crash
from tests.support import monkey
from tests.support.monkey import Harm, made_up, play, shortened

WORLD = 1250
"""The keys that are pressed in one learner's folder."""

KEYS = int(os.environ.get("QUIZAPP_KEYS", "5000"))
SEED = int(os.environ.get("QUIZAPP_SEED", "1"))
PARTS = 4
"""The parts that can be done at the same time."""

SCREENS = {
    *("CramSheet", "ExamScreen", "ExamStartScreen", "HomeScreen", "InlineScreen", "KeysSheet", "Palette", "PlanScreen"),
    *("PreviewScreen", "SearchScreen", "SettingsScreen", "Sheet", "StatsScreen", "StudyScreen", "SummaryScreen"),
}
"""Screens that the monkey comes to."""

BROKE_ONCE = [
    "ctrl+p pagedown",
    "ctrl+p pageup",
    "open:cram enter ctrl+p enter",
    "size:1x1 rest pagedown",
    "size:1x1 rest c rest pagedown",
    "size:1x1 rest up enter",
    "open:preview ctrl+n double:61,23",
]
"""The shortest sequences that broke the app."""

AGAIN = os.environ.get("QUIZAPP_MONKEY")
"""A sequence to go through once more, as a failure prints it."""


class Places:
    """A new folder for each attempt."""

    def __init__(self, top: Path) -> None:
        self._top, self._numbers = top, count()

    async def fault(self, words: Sequence[str], seen: set[str] | None = None) -> Crash | Harm | None:
        """Return what is wrong after this; None if nothing is."""
        folder = self._top / str(next(self._numbers))
        try:
            await play(words, folder, seen)
        except (Crash, Harm) as error:
            return error
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return None

    async def explain(self, words: Sequence[str], fault: Crash | Harm, origin: str) -> str:
        """Return how the fault comes about, in as few words as can be found in reasonable time."""
        last = fault

        async def fails(fewer: Sequence[str]) -> bool:
            nonlocal last
            error = await self.fault(fewer)
            last = error or last
            return error is not None

        fewest = " ".join(await shortened(words, fails))
        again = f"QUIZAPP_MONKEY={shlex.quote(fewest)} .venv/bin/pytest -n0 tests/tui/test_monkey.py -k again"
        details = "".join(traceback.format_exception(last.__cause__ or last))
        return f"{origin}\n{details}\n{again}"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
async def test_nothing_that_is_pressed_breaks_the_app_or_loses_an_answer(places: Places, part: int) -> None:
    chance = random.Random(f"{SEED}-{part}")
    seen: set[str] = set()
    for begun in range(0, KEYS // PARTS, WORLD):
        words = made_up(chance, min(WORLD, KEYS // PARTS - begun))
        if (fault := await places.fault(words, seen)) is not None:
            pytest.fail(await places.explain(words, fault, f"QUIZAPP_SEED={SEED}, part {part}"), pytrace=False)
    assert seen >= SCREENS, sorted(SCREENS - seen)


@pytest.mark.parametrize("words", [AGAIN] if AGAIN else BROKE_ONCE)
async def test_what_broke_it_once_does_not_do_so_again(places: Places, words: str) -> None:
    if (fault := await places.fault(words.split())) is not None:
        raise fault


async def test_the_monkey_notices_that_an_answer_is_lost(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(study: StudySession, rating: Rating | None = None) -> None:
        study.session = leave_out(study.session, study._on_screen().item)
        study._advance(None)

    monkeypatch.setattr(StudySession, "rate", forget)
    fault = await places.fault(["open:study", "1", "enter", "rest", "enter", "rest"])
    assert "These answers are lost" in str(fault)


async def test_the_monkey_notices_that_a_key_is_not_heard(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(screen: HomeScreen) -> None:
        await asyncio.sleep(5)

    monkeypatch.setattr(HomeScreen, "action_keys", hang)
    monkeypatch.setattr(monkey, "STUCK_SECONDS", 0.5)
    assert "is stuck" in str(await places.fault(["question_mark"]))


async def test_what_it_did_is_shortened_to_what_did_harm() -> None:
    async def fails(words: Sequence[str]) -> bool:
        return "a" in words and "b" in words[list(words).index("a") :]

    words = ["open:home", *"cdae", "open:study", *"eaccdcbd"]
    assert await shortened(words, fails) == ["a", "b"]

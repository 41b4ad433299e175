"""A mistake in the program itself: a student reads one sentence, and no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.tui.study.study import StudyScreen
from quizapp.tui.terminal.crash import Crash
from tests.support.making import choice
from tests.support.student import SitDown


async def crash(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> Crash:
    """What is told when the hint cannot be shown for a mistake in the program."""

    def fail(_: StudyScreen) -> None:
        raise KeyError("amazon")

    monkeypatch.setattr(StudyScreen, "action_keys", fail)
    with pytest.raises(Crash) as told:
        async with sit_down(choice()) as student:
            await student.press("?")
    assert student.app.return_code == 1
    return told.value


async def test_it_is_told_in_a_sentence_without_the_values_of_variables(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = str(await crash(sit_down, monkeypatch))
    assert "there is a mistake in it (KeyError). Every answer is saved." in told
    assert "Nile" not in told


async def test_the_details_are_kept_beside_the_progress(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> None:
    told = await crash(sit_down, monkeypatch)
    kept = sit_down.progress.path.with_name("crash.log")
    assert str(kept) in str(told)
    assert "in fail" in kept.read_text("utf-8")
    assert "KeyError: 'amazon'" in kept.read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    told = str(Crash(ValueError(), tmp_path / "missing"))
    assert f"The details could not be written to {tmp_path / 'missing' / 'crash.log'}: No such file" in told

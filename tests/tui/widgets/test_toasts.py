"""What is told in passing: over the heading, and only until the next key."""

from __future__ import annotations

import pytest

from quizapp.tui.terminal import base_app as terminal
from tests.support.making import choice
from tests.support.student import SitDown

QUESTION = "Which river is the longest?"


def slip(sit_down: SitDown) -> None:
    (sit_down.folder / "config.toml").write_text("theme = 'nordd'\nreviews = 3\n")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_slips_in_the_settings_cover_no_question(sit_down: SitDown, size: tuple[int, int]) -> None:
    slip(sit_down)
    async with sit_down(choice(), size=size) as student:
        await student.see("2 problems; see `quizapp settings`", QUESTION, "Amazon", "Rhine")


async def test_a_key_puts_it_away_and_does_what_it_always_does(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "SHORTEST", 0.0)
    slip(sit_down)
    async with sit_down(choice()) as student:
        await student.see("2 problems; see")
        await student.press("2")
        await student.see("▸ 2 Danube")
        await student.until(lambda: "problems" not in student.words, "the heading alone")


async def test_keys_in_the_first_second_leave_it(sit_down: SitDown) -> None:
    slip(sit_down)
    async with sit_down(choice()) as student:
        await student.see("2 problems; see")
        await student.press("2")
        await student.see("▸ 2 Danube", "2 problems; see")

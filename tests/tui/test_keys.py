"""The keys: those on the sheet of keys are those that work, and the foot shows as many of them as fit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from tests.support.making import choice, flashcard, multiple, text
from tests.support.screens import BETWEEN, idle, idle_keys
from tests.support.student import KEY_NAMES, SitDown, Student, named_keys
from tests.support.sweeps import sweep

CITED = choice(source={"id": "atlas", "at": "page 12"})
ATLAS = {"atlas": {"title": "The Great Atlas"}}
DIGITS, LETTERS = frozenset("123456789"), frozenset("abcdefghijklmnopqrstuvwxyz")
RATINGS = frozenset("1234")
"""After a verdict each of these rates, or says why not; the sheet shows Enter in the place of the default one."""


@dataclass(frozen=True)
class Moment:
    """A moment of a session: its questions, the keys that lead there, and keys that may work without being shown."""

    questions: tuple[dict[str, Any], ...]
    keys: tuple[str, ...] = ()
    unshown: frozenset[str] = frozenset()

    @asynccontextmanager
    async def __call__(self, sit_down: SitDown, name: str) -> AsyncIterator[Student]:
        """A student at this moment, in a world called `name`."""
        with sit_down.elsewhere(name) as there:
            async with there(*self.questions, sources=ATLAS, size=(80, 36)) as student:
                await student.press(*self.keys)
                yield student


MOMENTS = {
    "several": Moment((multiple(hint="Two."),), ("2",)),
    "typing": Moment((text(hint="Serbia."),), (), DIGITS | LETTERS | {"space", "?", ",", "/"}),
    "line left": Moment((text(hint="Serbia."),), ("escape",)),
    "a second card": Moment((flashcard("first"), flashcard("second", hint="Greek.")), ("space", "4")),
    "a long card": Moment((flashcard(prompt="Another line.\n" * 200),), ("pagedown",)),
    "wrong": Moment((CITED,), ("1", "enter"), RATINGS),
    "summary": Moment((flashcard(),), ("space", "4"), frozenset(("escape",))),
}
NAMES = {id(moment): name for name, moment in MOMENTS.items()}
every_moment = sweep("moment", MOMENTS.values(), always=[MOMENTS["summary"]], ids=lambda moment: NAMES[id(moment)])


@every_moment
async def test_every_key_shown_does_something(sit_down: SitDown, moment: Moment) -> None:
    assert await idle_keys(partial(moment, sit_down)) == []


@every_moment
async def test_every_other_key_does_nothing(sit_down: SitDown, moment: Moment) -> None:
    async with moment(sit_down, "sheet") as student:
        others = sorted(set(KEY_NAMES.values()) - set(await student.keys()) - moment.unshown)
        before = student.picture
        await student.press(*others)
        one_of_them_worked = student.picture != before
    if one_of_them_worked:
        assert await idle(partial(moment, sit_down), others) == [key for key in others if key not in BETWEEN]


async def test_a_click_on_a_key_at_the_foot_presses_it(sit_down: SitDown) -> None:
    moment = MOMENTS["wrong"]
    async with moment(sit_down, "foot") as student:
        entries = student.foot.split("   ")
    for entry in entries:
        async with moment(sit_down, f"press {named_keys(entry)}") as student:
            await student.press(named_keys(entry)[0])
            pressed = student.picture
        async with moment(sit_down, f"click {named_keys(entry)}") as student:
            await student.click(entry)
            assert student.picture == pressed, entry


async def test_a_click_between_the_keys_does_nothing(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        before = student.picture
        await student.click("   ↵ answer")
        assert student.picture == before


@pytest.mark.parametrize("key", ["q", "enter", "1"])
async def test_any_key_puts_the_sheet_away_and_does_nothing_else(sit_down: SitDown, key: str) -> None:
    async with sit_down(choice()) as student:
        before = student.picture
        await student.press("?")
        await student.see("esc closes this")
        await student.press(key)
        assert student.picture == before


async def test_a_click_puts_the_sheet_away(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        before = student.picture
        await student.press("?")
        await student.click("esc closes this")
        assert student.picture == before


async def test_a_sheet_too_long_for_the_screen_scrolls(sit_down: SitDown) -> None:
    async with sit_down(choice(hint="Egypt."), size=(40, 12)) as student:
        await student.press("?")
        await student.see("Keys")
        assert "esc closes this" not in student.words
        await student.press("end")
        await student.see("esc closes this")


async def test_the_keys_that_leave_a_narrow_foot_are_the_least_needed(sit_down: SitDown) -> None:
    async with sit_down(choice(hint="Egypt."), size=(40, 12)) as student:
        await student.see("1-4 choose", "↵ answer", "? keys")
        assert "suspend" not in student.foot


@pytest.mark.parametrize("width", [40, 80])
async def test_a_student_who_did_not_know_a_card_can_see_the_key_for_it(sit_down: SitDown, width: int) -> None:
    async with sit_down(flashcard(), size=(width, 24)) as student:
        await student.press("space")
        await student.see("1 again", "3 good ↵")


@pytest.mark.parametrize("name", ["typing", "wrong", "summary"])
async def test_q_leaves_the_app_from_everywhere(sit_down: SitDown, name: str) -> None:
    async with MOMENTS[name](sit_down, "here") as student:
        await student.press("escape", "q") if name == "typing" else await student.press("q")
        await student.until(lambda: student.gone, "the end")


async def test_ctrl_c_leaves_the_app_even_while_typing(sit_down: SitDown) -> None:
    async with sit_down(text()) as student:
        await student.press("B", "ctrl+c")
        await student.until(lambda: student.app.return_code == 130, "the end")

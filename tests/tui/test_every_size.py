"""Every screen of studying on terminals of every size: nothing is cut off without a sign, and the keys are in view."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tests.support.making import all_texts, all_types, choice, flashcard, write_deck
from tests.support.screens import can_be_read, faults, moments
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep

every_size = sweep("size", [(40, 12), (60, 15), (80, 24), (200, 60)], always=[(40, 12), (80, 24)])
LONG = "The Danube, which is the second river of Europe, begins in a forest of Germany and ends in the Black Sea"
CITED = choice(prompt=LONG, source={"id": "atlas", "at": LONG}, hint=LONG)


class Tall(App[None]):
    """A text of six lines on three, with or without a sign that there is more."""

    CSS = "Vertical { height: 3; overflow-y: hidden; } .scrolls { overflow-y: scroll; } Static { width: 20; }"

    def __init__(self, scrolls: bool) -> None:
        super().__init__()
        self._scrolls = scrolls

    def compose(self) -> ComposeResult:
        with Vertical(classes="scrolls" if self._scrolls else ""):
            yield Static(LONG)


@pytest.mark.parametrize("scrolls", [False, True])
async def test_a_text_that_is_cut_off_without_a_sign_is_a_fault(scrolls: bool) -> None:
    app = Tall(scrolls)
    async with app.run_test(size=(40, 12)):
        assert bool(faults(app)) is not scrolls


SCREENS = {
    "t": "Statistics",
    "p": "Exam date",
    "/": "Search",
    "e": "Questions",
    "c": "Practise",
    "comma": "Settings",
    "enter": "1-4 choose",
}
"""The keys of home, and what the screens that they open show."""


async def opened(student: Student, key: str) -> str:
    """How a screen looks that is opened from home, and left again."""
    await student.press(key)
    await student.see(SCREENS[key])
    await student.until(lambda: all(worker.is_finished for worker in student.app.workers), "what takes a while")
    looks = student.screen
    await student.press("q" if key == "enter" else "escape")
    await student.see("↵ study")
    return looks


async def test_no_screen_changes_how_the_others_look(sit_down: SitDown) -> None:
    write_deck(sit_down.folder / "decks", CITED, **all_texts(LONG))
    alone = {}
    for key in SCREENS:
        async with sit_down() as student:
            alone[key] = await opened(student, key)
    async with sit_down() as student:
        for key in SCREENS:
            await opened(student, key)
        for key, looks in alone.items():
            assert await opened(student, key) == looks, key


@every_size
async def test_every_question_and_verdict_can_be_read(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(*all_types(LONG), **all_texts(LONG), size=size) as student:
        async for moment in moments(student):
            await can_be_read(student, moment)
            assert "↵" in student.screen, moment


@every_size
async def test_home_the_summary_and_every_sheet_can_be_read(sit_down: SitDown, size: tuple[int, int]) -> None:
    write_deck(sit_down.folder / "decks", CITED, flashcard(prompt=LONG), **all_texts(LONG))
    async with sit_down(size=size) as student:
        for keys in ("?", "escape enter", "h ?", "escape 1 enter", "s", "escape x", "space 4"):
            await can_be_read(student, f"before {keys}")
            await student.press(*keys.split())
        await student.see("Done for now.")
        await can_be_read(student)

"""The plan screen: the date of the exam, and what follows from it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import tomli
from textual.widgets import Input

from quizapp.tui.plan.plan import date_from
from tests.support.making import flashcard, write_deck
from tests.support.screens import faults
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep

SIZES = [(40, 12), (60, 15), (80, 24), (200, 60)]


@pytest.fixture(autouse=True)
def _decks(sit_down: SitDown) -> None:
    cards = [flashcard(f"card-{number}", prompt=f"Card {number}?") for number in range(66)]
    write_deck(sit_down.folder / "decks", *cards, title="Rivers [b]of[/b] the world")


def saved(sit_down: SitDown) -> dict[str, Any]:
    """What is in the settings file."""
    path = sit_down.folder / "config.toml"
    return tomli.loads(path.read_text()) if path.exists() else {}


def ahead(sit_down: SitDown, days: int) -> str:
    """The date in so many days."""
    return date.fromordinal(sit_down.clock.day(sit_down.clock.now(), 4) + days).isoformat()


async def open_plan(student: Student) -> None:
    """Press the key for the plan at home."""
    await student.see("Rivers")
    await student.press("p")
    await student.see("Plan", "Exam date", "esc home")


async def enter(student: Student, text: str, *keys: str) -> None:
    """Type into the field that has the focus, instead of what is there, then press `keys`."""
    await student.press("ctrl+u")
    await student.type(text)
    await student.press(*keys)


def cut_off(student: Student) -> list[str]:
    """What is wrong with the screen; the picture is as high as it looks, but plotext ends it with an empty line."""
    return [fault for fault in faults(student.app) if not fault.startswith("Bars: ")]


async def test_without_an_exam_it_says_what_to_type(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await student.see("No exam on Rivers [b]of[/b] the world is planned.", "type its date above")
        assert "remove exam" not in student.foot


async def test_a_date_that_is_typed_is_saved_and_planned_for(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40), "enter")
        await student.see(
            "On course for 9", "2 new cards a day, the last on 15 November 2025.", "Minutes a day until the"
        )
        assert saved(sit_down) == {"decks": {"rivers": {"exam": date.fromisoformat(ahead(sit_down, 40))}}}
        assert [event.data for event in sit_down.progress.events()] == [{"exam": ahead(sit_down, 40)}]


async def test_minutes_that_are_typed_change_the_plan(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40), "enter")
        await student.see("On course for 9")
        await student.press("tab")
        await enter(student, "1", "enter")
        await student.see("There's no time for")
        assert saved(sit_down)["decks"]["rivers"]["exam_minutes"] == 1


async def test_a_date_that_cannot_be_is_told_at_the_field_and_not_saved(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, -1), "enter")
        await student.see("has passed. A plan needs an exam date after today.")
        await enter(student, "soon", "enter")
        await student.see("“soon” is not a date. Type one such as 2027-01-20, or +3w for three weeks from now.")
        assert saved(sit_down) == {}


async def test_escape_saves_what_was_typed(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40), "escape")
        await student.see("quizapp", "in 40 days", "(Rivers [b]of[/b] the world)")
        assert "exam" in saved(sit_down)["decks"]["rivers"]


async def test_escape_gives_up_what_cannot_be_saved_the_second_time(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, "soon", "escape")
        await student.see("“soon” is not a date.")
        await student.press("escape")
        await student.see("due", "new", "study")
        assert saved(sit_down) == {}


async def test_an_exam_can_be_forgotten(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40), "enter")
        await student.see("On course for", "remove exam")
        await student.press("ctrl+r")
        await student.see("No exam on Rivers")
        assert saved(sit_down) == {}
        assert student.app.screen.query(Input).first().value == ""


async def test_home_tells_the_plan_and_a_session_follows_it(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40), "enter")
        await student.see("On course for")
        await student.press("escape")
        await student.see("in 40 days: on course for 9", "2 new cards a day")
        await student.press("enter")
        await student.see("2 to finish")


async def test_home_makes_the_plan_of_the_day_by_itself(sit_down: SitDown) -> None:
    (sit_down.folder / "config.toml").write_text(f"[decks.rivers]\nexam = {ahead(sit_down, 40)}\n")
    async with sit_down() as student:
        await student.see("in 40 days: on course for 9", "2 new cards a day")


async def test_the_settings_keep_their_comments(sit_down: SitDown) -> None:
    path = sit_down.folder / "config.toml"
    path.write_text('# mine\ntheme = "light" # by day\n')
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40), "enter")
        await student.see("On course for")
        await student.press("ctrl+r")
        await student.see("No exam on Rivers")
    assert path.read_text() == '# mine\ntheme = "light" # by day\n\n'


async def test_the_keys_at_the_foot_can_be_clicked(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40))
        await student.click("plan   tab")
        await student.see("On course for")
        await student.click("remove exam")
        await student.see("No exam on Rivers")
        await student.click("home")
        await student.see("study")


async def test_on_a_small_screen_the_plan_scrolls(sit_down: SitDown) -> None:
    async with sit_down(size=(40, 12)) as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40), "enter")
        await student.see("On course for")
        assert "would" not in student.words.partition("If the exam were tomorrow")[2]
        await student.press(*["down"] * 30)
        await student.see("mostly a guess.")
        await student.press("pageup", "pageup", "pageup")
        await student.see("Exam date")


@sweep("size", SIZES, always=[(40, 12), (80, 24)])
async def test_nothing_is_cut_off_at_any_size(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(size=size) as student:
        await open_plan(student)
        assert cut_off(student) == [], student.screen
        await enter(student, ahead(sit_down, 40), "enter")
        await student.see("On course for")
        if size[1] >= 18:
            await student.until(lambda: bool(student.app.screen.query("Bars")), "the picture")
        await student.press("pagedown", "pageup")
        assert cut_off(student) == [], student.screen
        await enter(student, ahead(sit_down, -40), "enter")
        await student.see("has passed")
        assert cut_off(student) == [], student.screen


@pytest.mark.parametrize(
    ("typed", "days"), [("tomorrow", 1), ("+10d", 10), ("+3w", 21), (" + 2 M ", 60), ("soon", None), ("+3", None)]
)
def test_a_day_can_be_named_by_how_far_it_is(typed: str, days: int | None) -> None:
    today = date(2026, 11, 22)
    expected = None if days is None else date.fromordinal(today.toordinal() + days)
    assert date_from(typed, today.toordinal()) == expected


async def test_a_day_that_is_so_far_away_is_saved_as_a_date(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_plan(student)
        await enter(student, "+3w", "enter")
        await student.see("On course for")
        assert student.app.screen.query(Input).first().value == ahead(sit_down, 21)


async def test_on_a_small_screen_score_and_new_cards_stand_below_the_fields(sit_down: SitDown) -> None:
    async with sit_down(size=(40, 12)) as student:
        await open_plan(student)
        await enter(student, ahead(sit_down, 40), "enter")
        await student.see("On course for", "2 new cards a day")
        await enter(student, "soon", "enter")
        await student.see("is not a date.")

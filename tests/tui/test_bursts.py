"""Keys that come faster than the screens that they lead to."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual.app import ComposeResult
from textual.css.query import NoMatches
from textual.events import Click, Key, MouseDown
from textual.widgets import OptionList

from quizapp.learning.exams import exam
from quizapp.tui.answers.typed import Typed
from quizapp.tui.home.home import HomeScreen
from quizapp.tui.study.study import StudyScreen
from quizapp.tui.widgets.setting_fields import Picker
from tests.support.making import choice, flashcard, text, true_false, write_deck
from tests.support.student import SECONDS, SitDown, Student
from tests.support.sweeps import sweep

KEYS = [*"rqetpcs,/?auxny14", "escape", "enter", "space", "tab", "down", "left", "ctrl+q", "ctrl+p"]
CHARACTERS = {"slash": "/", "comma": ",", "question_mark": "?", "space": " ", "enter": "\r", "tab": "\t"}
NAMES = {character: name for name, character in CHARACTERS.items()}


def burst(student: Student, *keys: str) -> None:
    """Have keys come at once, as those do that were typed ahead."""
    for key in keys:
        name = NAMES.get(key, key)
        student.app.post_message(Key(name, CHARACTERS.get(name, key if len(key) == 1 else None)))


@pytest.fixture
def shelf(sit_down: SitDown, tmp_path: Path) -> SitDown:
    """Two decks, one of which was studied."""
    folder = tmp_path / "decks"
    write_deck(folder, choice(), text(), true_false())
    write_deck(folder, flashcard(), id="lakes", title="Lakes")
    sit_down.knows("longest")
    return sit_down


@sweep("seed", range(12), always=range(3))
async def test_no_burst_of_keys_at_home_or_after_is_a_mistake_of_the_program(shelf: SitDown, seed: int) -> None:
    chance = random.Random(seed)
    async with shelf() as student:
        await student.see("Lakes")
        for _ in range(6):
            burst(student, *chance.choices(KEYS, k=chance.randint(2, 6)))
            await asyncio.sleep(chance.choice((0, 0.01, 0.1)))
        await asyncio.sleep(0.2)  # the harness would end the app with keys still to come
    assert student.app.return_code in (None, 0)


@pytest.mark.parametrize("keys", ["rq", "rr", "r/q", "rer", "r,", "uq", "u?q", ["r", "ctrl+c"]], ids=str)
async def test_no_burst_at_the_end_of_a_session_is_one(sit_down: SitDown, keys: str) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "1", "space", "4")
        await student.see("Done for now.")
        burst(student, *keys)
        await asyncio.sleep(0.1)


async def test_tab_may_come_while_the_next_line_to_type_on_is_made(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose, pressed = Typed.compose, list[Typed]()

    def impatient(line: Typed) -> ComposeResult:
        if line.screen.is_mounted:
            pressed.append(line)
            assert isinstance(line.screen, StudyScreen)
            line.screen.action_type()
        yield from compose(line)

    monkeypatch.setattr(Typed, "compose", impatient)
    async with sit_down(text(), text("mouth")) as student:
        await student.press("x", "enter", "enter")
        await student.see("2 to finish", "esc other keys")
        assert pressed


async def test_keys_that_were_typed_ahead_of_a_question_do_nothing_to_it(sit_down: SitDown) -> None:
    async with sit_down(*(flashcard(f"card-{number}", prompt=f"River {number}") for number in range(6))) as student:
        await student.press("space")
        burst(student, "4", "x", "x", "u", "g", "enter")
        await student.see("River 1", "5 to finish")
        await asyncio.sleep(0.1)
    assert [event.kind for event in sit_down.progress.events()] == ["review"]


@pytest.mark.parametrize(
    ("way", "function", "key", "then"),
    [
        (["enter", "q"], "quizapp.learning.overview.outlook", "?", "↑ ↓ move"),
        (["slash"], "quizapp.learning.suspension.suspended", "z", "Nothing matches “z”."),
        (["e"], "quizapp.learning.exams.exam.unfinished", "?", "Keys"),
        (["enter", "space", "4"], "quizapp.learning.overview.upcoming", "?", "u undo"),
    ],
    ids=["home", "search", "exam", "summary"],
)
async def test_what_takes_a_while_is_done_in_a_thread_and_keys_wait_for_what_comes(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch, way: list[str], function: str, key: str, then: str
) -> None:
    module, _, name = function.rpartition(".")
    quick, threads, may_go_on = getattr(import_module(module), name), list[threading.Thread](), threading.Event()

    def slow(*arguments: Any) -> Any:
        threads.append(threading.current_thread())
        assert may_go_on.wait(SECONDS)
        return quick(*arguments)

    write_deck(sit_down.folder / "decks", flashcard())
    async with sit_down() as student:
        await student.see("Rivers")
        await student.press(*way[:-1])
        monkeypatch.setattr(function, slow)
        before = student.app.screen
        burst(student, way[-1])
        await student.watch_until(lambda: bool(threads))
        burst(student, key)
        await asyncio.sleep(0.1)
        assert student.app.screen is before
        may_go_on.set()
        await student.see(then)
    assert threading.main_thread() not in threads


async def test_a_screen_that_was_on_its_way_when_the_app_was_left_does_not_come(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, may_go_on, asked = exam.unfinished, threading.Event(), threading.Event()

    def slow(*arguments: Any) -> Any:
        asked.set()
        assert may_go_on.wait(SECONDS)
        return quick(*arguments)

    write_deck(sit_down.folder / "decks", flashcard())
    async with sit_down() as student:
        await student.see("Rivers")
        monkeypatch.setattr(exam, "unfinished", slow)
        before = student.app.screen
        burst(student, "e")
        await student.watch_until(asked.is_set)
        await student.app._exit_once_made()
        may_go_on.set()
        await student.until(lambda: student.app.return_code is not None, "the end")
        await asyncio.sleep(0.1)
        assert student.app.screen is before
    assert student.gone


async def test_the_missed_are_repeated_once_however_often_that_is_asked_for(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), flashcard("basin")) as student:
        await student.press("space", "1", "space", "4", "space", "4")
        await student.see("Done for now.")
        burst(student, "r", "r", "r")
        await student.see("practice · Rivers", "A river's mouth")
        assert student.study.session.total == 1


async def test_of_two_screens_that_are_asked_for_at_once_the_first_one_comes(shelf: SitDown) -> None:
    async with shelf() as student:
        await student.see("Lakes")
        burst(student, "e", "t")
        await student.see("exam · Lakes")
        await asyncio.sleep(0.1)
        assert "Statistics" not in student.words
        await student.press("escape")
        await student.see("Lakes")
        assert len(student.app.screen_stack) == 2


async def test_a_sheet_that_is_closed_twice_takes_nothing_else_away(shelf: SitDown) -> None:
    async with shelf() as student:
        await student.see("Lakes")
        await student.press("?")
        await student.see("Keys")
        burst(student, "escape", "escape", "z")
        await student.until(lambda: len(student.app.screen_stack) == 2, "home alone")
        await student.see("Lakes")


async def test_a_sheet_that_is_closed_and_asked_for_at_once_is_no_mistake(shelf: SitDown) -> None:
    async with shelf() as student:
        await student.see("Lakes")
        burst(student, "c", "escape", "c", "enter", "ctrl+q")
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("milliseconds", [0, 5, 10, 20, 40, 80])
@pytest.mark.parametrize("last", ["ctrl+q", "escape"])
async def test_the_palette_may_be_left_before_it_has_found_anything(
    shelf: SitDown, last: str, milliseconds: int
) -> None:
    async with shelf() as student:
        await student.see("Lakes")
        burst(student, "ctrl+p", "s")
        await asyncio.sleep(milliseconds / 1000)
        burst(student, last)
    assert student.gone


async def test_a_command_of_the_palette_is_done_once_however_often_enter_comes(
    shelf: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = list[HomeScreen]()
    monkeypatch.setattr(HomeScreen, "action_mark_all", lambda screen: times.append(screen))
    async with shelf() as student:
        await student.see("Lakes")
        await student.press("ctrl+p")
        await student.type("select all")
        await student.see("Select all with cards to study")
        burst(student, "enter", "enter", "enter", "enter")
        await student.until(lambda: bool(times), "the command")
        await asyncio.sleep(0.1)
    assert len(times) == 1


async def test_the_palette_may_be_paged_before_its_list_is_laid_out(shelf: SitDown) -> None:
    async with shelf() as student:
        await student.press("ctrl+p")
        listed = student.app.screen.query_one(OptionList)
        await student.until(lambda: listed.option_count > 0, "the commands")
        listed.display = False
        await student.press("down")
        listed.set_options(list(listed.options))
        listed.highlighted = 0
        await student.press("pagedown", "pageup")
    assert student.gone


async def test_a_list_to_unfold_may_be_paged_before_it_is_laid_out(shelf: SitDown) -> None:
    async with shelf() as student:
        await student.press(",")
        await student.see("Settings")
        field = Picker([("Nile", "nile"), ("Ob", "ob")], value="ob")
        await student.app.screen.mount(field)
        listed = field.query_one(OptionList)
        assert (before := listed.highlighted) is not None
        assert not listed._lines
        await listed.run_action("page_down")
        await listed.run_action("page_up")
        assert listed.highlighted == before
        await student.press("escape")
        await student.see("Lakes")
    assert student.gone


@pytest.mark.parametrize("size", [(1, 1), (20, 1), (40, 3)], ids=str)
async def test_a_list_without_room_may_be_paged(shelf: SitDown, size: tuple[int, int]) -> None:
    async with shelf(size=size) as student:
        await student.press("pagedown", "pageup", "c", "pagedown", "pageup", "escape", "e", "l", "pagedown", "enter")
    assert student.gone


@pytest.mark.parametrize("keys", [(), ("ctrl+p",), ("slash", *"nile")], ids=["home", "palette", "search"])
async def test_a_click_on_a_line_that_left_the_list_is_left_out(shelf: SitDown, keys: Sequence[str]) -> None:
    async with shelf() as student:
        await student.see("Lakes")
        await student.press(*keys)
        listed = student.app.screen.query_one(OptionList)
        await student.until(lambda: listed.option_count > 0, "the list")
        screen, gone, (x, y) = student.app.screen, Style(meta={"option": listed.option_count}), listed.region.offset
        listed.post_message(Click(listed, 0, 0, 0, 0, 1, False, False, False, x, y, style=gone))
        await student.press("down")
        assert student.app.return_code is None
        assert student.app.screen is screen
    assert student.gone


async def test_what_a_worker_of_a_screen_that_was_left_does_not_find_any_more_is_no_mistake(shelf: SitDown) -> None:
    async with shelf() as student:
        await student.press(",")
        await student.see("Settings")
        screen = student.app.screen

        async def look() -> None:
            while screen.query("Input"):
                await asyncio.sleep(0)
            screen.query_one("Input")

        worker = screen.run_worker(look())
        burst(student, "escape")
        await student.until(lambda: worker.is_finished, "the worker's end")
        assert isinstance(worker.error, NoMatches)
        await student.see("Lakes")
    assert student.gone


async def test_what_is_removed_while_it_is_made_does_not_find_its_parts_and_that_is_no_mistake(shelf: SitDown) -> None:
    async with shelf() as student:
        await student.press(",")
        await student.see("Settings")
        field = Picker([("Nile", "nile")])
        student.app.screen.mount(field)
        field.remove()
        await student.until(lambda: not field.is_attached, "its end")
        await student.press("escape")
        await student.see("Lakes")
    assert student.gone


async def test_a_click_on_a_widget_that_was_just_removed_is_left_out(sit_down: SitDown) -> None:
    write_deck(sit_down.folder / "decks", choice())
    async with sit_down() as student:
        heading = student.app.screen.query_one("#heading")
        x, y = heading.region.x + 1, heading.region.y
        parent, heading._parent = heading._parent, None
        student.app.post_message(MouseDown(None, x, y, 0, 0, 1, False, False, False, x, y))
        await student.press("down")
        heading._parent = parent
        assert student.app.return_code is None
        await student.see("↵ study")

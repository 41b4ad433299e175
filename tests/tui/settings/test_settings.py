"""The settings screen: every field is saved by itself, and what cannot be is told at the field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli
from textual.widgets import Input, Select

from quizapp.core.settings.fields import everywhere, of_deck
from quizapp.tui.widgets.setting_fields import Field, KeyChooser
from tests.support.making import flashcard, write_deck
from tests.support.screens import faults
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep


@pytest.fixture(autouse=True)
def _quickly_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told about the file at home goes with the next key: it would cover the heading of this screen."""
    monkeypatch.setattr("quizapp.tui.terminal.base_app.SHORTEST", 0)


@pytest.fixture(autouse=True)
def _decks(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", *(flashcard(name, prompt=f"{name}?") for name in ("one", "two", "six")))
    write_deck(tmp_path / "decks", flashcard("basin"), id="lakes", title="Lakes")


def saved(sit_down: SitDown) -> dict[str, Any]:
    """What is in the settings file."""
    path = sit_down.folder / "config.toml"
    return tomli.loads(path.read_text()) if path.exists() else {}


def config(sit_down: SitDown, text: str) -> None:
    (sit_down.folder / "config.toml").write_text(text)


async def open_settings(student: Student) -> None:
    """Press the key for the settings at home."""
    await student.see("Rivers")
    await student.press(",")
    await student.see("Settings", "Theme", "esc home")
    await student.until(lambda: bool(student.app.screen.query(KeyChooser)), "the end of the form")


def field(student: Student, name: str) -> Field:
    """The field of that setting (`study.retention`)."""
    return next(each for each in student.app.screen.query(Field) if ".".join(each.settable.name) == name)


async def go_to(student: Student, name: str) -> None:
    """Put the focus on a field, as a click does."""
    field(student, name).query_one("Input, Select").focus()
    await student.press()


async def enter(student: Student, name: str, text: str, *keys: str) -> None:
    """Type into a field instead of what is there, then press `keys`."""
    await go_to(student, name)
    await student.press("ctrl+u")
    await student.type(text)
    await student.press(*keys)


async def pick(student: Student, name: str, text: str) -> None:
    """Pick from a field's list what begins with `text`."""
    await go_to(student, name)
    await student.press("enter")
    await student.type(text)
    await student.press("enter")


async def test_every_setting_has_a_field_with_what_it_does(sit_down: SitDown) -> None:
    async with sit_down(size=(80, 90)) as student:
        await open_settings(student)
        await student.see(*(settable.title for settable in everywhere()), "Only for Lakes")
        await student.see(*(settable.purpose for settable in (*everywhere(), *of_deck("lakes"))))


@pytest.mark.parametrize("key", ["enter", "tab", "escape"])
async def test_a_value_is_saved_by_enter_and_by_leaving(sit_down: SitDown, key: str) -> None:
    async with sit_down() as student:
        await open_settings(student)
        await enter(student, "study.new_per_day", "7", key)
        await student.until(lambda: saved(sit_down) == {"study": {"new_per_day": 7}}, "the file")


async def test_saving_is_told(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_settings(student)
        assert "saved ✓" not in student.words
        await enter(student, "study.learning_steps", "5m 1h", "enter")
        await student.see("✓ saved")
        assert saved(sit_down) == {"study": {"learning_steps": ["5m", "1h"]}}


async def test_a_value_that_is_not_allowed_is_told_at_its_field_and_not_saved(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_settings(student)
        await enter(student, "study.retention", "2", "tab")
        await student.see("✗ `study.retention` cannot be 2.0; it must be a number from 0.70 to 0.97.")
        assert saved(sit_down) == {}
        await enter(student, "study.new_per_day", "9", "tab")
        await student.until(lambda: saved(sit_down) == {"study": {"new_per_day": 9}}, "the file")


async def test_what_is_told_at_a_field_goes_when_it_is_mended(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_settings(student)
        await enter(student, "study.rollover", "24", "enter")
        await student.see("it must be a whole number from 0 to 23.")
        await student.press("backspace")
        await student.until(lambda: "from 0 to 23" not in student.words, "the field without a complaint")
        await student.press("enter")
        await student.until(lambda: saved(sit_down) == {"study": {"rollover": 2}}, "the file")


async def test_escape_stays_at_what_cannot_be_saved_and_gives_it_up_the_second_time(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_settings(student)
        await enter(student, "study.rollover", "99", "escape")
        await student.see("it must be a whole number from 0 to 23.")
        await student.press("escape")
        await student.see("Rivers", "↵ study")
        assert saved(sit_down) == {}


async def test_a_theme_is_there_at_once_and_at_the_next_start(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_settings(student)
        await pick(student, "theme", "light")
        await student.until(lambda: student.app.theme == "quizapp-light", "the light theme")
        await student.press("escape")
        await student.see("Rivers")
    async with sit_down() as student:
        assert student.app.theme == "quizapp-light"


async def unfold_themes(student: Student) -> None:
    """Unfold the list of themes, and go to the one below the dark one."""
    await open_settings(student)
    await go_to(student, "theme")
    await student.press("enter", "down")


async def test_a_theme_is_shown_while_the_cursor_rests_on_it_and_escape_undoes_it(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await unfold_themes(student)
        await student.until(lambda: student.app.theme == "quizapp-light", "the light theme")
        await student.press("escape")
        await student.until(lambda: student.app.theme == "quizapp-dark", "the dark theme")
        await student.see("Settings", "Theme dark")
        assert saved(sit_down) == {}


async def test_a_theme_that_was_previewed_is_kept_by_enter(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await unfold_themes(student)
        await student.until(lambda: student.app.theme == "quizapp-light", "the light theme")
        await student.press("enter")
        await student.until(lambda: saved(sit_down) == {"theme": "light"}, "the file")
        assert student.app.theme == "quizapp-light"


async def test_themes_that_are_passed_by_are_not_shown(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.tui.widgets.setting_fields.REST_SECONDS", 3600)
    async with sit_down() as student:
        await unfold_themes(student)
        await student.press("down", "down", "up")
        assert student.app.theme == "quizapp-dark"


async def test_a_theme_that_cannot_be_saved_is_not_kept(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await unfold_themes(student)
        config(sit_down, "theme = ")
        await student.press("enter")
        await student.until(lambda: bool(field(student, "theme").trouble), "a refusal")
        assert student.app.theme == "quizapp-dark"


async def test_the_default_comes_back_with_a_key(sit_down: SitDown) -> None:
    config(sit_down, "theme = 'nord'\n[study]\nretention = 0.8\n")
    async with sit_down() as student:
        await open_settings(student)
        await go_to(student, "study.retention")
        await student.press("ctrl+r")
        await student.until(lambda: saved(sit_down) == {"theme": "nord"}, "the file")
        assert field(student, "study.retention").query_one(Input).value == "0.90"
        await go_to(student, "theme")
        await student.click("ctrl+r default")
        await student.until(lambda: saved(sit_down) == {}, "the file")
        assert field(student, "theme").query_one(Select).value == "dark"
        assert student.app.theme == "quizapp-dark"


async def test_a_blank_field_is_the_default(sit_down: SitDown) -> None:
    config(sit_down, "[study]\nretention = 0.8\n")
    async with sit_down() as student:
        await open_settings(student)
        await enter(student, "study.retention", "", "enter")
        await student.until(lambda: saved(sit_down) == {}, "the file")


async def test_a_deck_under_the_cursor_has_settings_of_its_own(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await student.see("Rivers")
        await student.press("down")
        await open_settings(student)
        await enter(student, "decks.rivers.new_per_day", "2", "enter")
        await pick(student, "decks.rivers.new_order", "at r")
        await student.until(lambda: "new_order" in str(saved(sit_down)), "the file")
        assert saved(sit_down) == {"decks": {"rivers": {"new_per_day": 2, "new_order": "random"}}}
        await student.press("escape")
        await student.see("Rivers")
        await student.press("enter")
        await student.see("2 to finish")


async def test_home_has_its_cursor_where_it_was(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await student.see("Rivers")
        await student.press("down")
        await open_settings(student)
        await student.press("escape")
        await student.see("Rivers")
        await student.press("enter")
        await student.see("one?")


async def test_settings_count_for_the_next_session_and_are_in_its_log(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_settings(student)
        await enter(student, "study.new_per_day", "1", "escape")
        await student.see("Rivers")
        await student.press("down", "enter")
        await student.see("1 to finish")
    assert [event.data for event in sit_down.progress.events()] == [{"new_per_day": 1}]


async def test_the_file_keeps_its_comments(sit_down: SitDown) -> None:
    config(sit_down, "# mine\n[study] # every day\nrollover = 3 # late\n")
    async with sit_down() as student:
        await open_settings(student)
        await enter(student, "study.rollover", "5", "enter")
        await student.see("✓ saved")
    assert (sit_down.folder / "config.toml").read_text() == "# mine\n[study] # every day\nrollover = 5 # late\n"


async def test_what_is_wrong_in_the_file_is_told_until_it_is_mended(sit_down: SitDown) -> None:
    config(sit_down, "[study]\nretention = 2\n")
    async with sit_down() as student:
        await student.see("config.toml: 1 problem; press , to see it")
        await open_settings(student)
        await student.see("! ", "`study.retention` cannot be 2; it must be a number from 0.70 to 0.97.")
        await enter(student, "study.retention", "0.8", "enter")
        await student.see("✓ saved")
        await student.until(
            lambda: "cannot be 2;" not in str(student.app.screen.query_one("#about").render()), "no complaint"
        )


async def test_what_is_wrong_in_the_file_is_told_at_its_field_too(sit_down: SitDown) -> None:
    config(sit_down, "[study]\nretention = 2\n")
    async with sit_down() as student:
        await open_settings(student)
        assert "cannot be 2" in field(student, "study.retention").trouble
        assert field(student, "study.rollover").trouble == ""


async def test_page_down_and_page_up_go_from_part_to_part(sit_down: SitDown) -> None:
    async with sit_down(size=(40, 12)) as student:
        await open_settings(student)
        await student.press("pagedown")
        assert field(student, "study.new_per_day") in getattr(student.app.focused, "ancestors", ())
        await student.press("pageup")
        assert field(student, "theme") in getattr(student.app.focused, "ancestors", ())


async def test_a_list_of_choices_leaves_the_keys_in_view(sit_down: SitDown) -> None:
    async with sit_down(size=(40, 12)) as student:
        await open_settings(student)
        await student.press("enter")
        await student.see("light", "esc home")


async def test_a_file_that_cannot_be_understood_is_not_overwritten(sit_down: SitDown) -> None:
    config(sit_down, "theme = ")
    async with sit_down() as student:
        await open_settings(student)
        await enter(student, "study.rollover", "5", "enter")
        refused = field(student, "study.rollover")
        await student.until(lambda: refused.trouble.endswith("Nothing was saved."), "a refusal")
    assert (sit_down.folder / "config.toml").read_text() == "theme = "


async def pick_binding(student: Student, text: str) -> None:
    """Pick a binding to give other keys to."""
    await student.until(
        lambda: len(student.app.screen.query_one("KeyChooser Select", Select)._options) > 20, "the bindings"
    )
    student.app.screen.query_one("KeyChooser Select").focus()
    await student.press("enter")
    await student.type(text)
    await student.press("enter")


async def test_a_binding_is_given_another_key(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_settings(student)
        await pick_binding(student, "study.hint")
        await student.see("Its usual key is h or H.")
        await enter(student, "keys.study.hint", "u", "enter")
        await student.see("`study.hint` cannot be `u`: `study.undo` has that key.")
        await enter(student, "keys.study.hint", "z", "enter")
        await student.until(lambda: saved(sit_down) == {"keys": {"study.hint": "z"}}, "the file")
        assert student.app.keys_changed == {"study.hint": "z"}


async def test_the_keys_of_this_screen_change_at_once(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await open_settings(student)
        await pick_binding(student, "settings.leave")
        await enter(student, "keys.settings.leave", "f2", "enter")
        await student.see("✓ saved", "f2 home")
        await student.press("f2")
        await student.see("Rivers")


async def test_every_field_can_be_reached_and_filled_in_on_a_small_screen(sit_down: SitDown) -> None:
    async with sit_down(size=(40, 12)) as student:
        await open_settings(student)
        for settable in (*everywhere(), *of_deck("lakes")):
            assert field(student, ".".join(settable.name)) in getattr(student.app.focused, "ancestors", ())
            await student.see(settable.title)
            await student.press("tab")
        await enter(student, "study.maximum_interval", "365", "enter")
        await student.see("365", "tab next", "pgdn next part", "esc home")
        await student.until(lambda: saved(sit_down) == {"study": {"maximum_interval": 365}}, "the file")


@sweep("size", [(40, 12), (80, 24), (120, 40)], always=[(40, 12)])
async def test_nothing_is_cut_off_at_any_size(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(size=size) as student:
        await open_settings(student)
        await enter(student, "study.maximum_interval", "0", "enter")
        await student.until(lambda: bool(field(student, "study.maximum_interval").trouble), "a refusal")
        assert faults(student.app) == []


async def test_a_theme_that_is_not_there_is_shown_as_it_is_written(sit_down: SitDown) -> None:
    config(sit_down, "theme = '[b]nord'\n")
    async with sit_down() as student:
        await open_settings(student)
        await student.see("Theme [b]nord")


async def test_without_a_deck_there_are_the_settings_for_all(sit_down: SitDown, tmp_path: Path) -> None:
    for path in (tmp_path / "decks").iterdir():
        path.unlink()
    async with sit_down() as student:
        await student.see("No decks yet.")
        await student.press(",")
        await student.see("Settings", "Theme")
        assert "Only for" not in student.words


async def test_a_theme_that_is_not_there_is_told_until_another_one_is_chosen(sit_down: SitDown) -> None:
    config(sit_down, "theme = 'darkk'\n")
    async with sit_down() as student:
        await open_settings(student)
        await student.see("! There is no theme `darkk`. Did you mean `dark` or `ansi-dark`?")
        await pick(student, "theme", "dark")
        await student.until(
            lambda: "no theme" not in str(student.app.screen.query_one("#about").render()), "no complaint"
        )

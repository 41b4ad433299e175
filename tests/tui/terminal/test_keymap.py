"""Keys of one's own: they work, they are the ones shown, and what cannot be is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.tui.app import QuizApp
from quizapp.tui.study.study import StudyScreen
from quizapp.tui.terminal.keymap import in_force, written
from quizapp.tui.terminal.rebinding import Fitted, all_kinds, fitted
from tests.support.making import choice, flashcard, order, write_deck
from tests.support.student import SitDown

HINTED = choice(hint="Egypt.")


def keys(sit_down: SitDown, **bindings: str) -> None:
    """Set keys; `study_hint` stands for `study.hint`."""
    lines = [f"'{binding.replace('_', '.', 1).replace('_', '-')}' = '{text}'" for binding, text in bindings.items()]
    (sit_down.folder / "config.toml").write_text("\n".join(["[keys]", *lines]))


def fit(**wanted: str) -> Fitted:
    """Which keys can be had; `study_hint` stands for `study.hint`."""
    named = {binding.replace("_", ".", 1).replace("_", "-"): text for binding, text in wanted.items()}
    return fitted(named, all_kinds(), QuizApp)


async def test_another_key_works_and_the_old_one_does_not(sit_down: SitDown) -> None:
    keys(sit_down, study_hint="z")
    async with sit_down(HINTED) as student:
        await student.press("h")
        assert "Egypt." not in student.words
        await student.press("z")
        await student.see("Hint: Egypt.")


async def test_the_foot_and_the_sheet_show_the_keys_that_work(sit_down: SitDown) -> None:
    keys(sit_down, study_hint="z,ctrl+h", study_forward="f2", study_keys="f1")
    async with sit_down(HINTED) as student:
        await student.see("1-4 choose f2 answer z hint", "f1 keys")
        await student.press("f1")
        await student.see("f2 answer", "z hint", "f1 keys")
        await student.press("escape", "3", "f2")
        await student.see("Right", "2 hard f2")


async def test_a_click_on_another_key_presses_it(sit_down: SitDown) -> None:
    keys(sit_down, study_hint="ctrl+j")
    async with sit_down(HINTED) as student:
        await student.click("ctrl+j hint")
        await student.see("Hint: Egypt.")


async def test_spans_and_arrows_are_shown_key_by_key_when_one_of_them_is_another(sit_down: SitDown) -> None:
    keys(sit_down, study_digit_2="F2", study_down="j")
    async with sit_down(order()) as student:
        await student.see("↑ j move")


async def test_two_bindings_can_change_places(sit_down: SitDown) -> None:
    keys(sit_down, study_hint="x", study_suspend="h")
    async with sit_down(HINTED, flashcard()) as student:
        await student.press("x")
        await student.see("Hint: Egypt.", "h suspend")
        await student.press("h")
        await student.see("Card suspended", "A river's mouth")


async def test_what_takes_a_suspension_back_is_said_with_the_key_for_it(sit_down: SitDown) -> None:
    keys(sit_down, study_undo="z")
    async with sit_down(HINTED, flashcard()) as student:
        await student.press("x")
        await student.see("Press z to undo.")


async def test_a_key_in_use_is_told_and_everything_keeps_its_own(sit_down: SitDown) -> None:
    keys(sit_down, study_hint="u")
    async with sit_down(HINTED) as student:
        await student.see("1 problem; see `quizapp settings`", "h hint")


async def test_the_settings_say_which_key_is_in_use(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", HINTED)
    keys(sit_down, home_cram="t")
    async with sit_down() as student:
        await student.see("config.toml: 1 problem; press , to see it", "c cram")
        await student.press(",")
        await student.see("`home.cram` cannot be `t`: `home.statistics` has that key.")


async def test_keys_for_a_screen_that_was_not_open_yet_work_there(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", flashcard())
    keys(sit_down, home_quit="Z", study_stop="Z", summary_home="y")
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Done for now.", "y home")
        await student.press("y")
        await student.see("Rivers", "Z quit")


def test_a_binding_that_is_not_there_is_told_with_the_nearest() -> None:
    found = fit(study_hnt="z", qqqqqqqqqqqqqqq="z")
    assert found.keys == {}
    assert found.problems == (
        "No command is called `study.hnt`. Did you mean `study.hint`?",
        "No command is called `qqqqqqqqqqqqqqq`. `quizapp settings --keys` lists them all.",
    )


def test_a_key_that_is_not_there_is_told() -> None:
    assert fit(study_hint="z, foo").problems == ("`study.hint` cannot be `foo`: there is no such key.",)


@pytest.mark.parametrize("text", ["z", "Z", "!, f5", "ctrl+h", "shift+left,comma", "é", "full_stop", "/"])
def test_all_sorts_of_keys_can_be_had(text: str) -> None:
    assert fit(study_override=text).problems == ()


def test_of_two_bindings_with_the_same_key_the_first_has_it() -> None:
    found = fit(study_hint="z", study_undo="z")
    assert found.keys == {"study.hint": "z"}
    assert found.problems == ("`study.undo` cannot be `z`: `study.hint` has that key.",)


def test_one_key_may_do_different_things_on_different_screens() -> None:
    assert fit(study_hint="z", summary_undo="z").problems == ()


def test_the_keys_that_leave_the_app_stay_free() -> None:
    assert fit(study_hint="ctrl+c").problems == ("`study.hint` cannot be `ctrl+c`: `app.interrupt` has that key.",)


def test_every_binding_of_a_screen_has_an_id_and_says_what_it_does() -> None:
    ours = [binding for kind in all_kinds() for binding in vars(kind).get("BINDINGS", ())]
    assert len(ours) > 20
    assert [binding for binding in ours if not (binding.id and binding.description)] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("h", "z"),
        ("H", "z"),
        ("1-4", "1-4"),
        ("↵", "f2"),
        ("↑↓", "k ↓"),
        ("pgup pgdn", "pgup pgdn"),
        ("shift+↑", "shift+↑"),
    ],
)
def test_the_name_of_a_key_follows_its_binding(name: str, shown: str) -> None:
    assert in_force(name, StudyScreen, {"study.hint": "z", "study.forward": "f2,f3", "study.up": "k"}) == shown


@pytest.mark.parametrize(
    ("key", "name"),
    [("enter", "↵"), ("question_mark", "?"), ("pagedown", "pgdn"), ("ctrl+h", "ctrl+h"), ("shift+up", "shift+↑")],
)
def test_keys_are_written_as_the_foot_writes_them(key: str, name: str) -> None:
    assert written(key) == name

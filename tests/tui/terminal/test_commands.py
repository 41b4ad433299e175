"""The command palette: all that a key does on a screen, found by its words."""

from __future__ import annotations

from pathlib import Path

from textual.command import CommandList, CommandPalette

from tests.support.making import choice, flashcard, write_deck
from tests.support.student import SitDown, Student

HINTED = choice(hint="Egypt.")


async def search(student: Student, text: str) -> None:
    """Open the palette and type, until there is something to choose."""
    await student.press("ctrl+p")
    await student.until(lambda: isinstance(student.app.screen, CommandPalette), "the palette")
    await student.type(text)


async def choose(student: Student, text: str, command: str) -> None:
    """Search, and run the only command found."""
    await search(student, text)
    found = student.app.screen.query_one(CommandList)
    await student.until(lambda: found.option_count == 1, f"{command} alone")
    await student.see(command)
    await student.press("down", "enter")


async def test_it_lists_what_can_be_done_now_with_the_keys_for_it(sit_down: SitDown) -> None:
    async with sit_down(HINTED, size=(80, 40)) as student:
        await search(student, "")
        await student.see("Answer, continue ↵", "Hint h or H", "Mark as a guess, or not g or G", "Suspend x", "Quit q")
        assert "Undo" not in student.words
        assert "I was right" not in student.words


async def test_it_is_not_cluttered_with_keys_that_come_in_rows(sit_down: SitDown) -> None:
    async with sit_down(HINTED, size=(80, 60)) as student:
        await search(student, "")
        await student.see("Hint h or H")
        assert "Choose or rate" not in student.words
        assert student.words.count("Quit") == 1


async def test_they_are_found_by_a_search_all_the_same(sit_down: SitDown) -> None:
    async with sit_down(HINTED) as student:
        await choose(student, "rate 3", "Choose or rate 3")
        await student.see("▸ 3 Nile")


async def test_a_command_does_what_its_key_does(sit_down: SitDown) -> None:
    async with sit_down(HINTED) as student:
        await choose(student, "hint", "Hint h or H")
        await student.see("Hint: Egypt.")


async def test_it_shows_the_keys_of_the_learner(sit_down: SitDown) -> None:
    (sit_down.folder / "config.toml").write_text("[keys]\n'study.hint' = 'z, ctrl+j'\n'app.commands' = 'f4'\n")
    async with sit_down(HINTED) as student:
        await student.press("f4")
        await student.see("Hint z or ctrl+j")


async def test_it_leads_from_home_to_the_settings_on_a_small_screen(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", flashcard())
    async with sit_down(size=(40, 12)) as student:
        await student.see("Rivers")
        await choose(student, "settings", "Settings ,")
        await student.see("Theme", "esc home")


async def test_escape_puts_it_away_and_nothing_has_changed(sit_down: SitDown) -> None:
    async with sit_down(HINTED) as student:
        before = student.picture
        await search(student, "hint")
        await student.press("escape")
        await student.until(lambda: student.picture == before, "the question")


async def test_it_opens_a_deck(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", flashcard())
    async with sit_down() as student:
        await student.see("Rivers")
        await search(student, "study")
        await student.see("Study ↵")
        await student.click("Study  ")  # not what home says of a streak
        await student.see("A river's mouth of many arms")

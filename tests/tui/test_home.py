"""The home screen: the decks, what is due in each, and what is wrong with those that cannot be used."""

from __future__ import annotations

import re
from pathlib import Path

from making import choice, event, flashcard, true_false, write_deck
from student import SitDown, Student


def counts(student: Student, deck: str) -> list[int]:
    """The numbers that stand behind a deck."""
    line = next((line for line in student.lines if deck in line), "")
    return [int(number) for number in re.findall(r"\d+", line.replace(deck, ""))]


def two_decks(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice(), true_false(), flashcard())
    write_deck(tmp_path / "decks", flashcard("basin"), id="lakes", title="Lakes")


async def test_decks_are_listed_with_their_new_cards(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.see("due new learning", "Lakes", "Rivers")
        assert counts(student, "Lakes") == [0, 1, 0]
        assert counts(student, "Rivers") == [0, 3, 0]


async def test_due_and_learning_cards_are_counted(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    sit_down.knows("longest")
    learning = event(7, card="uphill", rating=1, at=sit_down.clock.at, data={"interval": 0, "step": 0, "delay": 60})
    sit_down.progress.append(learning)
    async with sit_down() as student:
        await student.see("Rivers")
        assert counts(student, "Rivers") == [1, 1, 1]


async def test_the_counts_are_up_to_date_after_a_sitting(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("enter", "space", "4")
        await student.see("Done for now.")
        await student.press("enter")
        await student.see("Rivers")
        assert counts(student, "Lakes") == [0, 0, 0]


async def test_enter_opens_the_deck_under_the_cursor(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("down", "enter")
        await student.see("Rivers", "Which river is the longest?", "0/3")


async def test_a_click_opens_a_deck(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.click("Rivers")
        await student.see("Which river is the longest?")


async def test_the_cursor_is_where_it_was_when_the_student_comes_home(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", flashcard("cataract"), id="waterfalls", title="Waterfalls")
    async with sit_down() as student:
        await student.press("down", "down", "enter", "space", "4")
        await student.see("Done for now.")
        await student.press("enter")
        await student.see("Waterfalls", "learning")
        await student.press("enter")
        await student.see("Waterfalls", "Nothing is due now.")


async def test_q_in_the_middle_of_a_sitting_leads_home_when_it_began_there(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("enter")
        await student.see("A river's mouth of many arms", "q home")
        await student.press("q")
        await student.see("Lakes", "Rivers", "learning")
        assert not student.gone


async def test_a_broken_deck_is_listed_and_opens_on_its_problems(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", choice(answer="volga"), flashcard(back=""), id="broken")
    async with sit_down() as student:
        await student.see("broken.toml ✗ has problems", "Lakes", "Rivers")
        await student.press("enter")
        await student.see("`volga` is not one of the options", "this is blank", "any key closes this")
        await student.press("enter")
        await student.see("broken.toml ✗ has problems")
        assert "volga" not in student.words


async def test_the_cursor_begins_at_the_first_deck_even_if_another_is_broken(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", choice(answer="volga"), id="zambezi")
    async with sit_down() as student:
        await student.press("enter")
        await student.see("A river's mouth of many arms")


async def test_a_file_that_is_no_toml_is_listed_with_its_line(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    (tmp_path / "decks" / "half.toml").write_text('format = 1\nid = "half', "utf-8")
    async with sit_down() as student:
        await student.press("enter")
        await student.see("not valid TOML", "line 2")


async def test_without_decks_home_says_where_to_put_one(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await student.see("No decks yet.", "--decks FOLDER")
        assert "study" not in student.foot
        before = student.picture
        await student.press("enter", "up", "down")
        assert student.picture == before


async def test_the_sheet_names_the_keys_of_home(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("?")
        await student.see("↑ ↓ move", "↵ study", "? keys", "q quit")


async def test_escape_and_q_leave_the_app(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    for key in ("escape", "q"):
        async with sit_down() as student:
            await student.press(key)
            await student.until(lambda: student.gone, "the end")


async def test_more_decks_than_lines_can_all_be_reached(sit_down: SitDown, tmp_path: Path) -> None:
    for number in range(12):
        write_deck(tmp_path / "decks", flashcard(), id=f"deck-{number:02}", title=f"Deck {number:02}")
    async with sit_down(size=(40, 12)) as student:
        for number in range(12):
            assert f"Deck {number:02}" in student.screen
            await student.press("down")
        assert "↵ study" in student.foot


async def test_a_long_title_is_cut_before_the_numbers(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", flashcard(), title="A long title " * 10)
    async with sit_down(size=(40, 12)) as student:
        await student.see("…")
        line = next(line for line in student.lines if "…" in line)
        assert line.split()[-2:] == ["0", "1"]

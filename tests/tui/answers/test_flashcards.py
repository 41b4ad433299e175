"""Flashcards: turned, then graded by the student."""

from __future__ import annotations

import pytest

from tests.support.making import flashcard
from tests.support.student import SitDown

DELTA = flashcard(hint="Greek.", explanation="After the letter.")


async def test_the_back_is_not_to_be_seen_before_the_card_is_turned(sit_down: SitDown) -> None:
    async with sit_down(DELTA) as student:
        await student.see("A river's mouth of many arms", "Think of the answer", "space turn")
        assert "A delta" not in student.words
        assert "After the letter." not in student.words


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_space_and_enter_turn_the_card(sit_down: SitDown, key: str) -> None:
    async with sit_down(DELTA) as student:
        await student.press(key)
        await student.see("A river's mouth of many arms", "A delta", "After the letter.")


async def test_a_click_turns_the_card(sit_down: SitDown) -> None:
    async with sit_down(DELTA) as student:
        await student.click("Think of the answer")
        await student.see("A delta")


async def test_a_turned_card_stays_turned(sit_down: SitDown) -> None:
    async with sit_down(DELTA) as student:
        await student.press("space")
        await student.see("A delta")
        before = student.picture
        await student.press("space")
        await student.click("A delta")
        assert student.picture == before


async def test_all_four_ratings_are_offered_and_good_is_the_default(sit_down: SitDown) -> None:
    async with sit_down(DELTA) as student:
        await student.press("space")
        await student.see("1 again 2 hard 3 good ↵ 4 easy 1 minute 6 minutes 10 minutes 7 days")


@pytest.mark.parametrize(("key", "rating"), [("1", 1), ("4", 4), ("enter", 3)])
async def test_a_rating_is_logged_and_brings_the_next_card(sit_down: SitDown, key: str, rating: int) -> None:
    async with sit_down(DELTA, flashcard("mouth", prompt="Where does a river end?", back="At its mouth")) as student:
        await student.press("space", key)
        await student.see("Where does a river end?", "Think of the answer")
        assert [event.rating for event in sit_down.progress.events()] == [rating]


async def test_the_student_is_never_told_right_or_wrong(sit_down: SitDown) -> None:
    async with sit_down(DELTA) as student:
        await student.press("space")
        await student.see("A delta")
        assert "right" not in student.words
        assert "wrong" not in student.words


async def test_digits_letters_and_commands_for_marked_answers_do_nothing(sit_down: SitDown) -> None:
    async with sit_down(DELTA) as student:
        before = student.picture
        await student.press("1", "4", "a", "g", "G", "o", "u", "up", "down", "tab", "escape")
        assert student.picture == before
        await student.press("space")
        await student.see("A delta")
        before = student.picture
        await student.press("5", "9", "a", "g", "h", "o", "up", "down", "tab", "escape")
        assert student.picture == before


async def test_a_reversible_card_is_asked_both_ways_but_not_in_a_row(sit_down: SitDown) -> None:
    other = flashcard("mouth", prompt="Where does a river end?", back="At its mouth")
    async with sit_down(flashcard(reverse=True), other) as student:
        await student.see("A river's mouth of many arms")
        await student.press("space", "4")
        await student.see("Where does a river end?")
        await student.press("space", "4")
        await student.see("A delta")
        await student.press("space")
        await student.see("A river's mouth of many arms")

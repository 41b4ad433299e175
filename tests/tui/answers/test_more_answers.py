"""What is particular to numbers, dates, orders, pairs and answers in the student's own words."""

from __future__ import annotations

from tests.support.making import dated, match, number, open_question, order
from tests.support.student import SitDown


async def test_a_word_for_a_number_is_asked_for_again_on_the_same_line(sit_down: SitDown) -> None:
    async with sit_down(number()) as student:
        await student.type("far")
        await student.press("enter")
        await student.see("far", "km", "or press Enter again to see the answer")
        assert student.showing.verdict is None
        await student.press("backspace", "backspace", "backspace", *"2850", "enter")
        await student.see("✓ Right")


async def test_tab_goes_through_the_fields_of_a_date(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.see("day", "month", "year")
        await student.press("1", "6", "tab", *"Jan", "tab", *"1362", "enter")
        await student.see("✓ Right")


async def test_a_field_left_blank_is_pointed_out_once(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press("1", "6", "tab", "tab", *"1362", "enter")
        await student.see("No month yet. Press Enter again to submit anyway.")
        assert student.showing.verdict is None
        await student.press(*"January", "enter")
        await student.see("✓ Right")


async def test_an_item_is_carried_with_shift_and_the_arrows(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        first, second, third = student.showing.order
        await student.press("shift+down")
        assert student.showing.response == [second, first, third]
        await student.press("shift+down", "shift+down")
        assert student.showing.response == [second, third, first]


async def test_an_item_is_picked_up_and_put_down_with_space(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        first, second, third = student.showing.order
        await student.see("space pick up")
        await student.press("down", "space")
        await student.see("space put down")
        await student.press("up", "space", "down", "down")
        assert student.showing.response == [second, first, third]


async def test_a_pair_is_parted_with_space(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        await student.press("b", "1")
        assert student.showing.response == {"volga": student.showing.order[0]}
        await student.press("b", "space")
        assert student.showing.response is None


async def test_the_points_made_propose_the_rating(sit_down: SitDown) -> None:
    async with sit_down(open_question()) as student:
        await student.type("Banks")
        await student.press("enter")
        await student.see("A model answer", "a [ ] The outer bank", "b [ ] Sand settles", "1 again ↵")
        await student.press("a", "b")
        await student.see("a [x] The outer bank", "b [x] Sand settles", "3 good ↵")
        await student.press("b")
        await student.see("2 hard ↵")


async def test_own_words_can_have_lines(sit_down: SitDown) -> None:
    async with sit_down(open_question()) as student:
        await student.press("a", "ctrl+j", "b")
        assert student.showing.response == {"text": "a\nb", "ticked": []}

"""Items put in order and pairs made: by keys and by clicks, and their verdict in place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.making import match, order
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep

LONG_ORDER = order(
    items={f"town-{number}": f"Town {number}, whose name takes more than a line of it" for number in range(1, 13)},
    answer=[f"town-{number}" for number in range(1, 13)],
)


def places(student: Student) -> dict[str, str]:
    """The digit of each thing on the right."""
    return {name: str(index) for index, name in enumerate(student.showing.order, 1)}


async def put(student: Student, *wanted: str) -> None:
    """Carry the items into this order."""
    await student.press("shift+down")
    for place, item in enumerate(wanted, 1):
        held: Any = student.showing.response or list(student.showing.order)
        await student.press(str(held.index(item) + 1), "space", str(place), "space")


async def test_each_item_in_its_verdict_tells_where_it_was(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        await put(student, "vienna", "belgrade", "ulm")
        await student.press("enter")
        await student.see(
            "✗ 1 Ulm (yours: 3) ◐ 2 Vienna (yours: 1) ◐ 3 Belgrade (yours: 2)",
            "◐ Partly right: 1 of 2 in the right sequence",
        )


async def test_an_item_in_another_place_but_beside_its_right_neighbour_has_a_sign_that_is_explained(
    sit_down: SitDown,
) -> None:
    async with sit_down(order()) as student:
        await put(student, "vienna", "belgrade", "ulm")
        await student.press("enter")
        await student.see("◐ wrong place, right sequence")


async def test_neighbours_are_no_help_where_only_the_exact_order_counts(sit_down: SitDown) -> None:
    async with sit_down(order(scoring="exact")) as student:
        await put(student, "vienna", "belgrade", "ulm")
        await student.press("enter")
        await student.see("✗ 2 Vienna (yours: 1) ✗ 3 Belgrade (yours: 2)")
        assert "◐" not in student.screen


async def test_letters_typed_by_mistake_do_nothing_to_an_order(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        before = student.picture
        await student.type("bad")
        assert student.picture == before


async def test_an_item_in_its_place_is_right_among_wrong_ones(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        await put(student, "ulm", "belgrade", "vienna")
        await student.press("enter")
        await student.see("✓ 1 Ulm ✗ 2 Vienna (yours: 3) ✗ 3 Belgrade (yours: 2)")


async def test_going_to_an_item_is_not_touching_the_order(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        await student.press("down", "3", "space", "space")
        assert student.showing.response is None
        await student.press("enter")
        await student.see("or press Enter again to see the answer.")


async def test_an_order_moved_and_moved_back_is_an_answer(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        shown = list(student.showing.order)
        await student.press("shift+down", "shift+up")
        assert student.showing.response == shown
        await student.press("enter")
        assert student.showing.verdict is not None


async def test_a_digit_goes_to_an_item_and_puts_it_where_it_says_while_it_is_carried(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        first, second, third = student.showing.order
        await student.press("3")
        await student.see("▸ 3")
        await student.press("space", "1")
        await student.see("⇅ 1")
        assert student.showing.response == [third, first, second]


@pytest.mark.parametrize(("at", "key"), [("1", "shift+up"), ("3", "shift+down")])
async def test_an_item_cannot_be_carried_off_the_end(sit_down: SitDown, at: str, key: str) -> None:
    async with sit_down(order()) as student:
        await student.press(at, key)
        assert student.showing.response is None


async def test_clicking_the_carried_item_puts_it_down_where_it_was(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        await student.click("Ulm")
        await student.see("⇅", "space put down")
        await student.click("Ulm")
        assert "⇅" not in student.screen
        assert student.showing.response is None


async def test_an_item_that_is_carried_stays_in_view(sit_down: SitDown) -> None:
    async with sit_down(LONG_ORDER, size=(40, 12)) as student:
        town = LONG_ORDER["items"][student.showing.order[0]].partition(",")[0]
        for number in range(2, 13):
            await student.press("shift+down")
            await student.see(f"▸ {number} {town},")


async def test_the_sheet_of_keys_tells_the_other_ways_to_carry(sit_down: SitDown) -> None:
    async with sit_down(order()) as student:
        await student.press("?")
        await student.see("shift+↑ shift+↓ move item", "1-3 go to that place, or put the item there")


async def test_a_pair_shows_the_digit_of_its_partner(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        await student.see("a Rhone → ·", "b Volga → ·")
        await student.press("a", "2")
        await student.see("a Rhone → 2", "b Volga → ·")


async def test_after_a_pair_is_made_the_next_free_one_is_at_hand(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        await student.see("▸ a Rhone")
        await student.press("1")
        await student.see("▸ b Volga")
        await student.press("2")
        assert student.showing.response == {"rhone": student.showing.order[0], "volga": student.showing.order[1]}


async def test_a_partner_is_taken_from_whoever_had_it(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        await student.press("a", "1", "b", "1")
        assert student.showing.response == {"volga": student.showing.order[0]}
        await student.see("a Rhone → ·", "b Volga → 1")


async def test_a_partner_of_two_is_shared(sit_down: SitDown) -> None:
    async with sit_down(match(answer={"rhone": "caspian", "volga": "caspian"})) as student:
        caspian = places(student)["caspian"]
        await student.press("a", caspian, "b", caspian, "enter")
        await student.see("✓ Rhone → Caspian Sea", "✓ Volga → Caspian Sea", "✓ Right")


async def test_space_parts_the_pair_under_the_cursor(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        await student.press("a", "1", "b", "2", "up", "space")
        assert student.showing.response == {"volga": student.showing.order[1]}
        await student.see("▸ a Rhone → ·")


async def test_digits_and_letters_beyond_the_lists_pair_nothing(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        before = student.picture
        await student.press("c", "i", "4", "9")
        assert student.picture == before


async def test_wrong_and_missing_pairs_tell_what_was_given(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        await student.press("b", places(student)["baltic"], "enter")
        await student.see(
            "✗ Rhone → Mediterranean yours: none",
            "✗ Volga → Caspian Sea yours: Baltic Sea",
            "✗ Not quite: 0 of 2 pairs right",
        )


async def test_a_right_pair_stands_among_wrong_ones(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        await student.press("b", places(student)["caspian"], "enter")
        await student.see("✗ Rhone → Mediterranean yours: none", "✓ Volga → Caspian Sea", "◐ Partly right: 1 of 2")


@sweep("size", [(80, 24), (40, 12)], always=[(40, 12)])
async def test_clicks_pair_on_the_second_line_of_a_wrapped_item_too(sit_down: SitDown, size: tuple[int, int]) -> None:
    question = match(
        left={"rhone": "Rhone, which flows out of a large lake at its western-end", "volga": "Volga"},
        right={"caspian": "Caspian Sea, which is by its nature a lake with salt-water", "mediterranean": "Middle"},
    )
    async with sit_down(question, size=size) as student:
        await student.click("western-end")
        await student.click("salt-water")
        assert student.showing.response == {"rhone": "caspian"}


async def test_no_pair_is_asked_for_once_more_then_shown(sit_down: SitDown) -> None:
    async with sit_down(match()) as student:
        await student.press("a", "1", "a", "space", "enter")
        await student.see("Match the items, or press Enter again to see the answer.")
        await student.press("enter")
        await student.see("Rhone → Mediterranean", "Volga → Caspian Sea", "✗ Skipped")

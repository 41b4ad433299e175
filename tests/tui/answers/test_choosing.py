"""Questions with options: choosing one, several, true or false, by keyboard and by mouse."""

from __future__ import annotations

import pytest

from tests.support.making import choice, multiple, true_false
from tests.support.student import SitDown

MANY = choice(
    prompt="Which river has this number?",
    options={f"river-{number}": f"River number {number}" for number in range(1, 13)},
    answer="river-9",
    hint="Count.",
)


@pytest.mark.parametrize(("key", "river"), [("1", "Amazon"), ("4", "Rhine"), ("a", "Amazon"), ("d", "Rhine")])
async def test_a_digit_or_a_letter_chooses_an_option(sit_down: SitDown, key: str, river: str) -> None:
    async with sit_down(choice()) as student:
        await student.press(key)
        await student.see(f"▸ {'1' if river == 'Amazon' else '4'} {river}")


async def test_another_choice_takes_the_place_of_the_first(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("1", "2")
        await student.see("▸ 2 Danube")
        assert student.screen.count("▸") == 1


async def test_a_digit_without_an_option_does_nothing(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        before = student.picture
        await student.press("5", "9", "e", "i")
        assert student.picture == before


async def test_the_arrows_choose_from_either_end(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("up")
        await student.see("▸ 4 Rhine")
        await student.press("down")
        await student.see("▸ 4 Rhine")
        await student.press("up", "up", "up", "up")
        await student.see("▸ 1 Amazon")


async def test_choosing_is_not_answering(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("3")
        assert student.showing.verdict is None
        await student.press("enter")
        assert student.showing.verdict is not None


async def test_a_ninth_option_has_a_key(sit_down: SitDown) -> None:
    async with sit_down(MANY) as student:
        await student.press("9")
        await student.see("▸ 9 River number 9")
        await student.press("a", "i")
        await student.see("▸ 9 River number 9")


@pytest.mark.parametrize(("key", "number"), [("g", 7), ("h", 8)])
async def test_with_many_options_g_and_h_are_options(sit_down: SitDown, key: str, number: int) -> None:
    async with sit_down(MANY) as student:
        await student.press(key)
        await student.see(f"▸ {number} River number {number}")
        assert not student.showing.hint


@pytest.mark.parametrize(("key", "note"), [("H", "Hint: Count."), ("G", "Marked as a guess")])
async def test_with_many_options_the_capitals_are_still_commands(sit_down: SitDown, key: str, note: str) -> None:
    async with sit_down(MANY) as student:
        await student.press(key)
        await student.see(note)
        assert "▸" not in student.screen


async def test_with_many_options_the_foot_names_the_capitals(sit_down: SitDown) -> None:
    async with sit_down(MANY) as student:
        await student.see("H hint", "G guess")


async def test_only_nine_options_are_offered_by_digit(sit_down: SitDown) -> None:
    async with sit_down(MANY) as student:
        await student.see("1-9 choose")


async def test_options_beyond_the_ninth_are_reached_with_the_arrows(sit_down: SitDown) -> None:
    async with sit_down(MANY) as student:
        await student.press("9", "down", "down", "down", "enter")
        await student.see("✗ 12 River number 12")


async def test_space_ticks_and_unticks_where_the_cursor_is(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        await student.press("down", "down", "space")
        await student.see("[ ] Amazon", "▸ 2 [x] Danube")
        await student.press("space")
        await student.see("▸ 2 [ ] Danube")


async def test_a_digit_ticks_and_unticks_one_of_several(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        await student.press("2", "4")
        await student.see("[x] Danube", "[x] Rhine")
        await student.press("2")
        await student.see("[ ] Danube", "[x] Rhine")


async def test_space_ticks_nothing_before_the_cursor_is_somewhere(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        before = student.picture
        await student.press("space")
        assert student.picture == before


async def test_true_and_false_keep_their_order(sit_down: SitDown) -> None:
    async with sit_down(true_false()) as student:
        await student.see("1 True 2 False")
        await student.press("2", "enter")
        await student.see("✓ 2 False")


async def test_options_are_shuffled_unless_the_deck_says_not_to(sit_down: SitDown) -> None:
    options = {f"river-{number}": f"River {number:02}" for number in range(1, 21)}
    async with sit_down(choice(options=options, answer="river-1", shuffle=True)) as student:
        assert student.showing.order != tuple(options)
        assert sorted(student.showing.order) == sorted(options)


async def test_a_click_chooses_an_option(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.click("Danube")
        await student.see("▸ 2 Danube")
        assert student.showing.verdict is None


async def test_a_click_anywhere_on_a_wrapped_option_chooses_it(sit_down: SitDown) -> None:
    long = {"first": "word " * 30 + "end-of-first", "second": "Second"}
    async with sit_down(choice(options=long, answer="second")) as student:
        await student.click("end-of-first")
        await student.see("▸ 1 word")
        await student.click("Second")
        await student.see("▸ 2 Second")


async def test_a_double_click_answers(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.click("Nile", times=2)
        await student.see("✓ 3 Nile", "✓ Right")


async def test_a_double_click_does_not_answer_where_several_may_be_right(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        await student.click("Danube", times=2)
        await student.see("[ ] Danube")
        assert student.showing.verdict is None


async def test_a_click_changes_nothing_after_the_verdict(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("3", "enter")
        before = student.picture
        await student.click("Danube", times=2)
        assert student.picture == before


@pytest.mark.parametrize("question", [choice(), multiple(), true_false()])
async def test_no_option_is_asked_for_once_more_then_shown(sit_down: SitDown, question: dict[str, object]) -> None:
    async with sit_down(question) as student:
        await student.press("enter")
        await student.see("or press Enter again to see the answer.")
        assert student.showing.verdict is None
        await student.press("enter")
        await student.see("✗ Skipped", "1 again ↵")


async def test_choosing_takes_the_request_away(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("enter")
        await student.see("Pick an option")
        await student.press("1")
        assert "Pick an option" not in student.words

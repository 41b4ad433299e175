"""Long questions on small and large screens: everything can be brought into view, and the keys stay in view."""

from __future__ import annotations

import pytest

from tests.support.making import choice, flashcard, multiple, order, text, true_false
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep

every_size = sweep("size", [(40, 12), (80, 24), (200, 60)], always=[(40, 12)])
small_sizes = sweep("size", [(40, 12), (80, 24)], always=[(40, 12)])

FIRST, LAST = "Here begins the question.", "Here it ends?"
PROMPT = FIRST + " It goes on for a while, as a question of a thorough teacher does." * 23 + " " + LAST
OPTIONS = {
    f"option-{number}": f"Begin-{number}. " + "Some words of it. " * 6 + f"End-{number}." for number in range(1, 21)
}
LONG_CHOICE = choice(prompt=PROMPT, options=OPTIONS, answer="option-20")


async def scroll_to(student: Student, key: str, *texts: str) -> None:
    """Press `key` until the screen shows all of `texts`."""
    for _ in range(80):
        if all(text in student.words for text in texts):
            return
        before = student.screen
        await student.press(key)
        assert student.screen != before, f"{key} stops before {texts}:\n{student.screen}"


async def test_the_question_is_about_as_long_as_a_page() -> None:
    assert len(PROMPT) >= 1500


@every_size
async def test_every_option_comes_into_view_with_the_arrows(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(LONG_CHOICE, size=size) as student:
        for number in range(1, 21):
            await student.press("down")
            await student.see(f"Begin-{number}.", f"End-{number}.", "↵ answer", "? keys")
        await student.press(*["up"] * 19)
        await student.see("Begin-1.", "End-1.")


async def test_every_one_of_several_options_can_be_ticked_in_view(sit_down: SitDown) -> None:
    question = {**LONG_CHOICE, "type": "multiple", "answer": list(OPTIONS)}
    async with sit_down(question, size=(40, 12)) as student:
        for number in range(1, 21):
            await student.press("down", "space")
            assert f"▸ {number:>2} [x] Begin-{number}." in student.screen
        await student.press("enter")
        assert student.showing.verdict is not None
        assert student.showing.verdict.mark is not None
        assert student.showing.verdict.mark.right


@small_sizes
async def test_the_whole_question_comes_into_view_page_by_page(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(LONG_CHOICE, size=size) as student:
        await student.see(FIRST, "↵ answer")
        await scroll_to(student, "pagedown", LAST)
        await scroll_to(student, "pagedown", "End-20.")
        await scroll_to(student, "pageup", FIRST)


@small_sizes
async def test_page_by_page_no_line_is_passed_over(sit_down: SitDown, size: tuple[int, int]) -> None:
    lines = [f"Line number {number}." for number in range(1, 61)]
    async with sit_down(flashcard(prompt="\n".join(lines)), size=size) as student:
        seen: set[str] = set()
        while lines[-1] not in student.words:
            seen |= {line for line in lines if line in student.words}
            await student.press("pagedown")
        assert seen | {line for line in lines if line in student.words} == set(lines)


@small_sizes
async def test_the_end_of_a_long_verdict_comes_into_view(sit_down: SitDown, size: tuple[int, int]) -> None:
    question = {**LONG_CHOICE, "explanation": "It is explained. " * 20 + "And so it ends."}
    async with sit_down(question, size=size) as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Begin-1.", "✓ 20 Begin-20.", "1 again ↵")
        await scroll_to(student, "pagedown", "It is explained.")
        await scroll_to(student, "pagedown", "And so it ends.")


async def test_what_was_wrong_is_in_view_when_the_verdict_comes_to_a_small_screen(sit_down: SitDown) -> None:
    explanation = "The Nile was explored late, and its sources were long in dispute between gentlemen. " * 2
    async with sit_down(choice(explanation=explanation), size=(40, 12)) as student:
        await student.press("1", "enter")
        await student.see("The Nile was explored late")
        assert "✗ 1 Amazon" in student.words
        assert "✓ 3 Nile" in student.words


@every_size
async def test_a_question_that_does_not_fit_shows_that_it_scrolls(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(LONG_CHOICE, size=size) as student:
        assert student.app.screen.query_one("#body").show_vertical_scrollbar
    async with sit_down(true_false(), size=size) as student:
        assert not student.app.screen.query_one("#body").show_vertical_scrollbar


@small_sizes
async def test_a_hint_to_a_long_question_comes_into_view(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down({**LONG_CHOICE, "hint": "It is the last one."}, size=size) as student:
        await student.press("H")
        await student.see("Hint: It is the last one.")


@small_sizes
async def test_the_line_to_type_on_is_in_view_below_a_long_question(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(text(prompt=PROMPT), size=size) as student:
        await student.type("Belgrade")
        await student.see("Belgrade")


@small_sizes
async def test_a_long_question_can_be_read_again_while_typing(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(text(prompt=PROMPT), size=size) as student:
        await student.type("Bel")
        await scroll_to(student, "pageup", FIRST)
        await student.type("grade")
        assert student.showing.response == "Belgrade"


async def test_on_a_large_screen_lines_stay_short_enough_to_read(sit_down: SitDown) -> None:
    async with sit_down(LONG_CHOICE, size=(200, 60)) as student:
        assert max(len(line.partition("│")[0].strip()) for line in student.lines) <= 100


async def test_on_a_small_screen_nothing_but_the_question_takes_room(sit_down: SitDown) -> None:
    async with sit_down(choice(tags=["geography"], difficulty=3), size=(40, 12)) as student:
        assert [line.strip() for line in student.lines[1:6]] == [
            "Which river is the longest?",
            "1 Amazon",
            "2 Danube",
            "3 Nile",
            "4 Rhine",
        ]


@pytest.mark.parametrize("width", [30, 40, 50, 60, 70])
async def test_a_narrow_foot_shows_fewer_keys_but_none_cut_off(sit_down: SitDown, width: int) -> None:
    async with sit_down(choice(hint="Egypt.")) as student:
        wide = student.foot.split("   ")
        await student.resize(width, 24)
        assert set(student.foot.split("   ")) <= set(wide)


async def test_a_resize_keeps_the_choice_and_fits_everything_anew(sit_down: SitDown) -> None:
    async with sit_down(LONG_CHOICE) as student:
        await student.press("2")
        await student.resize(40, 12)
        await student.until(lambda: max(len(line) for line in student.lines) <= 40, "lines of 40 cells")
        await student.see("▸ 2 Begin-2.", "↵ answer")
        await student.resize(200, 60)
        await student.see("▸ 2 Begin-2.", "End-2.")


@pytest.mark.parametrize("size", [(20, 6), (1, 1)], ids=str)
async def test_a_screen_too_small_for_anything_does_not_break_the_app(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with sit_down(choice(hint="Egypt."), multiple(), text(), flashcard()) as student:
        await student.resize(*size)
        await student.press("1", "enter", "enter", "2", "enter", "enter", "X", "enter", "enter", "space", "1", "?", "q")
        await student.resize(80, 24)
        assert student.app.is_running


async def test_options_stand_in_one_column_whatever_their_number(sit_down: SitDown) -> None:
    options = {f"river-{number}": f"River number {number}" for number in range(1, 13)}
    async with sit_down(choice(options=options, answer="river-1")) as student:
        assert len({line.index("River") for line in student.lines if "River number" in line}) == 1


async def test_on_a_small_screen_the_verdict_leaves_out_options_neither_chosen_nor_right(sit_down: SitDown) -> None:
    options = {f"river-{number}": f"The river number {number} of a long list of rivers" for number in range(1, 7)}
    async with sit_down(choice(options=options, answer="river-6"), size=(40, 12)) as student:
        await student.press("1", "enter")
        await student.see("✗ 1 The river number 1", "✓ 6 The river number 6")
        assert "number 3" not in student.words


async def test_the_verdict_of_a_long_order_is_in_view_on_a_small_screen(sit_down: SitDown) -> None:
    items = {f"town-{number}": f"Town {number}, whose name takes more than a line" for number in range(1, 9)}
    answer = [f"town-{number}" for number in range(1, 9)]
    async with sit_down(order(items=items, answer=answer), size=(40, 12)) as student:
        await student.press("shift+down", "enter")
        await student.see("7 in the right sequence", "1 Town 1", "pgdn more")
        await scroll_to(student, "pagedown", "8 Town 8")
        assert "more" not in student.foot


async def test_the_bar_tells_what_is_done_what_is_under_way_and_how_many_cards_are_left(sit_down: SitDown) -> None:
    async with sit_down(flashcard("one"), flashcard("two", prompt="Second"), size=(40, 12)) as student:
        assert student.lines[0].endswith("────── 2 to finish")
        await student.press("space", "1")
        assert student.lines[0].endswith("╍╍╍─── 2 to finish")
        await student.press("space", "1")
        assert student.lines[0].endswith("╍╍╍╍╍╍ 2 to finish")
        await student.press("space", "4")
        assert student.lines[0].endswith("━━━╍╍╍ 1 to finish")

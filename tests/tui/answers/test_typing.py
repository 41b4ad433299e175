"""Typed answers: letters go to the line while it has the focus, and to the keys of the screen once it is left."""

from __future__ import annotations

import pytest

from tests.support.making import choice, text
from tests.support.student import SitDown

RIVER = text(
    prompt="Which river flows through Omsk?",
    accept=["Irtysh", "Irtish"],
    reject={"Ob": "The Ob is its elder sister."},
    hint="It comes from China.",
    explanation="It joins the Ob.",
)


async def test_the_line_has_the_focus_from_the_start(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.type("Ob")
        await student.see("Ob", "esc other keys")
        assert student.showing.response == "Ob"


async def test_keys_that_are_letters_elsewhere_are_typed(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.press("h", "g", "o", "s", "u", "x", "q", "question_mark", "1", "space", "a", "H")
        assert student.showing.response == "hgosuxq?1 aH"
        assert not student.gone


async def test_enter_answers(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.type("irtish")
        await student.press("enter")
        await student.see("✓ Right", "It joins the Ob.", "3 good ↵")


async def test_escape_leaves_the_line_and_tab_comes_back(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.press("I", "escape", "b", "1")
        assert student.showing.response == "I"
        await student.press("tab", "r")
        assert student.showing.response == "Ir"


async def test_a_click_comes_back_to_the_line(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.press("escape")
        await student.see("tab back to typing")
        await student.click("your answer")
        await student.press("I")
        assert student.showing.response == "I"


async def test_tab_on_the_line_stays_there(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.press("I", "tab", "r")
        assert student.showing.response == "Ir"


async def test_the_foot_shows_other_keys_once_the_line_is_left(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        assert "hint" not in student.foot
        await student.press("escape")
        await student.see("tab back to typing", "↵ answer", "h hint", "q quit")


async def test_a_hint_leaves_what_was_typed(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.press("I", "escape", "h")
        await student.see("Hint: It comes from China.")
        await student.press("tab", "r")
        assert student.showing.response == "Ir"
        await student.see("Hint: It comes from China.")


async def test_enter_answers_away_from_the_line_too(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.type("Irtysh")
        await student.press("escape", "enter")
        await student.see("✓ Right")


@pytest.mark.parametrize("blank", ["", "  "])
async def test_a_blank_line_is_asked_for_once_more_then_answered(sit_down: SitDown, blank: str) -> None:
    async with sit_down(RIVER) as student:
        await student.type(blank)
        await student.press("enter")
        await student.see("Type an answer, or press Enter again to see the answer.")
        assert student.showing.verdict is None
        await student.press("enter")
        await student.see("✗ Skipped. The answer: Irtysh")


async def test_an_answer_after_a_blank_is_marked(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.press("enter")
        await student.see("Type an answer")
        await student.type("Irtysh")
        assert "Type an answer;" not in student.words
        await student.press("enter")
        await student.see("✓ Right")


async def test_a_misspelling_is_right_and_shown_spelled_right(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.type("Irtyhs")
        await student.press("enter")
        await student.see("✓ Right, but check your spelling: Irtysh")


async def test_a_rejected_answer_says_why(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.type("Ob")
        await student.press("enter")
        await student.see("✗ Not quite: The Ob is its elder sister. The answer: Irtysh")


async def test_what_was_typed_stays_in_sight_and_cannot_be_changed_any_more(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.type("Volga")
        await student.press("enter")
        before = student.picture
        await student.see("Volga", "✗ Not quite: the answer is Irtysh")
        await student.press("tab", "z", "backspace", "escape")
        assert student.picture == before


async def test_the_next_line_begins_empty(sit_down: SitDown) -> None:
    async with sit_down(RIVER, text("second", prompt="And through Tomsk?", accept=["Tom"])) as student:
        await student.press("O", "b", "enter", "enter")
        await student.see("And through Tomsk?", "your answer", "esc other keys")
        await student.press("T", "o", "m", "enter")
        await student.see("✓ Right")


async def test_after_a_line_keys_choose_again(sit_down: SitDown) -> None:
    async with sit_down(RIVER, choice()) as student:
        await student.press("O", "b", "enter", "enter")
        await student.see("Which river is the longest?")
        await student.press("3")
        await student.see("▸ 3 Nile")


async def test_a_pasted_page_is_marked_like_any_answer(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.paste("word " * 2000 + "\nsecond line")
        await student.press("enter")
        await student.see("✗ Not quite: the answer is Irtysh")


async def test_the_keypad_is_offered_to_those_alone_who_use_the_mouse(sit_down: SitDown) -> None:
    async with sit_down(text(), size=(40, 12)) as student:
        await student.see("Where does the Sava end?")
        assert "mouse" not in student.words
        await student.click("Where does")
        await student.see("click here to type with the mouse")


async def test_a_line_takes_joiners_and_several_pasted_lines_as_one(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        for character in "m\u200cn":
            await student.send(character)
        await student.press("left")
        await student.send("\u200d")
        assert student.showing.response == "m\u200c\u200dn"
    async with sit_down(RIVER, id="pasted") as student:
        await student.paste("Ir\u200ctysh\n\tand\x07 Ob \n")
        assert student.showing.response == "Ir\u200ctysh and Ob"


async def test_a_paste_replaces_what_is_selected(sit_down: SitDown) -> None:
    async with sit_down(RIVER) as student:
        await student.type("Irtysh")
        await student.press("shift+home")
        await student.paste("Ob")
        assert student.showing.response == "Ob"

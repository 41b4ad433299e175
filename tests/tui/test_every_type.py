"""Every type of question on a usual and a small screen: with the keys alone, with the mouse alone, and interrupted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.tui.answers.keypad import CELL, ROWS
from tests.support.making import EXAMPLES, true_false
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep

Act = Callable[[Student], Awaitable[None]]

NEXT = true_false("next", prompt="Is this the next card?")
TOWNS = {"ulm": "Ulm", "vienna": "Vienna", "belgrade": "Belgrade"}

VERDICTS = {
    "card": ["A delta", "3 good ↵"],
    "choice": ["✓ 3 Nile"],
    "multiple": ["✓ 2 [x] Danube", "✓ 4 [x] Rhine", "✓ Right"],
    "true-false": ["✓ 2 False"],
    "text": ["✓ Right"],
    "number": ["✓ Right"],
    "date": ["✓ Right"],
    "order": ["✓ 1 Ulm ✓ 2 Vienna ✓ 3 Belgrade", "✓ Right"],
    "match": ["✓ Rhone → Mediterranean ✓ Volga → Caspian Sea", "✓ Right"],
    "cloze": ["The ✓ Sava meets", "✓ Right"],
    "open": ["a [x] The outer bank", "b [x] Sand settles", "3 good ↵"],
}

every_type = pytest.mark.parametrize("kind", QUESTION_TYPES)
every_type_but_the_flashcard = pytest.mark.parametrize("kind", [kind for kind in QUESTION_TYPES if kind != "card"])
both_sizes = sweep("size", [(80, 24), (40, 12)], always=[(40, 12)])


def keys(*names: str) -> Act:
    """Press these."""

    async def act(student: Student) -> None:
        await student.press(*names)

    return act


def clicks(*texts: str) -> Act:
    """Click on these."""

    async def act(student: Student) -> None:
        for place in texts:
            await student.see(place)  # what is to be done next may have to be scrolled to
            await student.click(place)

    return act


async def open_keypad(student: Student) -> None:
    """It is offered once the mouse was used, wherever that was."""
    await student.click(student.lines[0].split()[0])
    await student.click("click here to type")


async def click_out(student: Student, letters: str) -> None:
    """Type on the keypad, which is open."""
    for letter in letters:
        row = next(row for row in ROWS if letter in row)
        await student.click("  ".join(row), right=CELL * row.index(letter))


def clicks_out(letters: str) -> Act:
    """Open the keypad and type on it."""

    async def act(student: Student) -> None:
        await open_keypad(student)
        await click_out(student, letters)
        await student.click("↵")

    return act


def signs(student: Student) -> str:
    """The question as it stands, whatever line the cursor is on."""
    return "\n".join(student.lines[2:-2]).replace("▸", " ")


def arranged(student: Student) -> list[str]:
    """The items of an order as they stand."""
    response = student.showing.response
    return response if isinstance(response, list) else list(student.showing.order)


async def arrange_by_keys(student: Student) -> None:
    for place, town in enumerate(TOWNS, 1):
        held = arranged(student).index(town) + 1
        await student.press(str(held), "space", str(place), "space")
    await student.press("enter")


async def arrange_by_mouse(student: Student) -> None:
    for place, town in enumerate(TOWNS):
        there = arranged(student)[place]
        if there != town:
            await student.click(TOWNS[town])
            await student.click(TOWNS[there])
    await student.click("↵")


async def pair_by_keys(student: Student) -> None:
    places = {name: str(index) for index, name in enumerate(student.showing.order, 1)}
    await student.press("a", places["mediterranean"], "b", places["caspian"], "enter")


async def date_by_mouse(student: Student) -> None:
    await open_keypad(student)
    await click_out(student, "16")
    await student.click("month")
    await click_out(student, "january")
    await student.click("year")
    await click_out(student, "1362")
    await student.click("↵")


async def words_by_mouse(student: Student) -> None:
    await clicks_out("sand")(student)
    await clicks("a [ ]", "b [ ]")(student)


BY_KEYS: dict[str, Act] = {
    "card": keys("space"),
    "choice": keys("3", "enter"),
    "multiple": keys("2", "down", "down", "space", "enter"),
    "true-false": keys("2", "enter"),
    "text": keys(*"Belgrade", "enter"),
    "number": keys(*"2850", "enter"),
    "date": keys(*"16", "tab", *"January", "tab", *"1362", "enter"),
    "order": arrange_by_keys,
    "match": pair_by_keys,
    "cloze": keys(*"Sava", "enter"),
    "open": keys(*"Sand", "enter", "a", "down", "space"),
}

BY_MOUSE: dict[str, Act] = {
    "card": clicks("Think of the answer"),
    "choice": clicks("Nile", "↵"),
    "multiple": clicks("Danube", "Rhine", "↵"),
    "true-false": clicks("False", "↵"),
    "text": clicks_out("belgrade"),
    "number": clicks_out("2850"),
    "date": date_by_mouse,
    "order": arrange_by_mouse,
    "match": clicks("Rhone", "Mediterranean", "Volga", "Caspian Sea", "↵"),
    "cloze": clicks_out("sava"),
    "open": words_by_mouse,
}

HALF_GIVEN: dict[str, Act] = {
    "choice": keys("2"),
    "multiple": keys("2", "4"),
    "true-false": keys("1"),
    "text": keys(*"Bel"),
    "number": keys(*"28"),
    "date": keys(*"16", "tab", *"January"),
    "order": keys("shift+down"),
    "match": keys("b", "1"),
    "cloze": keys(*"Sa"),
    "open": keys(*"Sa"),
}


@both_sizes
@every_type
async def test_answered_with_the_keys_alone(sit_down: SitDown, kind: str, size: tuple[int, int]) -> None:
    async with sit_down(EXAMPLES[kind].question, NEXT, size=size) as student:
        await BY_KEYS[kind](student)
        await student.see(*VERDICTS[kind])
        await student.press("enter")
        await student.see("Is this the next card?")


@both_sizes
@every_type
async def test_answered_with_the_mouse_alone(sit_down: SitDown, kind: str, size: tuple[int, int]) -> None:
    async with sit_down(EXAMPLES[kind].question, NEXT, size=size) as student:
        await BY_MOUSE[kind](student)
        await student.see(*VERDICTS[kind])
        await student.click("↵")
        await student.see("Is this the next card?")


@every_type_but_the_flashcard
async def test_a_half_given_response_is_on_screen_after_reopening(sit_down: SitDown, kind: str) -> None:
    async with sit_down(EXAMPLES[kind].question) as student:
        before = student.words
        await HALF_GIVEN[kind](student)
        response, shown_order = student.showing.response, student.showing.order
        half_given = signs(student)
        assert student.words != before
    async with sit_down(EXAMPLES[kind].question) as student:
        assert (student.showing.response, student.showing.order) == (response, shown_order)
        assert signs(student) == half_given


@every_type_but_the_flashcard
async def test_a_half_given_response_can_be_finished_after_reopening(sit_down: SitDown, kind: str) -> None:
    rest = {"text": keys(*"grade", "enter"), "number": keys(*"50", "enter"), "cloze": keys(*"va", "enter")}
    rest["date"] = keys("tab", *"1362", "enter")
    rest["multiple"] = rest["true-false"] = keys("2", "4", "2", "4", "enter")
    async with sit_down(EXAMPLES[kind].question) as student:
        await HALF_GIVEN[kind](student)
    async with sit_down(EXAMPLES[kind].question) as student:
        await rest.get(kind, BY_KEYS[kind])(student)
        await student.see(*VERDICTS[kind])


@every_type
async def test_a_verdict_is_there_after_reopening(sit_down: SitDown, kind: str) -> None:
    async with sit_down(EXAMPLES[kind].question) as student:
        await BY_KEYS[kind](student)
        await student.see(*VERDICTS[kind])
        before = signs(student)
    async with sit_down(EXAMPLES[kind].question) as student:
        await student.see(*VERDICTS[kind])
        assert signs(student) == before


@every_type
async def test_nothing_given_is_shown_with_the_answer_in_the_end(sit_down: SitDown, kind: str) -> None:
    answers = {"card": "A delta", "number": "2,850 km", "date": "16 January 1362", "text": "The answer: Belgrade"}
    async with sit_down(EXAMPLES[kind].question) as student:
        await student.press("enter")
        if kind != "card":
            assert student.showing.verdict is None
            await student.see("or press Enter again to see the answer.")
            await student.press("enter")
        await student.see("1 again ↵" if kind != "card" else "3 good ↵", answers.get(kind, ""))


@every_type
async def test_keys_of_an_answer_change_nothing_after_the_verdict(sit_down: SitDown, kind: str) -> None:
    async with sit_down(EXAMPLES[kind].question) as student:
        await BY_KEYS[kind](student)
        await student.see(*VERDICTS[kind])
        verdict = student.showing.verdict
        await student.press("shift+up", "shift+down", "5", "9", "tab", "backspace", "escape", "e")
        await student.paste("Ob")
        assert student.showing.verdict == verdict

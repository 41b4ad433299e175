"""The verdict: in place, explained, and open to what the student has to say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.making import choice, multiple, text, true_false
from tests.support.student import SitDown

NILE = choice(
    feedback={"amazon": "It carries more water, but is shorter.", "rhine": "It only feels long."},
    explanation="Explorers looked for its source for centuries.",
    hint="It ends in Egypt.",
    source={"id": "atlas", "at": "page 12", "quote": "6,650 km"},
)
ATLAS = {"atlas": {"title": "The Great Atlas", "author": "G. Mercator", "publisher": "Plantin"}}


def line_with(words: str, lines: list[str]) -> str:
    return next(line for line in lines if words in line)


async def test_nothing_moves_when_the_verdict_comes(sit_down: SitDown) -> None:
    async with sit_down(choice(explanation="Explorers looked for its source.")) as student:
        await student.press("3")
        before = {word: student.screen.index(word) for word in ("Which river", "Amazon", "Nile", "Rhine")}
        await student.press("enter")
        await student.see("✓ 3 Nile")
        assert [line.find("Nile") for line in student.lines if "Nile" in line] == [10]
        rows = [index for index, line in enumerate(student.lines) for word in before if word in line]
        assert rows == [8, 10, 12, 13]


async def test_right_and_wrong_have_a_sign_and_a_word(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon", "✓ 3 Nile", "✗ Not quite")
        assert line_with("Danube", student.lines).split() == ["2", "Danube"]


async def test_a_right_answer_says_so_once(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("3", "enter")
        await student.see("✓ 3 Nile", "✓ Right")
        assert student.words.partition("The first time")[0].casefold().count("right") == 1


async def test_feedback_stands_under_the_option_it_is_for(sit_down: SitDown) -> None:
    async with sit_down(NILE, sources=ATLAS) as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon It carries more water, but is shorter. 2 Danube")


async def test_only_what_was_chosen_gets_feedback(sit_down: SitDown) -> None:
    async with sit_down(NILE, sources=ATLAS) as student:
        await student.press("1", "enter")
        await student.see("It carries more water")
        assert "It only feels long." not in student.words


@pytest.mark.parametrize("key", ["1", "3"])
async def test_the_explanation_and_the_source_stand_below_every_answer(sit_down: SitDown, key: str) -> None:
    async with sit_down(NILE, sources=ATLAS) as student:
        await student.press(key, "enter")
        await student.see("Explorers looked for its source for centuries. G. Mercator, Plantin, “page 12”")


async def test_s_shows_the_whole_source_and_any_key_puts_it_away(sit_down: SitDown) -> None:
    async with sit_down(NILE, sources=ATLAS) as student:
        await student.press("3", "enter", "s")
        await student.see("The Great Atlas", "G. Mercator, Plantin", "page 12", "“6,650 km”", "esc closes this")
        await student.press("q")
        await student.see("✓ 3 Nile")
        assert "The Great Atlas" not in student.words
        assert not student.gone


async def test_before_the_verdict_s_shows_nothing_that_helps_to_find_the_answer(sit_down: SitDown) -> None:
    async with sit_down(NILE | {"tags": ["africa"], "difficulty": 2}, sources=ATLAS) as student:
        assert "africa" not in student.words
        await student.press("s")
        await student.see("About this card", "Choice", "Difficulty: 2 of 5", "Not asked yet.", "--deck rivers")
        assert "africa" not in student.words
        assert "Atlas" not in student.words
        await student.press("escape", "3", "enter", "s")
        await student.see("Tags: africa", "The Great Atlas")


async def test_an_option_right_at_first_sight_is_hard_at_most(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("3", "enter")
        await student.see("1 again 2 hard ↵ 1 minute 6 minutes")
        assert "good" not in student.words
        await student.press("3")
        await student.see("The first time, a right choice may be luck, so it counts as hard at most.")
        await student.press("4")
        assert list(sit_down.progress.events()) == []
        await student.press("enter")
        await student.until(lambda: len(list(sit_down.progress.events())) == 1, "the rating")
        assert next(sit_down.progress.events()).rating == 2


async def test_an_option_seen_before_can_be_rated_easy(sit_down: SitDown) -> None:
    sit_down.knows("longest")
    async with sit_down(choice()) as student:
        await student.press("3", "enter")
        await student.see("1 again", "3 good ↵", "4 easy")
        await student.press("4")
        await student.until(lambda: len(list(sit_down.progress.events())) == 2, "the rating")
        assert [event.rating for event in sit_down.progress.events()] == [3, 4]


async def test_the_default_rating_of_a_wrong_answer_is_again(sit_down: SitDown) -> None:
    async with sit_down(true_false()) as student:
        await student.press("1", "enter")
        await student.see("1 again ↵")


async def test_keys_without_a_meaning_do_nothing_to_a_wrong_verdict(sit_down: SitDown) -> None:
    async with sit_down(choice(hint="It ends in Egypt.")) as student:
        await student.press("1", "enter")
        await student.see("✗ Not quite")
        before = student.picture
        for key in ("5", "9", "a", "h", "H", "g", "space", "up", "down", "tab", "escape"):
            await student.press(key)
            assert student.picture == before, key


async def test_half_of_several_right_options_is_partly_right_and_hard(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        await student.press("2", "enter")
        await student.see("✓ 2 [x] Danube ✓ right", "✓ 4 [ ] Rhine ✓ missed", "◐ Partly right: 1 of 2", "2 hard ↵")


async def test_a_wrong_tick_costs_a_right_one(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        await student.press("1", "2", "enter")
        await student.see("✗ 1 [x] Amazon ✗ wrong", "✗ Not quite: 1 of 2 right, 1 wrong", "1 again ↵")


async def test_all_right_options_are_right(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        await student.press("2", "4", "enter")
        await student.see("✓ Right", "3 good ↵")
        assert "missed" not in student.words


async def test_a_student_who_was_right_after_all_says_so(sit_down: SitDown) -> None:
    async with sit_down(text(accept=["Ob"])) as student:
        await student.press("X", "enter")
        await student.see("✗ Not quite: the answer is Ob", "o I was right")
        await student.press("o")
        await student.see("✓ Counted as right", "3 good ↵")
        assert "I was right" not in student.foot
        await student.press("enter")
        await student.until(lambda: student.study.showing is None or student.showing.again, "the next card")
        logged = next(sit_down.progress.events())
        assert (logged.rating, logged.data["response"], logged.data["override"]) == (3, "X", True)


async def test_nobody_was_right_who_gave_up(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("enter", "enter")
        await student.see("✓ 3 Nile", "✗ Skipped")
        before = student.picture
        await student.press("o")
        assert student.picture == before
        assert "I was right" not in student.foot


async def test_a_guess_is_admitted_before_the_answer(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("g")
        await student.see("Marked as a guess")
        await student.press("3", "enter")
        await student.see("✓ Right: a guess, so it comes back soon", "1 again ↵")


async def test_a_guess_is_taken_back_before_the_answer(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("g", "g")
        assert "Marked as a guess" not in student.words
        await student.press("3", "enter")
        await student.see("2 hard ↵")


async def test_a_guess_is_admitted_after_the_answer(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("3", "enter")
        await student.see("g guess")
        await student.press("g")
        await student.see("a guess, so it comes back soon", "1 again ↵")
        assert "guess" not in student.foot
        await student.press("enter")
        assert next(sit_down.progress.events()).data["guessed"] is True


async def test_a_guess_noted_for_one_question_does_not_count_for_the_next(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("g", "3", "enter", "enter")
        await student.see("A river can flow uphill.")
        assert "Marked as a guess" not in student.words
        await student.press("2", "enter")
        await student.see("✓ Right", "2 hard ↵")


async def test_a_guess_that_was_wrong_reads_like_any_wrong_answer(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("1", "enter")
        await student.see("✗ Not quite")
        plain = student.lines[1:-1]
    async with sit_down(choice(), id="lakes") as student:
        await student.press("g", "1", "enter")
        await student.see("✗ Not quite")
        assert student.lines[1:-1] == plain


async def test_a_hint_is_shown_once_and_makes_a_right_answer_hard(sit_down: SitDown) -> None:
    sit_down.knows("longest")
    async with sit_down(NILE, sources=ATLAS) as student:
        await student.see("h hint")
        await student.press("h")
        await student.see("Hint: It ends in Egypt.")
        assert "h hint" not in student.foot
        await student.press("3")
        await student.see("▸ 3 Nile", "Hint: It ends in Egypt.")
        await student.press("enter")
        await student.see("✓ Right", "2 hard ↵")


async def test_without_a_hint_h_does_nothing(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        before = student.picture
        await student.press("h", "H")
        assert student.picture == before
        assert "hint" not in student.foot


async def test_a_hint_and_a_guess_are_both_to_be_seen(sit_down: SitDown) -> None:
    async with sit_down(NILE, sources=ATLAS) as student:
        await student.press("h", "g")
        await student.see("Hint: It ends in Egypt.", "Marked as a guess")


async def test_a_hint_stays_when_an_answer_is_asked_for_once_more(sit_down: SitDown) -> None:
    async with sit_down(NILE, sources=ATLAS) as student:
        await student.press("h", "enter")
        await student.see("Hint: It ends in Egypt.", "Pick an option")


async def test_i_was_right_can_be_taken_back(sit_down: SitDown) -> None:
    async with sit_down(text(accept=["Ob"])) as student:
        await student.press("X", "enter", "o")
        await student.see("✓ Counted as right", "o I was wrong")
        await student.press("o")
        await student.see("✗ Not quite", "o I was right", "1 again ↵")
        assert "Counted as right" not in student.words


@pytest.mark.parametrize("question", [choice(), true_false(answer=True)], ids=["choice", "true-false"])
async def test_the_key_of_an_option_may_be_disputed_too(sit_down: SitDown, question: dict[str, Any]) -> None:
    async with sit_down(question) as student:
        await student.press("2", "enter")
        await student.see("✗ Not quite", "o I was right")


async def test_several_options_in_part_right_may_have_been_right(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        await student.press("2", "enter")
        await student.see("◐ Partly right: 1 of 2 right", "o I was right")


async def test_g_says_what_it_does_when_it_is_pressed_again(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.see("g guess")
        await student.press("g")
        await student.see("g not a guess")
        await student.press("g")
        assert "not a guess" not in student.foot


async def test_a_right_option_at_first_sight_says_why_it_is_hard_at_most(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("3", "enter")
        await student.see("✓ Right", "The first time, a right choice may be luck, so it counts as hard at most.")


async def test_a_wrong_answer_says_nothing_of_luck(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("1", "enter")
        await student.see("✗ Not quite")
        assert "luck" not in student.words
        await student.press("3")
        await student.see("A wrong answer counts as hard at most.")

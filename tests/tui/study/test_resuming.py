"""Closing the app in the middle of a question and opening it again."""

from __future__ import annotations

from quizapp.tui.answers.base import Answer
from quizapp.tui.study.study import StudyScreen
from quizapp.wording.common import saved_line
from tests.support.making import choice, flashcard, multiple, text, true_false
from tests.support.student import SitDown

ALL = {f"river-{number}": f"River {number:02}" for number in range(1, 13)}


async def test_a_chosen_option_is_still_chosen(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("2")
    async with sit_down(choice()) as student:
        await student.see("▸ 2 Danube")
        await student.press("enter")
        await student.see("✗ 2 Danube")


async def test_ticks_are_still_ticked(sit_down: SitDown) -> None:
    async with sit_down(multiple()) as student:
        await student.press("2", "4")
    async with sit_down(multiple()) as student:
        await student.see("[x] Danube", "[x] Rhine", "[ ] Nile")


async def test_a_half_typed_answer_is_still_there_to_be_finished(sit_down: SitDown) -> None:
    async with sit_down(text()) as student:
        await student.type("Belg")
    async with sit_down(text()) as student:
        await student.see("Belg")
        await student.type("rade")
        await student.press("enter")
        await student.see("✓ Right")


async def test_an_answer_is_no_beginning_of_the_next_one(sit_down: SitDown) -> None:
    async with sit_down(choice(), text()) as student:
        await student.press("3", "enter")
        await student.see("✓ 3 Nile")
        screen = student.app.screen
        assert isinstance(screen, StudyScreen)
        student.study.rate()  # the screen still has the card before
        screen.on_answer_changed(Answer.Changed())
        assert student.showing.response is None


async def test_shuffled_options_keep_their_places(sit_down: SitDown) -> None:
    question = choice(options=ALL, answer="river-1", shuffle=True)
    async with sit_down(question) as student:
        await student.press("9")
        order = student.showing.order
        chosen = next(line for line in student.lines if "▸" in line)
    async with sit_down(question) as student:
        assert student.showing.order == order
        await student.see(chosen)


async def test_a_hint_that_was_seen_is_still_there_and_still_counts(sit_down: SitDown) -> None:
    sit_down.knows("longest")
    async with sit_down(choice(hint="Egypt.")) as student:
        await student.press("h")
    async with sit_down(choice(hint="Egypt.")) as student:
        await student.see("Hint: Egypt.")
        await student.press("3", "enter")
        await student.see("2 hard ↵")


async def test_a_guess_that_was_noted_still_counts(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("g", "3")
    async with sit_down(choice()) as student:
        await student.see("Marked as a guess", "▸ 3 Nile")


async def test_a_verdict_is_still_a_verdict(sit_down: SitDown) -> None:
    async with sit_down(choice(explanation="It is 6,650 km long.")) as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon")
        before = student.picture
    async with sit_down(choice(explanation="It is 6,650 km long.")) as student:
        await student.see("✗ 1 Amazon")
        assert student.picture == before


async def test_a_typed_verdict_is_still_a_verdict(sit_down: SitDown) -> None:
    async with sit_down(text()) as student:
        await student.press("X", "enter")
        await student.see("✗ Not quite: the answer is Belgrade")
        before = student.picture
    async with sit_down(text()) as student:
        await student.see("✗ Not quite: the answer is Belgrade")
        assert student.picture == before


async def test_a_turned_card_is_still_turned(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space")
    async with sit_down(flashcard()) as student:
        await student.see("A delta", "3 good ↵")


async def test_what_the_student_had_to_say_still_counts(sit_down: SitDown) -> None:
    async with sit_down(text()) as student:
        await student.press("X", "enter", "o")
    async with sit_down(text()) as student:
        await student.see("✓ Counted as right", "3 good ↵")
    async with sit_down(choice(), id="lakes") as student:
        await student.press("3", "enter", "g")
    async with sit_down(choice(), id="lakes") as student:
        await student.see("a guess, so it comes back soon", "1 again ↵")


async def test_an_answer_given_up_is_still_given_up(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("enter", "enter")
    async with sit_down(choice()) as student:
        await student.see("✗ Skipped", "1 again ↵")


async def test_a_blank_still_counts_as_the_first(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("enter")
    async with sit_down(choice()) as student:
        await student.press("enter")
        await student.see("✗ Skipped")


async def test_the_session_goes_on_with_the_same_card_and_the_same_progress(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), choice(), true_false()) as student:
        await student.press("space", "4")
        await student.see("Which river is the longest?", "2 to finish")
    async with sit_down(flashcard(), choice(), true_false()) as student:
        await student.see("Which river is the longest?", "2 to finish")


async def test_a_session_of_yesterday_is_not_gone_on_with(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), choice(), true_false()) as student:
        await student.press("space", "4", "2")
    sit_down.clock.pass_time(days=1)
    async with sit_down(flashcard(), choice(), true_false()) as student:
        await student.see("2 to finish")


async def test_a_deck_that_was_rewritten_in_the_middle_of_a_session_is_studied_as_it_is_now(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("2")
    async with sit_down(true_false("another")) as student:
        await student.see("A river can flow uphill.")


async def test_an_answer_that_is_not_rated_yet_is_told_on_leaving_and_comes_back_with_its_verdict(
    sit_down: SitDown,
) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon")
        assert saved_line(student.study, "") == "Saved. 2 cards still to finish. Your last answer still needs a rating."
        await student.press("q")
    assert list(sit_down.progress.events()) == []
    async with sit_down(choice(), true_false()) as student:
        await student.see("✗ 1 Amazon", "1 again ↵")
        await student.press("enter")
        await student.see("A river can flow uphill.")
        assert "waits for its rating" not in saved_line(student.study, "")
    assert [event.rating for event in sit_down.progress.events()] == [1]

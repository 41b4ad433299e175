"""Undo, suspend, and what the student is told about a card that will not stay in memory."""

from __future__ import annotations

from quizapp.core.log.events import Kind
from tests.support.making import choice, event, flashcard, text, true_false
from tests.support.student import SitDown


def kinds(sit_down: SitDown) -> list[Kind]:
    return [event.kind for event in sit_down.progress.events()]


async def test_undo_brings_the_question_back_unanswered(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("1", "enter", "enter")
        await student.see("A river can flow uphill.", "u undo")
        await student.press("u")
        await student.see("Which river is the longest?", "Answer undone.")
        assert "▸" not in student.screen
        assert "✗" not in student.screen
        assert kinds(sit_down) == [Kind.REVIEW, Kind.VOID]


async def test_a_card_taken_back_is_new_again(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.see("2 to finish")
        await student.press("3", "enter", "enter", "u")
        await student.see("Answer undone.", "2 to finish")
        assert sit_down.progress.state("rivers", "longest").reps == 0


async def test_the_next_answer_after_an_undo_counts(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), true_false()) as student:
        await student.press("space", "1", "u", "space", "4")
        await student.see("A river can flow uphill.", "1 to finish")
        assert [event.rating for event in sit_down.progress.events()] == [1, None, 4]


async def test_undo_goes_back_answer_by_answer(sit_down: SitDown) -> None:
    async with sit_down(flashcard("one", prompt="First"), flashcard("two", prompt="Second"), true_false()) as student:
        await student.press("space", "4", "space", "4")
        await student.see("A river can flow uphill.")
        await student.press("u")
        await student.see("Second", "Answer undone.")
        await student.press("u")
        await student.see("First", "Answer undone.")
        assert "undo" not in student.foot


async def test_the_last_rating_is_taken_back_after_a_new_start(sit_down: SitDown) -> None:
    questions = (flashcard("one", prompt="First"), flashcard("two", prompt="Second"), true_false())
    async with sit_down(*questions) as student:
        await student.press("space", "4", "space", "4")
        await student.see("A river can flow uphill.")
    async with sit_down(*questions) as student:
        await student.see("A river can flow uphill.", "u undo")
        await student.press("u")
        await student.see("Second", "2 to finish", "Answer undone.")
        await student.press("u")
        await student.see("First", "3 to finish", "Answer undone.")
        assert "undo" not in student.foot
        await student.press("space", "1")
        await student.see("Second", "3 to finish")
    assert kinds(sit_down) == [*[Kind.REVIEW] * 2, *[Kind.VOID] * 2, Kind.REVIEW]


async def test_an_answer_of_yesterday_is_not_taken_back(sit_down: SitDown) -> None:
    async with sit_down(flashcard("one"), flashcard("two", prompt="Second")) as student:
        await student.press("space", "1")
        await student.see("Second")
    sit_down.clock.pass_time(days=1)
    async with sit_down(flashcard("one"), flashcard("two", prompt="Second")) as student:
        assert "undo" not in student.foot


async def test_there_is_nothing_to_undo_at_the_start(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        before = student.picture
        await student.press("u")
        assert student.picture == before
        assert "undo" not in student.foot


async def test_undo_at_a_verdict_takes_back_the_answer_on_screen_and_then_the_one_before(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), true_false()) as student:
        await student.press("space", "4", "1", "enter")
        await student.see("✗ Not quite")
        await student.press("u")
        await student.see("A river can flow uphill.", "Answer undone.", "↵ answer")
        assert kinds(sit_down) == [Kind.REVIEW]
        await student.press("u")
        await student.see("A river's mouth of many arms", "Think of the answer")
        assert kinds(sit_down) == [Kind.REVIEW, Kind.VOID]


async def test_undo_from_the_summary_brings_the_last_question_back(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Done for now.", "u undo")
        await student.press("u")
        await student.see("A river's mouth of many arms", "Think of the answer")
        assert kinds(sit_down) == [Kind.REVIEW, Kind.VOID]
        await student.press("space", "4")
        await student.see("Done for now.")


async def test_a_typed_question_taken_back_is_empty_and_has_the_focus(sit_down: SitDown) -> None:
    async with sit_down(text(accept=["Ob"]), true_false()) as student:
        await student.press("O", "b", "enter", "enter", "u")
        await student.see("Answer undone.", "your answer", "esc other keys")


async def test_a_suspended_card_is_not_asked_any_more(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("x")
        await student.see("A river can flow uphill.", "Card suspended.", "1 to finish")
        assert sit_down.progress.state("rivers", "longest").suspended


async def test_a_suspension_is_taken_back(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("x", "u")
        await student.see("Which river is the longest?", "Card no longer suspended.", "2 to finish")
        assert not sit_down.progress.state("rivers", "longest").suspended


async def test_a_suspension_after_the_verdict_rates_nothing(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("1", "enter", "x")
        await student.see("Card suspended")
        assert kinds(sit_down) == [Kind.SUSPEND]


async def test_suspending_the_last_card_ends_the_session(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("x")
        await student.see("Nothing is due now.")
        await student.press("u")
        await student.see("Which river is the longest?")


async def test_a_notice_goes_with_the_next_answer(sit_down: SitDown) -> None:
    async with sit_down(choice(), flashcard("one", prompt="First"), flashcard("two", prompt="Second")) as student:
        await student.press("x")
        await student.see("Card suspended")
        await student.press("space")
        assert "suspended" not in student.words
        await student.press("4")
        await student.see("Second")
        assert "suspended" not in student.words


async def test_the_eighth_time_a_card_is_forgotten_the_student_is_told_of_a_leech(sit_down: SitDown) -> None:
    tomorrow, soon = {"interval": 1}, {"interval": 0, "step": 0, "delay": 60}
    for number in range(0, 14, 2):
        sit_down.progress.append(event(number, card="longest", rating=3, data=tomorrow))
        sit_down.progress.append(event(number + 1, card="longest", rating=1, data=soon))
    sit_down.progress.append(event(14, card="longest", rating=3, data=tomorrow))
    sit_down.clock.pass_time(days=2)
    async with sit_down(choice(), true_false()) as student:
        await student.see("Which river is the longest?")
        await student.press("1", "enter", "enter")
        await student.see("A river can flow uphill.", "You have missed the last card 8 times.", "suspend it")


async def test_a_card_failed_four_times_is_left_for_later_and_says_so(sit_down: SitDown) -> None:
    async with sit_down(flashcard("one", prompt="First"), flashcard("two", prompt="Second")) as student:
        while "First" in student.words or student.showing.item.card == "two":
            await student.press("space", "1")
            if "several times" in student.words:
                break
        await student.see(
            "You missed the last card several times. It is resting, and returns next time.", "1 to finish"
        )
        assert [event.card for event in sit_down.progress.events()].count("one") == 4


async def test_what_is_told_of_the_last_card_stands_above_the_next_question(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("x")
        await student.see("Card suspended. Press u to undo.")
        assert student.screen.index("Card suspended") < student.screen.index("A river can flow uphill.")
        await student.press("1", "enter")
        await student.see("✗")
        assert "suspended" not in student.words

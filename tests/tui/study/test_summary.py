"""The summary at the end of a session."""

from __future__ import annotations

import pytest

from tests.support.making import choice, flashcard, true_false
from tests.support.screens import can_be_read
from tests.support.student import SitDown
from tests.support.sweeps import sweep
from tests.tui.test_looks import THEMES, faint


async def test_the_summary_counts_cards_and_right_answers(sit_down: SitDown) -> None:
    sit_down.knows("longest", "uphill")
    async with sit_down(choice(), true_false()) as student:
        await student.press(*(("3", "enter", "enter") if "longest" in student.words else ("2", "enter", "enter")))
        await student.press(*(("3", "enter", "enter") if "longest" in student.words else ("2", "enter", "enter")))
        await student.see("Rivers", "Done for now.", "2 of 2 right", "2 cards, 1 minute")


async def test_a_card_asked_twice_counts_as_two_answers(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "1", "space", "4")
        await student.see("1 of 2 right", "1 card,")


async def test_missed_questions_are_listed_once(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "1", "space", "1", "space", "4")
        await student.see("Missed", "· A river's mouth of many arms", "→ A delta missed 2×")
        assert student.words.count("A river's mouth") == 1


async def test_without_a_miss_nothing_is_missed(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Done for now.")
        assert "Missed" not in student.words


async def test_memory_before_and_after_is_shown(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("tomorrow", "before 0%", f"after {39 * '━'} 98%")


async def test_the_summary_says_when_the_next_cards_come(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Next: reviews in 7 days.")


async def test_cards_left_for_later_are_counted(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press(*("space", "1") * 4)
        await student.see("1 card is resting. It returns next time.", "Next: 1 card in 1 minute.")


async def test_a_deck_with_nothing_due_says_so_at_once(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Done for now.")
    async with sit_down(flashcard()) as student:
        await student.see("Nothing is due now.", "Next: reviews in 7 days.")


async def test_the_rating_that_ended_a_session_is_undone_by_the_next_start(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
    async with sit_down(flashcard()) as student:
        await student.see("Nothing is due now.", "u undo")
        await student.press("u")
        await student.see("A river's mouth of many arms", "1 to finish")
        assert sit_down.progress.state("rivers", "delta").reps == 0


async def test_enter_and_escape_go_home(sit_down: SitDown) -> None:
    for key in ("enter", "escape"):
        async with sit_down(flashcard(), id=f"rivers-{key}") as student:
            await student.press("space", "4", key)
            await student.see("quizapp", "due", "new", "learning")


async def test_a_long_list_of_missed_questions_scrolls(sit_down: SitDown) -> None:
    cards = [flashcard(f"card-{number}", prompt=f"Question {number}") for number in range(12)]
    async with sit_down(*cards, size=(40, 12)) as student:
        await student.press(*("space", "1") * 12)
        await student.until(lambda: student.showing.again, "the second round")
        await student.press(*("space", "4") * 12)
        await student.see("Done for now.", "50% 12 of 24 right", "1-day streak")
        assert "Question" not in student.words
        await student.press(*["down"] * 60)
        await student.see("Question 11", "↵ home", "↑ ↓ scroll")
        await student.press("home")
        await student.see("Done for now.")
        await student.press("end")
        await student.see("Question 11")
        await student.press(*["pageup"] * 6)
        await student.see("Done for now.")
        await student.press(*["pagedown"] * 6)
        await student.see("Question 11")


async def test_the_three_hardest_cards_come_first_with_their_answers(sit_down: SitDown) -> None:
    cards = [flashcard(f"card-{number}", prompt=f"Question {number}", back=f"Answer {number}") for number in range(6)]
    async with sit_down(*cards) as student:
        ratings = {0: "4", 1: "4", 2: "1", 3: "4", 4: "1", 5: "3"}
        for _ in cards:
            await student.press("space", ratings[int(student.showing.item.card[-1])])
        while student.study.showing is not None:
            await student.press("space", "4")
        await student.see("Hardest", "Done for now.")
        listed = student.words[student.words.index("Hardest") :]
        assert "· Question 2 → Answer 2 missed once · Question 4 → Answer 4 missed once · Question 5" in listed
        assert "missed once" not in listed[listed.index("Question 5") :]
        assert "Question 0" not in student.words


async def test_more_missed_cards_than_three_follow_the_hardest(sit_down: SitDown) -> None:
    cards = [flashcard(f"card-{number}", prompt=f"Question {number}") for number in range(5)]
    async with sit_down(*cards, size=(80, 36)) as student:
        await student.press(*("space", "1") * 5)
        while student.study.showing is not None:
            await student.press("space", "4")
        await student.see("Hardest", "Also missed")
        for number in range(5):
            assert student.words.count(f"Question {number} ") == 1


async def test_the_score_is_large_where_there_is_room(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Done for now.", "■")
        assert student.app.screen.query_one("#percent").display
        assert "100%" not in student.words
        await student.resize(40, 12)
        await student.see("100% 1 of 1 right", "1-day streak")
        assert not student.app.screen.query_one("#percent").display


async def test_where_the_terminal_has_no_signs_for_it_the_score_is_plain(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.tui.study.summary.can_draw", lambda _: False)
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("100% 1 of 1 right")


async def test_a_usual_session_is_seen_at_once(sit_down: SitDown) -> None:
    long = "A rather long question about rivers, the towns on them, and the people who live there, number"
    cards = [flashcard(f"card-{number}", prompt=f"{long} {number}", explanation="") for number in range(8)]
    async with sit_down(*cards) as student:
        await student.press(*("space", "1") * 3, *("space", "4") * 5)
        while student.study.showing is not None:
            await student.press("space", "4")
        await student.see("Hardest")
        assert "scroll" not in student.foot
        assert student.app.screen.query_one("#body").max_scroll_y == 0


async def test_the_load_of_tomorrow_has_its_new_cards(sit_down: SitDown) -> None:
    cards = [flashcard(f"card-{number}") for number in range(23)]
    async with sit_down(*cards) as student:
        await student.press(*("space", "4") * 20)
        await student.see("Tomorrow: 3 new, about 2 minutes.")


async def test_the_summary_fits_its_width_after_a_resize(sit_down: SitDown) -> None:
    async with sit_down(flashcard(prompt="A rather long question about rivers. " * 3)) as student:
        await student.press("space", "1", "space", "4")
        await student.see("Done for now.")
        await student.resize(40, 24)
        await student.see("A rather long question about rivers. " * 3, "Next:")


# Practice, and sessions that go on


async def test_r_repeats_the_missed_cards_as_practice(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), flashcard("basin")) as student:
        await student.press("space", "1", "space", "4", "space", "4")
        await student.see("Done for now.", "r practise missed")
        await student.press("r")
        await student.see("practice · Rivers", "A river's mouth of many arms", "1 to finish")


async def test_without_a_miss_there_is_nothing_to_repeat(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Done for now.")
        before = student.picture
        await student.press("r")
        assert student.picture == before
        assert "practise" not in student.foot


async def test_after_practice_the_summary_says_nothing_of_memory_or_of_what_comes(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "1", "space", "4")
        await student.see("r practise missed")
        await student.press("r", "space", "enter")
        await student.see("Practice done.", "Your schedule hasn't changed.", "1 of 1 right")
        assert "remember these" not in student.words
        assert "Next:" not in student.words


async def test_practice_offers_again_and_right_without_a_day(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "1", "space", "4", "r", "space")
        await student.see("1 again 2 right ↵")
        assert "4 easy" not in student.foot
        await student.press("1", "space", "2")
        await student.see("Practice done.")


async def test_a_practised_answer_can_be_taken_back_from_the_summary(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "1", "space", "4", "r", "space", "enter")
        await student.see("Practice done.")
        await student.press("u")
        await student.see("practice · Rivers", "A river's mouth of many arms", "1 to finish")


async def test_the_missed_of_a_resumed_session_are_those_of_all_of_it(sit_down: SitDown) -> None:
    cards = flashcard(), flashcard("basin", prompt="Land that drains into a river")
    async with sit_down(*cards) as student:
        await student.press("space", "1")
        await student.see("Land that drains into a river")
    async with sit_down(*cards) as student:
        await student.press("space", "4", "space", "4")
        await student.see("Done for now.", "2 of 3 right", "Missed · A river's mouth of many arms")


async def test_a_resumed_session_says_so_until_the_first_answer(sit_down: SitDown) -> None:
    cards = [flashcard(f"card-{number}") for number in range(3)]
    async with sit_down(*cards) as student:
        await student.see("3 to finish")
        assert "resumed" not in student.words
        await student.press("space", "4")
    async with sit_down(*cards) as student:
        await student.see("resumed · Rivers", "2 to finish")
        await student.press("space", "4")
        await student.see("1 to finish")
        assert "resumed" not in student.words


async def test_only_a_session_with_answers_and_questions_is_left_unfinished(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), flashcard("basin")) as student:
        await student.see("2 to finish")
        assert student.app.unfinished is None
        await student.press("space", "4")
        assert student.app.unfinished is student.study
        await student.press("space", "4")
        await student.see("Done for now.")
        assert student.app.unfinished is None


# Small and large


@sweep("size", [(40, 12), (60, 15), (80, 24), (120, 36), (200, 60)], always=[(40, 12), (80, 24)])
async def test_the_end_of_a_session_can_be_read_on_every_terminal(sit_down: SitDown, size: tuple[int, int]) -> None:
    long = "A rather long question about rivers, or an answer to one, that takes several lines on most terminals"
    cards = [flashcard(f"card-{number}", prompt=long, back=long) for number in range(5)]
    async with sit_down(*cards, title=long, size=size) as student:
        await student.press(*("space", "1") * 4)
        while student.study.showing is not None:
            await student.press("space", "4")
        await student.see("Done for now.")
        await can_be_read(student)
        await student.resize(size[1] * 3, size[1])
        await can_be_read(student, "another width")


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_the_end_of_a_session_stands_out(sit_down: SitDown, theme: str) -> None:
    async with sit_down(*[flashcard(f"card-{number}") for number in range(5)], size=(80, 36)) as student:
        student.app.theme = theme
        await student.press("space", "1")
        while student.study.showing is not None:
            await student.press("space", "4")
        await student.see("Hardest", "missed once")
        assert faint(student) == set()

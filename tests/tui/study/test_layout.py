"""Where things stand on the screen of a question: air, ratings, what is beside it."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.core.marking.rating import Evidence, Rating
from quizapp.core.scheduling.scheduler import Days, Decision, Step
from quizapp.learning.study.showing import Verdict
from quizapp.tui.study.ratings import drawn, offers
from tests.support.making import choice, flashcard, text
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep

EXPLAINED = choice(explanation="Explorers looked for its source.", feedback={"amazon": "It carries more water."})


def row_of(words: str, student: Student) -> int:
    """The line of the screen that has these words."""
    return next(row for row, line in enumerate(student.lines) if words in line)


@sweep("size", [(80, 24), (100, 30), (120, 36), (200, 60)], always=[(80, 24), (120, 36)])
@pytest.mark.parametrize("question", [EXPLAINED, flashcard(explanation="Named after Δ."), text(explanation="It does.")])
async def test_nothing_moves_when_the_verdict_comes(
    sit_down: SitDown, question: dict[str, Any], size: tuple[int, int]
) -> None:
    async with sit_down(question, size=size) as student:
        prompt = question["prompt"]
        before = row_of(prompt, student)
        await student.press(*{"choice": ["1"], "text": ["X"]}.get(question["type"], []), "enter")
        await student.see("again")
        assert row_of(prompt, student) == before
        assert not student.app.screen.query_one("#body").show_vertical_scrollbar


async def test_a_question_stands_at_a_third_of_the_height(sit_down: SitDown) -> None:
    async with sit_down(choice(), choice("second"), size=(80, 36)) as student:
        assert row_of("Which river", student) == 12
        await student.press("3", "enter", "enter")
        assert row_of("Which river", student) == 12
        await student.resize(80, 60)
        assert row_of("Which river", student) == 20


@pytest.mark.parametrize("lines", range(1, 14))
async def test_air_makes_nothing_scroll_that_would_fit_without(sit_down: SitDown, lines: int) -> None:
    question = flashcard(prompt="\n".join(f"Line {number}" for number in range(1, lines + 1)), hint="Greek.")
    async with sit_down(question, size=(80, 24)) as student:
        await student.press("h")
        await student.see("Hint: Greek.")
        body = student.app.screen.query_one("#body")
        assert not body.show_vertical_scrollbar
        assert body.styles.margin.top <= 5


async def test_a_turned_card_has_its_back_below_a_rule_and_its_front_where_it_was(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        front = row_of("many arms", student)
        await student.press("space")
        rows = [front, row_of("│───", student), row_of("A delta", student)]
        assert rows == sorted(rows)
        assert row_of("many arms", student) == front


async def test_the_back_of_a_long_card_is_in_view_once_it_is_turned(sit_down: SitDown) -> None:
    async with sit_down(flashcard(prompt="Another line.\n" * 40), size=(40, 12)) as student:
        await student.press("space")
        await student.see("A delta")


@pytest.mark.parametrize(("chip", "rating"), [("1 again", 1), ("4 easy", 4)])
@sweep("size", [(80, 24), (40, 12)], always=[(40, 12)])
async def test_a_rating_can_be_clicked(sit_down: SitDown, chip: str, rating: int, size: tuple[int, int]) -> None:
    async with sit_down(flashcard("one"), flashcard("two", prompt="Second"), size=size) as student:
        await student.press("space")
        await student.click(chip)
        await student.see("Second", "Think of the answer")
        assert [event.rating for event in sit_down.progress.events()] == [rating]


async def test_the_keys_leave_the_ratings_to_the_chips(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("1", "enter")
        await student.see("1 again ↵ 2 hard")
        assert "again" not in student.foot


async def test_from_110_columns_the_session_stands_beside_the_question(sit_down: SitDown) -> None:
    cards = flashcard("one"), flashcard("two", prompt="Second"), flashcard("three", prompt="Third")
    async with sit_down(*cards, size=(110, 30)) as student:
        assert "3 to finish" in student.pane
        assert "to finish" not in student.words
        assert "Deck Rivers --deck rivers" in student.pane
        await student.press("space", "4", "space", "1")
        assert "1 done ╍╍ 1 under way ── 1 to come 1 of 2 right, 50%" in student.pane
        assert "Coming back 1 card in 1 minute" in student.pane
        await student.resize(109, 30)
        await student.see("2 to finish")
        assert student.pane == ""
        await student.resize(120, 12)
        assert "2 to finish" in student.pane


async def test_the_question_does_not_move_when_something_comes_to_stand_beside_it(sit_down: SitDown) -> None:
    app, _ = sit_down.app(choice())
    async with app.run_test(size=(140, 36)) as pilot:
        await pilot.pause()
        prompt = app.screen.query_one("#prompt").region
        app.screen.remove_class("-flanked")
        await app.screen.query("SidePane").remove()
        await pilot.pause()
        assert app.screen.query_one("#prompt").region == prompt


async def test_a_title_is_not_cut_while_there_is_room(sit_down: SitDown) -> None:
    title = "Words for water, and where they come from in the end"
    async with sit_down(choice(), title=title) as student:
        assert title in student.lines[0]


def bar_of(decisions: dict[Rating, Decision], last_round: tuple[int, int] | None, width: int = 76) -> list[str]:
    """The lines of the ratings with these intervals."""
    verdict = Verdict(None, None, Evidence(), Rating.GOOD, Rating.EASY, decisions, True)
    return [line.plain.rstrip() for line in drawn(offers(verdict, width, str), last_round)]


DAY = 739_240
"""20 December 2024."""


def test_neighbours_with_the_same_interval_have_it_once() -> None:
    decisions: dict[Rating, Decision] = dict.fromkeys(Rating, Days(9)) | {Rating.AGAIN: Step(0, 60)}
    assert bar_of(decisions, None)[1].split() == ["1", "minute", "9", "days"]
    assert bar_of(decisions, (9, DAY))[1].split() == ["1", "minute", *["until", "your", "exam", "on", "20", "December"]]


def test_other_intervals_stand_below_their_own_rating() -> None:
    decisions: dict[Rating, Decision] = {rating: Days(2 * rating) for rating in Rating}
    chips, intervals = bar_of(decisions, (6, DAY))
    assert chips.split() == ["1", "again", "2", "hard", "3", "good", "↵", "4", "easy"]
    assert intervals.split() == ["2", "days", "4", "days", "6", "days", "8", "days"]


def test_where_four_chips_do_not_fit_there_are_two_lines_of_two() -> None:
    decisions: dict[Rating, Decision] = {rating: Days(2 * rating) for rating in Rating}
    assert [line.split() for line in bar_of(decisions, None, 34)] == [
        ["1", "again", "2d", "2", "hard", "4d"],
        ["3", "good", "↵", "6d", "4", "easy", "8d"],
    ]

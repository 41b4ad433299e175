"""The result of an exam as a grade: on every scale, at every size, beside the plan and among past exams."""

from __future__ import annotations

import pytest
from textual.widgets import Digits

from quizapp.core.exams import Terms
from quizapp.core.messages import ENGLISH
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.exams.exam import begin
from quizapp.learning.plans import plan_of
from quizapp.store.catalogues import use_language
from tests.support.making import choice, open_question, text, true_false, write_deck
from tests.support.student import SitDown
from tests.support.sweeps import sweep
from tests.tui.exams.test_exam_screens import TWO, Examinee, session

EVERY_SIZE = [(40, 12), (80, 24), (120, 36), (200, 60)]
PLANNED = "[decks.rivers]\nexam = 2025-11-20\n"
SCALES = {
    "percent": ("✗ Not passed", "50%"),
    "dutch": ("✗ Not passed", "5.1"),
    "letters": ("✗ Not passed · F", "50%"),
}
"""The verdict and the large digits for half of the points, where 55% are a pass."""


def configure(sit_down: SitDown, toml: str) -> None:
    (sit_down.folder / "config.toml").write_text(toml, "utf-8")


def large(student: Examinee) -> str:
    """The text in large digits, if there are any."""
    return "".join(digits.value for digits in student.app.screen.query(Digits) if digits.size.height)


async def half(student: Examinee) -> None:
    """Hand in with one of two questions right."""
    await student.press("3")
    await student.hand_in()


@pytest.mark.parametrize("scale", SCALES)
async def test_the_result_is_graded_on_the_scale_that_is_set(sit_down: SitDown, scale: str) -> None:
    configure(sit_down, f'grade_scale = "{scale}"\n')
    words, digits = SCALES[scale]
    async with session(sit_down, *TWO) as student:
        await half(student)
        await student.see(words, "Pass mark: 55%.", "1 of 2 points, 50%.", "1 right, 1 skipped.", "Time used:")
        assert large(student) == digits


async def test_the_pass_mark_is_that_of_the_settings(sit_down: SitDown) -> None:
    configure(sit_down, 'pass_mark = 50\ngrade_scale = "dutch"\n')
    async with session(sit_down, *TWO) as student:
        await half(student)
        await student.see("✓ Passed", "Pass mark: 50%.")
        assert large(student) == "5.5"


async def test_a_dutch_grade_has_a_comma_in_dutch(sit_down: SitDown) -> None:
    configure(sit_down, 'grade_scale = "dutch"\npass_mark = 50\n')
    use_language("nl")
    try:
        async with session(sit_down, *TWO, begin=False) as student:
            await student.see("↵ beginnen")
            await student.press("enter", "3", "s")
            await student.see("Inleveren?")
            await student.press("y")
            await student.see("✓ Geslaagd", "Geslaagd vanaf 50%.")
            assert large(student) == "5,5"
    finally:
        use_language(ENGLISH)


async def test_on_a_small_screen_the_grade_stands_on_the_line_of_the_verdict(sit_down: SitDown) -> None:
    configure(sit_down, 'grade_scale = "dutch"\n')
    async with session(sit_down, *TWO, size=(40, 12)) as student:
        await half(student)
        await student.see("✗ Not passed · 5.1", "1 of 2 points, 50%.", "All questions", "tag sizes", "without a tag")
        assert large(student) == ""


async def test_without_colours_the_result_says_the_same(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with session(sit_down, *TWO) as student:
        await half(student)
        await student.see("✗ Not passed", "✓ Which river is the longest?", "– Where does the Sava end?")
        assert large(student) == "50%"


async def test_what_only_the_student_marked_has_no_grade(sit_down: SitDown) -> None:
    async with session(sit_down, open_question()) as student:
        await student.type("Sand")
        await student.hand_in()
        await student.press("a", "enter")
        await student.see("Self-marked:")
        assert large(student) == ""
        assert "assed" not in student.words


async def test_each_tag_has_a_bar_as_long_as_its_share(sit_down: SitDown) -> None:
    tagged = [choice(tags=["sizes"]), text(tags=["towns"]), true_false(tags=["sizes"])]
    async with session(sit_down, *tagged, size=(120, 36)) as student:
        while "longest" not in student.words:
            await student.press("escape", "n")
        await student.press("3")
        await student.hand_in()
        await student.see("tag sizes", "1 of 2 50%", "tag towns", "0 of 1 0%")
        sizes, towns = (next(line for line in student.lines if f"tag {tag}" in line) for tag in ("sizes", "towns"))
        assert sizes.count("━") == sizes.count("─") > 10
        assert (towns.count("━"), towns.count("─")) == (0, sizes.count("━") + sizes.count("─"))
        assert sizes.index("━") == towns.index("─")
        assert sizes.index("1 of 2") == towns.index("0 of 1")


@sweep("size", EVERY_SIZE, always=[(40, 12)])
async def test_the_plans_forecast_stands_by_the_result(sit_down: SitDown, size: tuple[int, int]) -> None:
    configure(sit_down, PLANNED)
    async with session(sit_down, *TWO, size=size) as student:
        await half(student)
        expected = {40: "If the exam were tomorrow: 0%.", 80: "This exam"}.get(
            size[0], "Exam on 20 November, in 37 days"
        )
        await student.see(expected, "0%", "1 of 2 points")


async def test_the_forecast_moves_where_there_is_room(sit_down: SitDown) -> None:
    configure(sit_down, PLANNED)
    async with session(sit_down, *TWO) as student:
        await half(student)
        await student.see("If it were tomorrow")
        for width, height in (120, 36), (40, 12), (200, 60), (80, 24):
            await student.resize(width, height)
            await student.see("tomorrow", "1 of 2 points", "1 right, 1 skipped.")
            assert ("Your plan" in student.words) is (width >= 110)


async def test_the_score_that_the_plan_leads_to_is_shown_once_it_is_made(sit_down: SitDown) -> None:
    configure(sit_down, PLANNED)
    async with session(sit_down, *TWO, begin=False) as student:
        deck, settings = student.app._library.find("rivers"), student.app.settings
        plan_of(deck, sit_down.progress, settings, sit_down.clock.day(sit_down.clock.now(), settings.rollover))
        await student.begin()
        await half(student)
        await student.see("On course for")


async def test_without_a_plan_nothing_is_forecast(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, size=(120, 36)) as student:
        await half(student)
        await student.see("1 of 2 points")
        assert "tomorrow" not in student.words


def sit(deck: LoadedDeck, sit_down: SitDown, seed: int, right: bool) -> None:
    """Finish an exam with half of its two questions right, or none, and wait for a day."""
    exam = begin(deck, sit_down.progress, Terms(seed=seed), clock=sit_down.clock, settings=Settings())
    exam.go(exam.paper.questions.index("city"))
    exam.keep("Belgrade" if right else "Zagreb")
    exam.hand_in()
    exam.finish()
    sit_down.clock.pass_time(days=1)


@sweep("size", EVERY_SIZE, always=[(80, 24)])
async def test_past_exams_show_grades_and_how_they_went_over_time(sit_down: SitDown, size: tuple[int, int]) -> None:
    configure(sit_down, 'grade_scale = "dutch"\npass_mark = 50\n')
    async with session(sit_down, *TWO, size=size, begin=False) as student:
        deck = student.app._library.find("rivers")
    for seed, right in enumerate((False, True)):
        sit(deck, sit_down, seed, right)
    async with session(sit_down, size=size, begin=False) as student:
        await student.see("to choose from")
        await student.press("l")
        await student.see("Scores so far", "0% → 50%", "▸ 15 October 2025 ✓ 5.5", "14 October 2025 ✗ 1.0")
        if size[0] > 40:
            await student.see("✓ 5.5 50% 1 of 2")
        await student.press("enter")
        await student.see("✓ Passed")


async def test_one_past_exam_is_no_course_yet(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await half(student)
    async with session(sit_down, begin=False) as student:
        await student.see("Last exam: 14 October 2025, 1 of 2 points. ✗ 50%")
        assert "Scores so far" not in student.words


@sweep("size", EVERY_SIZE, always=[(120, 36)])
async def test_the_terms_are_first_at_every_size(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with session(sit_down, *TWO, size=size, begin=False) as student:
        await student.see("2 questions to choose from", "Questions", "Minutes", "Only this tag", "You get no marks")


async def test_a_long_title_is_whole_where_there_is_room(sit_down: SitDown) -> None:
    title = "A long title about the rivers of the world, their sources, mouths and towns"
    write_deck(sit_down.folder / "decks", *TWO, title=title)
    async with session(sit_down, size=(120, 36), begin=False) as student:
        await student.see(title)
        await student.begin()
        await half(student)
        await student.see(f"result · {title}")


async def test_the_overview_tells_apart_what_is_answered_partly_answered_and_flagged_on_a_small_screen(
    sit_down: SitDown,
) -> None:
    async with session(sit_down, *TWO, size=(40, 12)) as student:
        await student.press("3", "m", "o")
        await student.see("1 ■* answered, flagged", "2 □ not answered Where")

"""An exam on screen: from its terms to its result, through crashes and on small screens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.events import Key

from quizapp.core.exams import NOT_EXAMINED, Terms
from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.decks.library import Library, LoadedDeck
from quizapp.learning.exams.exam import Exam
from quizapp.learning.settings import Preferences
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.store.database import StoreError
from quizapp.tui.app import QuizApp
from quizapp.tui.exams.result import ExamResultScreen
from quizapp.tui.exams.review import ReviewScreen
from tests.support.making import (
    choice,
    cloze,
    dated,
    flashcard,
    match,
    multiple,
    number,
    open_question,
    order,
    text,
    true_false,
    write_deck,
)
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep
from tests.tui.test_looks import SIGNS, THEMES, WORDS, contrasts

SIZES = [(80, 24), (40, 12)]
both_sizes = sweep("size", SIZES, always=[(40, 12)])

TAGGED = choice(tags=["sizes"], feedback={"rhine": "It is a short one."}, explanation="It is 6,650 km long.")
TWO = (TAGGED, text(explanation="Below the fortress."))
"""With seed 7 the choice comes first, then the text."""


class Examinee(Student):
    """A student in an exam."""

    @property
    def exam(self) -> Exam:
        assert isinstance(self.app, QuizApp)
        assert self.app.exams.unfinished is not None, self.screen
        return self.app.exams.unfinished

    async def begin(self) -> None:
        """Begin the exam on its terms, or continue it."""
        await self.see("↵ begin") if "↵ begin" in self.foot else await self.see("↵ continue")
        await self.see("to choose from") if "↵ begin" in self.foot else None
        await self.press("enter")

    async def hand_in(self) -> None:
        await self.press("escape", "s")
        await self.see("Hand in?")
        await self.press("y")


@asynccontextmanager
async def session(
    sit_down: SitDown, *questions: dict[str, Any], size: tuple[int, int] = (80, 24), begin: bool = True, **terms: Any
) -> AsyncIterator[Examinee]:
    """A student who opened an exam on these questions (or the deck that is there) and, unless told otherwise, began."""
    folder = sit_down.folder
    library = Library([folder / "decks"], folder / "cache")
    path = write_deck(folder / "decks", *questions) if questions else folder / "decks" / "rivers.toml"
    deck, preferences = library.read(path), Preferences(folder, folder / "cache")
    asked = Terms(**{"seed": 7, **terms})

    def study(chosen: list[LoadedDeck], practice: Practice | None) -> StudySession:
        return StudySession(chosen, sit_down.progress, clock=sit_down.clock, practice=practice)

    app = QuizApp(
        library,
        sit_down.progress,
        study,
        exam=lambda app: app.examine(deck, asked),
        clock=sit_down.clock,
        preferences=preferences,
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        student = Examinee(app, pilot, [])
        if begin:
            await student.begin()
        yield student


# Before it begins


async def test_the_terms_are_shown_before_the_clock_starts(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, flashcard(), begin=False, minutes=30) as student:
        await student.see(
            "exam · Rivers", "2 questions to choose from. 1 flashcard is left out", "Minutes 30", "seed 7"
        )
        assert list(sit_down.progress.events()) == []
        assert sit_down.progress.saved_session("exam: rivers") is None


async def test_other_terms_can_be_entered(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, begin=False) as student:
        await student.see("to choose from")
        await student.press("backspace", "backspace", "1", "tab", "backspace", "backspace", "5", "enter")
        await student.see("1/1", "5:00 left")


async def test_an_exam_can_be_about_one_tag(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, begin=False) as student:
        await student.see("Tags: sizes.")
        await student.press("tab", "tab", *"sizes")
        await student.see("1 question to choose from")
        await student.press("enter")
        await student.see("Which river is the longest?", "1/1")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["backspace", "backspace", "0"], "Enter the number of questions: 1 or more."),
        (["tab", *"9999"], "Enter the number of minutes, from 0 (no limit) to 1,440."),
        (["tab", "tab", "x"], "No question has the tag x."),
    ],
)
@both_sizes
async def test_terms_that_cannot_be_met_are_told(
    sit_down: SitDown, keys: list[str], said: str, size: tuple[int, int]
) -> None:
    async with session(sit_down, *TWO, begin=False, size=size) as student:
        await student.see("to choose from")
        await student.press(*keys, "enter")
        await student.see(f"✗ {said}")


async def test_a_deck_of_flashcards_has_nothing_to_ask(sit_down: SitDown) -> None:
    async with session(sit_down, flashcard(), begin=False) as student:
        await student.see("0 questions to choose from. 1 flashcard is left out")
        await student.press("enter")
        await student.see("This deck has no exam questions.")


async def test_home_leads_to_an_exam_and_back(sit_down: SitDown) -> None:
    write_deck(sit_down.folder / "decks", *TWO)
    async with sit_down() as student:
        await student.press("e")
        await student.see("exam · Rivers", "2 questions to choose from")
        await student.press("escape")
        await student.see("quizapp", "↵ study")
        await student.press("e")
        await student.see("to choose from")
        await student.press("enter")
        await student.see("1/2")
        await student.press("escape", "q")
        await student.see("↵ study")


# Questions

Act = Callable[[Examinee], Awaitable[None]]


def keys(*names: str) -> Act:
    async def act(student: Examinee) -> None:
        await student.press(*names)

    return act


def without_cursor(lines: list[str]) -> list[str]:
    return [line.replace("▸", " ").replace("█", "") for line in lines]


async def arrange(student: Examinee) -> None:
    for place, town in enumerate(("ulm", "vienna", "belgrade"), 1):
        held = student.exam.paper.response or list(student.exam.showing.order)
        assert isinstance(held, list)
        await student.press(str(held.index(town) + 1), "space", str(place), "space")


async def pair(student: Examinee) -> None:
    places = {name: str(index) for index, name in enumerate(student.exam.showing.order, 1)}
    await student.press("a", places["mediterranean"], "b", places["caspian"])


EVERY_TYPE: dict[str, tuple[dict[str, Any], Act, Any]] = {
    "choice": (choice(), keys("3"), "nile"),
    "multiple": (multiple(), keys("2", "4"), ["danube", "rhine"]),
    "true-false": (true_false(), keys("2"), False),
    "text": (text(), keys(*"Belgrade"), "Belgrade"),
    "number": (number(), keys(*"2850"), "2850"),
    "date": (
        dated(),
        keys(*"16", "tab", *"January", "tab", *"1362"),
        {"day": "16", "month": "January", "year": "1362"},
    ),
    "order": (order(), arrange, ["ulm", "vienna", "belgrade"]),
    "match": (match(), pair, {"rhone": "mediterranean", "volga": "caspian"}),
    "cloze": (cloze(), keys(*"Sava", "down", *"Belgrade"), {"river": "Sava", "town": "Belgrade"}),
    "open": (open_question(), keys(*"Sand"), {"text": "Sand", "ticked": []}),
}
every_type = sweep(
    "kind", [kind for kind in QUESTION_TYPES if kind not in NOT_EXAMINED], always=["choice", "text", "cloze", "order"]
)


@both_sizes
@every_type
async def test_every_type_is_answered_without_a_word_on_right_or_wrong(
    sit_down: SitDown, kind: str, size: tuple[int, int]
) -> None:
    question, act, response = EVERY_TYPE[kind]
    async with session(sit_down, question, size=size) as student:
        await act(student)
        assert student.exam.paper.response == response
        await student.press("enter")
        await student.see("Overview", "All questions are answered.")
        assert not any(word in student.screen for word in ("✓", "✗", "◐", "right", "wrong"))


@every_type
async def test_a_response_is_there_again_when_one_comes_back(sit_down: SitDown, kind: str) -> None:
    question, act, response = EVERY_TYPE[kind]
    async with session(sit_down, question, true_false("other", prompt="Is this another one?")) as student:
        if "another one?" in student.words:
            await student.press("n")
        await act(student)
        before = student.lines[2:-2]
        other = 1 - student.exam.paper.place
        await student.press("escape", "right" if other else "left")
        await student.see("another one?")
        await student.press("left" if other else "right")
        assert student.exam.paper.response == response
        await student.press("escape")
        assert without_cursor(student.lines[2:-2]) == without_cursor(before)


@every_type
async def test_every_type_can_be_looked_at_in_the_end(sit_down: SitDown, kind: str) -> None:
    question, act, _ = EVERY_TYPE[kind]
    async with session(sit_down, question) as student:
        await act(student)
        await student.hand_in()
        if kind == "open":
            await student.see("Which of these points did you make?", "↵ result")
            await student.press("a", "b", "enter")
        own = kind == "open"
        await student.see(
            *(("Self-marked: 1 of 1 point.", "1 self-marked.") if own else ("1 of 1 point, 100%.", "1 right."))
        )
        await student.press("enter")
        await student.see("✓ self-marked, 1 of 1 point" if own else "✓ right, 1 of 1 point")
        before = student.picture
        await student.press("a", "b", "g", "1", "2", "space", "tab", "shift+up")
        assert student.picture == before


async def test_a_gap_that_is_a_choice_takes_the_number_of_an_option(sit_down: SitDown) -> None:
    gaps = {"op": {"accept": ["!="], "options": {"ne": "!=", "eq": "=="}}, "town": {"accept": ["Belgrade"]}}
    async with session(sit_down, cloze(prompt="a {{op}} b at {{town}}", gaps=gaps)) as student:
        shown = [option for option in student.exam.order("confluence") if option.startswith("op/")]
        await student.see(f"1 {'!=' if shown[0] == 'op/ne' else '=='}")
        await student.press("x", str(shown.index("op/eq") + 1))
        assert student.exam.paper.response == {"op": "==", "town": ""}
        await student.press("backspace", str(shown.index("op/ne") + 1), "down")
        await student.type("Belgrade")
        assert "1 " not in student.screen.split("a != b")[1].split("─")[0]
        await student.hand_in()
        await student.see("1 of 1 point, 100%.")


async def test_a_text_with_distractors_is_typed(sit_down: SitDown) -> None:
    async with session(sit_down, text(distractors={"vienna": "Vienna"})) as student:
        await student.see("your answer")
        assert "Vienna" not in student.screen


async def test_one_goes_back_and_forth(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.see("Which river is the longest?", "1/2")
        await student.press("n")
        await student.see("Where does the Sava end?", "2/2")
        await student.press("escape", "p")
        await student.see("Which river is the longest?", "1/2")
        await student.press("p")
        await student.see("1/2")


async def test_a_question_is_flagged_to_come_back_to(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.press("m")
        await student.see("*1/2", "* flagged", "m unflag")
        await student.press("m")
        await student.see("m flag")
        assert "flagged" not in student.words


async def test_the_overview_tells_what_is_open_and_leads_there(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.press("3", "m", "o")
        await student.see("1 not answered, 1 flagged.")
        await student.see("▸ 1 ■* Which river is the longest? answered, flagged", "2 □ Where does the Sava end? not")
        await student.press("down", "enter")
        await student.see("2/2")


async def test_the_overview_fits_a_small_screen(sit_down: SitDown) -> None:
    questions = [choice(f"river-{n:02}", prompt=f"River {n}?") for n in range(1, 21)]
    async with session(sit_down, *questions, size=(40, 12)) as student:
        await student.press("o")
        await student.see("Overview", "15:00 left", "1 □ not answered")
        await student.press("end")
        await student.see("▸ 20 □ not answered", "s hand in")


@pytest.mark.parametrize(("key", "seen"), [("s", "Hand in?"), ("escape", "o overview"), ("o", "o overview")])
async def test_the_overview_leads_back_and_to_the_end(sit_down: SitDown, key: str, seen: str) -> None:
    async with session(sit_down, *TWO) as student:
        await student.press("o")
        await student.see("Overview")
        await student.press(key)
        await student.see(seen)
        assert "go there" not in student.words


async def test_a_question_can_be_clicked_in_the_overview(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.click("o overview")
        await student.see("Overview")
        await student.click("Where does")
        await student.see("2/2")


@both_sizes
async def test_what_cannot_be_judged_is_told_once_and_kept(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with session(sit_down, dated(), size=size) as student:
        await student.press(*"30", "tab", *"February", "tab", *"1362", "enter")
        await student.see("Saved, but this can't be marked:", "Press the key again to move on.")
        await student.press("enter")
        await student.see("1 that can't be marked.")
        assert student.exam.paper.response == {"day": "30", "month": "February", "year": "1362"}


async def test_a_wrong_answer_passes_without_a_word(sit_down: SitDown) -> None:
    async with session(sit_down, dated(), true_false()) as student:
        if "uphill" in student.words:
            await student.press("n")
        await student.press(*"17", "tab", *"May", "tab", *"1940", "escape")
        await student.press("right" if student.exam.paper.place == 0 else "left")
        await student.see("uphill")


# The clock


async def test_the_clock_counts_down(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, minutes=10) as student:
        await student.see("10:00 left")
        sit_down.clock.pass_time(minutes=1 / 60)
        await student.see("9:59 left")


async def test_nothing_but_the_clock_moves(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, minutes=5.01) as student:
        await student.see("5:01 left")
        before = student.lines[4:]
        for _ in range(2):
            sit_down.clock.pass_time(minutes=1 / 60)
            await student.app.workers.wait_for_complete()
        await student.see("5 minutes left.")
        assert student.lines[4:] == before


@pytest.mark.parametrize(("minutes", "said"), [(5.01, "5 minutes left."), (1.01, "1 minute left.")])
@both_sizes
async def test_it_is_told_in_words_when_little_time_is_left(
    sit_down: SitDown, minutes: float, said: str, size: tuple[int, int]
) -> None:
    async with session(sit_down, *TWO, minutes=minutes, size=size) as student:
        await student.see("1/2")
        assert said not in student.words
        sit_down.clock.pass_time(minutes=1.5 / 60)
        await student.see(said)


async def test_without_a_limit_there_is_no_clock(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, minutes=0) as student:
        await student.see("1/2")
        assert "left" not in student.words


@pytest.mark.parametrize("on_top", [(), ("o",), ("s",), ("?",)], ids=["question", "overview", "confirm", "keys"])
async def test_when_the_time_is_up_it_is_handed_in_whatever_is_on_top(
    sit_down: SitDown, on_top: tuple[str, ...]
) -> None:
    async with session(sit_down, *TWO, minutes=0.02) as student:
        await student.press("3", *on_top)
        sit_down.clock.pass_time(minutes=1.2 / 60)
        await student.see("Time is up. The exam was handed in as it stood", "1 of 2 points, 50%.")
        assert len(student.app.screen_stack) == 2


async def test_time_in_which_the_program_was_stopped_does_not_count(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, minutes=10) as student:
        await student.see("10:00 left")
        sit_down.clock.pass_time(minutes=5)
        await student.see("9:58 left")


# Crashes


async def test_a_quit_exam_goes_on_with_its_answers_and_its_time(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, minutes=10) as student:
        await student.press("3", "n", *"Belg")
        sit_down.clock.pass_time(minutes=1 / 60)
        await student.see("9:59 left")
        await student.press("escape", "q")
        await student.until(lambda: student.gone, "the end")
    sit_down.clock.pass_time(days=1)
    async with session(sit_down, begin=False) as student:
        await student.see(
            "You have an unfinished exam on this deck.", "2 of 2 answered, 9 minutes and 59 seconds left."
        )
        await student.press("enter")
        await student.see("Belg", "2/2", "9:59 left")
        await student.press("escape", "p")
        await student.see("▸ 3 Nile")


async def test_what_is_half_typed_is_kept_when_the_program_dies(sit_down: SitDown) -> None:
    async with session(sit_down, text()) as student:
        await student.type("Bel")
    async with session(sit_down) as student:
        await student.see("Bel", "1/1")
        await student.type("grade")
        assert student.exam.paper.response == "Belgrade"


async def test_a_new_exam_can_be_begun_instead(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.press("3")
    async with session(sit_down, begin=False) as student:
        await student.see("unfinished", "n new exam")
        await student.press("n")
        await student.see("2 questions to choose from", "↵ begin")
        await student.press("enter")
        await student.see("1/2")
        assert student.exam.paper.responses == {}


async def test_an_answer_that_cannot_be_written_is_told_and_nothing_moves(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.see("1/2", "1-4 choose")
        sit_down.progress.connection.execute("PRAGMA query_only = ON")
        await student.press("n")
        await student.see("Not saved")  # over the heading, and more of the screen where the name of the file is long
        assert student.exam.paper.place == 0
        sit_down.progress.connection.execute("PRAGMA query_only = OFF")
        await student.press("n")
        await student.see("Where does the Sava end?")


async def test_a_result_that_cannot_be_logged_is_shown_and_logged_the_next_time(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with session(sit_down, *TWO) as student:
        await student.press("3")
        monkeypatch.setattr(type(sit_down.progress), "append_all", full)
        await student.hand_in()
        await student.see("The disk is full.", "1 of 2 points")
    monkeypatch.undo()
    async with session(sit_down, begin=False) as student:
        await student.begin()
        await student.see("1 of 2 points")
    assert len(list(sit_down.progress.events())) == 2


# The end


async def test_handing_in_is_asked_about(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.press("3", "s")
        await student.see("Hand in?", "1 not answered. You can't change anything afterwards.")
        await student.press("n")
        await student.see("1/2", "▸ 3 Nile")
        assert not student.exam.paper.over


@both_sizes
async def test_the_result_tells_points_tags_and_questions(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with session(sit_down, *TWO, size=size) as student:
        await student.press("4")
        await student.hand_in()
        await student.see("0 of 2 points, 0%.", "1 wrong, 1 skipped.", "tag sizes 0 of 1 0%", "without a tag")
        await student.press("end")
        await student.see("▸ 2 – Where")
    assert {event.card: event.data["response"] for event in sit_down.progress.events()} == {
        "longest": "rhine",
        "city": None,
    }


@both_sizes
async def test_each_question_is_shown_with_its_answer_and_why(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with session(sit_down, *TWO, size=size) as student:
        await student.press("4")
        await student.hand_in()
        await student.see("0 of 2 points")
        await student.press("enter")
        await student.see("✗ wrong", "1/2", "✗ 4 Rhine", "It is a short one.")
        await student.press("pagedown")
        await student.see("It is 6,650 km long.")
        await student.press("n")
        await student.see("– skipped", "2/2")
        await student.press("pagedown")
        await student.see("Skipped. The answer: Belgrade", "Below the fortress.")
        await student.press("escape")
        await student.see("↵ open")


async def test_a_line_of_a_tag_leads_to_its_questions(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.hand_in()
        await student.press("down", "down", "enter")
        await student.see("Where does the Sava end?", "1/1")


async def test_one_goes_through_what_was_missed(sit_down: SitDown) -> None:
    questions = [choice(f"river-{n}", prompt=f"River {n}?") for n in range(5)]
    async with session(sit_down, *questions) as student:
        await student.press("3", "n", "1", "n", "3", "n", "3", "n", "1")
        await student.hand_in()
        await student.press("enter", "w")
        await student.see("2/5", "✗ wrong")
        await student.press("w")
        await student.see("5/5")
        assert "w next missed" not in student.foot


async def test_what_was_missed_is_practised_on_request(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, cloze()) as student:
        for _ in range(3):
            if "longest" in student.words:
                await student.press("3")
            await student.press("escape", "n")
        await student.hand_in()
        await student.see("r practise missed")
        await student.press("r")
        await student.see("practice · Rivers", "3 to finish")


async def test_after_a_perfect_exam_there_is_nothing_to_practise(sit_down: SitDown) -> None:
    async with session(sit_down, choice()) as student:
        await student.press("3")
        await student.hand_in()
        await student.see("1 of 1 point, 100%.")
        assert "practise" not in student.foot


async def test_an_open_answer_is_graded_before_the_result(sit_down: SitDown) -> None:
    async with session(sit_down, open_question(points=2), choice()) as student:
        if "longest" in student.words:
            await student.press("n")
        await student.type("Sand settles.")
        await student.hand_in()
        await student.see("grade · Rivers", "Sand settles.", "Which of these points did you make?")
        await student.press("b")
        await student.see("b [x] Sand settles at the inner bank")
        await student.press("enter")
        await student.see(
            "0 of 1 point, 0%; self-marked: 1 of 2 points.",
            "1 skipped, 1 self-marked.",
            "All other questions 0 of 1 0%",
        )


async def test_grading_that_was_broken_off_goes_on(sit_down: SitDown) -> None:
    async with session(sit_down, open_question("one"), open_question("two")) as student:
        await student.type("Sand")
        await student.press("enter")
        await student.type("Banks")
        await student.hand_in()
        await student.press("b", "enter", "q")
    assert list(sit_down.progress.events()) == []
    async with session(sit_down) as student:
        await student.see("grade · Rivers", "b [x] Sand settles", "1/2")
        await student.press("enter", "a", "enter")
        await student.see("Self-marked: 1 of 2 points.")


async def test_the_result_leads_home(sit_down: SitDown) -> None:
    async with session(sit_down, choice()) as student:
        await student.hand_in()
        await student.see("esc home")
        await student.press("escape")
        await student.see("↵ study")


# Looks


@pytest.mark.parametrize("size", [(20, 6), (1, 1)], ids=str)
async def test_a_screen_too_small_for_anything_does_not_break_an_exam(sit_down: SitDown, size: tuple[int, int]) -> None:
    async with session(sit_down, *TWO) as student:
        await student.resize(*size)
        await student.press("3", "m", "o", "down", "enter", "escape", "p", "?", "x", "s", "y", "enter", "n", "escape")
        await student.resize(80, 24)
        await student.see("1 of 2 points")


PLACES: dict[str, tuple[dict[str, Any], tuple[str, ...], str]] = {
    "terms": ({"begin": False}, (), "to choose from"),
    "question": ({}, ("m",), "* flagged"),
    "answered": ({}, ("3",), "▸ 3 Nile"),
    "typing": ({}, ("n",), "Sava"),
    "little time": ({"minutes": 0.5}, (), "!0:30"),
    "overview": ({}, ("3", "m", "o"), "Overview"),
    "hand in": ({}, ("s",), "Hand in?"),
    "result": ({}, ("4", "s", "y"), "0 of 2 points"),
    "review": ({}, ("4", "s", "y", "enter"), "It is a short one."),
}
every_place = pytest.mark.parametrize("place", PLACES)


@asynccontextmanager
async def at(sit_down: SitDown, place: str, name: str = "here", **more: Any) -> AsyncIterator[Examinee]:
    """A student at a place of an exam, in a world called `name`."""
    terms, pressed, seen = PLACES[place]
    with sit_down.elsewhere(name) as there:
        async with session(there, *TWO, **terms, **more) as student:
            for key in pressed:
                await student.press(key)
            await student.see(seen)
            yield student


@sweep("theme", THEMES, always=["quizapp-dark"])
@every_place
async def test_every_word_stands_out_from_what_is_behind_it(sit_down: SitDown, place: str, theme: str) -> None:
    async with at(sit_down, place) as student:
        student.app.theme = theme
        await student.press("f12")
        faint = {
            f"{words!r} {found:.1f}"
            for words, found in contrasts(student)
            if found < (WORDS if any(character.isalnum() for character in words) else SIGNS)
        }
        assert faint == set()


@sweep("place", ["question", "result", "review"], always=["result"])
async def test_every_key_shown_does_something(sit_down: SitDown, place: str) -> None:
    async with at(sit_down, place) as student:
        shown = await student.keys()
        assert set(shown) >= set(student.foot_keys)
    for key in set(shown) - {"2"}:
        async with at(sit_down, place, f"for {key}") as student:
            before = student.picture
            await student.press(key)
            assert student.picture != before, key


async def test_markup_in_a_deck_is_shown_as_it_is(sit_down: SitDown) -> None:
    markup = "[b]b[/b] [@click=app.quit]q[/]"
    async with session(sit_down, choice(prompt=markup, tags=[markup])) as student:
        await student.see(markup)
        await student.press("o")
        await student.see(f"1 □ {markup}")
        await student.press("escape")
        await student.hand_in()
        await student.see(f"tag {markup}", f"– {markup}")


async def test_wide_and_combining_letters_do_not_break_the_lists(sit_down: SitDown) -> None:
    prompts = ["長江はどこですか。" * 9, "أين ينتهي نهر النيل؟ " * 9, "Där flödar ä̈n? " * 9]
    questions = [choice(f"river-{n}", prompt=prompt, tags=["河川"]) for n, prompt in enumerate(prompts)]
    async with session(sit_down, *questions) as student:
        await student.press("o")
        await student.see("not answered")
        statuses = [strip.cell_length for strip in student.strips]
        assert set(statuses) == {80}
        await student.press("escape")
        await student.hand_in()
        await student.see("tag 河川", "0 of 3")
        assert {strip.cell_length for strip in student.strips} == {80}


# What the student is told


@pytest.mark.parametrize(("minutes", "sign"), [(5, " "), (0.9, "!")])
async def test_the_clock_alarms_in_the_last_minute_alone(sit_down: SitDown, minutes: float, sign: str) -> None:
    async with session(sit_down, *TWO, minutes=minutes) as student:
        await student.see("left")
        assert ("!" in student.lines[0]) is (sign == "!")


async def test_the_clock_of_a_long_exam_alarms_in_its_last_tenth(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, minutes=100) as student:
        await student.see("1:40:00 left")
        for _ in range(2_701):
            student.exam.paper = student.exam.paper.after(2_000)
        await student.see("!9:")


async def test_back_overview_and_hand_in_are_at_the_foot(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.press("n")
        await student.see("esc back, overview, hand in")
        await student.press("escape")
        await student.see("p back", "o overview", "s hand in")


async def test_points_are_shown_for_every_question_or_for_none(sit_down: SitDown) -> None:
    async with session(sit_down, choice(points=2), true_false()) as student:
        await student.see("2 points" if student.exam.paper.question == "longest" else "1 point")
        await student.press("n")
        await student.see("2 points" if student.exam.paper.question == "longest" else "1 point")


async def test_no_points_are_shown_where_each_question_has_one(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        assert "point" not in student.words


@pytest.mark.parametrize(("terms", "pressed"), [({"begin": False}, ()), ({}, ("o",)), ({}, ("s", "y"))])
async def test_the_keys_are_told_before_an_exam_in_its_overview_and_after_it(
    sit_down: SitDown, terms: dict[str, Any], pressed: tuple[str, ...]
) -> None:
    async with session(sit_down, *TWO, **terms) as student:
        await student.press(*pressed)
        await student.see("? keys")
        await student.press("?")
        await student.see("Keys")


async def test_a_tag_may_have_a_question_mark(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, begin=False) as student:
        await student.see("to choose from")
        await student.press("tab", "tab", "w", "?", "enter")
        await student.see("No question has the tag w?.")


async def test_terms_that_an_unfinished_exam_does_not_heed_are_told(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.press("q")
    async with session(sit_down, begin=False, minutes=3) as student:
        await student.see("unfinished", "The options you gave are for a new exam: press n to start one.")


async def test_questions_that_are_several_cards_explain_the_numbers_of_home(sit_down: SitDown) -> None:
    async with session(sit_down, cloze(), begin=False) as student:
        await student.see("1 question to choose from. Some are studied as several cards.")


async def test_points_by_tag_that_are_more_than_all_are_explained(sit_down: SitDown) -> None:
    async with session(sit_down, choice(tags=["long", "wet"])) as student:
        await student.hand_in()
        await student.see("A question with several tags counts under each of them.")


async def test_an_exam_that_is_over_can_be_looked_at_again(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.press("3")
        await student.hand_in()
        await student.see("1 of 2 points, 50%.")
    async with session(sit_down, begin=False) as student:
        await student.see("Last exam: 14 October 2025, 1 of 2 points.", "l past exams")
        await student.press("l")
        await student.see("Past exams", "▸ 14 October 2025 ✗ 50% 1 of 2 0 seconds")
        await student.press("enter")
        await student.see("result · Rivers", "1 right, 1 skipped.", "✓ Which river is the longest?")


async def test_a_key_that_the_list_hands_on_waits_for_the_questions_that_open_meanwhile(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO) as student:
        await student.hand_in()
        await student.see("0 of 2 points")
        result = student.app.screen
        assert isinstance(result, ExamResultScreen)
        student.app.push_screen(ReviewScreen(result._exam, result._exam.result.outcomes))
        handed_on = Key("n", "n")
        handed_on._set_forwarded()
        student.app.post_message(handed_on)
        await student.see("2/2")


async def test_without_a_past_exam_there_is_none_to_look_at(sit_down: SitDown) -> None:
    async with session(sit_down, *TWO, begin=False) as student:
        await student.see("to choose from")
        before = student.picture
        await student.press("l")
        assert student.picture == before
        assert "past exams" not in student.foot

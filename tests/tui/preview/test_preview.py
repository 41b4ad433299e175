"""The preview: what an author sees of a deck while editing it in another window."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from quizapp.authoring import watch
from quizapp.core.errors import UsageProblem
from quizapp.store.progress import Progress
from quizapp.tui.answers.base import Answer
from quizapp.tui.preview.app import PreviewApp, run_preview
from quizapp.tui.preview.screen import PreviewScreen
from tests.support.making import FixedClock, choice, cloze, deck_toml, flashcard, order, text, true_false, write_deck
from tests.support.student import Student

SMALL = (40, 12)
SAVA = text(prompt="Where does the Sava end?")
LADDER = text(distractors={"zagreb": "Zagreb", "novi-sad": "Novi Sad"})
BROKEN = choice(answer="volga", explanaton="Long.")


class Author:
    """Has a deck file, and opens the preview of it: `async with author(): ...`."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder, self._progress = folder, progress
        self.path = folder / "rivers.toml"

    def save(self, *questions: dict[str, Any], **head: Any) -> None:
        write_deck(self.folder, *questions, **head)

    def save_by_renaming(self, *questions: dict[str, Any]) -> None:
        written = self.folder / ".rivers.toml.new"
        written.write_text(deck_toml(*questions), "utf-8")
        written.replace(self.path)

    def save_by_deleting(self, *questions: dict[str, Any]) -> None:
        self.path.unlink()
        self.save(*questions)

    def translate(self, prompt: str) -> None:
        overlay = f'translates = "rivers"\nlanguage = "nl"\ntitle = "Rivieren"\n[questions.city]\nprompt = "{prompt}"\n'
        (self.folder / "rivers.nl.toml").write_text(overlay, "utf-8")

    @asynccontextmanager
    async def __call__(self, size: tuple[int, int] = (80, 24), **options: str) -> AsyncIterator[Student]:
        app = PreviewApp(self.path, self._progress, clock=FixedClock(), **options)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Student(app, pilot, [])  # type: ignore[arg-type]  # it presses keys and reads the screen of any app


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change is not missed for long."""
    monkeypatch.setattr(watch, "BEAT_MS", 100)


@pytest.fixture
def author(tmp_path: Path, progress: Progress) -> Author:
    return Author(tmp_path / "decks", progress)


async def test_the_deck_is_shown_from_its_first_question_on(author: Author) -> None:
    author.save(choice(), flashcard())
    async with author() as student:
        await student.see("preview Rivers", "1/2", "Which river is the longest?", "1-4 choose", "n next", "p previous")


async def test_it_can_begin_at_any_question(author: Author) -> None:
    author.save(choice(), flashcard())
    async with author(question="delta") as student:
        await student.see("A river's mouth of many arms", "2/2")


async def test_it_can_begin_at_any_card(author: Author) -> None:
    author.save(choice(), cloze())
    async with author(question="confluence/town") as student:
        await student.see("The Sava meets the Danube at", "3/3")


def test_a_question_that_is_not_there_is_refused_with_the_nearest(author: Author) -> None:
    author.save(choice(), flashcard())
    with pytest.raises(UsageProblem, match=r"no question `delte`\. Did you mean `delta`"):
        run_preview(author.path, question="delte")


# Saves


@pytest.mark.parametrize("save", [Author.save, Author.save_by_renaming, Author.save_by_deleting])
async def test_a_save_is_shown_at_once_at_the_same_question(author: Author, save: Callable[..., None]) -> None:
    author.save(choice(), flashcard())
    async with author(question="delta") as student:
        for prompt in ("A mouth of many arms", "Many arms"):
            save(author, choice(), flashcard(prompt=prompt))
            await student.see(prompt, "2/2")


async def test_a_question_put_before_it_moves_it_on(author: Author) -> None:
    author.save(choice(), flashcard())
    async with author(question="delta") as student:
        author.save(choice(), true_false(), flashcard())
        await student.see("A river's mouth of many arms", "3/3")


async def test_a_question_that_gets_another_id_stays(author: Author) -> None:
    author.save(choice(), flashcard(), true_false())
    async with author(question="delta") as student:
        author.save(choice(), flashcard("mouth", prompt="Now called mouth"), true_false())
        await student.see("Now called mouth", "2/3")


async def test_a_deleted_question_gives_way_to_the_nearest(author: Author) -> None:
    author.save(choice(), flashcard(), true_false())
    async with author(question="delta") as student:
        author.save(choice(), true_false())
        await student.see("A river can flow uphill.", "2/2")
        author.save(choice())
        await student.see("Which river is the longest?", "1/1")


async def test_a_save_tells_when_it_arrived(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        await student.see("Which river is the longest?")
        assert "saved" not in student.words
        author.save(choice(), flashcard())
        await student.see("saved 12:00:00", "1/2")


async def test_a_half_typed_answer_survives_a_save(author: Author) -> None:
    author.save(SAVA)
    async with author() as student:
        await student.type("Belg")
        author.save(text(prompt="Where does the river Sava end?"))
        await student.see("Where does the river Sava end?", "Belg")
        await student.type("rade")
        await student.press("enter")
        await student.see("✓ Right")


async def test_what_is_typed_at_the_moment_of_a_save_survives_it(author: Author) -> None:
    author.save(SAVA)
    async with author() as student:
        line = student.app.screen.query_one(Input)
        with line.prevent(Input.Changed):  # the screen has not heard of it yet
            line.value = "Belg"
        author.save(text(prompt="Where does the river Sava end?"))
        await student.see("Where does the river Sava end?", "Belg")


async def test_a_line_that_was_left_stays_left_after_a_save(author: Author) -> None:
    author.save(SAVA, choice())
    async with author() as student:
        await student.press("escape")
        author.save(text(prompt="Where does the river Sava end?"), choice())
        await student.see("Where does the river Sava end?", "tab back to typing")
        await student.press("n")
        await student.see("Which river is the longest?")


async def test_a_save_that_leaves_the_question_alone_does_not_move_the_cursor(author: Author) -> None:
    author.save(SAVA)
    async with author() as student:
        await student.type("Belrade")
        await student.press("left", "left", "left", "left")
        author.save(SAVA, flashcard())
        await student.see("1/2")
        await student.type("g")
        assert student.app.screen.query_one(Input).value == "Belgrade"


async def test_items_that_were_moved_stay_where_they_were_put(author: Author) -> None:
    author.save(order())
    async with author() as student:
        await student.press("shift+down", "shift+down")
        before = towns(student)
        author.save(order(prompt="Down the Danube, from its source on."))
        await student.see("from its source on")
        assert towns(student) == before


def towns(student: Student) -> list[str]:
    """The towns on screen, from above."""
    return [word for word in student.words.split() if word in ("Ulm", "Vienna", "Belgrade")]


async def test_a_verdict_stays_while_its_explanation_is_written(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon", "✓ 3 Nile")
        author.save(choice(explanation="It is some 6,650 km long.", feedback={"amazon": "That is the widest."}))
        await student.see("✗ 1 Amazon", "That is the widest.", "✓ 3 Nile", "It is some 6,650 km long.")


async def test_a_long_question_stays_scrolled_to_where_it_was(author: Author) -> None:
    lines = [f"Line {number} of a long story." for number in range(60)]
    author.save(flashcard(prompt="\n".join(lines)))
    async with author(size=SMALL) as student:
        await student.press("pagedown", "pagedown")
        await student.see("Line 25")
        author.save(flashcard(prompt="\n".join([*lines[:25], "Line 25, reworded.", *lines[26:]])))
        await student.see("Line 25, reworded.")


async def test_a_save_is_shown_behind_a_sheet_too(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        await student.press("?")
        await student.see("esc closes this")
        author.save(choice(prompt="Which one is the longest?"), flashcard())
        await student.see("1/2")
        await student.press("escape", "3", "enter")
        await student.see("Which one is the longest?", "✓ 3 Nile")


async def test_a_question_of_another_type_begins_afresh(author: Author) -> None:
    author.save(SAVA)
    async with author() as student:
        await student.type("Belgrade")
        author.save(flashcard("city"))
        await student.see("A river's mouth of many arms", "space turn")
        await student.press("space")
        await student.see("A delta")


async def test_a_translation_is_shown_and_read_again_too(author: Author) -> None:
    author.save(SAVA)
    author.translate("Waar eindigt de Sava?")
    async with author(language="nl") as student:
        await student.see("Rivieren", "Waar eindigt de Sava?")
        author.translate("Waar mondt de Sava uit?")
        await student.see("Waar mondt de Sava uit?")


async def test_keys_and_saves_at_the_same_moment_leave_one_answer_on_screen(author: Author) -> None:
    author.save(*(text(f"city-{place}") for place in range(5)))
    async with author() as student:
        screen = student.app.screen
        assert isinstance(screen, PreviewScreen)
        await asyncio.gather(*(screen.action_step(1) for _ in range(3)))
        await student.see("4/5")
        assert len(screen.query(Answer)) == 1


# A broken file


async def test_a_broken_file_leaves_the_last_good_version_and_tells_what_is_wrong(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        author.save(BROKEN)
        await student.see("✗ 2 errors; last good version shown", "Which river is the longest?")
        await student.see(
            "line 10: `volga` is not one of the options", "line 12: unknown field `explanaton`; did you mean"
        )
        await student.press("3", "enter")
        await student.see("✓ 3 Nile")


async def test_a_mended_file_is_shown_again_by_itself(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        author.save(BROKEN)
        await student.see("✗ 2 errors")
        author.save(choice(prompt="Which one is the longest?"))
        await student.see("Which one is the longest?")
        assert "✗" not in student.words


async def test_half_a_line_of_toml_is_told_with_its_place(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        author.path.write_text(author.path.read_text() + '\nhint = "Egy\n')
        await student.see("✗ 1 error", "line 13: ", "Which river is the longest?")


async def test_more_problems_than_fit_are_counted_and_listed_on_demand(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        author.save(*(choice(f"river-{place}", answer="volga") for place in range(5)))
        await student.see("✗ 5 errors", "and 2 more")
        await student.press("l")
        await student.see(
            "5 errors", "error[E201]: `volga` is not one of the options", "--> rivers.toml:10:10", "help:"
        )


async def test_a_click_on_the_problems_lists_them(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        author.save(BROKEN)
        await student.see("✗ 2 errors")
        await student.click("✗ 2 errors")
        await student.see("error[E102]: unknown field `explanaton`")


async def test_a_file_broken_from_the_beginning_is_waited_for(author: Author) -> None:
    author.save(BROKEN, flashcard())
    async with author(question="delta") as student:
        await student.see(
            "preview rivers.toml", "Fix these problems and save the file", "error[E201]: `volga`", "did you mean"
        )
        author.save(choice(), flashcard())
        await student.see("A river's mouth of many arms", "2/2")


async def test_more_problems_than_fit_are_scrolled_while_waiting(author: Author) -> None:
    author.save(*(choice(f"river-{place}", answer="volga") for place in range(5)))
    async with author(size=SMALL) as student:
        await student.see("↑ ↓ scroll", "q quit")
        before = student.screen
        await student.press("down")
        assert student.screen != before


async def test_a_file_that_is_gone_is_told_and_its_return_noticed(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        text = author.path.read_text()
        author.path.unlink()
        await student.see("✗ not readable; last good version shown", "Which river is the longest?")
        author.path.write_text(text)
        await student.until(lambda: "✗" not in student.words, "the deck")


async def test_a_translation_that_breaks_is_told_with_its_file(author: Author) -> None:
    author.save(SAVA)
    author.translate("Waar eindigt de Sava?")
    async with author(language="nl") as student:
        author.save(text("town"))
        await student.see("✗ 1 error", "rivers.nl.toml, line 4: ", "Waar eindigt de Sava?")


async def test_the_problems_are_shown_literally(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        author.save(choice(answer="[b]volga[/b]"))
        await student.see("line 10: `[b]volga[/b]` is not one of the options")
        await student.press("l")
        await student.see("error[E201]: `[b]volga[/b]` is not", '10 | answer = "[b]volga[/b]"')


async def test_on_a_small_screen_the_question_keeps_its_room(author: Author) -> None:
    author.save(choice())
    async with author(size=SMALL) as student:
        author.save(*(choice(f"river-{place}", answer="volga") for place in range(5)))
        await student.see(
            "✗ 5 errors; last good version shown", "line 10: ", "and 4 more", "longest?", "4 Rhine", "l problems"
        )


async def test_warnings_are_counted_quietly(author: Author) -> None:
    author.save(choice(prompt="Which river is not in Europe?"))
    async with author() as student:
        await student.until(lambda: "warning" in student.lines[0], "the number of warnings")
        assert "✗" not in student.words
        await student.press("l")
        await student.see("warning[L")


# Keys


async def test_next_and_previous_go_through_the_deck_without_an_answer(author: Author) -> None:
    author.save(choice(), flashcard(), true_false())
    async with author() as student:
        await student.press("n")
        await student.see("A river's mouth of many arms", "2/3")
        await student.press("p")
        await student.see("Which river is the longest?", "1/3")


async def test_after_the_last_card_comes_the_first_again(author: Author) -> None:
    author.save(choice(), flashcard())
    async with author() as student:
        await student.press("n", "n")
        await student.see("Which river is the longest?", "Back at the first card.")
        await student.press("p")
        await student.see("A river's mouth of many arms", "This is the last card.")


async def test_while_typing_control_goes_on(author: Author) -> None:
    author.save(SAVA, choice())
    async with author() as student:
        await student.see("^n next", "^p previous")
        await student.press("n", "p")
        assert student.app.screen.query_one(Input).value == "np"
        await student.press("ctrl+n")
        await student.see("Which river is the longest?")
        await student.press("ctrl+p")
        await student.see("Where does the Sava end?")


async def test_the_keys_can_be_clicked(author: Author) -> None:
    author.save(choice(), flashcard())
    async with author() as student:
        await student.click("next")
        await student.see("A river's mouth of many arms")


async def test_an_answer_is_judged_as_a_students_would_be_and_enter_goes_on(author: Author) -> None:
    author.save(choice(feedback={"amazon": "That is the widest."}), flashcard())
    async with author() as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon", "That is the widest.", "✓ 3 Nile", "↵ n next")
        await student.press("enter")
        await student.see("A river's mouth of many arms")


@pytest.mark.parametrize("key", ["1", "4", "g", "o", "x"])
async def test_there_is_nothing_to_rate_or_to_dispute(author: Author, key: str) -> None:
    author.save(choice(), flashcard())
    async with author() as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon")
        before = student.picture
        await student.press(key)
        assert student.picture == before


async def test_an_answer_can_be_taken_back(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon", "u undo")
        await student.press("u")
        await student.see("Answer undone.", "1-4 choose")


async def test_a_question_with_distractors_can_be_seen_in_both_forms(author: Author) -> None:
    author.save(LADDER)
    async with author() as student:
        await student.see("1-3 choose", "t typed")
        await student.press("t")
        await student.see("your answer", "^t as a choice")
        await student.press("ctrl+t")
        await student.see("1-3 choose")


async def test_a_question_with_one_form_offers_no_other(author: Author) -> None:
    author.save(choice())
    async with author() as student:
        before = student.picture
        await student.press("t")
        assert student.picture == before
        assert "typed" not in student.foot


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("ctrl+q", 0), ("ctrl+c", 130)])
async def test_leaving(author: Author, key: str, code: int) -> None:
    author.save(choice())
    async with author() as student:
        await student.press(key)
        await student.until(lambda: student.app.return_code == code, "the end")


# Traces


@pytest.fixture
def files_while_it_ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Path]]:
    """The files in the folder for temporary ones while the app ran, which it does not really do."""
    found: list[Path] = []
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(PreviewApp, "run", lambda self: found.extend(temporary.rglob("*.sqlite3")))
    yield found
    assert not list(temporary.iterdir())


def test_what_it_needs_is_in_a_temporary_folder_that_goes_with_it(
    author: Author, files_while_it_ran: list[Path]
) -> None:
    author.save(choice())
    assert run_preview(author.path) == 0
    assert {path.name for path in files_while_it_ran} == {"progress.sqlite3", "decks.sqlite3"}


@pytest.mark.parametrize("name", ["lakes.toml", ""])
def test_what_is_not_a_file_is_refused(author: Author, name: str) -> None:
    author.save(choice())
    with pytest.raises(UsageProblem, match=r"is not a file\. Name the file of one deck\."):
        run_preview(author.folder / name)


@pytest.mark.usefixtures("files_while_it_ran")
def test_a_language_without_translation_is_refused(author: Author) -> None:
    author.save(choice())
    with pytest.raises(UsageProblem, match=r"not available in `nl`\. Available: en\."):
        run_preview(author.path, language="nl")

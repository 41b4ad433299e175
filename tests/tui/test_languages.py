"""No screen breaks in another language, nor in one with longer words than any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.core.messages import ENGLISH, tr, trc, use_catalogue
from quizapp.store.catalogues import languages, use_language
from quizapp.store.progress import Progress
from quizapp.tui.exams.result import ExamResultScreen
from tests.support.making import all_texts, all_types, choice, flashcard, open_question, text, write_deck
from tests.support.pseudo import PSEUDO, Pseudo
from tests.support.screens import can_be_read, moments
from tests.support.student import SitDown
from tests.support.sweeps import sweep
from tests.tui.exams.test_exam_screens import TWO, session
from tests.tui.preview.test_preview import Author
from tests.tui.stats.test_stats import history, study
from tests.tui.test_every_size import CITED, LONG

OTHERS = [language for language in languages() if language != ENGLISH]
every_size = sweep("size", [(40, 12), (60, 15), (80, 24), (120, 36)], always=[(40, 12)])
OPENED_FROM_HOME = ("t", "p", "/", "e", "c", "comma", "?", "ctrl+p")


@pytest.fixture(params=[PSEUDO, *OTHERS])
def language(request: pytest.FixtureRequest, english: None) -> Iterator[str]:
    """Another language, in use."""
    if request.param == PSEUDO:
        use_catalogue(PSEUDO, Pseudo())
    else:
        use_language(request.param)
    yield request.param
    use_language(ENGLISH)


@every_size
async def test_questions_and_verdicts(sit_down: SitDown, language: str, size: tuple[int, int]) -> None:
    async with sit_down(*all_types(LONG), **all_texts(LONG), size=size) as student:
        async for moment in moments(student):
            await can_be_read(student, moment)
            assert "↵" in student.screen, moment


@every_size
async def test_the_screens_of_home(sit_down: SitDown, language: str, size: tuple[int, int]) -> None:
    write_deck(sit_down.folder / "decks", CITED, flashcard(prompt=LONG), choice("second"), **all_texts(LONG))
    async with sit_down(size=size) as student:
        await can_be_read(student, "home")
        for key in OPENED_FROM_HOME:
            await student.press(key)
            await can_be_read(student, key)
            await student.press("escape")
        for keys in ("enter", "?", "escape 1 enter", "s", "escape x", "space 4"):
            await student.press(*keys.split())
            await can_be_read(student, f"after {keys}")


@every_size
async def test_the_end_of_a_session(sit_down: SitDown, language: str, size: tuple[int, int]) -> None:
    cards = [flashcard(f"card-{number}", prompt=LONG, back=LONG) for number in range(5)]
    async with sit_down(*cards, title=LONG, size=size) as student:
        await student.press(*("space", "1") * 4)
        while student.study.showing is not None:
            await student.press("space", "4")
        await can_be_read(student, "the end of a session")
        await student.press("end")
        await can_be_read(student, "its last lines")


@every_size
async def test_an_exam(sit_down: SitDown, language: str, size: tuple[int, int]) -> None:
    async with session(sit_down, *TWO, open_question(), begin=False, size=size, minutes=15) as student:
        await can_be_read(student, "terms")
        for keys in ("ctrl+u 0 enter", "ctrl+u 9 enter", "escape", "m ?", "escape o", "?", "escape escape s", "y"):
            await student.press(*keys.split())
            await can_be_read(student, f"after {keys}")
        await student.until(lambda: isinstance(student.app.screen, ExamResultScreen), "the result")
        for keys in ("?", "escape enter", "enter", "escape escape"):
            await can_be_read(student, "result")
            await student.press(*keys.split())
            await can_be_read(student, f"result after {keys}")


@every_size
async def test_the_statistics(sit_down: SitDown, language: str, size: tuple[int, int]) -> None:
    study(sit_down, *history())
    async with sit_down(size=size) as student:
        await student.press("down", "t")
        for key in "123456":
            await student.press(key)
            await can_be_read(student, f"part {key}")
            assert f"esc {tr('home')}" in student.foot
        assert trc("part of the statistics", "Guesses") in student.words


@every_size
async def test_the_preview(tmp_path: Path, progress: Progress, language: str, size: tuple[int, int]) -> None:
    author = Author(tmp_path / "decks", progress)
    author.save(choice(), text(distractors={"zagreb": "Zagreb", "novi-sad": "Novi Sad"}), flashcard())
    async with author(size=size) as student:
        await can_be_read(student, "preview")
        author.save(choice(answer="volga"))
        await student.until(lambda: "✗" in student.words, "the problems")
        for keys in ("l", "escape n", "n", "p p p"):
            await can_be_read(student, "broken")
            await student.press(*keys.split())
            await can_be_read(student, f"broken, after {keys}")

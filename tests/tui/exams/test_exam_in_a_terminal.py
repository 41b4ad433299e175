"""An exam in a real terminal, killed and gone on with."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from quizapp.learning.exams.exam import scope
from quizapp.store.progress import Progress
from tests.support.making import choice, text, write_deck
from tests.support.program import log, run, working_folder
from tests.support.terminal import ENTER, ESCAPE, Terminal

EXAM = ("exam", "rivers", "--seed", "7")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`; with seed 7 the choice comes first, then the text."""
    write_deck(working_folder(tmp_path) / "decks", choice(), text())
    return tmp_path


def kept(folder: Path) -> str:
    """What is kept of the answer on screen."""
    with closing(Progress(folder / "data")) as progress:
        return str(progress.draft(scope("rivers")))


def test_every_acknowledged_answer_survives_a_kill(folder: Path) -> None:
    with Terminal(folder, *EXAM) as terminal:
        terminal.wait_for("2 questions to choose from")
        terminal.press(ENTER)
        terminal.wait_for("1/2")
        terminal.press("3", ENTER)
        terminal.wait_for("2/2")
        terminal.press(*"Belg")
        terminal.wait_until(lambda: "Belg" in kept(folder), "the half-typed answer on disk")
        terminal.kill()
    with Terminal(folder, *EXAM) as terminal:
        terminal.wait_for("unfinished exam on this deck. 2 of 2 answered")
        terminal.press(ENTER)
        terminal.wait_for("Belg", "2/2")
        terminal.press(*"rade", ESCAPE)
        terminal.wait_for("s hand in")
        terminal.press("s")
        terminal.wait_for("Hand in?")
        terminal.press("y")
        terminal.wait_for("2 of 2 points, 100%.")
        terminal.press("q")
        assert terminal.end() == 0
    assert {event["card"]: event["data"]["response"] for event in log(folder)} == {
        "longest": "nile",
        "city": "Belgrade",
    }


def test_whoever_quits_is_told_how_to_go_on(folder: Path) -> None:
    with Terminal(folder, *EXAM) as terminal:
        terminal.wait_for("2 questions to choose from")
        terminal.press(ENTER)
        terminal.wait_for("1/2")
        terminal.press("q")
        assert terminal.end() == 0
        assert "Your exam is saved: 0 of 2 answered, 15 minutes left." in terminal.words
        assert "`quizapp exam rivers`." in terminal.words


def test_an_exam_begun_on_screen_goes_on_line_by_line(folder: Path) -> None:
    with Terminal(folder, *EXAM, columns=40, lines=12) as terminal:
        terminal.wait_for("2 questions to choose from")
        terminal.press(ENTER)
        terminal.wait_for("1/2")
        terminal.press("3", ENTER)
        terminal.wait_for("2/2")
        terminal.kill()
    done = run(folder, *EXAM, "--plain", input="Belgrade\nhand in\n")
    assert "2 of 2 points, 100%." in done.stdout

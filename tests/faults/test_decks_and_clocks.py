"""What changes under a session: the clock, the deck's file, and who reads the output."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.store.progress import Progress
from tests.support.making import deck_toml, flashcard, write_deck
from tests.support.program import PROGRAM, SECONDS, environment, listed, log, run, working_folder
from tests.support.terminal import ENTER, Terminal
from tests.tui.study.test_study_in_a_terminal import asks, is_done, judges

pytestmark = pytest.mark.slow

RIVERS = ("--plain", "--deck", "rivers")
EASY = "4\n4\n"
FEW = 6
DAY_SECONDS = 86_400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with a few flashcards."""
    write_deck(working_folder(tmp_path) / "decks", *(flashcard(f"card-{number}") for number in range(FEW)))
    return tmp_path


def stale(folder: Path) -> int:
    """How many states and sums of days are not what the log says."""
    with closing(Progress(folder / "data")) as progress:
        return len(progress.stale_cards()) + len(progress.stale_days())


def test_a_clock_that_jumps_a_year_forth_and_back_between_answers_loses_nothing(folder: Path, shifter: Path) -> None:
    for days in (0, 366, -366, 0, 1):
        done = run(folder, *RIVERS, input=EASY, LD_PRELOAD=str(shifter), SHIFT=str(days * DAY_SECONDS))
        assert (done.returncode, done.stderr) == (0, ""), days
    assert len(log(folder)) == 5
    assert stale(folder) == 0
    assert listed(folder, "cards", "rivers")
    assert run(folder, "stats").returncode == 0


def test_a_clock_that_jumps_in_mid_session_loses_nothing(folder: Path, tmp_path: Path, shifter: Path) -> None:
    shift = tmp_path / "shift"
    shift.write_text("0")
    with Terminal(folder, *RIVERS, LD_PRELOAD=str(shifter), SHIFT=str(shift)) as terminal:
        for number, days in enumerate((366, -366, 0), 1):
            terminal.wait_for(f"{number} of {FEW}. ", "Press Enter to see the answer:")
            terminal.press(ENTER)
            terminal.wait_until(lambda n=number: terminal.words.count("Rating:") == n, "a verdict")  # type: ignore[misc]
            shift.write_text(str(days * DAY_SECONDS))
            terminal.press("4", ENTER)
        terminal.wait_for(f"4 of {FEW}. ")
        terminal.press("quit", ENTER)
        assert terminal.end() == 0
    years = {event["day"] // 366 for event in log(folder)}
    assert (len(log(folder)), len(years) > 1) == (3, True)
    assert stale(folder) == 0


def without_most(path: Path) -> None:
    path.write_text(deck_toml(flashcard("card-0"), flashcard("card-5"), flashcard("another")))


@pytest.mark.parametrize(
    "change",
    [
        without_most,
        lambda path: path.unlink(),
        lambda path: path.rename(path.with_name("renamed.toml")),
        lambda path: path.write_text("format = "),
        lambda path: path.write_text(deck_toml(flashcard("card-0"), id="other")),
        lambda path: path.write_bytes(b"\xff\xfe"),
    ],
    ids=["edited", "deleted", "renamed", "broken", "another deck", "no text"],
)
@pytest.mark.parametrize("plain", [True, False], ids=["line by line", "full screen"])
def test_a_deck_that_changes_in_mid_session_costs_no_answer(
    folder: Path, change: Callable[[Path], object], plain: bool
) -> None:
    (working_folder(folder) / "decks" / "rivers.toml").touch()
    with Terminal(folder, *(RIVERS if plain else RIVERS[1:])) as terminal:
        if plain:
            terminal.wait_for("Press Enter to see the answer:")
            terminal.press(ENTER)
            terminal.wait_for("Rating:")
            change(working_folder(folder) / "decks" / "rivers.toml")
            terminal.press("4", ENTER, "4", ENTER, "4", ENTER, "quit", ENTER, "quit", ENTER)
            terminal.end()
        else:
            terminal.wait_until(lambda: asks(terminal), "a question")
            terminal.press(ENTER)
            terminal.wait_until(lambda: judges(terminal), "a verdict")
            change(working_folder(folder) / "decks" / "rivers.toml")
            terminal.press("4")
            terminal.wait_until(lambda: asks(terminal) or is_done(terminal), "what comes next")
            terminal.press("q")
            terminal.comes(lambda: False, seconds=2)
        assert "Traceback" not in terminal.screen
        assert "mistake of its own" not in terminal.words
    assert log(folder)[0]["rating"] == 4
    assert stale(folder) == 0


@pytest.mark.parametrize(
    "arguments", [RIVERS, ("log",), ("cards", "vlasov"), ("check", "decks"), ("stats",)], ids=" ".join
)
def test_a_reader_that_goes_away_is_no_traceback(folder: Path, arguments: tuple[str, ...]) -> None:
    run(folder, *RIVERS, input=EASY * 2)
    done = subprocess.run(
        ["bash", "-c", f"yes 4 | head -40 | {PROGRAM} {' '.join(arguments)} | head -1"],
        capture_output=True,
        text=True,
        env=environment(folder),
        cwd=working_folder(folder),
        timeout=SECONDS,
        check=False,
    )
    assert done.stderr == ""
    assert stale(folder) == 0

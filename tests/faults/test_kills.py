"""Processes that are killed at any moment, and several at once: no acknowledged answer is lost, none counts twice."""

from __future__ import annotations

import os
import random
import re
import select
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.store.database import integrity_problems
from quizapp.store.progress import Progress
from tests.support.making import flashcard, write_deck
from tests.support.program import PROGRAM, SECONDS, environment, log, run, working_folder
from tests.support.terminal import ENTER, Terminal
from tests.tui.study.test_study_in_a_terminal import answer, asks, judges
from tests.tui.terminal.test_signals import in_bash, is_given_back, modes

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("QUIZAPP_KILLS", "30"))
"""How many processes are killed, about one in ten of them in a full screen."""

QUESTION = re.compile(rb"^(?:Again: )?[\d,]+ of [\d,]+\. ", re.MULTILINE)
NOT_RATED = (b"Your last answer still needs a rating.", b"You rated the last card in another window.")
"""What is said of an answer that was on screen in two windows at once, and is logged once."""

RIVERS = ("--plain", "--deck", "rivers")
EASY = "4\n4\n"
"""Turns a card and rates it, whichever of the two is awaited first."""


def with_cards(folder: Path, number: int) -> Path:
    """A student's folder with a deck of so many cards, all of which may be begun today."""
    write_deck(working_folder(folder) / "decks", *(flashcard(f"card-{each}") for each in range(number)))
    (folder / "data").mkdir()
    (folder / "data" / "config.toml").write_text("[study]\nnew_per_day = 9999\n")
    return folder


def started(folder: Path, answers: str) -> subprocess.Popen[bytes]:
    """The line mode, answering as fast as it can."""
    process = subprocess.Popen(
        [PROGRAM, *RIVERS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(folder),
        cwd=working_folder(folder),
    )
    assert process.stdin is not None
    process.stdin.write(answers.encode())
    process.stdin.flush()
    return process


def acknowledged_when_killed(folder: Path, chance: random.Random) -> int:
    """How many answers a process acknowledged, by asking the next question, before it was killed."""
    process = started(folder, EASY * 30)
    assert process.stdout is not None
    said, wanted = b"", chance.randrange(9)
    while len(QUESTION.findall(said)) < wanted:
        assert select.select([process.stdout], [], [], SECONDS)[0], said
        part = os.read(process.stdout.fileno(), 65_536)
        assert part, said
        said += part
    time.sleep(chance.random() * (0.004 if wanted else 0.4))
    process.kill()
    said += process.communicate(timeout=SECONDS)[0]
    return max(len(QUESTION.findall(said)) - 1, 0)


def times_answered(folder: Path) -> Counter[str]:
    """How often each card was answered; the store must be sound."""
    with closing(Progress(folder / "data")) as progress:
        assert integrity_problems(progress.connection) == []
        assert progress.stale_cards() == []
        assert progress.stale_days() == []
    return Counter(event["card"] for event in log(folder) if event["kind"] == "review")


def test_a_kill_at_any_moment_loses_no_acknowledged_answer_and_repeats_none(tmp_path: Path) -> None:
    folder, chance = with_cards(tmp_path, 20 + 10 * KILLS), random.Random(7)
    before = 0
    for number in range(KILLS - KILLS // 10):
        acknowledged = acknowledged_when_killed(folder, chance)
        answered = times_answered(folder)
        logged = answered.total() - before
        assert acknowledged <= logged <= acknowledged + 1, f"kill {number}"
        assert set(answered.values()) <= {1}, f"kill {number}"
        before = answered.total()
    done = run(folder, *RIVERS, input=EASY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Picking up where you left off." in done.stdout


def rates_what_waits(terminal: Terminal) -> bool:
    """Whether the program goes on with a verdict that was not rated; it is then, and the next question is there."""
    terminal.wait_until(lambda: asks(terminal) or judges(terminal), "a question or a verdict")
    waits = judges(terminal)
    if waits:
        terminal.press("4")
    terminal.wait_until(lambda: asks(terminal), "a question")
    return waits


def test_a_kill_of_the_full_screen_at_any_moment_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    folder, chance = with_cards(tmp_path, 20 + 10 * KILLS), random.Random(8)
    before = 0
    for number in range(KILLS // 10):
        with Terminal(folder, "--deck", "rivers") as terminal:
            acknowledged = int(rates_what_waits(terminal)) + (more := chance.randrange(5))
            for _ in range(more):
                answer(terminal, rating="4")
            terminal.press(*[ENTER, "4"][: chance.randrange(3)])
            time.sleep(chance.random() * 0.02)
            terminal.kill()
        answered = times_answered(folder)
        assert acknowledged <= answered.total() - before <= acknowledged + 1, f"kill {number}"
        assert set(answered.values()) <= {1}, f"kill {number}"
        before = answered.total()


def test_the_next_start_gives_back_the_terminal_that_a_killed_program_left(tmp_path: Path) -> None:
    with in_bash(with_cards(tmp_path, 3), f"{PROGRAM} --deck rivers & fg") as shell:
        shell.wait_until(lambda: asks(shell), "a question")
        (victim,) = children_of(shell)
        os.kill(victim, 9)
        shell.wait_for("Killed")
        assert not is_given_back(shell)
        shell.press(f"{PROGRAM} --deck rivers", ENTER)
        shell.wait_until(lambda: asks(shell) and modes(shell)[25] is False, "a question")
        shell.press("q")
        shell.wait_until(lambda: is_given_back(shell), "the shell")


def children_of(shell: Terminal) -> list[int]:
    """The processes that a shell started and that still run."""
    listed = Path(f"/proc/{shell._child.pid}/task/{shell._child.pid}/children").read_text()
    return [int(number) for number in listed.split()]


@pytest.mark.parametrize("windows", [2, 4])
def test_several_windows_on_one_deck_lose_nothing_and_see_no_error(tmp_path: Path, windows: int) -> None:
    folder = with_cards(tmp_path, 60)
    processes = [started(folder, EASY * 25) for _ in range(windows)]
    ratings = 0
    for process in processes:
        said, error = process.communicate(timeout=SECONDS)
        assert (process.returncode, error) == (0, b"")
        ratings += said.count(b"Rating: ") - sum(said.count(told) for told in NOT_RATED)
    assert times_answered(folder).total() == ratings > 25

"""Lines on a terminal: wrapped between words, and nothing left over for the shell."""

from __future__ import annotations

import os
import signal
from io import StringIO
from pathlib import Path

import pytest

from quizapp.wording.terminal import Lines, columns, say, shortened, wrapped
from tests.support.making import choice, text, write_deck
from tests.support.program import PROGRAM, run, working_folder
from tests.support.terminal import ENTER, Terminal

LONG = "Which of all the rivers of the world that have a name is the longest, and by how much?"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("one two three", ["one two", "three"]),
        ("  1. one two three", ["  1. one", "     two", "     three"]),
        ("one `a b c` two", ["one", "`a b c`", "two"]),
        ("Forecast 84 %.", ["Forecast", "84 %."]),
        ("see (`a b c d`).", ["see", "(`a b c d`)."]),
        ("wonderfully long", ["wonderfully", "long"]),
        ("one  two", ["one  two"]),
        ("one\n\ntwo three four", ["one", "", "two three", "four"]),
        ("Rating of one: ", ["Rating of", "one: "]),
        ("河川 河川 河川", ["河川 河川", "河川"]),
    ],
)
def test_a_line_breaks_between_words_and_never_in_a_command(line: str, parts: list[str]) -> None:
    assert wrapped(line, 10).split("\n") == parts


def test_wide_characters_take_two_columns_and_accents_none() -> None:
    assert [columns(sample) for sample in ("abc", "河川", "e\u0301", "é")] == [3, 4, 1, 1]


def test_a_line_that_is_too_long_for_a_list_is_cut() -> None:
    assert [shortened(sample, 6) for sample in ("Danube", "Danubes", "河川河川")] == ["Danube", "Danub…", "河川…"]


def test_what_is_no_terminal_gets_lines_as_they_are() -> None:
    target = StringIO()
    say(LONG * 3, target)
    Lines(StringIO(), target).say(LONG)
    assert target.getvalue() == f"{LONG * 3}\n{LONG}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`."""
    write_deck(working_folder(tmp_path) / "decks", choice(prompt=LONG), text())
    return tmp_path


def test_on_a_narrow_terminal_no_word_and_no_command_is_broken(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers", "--plain", columns=40, lines=40) as terminal:
        terminal.wait_for(LONG, "Answer, or ? to see it:")
        terminal.press("4", ENTER)
        terminal.wait_for("Press Enter for 1:")
        terminal.press(ENTER, "Belgrade", ENTER)
        terminal.wait_for("Press Enter for 3:")
        terminal.press("4", ENTER)
        terminal.wait_for("Again: 1 of 2")
        terminal.press("3", ENTER)
        terminal.wait_until(lambda: terminal.words.count("Press Enter for 3:") == 2, "the rating")
        terminal.press("4", ENTER)
        assert terminal.end() == 0
        assert "`quizapp cram rivers --wrong --plain`" in terminal.screen
        shown = (LONG + " 1 again, in 1 minute; 2 hard, in 6 minutes. Press Enter for").split()
        assert all(word in terminal.words for word in shown)
        assert max(map(len, terminal.screen.split("\n"))) < 40


def test_home_fits_a_narrow_terminal_too(folder: Path) -> None:
    with Terminal(folder, "--plain", columns=40, lines=60) as terminal:
        assert terminal.end() == 0
        assert "`quizapp --plain --deck NAME`" in terminal.screen
        assert max(map(len, terminal.screen.split("\n"))) < 40


def test_in_a_pipe_the_same_lines_are_not_wrapped(folder: Path) -> None:
    assert LONG in run(folder, "--deck", "rivers").stdout


class StoppedOnce(StringIO):
    """A stream that is stopped by Ctrl+Z, and goes on, while the first text is written to it."""

    def write(self, text: str) -> int:
        if not self.getvalue():
            os.kill(os.getpid(), signal.SIGCONT)
        return super().write(text)


def test_a_stop_while_a_line_is_asked_for_asks_for_it_again() -> None:
    written = StoppedOnce()
    assert Lines(StringIO("Belgrade\n"), written).read("Answer:") == "Belgrade"
    assert written.getvalue() == "Answer: Answer: \n"


def test_what_was_typed_ahead_when_it_ends_does_not_reach_the_shell(folder: Path) -> None:
    with Terminal(folder, "--norc", "--noediting", "-i", program="bash", PS1="$ ") as bash:
        bash.wait_for("$")
        bash.press(f"{PROGRAM} --deck rivers --plain; sleep 0.2", ENTER)
        bash.wait_for("Answer, or ?")
        bash.press("quit\necho typed ahead $((6 * 7))\n")
        bash.wait_for("Run the same command to continue.")
        bash.press("echo done $((40 + 4))", ENTER)
        bash.wait_for("done 44")
        assert "typed ahead 42" not in bash.words

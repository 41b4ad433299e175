"""Signals, a closed terminal, Ctrl+Z and resizing: nothing is lost, and the terminal is given back."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest

from tests.support.making import choice, flashcard, text, write_deck
from tests.support.program import PROGRAM, SECONDS, draft, log, working_folder
from tests.support.terminal import ENTER, Terminal

CTRL_Z = "\x1a"
RIVERS = ("--deck", "rivers")
STUDY = f"{PROGRAM} --deck rivers"
CODES = {signal.SIGHUP: 129, signal.SIGINT: 130, signal.SIGTERM: 143}
ENDS_SHOWN = {7: True, 25: True}
"""The modes that a shell has: line wrap and the cursor; not the mouse, not pasting in brackets, not another screen."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with a deck that begins with a question to type at."""
    write_deck(working_folder(tmp_path) / "decks", text(), choice())
    return tmp_path


def modes(terminal: Terminal) -> dict[int, bool]:
    """Which private modes of the terminal were set at all, and whether each is on now."""
    found = re.findall(rb"\x1b\[\?(\d+)([hl])", terminal.output)
    return {int(number): letter == b"h" for number, letter in found if number != b"2026"}


def is_given_back(terminal: Terminal) -> bool:
    """Whether the terminal is as a shell needs it."""
    return terminal.echoes and all(on is ENDS_SHOWN.get(number, False) for number, on in modes(terminal).items())


def begin_typing(terminal: Terminal, letters: str = "Bel") -> None:
    terminal.wait_for("Where does the Sava end?", "esc other keys")
    terminal.press(letters)
    terminal.wait_for(letters)


def come_back(shell: Terminal) -> None:
    """Continue the job that was stopped last."""
    shell.press("fg", ENTER)
    shell.wait_until(lambda: modes(shell)[25] is False, "the program")
    shell.wait_for("Where does the Sava end?", "Bel")


def in_bash(folder: Path, command: str) -> Terminal:
    """A shell with job control in which `command` was entered."""
    shell = Terminal(folder, "--norc", "--noediting", "-i", program="bash", PS1="$ ")
    shell.wait_for("$")
    shell.press(command, ENTER)
    return shell


def ends(process: int) -> bool:
    """Whether the process of that number is gone in time."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", CODES)
def test_a_signal_keeps_what_is_half_typed_and_gives_the_terminal_back(folder: Path, number: signal.Signals) -> None:
    with Terminal(folder, *RIVERS) as terminal:
        begin_typing(terminal)
        terminal.send_signal(number)
        assert terminal.end() == CODES[number]
        assert is_given_back(terminal), modes(terminal)
        assert "Traceback" not in terminal.screen
    assert draft(folder) == "Bel"
    with Terminal(folder, *RIVERS) as terminal:
        terminal.wait_for("Where does the Sava end?", "Bel")


@pytest.mark.parametrize("arguments", [(), ("preview", "decks/rivers.toml"), ("--inline", *RIVERS)], ids=" ".join)
def test_every_application_ends_in_order(folder: Path, arguments: tuple[str, ...]) -> None:
    with Terminal(folder, *arguments) as terminal:
        terminal.wait_for("Rivers", "↵")
        terminal.send_signal(signal.SIGTERM)
        assert terminal.end() == 143
        assert is_given_back(terminal), modes(terminal)


def test_a_signal_during_the_start_leaves_no_strange_terminal(folder: Path) -> None:
    with Terminal(folder, *RIVERS) as terminal:
        terminal.comes(lambda: b"\x1b[?1049h" in terminal.output)
        terminal.send_signal(signal.SIGTERM)
        assert terminal.end() == 143
        assert is_given_back(terminal), modes(terminal)


@pytest.mark.parametrize("arguments", [RIVERS, ("--inline", *RIVERS)], ids=" ".join)
def test_closing_the_terminal_ends_the_program_and_keeps_what_is_half_typed(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    with Terminal(folder, *arguments) as terminal:
        begin_typing(terminal)
        assert terminal.hang_up() == 129
    assert draft(folder) == "Bel"


def test_a_connection_that_stalls_and_then_breaks_leaves_no_process_behind(folder: Path) -> None:
    with Terminal(folder, *RIVERS, columns=200, lines=60) as terminal:
        begin_typing(terminal)
        for columns in range(181, 201):  # twenty large frames that nobody reads
            terminal.resize(columns, 60)
            time.sleep(0.1)
        assert terminal.hang_up() == 129
    assert draft(folder) == "Bel"


@pytest.mark.parametrize("number", CODES)
def test_a_signal_in_the_line_mode_loses_no_answer(tmp_path: Path, number: signal.Signals) -> None:
    write_deck(working_folder(tmp_path) / "decks", flashcard("one"), flashcard("two"))
    with Terminal(tmp_path, *RIVERS, "--plain") as terminal:
        terminal.wait_for("Press Enter to see the answer:")
        terminal.press(ENTER)
        terminal.wait_for("Rating:")
        terminal.press("3", ENTER)
        terminal.wait_for("2 of 2.")
        terminal.send_signal(number)
        assert terminal.end() == CODES[number]
        assert terminal.echoes
        assert "Traceback" not in terminal.screen
    assert [event["rating"] for event in log(tmp_path)] == [3]


def test_closing_the_terminal_ends_the_line_mode(folder: Path) -> None:
    with Terminal(folder, *RIVERS, "--plain") as terminal:
        terminal.wait_for("Answer, or")
        assert terminal.hang_up() == 129


def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_brings_everything_back(folder: Path) -> None:
    with in_bash(folder, STUDY) as shell:
        begin_typing(shell)
        shell.press(CTRL_Z)
        shell.wait_for("Stopped")
        assert is_given_back(shell), modes(shell)
        come_back(shell)
        shell.press("grade", ENTER)
        shell.wait_for("Belgrade", "✓ Right")


def test_a_terminal_made_smaller_while_the_program_was_stopped_is_filled_anew(folder: Path) -> None:
    with in_bash(folder, STUDY) as shell:
        begin_typing(shell)
        shell.press(CTRL_Z)
        shell.wait_for("Stopped")
        shell.resize(40, 12)
        come_back(shell)
        shell.wait_until(lambda: shell.foot.startswith("esc other keys"), "the keys at the foot")


def test_a_job_continued_in_the_background_waits_for_fg(folder: Path) -> None:
    with in_bash(folder, STUDY) as shell:
        begin_typing(shell)
        shell.press(CTRL_Z)
        shell.wait_for("Stopped")
        shell.press("bg", ENTER, "echo mine", ENTER)
        shell.wait_for("mine")
        assert is_given_back(shell), modes(shell)
        come_back(shell)


def test_closing_a_terminal_in_which_the_program_is_stopped_ends_it(folder: Path) -> None:
    with in_bash(folder, STUDY) as shell:
        begin_typing(shell)
        shell.press(CTRL_Z)
        shell.wait_for("Stopped")
        shell.press("echo it is number $(jobs -p).", ENTER)
        shell.wait_until(lambda: re.search(r"it is number \d+\.", shell.words) is not None, "the number of the process")
        found = re.search(r"it is number (\d+)\.", shell.words)
        assert found
        shell.hang_up()
        assert ends(int(found[1]))
    assert draft(folder) == "Bel"


def test_ctrl_z_stops_a_program_that_started_quizapp_too(folder: Path) -> None:
    with in_bash(folder, f"bash -c '{STUDY}; echo the end'") as shell:
        begin_typing(shell)
        shell.press(CTRL_Z)
        shell.wait_for("Stopped")
        come_back(shell)


def test_ctrl_z_without_a_shell_to_go_to_changes_nothing(folder: Path) -> None:
    with Terminal(folder, *RIVERS) as terminal:
        begin_typing(terminal)
        terminal.press(CTRL_Z, "grade")
        terminal.wait_for("Where does the Sava end?", "Belgrade")


def test_a_program_stopped_and_continued_by_others_still_takes_each_key_once(folder: Path) -> None:
    with Terminal(folder, *RIVERS) as terminal:
        begin_typing(terminal)
        terminal.send_signal(signal.SIGSTOP)
        terminal.send_signal(signal.SIGCONT)
        terminal.press("grade")
        terminal.wait_for("Belgrade")
        terminal.press(ENTER)
        terminal.wait_for("✓ Right")
        assert draft(folder) == "Belgrade"


def test_the_line_mode_asks_again_after_fg(folder: Path) -> None:
    with in_bash(folder, f"{STUDY} --plain") as shell:
        shell.wait_for("Answer, or")
        shell.press("Bel", CTRL_Z)
        shell.wait_for("Stopped")
        shell.press("fg", ENTER)
        shell.wait_until(lambda: shell.words.count("Answer, or") == 2, "the question again")
        shell.press("Belgrade", ENTER)
        shell.wait_for("Right.")


def test_a_resize_while_typing_keeps_the_letters_and_the_focus(folder: Path) -> None:
    with Terminal(folder, *RIVERS) as terminal:
        begin_typing(terminal)
        for columns, lines in ((40, 12), (200, 60), (60, 15)):
            terminal.resize(columns, lines)
            terminal.wait_until(lambda: "esc other keys" in terminal.foot, "the keys at the foot")
        terminal.press("grade", ENTER)
        terminal.wait_for("Belgrade", "✓ Right")


def test_a_resize_with_a_sheet_open_keeps_it_and_the_verdict_below(folder: Path) -> None:
    with Terminal(folder, *RIVERS) as terminal:
        begin_typing(terminal)
        terminal.press("grade", ENTER)
        terminal.wait_for("✓ Right", "? keys")
        terminal.press("?")
        terminal.wait_for("Keys", "esc closes this")
        terminal.resize(40, 12)
        terminal.wait_for("Keys")
        terminal.press("z")
        terminal.wait_for("✓ Right", "3 good ↵")

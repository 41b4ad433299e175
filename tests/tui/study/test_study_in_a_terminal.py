"""What a student sees and keeps, with the real program in a real terminal."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from quizapp.decks.library import bundled_decks
from tests.support.making import choice, flashcard, multiple, text, true_false, write_deck
from tests.support.program import draft, listed, log, run, working_folder
from tests.support.terminal import CTRL_C, DOWN, ENTER, ESCAPE, Terminal

SIZES = [(80, 24), (40, 12), (200, 60)]
SMALL_AND_USUAL = SIZES[:2]
ALTERNATE_SCREEN_OFF, ALTERNATE_SCREEN_ON = "\x1b[?1049l", "\x1b[?1049h"
CURSOR_SHOWN = "\x1b[?25h"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`: a question of each basic type."""
    write_rivers(tmp_path, choice(), text(), multiple(), true_false(), flashcard())
    return tmp_path


def write_rivers(folder: Path, *questions: dict[str, Any]) -> None:
    write_deck(working_folder(folder) / "decks", *questions)


def asks(terminal: Terminal) -> bool:
    return bool(re.search(r"↵ (?!again |hard |good |easy |home|study)", terminal.foot))


def judges(terminal: Terminal) -> bool:
    return bool(re.search(r"\d (again|hard|good|easy) ↵", terminal.words))


def is_done(terminal: Terminal) -> bool:
    return "Done for now." in terminal.words


def answer(terminal: Terminal, *keys: str, rating: str = ENTER) -> None:
    """Answer with `keys`, rate it, and wait until that is acknowledged: the next question is on screen."""
    terminal.wait_until(lambda: asks(terminal), "a question")
    terminal.press(*keys, ENTER)
    terminal.wait_until(lambda: judges(terminal), "a verdict")
    terminal.press(rating)
    terminal.wait_until(lambda: asks(terminal) or is_done(terminal), "the next question")


def press_only_one_and_enter(terminal: Terminal) -> None:
    """What a student does who has given up on all but two keys, until the summary comes."""
    terminal.wait_until(lambda: asks(terminal), "a question")
    for _ in range(400):
        if is_done(terminal):
            return
        if asks(terminal):
            terminal.press("1", ENTER)
            terminal.comes(lambda: judges(terminal), seconds=1)  # or it asks once more
        else:
            terminal.press(ENTER)
            terminal.wait_until(lambda: asks(terminal) or is_done(terminal), "the next question")
    pytest.fail(f"400 answers did not end the sitting:\n{terminal.screen}")


@pytest.mark.parametrize(("columns", "lines"), SIZES)
def test_the_first_question_and_all_of_its_options_can_be_read(tmp_path: Path, columns: int, lines: int) -> None:
    question = tomllib.loads((bundled_decks() / "vlasov.toml").read_text("utf-8"))["questions"][0]
    with Terminal(tmp_path, "--deck", "vlasov", columns=columns, lines=lines) as terminal:
        terminal.wait_for(question["prompt"])
        read = set()
        for number in range(1, len(question["options"]) + 1):
            terminal.press(str(number))
            terminal.wait_for(f"▸ {number} ")
            read |= {option for option in question["options"].values() if f"▸ {number} {option}" in terminal.words}
        assert read == set(question["options"].values())


def test_killing_the_program_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    write_rivers(tmp_path, *(flashcard(f"card-{number}") for number in range(30)))
    pressed = [1, 2, 3, 4] * 5
    with Terminal(tmp_path, "--deck", "rivers") as terminal:
        for rating in pressed:
            answer(terminal, rating=str(rating))
        terminal.kill()
    assert [event["rating"] for event in log(tmp_path)] == pressed


def test_a_killed_session_goes_on_where_it_stopped(tmp_path: Path) -> None:
    write_rivers(tmp_path, *(flashcard(f"card-{number}", prompt=f"River {number}") for number in range(5)))
    with Terminal(tmp_path, "--deck", "rivers") as terminal:
        answer(terminal, rating="4")
        answer(terminal, rating="4")
        terminal.wait_for("3 to finish", "River 2")
        terminal.kill()
    with Terminal(tmp_path, "--deck", "rivers") as terminal:
        terminal.wait_for("3 to finish", "River 2")


def test_a_half_typed_answer_survives_a_kill(tmp_path: Path) -> None:
    write_rivers(tmp_path, text())
    with Terminal(tmp_path, "--deck", "rivers") as terminal:
        terminal.wait_for("Where does the Sava end?", "esc other keys")
        terminal.press("Bel", "gr")
        terminal.wait_until(lambda: draft(tmp_path) == "Belgr", "the draft on disk")
        terminal.kill()
    with Terminal(tmp_path, "--deck", "rivers") as terminal:
        terminal.wait_for("Belgr")
        terminal.press("ade", ENTER)
        terminal.wait_for("✓ Right")


def test_a_verdict_that_was_not_rated_yet_is_there_again_after_a_kill(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers") as terminal:
        terminal.wait_for("Which river is the longest?")
        terminal.press("1", ENTER)
        terminal.wait_for("✗ 1 Amazon", "1 again ↵")
        terminal.kill()
    assert log(folder) == []
    with Terminal(folder, "--deck", "rivers") as terminal:
        terminal.wait_for("✗ 1 Amazon", "1 again ↵")


@pytest.mark.parametrize(("columns", "lines"), SMALL_AND_USUAL)
def test_pressing_only_1_and_enter_gets_to_the_summary(tmp_path: Path, columns: int, lines: int) -> None:
    with Terminal(tmp_path, "--deck", "vlasov", "--limit", "4", columns=columns, lines=lines) as terminal:
        press_only_one_and_enter(terminal)
        terminal.wait_for("4 cards")


@pytest.mark.slow
def test_pressing_only_1_and_enter_gets_through_a_whole_days_cards(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--deck", "vlasov") as terminal:
        press_only_one_and_enter(terminal)
        terminal.wait_for("20 cards")


@pytest.mark.parametrize("arguments", [("--deck", "rivers"), ()], ids=["study", "home"])
def test_ctrl_c_gives_the_terminal_back_and_reports_an_interruption(folder: Path, arguments: tuple[str, ...]) -> None:
    with Terminal(folder, *arguments) as terminal:
        terminal.wait_for("q quit")
        terminal.press(CTRL_C)
        status = terminal.end()
        _, left, after = terminal.output.decode().rpartition(ALTERNATE_SCREEN_OFF)
        assert left
        assert ALTERNATE_SCREEN_ON not in after
        assert CURSOR_SHOWN in after
        assert terminal.echoes
        assert "Traceback" not in terminal.screen
        assert status == 130


def test_ctrl_c_in_the_line_mode_reports_an_interruption(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers", "--plain") as terminal:
        terminal.wait_for("Answer, or")
        terminal.press(CTRL_C)
        assert terminal.end() == 130
        assert "Every answer is saved. Run the same command to continue." in terminal.words
        assert "Traceback" not in terminal.screen


def test_q_leaves_with_exit_code_0(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers") as terminal:
        terminal.wait_for("q quit")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.echoes


def test_a_question_mark_shows_the_keys_and_any_key_puts_them_away(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers") as terminal:
        terminal.wait_for("Which river is the longest?", "? keys")
        terminal.press("?")
        terminal.wait_for("Keys", "esc closes this")
        terminal.press("z")
        terminal.wait_until(lambda: "esc closes this" not in terminal.words, "the question alone")
        assert "Which river is the longest?" in terminal.words


def test_undo_brings_the_question_back_and_takes_its_answer_out(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers") as terminal:
        terminal.wait_for("Which river is the longest?")
        answer(terminal, "3")
        terminal.wait_for("Where does the Sava end?", "esc other keys")
        terminal.press(ESCAPE)
        terminal.wait_for("u undo")
        terminal.press("u")
        terminal.wait_for("Which river is the longest?")
        terminal.press("q")
        assert terminal.end() == 0
    review, void = log(folder)
    assert (void["kind"], void["data"]["event"]) == ("void", review["id"])
    assert listed(folder, "cards", "rivers")[0]["state"] == "new"


def test_markup_in_a_deck_is_shown_letter_for_letter(tmp_path: Path) -> None:
    markup = "[b]Danube[/b] [@click=app.quit]x[/] [red]"
    question = choice(
        prompt=f"Prompt {markup}",
        options={"a": f"Option {markup}", "b": "Other"},
        answer="b",
        feedback={"a": f"Feedback {markup}"},
        explanation=f"Explanation {markup}",
        hint=f"Hint {markup}",
        tags=[markup],
    )
    write_deck(working_folder(tmp_path) / "decks", question, title=f"Title {markup}")
    with Terminal(tmp_path, columns=200) as terminal:
        terminal.wait_for(f"Title {markup}"[:30])
    with Terminal(tmp_path, "--deck", "rivers", columns=120) as terminal:
        terminal.wait_for(f"Title {markup}"[:40], f"Prompt {markup}", f"1 Option {markup}")
        terminal.press("h")
        terminal.wait_for(f"Hint: Hint {markup}")
        terminal.press("1", ENTER)
        terminal.wait_for(f"Feedback {markup}", f"Explanation {markup}")
        terminal.press("s")
        terminal.wait_for(f"Tags: {markup}"[:30])


def test_two_windows_on_one_deck_lose_nothing(tmp_path: Path) -> None:
    write_rivers(tmp_path, *(flashcard(f"card-{number}") for number in range(8)))
    with Terminal(tmp_path, "--deck", "rivers") as one, Terminal(tmp_path, "--deck", "rivers") as other:
        for window in (one, other):
            window.wait_until(lambda window=window: asks(window), "a question")  # type: ignore[misc]
        for _ in range(4):
            answer(one, rating="3")
            answer(other, rating="2")
        for window in (one, other):
            window.press("q")
            assert window.end() == 0
    assert sorted(event["rating"] for event in log(tmp_path)) == [2] * 4 + [3] * 4
    assert run(tmp_path, "doctor").returncode == 0


def test_the_home_screen_lists_the_decks_and_opens_one(folder: Path) -> None:
    decks = listed(folder, "decks")
    with Terminal(folder) as terminal:
        terminal.wait_for(*(deck["title"][:30] for deck in decks))
        terminal.press(*[DOWN] * [deck["id"] for deck in decks].index("rivers"), ENTER)
        terminal.wait_for("Which river is the longest?", "5 to finish")

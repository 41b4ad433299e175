"""`quizapp --inline`: a question below the prompt, which leaves one line; and `quizapp decks --short`."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.learning.clock import Clock
from quizapp.store.progress import Progress
from tests.support.making import DAY_MS, choice, event, flashcard, match, text, true_false, write_deck
from tests.support.program import PROGRAM, draft, log, python, run, working_folder
from tests.support.terminal import CTRL_C, ENTER, ESCAPE, PAGE_DOWN, Terminal, one_line

CTRL_Z = "\x1a"
ASK = f"{PROGRAM} --inline --deck rivers"
LONG = choice(prompt="Which river is the longest? " * 12, explanation="The sources of the Nile were long in dispute.")


def decks(folder: Path, *questions: dict[str, object], id: str = "rivers") -> None:
    write_deck(working_folder(folder) / "decks", *questions, id=id, title=id.capitalize())


def learn(folder: Path, deck: str, *cards: str, interval: int = 1) -> None:
    """These cards were answered a day apart, the last one yesterday, and are due after so many days in that order."""
    clock = Clock()
    progress = Progress(folder / "data")
    for days, card in zip(range(len(cards), 0, -1), cards, strict=True):
        at = clock.now() - days * DAY_MS
        given = {"at": at, "day": clock.day(at, rollover=4), "data": {"interval": interval}}
        progress.append(event(id=f"{deck}-{card}", deck=deck, card=card, **given))
    progress.close()


def shell(folder: Path, *, columns: int = 80, lines: int = 24, **variables: str) -> Terminal:
    """A shell on whose screen something stands already."""
    bash = Terminal(
        folder, "--norc", "--noediting", "-i", program="bash", PS1="$ ", columns=columns, lines=lines, **variables
    )
    bash.wait_for("$")
    bash.press("echo above", ENTER)
    bash.wait_until(lambda: bash.screen.rstrip().endswith("above\n$"), "the prompt")
    return bash


def ask(bash: Terminal, command: str = ASK, prompt: str = "Which river is the longest?") -> None:
    bash.press(command, ENTER)
    bash.wait_for(prompt, "↵")


def left_behind(bash: Terminal) -> str:
    """The line between the command and the shell's next prompt, once that is there."""
    bash.wait_until(lambda: bash.screen.rstrip().endswith("\n$"), "the prompt")
    *_, line, _ = bash.screen.rstrip().split("\n")
    return line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    decks(tmp_path, choice(), text(), true_false())
    return tmp_path


def test_the_question_stands_below_the_prompt_and_leaves_one_line(folder: Path) -> None:
    learn(folder, "rivers", "longest", "city", "uphill")
    with shell(folder) as bash:
        ask(bash)
        assert bash.screen.startswith("$ echo above\nabove\n$")
        asked = next(line for line in bash.screen.split("\n") if "Rivers" in line)
        assert asked.endswith("1/1")
        bash.press("3", ENTER)
        bash.wait_for("✓ 3 Nile", "3 good ↵")
        bash.press(ENTER)
        assert left_behind(bash) == "✓ right: Nile · 2 more due"
        assert bash.screen.startswith("$ echo above\nabove\n$")
        assert asked not in bash.screen
        assert bash.screen.count("\n$") == 2
    assert [(event["kind"], event["card"]) for event in log(folder)][3:] == [("review", "longest")]


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("1", ENTER, ENTER), "✗ wrong, it's Nile · nothing more due"),
        ((ENTER, ENTER, ENTER), "✗ not known: Nile · nothing more due"),
        (("q",), "· not answered · nothing due"),
        ((ESCAPE,), "· not answered · nothing due"),
        ((CTRL_C,), "· not answered · nothing due"),
        (("1", ENTER, "q"), "· not answered · nothing due"),
    ],
    ids=["wrong", "given up", "q", "escape", "ctrl+c", "not rated"],
)
def test_what_is_left_behind_says_how_it_went(folder: Path, keys: tuple[str, ...], line: str) -> None:
    with shell(folder) as bash:
        ask(bash)
        for key in keys:
            before = bash.screen
            bash.press(key)
            bash.wait_until(lambda before=before: bash.screen != before, "an effect")  # type: ignore[misc]
        assert left_behind(bash) == line
        bash.press("echo code $?", ENTER)
        bash.wait_for("code 130" if CTRL_C in keys else "code 0")


def test_a_flashcard_is_known_or_not(tmp_path: Path) -> None:
    decks(tmp_path, flashcard(back="A delta, " + "of many arms " * 20))
    with shell(tmp_path, columns=40, lines=12) as bash:
        ask(bash, prompt="A river's mouth of many arms")
        bash.press(" ")
        bash.wait_for("A delta,", "3 good ↵")
        bash.press(ENTER)
        line = left_behind(bash)
        assert line.startswith("✓ known: A delta, o")
        assert line.endswith("… · nothing more due")
        assert len(line) <= 39


def test_it_goes_on_with_the_session_that_the_full_screen_has(folder: Path) -> None:
    with shell(folder) as bash:
        ask(bash)
        bash.press("3", ENTER)
        bash.wait_for("✓ 3 Nile")
        bash.press(ENTER)
        left_behind(bash)
        ask(bash, prompt="Where does the Sava end?")
        bash.press("Belg")
        bash.wait_for("Belg")
        bash.press(ESCAPE)
        bash.wait_for("tab back to typing")
        bash.press(ESCAPE)
        left_behind(bash)
    assert draft(folder) == "Belg"
    with Terminal(folder, "--deck", "rivers") as terminal:
        terminal.wait_for("3 to finish", "Where does the Sava end?", "Belg")


def test_limit_is_how_many_questions_are_asked(folder: Path) -> None:
    with shell(folder) as bash:
        ask(bash, f"{ASK} --limit 2")
        bash.press("1", ENTER)
        bash.wait_for("✗ 1 Amazon")
        bash.press(ENTER)
        bash.wait_for("2/2", "Where does the Sava end?", "esc other keys", "^c leave")
        bash.press("Belgrade", ENTER)
        bash.wait_for("✓ Right")
        bash.press(ENTER)
        assert left_behind(bash) == "1 of 2 right · nothing more due"


def test_without_a_deck_the_one_with_most_due_is_asked(folder: Path) -> None:
    decks(folder, flashcard("one"), flashcard("two", prompt="The other"), id="seas")
    learn(folder, "seas", "one", "two")
    learn(folder, "rivers", "longest")
    with shell(folder) as bash:
        ask(bash, f"{PROGRAM} --inline", prompt="Seas")
        bash.press("q")
        assert left_behind(bash) == "· not answered · 3 due"


def test_with_nothing_due_not_a_byte_is_printed(folder: Path) -> None:
    learn(folder, "rivers", "longest", interval=3)
    with Terminal(folder, "--inline") as terminal:
        assert terminal.end() == 0
        assert terminal.output == b""


def test_without_a_terminal_nothing_is_asked_so_that_copying_over_ssh_goes_on(folder: Path) -> None:
    learn(folder, "rivers", "longest")
    done = run(folder, "--inline")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_line_by_line_it_asks_one_question_too(folder: Path, term: str) -> None:
    learn(folder, "rivers", "longest", "city")
    options = ["--inline"] if term == "dumb" else ["--inline", "--plain"]
    with Terminal(folder, *options, TERM=term) as terminal:
        terminal.wait_for("Which river is the longest?", "Answer, or")
        terminal.press("3", ENTER)
        terminal.wait_for("Right.", "Rating:")
        terminal.press(ENTER)
        assert terminal.end() == 0
        assert terminal.screen.rstrip().endswith("\n1 more due.")
        assert b"\x1b" not in terminal.output


def test_a_long_question_scrolls_within_a_small_terminal(tmp_path: Path) -> None:
    decks(tmp_path, LONG)
    with shell(tmp_path, columns=40, lines=12) as bash:
        ask(bash)
        assert "Rivers" in bash.screen.split("\n")[0]
        assert "↵ answer" in bash.screen.split("\n")[-1]
        for _ in range(4):
            bash.press(PAGE_DOWN)
        bash.wait_for("4 Rhine")
        bash.press("3", ENTER)
        bash.wait_for("✓ 3 Nile")
        bash.press(ENTER)
        assert left_behind(bash) == "✓ right: Nile · nothing more due"


@pytest.mark.parametrize(("columns", "lines"), [(60, 24), (40, 12), (120, 40)])
def test_a_resize_leaves_what_stands_above(folder: Path, columns: int, lines: int) -> None:
    with shell(folder) as bash:
        ask(bash)
        bash.press("2")
        bash.wait_for("▸ 2")
        bash.resize(columns, lines)
        bash.press("1")
        bash.wait_for("▸ 1 Amazon")
        assert bash.screen.count("Rivers") == 1
        if lines >= 24:
            assert bash.screen.startswith("$ echo above\nabove\n$")
        assert b"\x1b[2J" not in bash.output


def test_ctrl_z_takes_it_away_until_fg(folder: Path) -> None:
    with shell(folder) as bash:
        ask(bash)
        bash.press("2", CTRL_Z)
        bash.wait_for("Stopped")
        assert "Amazon" not in bash.screen
        bash.press("fg", ENTER)
        bash.wait_for("▸ 2 Danube", "↵ answer")
        bash.press("q")
        assert left_behind(bash) == "· not answered · nothing due"


def test_options_and_keys_can_be_clicked(folder: Path) -> None:
    with shell(folder) as bash:
        ask(bash)
        click(bash, "3   Nile")
        bash.wait_for("▸ 3 Nile")
        click(bash, "↵ answer")
        bash.wait_for("✓ 3 Nile")


def test_a_click_waits_for_the_terminal_to_say_where_the_question_is(folder: Path) -> None:
    with shell(folder) as bash:
        bash.is_slow_to_reply = True
        ask(bash)
        click(bash, "3   Nile")
        bash.press("?")
        bash.wait_for("esc closes this")
        bash.press("z")
        bash.wait_for("Which river is the longest?")
        assert "▸" not in bash.screen
        bash.is_slow_to_reply = False
        bash.reply()
        bash.wait_for("▸ 3 Nile")


def test_after_fg_clicks_find_the_question_where_it_stands_then(folder: Path) -> None:
    with shell(folder) as bash:
        ask(bash)
        bash.press(CTRL_Z)
        bash.wait_for("Stopped")
        bash.is_slow_to_reply = True
        bash.press("fg", ENTER)
        bash.wait_for("Which river is the longest?", "↵ answer")
        click(bash, "3   Nile")
        bash.is_slow_to_reply = False
        bash.reply()
        bash.wait_for("▸ 3 Nile")
        bash.press("q")
        assert left_behind(bash) == "· not answered · nothing due"


def click(terminal: Terminal, text: str) -> None:
    """Click on the place that shows `text`."""
    y, line = next((y, line) for y, line in enumerate(terminal.screen.split("\n")) if text in line)
    for letter in "Mm":
        terminal.press(f"\x1b[<0;{line.index(text) + 1};{y + 1}{letter}")


def test_the_sheet_of_keys_is_as_high_as_it_needs(folder: Path) -> None:
    with shell(folder) as bash:
        ask(bash)
        bash.press("?")
        bash.wait_for("Keys", "esc closes this")
        bash.press("z")
        bash.wait_until(lambda: "Keys" not in bash.screen, "the question alone")
        assert bash.screen.startswith("$ echo above\nabove\n$")


def test_what_the_terminal_says_late_does_not_reach_the_shell(folder: Path) -> None:
    with shell(folder) as bash:
        for _ in range(3):
            ask(bash)
            bash.press("1", "2", "3", "q")
            left_behind(bash)
        bash.press("echo the end", ENTER)
        bash.wait_for("the end the end")
        assert "[" not in bash.screen.replace("[ ]", "")


def test_a_translation_is_asked_where_there_is_one(folder: Path) -> None:
    with Terminal(folder, "--inline", "--deck", "vlasov", "--lang", "nl") as terminal:
        terminal.wait_for("Vlasov", "Wenen")


def test_short_is_how_many_cards_are_due_now(folder: Path) -> None:
    decks(folder, match(), id="seas")
    assert run(folder, "decks", "--short").stdout == ""
    learn(folder, "rivers", "longest", "city")
    learn(folder, "seas", "mouths")
    learn(folder, "rivers", "uphill", interval=2)
    learn(folder, "gone", "a", "b")
    assert run(folder, "decks", "--short").stdout == "3 due\n"
    assert run(folder, "decks", "--short", "--deck", "rivers").stdout == "2 due\n"
    assert run(folder, "decks", "--short", "--deck", "rivers", "--deck", "seas").stdout == "3 due\n"
    assert run(folder, "decks", "--short", "--deck", "vlasov").stdout == ""


def test_a_card_that_left_its_deck_is_not_due(folder: Path) -> None:
    learn(folder, "rivers", "longest", "an-old-one")
    assert run(folder, "decks", "--short").stdout == "1 due\n"


def test_a_card_that_was_renamed_is_due_under_its_new_name(folder: Path) -> None:
    decks(folder, choice(aliases=["an-old-one"]))
    learn(folder, "rivers", "an-old-one")
    assert run(folder, "decks", "--short").stdout == "1 due\n"


def test_a_deck_that_is_broken_now_is_not_counted(folder: Path) -> None:
    learn(folder, "rivers", "longest")
    (working_folder(folder) / "decks" / "rivers.toml").write_text("nonsense", "utf-8")
    done = run(folder, "decks", "--short")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_decks_lists_all_or_counts_some_but_not_both(folder: Path) -> None:
    done = run(folder, "decks", "--deck", "rivers")
    assert done.returncode == 2
    assert one_line(done.stderr) == "quizapp: --deck only works with --short. Without it, all decks are listed."


@pytest.mark.parametrize("arguments", [("decks", "--short"), ("--inline",)], ids=" ".join)
def test_to_find_nothing_due_no_heavy_library_is_loaded(folder: Path, arguments: tuple[str, ...]) -> None:
    run(folder, "decks")  # fills the cache
    code = (
        "import sys; from quizapp.cli.root import main; main(sys.argv[1:], standalone_mode=False); "
        "print({'textual', 'rich', 'pydantic', 'tomli', 'fsrs', 'babel'} & set(sys.modules))"
    )
    assert python(folder, code, *arguments).strip() == "set()"

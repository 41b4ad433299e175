"""Few colours or none: what can be read and told apart then, by the bytes that reach the terminal."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from textual.color import Color

from quizapp.tui.terminal.themes import LEGIBLE, contrast
from tests.support.making import choice, dated, order, text, write_deck
from tests.support.program import answer_by_line, working_folder
from tests.support.sweeps import sweep
from tests.support.terminal import DOWN, ENTER, TAB, Terminal

COLOURS = {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)}
"""The parameters of SGR that set a colour; 39 and 49 mean the terminal's own."""

NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
DARK = ("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa")
BRIGHT = ("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff")
PALETTE = dict(zip([*NAMES, *(f"bright{name}" for name in NAMES)], map(Color.parse, DARK + BRIGHT), strict=True))
"""The colours of a PC's console, by the names that pyte has for them."""


def colours(output: bytes) -> set[int]:
    """All parameters that set a colour."""
    styles = re.findall(rb"\x1b\[([\d;]*)m", output)
    return {int(number) for style in styles for number in style.split(b";") if number} & COLOURS


def study(terminal: Terminal) -> None:
    """See a wrong answer, a line to type on, a right one, a sheet and a list."""
    terminal.wait_for("Which river is the longest?", "↵ answer")
    terminal.press("1", ENTER)
    terminal.wait_for("✗ 1 Amazon", "1 again ↵")
    terminal.press(ENTER)
    terminal.wait_for("Where does the Sava end?", "esc other keys")
    terminal.press("Belgrade", ENTER)
    terminal.wait_for("✓ Right", "3 good ↵")
    terminal.press("?")
    terminal.wait_for("╭──", "Keys")
    terminal.press("z")
    terminal.wait_until(lambda: "Keys" not in terminal.words, "the verdict again")
    terminal.press(ENTER)
    terminal.wait_for("Down the Danube.", "↵ answer")
    terminal.press(DOWN, "q")
    assert terminal.end() == 0


def cursor_is_on(terminal: Terminal, letter: str) -> bool:
    return [cell.data for cell in terminal.cells if cell.reverse] == [letter]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_deck(working_folder(tmp_path) / "decks", choice(), text(), order())
    return tmp_path


@sweep("size", [(80, 24), (40, 12)], always=[(40, 12)])
def test_no_color_means_not_one_colour(folder: Path, size: tuple[int, int]) -> None:
    with Terminal(folder, "--deck", "rivers", columns=size[0], lines=size[1], NO_COLOR="1") as terminal:
        study(terminal)
        assert colours(terminal.output) == set()


def test_no_color_that_is_empty_means_nothing(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers", NO_COLOR="") as terminal:
        study(terminal)
        assert colours(terminal.output) >= {38, 48}


def test_no_color_below_the_prompt_means_not_one_colour_either(folder: Path) -> None:
    with Terminal(folder, "--inline", "--deck", "rivers", NO_COLOR="1") as terminal:
        terminal.wait_for("Which river is the longest?", "↵ answer")
        terminal.press("1", ENTER)
        terminal.wait_for("✗ 1 Amazon")
        terminal.press("q")
        assert terminal.end() == 0
        assert colours(terminal.output) == set()


@sweep("size", [(80, 24), (40, 12)], always=[(40, 12)])
def test_without_colours_it_can_be_seen_where_letters_go(tmp_path: Path, size: tuple[int, int]) -> None:
    write_deck(working_folder(tmp_path) / "decks", dated())
    with Terminal(tmp_path, "--deck", "rivers", columns=size[0], lines=size[1], NO_COLOR="1") as terminal:
        terminal.wait_for("esc other keys")
        for letter in ("d", "m", "y"):  # of the placeholders day, month and year
            terminal.wait_until(partial(cursor_is_on, terminal, letter), f"the cursor on {letter}")
            terminal.press(TAB)


@pytest.fixture
def studied(folder: Path) -> Path:
    """The folder of somebody who answered a question."""
    answer_by_line(folder, "3", "")
    return folder


def faint(terminal: Terminal) -> set[tuple[str, str]]:
    """The colours of words on screen that do not stand out from what is behind them."""
    return {
        (cell.fg, cell.bg)
        for cell in terminal.cells
        if cell.data.isalnum() and contrast(PALETTE[cell.fg], PALETTE[cell.bg]) < LEGIBLE
    }


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_statistics_can_be_read_on_a_terminal_of_sixteen_colours(studied: Path, theme: str) -> None:
    (studied / "data" / "config.toml").write_text(f'theme = "{theme}"\n', "utf-8")
    with Terminal(studied, "stats", TERM="linux", COLORTERM="") as terminal:
        terminal.wait_for("less · ░░▒▒▓▓ more", "Streak")
        assert faint(terminal) == set()
        shades = {cell.fg for cell in terminal.cells if cell.data in "░▒▓█"} - {"default"}
        assert all(contrast(PALETTE[shade], PALETTE["black" if theme == "dark" else "white"]) >= 2 for shade in shades)


def test_statistics_without_colour_have_shades_by_their_signs(studied: Path) -> None:
    with Terminal(studied, "stats", NO_COLOR="1") as terminal:
        terminal.wait_for("less · ░░▒▒▓▓ more", "Streak")
        assert colours(terminal.output) == set()


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_terminal_without_blocks_gets_signs_of_ascii(studied: Path, encoding: str) -> None:
    with Terminal(studied, "stats", PYTHONIOENCODING=encoding) as terminal:
        terminal.wait_for("::++%%## more", "Streak", "esc quit")
    with Terminal(studied, "--deck", "rivers", PYTHONIOENCODING=encoding) as terminal:
        terminal.wait_for("Where does the Sava end?", "enter answer")
        terminal.press("Belgrade", ENTER)
        terminal.wait_for("v Right", "3 good enter")
        assert set(terminal.screen) <= {*map(chr, range(32, 127)), "\n", "\ufffd"}


@sweep("term", ["xterm", "linux"], always=["linux"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_words_can_be_read_on_a_terminal_of_sixteen_colours(folder: Path, theme: str, term: str) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "config.toml").write_text(f'theme = "{theme}"\n', "utf-8")
    with Terminal(folder, "--deck", "rivers", TERM=term, COLORTERM="") as terminal:
        terminal.wait_for("Which river is the longest?", "↵ answer")
        faded = set()
        for key in ("2", ENTER, "h"):
            terminal.press(key)
            terminal.comes(lambda: False, seconds=0.5)
            faded |= faint(terminal)
        terminal.wait_for("✗ 2 Danube")
        assert colours(terminal.output) & {38, 48} == set()
        assert faded == set()

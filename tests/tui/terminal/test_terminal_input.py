"""Bytes of a terminal that nobody can read: the app goes on, and hears the keys after them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key, MouseEvent, MouseMove, Paste, Resize
from textual.geometry import Size
from textual.message import Message

from quizapp.tui.terminal import terminal_input
from quizapp.tui.terminal.terminal_input import LONGEST_PASTE, PASTE_SECONDS, TerminalParser
from tests.support.making import all_texts, all_types, text, write_deck
from tests.support.program import log, working_folder
from tests.support.student import SitDown
from tests.support.sweeps import sweep
from tests.support.terminal import ENTER, Terminal

BEGIN, END = "\x1b[200~", "\x1b[201~"
LONG = 1.5 * PASTE_SECONDS
"""Seconds after which no more is expected of a sequence or a paste."""

UNREADABLE = [
    "\x1b[1;1:3u",
    "\x1b[99999999999u",
    "\x1b[97;1;1114112u",
    "\x1b[97;1;99999999999999999999u",
    "\x1b[55296u",
    "\x1b[97;1;57343u",
    "\x1b[48;0;0;0;0t",
    "\x1b[48;99999999;99999999;1;1t",
    "\x1b[<0;0;0M",
    "\x1b[<;;M",
    "\x1b[<0;5M",
    "\x1b[35;5;5M",
    "\x1b[M\x7f\x7f\x7f",
    "\x1b[?62;4c",
    "\x1b[" + "1;" * 40 + "u",
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1bP>|a terminal\x07",
]
"""Sequences without a meaning for the app."""

BROKEN = ["\x1b[", "\x1b[1;", "\x1b[1;\x1b[<0;", "\x1bO5", "\x1b[M!", "\x1b]0;a title", "\x1bP1\x1b", BEGIN[:-1]]
"""Beginnings of sequences."""


class Hearing:
    """A parser with a clock that the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parser = TerminalParser()
        self._now = 1000.0
        monkeypatch.setattr(terminal_input, "monotonic", lambda: self._now)

    def messages(self, *pieces: str, silence: float = 0.0) -> list[Message]:
        """All that the app hears of these, and of so many seconds of silence after them."""
        messages = [message for piece in pieces for message in self.parser.feed(piece)]
        self._now += silence
        return [*messages, *self.parser.tick()]

    def keys(self, *pieces: str, silence: float = 0.0) -> list[str]:
        """The names of the keys, and pastes in brackets; nothing else may be heard."""
        messages = self.messages(*pieces, silence=silence)
        assert all(isinstance(message, Key | Paste) for message in messages), messages
        return [
            message.key if isinstance(message, Key) else f"<{message.text}>"
            for message in messages
            if isinstance(message, Key | Paste)
        ]


@pytest.fixture
def hearing(monkeypatch: pytest.MonkeyPatch) -> Hearing:
    return Hearing(monkeypatch)


@pytest.mark.parametrize("sequence", UNREADABLE, ids=ascii)
def test_what_cannot_be_read_is_left_out_and_the_next_key_is_heard(hearing: Hearing, sequence: str) -> None:
    assert hearing.keys(f"a{sequence}b") == ["a", "b"]
    assert hearing.keys("a", *sequence, "b") == ["a", "b"]


@pytest.mark.parametrize("beginning", BROKEN, ids=ascii)
def test_a_sequence_without_an_end_is_left_out_after_a_while(hearing: Hearing, beginning: str) -> None:
    assert hearing.keys("a", beginning, silence=LONG) in (["a"], ["a", "left_square_bracket"])  # alt and [
    assert hearing.keys("b") == ["b"]


@pytest.mark.parametrize("beginning", BROKEN[1:5], ids=ascii)
def test_a_sequence_that_breaks_off_takes_no_other_key_along(hearing: Hearing, beginning: str) -> None:
    assert hearing.keys(f"a{beginning}\x1b[A\r") == ["a", "up", "enter"]
    assert hearing.keys(f"a{beginning}\r") == ["a", "enter"]


def test_every_key_that_textual_knows_is_heard_as_it_is_there(hearing: Hearing) -> None:
    textual = XTermParser()
    for sequence in ANSI_SEQUENCES_KEYS:
        known = list(textual.feed(sequence))
        if textual._timeout_time is not None:  # it waits for more
            textual._timeout_time = 0.0
            known += textual.tick()
        assert list(map(repr, hearing.messages(sequence, silence=LONG))) == list(map(repr, known)), sequence


def test_escape_and_alt_are_told_apart_by_time(hearing: Hearing) -> None:
    assert hearing.keys("\x1b") == []
    assert hearing.keys(silence=0.2) == ["escape"]
    assert hearing.keys("\x1bx") == ["alt+x"]
    assert hearing.keys("\x1b\x1b[A") == ["escape", "up"]


def test_a_paste_is_one_text_whatever_is_in_it(hearing: Hearing) -> None:
    assert hearing.keys(f"a{BEGIN}b\x1b[31m\x1b\x00c\n{END}d") == ["a", "<b\x1b[31m\x1bc\n>", "d"]
    assert hearing.keys(*f"{BEGIN}bc{END}d") == ["<bc>", "d"]


def test_a_paste_without_an_end_ends_after_a_while(hearing: Hearing) -> None:
    assert hearing.keys(f"{BEGIN}ab", "c", silence=0.5) == []
    assert hearing.keys("d", silence=LONG) == ["<abcd>"]
    assert hearing.keys("e", f"{END}f") == ["e", "f"]


def test_reports_and_keys_that_come_alone_do_not_draw_out_a_paste(hearing: Hearing) -> None:
    assert hearing.keys(f"{BEGIN}ab", "\x1b[A", silence=0.6 * PASTE_SECONDS) == ["up"]
    assert len(hearing.messages("\x1b[5;1R\x1b[<35;5;5M")) == 2
    assert hearing.keys(silence=0.6 * PASTE_SECONDS) == ["<ab>"]
    assert hearing.keys(f"{BEGIN}ab", END) == ["<ab>"]


def test_reports_and_keys_are_no_part_of_a_paste_that_does_not_end(hearing: Hearing) -> None:
    assert hearing.keys(f"{BEGIN}ab\x1b[Ac\x1b[1;1:3u", silence=LONG) == ["<abc>", "up"]
    (paste, _) = hearing.messages(f"{BEGIN}ab\x1b[1;1R", silence=LONG)
    assert isinstance(paste, Paste) and paste.text == "ab"
    assert hearing.keys(f"{BEGIN}ab\x1b[Ac{END}") == ["<ab\x1b[Ac>"]


def test_of_an_endless_paste_the_beginning_is_kept(hearing: Hearing) -> None:
    piece = "ab" * 10_000
    for _ in range(2 * LONGEST_PASTE // len(piece)):
        assert hearing.keys(piece if hearing.parser._heard else BEGIN + piece) == []
        assert len(hearing.parser._heard) <= LONGEST_PASTE + len(piece)
    (paste, key) = hearing.keys(END[:3], END[3:] + "c")
    assert paste == f"<{(piece * 100)[: LONGEST_PASTE - len(BEGIN)]}>"
    assert key == "c"


def test_a_size_is_believed_if_it_can_be(hearing: Hearing) -> None:
    (size,) = hearing.messages("\x1b[48;24;80;480;1600t")
    assert isinstance(size, Resize) and size.size == Size(80, 24)
    (move,) = hearing.messages("\x1b[<35;21;41M")
    assert isinstance(move, MouseMove) and (move.x, move.y) == (1, 2)  # in pixels, now that they are known
    assert hearing.messages("\x1b[48;0;80;0;1600t") == []
    (move,) = hearing.messages("\x1b[<35;21;41M")
    assert isinstance(move, MouseMove) and (move.x, move.y) == (1, 2)


def test_a_terminal_that_does_not_know_its_pixels_reports_the_mouse_in_cells(hearing: Hearing) -> None:
    (_, move) = hearing.messages("\x1b[48;24;80;0;0t\x1b[<35;21;5M")
    assert isinstance(move, MouseMove) and (move.x, move.y) == (20, 4)


PIECES = "\x1b\x1b\x1b[[[]O0123456789;:<?$~uMmtRPIX_\\\x07\x00\x18 aé日\U0010ffff\n"
SEEDS = [*ANSI_SEQUENCES_KEYS, *UNREADABLE, f"{BEGIN}a{END}", BEGIN, "\x1b[<0;5;5M", "\x1b[48;24;80;480;800t"]


def noise(chance: random.Random) -> str:
    """Some sequences, known and made up, with a few characters changed."""
    characters = [
        character
        for _ in range(chance.randint(1, 5))
        for character in (chance.choice(SEEDS) if chance.random() < 0.6 else chance.choices(PIECES, k=8))
    ]
    for _ in range(chance.randint(0, 4)):
        place = chance.randrange(len(characters) + 1)
        characters[place : place + chance.randint(0, 2)] = chance.choices(PIECES, k=chance.randint(0, 3))
    return "".join(characters)


@sweep("seed", range(40), always=range(2))
def test_after_any_noise_and_a_while_every_key_is_heard(hearing: Hearing, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(500):
        heard = noise(chance)
        cut = chance.randrange(len(heard) + 1)
        hearing.messages(heard[:cut], heard[cut:], silence=LONG)
        assert hearing.keys("hello\r") == [*"hello", "enter"], (seed, heard)


@sweep("seed", range(12), always=[0])
async def test_the_app_goes_on_after_any_noise(sit_down: SitDown, hearing: Hearing, seed: int) -> None:
    chance = random.Random(seed)
    async with sit_down(*all_types("Danube"), **all_texts("Danube")) as student:
        driver = student.app._driver
        assert driver is not None
        for _ in range(40):
            for message in hearing.messages(noise(chance), silence=LONG):
                if not (isinstance(message, Key) and message.key in ("ctrl+c", "ctrl+q", "ctrl+z", "q")):
                    driver.process_message(message)
        await student.resize(80, 24)
        driver.process_message(Key("ctrl+p", None))
        await student.see("Quit")
    assert student.gone


def test_mouse_reports_from_beyond_the_terminal_are_heard(hearing: Hearing) -> None:
    (report,) = hearing.messages("\x1b[<99999;99999999999999;5M")
    assert isinstance(report, MouseEvent)


@pytest.mark.parametrize("arguments", [("--deck", "rivers"), ("--inline", "--deck", "rivers")], ids=" ".join)
def test_the_program_hears_an_answer_through_all_of_it(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write_deck(working_folder(tmp_path) / "decks", text())
    with Terminal(tmp_path, *arguments) as terminal:
        terminal.wait_for("Where does the Sava end?", "esc other keys")
        for number, letter in enumerate("Belgrad"):
            terminal.press(*UNREADABLE[number::7], letter)
        terminal.send(b"\xff\xc3\x1b[1;1:3u\xed\xa0\x80")
        terminal.wait_for("Belgrad")
        terminal.press(f"{BEGIN}e")
        terminal.wait_for("Belgrade")
        terminal.press(ENTER)
        terminal.wait_for("✓ Right")
        terminal.press(ENTER)
        terminal.wait_until(lambda: bool(log(tmp_path)), "the answer in the log")
    assert [event["data"]["response"] for event in log(tmp_path)] == ["Belgrade"]

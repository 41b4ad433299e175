"""Decks, files and answers that mean harm: shown literally or refused, with no byte of theirs for the terminal."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.core.errors import unprintable
from quizapp.decks.library import bundled_decks
from quizapp.decks.toml.text import MAX_BYTES
from tests.support.making import all_texts, all_types, deck_toml, flashcard, text, write_deck
from tests.support.program import log, run, working_folder
from tests.support.terminal import DOWN, ENTER, ESCAPE, TAB, Terminal
from tests.tui.study.test_study_in_a_terminal import asks, is_done, judges

pytestmark = pytest.mark.slow

RIVERS = ("--deck", "rivers")
WRITTEN = re.compile(
    rb"\x1b\[[0-9;:]*m"  # colours
    rb"|\x1b\[[0-9;]*[ABCDGHJK]"  # where the cursor is, and erasing
    rb"|\x1b\[\?[0-9;]+(?:[hl]|\$p)"  # modes, and asking for one
    rb"|\x1b\[[<>=?][0-9;]*u"  # how keys are told
    rb"|\x1b\[6n|\x1b\[\?6n|\x1b\[[0-9;]*r|\x1b\[[0-9;]*t|\x1b\[c|\x1b[78=>]|\x1b\([B0]"
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
)
"""All that Textual writes for a terminal to obey: no titles, no links, no clipboard."""

LITERAL = {
    "markup and written escapes": "[b]b[/b] [link=https://x.test]l[/link] [@click=app.quit]q[/] "
    "\\[x] $text ${HOME} `id` $(id) "
    "\\x1b[2J \\u001b]0;t\\a ^[[2J \u241b[31m %1b[0m &#27;[0m",
    "invisible and marks": "a\u200bb\u200cc\u2060d\ufefde\u00adf\u200e\u200fg\U000e0041h e"
    + "\u0301\u0308\u0336" * 170,
    "words and families": "Donaudampfschiff" * 30 + "👨\u200d👩\u200d👧\u200d👦" * 40 + "🇳🇱" * 40 + "長江" * 80,
}
REFUSED = {
    "colour": "\x1b[31mred",
    "title": "\x1b]0;title\x07",
    "clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "link": "\x1b]8;;https://x.test\x1b\\x\x1b]8;;\x1b\\",
    "device control": "\x1bP+q544e\x1b\\",
    "one byte": "\x9b31m\x9d0;t\x9c",
    "bell and backspace": "a\x07b\x08c\x7fd\re",
    "null": "a\x00b",
    "override": "a\u202edcb\u202c",
    "isolate": "a\u2067dcb\u2069",
    "line ends": "a\u2028b\u2029c\x85d",
}
HARM = [re.compile(re.escape(sample.encode())) for sample in REFUSED.values()]


def harmless(output: bytes) -> str:
    """`output` without what Textual itself writes; nothing that is left may mean anything to a terminal."""
    assert not [harm.pattern for harm in HARM if harm.search(output)]
    said = (
        WRITTEN.sub(b"", output).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "").replace("\x0f", "")
    )
    wrong = {f"U+{ord(character):04X}" for character in said if unprintable(character)}
    around = [said[max(0, said.find(each) - 20) :][:60] for each in "\x1b\x07\x9b\u202e\u2028" if each in said]
    assert not wrong, (wrong, around)
    return said


def plain(folder: Path, *arguments: str, input: str = "") -> str:
    """All that a command says, which holds no control but line ends and tabs."""
    done = run(folder, *arguments, input=input)
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    assert not {f"U+{ord(character):04X}" for character in said if unprintable(character)}, said
    return said


@pytest.fixture(params=LITERAL)
def literal(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A student's folder with a deck of every type that has such text everywhere."""
    sample = LITERAL[request.param]
    questions = [question | {"id": f"q{number}"} for number, question in enumerate(all_types(sample[:1000]))]
    write_deck(working_folder(tmp_path) / "decks", *questions, **all_texts(sample[:150]))
    return tmp_path


def test_the_full_screen_shows_such_text_and_obeys_none_of_it(literal: Path) -> None:
    keys = {"hint": "h", "source": "s", "keys": "?"}
    with Terminal(literal, columns=100, lines=30) as terminal:
        terminal.wait_until(lambda: "↵" in terminal.foot, "home")
        terminal.press(
            *[DOWN] * sorted(["rivers", *(path.stem for path in bundled_decks().glob("*.toml"))]).index("rivers")
        )
        terminal.press(ENTER)
        terminal.wait_until(lambda: asks(terminal), "a question")
        for _ in range(12):
            terminal.press(ESCAPE, keys["hint"])
            for _ in range(2):
                terminal.press(ENTER, ENTER)
                if terminal.comes(lambda: judges(terminal), seconds=0.3):
                    break
            if not judges(terminal):
                terminal.press(ESCAPE, "1", TAB, ENTER, ENTER)
                terminal.comes(lambda: judges(terminal), seconds=0.3)
            terminal.press(keys["source"], "z", ENTER)
            terminal.comes(lambda: asks(terminal) or is_done(terminal), seconds=0.5)
        harmless(terminal.output)


@pytest.mark.parametrize(
    "arguments",
    [("preview", "decks/rivers.toml"), ("--inline", *RIVERS), ("exam", "rivers")],
    ids=["preview", "inline", "exam"],
)
def test_other_screens_obey_none_of_it(literal: Path, arguments: tuple[str, ...]) -> None:
    with Terminal(literal, *arguments, columns=100, lines=30) as terminal:
        terminal.wait_until(lambda: "↵" in terminal.screen, "a screen")
        for key in (ENTER, DOWN, ENTER, "1", ENTER, TAB, ENTER):
            terminal.press(key)
            terminal.comes(lambda: False, seconds=0.1)
        harmless(terminal.output)


def test_the_line_mode_and_every_command_say_it_without_a_control(literal: Path) -> None:
    said = plain(literal, "--plain", *RIVERS, input="hint\n?\n\nsource\n1\n" * 40)
    assert "1 of " in said
    for arguments in (
        ("check", "decks"),
        ("check", "--format", "json", "decks"),
        ("check", "--format", "github", "decks"),
        ("decks",),
        ("cards", "rivers"),
        ("log",),
        ("stats",),
        ("disputes", "rivers"),
        ("search", "b"),
        ("diff", "decks/rivers.toml", "decks/rivers.toml"),
        ("cram", "rivers", "--plain"),
        ("exam", "rivers", "--plain"),
    ):
        plain(literal, *arguments)


@pytest.mark.parametrize("raw", [False, True], ids=["by an escape", "as it is"])
def test_text_that_could_disturb_a_terminal_is_refused_and_not_even_shown(tmp_path: Path, raw: bool) -> None:
    decks = working_folder(tmp_path) / "decks"
    for number, sample in enumerate(REFUSED.values()):
        path = write_deck(decks, *all_types(sample), id=f"deck-{number}", **all_texts(sample))
        content = path.read_bytes().decode("utf-8")  # as it is: `json` has written the controls of ASCII as escapes
        if raw:
            content = re.sub(r"\\u(00[01][0-9a-f]|007f)", lambda found: chr(int(found[1], 16)), content)
        else:
            content = content.translate({ord(each): f"\\u{ord(each):04x}" for each in sample if unprintable(each)})
        path.write_bytes(content.encode("utf-8"))
    refused = set(re.findall(r"deck-(\d+)\.toml", plain(tmp_path, "decks")))
    assert refused == {str(number) for number in range(len(REFUSED))}
    assert "E004" in plain(tmp_path, "check", "decks")
    for arguments in (("--plain", "--deck", "deck-1"), ("check", "--format", "json", "decks"), ("doctor",)):
        plain(tmp_path, *arguments)


def test_home_and_preview_show_a_refused_deck_without_its_bytes(tmp_path: Path) -> None:
    decks = working_folder(tmp_path) / "decks"
    path = write_deck(decks, *all_types("".join(REFUSED.values())), id="aaa", title="\x1b]0;t\x07")
    for arguments in ((), ("preview", str(path))):
        with Terminal(tmp_path, *arguments, columns=100, lines=30) as terminal:
            terminal.wait_until(lambda terminal=terminal: bool(terminal.foot), "a screen")  # type: ignore[misc]
            for key in (ENTER, DOWN, ENTER):
                terminal.press(key)
                terminal.comes(lambda: False, seconds=0.2)
            harmless(terminal.output)


def test_names_of_files_and_what_is_typed_on_the_command_line_are_shown_without_controls(tmp_path: Path) -> None:
    decks = working_folder(tmp_path) / "decks"
    write_deck(decks, flashcard())
    (decks / "a\x1b]0;t\x07b.toml").write_text(deck_toml(flashcard(), id="ab"))
    (decks / "c\x9b31m\u202ed.toml").write_text("format = ")
    harm = "\x1b[31m\x9b1mx"
    for arguments in (
        ("decks",),
        ("check", "decks"),
        ("check", harm),
        ("doctor",),
        ("--plain", "--deck", harm),
        ("cards", harm),
        ("explain", harm),
        ("search", harm),
        (harm,),
        (f"--{harm}",),
        ("--plain",),
    ):
        plain(tmp_path, *arguments)
    with Terminal(tmp_path, columns=100, lines=30) as terminal:
        terminal.wait_for("Rivers")
        harmless(terminal.output)


def test_settings_with_controls_are_told_without_them(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", flashcard())
    (tmp_path / "data").mkdir()
    harm = "\\u001b]0;t\\u0007\\u009b31m"
    (tmp_path / "data" / "config.toml").write_text(
        f'theme = "{harm}"\n"{harm}" = 1\nlanguage = "{harm}"\n[keys]\n"{harm}" = "{harm}"\n'
    )
    for arguments in (("settings",), ("decks",), ("doctor",), ("--plain", *RIVERS)):
        plain(tmp_path, *arguments)
    with Terminal(tmp_path, *RIVERS, columns=100, lines=30) as terminal:
        terminal.wait_until(lambda: asks(terminal), "a question")
        harmless(terminal.output)


def test_a_response_with_controls_is_shown_back_without_them(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", text(), text("other"))
    harm = "x\x1b[31m\x9b1m\x1b]0;t\x07y"
    plain(tmp_path, "--plain", *RIVERS, input=f"{harm}\nright\n\n")
    assert "x" in plain(tmp_path, "disputes", "rivers")
    plain(tmp_path, "log")
    with Terminal(tmp_path, *RIVERS) as terminal:
        terminal.wait_for("Where does the Sava end?", "esc other keys")
        terminal.press(f"\x1b[200~{harm}\x1b[201~", ENTER)
        terminal.wait_until(lambda: judges(terminal), "a verdict")
        harmless(terminal.output)
    assert len(log(tmp_path)) == 1


def bound_socket(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as bound:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket is at most 107 bytes long
        try:
            bound.bind(path.name)
        finally:
            os.chdir(here)


STRANGE: dict[str, Callable[[Path], object]] = {
    "zeros without end": lambda path: path.symlink_to("/dev/zero"),
    "the terminal": lambda path: path.symlink_to("/dev/tty"),
    "the kernel's log": lambda path: path.symlink_to("/proc/kmsg"),
    "memory": lambda path: path.symlink_to("/proc/self/mem"),
    "a pipe": os.mkfifo,
    "a folder": lambda path: path.mkdir(),
    "a socket": bound_socket,
    "a circle": lambda path: path.symlink_to(path),
    "nothing": lambda path: path.symlink_to(path.with_name("gone")),
    "one byte too many": lambda path: path.write_bytes(b"#" * (MAX_BYTES + 1)),
    "lists in lists": lambda path: path.write_text("x = " + "[" * 100_000 + "]" * 100_000),
    "tables in tables": lambda path: path.write_text(".".join("a" * 50_000) + " = 1"),
    "one question too many": lambda path: path.write_text(
        'format = 1\nid = "odd"\ntitle = "Odd"\n' + '[[questions]]\nid="a"\ntype="card"\n' * 100_001
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_deck_is_refused_in_a_sentence_and_the_others_are_there(tmp_path: Path, name: str) -> None:
    decks = working_folder(tmp_path) / "decks"
    write_deck(decks, flashcard())
    STRANGE[name](decks / "odd.toml")
    assert "rivers  " in plain(tmp_path, "decks")
    for arguments in (
        ("check", "decks/odd.toml"),
        ("--plain", "--deck", "odd"),
        ("--plain", "--deck", "decks/odd.toml"),
    ):
        said = plain(tmp_path, *arguments)
        assert said and "did you mean `odd`" not in said


def test_the_longest_file_is_read(tmp_path: Path) -> None:
    path = write_deck(working_folder(tmp_path) / "decks", flashcard())
    content = path.read_bytes()
    path.write_bytes(content + b"#" * (MAX_BYTES - len(content)))
    assert "1 of 1. Flashcard." in plain(tmp_path, "--plain", *RIVERS)

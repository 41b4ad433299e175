"""Broken decks, each with what a teacher should be told about it and where: all of that, and nothing else.

The decks stand in `corpus/`, and each holds its own expectations, as comments. `#~ E102:1` says that on this line an
E102 begins at column 1 (from 1, in characters); `#~^ E102:1` says it of the line before, with one `^` per line up;
`also:6` is the second place of a report. A translation stands beside its deck. Healthy decks are among them, to be
told nothing about. Files that cannot hold such a comment are made here.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from quizapp.authoring.check import Checked, check_files
from quizapp.authoring.codes import codes
from quizapp.authoring.diagnostics import TAB, render
from quizapp.decks.toml.recover import MAX_SYNTAX_ERRORS
from quizapp.decks.toml.text import MAX_BYTES

CORPUS = Path(__file__).with_name("corpus")
FILES = sorted(CORPUS.glob("*.toml"))
MARKER = re.compile(r"#~(\^*)((?: [EL]\d{3}:\d+| also:\d+)+)(?=$| #~)", re.MULTILINE)
EXPECTATION = re.compile(r"(\w+):(\d+)")

Place = tuple[int, int, str]
"""A line, a column, and a code or `also`."""


def expected(text: str) -> list[Place]:
    """What the markers in a text say, in order."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        for marker in MARKER.finditer(line):
            at = number - len(marker[1])
            found += [(at, int(column), code) for code, column in EXPECTATION.findall(marker[2])]
    return sorted(found)


def told(checked: Checked) -> list[Place]:
    """What was found in a file, and the second places of that, in order."""
    found = []
    for diagnostic in checked.diagnostics:
        found.append((diagnostic.span.line, diagnostic.span.column, diagnostic.code))
        found += [(spot.span.line, spot.span.column, "also") for spot in diagnostic.also]
    return sorted(found)


def report(checked: Checked) -> str:
    """The report as a teacher sees it."""
    return "\n".join(render(diagnostic, checked.lines) for diagnostic in checked.diagnostics)


def check_file(path: Path) -> Checked:
    """The check of one file alone."""
    return next(checked for checked in check_files([path]) if checked.path == path)


@pytest.fixture(autouse=True)
def out_of_reach_of_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of a deck of the corpus does not depend on what it was like in the last commit."""
    monkeypatch.setenv("PATH", os.devnull)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".toml"))
def test_a_broken_deck_is_told_all_that_is_wrong_and_where(path: Path) -> None:
    checked = check_file(path)
    assert told(checked) == expected(path.read_text("utf-8")), f"\n{report(checked)}"


@pytest.mark.parametrize(
    "name",
    ["twelve-mistakes", "twelve-mistakes-of-all-kinds", "twelve-mistakes-in-a-translation.nl", "twelve-weaknesses"],
)
def test_twelve_mistakes_are_told_in_one_run(name: str) -> None:
    assert len(check_file(CORPUS / f"{name}.toml").diagnostics) >= 12


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".toml"))
def test_carets_stand_under_the_spot_whatever_is_before_it(path: Path) -> None:
    checked = check_file(path)
    for diagnostic in checked.diagnostics if checked.text else []:
        span = diagnostic.span
        before = f"{span.line} | {checked.lines[span.line - 1][: span.column - 1]}".replace("\t", TAB)
        shown = render(diagnostic, checked.lines, width=10_000)
        carets = next(line for line in shown.split("\n") if re.match(r" *\|.*\^", line))
        gutter = carets.index("|") - 1 - len(str(span.line))  # a second place further down may have a longer number
        assert carets.index("^") == cell_len(before) + gutter, f"\n{shown}"


def test_no_marker_is_mistyped() -> None:
    texts = {path.name: path.read_text("utf-8") for path in FILES}
    assert [name for name, text in texts.items() if text.count("#~") != len(MARKER.findall(text))] == []


@pytest.mark.parametrize(
    ("mark", "line_end"), [(b"", b"\r\n"), (b"\xef\xbb\xbf", b"\n")], ids=["line ends of Windows", "byte order mark"]
)
def test_how_an_editor_saves_a_file_moves_no_report(tmp_path: Path, mark: bytes, line_end: bytes) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(CORPUS, folder)
    for path in folder.glob("*.toml"):
        path.write_bytes(mark + path.read_bytes().replace(b"\n", line_end))
    moved = {}
    for path in FILES:
        saved, original = told(check_file(folder / path.name)), told(check_file(path))
        if saved != original:
            moved[path.name] = (saved, original)
    assert moved == {}


# Files that cannot say themselves what is wrong with them

HEAD = """format = 1
id = "rivers"
title = "Rivers"
sources.atlas = { title = "An Atlas of the World" }
"""
CARD = """[[questions]]
id = "nile-end"
type = "card"
prompt = "Where does the Nile end?"
back = "In the Mediterranean"
source = { id = "atlas", at = "p. 12" }
"""
CLOZE = """[[questions]]
id = "danube-end"
type = "cloze"
prompt = "The Danube ends in {{end}}."
gaps.end.accept = ["the Black Sea"]
explanation = "It has a delta."
source = { id = "atlas", at = "p. 12" }
"""
DECK = HEAD + CARD
NOTHING_THERE: list[Place] = [(1, 1, "E101")]

CONTENTS: dict[str, tuple[bytes, list[Place]]] = {
    "nothing at all": (b"", NOTHING_THERE),
    "white space": (b" \t\r\n\n  ", NOTHING_THERE),
    "a byte order mark": (b"\xef\xbb\xbf", NOTHING_THERE),
    "Latin-1": (DECK.replace("Rivers", "Flüsse").encode("latin-1"), [(3, 12, "E002")]),
    "UTF-16": (DECK.encode("utf-16"), [(1, 1, "E002")]),
    "half a character": (DECK.replace("Nile", "Níle").encode().replace(b"\xad", b""), [(8, 27, "E002")]),
    "half of a surrogate pair": (DECK.encode() + b'hint = "\xed\xa0\x80"', [(11, 9, "E002")]),
    "line ends of an old Macintosh": (DECK.encode().replace(b"\n", b"\r"), [(1, 11, "E001")]),
    "a carriage return within a text": (DECK.replace("does", "do\res").encode(), [(8, 19, "E001")]),
    "an escape character within a text": (DECK.replace("does", "\x1bdoes").encode(), [(8, 17, "E001")]),
    "a null character behind a value": (DECK.replace('"card"', '"card"\0').encode(), [(7, 14, "E001")]),
    "a bell in a comment": (b"# ring \x07\n" + DECK.encode(), [(1, 8, "E001")]),
    "turned text in a comment": (DECK.encode() + "# \u202enruter\n".encode(), []),
    "turned text": (DECK.replace("Nile", "\u202eeliN").encode(), [(8, 10, "E004")]),
    "a control character of the upper half in a key": (DECK.encode() + '"a\x9b" = 1'.encode(), [(11, 1, "E004")]),
    "a prompt of 4,000 characters": (DECK.replace("Where", "W" * 3_981).encode(), [(8, 10, "L215")]),
    "a prompt of 4,001 characters": (DECK.replace("Where", "W" * 3_982).encode(), [(8, 10, "E112")]),
    "a prompt too long with its gaps filled in": (
        (HEAD + CLOZE).replace("the Black", "B" * 4_000).encode(),
        [(8, 10, "E112")],
    ),
    "a prompt too long in characters of several bytes": (
        DECK.replace("Where", "長" * 3_982).encode(),
        [(8, 10, "E112")],
    ),
    "a number of 5,000 digits": (DECK.encode() + b"points = " + b"9" * 5_000, [(11, 10, "E006")]),
    "three thousand lists": (DECK.encode() + b"tags = " + b"[" * 3_000 + b"]" * 3_000, [(1, 1, "E005")]),
    "a key of three thousand parts": (DECK.encode() + b".".join([b"x"] * 3_000) + b" = 1", [(1, 1, "E005")]),
    "more syntax errors than are told": (
        DECK.encode() + b'hint "x"\n\n' * (MAX_SYNTAX_ERRORS + 5),
        [(11 + 2 * nth, 6, "E001") for nth in range(MAX_SYNTAX_ERRORS)],
    ),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_broken_file_is_told_what_is_wrong_and_where(tmp_path: Path, name: str) -> None:
    content, places = CONTENTS[name]
    path = tmp_path / "rivers.toml"
    path.write_bytes(content)
    checked = check_file(path)
    assert told(checked) == places, f"\n{report(checked)}"


def in_folder(folder: Path) -> dict[str, list[Place]]:
    """What is told about each file of a folder."""
    return {checked.path.name: told(checked) for checked in check_files([folder])}


def test_what_is_no_file_is_told_beside_the_decks_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a-folder.toml").mkdir()
    os.mkfifo(tmp_path / "b-pipe.toml")
    (tmp_path / "c-gone.toml").symlink_to(tmp_path / "nowhere.toml")
    with (tmp_path / "d-large.toml").open("wb") as large:
        large.truncate(MAX_BYTES + 1)
    (tmp_path / "rivers.toml").write_text(DECK)
    assert in_folder(tmp_path) == {
        "a-folder.toml": [(1, 1, "E003")],
        "b-pipe.toml": [(1, 1, "E003")],
        "c-gone.toml": [(1, 1, "E003")],
        "d-large.toml": [(1, 1, "E003")],
        "rivers.toml": [],
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    path.write_text(DECK)
    path.chmod(0)
    assert in_folder(tmp_path) == {"rivers.toml": [(1, 1, "E003")]}


def test_translations_that_are_no_text_are_told_beside_their_deck(tmp_path: Path) -> None:
    (tmp_path / "rivers.toml").write_text(DECK)
    (tmp_path / "rivers.de.toml").write_bytes('title = "Flüsse"'.encode("latin-1"))
    (tmp_path / "rivers.fr.toml").mkdir()
    (tmp_path / "rivers.nl.toml").write_bytes(b"")
    assert in_folder(tmp_path) == {
        "rivers.toml": [],
        "rivers.de.toml": [(1, 12, "E002")],
        "rivers.fr.toml": [(1, 1, "E003")],
        "rivers.nl.toml": [(1, 1, "E101")],
    }


def test_every_code_has_a_deck_or_a_file() -> None:
    by_comment = {code for path in FILES for _, _, code in expected(path.read_text("utf-8"))}
    by_content = {code for _, places in CONTENTS.values() for _, _, code in places}
    elsewhere = {"E003", "L106"}  # above, and in test_lost_ids.py
    assert {code.code for code in codes()} - by_comment - by_content == elsewhere

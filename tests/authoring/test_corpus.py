"""Broken decks, each with what a teacher should be told about it and where: all of that, and nothing else.

The decks stand in `corpus/`, and each holds its own expectations, as comments. `#~ E102:1` says that on this line an
E102 begins at column 1 (from 1, in characters); `#~^ E102:1` says it of the line before, with one `^` per line up;
`also:6` is the second place of a report. A translation stands beside its deck.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizapp.authoring.check import Checked, check_files
from quizapp.authoring.diagnostics import render

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


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".toml"))
def test_a_broken_deck_is_told_all_that_is_wrong_and_where(path: Path) -> None:
    checked = check_file(path)
    assert told(checked) == expected(path.read_text("utf-8")), f"\n{report(checked)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".toml"))
def test_no_marker_is_mistyped(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("#~") == len(MARKER.findall(text))

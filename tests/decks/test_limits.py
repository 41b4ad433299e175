"""How long texts, lists and files of findings may be, so that no deck holds up a screen or fills the memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizapp.authoring.check import check
from quizapp.core.questions.base import MAX_ENTRIES, MAX_ID, MAX_OPTION, MAX_TEXT
from quizapp.decks.findings import DeckError
from quizapp.decks.reader import examine, read_deck
from quizapp.decks.translations import examine_overlay
from quizapp.decks.validation.everything import MAX_PROBLEMS
from tests.support.making import (
    choice,
    cloze,
    flashcard,
    match,
    multiple,
    number,
    open_question,
    order,
    text,
    true_false,
    write_deck,
)
from tests.support.program import python, working_folder

LONG, LONGER = "x" * MAX_TEXT, "x" * (MAX_TEXT + 1)
WIDE, WIDER = "x" * MAX_OPTION, "x" * (MAX_OPTION + 1)
SOURCE = {"id": "atlas"}


def told(path: Path) -> list[str]:
    return [str(finding) for finding in examine(path).findings]


TEXTS: dict[str, Any] = {
    "explanation": lambda value: flashcard(explanation=value),
    "hint": lambda value: flashcard(hint=value),
    "back": lambda value: flashcard(back=value),
    "model": lambda value: open_question(model=value),
    "rubric.1": lambda value: open_question(rubric=[value]),
    "accept.1": lambda value: text(accept=[value]),
    "reject.Vienna": lambda value: text(reject={"Vienna": value}),
    "unit": lambda value: number(unit=value),
    "feedback.nile": lambda value: choice(answer="rhine", feedback={"nile": value}),
    "gaps.river.hint": lambda value: cloze(gaps={"river": {"accept": ["a"], "hint": value}, "town": {"accept": ["b"]}}),
    "source.quote": lambda value: true_false(source={"id": "atlas", "quote": value}),
    "tags.1": lambda value: true_false(tags=[value]),
}


@pytest.mark.parametrize("place", TEXTS)
def test_any_text_has_its_limit(tmp_path: Path, place: str) -> None:
    sources = {"atlas": {"title": "Atlas"}}
    assert told(write_deck(tmp_path, TEXTS[place](LONG), sources=sources)) == []
    (finding,) = told(write_deck(tmp_path, TEXTS[place](LONGER), sources=sources))
    assert f", {place}: this has 20,001 characters; the limit is 20,000; shorten it." in finding


@pytest.mark.parametrize("key", ["title", "description", "license", "language"])
def test_so_has_what_a_deck_says_of_itself(tmp_path: Path, key: str) -> None:
    assert told(write_deck(tmp_path, flashcard(), **{key: LONG})) == []
    assert told(write_deck(tmp_path, flashcard(), **{key: LONGER})) == [
        f"{key}: this has 20,001 characters; the limit is 20,000; shorten it."
    ]


def test_a_key_has_the_same_limit_and_is_not_repeated(tmp_path: Path) -> None:
    path = write_deck(tmp_path, text(reject={LONGER: "Too long"}))
    (finding,) = told(path)
    assert finding.endswith("reject: this has 20,001 characters; the limit is 20,000; shorten it.")
    assert len("".join(one.message + one.help for one in check([path]))) < 1_000


OPTIONS: dict[str, Any] = {
    "options": lambda value: choice(options={"nile": "Nile", "rhine": value}),
    "options of several": lambda value: multiple(options={"rhine": value, "danube": "Danube"}),
    "items": lambda value: order(items={"ulm": "Ulm", "vienna": value}, answer=["ulm", "vienna"]),
    "right": lambda value: match(
        left={"rhone": "Rhone", "volga": "Volga"}, right={"caspian": value, "mediterranean": "Mediterranean"}
    ),
    "distractors": lambda value: text(distractors={"vienna": value}),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_what_is_laid_out_has_a_lower_limit(tmp_path: Path, name: str) -> None:
    assert told(write_deck(tmp_path, OPTIONS[name](WIDE))) == []
    (finding,) = told(write_deck(tmp_path, OPTIONS[name](WIDER)))
    assert "this has 2,001 characters; the limit is 2,000; shorten it." in finding


@pytest.mark.parametrize("key", ["accept", "tags", "aliases"])
def test_lists_have_a_limit(tmp_path: Path, key: str) -> None:
    entries = [f"entry-{index}" for index in range(MAX_ENTRIES + 1)]
    few: dict[str, Any] = {key: entries[:-1]}
    many: dict[str, Any] = {key: entries}
    assert told(write_deck(tmp_path, text(**few))) == []
    (finding,) = told(write_deck(tmp_path, text(**many)))
    assert finding == f"question 1 (city), {key}: 1,001 entries; the limit is 1,000; keep the best ones."


def test_of_an_endless_list_nothing_but_its_length_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.decks.toml.text.ENDLESS", MAX_ENTRIES)
    (finding,) = told(write_deck(tmp_path, text(accept=[""] * (MAX_ENTRIES + 1))))
    assert finding == "question 1 (city), accept: 1,001 entries; the limit is 1,000; keep the best ones."


def test_what_a_gap_accepts_has_the_same_limit(tmp_path: Path) -> None:
    entries = [f"entry-{index}" for index in range(MAX_ENTRIES + 1)]
    gaps = {"river": {"accept": entries}, "town": {"accept": ["Belgrade"]}}
    (finding,) = told(write_deck(tmp_path, cloze(gaps=gaps)))
    assert "gaps.river.accept: 1,001 entries; the limit is 1,000" in finding


def test_an_id_has_a_limit(tmp_path: Path) -> None:
    assert told(write_deck(tmp_path, flashcard("x" * MAX_ID))) == []
    (finding,) = told(write_deck(tmp_path, flashcard("x" * (MAX_ID + 1))))
    assert finding.endswith("is not a valid id; use at most 100 characters.")


def test_a_translation_has_the_same_limits(tmp_path: Path) -> None:
    deck = read_deck(write_deck(tmp_path, choice()))
    overlay = tmp_path / "rivers.nl.toml"
    for key, value, limit in (("explanation", LONGER, "20,000"), ("options.nile", WIDER, "2,000")):
        overlay.write_text(f'translates = "rivers"\nlanguage = "nl"\nquestions.longest.{key} = "{value}"\n', "utf-8")
        assert [problem.message.split("; ")[1] for problem in examine_overlay(overlay, deck).problems] == [  # type: ignore[union-attr]
            f"the limit is {limit}"
        ]


def test_a_deck_with_a_longer_text_cannot_be_studied(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="the limit is 20,000"):
        read_deck(write_deck(tmp_path, flashcard(explanation="x" * 16_000_000)))


def test_after_a_thousand_problems_the_rest_is_not_told(tmp_path: Path) -> None:
    path = write_deck(tmp_path, *(flashcard("same") for _ in range(MAX_PROBLEMS + 500)))
    findings = examine(path).findings
    assert len(findings) == MAX_PROBLEMS
    assert all("has the id or alias `same` too" in str(finding) for finding in findings)
    assert str(findings[-1]).endswith("never used before; there may be more problems after this.")
    assert "more after" not in str(findings[-2])


def test_a_thousand_problems_are_all_told(tmp_path: Path) -> None:
    findings = examine(write_deck(tmp_path, *(flashcard("same") for _ in range(MAX_PROBLEMS + 1)))).findings
    assert len(findings) == MAX_PROBLEMS
    assert "more after" not in str(findings[-1])


def test_the_last_of_a_thousand_lints_says_how_many_there_are(tmp_path: Path) -> None:
    path = write_deck(tmp_path, *(flashcard(f"card-{index}") for index in range(1_500)))
    lints = check([path])
    assert len(lints) == MAX_PROBLEMS
    assert [one.help.partition(" (and ")[2] for one in lints if "in this file" in one.help] == [
        "500 more problems in this file)"
    ]


MEMORY = """
import re, sys
from pathlib import Path
from quizapp.decks.reader import examine
findings = "; ".join(map(str, examine(Path(sys.argv[1])).findings))
status = Path("/proc/self/status").read_text()  # getrusage counts what the process was forked from
print(findings, re.search(r"VmHWM:\\s+([0-9]+)", status)[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("before", ["answer = ", "answer = 0x", "distractors = { a = 1, b = -", "accept = [1., 2."])
def test_a_number_of_millions_of_digits_is_refused_before_it_is_read(tmp_path: Path, before: str) -> None:
    path = working_folder(tmp_path) / "rivers.toml"
    path.write_text(f'format = 1\nid = "rivers"\ntitle = "R"\n[[questions]]\nid = "n"\n{before}{"7" * 5_000_000}\n')
    said, _, kilobytes = python(tmp_path, MEMORY, str(path)).rpartition(" ")
    assert said.startswith("line 6, column ")
    assert said.endswith("this number has thousands of digits; use a power of ten, such as 1.34e21.")
    assert int(kilobytes) < 300_000  # it was 638 MB


@pytest.mark.parametrize("line", ['hint = "1, {}"', "# answer = {}", "hint = '= {}'"])
def test_digits_in_a_text_or_a_comment_are_no_number(tmp_path: Path, line: str) -> None:
    path = write_deck(tmp_path, flashcard())
    path.write_text(path.read_text("utf-8") + line.format("7" * (MAX_TEXT + 10)) + "\n", "utf-8")
    assert not any("digits" in finding for finding in told(path))

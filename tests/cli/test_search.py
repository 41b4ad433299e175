"""`quizapp search`, and practising what it finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.making import choice, cloze, flashcard, write_deck
from tests.support.program import answer_by_line, log, run, working_folder
from tests.support.terminal import Terminal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`: a choice, a flashcard with two sides and a cloze."""
    questions = choice(tags=["records"]), flashcard(reverse=True), cloze()
    write_deck(working_folder(tmp_path) / "decks", *questions)
    return tmp_path


def found(folder: Path, *words: str) -> list[str]:
    done = run(folder, "search", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_question_is_found_with_how_well_it_is_known(folder: Path) -> None:
    assert found(folder, "NILE") == ["rivers longest, choice: Which river is the longest? (not asked yet)"]
    answer_by_line(folder, "suspend")
    told = "rivers longest, choice: Which river is the longest? (suspended)"
    assert found(folder, "longest", "nile") == [told]


def test_each_card_of_a_question_is_told(folder: Path) -> None:
    (line,) = found(folder, "delta")
    assert line.endswith("(not asked yet; reverse: not asked yet)")


def test_words_that_no_question_has_are_told(folder: Path) -> None:
    assert found(folder, "nile", "delta") == ["No question contains all of these words."]


def test_as_json_the_cards_are_with_their_state(folder: Path) -> None:
    answer_by_line(folder, "suspend")
    assert json.loads(run(folder, "search", "nile", "--json").stdout) == [
        {
            "deck": "rivers",
            "question": "longest",
            "type": "choice",
            "prompt": "Which river is the longest?",
            "tags": ["records"],
            "cards": [{"card": "longest", "state": "new", "suspended": True}],
        }
    ]
    assert json.loads(run(folder, "search", "volga", "--json").stdout) == []


def test_on_a_terminal_a_question_is_one_line(folder: Path) -> None:
    with Terminal(folder, "search", "longest", columns=60) as terminal:
        assert terminal.end() == 0
        assert terminal.screen.split("\n")[:2] == ["rivers longest, choice: Which river is the… (not asked yet)", ""]


@pytest.mark.parametrize(
    ("ids", "cards"),
    [
        (("longest",), {"longest"}),
        (("confluence",), {"confluence/river", "confluence/town"}),
        (("delta/reverse", "longest"), {"delta/reverse", "longest"}),
    ],
)
def test_single_questions_and_cards_can_be_practised(folder: Path, ids: tuple[str, ...], cards: set[str]) -> None:
    options = [word for id in ids for word in ("--card", id)]
    run(folder, "cram", "rivers", *options, "--plain", input="?\n2\n" * 2 + "quit\n")
    assert {event["card"] for event in log(folder)} <= cards
    said = run(folder, "cram", "rivers", *options, "--plain").stdout
    assert f"{len(cards)} card" in said


def test_an_unknown_card_is_refused_with_what_was_meant(folder: Path) -> None:
    done = run(folder, "cram", "rivers", "--card", "longst")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "quizapp: No card or question in rivers is called `longst`. Did you mean `longest`?\n"

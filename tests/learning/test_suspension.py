"""Suspended cards: which they are, and bringing them back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizapp.core.log.events import Kind
from quizapp.learning.suspension import suspend, suspended, unsuspend
from quizapp.store.progress import Progress
from tests.support.making import FixedClock, choice, flashcard, load_deck, text, write_deck
from tests.support.program import answer_by_line, listed, log, run, working_folder


def test_a_card_is_suspended_and_studied_again(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    deck = load_deck(tmp_path / "decks", choice(), text())
    suspend(deck.id, ["city", "longest"], progress, clock, 4)
    assert [card.card for _, card in suspended([deck], progress)] == ["longest", "city"]
    unsuspend(deck.id, ["longest"], progress, clock, 4)
    assert [card.card for _, card in suspended([deck], progress)] == ["city"]
    assert [event.kind for event in progress.events()] == [Kind.SUSPEND, Kind.SUSPEND, Kind.RESUME]
    assert progress.stale_cards() == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`: a choice and a flashcard with two sides, all suspended."""
    write_deck(working_folder(tmp_path) / "decks", choice(), flashcard(reverse=True))
    answer_by_line(tmp_path, "suspend", "suspend", "suspend")
    return tmp_path


def test_suspended_cards_are_listed_with_how_to_bring_them_back(folder: Path) -> None:
    assert run(folder, "suspended", "rivers").stdout == (
        "rivers longest: Which river is the longest?\n"
        "rivers delta: A river's mouth of many arms\n"
        "rivers delta/reverse: A delta\n"
        "To bring one back: `quizapp unsuspend DECK CARD`\n"
    )
    assert [row["card"] for row in json.loads(run(folder, "suspended", "--json").stdout)] == [
        "longest",
        "delta",
        "delta/reverse",
    ]


def test_a_question_stands_for_all_of_its_cards(folder: Path) -> None:
    assert run(folder, "unsuspend", "rivers", "delta").stdout == "Back again: delta and delta/reverse.\n"
    assert [row["suspended"] for row in listed(folder, "cards", "rivers")] == [True, False, False]
    assert [event["kind"] for event in log(folder)][3:] == ["resume", "resume"]
    assert "1 of 2. Flashcard." in answer_by_line(folder)


def test_a_card_that_is_not_suspended_is_refused_with_those_that_are(folder: Path) -> None:
    run(folder, "unsuspend", "rivers", "delta")
    done = run(folder, "unsuspend", "rivers", "delta")
    assert (done.returncode, done.stdout) == (2, "")
    told = "`delta` is not suspended in the deck `rivers`. Suspended there: `longest`."
    assert done.stderr == f"quizapp: {told}\n"


def test_without_a_suspended_card_there_is_one_line(folder: Path) -> None:
    run(folder, "unsuspend", "rivers", "delta", "longest")
    assert run(folder, "suspended").stdout == "No card is suspended.\n"

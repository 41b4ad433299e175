"""`quizapp diff` in words and as JSON: what changes, grouped, and what happens to progress."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from quizapp.authoring.diff import WIDTH, report, rows
from quizapp.core.decks.changes import changes
from quizapp.core.decks.deck import Deck
from quizapp.decks.reader import read_deck
from tests.support.making import choice, dated, flashcard, text, write_deck

Table = Mapping[str, Any]


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Deck, Deck]:
    """Two versions of a deck with one of nearly everything that can change."""
    old = [
        choice(),
        flashcard(aliases=["mouth"]),
        text(),
        dated(),
        flashcard("lake", prompt="A lake cut off by a bar of sand", back="A lagoon"),
        flashcard("silt", back="What rivers carry"),
    ]
    new = [
        flashcard(reverse=True),
        choice(answer="rhine", hint="In Europe"),
        text("town", aliases=["city"], hint="White"),
        dated(explanation="The Grote Mandrenke."),
        flashcard("lagoon", prompt="A lake cut off by a bank of sand", back="A lagoon"),
        flashcard("silt", back="What rivers carry"),
    ]
    return read_deck(write_deck(tmp_path / "old", *old)), read_deck(write_deck(tmp_path / "new", *new))


def test_changes_are_grouped_with_their_effect_and_counted(versions: tuple[Deck, Deck]) -> None:
    assert (
        report(changes(*versions), *versions)
        == """\
New questions
  lagoon                    A lake cut off by a bank of sand
    = effect: It starts as new.

Removed questions
  lake                      A lake cut off by a bar of sand
    = effect: It is no longer asked; its history is kept.
    = help: if `lagoon` is the same question, add aliases = ["lake"] to it

Renamed questions
  city -> town              also edited: hint
    = effect: Its progress moves to the new id.

Questions with a different answer
  longest                   Nile -> Rhine
    = effect: Its progress is kept; learners who knew the old answer meet the
              new one at the next review.
    = help: to have everyone learn it again, give it a new id without an alias

Edited questions
  flood                     explanation
    = effect: Its progress is kept.

Questions with different cards
  delta
    = effect: delta/reverse starts as new.

Questions that lost an alias
  delta                     mouth
    = effect: Anyone who last studied it as `mouth` starts over.
    = help: write aliases = ["mouth"]

The order has changed
    = effect: All progress is kept; new cards come in the new order.

Questions: 6 before, 6 now (1 new, 1 removed, 1 renamed, 1 with a different
answer, 1 edited, 1 with different cards, 1 without an alias and 1 unchanged)."""
    )


def two(tmp_path: Path, old: list[Table], new: list[Table], **head: Any) -> tuple[Deck, Deck]:
    return read_deck(write_deck(tmp_path / "old", *old)), read_deck(write_deck(tmp_path / "new", *new, **head))


def test_versions_without_a_difference_are_told_as_a_count(tmp_path: Path) -> None:
    versions = two(tmp_path, [choice()], [choice()])
    assert report(changes(*versions), *versions) == "Questions: 1 before, 1 now (1 unchanged)."


def test_questions_with_the_same_effect_share_one_remark(tmp_path: Path) -> None:
    versions = two(tmp_path, [choice()], [choice(), flashcard(), text()])
    assert report(changes(*versions), *versions).count("It starts as new.") == 1


def test_another_id_of_the_deck_is_told_first(tmp_path: Path) -> None:
    versions = two(tmp_path, [choice()], [choice(), text()], id="streams")
    lines = report(changes(*versions), *versions).splitlines()
    assert lines[:2] == ["The deck has a new id", "  rivers -> streams"]


@pytest.mark.parametrize("prompt", ["word " * 40, "河" * 90, "one\n\ttwo " * 30])
@pytest.mark.parametrize("id", ["delta", "d" * 25])
def test_no_line_is_wider_than_80_cells(tmp_path: Path, prompt: str, id: str) -> None:
    versions = two(tmp_path, [choice(), flashcard("x", back=prompt)], [flashcard(id, prompt=prompt), flashcard("x")])
    shown = report(changes(*versions), *versions).splitlines()
    assert max(map(cell_len, shown)) <= WIDTH
    assert sum(line.endswith("…") for line in shown) == 1


def test_a_long_id_is_never_cut(tmp_path: Path) -> None:
    versions = two(tmp_path, [choice()], [choice(), flashcard("d" * 90)])
    assert f"  {'d' * 90}\n" in report(changes(*versions), *versions)


def test_answers_of_which_the_first_is_the_same_are_told_by_their_keys(tmp_path: Path) -> None:
    versions = two(tmp_path, [text(accept=["Belgrade", "Beograd"])], [text(accept=["Belgrade"], typos=0)])
    assert "  city                      accept, typos\n" in report(changes(*versions), *versions)


def test_the_rows_for_json_say_what_was_and_what_is(versions: tuple[Deck, Deck]) -> None:
    found = rows(changes(*versions))
    assert json.loads(json.dumps(found)) == found
    assert [(row["change"], row["question"], row["old"], row["new"], row["fields"]) for row in found] == [
        ("answer-changed", "longest", "Nile", "Rhine", ["hint", "answer"]),
        ("cards-changed", "delta", "delta", "delta, delta/reverse", []),
        ("aliases-dropped", "delta", "mouth", "", []),
        ("renamed", "town", "city", "town", ["hint"]),
        ("reworded", "flood", "When was the great flood?", "When was the great flood?", ["explanation"]),
        ("gone", "lake", "A lake cut off by a bar of sand", None, []),
        ("new", "lagoon", None, "A lake cut off by a bank of sand", []),
        ("moved", None, None, None, []),
    ]


def test_every_row_says_what_happens_to_progress(versions: tuple[Deck, Deck]) -> None:
    assert all(row["effect"].endswith(".") for row in rows(changes(*versions)))


def test_answers_are_written_in_the_language_asked_for(tmp_path: Path) -> None:
    versions = two(tmp_path, [dated()], [dated(answer="1634-10-11")])
    [row] = rows(changes(*versions), "nl")
    assert (row["old"], row["new"]) == ("16 januari 1362", "11 oktober 1634")

"""`quizapp mark`: every type of question judged from the command line, as JSON and in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.making import (
    cloze,
    dated,
    flashcard,
    match,
    multiple,
    number,
    open_question,
    order,
    true_false,
    write_deck,
)
from tests.support.program import run, working_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the deck `rivers`, one question of every type that needs more than a word; marking changes none."""
    root = tmp_path_factory.mktemp("mark")
    questions = [
        multiple(),
        true_false(),
        number(),
        dated(),
        order(),
        match(),
        cloze(),
        open_question(),
        flashcard(),
    ]
    write_deck(working_folder(root) / "decks", *questions)
    write_deck(working_folder(root) / "decks", number(), dated(), id="rivieren", language="nl")
    return root


@pytest.mark.parametrize(
    ("deck", "question", "response", "judged"),
    [
        ("rivers", "european", "2,4", (1.0, True, "right", 3)),
        ("rivers", "european", "danube", (0.5, False, "1 of 2 right", 2)),
        ("rivers", "uphill", "false", (1.0, True, "right", 3)),
        ("rivers", "length", "2,850 km", (1.0, True, "right", 3)),
        ("rivers", "length", "-2850", (0.0, False, "wrong: too low; it is 2,850 km", 1)),
        ("rivieren", "length", "2.850", (1.0, True, "right", 3)),
        ("rivers", "flood", "January 1362", (0.5, False, "right month, but no day: 16 January 1362", 2)),
        ("rivieren", "flood", "16-1-1362", (1.0, True, "right", 3)),
        ("rivers", "downstream", "2,3,1", (1.0, True, "right", 3)),
        ("rivers", "downstream", "ulm,belgrade,vienna", (0.0, False, "0 of 2 in the right sequence", 1)),
        ("rivers", "mouths", "rhone=mediterranean,b=1", (0.5, False, "1 of 2 pairs right", 2)),
        ("rivers", "confluence", "river=Sava; town=Belgrade", (1.0, True, "right", 3)),
        ("rivers", "confluence", "river=Sava", (0.5, False, "1 of 2 gaps right", 2)),
        ("rivers", "confluence/town", "Belgrad", (1.0, True, "right, but check your spelling: Belgrade", 3)),
        ("rivers", "confluence/river", "Drava", (0.0, False, "wrong: the answer is Sava", 1)),
        ("rivers", "meanders", "2", (0.5, False, "1 of 2 points", 2)),
    ],
)
def test_the_judgement_is_one_json_object(
    folder: Path, deck: str, question: str, response: str, judged: tuple[float, bool, str, int]
) -> None:
    done = run(folder, "mark", deck, question, response, "--json")
    expected: dict[str, Any] = dict(zip(("score", "right", "reason", "rating"), judged, strict=True))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == expected


def test_without_json_it_is_one_line_in_words_and_a_wrong_response_is_no_failure(folder: Path) -> None:
    done = run(folder, "mark", "rivers", "mouths", "a=3")
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 of 2 pairs right (score 0.50, rating: hard)\n", "")


@pytest.mark.parametrize(
    ("question", "response", "said"),
    [
        ("length", "far", "type a number"),
        ("flood", "30 February 1362", "no such day"),
        ("downstream", "1,2", "all 3 numbers"),
        ("mouths", "a=9", "pairs such as"),
        ("confluence", "Sava", "river=...; town=..."),
        ("confluence/town", " ", "fill in the gap"),
        ("confluence/lake", "Sava", "no gap `lake`"),
        ("length/km", "2850", "no gap `km`"),
        ("meanders", "3", "from 1 to 2"),
        ("delta", "A delta", "is a flashcard"),
        ("lenght", "2850", "Did you mean `length`?"),
    ],
)
def test_what_cannot_be_judged_is_wrong_usage_and_said_in_one_line(
    folder: Path, question: str, response: str, said: str
) -> None:
    done = run(folder, "mark", "rivers", question, response, "--json")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("quizapp: ")
    assert said in done.stderr


def test_several_responses_are_one_json_object_a_line_and_one_that_is_asked_again_has_a_reason_alone(
    folder: Path,
) -> None:
    done = run(folder, "mark", "rivers", "length", "2.850", "-2850", "far", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"response": "2.850", "score": 1.0, "right": True, "reason": "right (read as 2,850)", "rating": 3},
        {
            "response": "-2850",
            "score": 0.0,
            "right": False,
            "reason": "wrong: too low; it is 2,850 km",
            "rating": 1,
        },
        {
            "response": "far",
            "score": None,
            "right": None,
            "reason": "type a number, such as 28,000 or 0.5",
            "rating": None,
        },
    ]


def test_several_responses_in_words_are_named_each(folder: Path) -> None:
    done = run(folder, "mark", "rivers", "flood", "16 January 1362", "1362", "62")
    assert done.stdout.splitlines() == [
        "16 January 1362: right (score 1.00, rating: good)",
        "1362: right year, but no month: 16 January 1362 (score 0.25, rating: again)",
        "62: asked again: type the year in full, such as 1941, or AD 79 for an early one",
    ]


@pytest.mark.parametrize("asked", [["--lang", "nl"], []], ids=["with --lang", "by its file"])
def test_a_deck_is_marked_in_the_language_of_a_translation(folder: Path, asked: list[str]) -> None:
    decks = working_folder(folder) / "decks"
    if not (overlay := decks / "rivers.nl.toml").exists():
        overlay.write_text('translates = "rivers"\nlanguage = "nl"\n[questions.length]\nunit = "kilometer"\n', "utf-8")
    done = run(folder, "mark", "rivers" if asked else str(overlay), "length", "2.850", "2.85", *asked)
    assert done.stdout.splitlines() == [
        "2.850: right (score 1.00, rating: good)",
        "2.85: wrong: too low; it is 2.850 kilometer (read as 2,85) (score 0.00, rating: again)",
    ]
    assert done.stderr == ""

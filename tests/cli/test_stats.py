"""`quizapp stats`: its JSON and its sentences, when there is nothing yet and after some days."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from quizapp.cli.stats import PARTS
from quizapp.core.stats import Calibration
from quizapp.wording.stats import PARTS as REPORT_PARTS
from quizapp.wording.stats import calibration_lines, duration
from tests.support.making import choice, flashcard, text, write_deck
from tests.support.program import answer_by_line, run, working_folder

KEYS = {
    "": ["deck", "day", "date", "streak", "today", "pace", "time", "days", "later", "retention", "calibration",
         "guesses", "first_sight", "cards", "forecast", "tags", "hardest"],
    "streak": ["days", "longest", "today"],
    "today": ["answers", "right", "rate", "seconds"],
    "pace": ["review", "new"],
    "time": ["seconds", "days", "last_7_days", "last_30_days"],
    "retention": ["answers", "right", "rate", "maturity", "form"],
    "guesses": ["answers", "right", "by_chance"],
    "first_sight": ["answers", "right", "by_chance"],
    "cards": ["total", "begun", "mature"],
}  # fmt: skip
"""The keys of the JSON object and of the objects in it, which others rely on."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the decks `rivers` and `lakes`."""
    decks = working_folder(tmp_path) / "decks"
    write_deck(decks, choice(tags=["size"]), text(), title="Rivers")
    write_deck(decks, flashcard("shore"), id="lakes", title="Lakes")
    return tmp_path


def said(folder: Path, *arguments: str) -> list[str]:
    """The lines that the command prints; it must end well."""
    done = run(folder, "stats", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.parametrize("deck", [[], ["rivers"]])
def test_the_json_has_the_same_keys_with_and_without_answers(folder: Path, deck: list[str]) -> None:
    for answers in ([], ["3", "", "Belgrade", "4"]):
        if answers:
            answer_by_line(folder, *answers)
        told = json.loads("\n".join(said(folder, *deck, "--json")))
        assert {key: list(told[key] if key else told) for key in KEYS} == KEYS
        assert told["deck"] == (deck[0] if deck else None)
        assert len(told["forecast"]) == 30


def test_the_json_of_one_deck_is_about_that_deck(folder: Path) -> None:
    answer_by_line(folder, "3", "", "Belgrade", "4")
    rivers, lakes = (json.loads("\n".join(said(folder, deck, "--json"))) for deck in ("rivers", "lakes"))
    assert (rivers["today"]["answers"], rivers["cards"]) == (2, {"total": 2, "begun": 2, "mature": 0})
    assert (lakes["today"]["answers"], lakes["cards"]) == (0, {"total": 1, "begun": 0, "mature": 0})
    assert rivers["tags"] == [{"tag": "size", "cards": 1, "recall": pytest.approx(0.917, abs=1e-3)}]
    assert rivers["first_sight"] == {"answers": 1, "right": 1, "by_chance": 0.25}


def test_a_new_student_is_told_kindly_that_there_is_nothing_yet(folder: Path) -> None:
    head, line = said(folder, "--plain")
    assert head.startswith("Statistics for all decks, ")
    assert line.startswith("Nothing here yet.")


def test_without_a_terminal_the_figures_are_told_in_sentences(folder: Path) -> None:
    answer_by_line(folder, "1", "", "Belgrade", "4")
    lines = said(folder, "rivers")
    assert lines == said(folder, "rivers", "--plain")
    assert lines[0].startswith("Statistics for Rivers, ")
    for told in (
        "Streak: 1 day (longest: 1).",
        "Due today: 1 card, under a minute.",
        "You've started 2 of 2 cards. 0 are mature (their interval is 21 days or more).",
        "size: 77% recall tomorrow, 1 card.",
        "Which river is the longest? (hard from the start · 77% chance tomorrow)",
        "Choices at first sight: 0 of 1 right (0%). Random clicking would get 0.2 (25%).",
    ):
        assert told in lines
    assert sum(line.startswith("No card has come back yet.") for line in lines) == 3


def test_the_first_lines_are_a_summary_in_plain_words(folder: Path) -> None:
    answer_by_line(folder, "1", "", "Belgrade", "4")
    _, today, recall, cards, blank, *_ = said(folder, "rivers")
    assert today == "Today: 2 answers. Streak: 1 day (longest: 1)."
    assert recall.startswith("No card has come back yet.")
    assert (cards, blank) == ("You've started 2 of 2 cards. 1 is due today.", "")


def test_one_part_can_be_had_alone(folder: Path) -> None:
    answer_by_line(folder, "1", "", "Belgrade", "4")
    _, title, *lines = said(folder, "rivers", "--part", "cards")
    assert (title, lines[0]) == (
        "Your cards",
        "You've started 2 of 2 cards. 0 are mature (their interval is 21 days or more).",
    )
    assert tuple(REPORT_PARTS) == PARTS


def test_the_deck_can_be_named_as_an_option_as_for_a_session(folder: Path) -> None:
    assert said(folder, "--deck", "rivers") == said(folder, "--deck=rivers") == said(folder, "rivers")


def test_hardest_cards_name_their_deck_where_there_are_several(folder: Path) -> None:
    answer_by_line(folder, "1", "")
    prompt = "Which river is the longest? (hard from the start · 77% chance tomorrow)"
    assert prompt in said(folder, "--part", "cards")
    answer_by_line(folder, "", "1", deck="lakes")
    assert f"rivers: {prompt}" in said(folder, "--part", "cards")


def test_a_perfect_record_has_a_score_without_a_sign() -> None:
    perfect = Calibration(4, 0.9, 1.0, 0.1, -0.0, 0.1, ())
    past = SimpleNamespace(calibration=perfect, calibration_by_form={})
    assert any("would score 0.000." in line for line in calibration_lines(past))  # type: ignore[arg-type]


def test_sentences_need_no_picture(folder: Path) -> None:
    answer_by_line(folder, "1", "", "Belgrade", "4")
    assert set("".join(said(folder, "--plain"))).isdisjoint("░▒▓█▰▱│┤└─●")


def test_an_unknown_deck_is_refused_with_the_decks_there_are(folder: Path) -> None:
    done = run(folder, "stats", "river")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean `rivers`?" in done.stderr


def test_a_deck_with_problems_is_named_and_the_others_are_counted(folder: Path) -> None:
    write_deck(working_folder(folder) / "decks", choice(answer="volga"), id="broken")
    done = run(folder, "stats", "--json")
    assert done.returncode == 0
    assert "broken.toml" in done.stderr
    assert json.loads(done.stdout)["cards"]["total"] > 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (29.6, "30 seconds"), (60, "1 minute"), (3540, "59 minutes"), (3600, "1 hour"),
     (7500, "2 hours and 5 minutes"), (90_000, "25 hours")],
)  # fmt: skip
def test_times_are_told_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words

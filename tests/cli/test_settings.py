"""The settings as a student of the command line meets them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.making import choice, flashcard, write_deck
from tests.support.program import answer_by_line, listed, log, python, run, working_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers` of three flashcards."""
    write_deck(
        working_folder(tmp_path) / "decks", *(flashcard(name, prompt=f"{name}?") for name in ("one", "two", "six"))
    )
    return tmp_path


def change(folder: Path, *changes: str) -> None:
    """Change some settings."""
    done = run(folder, "settings", *changes)
    assert (done.returncode, done.stderr) == (0, "")


def config(folder: Path, text: str) -> Path:
    """The settings file, written by hand."""
    path = folder / "data" / "config.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def shown(folder: Path) -> dict[str, Any]:
    return dict(json.loads(run(folder, "settings", "--json").stdout))


def test_all_settings_are_listed_with_the_place_of_their_file(folder: Path) -> None:
    done = run(folder, "settings")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"There are no settings in {folder}/data/config.toml yet, so these are the defaults:" in done.stdout
    purpose = "Your chance of knowing a card when it returns. Higher: more reviews."
    assert f"  study.retention = 0.90:                  {purpose} A number from 0.70 to 0.97.\n" in done.stdout
    assert "  study.learning_steps = 1m 10m: " in done.stdout


def test_a_change_is_saved_and_shown(folder: Path) -> None:
    change(folder, "study.retention=0.85", "theme=light", "decks.rivers.exam=2027-01-20", "study.learning_steps=5m, 1h")
    found = shown(folder)
    assert (found["path"], found["problems"]) == (str(folder / "data" / "config.toml"), [])
    assert found["settings"]["theme"] == "light"
    assert (
        found["settings"]["study"] | {"retention": 0.85, "learning_steps": ["5m", "1h"]} == found["settings"]["study"]
    )
    assert found["settings"]["decks"] == {"rivers": {"exam": "2027-01-20"}}


def test_nothing_after_the_equals_sign_means_the_default(folder: Path) -> None:
    change(folder, "study.retention=0.85")
    change(folder, "study.retention=")
    assert shown(folder)["settings"]["study"]["retention"] == 0.9


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("study.retention=2", "`study.retention` cannot be 2.0; it must be a number from 0.70 to 0.97."),
        ("study.retenton=0.9", "There is no setting `study.retenton`. Did you mean `study.retention`?"),
        ("theme=nordd", "There is no theme `nordd`. Did you mean `nord`? Nothing was saved."),
        ("keys.study.hint=u", "`study.hint` cannot be `u`: `study.undo` has that key. Nothing was saved."),
        ("keys.study.hnt=z", "No command is called `study.hnt`. Did you mean `study.hint`?"),
        ("keys.study.hint=foo", "`study.hint` cannot be `foo`: there is no such key."),
        ("retention=2", "`study.retention` cannot be 2.0; it must be a number from 0.70 to 0.97."),
        ("colours=3", "There is no setting `colours`. `quizapp settings` lists them all."),
        ("theme", "quizapp: Write a change as NAME=VALUE, not as `theme`."),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_nothing_is_saved(folder: Path, text: str, told: str) -> None:
    done = run(folder, "settings", "study.rollover=5", text)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not (folder / "data" / "config.toml").exists()


def test_the_file_keeps_its_comments(folder: Path) -> None:
    path = config(folder, "# mine\ntheme = 'dark' # at night\n")
    change(folder, "theme=light")
    assert path.read_text() == '# mine\ntheme = "light" # at night\n'


def test_what_is_wrong_in_the_file_is_told_and_studying_goes_on(folder: Path) -> None:
    config(folder, "[study]\nretention = 2\nnew_per_day = 1\n")
    done = run(folder, "--plain", "--deck", "rivers", input="quit\n")
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    told = "`study.retention` cannot be 2; it must be a number from 0.70 to 0.97. Until you fix it, 0.90 applies."
    assert done.stderr == f"quizapp: {folder}/data/config.toml: {told}\n"
    assert "1 card in this session" in done.stdout


def test_keys_are_listed_with_what_they_do(folder: Path) -> None:
    change(folder, "keys.study.hint=z")
    rows = json.loads(run(folder, "settings", "--keys", "--json").stdout)
    hint = next(row for row in rows if row["id"] == "study.hint")
    assert hint == {"id": "study.hint", "keys": "z", "default": "h,H", "does": "hint"}


def test_limits_of_a_deck_hold_for_it(folder: Path) -> None:
    change(folder, "decks.rivers.new_per_day=2")
    assert "2 cards in this session" in answer_by_line(folder, "quit")


def test_another_limit_counts_for_the_session_that_was_stopped(folder: Path) -> None:
    assert "3 cards in this session" in answer_by_line(folder, "quit")
    change(folder, "study.new_per_day=1")
    assert "1 card in this session" in answer_by_line(folder, "quit")


def test_retention_and_fuzz_decide_when_a_card_comes_back(folder: Path) -> None:
    change(folder, "study.fuzz=false")
    answer_by_line(folder, "", "4", "quit")
    change(folder, "study.retention=0.97")
    answer_by_line(folder, "", "4", "quit")
    intervals = [event["data"]["interval"] for event in log(folder) if event["kind"] == "review"]
    assert intervals[1] < intervals[0] / 2


def test_changes_are_in_the_log_when_the_next_session_begins(folder: Path) -> None:
    config(folder, "[study]\nnew_per_day = 1\n")
    answer_by_line(folder, "quit")
    answer_by_line(folder, "quit")
    change(folder, "study.new_per_day=")
    answer_by_line(folder, "quit")
    found = [(event["deck"], event["card"], event["data"]) for event in log(folder)]
    assert found == [("", "", {"new_per_day": 1}), ("", "", {"new_per_day": 20})]


def test_a_day_begins_at_the_rollover(folder: Path) -> None:
    """It is about noon: with a rollover at 23, today is yesterday's day still."""
    change(folder, "study.rollover=23")
    answer_by_line(folder, "", "4", "quit")
    late = [event["day"] for event in log(folder) if event["kind"] == "review"]
    change(folder, "study.rollover=4")
    answer_by_line(folder, "", "4", "quit")
    assert [event["day"] for event in log(folder) if event["kind"] == "review"] == [late[0], late[0] + 1]


def test_decks_are_in_the_preferred_language_where_they_have_it(folder: Path) -> None:
    decks = working_folder(folder) / "decks"
    write_deck(decks, choice(), id="lakes", title="Lakes")
    text = 'translates = "rivers"\nlanguage = "nl"\ntitle = "Rivieren"\n'
    (decks / "rivers.nl.toml").write_text(text, "utf-8")
    change(folder, "language=nl")
    titles = {row["id"]: row["title"] for row in listed(folder, "decks")}
    assert (titles["rivers"], titles["lakes"]) == ("Rivieren", "Lakes")
    assert "Rivieren" in answer_by_line(folder, "quit")
    assert "Rivers" in answer_by_line(folder, "quit", options=["--lang", "en"])


def test_without_a_change_in_the_file_a_start_loads_nothing_to_read_it(folder: Path) -> None:
    config(folder, "[study]\nnew_per_day = 1\n[keys]\nstudy.hint = 'z'\n")
    run(folder, "decks")
    code = (
        "import sys; from quizapp.cli.root import main; main(['decks'], standalone_mode=False); "
        "print({'pydantic', 'tomli', 'textual'} & sys.modules.keys())"
    )
    assert python(folder, code).splitlines()[-1] == "set()"

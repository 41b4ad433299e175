"""`quizapp plan`: sets the exam date, says what follows from it, and what is wrong with it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.formats import long_date
from tests.support.making import flashcard, write_deck
from tests.support.program import listed, log, python, run, working_folder

CARDS = 66


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with a deck of 66 flashcards."""
    cards = [flashcard(f"card-{number}", prompt=f"Card {number}?") for number in range(CARDS)]
    write_deck(working_folder(tmp_path) / "decks", *cards)
    return tmp_path


def ahead(days: int) -> str:
    """The date in so many days."""
    return (date.today() + timedelta(days=days)).isoformat()


def told(folder: Path, *arguments: str) -> list[str]:
    """What the command says, line by line."""
    done = run(folder, "plan", "rivers", *arguments)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout.splitlines()


def refused(folder: Path, *arguments: str) -> str:
    """What it says when it does nothing."""
    done = run(folder, "plan", "rivers", *arguments)
    assert (done.returncode, done.stdout) == (2, ""), done
    return done.stderr


def record(folder: Path, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(run(folder, "plan", "rivers", "--json", *arguments).stdout))


def config(folder: Path) -> str:
    path = folder / "data" / "config.toml"
    return path.read_text() if path.exists() else ""


def test_without_a_date_it_says_how_to_set_one(folder: Path) -> None:
    assert told(folder) == [
        "No exam on Rivers is planned.",
        "To plan for one, give its date: `quizapp plan rivers --exam 2027-01-20`",
    ]
    assert record(folder) == {"deck": "rivers", "title": "Rivers", "exam": None, "days": None}


def test_with_a_date_it_says_what_is_to_be_done_and_what_comes_of_it(folder: Path) -> None:
    lines = told(folder, "--exam", ahead(40))
    day = date.today() + timedelta(days=40)
    assert lines[0] == f"Exam on Rivers in 40 days: {day.day} {day:%B %Y}."
    assert lines[1].startswith("On course for 9") and lines[1].endswith(" If the exam were tomorrow: 0%.")
    last = date.today() + timedelta(days=32)
    assert lines[2] == f"2 new cards a day, the last on {last.day} {last:%B %Y}."
    assert lines[3].startswith("About 2 minutes a day.")
    assert lines[4].startswith("Busiest: ")
    assert lines[5] == "In the last 5 days every card comes back once more."
    assert lines[6].startswith("You haven't answered much yet")
    assert len(lines) == 8


def test_the_date_is_kept_in_the_settings_and_logged(folder: Path) -> None:
    told(folder, "--exam", ahead(40))
    assert config(folder) == f"[decks.rivers]\nexam = {ahead(40)}\n"
    assert [(event["kind"], event["deck"], event["data"]) for event in log(folder)] == [
        ("setting", "rivers", {"exam": ahead(40)})
    ]
    assert told(folder)[0].startswith("Exam on Rivers in 40 days")


def test_another_date_takes_the_place_of_the_first(folder: Path) -> None:
    told(folder, "--exam", ahead(40))
    assert told(folder, "--exam", ahead(20))[0].startswith("Exam on Rivers in 20 days")
    assert record(folder)["days"] == 20


def test_a_date_that_is_set_can_be_forgotten(folder: Path) -> None:
    told(folder, "--exam", ahead(40), "--minutes", "5")
    day = date.today() + timedelta(days=40)
    assert told(folder, "--forget")[:2] == [
        f"Removed the exam on {day.day} {day:%B %Y}.",
        "No exam on Rivers is planned.",
    ]
    assert config(folder) == ""
    assert "has no exam date" in refused(folder, "--forget")


def test_minutes_a_day_are_kept_and_planned_for(folder: Path) -> None:
    much = record(folder, "--exam", ahead(40))
    little = record(folder, "--minutes", "1")
    assert little["minutes_asked"] == 1
    assert little["minutes"] <= 1 < much["minutes"]
    assert little["score"] < much["score"]
    assert record(folder)["minutes_asked"] == 1
    assert record(folder, "--minutes", "0")["minutes_asked"] is None


def test_what_there_is_no_time_for_is_told(folder: Path) -> None:
    lines = told(folder, "--exam", ahead(20), "--minutes", "1")
    assert any("There's no time for" in line and "new cards" in line for line in lines)
    assert lines[-1].startswith("With ") and "quizapp plan rivers --minutes" in lines[-1]


def test_more_minutes_than_there_is_to_do_are_told(folder: Path) -> None:
    assert any(
        "of the 300 you planned for: that's all there is to do" in line
        for line in told(folder, "--exam", ahead(40), "--minutes", "300")
    )


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "is today. A plan needs an exam date after today."),
        (-1, "has passed. A plan needs an exam date after today."),
        (4000, "is more than ten years away. Choose a nearer date."),
    ],
    ids=["today", "yesterday", "far away"],
)
def test_a_date_that_cannot_be_planned_for_is_refused(folder: Path, days: int, sentence: str) -> None:
    written = long_date(date.fromisoformat(ahead(days)))
    assert refused(folder, "--exam", ahead(days)) == f"quizapp: {written} {sentence}\n"
    assert config(folder) == ""


def test_a_year_is_planned_for(folder: Path) -> None:
    found = record(folder, "--exam", ahead(365))
    assert (found["days"], found["new_per_day"]) == (365, 1)
    assert len(found["ahead"]) == 365


def test_an_exam_tomorrow_begins_every_card_today(folder: Path) -> None:
    lines = told(folder, "--exam", ahead(1))
    assert lines[0].startswith("Exam on Rivers tomorrow: ")
    assert lines[2] == "66 new cards today, none after that."


def test_much_more_than_usual_is_told(folder: Path) -> None:
    assert told(folder, "--exam", ahead(4))[2].startswith("33 new cards a day (usually 20), the last on ")


def test_an_exam_that_has_passed_is_told_and_changes_nothing(folder: Path) -> None:
    told(folder, "--exam", ahead(40))
    (folder / "data" / "config.toml").write_text("[decks.rivers]\nexam = 2020-01-20\n")
    assert told(folder)[0] == "The exam on Rivers was on 20 January 2020; the deck is back on its usual schedule."
    (folder / "data" / "config.toml").write_text(f"[decks.rivers]\nexam = {ahead(0)}\n")
    assert told(folder)[0] == "The exam on Rivers is today."
    assert record(folder) == {"deck": "rivers", "title": "Rivers", "exam": ahead(0), "days": 0}


def test_minutes_without_a_date_and_forgetting_with_one_make_no_sense(folder: Path) -> None:
    assert "quizapp plan rivers --exam DATE --minutes 20" in refused(folder, "--minutes", "20")
    assert "does not work with" in refused(folder, "--forget", "--exam", ahead(40))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2027-02-30", "There is no 30 February 2027. Write a date such as 2027-01-20."),
        ("2027-13-01", "`2027-13-01` is not a date. Write one such as 2027-01-20."),
        ("20 January", "`20 January` is not a date. Write one such as 2027-01-20."),
    ],
)
def test_a_date_that_does_not_exist_is_refused_in_a_sentence(folder: Path, typed: str, sentence: str) -> None:
    assert sentence in refused(folder, "--exam", typed)


def test_the_settings_keep_their_comments(folder: Path) -> None:
    told(folder)
    path = folder / "data" / "config.toml"
    path.write_text('# mine\ntheme = "light"\n')
    told(folder, "--exam", ahead(40))
    assert path.read_text() == f'# mine\ntheme = "light"\n\n[decks.rivers]\nexam = {ahead(40)}\n'


def test_the_record_has_these_keys(folder: Path) -> None:
    found = record(folder, "--exam", ahead(40))
    assert list(found) == [
        "deck",
        "title",
        "exam",
        "days",
        "cards",
        "new",
        "new_per_day",
        "last_new",
        "last_round",
        "retention",
        "score",
        "score_today",
        "score_tomorrow",
        "points",
        "minutes",
        "busiest",
        "minutes_asked",
        "left_out",
        "put_off",
        "more",
        "ahead",
    ]
    assert (found["exam"], found["cards"], found["new"], found["new_per_day"]) == (ahead(40), CARDS, CARDS, 2)
    assert (found["last_new"], found["last_round"]) == (ahead(32), ahead(35))
    assert found["points"]["of"] == CARDS
    assert found["points"]["expected"] == pytest.approx(found["score"] * CARDS)
    assert found["ahead"][0] == {"date": ahead(0), "minutes": found["ahead"][0]["minutes"], "new": 2}
    assert sum(day["minutes"] for day in found["ahead"]) / 40 == pytest.approx(found["minutes"])


def test_the_same_deck_on_the_same_day_gives_the_same_plan(folder: Path) -> None:
    assert record(folder, "--exam", ahead(40)) == record(folder)


def test_it_loads_no_interface_and_the_list_of_decks_no_plan(folder: Path) -> None:
    code = (
        "import sys; from quizapp.cli.root import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    )
    told(folder, "--exam", ahead(40))
    assert "textual" not in python(folder, code, "plan", "rivers").split()
    assert "quizapp.core.plans.plan" not in python(folder, code, "decks").split()
    assert listed(folder, "decks")[-1]["new"] > 0

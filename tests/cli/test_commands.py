"""The commands, their JSON, their exit codes and their errors."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from quizapp import __version__
from quizapp.cli.context import Context
from quizapp.cli.group import COMMANDS
from quizapp.core.errors import QuizappError
from quizapp.decks.library import bundled_decks
from quizapp.store.database import FILE_NAME
from tests.support.making import choice, flashcard, text, write_deck
from tests.support.program import answer_by_line, listed, python, run, working_folder

ROLLOVER = timedelta(hours=4)
EVENT_FIELDS = {"id", "at", "offset", "day", "learner", "device", "kind", "deck", "card", "rating", "data"}
CARD_FIELDS = {"card", "question", "state", "stability", "difficulty", "due", "day", "reps", "lapses", "suspended"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`: a choice, a typed question and a flashcard with two sides."""
    write_deck(
        working_folder(tmp_path) / "decks", choice(), text(), flashcard(reverse=True), title="Flüsse", language="de"
    )
    return tmp_path


def refusal(folder: Path, *arguments: str, code: int, **variables: str) -> str:
    """What a command that fails says: one line on standard error, nothing else."""
    done = run(folder, *arguments, **variables)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("quizapp: ")
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.stderr


def by_id(rows: list[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows}


def test_version_is_said_in_one_line(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"quizapp {__version__}\n", "")


def test_help_lists_every_command_with_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert re.search(rf"\n  {name} +[A-Z]", done.stdout), name
    assert "..." not in done.stdout.partition("Studying:")[2]
    titles = [line for line in done.stdout.splitlines() if re.fullmatch(r"\S.*:", line)]
    assert titles == ["Options:", "Studying:", "Your data:", "Writing decks:", "Teaching:"]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_of_its_own(name: str, tmp_path: Path) -> None:
    done = run(tmp_path, name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: quizapp {name} ")


def test_an_unknown_command_is_taken_for_a_deck_only_if_there_is_one(folder: Path) -> None:
    assert "To study the deck of that name: `quizapp --deck rivers`" in run(folder, "rivers").stderr
    said = run(folder, "exma").stderr
    assert "Did you mean `exam`?" in said
    assert "--deck" not in said


@pytest.mark.parametrize("arguments", [("decks",), ("log",), ("cards", "rivers"), ("settings",), ("plan", "rivers")])
def test_plain_changes_nothing_where_all_is_plain(folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(folder, *arguments, "--plain")
    assert (done.returncode, done.stdout) == (0, run(folder, *arguments).stdout)


# quizapp decks


def test_decks_as_json_say_what_is_due_learning_and_new(folder: Path) -> None:
    answer_by_line(folder, "3", "", "Belgrade", "4")
    assert by_id(listed(folder, "decks"), "id")["rivers"] == {
        "id": "rivers",
        "title": "Flüsse",
        "language": "de",
        "path": str(working_folder(folder) / "decks" / "rivers.toml"),
        "questions": 3,
        "cards": 4,
        "due": 0,
        "learning": 1,
        "new": 2,
        "hides": None,
    }


def test_the_bundled_decks_are_always_there(tmp_path: Path) -> None:
    rows = listed(tmp_path, "decks")
    assert [row["id"] for row in rows] == ["khalkhyn-gol", "neutrality-pact", "north-korea", "vlasov"]
    assert [row["path"] for row in rows] == [str(bundled_decks() / f"{row['id']}.toml") for row in rows]


def test_a_deck_that_hides_a_bundled_one_is_told(tmp_path: Path) -> None:
    path = write_deck(working_folder(tmp_path) / "decks", flashcard(), id="vlasov", title="Mine")
    rows = by_id(listed(tmp_path, "decks"), "id")
    bundled = bundled_decks() / "vlasov.toml"
    assert (rows["vlasov"]["path"], rows["vlasov"]["hides"]) == (str(path), str(bundled))
    assert rows["north-korea"]["hides"] is None
    line = "decks/vlasov.toml hides the deck vlasov that comes with quizapp."
    assert run(tmp_path, "decks").stdout.splitlines()[-1] == line
    assert line in run(tmp_path, "--plain").stdout.splitlines()


def test_a_deck_that_hides_another_one_is_told(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", flashcard())
    hidden = write_deck(tmp_path / "data" / "decks", flashcard())
    assert run(tmp_path, "decks").stdout.splitlines()[-1] == f"decks/rivers.toml hides {hidden}."


def test_a_broken_deck_that_hides_one_is_told_at_home(tmp_path: Path) -> None:
    (working_folder(tmp_path) / "decks").mkdir()
    (working_folder(tmp_path) / "decks" / "vlasov.toml").write_text("format = ", "utf-8")
    line = "decks/vlasov.toml hides the deck vlasov that comes with quizapp."
    assert line in run(tmp_path, "--plain").stdout.splitlines()


def test_the_bundled_decks_hide_not_themselves(tmp_path: Path) -> None:
    (working_folder(tmp_path) / "decks").symlink_to(bundled_decks())
    assert [row["hides"] for row in listed(tmp_path, "decks")] == [None] * 4
    assert "hides" not in run(tmp_path, "decks").stdout


def test_json_is_written_letter_for_letter_as_utf_8(folder: Path) -> None:
    assert '"Flüsse"' in run(folder, "decks", "--json").stdout


def test_decks_for_people_are_a_table_with_a_line_each(folder: Path) -> None:
    done = run(folder, "decks")
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["deck", "due", "learning", "new", "total", "title"]
    assert ["rivers", "0", "0", "4", "4", "Flüsse"] in [row.split() for row in rows]


def test_a_broken_deck_is_reported_beside_the_others(folder: Path) -> None:
    (working_folder(folder) / "decks" / "broken.toml").write_text("format = 1\nid = ", "utf-8")
    done = run(folder, "decks", "--json")
    assert done.returncode == 0
    assert "rivers" in by_id(json.loads(done.stdout), "id")
    assert done.stderr.startswith("quizapp: ")
    assert "broken.toml" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("how", ["option", "variable"])
def test_another_folder_with_decks_can_be_named(tmp_path: Path, how: str) -> None:
    write_deck(tmp_path / "more", flashcard(), id="seas", title="Seas")
    more = str(tmp_path / "more")
    done = run(tmp_path, "--decks", more, "decks") if how == "option" else run(tmp_path, "decks", QUIZAPP_DECKS=more)
    assert "\nseas " in done.stdout


def test_another_folder_for_progress_can_be_named(folder: Path) -> None:
    run(folder, "--data", str(folder / "elsewhere"), "--deck", "rivers", input="3\n\n")
    assert (folder / "elsewhere" / FILE_NAME).exists()
    assert not (folder / "data").exists()


# quizapp log


def test_the_log_is_one_object_a_line_with_the_fields_of_the_contract(folder: Path) -> None:
    before = time.time_ns() // 1_000_000
    answer_by_line(folder, "3", "", "undo", "suspend")
    after = time.time_ns() // 1_000_000
    events = [json.loads(line) for line in run(folder, "log", "--json").stdout.splitlines()]
    assert [event["kind"] for event in events] == ["review", "void", "suspend"]
    for event in events:
        assert set(event) >= EVENT_FIELDS
        assert before <= event["at"] <= after
        local = datetime.fromtimestamp(event["at"] / 1000, UTC) + timedelta(minutes=event["offset"])
        assert event["day"] == (local - ROLLOVER).date().toordinal()
        assert (event["deck"], event["card"]) == ("rivers", "longest")
    assert len({event["id"] for event in events}) == 3
    assert len({(event["learner"], event["device"]) for event in events}) == 1
    assert [event["rating"] for event in events] == [2, None, None]
    assert events[1]["data"]["event"] == events[0]["id"]


def test_the_offset_in_the_log_is_minutes_east_of_utc(folder: Path) -> None:
    run(folder, "--deck", "rivers", input="3\n\n", TZ="INDIA-5:30")
    assert json.loads(run(folder, "log", "--json").stdout)["offset"] == 330


def test_a_review_in_the_log_carries_its_evidence(folder: Path) -> None:
    answer_by_line(folder, "hint", "4", "")
    evidence = json.loads(run(folder, "log", "--json").stdout)["data"]
    assert evidence["form"] == "choice"
    assert evidence["response"] == "rhine"
    assert evidence["order"] == ["amazon", "danube", "nile", "rhine"]
    assert (evidence["score"], evidence["right"]) == (0.0, False)
    assert (evidence["hint"], evidence["guessed"], evidence["override"]) == (False, False, False)
    assert 0 <= evidence["latency"] <= 60_000
    assert evidence["recall"] is None
    assert evidence["model"] == "FSRS-6"
    assert evidence["parameters"]
    assert evidence["interval"] == 0


def test_the_log_can_begin_at_a_date(folder: Path) -> None:
    answer_by_line(folder, "3", "")
    assert run(folder, "log", "--json", "--since", "2001-01-01").stdout.count("\n") == 1
    assert run(folder, "log", "--json", "--since", "2999-01-01").stdout == ""


def test_the_log_for_people_is_a_line_for_each_event(folder: Path) -> None:
    answer_by_line(folder, "3", "", "undo")
    review, void = run(folder, "log").stdout.splitlines()
    assert review.endswith("review    rivers/longest  hard")
    assert void.endswith("void      rivers/longest")


# quizapp cards


def test_cards_as_json_have_the_fields_of_the_contract(folder: Path) -> None:
    answer_by_line(folder, "3", "", "Belgrade", "4", "", "3", "suspend")
    rows = listed(folder, "cards", "rivers")
    assert all(set(row) >= CARD_FIELDS for row in rows)
    assert [(row["card"], row["question"], row["state"]) for row in rows] == [
        ("longest", "longest", "learning"),
        ("city", "city", "review"),
        ("delta", "delta", "learning"),
        ("delta/reverse", "delta", "new"),
    ]
    review = json.loads(run(folder, "log", "--json").stdout.splitlines()[1])
    longest, city, _, new = rows
    assert longest["due"] == json.loads(run(folder, "log", "--json").stdout.splitlines()[0])["at"] + 330_000
    assert city["day"] == review["day"]
    assert (city["reps"], city["lapses"], city["suspended"]) == (1, 0, False)
    assert city["stability"] > longest["stability"] > 0
    assert 1 <= city["difficulty"] <= 10
    due = datetime.fromtimestamp(city["due"] / 1000, UTC) + timedelta(minutes=review["offset"])
    assert (due.hour, due.minute) == (4, 0)
    assert due.date() == date.fromordinal(review["day"] + review["data"]["interval"])
    assert [new[key] for key in ("stability", "difficulty", "due", "day", "reps")] == [None, None, None, None, 0]


def test_cards_for_people_are_a_table_with_a_line_each(folder: Path) -> None:
    answer_by_line(folder, "3", "")
    done = run(folder, "cards", "rivers")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["card", "state"],
        ["longest", "learning"],
        ["city", "new"],
        ["delta", "new"],
        ["delta/reverse", "new"],
    ]


# quizapp mark


@pytest.mark.parametrize(
    ("question", "response", "judged"),
    [
        ("longest", "nile", {"score": 1.0, "right": True, "reason": "right", "rating": 3}),
        ("longest", "4", {"score": 0.0, "right": False, "reason": "wrong: the answer is Nile", "rating": 1}),
        (
            "city",
            "belgrad",
            {"score": 1.0, "right": True, "reason": "right, but check your spelling: Belgrade", "rating": 3},
        ),
    ],
)
def test_mark_says_how_a_response_would_be_judged(
    folder: Path, question: str, response: str, judged: dict[str, Any]
) -> None:
    assert json.loads(run(folder, "mark", "rivers", question, response, "--json").stdout) == judged


def test_mark_touches_no_progress(folder: Path) -> None:
    assert run(folder, "mark", "rivers", "longest", "3").stdout == "right (score 1.00, rating: good)\n"
    assert run(folder, "log").stdout == ""


@pytest.mark.parametrize(("question", "response"), [("longer", "3"), ("longest", "9"), ("delta", "x")])
def test_mark_refuses_what_it_cannot_judge(folder: Path, question: str, response: str) -> None:
    refusal(folder, "mark", "rivers", question, response, code=2)


# quizapp disputes


def test_disputes_lists_what_students_called_right_with_the_line_that_would_accept_it(folder: Path) -> None:
    answer_by_line(folder, "3", "", "Singidunum", "right", "")
    said = run(folder, "disputes", "rivers").stdout
    assert said.startswith("city: Singidunum\n")
    assert '"Singidunum"' in said.splitlines()[1]


def test_disputes_send_no_control_character_to_the_terminal(folder: Path) -> None:
    answer_by_line(folder, "3", "", "\x1b[31mred\x07\x9b0m", "right", "")
    said = run(folder, "disputes", "rivers").stdout
    assert "red" in said
    assert said.replace("\n", "").isprintable()


def test_without_disputes_there_is_one_line(folder: Path) -> None:
    assert run(folder, "disputes", "rivers").stdout == "No disputed answers.\n"


# quizapp doctor


def test_doctor_finds_nothing_wrong_with_a_new_installation(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert {line[:4] for line in done.stdout.splitlines()} == {"ok  "}


def test_doctor_tells_every_problem_of_the_settings_with_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "data" / "config.toml"
    path.parent.mkdir()
    path.write_text(
        'thme = "nord"\ntheme = "nrd" # dark\n\n[study]\n  retention = 2\nrolover = 4\n\n[keys]\n"study.hnt" = "H"\n',
        "utf-8",
    )
    done = run(tmp_path, "doctor")
    assert done.returncode == 1
    told = [line.removeprefix(f"FAIL  {path}:") for line in done.stdout.splitlines() if line.startswith("FAIL")]
    assert [line.partition(": ")[0] for line in told] == ["1:1", "2:9", "5:15", "6:1", "9:15"]
    assert "Did you mean `theme`?" in told[0]


def test_doctor_ends_with_1_when_a_deck_is_broken_and_names_it(folder: Path) -> None:
    (working_folder(folder) / "decks" / "broken.toml").write_text("format = 1\nid = ", "utf-8")
    done = run(folder, "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    (failure,) = [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
    assert "broken.toml" in failure


def test_doctor_finds_card_states_that_are_not_what_the_log_says_and_rebuilds_them(folder: Path) -> None:
    answer_by_line(folder, "3", "", "Belgrade", "4")
    right = listed(folder, "cards", "rivers")
    with sqlite3.connect(folder / "data" / FILE_NAME) as connection:
        connection.execute("UPDATE cards SET stability = stability * 2")
    connection.close()
    done = run(folder, "doctor")
    assert done.returncode == 1
    assert "quizapp doctor --rebuild" in done.stdout
    assert run(folder, "doctor", "--rebuild").returncode == 0
    assert listed(folder, "cards", "rivers") == right


def test_doctor_says_that_a_damaged_progress_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / FILE_NAME).write_bytes(b"no database at all " * 100)
    done = run(tmp_path, "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert "is damaged" in done.stdout


def test_doctor_tells_what_is_wrong_in_the_settings(folder: Path) -> None:
    (folder / "data").mkdir()
    config = folder / "data" / "config.toml"
    config.write_text("theme = 'nordd'\n[study]\nretention = 2\n", "utf-8")
    done = run(folder, "doctor")
    assert (done.returncode, done.stderr) == (1, "")
    failures = [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
    assert failures == [
        f"FAIL  {config}:1:9: There is no theme `nordd`. Did you mean `nord`? Until you fix it, the default applies.",
        f"FAIL  {config}:3:13: `study.retention` cannot be 2; it must be a number from 0.70 to 0.97. "
        "Until you fix it, 0.90 applies.",
    ]
    config.write_text("theme = 'nordd'\n[study]\nretention = 0,9\n", "utf-8")
    done = run(folder, "doctor")
    assert f"FAIL  {config}:1:9: There is no theme `nordd`" in done.stdout
    assert f"FAIL  {config}:3:14: This is not how a number is written: use a decimal point: 0.9." in done.stdout
    config.write_text("theme = 'nord'\n", "utf-8")
    assert f"ok    settings: {config}\n" in run(folder, "doctor").stdout


# Errors


@pytest.mark.parametrize("arguments", [("--deck", "rivets"), ("cards", "rivets")], ids=["study", "cards"])
def test_an_unknown_deck_is_wrong_usage_and_the_near_ones_are_named(folder: Path, arguments: tuple[str, ...]) -> None:
    said = refusal(folder, *arguments, code=2)
    assert "There is no deck called `rivets`. Did you mean `rivers`?" in said


def test_a_command_beside_deck_is_wrong_usage(folder: Path) -> None:
    assert "They do not work with `decks`." in refusal(folder, "--deck", "rivers", "decks", code=2)


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("--nonsense",), ("cards",), ("--limit", "0"), ("--limit", "x"), ("log", "--since", "noon")],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_what_was_wrong(folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_deck_file_that_is_not_there_is_a_sentence(folder: Path) -> None:
    assert "none.toml" in refusal(folder, "--deck", "decks/none.toml", code=1)


@pytest.mark.parametrize("arguments", [("--deck", "rivers"), ("log",), ("cards", "rivers"), ("decks",)], ids=" ".join)
def test_a_damaged_progress_file_is_a_sentence_that_says_what_to_do(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "data").mkdir()
    damaged = folder / "data" / FILE_NAME
    damaged.write_bytes(b"no database at all " * 100)
    said = refusal(folder, *arguments, code=1)
    assert str(damaged) in said
    assert "damaged" in said
    assert damaged.read_bytes() == b"no database at all " * 100


def test_progress_of_a_newer_version_is_a_sentence_and_is_not_touched(folder: Path) -> None:
    answer_by_line(folder, "3", "")
    with sqlite3.connect(folder / "data" / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "Update quizapp" in refusal(folder, "--deck", "rivers", code=1)


def test_a_data_folder_that_cannot_be_made_is_a_sentence(folder: Path) -> None:
    (folder / "file").write_text("in the way", "utf-8")
    said = refusal(folder, "--deck", "rivers", code=1, QUIZAPP_DATA=str(folder / "file" / "data"))
    assert said == f"quizapp: {folder / 'file'} is a file, not a folder. Set QUIZAPP_DATA to a folder.\n"
    said = refusal(folder, "--data", str(folder / "file"), "decks", code=1)
    assert said == f"quizapp: {folder / 'file'} is a file, not a folder. Choose a folder with --data.\n"


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ((), "or set QUIZAPP_DATA to another folder."),
        (("--data", "x"), "or choose another folder with --data."),
    ],
    ids=["variable", "option"],
)
def test_a_data_folder_without_permission_is_told_with_what_gives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], advice: str
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # root may read every folder
    with pytest.raises(QuizappError) as caught:
        assert Context((), tmp_path, typed).data
    told = f"You don't have permission to read and write in {tmp_path}. Allow it with `chmod u+rwx {tmp_path}`"
    assert str(caught.value) == f"{told}, {advice}"


def test_a_new_data_folder_that_was_typed_is_told_as_it_may_be_misspelt(folder: Path) -> None:
    new = str(folder / "new")
    assert run(folder, "--data", new, "log").stderr == (
        f"quizapp: {new} is new. Your progress there starts from zero.\n"
    )
    assert run(folder, "--data", new, "log").stderr == ""


# What is loaded


LOADED = "sorted({name.partition('.')[0] for name in sys.modules} & {'textual', 'pydantic', 'tomli', 'rich', 'fsrs'})"


def test_importing_the_command_line_loads_neither_the_interface_nor_the_validator(tmp_path: Path) -> None:
    assert python(tmp_path, f"import sys, quizapp.cli.root; print({LOADED})") == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [("decks",), ("decks", "--json"), ("cards", "rivers"), ("--version",), ("--help",), ("log",)],
    ids=" ".join,
)
def test_a_warm_command_loads_neither_the_interface_nor_the_validator(folder: Path, arguments: tuple[str, ...]) -> None:
    run(folder, "decks")  # fills the cache
    code = (
        f"import atexit, sys; atexit.register(lambda: print('LOADED', {LOADED})); from quizapp.cli import main; main()"
    )
    assert python(folder, code, *arguments).endswith("LOADED []\n")


@pytest.mark.parametrize("words", ["quizapp --deck r", "quizapp cards r"])
def test_completing_a_name_loads_neither_the_interface_nor_the_validator(folder: Path, words: str) -> None:
    run(folder, "decks")  # fills the cache
    typed = {"COMP_WORDS": words, "COMP_CWORD": "2", "_QUIZAPP_COMPLETE": "bash_complete"}
    code = (
        f"import atexit, os, sys; sys.argv[0] = 'quizapp'; os.environ.update({typed}); "
        f"atexit.register(lambda: print('LOADED', {LOADED})); from quizapp.cli import main; main()"
    )
    assert python(folder, code) == "plain,rivers\nLOADED []\n"

"""The learner's data as a file, on another machine, and gone."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.support.making import choice, text, write_deck
from tests.support.program import answer_by_line, run, working_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return student(tmp_path / "first")


def student(folder: Path) -> Path:
    """A student's folder with the deck `rivers`."""
    folder.mkdir()
    write_deck(working_folder(folder) / "decks", choice(), text(), title="Rivers")
    return folder


def exported(folder: Path) -> Path:
    file = folder / "log.jsonl"
    assert run(folder, "data", "export", "--force", str(file)).returncode == 0
    return file


def cards(folder: Path) -> str:
    return run(folder, "cards", "rivers", "--json").stdout


def test_the_file_has_the_lines_of_the_log_and_is_for_its_owner_alone(folder: Path) -> None:
    answer_by_line(folder, "1", "", "Belgrade", "")
    file = exported(folder)
    assert file.read_text("utf-8") == run(folder, "log", "--json").stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_on_another_machine_the_cards_stand_as_they_did(folder: Path, tmp_path: Path) -> None:
    answer_by_line(folder, "1", "", "Belgrade", "")
    other = student(tmp_path / "second")
    done = run(other, "data", "import", str(exported(folder)))
    assert (done.returncode, done.stderr) == (0, "")
    assert cards(other) == cards(folder)


def test_importing_again_changes_nothing(folder: Path) -> None:
    answer_by_line(folder, "1", "", "Belgrade", "")
    file, before = exported(folder), cards(folder)
    assert run(folder, "data", "import", str(file)).stdout == "0 events imported; 2 were there already.\n"
    assert cards(folder) == before


def test_what_two_machines_did_since_adds_up(folder: Path, tmp_path: Path) -> None:
    answer_by_line(folder, "1", "")
    other = student(tmp_path / "second")
    run(other, "data", "import", str(exported(folder)))
    answer_by_line(other, "Belgrade", "")
    answer_by_line(folder, "Belgrade", "")
    for one, two in ((folder, other), (other, folder)):
        run(one, "data", "import", str(exported(two)))
    assert cards(folder) == cards(other)
    assert run(folder, "log", "--json").stdout == run(other, "log", "--json").stdout


def test_another_learners_answers_are_taken_over_on_request_alone(folder: Path, tmp_path: Path) -> None:
    other = student(tmp_path / "second")
    for each in (folder, other):
        answer_by_line(each, "1", "")
    file = exported(other)
    refused = run(folder, "data", "import", str(file))
    assert refused.returncode == 2
    assert "another learner" in refused.stderr and "--other-learner" in refused.stderr
    assert run(folder, "data", "import", str(file), "--other-learner").stdout == "1 event imported.\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("half a li", "it is not JSON"),
        ('{"id": "x"}', "`at` is missing"),
        ("[" * 100_000, "it is not JSON"),
        ("\ud800", "it is not UTF-8"),
        (f"[{'7' * 5_000}]", "it is not JSON"),
    ],
    ids=["cut off", "no event", "deep", "no text", "a long number"],
)
def test_a_line_that_is_no_event_is_named_and_nothing_is_imported(folder: Path, line: str, told: str) -> None:
    answer_by_line(folder, "1", "")
    file = exported(folder)
    file.write_bytes(file.read_bytes() + line.encode("utf-8", "surrogatepass") + b"\n")
    other = student(folder.parent / "second")
    done = run(other, "data", "import", str(file))
    assert done.returncode == 2
    assert f"Line 2 of {file} is not an event: {told}" in done.stderr
    assert "Nothing was imported." in done.stderr
    assert run(other, "log", "--json").stdout == ""


def test_a_file_that_is_there_is_not_replaced_unasked(folder: Path) -> None:
    answer_by_line(folder, "1", "")
    file = exported(folder)
    kept = file.read_bytes()
    run(folder, "data", "erase", "--yes")
    done = run(folder, "data", "export", str(file))
    assert (done.returncode, file.read_bytes()) == (2, kept)
    assert "--force" in done.stderr


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    done = run(folder, "data", "import", "missing.jsonl")
    assert done.returncode == 2
    assert "missing.jsonl cannot be read" in done.stderr


def test_a_place_that_cannot_be_written_is_named(folder: Path) -> None:
    done = run(folder, "data", "export", str(folder / "nowhere" / "log.jsonl"))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_erasing_asks_first(folder: Path) -> None:
    answer_by_line(folder, "1", "")
    done = run(folder, "data", "erase", input="no\n")
    assert done.returncode == 1
    assert "Nothing was erased." in done.stdout
    assert len(run(folder, "log", "--json").stdout.splitlines()) == 1


def test_erasing_leaves_nothing_but_decks(folder: Path) -> None:
    answer_by_line(folder, "1", "")
    run(folder, "settings", "theme=light")
    write_deck(folder / "data" / "decks", choice(), id="own")
    done = run(folder, "data", "erase", input="erase\n")
    assert done.returncode == 0
    assert [path.name for path in (folder / "data").rglob("*")] == ["decks", "own.toml"]
    assert json.loads(run(folder, "decks", "--json").stdout)[0]["due"] == 0


def test_there_may_be_nothing_to_erase(folder: Path) -> None:
    run(folder, "data", "erase", "--yes")
    assert run(folder, "data", "erase").stdout == "There is nothing to erase.\n"

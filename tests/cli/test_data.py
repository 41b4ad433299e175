"""The learner's data as a file, on another machine, and gone."""

from __future__ import annotations

import json
import os
import socket
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.support.making import choice, event, text, void, write_deck
from tests.support.program import SECONDS, answer_by_line, run, working_folder


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
    assert run(folder, "data", "import", str(file)).stdout == "0 events imported. 2 were already there.\n"
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


def test_a_link_leads_to_the_file_that_is_written(folder: Path) -> None:
    answer_by_line(folder, "1", "")
    (folder / "link.jsonl").symlink_to("kept.jsonl")
    assert run(folder, "data", "export", str(folder / "link.jsonl")).returncode == 0
    assert (folder / "link.jsonl").is_symlink()
    assert (folder / "kept.jsonl").read_text("utf-8") == run(folder, "log", "--json").stdout


def test_what_reads_a_pipe_gets_the_log(folder: Path) -> None:
    answer_by_line(folder, "1", "")
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(pipe.read_text, "utf-8")
        done = run(folder, "data", "export", str(pipe))
        assert (done.returncode, done.stderr) == (0, f"1 event written to {pipe}.\n")
        assert reading.result(SECONDS) == run(folder, "log", "--json").stdout
    assert pipe.is_fifo()


@pytest.mark.parametrize("options", [[], ["--force"]])
@pytest.mark.parametrize("path", ["/dev/null", "/dev/stdout"])
def test_a_device_is_written_to_and_stays_one(folder: Path, path: str, options: list[str]) -> None:
    answer_by_line(folder, "1", "")
    done = run(folder, "data", "export", *options, path)
    assert (done.returncode, done.stdout) == (0, "" if path == "/dev/null" else run(folder, "log", "--json").stdout)
    assert Path("/dev/null").is_char_device()


def test_a_full_device_is_told(folder: Path) -> None:
    answer_by_line(folder, "1", "")
    done = run(folder, "data", "export", "/dev/full")
    assert done.returncode == 2
    assert "Cannot write to /dev/full (No space left on device)" in done.stderr


def test_a_folder_or_socket_is_not_replaced(folder: Path) -> None:
    place = folder / "socket"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(place))
        done = run(folder, "data", "export", "--force", str(place))
        assert done.returncode == 2
        assert f"Cannot write to {place} (it is not a regular file)" in done.stderr
        assert place.is_socket()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"at": 0, "offset": -1560, "day": 1}, "`offset` must be a whole number, -1439 to 1439"),
        ({"at": 2**53, "day": 3_652_059}, "`at` must be a whole number"),
        ({"data": {"interval": 3, "response": "\ud800"}}, "`data.response` must be text without lone surrogates"),
        ({"data": {"interval": 3, "latency": 2**63}}, "`data.latency` must be a whole number"),
    ],
    ids=["no zone", "no year", "half a character", "no time"],
)
def test_an_event_that_no_reader_could_take_is_refused(folder: Path, change: dict[str, Any], told: str) -> None:
    file = folder / "log.jsonl"
    file.write_text("\n" + json.dumps(event(1).as_json() | change) + "\n", "utf-8")
    done = run(folder, "data", "import", str(file))
    assert done.returncode == 2
    assert f"Line 2 of {file} is not an event: {told}" in done.stderr
    assert run(folder, "log", "--json").stdout == ""


def test_a_chain_of_voids_is_imported(folder: Path) -> None:
    log = [event(1)]
    for number in range(3_000):
        log.append(void(number + 2, log[-1]))
    lines = "".join(f"{json.dumps(one.as_json())}\n" for one in log)
    assert run(folder, "data", "import", "-", input=lines).stdout == "3,001 events imported.\n"
    assert json.loads(cards(folder))[1]["reps"] == 1


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    done = run(folder, "data", "import", "missing.jsonl")
    assert done.returncode == 2
    assert "missing.jsonl cannot be read" in done.stderr


def test_a_place_that_cannot_be_written_is_named(folder: Path) -> None:
    done = run(folder, "data", "export", str(folder / "nowhere" / "log.jsonl"))
    assert done.returncode == 2
    assert "Cannot write to" in done.stderr


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


def test_answers_are_erased_where_links_lead(folder: Path) -> None:
    elsewhere, data = folder / "elsewhere", folder / "data"
    answer_by_line(folder, "1", "")
    elsewhere.mkdir()
    (data / "backups").rename(elsewhere / "backups")
    (data / "backups").symlink_to(elsewhere / "backups")
    (data / "progress.sqlite3").rename(elsewhere / "answers.db")
    (data / "progress.sqlite3").symlink_to(elsewhere / "answers.db")
    answer_by_line(folder, "Belgrade", "")
    (elsewhere / "backups" / "notes.txt").write_text("mine", "utf-8")
    assert len(run(folder, "log").stdout.splitlines()) == 2
    done = run(folder, "data", "erase", "--yes")
    assert str(elsewhere / "answers.db") in done.stdout
    assert done.stdout.splitlines()[-1] == (
        f"Left alone, as there was only a link to it here: {elsewhere / 'backups' / 'notes.txt'}. "
        "It has none of your answers."
    )
    assert [path.name for path in elsewhere.rglob("*")] == ["backups", "notes.txt"]
    assert not data.exists()


def test_a_backup_that_is_itself_a_link_is_erased(folder: Path) -> None:
    answer_by_line(folder, "1", "")
    (backup,) = (folder / "data" / "backups").iterdir()
    backup.rename(folder / "kept")
    backup.symlink_to(folder / "kept")
    assert run(folder, "data", "erase", "--yes").stdout.splitlines()[-1] == "Erased."
    assert not (folder / "kept").exists()


def test_settings_kept_elsewhere_are_told(folder: Path) -> None:
    run(folder, "settings", "theme=light")
    (folder / "data" / "config.toml").rename(folder / "mine.toml")
    (folder / "data" / "config.toml").symlink_to(folder / "mine.toml")
    done = run(folder, "data", "erase", "--yes")
    assert f"Left alone, as there was only a link to it here: {folder / 'mine.toml'}." in done.stdout


def test_there_may_be_nothing_to_erase(folder: Path) -> None:
    run(folder, "data", "erase", "--yes")
    assert run(folder, "data", "erase").stdout == "There is nothing to erase.\n"

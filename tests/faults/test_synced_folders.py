"""Two machines that sync the data folder while quizapp is open: noticed, told, and mended with what there is."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from quizapp.core.log.events import Event
from quizapp.store.backup_files import conflict_copies
from quizapp.store.progress import Progress
from tests.support.making import choice, event, flashcard, void, write_deck
from tests.support.program import answer_by_line, log, run, working_folder
from tests.support.terminal import Terminal

FILE = "progress.sqlite3"
EASY = ("", "4")
CONFLICTS = (
    "progress.sync-conflict-20261128-101112-ABCDEFG.sqlite3",  # Syncthing
    "progress (conflicted copy 2026-11-28).sqlite3",  # Dropbox
    "progress (Anna's conflicted copy 2026-11-28).sqlite3",
    "progress (conflicted copy 2026-11-28 101112).sqlite3",  # Nextcloud
    "progress_conflict-20261128-101112.sqlite3",  # ownCloud
    "progress-ANNAS-LAPTOP.sqlite3",  # OneDrive
    "progress 2.sqlite3",  # iCloud
    "progress (1).sqlite3",  # Google Drive
    "progress.sqlite3.conflict1",  # rclone
)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return machine(tmp_path / "here")


def machine(folder: Path) -> Path:
    """A student's machine with the deck `rivers`, and nothing answered on it yet."""
    write_deck(working_folder(folder) / "decks", *(flashcard(f"card-{number}") for number in range(9)))
    (folder / "data").mkdir()
    return folder


@contextmanager
def studying(folder: Path, *events: Event) -> Iterator[Progress]:
    """The progress of `learner`, open, with these events just written and not all of them in the file itself."""
    with closing(Progress(folder / "data")) as progress:
        if progress.learner != "learner":
            progress.merge((), lambda: "learner")
        for one in events:
            progress.append(one)
        yield progress


def copied(source: Path, target: Path, name: str = FILE, suffix: str = "") -> Path:
    """Copy a machine's progress file to another machine as a sync program does: without looking at what is open."""
    path = target / "data" / f"{name}{suffix}"
    shutil.copyfile(source / "data" / f"{FILE}{suffix}", path)
    return path


def doctor(folder: Path, *options: str) -> tuple[int, str]:
    done = run(folder, "doctor", *options)
    assert done.stderr == ""
    return done.returncode, done.stdout


def follow(folder: Path, told: str) -> str:
    """Do what doctor says between backquotes: the first command that imports something; returns what that says."""
    command = next(part for part in told.split("`") if part.startswith("quizapp data import "))
    done = run(folder, *shlex.split(command)[1:])
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def ids(folder: Path) -> list[str]:
    return [one["id"] for one in log(folder)]


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return machine(tmp_path / "there")


FIVE = [event(number, card=f"card-{number}") for number in range(5)]


# The file alone, copied while quizapp was open


def test_a_file_that_was_copied_alone_while_quizapp_was_open_is_told(here: Path, there: Path) -> None:
    with studying(here, *FIVE) as progress:
        copied(here, there)
        assert len(ids(there)) < len(list(progress.events())) == 5
    code, told = doctor(there)
    assert code == 1
    assert f"FAIL  {there}/data/{FILE} was copied while quizapp was open, so later answers may be missing." in told


def test_it_is_told_at_the_start_of_a_session_and_by_no_other_command(here: Path, there: Path) -> None:
    with studying(here, *FIVE):
        copied(here, there)
    for sitting in ("--plain --deck rivers", "--plain", "cram rivers --plain"):
        assert "Run `quizapp doctor`.\n" in run(there, *sitting.split()).stderr
    for command in ("decks", "decks --short", "log"):
        assert run(there, *command.split()).stderr == ""


def test_the_answers_that_it_lacks_come_from_an_export_and_the_warning_ends(here: Path, there: Path) -> None:
    with studying(here, *FIVE):
        copied(here, there)
    assert run(here, "data", "export", str(here / "log.jsonl")).returncode == 0
    run(there, "data", "import", str(here / "log.jsonl"))
    assert ids(there) == [one.id for one in FIVE]
    assert doctor(there)[0] == 0


def test_restore_ends_the_warning_when_there_is_nothing_to_add(here: Path, there: Path) -> None:
    with studying(here, *FIVE):
        copied(here, there)
    code, told = doctor(there, "--restore")
    assert (code, "restore: 0 events added from the backups" in told) == (0, True)
    assert doctor(there)[0] == 0


def test_a_file_that_was_closed_is_whole_when_it_is_copied_alone(here: Path, there: Path) -> None:
    answer_by_line(here, *EASY * 3)
    assert [path.name for path in (here / "data").glob(f"{FILE}*")] == [FILE]
    copied(here, there)
    assert ids(there) == ids(here)
    assert doctor(there)[0] == 0


def marks_in_the_file_alone(folder: Path) -> int | None:
    """The marks of those who have the progress file open, in a copy of it alone; None while it is being written."""
    uri = f"{(folder / 'data' / FILE).as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as alone, suppress(sqlite3.DatabaseError):
        marks: int = alone.execute("SELECT count(*) FROM meta WHERE key GLOB 'in use *'").fetchone()[0]
        return marks
    return None


def test_the_full_screen_leaves_a_file_that_is_whole(here: Path) -> None:
    with Terminal(here, "--deck", "rivers") as terminal:
        for number in range(3):
            terminal.wait_for(f"{9 - number} to finish", "show")
            terminal.press(" ")
            terminal.wait_for("easy")
            terminal.press("4")
        terminal.wait_for("6 to finish")
        terminal.wait_until(lambda: marks_in_the_file_alone(here) == 1, "the mark in the file without its log")
        terminal.press("q")
        assert terminal.end() == 0
    assert [path.name for path in (here / "data").glob(f"{FILE}*")] == [FILE]
    assert doctor(here)[0] == 0


def test_a_program_that_was_killed_leaves_no_warning(here: Path, there: Path) -> None:
    with studying(here, *FIVE):
        for suffix in ("", "-wal"):  # as they are after `kill -9`
            copied(here, there, suffix=suffix)
    assert doctor(there)[0] == 0
    assert ids(there) == [one.id for one in FIVE]
    with closing(sqlite3.connect(there / "data" / FILE)) as connection:
        assert connection.execute("SELECT key FROM meta WHERE key GLOB 'in use *'").fetchall() == []


def test_another_window_that_is_closed_leaves_the_mark_of_the_one_that_is_open(here: Path, there: Path) -> None:
    with studying(here, *FIVE[:2]) as progress:
        with studying(here, FIVE[2]):
            pass
        progress.append(FIVE[3])
        copied(here, there)
    assert doctor(there)[0] == 1


def test_a_backup_is_whole(here: Path, there: Path) -> None:
    with studying(here, *FIVE) as progress:
        backup = progress.back_up("2026-11-28")
        assert backup is not None
        shutil.copyfile(backup, there / "data" / FILE)
    assert ids(there) == [one.id for one in FIVE]
    assert doctor(there)[0] == 0


# An older copy in the place of the file


def test_a_file_that_is_older_than_its_backup_is_told_and_filled_up(here: Path) -> None:
    answer_by_line(here, *EASY)
    older = (here / "data" / FILE).read_bytes()
    for backup in (here / "data" / "backups").iterdir():
        backup.unlink()
    answer_by_line(here, *EASY * 3)
    whole = ids(here)
    (here / "data" / FILE).write_bytes(older)
    code, told = doctor(here)
    assert (code, "is older than its backup" in told, "has 3 more events." in told) == (1, True, True)
    assert follow(here, told) == "3 events imported. 1 was already there.\n"
    assert ids(here) == whole
    assert doctor(here)[0] == 0


def test_restore_fills_up_a_file_that_is_older_than_its_backup(here: Path) -> None:
    with studying(here, *FIVE[:2]):
        pass
    older = (here / "data" / FILE).read_bytes()
    with studying(here, *FIVE[2:]) as progress:
        progress.back_up("2026-11-28")
    (here / "data" / FILE).write_bytes(older)
    code, told = doctor(here, "--restore")
    assert (code, "restore: 3 events added from the backups" in told) == (0, True)
    assert ids(here) == [one.id for one in FIVE]


# Conflict copies


@pytest.mark.parametrize("name", CONFLICTS)
def test_the_answers_of_a_conflict_copy_are_told_and_merged(here: Path, there: Path, name: str) -> None:
    with studying(here, *FIVE[:3]):
        pass
    with studying(there, *FIVE[3:]):
        pass
    copy = copied(there, here, name)
    code, told = doctor(here)
    assert code == 1
    assert f"FAIL  {copy} looks like a conflict copy left by a sync program, and has 2 events that" in told
    assert follow(here, told) == "2 events imported.\n"
    assert ids(here) == [one.id for one in FIVE]
    code, told = doctor(here)
    assert (code, f"ok    {copy} looks like" in told, "so you can delete it" in told) == (0, True, True)


def test_a_conflict_copy_is_told_at_the_start_of_a_session(here: Path) -> None:
    answer_by_line(here, *EASY)
    copied(here, here, CONFLICTS[0])
    assert "A sync program left extra copies of your answers" in run(here, "--plain", "--deck", "rivers").stderr


def test_a_conflict_copy_is_read_with_what_is_only_in_its_wal(here: Path, there: Path) -> None:
    with studying(here, *FIVE):
        copied(here, there, CONFLICTS[0])
        copied(here, there, CONFLICTS[0], suffix="-wal")
    before = {path.name: path.read_bytes() for path in (there / "data").iterdir()}
    code, told = doctor(there)
    assert (code, "and has 5 events that" in told) == (1, True)
    assert follow(there, told) == "5 events imported.\n"
    assert {name: (there / "data" / name).read_bytes() for name in before} == before


def test_another_learners_conflict_copy_is_imported_on_request(here: Path, there: Path) -> None:
    answer_by_line(here, *EASY)
    answer_by_line(there, *EASY)
    copied(there, here, CONFLICTS[0])
    told = doctor(here)[1]
    assert "`quizapp data import --other-learner " in told
    assert follow(here, told) == "1 event imported.\n"


def test_conflict_copies_are_erased_with_the_answers(here: Path) -> None:
    answer_by_line(here, *EASY)
    for suffix in ("", "-wal"):
        shutil.copyfile(here / "data" / FILE, here / "data" / f"{CONFLICTS[0]}{suffix}")
    assert run(here, "data", "erase", "--yes").returncode == 0
    assert not (here / "data").exists()


def test_files_of_the_program_itself_are_no_conflict_copies(here: Path) -> None:
    answer_by_line(here, *EASY)
    folder = here / "data"
    for name in (f"{FILE}.broken-2026-11-28-101112-000001", f"{FILE}-wal", "progress.7.partial", "other.sqlite3"):
        shutil.copyfile(folder / FILE, folder / name)
    (folder / "progress-notes.sqlite3").write_text("not a database")
    (folder / "progress-folder.sqlite3").mkdir()
    assert conflict_copies(folder / FILE) == []


# Files of two machines mixed


def test_a_wal_that_belongs_to_another_file_is_told_before_it_is_written_in(here: Path, there: Path) -> None:
    with studying(here, *FIVE):
        pass
    with studying(there, *(event(number, card=f"card-{number}") for number in range(20, 400))):
        copied(there, here, suffix="-wal")
    before = (here / "data" / FILE).read_bytes()
    for options in ((), ("--restore",), ("--rebuild",), ("--correct-times",)):
        code, told = doctor(here, *options)
        assert (code, f"FAIL  {here}/data/{FILE}-wal does not belong to" in told) == (1, True)
    assert (here / "data" / FILE).read_bytes() == before
    (here / "data" / f"{FILE}-wal").rename(here / "aside")
    assert doctor(here)[0] == 0
    assert ids(here) == [one.id for one in FIVE]


def test_a_wal_of_a_program_that_is_open_belongs_to_the_file(here: Path) -> None:
    with studying(here, *FIVE):
        assert doctor(here)[0] == 0


def test_a_wal_without_its_file_is_kept(here: Path, there: Path) -> None:
    with studying(there, *FIVE):
        copied(there, here, suffix="-wal")
    wal = here / "data" / f"{FILE}-wal"
    before = wal.read_bytes()
    done = run(here, "--plain", "--deck", "rivers")
    assert (done.returncode, f"{FILE} is missing" in done.stderr) == (1, True)
    assert doctor(here)[0] == 1
    assert wal.read_bytes() == before
    copied(there, here)
    assert ids(here) == [one.id for one in FIVE]


# Progress files that anybody may have made


def test_a_progress_file_is_imported_without_being_changed(here: Path, there: Path) -> None:
    with studying(there, *FIVE, void(9, FIVE[0])):
        pass
    source = there / "data" / FILE
    source.chmod(0o400)
    before = source.read_bytes()
    assert run(here, "data", "import", str(source)).stdout == "6 events imported.\n"
    assert run(here, "data", "import", str(source)).stdout == "0 events imported. 6 were already there.\n"
    assert source.read_bytes() == before
    assert [path.name for path in source.parent.iterdir()] == [FILE]


def test_damaged_events_of_a_progress_file_are_left_out(here: Path, there: Path) -> None:
    with studying(there, *FIVE):
        pass
    source = there / "data" / FILE
    with closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("DROP TRIGGER events_stand")
        connection.execute("UPDATE events SET device = CAST(x'ff' AS TEXT) WHERE id = 'event-0002'")
    done = run(here, "data", "import", str(source))
    assert done.stdout == "4 events imported. 1 damaged event was left out.\n"


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE TABLE notes (text)",
        "CREATE TABLE events (id TEXT)",
        "CREATE VIEW events AS SELECT 1 AS id, 2 AS at, 3 AS offset, 4 AS day, 5 AS learner, 6 AS device, 7 AS kind, "
        "8 AS deck, 9 AS card, 0 AS rating, '{}' AS data",
        "CREATE VIRTUAL TABLE events USING fts5(id, at, offset, day, learner, device, kind, deck, card, rating, data)",
        "CREATE TABLE events (id, at, offset, day, learner, device, kind, deck, card, rating, "
        "data AS (hex(zeroblob(1000000000))))",
    ],
    ids=["no log", "another log", "a view", "a virtual table", "a column that is worked out"],
)
def test_a_database_that_is_no_progress_file_is_refused(here: Path, schema: str) -> None:
    path = here / "hostile.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(schema)
        connection.commit()
    done = run(here, "data", "import", str(path))
    assert (done.returncode, f"{path} is not a progress file that quizapp can read" in done.stderr) == (2, True)
    assert run(here, "log").stdout == ""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"day": -1}, "Event 1 of"),
        ({"kind": "explode"}, "Event 1 of"),
        ({"data": '{"interval": 1e999}'}, "Event 1 of"),
        ({"data": "[" * 200_000}, "1 damaged event was left out"),
        ({"data": "\x00" * 17_000_000}, "too big"),
    ],
    ids=["a day", "a kind", "a number", "depth", "size"],
)
def test_an_event_that_cannot_be_one_is_refused_or_left_out(here: Path, changes: dict[str, object], told: str) -> None:
    path = here / "hostile.sqlite3"
    row = {**event(0).as_json(), "data": '{"interval": 1}', **changes}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE events ({', '.join(row)})")
        connection.execute(f"INSERT INTO events VALUES ({', '.join('?' * len(row))})", list(row.values()))
        connection.commit()
    done = run(here, "data", "import", str(path))
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert run(here, "log").stdout == ""


def test_no_changed_byte_of_a_progress_file_ends_its_import_in_a_traceback(here: Path, there: Path) -> None:
    with studying(there, *FIVE):
        pass
    content = (there / "data" / FILE).read_bytes()
    path = here / "changed.sqlite3"
    for place in range(16, len(content), len(content) // 12):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        done = run(here, "data", "import", str(path))
        assert done.returncode in (0, 2), done
        assert "Traceback" not in done.stderr


def test_a_deck_that_is_called_like_one_is_no_progress_file(here: Path) -> None:
    path = write_deck(here / "more", choice(), id="progress")
    assert "Line 1 of" in run(here, "data", "import", str(path)).stderr

"""Progress files that are damaged, of a newer version, or where nothing can be written: told, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.support.making import flashcard, write_deck
from tests.support.program import PROGRAM, SECONDS, environment, log, run, working_folder
from tests.support.terminal import ENTER, Terminal
from tests.tui.study.test_study_in_a_terminal import asks, judges

pytestmark = pytest.mark.slow

DAMAGES = int(os.environ.get("QUIZAPP_DAMAGES", "6"))
"""How many files are damaged, each in another way."""

FILE = "progress.sqlite3"
RIVERS = ("--plain", "--deck", "rivers")
EASY = "4\n4\n"
READING = [("decks",), ("stats",), ("cards", "rivers"), ("log",), ("log", "--json"), ("disputes", "rivers")]
BACKED_UP, LATER = 6, 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with a backup, and some answers that are newer."""
    write_deck(working_folder(tmp_path) / "decks", *(flashcard(f"card-{number}") for number in range(20)))
    assert run(tmp_path, *RIVERS, input=EASY * BACKED_UP).returncode == 0
    assert run(tmp_path, *RIVERS, input=EASY * LATER).returncode == 0
    return tmp_path


def told(folder: Path, *arguments: str, input: str = "") -> str:
    """What a command says that must not end in a traceback, and within the time."""
    done = run(folder, *arguments, input=input)
    assert done.returncode in (0, 1), done
    assert "Traceback" not in done.stdout + done.stderr, done
    return done.stdout + done.stderr


def rewrite(folder: Path, change: Callable[[bytearray], bytes | bytearray]) -> bytes:
    """Change the bytes of the progress file; returns what it holds then."""
    path = folder / "data" / FILE
    path.write_bytes(changed := bytes(change(bytearray(path.read_bytes()))))
    return changed


def flipped(content: bytearray, chance: random.Random) -> bytearray:
    """With some bits wrong, more often than not among those that say what the rest means."""
    for _ in range(chance.choice([1, 3, 50])):
        place = chance.randrange(chance.choice([100, 4096, len(content)]))
        content[place] ^= 1 << chance.randrange(8)
    return content


def zeroed(content: bytearray, start: int, end: int) -> bytearray:
    content[start:end] = bytes(end - start)
    return content


def test_progress_of_a_newer_version_is_left_alone_even_by_a_restoration(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (folder / "data" / FILE).read_bytes()
    for arguments in (*READING, RIVERS, ("doctor", "--restore")):
        assert "was written by a newer version of quizapp" in told(folder, *arguments)
    assert (folder / "data" / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("change", "events"),
    [
        (lambda content: zeroed(content, 0, 4096), BACKED_UP + LATER),
        (lambda content: zeroed(content, 0, 100), BACKED_UP + LATER),
        (lambda content: content[:0], BACKED_UP),
        (lambda content: content[:100], BACKED_UP),
        (lambda content: b"not a database " * 300, BACKED_UP),
    ],
    ids=["no first page", "no header", "empty", "a header alone", "something else"],
)
def test_a_damaged_file_is_told_kept_and_restored_with_all_that_can_be_read(
    folder: Path, change: Callable[[bytearray], bytes], events: int
) -> None:
    damaged = rewrite(folder, change)
    for arguments in (*READING, RIVERS, ("doctor",)):
        said = told(folder, *arguments)
        assert "is damaged" in said and "`quizapp doctor --restore`" in said
    assert (folder / "data" / FILE).read_bytes() == damaged
    saved = f"{events - BACKED_UP} events saved from the damaged file"
    assert saved in told(folder, "doctor", "--restore") or events == BACKED_UP
    assert len(log(folder)) == events
    (kept,) = (folder / "data").glob(f"{FILE}.broken-*")
    assert kept.read_bytes() == damaged
    assert kept.stat().st_mode & 0o077 == 0
    assert run(folder, "doctor").returncode == 0
    assert "Done for now." in told(folder, *RIVERS, input=EASY * 20)


@pytest.mark.parametrize("seed", range(DAMAGES))
def test_wrong_bits_and_missing_ends_never_end_in_a_traceback_and_cost_no_event_of_the_backup(
    folder: Path, seed: int
) -> None:
    chance = random.Random(seed)
    backed_up = {event["id"] for event in log(folder)[:BACKED_UP]}
    damaged = rewrite(folder, lambda content: flipped(content, chance))
    if seed % 4 == 0:
        damaged = rewrite(folder, lambda content: content[: chance.randrange(len(content))])
    for arguments in (("decks",), ("log",), ("doctor",)):
        told(folder, *arguments)
    said = told(folder, "doctor", "--restore")
    if "is back in place" in said:
        assert backed_up <= {event["id"] for event in log(folder)}
        assert damaged[:4096] in {kept.read_bytes()[:4096] for kept in (folder / "data").glob(f"{FILE}.broken-*")}
    told(folder, *RIVERS, input=EASY)


def test_without_a_backup_what_can_be_read_is_kept_under_the_same_learner(folder: Path) -> None:
    shutil.rmtree(folder / "data" / "backups")
    learners = {event["learner"] for event in log(folder)}
    rewrite(folder, lambda content: zeroed(content, 4 * 4096, 5 * 4096))  # an index of the log
    said = told(folder, "doctor", "--restore")
    assert "there is no good backup, so a new file was made" in said
    assert {event["learner"] for event in log(folder)} == learners
    assert len(log(folder)) == BACKED_UP + LATER


def test_a_damaged_backup_is_passed_over_for_an_older_one(folder: Path) -> None:
    (good,) = (folder / "data" / "backups").iterdir()
    good.with_name("progress-2999-01-01.sqlite3").write_bytes(b"not a database " * 300)
    rewrite(folder, lambda content: b"not a database " * 300)
    assert f"{good} is back in place" in told(folder, "doctor", "--restore")
    assert len(log(folder)) == BACKED_UP


def test_a_file_in_use_is_not_replaced(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers") as terminal:
        terminal.wait_until(lambda: asks(terminal), "a question")
        damaged = rewrite(folder, lambda content: zeroed(content, 0, 100))
        assert "Another quizapp has" in told(folder, "doctor", "--restore")
        assert (folder / "data" / FILE).read_bytes() == damaged


@contextmanager
def mounted(*arguments: str | Path) -> Iterator[None]:
    """With something mounted at the last of `arguments`."""
    if os.geteuid() or subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", arguments[-1]], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all that is left of a disk."""
    path = folder / "all-that-is-left"
    try:
        with path.open("wb", 0) as file:
            while True:
                file.write(bytes(1024))
    except OSError:
        return path


def test_a_full_disk_is_told_acknowledges_nothing_and_goes_on_once_there_is_room(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", *(flashcard(f"card-{number}") for number in range(9)))
    data = tmp_path / "data"
    data.mkdir()
    with mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs", data):
        run(tmp_path, *RIVERS, input=EASY)
        with Terminal(tmp_path, "--deck", "rivers") as terminal:
            terminal.wait_until(lambda: asks(terminal), "a question")
            terminal.press(ENTER)
            terminal.wait_until(lambda: judges(terminal), "a verdict")
            filler = fill(data)
            terminal.press("4")
            terminal.wait_for("Not saved")
            assert judges(terminal), "the verdict is on screen still"
            filler.unlink()
            terminal.press("4")
            terminal.wait_until(lambda: asks(terminal), "the next question")
            terminal.press("q")
            assert terminal.end() == 0
        assert [event["rating"] for event in log(tmp_path)] == [4, 4]
        filler = fill(data)
        for arguments in READING:
            assert run(tmp_path, *arguments).returncode == 0, arguments
        done = run(tmp_path, *RIVERS, input=EASY)
        assert done.returncode == 1
        assert "the free space on the disk" in done.stderr or "Free some space on the disk" in done.stderr
        filler.unlink()
        assert run(tmp_path, *RIVERS, input=EASY).returncode == 0
        assert [event["rating"] for event in log(tmp_path)] == [4, 4, 4]


def test_a_full_disk_anywhere_else_is_told_in_one_sentence(folder: Path) -> None:
    size = (folder / "data" / FILE).stat().st_size // 1024
    limited = f"ulimit -f {size} 2>/dev/null; trap '' XFSZ; exec {PROGRAM} {' '.join(RIVERS)}"
    done = subprocess.run(
        ["bash", "-c", limited],
        input=EASY * 9,
        capture_output=True,
        text=True,
        env=environment(folder),
        cwd=working_folder(folder),
        timeout=SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr
    answered = done.stdout.count("Rating: ") - (done.returncode == 1)
    assert len(log(folder)) == BACKED_UP + LATER + answered


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_in_a_folder_that_may_only_be_read_everything_can_be_read(folder: Path, arguments: tuple[str, ...]) -> None:
    usual = run(folder, *arguments).stdout
    with read_only(folder / "data"):
        done = run(folder, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (0, usual, "")


def test_in_a_folder_that_may_only_be_read_no_answer_is_acknowledged(folder: Path) -> None:
    with read_only(folder / "data"):
        done = run(folder, *RIVERS, input=EASY * 2)
        assert done.returncode == 1
        assert "Cannot write to" in done.stderr and "Check its permissions" in done.stderr
        assert done.stdout.count("Rating: ") == 1
    assert len(log(folder)) == BACKED_UP + LATER


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    with mounted("--bind", folder, folder):
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield

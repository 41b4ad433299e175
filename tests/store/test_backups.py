"""Backups: two copies of the whole log whatever the clock does, and the one that reaches furthest is put back."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.core.scheduling.scheduler import DAY_MS
from quizapp.store.backup_files import EARLIER, backups, newest_backup
from quizapp.store.database import FILE_NAME
from quizapp.store.progress import Progress
from quizapp.store.restore import Mended, Restored, is_damaged, restore
from tests.support.making import NOON, event
from tests.support.older import write_older_file

NOISE = random.Random(1).randbytes(20_000)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def answer_and_back_up(folder: Path, numbers: range, day: str, ahead: int = 0) -> None:
    """Answer so many cards with a clock that is `ahead` by so many ms, and make the backup of that day."""
    with closing(Progress(folder)) as progress:
        for number in numbers:
            progress.append(event(number, at=NOON + number * 60_000 + ahead, learner=progress.learner))
        progress.back_up(day)


def restored(folder: Path) -> int:
    """The number of events after the progress file turned into noise and was restored."""
    (folder / FILE_NAME).write_bytes(NOISE)
    for suffix in ("-wal", "-shm"):
        (folder / f"{FILE_NAME}{suffix}").unlink(missing_ok=True)
    assert isinstance(restore(folder / FILE_NAME), Restored)
    with closing(Progress(folder)) as progress:
        return len(list(progress.events()))


def test_a_clock_that_was_a_year_ahead_costs_no_answer(tmp_path: Path) -> None:
    answer_and_back_up(tmp_path, range(2), "2026-10-14", ahead=365 * DAY_MS)
    for day in range(1, 4):
        answer_and_back_up(tmp_path, range(day * 30, day * 30 + 30), f"2025-10-{day:02}")
    assert restored(tmp_path) == 92


def test_backups_under_dates_to_come_take_no_place_from_those_of_today(tmp_path: Path) -> None:
    for day in range(1, 9):
        answer_and_back_up(tmp_path, range(day, day + 1), f"2099-01-{day:02}")
    answer_and_back_up(tmp_path, range(100, 150), "2025-10-14")
    assert names(tmp_path) == ["progress-2025-10-14.sqlite3", EARLIER]
    assert restored(tmp_path) == 58


def test_a_backup_of_an_earlier_version_is_no_better_for_the_date_in_its_name(tmp_path: Path) -> None:
    write_older_file(tmp_path / "backups" / "progress-2099-01-01.sqlite3", 3, [event(1), event(2)])
    write_older_file(tmp_path / "backups" / "progress-2025-10-14.sqlite3", 3, map(event, range(1, 75)))
    newest = newest_backup(tmp_path / FILE_NAME)
    assert newest is not None and newest.events == 74
    assert restored(tmp_path) == 74


def test_backups_of_earlier_versions_go_into_the_earlier_log(tmp_path: Path) -> None:
    write_older_file(tmp_path / FILE_NAME, 3, map(event, range(20)))
    for day in range(1, 8):
        write_older_file(tmp_path / "backups" / f"progress-2025-10-{day:02}.sqlite3", 3, map(event, range(day)))
    answer_and_back_up(tmp_path, range(20, 21), "2025-10-08")
    assert names(tmp_path) == ["progress-2025-10-08.sqlite3", EARLIER]
    with closing(sqlite3.connect(tmp_path / "backups" / EARLIER)) as earlier:
        assert earlier.execute("SELECT count(*) FROM events").fetchone() == (7,)


def test_without_the_newest_copy_the_earlier_log_holds_all_but_the_last_day(tmp_path: Path) -> None:
    for day in range(1, 5):
        answer_and_back_up(tmp_path, range(day * 10, day * 10 + 10), f"2025-10-{day:02}")
    (tmp_path / "backups" / "progress-2025-10-04.sqlite3").write_bytes(NOISE)
    assert restored(tmp_path) == 30


def test_without_the_earlier_log_the_newest_copy_holds_everything(tmp_path: Path) -> None:
    for day in range(1, 5):
        answer_and_back_up(tmp_path, range(day * 10, day * 10 + 10), f"2025-10-{day:02}")
    (tmp_path / "backups" / EARLIER).write_bytes(NOISE)
    assert restored(tmp_path) == 40
    with closing(Progress(tmp_path)) as progress:
        progress.append(event(99, learner=progress.learner))
        assert progress.back_up("2025-10-05") is not None
    assert "progress-2025-10-04.sqlite3" in names(tmp_path), "the earlier log is damaged, so the full copy stays"


def test_a_full_copy_that_was_damaged_later_stays_and_spoils_nothing(tmp_path: Path) -> None:
    answer_and_back_up(tmp_path, range(40), "2025-10-01")
    answer_and_back_up(tmp_path, range(40, 80), "2025-10-02")
    change_byte(tmp_path / "backups" / "progress-2025-10-02.sqlite3", 60)  # of the second day
    answer_and_back_up(tmp_path, range(80, 81), "2025-10-03")
    assert {"progress-2025-10-02.sqlite3", "progress-2025-10-03.sqlite3"} <= set(names(tmp_path))
    assert restored(tmp_path) == 81


def test_all_backups_together_take_less_than_twice_the_progress_file(tmp_path: Path) -> None:
    evidence = {"interval": 1, "form": "choice", "response": "x" * 200}
    with closing(Progress(tmp_path)) as progress:
        for day in range(1, 10):
            progress.merge(
                event(day * 1000 + number, card=f"card-{number}", learner=progress.learner, data=evidence)
                for number in range(500)
            )
            progress.back_up(f"2025-10-{day:02}")
        progress.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = sum(path.stat().st_size for path in (tmp_path / "backups").iterdir())
    assert size < 2 * (tmp_path / FILE_NAME).stat().st_size


def test_another_learners_backup_is_not_mixed_in(tmp_path: Path) -> None:
    write_older_file(tmp_path / "backups" / "progress-2025-09-01.sqlite3", 3, map(event, range(5)), learner="another")
    answer_and_back_up(tmp_path, range(10, 12), "2025-10-01")
    answer_and_back_up(tmp_path, range(12, 13), "2025-10-02")
    assert "progress-2025-09-01.sqlite3" in names(tmp_path)
    assert restored(tmp_path) == 3


# Single events


def change_byte(path: Path, number: int) -> None:
    """Make one byte of the evidence of an event one that is no UTF-8, wherever it stands in the file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (id,) = connection.execute("SELECT id FROM events WHERE rowid = ?", (number,)).fetchone()
    content = path.read_bytes()
    row = re.search(re.escape(id.encode()) + rb".{1,150}?\"inter(v)al\"", content, re.DOTALL)
    assert row is not None
    path.write_bytes(content[: row.start(1)] + b"\xff" + content[row.end(1) :])


def test_one_changed_byte_is_noticed_and_only_its_event_is_put_back_from_a_backup(tmp_path: Path) -> None:
    answer_and_back_up(tmp_path, range(60), "2025-10-01")
    with closing(Progress(tmp_path)) as progress:
        progress.append(event(60, learner=progress.learner))
        before = list(progress.events())
    change_byte(tmp_path / FILE_NAME, 20)
    assert is_damaged(tmp_path / FILE_NAME)
    with closing(Progress(tmp_path)) as progress:
        assert len(list(progress.events())) == 60, "the others can be read"
    assert restore(tmp_path / FILE_NAME) == Mended(1, 1)
    with closing(Progress(tmp_path)) as progress:
        assert list(progress.events()) == before
        assert progress.stale_cards() == [] and progress.stale_days() == []
    assert not is_damaged(tmp_path / FILE_NAME)
    assert not list(tmp_path.glob("*.broken-*"))


def test_a_changed_event_that_no_backup_has_is_set_aside_with_its_bytes(tmp_path: Path) -> None:
    with closing(Progress(tmp_path)) as progress:
        for number in range(20):
            progress.append(event(number))
    change_byte(tmp_path / FILE_NAME, 20)
    assert restore(tmp_path / FILE_NAME) == Mended(1, 0)
    with closing(Progress(tmp_path)) as progress:
        assert len(list(progress.events())) == 19
        (content,) = progress.connection.execute("SELECT content FROM damaged_events").fetchone()
        assert "FF" in content
        assert progress.append(event(30)).reps == 20


def test_a_byte_that_was_damaged_before_there_were_checksums_is_put_back_too(tmp_path: Path) -> None:
    listed = [event(number) for number in range(30)]
    write_older_file(tmp_path / "backups" / "progress-2025-10-01.sqlite3", 3, listed)
    write_older_file(tmp_path / FILE_NAME, 3, listed)
    change_byte(tmp_path / FILE_NAME, 7)
    with closing(Progress(tmp_path)) as progress:
        assert len(list(progress.events())) == 29
    assert restore(tmp_path / FILE_NAME) == Mended(1, 1)
    with closing(Progress(tmp_path)) as progress:
        assert list(progress.events()) == listed


@pytest.mark.parametrize("column", ["data", "learner", "device", "rating", "offset", "checksum"])
def test_whatever_is_changed_in_an_event_is_noticed(tmp_path: Path, column: str) -> None:
    with closing(Progress(tmp_path)) as progress:
        progress.append(event(1))
        progress.connection.execute("DROP TRIGGER events_stand")
        changed = "data || ' '" if column == "data" else "1 + rating" if column == "rating" else f"{column} || 1"
        progress.connection.execute(f"UPDATE events SET {column} = {changed}")
        assert progress.damaged_events() == 1


def test_the_backup_with_the_newest_event_comes_first_and_of_equals_the_fullest(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    write_older_file(folder / "progress-1.sqlite3", 3, [event(1), event(5)])
    write_older_file(folder / "progress-2.sqlite3", 3, [event(1), event(2), event(5)])
    write_older_file(folder / "progress-3.sqlite3", 3, [event(number) for number in range(5)])
    (folder / "progress-4.sqlite3").write_bytes(NOISE)
    assert [backup.path.name[9] for backup in backups(tmp_path / FILE_NAME)] == ["2", "1", "3", "4"]


def test_events_of_another_clock_are_only_ordered_by_their_own_time(tmp_path: Path) -> None:
    ahead = replace(event(1), at=NOON + 400 * DAY_MS)
    write_older_file(tmp_path / "backups" / "progress-1.sqlite3", 3, [ahead])
    write_older_file(tmp_path / "backups" / "progress-2.sqlite3", 3, [ahead, event(2)])
    newest = newest_backup(tmp_path / FILE_NAME)
    assert newest is not None and newest.path.name == "progress-2.sqlite3"

"""What an earlier version let into the log, or another program wrote there, breaks no command that reads it."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.log.events import Event, Kind
from quizapp.store.progress import Progress
from quizapp.store.tables.log import checksum
from tests.support.making import DAY_MS, choice, event, text, write_deck
from tests.support.program import answer_by_line, run, working_folder

FARTHEST = 2**53
LAST_DAY = 3_652_059
READING = [
    ("--plain",),
    ("--plain", "--deck", "rivers"),
    ("decks", "--json"),
    ("log",),
    ("log", "--json"),
    ("cards", "rivers"),
    ("cards", "rivers", "--json"),
    ("stats", "--plain"),
    ("stats", "--json"),
    ("search", "river"),
    ("plan", "rivers"),
    ("disputes", "rivers"),
    ("data", "export", "-"),
    ("exam", "rivers", "--plain"),
    ("cram", "rivers", "--wrong", "--plain"),
    ("suspended",),
]
EVIDENCE = (
    "form", "phase", "response", "order", "score", "right", "reason", "hint", "revealed", "guessed", "override",
    "latency", "recall", "model", "parameters",
)  # fmt: skip
ODD: dict[str, Callable[[], Event]] = {
    "first day": lambda: event(1, at=0, offset=-1560, day=1, data={"interval": 0}),
    "last day": lambda: event(1, at=FARTHEST, day=LAST_DAY, data={"interval": LAST_DAY}),
    "far step": lambda: event(1, at=FARTHEST, day=LAST_DAY, data={"interval": 0, "step": LAST_DAY, "delay": LAST_DAY}),
    "evidence": lambda: event(1, data={"interval": 1} | {key: {"odd": [None, "", -1]} for key in EVIDENCE}),
    "large numbers": lambda: event(1, data={"interval": 1} | dict.fromkeys(EVIDENCE, 10**30)),
    "texts": lambda: event(1, data={"interval": 1} | dict.fromkeys(EVIDENCE, "odd")),
    "nothing": lambda: event(1, data={"interval": 1} | dict.fromkeys(EVIDENCE)),
    "half a character": lambda: event(1, data={"interval": 1, "override": True, "response": "\ud800 half"}),
    "an exam": lambda: event(1, Kind.PRACTICE, rating=None, data={"form": "exam", "seed": "odd", "points": None}),
    "a setting": lambda: event(1, Kind.SETTING, deck="", card="", data={"retention": "high", "": None}),
    "text direction": lambda: event(1, deck="rivers", card="city\u202e\x1b[2J"),
}


def student(folder: Path, odd: Event) -> Path:
    """A student with an ordinary answer, and the odd event written around all that looks at events."""
    write_deck(working_folder(folder) / "decks", choice(), text(), title="Rivers")
    answer_by_line(folder, "1", "")
    with closing(sqlite3.connect(folder / "data" / "progress.sqlite3")) as connection, connection:
        row: dict[str, Any] = odd.as_json() | {"data": json.dumps(odd.as_json()["data"])}
        row["checksum"] = checksum(*row.values())
        connection.execute(
            f"INSERT INTO events ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()]
        )
    with closing(Progress(folder / "data")) as progress:
        progress.rebuild()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_an_odd_event_breaks_no_reader(tmp_path: Path, name: str) -> None:
    folder = student(tmp_path, ODD[name]())
    for line in READING:
        done = run(folder, *line, input="1\n\n")
        assert (done.returncode, done.stderr) == (0, "3 events written to -.\n" if line[0] == "data" else ""), done
        assert "\x1b" not in done.stdout
    assert len(run(folder, "log").stdout.splitlines()) == len(run(folder, "log", "--json").stdout.splitlines())


def test_an_odd_event_takes_no_part_in_what_two_machines_exchange(tmp_path: Path) -> None:
    folder = student(tmp_path / "first", ODD["half a character"]())
    exported = run(folder, "data", "export", "-").stdout
    other = tmp_path / "second"
    done = run(other, "data", "import", "-", input=exported)
    assert done.returncode == 2
    assert "`data.response` must be text without lone surrogates" in done.stderr


def test_answers_that_all_lie_after_today_are_told(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", choice(), text(), title="Rivers")
    at = time.time_ns() // 1_000_000 + 400 * DAY_MS
    with closing(Progress(tmp_path / "data")) as progress:
        progress.append(event(1, at=at))
    for line in (("stats", "--plain"), ("stats", "rivers", "--plain", "--part", "days")):
        done = run(tmp_path, *line)
        assert (done.returncode, done.stderr) == (0, "")
        assert "1 answer is dated after today and doesn't count yet" in done.stdout
    assert json.loads(run(tmp_path, "stats", "--json").stdout)["later"] == 1


def test_doctor_corrects_them_on_request(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", choice(), text(), title="Rivers")
    at = time.time_ns() // 1_000_000 + 400 * DAY_MS
    with closing(Progress(tmp_path / "data")) as progress:
        progress.append(event(1, at=at))
    told = run(tmp_path, "doctor")
    assert told.returncode == 1
    assert "FAIL  times: 1 event lies in the future, on 20" in told.stdout
    assert "`quizapp doctor --correct-times`" in told.stdout
    done = run(tmp_path, "doctor", "--correct-times")
    assert done.returncode == 0
    assert "ok    times: 1 event corrected; the log also keeps the old one, marked as undone" in done.stdout
    assert "ok    times: no event lies in the future" in run(tmp_path, "doctor").stdout
    assert json.loads(run(tmp_path, "stats", "--json").stdout)["later"] == 0
    assert len(run(tmp_path, "log").stdout.splitlines()) == 3

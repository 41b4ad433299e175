"""The program at other moments than now, in other zones: a leap day, the end of a year, the hours before four."""

from __future__ import annotations

import json
import math
import os
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.making import flashcard, write_deck
from tests.support.program import run, working_folder

PLAIN = ("--plain", "--deck", "rivers")
MOMENTS = [
    (datetime(2028, 2, 29, 12, tzinfo=ZoneInfo("Asia/Kathmandu")), date(2028, 2, 29)),
    (datetime(2026, 12, 31, 23, 50, tzinfo=ZoneInfo("UTC")), date(2026, 12, 31)),
    (datetime(2027, 6, 15, 0, 30, tzinfo=ZoneInfo("Pacific/Kiritimati")), date(2027, 6, 14)),
]
"""Moments, and the learner's day at each."""


def moved(shifter: Path, moment: datetime) -> dict[str, str]:
    """The variables that start a program at that moment, in its zone."""
    kernel = time.time() - int(os.environ.get("SHIFT", "0"))
    shift = math.ceil(moment.timestamp() - kernel)  # never before the moment
    return {"LD_PRELOAD": str(shifter), "SHIFT": str(shift), "TZ": str(moment.tzinfo)}


@pytest.mark.parametrize(("moment", "day"), MOMENTS, ids=lambda value: str(value).replace(" ", "T"))
def test_an_answer_counts_for_the_learners_day(shifter: Path, tmp_path: Path, moment: datetime, day: date) -> None:
    write_deck(working_folder(tmp_path) / "decks", flashcard())
    now = moved(shifter, moment)
    done = run(tmp_path, *PLAIN, input="\n3\n", **now)
    assert (done.returncode, done.stderr) == (0, ""), done
    logged = json.loads(run(tmp_path, "log", "--json", **now).stdout)
    assert logged["day"] == day.toordinal()
    assert timedelta(minutes=logged["offset"]) == moment.utcoffset()
    assert 0 <= logged["at"] / 1000 - moment.timestamp() < 60
    assert json.loads(run(tmp_path, "stats", "--json", **now).stdout)["date"] == day.isoformat()


@pytest.mark.parametrize(("moment", "day"), MOMENTS, ids=lambda value: str(value).replace(" ", "T"))
def test_tomorrow_is_the_day_after_it(shifter: Path, tmp_path: Path, moment: datetime, day: date) -> None:
    write_deck(working_folder(tmp_path) / "decks", flashcard())
    now, tomorrow = moved(shifter, moment), (day + timedelta(days=1)).isoformat()
    assert "Exam on Rivers tomorrow: " in run(tmp_path, "plan", "rivers", "--exam", tomorrow, **now).stdout
    assert "is today." in run(tmp_path, "plan", "rivers", "--exam", day.isoformat(), **now).stderr
    run(tmp_path, *PLAIN, input="\n1\nquit\n", **now)
    assert run(tmp_path, "decks", "--short", **moved(shifter, moment + timedelta(days=1))).stdout == "1 due\n"

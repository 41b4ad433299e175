"""Progress files as earlier versions of the program wrote them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from quizapp.core.log.events import Event
from quizapp.store.tables.log import EVENT_COLUMNS, values_of


def write_older_file(path: Path, schema: int, events: Iterable[Event], learner: str = "learner") -> None:
    """Write a progress file of a schema before checksums (1 to 3), with these events."""
    script = files("quizapp.store").joinpath("schema.sql").read_text("utf-8")
    parts = re.split(r"^-- schema \d+$", script, flags=re.MULTILINE)[1 : schema + 1]
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("".join(parts))
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [("learner", learner), ("device", "device")])
        rows = [values_of(event)[:-1] for event in events]
        places = ", ".join("?" * len(EVENT_COLUMNS.split(", ")))
        connection.executemany(f"INSERT INTO events ({EVENT_COLUMNS}) VALUES ({places})", rows)
        connection.execute(f"PRAGMA user_version = {schema}")
        connection.commit()

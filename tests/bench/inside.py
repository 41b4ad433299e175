"""Times inside one process: `python -m tests.bench.inside WHAT FOLDER` prints the milliseconds that WHAT takes."""

from __future__ import annotations

import gc
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from quizapp.core.settings.settings import Settings
from quizapp.decks.library import Library, deck_folders
from quizapp.learning.clock import Clock
from quizapp.learning.study.queue import SessionPlanner
from quizapp.store.database import transaction
from quizapp.store.progress import Progress
from quizapp.store.tables import folds
from quizapp.store.tables.log import KEPT_COLUMNS, values_of


def queue(folder: Path) -> Callable[[], object]:
    """Choose the cards of a new session, as every session does that begins; that they are then kept is not measured."""
    os.chdir(folder / "work")
    library = Library(deck_folders((), folder / "data"), folder / "data" / "cache")
    deck, progress = library.find("generated"), Progress(folder / "data")
    planner = SessionPlanner({deck.id: deck}, progress, Clock(), Settings())
    gc.disable()  # as it is until the first question is painted
    return lambda: planner.chosen(random.Random(1))


def refold(folder: Path) -> Callable[[], object]:
    """Fold the states of all cards and the sums of days from the log again, and write them."""
    progress = Progress(folder / "data")

    def fold_again() -> None:
        with transaction(progress.connection):
            folds.refill(progress.connection)

    return fold_again


def py_fsrs(folder: Path) -> Callable[[], object]:
    """The same answers through py-fsrs alone, which reads and writes nothing."""
    import fsrs

    with closing(Progress(folder / "data")) as progress:
        histories: dict[str, list[tuple[fsrs.Rating, datetime]]] = {}
        for event in progress.events():
            answer = (fsrs.Rating(event.rating or 1), datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=event.day))
            histories.setdefault(event.card, []).append(answer)
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

    def replay() -> None:
        for history in histories.values():
            card = fsrs.Card(card_id=1)
            for rating, at in history:
                card, _ = scheduler.review_card(card, rating, at)

    return replay


def merge(folder: Path) -> Callable[[], object]:
    """Take the whole log into an empty one, states and sums of days included."""
    with closing(Progress(folder / "data")) as progress:
        events = list(progress.events())
    target = Progress(Path(TemporaryDirectory().name))
    return lambda: target.merge(events)


def insert(folder: Path) -> Callable[[], object]:
    """The same events with a plain loop of SQLite's inserts."""
    with closing(Progress(folder / "data")) as progress:
        rows = [values_of(event) for event in progress.events()]
    connection = sqlite3.connect(Path(TemporaryDirectory().name).with_suffix(".sqlite3"))
    connection.execute(f"CREATE TABLE events ({KEPT_COLUMNS.replace('id', 'id TEXT PRIMARY KEY', 1)})")
    places = ", ".join("?" * len(KEPT_COLUMNS.split(", ")))

    def loop() -> None:
        with connection:
            for row in rows:
                connection.execute(f"INSERT INTO events VALUES ({places})", row)

    return loop


def load(folder: Path) -> Callable[[], object]:
    """Read a deck without the cache, and file it there."""
    os.chdir(folder / "work")
    shutil.rmtree(folder / "data" / "cache", ignore_errors=True)
    library = Library(deck_folders((), folder / "data"), folder / "data" / "cache")
    gc.disable()
    return lambda: library.find("generated")


def inside(what: str, folder: Path) -> float:
    """Milliseconds that something takes inside a process of its own."""
    command = [sys.executable, "-m", __name__, what, str(folder)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


MEASURED = {function.__name__: function for function in (queue, refold, py_fsrs, merge, insert, load)}

if __name__ == "__main__":
    _, what, place = sys.argv
    act = MEASURED[what](Path(place))
    start = time.perf_counter()
    act()
    print((time.perf_counter() - start) * 1000)

"""Times inside one process: `python -m tests.bench.inside WHAT FOLDER` prints the milliseconds that WHAT takes."""

from __future__ import annotations

import gc
import io
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

from quizapp.core.scheduling.scheduler import Policy
from quizapp.core.settings.settings import Settings
from quizapp.core.study import MAX_FAILURES
from quizapp.decks.library import Library, deck_folders
from quizapp.learning.clock import Clock
from quizapp.learning.study.queue import SessionPlanner
from quizapp.learning.study.session import StudySession
from quizapp.plain.study import LineMode
from quizapp.store.database import transaction
from quizapp.store.export import export_log, import_log
from quizapp.store.progress import Progress
from quizapp.store.restore import examined
from quizapp.store.tables import folds
from quizapp.store.tables.log import KEPT_COLUMNS, values_of

ANSWERS = 2_000


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


def answers(folder: Path, limit: int) -> Callable[[], object]:
    """Give `ANSWERS` answers in line mode, each durable, in sittings of so many cards."""
    os.chdir(folder / "work")
    deck = Library(deck_folders((), folder / "data"), folder / "data" / "cache").find("generated")
    settings = Settings(study=Policy(new_per_day=9_999))
    progress = Progress(Path(TemporaryDirectory().name))

    def answer(most: int) -> int:
        study = StudySession([deck], progress, settings=settings, limit=limit)
        before = study.session.answers
        LineMode(study, io.StringIO("?\n\n" * most), io.StringIO()).run()
        return study.session.answers - before

    def answer_all() -> None:
        given = 0
        while given < ANSWERS:
            given += answer(min(MAX_FAILURES * limit, ANSWERS - given))

    answer(1)  # imports what the first one takes
    return answer_all


def answers_of_20(folder: Path) -> Callable[[], object]:
    """The same in sittings of 20 cards."""
    return answers(folder, 20)


def answers_of_10000(folder: Path) -> Callable[[], object]:
    """The same in one sitting of all cards."""
    return answers(folder, 9_999)


def import_again(folder: Path) -> Callable[[], object]:
    """Import the whole log from a file into an empty one."""
    exported = folder / "log.jsonl"
    with closing(Progress(folder / "data")) as progress:
        export_log(progress, exported)
    target = Progress(Path(TemporaryDirectory().name))
    return lambda: import_log(target, exported)


def doctor(folder: Path) -> Callable[[], object]:
    """Check the progress file to its end, as `quizapp doctor` does."""
    progress = Progress(folder / "data")
    return lambda: examined(progress)


def inside(what: str, folder: Path) -> float:
    """Milliseconds of CPU that something takes inside a process of its own."""
    command = [sys.executable, "-m", __name__, what, str(folder)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


FUNCTIONS = (queue, refold, py_fsrs, merge, insert, load, answers_of_20, answers_of_10000, import_again, doctor)
MEASURED = {function.__name__: function for function in FUNCTIONS}

if __name__ == "__main__":
    _, what, place = sys.argv
    act = MEASURED[what](Path(place))
    start = time.process_time()
    act()
    print((time.process_time() - start) * 1000)

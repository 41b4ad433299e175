"""`python -m tests.bench [--runs N]`: prints a table of medians and ratios, and stores nothing."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import reference, sizes
from tests.bench.inside import inside
from tests.bench.rows import Measure, Row, measure, table
from tests.bench.screens import MOST_MS, openings
from tests.bench.stores import PROMPT, new_store, write_realistic_deck
from tests.bench.watch import Watched
from tests.support.program import PROGRAM, environment, working_folder

ANSWERS = 100
MEGABYTE = 1 << 20
REFERENCE = [sys.executable, reference.__file__]
FIRST_WORDS = "The captured|Vienna, summer"
"""How the first question of Vlasov and the card of the reference app begin."""


def paint(command: Sequence[str | Path], folder: Path, first_words: str) -> float:
    """Milliseconds from the start of the process until the first words of the question have arrived."""
    watched = Watched([*map(str, command)], environment(folder), working_folder(folder))
    painted, _ = watched.wait(first_words)
    watched.end()
    return (painted - watched.started) * 1000


def cold(folder: Path, what: Measure) -> float:
    """The same without a deck cache."""
    shutil.rmtree(folder / "data" / "cache", ignore_errors=True)
    return what()


def anew(folder: Path, what: Measure) -> float:
    """The same at the beginning of a session, as on every day; else the last one goes on."""
    with closing(sqlite3.connect(folder / "data" / "progress.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM sittings")
    return what()


def whole(command: Sequence[str | Path], folder: Path) -> float:
    """Milliseconds from the start of the process to its end."""
    start = time.perf_counter()
    subprocess.run(command, env=environment(folder), cwd=working_folder(folder), capture_output=True, check=True)
    return (time.perf_counter() - start) * 1000


def loads(path: Path) -> float:
    """Milliseconds that `tomli.loads` alone takes for a file, in a process of its own."""
    script = "import sys, time, tomli; text = open(sys.argv[1]).read(); start = time.perf_counter(); "
    script += "tomli.loads(text); print((time.perf_counter() - start) * 1000)"
    command = [sys.executable, "-c", script, str(path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def memory(command: Sequence[str | Path], folder: Path, first_words: str) -> float:
    """The memory in use once the first question is painted and all that follows that has been done, in MB."""
    watched = Watched([*map(str, command)], environment(folder), working_folder(folder))
    watched.wait(first_words)
    watched.settle(1.0)
    in_use = watched.memory
    watched.end()
    return in_use / MEGABYTE


def answering(folder: Path) -> float:
    """Milliseconds from the key that rates an answer, over its durable write, until the next question has arrived.

    The 95th percentile of a hundred answers.
    """
    watched = Watched([str(PROGRAM), "--deck", "generated"], environment(folder), working_folder(folder))
    _, found = watched.wait(rf"{PROMPT} (\d+)")
    times = []
    for _ in range(ANSWERS):
        watched.settle(0.05)
        watched.press("1\r")
        watched.wait("(again|hard|good) \u21b5")
        watched.settle(0.05)
        pressed = watched.press("\r")
        painted, found = watched.wait(rf"{PROMPT} (?!{found[1].decode()})(\d+)")
        times.append((painted - pressed) * 1000)
    watched.end()
    return sorted(times)[round(0.95 * len(times)) - 1]


def all_rows(top: Path) -> list[Row]:
    """Every row of the bars, over stores made in `top`, and the opening of every screen."""
    usual = new_store(top / "usual")
    hundred = new_store(top / "hundred", questions=100)
    large = new_store(top / "large", questions=10_000, events=100_000)
    large_deck = new_store(top / "large deck", questions=10_000)
    many = new_store(top / "many", questions=100_000, events=100_000)
    realistic = top / "realistic.toml"
    write_realistic_deck(realistic, 10_000)
    vlasov, generated = [str(PROGRAM), "--deck", "vlasov"], [str(PROGRAM), "--deck", "generated"]
    check = [str(PROGRAM), "check", str(realistic)]
    app = Row("reference app: first paint", partial(paint, REFERENCE, usual, FIRST_WORDS))
    app_memory = Row("reference app: memory", partial(memory, REFERENCE, usual, FIRST_WORDS), unit="MB")
    nothing = Row("python -c pass", partial(whole, [sys.executable, "-c", "pass"], usual))
    parsed = Row("tomli.loads of 10,000 questions", partial(loads, realistic))
    replay = Row("py-fsrs alone, 100,000 answers", partial(inside, "py_fsrs", large))
    inserts = Row("100,000 plain inserts", partial(inside, "insert", large))
    started = partial(paint, vlasov, usual, FIRST_WORDS)
    new_deck = partial(cold, hundred, partial(paint, generated, hundred, PROMPT))
    first_opening = partial(cold, large_deck, partial(memory, generated, large_deck, PROMPT))
    decks, version = partial(whole, [PROGRAM, "decks"], usual), partial(whole, [PROGRAM, "--version"], usual)
    return [
        Row("quizapp --deck vlasov, warm", started, app, 1.15),
        Row("... at the beginning of a day's sitting", partial(anew, usual, started), app, 1.15),
        Row("... beside 10,000 questions and 100,000 events", partial(paint, vlasov, large, FIRST_WORDS), app, 1.25),
        Row("a deck of 10,000 questions and 100,000 events", partial(paint, generated, large, PROMPT), app, 1.25),
        Row("cold deck cache, 100 questions", new_deck, app, 1.6),
        Row("quizapp decks", decks, nothing, 5),
        Row("quizapp --version", version, nothing, 5),
        Row("answer key to next question, 95th percentile", partial(answering, large), most=50, at_most_runs=1),
        Row("due queue over 100,000 cards", partial(inside, "queue", many), most=50),
        Row("refolding 100,000 events, beside py-fsrs alone", partial(inside, "refold", large), replay, 1.3),
        Row("merging 100,000 events, beside plain inserts", partial(inside, "merge", large), inserts, 20),
        Row("quizapp check on 10,000 questions, beside tomli", partial(whole, check, usual), parsed, 3),
        Row("memory while studying", partial(memory, vlasov, usual, FIRST_WORDS), app_memory, 1.2, unit="MB"),
        Row("memory at the first opening of 10,000 questions", first_opening, app_memory, 1.4, unit="MB"),
        Row("2,000 durable answers by pipe, 20 a sitting", partial(inside, "answers_of_20", hundred), most=1_333),
        Row("the same in one sitting of 10,000", partial(inside, "answers_of_10000", large_deck), most=1_333),
        *(Row(f"opening: {name}", opened, most=MOST_MS) for name, opened in openings(large)),
    ]


def huge_rows(top: Path) -> list[Row]:
    """The rows of a log of a million answers to 100,000 cards, which takes some minutes to make."""
    store = new_store(top / "huge", questions=100_000, events=1_000_000)
    app = Row("reference app: first paint", partial(paint, REFERENCE, store, FIRST_WORDS))
    replay = Row("py-fsrs alone, 1,000,000 answers", partial(inside, "py_fsrs", store))
    inserts = Row("1,000,000 plain inserts", partial(inside, "insert", store))
    first = partial(paint, [PROGRAM, "--deck", "generated"], store, PROMPT)
    return [
        Row("choosing a sitting, 1,000,000 events", partial(inside, "queue", store), most=50),
        Row("first question, 1,000,000 events", first, app, 1.5),
        Row("refolding 1,000,000 events", partial(inside, "refold", store), replay, 1.3),
        Row("merging 1,000,000 events into an empty log", partial(inside, "merge", store), inserts, 20),
        Row("importing 1,000,000 events from a file", partial(inside, "import_again", store), most=5_000),
        Row("doctor over 1,000,000 events", partial(inside, "doctor", store), most=10_000),
        Row("rebuilding from 1,000,000 events", partial(inside, "refold", store), most=10_000),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each row is measured")
    parser.add_argument("--only", default="", metavar="WORDS", help="measure only rows with these words in their name")
    parser.add_argument("--sizes", action="store_true", help="decks of 1,000, 10,000 and 100,000 questions instead")
    parser.add_argument("--huge", action="store_true", help="a million answers to 100,000 cards instead")
    arguments = parser.parse_args()
    runs: int = arguments.runs
    with TemporaryDirectory() as top:
        if arguments.sizes:
            rows = sizes.all_rows(Path(top))
        else:
            rows = huge_rows(Path(top)) if arguments.huge else all_rows(Path(top))
        rows = [row for row in rows if arguments.only in row.name]
        measure(rows, runs)
    print(table(rows))
    print(f"Medians of {runs} runs, each right beside what it is compared with; a pty of 80x24.")


if __name__ == "__main__":
    main()

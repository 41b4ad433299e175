"""`python -m tests.bench [--runs N]`: prints one table of medians and ratios, and stores nothing."""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import reference
from tests.bench.screens import MOST_MS, openings
from tests.bench.stores import PROMPT, new_store, write_realistic_deck
from tests.bench.watch import Watched
from tests.program import PROGRAM, environment, working_folder

ANSWERS = 100
ANSWER_ROW = "answer key to next question, 95th percentile"
MEGABYTE = 1 << 20
REFERENCE = [sys.executable, reference.__file__]
FIRST_WORDS = "The captured|Vienna, summer"
"""How the first question of Vlasov and the card of the reference app begin."""


@dataclass
class Row:
    """Something measured once a round, and what its median may be at most: `most`, or a multiple of another row's."""

    name: str
    measure: Callable[[], float]
    against: str = ""
    bar: float = 0
    unit: str = "ms"
    most: float = 0
    figures: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.figures)


def paint(command: Sequence[str | Path], folder: Path, first_words: str) -> Callable[[], float]:
    """Milliseconds from the start of the process until the first words of the question have arrived."""

    def measure() -> float:
        watched = Watched([*map(str, command)], environment(folder), working_folder(folder))
        painted, _ = watched.wait(first_words)
        watched.end()
        return (painted - watched.started) * 1000

    return measure


def cold(folder: Path, measure: Callable[[], float]) -> Callable[[], float]:
    """The same without a deck cache."""

    def without_cache() -> float:
        shutil.rmtree(folder / "data" / "cache")
        return measure()

    return without_cache


def whole(command: Sequence[str | Path], folder: Path) -> Callable[[], float]:
    """Milliseconds from the start of the process to its end."""

    def measure() -> float:
        start = time.perf_counter()
        subprocess.run(command, env=environment(folder), cwd=working_folder(folder), capture_output=True, check=True)
        return (time.perf_counter() - start) * 1000

    return measure


def loads(path: Path) -> Callable[[], float]:
    """Milliseconds that `tomli.loads` alone takes for a file, in a process of its own."""
    script = (
        "import sys, time, tomli; text = open(sys.argv[1]).read(); start = time.perf_counter(); tomli.loads(text); "
    )
    command = [sys.executable, "-c", script + "print((time.perf_counter() - start) * 1000)", str(path)]
    return lambda: float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def inside(what: str, folder: Path) -> Callable[[], float]:
    """Milliseconds that something takes inside a process of its own; see `tests.bench.inside`."""
    command = [sys.executable, "-m", "tests.bench.inside", what, str(folder)]
    return lambda: float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def memory(command: Sequence[str | Path], folder: Path, first_words: str) -> Callable[[], float]:
    """The memory in use once the first question is painted and all that follows that has been done, in MB."""

    def measure() -> float:
        watched = Watched([*map(str, command)], environment(folder), working_folder(folder))
        watched.wait(first_words)
        watched.settle(1.0)
        in_use = watched.memory
        watched.end()
        return in_use / MEGABYTE

    return measure


def answer_times(folder: Path) -> list[float]:
    """Milliseconds from the key that rates an answer, over its durable write, until the next question has arrived."""
    watched = Watched([str(PROGRAM), "--deck", "generated"], environment(folder), working_folder(folder))
    _, found = watched.wait(rf"{PROMPT} (\d+)")
    times = []
    for _ in range(ANSWERS):
        watched.settle(0.05)
        watched.press("1\r")
        watched.wait("\u21b5.*(again|hard|good)")
        watched.settle(0.05)
        pressed = watched.press("\r")
        painted, found = watched.wait(rf"{PROMPT} (?!{found[1].decode()})(\d+)")
        times.append((painted - pressed) * 1000)
    watched.end()
    return times


def table(rows: Sequence[Row]) -> str:
    """The rows as text."""
    by_name = {row.name: row for row in rows}
    lines = [f"{'what':58} {'median':>10} {'against':>10} {'ratio':>6}   {'bar':>5}"]
    for row in rows:
        line = f"{row.name:58} {row.median:>7.1f} {row.unit}"
        if row.against:
            base = by_name[row.against].median
            ratio = row.median / base
            line += f" {base:>7.1f} {row.unit} {ratio:>6.2f} {_verdict(ratio, row.bar):>4} <={row.bar:>4}"
        elif row.most:
            line += _against_limit(row.median, row.most, row.unit)
        lines.append(line)
    return "\n".join(lines)


def _verdict(figure: float, most: float) -> str:
    return "ok" if figure <= most else "OVER"


def _against_limit(figure: float, most: float, unit: str) -> str:
    return f"{'':18} {_verdict(figure, most):>4} <={most:g} {unit}"


def all_rows(top: Path, large: Path) -> list[Row]:
    """Every row but that of the answers, over stores made in `top`; `large` is one with 100,000 events."""
    usual = new_store(top / "usual")
    hundred = new_store(top / "hundred", questions=100)
    many = new_store(top / "many", questions=100_000, events=100_000)
    realistic = top / "realistic.toml"
    write_realistic_deck(realistic, 10_000)
    vlasov, generated = [PROGRAM, "--deck", "vlasov"], [PROGRAM, "--deck", "generated"]
    check = [PROGRAM, "check", realistic]
    app, app_memory, nothing = "reference app: first paint", "reference app: memory", "python -c pass"
    parsed = "tomli.loads of 10,000 questions"
    replay, inserts = "py-fsrs alone, 100,000 answers", "100,000 plain inserts"
    return [
        Row(app, paint(REFERENCE, usual, FIRST_WORDS)),
        Row("quizapp --deck vlasov, warm", paint(vlasov, usual, FIRST_WORDS), app, 1.15),
        Row("... beside 10,000 questions and 100,000 events", paint(vlasov, large, FIRST_WORDS), app, 1.25),
        Row("a deck of 10,000 questions and 100,000 events", paint(generated, large, PROMPT), app, 1.25),
        Row("cold deck cache, 100 questions", cold(hundred, paint(generated, hundred, PROMPT)), app, 1.6),
        Row(nothing, whole([sys.executable, "-c", "pass"], usual)),
        Row("quizapp decks", whole([PROGRAM, "decks"], usual), nothing, 5),
        Row("quizapp --version", whole([PROGRAM, "--version"], usual), nothing, 5),
        Row(parsed, loads(realistic)),
        Row("quizapp check on the same file, the whole process", whole(check, usual), parsed, 3),
        Row(app_memory, memory(REFERENCE, usual, FIRST_WORDS), unit="MB"),
        Row("quizapp --deck vlasov, memory", memory(vlasov, usual, FIRST_WORDS), app_memory, 1.2, "MB"),
        Row("due queue over 100,000 cards", inside("queue", many), most=50),
        Row(replay, inside("py_fsrs", large)),
        Row("refolding 100,000 events", inside("refold", large), replay, 1.3),
        Row(inserts, inside("insert", large)),
        Row("merging 100,000 events into an empty log", inside("merge", large), inserts, 20),
        *(Row(f"opening: {name}", measure, most=MOST_MS) for name, measure in openings(large)),
    ]


def huge_rows(top: Path) -> list[Row]:
    """The rows of a log of a million answers to 100,000 cards, which takes some minutes to make."""
    store = new_store(top / "huge", questions=100_000, events=1_000_000)
    replay, inserts = "py-fsrs alone, 1,000,000 answers", "1,000,000 plain inserts"
    return [
        Row("choosing a sitting, 1,000,000 events", inside("queue", store), most=50),
        Row("first question, 1,000,000 events", paint([PROGRAM, "--deck", "generated"], store, PROMPT)),
        Row(replay, inside("py_fsrs", store)),
        Row("refolding 1,000,000 events", inside("refold", store), replay, 1.3),
        Row(inserts, inside("insert", store)),
        Row("merging 1,000,000 events into an empty log", inside("merge", store), inserts, 20),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each row is measured")
    parser.add_argument("--only", default="", metavar="WORDS", help="measure only rows with these words in their name")
    parser.add_argument("--huge", action="store_true", help="also with a million answers to 100,000 cards")
    arguments = parser.parse_args()
    runs: int = arguments.runs
    with TemporaryDirectory() as top:
        large = new_store(Path(top) / "large", questions=10_000, events=100_000)
        rows = [*all_rows(Path(top), large), *(huge_rows(Path(top)) if arguments.huge else ())]
        wanted = {row.name for row in rows if arguments.only in row.name}
        wanted |= {row.against for row in rows if row.name in wanted}
        rows = [row for row in rows if row.name in wanted]
        for _ in range(runs):
            for row in random.sample(rows, len(rows)):
                row.figures.append(row.measure())
        times = sorted(answer_times(large)) if arguments.only in ANSWER_ROW else []
    if rows:
        print(table(rows))
    if times:
        slow = times[round(0.95 * len(times)) - 1]
        print(f"{ANSWER_ROW:58} {slow:>7.1f} ms" + _against_limit(slow, 50, "ms"))
    print(f"Medians of {runs} runs in turns, {ANSWERS} answers; first paint in a pty of 80x24.")


if __name__ == "__main__":
    main()

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
from tests.bench.stores import PROMPT, new_store, write_realistic_deck
from tests.bench.watch import Watched
from tests.program import PROGRAM, environment, working_folder

ANSWERS = 100
MEGABYTE = 1 << 20
REFERENCE = [sys.executable, reference.__file__]
FIRST_WORDS = "The captured|Vienna, summer"
"""How the first question of Vlasov and the card of the reference app begin."""


@dataclass
class Row:
    """Something measured once a round, and what its median may be at most, as a multiple of another row's."""

    name: str
    measure: Callable[[], float]
    against: str = ""
    bar: float = 0
    unit: str = "ms"
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
            line += f" {base:>7.1f} {row.unit} {ratio:>6.2f} {'ok' if ratio <= row.bar else 'OVER':>4} <={row.bar:>4}"
        lines.append(line)
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each row is measured")
    runs = parser.parse_args().runs
    with TemporaryDirectory() as top:
        usual = new_store(Path(top) / "usual")
        hundred = new_store(Path(top) / "hundred", questions=100)
        large = new_store(Path(top) / "large", questions=10_000, events=100_000)
        parsed = "tomli.loads of 10,000 questions"
        vlasov, generated = [PROGRAM, "--deck", "vlasov"], [PROGRAM, "--deck", "generated"]
        realistic = Path(top) / "realistic.toml"
        write_realistic_deck(realistic, 10_000)
        app, app_memory, nothing = "reference app: first paint", "reference app: memory", "python -c pass"
        rows = [
            Row(app, paint(REFERENCE, usual, FIRST_WORDS)),
            Row("quizapp --deck vlasov, warm", paint(vlasov, usual, FIRST_WORDS), app, 1.15),
            Row("... beside 10,000 questions and 100,000 events", paint(vlasov, large, FIRST_WORDS), app, 1.25),
            Row("a deck of 10,000 questions and 100,000 events", paint(generated, large, PROMPT), app, 1.25),
            Row("cold deck cache, 100 questions", cold(hundred, paint(generated, hundred, PROMPT)), app, 1.6),
            Row(nothing, whole([sys.executable, "-c", "pass"], usual)),
            Row("quizapp decks", whole([PROGRAM, "decks"], usual), nothing, 5),
            Row("quizapp --version", whole([PROGRAM, "--version"], usual), nothing, 5),
            Row(parsed, loads(realistic)),
            Row(
                "quizapp check on the same file, the whole process",
                whole([PROGRAM, "check", realistic], usual),
                parsed,
                3,
            ),
            Row(app_memory, memory(REFERENCE, usual, FIRST_WORDS), unit="MB"),
            Row("quizapp --deck vlasov, memory", memory(vlasov, usual, FIRST_WORDS), app_memory, 1.2, "MB"),
        ]
        for _ in range(runs):
            for row in random.sample(rows, len(rows)):
                row.figures.append(row.measure())
        times = sorted(answer_times(large))
    print(table(rows))
    slow = times[round(0.95 * len(times)) - 1]
    verdict = "ok" if slow <= 50 else "OVER"
    print(f"{'answer key to next question, 95th percentile':58} {slow:>7.1f} ms {'':>17} {verdict:>4} <=50 ms")
    print(f"Medians of {runs} runs in turns, {ANSWERS} answers; first paint in a pty of 80x24.")


if __name__ == "__main__":
    main()

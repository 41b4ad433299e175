"""How the cost of a deck grows with its size: of ten times the questions, at most some ten times the cost."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.inside import inside
from tests.bench.rows import Measure, Row
from tests.bench.screens import opening
from tests.bench.stores import PROMPT, new_store
from tests.bench.watch import Watched
from tests.support.program import PROGRAM, environment, working_folder

SIZES = (1_000, 10_000, 100_000)
LINEAR = 12.0
"""Ten times, and what falling out of the processor's caches adds."""


def all_rows(top: Path) -> list[Row]:
    """Everything about a deck, for each size beside a tenth of it."""
    rows: list[Row] = []
    smaller: dict[str, Row] = {}
    for questions in SIZES:
        for name, measured in _measures(top, questions):
            row = Row(f"{name}, {questions:,} questions", measured, smaller.get(name), LINEAR)
            smaller[name] = Row(row.name, measured)
            rows.append(row)
    return rows


def _measures(top: Path, questions: int) -> Iterator[tuple[str, Measure]]:
    store = new_store(top / str(questions), questions=questions, events=questions)
    yield "reading and filing a deck", partial(inside, "load", store)
    yield "check", partial(_check, store)
    yield "first question", partial(_first_question, store)
    yield "choosing a sitting", partial(inside, "queue", store)
    yield "home, from the statistics", opening("home, from the statistics", store)
    yield "statistics", opening("statistics, with the first figures", store)


def _check(folder: Path) -> float:
    command = [str(PROGRAM), "check", "decks/generated.toml"]
    start = time.perf_counter()
    subprocess.run(command, env=environment(folder), cwd=working_folder(folder), capture_output=True, check=True)
    return (time.perf_counter() - start) * 1000


def _first_question(folder: Path) -> float:
    watched = Watched([str(PROGRAM), "--deck", "generated"], environment(folder), working_folder(folder))
    painted, _ = watched.wait(PROMPT)
    watched.end()
    return (painted - watched.started) * 1000

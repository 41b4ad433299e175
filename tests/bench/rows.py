"""Rows of the table: what is measured, beside what, and what it may be at most."""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Measure = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """Something measured, which may be at most `most`, or `bar` times what `base` measures.

    The two are measured one right after the other, in either order, and the ratio is the median of their ratios: shared
    machines change their speed by half from one second to the next. What spends its store is measured once.
    """

    name: str
    measure: Measure
    base: Row | None = None
    bar: float = 0
    most: float = 0
    unit: str = "ms"
    at_most_runs: int = sys.maxsize
    figures: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Measure once."""
        if self.base is None:
            self.figures.append(self.measure())
            return
        both = [(self.measure, self.figures), (self.base.measure, self.beside)]
        for measure, figures in random.sample(both, 2):
            figures.append(measure())

    @property
    def ratio(self) -> float:
        """The median ratio to the base."""
        return statistics.median(one / other for one, other in zip(self.figures, self.beside, strict=True))

    @property
    def holds(self) -> bool:
        """Whether it is as it should be."""
        if self.base is not None:
            return self.ratio <= self.bar
        return not self.most or statistics.median(self.figures) <= self.most

    def __str__(self) -> str:
        line = f"{self.name:54} {statistics.median(self.figures):>8.1f} {self.unit}"
        verdict = "ok" if self.holds else "OVER"
        if self.base is not None:
            beside = f"{statistics.median(self.beside):>8.1f} {self.unit} {self.ratio:>6.2f}"
            return f"{line} {beside}  {verdict:4} <= {self.bar}"
        return f"{line}{'':20} {verdict:4} <= {self.most:g} {self.unit}" if self.most else line


def measure(rows: Iterable[Row], runs: int) -> None:
    """Measure one row after the other, so many times.

    First comes one that does not count: the files that are read are then in memory, as they are for a student who
    starts the program a second time.
    """
    for row in rows:
        if row.base is not None:
            row.measure()
            row.base.measure()
        for _ in range(min(runs, row.at_most_runs)):
            row.run()


def table(rows: Iterable[Row]) -> str:
    """The rows as text."""
    heads = f"{'what':54} {'median':>11} {'beside':>11} {'ratio':>6}"
    return "\n".join([heads, *map(str, rows)])

"""All that is wrong with deck files and their translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from quizapp.authoring.overlay import read_overlay, shortcomings
from quizapp.authoring.reader import DeckError, Finding, read_deck
from quizapp.core.errors import UsageProblem


@dataclass(frozen=True, slots=True)
class Report:
    """A finding in a file: an error makes the file unusable, a warning does not."""

    path: Path
    severity: Literal["error", "warning"]
    finding: Finding

    def __str__(self) -> str:
        return f"{self.severity}: {self.path}: {self.finding}"


def check(paths: Sequence[Path]) -> Iterator[Report]:
    """Check these files, and the deck files in these folders, each deck with its translations.

    Raises:
        UsageProblem: if a path does not exist.
    """
    for path in deck_files(paths):
        try:
            deck = read_deck(path)
        except DeckError as error:
            yield from (Report(path, "error", finding) for finding in error.findings)
            continue
        for overlay_path in sorted(path.parent.glob(f"{path.stem}.*.toml")):
            try:
                overlay, _ = read_overlay(overlay_path, deck)
            except DeckError as error:
                yield from (Report(overlay_path, "error", finding) for finding in error.findings)
            else:
                yield from (Report(overlay_path, "warning", finding) for finding in shortcomings(overlay, deck))


def deck_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The deck files that `paths` name: a translation stands for its deck, a folder for the decks in it."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageProblem(f"There is no {path}; name deck files or folders that hold them.")
        found = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        for file in found:
            deck = file.with_name(f"{file.name.split('.')[0]}.toml") if file.name.count(".") > 1 else file
            if deck not in seen:
                seen.add(deck)
                yield deck


def closing(reports: Sequence[Report], paths: Sequence[Path]) -> str:
    """The last line: how many problems there are, in how many decks."""
    decks = _count(len(list(deck_files(paths))), "deck")
    errors = sum(report.severity == "error" for report in reports)
    if not reports:
        return f"No problems in {decks}."
    kinds = f"{_count(errors, 'error')}, {_count(len(reports) - errors, 'warning')}"
    return f"{_count(len(reports), 'problem')} ({kinds}) in {decks}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

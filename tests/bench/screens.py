"""How long each screen takes to open: from the key until its words have arrived at our end of the pty."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import bare
from tests.bench.watch import Watched
from tests.support.program import PROGRAM, environment, working_folder

MOST_MS = 100
"""A screen is to be open after so many milliseconds."""

HOME = "Generated"
"""What home shows first: the deck with most cards, on which everything is opened."""

OPENED = {
    "study, from home": ("\r", "hint|turn|answer"),
    "exam": ("e", "Minutes"),
    "cram": ("c", "Practice leaves"),
    "plan": ("p", "Minutes per day"),
    "statistics": ("t", "Recall"),
    "statistics, with the first figures": ("t", "Streak"),
    "search": ("/", "Search"),
    "settings": (",", "Appearance"),
    "keys": ("?", "mark all"),
    "home, from the statistics": ("tq", "study.*exam.*cram"),
}
"""The keys that open a screen, all but the last one to get to where it is opened from, and words of the screen."""


def openings(folder: Path) -> Iterator[tuple[str, Callable[[], float]]]:
    """Each screen of a program over `folder` with a way to measure it: milliseconds, in a process begun for that."""
    yield "a bare Textual screen", _opening([sys.executable, bare.__file__], folder, bare.READY, "s", bare.OPENED)
    for name in OPENED:
        yield name, opening(name, folder)


def opening(name: str, folder: Path) -> Callable[[], float]:
    """A way to measure one of `OPENED`."""
    keys, words = OPENED[name]
    return _opening([str(PROGRAM)], folder, HOME, keys, words)


def _opening(command: list[str], folder: Path, ready: str, keys: str, words: str) -> Callable[[], float]:
    def measure() -> float:
        watched = Watched(command, environment(folder), working_folder(folder))
        watched.wait(ready)
        watched.settle(0.5)
        for key in keys[:-1]:
            watched.press(key)
            watched.settle(0.5)
        pressed = watched.press(keys[-1])
        opened, _ = watched.wait(words)
        watched.end()
        return (opened - pressed) * 1000

    return measure

"""The installed program, run as a process of its own over a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from quizapp.store.progress import Progress

PROGRAM = Path(sys.executable).with_name("quizapp")
SECONDS = 30
"""How long anything may take before it counts as stuck; nothing here takes a tenth of it."""

ZONE = f"NOON{time.gmtime().tm_hour - 12:+d}"
"""A time zone in which it is about noon, so that no test runs across the end of the learner's day.

The tests are in it too (tests/conftest.py): their today is that of the programs that they start.
"""
SHIFTED = ("LD_PRELOAD", "SHIFT")
"""The variables that move the clock, of the tests and of the programs that they start (tests/clock/shift.c)."""


def environment(folder: Path) -> dict[str, str]:
    """The variables of a student whose home, progress and cache are in `folder`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "QUIZAPP_DATA": str(folder / "data"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TZ": ZONE,
        **{name: os.environ[name] for name in SHIFTED if name in os.environ},
    }


def working_folder(folder: Path) -> Path:
    """Where the program is started; it finds decks in `decks` there."""
    place = folder / "work"
    place.mkdir(parents=True, exist_ok=True)
    return place


def run(folder: Path, *arguments: str, input: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """The program from start to end, with `input` on its standard input."""
    return subprocess.run(
        [PROGRAM, *arguments],
        input=input,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",  # so that `input` can hold bytes that are no text
        env=environment(folder) | variables,
        cwd=working_folder(folder),
        timeout=SECONDS,
        check=False,
    )


def python(folder: Path, code: str, *arguments: str) -> str:
    """What a fresh interpreter prints that runs `code`."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment(folder),
        cwd=working_folder(folder),
        timeout=SECONDS,
        check=True,
    ).stdout


def answer_by_line(folder: Path, *lines: str, deck: str = "rivers", options: Sequence[str] = ()) -> str:
    """What the line mode says to these input lines; it must end well."""
    done = run(folder, "--plain", "--deck", deck, *options, input="".join(f"{line}\n" for line in lines))
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def log(folder: Path) -> list[dict[str, Any]]:
    """The events that are on disk, as `quizapp log --json` prints them."""
    with closing(Progress(folder / "data")) as progress:
        return [event.as_json() for event in progress.events()]


def draft(folder: Path, deck: str = "rivers") -> Any:
    """The half-given response that is on disk for a session of this deck."""
    with closing(Progress(folder / "data")) as progress:
        return (progress.draft(deck) or {}).get("response")


def listed(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """The JSON list that a command prints."""
    rows: list[dict[str, Any]] = json.loads(run(folder, *arguments, "--json").stdout)
    return rows

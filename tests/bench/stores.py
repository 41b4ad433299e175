"""Decks and logs of the sizes that the bars are about."""

from __future__ import annotations

import os
import random
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli

from quizapp.core.lint.english import ENGLISH
from quizapp.core.scheduling.scheduler import DAY_MS, EPOCH_DAY, MINUTE_MS
from quizapp.decks.library import bundled_decks
from quizapp.store.database import transaction
from quizapp.store.progress import Progress
from quizapp.store.tables.log import KEPT_COLUMNS, values_of
from tests.support.making import choice, deck_toml, event, flashcard, text, write_deck
from tests.support.program import run, working_folder

PROMPT = "Generated question"
YESTERDAY = 86_400
GAPS = (1, 3, 8, 20, 45, 5, 12, 30, 60, 60)
"""Days after each review of a generated card until the next one is due."""


def new_store(folder: Path, *, questions: int = 0, events: int = 0) -> Path:
    """A student's folder: with a deck `generated` of so many questions, and so many reviews of them in the log."""
    working_folder(folder)
    if questions:
        _write_deck(folder, questions)
    if events:
        _write_log(folder, questions, events)
    run(folder, "decks")  # fills the cache
    return folder


def _write_deck(folder: Path, questions: int) -> None:
    makers = (choice, flashcard, text)
    made = [makers[n % 3](f"question-{n}", prompt=f"{PROMPT} {n:05}.", hint="A hint.") for n in range(questions)]
    path = write_deck(working_folder(folder) / "decks", *made, id="generated", title="Generated")
    long_ago = path.stat().st_mtime - YESTERDAY
    os.utime(path, (long_ago, long_ago))  # so that the cache can rely on the time stamp


def write_realistic_deck(path: Path, questions: int) -> None:
    """A deck file of the bundled questions over and over, with other names and nouns each time."""
    bundled = [tomli.loads(file.read_text("utf-8")) for file in sorted(bundled_decks().glob("*.toml"))]
    originals = [question for deck in bundled if "format" in deck for question in deck["questions"]]
    sources = {key: value for deck in bundled for key, value in deck.get("sources", {}).items()}
    made = []
    for number in range(questions):
        copy, original = divmod(number, len(originals))
        ending = "".join(chr(ord("a") + int(digit)) for digit in f"{copy:03}") if copy else ""
        made.append(_reworded(originals[original % len(originals)], ending))
    path.write_text(deck_toml(*made, id=path.stem, title="Realistic", sources=sources), "utf-8")


TEXTS = (
    "prompt",
    "back",
    "options",
    "accept",
    "reject",
    "distractors",
    "items",
    "left",
    "right",
    "gaps",
    "rubric",
    "model",
)


def _reworded(question: dict[str, Any], ending: str) -> dict[str, Any]:
    def text(value: Any) -> Any:
        match value:
            case str():
                return WORD.sub(lambda found: found[0] + ("" if found[0].lower() in ENGLISH.stop else ending), value)
            case list():
                return [text(item) for item in value]
            case dict():
                return {key: text(item) for key, item in value.items()}
            case _:
                return value

    texts = TEXTS if question["type"] != "date" else ("prompt",)
    changed = {key: text(value) if key in texts else value for key, value in question.items()}
    return changed | {"id": question["id"] + ending}


WORD = re.compile(r"(?<![{\w])[A-Za-z]{3,}(?![}\w])")


def _id(at: int, chance: random.Random) -> str:
    """A UUIDv7 of this moment, as answers have."""
    return str(uuid.UUID(int=at << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62)))


def _write_log(folder: Path, questions: int, events: int) -> None:
    """Reviews at growing distances. The cards were begun on seventy different days, so a quarter of them is due."""
    progress, chance, today = Progress(folder / "data"), random.Random(1), datetime.now(UTC).date()
    rows = []
    for number in range(events):
        question, nth = number % questions, number // questions
        day = today.toordinal() - 260 + question % 70 + sum(GAPS[:nth])
        at = (day - EPOCH_DAY) * DAY_MS + 10 * 60 * MINUTE_MS + number
        written = event(
            id=_id(at, chance),
            at=at,
            day=day,
            deck="generated",
            card=f"question-{question}",
            rating=chance.choice((1, 3, 3, 3, 3, 4)),
            data={"form": "choice", "phase": "review" if nth else "new", "interval": GAPS[nth]},
        )
        rows.append(values_of(written))
    with transaction(progress.connection):
        places = ", ".join("?" * len(KEPT_COLUMNS.split(", ")))
        progress.connection.executemany(f"INSERT INTO events ({KEPT_COLUMNS}) VALUES ({places})", rows)
    progress.rebuild()
    progress.back_up(today.isoformat())  # so that no run makes one
    progress.close()

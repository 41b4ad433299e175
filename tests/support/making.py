"""Small decks, questions and clocks to test with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.core.log.events import Event, Kind
from quizapp.core.questions.types import QUESTION_TYPES, AnyQuestion
from quizapp.core.scheduling.scheduler import MINUTE_MS, day_number
from quizapp.decks.library import Library, LoadedDeck
from quizapp.learning.clock import Clock

NOON = 1_760_443_200_000
"""14 October 2025, 12:00 UTC, in ms."""

DAY_MS = 86_400_000


class FixedClock(Clock):
    """A clock in UTC that stands still until a test moves it."""

    def __init__(self, at: int = NOON) -> None:
        self.at = at

    def now(self) -> int:
        return self.at

    def offset(self, at: int) -> int:
        return 0

    def stopwatch(self) -> float:
        return self.at / 1000

    def pass_time(self, *, minutes: float = 0, days: int = 0) -> None:
        """Move it forward."""
        self.at += int(minutes * 60_000) + days * DAY_MS


def toml(value: object) -> str:
    """A value as TOML on one line."""
    match value:
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {toml(item)}" for key, item in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(toml(item) for item in value) + "]"
        case bool():
            return "true" if value else "false"
        case str():
            return _key(value)
        case _:
            return str(value)


def deck_toml(*questions: Mapping[str, Any], id: str = "rivers", title: str = "Rivers", **head: Any) -> str:
    """The text of a deck file; `head` are further keys of the deck itself."""
    lines = [f"{key} = {toml(value)}" for key, value in {"format": 1, "id": id, "title": title, **head}.items()]
    for question in questions:
        lines += ["", "[[questions]]", *(f"{key} = {toml(value)}" for key, value in question.items())]
    return "\n".join(lines) + "\n"


def write_deck(folder: Path, *questions: Mapping[str, Any], id: str = "rivers", **head: Any) -> Path:
    """A deck file named after its id in `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{id}.toml"
    path.write_text(deck_toml(*questions, id=id, **head), "utf-8")
    return path


def load_deck(folder: Path, *questions: Mapping[str, Any], **head: Any) -> LoadedDeck:
    """A deck written to `folder` and read back through the library."""
    return Library([folder], folder / "cache").read(write_deck(folder, *questions, **head))


def flashcard(id: str = "delta", **changes: Any) -> dict[str, Any]:
    return {"id": id, "type": "card", "prompt": "A river's mouth of many arms", "back": "A delta", **changes}


def choice(id: str = "longest", **changes: Any) -> dict[str, Any]:
    """Options amazon, danube, nile, rhine, in that order; nile is right."""
    return {
        "id": id,
        "type": "choice",
        "prompt": "Which river is the longest?",
        "options": {"amazon": "Amazon", "danube": "Danube", "nile": "Nile", "rhine": "Rhine"},
        "answer": "nile",
        "shuffle": False,
        **changes,
    }


def multiple(id: str = "european", **changes: Any) -> dict[str, Any]:
    """Options amazon, danube, nile, rhine, in that order; danube and rhine are right."""
    return choice(id, **{"type": "multiple", "prompt": "Which are in Europe?", "answer": ["danube", "rhine"]} | changes)


def true_false(id: str = "uphill", **changes: Any) -> dict[str, Any]:
    """False is right."""
    return {"id": id, "type": "true-false", "prompt": "A river can flow uphill.", "answer": False, **changes}


def text(id: str = "city", **changes: Any) -> dict[str, Any]:
    """Belgrade is right."""
    return {"id": id, "type": "text", "prompt": "Where does the Sava end?", "accept": ["Belgrade"], **changes}


def _key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def built(question: Mapping[str, Any]) -> AnyQuestion:
    """A question as the program holds it, from what a teacher writes."""
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in question.items()
    }
    return QUESTION_TYPES[values["type"]](**values)


def event(number: int = 0, kind: Kind = Kind.REVIEW, /, **changes: Any) -> Event:
    """The event of that number in a log of one event a minute; a review rates the card Good and shows it tomorrow."""
    at = changes.get("at", NOON + number * MINUTE_MS)
    values: dict[str, Any] = {
        "id": f"event-{number:04}",
        "at": at,
        "offset": 0,
        "day": day_number(at, 0, 4),
        "learner": "learner",
        "device": "device",
        "kind": kind,
        "deck": "rivers",
        "card": "city",
    }
    if kind is Kind.REVIEW:
        values |= {"rating": 3, "data": {"interval": 1}}
    return Event(**values | changes)


def void(number: int, target: Event, **changes: Any) -> Event:
    """The event of that number, which takes `target` back."""
    data = {"event": target.id}
    return event(number, Kind.VOID, **{"deck": target.deck, "card": target.card, "data": data} | changes)


def number(id: str = "length", **changes: Any) -> dict[str, Any]:
    """2850 km is right."""
    return {"id": id, "type": "number", "prompt": "How long is the Danube?", "answer": 2850, "unit": "km", **changes}


def dated(id: str = "flood", **changes: Any) -> dict[str, Any]:
    """16 January 1362 is right."""
    return {"id": id, "type": "date", "prompt": "When was the great flood?", "answer": "1362-01-16", **changes}


def order(id: str = "downstream", **changes: Any) -> dict[str, Any]:
    """ulm, vienna, belgrade is right."""
    towns = {"belgrade": "Belgrade", "ulm": "Ulm", "vienna": "Vienna"}
    answer = ["ulm", "vienna", "belgrade"]
    return {"id": id, "type": "order", "prompt": "Down the Danube.", "items": towns, "answer": answer, **changes}


def match(id: str = "mouths", **changes: Any) -> dict[str, Any]:
    """The Rhone ends in the Mediterranean, the Volga in the Caspian Sea."""
    return {
        "id": id,
        "type": "match",
        "prompt": "Where do they end?",
        "left": {"rhone": "Rhone", "volga": "Volga"},
        "right": {"baltic": "Baltic Sea", "caspian": "Caspian Sea", "mediterranean": "Mediterranean"},
        "answer": {"rhone": "mediterranean", "volga": "caspian"},
        **changes,
    }


def cloze(id: str = "confluence", **changes: Any) -> dict[str, Any]:
    """Two cards: Sava and Belgrade are right."""
    gaps = {"river": {"accept": ["Sava"]}, "town": {"accept": ["Belgrade"]}}
    return {"id": id, "type": "cloze", "prompt": "The {{river}} meets the Danube at {{town}}.", "gaps": gaps, **changes}


def open_question(id: str = "meanders", **changes: Any) -> dict[str, Any]:
    """Two points to make."""
    rubric = ["The outer bank is worn away", "Sand settles at the inner bank"]
    model = "The outer bank is worn away, and sand settles at the inner bank."
    return {"id": id, "type": "open", "prompt": "Why do rivers bend?", "rubric": rubric, "model": model, **changes}


@dataclass(frozen=True)
class Example:
    """A question, the line that answers it right, and an edit after which that answer is right no more."""

    question: dict[str, Any]
    line: str
    edit: dict[str, Any]


EXAMPLES: dict[str, Example] = {
    "card": Example(flashcard(), "", {"back": "An estuary"}),
    "choice": Example(choice(), "nile", {"answer": "rhine"}),
    "multiple": Example(multiple(), "danube, rhine", {"answer": ["nile", "rhine"]}),
    "true-false": Example(true_false(), "false", {"answer": True}),
    "text": Example(text(), "Belgrade", {"accept": ["Zagreb"]}),
    "number": Example(number(), "2850 km", {"answer": 2860}),
    "date": Example(dated(), "16 January 1362", {"answer": "1362-01-17"}),
    "order": Example(order(), "ulm, vienna, belgrade", {"answer": ["vienna", "ulm", "belgrade"]}),
    "match": Example(
        match(), "rhone=mediterranean, volga=caspian", {"answer": {"rhone": "baltic", "volga": "caspian"}}
    ),
    "cloze": Example(
        cloze(prompt="The {{river}} meets the Danube at Belgrade.", gaps={"river": {"accept": ["Sava"]}}),
        "Sava",
        {"gaps": {"river": {"accept": ["Drava"]}}},
    ),
    "open": Example(open_question(), "1, 2", {"model": "Rivers are lazy."}),
}
"""One of every type, by its name in a deck."""


def all_types(sample: str) -> list[dict[str, Any]]:
    """A question of every type, with `sample` wherever it can be."""
    names = dict(zip(("rhone", "volga", "rhine"), (f"{sample} {n}" for n in range(3)), strict=True))
    every = {
        "prompt": f"{sample} {sample}",
        "explanation": sample,
        "hint": sample,
        "tags": [sample],
        "source": {"id": "atlas", "at": sample, "quote": sample},
    }
    questions = [
        choice(options=names, answer="rhone", feedback={"volga": sample}),
        multiple(options=names, answer=["rhone", "rhine"]),
        true_false(),
        text(accept=[sample]),
        number(unit="公里"),
        dated(),
        order(items=names, answer=list(names)),
        match(left={"a": sample, "b": f"{sample} b"}, right=names, answer={"a": "rhone", "b": "volga"}),
        open_question(rubric=[sample, f"{sample} b"], model=sample),
        flashcard(back=sample),
    ]
    gaps = cloze(prompt=f"{sample} {{{{river}}}} {sample} {{{{town}}}}")
    return [*(question | every for question in questions), gaps]


def all_texts(sample: str) -> dict[str, Any]:
    """Keys of a deck with `sample` wherever it can be, and the source that `all_types` cites."""
    return {"title": sample, "sources": {"atlas": {"title": sample, "author": sample}}}

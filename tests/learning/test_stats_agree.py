"""Statistics against an independent computation: every figure worked out again from `quizapp log --json` alone."""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import fsrs
import pytest

from quizapp.core.marking.mark import Response
from quizapp.core.marking.rating import Rating
from quizapp.decks.library import Library
from quizapp.learning.clock import Clock
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from tests.support.making import DAY_MS, FixedClock, choice, dated, flashcard, number, text, true_false, write_deck
from tests.support.program import listed, run, working_folder

DAYS = 75
DECKS: dict[str, list[dict[str, Any]]] = {
    "rivers": [
        choice(tags=["size"]),
        true_false(tags=["physics"]),
        text(tags=["places", "size"], distractors={"vienna": "Vienna", "budapest": "Budapest"}),
        dated(tags=["dates"]),
        *(flashcard(f"card-{number}") for number in range(12)),
    ],
    "lakes": [number(), choice("deepest", tags=["size"]), flashcard("shore", reverse=True)],
}
RIGHT: dict[str, Response] = {
    "choice": "nile",
    "true-false": False,
    "date": "1362-01-16",
    "text": "Belgrade",
    "number": "2850",
}
WRONG: dict[str, Response] = {"true-false": True, "choice": "amazon"}
TYPED_AS_CHOICE = {"nile": "answer", "amazon": "vienna"}

Json = dict[str, Any]


class LocalClock(FixedClock):
    """A clock in the zone in which the program is run, standing still until it is moved."""

    def __init__(self) -> None:
        super().__init__(Clock().now())

    def offset(self, at: int) -> int:
        return Clock().offset(at)


def study_for_days(folder: Path, chance: random.Random) -> None:
    """Sittings on most days until today, with undo, disputes, guesses, practice and suspensions."""
    decks = working_folder(folder) / "decks"
    for id, questions in DECKS.items():
        write_deck(decks, *questions, id=id, title=id.title())
    library = Library([decks], folder / "data" / "cache")
    loaded = [library.find(id) for id in DECKS]
    progress, clock = Progress(folder / "data"), LocalClock()
    today = clock.at
    for back in range(DAYS, -1, -1):
        if back == 0 or chance.random() < 0.7:
            clock.at = today - back * DAY_MS - 2 * 3_600_000
            sit(StudySession(loaded, progress, clock=clock, chance=chance), clock, chance)
            if chance.random() < 0.2:
                sit(
                    StudySession(loaded, progress, clock=clock, chance=chance, practice=Practice("size")), clock, chance
                )
    progress.close()


def sit(study: StudySession, clock: FixedClock, chance: random.Random) -> None:
    for _ in range(25):
        if study.showing is None:
            return
        clock.pass_time(minutes=chance.choice((0.05, 0.2, 0.5)))
        if chance.random() < 0.15:
            study.mark_as_guess()
        study.give_up() if chance.random() < 0.1 else study.submit(response(study, chance.random() < 0.75))
        assert study.showing.verdict is not None
        if chance.random() < 0.1:
            study.override()
        study.rate(Rating(chance.randint(1, study.showing.verdict.highest)) if chance.random() < 0.3 else None)
        if chance.random() < 0.1:
            study.undo()
        if study.showing is not None and chance.random() < 0.01:
            study.suspend()


def response(study: StudySession, right: bool) -> Response:
    assert study.showing is not None
    kind = study.showing.question.type
    given = (RIGHT if right else WRONG).get(kind, None if kind == "card" else "1999")
    return TYPED_AS_CHOICE[str(given)] if kind == "choice" and "answer" in study.showing.order else given


# The same once more, from the lines of the log


class Reckoning:
    """What the log says of some decks on day `today`: a list of answers, and how each card stands after them."""

    def __init__(self, lines: Sequence[Json], decks: Sequence[str], today: int) -> None:
        self.today, self.answers = today, list[Json]()
        self.cards: dict[tuple[str, str], Json] = defaultdict(lambda: {"phase": "new", "lapses": 0, "suspended": False})
        scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        gone = {line["id"] for line in lines if is_void(line, lines)}
        for line in sorted(lines, key=lambda line: (line["at"], line["id"])):
            if line["id"] in gone or line["deck"] not in decks:
                continue
            card, data = self.cards[line["deck"], line["card"]], line["data"]
            if line["kind"] in ("review", "practice"):
                was = card["phase"] if card["phase"] != "review" else ("mature" if card["interval"] >= 21 else "young")
                self.answers.append({**line, **data, "was": was, "good": line["rating"] > 1})
            if line["kind"] == "suspend":
                card["suspended"] = True
            if line["kind"] == "review":
                lapse = card["phase"] == "review" and line["rating"] == 1
                card["lapses"] += lapse
                again = lapse or card["phase"] == "relearning"
                card["phase"] = ("relearning" if again else "learning") if "step" in data else "review"
                card["interval"], card["due"] = data["interval"], line["day"] + data["interval"]
                memory = card.get("memory") or fsrs.Card(card_id=1, due=midnight(1))
                rating = fsrs.Rating(line["rating"])
                card["memory"], _ = scheduler.review_card(memory, rating, midnight(line["day"]))
                card["recall"] = scheduler.get_card_retrievability(card["memory"], midnight(today + 1))

    def where(self, **wanted: Any) -> list[Json]:
        """The answers that have these values; a set allows any of its own."""
        return [one for one in self.answers if all(fits(one.get(key), value) for key, value in wanted.items())]

    @property
    def begun(self) -> dict[tuple[str, str], Json]:
        return {key: card for key, card in self.cards.items() if "memory" in card and not card["suspended"]}


DUE = {"kind": "review", "was": {"young", "mature"}}
LUCKY = {"kind": "review", "form": {"choice", "true-false"}}


def fits(value: Any, wanted: Any) -> bool:
    return value in wanted if isinstance(wanted, set) else value == wanted


def is_void(line: Json, lines: Sequence[Json]) -> bool:
    """Whether another line that stands takes this one back."""
    takers = [other for other in lines if other["kind"] == "void" and other["data"]["event"] == line["id"]]
    return any(not is_void(taker, lines) for taker in takers)


def midnight(day: int) -> datetime:
    return datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=day - 1)


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def seconds(answers: Sequence[Json]) -> float:
    return sum(float(one["latency"]) for one in answers) / 1000


def share(answers: Sequence[Json]) -> Json:
    right = sum(one["good"] for one in answers)
    return {"answers": len(answers), "right": right, "rate": right / len(answers) if answers else None}


def luck(answers: Sequence[Json]) -> Json:
    return {
        "answers": len(answers),
        "right": sum(bool(one["right"] or one["override"]) for one in answers),
        "by_chance": sum(1 / 2 if one["form"] == "true-false" else 1 / len(one["order"]) for one in answers),
    }


def grouped(answers: Sequence[Json], key: str, summary: Callable[[list[Json]], Json]) -> Json:
    return {name: summary([one for one in answers if one[key] == name]) for name in {one[key] for one in answers}}


def scores(answers: Sequence[Json]) -> Json:
    mean = sum(one["good"] for one in answers) / len(answers)
    given = [one["recall"] if one["good"] else 1 - one["recall"] for one in answers]
    entropy = [part * math.log(part) for part in (mean, 1 - mean) if part]
    squares = [one["answers"] * (one["predicted"] - one["actual"]) ** 2 for one in bins(answers)]
    return {
        "answers": len(answers),
        "predicted": sum(one["recall"] for one in answers) / len(answers),
        "actual": mean,
        "log_loss": -sum(math.log(min(max(one, 0.0001), 0.9999)) for one in given) / len(answers),
        "baseline": -sum(entropy),
        "rmse": math.sqrt(sum(squares) / len(answers)),
    }


def bins(answers: Sequence[Json]) -> list[Json]:
    found = []
    for part in range(20):
        there = [one for one in answers if min(int(one["recall"] * 20), 19) == part]
        if there:
            predicted = sum(one["recall"] for one in there) / len(there)
            actual = sum(one["good"] for one in there) / len(there)
            edges = {"from": part / 20, "to": (part + 1) / 20}
            found.append({**edges, "answers": len(there), "predicted": predicted, "actual": actual})
    return found


def streak(days: set[int], today: int) -> Json:
    def run_up_to(day: int) -> int:
        return 1 + run_up_to(day - 1) if day in days else 0

    now = run_up_to(today) or run_up_to(today - 1)
    return {"days": now, "longest": max(map(run_up_to, days)), "today": today in days}


def pace(log: Reckoning) -> Json:
    recent = [one for one in log.where(kind="review") if one["day"] >= log.today - 90]

    def per(answers: set[str], time: set[str]) -> float:
        number = sum(one["was"] in answers for one in recent)
        return seconds([one for one in recent if one["was"] in time]) / number

    review = {"young", "mature"}
    return {"review": per(review, review | {"relearning"}), "new": per({"new"}, {"new", "learning"})}


def half_year(log: Reckoning) -> Iterator[Json]:
    monday = log.today - date.fromordinal(log.today).weekday()
    for day in range(monday - 25 * 7, log.today + 1):
        if there := log.where(day=day):
            right = sum(one["good"] for one in there)
            spent = seconds(there)
            yield {"day": day, "date": iso(day), "answers": len(there), "right": right, "seconds": spent}


def forecast(log: Reckoning) -> Iterator[Json]:
    for day in range(log.today, log.today + 30):
        due = 0
        for card in log.begun.values():
            comes = max(card["due"], log.today) if card["phase"] == "review" else log.today
            due += comes == day
        yield {"day": day, "date": iso(day), "due": due}


def tags(log: Reckoning) -> list[Json]:
    recalls: dict[str, list[float]] = defaultdict(list)
    for (deck, name), card in log.begun.items():
        (question,) = (one for one in DECKS[deck] if one["id"] == name.split("/")[0])
        for tag in question.get("tags", []):
            recalls[tag].append(card["recall"])
    found = [{"tag": tag, "cards": len(there), "recall": sum(there) / len(there)} for tag, there in recalls.items()]
    return sorted(found, key=lambda one: (one["recall"], one["tag"]))


def hardest(log: Reckoning) -> Iterator[Json]:
    hard = {key: card for key, card in log.begun.items() if card["lapses"] or card["memory"].difficulty >= 6}
    for key, card in sorted(hard.items(), key=rank)[:10]:
        deck, name = key
        (question,) = (one for one in DECKS[deck] if one["id"] == name.split("/")[0])
        yield {
            "deck": deck,
            "card": name,
            "prompt": question["back" if name.endswith("/reverse") else "prompt"],
            "lapses": card["lapses"],
            "difficulty": card["memory"].difficulty,
            "stability": card["memory"].stability,
            "recall": card["recall"],
        }


def rank(entry: tuple[tuple[str, str], Json]) -> tuple[Any, ...]:
    key, card = entry
    return -card["lapses"], -card["memory"].difficulty, card["memory"].stability, *key


def reckoned(lines: Sequence[Json], shelf: Sequence[Json], deck: str, today: int) -> Json:
    """What `quizapp stats --json` should print; `shelf` is what `quizapp decks --json` does."""
    decks = [deck] if deck else list(DECKS)
    log = Reckoning(lines, decks, today)
    everything, due = log.where(), log.where(**DUE)
    days = {one["day"] for one in everything}
    begun = log.begun.values()
    return {
        "deck": deck or None,
        "day": today,
        "date": iso(today),
        "streak": streak(days, today),
        "today": share(log.where(day=today)) | {"seconds": seconds(log.where(day=today))},
        "pace": pace(log),
        "time": {
            "seconds": seconds(everything),
            "days": len(days),
            "last_7_days": seconds(log.where(day=set(range(today - 6, today + 1)))),
            "last_30_days": seconds(log.where(day=set(range(today - 29, today + 1)))),
        },
        "days": list(half_year(log)),
        "later": 0,
        "retention": share(due) | {"maturity": grouped(due, "was", share), "form": grouped(due, "form", share)},
        "calibration": scores(due) | {"bins": bins(due), "form": grouped(due, "form", scores)},
        "guesses": luck(log.where(guessed=True, **LUCKY)),
        "first_sight": luck(log.where(was="new", **LUCKY)),
        "cards": {
            "total": sum(row["cards"] for row in shelf if row["id"] == deck or not deck),
            "begun": len(begun),
            "mature": sum(card["phase"] == "review" and card["interval"] >= 21 for card in begun),
        },
        "forecast": list(forecast(log)),
        "tags": tags(log),
        "hardest": list(hardest(log)),
    }


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The leaves of plain data by their paths."""
    match value:
        case Mapping():
            for key, item in value.items():
                yield from flat(item, f"{path}.{key}")
        case list():
            yield f"{path}.length", len(value)
            for number, item in enumerate(value):
                yield from flat(item, f"{path}.{number}")
        case _:
            yield path, value


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_what_the_log_says(tmp_path: Path, seed: int) -> None:
    study_for_days(tmp_path, random.Random(seed))
    lines = [json.loads(line) for line in run(tmp_path, "log", "--json").stdout.splitlines()]
    assert {line["kind"] for line in lines} >= {"review", "practice", "void", "suspend"}
    shelf = listed(tmp_path, "decks")
    for deck in ("", *DECKS):
        told = json.loads(run(tmp_path, "stats", *([deck] if deck else []), "--json").stdout)
        found, wanted = dict(flat(told)), dict(flat(reckoned(lines, shelf, deck, told["day"])))
        assert found.keys() == wanted.keys()
        wrong = {path: (found[path], wanted[path]) for path in wanted if not agree(found[path], wanted[path])}
        assert wrong == {}


def agree(found: Any, wanted: Any) -> bool:
    return bool(found == (pytest.approx(wanted, rel=1e-6, abs=1e-9) if isinstance(wanted, float) else wanted))

"""Sittings over many days, through a change of the clocks: the memory states are FSRS's own replay of the log."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import fsrs
import pytest

from quizapp.core.marking.rating import Rating
from quizapp.decks.library import Library
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from tests.support.making import FixedClock, choice, flashcard, multiple, text, true_false, write_deck
from tests.support.program import listed, log, working_folder

ROLLOVER_HOURS = 4
DAY = timedelta(days=1)
AUTUMN, SPRING = datetime(2025, 10, 22, tzinfo=UTC), datetime(2026, 3, 25, tzinfo=UTC)
"""Some days before the clocks change in Berlin."""


class BerlinClock(FixedClock):
    """A clock in Berlin that stands still until it is moved."""

    zone = ZoneInfo("Europe/Berlin")

    def offset(self, at: int) -> int:
        local = datetime.fromtimestamp(at / 1000, self.zone)
        offset = local.utcoffset()
        assert offset is not None
        return int(offset.total_seconds()) // 60


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def learners_day(at: int) -> int:
    """The day by the wall clock in Berlin, which begins at four in the morning."""
    local = datetime.fromtimestamp(at / 1000, BerlinClock.zone)
    return local.date().toordinal() - (local.hour < ROLLOVER_HOURS)


def study_for_days(folder: Path, begin: datetime, chance: random.Random) -> None:
    """Sittings at odd hours on twelve days, with random answers, ratings and undos."""
    decks = working_folder(folder) / "decks"
    write_deck(decks, choice(), text(), multiple(), true_false(), *(flashcard(f"card-{n}") for n in range(16)))
    progress, clock = Progress(folder / "data"), BerlinClock()
    for day in range(12):
        clock.at = milliseconds(begin + day * DAY + timedelta(minutes=chance.randrange(24 * 60)))
        deck = Library([decks], folder / "cache").find("rivers")
        study = StudySession([deck], progress, clock=clock, chance=chance)
        for _ in range(25):
            if study.showing is None:
                break
            study.give_up() if chance.random() < 0.2 else study.submit(response(study, chance))
            clock.pass_time(minutes=chance.choice((0.2, 1, 5)))
            if study.showing.verdict is not None:
                study.rate(Rating(chance.randint(1, study.showing.verdict.highest)))
            if chance.random() < 0.1:
                study.undo()
    progress.close()


def response(study: StudySession, chance: random.Random) -> Any:
    assert study.showing is not None
    match study.showing.question.type:
        case "choice":
            return chance.choice(study.showing.order)
        case "multiple":
            return chance.sample(study.showing.order, 2)
        case "true-false":
            return chance.random() < 0.5
        case _:
            return chance.choice(("Belgrade", "Vienna"))


def standing_reviews(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The reviews that were not taken back, by card, in order."""
    events = log(folder)
    gone = {event["data"]["event"] for event in events if event["kind"] == "void"}
    reviews: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        if event["kind"] == "review" and event["id"] not in gone:
            reviews.setdefault(event["card"], []).append(event)
    return reviews


@pytest.mark.parametrize("begin", [AUTUMN, SPRING], ids=["autumn", "spring"])
def test_every_memory_state_is_what_fsrs_makes_of_the_log(tmp_path: Path, begin: datetime) -> None:
    study_for_days(tmp_path, begin, random.Random(6))
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    reviews = standing_reviews(tmp_path)
    rows = {row["card"]: row for row in listed(tmp_path, "cards", "rivers")}
    assert sum(map(len, reviews.values())) > 100
    for card, events in reviews.items():
        replayed = fsrs.Card(card_id=1, due=epoch)
        for event in events:
            midnight = epoch + (event["day"] - epoch.toordinal()) * DAY
            replayed, _ = scheduler.review_card(replayed, fsrs.Rating(event["rating"]), midnight)
        row = rows[card]
        assert row["stability"] == pytest.approx(replayed.stability, rel=1e-9)
        assert row["difficulty"] == pytest.approx(replayed.difficulty, rel=1e-9)
        assert (row["reps"], row["day"]) == (len(events), events[-1]["day"])


@pytest.mark.parametrize("begin", [AUTUMN, SPRING], ids=["autumn", "spring"])
def test_the_day_of_every_event_is_the_learners_own(tmp_path: Path, begin: datetime) -> None:
    study_for_days(tmp_path, begin, random.Random(7))
    events = log(tmp_path)
    assert [event["day"] for event in events] == [learners_day(event["at"]) for event in events]
    assert {event["offset"] for event in events} == {60, 120}, "the clocks changed meanwhile"
    pairs = [pair for reviews in standing_reviews(tmp_path).values() for pair in pairwise(reviews)]
    blocks = [
        (later["at"] - earlier["at"]) // milliseconds(datetime(1970, 1, 2, tzinfo=UTC)) for earlier, later in pairs
    ]
    days = [later["day"] - earlier["day"] for earlier, later in pairs]
    assert blocks != days, "blocks of 24 hours would have given other days"

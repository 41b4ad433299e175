"""What a plan says in sentences, where the command's tests do not lead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.plans.pacing import Pacing
from quizapp.core.plans.plan import Plan
from quizapp.core.plans.simulation import Habits, Outcome, Prospect, Standing
from quizapp.core.scheduling.scheduler import CardState, Memory, Policy, Review
from quizapp.decks.library import LoadedDeck
from quizapp.wording.plans import as_record, more_sentence, score_sentence, way_sentences
from tests.support.making import cloze, flashcard, load_deck

TODAY = 739_000
EXAM = TODAY + 20


@pytest.fixture
def deck(tmp_path: Path) -> LoadedDeck:
    """Two questions, one of which makes two cards."""
    return load_deck(tmp_path / "decks", flashcard(), cloze(points=3))


def outcome(score: float = 0.84, minutes: float = 12.0, **changes: Any) -> Outcome:
    """So much after twenty even days."""
    values: dict[str, Any] = {"points": score, "begun": (0.0,) * 20, "unseen": 0.0, "put_off": 0.0}
    return Outcome(**{"score": score, "seconds": (60 * minutes,) * 20, **values, **changes})


def plan(**changes: Any) -> Plan:
    """A plan for cards that were all begun and are half forgotten."""
    state = CardState(Memory(10.0, 5.0, TODAY), Review(10, TODAY + 10))
    cards = [Prospect(f"rivers/{name}", state, points) for name, points in POINTS]
    values: dict[str, Any] = {
        "standing": Standing(cards, TODAY),
        "policy": Policy(),
        "habits": Habits(answers=500),
        "pacing": Pacing(EXAM, 20, 0.9),
        "outcome": outcome(),
        "asked": None,
        "more": None,
    }
    return Plan(**values | changes)


POINTS = (("delta", 1.0), ("confluence/river", 1.5), ("confluence/town", 1.5))


def test_points_are_told_where_questions_have_them(deck: LoadedDeck) -> None:
    assert score_sentence(plan(), deck) == "On course for 84%, about 3 of 4 points. If the exam were tomorrow: 99%."


def test_points_are_not_told_where_every_question_has_one(deck: LoadedDeck) -> None:
    cards = [Prospect("rivers/delta", CardState()), Prospect("rivers/a", CardState(), 0.5)]
    cards.append(replace(cards[1], card="rivers/b"))
    plain = plan(standing=Standing(cards, TODAY))
    assert score_sentence(plain, deck) == "On course for 84%. If the exam were tomorrow: 0%."


def test_even_days_need_no_busiest_one(deck: LoadedDeck) -> None:
    assert list(way_sentences(plan(), deck)) == [
        "You've started every card.",
        "About 12 minutes a day.",
        "In the last 5 days every card comes back once more.",
    ]


def test_the_busiest_day_is_told(deck: LoadedDeck) -> None:
    uneven = outcome(seconds=(900.0, 60.0, 60.0))
    assert list(way_sentences(plan(outcome=uneven), deck))[1:3] == [
        "About 6 minutes a day.",
        "Busiest: today, about 15 minutes.",
    ]


def test_a_part_of_the_cards_in_the_last_round_is_told(deck: LoadedDeck) -> None:
    part = plan(pacing=Pacing(EXAM, 20, 0.7, round_share=0.4))
    assert "In the last 5 days 40% of the cards come back once more." in way_sentences(part, deck)
    none = plan(pacing=Pacing(EXAM, 20, 0.7, round_share=0.0))
    assert not any("once more" in sentence for sentence in way_sentences(none, deck))


def test_reviews_beyond_the_limit_are_told_with_what_helps(deck: LoadedDeck) -> None:
    told = " ".join(way_sentences(plan(outcome=outcome(put_off=1234.4)), deck))
    assert "1,234 reviews will still be waiting the day before the exam, beyond your limit of 200 a day." in told
    assert "the setting reviews_per_day" in told


def test_hours_a_day_are_told_to_be_much_unless_they_were_asked_for(deck: LoadedDeck) -> None:
    heavy = plan(outcome=outcome(minutes=200.0))
    assert "`quizapp plan rivers --minutes 60`" in " ".join(way_sentences(heavy, deck))
    assert "--minutes" not in " ".join(way_sentences(replace(heavy, asked=200), deck))


def test_reviews_that_take_more_than_was_asked_for_are_told(deck: LoadedDeck) -> None:
    told = list(way_sentences(plan(asked=5), deck))
    assert "Reviews alone take about 12 minutes a day, more than the 5 you planned for." in told


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (None, "More time would add less than a point."),
        (outcome(0.842, 22.0), "More time would add less than a point."),
        (outcome(0.88, 22.0), "With 22 minutes a day it would be 88%."),
        (outcome(0.88, 15.0), "With 15 minutes a day it would be 88%; more than that adds little."),
        (outcome(0.88, 12.4), "With 13 minutes a day it would be 88%; more than that adds little."),
    ],
    ids=["nothing", "next to nothing", "ten minutes", "three minutes", "one minute"],
)
def test_what_more_time_would_add_is_told(more: Outcome | None, sentence: str) -> None:
    assert more_sentence(plan(more=more)) == sentence


def test_the_record_tells_what_more_time_would_add(deck: LoadedDeck) -> None:
    assert as_record(plan(), deck)["more"] is None
    assert as_record(plan(more=outcome(0.88, 22.0)), deck)["more"] == {"minutes": 22.0, "score": 0.88, "points": 3.52}

"""The cards of a session, chosen by the database, are those that choosing by hand gives."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.scheduling.scheduler import CardState, Learning, Memory, Policy, Review
from quizapp.core.settings.settings import DeckSettings, NewOrder, Settings
from quizapp.core.study import Item, Session
from quizapp.decks.library import LoadedDeck
from quizapp.learning.plans import pacing_of
from quizapp.learning.study.queue import SessionPlanner
from quizapp.store.database import transaction
from quizapp.store.progress import Progress
from quizapp.store.tables import cards
from tests.support.choosing import Candidate, plan
from tests.support.making import NOON, FixedClock, flashcard, load_deck

TODAY = FixedClock().day(NOON, 4)
SIZE = 14

stages = st.one_of(
    st.none(),
    st.builds(Learning, st.integers(0, 1), st.integers(NOON - 3_600_000, NOON + 3_600_000), st.booleans()),
    st.builds(Review, st.integers(1, 40), st.integers(TODAY - 4, TODAY + 12)),
)


@st.composite
def states(draw: st.DrawFn) -> dict[str, CardState]:
    """The states of some cards of a deck, and of one that it has no more."""
    found = {}
    for name in (*(f"card-{n}" for n in range(SIZE)), "gone"):
        stage = draw(stages)
        suspended = draw(st.integers(0, 5)) == 0
        if stage is not None or suspended:
            memory = Memory(10.0, 5.0, TODAY - 10) if stage else None
            found[name] = CardState(memory, stage, reps=1, suspended=suspended)
    return found


def in_deck(folder: Path) -> LoadedDeck:
    return load_deck(folder, *(flashcard(f"card-{n}", reverse=n % 3 == 0) for n in range(SIZE)))


def stood(progress: Progress, known: dict[str, CardState]) -> None:
    with transaction(progress.connection):
        for name, state in known.items():
            cards.write(progress.connection, "rivers", name, state, (1, name))


@settings(max_examples=60, deadline=None)
@given(
    states(),
    st.integers(0, 8),
    st.integers(0, 8),
    st.none() | st.integers(1, 9),
    st.sampled_from(["deck", "random"]),
    st.none() | st.integers(3, 30),
)
def test_the_session_is_the_one_that_every_cards_state_gives(
    known: dict[str, CardState], new: int, reviews: int, limit: int | None, order: NewOrder, exam_in: int | None
) -> None:
    exam = date.fromordinal(TODAY + exam_in) if exam_in else None
    wanted = Settings(
        study=Policy(new_per_day=new, reviews_per_day=reviews),
        new_order=order,
        decks={"rivers": DeckSettings(exam=exam)} if exam else {},
    )
    with TemporaryDirectory() as folder, closing(Progress(Path(folder, "data"))) as progress:
        deck = in_deck(Path(folder))
        stood(progress, known)
        planner = SessionPlanner({"rivers": deck}, progress, FixedClock(), wanted, limit=limit)
        assert planner.begun(Random(1)) == by_hand(planner, deck, progress, known)


def by_hand(planner: SessionPlanner, deck: LoadedDeck, progress: Progress, known: dict[str, CardState]) -> Session:
    items = [Item("rivers", card, question) for card, question in deck.cards]
    listed = [Candidate(item, planner.due(item, known.get(item.card, CardState()))) for item in items]
    pacing = pacing_of(deck, progress, planner.settings, TODAY)
    new = sum(one.state.stage is None and not one.state.suspended for one in listed)
    policy = planner.settings.policy("rivers")
    return plan(
        listed,
        day=TODAY,
        new_left={"rivers": pacing.new_cards(new, TODAY) if pacing else policy.new_per_day},
        reviews_left={"rivers": policy.reviews_per_day},
        shuffled={"rivers"} if planner.settings.order("rivers") == "random" else (),
        limit=planner.limit,
        ready=NOON + planner.settings.study.learn_ahead * 1000,
    )


@pytest.mark.parametrize("due_day", [TODAY - 3, TODAY])
def test_a_card_that_left_the_deck_takes_no_place_among_the_reviews(
    due_day: int, progress: Progress, tmp_path: Path
) -> None:
    there = CardState(Memory(10.0, 5.0, TODAY - 10), Review(10, TODAY), reps=1)
    gone = replace(there, stage=Review(10, due_day))
    stood(progress, {"card-1": there, "card-2": there, "gone": gone})
    few = Settings(study=Policy(new_per_day=0, reviews_per_day=2))
    session = SessionPlanner({"rivers": in_deck(tmp_path)}, progress, FixedClock(), few).begun(Random(1))
    assert sorted(item.card for item in session.queue) == ["card-1", "card-2"]

"""Whatever a learner does, in whatever order: what is kept is a fold of the log, and what is undone leaves no trace."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from uuid_utils import uuid7

from quizapp.core.log.days import DayRow
from quizapp.core.log.events import Event, Kind, fold_log
from quizapp.core.marking.mark import Response
from quizapp.core.marking.rating import Rating
from quizapp.core.scheduling.scheduler import CardState, Learning, Policy
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.learning.suspension import suspend, unsuspend
from quizapp.store.progress import Progress
from tests.support.making import DAY_MS, FixedClock, choice, event, flashcard, load_deck, text, true_false, void

DECK = "rivers"
QUESTIONS = (
    flashcard("source", reverse=True),
    text(distractors={"ulm": "Ulm", "vienna": "Vienna"}),
    choice(),
    true_false(),
    flashcard("delta"),
    flashcard("lock"),
)
POLICIES = (
    Policy(),
    Policy(retention=0.8, fuzz=False, new_per_day=3),
    Policy(learning_steps=(), relearning_steps=(), maximum_interval=30),
    Policy(rollover=23, learning_steps=(60,), reviews_per_day=2),
)
RESPONSES: dict[str, tuple[Response, Response]] = {"text": ("Belgrade", "Vienna"), "true-false": (False, True)}

Kept = tuple[dict[str, CardState], list[DayRow]]


class TravellingClock(FixedClock):
    """A clock whose learner can change zones."""

    east = 0

    def offset(self, at: int) -> int:
        return self.east


class Learner(RuleBasedStateMachine):
    """Somebody who studies one deck, practises, takes back, travels, and closes the program at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = TravellingClock()
        self.settings = Settings()
        self.practice: Practice | None = None
        self.deck: LoadedDeck = load_deck(self.folder / "decks", *QUESTIONS, id=DECK)
        self.progress = opened(self.folder / "data")
        self.cards = [card.card for card in self.deck.cards]
        self.sit()

    def teardown(self) -> None:
        self.progress.close()
        shutil.rmtree(self.folder)

    def sit(self) -> None:
        """Begin or resume a session."""
        self.study = StudySession(
            [self.deck],
            self.progress,
            clock=self.clock,
            chance=random.Random(1),
            settings=self.settings,
            practice=self.practice,
        )

    def kept(self) -> Kept:
        return kept(self.progress)

    def event(self, kind: Kind, card: str, **changes: Any) -> Event:
        at = self.clock.now()
        now = {"at": at, "offset": self.clock.offset(at), "day": self.clock.day(at, self.settings.rollover)}
        return event(0, kind, **{"id": str(uuid7()), "deck": DECK, "card": card, **now, **changes})

    def answer(self, right: bool, rating: Rating) -> None:
        assert self.study.showing is not None
        if self.study.showing.verdict is None:
            question, order = self.study.showing.question, self.study.showing.order
            responses = (order[0], order[-1]) if question.type == "choice" else RESPONSES.get(question.type)
            self.study.submit(responses[not right] if responses else None)
        self.study.rate(rating)

    @property
    def studying(self) -> bool:
        return self.study.showing is not None

    # What the learner does

    @precondition(lambda self: self.studying)
    @rule(right=st.booleans(), rating=st.sampled_from(Rating))
    def answers(self, right: bool, rating: Rating) -> None:
        self.answer(right, rating)

    @precondition(lambda self: self.studying)
    @rule(rating=st.sampled_from(Rating), guessed=st.booleans(), wrong=st.booleans())
    def answers_in_a_roundabout_way(self, rating: Rating, guessed: bool, wrong: bool) -> None:
        self.study.hint()
        if guessed:
            self.study.mark_as_guess()
        self.study.give_up() if wrong else None
        self.study.override()
        self.answer(True, rating)

    @precondition(lambda self: self.studying)
    @rule()
    def half_answers(self) -> None:
        self.study.save_draft("Bel")
        self.study.give_up()

    @rule()
    def undoes(self) -> None:
        self.study.undo()

    @precondition(lambda self: self.studying)
    @rule(right=st.booleans(), rating=st.sampled_from(Rating), times=st.integers(1, 3))
    def undoes_exactly_and_redoes_the_same(self, right: bool, rating: Rating, times: int) -> None:
        if self.study.showing is not None and self.study.showing.verdict is not None:
            self.study.undo()
        before, session, states = self.kept(), self.study.session, []
        for _ in range(times):
            answered = self.study.showing
            self.answer(right, rating)
            states.append(without_times(self.kept()))
            assert self.study.undo()
            assert self.study.showing is not None and answered is not None
            assert self.study.showing.item == answered.item
            assert (self.study.showing.state, self.study.showing.order) == (answered.state, answered.order)
            assert (self.kept(), self.study.session) == (before, session)
            self.clock.pass_time(minutes=0.01)
        assert all(state == states[0] for state in states)

    @precondition(lambda self: self.studying)
    @rule(undone=st.booleans())
    def suspends_what_is_on_screen(self, undone: bool) -> None:
        if self.study.showing is not None and self.study.showing.verdict is not None:
            self.study.undo()
        before = self.kept()
        self.study.suspend()
        if undone:
            assert self.study.undo()
            assert self.kept() == before

    @rule(card=st.integers(0, 6))
    def suspends_from_a_list(self, card: int) -> None:
        suspend(DECK, [self.cards[card]], self.progress, self.clock, self.settings.rollover)

    @rule()
    def brings_back_all(self) -> None:
        unsuspend(DECK, sorted(self.progress.suspended(DECK)), self.progress, self.clock, self.settings.rollover)

    @rule(card=st.integers(0, 6))
    def resets(self, card: int) -> None:
        self.progress.append(self.event(Kind.RESET, self.cards[card]))

    @rule(number=st.integers(0, 200))
    def takes_back_something_old(self, number: int) -> None:
        events = [one for one in self.progress.events() if one.kind is not Kind.SETTING]
        if events:
            target = events[number % len(events)]
            self.progress.append(self.event(Kind.VOID, target.card, data={"event": target.id}))

    @rule(card=st.integers(0, 6), days=st.integers(0, 30))
    def gets_an_answer_from_another_device(self, card: int, days: int) -> None:
        at = self.clock.now() - days * DAY_MS
        late = self.event(Kind.REVIEW, self.cards[card], at=at, day=self.clock.day(at, 4), device="another")
        self.progress.merge([late])

    # What happens to the learner

    @rule(minutes=st.sampled_from((1, 11, 700)))
    def some_time_passes(self, minutes: int) -> None:
        self.clock.pass_time(minutes=minutes)

    @rule(days=st.sampled_from((1, 3, 40, 400)))
    def days_pass(self, days: int) -> None:
        self.clock.pass_time(days=days)
        self.sit()

    @rule(hours=st.sampled_from((1, 30, 365 * 24)))
    def the_clock_is_set_back(self, hours: int) -> None:
        self.clock.pass_time(minutes=-60 * hours)

    @rule(east=st.sampled_from((-720, -180, 0, 120, 525, 840)))
    def the_learner_travels(self, east: int) -> None:
        self.clock.east = east

    @rule(policy=st.sampled_from(POLICIES))
    def settings_change(self, policy: Policy) -> None:
        self.settings = Settings(study=policy)
        self.sit()

    @rule(practice=st.sampled_from((None, Practice(), Practice(wrong=True))))
    def a_session_begins(self, practice: Practice | None) -> None:
        self.practice = practice
        self.sit()

    @rule()
    def the_program_starts_again(self) -> None:
        self.progress.close()
        self.progress = opened(self.folder / "data")
        self.sit()

    @rule()
    def everything_is_rebuilt(self) -> None:
        before = self.kept()
        self.progress.rebuild()
        assert self.kept() == before

    # What always holds

    @invariant()
    def what_is_kept_is_a_fold_of_the_log(self) -> None:
        assert (self.progress.stale_cards(), self.progress.stale_days()) == ([], [])
        assert {(DECK, card): state for card, state in self.progress.states(DECK).items()} == fold_log(
            self.progress.events()
        )

    @rule(chance=st.randoms(use_true_random=False), parts=st.integers(1, 4))
    def the_log_is_merged_elsewhere(self, chance: random.Random, parts: int) -> None:
        listed = list(self.progress.events())
        assert merged(self.folder / "elsewhere", split(listed, chance, parts)) == self.kept()


def kept(progress: Progress) -> Kept:
    """All that is folded from the log. A card whose every answer was taken back is as new as one without any."""
    states = {card: state for card, state in progress.states(DECK).items() if state != CardState()}
    return states, progress.days()


def opened(folder: Path) -> Progress:
    """Progress that need not outlive the machine."""
    progress = Progress(folder)
    progress.connection.execute("PRAGMA synchronous = OFF")
    return progress


def without_times(found: Kept) -> tuple[Any, ...]:
    """What is kept but for the moments at which cards in the steps are due, and how long answers took."""
    states, days = found
    timeless = {
        card: replace(state, stage=replace(state.stage, due=0)) if isinstance(state.stage, Learning) else state
        for card, state in states.items()
    }
    return timeless, [replace(day, seconds=0.0) for day in days]


def split(events: list[Event], chance: random.Random, parts: int) -> list[list[Event]]:
    """Parts of a log, shuffled; some of its events are in more than one."""
    pieces: list[list[Event]] = [[] for _ in range(parts)]
    for one in events:
        for piece in chance.sample(pieces, chance.randint(1, parts)):
            piece.append(one)
    for piece in pieces:
        chance.shuffle(piece)
    return pieces


def merged(folder: Path, pieces: list[list[Event]]) -> Kept:
    """What is kept of logs that are merged into an empty one."""
    with closing(opened(folder)) as progress:
        for piece in pieces:
            progress.merge(piece)
            assert (progress.stale_cards(), progress.stale_days()) == ([], [])
        found = kept(progress)
    shutil.rmtree(folder)
    return found


TestLearner = pytest.mark.slow(Learner.TestCase)
TestLearner.settings = settings(  # bounded to some twenty seconds
    max_examples=150,
    stateful_step_count=40,
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=list(HealthCheck),
)


def test_a_void_that_arrives_before_its_event_takes_it_back(progress: Progress) -> None:
    given = event(1)
    progress.append(void(2, given))
    progress.append(given)
    assert (progress.stale_cards(), progress.stale_days()) == ([], [])
    assert progress.state(DECK, "city") == CardState()
    assert progress.days() == []

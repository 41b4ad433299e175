"""The cards that a session is to ask: chosen anew, or as an unfinished session left them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cached_property, partial
from itertools import islice
from os import urandom
from typing import TYPE_CHECKING, Any

from quizapp.core import study as drill
from quizapp.core.deferred import dataclass, replace
from quizapp.core.scheduling.scheduler import CardState, Policy
from quizapp.core.settings.settings import Settings
from quizapp.core.study import Answer, Item, Session
from quizapp.decks.library import LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.learning.study.practice import Practice, chosen
from quizapp.store.progress import Change, Progress, Saved

if TYPE_CHECKING:
    from quizapp.core.plans.pacing import Pacing


@dataclass(frozen=True)
class SessionPlanner:
    """The choice of a session's cards: from decks by id, for practice if it is one, at most `limit` different cards.

    With `due_only` no new cards are among them.
    """

    decks: Mapping[str, LoadedDeck]
    progress: Progress
    clock: Clock
    settings: Settings
    practice: Practice | None = None
    limit: int | None = None
    due_only: bool = False

    @property
    def today(self) -> int:
        """The learner's day number."""
        return self.clock.day(self.clock.now(), self.settings.rollover)

    @cached_property
    def scope(self) -> str:
        """The key that tells this unfinished session from others."""
        kind = f"{self.practice.name} " if self.practice is not None else ""
        limit = f" limit={self.limit}" if self.limit else ""  # not shown
        return kind + " ".join(sorted(self.decks)) + limit + (" only=due" if self.due_only else "")  # not shown

    def begun(self, chance: random.Random) -> Session:
        """A new session, which is kept from now on.

        Raises:
            StoreError: if progress cannot be read or written.
        """
        session = replace(self.chosen(chance), id=_new_id())
        if session.total:
            had = {deck.id: deck.questions_of_cards for deck in self.decks.values()} if self.practice is None else None
            self.progress.save_session(self.saved(session), had)
        return session

    def chosen(self, chance: random.Random) -> Session:
        """The cards of a new session.

        Raises:
            StoreError: if progress cannot be read.
        """
        if self.practice is not None:
            return drill.practise(chosen(self.practice, self.decks.values(), self.progress), chance, self.limit)
        return self._planned()

    def resumed(self) -> Session | None:
        """The unfinished session of today under the same limits, if there is one with cards left.

        Raises:
            StoreError: if progress cannot be read.
        """
        saved = self.progress.saved_session(self.scope)
        if saved is None or saved.state is None or saved.day != self.today:
            return None
        if saved.state.get("limits", self._limits()) != self._limits():
            return None  # a learner who sets other limits wants them today
        try:
            session = drill.from_json(saved.state)
            for row in saved.changes:
                session = drill.changed(session, row, practised=self.practice is not None)
        except (KeyError, IndexError, TypeError, ValueError):
            return None  # from another version: a new session loses nothing, the answers are in the log
        for item in session.unasked:
            if item.card not in self.decks[item.deck].questions_of_cards:
                session = drill.leave_out(session, item)
        askable = session.unasked if self.practice else drill.next_item(session, *self._moment)
        if not askable:
            return None
        return session if session.id else replace(session, id=_new_id())  # from a version before ids

    def saved(self, session: Session) -> Saved:
        """Return what to keep of a session as a whole: nothing once it has no card left."""
        if session.is_over:
            return self.over()
        state = {**drill.as_json(session), "limits": self._limits()}
        return Saved(self.scope, self.today, state, session.id)

    def change(self, session: Session, event: str, change: Answer | Item | None) -> Saved | Change:
        """Return what to keep of a session after a change by an event; None takes that of the event back."""
        if session.is_over:
            return self.over()
        row = None if change is None else drill.as_row(change)
        return Change(self.scope, session.id, self.today, event, row, partial(self.saved, session))

    def over(self) -> Saved:
        """Return what to keep of a session that is over, whatever cards it has left."""
        return Saved(self.scope, self.today, None)

    @property
    def ends(self) -> int:
        """The last moment (ms UTC) at which a card can still come in a session of today."""
        now, ahead = self._moment
        return max(now + ahead * 1000, self.clock.start_of_day(self.today + 1, self.settings.rollover) - 1)

    def due(self, item: Item, state: CardState) -> CardState:
        """A card's state, due in the last round before an exam if it would come later."""
        pacing = self._pacings.get(item.deck)
        stage = pacing.stage(state.stage, _named(item)) if pacing else state.stage
        return state if stage is state.stage else replace(state, stage=stage)

    def policy(self, item: Item) -> tuple[Policy, str]:
        """Return the scheduling policy of a card today, and the seed of its fuzz."""
        policy, seed = self.settings.policy(item.deck), _named(item)
        pacing = self._pacings.get(item.deck)
        return pacing.policy(policy, seed, self.today) if pacing else policy, seed

    def last_round(self, item: Item) -> tuple[int, int] | None:
        """Return the days until a card comes in the last round before an exam, and the exam's day number; or None."""
        pacing = self._pacings.get(item.deck)
        own = pacing.own_day(_named(item)) if pacing else None
        return (own - self.today, pacing.exam) if pacing and own is not None and own > self.today else None

    @cached_property
    def _pacings(self) -> Mapping[str, Pacing]:
        """The pacing of decks with an exam ahead. An exam that is set later counts from the next session on."""
        if not self.settings.exams:
            return {}
        from quizapp.learning.plans import pacing_of  # 4 ms, for those who plan for an exam

        pacings = {deck.id: pacing_of(deck, self.progress, self.settings, self.today) for deck in self.decks.values()}
        return {deck: pacing for deck, pacing in pacings.items() if pacing}

    @property
    def _moment(self) -> tuple[int, int]:
        """The present, ms UTC, and the seconds that steps may come early by."""
        return self.clock.now(), self.settings.study.learn_ahead

    def _planned(self) -> Session:
        day, (now, ahead) = self.today, self._moment
        steps: list[tuple[int, Item]] = []
        reviews: list[tuple[int, Item]] = []
        new: list[Item] = []
        reviews_left = {}
        for deck in self.decks.values():
            questions = deck.questions_of_cards
            used = self.progress.today(deck.id, day)
            most = self.settings.policy(deck.id).reviews_per_day - used.reviews
            reviews_left[deck.id] = most
            due = [(at, card) for at, card in self.progress.steps(deck.id) if card in questions]
            steps += [(at, Item(deck.id, card, questions[card])) for at, card in due if at <= now + ahead * 1000]
            due = self._reviews(deck, day, most)
            reviews += [(due_day, Item(deck.id, card, questions[card])) for due_day, card in due]
            new += [] if self.due_only else self._new(deck, used.new, day)
        due_items = drill.within(drill.by_due_day(reviews, day), reviews_left)
        return drill.arrange(steps, due_items, new, self.limit)

    def _reviews(self, deck: LoadedDeck, day: int, most: int) -> list[tuple[int, str]]:
        """The reviews to choose `most` of: the day number each comes on, and its card."""
        known, pacing = deck.questions_of_cards, self._pacings.get(deck.id)
        if pacing is not None:
            rows = self.progress.reviews_from(deck.id, 0)
            comes = [(pacing.comes_on(f"{deck.id}/{card}", interval, due), card) for card, interval, due in rows]
            return [(on, card) for on, card in comes if on <= day and card in known]
        if most <= 0:
            return []
        reviews = self.progress.reviews_due(deck.id, day, most)
        if all(card in known for _, card in reviews):
            return reviews
        return [(due, card) for due, card in self.progress.reviews_due(deck.id, day) if card in known]

    def _new(self, deck: LoadedDeck, begun_today: int, day: int) -> list[Item]:
        """The new cards that a deck is to bring today."""
        known, number = deck.questions_of_cards, self.settings.policy(deck.id).new_per_day - begun_today
        if number <= 0 and deck.id not in self._pacings:
            return []
        listed = self.progress.begun(deck.id)
        if listed == deck.sorted_cards():  # of a large deck in a thousandth of the time that looking up each takes
            return []
        begun = frozenset(listed.split(" "))
        if known.keys() <= begun:
            return []
        if deck.id in self._pacings:
            from quizapp.learning.plans import new_cards_today

            left = len(known) - len(begun & known.keys())
            number = new_cards_today(deck, left, begun_today, self.progress, self.settings, day)
        new = (Item(deck.id, card, question) for card, question in known.items() if card not in begun)
        shuffled = number > 0 and self.settings.order(deck.id) == "random"
        return list(islice(drill.mixed(new, day) if shuffled else new, number))

    def _limits(self) -> list[list[Any]]:
        """The settings that the choice of cards depends on."""
        policies = {deck: self.settings.policy(deck) for deck in sorted(self.decks)}
        return [
            [deck, policy.new_per_day, policy.reviews_per_day, self.settings.order(deck), self._exam(deck)]
            for deck, policy in policies.items()
        ]

    def _exam(self, deck: str) -> list[int] | None:
        """Return the exam day and the cards left out by the plan for a deck's exam; None without one."""
        pacing = self._pacings.get(deck)
        return [pacing.exam, pacing.left_out] if pacing else None


def _new_id() -> str:
    return urandom(8).hex()


def _named(item: Item) -> str:
    return f"{item.deck}/{item.card}"

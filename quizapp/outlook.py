"""How decks stand, and when their cards come next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.clock import Clock
from quizapp.core.memory import MINUTE_MS, CardState, Learning, Policy, Review
from quizapp.library import LoadedDeck
from quizapp.store.progress import Progress


@dataclass(frozen=True, slots=True)
class Counts:
    """How a deck stands: reviews due now, cards in the learning steps, cards never answered, and all of its cards."""

    due: int
    learning: int
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class Upcoming:
    """When cards come next: how many within the hour and in how many minutes, tomorrow, and the next day with any."""

    soon: int
    minutes: int
    tomorrow: int
    next_day: int | None
    new: int


def counts(deck: LoadedDeck, progress: Progress, day: int) -> Counts:
    """How a deck stands on day number `day`."""
    states = progress.states(deck.id)
    due = learning = new = 0
    for card in deck.cards:
        state = states.get(card.card, CardState())
        match state.stage:
            case _ if state.suspended:
                continue
            case None:
                new += 1
            case Learning():
                learning += 1
            case Review(due_day=due_day):
                due += due_day <= day
    return Counts(due, learning, new, len(deck.cards))


def upcoming(decks: Iterable[LoadedDeck], progress: Progress, clock: Clock, policy: Policy) -> Upcoming:
    """When the cards of these decks come next."""
    now = clock.now()
    today = clock.day(now, policy.rollover)
    soon: list[int] = []
    days: list[int] = []
    new = 0
    for deck in decks:
        states = progress.states(deck.id)
        for card in deck.cards:
            state = states.get(card.card, CardState())
            match state.stage:
                case _ if state.suspended:
                    continue
                case None:
                    new += 1
                case Learning(due=due):
                    soon.append(due)
                case Review(due_day=due_day):
                    days.append(max(due_day, today))
    minutes = max(1, -(-(min(soon) - now) // MINUTE_MS)) if soon else 0
    later = [day for day in days if day > today]
    return Upcoming(len(soon), minutes, days.count(today + 1), min(later) - today if later else None, new)

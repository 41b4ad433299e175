"""A session chosen with the state of every card at hand: slow and plain, to hold the real choice to."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from quizapp.core.scheduling.scheduler import CardState, Learning, Review
from quizapp.core.study import Item, Session, arrange, by_due_day, mixed, within


@dataclass(frozen=True)
class Candidate:
    """A card that might be studied, with its state."""

    item: Item
    state: CardState


def plan(
    candidates: Iterable[Candidate],
    *,
    day: int,
    new_left: Mapping[str, int],
    reviews_left: Mapping[str, int],
    shuffled: Collection[str] = (),
    limit: int | None = None,
    ready: int = sys.maxsize,
) -> Session:
    """The session for day number `day`, from cards in deck order; the new cards of the decks in `shuffled` are mixed.

    `new_left` and `reviews_left` say per deck how many are still allowed today; steps due after `ready` (ms UTC) wait.
    """
    steps: list[tuple[int, Item]] = []
    reviews: list[tuple[int, Item]] = []
    new: dict[str, list[Item]] = {}
    for candidate in candidates:
        item = candidate.item
        match candidate.state:
            case CardState(suspended=True):
                continue
            case CardState(stage=None):
                new.setdefault(item.deck, []).append(item)
            case CardState(stage=Learning(due=due)) if due <= ready:
                steps.append((due, item))
            case CardState(stage=Review(due_day=due_day)) if due_day <= day:
                reviews.append((due_day, item))
    fresh = [item for deck, items in new.items() for item in (mixed(items, day) if deck in shuffled else items)]
    return arrange(steps, within(by_due_day(reviews, day), reviews_left), within(fresh, new_left), limit)

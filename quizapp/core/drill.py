"""The study sitting: which card comes next, and when it is over.

A `Sitting` is a value; every answer makes a new one, so undo is going back to an earlier one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quizapp.core.memory import CardState, Learning
from quizapp.core.rating import Rating

MAX_FAILURES = 4
"""A card failed this often in one sitting is left for a later one."""

MAX_SHOWINGS = 10
"""A card shown this often in one sitting is left for a later one, so that every sitting ends."""


@dataclass(frozen=True, slots=True)
class Item:
    """A card in a sitting: its deck, its own id, and the id of its question (siblings share that)."""

    deck: str
    card: str
    question: str

    def is_sibling_of(self, other: Item | None) -> bool:
        return other is not None and (self.deck, self.question) == (other.deck, other.question) and self != other


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that might be studied, with its state."""

    item: Item
    state: CardState


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is left of a sitting.

    `queue`: cards not asked yet, in order. `steps`: cards in the learning steps with the ms UTC they are due at.
    `left`: cards given up for today. `total`: how many different cards the sitting began with.
    """

    queue: tuple[Item, ...] = ()
    steps: tuple[tuple[int, Item], ...] = ()
    done: tuple[Item, ...] = ()
    left: tuple[Item, ...] = ()
    last: Item | None = None
    failures: Mapping[Item, int] = field(default_factory=dict)
    showings: Mapping[Item, int] = field(default_factory=dict)
    total: int = 0
    answers: int = 0
    right: int = 0

    @property
    def finished(self) -> int:
        """How many different cards need no further answer in this sitting."""
        return len(self.done) + len(self.left)


def plan(
    candidates: Iterable[Candidate],
    *,
    day: int,
    new_left: Mapping[str, int],
    reviews_left: Mapping[str, int],
    limit: int | None = None,
) -> Sitting:
    """The sitting for day number `day`, from cards in deck order.

    Cards in the learning steps come first, then reviews by due day (in a random order within a day that is the same
    all day long), with new cards spread evenly among them. `new_left` and `reviews_left` say per deck how many are
    still allowed today; `limit` is the number of different cards.
    """
    steps: list[tuple[int, Item]] = []
    reviews: list[tuple[int, str, Item]] = []
    new: list[Item] = []
    for candidate in candidates:
        item, state = candidate.item, candidate.state
        match state.stage:
            case _ if state.suspended:
                continue
            case None:
                new.append(item)
            case Learning(due=due):
                steps.append((due, item))
            case review if review.due_day <= day:
                reviews.append((review.due_day, _shuffle_key(item, day), item))
    steps.sort(key=lambda step: step[0])
    due_items = _within([item for _, _, item in sorted(reviews, key=lambda r: r[:2])], reviews_left)
    new_items = _within(new, new_left)
    if limit is not None:
        steps = steps[:limit]
        due_items = due_items[: limit - len(steps)]
        new_items = new_items[: limit - len(steps) - len(due_items)]
    queue = _spread(due_items, new_items)
    return Sitting(queue=tuple(queue), steps=tuple(steps), total=len(queue) + len(steps))


def next_item(sitting: Sitting, now: int, learn_ahead: int) -> Item | None:
    """The card to ask at `now` (ms UTC), or None when the sitting is over.

    Never a sibling of the card before it, and not that card itself while another is left. When nothing else is left,
    cards due within `learn_ahead` seconds are asked early.
    """
    due = [item for at, item in sitting.steps if at <= now]
    ahead = [item for at, item in sitting.steps if now < at <= now + learn_ahead * 1000]
    allowed = [item for item in (*due, *sitting.queue, *ahead) if not item.is_sibling_of(sitting.last)]
    return next((item for item in allowed if item != sitting.last), allowed[0] if allowed else None)


def after_answer(sitting: Sitting, item: Item, state: CardState, rating: Rating, *, right: bool) -> Sitting:
    """The sitting once `item` was answered and has come to `state`."""
    failures = sitting.failures.get(item, 0) + (rating is Rating.AGAIN)
    showings = sitting.showings.get(item, 0) + 1
    rest = replace(
        _without(sitting, item),
        last=item,
        failures={**sitting.failures, item: failures},
        showings={**sitting.showings, item: showings},
        answers=sitting.answers + 1,
        right=sitting.right + right,
    )
    if not isinstance(state.stage, Learning):
        return replace(rest, done=(*rest.done, item))
    if failures >= MAX_FAILURES or showings >= MAX_SHOWINGS:
        return replace(rest, left=(*rest.left, item))
    steps = sorted((*rest.steps, (state.stage.due, item)), key=lambda step: step[0])
    return replace(rest, steps=tuple(steps))


def leave_out(sitting: Sitting, item: Item) -> Sitting:
    """The sitting without `item`, because it was suspended, answered elsewhere or is gone from its deck."""
    rest = _without(sitting, item)
    return replace(
        rest,
        total=max(rest.total - 1, rest.finished),
        failures={other: count for other, count in rest.failures.items() if other != item},
        showings={other: count for other, count in rest.showings.items() if other != item},
    )


def reseat(sitting: Sitting, item: Item) -> Sitting:
    """The sitting with `item` first in the queue, as when it was on screen."""
    if item in sitting.queue:
        return replace(sitting, queue=(item, *(other for other in sitting.queue if other != item)))
    return sitting


def as_json(sitting: Sitting) -> dict[str, Any]:
    """The sitting as plain data, to resume it later."""
    items = [*sitting.queue, *(item for _, item in sitting.steps), *sitting.done, *sitting.left]
    if sitting.last and sitting.last not in items:
        items.append(sitting.last)
    at = {item: index for index, item in enumerate(items)}
    return {
        "items": [[item.deck, item.card, item.question] for item in items],
        "queue": [at[item] for item in sitting.queue],
        "steps": [[due, at[item]] for due, item in sitting.steps],
        "done": [at[item] for item in sitting.done],
        "left": [at[item] for item in sitting.left],
        "last": at[sitting.last] if sitting.last else None,
        "failures": [[at[item], count] for item, count in sitting.failures.items() if item in at],
        "showings": [[at[item], count] for item, count in sitting.showings.items() if item in at],
        "total": sitting.total,
        "answers": sitting.answers,
        "right": sitting.right,
    }


def from_json(data: Mapping[str, Any]) -> Sitting:
    """The sitting that `as_json` wrote.

    Raises:
        KeyError, IndexError, TypeError, ValueError: if it was not written by this version.
    """
    items = [Item(*row) for row in data["items"]]
    return Sitting(
        queue=tuple(items[i] for i in data["queue"]),
        steps=tuple((due, items[i]) for due, i in data["steps"]),
        done=tuple(items[i] for i in data["done"]),
        left=tuple(items[i] for i in data["left"]),
        last=None if data["last"] is None else items[data["last"]],
        failures={items[i]: count for i, count in data["failures"]},
        showings={items[i]: count for i, count in data["showings"]},
        total=data["total"],
        answers=data["answers"],
        right=data["right"],
    )


def _without(sitting: Sitting, item: Item) -> Sitting:
    return replace(
        sitting,
        queue=tuple(other for other in sitting.queue if other != item),
        steps=tuple(step for step in sitting.steps if step[1] != item),
    )


def _within(items: Sequence[Item], allowance: Mapping[str, int]) -> list[Item]:
    left = dict(allowance)
    kept = []
    for item in items:
        if left.get(item.deck, 0) > 0:
            left[item.deck] -= 1
            kept.append(item)
    return kept


def _spread(reviews: Sequence[Item], new: Sequence[Item]) -> list[Item]:
    """New cards spread evenly among the reviews, each list in its own order, reviews first on a tie."""
    placed = [((index + 0.5) / len(reviews), 0, item) for index, item in enumerate(reviews)]
    placed += [((index + 0.5) / len(new), 1, item) for index, item in enumerate(new)]
    return [item for _, _, item in sorted(placed, key=lambda place: place[:2])]


def _shuffle_key(item: Item, day: int) -> str:
    return hashlib.blake2b(f"{day}\n{item.deck}\n{item.card}".encode(), digest_size=8).hexdigest()

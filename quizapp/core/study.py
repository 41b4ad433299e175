"""The study session: which card comes next, and when it is over.

A `Session` is a value; every answer makes a new one, so undo is going back to an earlier one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from random import Random
from typing import Any, NamedTuple

from quizapp.core.deferred import dataclass
from quizapp.core.digest import blake2b
from quizapp.core.scheduling.grades import Rating
from quizapp.core.scheduling.scheduler import CardState, Learning

MAX_FAILURES = 4
"""A card failed this often in one session is left for a later one."""

MAX_SHOWINGS = 10
"""A card shown this often in one session is left for a later one, so that every session ends."""

AGAIN_AFTER = 6
"""A card answered wrong in practice comes again after so many others, or after all that are left."""


class Item(NamedTuple):
    """A card in a session: its deck, its own id, and the id of its question (siblings share that)."""

    deck: str
    card: str
    question: str

    def is_sibling_of(self, other: Item | None) -> bool:
        return other is not None and (self.deck, self.question) == (other.deck, other.question) and self != other


@dataclass(frozen=True, slots=True)
class Session:
    """The cards that are left of a session.

    `queue`: cards not asked yet (in practice: or to be asked again), in order. `steps`: cards in the learning steps
    with the ms UTC they are due at. `left`: cards given up for today. `total`: how many different cards the session
    began with. `before`: what the recall of each card answered would be tomorrow, had it not been; `seconds`: spent
    answering.
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
    before: Mapping[Item, float] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def unasked(self) -> list[Item]:
        """The cards that are still to be asked, or to be asked again."""
        return [*self.queue, *(item for _, item in self.steps)]

    @property
    def missed(self) -> list[Item]:
        """The cards answered wrong at least once, in the order they first came in."""
        return [item for item, count in self.failures.items() if count]

    @property
    def finished(self) -> int:
        """The number of different cards that need no further answer in this session."""
        return len(self.done) + len(self.left)


def by_due_day(reviews: Iterable[tuple[int, Item]], day: int) -> list[Item]:
    """Reviews by due day, within a day in a random order that is the same all through day number `day`."""
    return [item for _, _, item in sorted((due_day, _shuffle_key(item, day), item) for due_day, item in reviews)]


def mixed(new: Iterable[Item], day: int) -> list[Item]:
    """New cards in a random order that is the same all through day number `day`."""
    return sorted(new, key=lambda item: _shuffle_key(item, day))


def within(items: Iterable[Item], allowance: Mapping[str, int]) -> list[Item]:
    """The first items of each deck, as many as it is allowed."""
    left = dict(allowance)
    kept = []
    for item in items:
        if left.get(item.deck, 0) > 0:
            left[item.deck] -= 1
            kept.append(item)
    return kept


def arrange(
    steps: Iterable[tuple[int, Item]], due_items: Sequence[Item], new_items: Sequence[Item], limit: int | None = None
) -> Session:
    """The session of these cards: those in the steps first, then the reviews, with the new cards spread among them.

    `limit` is the number of different cards; reviews go before new ones.
    """
    steps = sorted(steps, key=lambda step: (step[0], step[1].deck, step[1].card))
    if limit is not None:
        steps = steps[:limit]
        due_items = due_items[: limit - len(steps)]
        new_items = new_items[: limit - len(steps) - len(due_items)]
    queue = _spread(due_items, new_items)
    return Session(queue=tuple(queue), steps=tuple(steps), total=len(queue) + len(steps))


def next_item(session: Session, now: int, learn_ahead: int) -> Item | None:
    """The card to ask at `now` (ms UTC), or None when the session is over.

    Never a sibling of the card before it, and not that card itself while another is left. When nothing else is left,
    cards due within `learn_ahead` seconds are asked early.
    """
    due = [item for at, item in session.steps if at <= now]
    ahead = [item for at, item in session.steps if now < at <= now + learn_ahead * 1000]
    allowed = [item for item in (*due, *session.queue, *ahead) if not item.is_sibling_of(session.last)]
    return next((item for item in allowed if item != session.last), allowed[0] if allowed else None)


def after_answer(
    session: Session,
    item: Item,
    state: CardState,
    rating: Rating,
    *,
    right: bool,
    known: float = 0.0,
    seconds: float = 0.0,
    ends: float = math.inf,
) -> Session:
    """The session once `item` was answered and has come to `state`; `known` is `before` for it.

    A card whose next step comes after `ends` (ms UTC) is done with as far as this session goes.
    """
    rest = _counted(session, item, rating, right=right, known=known, seconds=seconds)
    if not isinstance(state.stage, Learning) or state.stage.due > ends:
        return replace(rest, done=(*rest.done, item))
    if _often_enough(rest, item):
        return replace(rest, left=(*rest.left, item))
    steps = sorted((*rest.steps, (state.stage.due, item)), key=lambda step: step[0])
    return replace(rest, steps=tuple(steps))


def practise(items: Iterable[Item], chance: Random, limit: int | None = None) -> Session:
    """A session to practise these cards in, `limit` of them at most, in an order left to `chance`."""
    mixed = list(items)
    chance.shuffle(mixed)
    queue = tuple(mixed[:limit])
    return Session(queue=queue, total=len(queue))


def next_practised(session: Session) -> Item | None:
    """The card to practise next, or None when the session is over.

    Not the card before it or a sibling of that, as long as there is another one.
    """

    def nearness(item: Item) -> int:
        return 2 if item == session.last else 1 if item.is_sibling_of(session.last) else 0

    return min(session.queue, key=nearness, default=None)


def after_practice(
    session: Session, item: Item, rating: Rating, *, right: bool, known: float = 0.0, seconds: float = 0.0
) -> Session:
    """The session once `item` was practised: answered wrong, it comes again until it was right once."""
    rest = _counted(session, item, rating, right=right, known=known, seconds=seconds)
    if rating is not Rating.AGAIN:
        return replace(rest, done=(*rest.done, item))
    if _often_enough(rest, item):
        return replace(rest, left=(*rest.left, item))
    return replace(rest, queue=(*rest.queue[:AGAIN_AFTER], item, *rest.queue[AGAIN_AFTER:]))


def leave_out(session: Session, item: Item) -> Session:
    """The session without `item`, because it was suspended, answered elsewhere or is gone from its deck."""
    rest = _without(session, item)
    return replace(
        rest,
        total=max(rest.total - 1, rest.finished),
        failures={other: count for other, count in rest.failures.items() if other != item},
        showings={other: count for other, count in rest.showings.items() if other != item},
        before={other: known for other, known in rest.before.items() if other != item},
    )


def taken_back(session: Session, item: Item, rating: Rating, *, right: bool, seconds: float) -> Session:
    """The session without the last answer to `item`, which is first in the queue again.

    If that was given in an earlier session, the card joins this one.
    """
    rest = _without(session, item)
    showings = session.showings.get(item, 0)
    rest = replace(
        rest,
        queue=(item, *rest.queue),
        done=tuple(other for other in rest.done if other != item),
        left=tuple(other for other in rest.left if other != item),
        last=None,
    )
    if not showings:
        return replace(rest, total=session.total + (item not in session.unasked))
    counts = {item: showings - 1} if showings > 1 else {}
    failures = {item: session.failures[item] - (rating is Rating.AGAIN)} if counts else {}
    others = {other: known for other, known in session.before.items() if other != item}
    return replace(
        rest,
        failures={**{other: count for other, count in session.failures.items() if other != item}, **failures},
        showings={**{other: count for other, count in session.showings.items() if other != item}, **counts},
        before=session.before if counts else others,
        answers=session.answers - 1,
        right=session.right - right,
        seconds=session.seconds - seconds,
    )


def reseat(session: Session, item: Item) -> Session:
    """The session with `item` first in the queue, as when it was on screen."""
    if item in session.queue:
        return replace(session, queue=(item, *(other for other in session.queue if other != item)))
    return session


def as_json(session: Session) -> dict[str, Any]:
    """The session as plain data, to resume it later."""
    items = [*session.queue, *(item for _, item in session.steps), *session.done, *session.left]
    if session.last and session.last not in items:
        items.append(session.last)
    at = {item: index for index, item in enumerate(items)}
    return {
        "items": [[item.deck, item.card, item.question] for item in items],
        "queue": [at[item] for item in session.queue],
        "steps": [[due, at[item]] for due, item in session.steps],
        "done": [at[item] for item in session.done],
        "left": [at[item] for item in session.left],
        "last": at[session.last] if session.last else None,
        "failures": [[at[item], count] for item, count in session.failures.items() if item in at],
        "showings": [[at[item], count] for item, count in session.showings.items() if item in at],
        "total": session.total,
        "answers": session.answers,
        "right": session.right,
        "before": [[at[item], known] for item, known in session.before.items() if item in at],
        "seconds": session.seconds,
    }


def from_json(data: Mapping[str, Any]) -> Session:
    """The session that `as_json` wrote.

    Raises:
        KeyError, IndexError, TypeError, ValueError: if it was not written by this version.
    """
    items = [Item(*row) for row in data["items"]]
    return Session(
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
        before={items[i]: known for i, known in data["before"]},
        seconds=data["seconds"],
    )


def _counted(session: Session, item: Item, rating: Rating, *, right: bool, known: float, seconds: float) -> Session:
    """The session without `item`, its answer counted."""
    return replace(
        _without(session, item),
        last=item,
        failures={**session.failures, item: session.failures.get(item, 0) + (rating is Rating.AGAIN)},
        showings={**session.showings, item: session.showings.get(item, 0) + 1},
        answers=session.answers + 1,
        right=session.right + right,
        before=session.before if item in session.before else {**session.before, item: known},
        seconds=session.seconds + seconds,
    )


def _often_enough(session: Session, item: Item) -> bool:
    return session.failures[item] >= MAX_FAILURES or session.showings[item] >= MAX_SHOWINGS


def _without(session: Session, item: Item) -> Session:
    return replace(
        session,
        queue=tuple(other for other in session.queue if other != item),
        steps=tuple(step for step in session.steps if step[1] != item),
    )


def _spread(reviews: Sequence[Item], new: Sequence[Item]) -> list[Item]:
    """New cards spread evenly among the reviews, each list in its own order, reviews first on a tie."""
    placed = [((index + 0.5) / len(reviews), 0, item) for index, item in enumerate(reviews)]
    placed += [((index + 0.5) / len(new), 1, item) for index, item in enumerate(new)]
    return [item for _, _, item in sorted(placed, key=lambda place: place[:2])]


def _shuffle_key(item: Item, day: int) -> str:
    return blake2b(f"{day}\n{item.deck}\n{item.card}".encode(), digest_size=8).hexdigest()

"""The study session: which card comes next, and when it is over.

A `Session` is a value; every answer makes a new one, so undo is going back to an earlier one. They share what did not
change, so an answer costs the same however many cards there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, takewhile, zip_longest
from operator import itemgetter
from random import Random
from typing import Any, Literal, NamedTuple

from quizapp.core.deferred import dataclass, field, replace
from quizapp.core.digest import blake2b
from quizapp.core.persistent import Chunked, Table
from quizapp.core.scheduling.grades import Rating

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


class Answer(NamedTuple):
    """An answer in a session: all that follows from it there.

    `known` is `Session.before` for the card; `due` is when it comes again (ms UTC), None if it is out of the steps.
    """

    item: Item
    rating: Rating
    right: bool
    known: float = 0.0
    seconds: float = 0.0
    due: int | None = None


Queue = Chunked[Item]
Steps = Chunked[tuple[int, Item]]
Outcome = Literal["", "done", "left"]


class Tally(NamedTuple):
    """The answers to one card: `number` counts the cards by their first one, `outcome` is empty while it waits."""

    item: Item
    number: int
    failures: int
    showings: int
    known: float
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Session:
    """The cards that are left of a session, and what was answered.

    `queue`: cards not asked yet (in practice: or to be asked again), in order. `steps`: cards in the learning steps
    with the ms UTC they are due at. `total`: how many different cards the session began with. `tallies`: of the cards
    answered, `met` in number. `seconds`: spent answering. `id`: a random name, empty until the session is kept.
    """

    queue: Queue = field(default_factory=Chunked)
    steps: Steps = field(default_factory=Chunked)
    last: Item | None = None
    total: int = 0
    answers: int = 0
    right: int = 0
    seconds: float = 0.0
    tallies: Table[Item, Tally] = field(default_factory=Table)
    met: int = 0
    id: str = field(default="", compare=False)

    @property
    def is_over(self) -> bool:
        """True if no card is left to be asked."""
        return not (self.queue or self.steps)

    @property
    def unasked(self) -> list[Item]:
        """The cards that are still to be asked, or to be asked again."""
        return [*self.queue, *(item for _, item in self.steps)]

    @property
    def finished(self) -> int:
        """The number of different cards that need no further answer in this session."""
        return self.total - len(self.queue) - len(self.steps)

    @property
    def done(self) -> list[Item]:
        """The cards that came out of the steps, in the order they first came in."""
        return [tally.item for tally in self._tallied() if tally.outcome == "done"]

    @property
    def left(self) -> list[Item]:
        """The cards given up for today, in the order they first came in."""
        return [tally.item for tally in self._tallied() if tally.outcome == "left"]

    @property
    def failures(self) -> dict[Item, int]:
        """The number of wrong answers to each card answered, in the order they first came in."""
        return {tally.item: tally.failures for tally in self._tallied()}

    @property
    def showings(self) -> dict[Item, int]:
        """The number of answers to each card answered, in the order they first came in."""
        return {tally.item: tally.showings for tally in self._tallied()}

    @property
    def before(self) -> dict[Item, float]:
        """The recall that each card answered would have tomorrow, had it not been."""
        return {tally.item: tally.known for tally in self._tallied()}

    @property
    def missed(self) -> list[Item]:
        """The cards answered wrong at least once, in the order they first came in."""
        return [item for item, count in self.failures.items() if count]

    def number_of(self, item: Item) -> int:
        """The place of a card among those answered, in the order they first came in; one that is new is the next."""
        tally = self.tallies.get(item)
        return self.met + 1 if tally is None else tally.number

    def _tallied(self) -> list[Tally]:
        return sorted(self.tallies.values(), key=itemgetter(1))


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
    return Session(queue=Chunked(queue), steps=Chunked(steps), total=len(queue) + len(steps))


def next_item(session: Session, now: int, learn_ahead: int) -> Item | None:
    """The card to ask at `now` (ms UTC), or None when the session is over.

    Never a sibling of the card before it, and not that card itself while another is left. When nothing else is left,
    cards due within `learn_ahead` seconds are asked early.
    """
    due = takewhile(lambda step: step[0] <= now, session.steps)
    soon = takewhile(lambda step: step[0] <= now + learn_ahead * 1000, session.steps)
    ahead = (step for step in soon if step[0] > now)
    last: Item | None = None
    for item in chain((item for _, item in due), session.queue, (item for _, item in ahead)):
        if item == session.last:
            last = item
        elif not item.is_sibling_of(session.last):
            return item
    return last


def after_answer(session: Session, answer: Answer) -> Session:
    """The session once a card was answered: it comes again while it is in the steps."""
    tally, queue, steps = _taken(session, answer)
    if answer.due is None:
        tally = tally._replace(outcome="done")
    elif _often_enough(tally):
        tally = tally._replace(outcome="left")
    else:
        steps = steps.sorted_in((answer.due, answer.item), itemgetter(0))
    return _counted(session, answer, tally, queue, steps)


def practise(items: Iterable[Item], chance: Random, limit: int | None = None) -> Session:
    """A session to practise these cards in, `limit` of them at most, in an order left to `chance`."""
    mixed = list(items)
    chance.shuffle(mixed)
    queue = mixed[:limit]
    return Session(queue=Chunked(queue), total=len(queue))


def next_practised(session: Session) -> Item | None:
    """The card to practise next, or None when the session is over.

    Not the card before it or a sibling of that, as long as there is another one.
    """

    nearest: list[Item] = []  # the last card's sibling, or itself
    for item in session.queue:
        if item == session.last:
            nearest.append(item)
        elif item.is_sibling_of(session.last):
            nearest.insert(0, item)
        else:
            return item
    return nearest[0] if nearest else None


def after_practice(session: Session, answer: Answer) -> Session:
    """The session once a card was practised: answered wrong, it comes again until it was right once."""
    tally, queue, steps = _taken(session, answer)
    if answer.rating is not Rating.AGAIN:
        tally = tally._replace(outcome="done")
    elif _often_enough(tally):
        tally = tally._replace(outcome="left")
    else:
        queue = queue.inserted(AGAIN_AFTER, answer.item)
    return _counted(session, answer, tally, queue, steps)


def leave_out(session: Session, item: Item) -> Session:
    """The session without `item`, because it was suspended, answered elsewhere or is gone from its deck."""
    queue, steps = _without(session, item)
    if queue is session.queue and steps is session.steps:
        return session
    rest = replace(session, queue=queue, steps=steps, total=session.total - 1)
    if session.tallies.get(item) is None:
        return rest
    kept = [tally for tally in session._tallied() if tally.item != item]
    return replace(rest, tallies=_numbered(kept), met=len(kept))


def taken_back(session: Session, item: Item, rating: Rating, *, right: bool, seconds: float) -> Session:
    """The session without the last answer to `item`, which is first in the queue again.

    If that was given in an earlier session, the card joins this one.
    """
    queue, steps = _without(session, item)
    waits = queue is not session.queue or steps is not session.steps
    rest = replace(session, queue=queue.inserted(0, item), steps=steps, last=None)
    tally = session.tallies.get(item)
    if tally is None:
        return replace(rest, total=session.total + (not waits))
    if tally.showings > 1:
        failures = tally.failures - (rating is Rating.AGAIN)
        one_less = tally._replace(failures=failures, showings=tally.showings - 1, outcome="")
        tallies, met = session.tallies.with_value(item, one_less), session.met
    else:
        kept = [other for other in session._tallied() if other.item != item]
        tallies, met = _numbered(kept), len(kept)
    return replace(
        rest,
        tallies=tallies,
        met=met,
        answers=session.answers - 1,
        right=session.right - right,
        seconds=session.seconds - seconds,
    )


def as_json(session: Session) -> dict[str, Any]:
    """The session as plain data, to resume it later."""
    tallies = session._tallied()
    items = [*session.queue, *(item for _, item in session.steps), *session.done, *session.left]
    if session.last and session.last not in items:
        items.append(session.last)
    at = {item: index for index, item in enumerate(items)}
    return {
        "id": session.id,
        "items": [[item.deck, item.card, item.question] for item in items],
        "queue": [at[item] for item in session.queue],
        "steps": [[due, at[item]] for due, item in session.steps],
        "done": [at[item] for item in session.done],
        "left": [at[item] for item in session.left],
        "last": at[session.last] if session.last else None,
        "failures": [[at[tally.item], tally.failures] for tally in tallies],
        "showings": [[at[tally.item], tally.showings] for tally in tallies],
        "total": session.total,
        "answers": session.answers,
        "right": session.right,
        "before": [[at[tally.item], tally.known] for tally in tallies],
        "seconds": session.seconds,
    }


def from_json(data: Mapping[str, Any]) -> Session:
    """The session that `as_json` wrote.

    Raises:
        KeyError, IndexError, TypeError, ValueError: if it was not written by this version.
    """
    items = [Item(*row) for row in data["items"]]
    failures, known = dict(data["failures"]), dict(data["before"])
    outcomes: dict[int, Outcome] = {**dict.fromkeys(data["done"], "done"), **dict.fromkeys(data["left"], "left")}
    tallies = [
        Tally(items[i], 0, failures[i], showings, known[i], outcomes.get(i, "")) for i, showings in data["showings"]
    ]
    return Session(
        queue=Chunked(items[i] for i in data["queue"]),
        steps=Chunked((due, items[i]) for due, i in data["steps"]),
        last=None if data["last"] is None else items[data["last"]],
        total=data["total"],
        answers=data["answers"],
        right=data["right"],
        seconds=data["seconds"],
        tallies=_numbered(tallies),
        met=len(tallies),
        id=data.get("id", ""),
    )


def as_row(change: Answer | Item) -> list[Any]:
    """A change of a session as plain data, to be kept beside it: an answer, or a card that was left out."""
    return [*change] if isinstance(change, Item) else [*change.item, *change[1:]]


def changed(session: Session, row: Sequence[Any], *, practised: bool) -> Session:
    """The session after the change that `as_row` wrote.

    Raises:
        TypeError, ValueError: if it was not written by this version.
    """
    if len(row) == len(Item._fields):
        return leave_out(session, Item(*row))
    deck, card, question, rating, *evidence = row
    answer = Answer(Item(deck, card, question), Rating(rating), *evidence)
    return after_practice(session, answer) if practised else after_answer(session, answer)


def _taken(session: Session, answer: Answer) -> tuple[Tally, Queue, Steps]:
    """The tally of the card that was answered, with this answer, and the queue and the steps without it."""
    item = answer.item
    before = session.tallies.get(item) or Tally(item, session.met + 1, 0, 0, answer.known, "")
    failures = before.failures + (answer.rating is Rating.AGAIN)
    tally = Tally(item, before.number, failures, before.showings + 1, before.known, "")
    return tally, *_without(session, item)


def _counted(session: Session, answer: Answer, tally: Tally, queue: Queue, steps: Steps) -> Session:
    return Session(
        queue=queue,
        steps=steps,
        last=answer.item,
        total=session.total,
        answers=session.answers + 1,
        right=session.right + answer.right,
        seconds=session.seconds + answer.seconds,
        tallies=session.tallies.with_value(answer.item, tally),
        met=max(session.met, tally.number),
        id=session.id,
    )


def _numbered(tallies: Iterable[Tally]) -> Table[Item, Tally]:
    return Table((tally.item, tally._replace(number=number)) for number, tally in enumerate(tallies, 1))


def _often_enough(tally: Tally) -> bool:
    return tally.failures >= MAX_FAILURES or tally.showings >= MAX_SHOWINGS


def _without(session: Session, item: Item) -> tuple[Queue, Steps]:
    """The queue and the steps without a card, wherever it waits.

    Both are looked through at once, since what was asked is near the beginning of one of them.
    """
    for index, (queued, step) in enumerate(zip_longest(session.queue, session.steps)):
        if queued == item:
            return session.queue.without(index), session.steps
        if step is not None and step[1] == item:
            return session.queue, session.steps.without(index)
    return session.queue, session.steps


def _spread(reviews: Sequence[Item], new: Sequence[Item]) -> list[Item]:
    """New cards spread evenly among the reviews, each list in its own order, reviews first on a tie."""
    placed = [((index + 0.5) / len(reviews), 0, item) for index, item in enumerate(reviews)]
    placed += [((index + 0.5) / len(new), 1, item) for index, item in enumerate(new)]
    return [item for _, _, item in sorted(placed, key=lambda place: place[:2])]


def _shuffle_key(item: Item, day: int) -> str:
    return blake2b(f"{day}\n{item.deck}\n{item.card}".encode(), digest_size=8).hexdigest()

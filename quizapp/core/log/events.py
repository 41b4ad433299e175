"""The log's vocabulary, and the fold that turns a log into card states.

A log is a set of events, read in the order of (`at`, `id`). The fold depends on nothing but the events: a review holds
the interval that was decided when it was answered, so a log gives the same states in every later version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from quizapp.core.deferred import dataclass, field, replace
from quizapp.core.scheduling.grades import Rating
from quizapp.core.scheduling.scheduler import CardState, Days, Decision, Memory, Review, Step, answered


class Kind(StrEnum):
    """The kinds of event."""

    REVIEW = "review"
    PRACTICE = "practice"
    VOID = "void"
    SUSPEND = "suspend"
    RESUME = "resume"
    RESET = "reset"
    SETTING = "setting"
    ADOPT = "adopt"


SCHEDULING = frozenset((Kind.REVIEW, Kind.SUSPEND, Kind.RESUME, Kind.RESET, Kind.ADOPT))
"""The kinds of events that a card has a state from; without one of them it is as if it had never been met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the log.

    `id` is a UUIDv7, `at` ms UTC, `offset` the zone's minutes east of UTC then, `day` the learner's day number,
    `rating` 1..4 for answers, and `data` the evidence: for a void `event`, the id of what it takes back; for an answer
    `of`, the hash of the question as it was asked.
    """

    id: str
    at: int
    offset: int
    day: int
    learner: str
    device: str
    kind: Kind
    deck: str
    card: str
    rating: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def order(self) -> tuple[int, str]:
        return self.at, self.id

    def as_json(self) -> dict[str, Any]:
        """The event as `quizapp log --json` prints it."""
        return {
            "id": self.id,
            "at": self.at,
            "offset": self.offset,
            "day": self.day,
            "learner": self.learner,
            "device": self.device,
            "kind": str(self.kind),
            "deck": self.deck,
            "card": self.card,
            "rating": self.rating,
            "data": dict(self.data),
        }


class Foldable(Protocol):
    """The part of an event that the fold needs."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> int: ...
    @property
    def day(self) -> int: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def rating(self) -> int | None: ...
    @property
    def data(self) -> Mapping[str, Any]: ...
    @property
    def order(self) -> tuple[int, str]: ...


class Happening(NamedTuple):
    """An event without what the fold does not need: a tenth of the time to make."""

    at: int
    id: str
    day: int
    kind: Kind
    rating: int | None
    data: Mapping[str, Any]

    @property
    def order(self) -> tuple[int, str]:
        return self[:2]


def decision_data(decision: Decision) -> dict[str, int]:
    """A decision as the evidence of a review keeps it: `interval` in days, or `step` and `delay` in seconds."""
    match decision:
        case Days(interval=interval):
            return {"interval": interval}
        case Step(index=index, delay=delay):
            return {"interval": 0, "step": index, "delay": delay}


AnyEvent = TypeVar("AnyEvent", bound=Foldable)
_ORDER = attrgetter("at", "id")
_RATINGS = {int(rating): rating for rating in Rating}


def decision_of(data: Mapping[str, Any]) -> Decision:
    """The decision that `decision_data` wrote."""
    return Step(data["step"], data["delay"]) if "step" in data else Days(data["interval"])


def adopted(state: CardState, event: Foldable) -> CardState:
    """The card's state with a memory that no answer in the log explains, as another program knew it.

    The evidence is `stability` in days, `difficulty` 1..10 and `due`, a day number.
    """
    memory = Memory(float(event.data["stability"]), float(event.data["difficulty"]), event.day)
    due = int(event.data["due"])
    return replace(state, memory=memory, stage=Review(max(1, due - event.day), due))


def apply(state: CardState, event: Foldable) -> CardState:
    """The card's state after `event`. Practice and settings leave it as it is; voids are taken out before."""
    match event.kind:
        case Kind.REVIEW:
            return answered(state, _RATINGS[event.rating or 1], decision_of(event.data), event.at, event.day)
        case Kind.SUSPEND:
            return replace(state, suspended=True)
        case Kind.RESUME:
            return replace(state, suspended=False)
        case Kind.RESET:
            return CardState(suspended=state.suspended)
        case Kind.ADOPT:
            return adopted(state, event)
        case Kind.PRACTICE | Kind.SETTING | Kind.VOID:
            return state


def voided(events: Iterable[Foldable]) -> frozenset[str]:
    """The ids of the events that are taken back. A void that is itself voided takes nothing back."""
    voids: dict[str, list[Foldable]] = {}
    for event in events:
        if event.kind is Kind.VOID:
            voids.setdefault(str(event.data["event"]), []).append(event)
    if not voids:
        return frozenset()
    gone: dict[str, bool | None] = {}
    for first in voids:
        pending = [first]  # instead of recursion: a chain of voids can be of any length
        while pending:
            target = pending[-1]
            if target not in gone:
                gone[target] = None  # a void that names itself, or a circle of them, stands
                pending += [void.id for void in voids.get(target, ()) if void.id not in gone]
            elif gone[pending.pop()] is None:
                gone[target] = any(not gone[void.id] for void in voids.get(target, ()))
    return frozenset(target for target in voids if gone[target])


def standing(events: Iterable[AnyEvent]) -> list[AnyEvent]:
    """The events that are not taken back, in order."""
    listed = sorted(events, key=_ORDER)
    gone = voided(listed)
    return [event for event in listed if event.id not in gone] if gone else listed


def fold(events: Iterable[Foldable]) -> CardState:
    """The state of one card from all of its events, in any order."""
    state = CardState()
    for event in standing(events):
        state = apply(state, event)
    return state


def fold_log(events: Iterable[Event]) -> dict[tuple[str, str], CardState]:
    """The states of all cards of a log, by (deck id, card id). Cards that were only practised are left out."""
    by_card: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        if event.kind is not Kind.SETTING:
            by_card.setdefault((event.deck, event.card), []).append(event)
    met = {key: listed for key, listed in by_card.items() if any(event.kind in SCHEDULING for event in listed)}
    return {key: fold(listed) for key, listed in met.items()}

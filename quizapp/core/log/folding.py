"""The fold of a whole log in one go, as `events.fold` and `days.fold_days` give it card by card."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import add

from quizapp.core.deferred import dataclass
from quizapp.core.log.days import DayKey, Sums, answer_sum
from quizapp.core.log.events import SCHEDULING, Happening, apply
from quizapp.core.scheduling.scheduler import CardState

Key = tuple[str, str]
"""A deck's id and a card's."""

Order = tuple[int, str]
"""The place of an event in the log: `at` and `id`."""


@dataclass(frozen=True, slots=True)
class LogFold:
    """All that a log amounts to: the state of each card with its newest event, and the sums of the days."""

    states: dict[Key, tuple[CardState, Order]]
    days: dict[DayKey, Sums]


def fold_in_order(events: Iterable[tuple[Key, Happening]], taken_back: Collection[tuple[Key, str]]) -> LogFold:
    """Fold events that come in order, each with its card; of those `taken_back` (card and id) only the time counts."""
    states: dict[Key, tuple[CardState, Order]] = {}
    days: dict[DayKey, Sums] = {}
    new = (CardState(), (-1, ""))
    for key, event in events:
        state, _ = states.get(key, new)
        if not taken_back or (key, event.id) not in taken_back:
            if (summed := answer_sum(state.stage, key[0], event)) is not None:
                day, sums = summed
                there = days.get(day)
                days[day] = sums if there is None else tuple(map(add, there, sums))
            state = apply(state, event)
        if event.kind in SCHEDULING:
            states[key] = state, event.order
    return LogFold(states, days)

"""Answers that are dated after now, because a clock was ahead: found, and dated anew by further events.

The fold reads no clock, so nothing else can know that they are wrong. Their cards would wait until those dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from quizapp.core.deferred import replace
from quizapp.core.log.corrections import derived, taking_back
from quizapp.core.log.events import Event, Kind, decision_data, decision_of, fold, voided
from quizapp.core.scheduling.scheduler import DAY_MS, MINUTE_MS, Days, decide, recall
from quizapp.core.settings.settings import Settings
from quizapp.learning.clock import Clock
from quizapp.store.progress import Progress

SLACK_MS = 10 * MINUTE_MS
"""The clocks of two machines may differ by so much."""

LONGEST_GAP_MS = 30 * DAY_MS
"""Between two answers that lie further apart, the clock was changed."""


def events_ahead(progress: Progress, now: int) -> list[Event]:
    """The events that are dated after `now` (ms UTC), in order; without voids, settings and what is taken back.

    Raises:
        StoreError: if progress cannot be read.
    """
    later = [event for event in progress.events(now + SLACK_MS) if _is_ahead(event, now)]
    gone = voided(progress.events()) if later else ()
    return [event for event in later if event.id not in gone]


def correct_times(progress: Progress, clock: Clock, settings: Settings) -> int:
    """Take back every event that is dated after now, and log it again as of when it may have been; returns how many.

    The copies name the original in `data.corrects`, and have ids that follow from what they say. They keep the order
    in which they were written, also among what the same device wrote at other times, and the time between them. A
    review among them is scheduled anew, by what was known of its card at its new time.

    Raises:
        StoreError: if they cannot be written; then nothing is.
    """
    now = clock.now()
    ahead = {event.id for event in events_ahead(progress, now)}
    if not ahead:
        return 0
    written = progress.events_as_written()
    moments = _moments(written, ahead, now)
    moved = sorted((event for event in written if event.id in moments), key=lambda event: moments[event.id])
    gone = voided(written) | ahead
    known: dict[tuple[str, str], list[Event]] = {}
    for event in written:
        if event.id not in gone and event.kind is not Kind.VOID:
            known.setdefault((event.deck, event.card), []).append(event)
    corrections = []
    at_once: Counter[int] = Counter()
    for event in moved:
        at = moments[event.id]
        copy = replace(
            event,
            at=at,
            offset=clock.offset(at),
            day=clock.day(at, settings.rollover),
            data={**event.data, "corrects": event.id},
        )
        before = known.setdefault((event.deck, event.card), [])
        copy = _rescheduled(copy, [one for one in before if one.at <= at], settings)
        copy = derived(copy, at_once[at])
        at_once[at] += 1
        before.append(copy)
        corrections += [taking_back(replace(event, at=at, offset=copy.offset, day=copy.day)), copy]
    progress.merge(corrections)
    return len(moved)


def _is_ahead(event: Event, now: int) -> bool:
    return event.at > now + SLACK_MS and event.kind not in (Kind.VOID, Kind.SETTING)


def _moments(written: Sequence[Event], ahead: Iterable[str], now: int) -> dict[str, int]:
    """Return when the events `ahead` may have been: as late as what their device wrote later allows."""
    earliest: dict[str, int] = {}
    moments: dict[str, int] = {}
    for event in written:
        if event.id in ahead:
            moments[event.id] = earliest.get(event.device, 0)
        elif event.at <= now:
            earliest[event.device] = max(event.at + 1, earliest.get(event.device, 0))
    latest: dict[str, int] = {}
    following: dict[str, Event] = {}
    for event in reversed(written):
        limit = latest.get(event.device, now)
        if event.id in moments:
            later = following.get(event.device)
            gap = later.at - event.at if later else 0
            moment = limit - (gap if 0 <= gap <= LONGEST_GAP_MS else 1)
            latest[event.device] = moments[event.id] = min(limit, max(moment, moments[event.id]))
            following[event.device] = event
        elif event.at <= now:
            latest[event.device] = min(limit, event.at - 1)
            following.pop(event.device, None)
    return moments


def _rescheduled(event: Event, before: Sequence[Event], settings: Settings) -> Event:
    """A review as it would have been logged for a card with the events `before` it."""
    if event.kind is not Kind.REVIEW or event.rating is None:
        return event
    state = fold(before)
    data: dict[str, Any] = {"phase": state.phase, "recall": recall(state.memory, event.day) if state.memory else None}
    if isinstance(decision_of(event.data), Days):
        chosen = decide(state, event.day, settings.policy(event.deck), f"{event.deck}/{event.card}")
        data |= decision_data(next(each for rating, each in chosen.items() if rating == event.rating))
    return replace(event, data={**event.data, **data})

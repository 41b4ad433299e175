"""The end of a session: what it changed, and what was hardest."""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.core.deferred import dataclass
from quizapp.core.questions.types import AnyQuestion
from quizapp.core.study import Item
from quizapp.learning.overview import RecentDays, Upcoming

HARDEST = 3
"""So many cards are shown as the hardest, of a session that has more."""


@dataclass(frozen=True, slots=True)
class HardCard:
    """A question as it was put, its answer, and how often it was missed in the session."""

    question: AnyQuestion
    answer: str
    failures: int


@dataclass(frozen=True, slots=True)
class Ending:
    """What the end of a session shows beside its score.

    `upcoming` and `memory`, the mean recall tomorrow without the session and with it, are None after practice.
    `missed` has the cards answered wrong that are not among the `hardest`.
    """

    recent: RecentDays
    upcoming: Upcoming | None
    memory: tuple[float, float] | None
    hardest: tuple[HardCard, ...]
    missed: tuple[HardCard, ...]


def by_difficulty(failures: Mapping[Item, int], recalls: Mapping[Item, float]) -> list[Item]:
    """Return the cards of a session, hardest first: missed most often, then least likely to be recalled tomorrow."""
    return sorted(failures, key=lambda item: (-failures[item], recalls.get(item, 1.0)))

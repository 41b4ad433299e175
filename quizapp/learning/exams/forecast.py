"""What the plan for a deck's exam expects, to compare an exam's result with."""

from __future__ import annotations

from typing import NamedTuple

from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.plans import ExamAhead, next_exam, standing
from quizapp.store.progress import Progress


class Forecast(NamedTuple):
    """The exam ahead, and the score (0 to 1) to expect if it were tomorrow."""

    ahead: ExamAhead
    tomorrow: float


def forecast(deck: LoadedDeck, progress: Progress, settings: Settings, today: int) -> Forecast | None:
    """Return what to expect in the deck's exam; None when there is none ahead.

    Raises:
        StoreError: if progress cannot be read.
    """
    ahead = next_exam(deck, progress, settings, today)
    if ahead is None:
        return None
    # Today itself would say too much: all that was answered today counts as known.
    return Forecast(ahead, standing(deck, progress, today).score(today + 1))

"""What the plan for a deck's exam expects, to compare an exam's result with."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.plans import next_exam, standing
from quizapp.store.progress import Progress


class Forecast(NamedTuple):
    """The scores (0 to 1) to expect in the exam `on` a day, `days` from today.

    `tomorrow` is the score if it were tomorrow; `then` that of the plan made today, None if none was.
    """

    on: date
    days: int
    tomorrow: float
    then: float | None


def forecast(deck: LoadedDeck, progress: Progress, settings: Settings, today: int) -> Forecast | None:
    """Return what to expect in the deck's exam; None when there is none ahead.

    Raises:
        StoreError: if progress cannot be read.
    """
    ahead = next_exam(deck, progress, settings, today)
    if ahead is None:
        return None
    tomorrow = standing(deck, progress, today).score(today + 1)  # today, all that was answered today counts as known
    return Forecast(ahead.on, ahead.days, tomorrow, ahead.score)

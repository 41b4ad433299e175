"""The plan for the exam of a deck, by the log and the settings. The sessions of the deck follow it.

What follows from an exam date alone is worked out when a session begins. What has to be simulated, the predicted score
and what a given number of minutes a day allows, is kept with the progress when it is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from quizapp.core.deferred import dataclass, replace
from quizapp.core.formats import long_date
from quizapp.core.messages import tr
from quizapp.core.plans.pacing import Pacing, round_days
from quizapp.core.scheduling.scheduler import CardState
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.learning.settings import Preferences, log_settings
from quizapp.store.progress import Progress
from quizapp.store.tables.plans import KeptPlan

if TYPE_CHECKING:
    from quizapp.core.plans.plan import Plan
    from quizapp.core.plans.simulation import Standing

HABITS_DAYS = 180
"""A learner's habits are those of so many last days."""

WEEK = 7

FARTHEST_DAYS = 3_650
"""An exam is no more days away than this."""


@dataclass(frozen=True)
class Planner:
    """Makes plans for one deck, also in a thread: it opens the progress for itself, in a transaction of its own."""

    deck: LoadedDeck
    progress: Progress
    preferences: Preferences
    clock: Clock

    @property
    def today(self) -> int:
        """The learner's day number."""
        return self.clock.day(self.clock.now(), self.preferences.settings.rollover)

    def plan(self) -> Plan | None:
        """The plan for the deck's exam, made anew and kept; None when there is no exam ahead.

        Raises:
            StoreError: if progress cannot be read or written.
        """
        with closing(Progress(self.progress.path.parent)) as progress:
            return plan_of(self.deck, progress, self.preferences.settings, self.today)

    def change(self, changes: Mapping[str, Any]) -> Settings:
        """Set `exam` (a date) or `exam_minutes` of the deck, None to take them out; returns the settings then in force.

        Raises:
            SettingsError: if a value is not allowed or the file cannot be written.
            StoreError: if the change cannot be logged.
        """
        named: dict[tuple[str, ...], Any] = {("decks", self.deck.id, name): value for name, value in changes.items()}
        settings = self.preferences.change(named)
        with closing(Progress(self.progress.path.parent)) as progress:
            log_settings(settings, progress, self.clock)
        return settings


def unfit_date(exam: date, today: int) -> str:
    """Why there can be no plan for an exam on that day, in a sentence; nothing if there can."""
    days = exam.toordinal() - today
    if days > FARTHEST_DAYS:
        return tr("{date} is more than ten years away. Choose a nearer date.", date=long_date(exam))
    if days > 0:
        return ""
    if days == 0:
        return tr("{date} is today. A plan needs an exam date after today.", date=long_date(exam))
    return tr("{date} has passed. A plan needs an exam date after today.", date=long_date(exam))


def exam_ahead(deck: str, settings: Settings, today: int) -> int | None:
    """The day number of a deck's exam, if that is after today."""
    exam = settings.exams.get(deck)
    return exam.toordinal() if exam is not None and exam.toordinal() > today else None


def pacing_of(deck: LoadedDeck, progress: Progress, settings: Settings, today: int) -> Pacing | None:
    """Return the deck's pacing towards an exam; None when there is none ahead.

    Raises:
        StoreError: if progress cannot be read.
    """
    exam = exam_ahead(deck.id, settings, today)
    if exam is None:
        return None
    policy = settings.policy(deck.id)
    pacing = Pacing(exam, policy.new_per_day, policy.retention, round_days(len(deck.cards), policy))
    kept = progress.kept_plan(deck.id)
    if kept is None or kept.exam != exam:
        return pacing
    pacing = replace(pacing, usual=max(pacing.usual, kept.pace))
    minutes = settings.decks[deck.id].exam_minutes
    if minutes is None or kept.minutes != minutes:
        return pacing
    return replace(pacing, retention=kept.retention, round_share=kept.round_share, left_out=kept.left_out)


def new_cards_today(deck: LoadedDeck, left: int, begun: int, progress: Progress, settings: Settings, today: int) -> int:
    """Return how many new cards of a deck are still to come today, when so many are `left` and were `begun` today.

    Raises:
        StoreError: if progress cannot be read.
    """
    pacing = pacing_of(deck, progress, settings, today)
    most = pacing.new_cards(left + begun, today) if pacing else settings.policy(deck.id).new_per_day
    return max(0, min(left, most - begun))


def with_last_round(
    due: Mapping[int, int], deck: LoadedDeck, progress: Progress, settings: Settings, today: int
) -> Mapping[int, int]:
    """Return how many reviews come on which day number, those overdue today; `due` says it without the last round.

    Right for the next seven days, and for the first later day with any.

    Raises:
        StoreError: if progress cannot be read.
    """
    pacing = pacing_of(deck, progress, settings, today)
    if pacing is None or (today + WEEK < pacing.round_begins and any(today < day < pacing.round_begins for day in due)):
        return due
    moved = Counter(due)
    cards = {card.card for card in deck.cards}
    for card, interval, day in progress.reviews_from(deck.id, pacing.round_begins):
        earlier = pacing.comes_on(f"{deck.id}/{card}", interval, day)
        if earlier < day and card in cards:
            moved[max(day, today)] -= 1
            moved[max(earlier, today)] += 1
    return +moved


def standing(deck: LoadedDeck, progress: Progress, today: int) -> Standing:
    """Return the state of the deck. The points of a question are shared by its cards.

    Raises:
        StoreError: if progress cannot be read.
    """
    from quizapp.core.plans.simulation import Prospect, Standing  # 10 ms, and a session does without

    progress.adopt(deck.id, deck.aliases)
    states = progress.states(deck.id)
    points = {each.question: each.points for each in deck.listing()}
    siblings = Counter(card.question for card in deck.cards)
    used = progress.today(deck.id, today)
    cards = [
        Prospect(
            f"{deck.id}/{card.card}",
            states.get(card.card, CardState()),
            points.get(card.question, 1) / siblings[card.question],
        )
        for card in deck.cards
    ]
    return Standing(cards, today, used.new, used.reviews)


def plan_of(deck: LoadedDeck, progress: Progress, settings: Settings, today: int) -> Plan | None:
    """The plan for the deck's exam, made anew and kept; None when there is no exam ahead.

    Takes some 50 ms for a deck of 100 cards, half a second for one of 10,000.

    Raises:
        StoreError: if progress cannot be read or written.
    """
    exam = exam_ahead(deck.id, settings, today)
    if exam is None:
        return None
    from quizapp.core.plans.plan import make_plan  # 10 ms, and a session does without
    from quizapp.core.plans.simulation import habits

    minutes = settings.decks[deck.id].exam_minutes
    policy = settings.policy(deck.id)
    rows = progress.days(today - HABITS_DAYS, by=("deck", "kind", "maturity"))
    before = progress.kept_plan(deck.id)
    pace = before.pace if before is not None and before.exam == exam else 0
    plan = make_plan(standing(deck, progress, today), exam, policy, habits(rows, deck.id), minutes, pace)
    pacing = plan.pacing
    kept = KeptPlan(
        today,
        exam,
        pace or plan.new_today,
        minutes,
        pacing.retention,
        pacing.round_share,
        pacing.left_out,
        plan.new_today,
        plan.outcome.points,
    )
    progress.keep_plan(deck.id, kept)
    return plan


def unplanned(decks: Sequence[LoadedDeck], progress: Progress, settings: Settings, today: int) -> list[LoadedDeck]:
    """The decks with an exam ahead whose plan was not made today yet.

    Raises:
        StoreError: if progress cannot be read.
    """
    exams = {deck.id: exam_ahead(deck.id, settings, today) for deck in decks} if settings.exams else {}
    return [
        deck
        for deck in decks
        if (exam := exams.get(deck.id)) and _kept_today(deck.id, progress, settings, today, exam) is None
    ]


class ExamAhead(NamedTuple):
    """The exam of a deck that is still to come, `days` from today.

    `score` (0 to 1) and `new_today` are those of the plan that was made today; None and 0 if none was.
    """

    deck: str
    on: date
    days: int
    score: float | None = None
    new_today: int = 0


def exams_ahead(
    decks: Sequence[LoadedDeck], progress: Progress, settings: Settings, today: int
) -> dict[str, ExamAhead]:
    """Each exam that is ahead, by the id of its deck.

    Raises:
        StoreError: if progress cannot be read.
    """
    exams = {deck.id: next_exam(deck, progress, settings, today) for deck in decks} if settings.exams else {}
    return {deck: exam for deck, exam in exams.items() if exam is not None}


def next_exam(deck: LoadedDeck, progress: Progress, settings: Settings, today: int) -> ExamAhead | None:
    """Return the deck's exam, if one is ahead.

    Cheap: it only reads. Without a plan made today (`unplanned`) it has no figures; `plan_of` makes one.

    Raises:
        StoreError: if progress cannot be read.
    """
    exam = exam_ahead(deck.id, settings, today)
    if exam is None:
        return None
    kept = _kept_today(deck.id, progress, settings, today, exam)
    figures = (kept.score, kept.new_today) if kept is not None else (None, 0)
    return ExamAhead(deck.info.title, date.fromordinal(exam), exam - today, *figures)


def _kept_today(deck: str, progress: Progress, settings: Settings, today: int, exam: int) -> KeptPlan | None:
    kept = progress.kept_plan(deck)
    wanted = (today, exam, settings.decks[deck].exam_minutes)
    return kept if kept is not None and (kept.day, kept.exam, kept.minutes) == wanted else None

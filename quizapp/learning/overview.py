"""An overview of decks: their counts, today's work, and when their cards come next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from quizapp.core.deferred import dataclass, field, replace
from quizapp.core.scheduling.scheduler import MINUTE_MS
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck, Unreadable
from quizapp.learning.clock import Clock
from quizapp.store.progress import Progress
from quizapp.store.tables.seen import Seen

if TYPE_CHECKING:
    from quizapp.core.log.days import DayRow
    from quizapp.core.stats import Pace
    from quizapp.learning.plans import ExamAhead

WEEK = 7
PACE_DAYS = 90
"""The learner's pace is that of so many days."""

ENOUGH = 10
"""From so many reviews, or new cards, on there is a pace of one's own."""

STREAK_DAYS = 64
"""So many days are looked at for a streak, and four times as many if it is longer."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a deck: reviews due now, cards in the learning steps, cards never answered, and all of its cards.

    `mature` cards come at an interval of 21 days or more; suspended ones are in no other number but `total`. `ahead`
    has the cards that come on each of seven days, today with what is overdue. `step` is when the first card in the
    steps is due, ms UTC, and `later` counts those in the steps that do not come today; `next_day` is the first day
    number after today on which a review is.
    """

    due: int
    learning: int
    new: int
    total: int
    mature: int = 0
    suspended: int = 0
    ahead: tuple[int, ...] = (0,) * WEEK
    step: int | None = None
    next_day: int | None = None
    later: int = 0

    @property
    def known(self) -> int:
        """The number of cards past the learning steps: what bars show as known.

        Not what the statistics call mature or mastered: a card is known here from its first interval of a day on.
        """
        return self.total - self.suspended - self.new - self.learning

    @property
    def stepping(self) -> int:
        """The number of cards in the steps that come today."""
        return self.learning - self.later

    @property
    def repeat(self) -> int:
        """The number of cards to repeat today, but for limits."""
        return self.due + self.stepping


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next cards: how many within the hour and in how many minutes, tomorrow, and the next day with any.

    `new` are left in all, `tomorrow_new` of them come tomorrow; all of tomorrow takes `tomorrow_minutes`.
    """

    soon: int
    minutes: int
    tomorrow: int
    next_day: int | None
    new: int
    tomorrow_new: int = 0
    tomorrow_minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A deck among others: how it stands, and how many questions came into it since day number `since`.

    `since` is the day on which a session over it was last planned, None if there was none.
    """

    deck: LoadedDeck
    counts: Counts
    fresh: int = 0
    since: int | None = None


@dataclass(frozen=True, slots=True)
class AllDue:
    """What is due today in all decks together: the decks with such cards, and how many come within the limits."""

    decks: tuple[LoadedDeck, ...]
    cards: int


@dataclass(frozen=True, slots=True)
class RecentDays:
    """The streak in days, whether there were answers on each of seven days up to `day`, and the minutes of `day`."""

    day: int
    streak: int = 0
    studied: tuple[bool, ...] = (False,) * WEEK
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """The work left today within the day's limits, and the minutes that it takes.

    `own_pace` says whether they come from the learner's own pace.
    """

    reviews: int
    new: int
    minutes: float
    own_pace: bool

    @property
    def cards(self) -> int:
        return self.reviews + self.new


@dataclass(frozen=True, slots=True)
class Outlook:
    """All decks, the readable ones and the others; the days up to today, and today's load.

    `exams` are lines about plans for exams, by deck.
    """

    rows: tuple[Row | Unreadable, ...]
    recent: RecentDays
    load: Load
    exams: Mapping[str, ExamAhead] = field(default_factory=dict)

    @property
    def day(self) -> int:
        """Today's day number."""
        return self.recent.day

    @property
    def decks(self) -> list[LoadedDeck]:
        """The readable ones."""
        return [row.deck for row in self.rows if isinstance(row, Row)]

    @property
    def tomorrow(self) -> int:
        """The number of cards that come back tomorrow."""
        return sum(row.counts.ahead[1] for row in self.rows if isinstance(row, Row))

    @property
    def all_due(self) -> AllDue | None:
        """What is due in several decks; None if there is nothing to put together."""
        decks = tuple(row.deck for row in self.rows if isinstance(row, Row) and row.counts.repeat)
        return AllDue(decks, self.load.reviews) if len(decks) > 1 and self.load.reviews else None


def counts(deck: LoadedDeck, progress: Progress, settings: Settings, clock: Clock) -> Counts:
    """Return the counts of a deck today."""
    day = clock.day(clock.now(), settings.rollover)
    if deck.aliases:
        progress.adopt(deck.id, deck.aliases)
    cards = deck.questions_of_cards.keys()
    standing = progress.standing(deck.id, cards, day, clock.start_of_day(day + 1, settings.rollover))
    due: Mapping[int, int] = standing.due
    if settings.exams:
        from quizapp.learning.plans import with_last_round  # 4 ms, for those who plan for an exam

        due = with_last_round(due, deck, progress, settings, day)
    ahead = [due.get(day + days, 0) for days in range(WEEK)]
    ahead[0] += standing.learning - standing.later
    ahead[1] += standing.later
    return Counts(
        due=due.get(day, 0),
        learning=standing.learning,
        new=len(cards) - standing.begun - standing.suspended,
        total=len(cards),
        mature=standing.mature,
        suspended=standing.suspended,
        ahead=tuple(ahead),
        step=standing.step,
        next_day=min((later for later in due if later > day), default=None),
        later=standing.later,
    )


def outlook(decks: Iterable[LoadedDeck | Unreadable], progress: Progress, clock: Clock, settings: Settings) -> Outlook:
    """Return the overview of all decks now.

    Raises:
        StoreError: if progress cannot be read.
    """
    from quizapp.learning.plans import exams_ahead  # 4 ms, which the first question does without

    day = clock.day(clock.now(), settings.rollover)
    listed = list(decks)
    seen = progress.seen(deck.id for deck in listed if isinstance(deck, LoadedDeck))
    rows = tuple(
        deck if isinstance(deck, Unreadable) else _row(deck, counts(deck, progress, settings, clock), seen.get(deck.id))
        for deck in listed
    )
    read = [row for row in rows if isinstance(row, Row)]
    exams = exams_ahead([row.deck for row in read], progress, settings, day)
    return Outlook(rows, recent_days(progress, day), load(read, progress, day, settings), exams)


def recent_days(progress: Progress, day: int) -> RecentDays:
    """Return the streak and the week that end on day number `day`.

    Raises:
        StoreError: if progress cannot be read.
    """
    from quizapp.core.stats import streak

    days = STREAK_DAYS
    while (run := streak(rows := progress.days(day - days, by=("day",)), day).now) >= days:
        days *= 4
    seconds = {row.day: row.seconds for row in rows}
    studied = tuple(one in seconds for one in range(day - WEEK + 1, day + 1))
    return RecentDays(day, run, studied, seconds.get(day, 0.0) / 60)


def load(rows: Iterable[Row], progress: Progress, day: int, settings: Settings) -> Load:
    """Return the work left on day number `day`.

    Raises:
        StoreError: if progress cannot be read.
    """
    from quizapp.learning.plans import new_cards_today

    begun: dict[str, int] = {}
    reviewed: dict[str, int] = {}
    for done in progress.days(day, by=("deck", "maturity")):
        if done.maturity == "new":
            begun[done.deck] = done.answers
        elif done.maturity in ("young", "mature"):
            reviewed[done.deck] = reviewed.get(done.deck, 0) + done.answers
    reviews = new = 0
    for row in rows:
        policy = settings.policy(row.deck.id)
        reviews += row.counts.stepping
        reviews += max(0, min(row.counts.due, policy.reviews_per_day - reviewed.get(row.deck.id, 0)))
        new += new_cards_today(row.deck, row.counts.new, begun.get(row.deck.id, 0), progress, settings, day)
    own = _own_pace(progress.days(day - PACE_DAYS, by=("maturity",)))
    known = (own.review is not None or not reviews) and (own.new is not None or not new)
    return Load(reviews, new, own.minutes(reviews, new), known)


def _own_pace(rows: Sequence[DayRow]) -> Pace:
    """The learner's pace, as far as there are answers enough to tell it."""
    from quizapp.core.stats import pace

    answers = {row.maturity: row.answers for row in rows}
    own = pace(rows)
    reviews = answers.get("young", 0) + answers.get("mature", 0)
    return replace(
        own,
        review=own.review if reviews >= ENOUGH else None,
        new=own.new if answers.get("new", 0) >= ENOUGH else None,
    )


def _row(deck: LoadedDeck, counted: Counts, seen: Seen | None) -> Row:
    return Row(deck, counted) if seen is None else Row(deck, counted, _fresh(deck, seen.cards), seen.day)


def _fresh(deck: LoadedDeck, seen: frozenset[str]) -> int:
    """Return how many questions have no card that was `seen`, under its id or one that it used to have."""
    questions = deck.questions_of_cards
    renamed = {card for former, card in deck.aliases.items() if former in seen}
    unseen = questions.keys() - seen - renamed
    if not unseen:
        return 0
    return len(set(map(questions.__getitem__, unseen)) - set(map(questions.__getitem__, questions.keys() - unseen)))


def upcoming(decks: Iterable[LoadedDeck], progress: Progress, clock: Clock, settings: Settings) -> Upcoming:
    """Return when the cards of these decks come next.

    Raises:
        StoreError: if progress cannot be read.
    """
    from quizapp.learning.plans import new_cards_today

    now = clock.now()
    today = clock.day(now, settings.rollover)
    counted = [(deck, counts(deck, progress, settings, clock)) for deck in decks]
    steps = [each.step for _, each in counted if each.step is not None]
    later = [each.next_day for _, each in counted if each.next_day is not None]
    tomorrow = sum(each.ahead[1] for _, each in counted)
    new = sum(new_cards_today(deck, each.new, 0, progress, settings, today + 1) for deck, each in counted)
    return Upcoming(
        soon=sum(each.stepping for _, each in counted),
        minutes=max(1, -(-(min(steps) - now) // MINUTE_MS)) if steps else 0,
        tomorrow=tomorrow,
        next_day=min(later) - today if later else None,
        new=sum(each.new for _, each in counted),
        tomorrow_new=new,
        tomorrow_minutes=_own_pace(progress.days(today - PACE_DAYS, by=("maturity",))).minutes(tomorrow, new),
    )

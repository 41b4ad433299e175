"""The plan for an exam: how many new cards a day, the minutes, what the exam day finds, what more time would add."""

from __future__ import annotations

from collections.abc import Callable

from quizapp.core.deferred import dataclass, replace
from quizapp.core.plans.pacing import Pacing, round_days
from quizapp.core.plans.simulation import Habits, Outcome, Standing, sample, simulate
from quizapp.core.scheduling.scheduler import Policy

MORE_MINUTES = 10
"""Minutes a day that the plan is tried with on top of the present ones."""

LOWEST_RETENTION, HIGHEST_RETENTION = 0.70, 0.97
"""Between these the time that a learner has decides how early cards come back."""

FEWEST, MOST = 100, 800
"""Cards that are simulated for a small and for a large deck, if the exam is no more than `SIXTY_DAYS` away."""

SIXTY_DAYS = 60

CLOSE = 0.03
"""The part of the minutes asked for by which a plan may miss them."""

_TRIES = 4


@dataclass(frozen=True)
class Plan:
    """A plan for the way a deck stands, under the learner's policy and habits.

    `outcome` is what following `course` leads to. `asked` are the minutes a day that the learner wants to spend, if
    that was said; `more` is the outcome with ten minutes a day more, or None where nothing is left to do with them.
    """

    standing: Standing
    policy: Policy
    habits: Habits
    pacing: Pacing
    outcome: Outcome
    asked: int | None
    more: Outcome | None

    @property
    def today(self) -> int:
        """The day number on which it was made."""
        return self.standing.today

    @property
    def days(self) -> int:
        """The days that are left, today included and the exam day not."""
        return self.pacing.exam - self.today

    @property
    def new_today(self) -> int:
        """The number of new cards for today, with those that were begun already."""
        return self.pacing.new_cards(self.standing.new + self.standing.new_today, self.today)

    @property
    def last_new_day(self) -> int | None:
        """The day number on which the last new card is begun; None if none is."""
        begun = [passed for passed, number in enumerate(self.outcome.begun) if number > 0]
        return self.today + begun[-1] if begun else None

    @property
    def busiest(self) -> tuple[int, float]:
        """The day number with the most to do, and its minutes."""
        passed, seconds = max(enumerate(self.outcome.seconds), key=lambda day: day[1])
        return self.today + passed, seconds / 60


def make_plan(
    standing: Standing, exam: int, policy: Policy, habits: Habits, minutes: int | None = None, pace: int = 0
) -> Plan:
    """The plan for an exam on day number `exam`, after today; `pace` is how many new cards a day it began with.

    Without `minutes` all new cards are begun in time, and cards come back as the learner's policy says. With them,
    cards come back as early as so many minutes a day allow on average; where that is not enough, fewer come in the last
    round, and at last new cards are left out.
    """
    assert exam > standing.today
    most = MOST * SIXTY_DAYS // max(exam - standing.today, SIXTY_DAYS)
    chosen = sample(standing, max(min(len(standing.cards), most), FEWEST))
    usual = Pacing(exam, policy.new_per_day, policy.retention, round_days(len(standing.cards), policy))
    pace = pace or usual.new_cards(standing.new + standing.new_today, standing.today)
    usual = replace(usual, usual=max(usual.usual, pace))
    tried = _Efforts(usual, standing.new, lambda pacing: simulate(standing, chosen, pacing, policy, habits))
    effort = tried.effort(policy.retention) if minutes is None else tried.within(minutes)
    pacing, outcome = tried.pacing(effort), tried.outcome(effort)
    more = tried.outcome(tried.within(outcome.minutes + MORE_MINUTES, effort))
    better = more.minutes > outcome.minutes and more.score > outcome.score
    return Plan(standing, policy, habits, pacing, outcome, minutes, more if better else None)


class _Efforts:
    """Courses in the order of the time they take.

    From effort 0 to 1 more and more of the new cards are begun, up to 2 more and more cards come in the last round, up
    to 3 all come back earlier and earlier: the order of what a minute adds to the score.
    """

    def __init__(self, usual: Pacing, new: int, outcome: Callable[[Pacing], Outcome]) -> None:
        self._usual, self._new, self._outcome = usual, new, outcome
        self._known: dict[float, Outcome] = {}

    def effort(self, retention: float) -> float:
        """The effort at which all cards come, and come back at this retention."""
        return 2 + (retention - LOWEST_RETENTION) / (HIGHEST_RETENTION - LOWEST_RETENTION)

    def pacing(self, effort: float) -> Pacing:
        """The course that takes this effort."""
        begun, in_round, early = (min(max(effort - stage, 0.0), 1.0) for stage in range(3))
        return replace(
            self._usual,
            left_out=round((1 - begun) * self._new),
            round_share=round(in_round, 4),
            retention=round(LOWEST_RETENTION + early * (HIGHEST_RETENTION - LOWEST_RETENTION), 4),
        )

    def outcome(self, effort: float) -> Outcome:
        """Return the outcome of this effort."""
        if effort not in self._known:
            self._known[effort] = self._outcome(self.pacing(effort))
        return self._known[effort]

    def within(self, minutes: float, least: float = 0.0) -> float:
        """The greatest effort that takes so many minutes a day, or nearly; `least` if even that takes more.

        By false position, of whose steps the last one within the minutes counts.
        """
        low, high = least, 3.0
        for stage in (1.0, 2.0, 3.0):
            if least < stage:
                if self.outcome(stage).minutes > minutes:
                    high = stage
                    break
                low = stage
        if low == high:
            return high
        for _ in range(_TRIES):
            below, above = self.outcome(low).minutes, self.outcome(high).minutes
            if below >= minutes * (1 - CLOSE) or above <= below:
                break
            middle = low + (high - low) * min(max((minutes - below) / (above - below), 0.1), 0.9)
            low, high = (middle, high) if self.outcome(middle).minutes <= minutes else (low, middle)
        return low

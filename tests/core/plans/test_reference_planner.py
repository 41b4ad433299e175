"""The planner of version 0.1.0, kept in tests/bench, beside today's: as long as that is unchanged, their plans agree.

When today's planner gets better, what to demand here is that it finds no less in the minutes that the reference takes.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from quizapp.core.plans import plan, simulation
from quizapp.core.scheduling.scheduler import CardState, Learning, Memory, Policy, Review
from tests.bench.planner_0_1_0 import plan as reference_plan
from tests.bench.planner_0_1_0 import simulation as reference_simulation

TODAY = 739_000
NEW = [CardState()] * 80
KNOWN = [
    CardState(Memory(stability, 5.0, TODAY - 3), Review(round(stability), TODAY - 3 + round(stability)), reps=4)
    for stability in (4.0, 9.0, 20.0, 60.0)
] * 15
IN_STEPS = [CardState(Memory(1.0, 6.0, TODAY - 1), Learning(0, 0), reps=1)]
SUSPENDED = [replace(state, suspended=True) for state in KNOWN[:5]]

STANDINGS: dict[str, tuple[list[CardState], int, int | None, Policy]] = {
    "a new deck": (NEW, 40, None, Policy()),
    "a deck half known": ([*NEW[:40], *KNOWN, *IN_STEPS, *SUSPENDED], 25, None, Policy(retention=0.85)),
    "little time": ([*NEW, *NEW, *KNOWN], 30, 2, Policy()),
    "plenty of time": ([*NEW[:20], *KNOWN], 60, 30, Policy(fuzz=False)),
    "an exam tomorrow": (NEW[:30], 1, None, Policy()),
}


def made_by(planner: Any, types: Any, name: str) -> dict[str, Any]:
    """All figures of the plan that a planner makes for a standing, by name."""
    states, days, minutes, policy = STANDINGS[name]
    cards = [types.Prospect(f"rivers/card-{number}", state, 1.0 + number % 3) for number, state in enumerate(states)]
    standing = types.Standing(cards, TODAY, 3, 5)
    made = planner.make_plan(standing, TODAY + days, policy, types.Habits(step_misses=0.2), minutes)
    more = None if made.more is None else asdict(made.more)
    way = asdict(made.course if planner is reference_plan else made.pacing)
    return {**way, **asdict(made.outcome), "more": more, "new today": made.new_today, "busiest": made.busiest}


@pytest.mark.parametrize("name", STANDINGS)
def test_todays_plan_is_that_of_version_0_1_0(name: str) -> None:
    made = made_by(plan, simulation, name)
    assert made == made_by(reference_plan, reference_simulation, name)
    assert 0 < made["score"] < 1

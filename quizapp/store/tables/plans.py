"""The plans made for exams, kept until they are made anew: what they take long to find out is then at hand."""

from __future__ import annotations

import json
import sqlite3

from quizapp.core.deferred import dataclass


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """The plan made on day number `day` for the exam of a deck on day number `exam`.

    `pace` is the number of new cards a day with which the first plan for that exam began.
    `minutes` are those a day that the learner wants to spend, if that was said. From them follow the `retention`, the
    `round_share` of the cards and how many new ones are `left_out`. `score` is the part of the points to expect on the
    exam day, `new_today` the number of new cards on `day`.
    """

    day: int
    exam: int
    pace: int
    minutes: int | None
    retention: float
    round_share: float
    left_out: int
    new_today: int
    score: float


def keep(connection: sqlite3.Connection, deck: str, plan: KeptPlan) -> None:
    """Keep this plan instead of the one that was kept of the deck before."""
    from dataclasses import asdict  # 7 ms, when a plan was made

    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_key(deck), json.dumps(asdict(plan))))


def read(connection: sqlite3.Connection, deck: str) -> KeptPlan | None:
    """The plan kept of a deck, if there is one that this version wrote."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_key(deck),)).fetchone()
    try:
        return KeptPlan(**json.loads(row[0])) if row else None
    except (TypeError, ValueError):
        return None


def _key(deck: str) -> str:
    return f"plan {deck}"  # not shown

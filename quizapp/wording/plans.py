"""The words for an exam's plan: sentences for both interfaces, and plain data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil
from typing import Any

from quizapp.core.formats import percent
from quizapp.core.plans.plan import MORE_MINUTES, Plan
from quizapp.core.plans.simulation import Outcome
from quizapp.decks.library import LoadedDeck
from quizapp.wording.common import count

MUCH = 120
"""A plan with more minutes a day than this is told to be much."""

FEW = 30
"""After fewer answers than this little is known of a learner."""


def day_words(day: int) -> str:
    """A day number as a date: `20 January 2027`."""
    day_date = date.fromordinal(day)
    return f"{day_date.day} {day_date:%B %Y}"


def exam_sentence(plan: Plan, deck: LoadedDeck) -> str:
    """Return which exam, and when."""
    when = "tomorrow" if plan.days == 1 else f"in {plan.days:,} days"
    return f"Exam on {deck.info.title} {when}: {day_words(plan.pacing.exam)}."


def score_sentence(plan: Plan, deck: LoadedDeck) -> str:
    """Describe the score expected on the exam day, and how it compares with today's."""
    outcome, worth = plan.outcome, plan.standing.points
    points = ""
    if round(worth, 6) != deck.question_count:  # otherwise each question is worth one point: nothing new
        points = f", about {round(outcome.points * worth):,} of {round(worth):,} points"
    without = percent(plan.standing.score(plan.today + 1))  # today, all that was answered today counts as known
    return f"On course for {percent(outcome.points)}{points}. Without more study it would be {without} tomorrow."


def as_sentences(plan: Plan, deck: LoadedDeck) -> list[str]:
    """The whole plan, a sentence or two for each thing to know."""
    minutes = suggested_minutes(plan)
    hint = f" To plan for that: quizapp plan {deck.id} --minutes {minutes}" if minutes else ""
    return [
        exam_sentence(plan, deck),
        score_sentence(plan, deck),
        *way_sentences(plan, deck),
        more_sentence(plan) + hint,
    ]


def more_sentence(plan: Plan) -> str:
    """Describe what ten more minutes a day would add."""
    more, minutes = plan.more, suggested_minutes(plan)
    if more is None or minutes is None:
        return "More time would add less than a point."
    limit = "" if round(more.minutes - plan.outcome.minutes) >= MORE_MINUTES - 1 else "; more than that adds little"
    return f"With {count(minutes, 'minute')} a day it would be {percent(more.points)}{limit}."


def suggested_minutes(plan: Plan) -> int | None:
    """The minutes a day to plan for to get what more time would add; None where that is nothing to speak of."""
    if plan.more is None or percent(plan.more.points) == percent(plan.outcome.points):
        return None
    return max(ceil(plan.more.minutes), max(round(plan.outcome.minutes), 1) + 1)


def as_record(plan: Plan, deck: LoadedDeck) -> dict[str, Any]:
    """The plan as `quizapp plan --json` prints it.

    Scores are mean recall, 0..1, `score_today` and `score_tomorrow` without further study (today everything that was
    answered today counts as known); `points` the expected ones and all; dates are ISO; `new_per_day` is the number of
    new cards today; `more` is what ten more minutes a day would do, null where nothing; `ahead` has every day until the
    exam.
    """
    outcome, worth = plan.outcome, plan.standing.points
    last, (busiest, most) = plan.last_new_day, plan.busiest
    return {
        "deck": deck.id,
        "title": deck.info.title,
        "exam": _iso(plan.pacing.exam),
        "days": plan.days,
        "cards": len(plan.standing.cards),
        "new": plan.standing.new,
        "new_per_day": plan.new_today,
        "last_new": None if last is None else _iso(last),
        "last_round": _iso(plan.pacing.exam - plan.pacing.round_days),
        "retention": plan.pacing.retention,
        "score": outcome.score,
        "score_today": plan.standing.score(plan.today),
        "score_tomorrow": plan.standing.score(plan.today + 1),
        "points": {"expected": outcome.points * worth, "of": worth},
        "minutes": outcome.minutes,
        "busiest": {"date": _iso(busiest), "minutes": most},
        "minutes_asked": plan.asked,
        "left_out": plan.pacing.left_out,
        "put_off": round(outcome.put_off),
        "more": _more_record(plan.more, worth),
        "ahead": [
            {"date": _iso(plan.today + passed), "minutes": seconds / 60, "new": new}
            for passed, (seconds, new) in enumerate(zip(outcome.seconds, outcome.begun, strict=True))
        ],
    }


def way_sentences(plan: Plan, deck: LoadedDeck) -> Iterator[str]:
    """Yield the sentences on how to get there."""
    yield _new_sentence(plan)
    if left_out := plan.pacing.left_out:
        yield f"There is no time for {count(left_out, 'new card')}: the last of the deck are not begun."
    yield _time_sentence(plan)
    if plan.days > plan.pacing.round_days and plan.pacing.round_share > 0:
        share = plan.pacing.round_share
        who = "every card comes" if share == 1 else f"{percent(share)} of the cards come"
        yield f"In the last {plan.pacing.round_days} days {who} once more."
    if (put_off := round(plan.outcome.put_off)) > 0:
        limit = plan.policy.reviews_per_day
        yield (
            f"{count(put_off, 'review')} will still be waiting on the eve, beyond the limit of {limit:,} a day. "
            "A higher limit (the setting reviews_per_day) lets them come in time."
        )
    if plan.habits.answers < FEW:
        yield "You have answered little so far: what you know and how fast you are is mostly a guess."
    if plan.asked is None and plan.outcome.minutes > MUCH:
        yield f"That is much. `quizapp plan {deck.id} --minutes 60` plans for an hour a day, with what fits into it."


def without_plan(deck: LoadedDeck, exam: date | None, today: int) -> str:
    """Why there is no plan for the deck."""
    if exam is None:
        return f"No exam on {deck.info.title} is planned."
    if exam.toordinal() == today:
        return f"The exam on {deck.info.title} is today."
    when = day_words(exam.toordinal())
    return f"The exam on {deck.info.title} was on {when}; since then it is studied as it was before."


def without_plan_record(deck: LoadedDeck, exam: date | None, today: int) -> dict[str, Any]:
    """The same as `quizapp plan --json` prints it: `exam` and `days` (0 or less) are null where no date is set."""
    days = exam.toordinal() - today if exam else None
    return {"deck": deck.id, "title": deck.info.title, "exam": exam and exam.isoformat(), "days": days}


def _new_sentence(plan: Plan) -> str:
    last, number = plan.last_new_day, plan.new_today
    if last is None:
        return "No card is new any more." if plan.standing.new == 0 else "No new card is begun."
    if last == plan.today:
        return f"{count(number, 'new card')} today, and none after that."
    usual = f" (usually {plan.policy.new_per_day:,})" if number > plan.policy.new_per_day else ""
    return f"{count(number, 'new card')} a day{usual}, the last on {day_words(last)}."


def _time_sentence(plan: Plan) -> str:
    minutes = plan.outcome.minutes
    about = f"About {count(max(round(minutes), 1), 'minute')} a day"
    if plan.asked is not None and round(minutes) > plan.asked:
        about = f"The reviews alone take about {count(round(minutes), 'minute')} a day, more than {plan.asked:,}"
    elif plan.asked is not None and round(minutes) < plan.asked:
        about += f" of {plan.asked:,}: that is all there is to do"
    busiest, most = plan.busiest
    if round(most) <= max(round(minutes), 1):
        return f"{about}."
    when = "today" if busiest == plan.today else f"on {day_words(busiest)}"
    return f"{about}; most {when}, about {count(round(most), 'minute')}."


def _more_record(more: Outcome | None, worth: float) -> dict[str, float] | None:
    if more is None:
        return None
    return {"minutes": more.minutes, "score": more.score, "points": more.points * worth}


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()

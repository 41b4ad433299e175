"""The words for an exam's plan: sentences for both interfaces, and plain data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil
from typing import Any

from quizapp.core.formats import long_date, percent
from quizapp.core.messages import number, tr, trn
from quizapp.core.plans.plan import MORE_MINUTES, Plan
from quizapp.core.plans.simulation import Outcome
from quizapp.decks.library import LoadedDeck

MUCH = 120
"""A plan with more minutes a day than this is much."""

FEW = 30
"""After fewer answers than this little is known of a learner."""


def day_words(day: int) -> str:
    """A day number as a date: `20 January 2027`."""
    return long_date(date.fromordinal(day))


def exam_sentence(plan: Plan, deck: LoadedDeck) -> str:
    """Return which exam, and when."""
    title, day = deck.info.title, day_words(plan.pacing.exam)
    if plan.days == 1:
        return tr("Exam on {title} tomorrow: {date}.", title=title, date=day)
    return trn(
        "Exam on {title} in {count} day: {date}.",
        "Exam on {title} in {count} days: {date}.",
        plan.days,
        title=title,
        date=day,
    )


def score_sentence(plan: Plan, deck: LoadedDeck) -> str:
    """Describe the score expected on the exam day, and how it compares with today's."""
    outcome, worth = plan.outcome, plan.standing.points
    expected = percent(outcome.points)
    if round(worth, 6) == deck.question_count:  # each question is worth one point: points say nothing new
        course = tr("On course for {percent}.", percent=expected)
    else:
        course = trn(
            "On course for {percent}, about {points} of {count} point.",
            "On course for {percent}, about {points} of {count} points.",
            round(worth),
            percent=expected,
            points=number(round(outcome.points * worth)),
        )
    without = percent(plan.standing.score(plan.today + 1))  # today, all that was answered today counts as known
    return f"{course} {tr('If the exam were tomorrow: {percent}.', percent=without)}"


def as_sentences(plan: Plan, deck: LoadedDeck) -> list[str]:
    """The whole plan, a sentence or two for each thing to know."""
    minutes = suggested_minutes(plan)
    more = more_sentence(plan)
    if minutes:
        command = f"quizapp plan {deck.id} --minutes {minutes}"  # not shown
        more += f" {tr('To plan for that: `{command}`', command=command)}"
    return [
        exam_sentence(plan, deck),
        score_sentence(plan, deck),
        *way_sentences(plan, deck),
        more,
    ]


def more_sentence(plan: Plan) -> str:
    """Describe what ten more minutes a day would add."""
    more, minutes = plan.more, suggested_minutes(plan)
    if more is None or minutes is None:
        return tr("More time would add less than a point.")
    score = percent(more.points)
    if round(more.minutes - plan.outcome.minutes) >= MORE_MINUTES - 1:
        return trn(
            "With {count} minute a day it would be {percent}.",
            "With {count} minutes a day it would be {percent}.",
            minutes,
            percent=score,
        )
    return trn(
        "With {count} minute a day it would be {percent}; more than that adds little.",
        "With {count} minutes a day it would be {percent}; more than that adds little.",
        minutes,
        percent=score,
    )


def suggested_minutes(plan: Plan) -> int | None:
    """The minutes a day to plan for to get what more time would add; None where that is nothing to speak of."""
    if plan.more is None or round(100 * plan.more.points) == round(100 * plan.outcome.points):
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
        yield trn(
            "There's no time for {count} new card: the last one in the deck is left out.",
            "There's no time for {count} new cards: the last ones in the deck are left out.",
            left_out,
        )
    yield from _time_sentences(plan)
    if plan.days > plan.pacing.round_days and plan.pacing.round_share > 0:
        yield _round_sentence(plan)
    if (put_off := round(plan.outcome.put_off)) > 0:
        yield trn(
            "{count} review will still be waiting the day before the exam, beyond your limit of {limit} a day. A "
            "higher limit (the setting reviews_per_day) would fit it in.",
            "{count} reviews will still be waiting the day before the exam, beyond your limit of {limit} a day. A "
            "higher limit (the setting reviews_per_day) would fit them in.",
            put_off,
            limit=number(plan.policy.reviews_per_day),
        )
    if plan.habits.answers < FEW:
        yield tr("You haven't answered much yet, so what you know and how fast you are is mostly a guess.")
    if plan.asked is None and plan.outcome.minutes > MUCH:
        yield tr(
            "That's a lot. `quizapp plan {deck} --minutes 60` plans for what fits into an hour a day.", deck=deck.id
        )


def without_plan(deck: LoadedDeck, exam: date | None, today: int) -> str:
    """Why there is no plan for the deck."""
    title = deck.info.title
    if exam is None:
        return tr("No exam on {title} is planned.", title=title)
    if exam.toordinal() == today:
        return tr("The exam on {title} is today.", title=title)
    return tr(
        "The exam on {title} was on {date}; the deck is back on its usual schedule.", title=title, date=long_date(exam)
    )


def without_plan_record(deck: LoadedDeck, exam: date | None, today: int) -> dict[str, Any]:
    """The same as `quizapp plan --json` prints it: `exam` and `days` (0 or less) are null where no date is set."""
    days = exam.toordinal() - today if exam else None
    return {"deck": deck.id, "title": deck.info.title, "exam": exam and exam.isoformat(), "days": days}


def _new_sentence(plan: Plan) -> str:
    last, new, usual = plan.last_new_day, plan.new_today, plan.policy.new_per_day
    if last is None:
        return tr("You've started every card.") if plan.standing.new == 0 else tr("No new cards are planned.")
    if last == plan.today:
        return trn("{count} new card today, none after that.", "{count} new cards today, none after that.", new)
    if new > usual:
        return trn(
            "{count} new card a day (usually {usual}), the last on {date}.",
            "{count} new cards a day (usually {usual}), the last on {date}.",
            new,
            usual=number(usual),
            date=day_words(last),
        )
    return trn(
        "{count} new card a day, the last on {date}.",
        "{count} new cards a day, the last on {date}.",
        new,
        date=day_words(last),
    )


def _time_sentences(plan: Plan) -> Iterator[str]:
    minutes, asked = round(plan.outcome.minutes), plan.asked
    if asked is not None and minutes > asked:
        yield trn(
            "Reviews alone take about {count} minute a day, more than the {asked} you planned for.",
            "Reviews alone take about {count} minutes a day, more than the {asked} you planned for.",
            minutes,
            asked=number(asked),
        )
    elif asked is not None and minutes < asked:
        yield trn(
            "About {count} minute a day of the {asked} you planned for: that's all there is to do.",
            "About {count} minutes a day of the {asked} you planned for: that's all there is to do.",
            max(minutes, 1),
            asked=number(asked),
        )
    else:
        yield trn("About {count} minute a day.", "About {count} minutes a day.", max(minutes, 1))
    busiest, most = plan.busiest[0], round(plan.busiest[1])
    if most <= max(minutes, 1):
        return
    if busiest == plan.today:
        yield trn("Busiest: today, about {count} minute.", "Busiest: today, about {count} minutes.", most)
    else:
        day = day_words(busiest)
        yield trn("Busiest: {day}, about {count} minute.", "Busiest: {day}, about {count} minutes.", most, day=day)


def _round_sentence(plan: Plan) -> str:
    days, share = plan.pacing.round_days, plan.pacing.round_share
    if share == 1:
        return trn(
            "In the last {count} day every card comes back once more.",
            "In the last {count} days every card comes back once more.",
            days,
        )
    return trn(
        "In the last {count} day {percent} of the cards come back once more.",
        "In the last {count} days {percent} of the cards come back once more.",
        days,
        percent=percent(share),
    )


def _more_record(more: Outcome | None, worth: float) -> dict[str, float] | None:
    if more is None:
        return None
    return {"minutes": more.minutes, "score": more.score, "points": more.points * worth}


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()

"""Words for the days up to today: the streak, the week, today's minutes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from quizapp.core.formats import short_weekday
from quizapp.core.messages import tr, trc, trn

if TYPE_CHECKING:
    from quizapp.learning.overview import Outlook, RecentDays

_INITIALS = 2


def streak_text(recent: RecentDays) -> str:
    """`6-day streak`; without one, what begins one."""
    if recent.streak:
        return trn("{count}-day streak", "{count}-day streak", recent.streak)
    return tr("Study today to start a streak")


def today_text(recent: RecentDays) -> str:
    """`14 min today`; before the first answer what a streak asks for, empty without one."""
    if recent.studied[-1]:
        return tr("{time} today", time=short_time(recent.minutes))
    return tr("Study today to keep it going") if recent.streak else ""


def rest_line(outlook: Outlook) -> str:
    """Say that the day's work is done, and what comes tomorrow; empty if it is not done, or if there is none."""
    if outlook.load.cards or not outlook.decks:
        return ""
    if not outlook.tomorrow:
        return tr("All done for today. Press c to practise anyway.")
    return trn(
        "All done for today. {count} card comes back tomorrow; press c to practise anyway.",
        "All done for today. {count} cards come back tomorrow; press c to practise anyway.",
        outlook.tomorrow,
    )


def day_names(recent: RecentDays) -> list[str]:
    """The first letters of the names of the seven days up to today."""
    first = recent.day - len(recent.studied) + 1
    return [short_weekday(date.fromordinal(day).weekday())[:_INITIALS] for day in range(first, recent.day + 1)]


def short_time(minutes: float) -> str:
    """Minutes for a narrow line, one at least: `14 min`, `2 h 1 min`."""
    whole = max(1, round(minutes))
    if whole < 100:
        return trc("short duration", "{minutes} min", minutes=whole)
    return trc("short duration", "{hours} h {minutes} min", hours=whole // 60, minutes=whole % 60)

"""Decimals, dates and lists as the language of the interface writes them.

The signs and names are those of the Unicode CLDR. They stand in the catalogues, since babel takes 30 ms to give them;
tests/core/test_formats.py holds the catalogues to it. English is that of Britain, which writes days before months.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quizapp.core.messages import trc

PERCENT = 100


def decimal(value: float, places: int) -> str:
    """A number with so many decimal places: `1.5`, in Dutch `1,5`."""
    whole, point, rest = f"{value:,.{places}f}".partition(".")
    return whole.replace(",", trc("between thousands", ",")) + (trc("before decimals", ".") if point else "") + rest


def percent(share: float, places: int = 0) -> str:
    """A share of 1 as a percentage: `84%`."""
    return trc("percentage", "{number}%", number=decimal(PERCENT * share, places))


def long_date(day: date) -> str:
    """A date in full: `20 December 2026`."""
    return trc("date", "{day} {month} {year}", day=day.day, month=month_name(day.month), year=day.year)


def day_and_month(day: date) -> str:
    """A date without its year: `20 December`."""
    return trc("date", "{day} {month}", day=day.day, month=month_name(day.month))


def short_date(day: date) -> str:
    """A date without its year, for narrow places: `20 Dec`."""
    return trc("date", "{day} {month}", day=day.day, month=short_month(day.month))


def month_and_year(day: date) -> str:
    """A month of a year: `December 2026`."""
    return trc("date", "{month} {year}", month=month_name(day.month), year=day.year)


def month_name(month: int) -> str:
    """The name of a month, from 1 for January."""
    return (
        trc("month", "January"), trc("month", "February"), trc("month", "March"), trc("month", "April"),
        trc("month", "May"), trc("month", "June"), trc("month", "July"), trc("month", "August"),
        trc("month", "September"), trc("month", "October"), trc("month", "November"), trc("month", "December"),
    )[month - 1]  # fmt: skip


def short_month(month: int) -> str:
    """The short name of a month, from 1 for Jan."""
    return (
        trc("short month", "Jan"), trc("short month", "Feb"), trc("short month", "Mar"), trc("short month", "Apr"),
        trc("short month", "May"), trc("short month", "Jun"), trc("short month", "Jul"), trc("short month", "Aug"),
        trc("short month", "Sept"), trc("short month", "Oct"), trc("short month", "Nov"), trc("short month", "Dec"),
    )[month - 1]  # fmt: skip


def weekday(day: int) -> str:
    """The name of a day of the week, from 0 for Monday."""
    return (
        trc("weekday", "Monday"), trc("weekday", "Tuesday"), trc("weekday", "Wednesday"), trc("weekday", "Thursday"),
        trc("weekday", "Friday"), trc("weekday", "Saturday"), trc("weekday", "Sunday"),
    )[day]  # fmt: skip


def short_weekday(day: int) -> str:
    """The short name of a day of the week, from 0 for Mon."""
    return (
        trc("short weekday", "Mon"), trc("short weekday", "Tue"), trc("short weekday", "Wed"),
        trc("short weekday", "Thu"), trc("short weekday", "Fri"), trc("short weekday", "Sat"),
        trc("short weekday", "Sun"),
    )[day]  # fmt: skip


def all_of(items: Sequence[str]) -> str:
    """A list of all that holds: `a, b and c`."""
    return _listed(items, trc("list", "{items} and {last}"))


def any_of(items: Sequence[str]) -> str:
    """A list of what one may choose from: `a, b or c`."""
    return _listed(items, trc("list", "{items} or {last}"))


def _listed(items: Sequence[str], end: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return end.format(items=trc("between items", ", ").join(items[:-1]), last=items[-1])

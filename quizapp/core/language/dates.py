"""Dates as historians know them, to the day, the month or the year, and as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Literal

from quizapp.core.deferred import dataclass
from quizapp.core.language.locales import locale_of

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th|ste|de|e)\b")
_FILLERS = frozenset(("of", "the", "in", "on", "van", "de", "het", "op", "ad", "ce", "n", "chr"))
_NAMED = ("en", "nl")
"""Month names of these languages are understood whatever the language of the deck."""


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A date as precise as it is known: `month` and `day` may be missing."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        return "day" if self.day else "month" if self.month else "year"

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read `1941`, `1941-04` or `1941-04-13`.

        Raises:
            ValueError: if it is not of that form, or no such day exists.
        """
        found = _ISO.match(text)
        if not found:
            raise ValueError("write a date as 1941, 1941-04 or 1941-04-13")
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        return cls.checked(year, month, day)

    @classmethod
    def checked(cls, year: int, month: int | None, day: int | None) -> Moment:
        """The date of these parts.

        Raises:
            ValueError: if no such date exists.
        """
        if not 1 <= year <= 9999:
            raise ValueError("years run from 1 to 9999")
        if month is not None and not 1 <= month <= 12:
            raise ValueError(f"there is no month {month}")
        if day is not None:
            try:
                date(year, month or 1, day)
            except ValueError:
                raise ValueError(f"there is no such day: {day}-{month}-{year}") from None
        return cls(year, month, day)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no date, or could be one of two; `reason` says what to type instead."""

    reason: str


def read_date(text: str, language: str) -> Moment | Unreadable:
    """The date that `text` means: with a month's name (English, Dutch or the deck's language) or in figures.

    In figures the order of day and month is the language's. English without a region does not say which comes first,
    so 4/5/1941 is not guessed there.
    """
    words = _words(text)
    if not words:
        return Unreadable("type a date")
    numbers = [word for word in words if word.isdecimal()]
    if any(len(number) > 4 for number in numbers):
        return Unreadable("type the year in four figures at most, such as 1941")
    names = [word for word in words if not word.isdecimal()]
    months = [month for name in names if (month := month_number(name, language))]
    if len(months) != len(names) or len(months) > 1 or not numbers:
        return Unreadable("type a date, such as 13 April 1941, April 1941 or 1941")
    try:
        return _with_name(months[0], numbers) if months else _in_figures(numbers, language)
    except ValueError as error:
        return Unreadable(str(error))


def read_fields(day: str, month: str, year: str, language: str) -> Moment | Unreadable:
    """The date in three fields, any of which may be blank as long as those before it in precision are there."""
    day, month, year = _ORDINAL.sub("", day.strip().casefold()), month.strip(), year.strip()
    if not year:
        return Unreadable("type the year too")
    if day and not month:
        return Unreadable("type the month too")
    number = month_number(month, language) if month else None
    if month and number is None:
        return Unreadable(f"\u201c{month}\u201d is not a month; type its name or its number")
    if (day and not day.isdecimal()) or not year.isdecimal():
        return Unreadable("type the day and the year in figures")
    if len(year) < 3:
        return Unreadable("type the year in full, such as 1941")
    try:
        return Moment.checked(int(year), number, int(day) if day else None)
    except ValueError as error:
        return Unreadable(str(error))


def format_date(moment: Moment, language: str) -> str:
    """The date in words: `13 April 1941`, `april 1941`, `1941`."""
    if moment.month is None:
        return str(moment.year)
    from babel.dates import format_date as babel_date  # 35 ms; only questions about dates need it

    pattern = "d MMMM y" if moment.day else "LLLL y"
    return babel_date(date(moment.year, moment.month, moment.day or 1), pattern, locale=locale_of(language))


@lru_cache(maxsize=8)
def month_names(language: str) -> tuple[str, ...]:
    """The twelve months in `language`, January first."""
    from babel.dates import get_month_names

    names = get_month_names("wide", "stand-alone", locale_of(language))
    return tuple(names[number] for number in range(1, 13))


@lru_cache(maxsize=256)
def month_number(text: str, language: str) -> int | None:
    """The month (1..12) that a name, an abbreviation of three letters or more, or a number means."""
    word = text.casefold().rstrip(".")
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else None
    return _months(language).get(word) or _months(language).get(_bare(word))


@lru_cache(maxsize=8)
def _months(language: str) -> dict[str, int]:
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for tag in dict.fromkeys((language, *_NAMED)):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names("abbreviated", context, locale_of(tag)).items():
                found.setdefault(name.casefold().rstrip("."), number)
            for number, name in get_month_names("wide", context, locale_of(tag)).items():
                word = name.casefold()
                for end in range(3, len(word) + 1):
                    found.setdefault(word[:end], number)
                    found.setdefault(_bare(word[:end]), number)
    return found


@lru_cache(maxsize=8)
def _weekdays(language: str) -> frozenset[str]:
    from babel.dates import get_day_names

    tags = (language, *_NAMED)
    return frozenset(
        name.casefold() for tag in tags for name in get_day_names("wide", "format", locale_of(tag)).values()
    )


def _words(text: str) -> list[str]:
    """The parts of a typed date that say something: numbers and names, lower case."""
    folded = _ORDINAL.sub("", unicodedata.normalize("NFKC", text).casefold())
    words = re.findall(r"\d+|[^\W\d_]+", folded)
    if all(word.isdecimal() for word in words):
        return words
    weekdays = _weekdays("en")
    return [word for word in words if word not in _FILLERS and word not in weekdays]


def _with_name(month: int, numbers: list[str]) -> Moment:
    years = [number for number in numbers if len(number) >= 3]
    days = [number for number in numbers if len(number) < 3]
    if len(years) != 1 or len(days) > 1:
        raise ValueError("type one year in full, such as 1941, and one day at most")
    return Moment.checked(int(years[0]), month, int(days[0]) if days else None)


def _in_figures(numbers: list[str], language: str) -> Moment:
    years = [index for index, number in enumerate(numbers) if len(number) >= 3]
    if len(years) != 1 or len(numbers) > 3:
        raise ValueError("type the year in full, such as 1941")
    values = [int(number) for number in numbers]
    match len(numbers), years[0]:
        case 1, _:
            return Moment.checked(values[0], None, None)
        case 2, place:
            return Moment.checked(values[place], values[1 - place], None)
        case _, 0:
            return Moment.checked(values[0], values[1], values[2])
        case _, 2:
            first, second, year = values
            day, month = (second, first) if _month_first(first, second, language) else (first, second)
            return Moment.checked(year, month, day)
        case _:
            raise ValueError("type the year first or last, not in the middle")


def _month_first(first: int, second: int, language: str) -> bool:
    """Whether a date in figures begins with its month.

    Raises:
        ValueError: if the language does not tell and the figures do not either.
    """
    if second > 12 or first > 12:
        return second > 12
    tag = language.casefold()
    if tag in ("en-us", "en-ph"):
        return True
    if tag == "en" and first != second:
        raise ValueError(f"{first}/{second} can be read in two ways: type the month's name")
    return False


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))

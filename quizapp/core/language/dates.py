"""Dates as historians know them, to the day, the month or the year, and as people type them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from quizapp.core.deferred import dataclass
from quizapp.core.language.date_parts import Kind, Part, is_ordinal, joined, parts_of
from quizapp.core.language.date_words import Era, pieces, vocabulary
from quizapp.core.language.locales import locale_data
from quizapp.core.messages import tr

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A date as precise as it is known: `month` and `day` may be missing. The year 44 BC is -44."""

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
            raise ValueError(tr("write a date as 1941, 1941-04 or 1941-04-13"))
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        return cls.checked(year, month, day)

    @classmethod
    def checked(cls, year: int, month: int | None, day: int | None, era: Era = "ad") -> Moment:
        """The date of these parts.

        Raises:
            ValueError: if no such date exists.
        """
        if not 1 <= year <= 9999:
            raise ValueError(tr("the year must be from 1 to 9999"))
        if month is not None and not 1 <= month <= 12:
            raise ValueError(tr("there is no month {month}", month=month))
        if day is not None:
            try:
                date(year if era == "ad" else 4, month or 1, day)  # before Christ any year may have been a leap year
            except ValueError:
                raise ValueError(
                    tr("there is no such day: {day}-{month}-{year}", day=day, month=month, year=year)
                ) from None
        return cls(year if era == "ad" else -year, month, day)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no date, or could be one of two; `reason` says what to type instead."""

    reason: str


def read_date(text: str, language: str) -> Moment | Unreadable:
    """The date that `text` means: with a month's name (English, Dutch or the deck's language) or in figures.

    In figures the order of day and month is the region's. English without a region does not say which comes first, so
    4/5/1941 is not guessed there. A year of one or two figures needs its era: AD 79.
    """
    try:
        return _dated(text, language)
    except ValueError as error:
        return Unreadable(str(error))


def read_fields(day: str, month: str, year: str, language: str) -> Moment | Unreadable:
    """The date in three fields, any of which may be blank as long as those before it in precision are there.

    A field may also hold more than its part, or all of the date.
    """
    fields = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    if not all(fits(field, text, language) for field, text in fields.items() if text):
        when = read_date(" ".join(text for text in fields.values() if text), language)
        if isinstance(when, Moment):
            return when
        problems = (field_problem(field, text, language) for field, text in fields.items() if text)
        return Unreadable(next(filter(None, problems), when.reason))
    if not fields["year"]:
        return Unreadable(tr("type the year too"))
    if fields["day"] and not fields["month"]:
        return Unreadable(tr("type the month too"))
    try:
        when = _dated(fields["year"], language)
        number = month_number(fields["month"], language) if fields["month"] else None
        days = int(pieces(fields["day"])[0].text) if fields["day"] else None
        return Moment.checked(abs(when.year), number, days, "ad" if when.year > 0 else "bc")
    except ValueError as error:
        return Unreadable(str(error))


def has_other_order(text: str) -> bool:
    """Return whether `text` is a date in figures whose first could be the day as well as the month: 12/7/1942."""
    figures = [piece.text for piece in pieces(text)]
    if len(figures) != 3 or not all(map(str.isdecimal, figures)) or len(figures[2]) < 3:
        return False
    first, second = int(figures[0]), int(figures[1])
    return first != second and max(first, second) <= 12


def fits(field: str, text: str, language: str) -> bool:
    """Return whether `text` is a day, a month or a year, as `field` says, and nothing more."""
    match field:
        case "day":
            day = pieces(text)
            one = bool(day) and day[0].figures and len(day[0].text) <= 2
            return one and (len(day) == 1 or (len(day) == 2 and is_ordinal(*day)))
        case "month":
            return month_number(text, language) is not None
        case _:
            when = read_date(text, language)
            return isinstance(when, Moment) and when.month is None


def field_problem(field: str, text: str, language: str) -> str:
    """Why what was typed in the field `day`, `month` or `year` can be neither that nor a date; empty if it can."""
    if fits(field, text, language):
        return ""
    when = read_date(text, language)
    if isinstance(when, Moment):
        return ""
    if len(pieces(text)) < 2:
        match field:
            case "day":
                return tr("type the day in digits")
            case "month":
                return tr("\u201c{text}\u201d is not a month; type its name or number", text=text)
    return when.reason


def format_date(moment: Moment, language: str) -> str:
    """The date as `language` writes it: `13 April 1941`, `april 1941`, `1941`.

    With its era where it is before Christ, or so early that the year could be taken for a day: `AD 79`.
    """
    with_era = moment.year < 100
    pattern = _pattern(language, moment.precision, with_era)
    return "".join(token if isinstance(token, str) else _written(moment, language, *token) for token in pattern).strip()


@lru_cache(maxsize=8)
def month_names(language: str) -> tuple[str, ...]:
    """The twelve months in `language`, January first."""
    names = locale_data(language).months["stand-alone"]["wide"]
    return tuple(names[number] for number in range(1, 13))


def month_number(text: str, language: str) -> int | None:
    """The month (1..12) that a name, the beginning of one or a number means."""
    found = pieces(text)
    if len(found) == 1 and found[0].figures:
        return int(found[0].text) if found[0].text.lstrip("0") in _MONTHS else None
    return vocabulary(language).months.get(joined(found))


_MONTHS = tuple(map(str, range(1, 13)))


def _dated(text: str, language: str) -> Moment:
    """The date that `text` means.

    Raises:
        ValueError: if it means none, or could mean two.
    """
    known, parts = vocabulary(language), parts_of(text, language)
    if parts is None:
        raise ValueError(_example(language))
    numbers = [part.text for part in parts if part.kind == "number"]
    month = next((known.months[part.text] for part in parts if part.kind == "month"), None)
    era: Era = next((known.eras[part.text] for part in parts if part.kind == "era"), "ad")
    if any(len(number) > 4 for number in numbers):
        raise ValueError(tr("type the year in at most four digits, such as 1941"))
    years = [place for place, number in enumerate(numbers) if len(number) > 2] or _early_year(parts, language)
    if not years:
        raise ValueError(tr("type the year in full, such as 1941, or AD 79 for an early one"))
    if len(years) > 1 or len(numbers) > 3 - (month is not None):
        raise ValueError(tr("type only one year, such as 1941, and at most one day"))
    place, year = years[0], int(numbers[years[0]])
    others = [int(number) for index, number in enumerate(numbers) if index != place]
    if month is not None:
        return Moment.checked(year, month, others[0] if others else None, era)
    match others, place:
        case [], _:
            return Moment.checked(year, None, None, era)
        case [first], _:
            return Moment.checked(year, first, None, era)
        case [first, second], 0:
            return Moment.checked(year, first, second, era)
        case [first, second], 2:
            day, month = (second, first) if _month_first(first, second, language) else (first, second)
            return Moment.checked(year, month, day, era)
        case _:
            raise ValueError(tr("type the year first or last, not in the middle"))


def _early_year(parts: list[Part], language: str) -> list[int]:
    """Return the figures of a year of one or two, which needs an era; empty if there is none.

    A number that is no day; else the one that stands where the language has its year, or that touches the era, behind
    it rather than before it.
    """
    kinds = [part.kind for part in parts]
    if "era" not in kinds:
        return []
    numbers = [place for place, kind in enumerate(kinds) if kind == "number"]
    long = [index for index, place in enumerate(numbers) if int(parts[place].text) > 31]
    if len(numbers) == 1 or long:
        return long or [0]
    letters = [token[0] for token in _pattern(language, "day", True) if not isinstance(token, str)]
    if kinds == [_KINDS.get(letter, "month") for letter in letters]:
        return [[letter for letter in letters if letter in "dyY"].index("y")]
    era = kinds.index("era")
    beside = [place for place in (era + 1, era - 1) if place in numbers]
    return [numbers.index(beside[0])] if beside else []


_KINDS: dict[str, Kind] = {"G": "era", "y": "number", "d": "number"}


def _month_first(first: int, second: int, language: str) -> bool:
    """Return whether a date in figures that ends with its year begins with its month.

    Raises:
        ValueError: if the region does not tell and the figures do not either.
    """
    if second > 12 or first > 12:
        return second > 12
    order = _order(language)
    if not order and first != second:
        raise ValueError(
            tr("{first}/{second} can be read in two ways: type the month's name", first=first, second=second)
        )
    return order == "Md"


@lru_cache(maxsize=16)
def _order(language: str) -> Literal["dM", "Md", ""]:
    """In which order a region writes day and month before the year in figures; empty if that does not tell."""
    if language.casefold() == "en":
        return ""
    formats = locale_data(language).date_formats
    short, long = (re.sub("[^dMy]|(.)(?=\\1)", "", re.sub("'[^']*'", "", formats[width].pattern)) for width in _WIDTHS)
    if short == "Mdy":
        return "Md"
    return "dM" if short == "dMy" or long == "dMy" else ""


_WIDTHS = ("short", "long")


def _example(language: str) -> str:
    day, month = (format_date(moment, language) for moment in (Moment(1941, 4, 13), Moment(1941, 4)))
    return tr("type a date, such as {day}, {month} or 1941", day=day, month=month)


def _written(moment: Moment, language: str, letter: str, width: int) -> str:
    """Return what stands for a letter of a pattern."""
    early, english = moment.year in range(1, 100), language.partition("-")[0].casefold() == "en"
    match letter:
        case "G":
            return "" if early and english else _era(moment, language)
        case "y" | "Y":  # English has AD before the year, BC behind it; CLDR has both behind
            return f"{_era(moment, language)} {moment.year}" if early and english else str(abs(moment.year))
        case "d":
            return f"{moment.day or 1:0{width}}"
    month = moment.month or 1
    if width < 3:
        return f"{month:0{width}}"
    names = locale_data(language).months["format" if letter == "M" else "stand-alone"]
    return str(names["abbreviated" if width == 3 else "wide"][month])


def _era(moment: Moment, language: str) -> str:
    return str(locale_data(language).eras["abbreviated"][moment.year > 0])


@lru_cache(maxsize=32)
def _pattern(language: str, precision: str, with_era: bool) -> tuple[str | tuple[str, int], ...]:
    """The pattern of a day, a month or a year, in parts. English without a region has its day first."""
    from babel.dates import tokenize_pattern

    locale = locale_data("en-001" if language.casefold() == "en" else language)
    if with_era:
        pattern = locale.datetime_skeletons[{"day": "GyMMMMd", "month": "GyMMMM", "year": "Gy"}[precision]].pattern
    elif precision == "day":
        pattern = locale.date_formats["long"].pattern
    else:
        pattern = locale.datetime_skeletons["yMMMM"].pattern if precision == "month" else "y"
    return tuple(token for _, token in tokenize_pattern(pattern))

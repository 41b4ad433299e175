"""Numbers, dates and lists are those of the Unicode CLDR, in every language of the interface."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from quizapp.core import formats
from quizapp.core.messages import ENGLISH, number
from quizapp.store.catalogues import languages, use_language


@pytest.fixture(params=languages())
def locale(request: pytest.FixtureRequest) -> Locale:
    """The interface's language, in use, and its locale; English is that of Britain."""
    use_language(request.param)
    return Locale.parse("en_GB" if request.param == ENGLISH else request.param)


@pytest.mark.parametrize("value", [0, 7, 999, 1_000, 12_345, 1_234_567, -1_000])
def test_whole_numbers(locale: Locale, value: int) -> None:
    assert number(value) == format_decimal(value, locale=locale)


@pytest.mark.parametrize("value", [0.5, 1.25, 1_234.5, 12_345.75])
def test_decimals(locale: Locale, value: float) -> None:
    assert formats.decimal(value, 2) == format_decimal(value, "#,##0.00", locale=locale)


def test_percentages(locale: Locale) -> None:
    assert formats.percent(0.84) == format_percent(0.84, locale=locale)
    assert formats.percent(0.845, 1) == format_percent(0.845, "#,##0.0%", locale=locale)


@pytest.mark.parametrize("month", range(1, 13))
def test_dates(locale: Locale, month: int) -> None:
    day = date(2026, month, 20)
    assert formats.long_date(day) == format_date(day, "d MMMM y", locale=locale)
    assert formats.day_and_month(day) == format_date(day, "d MMMM", locale=locale)
    assert formats.short_date(day) == format_date(day, "d LLL", locale=locale)
    assert formats.month_and_year(day) == format_date(day, "MMMM y", locale=locale)


@pytest.mark.parametrize("day", range(7))
def test_days_of_the_week(locale: Locale, day: int) -> None:
    assert formats.weekday(day) == locale.days["format"]["wide"][day]
    assert formats.short_weekday(day) == locale.days["format"]["abbreviated"][day]


@pytest.mark.parametrize("count", range(4))
def test_lists(locale: Locale, count: int) -> None:
    items = ["a", "b", "c"][:count]
    assert formats.all_of(items) == format_list(items, "standard", locale=locale)
    assert formats.any_of(items) == format_list(items, "or", locale=locale)

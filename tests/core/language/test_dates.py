"""Dates: what is shown is read back in every language, and what is asked again depends on the form alone."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date as babel_date
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.language.dates import Moment, Unreadable, format_date, read_date, read_fields
from quizapp.core.marking.mark import AskAgain, Mark
from quizapp.core.marking.marking import mark
from quizapp.core.questions.typed import Date

EVERY_LANGUAGE = sorted(tag for tag in locale_identifiers() if "_" not in tag)
LANGUAGES = ["en", "nl", "de", "fr", "es", "it", "da", "tr", "ru", "he", "ar", "fa", "zh", "ja", "ko"]
MOMENTS = [
    *(Moment(1941, month, 13) for month in range(1, 13)),
    *(Moment(1941, month) for month in range(1, 13)),
    *(Moment(1941), Moment(476), Moment(79), Moment(-44), Moment(79, 8), Moment(-44, 3), Moment(9999, 12, 31)),
    *(Moment(79, 8, 24), Moment(-44, 3, 15), Moment(5, 8, 4), Moment(-5, 8, 4), Moment(2024, 2, 29)),
]

languages = st.sampled_from([*LANGUAGES, "en-US", "en-GB", "hu", "eu", "th", "vi"])
days = st.dates().map(lambda day: Moment(day.year, day.month, day.day))
moments = st.one_of(
    days,
    days.map(lambda day: Moment(day.year, day.month)),
    days.map(lambda day: Moment(day.year)),
    days.map(lambda day: Moment(-day.year, day.month, min(day.day or 1, 28))),
)
answers = st.dates().map(date.isoformat)
lines = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from("0123456789 .,-/年月日٣g'AD"), max_size=14),
    st.builds(
        " ".join,
        st.lists(
            st.sampled_from(
                [
                    "12",
                    "7",
                    "1942",
                    "79",
                    "13th",
                    "AD",
                    "BC",
                    "July",
                    "7/12/1942",
                    "mar",
                    "mei",
                    "Sunday",
                    "of",
                    "г.",
                    "元",
                ]
            ),
            max_size=5,
        ),
    ),
)


def judged(text: str, answer: str, language: str = "en") -> Mark | AskAgain:
    return mark(Date(id="q", prompt="?", answer=answer), text, language)


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_date_that_is_shown_is_read_back_in_every_language(language: str) -> None:
    read = {shown: read_date(shown, language) for moment in MOMENTS if (shown := format_date(moment, language))}
    assert list(read.values()) == MOMENTS, read


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["full", "long", "medium"])
def test_every_pattern_of_cldr_with_its_year_in_full_is_read(language: str, width: str) -> None:
    for month in range(1, 13):
        shown = babel_date(date(1941, month, 23), width, locale=language)
        assert read_date(shown, language) == Moment(1941, month, 23), shown
        assert read_date(shown.upper(), language) == Moment(1941, month, 23), shown.upper()


@given(moments, languages)
def test_every_date_that_is_shown_is_read_back(moment: Moment, language: str) -> None:
    assert read_date(format_date(moment, language), language) == moment


@pytest.mark.parametrize(
    ("moment", "language", "shown"),
    [
        (Moment(1941, 4, 13), "en", "13 April 1941"),
        (Moment(1941, 4, 13), "en-US", "April 13, 1941"),
        (Moment(1941, 4), "nl", "april 1941"),
        (Moment(1941, 4, 13), "zh", "1941年4月13日"),
        (Moment(1941, 4, 13), "es", "13 de abril de 1941"),
        (Moment(79), "en", "AD 79"),
        (Moment(79, 8, 24), "en", "24 August AD 79"),
        (Moment(79), "nl", "79 n.Chr."),
        (Moment(-44, 3, 15), "en", "15 March 44 BC"),
    ],
)
def test_a_date_is_shown_as_its_language_writes_it(moment: Moment, language: str, shown: str) -> None:
    assert format_date(moment, language) == shown


@pytest.mark.parametrize(
    ("text", "language", "moment"),
    [
        ("1er avril 1900", "fr", Moment(1900, 4, 1)),
        ("le 1er avril 1900", "fr", Moment(1900, 4, 1)),
        ("APRIL 13th, 1941", "en", Moment(1941, 4, 13)),
        ("13 avr. 1941", "fr", Moment(1941, 4, 13)),
        ("mar 4 mar 1941", "es", Moment(1941, 3, 4)),
        ("9 мая 1945 года", "ru", Moment(1945, 5, 9)),
        ("9-го мая 1945 г.", "ru", Moment(1945, 5, 9)),
        ("一九四五年五月八日", "zh", Moment(1945, 5, 8)),
        ("二十八日二月1945年", "zh", Moment(1945, 2, 28)),
        ("1945年5月8日(火)", "ja", Moment(1945, 5, 8)),
        ("ngày 13 tháng 4 năm 1941", "vi", Moment(1941, 4, 13)),
        ("14 במאי 1948", "he", Moment(1948, 5, 14)),
        ("٦ أكتوبر ١٩٧٣", "ar", Moment(1973, 10, 6)),
        ("29 EKİM 1923", "tr", Moment(1923, 10, 29)),
        ("A.D. 79", "en", Moment(79)),
        ("24 August 79 AD", "en", Moment(79, 8, 24)),
        ("0079", "en", Moment(79)),
        ("44 BC", "en", Moment(-44)),
        ("44 v.Chr.", "nl", Moment(-44)),
        ("avant J.-C. 44", "fr", Moment(-44)),
        ("-753", "fr", Moment(-753)),
        ("7/12/1941", "en-US", Moment(1941, 7, 12)),
        ("7/12/1941", "en-GB", Moment(1941, 12, 7)),
        ("7.12.1941", "de", Moment(1941, 12, 7)),
        ("13/4/1941", "en", Moment(1941, 4, 13)),
        ("4/13/1941", "nl", Moment(1941, 4, 13)),
        ("1941-04-13", "ja", Moment(1941, 4, 13)),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, language: str, moment: Moment) -> None:
    assert read_date(text, language) == moment


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("4/5/1941", "en", "two ways"),
        ("4/5/1941", "en-CA", "two ways"),
        ("4/5/1941", "ja", "two ways"),
        ("79", "en", "year in full"),
        ("13 April 41", "en", "AD 79"),
        ("45年5月8日", "zh", "year in full"),
        ("30 February 1941", "en", "no such day"),
        ("jui 1941", "fr", "type a date"),
        ("13 or 14 April 1941", "en", "type a date"),
        ("April June 1941", "en", "type a date"),
        ("79 AD BC", "en", "type a date"),
        ("13041941", "en", "four digits"),
        ("13 1941 4", "en", "not in the middle"),
        ("1941 1942", "en", "one year"),
        ("", "en", "type a date"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_not_read(text: str, language: str, reason: str) -> None:
    found = read_date(text, language)
    assert isinstance(found, Unreadable)
    assert reason in found.reason


def test_the_verdict_says_how_figures_were_read_where_the_region_decided() -> None:
    assert judged("12/7/1941", "1941-12-07", "en-US") == Mark(1.0, True, "right (read as December 7, 1941)")
    assert judged("13/4/1941", "1941-04-13", "en-GB") == Mark(1.0, True, "right")
    reason = "right year, wrong month: 7 december 1941 (read as 12 juli 1941)"
    assert judged("12/7/1941", "1941-12-07", "nl") == Mark(0.25, False, reason)


def test_a_year_before_christ_is_no_year_after() -> None:
    assert judged("79 BC", "0079") == Mark(0.0, False, "wrong: the answer is AD 79")


@pytest.mark.parametrize(
    "fields",
    [
        ("17", "9", "1939"),
        ("17th", "Sept.", "1939"),
        ("17 September 1939", "", ""),
        ("", "September 17, 1939", ""),
        ("", "", "1939-09-17"),
        ("17 September", "", "1939"),
        ("17", "September 1939", ""),
        ("17", "", "September 1939"),
        ("17", "9", "AD 1939"),
        ("١٧", "٩", "١٩٣٩"),
    ],
)
def test_a_whole_date_may_stand_in_any_field(fields: tuple[str, str, str]) -> None:
    assert read_fields(*fields, "en") == Moment(1939, 9, 17)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (("17", "9", ""), "type the year too"),
        (("17", "", "1939"), "type the month too"),
        (("17", "Foo", "1939"), "“Foo” is not a month"),
        (("Foo", "9", "1939"), "type the day in digits"),
        (("17", "9", "39"), "year in full"),
        (("31", "2", "1939"), "no such day"),
        (("12/7/1939", "", ""), "two ways"),
        (("17 September 1939", "9", ""), "one year"),
    ],
)
def test_fields_that_make_no_date_say_what_is_missing(fields: tuple[str, str, str], reason: str) -> None:
    found = read_fields(*fields, "en")
    assert isinstance(found, Unreadable)
    assert reason in found.reason


@given(lines, answers, answers, languages)
def test_a_date_is_asked_again_whatever_the_answer_is(line: str, answer: str, other: str, language: str) -> None:
    for response in (line, {"day": line, "month": "", "year": ""}, {"day": "", "month": "7", "year": line}):
        verdicts = [mark(Date(id="q", prompt="?", answer=day), response, language) for day in (answer, other)]
        assert len({isinstance(verdict, AskAgain) for verdict in verdicts}) == 1, verdicts

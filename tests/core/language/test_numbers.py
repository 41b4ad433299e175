"""Numbers: what is shown is read back in every language, and what is asked again depends on the form alone."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.language.number_words import read_words
from quizapp.core.language.numbers import Reading, Unreadable, exact, format_number, read_number
from quizapp.core.language.units import kinship
from quizapp.core.marking.mark import AskAgain, Mark
from quizapp.core.marking.marking import mark
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.typed import Number

EVERY_LANGUAGE = sorted(tag for tag in locale_identifiers() if "_" not in tag)
LANGUAGES = ["en", "nl", "de", "fr", "es", "it", "da", "tr", "ru", "he", "ar", "fa", "zh", "ja", "ko"]
UNITS = ["", "km", "mW", "%", "€", "°C", "soldiers", "million soldiers"]

languages = st.sampled_from(LANGUAGES)
units = st.sampled_from(UNITS)
figures = st.one_of(
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-99_999, 99_999, places=3).map(float),
)
lines = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from("0123456789 .,'’٫٬/^eE×x⁻²½-−–+%€$kMm万億二十百千٣๓\u200c\u200f\n"), max_size=20),
    st.builds(
        " ".join,
        st.lists(
            st.sampled_from(
                [
                    "28.000",
                    "1,5",
                    "-3",
                    "one",
                    "two",
                    "hundred",
                    "million",
                    "Mio.",
                    "mille",
                    "万",
                    "MW",
                    "km",
                    "€",
                    "percent",
                ]
            ),
            max_size=4,
        ),
    ),
)


def readings(text: str, language: str = "en", unit: str = "") -> list[str] | None:
    """The numbers that a text may mean, as plain figures; None if it is none."""
    found = read_number(text, unit, language)
    return None if isinstance(found, Unreadable) else [f"{one.value.normalize():f}" for one in found]


def judged(text: str, answer: float, language: str = "en", unit: str = "", tolerance: float = 0) -> Mark | AskAgain:
    return mark(Number(id="q", prompt="?", answer=answer, unit=unit, tolerance=tolerance), text, language)


# What is shown


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_number_that_is_shown_is_read_back_in_every_language(language: str) -> None:
    for value in (0, -5, 1234, -1234.5, 28_000, 0.125, 1_234_567.891, 1e-7, -6.022e23, 1.6e-19, 123_456_789_012, -1e-9):
        shown = format_number(value, language)
        for text in (shown, f"{shown} km"):
            found = read_number(text, "km", language)
            assert not isinstance(found, Unreadable), text
            assert (found[0].value, found[0].evident) == (exact(value), True), text


@given(figures, languages, units)
def test_the_model_answer_is_right_whatever_its_size(value: float, language: str, unit: str) -> None:
    question = Number(id="q", prompt="?", answer=value, unit=unit)
    shown = model_answer(question, language)
    assert mark(question, shown, language) == Mark(1.0, True, "right"), shown


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (28_000, "en", "28,000"),
        (28_000, "nl", "28.000"),
        (1_234_567, "hi", "12,34,567"),
        (1.6e-19, "en", "1.6 × 10⁻¹⁹"),
        (1.6e-19, "de", "1,6 × 10⁻¹⁹"),
        (-6.022e23, "en", "-6.022 × 10²³"),
        (1e-7, "en", "10⁻⁷"),
        (0.00001, "en", "0.00001"),
        (123_456_789_012_345, "en", "123,456,789,012,345"),
        (10**15, "en", "10¹⁵"),
    ],
)
def test_a_number_is_shown_as_a_person_writes_it(value: float, language: str, shown: str) -> None:
    assert format_number(value, language) == shown


# What is read


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("28,000", "en", ["28000"]),
        ("28.000", "en", ["28", "28000"]),
        ("28,000", "nl", ["28", "28000"]),
        ("28.000", "nl", ["28000"]),
        ("3.142", "en", ["3.142", "3142"]),
        ("3,142", "en", ["3142", "3.142"]),
        ("1,500", "en", ["1500"]),
        ("1,5", "en", ["1.5"]),
        ("1.234.567", "en", ["1234567"]),
        ("0,125", "en", ["0.125"]),
        ("28'000", "de-CH", ["28000"]),
        ("1'234.5", "nl", ["1234.5"]),
        ("28\u202f000", "fr", ["28000"]),
        ("12,34,567", "hi", ["1234567"]),
        (".5", "en", ["0.5"]),
        (",5", "en", ["0.5"]),
        ("½", "en", ["0.5"]),
        ("2½", "en", ["2.5"]),
        ("3/2", "en", ["1.5"]),
        ("2 1/2", "en", ["2.5"]),
        ("10²", "en", ["100"]),
        ("10⁻²", "en", ["0.01"]),
        ("1e-7", "en", ["0.0000001"]),
        ("6.022 x 10^3", "en", ["6022", "6022000"]),
        ("6,02·10³", "de", ["6020"]),
        ("–70", "en", ["-70"]),
        ("−70", "en", ["-70"]),
        ("minus 70", "en", ["-70"]),
        ("٢٨٬٠٠٠", "ar", ["28000"]),
        ("۳٫۷", "fa", ["3.7"]),
        ("２８，０００", "ja", ["28000"]),
        ("3億5000万", "ja", ["350000000"]),
        ("3,7 Mio.", "de", ["3700000"]),
        ("28K", "en", ["28000"]),
        ("28.", "en", ["28"]),
        ("1.000,50", "en", ["1000.5"]),
        ("28 Tsd.", "de", ["28000"]),
    ],
)
def test_a_number_is_read_as_the_language_has_it_and_then_as_another(
    text: str, language: str, numbers: list[str]
) -> None:
    assert readings(text, language) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "many",
        "1/0",
        "2 000/3",
        "28,00",
        ",50",
        "28 00",
        "1..5",
        "12 3",
        "1e99999",
        "five six",
        "twenty-eight",
        "10-7",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert readings(text) is None


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("twelve", "en", 12),
        ("a million", "en", 10**6),
        ("two hundred thousand", "en", 200_000),
        ("een miljoen", "nl", 10**6),
        ("tweehonderd", "nl", 200),
        ("zweihunderttausend", "de", 200_000),
        ("deux cents", "fr", 200),
        ("quinientos", "es", 500),
        ("mil millones", "es", 10**9),
        ("duemila", "it", 2000),
        ("tohundrede", "da", 200),
        ("ON İKİ", "tr", 12),
        ("пятьсот тысяч", "ru", 500_000),
        ("שלושת אלפים", "he", 3000),
        ("ثلاثمئة", "ar", 300),
        ("سیصد هزار", "fa", 300_000),
        ("三千五百万", "zh", 35_000_000),
        ("一億二千万", "ja", 120_000_000),
        ("삼백만", "ko", 3_000_000),
    ],
)
def test_a_number_in_words_is_read(text: str, language: str, number: int) -> None:
    assert read_words(text, language) == (Decimal(number), "")


def test_the_verdict_says_how_a_number_was_read_where_there_was_a_choice() -> None:
    assert judged("28.000", 28_000) == Mark(1.0, True, "right (read as 28,000)")
    assert judged("28,000", 28_000) == Mark(1.0, True, "right")
    assert judged("3,142", 3.14159, tolerance=0.01) == Mark(1.0, True, "right: close enough to 3.14159 (read as 3.142)")
    assert judged("one million", 12) == Mark(0.0, False, "wrong: too high; it is 12 (read as 1,000,000)")
    assert judged("1/3", 12) == Mark(0.0, False, "wrong: too low; it is 12 (read as 0.333333333)")


def test_a_distractor_stays_wrong_though_it_could_be_read_as_the_answer() -> None:
    question = Number(id="q", prompt="?", answer=1.234, distractors={"thousand": 1234})
    judgement = mark(question, "1,234", "en")
    assert isinstance(judgement, Mark)
    assert not judgement.right


# Units


@pytest.mark.parametrize(
    ("typed", "unit", "kin"),
    [
        ("mW", "mW", "same"),
        ("MW", "mW", "other"),
        ("Mg", "mg", "other"),
        ("um", "µm", "same"),
        ("μm", "µm", "same"),
        ("C", "°C", "same"),
        ("deg C", "°C", "same"),
        ("degrees", "°C", "same"),
        ("K", "°C", "other"),
        ("deg", "°", "same"),
        ("Kilometres", "km", "same"),
        ("kilometers", "km", "same"),
        ("miles", "km", "other"),
        ("km2", "km²", "same"),
        ("SOLDIERS", "soldiers", "same"),
        ("tanks", "soldiers", "unknown"),
        ("km", "soldiers", "unknown"),
        ("hours", "h", "same"),
        ("minutes", "h", "other"),
        ("mol/L", "mol/l", "same"),
        ("per cent", "%", "same"),
        ("euros", "€", "same"),
        ("EUR", "€", "same"),
        ("$", "€", "other"),
        ("km", "", "unknown"),
    ],
)
def test_symbols_keep_their_case_and_words_do_not(typed: str, unit: str, kin: str) -> None:
    assert kinship(typed, unit, "en") == kin


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("€5", "en", "€"),
        ("5 €", "fr", "€"),
        ("-€5", "en", "€"),
        ("yüzde 97", "tr", "%"),
        ("%97", "tr", "%"),
        ("97 процентов", "ru", "%"),
        ("97 درصد", "fa", "%"),
        ("¥500", "ja", "円"),
        ("5 K", "en", "K"),
    ],
)
def test_a_unit_may_stand_before_or_behind(text: str, language: str, unit: str) -> None:
    found = read_number(text, unit, language)
    assert not isinstance(found, Unreadable)
    assert found[0].unit == ""


def test_another_unit_is_wrong_and_an_unknown_one_asked_again() -> None:
    assert judged("5 MW", 5, unit="mW") == Mark(0.0, False, "wrong: MW is a different unit; it is 5 mW")
    assert isinstance(judged("5 tanks", 5, unit="mW"), AskAgain)


# Whatever is typed


@given(lines, figures, figures, languages, units)
def test_a_number_is_asked_again_whatever_the_answer_is(
    line: str, answer: float, other: float, language: str, unit: str
) -> None:
    verdicts = [judged(line, value, language, unit) for value in (answer, other)]
    assert len({isinstance(verdict, AskAgain) for verdict in verdicts}) == 1, verdicts


@given(lines, languages, units)
def test_whatever_is_typed_is_read_or_asked_again(line: str, language: str, unit: str) -> None:
    found = read_number(line, unit, language)
    assert found.reason if isinstance(found, Unreadable) else all(isinstance(one, Reading) for one in found)


@given(figures, languages, st.sampled_from(["\u200e", "\u200f", "\u2060", "\ufeff", "\u200c"]), st.data())
def test_characters_that_nobody_sees_change_no_number(
    value: float, language: str, invisible: str, data: st.DataObject
) -> None:
    shown = format_number(value, language)
    place = data.draw(st.integers(0, len(shown)))
    assert read_number(shown[:place] + invisible + shown[place:], "", language) == read_number(shown, "", language)


@given(figures, languages, st.sampled_from(["NFC", "NFD"]))
def test_the_normal_form_changes_no_number(value: float, language: str, form: str) -> None:
    shown = format_number(value, language)
    assert read_number(unicodedata.normalize(form, shown), "", language) == read_number(shown, "", language)  # type: ignore[arg-type]

"""Numbers as people type them: separators of the deck's language, a unit, a word for a power of ten."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from quizapp.core.deferred import dataclass

Number = int | float

_SHAPE = re.compile(r"(?P<sign>[-+\u2212]?)\s*(?P<digits>\d[\d.,'\u2019\s]*\d|\d)\s*(?P<rest>.*)", re.DOTALL)
_SCALES = {
    "thousand": 1_000,
    "duizend": 1_000,
    "million": 1_000_000,
    "miljoen": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "miljard": 1_000_000_000,
    "mld": 1_000_000_000,
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no number; `reason` says what to type instead."""

    reason: str


def read_number(text: str, unit: str, language: str) -> Decimal | Unreadable:
    """The number that `text` means in `language`, with or without `unit` behind it.

    Either separator groups thousands where it can mean nothing else (28 000, 1.234.567); a single group behind the
    language's decimal mark (28.000 in English, 28,000 in Dutch) could be meant both ways and is not guessed.
    """
    example = format_number(28_000, language)
    found = _SHAPE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return Unreadable(f"type a number, such as {example}")
    scale, rest = _scale(found["rest"])
    counted, noun = _scale(unit)
    if rest and _bare(rest) not in (_bare(unit), _bare(noun)):
        return Unreadable(f"type the number alone, in {unit}" if unit else "type the number alone")
    decimal, group = separators(language)
    digits = re.sub(r"['\u2019\s]", "", found["digits"]) if _grouped(found["digits"]) else None
    if digits is None:
        return Unreadable(f"group thousands by three, such as {example}")
    value = _value(digits, decimal, group, scaled=bool(scale))
    if value is None:
        plain = re.sub(r"\D", "", digits)
        if re.fullmatch(rf"\d{{1,3}}{re.escape(decimal)}\d{{3}}", digits) and not digits.startswith("0"):
            return Unreadable(
                f"{digits} can be read in two ways: type {format_number(int(plain), language)} or {plain}"
            )
        return Unreadable(f"type a number, such as {example}")
    if scale or rest:
        value = value * (scale or 1) / (counted or 1)  # `1.5 million soldiers` where the unit is a million soldiers
    return -value if found["sign"] in ("-", "\u2212") else value


def format_number(value: Number, language: str) -> str:
    """`value` with the separators of `language`: 28,000 in English, 28.000 in Dutch."""
    from babel.numbers import format_decimal  # 25 ms; only questions about numbers need it

    return format_decimal(Decimal(str(value)), locale=locale_of(language), decimal_quantization=False)


def with_unit(value: Number, unit: str, language: str) -> str:
    """The number and its unit, for reading: `28,000 soldiers`, `60 %`."""
    return f"{format_number(value, language)} {unit}".strip()


@lru_cache(maxsize=8)
def separators(language: str) -> tuple[str, str]:
    """The decimal mark and the thousands separator of `language`."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = locale_of(language)
    return get_decimal_symbol(locale), get_group_symbol(locale)


@lru_cache(maxsize=8)
def locale_of(language: str) -> str:
    """The locale that babel knows for a BCP 47 tag; English for one that it does not."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"


def _value(digits: str, decimal: str, group: str, *, scaled: bool) -> Decimal | None:
    """The number, or None if it is none or could be one of two."""
    if digits.isdecimal():
        return Decimal(digits)
    other = "," if decimal == "." else "."
    for mark in (other, group, decimal):
        if mark in ".," and re.fullmatch(rf"[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}})+", digits):
            if mark == decimal and digits.count(mark) == 1 and not scaled:
                return None
            if mark != decimal or digits.count(mark) > 1:
                return Decimal(digits.replace(mark, ""))
    whole, _, fraction = digits.partition(decimal)
    if re.fullmatch(rf"\d{{1,3}}({re.escape(other)}\d{{3}})+|\d+", whole) and fraction.isdecimal():
        return Decimal(f"{whole.replace(other, '')}.{fraction}")
    return None


def _grouped(digits: str) -> bool:
    """Whether spaces and apostrophes in the digits, if any, group them by three."""
    parts = re.split(r"['\u2019\s]+", digits)
    return len(parts) == 1 or (len(parts[0]) <= 3 and all(re.match(r"\d{3}(?!\d)", part) for part in parts[1:]))


def _bare(text: str) -> str:
    return re.sub(r"[\s.]", "", unicodedata.normalize("NFKC", text).casefold())


def _scale(text: str) -> tuple[int, str]:
    """The power of ten that `text` begins with, or 0, and what follows."""
    first, _, rest = text.strip().partition(" ")
    scale = _SCALES.get(first.casefold(), 0)
    return (scale, rest.strip()) if scale else (0, text.strip())

"""Numbers as people type and write them: either meaning of comma and point, fractions, powers, words, units."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache

from quizapp.core.deferred import dataclass
from quizapp.core.language import number_words, units
from quizapp.core.language.characters import plain
from quizapp.core.language.locales import locale_data
from quizapp.core.messages import tr

Number = int | float

MAX_POWER = 9_999
"""Powers of ten beyond this are nobody's answer, and would take long to reckon with."""
PLAIN_DIGITS = range(-5, 15)
"""Numbers whose first digit stands here, counted from the point, are written out; others as a power of ten."""

_FIGURES = re.compile(r"(?:[.,٫](?=\d))?\d(?:[\d.,'٫٬\s]*\d)?")
_FRACTION = re.compile(r"(?:(\d{1,9})\s+)?(0|[1-9]\d{0,8})\s*/\s*(\d{1,9})(?![\d/])")
_POWER = re.compile(r"(\d{1,6})\s*(?:\^|\*\*)\s*([-+]?\d{1,9})")
_TIMES = re.compile(r"\s*(?:[eE]|[x×*·⋅]\s*10\s*(?:\^|\*\*))\s*([-+]?\d{1,9})(?![\d.,])")
_SIGN = re.compile(r"([-+])\s*")
_BEFORE = re.compile(r"([^\d.,٫+-]+?)\s*(?=[-+]?\s*[.,٫]?\d)")
_GROUPED = r"[1-9]\d{{0,2}}(?:{0}\d{{3}})+|[1-9]\d?(?:{0}\d{{2}})+{0}\d{{3}}"
_SPACED = _GROUPED.format(r"[\s'٬]")
_RECKONING = Context(prec=40)
_GLANCE = Context(prec=9)
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that a text may mean.

    `evident`: nobody would read it otherwise, or it stands as the language writes it. `unit`: a unit that was typed
    and is not the one asked for.
    """

    value: Decimal
    evident: bool = True
    unit: str = ""

    @property
    def rounded(self) -> Decimal:
        """The value in so many figures as can be taken in at a glance."""
        return self.value.normalize(_GLANCE)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no number; `reason` says what to type instead."""

    reason: str


def read_number(text: str, unit: str, language: str) -> tuple[Reading, ...] | Unreadable:
    """The numbers that `text` may mean, with or without `unit`: first as `language` writes them, then otherwise.

    A comma and a point are read the other way round too, but a decimal in that way has no zeros at its end: 1,500 is
    not 1.5 in English. What a text may mean does not depend on what is right.
    """
    negative, body = _sign(plain(text).rstrip(" .,;:!?\n\t\u3002"), language)
    before, body = _unit_before(body, unit, language)
    if before:
        behind, body = _sign(body, language)
        negative = negative or behind
    amount = _amount(body, language)
    if isinstance(amount, Unreadable):
        return amount
    if (parts := number_words.read_scale(amount.rest, language)) and parts[1][:1].isdigit():
        return _in_parts(amount, parts, negative, unit, language)
    measured = _measured(amount.rest, unit, language)
    kin = units.kinship(before, unit, language) if before else "same"
    if measured is None or kin == "unknown":
        return Unreadable(tr("type just the number, in {unit}", unit=unit) if unit else tr("type just the number"))
    scale, other = measured
    readings = []
    for value, own in amount.values:
        value = _RECKONING.multiply(value, scale) if scale != 1 else value
        shown = plain(format_number(value, language)) == body[: len(body) - len(amount.rest)].strip()
        evident = shown or (own and amount.figures and scale == 1 and len(amount.values) == 1)
        readings.append(Reading(-value if negative else value, evident, other or (before if kin == "other" else "")))
    return tuple(readings)


def format_number(value: Number | Decimal, language: str) -> str:
    """`value` as `language` writes it: 28,000 in English, 28.000 in Dutch, 1.6 × 10⁻¹⁹ where it is very small."""
    number = exact(value)
    if not number or number.adjusted() in PLAIN_DIGITS:
        return _written_out(number, language)
    power = f"10{str(number.adjusted()).translate(_RAISED)}"
    head = number.scaleb(-number.adjusted(), _RECKONING).normalize(_RECKONING)
    if abs(head) == 1:
        return f"{_marks(language).minus if head < 0 else ''}{power}"
    return f"{_written_out(head, language)} × {power}"


def with_unit(value: Number, unit: str, language: str) -> str:
    """The number and its unit, for reading: `28,000 soldiers`, `60 %`."""
    return f"{format_number(value, language)} {unit}".strip()


def exact(value: Number | Decimal) -> Decimal:
    """`value` as it is written in a deck: 0.1 is a tenth."""
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def difference(value: Decimal, other: Decimal) -> Decimal:
    """Return how far `value` lies above `other`, whatever their size."""
    return _RECKONING.subtract(value, other)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a language; `size` is how many digits stand in every group but the last, which has three."""

    decimal: str
    group: str
    minus: str
    size: int


@lru_cache(maxsize=8)
def _marks(language: str) -> _Marks:
    from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol

    locale = locale_data(language)  # 25 ms; only questions about numbers need it
    last, size = locale.decimal_formats[None].grouping
    return _Marks(
        decimal=get_decimal_symbol(locale),
        group=get_group_symbol(locale),
        minus=get_minus_sign_symbol(locale),
        size=size if last == 3 else 3,
    )


def _written_out(number: Decimal, language: str) -> str:
    marks = _marks(language)
    whole, _, fraction = f"{abs(number):f}".partition(".")
    groups = [whole[-3:]]
    whole = whole[:-3]
    while whole:
        groups.append(whole[-marks.size :])
        whole = whole[: -marks.size]
    fraction = fraction.rstrip("0")
    sign = marks.minus if number < 0 else ""
    return f"{sign}{marks.group.join(reversed(groups))}{marks.decimal if fraction else ''}{fraction}"


@dataclass(frozen=True, slots=True)
class _Amount:
    """A text before its unit as values, each with whether it is read as the language writes numbers.

    `figures`: it is written in figures alone. `rest`: what follows.
    """

    values: tuple[tuple[Decimal, bool], ...]
    rest: str
    figures: bool = False


def _sign(text: str, language: str) -> tuple[bool, str]:
    """Return whether `text` begins with a minus sign, or a word for one, and what follows the sign."""
    if sign := _SIGN.match(text):
        return sign[1] == "-", text[sign.end() :]
    rest = number_words.without_minus(text, language)
    return (False, text) if rest is None else (True, rest)


def _unit_before(text: str, unit: str, language: str) -> tuple[str, str]:
    """A unit that stands before the figures, as in €5, and the rest."""
    before = _BEFORE.match(text)
    if not before or number_words.read_words(text, language):
        return "", text
    return before[1], text[before.end() :]


def _amount(text: str, language: str) -> _Amount | Unreadable:
    if fraction := _FRACTION.match(text):
        whole, over, under = (int(part or 0) for part in fraction.groups())
        if not under or (whole and over >= under):
            return _no_number(language)
        value = _RECKONING.add(whole, _RECKONING.divide(over, under))
        return _Amount(((value, True),), text[fraction.end() :].strip())
    if power := _POWER.match(text):
        if abs(int(power[2])) > MAX_POWER:
            return _too_large()
        return _Amount(((_RECKONING.power(int(power[1]), int(power[2])), True),), text[power.end() :].strip())
    if figures := _FIGURES.match(text):
        return _in_figures(figures[0], text[figures.end() :], language)
    if words := number_words.read_words(text, language):
        return _Amount(((words[0], True),), words[1])
    return _no_number(language)


def _in_figures(figures: str, rest: str, language: str) -> _Amount | Unreadable:
    own = "," if _marks(language).decimal == "," else "."
    values: dict[Decimal, bool] = {}
    for mark in (own, "," if own == "." else "."):
        parts = _shape(mark).fullmatch(figures)
        if parts and (mark == own or not _ends_in_zero(parts)):
            whole = re.sub(r"\D", "", parts["whole"])
            values.setdefault(Decimal(f"{whole or 0}.{parts['fraction'] or ''}"), mark == own)
    if not values:
        example = format_number(28_000, language)
        spaced = re.search(r"[\s'٬]", figures)
        return (
            Unreadable(tr("group digits in threes, such as {example}", example=example))
            if spaced
            else _no_number(language)
        )
    amount = _Amount(tuple(values.items()), rest.strip(), figures=True)
    if times := _TIMES.match(rest):
        power = int(times[1])
        if abs(power) > MAX_POWER:
            return _too_large()
        raised = tuple((value.scaleb(power, _RECKONING), is_own) for value, is_own in amount.values)
        return _Amount(raised, rest[times.end() :].strip(), figures=True)
    return amount


def _in_parts(
    amount: _Amount, parts: tuple[int, str], negative: bool, unit: str, language: str
) -> tuple[Reading, ...] | Unreadable:
    """A number with figures behind its scale: 3億5000万."""
    scale, rest = parts
    smaller = read_number(rest, unit, language)
    if isinstance(smaller, Unreadable) or not 0 <= smaller[0].value < scale:
        return _no_number(language)
    value = _RECKONING.fma(amount.values[0][0], scale, smaller[0].value)
    return (Reading(-value if negative else value, False, smaller[0].unit),)


def _measured(rest: str, unit: str, language: str) -> tuple[Decimal, str] | None:
    """Return the factor of the unit behind a number, and that unit where it is another one.

    The unit asked for may begin with a scale itself: `1.5 million soldiers` where it is a million soldiers.
    """
    counted = number_words.read_scale(unit, language)
    count, noun = counted or (1, unit)
    if not rest or units.kinship(rest, unit, language) == "same":
        return Decimal(1), ""
    if counted and units.kinship(rest, noun, language) == "same":
        return _RECKONING.divide(1, count), ""
    letters = not units.has_symbol(unit)
    scale, behind = number_words.read_scale(rest, language, letters=letters) or (1, rest)
    kin = units.kinship(behind, noun, language) if behind else "same"
    if kin == "unknown":
        return None
    return _RECKONING.divide(scale, count), behind if kin == "other" else ""


def _ends_in_zero(parts: re.Match[str]) -> bool:
    """Return whether figures are a decimal with a zero at its end, and no thousands before it show what its mark is."""
    return bool(re.fullmatch(r"\d*", parts["whole"])) and (parts["fraction"] or "").endswith("0")


@lru_cache(maxsize=2)
def _shape(mark: str) -> re.Pattern[str]:
    """Figures with `mark` before their decimals, grouped by the other mark, spaces or apostrophes, if at all."""
    grouped = _GROUPED.format(r"\." if mark == "," else ",")
    return re.compile(rf"(?P<whole>{grouped}|{_SPACED}|\d*)(?:[{mark}٫](?P<fraction>\d+))?")


def _no_number(language: str) -> Unreadable:
    whole, fraction = format_number(28_000, language), format_number(0.5, language)
    return Unreadable(tr("type a number, such as {whole} or {fraction}", whole=whole, fraction=fraction))


def _too_large() -> Unreadable:
    return Unreadable(tr("type a number with a power of ten of at most {most}", most=MAX_POWER))

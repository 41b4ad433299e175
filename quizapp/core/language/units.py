"""Units as people write them: symbols keep their case (MW is not mW), words and names of currencies do not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from quizapp.core.language.characters import folded, plain
from quizapp.core.language.locales import languages_read, locale_data, locale_of

_PREFIX = "da|[QRYZEPTGMkhdcmuμnpfazyrq]"
_BASE = "g|m|s|A|K|mol|cd|rad|sr|Hz|N|Pa|J|W|C|V|F|Ω|S|Wb|T|H|lm|lx|Bq|Gy|Sv|kat|L|l|eV|t|bar|b|B|bit|Wh|Ah|Da|M|cal"
_SYMBOL = re.compile(rf"(?:{_PREFIX})?(?:{_BASE})|°?[CF]|min|h|d|ha")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s.^·⋅*]")

_TYPED = {
    "°": ("temperature-celsius", "temperature-fahrenheit", "angle-degree"),
    "deg": ("temperature-celsius", "temperature-fahrenheit", "angle-degree"),
    "degrees": ("temperature-celsius", "temperature-fahrenheit", "angle-degree"),
    "C": ("temperature-celsius",),
    "deg C": ("temperature-celsius",),
    "degC": ("temperature-celsius",),
    "F": ("temperature-fahrenheit",),
    "deg F": ("temperature-fahrenheit",),
    "degF": ("temperature-fahrenheit",),
    "%": ("concentr-percent",),
    "per cent": ("concentr-percent",),
    "pct": ("concentr-percent",),
    "퍼센트": ("concentr-percent",),
    "百分之": ("concentr-percent",),
}
"""What is typed for a unit that CLDR writes otherwise."""

Kinship = Literal["same", "other", "unknown"]


def kinship(typed: str, unit: str, language: str) -> Kinship:
    """Whether `typed` is the unit asked for, another one, or no unit that anybody knows."""
    written, model = _written(typed), _written(unit)
    if written == model:
        return "same"
    if unit and (names := _units(language).get(written)):
        return "same" if names & _units(language).get(model, frozenset()) else "other"
    return "other" if unit and has_symbol(typed) else "unknown"


def has_symbol(unit: str) -> bool:
    """Whether a unit is written with symbols of the SI, such as kW or m/s."""
    return any(map(_SYMBOL.fullmatch, _PIECE.findall(plain(unit))))


def _written(unit: str) -> str:
    """A unit in one spelling: without spaces, points and raised figures; words without case and accents."""
    return "".join(map(_piece, _PIECE.findall(plain(unit))))


@lru_cache(maxsize=1024)
def _piece(piece: str) -> str:
    if _SYMBOL.fullmatch(piece):
        return "μ" + piece[1:] if piece[0] == "u" else piece
    return folded(piece)


@lru_cache(maxsize=8)
def _units(language: str) -> Mapping[str, frozenset[str]]:
    """The units and currencies that each name may mean, by its spelling."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for typed, units in _TYPED.items():
        names[_written(typed)].update(units)
    for tag in (*languages_read(language), "en-GB"):  # metres beside meters
        for unit, name in (*_cldr_units(tag), *_currencies(tag)):
            names[_written(name)].add(unit)
    names.pop("", None)
    return {name: frozenset(units) for name, units in names.items()}


def _cldr_units(language: str) -> Iterator[tuple[str, str]]:
    from babel.localedata import LocaleDataDict, load

    data: Any = load(locale_of(language))
    for unit, widths in LocaleDataDict(data)["unit_patterns"].items():
        for width in ("long", "short"):
            for plural, pattern in widths.get(width, {}).items():
                if plural != "per" and isinstance(pattern, str):
                    yield unit, pattern.replace("{0}", "")


def _currencies(language: str) -> Iterator[tuple[str, str]]:
    """Codes, symbols and names, and the last word of a name: dollars."""
    from babel.numbers import get_currency_name

    locale = locale_data(language)
    for code in map(str, locale.currencies):
        yield code, code
        yield code, str(locale.currency_symbols.get(code, code))
        for count in (None, 1, 2, 5):
            name = get_currency_name(code, count, locale)
            yield from ((code, name), (code, name.split()[-1]))

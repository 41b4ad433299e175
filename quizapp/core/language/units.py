"""Units as people write them: symbols keep their case (MW is not mW), words and names of currencies do not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from quizapp.core.language.characters import folded, plain
from quizapp.core.language.locales import languages_read, locale_of

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
    "per cent": ("concentr-percent",),  # not shown
    "pct": ("concentr-percent",),
    "퍼센트": ("concentr-percent",),
    "百分之": ("concentr-percent",),
    "אחוזים": ("concentr-percent",),
    "بالمئة": ("concentr-percent",),
    "في المئة": ("concentr-percent",),  # not shown
    "元": ("CNY",),
    "块": ("CNY",),
    "圆": ("CNY",),
    "円": ("JPY",),
    "원": ("KRW",),
    "s": ("duration-second",),
    "h": ("duration-hour",),
    "d": ("duration-day",),
}
"""Spellings of units that CLDR writes otherwise."""

Kinship = Literal["same", "other", "unknown"]


def kinship(typed: str, unit: str, language: str) -> Kinship:
    """Return whether `typed` is the unit asked for, another one, or no unit that anybody knows."""
    written, model = _written(typed), _written(unit)
    if written == model:
        return "same"
    named, asked = _units(written, language), _units(model, language)
    if named & asked:
        return "same"
    return "other" if (named or has_symbol(typed)) and (asked or has_symbol(unit)) else "unknown"


def has_symbol(unit: str) -> bool:
    """Return whether a unit is written with symbols of the SI, such as kW or m/s."""
    return any(map(_SYMBOL.fullmatch, _PIECE.findall(plain(unit))))


def _written(unit: str) -> str:
    """A unit in one spelling: without spaces, points and raised figures; words without case and accents."""
    return "".join(map(_piece, _PIECE.findall(plain(unit))))


@lru_cache(maxsize=1024)
def _piece(piece: str) -> str:
    if _SYMBOL.fullmatch(piece):
        return ("μ" + piece[1:] if piece[0] == "u" else piece).replace("L", "l")
    return folded(piece)


def _units(name: str, language: str) -> frozenset[str]:
    """The units and currencies that a name may mean, as `_written`."""
    known = (_named(tag).get(name, frozenset()) for tag in (*languages_read(language), "en-GB"))  # metres, not meters
    return frozenset(_TYPED_AS.get(name, ())).union(*known)


@lru_cache(maxsize=32)
def _named(language: str) -> dict[str, frozenset[str]]:
    """The units and currencies by each of their names, as `_written`; 20 ms."""
    from babel.localedata import LocaleDataDict, load

    raw: Any = load(locale_of(language))
    names: defaultdict[str, set[str]] = defaultdict(set)
    for unit, name in (*_cldr_units(LocaleDataDict(raw)), *_currencies(LocaleDataDict(raw))):
        names[name].add(unit)
    units: defaultdict[str, set[str]] = defaultdict(set)
    for name, meant in names.items():
        units[_written(name)] |= meant
    units.pop("", None)
    return {name: frozenset(meant) for name, meant in units.items()}


def _cldr_units(data: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    for unit, widths in data["unit_patterns"].items():
        for width in ("long", "short"):
            for plural, pattern in widths.get(width, {}).items():
                if plural != "per" and isinstance(pattern, str):
                    yield unit, pattern.replace("{0}", "").strip()


def _currencies(data: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Codes, symbols and names, and the last word of a name: dollars."""
    for code, symbol in data["currency_symbols"].items():
        yield code, symbol
    for code, name in data["currency_names"].items():
        for text in (name, *data["currency_names_plural"].get(code, {}).values()):
            yield from ((code, code), (code, text), (code, text.rpartition(" ")[2]))


_TYPED_AS = {_written(typed): units for typed, units in _TYPED.items()}

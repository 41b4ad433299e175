"""The words of dates: months, weekdays, eras and what stands between them, by CLDR, in every form it has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from quizapp.core.deferred import dataclass
from quizapp.core.language.characters import folded, plain
from quizapp.core.language.locales import languages_read, locale_data

SHORTEST_BEGINNING = 3
"""Letters of a month's name that stand for it where no other month begins like that."""
LONGEST_NAME = 8
"""Words in the longest name of a month or an era."""

Era = Literal["bc", "ad"]

_ERAS = {
    "de": ("vor Christus/v. u. Z./vor unserer Zeit", "nach Christus/n. u. Z./u. Z."),
    "en": ("BCE/before the common era", "CE/common era"),
    "es": ("a. de C./antes de nuestra era/a. e. c.", "d. de C./de nuestra era/e. c."),
    "fr": ("avant J.-C./avant notre ère", "après J.-C./apr. J.-C./de notre ère"),
    "he": ("לפני הספירה הנוצרית", "לספירה הנוצרית"),
    "nl": ("voor Chr./v.o.j.", "na Chr./AD"),
    "ru": ("до нашей эры/до Р. Х./до Рождества Христова", "нашей эры/от Р. Х."),
    "ja": ("前", "西暦"),
    "zh": ("西元前/前", "西元"),
}
"""Names of the eras, before Christ and after, that CLDR does not have."""

_FILLERS = {
    "ar": "في سنة عام يوم",
    "da": "den i",
    "de": "am der den im",
    "en": "of the in on",
    "es": "de del el en",
    "fa": "در سال",
    "fr": "le en de du l",
    "he": "ב ה יום שנת",
    "it": "il l in di del nel",
    "ja": "に",
    "ko": "에",
    "nl": "de het op in van",
    "no": "den i",
    "pt": "de do em o a",
    "ru": "г год года году в",
    "sv": "den i",
    "tr": "yılı günü",
    "vi": "ngày tháng năm",
    "zh": "在 于 號 号",
}
"""Articles, prepositions and words for year and day that dates are written with and CLDR does not have."""


_LETTERS = frozenset(("Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "So", "Cn"))
"""Of the last kinds are the sign of an era, and letters that Unicode got after Python did."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language in dates, each written without case, accents, spaces and points."""

    months: dict[str, int]
    weekdays: frozenset[str]
    eras: dict[str, Era]
    fillers: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.months or word in self.weekdays or word in self.eras or word in self.fillers


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of figures or of letters; `joined`: nothing, or only a hyphen, stands before it."""

    text: str
    joined: bool

    @property
    def figures(self) -> bool:
        return self.text.isdecimal()


def pieces(text: str) -> list[Piece]:
    """The figures and words of a text, without case and accents."""
    found: list[Piece] = []
    run, kind, gap = "", "", " "
    for character in _han_figures(folded(plain(text))) + " ":
        if unicodedata.combining(character):
            continue
        letter = unicodedata.category(character) in _LETTERS
        new = "9" if character.isdecimal() else "a" if letter else ""
        if run and new != kind:
            found.append(Piece(run, gap in ("", "-")))
            run, gap = "", ""
        if new:
            run += character
        else:
            gap += character
        kind = new
    return found


def key(text: str) -> str:
    """A name as it is looked up; so are several pieces, joined."""
    return "".join(piece.text.lstrip("0") if piece.figures else piece.text for piece in pieces(text))


def unspaced(word: str) -> bool:
    """Return whether a word is of a script that does not part words: Thai to Burmese, Khmer, Han, kana; or Hangul."""
    first = word[0]
    return (
        "\u0e00" <= first < "\u10a0"
        or "\u1100" <= first < "\u1200"
        or "\u1780" <= first < "\u1800"
        or first >= "\u2e80"
    )


@lru_cache(maxsize=8)
def vocabulary(language: str) -> Vocabulary:
    """The words of dates in `language`, and in those that are understood beside it."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    eras: dict[str, Era] = {}
    fillers: set[str] = set()
    for tag in languages_read(language):
        base = tag.partition("-")[0].casefold()
        before, after, between = _literals(tag)
        fillers |= between | set(map(key, _FILLERS.get(base, "").split()))
        for name, month in _month_names(tag, before, after):
            months.setdefault(name, month)
        weekdays |= {key(name) for _, name in _names(locale_data(tag).days)}
        for name, era in _era_names(tag):
            eras.setdefault(key(name), era)
    eras.pop("", None)
    return Vocabulary(months, frozenset(weekdays - {""}), eras, frozenset(fillers - {""}))


def _names(contexts: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[int, str]]:
    """Names in all contexts and widths but the narrow one, in which many are alike."""
    for widths in contexts.values():
        for width, names in widths.items():
            if width != "narrow":
                yield from names.items()


def _month_names(language: str, before: set[str], after: set[str]) -> Iterator[tuple[str, int]]:
    names = [(month, name) for month, name in _names(locale_data(language).months) if not key(name).isdecimal()]
    for month, name in names:
        yield key(name), month
        for literal in before:
            yield key(literal + name), month
        for literal in after:
            yield key(name + literal), month
    beginnings: dict[str, set[int]] = {}
    for month, name in names:
        if len(parts := pieces(name)) == 1 and not unspaced(parts[0].text):
            for end in range(SHORTEST_BEGINNING, len(parts[0].text)):
                beginnings.setdefault(parts[0].text[:end], set()).add(month)
    yield from ((beginning, months.pop()) for beginning, months in beginnings.items() if len(months) == 1)


def _era_names(language: str) -> Iterator[tuple[str, Era]]:
    for width, names in locale_data(language).eras.items():
        for number, era in ((0, "bc"), (1, "ad")):
            if number in names and (width != "narrow" or len(key(names[number])) > 1):
                yield names[number], "bc" if era == "bc" else "ad"
    before, after = _ERAS.get(language.partition("-")[0].casefold(), ("", ""))
    yield from ((name, "bc") for name in before.split("/") if name)
    yield from ((name, "ad") for name in after.split("/") if name)


def _literals(language: str) -> tuple[set[str], set[str], set[str]]:
    """The letters in CLDR's patterns: joined to a month's name before it, or after it, and all of them."""
    from babel.dates import tokenize_pattern

    before: set[str] = set()
    after: set[str] = set()
    between: set[str] = set()
    for pattern in patterns(language):
        tokens = [token for _, token in tokenize_pattern(pattern)]
        for ahead, token, behind in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
            match token:
                case str():
                    between.update(piece.text for piece in pieces(token))
                case ("M" | "L", 3 | 4):
                    before.update(re.findall(r"[^\W\d_]+$", ahead) if isinstance(ahead, str) else ())
                    after.update(re.findall(r"^[^\W\d_]+", behind) if isinstance(behind, str) else ())
    return before, after, between


def patterns(language: str) -> list[str]:
    """CLDR's patterns of dates in `language`."""
    locale = locale_data(language)
    skeletons = (pattern for name, pattern in locale.datetime_skeletons.items() if set(name) <= set("GyMLdEc"))
    return [pattern.pattern for pattern in (*locale.date_formats.values(), *skeletons)]


def _han_figures(text: str) -> str:
    """Numerals before year, month and day in figures: 二十八日 as 28日, 一九四五年 as 1945年."""
    return _HAN_NUMBER.sub(lambda match: _han_number(match[0]), text)


def _han_number(numeral: str) -> str:
    tens, ten, ones = numeral.rpartition("十")
    digits = "".join(str(int(unicodedata.numeric(character))) for character in ones)
    return str((int(unicodedata.numeric(tens or "一")) * 10) + int(digits or 0)) if ten else digits


_HAN_NUMBER = re.compile(
    r"[〇零一二三四五六七八九]{4}(?=年)|[一二三]?十[一二三四五六七八九]?(?=[年月日號号])|[一二三四五六七八九](?=[月日號号])"
)

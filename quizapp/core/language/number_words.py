"""Numbers in words: one to twelve, round hundreds, thousands and millions, and the scale behind a figure (3.7 million).

Thousands and beyond are CLDR's compact forms. What is smaller CLDR keeps in its spell-out rules, which babel leaves
out; the table below holds the few words that students type. A library that spells numbers out would have to be run
backwards over every number and does not know the inflected forms.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from quizapp.core.deferred import dataclass
from quizapp.core.language.characters import folded, plain
from quizapp.core.language.locales import languages_read, locale_data

_UP_TO_TWELVE = {
    "ar": "صفر واحد/واحدة اثنان/اثنين/اثنتان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني/ثمان"
    " تسعة/تسع عشرة/عشر أحد_عشر/إحدى_عشرة اثنا_عشر/اثني_عشر/اثنتا_عشرة",
    "da": "nul en/et to tre fire fem seks syv otte ni ti elleve tolv",
    "de": "null ein/eins/eine/einen/einem/einer zwei/zwo drei vier fünf/fuenf sechs sieben acht neun zehn elf"
    " zwölf/zwoelf",
    "en": "zero/nought one two three four five six seven eight nine ten eleven twelve",
    "es": "cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fa": "صفر یک دو سه چهار/چار پنج شش/شیش هفت هشت نه ده یازده دوازده",
    "fr": "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze",
    "he": "אפס אחד/אחת שניים/שתיים/שני/שתי שלושה/שלוש/שלושת ארבעה/ארבע/ארבעת חמישה/חמש/חמשת שישה/שש/ששת שבעה/שבע/שבעת"
    " שמונה/שמונת תשעה/תשע/תשעת עשרה/עשר/עשרת אחד_עשר/אחת_עשרה שנים_עשר/שניים_עשר/שתים_עשרה/שתיים_עשרה",
    "it": "zero un/uno/una due tre quattro cinque sei sette otto nove dieci undici dodici",
    "ja": "零/〇/ゼロ 一 二 三 四 五 六 七 八 九",
    "ko": "영/공/제로 일/하나/한 이/둘/두 삼/셋/세 사/넷/네 오/다섯 육/여섯 칠/일곱 팔/여덟 구/아홉"
    " 열 열하나/열한 열둘/열두",
    "nl": "nul een/één twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "pt": "zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze",
    "ru": "ноль/нуль один/одна/одно два/две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz on on_bir on_iki",
    "zh": "零/〇 一 二/两/兩 三 四 五 六 七 八 九",
}
"""Nought to twelve, other forms of a word behind `/`, a space that may be left out as `_`."""

_LARGER = {
    "ar": {100: "مئة مائة", 200: "مئتان مئتين مائتان مائتين", 2000: "ألفان ألفين", 2 * 10**6: "مليونان مليونين"},
    "da": {100: "hundrede hundred", 1000: "tusinde"},
    "de": {100: "hundert", 1000: "tsd"},
    "en": {100: "hundred a_hundred", 1000: "a_thousand", 10**6: "a_million mn mln", 10**9: "a_billion bn"},
    "es": {
        100: "cien ciento cientos cientas",
        500: "quinientos quinientas",
        700: "setecientos setecientas",
        900: "novecientos novecientas",
    },
    "fa": {100: "صد", 200: "دویست", 300: "سیصد", 500: "پانصد"},
    "fr": {100: "cent cents"},
    "he": {100: "מאה מאות", 200: "מאתיים", 1000: "אלפים", 2000: "אלפיים", 10**6: "מיליונים"},
    "it": {100: "cento", 1000: "mila"},
    "ja": {10: "十", 100: "百", 1000: "千"},
    "ko": {10: "십", 100: "백"},
    "nl": {100: "honderd"},
    "pt": {
        100: "cem cento centos centas",
        200: "duzentos duzentas",
        300: "trezentos trezentas",
        500: "quinhentos quinhentas",
    },
    "ru": {100: "сто ста сот", 200: "двести", 1000: "тысячу"},
    "tr": {100: "yüz"},
    "zh": {10: "十", 100: "百", 1000: "千", 10_000: "萬", 10**8: "億"},
}
"""Hundreds, and forms of thousands and millions that CLDR does not have."""

_MINUS = {
    "ar": "سالب ناقص",
    "da": "minus",
    "de": "minus",
    "en": "minus negative",
    "es": "menos",
    "fa": "منفی منهای",
    "fr": "moins",
    "he": "מינוס",
    "it": "meno",
    "ja": "マイナス",
    "ko": "마이너스",
    "nl": "min minus",
    "pt": "menos",
    "ru": "минус",
    "tr": "eksi",
    "zh": "负 負",
}

_UNSPACED = frozenset(("ja", "ko", "yue", "zh"))
"""Languages that count by ten thousands, so that a thousand is a part of a larger scale."""
_LETTER_AHEAD = r"(?![^\W\d_\u1100-\U0003ffff])"
"""Not a letter, unless of a script without spaces."""


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of a language: each with its value, and a pattern for a run of them."""

    values: dict[str, int]
    scales: dict[str, int]
    run: re.Pattern[str]
    word: re.Pattern[str]
    minus: re.Pattern[str]
    within: frozenset[int]
    """The scales that count up to a larger one: hundred; in Chinese ten, hundred and thousand."""

    def parts(self, run: str) -> list[str]:
        """The words of a run, as they are written here."""
        return ["".join(word.split()) for word in self.word.findall(run)]


def read_words(text: str, language: str) -> tuple[Decimal, str] | None:
    """The number in words that `text` begins with, and what follows it."""
    known = _words(language)
    line = folded(text)
    run = known.run.match(line)
    if not run:
        return None
    value = _value(known.parts(run[0]), known)
    return None if value is None else (Decimal(value), text[run.end() :].strip())


def read_scale(text: str, language: str, *, letters: bool = False) -> tuple[int, str] | None:
    """The power of ten that `text` begins with in words (`million`), and what follows it.

    With `letters`, also one that is a single Latin letter (`28K`), which elsewhere may be a unit.
    """
    known = _words(language)
    run = known.run.match(folded(text))
    if not run:
        return None
    scale = 1
    for word in known.parts(run[0]):
        if word not in known.scales or (len(word) == 1 and word.isascii() and not (letters and text[0] in "kKMBT")):
            return None
        scale *= known.scales[word]
    return scale, text[run.end() :].strip()


def without_minus(text: str, language: str) -> str | None:
    """Return what follows a sign in words, or None if `text` begins with none."""
    word = _words(language).minus.match(folded(text))
    return text[word.end() :] if word else None


def _value(words: list[str], known: Words) -> int | None:
    """The number that words mean one behind the other, or None if nobody counts like that."""
    total, section, digit, least = 0, 0, None, 10**30
    for word in words:
        value = known.values[word]
        if word not in known.scales:
            if digit is not None or (value >= 100 and section % 1000):
                return None
            if value < 100:
                digit = value
            else:
                section += value
        elif value in known.within:
            if section % (10 * value):
                return None
            section, digit = section + (1 if digit is None else digit) * value, None
        elif total and not section and digit is None:
            total *= value  # a hundred thousand million
        elif value < least:
            total, section, digit, least = total + (section + (digit or 0) or 1) * value, 0, None, value
        else:
            return None
    return total + section + (digit or 0)


@lru_cache(maxsize=8)
def _words(language: str) -> Words:
    values: dict[str, int] = {}
    scales: dict[str, int] = {}
    minus: dict[str, None] = {}
    for tag in languages_read(language):
        base = tag.partition("-")[0].casefold()
        for value, forms in enumerate(_UP_TO_TWELVE.get(base, "").split()):
            for form in forms.split("/"):
                values.setdefault(_key(form), value)
        for value, text in _LARGER.get(base, {}).items():
            for word in text.split():
                if values.setdefault(_key(word), value) == value and str(value).strip("0") == "1":
                    scales.setdefault(_key(word), value)
        for word, value in _compact(tag):
            if word and values.setdefault(word, value) == value:
                scales.setdefault(word, value)
        minus |= dict.fromkeys(map(folded, _MINUS.get(base, "").split()))
    word = "|".join(re.escape(key).replace("_", r"\s*") for key in sorted(values, key=len, reverse=True))
    signs = "|".join(map(re.escape, sorted(minus, key=len, reverse=True)))
    within = frozenset((10, 100, 1000) if language.partition("-")[0].casefold() in _UNSPACED else (100,))
    return Words(
        values={key.replace("_", ""): value for key, value in values.items()},
        scales={key.replace("_", ""): value for key, value in scales.items()},
        run=re.compile(rf"(?:{word})(?:[\s-]*(?:{word}))*\.?{_LETTER_AHEAD}"),
        word=re.compile(word),
        minus=re.compile(rf"(?:{signs})(?:\s+|(?=\d))"),
        within=within,
    )


def _compact(language: str) -> list[tuple[str, int]]:
    """CLDR's compact forms: `million`, `Mio`, `万`, each with its value."""
    found = []
    for width in locale_data(language).compact_decimal_formats.values():
        for plural in width.values():
            for magnitude, pattern in plural.items():
                text = pattern.pattern.replace("'", "")
                zeros = text.count("0")
                word = _key(plain(text.replace("0", "")).strip("."))
                if word:
                    found.append((word, 10 ** (len(magnitude) - max(zeros, 1))))
    return found


def _key(word: str) -> str:
    return "_".join(folded(plain(word)).replace("_", " ").split())

"""Comparison of two spellings: each is folded, then they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from quizapp.core.deferred import dataclass
from quizapp.core.language.folding import Folding
from quizapp.core.language.forms import form, variants
from quizapp.core.language.punctuation import agree, without_punctuation
from quizapp.core.language.tables import ARTICLES, DOTLESS, TITLES, TRANSCRIPTIONS

_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
"""Niqqud, harakat and tatweel."""

_NUMBER_MARK = re.compile(r"(?<=\d)[.,:](?=\d)|(?<![\w])-(?=\d)")
_MARK = re.compile("[\u0300-\u036f\u0653-\u0655]")
"""Marks that come off a letter: a diacritic, or the hamza or madda on an alef."""

_LOWER = bytes(range(256)).lower()
_NO_ALNUM = bytes(code for code in range(128) if not chr(code).isalnum())
_LONGEST_NAMES = 16
"""More words than this in two texts together are no names, and are compared as they are."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The likeness of a response and a text: what had to be overlooked; nothing if it is `exact`."""

    text: str
    overlooked: frozenset[Folding] = frozenset()
    exact: bool = False


def same(response: str, text: str, ignore: Collection[Folding], language: str = "") -> Likeness | None:
    """Return whether `response` is `text`, in `language`, once what `ignore` names is folded away.

    Words in parentheses may be left out. White space and what nobody sees never count.
    """
    for variant in variants(text):
        if form(response) == form(variant):
            return Likeness(text, exact=True)
        if equal(response, variant, ignore, language):
            needed = (name for name in ignore if not equal(response, variant, [*{*ignore} - {name}], language))
            return Likeness(text, frozenset(needed))
    return None


def equal(response: str, text: str, ignore: Collection[Folding], language: str = "") -> bool:
    """Return whether two texts are the same once what `ignore` names is folded away."""
    given, expected = form(response), form(text)
    if given == expected:
        return True
    if not any(map(str.isalnum, expected)):
        return False
    return any(
        _alike(folded(given, ignore, language, out), folded(expected, ignore, language, out), ignore, language)
        for out in (False, True)
    )


def outlines(text: str, ignore: Collection[Folding]) -> frozenset[str]:
    """Return the texts that `text` may be once folded in no language; `same` texts have one in common.

    Far cheaper than `same` where each of many texts is compared with each of many others.
    """
    if "titles" in ignore:  # an initial is as good as a name
        return frozenset(("",))
    if "(" not in text:
        return frozenset((_outline(text, ignore),))
    return frozenset(_outline(variant, ignore) for variant in variants(text))


def _outline(text: str, ignore: Collection[Folding]) -> str:
    if text.isascii():  # no folding takes a letter or digit out of such a text
        return text.encode().translate(_LOWER, _NO_ALNUM).decode()
    return "".join(filter(str.isalnum, folded(form(text), ignore).casefold()))


def _alike(given: str, expected: str, ignore: Collection[Folding], language: str) -> bool:
    if "articles" in ignore:
        (article, given), (other, expected) = split_article(given, language), split_article(expected, language)
        if article and other and article != other:
            return False
    if "titles" in ignore:
        return _same_name(without_titles(given, language).split(), without_titles(expected, language).split())
    return agree(given, expected) if "punctuation" in ignore else given == expected


def lower(text: str, language: str) -> str:
    """`text` without the difference of capitals, composed."""
    if _primary(language) in DOTLESS:
        text = text.replace("\u0130", "i").replace("I", "\u0131")
    return unicodedata.normalize("NFKC", text.casefold())


def core(text: str, language: str) -> str:
    """`text` folded as far as can be, without the article and the titles before it."""
    everything: tuple[Folding, ...] = ("case", "accents", "punctuation")
    return without_titles(split_article(folded(form(text), everything, language), language)[1], language)


def split_article(text: str, language: str) -> tuple[str, str]:
    """The leading article of a folded text, or nothing, and the rest."""
    for article in ARTICLES.get(_primary(language), "").split():
        length = len(article)
        rest = text[length:].strip()
        apart = article[-1] == "'" or text[length : length + 1] == " "
        if rest and apart and text[:length].casefold() == article:
            return text[:length], rest
    return "", text


def without_titles(text: str, language: str) -> str:
    """A folded text without the titles before a name."""
    titles = _titles(_primary(language))
    words = text.split()
    while len(words) > 1 and _bare_word(words[0]) in titles:
        del words[0]
    return " ".join(words)


@lru_cache(maxsize=16)
def leading_words(language: str) -> frozenset[str]:
    """Articles and titles, without accents and apostrophes."""
    articles = ARTICLES.get(_primary(language), "").replace("'", "").split()
    return _titles(_primary(language)).union(articles)


@lru_cache(maxsize=8)
def _titles(primary: str) -> frozenset[str]:
    return frozenset(map(_bare_word, TITLES.get(primary, "").split()))


def _bare_word(word: str) -> str:
    return without_accents(word.casefold()).rstrip(".")


def _same_name(given: Sequence[str], expected: Sequence[str]) -> bool:
    """Return whether two names are the same, where an initial stands for a name or may be left out."""
    if agree(" ".join(given), " ".join(expected)):
        return True
    if not (given and expected) or len(given) + len(expected) > _LONGEST_NAMES:
        return False
    one, other = given[0].rstrip("."), expected[0].rstrip(".")
    alike = one == other or (1 in (len(one), len(other)) and one[:1] == other[:1])
    return (
        (alike and _same_name(given[1:], expected[1:]))
        or (len(one) == 1 < len(given) and _same_name(given[1:], expected))
        or (len(other) == 1 < len(expected) and _same_name(given, expected[1:]))
    )


def fold(text: str) -> str:
    """`text` in lower case, without accents and punctuation, as a search compares texts."""
    bare = folded(form(text), ("case", "accents"))
    marks = {mark.start() for mark in _NUMBER_MARK.finditer(bare)}
    kept = (c if index in marks else _searched(c) for index, c in enumerate(bare))
    return " ".join("".join(kept).split()) or bare


def _searched(character: str) -> str:
    if character == "'":
        return ""
    punctuation = unicodedata.category(character).startswith("P") and character not in "#%&@*/\\"
    return " " if punctuation else character


def folded(text: str, ignore: Collection[Folding], language: str = "", spelled_out: bool = False) -> str:
    """A `form` without the case, accents and punctuation that `ignore` names.

    With `spelled_out`, letters become what stands for them in the language (ö: oe). Accents: combining diacritical
    marks, the points of Hebrew and Arabic, and Latin letters that do not decompose (Ø, Ł). Marks of other scripts stay,
    because they tell words apart there.
    """
    return _folded(
        text, "case" in ignore, "accents" in ignore, "punctuation" in ignore, _primary(language), spelled_out
    )


@lru_cache(maxsize=8192)
def _folded(text: str, case: bool, accents: bool, punctuation: bool, primary: str, spelled_out: bool) -> str:
    if case:
        text = lower(text, primary)
    if spelled_out and not text.isascii():
        text = "".join(_letters(primary).get(c, c) for c in unicodedata.normalize("NFC", text))
    if accents and not text.isascii():
        text = without_accents(text)
        if case:
            text = text.casefold()
    if punctuation:
        text = without_punctuation(text) or text
    return " ".join(text.split())


@lru_cache(maxsize=8)
def _letters(primary: str) -> dict[str, str]:
    table = TRANSCRIPTIONS.get(primary, {})
    return {
        **table,
        **{letter.upper(): letters.capitalize() for letter, letters in table.items() if letter != "\u00df"},
    }


def without_accents(text: str) -> str:
    """`text` without diacritical marks and points."""
    if text.isascii():
        return text
    return "".join(_ascii(_bare(c)) for c in unicodedata.normalize("NFC", _POINTS.sub("", text)))


@lru_cache(maxsize=1024)
def _bare(character: str) -> str:
    """A letter without its diacritics, and a loose diacritic as nothing; й and ї are letters of their own."""
    if character in "йЙїЇўЎ":
        return character
    bare = "".join(c for c in unicodedata.normalize("NFD", character) if not _MARK.match(c))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=1024)
def _ascii(character: str) -> str:
    if character.isascii() or not unicodedata.name(character, "").startswith("LATIN"):
        return character
    from anyascii import anyascii  # 15 ms, and few answers hold such a letter

    return anyascii(character)


def _primary(language: str) -> str:
    return language.partition("-")[0].casefold()

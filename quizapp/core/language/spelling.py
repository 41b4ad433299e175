"""How two spellings of the same words are recognised: folding, then typo tolerance."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from quizapp.core.deferred import dataclass
from quizapp.core.language.folding import Folding

SHORTEST_TYPO_WORD = 5
"""A word shorter than this must be spelled right: one letter makes another word of it (Iran, Iraq)."""

_DROPPED = frozenset("'\u2018\u2019\u201b`\u00b4\u02bc\u2032")
_KEPT = frozenset("#%&@*/\\")
_ROMAN = re.compile(r"m{0,4}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_NUMBER_MARK = re.compile(r"(?<=\d)[.,:](?=\d)|(?<![\w])-(?=\d)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a response equals an accepted text: what had to be ignored, and how many letters are off."""

    text: str
    ignored: Folding | None = None
    letters: int = 0


def same(response: str, text: str, ignore: Collection[Folding]) -> Likeness | None:
    """Whether `response` is `text` once what `ignore` names is folded away; white space never counts."""
    stages: tuple[tuple[Folding, ...], ...] = ((), ("case",), ("case", "accents"), ("case", "accents", "punctuation"))
    for stage in stages:
        folding = frozenset(name for name in stage if name in ignore)
        if _closed(fold(response, folding), folding) == _closed(fold(text, folding), folding):
            ignored = stage[-1] if stage and stage[-1] in ignore else None
            return Likeness(text, ignored)
    return None


def nearly(response: str, text: str, ignore: Collection[Folding], typos: int) -> Likeness | None:
    """Whether `response` is `text` with at most `typos` letters off.

    Letters are counted by optimal string alignment (a swap of neighbours is one), word by word. Words under
    `SHORTEST_TYPO_WORD` letters, Roman numerals and words with a digit must be right.
    """
    folding = frozenset(ignore)
    given, expected = fold(response, folding).split(), fold(text, folding).split()
    if len(given) != len(expected):
        return None
    off = 0
    for word, model in zip(given, expected, strict=True):
        if word == model:
            continue
        if len(model) < SHORTEST_TYPO_WORD or _ROMAN.fullmatch(model) or any(c.isdigit() for c in word + model):
            return None
        off += letters_off(word, model, typos - off)
        if off > typos:
            return None
    return Likeness(text, None, off) if off else None


def letters_off(word: str, model: str, limit: int) -> int:
    """The optimal string alignment distance, or `limit` + 1 as soon as it is known to be larger."""
    if abs(len(word) - len(model)) > limit:
        return limit + 1
    from rapidfuzz.distance import OSA  # 15 ms, and only a typed answer that is not right at once needs it

    return int(OSA.distance(word, model, score_cutoff=limit))


@lru_cache(maxsize=4096)
def fold(text: str, ignore: frozenset[Folding]) -> str:
    """`text` in NFKC with white space collapsed, and without what `ignore` names.

    Accents: combining diacritical marks, and Latin letters that do not decompose (Ø, Ł). Marks of other scripts stay,
    because they tell words apart there. Punctuation: dropped where it is an apostrophe, a space elsewhere; a mark
    inside a number and a minus sign stay, and so do signs such as # and %.
    """
    text = unicodedata.normalize("NFKC", text)
    if "case" in ignore:
        text = unicodedata.normalize("NFKC", text.casefold())
    if "accents" in ignore:
        text = _without_accents(text)
        if "case" in ignore:
            text = text.casefold()
    if "punctuation" in ignore:
        text = _without_punctuation(text) or text
    return " ".join(text.split())


def _closed(text: str, ignore: Collection[Folding]) -> str:
    """Spaces between letters do not count once punctuation does not: `Strik Strikfeldt` is `Strik-Strikfeldt`."""
    return re.sub(r"(?<!\d) | (?!\d)", "", text) if "punctuation" in ignore else text


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(_ascii(_bare(c)) for c in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1024)
def _bare(character: str) -> str:
    """A letter without its diacritics, and a loose diacritic as nothing; й and ї are letters of their own."""
    if character in "йЙїЇўЎ":
        return character
    bare = "".join(c for c in unicodedata.normalize("NFD", character) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=1024)
def _ascii(character: str) -> str:
    if character.isascii() or not unicodedata.name(character, "").startswith("LATIN"):
        return character
    from anyascii import anyascii  # 15 ms, and few answers hold such a letter

    return anyascii(character)


def _without_punctuation(text: str) -> str:
    marks = {match.start() for match in _NUMBER_MARK.finditer(text)}
    kept = []
    for index, character in enumerate(text):
        if index in marks or character in _KEPT or not unicodedata.category(character).startswith("P"):
            kept.append("" if character in _DROPPED else character)
        else:
            kept.append("" if character in _DROPPED else " ")
    return "".join(kept).strip()

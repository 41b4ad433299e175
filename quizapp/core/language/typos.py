"""Slips of the keyboard: how many letters of an answer are off, and which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from quizapp.core.deferred import dataclass
from quizapp.core.language.folding import USUAL, Folding
from quizapp.core.language.forms import form, variants
from quizapp.core.language.punctuation import JOINT, has_symbols
from quizapp.core.language.spelling import core, equal, folded, split_article, without_accents

SHORTEST = 5
"""A word shorter than this must be spelled right: one letter makes another word of it (Iran, Iraq)."""

CLOSE = 2
"""So many letters off, and the student is shown which."""

_LETTERWISE = "LATIN GREEK CYRILLIC HEBREW ARABIC ARMENIAN GEORGIAN COMBINING MODIFIER"  # not shown
_WITH_MARKS = (
    "THAI LAO DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL "  # not shown
    "TELUGU KANNADA MALAYALAM SINHALA KHMER MYANMAR"
)
_ROMAN = re.compile(r"m{0,4}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)

Diff = tuple[tuple[str, str], ...]
"""A typed text beside the accepted one, piece by piece: `same`, `extra` (only typed) or `missing` (only accepted)."""


@dataclass(frozen=True, slots=True)
class Typo:
    """An accepted text with some letters off."""

    text: str
    letters: int


def nearly(response: str, text: str, ignore: Collection[Folding], typos: int, language: str = "") -> Typo | None:
    """Return whether `response` is `text` with at most `typos` letters off.

    Letters are counted by optimal string alignment (a swap of neighbours is one), word by word. Words under `SHORTEST`
    letters, Roman numerals, words with a digit and scripts that are not written letter by letter must be right, and so
    must an answer with symbols. What `ignore` leaves out counts in full: a difference of that kind is no slip.
    """
    for variant in variants(text) if typos else ():
        if not equal(response, variant, USUAL, language):
            off = _off(response, variant, ignore, typos, language)
            if off <= typos and off == _off(response, variant, USUAL, typos, language):
                return Typo(text, off)
    return None


def letters_off(word: str, model: str, limit: int) -> int:
    """The optimal string alignment distance, or `limit` + 1 as soon as it is known to be larger."""
    if abs(len(word) - len(model)) > limit:
        return limit + 1
    from rapidfuzz.distance import OSA  # 15 ms, and only a typed answer that is not right at once needs it

    return int(OSA.distance(word, model, score_cutoff=limit))


def diff(response: str, texts: Sequence[str], language: str) -> Diff:
    """Compare a response with the nearest of some texts, letter by letter; empty if it is like none."""
    given = core(response, language)
    likely = [(letters_off(given, core(text, language), CLOSE), text) for text in texts]
    off, text = min(likely, key=lambda pair: pair[0])
    if off > CLOSE or len(given) < SHORTEST or not all(_script(c) in _LETTERWISE.split() for c in given if c.isalpha()):
        return ()
    from rapidfuzz.distance import Levenshtein

    typed, expected = form(response), form(text)
    pieces: list[tuple[str, str]] = []
    for step in Levenshtein.opcodes(_plain(typed), _plain(expected)):
        here, there = typed[step.src_start : step.src_end], expected[step.dest_start : step.dest_end]
        parts = [("same", here)] if step.tag == "equal" else [("extra", here), ("missing", there)]
        pieces += [(kind, part) for kind, part in parts if part]
    return tuple(pieces) if len(pieces) > 1 else ()


def _off(response: str, text: str, ignore: Collection[Folding], typos: int, language: str) -> int:
    """Return how many letters are off; `typos` + 1 if the words are others, or must be right.

    A letter of the language counts as it is, or as what stands for it, whichever is nearer.
    """
    lengths = [sum(map(str.isalnum, word)) for word in _words(text, [*{*ignore} - {"accents"}], language)[1]]
    nearest = typos + 1
    for spelled_out in (False, True):
        article, words = _words(response, ignore, language, spelled_out)
        other, models = _words(text, ignore, language, spelled_out)
        if not len(words) == len(models) == len(lengths) or (article and other and article != other):
            continue
        pairs = zip(words, models, lengths, strict=True)
        off = sum(
            _word_off(word, model, typos) if length >= SHORTEST else typos + 1
            for word, model, length in pairs
            if word != model
        )
        nearest = min(off or nearest, nearest)
    return nearest


def _words(text: str, ignore: Collection[Folding], language: str, spelled_out: bool = False) -> tuple[str, list[str]]:
    """The article and the other words of a text, folded; no words for an answer with symbols."""
    article, rest = "", folded(form(text), ignore, language, spelled_out)
    if "articles" in ignore:
        article, rest = split_article(rest, language)
    if "punctuation" in ignore:
        rest = "" if has_symbols(rest) else rest.replace("'", "").replace(JOINT, " ")
    return article, rest.split()


def _word_off(word: str, model: str, limit: int) -> int:
    """Return how many letters of a word are off; `limit` + 1 if it must be right."""
    if _ROMAN.fullmatch(model) or any(c.isnumeric() for c in word + model):
        return limit + 1
    scripts = {_script(c) for c in word + model if c.isalpha() or unicodedata.combining(c)}
    if scripts <= {*_LETTERWISE.split()}:
        return letters_off(word, model, limit)
    one_mark = _without_marks(word) == _without_marks(model) and letters_off(word, model, 1) == 1
    return 1 if one_mark and scripts <= {*_WITH_MARKS.split()} else limit + 1


def _without_marks(word: str) -> str:
    return "".join(c for c in word if not unicodedata.category(c).startswith("M"))


def _plain(text: str) -> list[str]:
    return [without_accents(character).casefold() for character in text]


@lru_cache(maxsize=1024)
def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]

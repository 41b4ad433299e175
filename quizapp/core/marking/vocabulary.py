"""Words that the program knows besides a question's own: who types one of these meant it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from unicodedata import category

from quizapp.core.language.forms import form
from quizapp.core.language.spelling import core, leading_words, lower, without_accents
from quizapp.core.language.typos import SHORTEST


class Vocabulary:
    """The answers of a deck, right and wrong, the words of its titles, and the names in CLDR.

    `answers` is called, and CLDR read, when a slip is first in question.
    """

    def __init__(self, answers: Callable[[], Iterable[str]] = tuple, titles: Iterable[str] = (), language: str = "en"):
        self._answers, self._titles, self._language = answers, titles, language

    def knows(self, text: str, language: str) -> bool:
        """Return whether a text is one of these, however it is spelled."""
        key = next(_keys([text], language))
        return key in self._own or key in _names(language)

    @cached_property
    def _own(self) -> frozenset[str]:
        words = (word for title in self._titles for word in core(title, self._language).split())
        long_words = (word for word in words if len(word) >= SHORTEST)
        return frozenset(_keys([*self._answers(), *long_words], self._language))


NOTHING_ELSE = Vocabulary()
"""Of no deck: the names in CLDR alone."""


def answers_of(question: object) -> Iterator[str]:
    """The answers to a question (or its record), right and wrong: accepted, rejected, options, distractors."""
    get = question.get if isinstance(question, Mapping) else partial(getattr, question)
    yield from get("accept", ())
    yield from get("reject", ())
    for table in ("options", "distractors"):
        yield from (text for text in get(table, {}).values() if isinstance(text, str))
    for gap in get("gaps", {}).values():
        yield from answers_of(gap)


def _keys(texts: Iterable[str], language: str) -> Iterator[str]:
    """The letters and digits of each text, folded, without an article and titles before it; all texts at once."""
    joined = lower("\n".join(" ".join(text.split()) for text in texts), language)
    lines = joined.translate({ord(character): _bare(character) for character in set(joined)}).split("\n")
    before = leading_words(language)
    for line in lines:
        words = line.split()
        while len(words) > 1 and words[0] in before:
            del words[0]
        yield "".join(words)


def _bare(character: str) -> str:
    bare = without_accents(form(character))
    if character == "\n":
        return character
    return bare if bare.isalnum() or category(character)[0] in "CM" else " "


@lru_cache(maxsize=16)
def _names(language: str) -> frozenset[str]:
    """Territories, languages, months and weekdays, as the language calls them."""
    from babel.core import Locale  # 20 ms with the names, and few answers have a slip

    from quizapp.core.language.locales import locale_of

    locale = Locale.parse(locale_of(language))
    dated = [
        names
        for kind in (locale.months, locale.days)
        for names in (kind["format"]["wide"], kind["stand-alone"]["wide"])
    ]
    tables = (locale.territories, locale.languages, *dated)
    return frozenset(_keys((str(name) for table in tables for name in table.values()), language))

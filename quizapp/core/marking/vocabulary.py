"""What the program knows besides one question's own texts: who types one of these meant it, and made no slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

from quizapp.core.language.spelling import core
from quizapp.core.language.typos import SHORTEST


class Vocabulary:
    """The answers of a deck, right and wrong, the words of its titles, and the names in CLDR.

    `answers` is called, and CLDR read, when a slip is first in question.
    """

    def __init__(self, answers: Callable[[], Iterable[str]] = tuple, titles: Iterable[str] = (), language: str = "en"):
        self._answers, self._titles, self._language = answers, titles, language

    def knows(self, text: str, language: str) -> bool:
        """Whether a text is one of these, however it is spelled."""
        key = _key(text, language)
        return key in self._own or key in _names(language)

    @cached_property
    def _own(self) -> frozenset[str]:
        words = (word for title in self._titles for word in core(title, self._language).split())
        long_words = (word for word in words if len(word) >= SHORTEST)
        return frozenset(_key(text, self._language) for text in (*self._answers(), *long_words))


NOTHING_ELSE = Vocabulary()
"""Of no deck: the names in CLDR alone."""


def answers_of(question: Mapping[str, Any]) -> Iterator[str]:
    """The answers of a question as plain data, right and wrong: accepted, rejected, options, distractors."""
    yield from question.get("accept", ())
    yield from question.get("reject", ())
    for table in ("options", "distractors"):
        yield from (text for text in question.get(table, {}).values() if isinstance(text, str))
    for gap in question.get("gaps", {}).values():
        yield from answers_of(gap)


def _key(text: str, language: str) -> str:
    return core(text, language).replace("'", "").replace("\u2010", " ")


@lru_cache(maxsize=4)
def _names(language: str) -> frozenset[str]:
    """Territories, languages, months and weekdays, as the language calls them."""
    from babel.core import Locale  # 20 ms with the names, and few answers have a slip

    from quizapp.core.language.numbers import locale_of

    locale = Locale.parse(locale_of(language))
    dated = [
        names
        for kind in (locale.months, locale.days)
        for names in (kind["format"]["wide"], kind["stand-alone"]["wide"])
    ]
    tables = (locale.territories, locale.languages, *dated)
    return frozenset(_key(str(name), language) for table in tables for name in table.values())

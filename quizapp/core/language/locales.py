"""The languages that answers are read in, as CLDR knows them."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

ALWAYS_READ = ("en", "nl")
"""The words of the languages of the interface are understood whatever the language of the deck."""


@lru_cache(maxsize=16)
def locale_of(language: str) -> str:
    """The locale that babel knows for a BCP 47 tag or its language; international English for one that it does not."""
    from babel.core import Locale, UnknownLocaleError  # 15 ms; only numbers and dates need it

    for tag in (language, language.partition("-")[0]):
        with suppress(UnknownLocaleError, ValueError):
            return str(Locale.parse(tag, sep="-"))
    return "en_001"


def locale_data(language: str) -> Locale:
    """Return the data of CLDR about `language`."""
    from babel.core import Locale

    return Locale.parse(locale_of(language))


def languages_read(language: str) -> tuple[str, ...]:
    """`language` and those that are understood beside it; the words of an earlier one win."""
    return tuple(dict.fromkeys((language, *ALWAYS_READ)))

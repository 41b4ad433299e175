"""A language that nobody speaks: English with longer words, to show where a screen has room for English only."""

from __future__ import annotations

import gettext
import re

PSEUDO = "qps"
"""The tag that is kept for such languages."""

_VOWELS = re.compile(r"[aeiou](?=[a-z])")
_KEPT = re.compile(r"(\{[^}]*\}|`[^`]*`)")
_SHORT = 3


class Pseudo(gettext.NullTranslations):
    """Makes each word longer, by its vowels: `pass mark` is `paass maark`; placeholders and code stay."""

    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return longer(message)


def longer(message: str) -> str:
    """`message` with every vowel inside a word twice, unless it is very short."""
    if len(message) <= _SHORT:
        return message
    pieces = _KEPT.split(message)
    return "".join(piece if place % 2 else _VOWELS.sub(r"\g<0>\g<0>", piece) for place, piece in enumerate(pieces))

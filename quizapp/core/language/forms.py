"""A text in the one form in which texts are compared: what looks the same is the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys(
            "\u2018\u2019\u201b\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02ca\u2032\u05f3\u055a\ua78c", "'"
        ),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u05f4", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\u05be", "-"),
    }
)
"""Marks that a keyboard has one of: the apostrophe (okina among them), the quotation mark, the hyphen (and minus)."""

_POWER = re.compile("(?<=\\d)[\u207a\u207b]?[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
_MIXED_NUMBER = re.compile("(?<=\\d)(?=[\u00bc-\u00be\u2150-\u215e])")
_OPTIONAL = re.compile(r"(?<!\S)\(([^\W\d_]{2}[^()\d]*)\)(?!\S)")
_MOST_OPTIONAL = 4
_DASH = re.compile("[\u2013\u2014\u2015](?=\\s?\\d)")


@lru_cache(maxsize=4096)
def form(text: str) -> str:
    """`text` without characters that nobody sees, in NFKC, with one apostrophe, quotation mark, hyphen and space.

    A power stays one (10², 10^2), and a fraction behind a number apart from it (1½, 1 1/2).
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_ALIKE)
        text = _POWER.sub(lambda power: f"^{power[0]}", _MIXED_NUMBER.sub(" ", text))
        text = unicodedata.normalize("NFKC", text).replace("\u2044", "/").replace("\u2212", "-")
        text = _DASH.sub("-", text)
    return " ".join(text.split())


def variants(text: str) -> Sequence[str]:
    """`text`, and the same with and without each of the words that it has in parentheses."""
    if "(" not in text:
        return (text,)
    pieces = _OPTIONAL.split(text)
    if not 1 < len(pieces) <= 2 * _MOST_OPTIONAL + 1 or not "".join(pieces[::2]).strip():
        return (text,)
    choices = ((piece, "") if place % 2 else (piece,) for place, piece in enumerate(pieces))
    return (text, *map("".join, product(*choices)))

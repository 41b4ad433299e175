"""Punctuation that does not carry an answer, taken out of it; signs and symbols stay."""

from __future__ import annotations

import re
import unicodedata

JOINT = "\u2010"
"""A hyphen between letters, once punctuation is folded: as good as a space, and as nothing.

An apostrophe between letters, which stays as it is, is so too.
"""

_LETTER, _ALNUM, _WORD = r"[^\W\d_]", r"[^\W_]", r"[^\W\d_]{2}"
_INITIALS = re.compile(rf"(?<![\w.])(?:{_LETTER}\.\s?)+(?:{_LETTER}(?!\w))?")
_FULL_STOP = re.compile(r"(?<=[^\s.])\.+(?!\S)")
_CALL = re.compile(rf"(?<={_WORD})[!?]+(?!\S)")
_APOSTROPHE = re.compile(rf"(?<={_LETTER})[`'](?={_LETTER})")
_HYPHEN = re.compile(
    rf"(?<={_ALNUM}{_LETTER})-(?={_ALNUM})|(?<={_LETTER})-(?={_ALNUM}{{2}})|(?<=\d)-(?={_WORD})"
    rf"|(?<={_WORD}) ?[-\u2013\u2014\u2015\u2e3a] ?(?={_WORD})|(?<={_LETTER})[\u00b7\u2027\u30fb](?={_LETTER})"
)
_NUMBER_MARK = re.compile(r"(?<=\d)[.,:](?=\d)")
_CODE = re.compile(r"[=<>*\\|^~@_\[\](){}#]")
_SYMBOLS = frozenset("%&*/\\#@!?.-_+()[]{}`\u2020\u2021\u00a7\u00b6\u2022\u2030\u2031")
_LOOSE = r"=<>+*%&|^,;:()\[\]{}\u20ac"
_BESIDE_SYMBOL = re.compile(rf"(?<=[{_LOOSE}]) (?![=!<>+*/|&^%~])|(?<![=!<>+*/|&^%~-]) (?=[{_LOOSE}])")
_BETWEEN = re.compile(r"(?<=\w) ([-/]) (?=\w)")
_SIGN = re.compile(r"(?<!\S)- (?=\d)")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff"
_SPACE_OF_NONE = re.compile(rf"(?<=[{_UNSPACED}]) (?=[{_UNSPACED}])")
"""A space in Thai, Lao, Burmese, Khmer, kana or Han, whose words have none between them."""

_PIECE = re.compile(rf"([^ '{JOINT}])([ '{JOINT}]?)")
_NO_SPACES = str.maketrans("", "", f" '{JOINT}")


def without_punctuation(text: str) -> str:
    """A `form` without the punctuation of sentences: quotes, commas, a stop at the end, hyphens between letters.

    A text that has nothing else, or in which brackets or operators stand, loses none but a stop at its end, and spaces
    that make no difference.
    """
    if text.replace(" ", "").isalnum() or not any(map(str.isalnum, text)):
        return text
    text = _SIGN.sub("-", text)
    if not _CODE.search(text):
        text = _INITIALS.sub(_run_together, text)
        text = _HYPHEN.sub(JOINT, _APOSTROPHE.sub("'", text))
        numbers = {mark.start() for mark in _NUMBER_MARK.finditer(text)}
        text = "".join(
            character if character.isalnum() or index in numbers else _kept(text, index, character)
            for index, character in enumerate(text)
        )
        text = _CALL.sub("", text)
    text = _FULL_STOP.sub("", " ".join(text.split()))
    text = _BETWEEN.sub(r"\1", _BESIDE_SYMBOL.sub("", text))
    return _SPACE_OF_NONE.sub("", text).strip()


def agree(one: str, other: str) -> bool:
    """Return whether two folded texts are the same but for joints, which may be spaces or nothing in the other."""
    if one == other:
        return True
    if one.translate(_NO_SPACES) != other.translate(_NO_SPACES):
        return False
    pieces = zip(_PIECE.findall(one), _PIECE.findall(other), strict=True)
    return all(here == there or {here, there} != {"", " "} for (_, here), (_, there) in pieces)


def has_symbols(text: str) -> bool:
    """Return whether a folded text has signs that may carry the answer."""
    return any(character not in f"'{JOINT} " and unicodedata.category(character)[0] in "SP" for character in text)


def _run_together(initials: re.Match[str]) -> str:
    letters = re.sub(r"[.\s]", "", initials[0])
    return letters + " " * (initials.end() < len(initials.string))


def _kept(text: str, index: int, character: str) -> str:
    """Return what becomes of a character that is no letter or digit."""
    if character in _SYMBOLS or unicodedata.category(character)[0] != "P":
        return character
    if character == JOINT:
        return JOINT
    if character in "'\"":
        between = character == "'" and text[index - 1 : index].isalpha() and text[index + 1 : index + 2].isalpha()
        return "'" if between else ""
    return " "

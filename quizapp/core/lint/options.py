"""Cues in the wording of options, by which the right one is found without knowing it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from quizapp.core.lint.items import Offer, piece, spot, tokens
from quizapp.core.lint.words import Words
from quizapp.core.messages import number, tr, trn
from quizapp.core.questions.problems import Also, Problem

MUCH_LONGER = 1.5
"""A right option stands out when it is this many times as long as the next longest."""

LONGER_BY = 12
"""And by how many characters at least, so that one long name among short ones may pass."""


def about_the_others(offer: Offer, words: Words) -> Iterator[Problem]:
    """L201: an option such as `all of the above`: who is sure of two options need not judge the others.

    Haladyna, Downing & Rodriguez (2002), guidelines 25 and 26. Where options are shuffled, nothing is above besides.
    """
    if words.total is None or words.pointers.isdisjoint(offer.words):
        return
    for option, text in offer.texts():
        if words.total.fullmatch(" ".join(tokens(text))):
            yield Problem(
                offer.place(option),
                "L201",
                tr("`{option}` refers to the other options", option=text),
                tr('write an option that stands on its own, or use type = "multiple"'),
            )


def absolutes(offer: Offer, words: Words) -> Iterator[Problem]:
    """L202: only wrong options use words that allow no exception, and such statements are seldom true.

    Haladyna, Downing & Rodriguez (2002), guideline 28a: specific determiners.
    """
    if words.absolutes.isdisjoint(offer.words):
        return
    if not all(words.absolutes.isdisjoint(tokens(text)) for text in offer.right.values()):
        return
    absolute = {
        option: word
        for option, text in offer.wrong.items()
        if (word := _absolute(text, words)) and not (words.total and words.total.fullmatch(" ".join(tokens(text))))
    }
    if not absolute:
        return
    (option, word), *more = absolute.items()
    yield Problem(
        offer.place(option),
        "L202",
        tr("only wrong options use words like `{word}`", word=word),
        tr("tone it down, or use such a word in the right option too"),
        part=piece(offer.wrong[option], *spot(offer.wrong[option], word)),
        also=tuple(Also(offer.place(other), tr("and `{word}` here", word=word)) for other, word in more),
    )


def conspicuous_length(offer: Offer, words: Words) -> Iterator[Problem]:
    """L207: the right option is much longer than the others, as happens when it alone was made precise.

    Haladyna, Downing & Rodriguez (2002), guideline 24. Lengths are in characters without combining marks.
    """
    if len(offer.right) > 1 or not offer.wrong:
        return
    ((option, text),) = offer.right.items()
    longest, next_longest = length(text), max(map(length, offer.wrong.values()))
    if longest >= MUCH_LONGER * next_longest and longest >= next_longest + LONGER_BY:
        yield Problem(
            offer.place(option),
            "L207",
            tr("the right option is much longer than the others"),
            tr("shorten it, or make the others just as precise"),
            label=trn(
                "{count} character; the next longest has {other}",
                "{count} characters; the next longest has {other}",
                longest,
                other=number(next_longest),
            ),
        )


def _absolute(text: str, words: Words) -> str:
    """The first word that allows no exception, unless it does in its phrase (`only just`)."""
    padded = ["", *tokens(text), ""]
    for before, word, after in zip(padded, padded[1:], padded[2:], strict=False):
        if word in words.absolutes and words.idioms.isdisjoint((f"{before} {word}", f"{word} {after}")):
            return word
    return ""


def length(text: str) -> int:
    """The characters of a text as a reader counts them, without combining marks."""
    return len(text) if text.isascii() else sum(not unicodedata.combining(character) for character in text)

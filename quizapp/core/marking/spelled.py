"""Judging a typed text, the answer to a question or to a gap: accepted, rejected, nearly accepted, or wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from typing import Protocol

from quizapp.core.language.folding import Folding
from quizapp.core.language.forms import form
from quizapp.core.language.spelling import Likeness, core, same
from quizapp.core.marking.mark import Mark, Reason
from quizapp.core.marking.vocabulary import Vocabulary
from quizapp.core.messages import tr_noop

RIGHT = tr_noop("right")

_OVERLOOKED: Mapping[Folding, str] = {
    "accents": tr_noop("the accents"),
    "punctuation": tr_noop("the punctuation"),
    "articles": tr_noop("the article"),
    "titles": tr_noop("the title"),
}
"""The words for what was overlooked; none for case, which is no news."""


class Spelling(Protocol):
    """The part of a question that judges a typed text."""

    @property
    def accept(self) -> tuple[str, ...]: ...
    @property
    def ignore(self) -> tuple[Folding, ...]: ...
    @property
    def typos(self) -> int: ...


def is_blank(response: str) -> bool:
    """Return whether there is nothing to be seen in a typed text."""
    return not form(response)


def named(response: str, text: str, language: str) -> bool:
    """Return whether a response is a wrong answer, with whatever article or title before it."""
    return core(response, language) == core(text, language)


def mark_text(
    response: str, spelling: Spelling, rejected: Mapping[str, str], wrong: str, language: str, known: Vocabulary
) -> Mark:
    """Judge a typed text; `rejected` says why some texts are wrong, `wrong` why all others are.

    What is rejected is wrong, unless it takes more folding to see that than to see that the response is accepted.
    """
    accepted = _nearest(response, spelling.accept, spelling.ignore, language)
    for text, why in rejected.items():
        likeness = same(response, text, spelling.ignore, language)
        if likeness and (not accepted or likeness.overlooked < accepted.overlooked or likeness.exact):
            return Mark(0.0, False, why)
    if accepted:
        return Mark(1.0, True, _how_right(accepted))
    for text, why in rejected.items():
        if named(response, text, language):
            return Mark(0.0, False, why)
    return _mark_slip(response, spelling, rejected, wrong, language, known)


def _nearest(response: str, texts: Sequence[str], ignore: Collection[Folding], language: str) -> Likeness | None:
    """The likeness for which least has to be overlooked."""
    likenesses = [likeness for text in texts if (likeness := same(response, text, ignore, language))]
    return min(likenesses, key=lambda likeness: len(likeness.overlooked), default=None)


def _mark_slip(
    response: str, spelling: Spelling, rejected: Mapping[str, str], wrong: str, language: str, known: Vocabulary
) -> Mark:
    """Judge a text that is neither accepted nor rejected, but may be so with a slip of the keyboard."""
    from quizapp.core.language.typos import diff, letters_off, nearly  # 2 ms, and most answers have none

    slips = [
        slip for text in spelling.accept if (slip := nearly(response, text, spelling.ignore, spelling.typos, language))
    ]
    if not slips:
        return Mark(0.0, False, wrong, diff(response, spelling.accept, language))
    best = min(slips, key=lambda slip: slip.letters)
    given = core(response, language)
    for text, why in rejected.items():
        other = core(text, language)
        as_words = f" {other} " in f" {given} " and f" {other} " not in f" {core(best.text, language)} "
        if as_words or letters_off(given, other, best.letters) <= best.letters:
            return Mark(0.0, False, why)  # at least as near to what is wrong
    strange = {*given.split()} - {*core(best.text, language).split()}
    if any(known.knows(text, language) for text in (given, *strange)):
        return Mark(0.0, False, wrong, diff(response, (best.text,), language))
    reason = Reason(tr_noop("right, but check your spelling: {answer}"), answer=best.text)
    return Mark(1.0, True, reason, diff(response, (best.text,), language))


def _how_right(likeness: Likeness) -> Reason:
    overlooked = [Reason(words) for folding, words in _OVERLOOKED.items() if folding in likeness.overlooked]
    if not overlooked:
        return Reason(RIGHT)
    listed = overlooked[-1]
    if len(overlooked) > 1:
        items = reduce(lambda first, next: Reason("{first}, {next}", first=first, next=next), overlooked[:-1])
        listed = Reason(tr_noop("{items} and {last}"), items=items, last=listed)
    return Reason(tr_noop("right, apart from {overlooked}: {answer}"), overlooked=listed, answer=likeness.text)

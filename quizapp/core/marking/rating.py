"""From a mark and how it came about to FSRS's rating."""

from __future__ import annotations

from quizapp.core.deferred import dataclass
from quizapp.core.marking.mark import Mark
from quizapp.core.questions.choices import Choice, TrueFalse
from quizapp.core.questions.types import AnyQuestion
from quizapp.core.scheduling.grades import Rating as Rating

PASSING_SCORE = 0.5
"""Partial credit from here on is Hard rather than Again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The circumstances of an answer.

    `first_sight`: the card had never been answered. `attempts`: tries up to the one that was marked. `revealed`: the
    student gave up or turned the answer up. `overridden`: the student says a response marked wrong was right.
    """

    first_sight: bool = False
    attempts: int = 1
    hint: bool = False
    revealed: bool = False
    guessed: bool = False
    overridden: bool = False


def default_rating(question: AnyQuestion, mark: Mark | None, evidence: Evidence) -> Rating:
    """The rating that Enter gives. `mark` is None for what the student grades; Easy is never given by itself."""
    if evidence.overridden:
        return Rating.GOOD
    if evidence.guessed or evidence.revealed or evidence.attempts > 1:
        return Rating.AGAIN
    if mark is None:
        return Rating.GOOD
    if mark.score < PASSING_SCORE:
        return Rating.AGAIN
    if not mark.right or evidence.hint:
        return Rating.HARD
    return min(Rating.GOOD, highest_rating(question, evidence))


def practice_rating(question: AnyQuestion, mark: Mark | None, evidence: Evidence) -> Rating:
    """The same in practice, where there are two: Good is known, and all that was not wholly right is Again."""
    known = default_rating(question, mark, evidence) is not Rating.AGAIN
    whole = mark is None or mark.right or evidence.overridden or question.self_graded
    return Rating.GOOD if known and whole else Rating.AGAIN


def highest_rating(question: AnyQuestion, evidence: Evidence) -> Rating:
    """The best rating on offer: an option picked right at first sight may be luck, so it is Hard at most."""
    guessable = isinstance(question, Choice | TrueFalse) and evidence.first_sight and not evidence.overridden
    return Rating.HARD if guessable else Rating.EASY

"""Grades: what an exam's percentage is worth on the scale that the learner is used to, and whether it is a pass.

Both follow from the whole percentage that is shown, so that nobody reads "55%, not passed" where 55% is the pass mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quizapp.core.deferred import dataclass
from quizapp.core.settings.settings import GradeScale, Settings

if TYPE_CHECKING:
    from quizapp.core.exams import Score

Grade = int | float | str
"""A percentage (a whole number), a Dutch grade from 1.0 to 10.0, or a letter."""

LETTERS = ((90, "A"), (80, "B"), (70, "C"), (60, "D"))
"""The percentages from which letters are given; the last one begins at the pass mark where that is lower."""

FAILED: Final = "F"
"""The letter of whatever is not a pass."""

_LOWEST, _PASS, _HIGHEST = 10, 55, 100
"""Dutch grades in tenths: for nothing, for the pass mark, for everything."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, and whether it is a pass."""

    grade: Grade
    passed: bool


@dataclass(frozen=True, slots=True)
class Grading:
    """How exams are graded: the scale, and the whole percentage (1 to 100) from which one is passed."""

    scale: GradeScale = "percent"
    pass_mark: int = 55

    @classmethod
    def of(cls, settings: Settings) -> Grading:
        """The learner's."""
        return cls(settings.grade_scale, settings.pass_mark)

    def graded(self, score: Score) -> Graded | None:
        """The grade of a score; None where the program marked nothing."""
        return Graded(self.grade(score.percent), self.passed(score.percent)) if score.total else None

    def passed(self, percent: int) -> bool:
        """Return whether a whole percentage is a pass."""
        return percent >= self.pass_mark

    def grade(self, percent: int) -> Grade:
        """The grade for a whole percentage, 0 to 100."""
        match self.scale:
            case "dutch":
                return dutch_grade(percent, self.pass_mark)
            case "letters":
                return letter_grade(percent, self.pass_mark)
            case _:
                return percent


def dutch_grade(percent: int, pass_mark: int) -> float:
    """The Dutch grade, 1.0 to 10.0, with one decimal.

    It rises in a straight line from 1 for nothing to 5.5 for the pass mark (the "cesuur"), and in another one from
    there to 10 for everything:

        1 + 4.5 p / c  below the pass mark c,  10 - 4.5 (100 - p) / (100 - c)  from it on

    as in the calculator "cesuur 5,5 bij een percentage" of cijferrekenaar.nl. With a pass mark of 50 that is
    1 + 9 p / 100, the line of Dutch central exams (9 x score / length + N, with N = 1). Halves are rounded up; but what
    is not a pass is 5.4 at most, and with a pass mark of 100 the only pass is a 10.
    """
    if percent >= pass_mark:
        return (_HIGHEST - _down(45 * (100 - percent), max(100 - pass_mark, 1))) / 10
    return min(_LOWEST + _up(45 * percent, pass_mark), _PASS - 1) / 10


def letter_grade(percent: int, pass_mark: int) -> str:
    """The letter, A to D or F.

    The bounds are those most common in the United States, 90, 80, 70 and 60. The pass mark comes before them: below it
    everything is an F, and what is a pass below 60 is a D.
    """
    if percent < pass_mark:
        return FAILED
    return next((letter for least, letter in LETTERS if percent >= least), LETTERS[-1][1])


def _up(part: int, whole: int) -> int:
    """`part / whole`, rounded to the nearest whole number, and a half up."""
    return (2 * part + whole) // (2 * whole)


def _down(part: int, whole: int) -> int:
    """`part / whole`, rounded to the nearest whole number, and a half down."""
    return -_up(-part, whole)

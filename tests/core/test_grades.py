"""Grades: what a percentage is worth on each scale, and what is a pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.exams import Score
from quizapp.core.grades import Graded, Grading, dutch_grade, letter_grade
from quizapp.core.settings.settings import GradeScale, Settings

percents = st.integers(0, 100)
pass_marks = st.integers(1, 100)
scales: st.SearchStrategy[GradeScale] = st.sampled_from(["percent", "dutch", "letters"])


@pytest.mark.parametrize(
    ("percent", "pass_mark", "grade"),
    [
        (0, 55, 1.0),
        (54, 55, 5.4),
        (55, 55, 5.5),
        (73, 55, 7.3),
        (100, 55, 10.0),
        (11, 55, 1.9),
        (60, 60, 5.5),
        (80, 60, 7.8),  # 7.75: halves go up
        (30, 60, 3.3),  # 3.25
        (79, 80, 5.4),
        (80, 80, 5.5),
    ],
)
def test_a_dutch_grade_has_its_bend_at_the_pass_mark(percent: int, pass_mark: int, grade: float) -> None:
    assert dutch_grade(percent, pass_mark) == grade


@given(percents)
def test_with_a_pass_mark_of_half_a_dutch_grade_is_one_and_nine_times_the_score(percent: int) -> None:
    assert dutch_grade(percent, 50) == pytest.approx(1 + 0.09 * percent, abs=0.05 + 1e-9)


@given(percents, pass_marks)
def test_a_dutch_grade_is_a_pass_from_5_5_on(percent: int, pass_mark: int) -> None:
    assert (dutch_grade(percent, pass_mark) >= 5.5) is (percent >= pass_mark)


@given(percents, percents, pass_marks)
def test_more_points_never_have_a_lower_dutch_grade(one: int, other: int, pass_mark: int) -> None:
    low, high = sorted((one, other))
    assert 1 <= dutch_grade(low, pass_mark) <= dutch_grade(high, pass_mark) <= 10


@given(pass_marks)
def test_nothing_is_a_dutch_one_and_everything_a_ten(pass_mark: int) -> None:
    assert (dutch_grade(0, pass_mark), dutch_grade(100, pass_mark)) == (1, 10)


@pytest.mark.parametrize(
    ("percent", "pass_mark", "letter"),
    [
        (100, 55, "A"),
        (90, 55, "A"),
        (89, 55, "B"),
        (79, 55, "C"),
        (69, 55, "D"),
        (55, 55, "D"),
        (54, 55, "F"),
        (0, 55, "F"),
        (74, 75, "F"),
        (75, 75, "C"),
        (94, 95, "F"),
    ],
)
def test_a_letter_is_an_f_below_the_pass_mark_alone(percent: int, pass_mark: int, letter: str) -> None:
    assert letter_grade(percent, pass_mark) == letter


@given(scales, st.integers(1, 200), st.floats(0, 1), pass_marks)
def test_the_percentage_shown_decides(scale: GradeScale, total: int, share: float, pass_mark: int) -> None:
    score = Score(share * total, total)
    graded = Grading(scale, pass_mark).graded(score)
    assert graded is not None
    assert graded.passed is (score.percent >= pass_mark)


@pytest.mark.parametrize(("scale", "grade"), [("percent", 73), ("dutch", 7.3), ("letters", "C")])
def test_a_score_is_graded_on_the_learners_scale(scale: GradeScale, grade: object) -> None:
    grading = Grading.of(Settings(grade_scale=scale, pass_mark=55))
    assert grading.graded(Score(14.6, 20)) == Graded(grade, passed=True)  # type: ignore[arg-type]


@pytest.mark.parametrize("scale", ["percent", "dutch", "letters"])
def test_what_the_program_did_not_mark_has_no_grade(scale: GradeScale) -> None:
    assert Grading(scale).graded(Score(0, 0)) is None

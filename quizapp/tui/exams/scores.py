"""The scores of an exam drawn: what it came to, a bar for a part of it, and the plan's forecast beside it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from quizapp.core.exams import Result, Score
from quizapp.core.formats import percent
from quizapp.core.grades import Graded, Grading
from quizapp.core.messages import tr, trc
from quizapp.learning.exams.forecast import Forecast
from quizapp.tui.widgets.drawing import chip, meter
from quizapp.tui.widgets.text import justified, plain
from quizapp.wording.common import sentence
from quizapp.wording.exam_ahead import short_exam_line
from quizapp.wording.exams import (
    PARTLY,
    RIGHT,
    SKIPPED,
    WRONG,
    grade_text,
    pass_mark_text,
    pass_word,
    tally_text,
    time_line,
    tomorrow_line,
    whole_text,
)

QUIET = "$foreground 75%"
SHORTEST_BAR, LONGEST_BAR = 6, 48
GAP = 2
"""The cells between a bar and what stands beside it."""

STYLES = {RIGHT: "$text-success", PARTLY: "$text-warning", WRONG: "$text-error", SKIPPED: "$foreground 75%"}
"""The colour of each sign for the outcome of a question."""

ANSWERED = ("━", "$mark-easy")
"""The part of a bar for what is answered, in another colour than what is right."""

SHARE = 4
"""The cells of a percentage: `100%`."""


def tone(score: Score, grading: Grading) -> str:
    """The tone of a score: good for what would be a pass."""
    return "good" if grading.passed(score.percent) else "again"


def scored(percentage: int, cells: int, tone: str) -> Content:
    """A bar of so many cells for a whole percentage."""
    return meter(percentage / 100, cells, ("━", f"$mark-{tone}"))


def room_for_bar(cells: int) -> int:
    """The length of a bar where there is room for so many cells; 0 where that is too little for one."""
    return min(cells, LONGEST_BAR) if cells >= SHORTEST_BAR else 0


def large_text(graded: Graded, score: Score) -> str:
    """The number to show in large digits: the grade, or the percentage where it is a letter. A large B is like an 8."""
    return grade_text(score.percent if isinstance(graded.grade, str) else graded.grade)


def verdict(graded: Graded, shown: str) -> Content:
    """Whether the exam is passed, as a sign and a word, and the grade if that is not `shown` beside it."""
    words = f"✓ {pass_word(passed=True)}" if graded.passed else f"✗ {pass_word(passed=False)}"
    grade = grade_text(graded.grade)
    if grade != shown:
        words += f" · {grade}"
    return chip(words, "good" if graded.passed else "again", strong=True)


def summary(result: Result, grading: Grading, note: str) -> Content:
    """What it came to, line by line, to stand beside the grade. `note` is one more sentence."""
    graded = grading.graded(result.score)
    lines = []
    if graded is not None:
        lines.append(verdict(graded, large_text(graded, result.score)) + f"  {pass_mark_text(grading)}")
    lines += [plain(sentence(whole_text(result)), "bold"), *map(plain, _counted(result))]
    return Content("\n").join([*lines, plain(note, QUIET)] if note else lines)


def short_summary(result: Result, grading: Grading, forecast: Forecast | None) -> Content:
    """The same in as few lines as possible, with the grade, and with the forecast if there is one."""
    graded = grading.graded(result.score)
    score = percent(result.score.percent / 100)
    head = Content("") if graded is None else verdict(graded, score) + " "
    head += plain(sentence(whole_text(result)), "bold")
    rest = list(_counted(result))
    if forecast is not None:
        rest.append(tomorrow_line(forecast))
    return head + plain("\n" + " ".join(rest))


def _counted(result: Result) -> Iterator[str]:
    yield sentence(tally_text(result))
    yield time_line(result.paper)


def forecast_rows(forecast: Forecast, result: Result, grading: Grading, width: int) -> Content:
    """The result and what the plan expects, a bar for each, below each other."""
    rows = list(_compared(forecast, result.score, grading))
    names = max(plain(name).cell_length for name, *_ in rows)
    bar = room_for_bar(width - names - SHARE - 2 * GAP)
    return Content("\n").join(
        justified(plain(name, QUIET), scored(share, bar, kind) + _share(share), width) for name, share, kind in rows
    )


def forecast_pane(forecast: Forecast, result: Result, grading: Grading, width: int) -> Content:
    """The same for a narrow column, under the day of the exam."""
    lines = [
        plain(tr("Your plan"), "bold $text-accent"),
        *plain(short_exam_line(forecast.ahead._replace(score=None)), QUIET).wrap(width),
    ]
    for name, share, kind in _compared(forecast, result.score, grading):
        lines += [Content(""), justified(plain(name), _share(share), width), scored(share, width, kind)]
    return Content("\n").join(lines)


def _compared(forecast: Forecast, score: Score, grading: Grading) -> Iterator[tuple[str, int, str]]:
    """Yield the scores to compare: name, whole percentage, tone."""
    if score.total:
        yield trc("score", "This exam"), score.percent, tone(score, grading)
    yield trc("score", "If it were tomorrow"), round(100 * forecast.tomorrow), "easy"
    if forecast.ahead.score is not None:
        yield trc("score", "On course for"), round(100 * forecast.ahead.score), "easy"


def _share(percentage: int) -> Content:
    return Content(percent(percentage / 100).rjust(SHARE + GAP))

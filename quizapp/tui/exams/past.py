"""The exams on a deck that were finished, to look at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from quizapp.core.formats import long_date, percent
from quizapp.core.grades import Grading
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.learning.exams.past import PastExam
from quizapp.tui.exams.scores import QUIET, STYLES, tone
from quizapp.tui.widgets.drawing import columns
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.pointing import PointedList
from quizapp.tui.widgets.text import Line, justified, plain
from quizapp.wording.exams import RIGHT, WRONG, earned_text, grade_text, points_text, time_words

WIDE = 50
"""From this width on there is room for points, and how long an exam took."""

AROUND = 11
"""The lines of the sheet beside those of the exams, with some air."""

MOST = 20
"""The exams whose scores are drawn, at most."""


class PastExams(ModalScreen[PastExam | None]):
    """Gives the exam to look at, or None."""

    CSS_PATH: ClassVar = ["../widgets/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,l", "leave", tr_noop("back"), id="exam.back")]

    def __init__(self, past: Sequence[PastExam], grading: Grading) -> None:
        """`past` are the exams, the last one first; they are graded as exams are now."""
        super().__init__()
        self._past, self._grading = past, grading

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Line(id="overview-title")
            if course := course_text(self._past, self._grading):
                yield Static(course, id="past-course", markup=False)
            yield PointedList(id="exam-overview")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#overview-title", Line).show(plain(tr("Past exams"), "bold $text-accent"), Content(""))
        self.query_one("#sheet").styles.height = len(self._past) + AROUND
        self.query_one(KeyBar).show([Key("↵", tr("open"), "choose", 0), Key("esc", tr("back"), "leave", 1)])
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._past[event.option_index])

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        self.dismiss(None)

    def _fill(self) -> None:
        listed = self.query_one(PointedList)
        listed.show(_lines(self._past, self._grading, listed.room), listed.highlighted or 0)


def day_text(exam: PastExam) -> str:
    """The day of an exam: `25 November 2026`."""
    return long_date(date.fromordinal(exam.day))


def last_content(past: Sequence[PastExam], grading: Grading) -> Content:
    """`Last exam: 25 November 2026, 12 of 20 points.`, and below it the scores over time; empty if there was none."""
    if not past:
        return Content("")
    last = plain(tr("Last exam: {date}, {score}.", date=day_text(past[0]), score=_earned(past[0])))
    if past[0].score.total:
        last += "  " + _marked(past[0], grading)
    course = course_text(past, grading)
    return Content("\n").join([last, course] if course else [last])


def course_text(past: Sequence[PastExam], grading: Grading) -> Content:
    """The scores over time: a column for each and the percentages of first and last; empty for fewer than two."""
    scores = [exam.score for exam in reversed(past[:MOST]) if exam.score.total]
    if len(scores) < 2:
        return Content("")
    drawn = columns([score.percent for score in scores], most=100)
    first, last = (percent(score.percent / 100) for score in (scores[0], scores[-1]))
    bars = ((column, f"$mark-{tone(score, grading)}") for column, score in zip(drawn, scores, strict=True))
    return Content.assemble((f"{tr('Scores so far')}  ", QUIET), *bars, f"  {first} → {last}")


def _earned(exam: PastExam) -> str:
    if exam.score.total:
        return earned_text(exam.score)
    return tr("self-marked: {score}", score=earned_text(exam.self_marked))


def _lines(past: Sequence[PastExam], grading: Grading, width: int) -> list[Content]:
    """A line for each exam: day and grade, then percentage, points and time where there is room."""
    grades = [_marked(exam, grading) for exam in past]
    figures = [_figures(exam, grading) if width >= WIDE else () for exam in past]
    widths = [max(map(len, column)) for column in zip(*figures, strict=True)]
    lines = []
    for exam, grade, cells in zip(past, grades, figures, strict=True):
        padding = " " * (max(each.cell_length for each in grades) - grade.cell_length)
        further = "".join(f"   {cell:>{room}}" for cell, room in zip(cells, widths, strict=True))
        lines.append(justified(plain(day_text(exam)), Content(padding) + grade + Content.styled(further, QUIET), width))
    return lines


def _marked(exam: PastExam, grading: Grading) -> Content:
    """The grade, with a sign for whether it is a pass: `✓ 63%`."""
    graded = grading.graded(exam.score)
    if graded is None:
        return Content.styled(trc("outcome", "self-marked"), QUIET)
    sign = RIGHT if graded.passed else WRONG
    return Content.styled(f"{sign} {grade_text(graded.grade)}", STYLES[sign])


def _figures(exam: PastExam, grading: Grading) -> tuple[str, ...]:
    """The percentage unless that is the grade, the points, the time."""
    score = exam.score if exam.score.total else exam.self_marked
    points = tr("{points} of {total}", points=points_text(score.points), total=score.total)
    shares = () if grading.scale == "percent" else (percent(score.percent / 100),)
    return *shares, points, time_words(exam.used)

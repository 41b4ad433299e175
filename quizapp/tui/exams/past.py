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
from textual.widgets import OptionList

from quizapp.core.formats import long_date, percent
from quizapp.core.messages import tr, tr_noop
from quizapp.learning.exams.past import PastExam
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.pointing import PointedList
from quizapp.tui.widgets.text import Line, justified, plain
from quizapp.wording.exams import earned_text, time_words, whole_text

QUIET = "$foreground 75%"
WIDE = 50
"""From this width on there is room for how long an exam took."""


class PastExams(ModalScreen[PastExam | None]):
    """Gives the exam to look at, or None."""

    CSS_PATH: ClassVar = ["../widgets/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,l", "leave", tr_noop("back"), id="exam.back")]

    def __init__(self, past: Sequence[PastExam]) -> None:
        """`past` are the exams, the last one first."""
        super().__init__()
        self._past = past

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Line(id="overview-title")
            yield PointedList(id="exam-overview")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#overview-title", Line).show(plain(tr("Past exams"), "bold $text-accent"), Content(""))
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
        listed.show([_line(exam, listed.room) for exam in self._past], listed.highlighted or 0)


def day_text(exam: PastExam) -> str:
    """The day of an exam: `25 November 2026`."""
    return long_date(date.fromordinal(exam.day))


def last_text(past: Sequence[PastExam]) -> str:
    """The outcome of the last exam: `Last exam: 25 November 2026, 12 of 20 points.`; empty if there was none."""
    return tr("Last exam: {date}, {score}.", date=day_text(past[0]), score=_earned(past[0])) if past else ""


def _earned(exam: PastExam) -> str:
    if exam.score.total:
        return earned_text(exam.score)
    return tr("self-marked: {score}", score=earned_text(exam.self_marked))


def _line(exam: PastExam, width: int) -> Content:
    short = percent(exam.score.percent / 100) if exam.score.total else _earned(exam)
    score = whole_text(exam) if width >= WIDE else short
    took = f" · {time_words(exam.used)}" if width >= WIDE else ""
    return justified(plain(day_text(exam)), Content.styled(f"{score}{took}", QUIET), width)

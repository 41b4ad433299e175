"""All questions of an exam at a glance: which are answered, which are flagged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from quizapp.core.messages import tr, tr_noop
from quizapp.learning.exams.exam import Exam
from quizapp.tui.exams.scores import ANSWERED, QUIET
from quizapp.tui.widgets.drawing import UNDER_WAY, UNTOUCHED, bar
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.pointing import PointedList
from quizapp.tui.widgets.sheet import Overlay, keys_sheet
from quizapp.tui.widgets.text import Line, justified, plain
from quizapp.wording.common import prompt_text
from quizapp.wording.exams import Status, clock_text, open_ends, status, status_text

WIDE = 50
"""From this width on there is room for the beginnings of the questions before what was done with each."""

FLAG = "*"
SIGNS: Mapping[Status, tuple[str, str]] = {
    "answered": ("■", "$mark-easy"),
    "partial": ("◧", "$mark-hard"),
    "unfit": ("■", "$mark-again"),
    "blank": ("□", "$foreground"),
}
"""The sign before a question and its colour, by what was done with it."""


class ExamOverview(Overlay[int | None]):
    """Gives the index of the question to go to, -1 to hand in, or None."""

    CSS_PATH: ClassVar = ["../widgets/sheet.tcss", "lists.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "hand_in", tr_noop("hand in"), id="exam.hand-in"),
        Binding("escape,o,q", "leave", tr_noop("back"), id="exam.back"),
        Binding("question_mark", "keys", tr_noop("keys"), id="exam.keys"),
    ]

    def __init__(self, exam: Exam) -> None:
        super().__init__()
        self._exam = exam

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Line(id="overview-title")
            yield Static(plain(open_ends(self._exam) or tr("All questions are answered."), QUIET), markup=False)
            yield Static(id="overview-bar", markup=False)
            yield PointedList(id="exam-overview")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(KeyBar).show(_keys())
        self.query_one(OptionList).focus()
        self.set_interval(0.25, self._fill_title)

    def on_resize(self) -> None:
        self._fill_title()
        self.call_after_refresh(self._fill)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_hand_in(self) -> None:
        self.dismiss(-1)

    def action_keys(self) -> None:
        self.app.push_screen(keys_sheet(self, [Key("↑ ↓", tr("move"), "keys"), *_keys()]))

    def action_leave(self) -> None:
        self.dismiss(None)

    def _fill_title(self) -> None:
        left = self._exam.paper.left
        clock = tr("{time} left", time=clock_text(left)) if left is not None else ""
        self.query_one("#overview-title", Line).show(plain(tr("Overview"), "bold $text-accent"), plain(clock))

    def _fill(self) -> None:
        listed, paper = self.query_one(PointedList), self._exam.paper
        self.query_one("#overview-bar", Static).update(self._progress(listed.room))
        place = paper.place if listed.highlighted is None else listed.highlighted
        listed.show([self._line(number, name, listed.room) for number, name in enumerate(paper.questions, 1)], place)

    def _progress(self, width: int) -> Content:
        """A bar of what is answered, partly answered and still open."""
        statuses = [status(self._exam, name) for name in self._exam.paper.questions]
        done, partial = statuses.count("answered"), len(statuses) - statuses.count("answered") - statuses.count("blank")
        return bar((done, partial, statuses.count("blank")), width, (ANSWERED, UNDER_WAY, UNTOUCHED))

    def _line(self, number: int, name: str, width: int) -> Content:
        paper = self._exam.paper
        flagged = name in paper.flagged
        head = Content.assemble(
            (f"{number:>{len(str(len(paper.questions)))}}", "bold"),
            " ",
            SIGNS[status(self._exam, name)],
            (FLAG if flagged else " ", "bold $text-warning"),
            " ",
        )
        words = plain(status_text(self._exam, name), "bold $text-warning" if flagged else QUIET)
        begin = plain(" ".join(prompt_text(self._exam.question(name)).split()))
        if width >= WIDE:
            return justified(head + begin, words, width)
        return (head + words + "  " + begin.stylize(QUIET)).truncate(width, ellipsis=True)


def _keys() -> list[Key]:
    return [
        Key("↵", tr("go there"), "choose", 0),
        Key("s", tr("hand in"), "hand_in", 1),
        Key("?", tr("keys"), "keys", 3),
        Key("esc", tr("back"), "leave", 2),
    ]

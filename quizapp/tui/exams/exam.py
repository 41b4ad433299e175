"""The exam screen: one question, the clock, and nothing about right or wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.deferred import replace
from quizapp.core.errors import QuizappError
from quizapp.core.exams import MINUTE_MS
from quizapp.core.marking.mark import Response
from quizapp.core.messages import tr, tr_noop, trc, trn
from quizapp.learning.exams.exam import Exam
from quizapp.learning.study.showing import Showing
from quizapp.tui.answers.base import Answer
from quizapp.tui.exams.messages import ExamHandedIn, ExamLeft
from quizapp.tui.study.question import QuestionScreen
from quizapp.tui.widgets.confirm import Confirm
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import Line, plain
from quizapp.wording.common import sentence
from quizapp.wording.exams import clock_text, open_ends

FLAG = "*"
LOOK_SECONDS = 0.25
LONGEST_LOOK_MS = 2_000
"""The most time that counts between two looks: beyond it the program was stopped, and the time not the student's."""


class ExamScreen(QuestionScreen):
    """Shows what `Exam` says, and passes on what the student does."""

    CSS_PATH: ClassVar = "../study/study.tcss"
    has_standing: ClassVar[bool] = True
    has_verdicts: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,right", "step(1)", tr_noop("next question"), id="exam.next"),
        Binding("p,left", "step(-1)", tr_noop("previous question"), id="exam.previous"),
        Binding("m", "flag", tr_noop("flag"), id="exam.flag"),
        Binding("o", "overview", tr_noop("overview"), id="exam.overview"),
        Binding("s", "hand_in", tr_noop("hand in"), id="exam.hand-in"),
    ]

    def __init__(self, exam: Exam, leave: str = "") -> None:
        """`leave` says where q leads to, unless it ends the program."""
        super().__init__()
        self._exam, self._leave = exam, leave or tr("quit")
        self._objected: tuple[str, Response] | None = None
        self._shown_heading = self._trouble = ""
        self._points_differ = any(exam.question(name).points != 1 for name in exam.paper.questions)

    @property
    def showing(self) -> Showing | None:
        return self._exam.showing

    def _info(self, showing: Showing) -> DeckInfo:
        return self._exam.deck.info

    def on_mount(self) -> None:
        self._clock = self.set_interval(LOOK_SECONDS, self._look)

    def keep(self) -> None:
        """Save what is half typed, and the time that is left."""
        self._guarded(self._exam.look, LONGEST_LOOK_MS)
        if self._answer is not None and self._answer.is_mounted:
            self._guarded(self._exam.keep, self._answer.response)

    def on_answer_changed(self, message: Answer.Changed) -> None:
        message.stop()
        if self._answer is not None and self._answer.is_mounted:
            self._say("")
            self._fill_keys()
            self._keep_response()

    def _keep_response(self) -> None:
        """Save what is answered so far. A key may be faster than the message that the answer before it changed."""
        answer = self._answer
        if answer is not None and answer.is_mounted and answer.response != self._exam.paper.response:
            self._guarded(self._exam.keep, answer.response)

    # The clock

    def _look(self) -> None:
        """Let the time pass, warn when little is left, and end the exam when none is."""
        self._guarded(self._exam.look, LONGEST_LOOK_MS, again=False)
        if self._exam.paper.over:
            self._end()
            return
        if minutes := self._exam.warning():
            self.notify(
                trn("{count} minute left.", "{count} minutes left.", minutes),
                severity="warning",
                timeout=6,
                markup=False,
            )
        self._fill_heading()

    def _end(self) -> None:
        """Report that the exam is over, whatever sheet is on top of it."""
        self._clock.stop()
        while self in self.app.screen_stack and self.app.screen is not self:
            self.app.pop_screen()
        self.post_message(ExamHandedIn(self._exam))

    # Actions

    async def action_forward(self) -> None:
        """The next question; after the last one, the overview."""
        paper = self._exam.paper
        if paper.place + 1 < len(paper.questions):
            await self.action_step(1)
        elif not self._objects():
            self.action_overview()

    async def action_step(self, by: int) -> None:
        """Go to the next question, or the one before."""
        paper = self._exam.paper
        if 0 <= paper.place + by < len(paper.questions):
            await self._go(paper.place + by)

    async def _go(self, place: int) -> None:
        before = self._exam.paper.place
        if self._objects():
            return
        self._guarded(self._exam.go, place)
        if self._exam.paper.place != before:
            await self._put()

    def _objects(self) -> bool:
        """Say, once, that the answer cannot be marked; return True if it was said just now."""
        self._keep_response()
        paper, reason = self._exam.paper, self._exam.objection()
        if not reason or self._objected == (paper.question, paper.response):
            return False
        self._objected = paper.question, paper.response
        self._say(
            tr("Saved, but this can't be marked: {reason} Press the key again to move on.", reason=sentence(reason))
        )
        return True

    def action_flag(self) -> None:
        """Flag the question, to come back to it, or not any more."""
        self._guarded(self._exam.flag)
        self._fill_heading()
        self._fill_standing()
        self._fill_keys()

    def action_overview(self) -> None:
        from quizapp.tui.exams.overview import ExamOverview

        if self.app.screen is not self:
            return  # keys in a burst: it is there already
        self._keep_response()
        self.app.push_screen(ExamOverview(self._exam), self._chosen)

    async def _chosen(self, place: int | None) -> None:
        """The overview gave a question to go to, None for the one on screen, -1 for handing in."""
        if place == -1:
            self.action_hand_in()
        elif place is not None and place != self._exam.paper.place:
            await self._go(place)

    def action_hand_in(self) -> None:
        """End the exam, once the student has confirmed it."""
        if self.app.screen is not self:
            return
        self._keep_response()
        left = open_ends(self._exam) or tr("All questions are answered.")
        final = tr("You can't change anything afterwards.")
        self.app.push_screen(Confirm(tr("Hand in?"), f"{left} {final}", tr("hand in"), tr("not yet")), self._confirmed)

    def _confirmed(self, sure: bool | None) -> None:
        if sure:
            self._guarded(self._exam.look, LONGEST_LOOK_MS)
            self._guarded(self._exam.hand_in)
            if self._exam.paper.over:
                self._end()

    def action_stop(self) -> None:
        self.keep()
        self.post_message(ExamLeft())

    def action_keys(self) -> None:
        answer = self._answer
        typing = answer is None or answer.takes_letters
        more = (
            []
            if answer is None or typing
            else [
                *answer.more_keys,
                Key("n →", tr("next"), ""),
                Key("←", tr("previous"), ""),
            ]
        )
        self.app.push_screen(keys_sheet(self, [*self._keys(), *more]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        paper = self._exam.paper
        if action == "step":
            return 0 <= paper.place + int(str(parameters[0] if parameters else 1)) < len(paper.questions)
        return super().check_action(action, parameters)

    # Showing

    def _fill_heading(self) -> None:
        """Show the title, and the clock where it has changed."""
        paper, wide = self._exam.paper, self.size.width >= 60
        flag = FLAG if paper.question in paper.flagged else ""
        left, urgent = paper.left, False
        clock = ""
        if left is not None:
            urgent = left <= max((paper.time or 0) // 10, MINUTE_MS)
            time = clock_text(left)
            clock = f"{'!' if urgent else ' '}{tr('{time} left', time=time) if wide else time}"
        place = f"{paper.place + 1}/{len(paper.questions)} "
        heading = f"{self.size} {flag}{place} {clock}"
        if heading != self._shown_heading:
            self._shown_heading = heading
            title = Content.assemble((f"{trc('heading', 'exam')} · ", "$text-warning"))
            title += plain(self._exam.deck.info.title, "bold")
            right = Content.assemble((flag, "bold $text-warning"), (place, "$foreground 75%"))
            right += plain(clock, "bold $text-warning" if urgent else "")
            self.query_one("#heading", Line).show(title, right)

    def _standing(self, showing: Showing) -> str:
        points = showing.question.points
        paper = self._exam.paper
        flagged = f"{FLAG} {trc('question of an exam', 'flagged')}" if paper.question in paper.flagged else ""
        worth = trn("{count} point", "{count} points", points) if self._points_differ else ""
        return " · ".join(filter(None, (flagged, worth)))

    def _keys(self) -> list[Key]:
        answer, paper, wide = self._answer, self._exam.paper, self.size.width >= 60
        if answer is None:
            return []
        last = paper.place + 1 == len(paper.questions)
        keys = [*answer.keys, Key("↵", tr("overview") if last else tr("next"), "forward", 0)]
        if answer.takes_letters:
            away = tr("back, overview, hand in") if wide else tr("other keys")
            return [replace(key, label=away) if key.action == "leave" else key for key in keys]
        more = [
            Key("p", tr("back"), "step(-1)", 4),
            Key("m", tr("unflag") if paper.question in paper.flagged else tr("flag"), "flag", 5),
            Key("o", tr("overview"), "overview", 4 if last else 3),
            Key("s", tr("hand in"), "hand_in", 3 if last else 4),
            self._scroll_key(),
            Key("?", tr("keys"), "keys", 6 if wide else 1),
            Key("q", self._leave, "stop", 2),
        ]
        return keys + [key for key in more if self._works(key.action)]

    def _works(self, action: str) -> bool:
        name, _, parameter = action.rstrip(")").partition("(")
        return self.check_action(name, (parameter,) if parameter else ()) is True

    def _guarded(self, function: Callable[..., None], *arguments: Any, again: bool = True) -> None:
        """Call into the exam; an error is shown, the same one as just now only if `again`."""
        try:
            function(*arguments)
        except QuizappError as error:
            self._exam.trouble = error
        trouble, self._exam.trouble = str(self._exam.trouble or ""), None
        if trouble and (again or trouble != self._trouble):
            self.notify(trouble, title=tr("Not saved"), severity="error", timeout=20, markup=False)
        self._trouble = trouble or self._trouble

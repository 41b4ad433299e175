"""The questions of an exam with what became of them: open answers to grade, and then all of them to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.errors import QuizappError
from quizapp.core.exams import Outcome, Score
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.learning.exams.exam import Exam
from quizapp.learning.study.showing import Showing
from quizapp.tui.answers.base import Answer
from quizapp.tui.exams.messages import ExamGraded, ExamLeft
from quizapp.tui.exams.scores import QUIET, STYLES
from quizapp.tui.study.question import QuestionScreen
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.sheet import Sheet, keys_sheet
from quizapp.tui.widgets.text import Line, plain
from quizapp.wording.common import source_lines
from quizapp.wording.exams import earned_text, sign, status_word


class JudgedScreen(QuestionScreen):
    """One question after the other with its verdict."""

    CSS_PATH: ClassVar = "../study/study.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,right", "step(1)", tr_noop("next question"), id="exam.next"),
        Binding("p,left", "step(-1)", tr_noop("previous question"), id="exam.previous"),
    ]

    def __init__(self, exam: Exam, outcomes: Sequence[Outcome], place: int = 0) -> None:
        super().__init__()
        self._exam, self._outcomes, self._place = exam, outcomes, place

    @property
    def _stage(self) -> str:
        """A word for what is done here."""
        raise NotImplementedError

    @property
    def _outcome(self) -> Outcome:
        return self._outcomes[self._place]

    @property
    def showing(self) -> Showing | None:
        return self._exam.judged(self._outcome)

    def _info(self, showing: Showing) -> DeckInfo:
        return self._exam.deck.info

    async def action_step(self, by: int) -> None:
        """Go to the next question, or the one before."""
        if 0 <= self._place + by < len(self._outcomes):
            self._place += by
            await self._put()

    async def action_forward(self) -> None:
        await self.action_step(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "step":
                return 0 <= self._place + int(str(parameters[0])) < len(self._outcomes)
            case "type" | "leave" | "carry" | "digit":
                return False
            case _:
                return super().check_action(action, parameters)

    def action_keys(self) -> None:
        self.app.push_screen(keys_sheet(self, [*self._keys(), *self._offered(Key("n →", tr("next"), "step(1)"))]))

    def _fill_heading(self) -> None:
        title = Content.assemble((f"{self._stage} · ", "$text-warning"), plain(self._exam.deck.info.title, "bold"))
        self.query_one("#heading", Line).show(title, self._counter())

    def _counter(self) -> Content:
        return Content.styled(f"{self._place + 1}/{len(self._outcomes)}", QUIET)

    def _offered(self, *keys: Key) -> list[Key]:
        """Those of the keys that work now."""
        offered = []
        for key in keys:
            name, _, parameter = key.action.rstrip(")").partition("(")
            if self.check_action(name, (parameter,) if parameter else ()):
                offered.append(key)
        return offered


class GradeScreen(JudgedScreen):
    """Open answers, which the student grades by the points that they made."""

    def __init__(self, exam: Exam) -> None:
        wanted = exam.to_grade
        super().__init__(exam, [outcome for outcome in exam.result.outcomes if outcome.question.id in wanted])

    @property
    def _stage(self) -> str:
        return trc("heading", "grade")

    @property
    def showing(self) -> Showing | None:
        name = self._outcome.question.id
        now = next(outcome for outcome in self._exam.result.outcomes if outcome.question.id == name)
        return self._exam.judged(now)

    def on_answer_ticked(self, message: Answer.Ticked) -> None:
        message.stop()
        try:
            self._exam.grade(self._outcome.question.id, message.points)
        except QuizappError as error:
            self.notify(str(error), title=tr("Not saved"), severity="error", timeout=20, markup=False)
        self._fill_keys()

    async def action_forward(self) -> None:
        """The next answer; after the last one, the result."""
        if self._place + 1 < len(self._outcomes):
            await self.action_step(1)
        else:
            self.post_message(ExamGraded(self._exam))

    def action_stop(self) -> None:
        self.post_message(ExamLeft())

    def _keys(self) -> list[Key]:
        if self._answer is None:
            return []
        last = self._place + 1 == len(self._outcomes)
        more = self._offered(
            Key("p", tr("previous"), "step(-1)", 4),
            self._scroll_key(),
            Key("?", tr("keys"), "keys", 2),
            Key("q", tr("later"), "stop", 3),
        )
        return [*self._answer.keys, Key("↵", tr("result") if last else tr("next"), "forward", 0), *more]


class ReviewScreen(JudgedScreen):
    """The questions of an exam that is over, to learn from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "missed", tr_noop("next missed question"), id="exam.missed"),
        Binding("s", "source", tr_noop("source"), id="exam.source"),
        Binding("escape", "stop", tr_noop("result"), id="exam.result"),
    ]

    @property
    def _stage(self) -> str:
        return trc("heading", "result")

    def _fresh_answer(self) -> list[Answer]:
        fresh = super()._fresh_answer()
        for answer in fresh:
            answer.disabled = True
        return fresh

    def _letter(self, number: int) -> bool:
        return False

    def _reveal(self) -> None:
        """The question and the answer come first; the rest is read from there."""
        self._fill_keys()

    def action_turn(self) -> None:
        """There is nothing to tick any more."""

    def action_cursor(self, step: int) -> None:
        self.query_one("#body").scroll_relative(y=step, animate=False)

    async def action_missed(self) -> None:
        """Go to the next question that was not right."""
        if (place := self._next_missed) is not None:
            await self.action_step(place - self._place)

    @property
    def _next_missed(self) -> int | None:
        later = range(self._place + 1, len(self._outcomes))
        return next((place for place in later if not self._outcomes[place].mark.right), None)

    def action_source(self) -> None:
        lines = source_lines(self._outcome.question, self._exam.deck.info)
        self.app.push_screen(Sheet(tr("Source"), plain("\n".join(lines))))

    def action_stop(self) -> None:
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "missed":
                return self._next_missed is not None
            case "source":
                return self._outcome.question.source is not None
            case "letter" | "turn":
                return False
            case "forward":
                return self._place + 1 < len(self._outcomes)
            case _:
                return super().check_action(action, parameters)

    def _counter(self) -> Content:
        outcome = self._outcome
        points = earned_text(Score(outcome.points, outcome.question.points)) if self.size.width >= 60 else ""
        standing = f"{sign(outcome)} {status_word(outcome)}"
        worth = plain(f", {points}" if points else "", QUIET)
        return plain(standing, STYLES[sign(outcome)]) + worth + "   " + super()._counter()

    def _keys(self) -> list[Key]:
        return self._offered(
            Key("↵", tr("next"), "forward", 1),
            Key("p", tr("previous"), "step(-1)", 3),
            Key("w", tr("next missed"), "missed", 2),
            Key("s", tr("source"), "source", 6),
            self._scroll_key(),
            Key("?", tr("keys"), "keys", 5),
            Key("esc", tr("result"), "stop", 0),
        )

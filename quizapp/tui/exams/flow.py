"""The way through an exam: its terms, the questions, the grading, the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from quizapp.core.messages import tr
from quizapp.learning.study.practice import Practice
from quizapp.tui.exams.messages import (
    ExamBegun,
    ExamGraded,
    ExamHandedIn,
    ExamLeft,
    ExamMessage,
    ExamResumed,
    MissedPractised,
    PastExamChosen,
    ResultClosed,
)

if TYPE_CHECKING:
    from textual.screen import Screen

    from quizapp.core.exams import Terms
    from quizapp.core.settings.settings import Settings
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.clock import Clock
    from quizapp.learning.exams.exam import Exam
    from quizapp.learning.exams.past import PastExam
    from quizapp.store.progress import Progress

Value = TypeVar("Value")


class Stage(Protocol):
    """The app, as far as an exam needs it."""

    progress: Progress
    clock: Clock

    @property
    def settings(self) -> Settings: ...

    @property
    def from_home(self) -> bool: ...

    def replace(self, screen: Screen[None]) -> None: ...

    async def attempt(self, function: Callable[..., Value], *arguments: Any) -> Value | None: ...

    async def study_these(self, decks: Sequence[LoadedDeck], practice: Practice | None = None) -> None: ...

    async def go_home(self) -> None: ...

    def exit(self) -> None: ...


class ExamFlow:
    """Opens the screens of an exam one after the other; each reports what the student does."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.unfinished: Exam | None = None
        """The exam that was opened last, until it is finished."""

    async def offer(self, deck: LoadedDeck, terms: Terms, *, anew: bool = False) -> None:
        """Offer an exam on these terms; or the one that is not finished, unless it is to be a new one (`anew`)."""
        from quizapp.core.grades import Grading
        from quizapp.learning.exams.exam import unfinished
        from quizapp.learning.exams.past import past_exams
        from quizapp.tui.exams.start import ExamStartScreen

        waiting = None if anew else await self._stage.attempt(unfinished, self._stage.progress, deck.id)
        past = partial(past_exams, deck, self._stage.progress)
        grading = Grading.of(self._stage.settings)
        self._stage.replace(ExamStartScreen(deck, terms, waiting, self._way_out, past, grading))

    async def follow(self, message: ExamMessage) -> None:
        """Do what follows from what a screen reports."""
        match message:
            case ExamBegun():
                await self._begin(message)
            case ExamResumed():
                await self._resume(message.deck)
            case PastExamChosen():
                await self._look_back(message.deck, message.past)
            case ExamHandedIn():
                await self._sit(message.exam)
            case ExamGraded():
                await self._finish(message.exam)
            case MissedPractised():
                deck = message.exam.deck
                await self._stage.study_these([deck], Practice(cards=[(deck.id, card) for card in message.cards]))
            case ResultClosed():
                await self._stage.go_home()
            case ExamLeft() if self._stage.from_home:
                await self._stage.go_home()
            case ExamLeft():
                self._stage.exit()

    async def _begin(self, message: ExamBegun) -> None:
        from quizapp.learning.exams.exam import begin

        begin_with = partial(begin, listing=message.listing)
        exam = await self._stage.attempt(self._opened_by, begin_with, message.deck, message.terms)
        if exam is not None:
            await self._sit(exam)

    async def _resume(self, deck: LoadedDeck) -> None:
        from quizapp.core.exams import Terms
        from quizapp.learning.exams.exam import resume

        exam = await self._stage.attempt(self._opened_by, resume, deck)
        if exam is not None:
            await self._sit(exam)
        else:  # its questions are all gone from the deck
            await self.offer(deck, Terms(), anew=True)

    async def _look_back(self, deck: LoadedDeck, past: PastExam) -> None:
        from quizapp.learning.exams.past import reopened
        from quizapp.tui.exams.result import ExamResultScreen

        stage = self._stage
        exam_and_result = await stage.attempt(reopened, past, deck, stage.progress, stage.settings)
        if exam_and_result is not None:
            stage.replace(ExamResultScreen(*exam_and_result))

    def _opened_by(self, function: Callable[..., Exam | None], deck: LoadedDeck, *arguments: Any) -> Exam | None:
        """The exam that `begin` or `resume` makes of the deck."""
        stage = self._stage
        return function(deck, stage.progress, *arguments, clock=stage.clock, settings=stage.settings)

    async def _sit(self, exam: Exam) -> None:
        """Show the question; once the exam is handed in, the answers to grade, and then the result."""
        from quizapp.tui.exams.exam import ExamScreen

        self.unfinished = exam
        if not exam.paper.over:
            self._stage.replace(ExamScreen(exam, self._way_out))
        elif exam.to_grade:
            from quizapp.tui.exams.review import GradeScreen

            self._stage.replace(GradeScreen(exam))
        else:
            await self._finish(exam)

    async def _finish(self, exam: Exam) -> None:
        """Log the exam and show its result; if it cannot be logged now, the next start of it will."""
        from quizapp.tui.exams.result import ExamResultScreen

        logged = await self._stage.attempt(exam.finish)
        self.unfinished = None if logged is not None else exam
        forecast = await self._stage.attempt(exam.forecast)
        self._stage.replace(ExamResultScreen(exam, logged or exam.result, forecast))

    @property
    def _way_out(self) -> str:
        """The place that q leads to; empty where it ends the program."""
        return tr("home") if self._stage.from_home else ""

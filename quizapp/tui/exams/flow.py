"""The way through an exam: its terms, the questions, the grading, the result. What follows what is decided here."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from quizapp.decks.library import LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.learning.study.practice import Practice
from quizapp.store.progress import Progress
from quizapp.tui.terminal.base_app import TerminalApp

if TYPE_CHECKING:
    from textual.screen import Screen

    from quizapp.core.exams import Terms
    from quizapp.core.settings.settings import Settings
    from quizapp.learning.exams.exam import Exam
    from quizapp.tui.exams.exam import ExamScreen
    from quizapp.tui.exams.result import ExamResultScreen
    from quizapp.tui.exams.review import GradeScreen
    from quizapp.tui.exams.start import ExamStartScreen
    from quizapp.tui.home.home import HomeScreen

Result = TypeVar("Result")


class Examining(TerminalApp):
    """Opens the screens of an exam one after the other; each reports what the student does."""

    _progress: Progress
    _clock: Clock
    _from_home: bool
    _opened: str
    exam: Exam | None = None
    """The exam that was opened last, until it is finished."""

    @property
    @abstractmethod
    def _settings(self) -> Settings: ...

    @abstractmethod
    def _replace(self, screen: Screen[None]) -> None: ...

    @abstractmethod
    async def _go_home(self) -> None: ...

    @abstractmethod
    async def _told(self, function: Callable[..., Result], *arguments: Any) -> Result | None: ...

    @abstractmethod
    async def _study_these(self, decks: Sequence[LoadedDeck], practice: Practice | None = None) -> None: ...

    async def examine(self, deck: LoadedDeck, terms: Terms, *, anew: bool = False) -> None:
        """Offer an exam on these terms; or the one that is not finished, unless it is to be a new one (`anew`)."""
        from quizapp.learning.exams.exam import unfinished
        from quizapp.learning.exams.past import past_exams
        from quizapp.tui.exams.start import ExamStartScreen

        self._opened = deck.id
        waiting = None if anew else await self._told(unfinished, self._progress, deck.id)
        past = partial(past_exams, deck, self._progress)
        self._replace(ExamStartScreen(deck, terms, waiting, self._way_out, past))

    async def on_home_screen_exam(self, message: HomeScreen.Exam) -> None:
        from quizapp.core.exams import Terms

        await self.examine(message.deck, Terms())

    async def on_exam_start_screen_begun(self, message: ExamStartScreen.Begun) -> None:
        from quizapp.learning.exams.exam import begin

        begin_with = partial(begin, listing=message.listing)
        exam = await self._told(self._opened_by, begin_with, message.deck, message.terms)
        if exam is not None:
            await self._sit(exam)

    async def on_exam_start_screen_resumed(self, message: ExamStartScreen.Resumed) -> None:
        from quizapp.core.exams import Terms
        from quizapp.learning.exams.exam import resume

        exam = await self._told(self._opened_by, resume, message.deck)
        if exam is not None:
            await self._sit(exam)
        else:  # its questions are all gone from the deck
            await self.examine(message.deck, Terms(), anew=True)

    async def on_exam_start_screen_looked_back(self, message: ExamStartScreen.LookedBack) -> None:
        from quizapp.learning.exams.past import reopened
        from quizapp.tui.exams.result import ExamResultScreen

        found = await self._told(reopened, message.past, message.deck, self._progress)
        if found is not None:
            self._replace(ExamResultScreen(*found))

    async def on_exam_start_screen_left(self) -> None:
        await self._leave_exam()

    async def on_exam_screen_handed_in(self, message: ExamScreen.HandedIn) -> None:
        await self._sit(message.exam)

    async def on_exam_screen_stopped(self) -> None:
        await self._leave_exam()

    async def on_grade_screen_graded(self, message: GradeScreen.Graded) -> None:
        await self._finish(message.exam)

    async def on_grade_screen_stopped(self) -> None:
        await self._leave_exam()

    async def on_exam_result_screen_practise(self, message: ExamResultScreen.Practise) -> None:
        deck = message.exam.deck
        await self._study_these([deck], Practice(cards=[(deck.id, card) for card in message.cards]))

    async def on_exam_result_screen_home(self) -> None:
        await self._go_home()

    def _opened_by(self, function: Callable[..., Exam | None], deck: LoadedDeck, *arguments: Any) -> Exam | None:
        """What `begin` or `resume` makes of the deck."""
        return function(deck, self._progress, *arguments, clock=self._clock, settings=self._settings)

    async def _sit(self, exam: Exam) -> None:
        """The question on screen; once it is handed in the answers to grade, and then the result."""
        from quizapp.tui.exams.exam import ExamScreen

        self.exam = exam
        if not exam.paper.over:
            self._replace(ExamScreen(exam, self._way_out))
        elif exam.to_grade:
            from quizapp.tui.exams.review import GradeScreen

            self._replace(GradeScreen(exam))
        else:
            await self._finish(exam)

    async def _finish(self, exam: Exam) -> None:
        """Log the exam and show its result; if it cannot be logged now, the next start of it will."""
        from quizapp.tui.exams.result import ExamResultScreen

        result = await self._told(exam.finish)
        self.exam = None if result is not None else exam
        self._replace(ExamResultScreen(exam, result or exam.result))

    async def _leave_exam(self) -> None:
        if self._from_home:
            await self._go_home()
        else:
            self.exit()

    @property
    def _way_out(self) -> str:
        """Where q leads to."""
        return "home" if self._from_home else "quit"

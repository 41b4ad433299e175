"""Everything that can happen during an exam, as its screens report it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from quizapp.core.decks.deck import QuestionRef
    from quizapp.core.exams import Terms
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.exams.exam import Exam
    from quizapp.learning.exams.past import PastExam


class ExamMessage(Message):
    """A step of an exam; the flow decides what follows."""


class ExamBegun(ExamMessage):
    """A new exam on these terms."""

    def __init__(self, deck: LoadedDeck, terms: Terms, listing: Sequence[QuestionRef]) -> None:
        super().__init__()
        self.deck, self.terms, self.listing = deck, terms, listing


class ExamResumed(ExamMessage):
    """The unfinished exam."""

    def __init__(self, deck: LoadedDeck) -> None:
        super().__init__()
        self.deck = deck


class PastExamChosen(ExamMessage):
    """An exam of another day is to be looked at."""

    def __init__(self, deck: LoadedDeck, past: PastExam) -> None:
        super().__init__()
        self.deck, self.past = deck, past


class ExamHandedIn(ExamMessage):
    """The exam is over, by the student's will or because the time was up."""

    def __init__(self, exam: Exam) -> None:
        super().__init__()
        self.exam = exam


class ExamGraded(ExamMessage):
    """All open answers are graded."""

    def __init__(self, exam: Exam) -> None:
        super().__init__()
        self.exam = exam


class ExamLeft(ExamMessage):
    """No exam now: what was begun goes on some other time."""


class MissedPractised(ExamMessage):
    """The missed questions are to be practised: these cards of the exam's deck."""

    def __init__(self, exam: Exam, cards: Sequence[str]) -> None:
        super().__init__()
        self.exam, self.cards = exam, cards


class ResultClosed(ExamMessage):
    """The student is done with the result."""

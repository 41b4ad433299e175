"""One widget per type of question."""

from __future__ import annotations

from functools import singledispatch

from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import Question, unregistered
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.learning.study.showing import Showing
from quizapp.tui.answers.base import Answer


@singledispatch
def _widget(question: Question, showing: Showing) -> Answer:
    raise unregistered("tui.answers", question)


@_widget.register(Choice)
@_widget.register(Multiple)
@_widget.register(TrueFalse)
def _(question: Question, showing: Showing) -> Answer:
    from quizapp.tui.answers.options import Options

    return Options(showing)


@_widget.register(Card)
def _(question: Card, showing: Showing) -> Answer:
    from quizapp.tui.answers.flashcard import Flashcard

    return Flashcard(showing)


@_widget.register(Text)
@_widget.register(Number)
def _(question: Text | Number, showing: Showing) -> Answer:
    from quizapp.tui.answers.typed import Typed  # 10 ms with Textual's Input

    return Typed(showing)


@_widget.register(Date)
def _(question: Date, showing: Showing) -> Answer:
    from quizapp.tui.answers.typed import DateFields

    return DateFields(showing)


@_widget.register(Order)
def _(question: Order, showing: Showing) -> Answer:
    from quizapp.tui.answers.ordering import OrderList

    return OrderList(showing)


@_widget.register(Match)
def _(question: Match, showing: Showing) -> Answer:
    from quizapp.tui.answers.pairs import Pairs

    return Pairs(showing)


@_widget.register(Cloze)
def _(question: Cloze, showing: Showing) -> Answer:
    from quizapp.tui.answers.gaps import Gaps

    return Gaps(showing)


@_widget.register(Open)
def _(question: Open, showing: Showing) -> Answer:
    from quizapp.tui.answers.written import Written  # 30 ms with Textual's TextArea

    return Written(showing)


def answer_for(showing: Showing) -> Answer:
    """The widget to answer this card with."""
    return _widget(showing.question, showing)

"""Judging responses without a session and without touching any progress."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, assert_never

from quizapp.core.deferred import dataclass
from quizapp.core.errors import UsageProblem
from quizapp.core.formats import any_of
from quizapp.core.marking.mark import AskAgain, Mark, Response
from quizapp.core.marking.marking import mark
from quizapp.core.marking.rating import Evidence, Rating, default_rating
from quizapp.core.marking.responses import read_response, read_ticks
from quizapp.core.messages import tr
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.library import LoadedDeck


@dataclass(frozen=True, slots=True)
class Trial:
    """The judgement of a tried response: score 0..1, right or wrong, the reason, and the rating that follows."""

    score: float
    right: bool
    reason: str
    rating: int

    def as_json(self) -> dict[str, Any]:
        """The trial as `quizapp mark --json` prints it."""
        return {"score": self.score, "right": self.right, "reason": self.reason, "rating": self.rating}


def try_responses(deck: LoadedDeck, name: str, lines: Sequence[str]) -> list[Trial | AskAgain]:
    """Judge each of the `lines` as the answer to the question `name` (an id, or id/gap), of a card seen before.

    Raises:
        UsageProblem: if there is no such question, or it is not judged by the program.
    """
    question = _question(deck, name)
    return [_tried(question, line, deck) for line in lines]


def _tried(question: AnyQuestion, line: str, deck: LoadedDeck) -> Trial | AskAgain:
    judgement = _judge(question, line, deck)
    if isinstance(judgement, AskAgain):
        return judgement
    rating: Rating = default_rating(question, judgement, Evidence())
    return Trial(judgement.score, judgement.right, judgement.reason, int(rating))


def _judge(question: AnyQuestion, line: str, deck: LoadedDeck) -> Mark | AskAgain:
    response: Response | AskAgain
    if isinstance(question, Card):
        raise UsageProblem(
            tr("`{id}` is a flashcard. Students rate those themselves, so there is nothing to mark.", id=question.id)
        )
    if isinstance(question, Open):
        ticks = read_ticks(question, line)
        response = ticks if isinstance(ticks, AskAgain) else {"text": "-", "ticked": ticks}
    else:
        response = read_response(question, line, _file_order(question))
    if isinstance(response, AskAgain):
        return response
    return mark(question, response, deck.info.language, deck.vocabulary)


def _question(deck: LoadedDeck, name: str) -> AnyQuestion:
    plain, _, gap = name.partition("/")
    try:
        question = deck.question(plain)
    except KeyError:
        ids = list(dict.fromkeys(card.question for card in deck.cards))
        if near := difflib.get_close_matches(plain, ids, 3):
            message = tr(
                "The deck `{deck}` has no question `{id}`. Did you mean {ids}?",
                deck=deck.id,
                id=plain,
                ids=any_of([f"`{other}`" for other in near]),
            )
        else:
            message = tr("The deck `{deck}` has no question `{id}`.", deck=deck.id, id=plain)
        raise UsageProblem(message) from None
    if not gap:
        return question
    if not isinstance(question, Cloze) or gap not in question.gaps:
        raise UsageProblem(tr("The question `{id}` has no gap `{gap}`.", id=plain, gap=gap))
    return question.only(gap)


def _file_order(question: AnyQuestion) -> tuple[str, ...]:
    match question:
        case Match(right=right):
            return tuple(right)
        case Order(items=items):
            return tuple(items)
        case Choice(options=options) | Multiple(options=options):
            return tuple(options)
        case Card() | TrueFalse() | Text() | Number() | Date() | Cloze() | Open():
            return ()
        case _:
            assert_never(question)

"""How a response would be judged, without a session and without touching any progress."""

from __future__ import annotations

import difflib
from typing import Any

from quizapp.core.deferred import dataclass
from quizapp.core.errors import UsageProblem
from quizapp.core.marking.mark import AskAgain, Mark, Response
from quizapp.core.marking.marking import mark
from quizapp.core.marking.rating import Evidence, Rating, default_rating
from quizapp.core.marking.responses import read_response, read_ticks
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.choices import Choice, Multiple
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.library import LoadedDeck


@dataclass(frozen=True, slots=True)
class Trial:
    """What a response would earn: score 0..1, whether it is right, why, and the rating it would get by itself."""

    score: float
    right: bool
    reason: str
    rating: int

    def as_json(self) -> dict[str, Any]:
        """The trial as `quizapp mark --json` prints it."""
        return {"score": self.score, "right": self.right, "reason": self.reason, "rating": self.rating}


def try_response(deck: LoadedDeck, name: str, line: str) -> Trial:
    """Judge `line` as the answer to the question `name` (an id, or id/gap), of a card seen before.

    Raises:
        UsageProblem: if there is no such question, or the line cannot be an answer to it.
    """
    question = _question(deck, name)
    judgement = _judge(question, line, deck)
    if isinstance(judgement, AskAgain):
        raise UsageProblem(f"This cannot be an answer to `{name}`: {judgement.reason}.")
    rating: Rating = default_rating(question, judgement, Evidence())
    return Trial(judgement.score, judgement.right, judgement.reason, int(rating))


def _judge(question: AnyQuestion, line: str, deck: LoadedDeck) -> Mark | AskAgain:
    response: Response | AskAgain
    if isinstance(question, Card):
        raise UsageProblem(f"`{question.id}` is a flashcard: the student grades it, so there is nothing to mark.")
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
        near = difflib.get_close_matches(plain, ids, 3)
        guess = f" Did you mean {' or '.join(f'`{other}`' for other in near)}?" if near else ""
        raise UsageProblem(f"The deck `{deck.id}` has no question `{plain}`.{guess}") from None
    if not gap:
        return question
    if not isinstance(question, Cloze) or gap not in question.gaps:
        raise UsageProblem(f"The question `{plain}` has no gap `{gap}`.")
    return question.only(gap)


def _file_order(question: AnyQuestion) -> tuple[str, ...]:
    match question:
        case Match(right=right):
            return tuple(right)
        case Order(items=items):
            return tuple(items)
        case Choice(options=options) | Multiple(options=options):
            return tuple(options)
        case _:
            return ()

"""Finding questions in decks as one types."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError
from quizapp.core.questions.search import words_of
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.library import LoadedDeck

MOST_BUILT = 50
"""So many questions are built for a search, which is more than a screen shows."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A question that was found."""

    deck: LoadedDeck
    question: AnyQuestion


@dataclass(frozen=True, slots=True)
class Found:
    """The questions that a search matched: the first ones, and the ids of all of them by deck id."""

    hits: tuple[Hit, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()


def search(decks: Iterable[LoadedDeck], query: str) -> Found:
    """The questions in which all words of `query` stand, in the order of the decks; none for an empty query."""
    words = words_of(query)
    hits: list[Hit] = []
    matches: list[tuple[str, str]] = []
    for deck in decks if words else ():
        with suppress(KeyError, QuizappError):  # it was changed meanwhile, which home tells
            matching = deck.matching(words)
            questions = [id for id in deck.questions if id in matching]
            hits += [Hit(deck, deck.question(id)) for id in questions[: MOST_BUILT - len(hits)]]
            matches += [(deck.id, id) for id in questions]
    return Found(tuple(hits), tuple(matches))

"""The screen of a session as values: a card as it is put, its verdict, and how the session went so far."""

from __future__ import annotations

from collections.abc import Mapping

from quizapp.core.deferred import dataclass
from quizapp.core.marking.mark import Mark, Response
from quizapp.core.marking.rating import Evidence, Rating
from quizapp.core.questions.types import AnyQuestion
from quizapp.core.scheduling.scheduler import CardState, Decision
from quizapp.core.study import Item


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a response, until the student rates it.

    `mark` is None for what the student grades. `decisions` says for each rating when the card comes back; in practice,
    which decides nothing, there are None for Again and Good alone.
    """

    mark: Mark | None
    response: Response
    evidence: Evidence
    rating: Rating
    highest: Rating
    decisions: Mapping[Rating, Decision | None]
    self_graded: bool

    @property
    def offers(self) -> list[Rating]:
        """The ratings to choose from, in the order of the numbers 1, 2 ... that stand for them."""
        return [rating for rating in self.decisions if rating <= self.highest]

    @property
    def changed(self) -> bool:
        """True if the student had a say in it: gave up, guessed or objected."""
        lucky = self.evidence.guessed and self.mark is not None and self.mark.right
        return self.evidence.revealed or self.evidence.overridden or lucky

    @property
    def can_override(self) -> bool:
        """True if the student may say that the response was right after all, or take that back."""
        if self.mark is None or self.self_graded or self.evidence.revealed:
            return False
        return not self.mark.right

    @property
    def can_mark_as_guess(self) -> bool:
        """True if "I guessed" would change anything."""
        if self.mark is None or self.self_graded:
            return False
        return self.mark.right and not self.evidence.guessed


@dataclass(frozen=True, slots=True)
class Showing:
    """A card on screen: the question as it is put, its options in the order shown, and what has happened to it.

    `number` counts the different cards of the session, from 1; `again` says that this one was asked before; `refused`
    holds the last response, if that could not be judged (None for a blank).
    """

    item: Item
    question: AnyQuestion
    order: tuple[str, ...]
    state: CardState
    number: int
    again: bool
    language: str
    hint: bool = False
    guess: bool = False
    refused: tuple[Response, ...] = ()
    response: Response = None
    verdict: Verdict | None = None

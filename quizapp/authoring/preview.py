"""A deck gone through card by card as its students will meet it, without leaving a trace."""

from __future__ import annotations

from random import Random
from uuid import uuid4

from quizapp.core.decks.deck import CardRef
from quizapp.core.deferred import dataclass, replace
from quizapp.core.log.events import Event, Kind, decision_data
from quizapp.core.marking.rating import Rating
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import AnyQuestion
from quizapp.core.scheduling.scheduler import DAY_MS, Days, Policy
from quizapp.decks.library import LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress

FIRM_DAYS = 30
"""After two easy reviews so far apart a card is known so well that it is typed, if it can be, instead of chosen."""


@dataclass(frozen=True)
class Visit:
    """A card of a deck looked at: its index, whether as one that is well known, and how many visits came before."""

    deck: LoadedDeck
    place: int
    known: bool = False
    number: int = 0

    @property
    def card(self) -> CardRef:
        """The card."""
        return self.deck.cards[self.place]

    @property
    def question(self) -> AnyQuestion:
        """The question that makes the card, as the deck has it."""
        return self.deck.question(self.card.question)

    @property
    def has_forms(self) -> bool:
        """True if the question is put in two forms: as a choice, and typed once it is well known."""
        question = self.question
        return isinstance(question, Text | Number | Date) and bool(question.distractors)

    def shows_the_same(self, other: Visit) -> bool:
        """Return whether a student would see no difference between the two."""
        # Mappings are equal in whatever order, but the order of options shows: hence repr.
        mine, yours = ((visit.card, repr(visit.question), visit.deck.info) for visit in (self, other))
        return mine == yours


class Rehearsal:
    """One card after another in the deck's order, from the beginning again after the last.

    Every `visit` is a session of its own (`study`) over a deck of that one card, in a progress file that is no
    learner's: nothing carries over from one visit to the next, but a half-given response survives a change of the deck
    within a visit just as it survives a crash of the program. A method that raises StoreError leaves both as they were.
    """

    visit: Visit
    study: StudySession

    def __init__(self, deck: LoadedDeck, progress: Progress, place: int = 0, *, clock: Clock | None = None) -> None:
        """Begin at the card with index `place`; `progress` may be thrown away afterwards.

        Raises:
            StoreError: if that cannot be written.
        """
        self._clock = clock or Clock()
        self._progress = progress
        self._go(Visit(deck, place))

    def step(self, by: int) -> bool:
        """Visit the card so many places further on; returns whether that led past an end of the deck."""
        here = self.visit
        target = here.place + by
        self._go(replace(here, place=target % len(here.deck.cards), number=here.number + 1))
        return not 0 <= target < len(here.deck.cards)

    def change_form(self) -> None:
        """From now on put the questions that have two forms in the other one."""
        here = self.visit
        self._go(replace(here, known=not here.known, number=here.number + 1))

    def reload(self, deck: LoadedDeck) -> None:
        """Go on with a later state of the deck at the same card; `study` stays if that card has not changed."""
        before, now = self.visit, replace(self.visit, deck=deck, place=same_place(self.visit, deck))
        if now.shows_the_same(before):
            self.visit = now
        else:
            self._go(now)

    def _go(self, visit: Visit) -> None:
        # The same options come in the same order each time, so that nothing moves when the deck is reloaded.
        card, chance = visit.card, Random(visit.card.card)
        info = replace(visit.deck.info, id=f"visit-{visit.number}")
        alone = replace(visit.deck, info=info, questions_of_cards={card.card: card.question}, aliases={})
        if visit.known and self._progress.state(alone.id, card.card).memory is None:
            self._review(alone.id, card.card)
        self.study = StudySession([alone], self._progress, clock=self._clock, chance=chance)
        self.visit = visit

    def _review(self, deck: str, card: str) -> None:
        """Let the card be well known, and due today."""
        now = self._clock.now()
        for days in (2 * FIRM_DAYS, FIRM_DAYS):
            event = Event(
                id=str(uuid4()),
                at=now - days * DAY_MS,
                offset=self._clock.offset(now),
                day=self._clock.day(now, Policy().rollover) - days,
                learner=self._progress.learner,
                device=self._progress.device,
                kind=Kind.REVIEW,
                deck=deck,
                card=card,
                rating=int(Rating.EASY),
                data=decision_data(Days(FIRM_DAYS)),
            )
            self._progress.append(event)


def same_place(visit: Visit, deck: LoadedDeck) -> int:
    """Return where the card of a visit is in a later state of its deck.

    The card of the same id, or of the id that took its place; else a card of the question in the same place of the
    file, which has another id now or came up when the card's own was taken out; the last one if there are fewer now.
    """
    old, card = visit.deck, visit.card
    ids = [ref.card for ref in deck.cards]
    for name in (card.card, deck.aliases.get(card.card)):
        if name in ids:
            return ids.index(name)
    questions = _questions(deck)
    number = min(_questions(old).index(card.question), len(questions) - 1)
    question = card.question if card.question in questions else questions[number]
    siblings = [ref for ref in old.cards if ref.question == card.question]
    places = [place for place, ref in enumerate(deck.cards) if ref.question == question]
    return places[min(siblings.index(card), len(places) - 1)]


def place_of(deck: LoadedDeck, name: str) -> int | None:
    """The index of the card that `name` means, the id of a card or of a question; None if there is none."""
    for place, ref in enumerate(deck.cards):
        if name in (ref.card, ref.question):
            return place
    return None


def _questions(deck: LoadedDeck) -> list[str]:
    """The ids of the questions, in the order of the file."""
    return list(dict.fromkeys(ref.question for ref in deck.cards))

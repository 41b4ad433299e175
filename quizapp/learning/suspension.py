"""Cards that are not studied any more: which they are, and bringing them back."""

from __future__ import annotations

from collections.abc import Iterable

from quizapp.core.decks.deck import CardRef
from quizapp.core.log.events import Event, Kind
from quizapp.decks.library import LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.store.progress import Progress


def suspended(decks: Iterable[LoadedDeck], progress: Progress) -> list[tuple[LoadedDeck, CardRef]]:
    """The suspended cards that these decks still have, in the order of the decks and their files.

    Raises:
        StoreError: if progress cannot be read or written.
    """
    cards = []
    for deck in decks:
        progress.adopt(deck.id, deck.aliases)
        stopped = progress.suspended(deck.id)
        cards += [(deck, card) for card in deck.cards if card.card in stopped]
    return cards


def suspend(deck: str, cards: Iterable[str], progress: Progress, clock: Clock, rollover: int) -> None:
    """Stop studying cards of the deck of that id. `rollover` is the hour at which the learner's days begin.

    Raises:
        StoreError: if it cannot be written; the cards before the one that failed are suspended.
    """
    _log(Kind.SUSPEND, deck, cards, progress, clock, rollover)


def unsuspend(deck: str, cards: Iterable[str], progress: Progress, clock: Clock, rollover: int) -> None:
    """Study cards of the deck of that id again, with the memory and the due day that they had.

    Raises:
        StoreError: if it cannot be written; the cards before the one that failed are studied again.
    """
    _log(Kind.RESUME, deck, cards, progress, clock, rollover)


def _log(kind: Kind, deck: str, cards: Iterable[str], progress: Progress, clock: Clock, rollover: int) -> None:
    from uuid_utils import uuid7  # 10 ms, and a search does without

    for card in cards:
        at = clock.now()
        progress.append(
            Event(
                id=str(uuid7()),
                at=at,
                offset=clock.offset(at),
                day=clock.day(at, rollover),
                learner=progress.learner,
                device=progress.device,
                kind=kind,
                deck=deck,
                card=card,
            )
        )

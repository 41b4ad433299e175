"""The number of cards due now, found without reading more than that takes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress

from quizapp.core.errors import QuizappError
from quizapp.decks.library import Library, LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.store.progress import Progress


def due(
    library: Library, progress: Progress, clock: Clock, rollover: int, names: Collection[str] = ()
) -> list[tuple[LoadedDeck, int]]:
    """The decks with cards due now and how many in each, the fullest first; only those of `names`, if there are any.

    Raises:
        UsageProblem: if there is no deck of one of the names.
    """
    now = clock.now()
    waiting = progress.due(clock.day(now, rollover), now)
    decks = map(library.find, dict.fromkeys(names)) if names else _decks_of(library, waiting)
    counts = []
    for deck in decks:
        cards = {deck.aliases.get(card, card) for card in waiting.get(deck.id, ())}
        if number := len(cards.intersection(reference.card for reference in deck.cards)):
            counts.append((deck, number))
    return sorted(counts, key=lambda entry: -entry[1])


def _decks_of(library: Library, ids: Collection[str]) -> Iterator[LoadedDeck]:
    """The decks of these ids; the files named after them are read first, and no others if that was all."""
    missing = set(ids)
    for _, path in sorted(library.paths().items(), key=lambda entry: entry[0] not in missing):
        if not missing:
            return
        with suppress(QuizappError):  # not valid now, which other commands tell
            deck = library.read(path)
            if deck.id in missing:
                missing.remove(deck.id)
                yield deck

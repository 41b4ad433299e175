"""Reading deck files and filing them in the cache; large ones in a process of its own, which ends with all it took.

What validates 10,000 questions leaves 30 MB behind that a student would have with every card.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from quizapp.core.decks.deck import CardRef, Deck
from quizapp.core.errors import QuizappError
from quizapp.decks.cache import DeckCache, Stamp

LARGE = 1024 * 1024
"""Bytes; such a deck takes a second or more to read, and a process of its own a tenth of that."""


def read_files(files: Sequence[Path]) -> Deck:
    """Read a deck file, with a translation if that is the second one.

    Raises:
        DeckError: if one cannot be used.
    """
    from quizapp.decks.reader import read_deck  # 150 ms with pydantic

    deck = read_deck(files[0])
    if len(files) == 1:
        return deck
    from quizapp.decks.translations import read_overlay

    return read_overlay(files[1], deck)[1]


def file_deck(cache: DeckCache, files: Sequence[Path], stamp: Stamp, deck: Deck) -> None:
    """Keep a deck that was read while its files had `stamp`."""
    from quizapp.core.questions.search import searched_text
    from quizapp.decks.reader import dump_info, dump_questions  # which it was read with

    outline = {
        "info": json.loads(dump_info(deck.info)),
        "cards": _cards_as_text(deck.cards),
        "aliases": deck.aliases,
    }
    dumped = zip(deck.questions, dump_questions(deck.questions), strict=True)
    records = ((question.id, record, searched_text(question)) for question, record in dumped)
    cache.keep(files, stamp, outline, (card.card for card in deck.cards), records)


def is_large(files: Sequence[Path]) -> bool:
    """Return whether a deck is so large that it is read in a process of its own."""
    try:
        return sum(file.stat().st_size for file in files) > LARGE
    except OSError:
        return False


def file_apart(files: Sequence[Path], cache: Path) -> None:
    """Read a deck and file it, in another process. If that fails, the cache is without it; who reads it tells why."""
    import subprocess  # 5 ms, once in the life of a large deck

    if sys.executable:
        command = [sys.executable, "-P", "-m", __name__, str(cache), *map(str, files)]
        with suppress(OSError):
            silent = subprocess.DEVNULL
            subprocess.run(command, stdin=silent, stdout=silent, stderr=silent, check=False)


def _cards_as_text(cards: Iterable[CardRef]) -> str:
    """A line a card, which is read five times as fast as JSON; a question's id is left out where it is the same."""
    return "\n".join(card if card == question else f"{card} {question}" for card, question in cards)


def _main(cache: Path, *files: Path) -> None:
    with suppress(QuizappError):
        stamp = Stamp.of(files)
        file_deck(DeckCache(cache), files, stamp, read_files(files))


if __name__ == "__main__":
    _main(*map(Path, sys.argv[1:]))

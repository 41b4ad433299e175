"""Sentences about a deck that hides another one of the same name."""

from __future__ import annotations

from pathlib import Path

from quizapp.core.messages import tr
from quizapp.decks.library import bundled_decks
from quizapp.learning.overview import Outlook, Row


def hiding_lines(outlook: Outlook) -> list[str]:
    """Say of each deck that hides another one that it does."""
    shown = (row.deck if isinstance(row, Row) else row for row in outlook.rows)
    return [hiding_line(deck.path, deck.hides) for deck in shown if deck.hides]


def hiding_line(path: Path, hides: Path) -> str:
    """`decks/vlasov.toml hides the deck vlasov that comes with quizapp.`"""
    path, here = path.absolute(), Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    if hides.parent == bundled_decks():
        return tr("{file} hides the deck {deck} that comes with quizapp.", file=shown, deck=hides.stem)
    return tr("{file} hides {other}.", file=shown, other=hides)

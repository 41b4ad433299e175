"""The list of decks, and how many cards are due: what prompts and scripts ask for all day, so click is not imported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from quizapp.cli.context import Context
from quizapp.core.messages import number, tr, trc, trn


def deck_rows(context: Context) -> Iterator[dict[str, Any]]:
    """Each deck that can be used, and how it stands now."""
    from quizapp.learning.overview import counts

    for deck in context.decks():
        stand = counts(deck, context.progress, context.settings, context.clock)
        yield {
            "id": deck.id,
            "title": deck.info.title,
            "language": deck.info.language,
            "path": str(deck.path),
            "questions": deck.question_count,
            "cards": stand.total,
            "due": stand.due,
            "learning": stand.learning,
            "new": stand.new,
            "hides": str(deck.hides) if deck.hides else None,
        }


def decks_lines(context: Context) -> list[str]:
    """The same as a table."""
    rows = list(deck_rows(context))
    if not rows:
        from quizapp.wording.spoken import NO_DECKS  # with all of a session, and mostly there are decks

        return [tr(NO_DECKS)]
    head = (
        trc("column", "deck"),
        trc("column", "due"),
        trc("column", "learning"),
        trc("column", "new"),
        trc("column", "total"),
        trc("column", "title"),
    )
    cells = [
        (row["id"], *(number(row[key]) for key in ("due", "learning", "new", "cards")), row["title"]) for row in rows
    ]
    lines = table([head, *cells], numbers=range(1, 5))
    if hiding := [row for row in rows if row["hides"]]:
        from quizapp.wording.hiding import hiding_line

        lines += [hiding_line(Path(row["path"]), Path(row["hides"])) for row in hiding]
    return lines


def due_lines(context: Context, names: Collection[str] = ()) -> list[str]:
    """Return how many cards are to repeat now, of these decks or all: one line, or none if there is nothing to do."""
    from quizapp.learning.due import due

    decks = due(context.library, context.progress, context.clock, context.settings.rollover, names)
    cards = sum(cards for _, cards in decks)
    return [trn("{count} due", "{count} due", cards)] if cards else []


def table(rows: Sequence[Sequence[str]], numbers: Collection[int] = ()) -> list[str]:
    """Rows of text as lines, their columns below each other; those of the places in `numbers` end together."""
    columns: Callable[[str], int] = len
    if not all(map(str.isascii, chain.from_iterable(rows))):
        from quizapp.wording.terminal import columns  # 1 ms, where there are other letters

    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        spaces = [" " * (width - columns(text)) for text, width in zip(row, widths, strict=True)]
        cells = [
            space + text if place in numbers else text + space
            for place, (text, space) in enumerate(zip(row, spaces, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines

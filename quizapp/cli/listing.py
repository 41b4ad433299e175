"""The list of decks, and how many cards are due: what prompts and scripts ask for all day, so click is not imported."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from quizapp.cli.context import Context
from quizapp.core.messages import tr


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
    width = max(len(row["id"]) for row in rows)
    lines = [f"{'deck':{width}}   due  learning   new  total  title"]
    for row in rows:
        numbers = f"{row['due']:>6}{row['learning']:>10}{row['new']:>6}{row['cards']:>7}"
        lines.append(f"{row['id']:{width}}{numbers}  {row['title']}")
    if hiding := [row for row in rows if row["hides"]]:
        from quizapp.wording.hiding import hiding_line

        lines += [hiding_line(Path(row["path"]), Path(row["hides"])) for row in hiding]
    return lines


def due_lines(context: Context, names: Collection[str] = ()) -> list[str]:
    """Return how many cards are to repeat now, of these decks or all: one line, or none if there is nothing to do."""
    from quizapp.learning.due import due

    decks = due(context.library, context.progress, context.clock, context.settings.rollover, names)
    number = sum(cards for _, cards in decks)
    return [f"{number} due"] if number else []

"""The pane beside the list of decks, on a wide terminal: more about the line under the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from quizapp.core.formats import weekday
from quizapp.core.messages import number, tr, trc, trn
from quizapp.learning.overview import AllDue, Counts, Row
from quizapp.tui.home.deck_columns import QUIET, counted, parts
from quizapp.tui.widgets.drawing import bar, meter
from quizapp.tui.widgets.text import justified, plain
from quizapp.wording.exam_ahead import short_exam_line

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.plans import ExamAhead

_MOST = 12
"""So many decks are listed by name."""


def deck_command(deck: LoadedDeck) -> str:
    """The command that studies a deck."""
    return f"quizapp --deck {deck.path.stem}"


def deck_pane(row: Row, exam: ExamAhead | None, day: int, width: int) -> list[Content]:
    """A deck's title and command, its cards, what it says of itself, its exam, and the week from `day` on."""
    deck, info = row.deck, row.deck.info
    blocks = [
        [*plain(info.title, "bold").wrap(width), *plain(deck_command(deck), QUIET).wrap(width)],
        _cards(row.counts, width),
        plain(short_exam_line(exam)).wrap(width) if exam else [],
        _week(row.counts, day, width),
        [line for text in (info.description, _origin(row)) if text for line in plain(text, QUIET).wrap(width)],
    ]
    return _apart(blocks)


def all_due_pane(due: AllDue, counts: dict[str, Counts], width: int) -> list[Content]:
    """The decks that have due cards, and how many of each."""
    listed = [line for deck in due.decks[:_MOST] for line in _deck_line(deck, counts[deck.id], width)]
    more = len(due.decks) - _MOST
    listed += [Content.styled(trn("and {count} more deck", "and {count} more decks", more), QUIET)] if more > 0 else []
    about = tr("Everything you've learned that is due today, in one session. No new cards.")
    return _apart([plain(about).wrap(width), listed])


def _deck_line(deck: LoadedDeck, counts: Counts, width: int) -> list[Content]:
    """A deck's title, and its due cards behind the end of it."""
    due = Content.styled(f" {number(counts.repeat)}", "bold $text-accent")
    *lines, last = plain(deck.info.title).wrap(width - due.cell_length - 1)
    return [*lines, justified(last, due, width)]


def _cards(counts: Counts, width: int) -> list[Content]:
    """The bar of a deck, and the figures behind it."""
    figures = [
        Content.assemble(part, f" {number(cards)} {name}")
        for (part, name), cards in zip(parts(), counted(counts), strict=True)
    ]
    due = trn("{count} card due today", "{count} cards due today", counts.repeat)
    lines = [bar(counted(counts), width), *_wrapped(figures, width), plain(due, "bold $text-accent")]
    if counts.suspended:
        lines.append(plain(trn("{count} suspended", "{count} suspended", counts.suspended), QUIET))
    return lines


def _wrapped(pieces: list[Content], width: int) -> list[Content]:
    """Pieces on one line, or on a line each if that is too narrow."""
    line = Content("  ").join(pieces)
    return [line] if line.cell_length <= width else pieces


def _week(counts: Counts, day: int, width: int) -> list[Content]:
    """The cards that come on each of the next seven days."""
    if not any(counts.ahead):
        return []
    later = [weekday(date.fromordinal(day + days).weekday()) for days in range(2, len(counts.ahead))]
    names = [trc("day", "today"), trc("day", "tomorrow"), *later]
    wide, most = max(map(len, names)), max(counts.ahead)
    figures = [number(cards) for cards in counts.ahead]
    room = width - wide - max(map(len, figures)) - 2
    lines = [
        Content.styled(f"{name:<{wide}} ", QUIET)
        + meter(cards / most, room)
        + Content.styled(f" {figure:>{width - wide - room - 2}}", "" if cards else QUIET)
        for name, cards, figure in zip(names, counts.ahead, figures, strict=True)
    ]
    return [Content.styled(tr("Due in the next 7 days"), "bold"), *lines]


def _origin(row: Row) -> str:
    """Who made a deck, and under which licence it can be used."""
    info = row.deck.info
    return " · ".join(filter(None, (", ".join(info.authors), info.license)))


def _apart(blocks: list[list[Content]]) -> list[Content]:
    """Lines in blocks, with a blank line between two."""

    def lines() -> Iterator[Content]:
        for place, block in enumerate(filter(None, blocks)):
            yield from [Content(""), *block] if place else block

    return list(lines())

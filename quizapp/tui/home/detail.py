"""The lines below the list of decks, and what stands in place of a list that is empty."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizapp.core.messages import number, tr, trn
from quizapp.learning.overview import AllDue, Counts, Row
from quizapp.tui.home.deck_columns import QUIET, counted, parts
from quizapp.tui.home.deck_pane import deck_command
from quizapp.tui.home.room import Room
from quizapp.tui.widgets.text import plain
from quizapp.wording.common import ahead_line, cards_text, decks_text, fresh_line, to_do


def deck_lines(row: Row, waiting: Sequence[str], day: int, room: Room) -> list[str]:
    """What there is to say of a deck on day number `day`, where `waiting` has what was left unfinished of it.

    The pane has some of it, if there is one.
    """
    counts, ahead = row.counts, ahead_line(row.counts)
    lines = list(waiting)
    if many := counts.suspended:
        lines.append(
            trn("{count} card suspended: press / to find it", "{count} cards suspended: press / to find them", many)
        )
    if not room.is_broad:
        lines += [f"{deck_command(row.deck)} · {_figures(counts)}"] if room.is_tall else []
        lines.append(tr("this deck, {ahead}", ahead=ahead) if ahead else "")
    return [*lines, fresh_line(row, day)]


def selected_line(selected: Sequence[Counts]) -> str:
    """What there is to do in the decks that are selected."""
    work = to_do(sum(counts.repeat for counts in selected), sum(counts.new for counts in selected))
    return trn("{count} deck selected: {to_do}", "{count} decks selected: {to_do}", len(selected), to_do=work)


def all_due_line(due: AllDue) -> str:
    """What the session of everything due asks."""
    cards, decks = cards_text(due.cards), decks_text(len(due.decks))
    return tr("{cards} from {decks} in one session, none of them new", cards=cards, decks=decks)


def welcome(width: int) -> list[Content]:
    """What to do without decks."""
    sentences = [
        plain(tr("No decks yet."), "bold"),
        plain(tr("Put a deck file in ./decks, or start quizapp with --decks FOLDER.")),
        plain(tr("`quizapp new NAME` writes a first one for you to change."), QUIET),
    ]
    return [line for sentence in sentences for line in sentence.wrap(width)]


def _figures(counts: Counts) -> str:
    """The parts of a deck's bar in figures: `12 known, 2 learning, 40 new`."""
    named = zip(parts(), counted(counts), strict=True)
    return ", ".join(f"{number(cards)} {name}" for (_, name), cards in named)

"""The report of `quizapp diff` on a new version of a deck: for people, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from quizapp.authoring.diagnostics import help_label
from quizapp.core.decks.changes import (
    AliasesDropped,
    AnswerChanged,
    CardsChanged,
    Change,
    DeckRenamed,
    Gone,
    Merged,
    Moved,
    New,
    Renamed,
    Retyped,
    Reworded,
    advice,
    effect,
    unchanged,
)
from quizapp.core.decks.deck import Deck
from quizapp.core.formats import all_of
from quizapp.core.messages import number, tr, tr_noop, trc, trn
from quizapp.core.questions.model_answer import model_answer

WIDTH = 80
LABEL = 24
"""Cells for the ids before their details; longer ids have a line of their own."""

_KINDS: dict[type[Change], tuple[str, str]] = {
    DeckRenamed: ("deck-renamed", tr_noop("The deck has a new id")),
    New: ("new", tr_noop("New questions")),
    Gone: ("gone", tr_noop("Removed questions")),
    Renamed: ("renamed", tr_noop("Renamed questions")),
    Merged: ("merged", tr_noop("Questions merged into another")),
    Retyped: ("retyped", tr_noop("Questions of a different type")),
    AnswerChanged: ("answer-changed", tr_noop("Questions with a different answer")),
    Reworded: ("reworded", tr_noop("Edited questions")),
    CardsChanged: ("cards-changed", tr_noop("Questions with different cards")),
    AliasesDropped: ("aliases-dropped", tr_noop("Questions that lost an alias")),
    Moved: ("moved", tr_noop("The order has changed")),
}
"""For each kind of change, in the order they are reported, its name in JSON and its heading."""

_COUNTS: dict[type[Change], Callable[[int], str]] = {
    New: lambda count: trn("{count} new", "{count} new", count),
    Gone: lambda count: trn("{count} removed", "{count} removed", count),
    Renamed: lambda count: trn("{count} renamed", "{count} renamed", count),
    Merged: lambda count: trn("{count} merged into another", "{count} merged into another", count),
    Retyped: lambda count: trn("{count} of a different type", "{count} of a different type", count),
    AnswerChanged: lambda count: trn("{count} with a different answer", "{count} with a different answer", count),
    Reworded: lambda count: trn("{count} edited", "{count} edited", count),
    CardsChanged: lambda count: trn("{count} with different cards", "{count} with different cards", count),
    AliasesDropped: lambda count: trn("{count} without an alias", "{count} without an alias", count),
}
"""What the closing line says of so many questions; changes of the whole deck are not counted."""


def report(changes: Sequence[Change], old: Deck, new: Deck) -> str:
    """The changes as text of 80 columns: by kind, each with what happens to progress, and a closing count."""
    lines: list[str] = []
    counts: list[str] = []
    for kind, (_, heading) in _KINDS.items():
        listed = [change for change in changes if type(change) is kind]
        if not listed:
            continue
        lines.append(tr(heading))
        for sentences in dict.fromkeys((effect(change), advice(change)) for change in listed):
            alike = [change for change in listed if (effect(change), advice(change)) == sentences]
            lines += [line for change in alike for line in _entry(change, new.info.language)]
            lines += [*_note(trc("remark on a change", "effect"), sentences[0]), *_note(help_label(), sentences[1])]
        lines.append("")
        if kind in _COUNTS:
            counts.append(_COUNTS[kind](len(listed)))
    counts.append(trn("{count} unchanged", "{count} unchanged", unchanged(new, changes)))
    total = tr(
        "Questions: {before} before, {now} now ({changes}).",
        before=number(len(old.questions)),
        now=number(len(new.questions)),
        changes=all_of(counts),
    )
    return "\n".join([*lines, *wrap(total, WIDTH)])


def rows(changes: Sequence[Change], language: str = "en") -> list[dict[str, Any]]:
    """The changes as data for JSON, in the order of the decks.

    Each is `{"change", "question", "old", "new", "fields", "effect", "advice"}`. `change` is `new`, `gone`, `renamed`,
    `merged`, `retyped`, `answer-changed`, `reworded`, `cards-changed`, `aliases-dropped`, `deck-renamed` or `moved`.
    `question` is the id in the new version (for `gone` and `merged` in the old one), null where it is about the deck.
    `old` and `new` are what it was and is, as text or null: prompts (new, gone, reworded), ids (renamed, merged,
    deck-renamed), types (retyped), right answers as `language` writes them (answer-changed), or lists separated by
    commas of cards (cards-changed) and aliases (aliases-dropped). `fields` are the keys that differ. `effect` says in a
    sentence what happens to progress, `advice` what to do if that is not meant (it may be empty).
    """
    return [
        {
            "change": _KINDS[type(change)][0],
            "question": _question(change),
            "old": _sides(change, language)[0],
            "new": _sides(change, language)[1],
            "fields": list(_fields(change)),
            "effect": effect(change),
            "advice": advice(change),
        }
        for change in changes
    ]


def _question(change: Change) -> str | None:
    match change:
        case DeckRenamed() | Moved():
            return None
        case Gone(old=question) | Merged(old=question):
            return question.id
        case _:
            return change.new.id


def _fields(change: Change) -> tuple[str, ...]:
    return change.fields if isinstance(change, Renamed | AnswerChanged | Reworded) else ()


def _sides(change: Change, language: str) -> tuple[str | None, str | None]:
    """Return the old and the new text of a change."""
    match change:
        case DeckRenamed(old=was, new=now):
            return was, now
        case New(new=question):
            return None, question.prompt
        case Gone(old=question):
            return question.prompt, None
        case Renamed(old=before, new=after) | Merged(old=before, new=after):
            return before.id, after.id
        case Retyped(old=before, new=after):
            return before.type, after.type
        case AnswerChanged(old=before, new=after):
            return model_answer(before, language), model_answer(after, language)
        case Reworded(old=before, new=after):
            return before.prompt, after.prompt
        case CardsChanged(old=before, new=after):
            return ", ".join(before.cards), ", ".join(after.cards)
        case AliasesDropped(old=before, new=after):
            return ", ".join(before.aliases), ", ".join(after.aliases)
        case Moved():
            return None, None


def _entry(change: Change, language: str) -> Iterator[str]:
    """The id of a question and what there is to say of it, on a line or two."""
    was, now = _sides(change, language)
    label = _question(change) or ""
    match change:
        case Moved():
            return
        case DeckRenamed() | Merged() | Renamed():
            label = f"{was} -> {now}"
            detail = tr("also edited: {fields}", fields=", ".join(_fields(change))) if _fields(change) else ""
        case New() | Gone():
            detail = was or now or ""
        case AnswerChanged() if was != now:
            half = (WIDTH - LABEL) // 2 - 4
            detail = f"{_cut(was or '', half)} -> {_cut(now or '', half)}"
        case AnswerChanged() | Reworded():
            detail = ", ".join(_fields(change))
        case Retyped():
            detail = f"{was} -> {now}"
        case CardsChanged():
            detail = ""
        case AliasesDropped(names=names):
            detail = ", ".join(names)
    if len(label) > LABEL and detail:
        yield f"  {label}"
        label = ""
    yield f"  {label:{LABEL}}  {_cut(detail, WIDTH - LABEL - 4)}".rstrip()


def _note(name: str, text: str) -> list[str]:
    """A remark below what it is about, as the compiler's reports have them; none without a text."""
    start = f"    = {name}: "
    return (
        wrap(text, WIDTH, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False)
        if text
        else []
    )


def _cut(text: str, room: int) -> str:
    """The text on one line of at most so many cells."""
    from rich.cells import cell_len, set_cell_size  # 20 ms, for one command

    line = " ".join(text.split())
    return line if cell_len(line) <= room else f"{set_cell_size(line, room - 1).rstrip()}…"

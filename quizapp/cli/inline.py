"""`quizapp --inline`: a question in passing, which leaves one line behind."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from quizapp.cli.context import Context
from quizapp.cli.errors import INTERRUPTED
from quizapp.core.messages import number, tr, trn

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.study.session import StudySession
    from quizapp.learning.study.showing import Showing


def ask_inline(context: Context, names: Sequence[str], language: str, limit: int, *, plain: bool) -> int:
    """Ask `limit` questions of the decks named, or of the one with the most cards due; returns the exit code.

    They are the next ones of the session that `quizapp --deck` goes on with. Nothing is printed if there are none.
    """
    study = _session(context, names, language)
    if study is None or study.showing is None:
        return 0
    before, right_before = study.session.answers, study.session.right
    code, rated = 0, None
    try:
        if plain:
            from quizapp.plain.study import LineMode

            try:
                LineMode(study, sys.stdin, sys.stdout).ask(limit)
            except KeyboardInterrupt:
                click.echo()
                code = INTERRUPTED
        else:
            gc.disable()  # until the first paint: 20 to 50 ms, most of it while textual is imported
            from quizapp.tui.inline.inline import run_inline  # 200 ms with textual

            code, rated = run_inline(study, limit, context.progress.path.parent)
    finally:
        context.back_up()
    answers, right = study.session.answers - before, study.session.right - right_before
    due = sum(cards for _, cards in _due(context, names))
    waiting = _waiting(due, more=answers > 0)
    if plain:
        click.echo(f"{waiting[0].upper()}{waiting[1:]}.")
    else:
        outcome = tr("· not answered")
        if answers:
            outcome = tr("{right} of {answers} right", right=number(right), answers=number(answers))
        if rated is not None and answers == limit == 1:
            outcome = _outcome(rated, right=bool(right))
        click.echo(_on_one_line(outcome, f" · {waiting}"))
    return code


def _session(context: Context, names: Sequence[str], language: str) -> StudySession | None:
    """The session of the decks named, or of the fullest deck that has anything left for today."""
    for decks in _choices(context, names, language):
        from quizapp.learning.study.session import StudySession  # 20 ms, and mostly nothing is due

        study = StudySession(decks, context.progress, settings=context.settings)
        if study.showing is not None:
            return study
    return None


def _choices(context: Context, names: Sequence[str], language: str) -> list[list[LoadedDeck]]:
    if names:
        return [[context.library.find(name, language) for name in dict.fromkeys(names)]]
    from quizapp.decks.library import translations

    due = [deck for deck, _ in _due(context)]
    return [[context.library.read(deck.path, language if language in translations(deck.path) else "")] for deck in due]


def _due(context: Context, names: Sequence[str] = ()) -> list[tuple[LoadedDeck, int]]:
    from quizapp.learning.due import due

    return due(context.library, context.progress, context.clock, context.settings.rollover, names)


def _waiting(due: int, *, more: bool) -> str:
    """How many cards are due, or due besides those that were answered."""
    if more:
        return trn("{count} more due", "{count} more due", due) if due else tr("nothing more due")
    return trn("{count} due", "{count} due", due) if due else tr("nothing due")


def _outcome(rated: Showing, *, right: bool) -> str:
    """Describe the outcome of one question: a sign, a word and the right answer."""
    from quizapp.core.questions.model_answer import model_answer

    assert rated.verdict is not None
    answer = model_answer(rated.question, rated.language)
    if rated.verdict.self_graded or rated.verdict.evidence.revealed:
        return tr("✓ known: {answer}", answer=answer) if right else tr("✗ not known: {answer}", answer=answer)
    return tr("✓ right: {answer}", answer=answer) if right else tr("✗ wrong, it's {answer}", answer=answer)


def _on_one_line(text: str, tail: str) -> str:
    """`text` and `tail`, the former cut with an ellipsis where they would not fit on one line of the terminal."""
    from textual.content import Content

    room = get_terminal_size().columns - 1 - Content(tail).cell_length
    return Content(" ".join(text.split())).truncate(max(room, 1), ellipsis=True).plain + tail

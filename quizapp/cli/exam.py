"""The command that examines."""

from __future__ import annotations

import gc
import shlex
import sys
from typing import TYPE_CHECKING

import click

from quizapp.cli.context import Context
from quizapp.cli.errors import INTERRUPTED
from quizapp.cli.json_text import json_text
from quizapp.cli.options import DeckName, OfDecks, at_least_one, complete_deck
from quizapp.cli.session import by_line, practise_command
from quizapp.core.errors import QuizappError

if TYPE_CHECKING:
    from quizapp.core.exams import Terms
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.exams.exam import Exam

DAY_MINUTES = 24 * 60


@click.command("exam", cls=OfDecks)
@click.argument("name", metavar="DECK", type=DeckName(), shell_complete=complete_deck)
@click.option(
    "--questions", type=int, callback=at_least_one("question"), default=20, show_default=True, help="How many."
)
@click.option(
    "--minutes",
    type=click.FloatRange(0, DAY_MINUTES),
    default=15,
    show_default=True,
    help="How much time there is; 0 is no limit.",
)
@click.option("--seed", type=click.IntRange(0), help="The same number gives the same exam; without one it is drawn.")
@click.option("--tag", default="", help="Only questions with this tag.")
@click.option("--lang", "language", default="", metavar="LANG", help="In this language (nl), if the deck has it.")
@click.option("--new", "anew", is_flag=True, help="Begin afresh; an unfinished exam on this deck is thrown away.")
@click.option("--plain", is_flag=True, help="Line by line, without the full screen.")
@click.option("--json", "as_json", is_flag=True, help="Line by line on standard error, the result as JSON on output.")
@click.pass_context
def exam_command(
    ctx: click.Context,
    name: str,
    questions: int,
    minutes: float,
    seed: int | None,
    tag: str,
    language: str,
    anew: bool,
    plain: bool,
    as_json: bool,
) -> None:
    """Take an exam on DECK: so many questions in so many minutes, marked when it is handed in.

    Flashcards are not asked. Answers and the time that is left are kept all the while: after a crash, or when you quit,
    the same command goes on with the exam. It is logged as practice; the schedule stays as it is.

    --json prints {"deck", "title", "language", "seed", "seconds", "allowed", "points", "of", "percent", "self_marked":
    {"points", "of", "percent"}, "tags": [{"tag", "points", "of", "percent"}], "questions": [{"id", "type", "tags",
    "response", "score", "right", "reason", "points", "of", "seconds", "self_marked", "marked"}]}; "allowed" is in
    seconds, or null; "score" is 0 to 1; the points of open answers, which the student marks, are those of "self_marked"
    alone; nothing is printed if the exam is not finished.
    """
    from quizapp.core.exams import Terms

    context: Context = ctx.obj
    terms = Terms(questions, minutes, seed, tag)
    deck = _deck(context, name, language)
    if as_json or by_line(plain):
        practise = practise_command(context, [deck], language, plain=plain)
        ctx.exit(_line_mode(context, deck, terms, practise, anew=anew, as_json=as_json))
    gc.disable()  # until the first paint, as for a session
    from quizapp.tui.run import run_exam  # 200 ms with textual

    goes_on = shlex.join(["quizapp", *context.typed, "exam", name])
    ctx.exit(run_exam(context.library, context.progress, deck, terms, context.preferences, anew=anew, goes_on=goes_on))


def _deck(context: Context, name: str, language: str) -> LoadedDeck:
    """The deck; in the language of an unfinished exam on it, unless another one is asked for."""
    from quizapp.learning.exams.exam import unfinished

    deck = context.library.find(name, language)
    paper = None if language else unfinished(context.progress, deck.id)
    if paper is None or paper.language == deck.info.language:
        return deck
    try:
        return context.library.find(name, paper.language)
    except QuizappError:  # the translation is gone
        return deck


def _line_mode(context: Context, deck: LoadedDeck, terms: Terms, practise: str, *, anew: bool, as_json: bool) -> int:
    from quizapp.learning.exams.exam import unfinished
    from quizapp.plain.exams import ExamLines
    from quizapp.wording.exams import result_json

    dropped = unfinished(context.progress, deck.id) if anew else None
    exam, resumed = _exam(context, deck, terms, anew=anew)
    try:
        target = sys.stderr if as_json else sys.stdout
        result = ExamLines(exam, sys.stdin, target, resumed=resumed, dropped=dropped, practise=practise).run()
    except KeyboardInterrupt:  # which it has told
        return INTERRUPTED
    finally:
        context.back_up()
    if result is not None and as_json:
        click.echo(json_text(result_json(exam, result)))
    return 0


def _exam(context: Context, deck: LoadedDeck, terms: Terms, *, anew: bool) -> tuple[Exam, bool]:
    """The unfinished exam, and that it is one; or a new one."""
    from quizapp.learning.exams.exam import begin, resume

    resumed = None if anew else resume(deck, context.progress, clock=context.clock, settings=context.settings)
    if resumed is not None:
        return resumed, True
    return begin(deck, context.progress, terms, clock=context.clock, settings=context.settings), False

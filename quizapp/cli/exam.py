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
from quizapp.cli.options import DeckName, OfDecks, at_least_one, complete_deck, json_option
from quizapp.cli.session import by_line, practise_command
from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr_noop

if TYPE_CHECKING:
    from quizapp.core.exams import Terms
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.exams.exam import Exam

DAY_MINUTES = 24 * 60


@click.command(
    "exam",
    cls=OfDecks,
    help=tr_noop(
        "Take an exam on DECK: a set number of questions in a set time, marked when you hand in.\n\n"
        "Flashcards are left out. Your answers and the time left are saved all along: after a crash, or when you "
        "quit, the same command continues the exam. It is logged as practice, and your schedule stays as it is.\n\n"
        '--json prints {"deck", "title", "language", "seed", "seconds", "allowed", "points", "of", "percent", "grade", '
        '"passed", "grade_scale", "pass_mark", "self_marked": {"points", "of", "percent"}, "tags": [{"tag", "points", '
        '"of", "percent"}], "questions": [{"id", "type", "tags", "response", "score", "right", "reason", "points", '
        '"of", "seconds", "self_marked", "marked"}]}. "allowed" is in seconds, or null; "score" is 0 to 1; the points '
        'of open answers, which the student marks, count in "self_marked" alone. "grade" is a number or a letter, by '
        '"grade_scale"; without any other question it and "passed" are null. An unfinished exam prints nothing.'
    ),
)
@click.argument("name", metavar=tr_noop("DECK"), type=DeckName(), shell_complete=complete_deck)
@click.option(
    "--questions",
    type=int,
    metavar="N",
    callback=at_least_one(tr_noop("Ask for at least 1 question.")),
    default=20,
    show_default=True,
    help=tr_noop("How many questions."),
)
@click.option(
    "--minutes",
    type=click.FloatRange(0, DAY_MINUTES),
    metavar="N",
    default=15,
    show_default=True,
    help=tr_noop("How many minutes you have; 0 is no limit."),
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    metavar="N",
    help=tr_noop("The same number gives the same exam; without one, the questions are drawn at random."),
)
@click.option("--tag", default="", metavar=tr_noop("TAG"), help=tr_noop("Only questions with this tag."))
@click.option(
    "--lang",
    "language",
    default="",
    metavar=tr_noop("LANG"),
    help=tr_noop("Ask in this language, such as nl, if the deck has it."),
)
@click.option(
    "--new", "anew", is_flag=True, help=tr_noop("Start over; an unfinished exam on this deck is thrown away.")
)
@click.option("--plain", is_flag=True, help=tr_noop("Line by line, without the full screen."))
@json_option(tr_noop("Line by line on standard error, with the result as JSON on standard output."))
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

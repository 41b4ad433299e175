"""The command about the way to an exam."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.context import Context
from quizapp.cli.json_text import json_text
from quizapp.cli.options import DeckName, OfDecks, complete_deck, day, json_option, plain_option
from quizapp.core.errors import UsageProblem
from quizapp.core.formats import long_date
from quizapp.core.messages import tr, tr_noop

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck
    from quizapp.learning.plans import Planner


@click.command(
    "plan",
    cls=OfDecks,
    help=tr_noop(
        "Plan for an exam on DECK: new cards and minutes a day, and the score to expect.\n\n"
        "The exam date is kept in the settings. Until then, sessions of the deck follow the plan: new cards are spread "
        "so that you have started them all a week before the exam, and in the last days every card comes back once "
        "more. The score is predicted from your own memory of each card (FSRS-6): the average chance that you remember "
        "it on the day, 0 for cards you have not seen."
    ),
)
@click.argument("name", metavar=tr_noop("DECK"), type=DeckName(), shell_complete=complete_deck)
@click.option(
    "--exam", callback=day, metavar=tr_noop("DATE"), help=tr_noop("The date of the exam, such as 2027-01-20.")
)
@click.option(
    "--minutes",
    type=click.IntRange(0, 1440),
    metavar="N",
    help=tr_noop("How many minutes a day; 0: as many as it takes."),
)
@click.option("--forget", is_flag=True, help=tr_noop("Remove the exam."))
@json_option(tr_noop("Print a JSON object."))
@plain_option
@click.pass_obj
def plan_command(
    context: Context,
    name: str,
    exam: date | None,
    minutes: int | None,
    forget: bool,
    as_json: bool,
) -> None:
    deck = context.library.find(name)
    if forget and (exam or minutes is not None):
        raise UsageProblem(tr("--forget removes the exam. It does not work with --exam or --minutes."))
    planner = _planner(context, deck)
    before = context.settings.exams.get(deck.id)
    if changes := _changes(context, deck, exam, minutes, forget=forget):
        planner.change(changes)
    if forget and before and not as_json:
        click.echo(tr("Removed the exam on {date}.", date=long_date(before)))
    _print_plan(planner, as_json=as_json)


def _changes(
    context: Context, deck: LoadedDeck, exam: date | None, minutes: int | None, *, forget: bool
) -> dict[str, Any]:
    """The settings that are to have other values.

    Raises:
        UsageProblem: if there is no plan to be made for that.
    """
    before = context.settings
    if forget:
        if deck.id not in before.exams:
            raise UsageProblem(tr("The deck `{deck}` has no exam date.", deck=deck.id))
        return {"exam": None, "exam_minutes": None}
    changes: dict[str, Any] = {}
    if exam is not None:
        from quizapp.learning.plans import unfit_date

        if trouble := unfit_date(exam, _planner(context, deck).today):
            raise UsageProblem(trouble)
        changes["exam"] = exam
    if minutes is not None:
        if exam is None and deck.id not in before.exams:
            advice = tr_noop("Give the date of the exam too: `quizapp plan {deck} --exam DATE --minutes {minutes}`")
            raise UsageProblem(tr(advice, deck=deck.id, minutes=minutes))
        changes["exam_minutes"] = minutes or None
    return changes


def _print_plan(planner: Planner, *, as_json: bool) -> None:
    from quizapp.wording.plans import as_record, as_sentences, without_plan, without_plan_record
    from quizapp.wording.terminal import say

    deck, plan = planner.deck, planner.plan()
    exam = planner.preferences.settings.exams.get(deck.id)
    if as_json:
        record = as_record(plan, deck) if plan else without_plan_record(deck, exam, planner.today)
        click.echo(json_text(record))
    elif plan:
        for line in as_sentences(plan, deck):
            say(line, sys.stdout)
    else:
        say(without_plan(deck, exam, planner.today), sys.stdout)
        advice = tr_noop("To plan for one, give its date: `quizapp plan {deck} --exam 2027-01-20`")
        say(tr(advice, deck=deck.id), sys.stdout)


def _planner(context: Context, deck: LoadedDeck) -> Planner:
    from quizapp.learning.plans import Planner

    return Planner(deck, context.progress, context.preferences, context.clock)

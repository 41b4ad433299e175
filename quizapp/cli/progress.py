"""Commands about what a learner has done and has to do."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.context import Context
from quizapp.cli.json_text import json_text
from quizapp.cli.listing import deck_rows, decks_lines, due_lines
from quizapp.cli.options import DeckName, OfDecks, complete_deck, plain_option
from quizapp.core.errors import UsageProblem, visible

EPOCH = datetime(1970, 1, 1)

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck


@click.command("decks")
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@click.option(
    "--short",
    is_flag=True,
    help="Only how many cards are to repeat now, those being learned included: `12 due`; nothing if none is.",
)
@click.option("--deck", "names", multiple=True, shell_complete=complete_deck, help="With --short: of this deck.")
@plain_option
@click.pass_obj
def decks_command(context: Context, as_json: bool, short: bool, names: tuple[str, ...]) -> None:
    """List the decks, with what is due and new in each."""
    if short:
        lines = due_lines(context, names)
    elif names:
        raise UsageProblem("--deck goes with --short; without it all decks are listed.")
    elif as_json:
        lines = [json_text(list(deck_rows(context)))]
    else:
        lines = decks_lines(context)
    for line in lines:
        click.echo(line)


@click.command("log")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="From this local time on.")
@plain_option
@click.pass_obj
def log_command(context: Context, as_json: bool, since: Any) -> None:
    """Print every answer and other event, oldest first."""
    start = _moment(since) if since else 0
    for event in context.progress.events(start):
        if as_json:
            click.echo(json_text(event.as_json(), indent=None))
        else:
            rating = f" rated {event.rating}" if event.rating else ""
            line = f"{_local_time(event.at, event.offset)}  {event.kind:8}  {event.deck}/{event.card}{rating}"
            click.echo(visible(line))
    context.refuse_damage()


def _moment(local: datetime) -> int:
    """Return a local time as ms UTC; at the ends of the calendar, where that has no name, its own end."""
    try:
        return int(local.timestamp() * 1000)
    except (OverflowError, ValueError):
        return 0 if local.year < EPOCH.year else sys.maxsize


def _local_time(at: int, offset: int) -> str:
    """Return the local time of an event at `at` (ms UTC), `offset` minutes east of UTC."""
    try:
        return f"{EPOCH + timedelta(milliseconds=at, minutes=offset):%Y-%m-%d %H:%M:%S}"
    except OverflowError:
        return f"{'beyond year 9999':19}"


@click.command("cards", cls=OfDecks)
@click.argument("name", metavar="DECK", type=DeckName(), shell_complete=complete_deck)
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@plain_option
@click.pass_obj
def cards_command(context: Context, name: str, as_json: bool) -> None:
    """Show each card's memory state and when it is due."""
    rows = list(_card_rows(context, context.library.find(name)))
    if as_json:
        click.echo(json_text(rows))
        return
    width = max(len(row["card"]) for row in rows)
    click.echo(f"{'card':{width}}  {'state':10}  stability  difficulty  reps  lapses  due")
    for row in rows:
        memory = f"{row['stability']:>9.1f}  {row['difficulty']:>10.1f}" if row["stability"] is not None else f"{'':21}"
        due = "" if row["due"] is None else _local_time(row["due"], context.clock.offset(row["due"]))[:16]
        state = "suspended" if row["suspended"] else row["state"]
        click.echo(f"{row['card']:{width}}  {state:10}  {memory}  {row['reps']:>4}  {row['lapses']:>6}  {due}".rstrip())


def _card_rows(context: Context, deck: LoadedDeck) -> Iterable[dict[str, Any]]:
    from quizapp.core.scheduling.scheduler import CardState, Learning, Review

    context.progress.adopt(deck.id, deck.aliases)
    states = context.progress.states(deck.id)
    for card in deck.cards:
        state = states.get(card.card, CardState())
        match state.stage:
            case Learning(due=moment):
                due: int | None = moment
            case Review(due_day=day):
                due = context.clock.start_of_day(day, context.settings.rollover)
            case None:
                due = None
        yield {
            "card": card.card,
            "question": card.question,
            "state": state.phase,
            "stability": state.memory.stability if state.memory else None,
            "difficulty": state.memory.difficulty if state.memory else None,
            "due": due,
            "day": state.memory.day if state.memory else None,
            "reps": state.reps,
            "lapses": state.lapses,
            "suspended": state.suspended,
            "leech": state.leech,
        }


@click.command("doctor")
@click.option("--rebuild", is_flag=True, help="Fold all card states from the log again.")
@click.option("--restore", is_flag=True, help="Put the newest good backup in the place of a damaged progress file.")
@click.option("--correct-times", is_flag=True, help="Date answers anew that a clock put after now.")
@click.pass_obj
def doctor_command(context: Context, rebuild: bool, restore: bool, correct_times: bool) -> None:
    """Check settings, progress, decks and terminal, and say what to do about what is wrong."""
    from quizapp.cli.settings import unfit_settings
    from quizapp.learning.doctor import examine, examine_times

    path = context.preferences.path
    sound = True
    findings = examine(context.library, context.data, path, unfit_settings, rebuild=rebuild, restore=restore)
    times = examine_times(context.data, context.clock, context.preferences.settings, correct=correct_times)
    for finding in chain(findings, times):
        click.echo(f"{'ok  ' if finding.sound else 'FAIL'}  {visible(finding.text)}")
        sound = sound and finding.sound
    if not sound:
        raise click.exceptions.Exit(1)

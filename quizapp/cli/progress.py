"""Commands about what a learner has done and has to do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli.context import Context
from quizapp.cli.json_text import json_text
from quizapp.cli.listing import deck_rows, decks_lines, due_lines, table
from quizapp.cli.options import DeckName, OfDecks, complete_deck, json_option, moment, plain_option
from quizapp.core.errors import UsageProblem, visible
from quizapp.core.formats import decimal
from quizapp.core.log.events import Kind
from quizapp.core.messages import number, tr, tr_noop, trc
from quizapp.core.scheduling.grades import Rating

EPOCH = datetime(1970, 1, 1)

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck


@click.command("decks", help=tr_noop("List the decks, with what is due and new in each."))
@json_option(tr_noop("Print a JSON list."))
@click.option(
    "--short",
    is_flag=True,
    help=tr_noop(
        "Print only how many cards are due now, including those you are learning: `12 due`. Nothing if none are."
    ),
)
@click.option(
    "--deck",
    "names",
    multiple=True,
    metavar=tr_noop("DECK"),
    shell_complete=complete_deck,
    help=tr_noop("With --short: of this deck only. May be given several times."),
)
@plain_option
@click.pass_obj
def decks_command(context: Context, as_json: bool, short: bool, names: tuple[str, ...]) -> None:
    if short:
        lines = due_lines(context, names)
    elif names:
        raise UsageProblem(tr("--deck only works with --short. Without it, all decks are listed."))
    elif as_json:
        lines = [json_text(list(deck_rows(context)))]
    else:
        lines = decks_lines(context)
    for line in lines:
        click.echo(line)


@click.command("log", help=tr_noop("Print every answer and other event, oldest first."))
@json_option(tr_noop("Print one JSON object per line."))
@click.option(
    "--since",
    callback=moment,
    metavar=tr_noop("DATE"),
    help=tr_noop("Only from this date, or this local time such as 2027-01-20T16:30:00."),
)
@plain_option
@click.pass_obj
def log_command(context: Context, as_json: bool, since: datetime | None) -> None:
    from quizapp.wording.common import rating_word
    from quizapp.wording.terminal import columns

    start = _moment(since) if since else 0
    kinds = {kind: _kind_name(kind) for kind in Kind}
    width = max(map(columns, kinds.values()))
    ratings: dict[int | None, str] = {None: "", **{rating: f"  {rating_word(rating)}" for rating in Rating}}
    for event in context.progress.events(start):
        if as_json:
            click.echo(json_text(event.as_json(), indent=None))
        else:
            kind = kinds[event.kind]
            kind += " " * (width - columns(kind))
            what = f"{event.deck}/{event.card}{ratings[event.rating]}"
            click.echo(visible(f"{_local_time(event.at, event.offset)}  {kind}  {what}"))
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
        return f"{tr('after the year 9999'):19}"


def _kind_name(kind: Kind) -> str:
    match kind:
        case Kind.REVIEW:
            return trc("event", "review")
        case Kind.PRACTICE:
            return trc("event", "practice")
        case Kind.VOID:
            return trc("event", "void")
        case Kind.SUSPEND:
            return trc("event", "suspend")
        case Kind.RESUME:
            return trc("event", "resume")
        case Kind.RESET:
            return trc("event", "reset")
        case Kind.SETTING:
            return trc("event", "setting")
        case Kind.ADOPT:
            return trc("event", "adopt")


def _state_name(row: Mapping[str, Any]) -> str:
    """The state of a card, as `_card_rows` has it."""
    match row:
        case {"suspended": True}:
            return trc("state of a card", "suspended")
        case {"state": "new"}:
            return trc("state of a card", "new")
        case {"state": "learning"}:
            return trc("state of a card", "learning")
        case {"state": "relearning"}:
            return trc("state of a card", "relearning")
        case _:
            return trc("state of a card", "review")


@click.command("cards", cls=OfDecks, help=tr_noop("Show each card's memory state and when it is due."))
@click.argument("name", metavar=tr_noop("DECK"), type=DeckName(), shell_complete=complete_deck)
@json_option(tr_noop("Print a JSON list."))
@plain_option
@click.pass_obj
def cards_command(context: Context, name: str, as_json: bool) -> None:
    rows = list(_card_rows(context, context.library.find(name)))
    if as_json:
        click.echo(json_text(rows))
        return
    head = (
        trc("column", "card"),
        trc("column", "state"),
        trc("column", "stability"),
        trc("column", "difficulty"),
        trc("column", "answers"),
        trc("column", "missed"),
        trc("column", "due"),
    )
    cells = [
        (
            row["card"],
            _state_name(row),
            *("" if row[key] is None else decimal(row[key], 1) for key in ("stability", "difficulty")),
            *(number(row[key]) for key in ("reps", "lapses")),
            "" if row["due"] is None else _local_time(row["due"], context.clock.offset(row["due"]))[:16],
        )
        for row in rows
    ]
    for line in table([head, *cells], numbers=range(2, 6)):
        click.echo(line)


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


@click.command(
    "doctor", help=tr_noop("Check settings, progress, decks and terminal, and say what to do about any problem.")
)
@click.option("--rebuild", is_flag=True, help=tr_noop("Rebuild all card states from the log."))
@click.option("--restore", is_flag=True, help=tr_noop("Replace a damaged progress file with the newest good backup."))
@click.option("--correct-times", is_flag=True, help=tr_noop("Redate answers that a wrong clock put in the future."))
@click.pass_obj
def doctor_command(context: Context, rebuild: bool, restore: bool, correct_times: bool) -> None:
    from quizapp.cli.settings import unfit_settings
    from quizapp.learning.doctor import examine, examine_times

    path = context.preferences.path
    sound = True
    findings = examine(context.library, context.data, path, unfit_settings, rebuild=rebuild, restore=restore)
    times = examine_times(context.data, context.clock, context.preferences.settings, correct=correct_times)
    for finding in chain(findings, times):
        mark = trc("outcome of a check", "ok") if finding.sound else trc("outcome of a check", "FAIL")
        click.echo(f"{mark:4}  {visible(finding.text)}")
        sound = sound and finding.sound
    if not sound:
        raise click.exceptions.Exit(1)

"""The command about what the log says of a learner."""

from __future__ import annotations

import sys

import click

from quizapp.cli.context import Context
from quizapp.cli.json_text import json_text
from quizapp.cli.options import OfDecks, complete_deck, json_option
from quizapp.cli.session import by_line
from quizapp.core.messages import tr_noop

PARTS = ("days", "recall", "predictions", "ahead", "cards", "guesses")
"""The keys of `report.PARTS`, here so that --help is without its 90 ms."""


@click.command(
    "stats",
    cls=OfDecks,
    help=tr_noop(
        "Show how you are doing: days, recall, predictions, what comes due, weak spots; for all decks or one.\n\n"
        "The JSON object has `deck` (null for all), `day`, `date`, `streak`, `today`, `pace`, `time`, `days` (half a "
        "year), `later` (answers dated after today), `retention`, `calibration` (null before the first review), "
        "`guesses`, `first_sight`, `cards`, `forecast`, `tags` and `hardest`. Shares are 0 to 1, times are seconds."
    ),
)
@click.argument("name", metavar=tr_noop("[DECK]"), required=False, default="", shell_complete=complete_deck)
@json_option(tr_noop("Print a JSON object."))
@click.option("--part", type=click.Choice(PARTS), help=tr_noop("Only this part, as sentences."))
@click.option("--plain", is_flag=True, help=tr_noop("As sentences, without the full screen."))
@click.pass_context
def stats_command(ctx: click.Context, name: str, as_json: bool, part: str | None, plain: bool) -> None:
    from quizapp.learning.stats import as_json as figures_json
    from quizapp.learning.stats import scopes

    context: Context = ctx.obj
    deck = context.library.find(name) if name else None
    for one in [deck] if deck else context.decks():
        context.progress.adopt(one.id, one.aliases)
    available = scopes(
        context.library, context.progress, context.clock.day(context.clock.now(), context.settings.rollover), deck
    )
    chosen = available[0]
    if as_json:
        figures = figures_json(chosen.history(), chosen.cards(), chosen.deck)
        click.echo(json_text(figures))
    elif part or by_line(plain):
        from quizapp.wording.stats import report
        from quizapp.wording.terminal import say

        for line in report(chosen.history(), chosen.cards(), chosen.name, part or ""):
            say(line, sys.stdout)
    else:
        from quizapp.tui.stats.app import run_stats

        ctx.exit(run_stats(available, context.settings))

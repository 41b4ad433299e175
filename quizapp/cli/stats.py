"""The command about what the log says of a learner."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from quizapp.cli.place import Place, complete_deck
from quizapp.cli.sitting import by_line

if TYPE_CHECKING:
    from quizapp.library import LoadedDeck


@click.command("stats")
@click.argument("name", metavar="[DECK]", required=False, default="", shell_complete=complete_deck)
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
@click.option("--plain", is_flag=True, help="As sentences, without the full screen.")
@click.pass_context
def stats_command(ctx: click.Context, name: str, as_json: bool, plain: bool) -> None:
    """Show how you are doing: days, recall, predictions, what comes due, weak spots; of all decks or of one.

    The JSON object has `deck` (null for all), `day`, `date`, `streak`, `today`, `pace`, `time`, `days` (half a year),
    `retention`, `calibration` (null before the first review), `guesses`, `first_sight`, `cards`, `forecast`, `tags` and
    `hardest`. Shares are 0 to 1, times are seconds.
    """
    from quizapp.figures import as_json as figures_json
    from quizapp.figures import scopes

    place: Place = ctx.obj
    deck = place.library.find(name) if name else None
    for one in [deck] if deck else _all_decks(place):
        place.progress.adopt(one.id, one.aliases)
    found = scopes(place.library, place.progress, place.clock.day(place.clock.now(), place.settings.rollover), deck)
    chosen = found[0]
    if as_json:
        figures = figures_json(chosen.history(), chosen.cards(), chosen.deck)
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
    elif by_line(plain):
        from quizapp.report import report

        for line in report(chosen.history(), chosen.cards(), chosen.name):
            click.echo(line)
    else:
        from quizapp.tui.stats_app import run_stats

        ctx.exit(run_stats(found, place.settings))


def _all_decks(place: Place) -> list[LoadedDeck]:
    """The decks that can be used; what is wrong with others is told on standard error."""
    from quizapp.library import Unreadable

    found = []
    for deck in place.library.decks():
        if isinstance(deck, Unreadable):
            click.echo(f"quizapp: {deck.error.summary}", err=True)
        else:
            found.append(deck)
    return found

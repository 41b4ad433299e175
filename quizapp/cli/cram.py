"""The command that practises."""

from __future__ import annotations

import click

from quizapp.cli.place import Place, complete_deck
from quizapp.cli.sitting import sit
from quizapp.core.errors import UsageProblem


@click.command("cram")
@click.argument("names", metavar="DECK...", nargs=-1, required=True, shell_complete=complete_deck)
@click.option("--tag", default="", help="Only questions with this tag.")
@click.option("--wrong", is_flag=True, help="Only cards answered wrong on the last day they came up, and leeches.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many different cards.")
@click.option("--lang", "language", default="", metavar="LANG", help="In this language (nl), where decks have it.")
@click.option("--plain", is_flag=True, help="Line by line, without the full screen.")
@click.pass_context
def cram_command(
    ctx: click.Context,
    names: tuple[str, ...],
    tag: str,
    wrong: bool,
    limit: int | None,
    language: str,
    plain: bool,
) -> None:
    """Practise the cards of DECK, due or not, without touching their schedule.

    They come in no particular order; one that was answered wrong comes again until it was right once. The answers are
    logged as practice. With both --tag and --wrong, cards for which both hold.
    """
    from quizapp.practice import Practice

    place: Place = ctx.obj
    decks = [place.library.find(name, language) for name in dict.fromkeys(names)]
    tags = sorted({known for deck in decks for each in deck.listing() for known in each.tags}) if tag else []
    if tag and tag not in tags:
        there = f"The tags are: {', '.join(tags)}." if tags else "None has a tag."
        raise UsageProblem(f"No question of {' or '.join(names)} has the tag `{tag}`. {there}")
    practice = Practice(tag=tag, wrong=wrong)
    ctx.exit(sit(place, decks, language=language, limit=limit, practice=practice, plain=plain))

"""The command that practises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quizapp.cli.context import Context
from quizapp.cli.options import DeckName, OfDecks, at_least_one, complete_deck
from quizapp.cli.session import sit
from quizapp.core.errors import UsageProblem

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck


@click.command("cram", cls=OfDecks)
@click.argument("names", metavar="DECK...", type=DeckName(), nargs=-1, required=True, shell_complete=complete_deck)
@click.option("--tag", default="", help="Only questions with this tag.")
@click.option("--wrong", is_flag=True, help="Only cards answered wrong on the last day they came up, and leeches.")
@click.option("--card", "cards", multiple=True, metavar="ID", help="Only this card or question. May be given again.")
@click.option("--limit", type=int, callback=at_least_one("card"), help="At most this many different cards.")
@click.option("--lang", "language", default="", metavar="LANG", help="In this language (nl), where decks have it.")
@click.option("--plain", is_flag=True, help="Line by line, without the full screen.")
@click.pass_context
def cram_command(
    ctx: click.Context,
    names: tuple[str, ...],
    tag: str,
    wrong: bool,
    cards: tuple[str, ...],
    limit: int | None,
    language: str,
    plain: bool,
) -> None:
    """Practise the cards of DECK, due or not, without touching their schedule.

    They come in no particular order; one that was answered wrong comes again until it was right once. The answers are
    logged as practice. With several of --tag, --wrong and --card, cards for which all of them hold.
    """
    from quizapp.learning.study.practice import Practice

    context: Context = ctx.obj
    decks = [context.library.find(name, language) for name in dict.fromkeys(names)]
    tags = sorted({known for deck in decks for each in deck.listing() for known in each.tags}) if tag else []
    if tag and tag not in tags:
        there = f"The tags are: {', '.join(tags)}." if tags else "None has a tag."
        raise UsageProblem(f"No question of {' or '.join(names)} has the tag `{tag}`. {there}")
    practice = Practice(tag=tag, wrong=wrong, cards=_named(cards, decks))
    ctx.exit(sit(context, decks, language=language, limit=limit, practice=practice, plain=plain))


def _named(cards: Sequence[str], decks: Sequence[LoadedDeck]) -> list[tuple[str, str]]:
    """Cards or questions, each with the deck that has it.

    Raises:
        UsageProblem: if no deck has one of them.
    """
    ids = {deck.id: [*deck.questions, *(card.card for card in deck.cards)] for deck in decks}
    for card in cards:
        if not any(card in known for known in ids.values()):
            import difflib  # 5 ms, for a mistyped id

            near = difflib.get_close_matches(card, [id for known in ids.values() for id in known], 1)
            meant = f" Did you mean `{near[0]}`?" if near else " `quizapp search` finds questions."
            raise UsageProblem(f"No card or question of {' or '.join(ids)} is called `{card}`.{meant}")
    return [(deck, card) for card in dict.fromkeys(cards) for deck, known in ids.items() if card in known]

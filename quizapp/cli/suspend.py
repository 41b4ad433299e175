"""The commands about suspended cards."""

from __future__ import annotations

import sys

import click

from quizapp.cli.context import Context
from quizapp.cli.json_text import json_text
from quizapp.cli.options import DeckName, OfDecks, complete_deck
from quizapp.core.errors import UsageProblem


@click.command("suspended", cls=OfDecks)
@click.argument("name", metavar="[DECK]", required=False, default="", shell_complete=complete_deck)
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@click.pass_obj
def suspended_command(context: Context, name: str, as_json: bool) -> None:
    """List the cards that you suspended, of all decks or of one: they are not studied any more.

    --json prints [{"deck", "card", "question", "prompt"}].
    """
    from quizapp.core.questions.presentation import asked
    from quizapp.learning.suspension import suspended
    from quizapp.wording.spoken import spoken_prompt
    from quizapp.wording.terminal import say

    listed = [
        (deck, card, asked(deck.question(card.question), card.card, None, deck.info.language))
        for deck, card in suspended([context.library.find(name)] if name else context.decks(), context.progress)
    ]
    if as_json:
        rows = [
            {"deck": deck.id, "card": card.card, "question": card.question, "prompt": question.prompt}
            for deck, card, question in listed
        ]
        click.echo(json_text(rows))
        return
    for deck, card, question in listed:
        say(f"{deck.id} {card.card}: {' '.join(spoken_prompt(question).split())}", sys.stdout)
    say("`quizapp unsuspend DECK CARD` brings one back." if listed else "No card is suspended.", sys.stdout)


@click.command("unsuspend", cls=OfDecks)
@click.argument("name", metavar="DECK", type=DeckName(), shell_complete=complete_deck)
@click.argument("names", metavar="CARD...", nargs=-1, required=True)
@click.pass_obj
def unsuspend_command(context: Context, name: str, names: tuple[str, ...]) -> None:
    """Study cards of DECK again that you suspended, with the memory that they had.

    The id of a question stands for all of its cards. `quizapp suspended` lists them.
    """
    from quizapp.learning.suspension import suspended, unsuspend

    deck = context.library.find(name)
    stopped = [card for _, card in suspended([deck], context.progress)]
    for wanted in names:
        if not any(wanted in (card.card, card.question) for card in stopped):
            listed = ", ".join(card.card for card in stopped)
            there = f"Suspended are: {listed}." if listed else "No card of it is."
            raise UsageProblem(f"`{wanted}` is not suspended in the deck `{deck.id}`. {there}")
    cards = [card.card for card in stopped if card.card in names or card.question in names]
    unsuspend(deck.id, cards, context.progress, context.clock, context.settings.rollover)
    click.echo(f"Studied again: {', '.join(cards)}.")

"""The commands about suspended cards."""

from __future__ import annotations

import sys

import click

from quizapp.cli.context import Context
from quizapp.cli.json_text import json_text
from quizapp.cli.options import DeckName, OfDecks, complete_deck, json_option
from quizapp.core.errors import UsageProblem
from quizapp.core.formats import all_of
from quizapp.core.messages import tr, tr_noop


@click.command(
    "suspended",
    cls=OfDecks,
    help=tr_noop(
        "List the cards you suspended, in all decks or one: they no longer come up.\n\n"
        '--json prints [{"deck", "card", "question", "prompt"}].'
    ),
)
@click.argument("name", metavar=tr_noop("[DECK]"), required=False, default="", shell_complete=complete_deck)
@json_option(tr_noop("Print a JSON list."))
@click.pass_obj
def suspended_command(context: Context, name: str, as_json: bool) -> None:
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
    say(tr("To bring one back: `quizapp unsuspend DECK CARD`") if listed else tr("No card is suspended."), sys.stdout)


@click.command(
    "unsuspend",
    cls=OfDecks,
    help=tr_noop(
        "Bring back cards of DECK that you suspended, with their schedule as it was.\n\n"
        "The id of a question stands for all of its cards. `quizapp suspended` lists them."
    ),
)
@click.argument("name", metavar=tr_noop("DECK"), type=DeckName(), shell_complete=complete_deck)
@click.argument("names", metavar=tr_noop("CARD..."), nargs=-1, required=True)
@click.pass_obj
def unsuspend_command(context: Context, name: str, names: tuple[str, ...]) -> None:
    from quizapp.learning.suspension import suspended, unsuspend

    deck = context.library.find(name)
    stopped = [card for _, card in suspended([deck], context.progress)]
    for wanted in names:
        if not any(wanted in (card.card, card.question) for card in stopped):
            listed = all_of([f"`{card.card}`" for card in stopped])
            sentences = [
                tr("`{card}` is not suspended in the deck `{deck}`.", card=wanted, deck=deck.id),
                tr("Suspended there: {cards}.", cards=listed) if listed else tr("None of its cards are suspended."),
            ]
            raise UsageProblem(" ".join(sentences))
    cards = [card.card for card in stopped if card.card in names or card.question in names]
    unsuspend(deck.id, cards, context.progress, context.clock, context.settings.rollover)
    click.echo(tr("Back again: {cards}.", cards=all_of(cards)))

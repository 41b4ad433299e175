"""The command that practises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quizapp.cli.context import Context
from quizapp.cli.options import DeckName, OfDecks, at_least_one, complete_deck
from quizapp.cli.session import sit
from quizapp.core.errors import UsageProblem
from quizapp.core.formats import all_of, any_of
from quizapp.core.messages import tr, tr_noop

if TYPE_CHECKING:
    from quizapp.decks.library import LoadedDeck


@click.command(
    "cram",
    cls=OfDecks,
    help=tr_noop(
        "Practise the cards of DECK, due or not, without changing their schedule.\n\n"
        "They come in random order, and one you get wrong comes back until you get it right. Your answers are logged "
        "as practice. If you combine --tag, --wrong and --card, you get the cards that match all of them."
    ),
)
@click.argument(
    "names", metavar=tr_noop("DECK..."), type=DeckName(), nargs=-1, required=True, shell_complete=complete_deck
)
@click.option("--tag", default="", metavar=tr_noop("TAG"), help=tr_noop("Only questions with this tag."))
@click.option(
    "--wrong", is_flag=True, help=tr_noop("Only cards you got wrong on the last day they came up, and leeches.")
)
@click.option(
    "--card",
    "cards",
    multiple=True,
    metavar="ID",
    help=tr_noop("Only this card or question. May be given several times."),
)
@click.option(
    "--limit",
    type=int,
    metavar="N",
    callback=at_least_one(tr_noop("Ask for at least 1 card.")),
    help=tr_noop("At most this many different cards."),
)
@click.option(
    "--lang",
    "language",
    default="",
    metavar=tr_noop("LANG"),
    help=tr_noop("Ask in this language, such as nl, where decks have it."),
)
@click.option("--plain", is_flag=True, help=tr_noop("Line by line, without the full screen."))
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
    from quizapp.learning.study.practice import Practice

    context: Context = ctx.obj
    decks = [context.library.find(name, language) for name in dict.fromkeys(names)]
    tags = sorted({known for deck in decks for each in deck.listing() for known in each.tags}) if tag else []
    if tag and tag not in tags:
        listed = any_of(names)
        if not tags:
            raise UsageProblem(tr("No question in {decks} has a tag.", decks=listed))
        known = all_of([f"`{known}`" for known in tags])
        raise UsageProblem(
            tr("No question in {decks} has the tag `{tag}`. Known tags: {tags}.", decks=listed, tag=tag, tags=known)
        )
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
            sentences = [
                tr("No card or question in {decks} is called `{card}`.", decks=any_of(list(ids)), card=card),
                tr("Did you mean `{name}`?", name=near[0]) if near else tr("`quizapp search` finds questions."),
            ]
            raise UsageProblem(" ".join(sentences))
    return [(deck, card) for card in dict.fromkeys(cards) for deck, known in ids.items() if card in known]

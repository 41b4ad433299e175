"""The command that finds questions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from quizapp.cli.context import Context
from quizapp.cli.json_text import json_text
from quizapp.cli.options import json_option
from quizapp.core.messages import tr, tr_noop

if TYPE_CHECKING:
    from quizapp.core.questions.types import AnyQuestion
    from quizapp.core.scheduling.scheduler import CardState
    from quizapp.decks.library import LoadedDeck

    Found = tuple[LoadedDeck, AnyQuestion, Mapping[str, CardState]]
    """A question, and the states of its cards by id."""


LEAST = 12
"""So many columns of a prompt are shown, even where what follows has to be cut for it."""


@click.command(
    "search",
    help=tr_noop(
        "Find the questions that contain all of these words, in any form, and show how well you know each.\n\n"
        "A word may be in a question's id, prompt, answers or tags. To practise what you found, use "
        "`quizapp cram DECK --card ID`.\n\n"
        '--json prints [{"deck", "question", "type", "prompt", "tags", "cards": [{"card", "state", "suspended"}]}].'
    ),
)
@click.argument("words", metavar=tr_noop("WORDS..."), nargs=-1, required=True)
@click.option(
    "--lang",
    "language",
    default="",
    metavar=tr_noop("LANG"),
    help=tr_noop("Search in this language, such as nl, where decks have it."),
)
@json_option(tr_noop("Print a JSON list."))
@click.pass_obj
def search_command(context: Context, words: tuple[str, ...], language: str, as_json: bool) -> None:
    matches = _found(context, " ".join(words), language)
    if as_json:
        rows = [
            {
                "deck": deck.id,
                "question": question.id,
                "type": question.type,
                "prompt": question.prompt,
                "tags": list(question.tags),
                "cards": [
                    {"card": card, "state": state.phase, "suspended": state.suspended} for card, state in states.items()
                ],
            }
            for deck, question, states in matches
        ]
        click.echo(json_text(rows))
        return
    today = context.clock.day(context.clock.now(), context.settings.rollover)
    lines = [_line(*each, today) for each in matches]
    click.echo("\n".join(lines) or tr("No question contains all of these words."))


def _found(context: Context, query: str, language: str) -> Iterator[Found]:
    from quizapp.core.scheduling.scheduler import CardState
    from quizapp.learning.search import search

    decks = {deck.id: deck for deck in context.decks(language)}
    states: dict[str, Mapping[str, CardState]] = {}
    for id, name in search(decks.values(), query).questions:
        deck = decks[id]
        if id not in states:
            context.progress.adopt(id, deck.aliases)
            states[id] = context.progress.states(id)
        question = deck.question(name)
        yield deck, question, {card: states[id].get(card, CardState()) for card in question.cards}


def _line(deck: LoadedDeck, question: AnyQuestion, states: Mapping[str, CardState], today: int) -> str:
    """Return a question's place, prompt and memory on a line; on a terminal, the prompt is cut to fit."""
    from quizapp.wording.common import memory_words
    from quizapp.wording.spoken import spoken_prompt
    from quizapp.wording.terminal import columns, room_on, shortened

    parts = {card.removeprefix(question.id).removeprefix("/"): state for card, state in states.items()}
    details = "; ".join(
        f"{part}: {memory_words(state, today)}" if part else memory_words(state, today) for part, state in parts.items()
    )
    head, prompt, tail = f"{deck.id} {question.id}, {question.type}: ", spoken_prompt(question), f" ({details})"
    prompt, room = " ".join(prompt.split()), room_on(sys.stdout)
    if room is None:
        return head + prompt + tail
    return shortened(head + shortened(prompt, max(room - columns(head + tail), LEAST)) + tail, room)

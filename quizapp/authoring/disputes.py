"""Responses that students called right after all: what a teacher might accept."""

from __future__ import annotations

from collections import Counter
from typing import Any

from quizapp.core.deferred import dataclass
from quizapp.core.errors import visible
from quizapp.core.log.events import Event, Kind, voided
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.typed import Text
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.library import LoadedDeck
from quizapp.store.progress import Progress


@dataclass(frozen=True, slots=True)
class Dispute:
    """A card's response that was overridden: how often, and the line of TOML that would accept it (or nothing)."""

    question: str
    response: str
    times: int
    line: str


def disputes(deck: LoadedDeck, progress: Progress) -> list[Dispute]:
    """The disputed responses to the questions of a deck, the most frequent first."""
    events = [event for event in progress.events() if event.deck == deck.id]
    gone = voided(events)
    disputed: Counter[tuple[str, str]] = Counter()
    for event in events:
        if _disputed(event) and event.id not in gone:
            disputed[(deck.aliases.get(event.card, event.card), _words(event.data.get("response")))] += 1
    questions = {card.card: card.question for card in deck.cards}
    return [
        Dispute(
            card, response, times, _line(deck.question(questions[card]), card, response) if card in questions else ""
        )
        for (card, response), times in disputed.most_common()
    ]


def _disputed(event: Event) -> bool:
    return event.kind in (Kind.REVIEW, Kind.PRACTICE) and bool(event.data.get("override"))


def _words(response: Any) -> str:
    """A response on one line."""
    match response:
        case str():
            return visible(response.strip())
        case list():
            return ", ".join(map(str, response))
        case dict():
            texts = (str(value) if len(response) == 1 else f"{key}={value}" for key, value in response.items())
            return visible(", ".join(texts))
        case _:
            return str(response)


def _line(question: AnyQuestion, card: str, response: str) -> str:
    """The line to put into the deck, for questions with a list of accepted texts."""
    match question:
        case Text(accept=accept):
            return f"accept = {_list([*accept, response])}"  # not shown
        case Cloze(gaps=gaps):
            gap = card.removeprefix(f"{question.id}/")
            return f"gaps.{gap}.accept = {_list([*gaps[gap].accept, response])}"
        case _:
            return ""


def _list(texts: list[str]) -> str:
    """Some texts as a list in TOML, on one line."""
    import tomli_w  # 5 ms, for teachers

    entries = [tomli_w.dumps({"x": text}, multiline_strings=False).removeprefix("x = ").strip() for text in texts]
    return f"[{', '.join(entries)}]"

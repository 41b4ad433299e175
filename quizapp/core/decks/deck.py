"""A deck: what it says of itself, its sources and its questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from quizapp.core.deferred import dataclass, field
from quizapp.core.messages import number, tr, trn
from quizapp.core.questions.base import ID_PATTERN, STRICT, blank_problems, id_advice
from quizapp.core.questions.problems import Also, Path, Problem, meant

if TYPE_CHECKING:  # 5 ms, and the list of decks shows no question
    from quizapp.core.questions.types import AnyQuestion

MAX_QUESTIONS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A work that questions cite, declared once per deck."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    title: str
    author: str = ""
    publisher: str = ""
    published: date | None = None
    language: str = ""
    url: str = ""
    file: str = ""
    """A text file with the work's text, relative to the deck's, by which quotes are checked; none if empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckInfo:
    """A deck's description of itself. `id` names it for `--deck`; `language` is a BCP 47 tag, `license` an SPDX id."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    format: Literal[1]
    id: str
    title: str
    description: str = ""
    language: str = "en"
    license: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


class CardRef(NamedTuple):
    """A card of a deck: its id and the id of the question that makes it."""

    card: str
    question: str


@dataclass(frozen=True, slots=True)
class QuestionRef:
    """The properties by which a question can be chosen: its id, type and tags, and its points."""

    question: str
    type: str
    tags: tuple[str, ...]
    points: int = 1


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck whose questions are all valid, in the order of its file."""

    info: DeckInfo
    questions: tuple[AnyQuestion, ...]

    @property
    def cards(self) -> tuple[CardRef, ...]:
        return tuple(CardRef(card, question.id) for question in self.questions for card in question.cards)

    @property
    def aliases(self) -> dict[str, str]:
        """Former card ids and the ids that took their place."""
        return {
            alias + card.removeprefix(question.id): card
            for question in self.questions
            for alias in question.aliases
            for card in question.cards
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as the rest of its deck sees it, known even when the question itself is not valid."""

    id: str = ""
    aliases: tuple[str, ...] = ()
    source: str | None = None


def deck_problems(id: object, title: object) -> Iterator[Problem]:
    """Yield the problems with the id and the title of a deck, as far as they are text."""
    if isinstance(id, str) and not ID_PATTERN.match(id):
        yield Problem(("id",), "E106", tr("`{name}` is not a valid id", name=id), id_advice(id))
    if isinstance(title, str):
        yield from blank_problems("title", title)


def entry_problems(entries: Sequence[Entry], sources: Collection[str]) -> Iterator[Problem]:
    """Yield the problems between the questions of a deck (in file order), or between them and its `sources`."""
    if not entries:
        yield Problem(("questions",), "E111", tr("the deck has no questions"), tr("add a [[questions]] table"))
    if len(entries) > MAX_QUESTIONS:
        yield Problem(
            ("questions",),
            "E111",
            trn(
                "the deck has {count} question; the limit is {limit}",
                "the deck has {count} questions; the limit is {limit}",
                len(entries),
                limit=number(MAX_QUESTIONS),
            ),
            tr("split it into several decks"),
        )
    taken: dict[str, Path] = {}
    for index, entry in enumerate(entries):
        for nth, name in enumerate((entry.id, *entry.aliases)):
            path: Path = ("questions", index, "aliases", nth - 1) if nth else ("questions", index, "id")
            if name and (first := taken.setdefault(name, path))[1] != index:
                yield Problem(
                    path,
                    "E212",
                    tr("question {number} has the id or alias `{id}` too", number=int(first[1]) + 1, id=name),
                    tr("give every question its own id, one that was never used before"),
                    also=(Also(first, tr("first used here")),),
                )
        if entry.source is not None and entry.source not in sources:
            yield Problem(
                ("questions", index, "source", "id"),
                "E213",
                tr("`{id}` is not a source of this deck", id=entry.source),
                meant(entry.source, sources)
                if sources
                else tr("add the line `{line}` at the top", line=f"sources.{entry.source} = {{ title = ... }}"),
            )

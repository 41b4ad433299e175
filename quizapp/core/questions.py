"""What a teacher writes: questions, one frozen dataclass per type, and the cards they make.

An instance that exists is valid: `__post_init__` raises `InvalidQuestion` with every problem of the question at once.
Pydantic reads the annotations (in `authoring.reader`) but nothing here imports it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal, get_args

MAX_PROMPT = 4_000
MAX_OPTIONS = 20
MAX_QUESTIONS = 100_000
ID_PATTERN = re.compile(r"[a-z0-9-]+\Z")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a deck: where (keys and indexes from the question down), what, and what to do about it."""

    path: Path
    message: str
    help: str = ""


class InvalidQuestion(ValueError):
    """A question that contradicts itself. `problems` lists all of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A work that questions cite, declared once per deck."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    title: str
    author: str = ""
    publisher: str = ""
    published: date | None = None
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where in a source a question's answer stands: section, page or minute."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    id: str
    at: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every type of question has. Subclasses add their own keys and say what can be wrong with them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    id: str
    prompt: str
    explanation: str = ""
    hint: str = ""
    feedback: Mapping[str, str] = field(default_factory=dict)
    source: Citation | None = None
    tags: tuple[str, ...] = ()
    difficulty: int | None = None
    points: int = 1
    aliases: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = [*self._common_problems(), *self.problems()]
        if problems:
            raise InvalidQuestion(problems)

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the keys of this type, beyond what their annotations say."""
        yield from ()

    @property
    def feedback_keys(self) -> frozenset[str]:
        """The ids that feedback can be given for."""
        return frozenset()

    @property
    def cards(self) -> tuple[str, ...]:
        """The ids of the cards that this question makes, in the order they are introduced."""
        return (self.id,)

    def _common_problems(self) -> Iterator[Problem]:
        for name in ("id", "aliases"):
            values = (self.id,) if name == "id" else self.aliases
            for value in values:
                if not ID_PATTERN.match(value):
                    yield Problem((name,), f"`{value}` is not an id", "use lower-case letters, digits and hyphens only")
        if self.id in self.aliases:
            yield Problem(("aliases",), f"`{self.id}` is an alias of itself", "list only the ids it used to have")
        yield from _blank("prompt", self.prompt)
        if len(self.prompt) > MAX_PROMPT:
            yield Problem(
                ("prompt",),
                f"the prompt has {len(self.prompt):,} characters; {MAX_PROMPT:,} is the limit",
                "shorten it, or split it into several questions",
            )
        if self.difficulty is not None and not 1 <= self.difficulty <= 5:
            yield Problem(("difficulty",), f"difficulty {self.difficulty} is not on the scale", "use 1 to 5")
        if self.points < 1:
            yield Problem(("points",), f"{self.points} points cannot be scored", "use 1 or more")
        for key in self.feedback:
            if key not in self.feedback_keys:
                yield Problem(
                    ("feedback", key),
                    f"feedback for `{key}`, which is not an answer to this question",
                    _one_of(self.feedback_keys) if self.feedback_keys else "this type of question takes no feedback",
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Question):
    """A flashcard that the student grades. With `reverse`, a second card asks it back to front."""

    type: Literal["card"] = "card"
    back: str
    reverse: bool = False

    def problems(self) -> Iterator[Problem]:
        yield from _blank("back", self.back)

    @property
    def cards(self) -> tuple[str, ...]:
        return (self.id, f"{self.id}/reverse") if self.reverse else (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One right option among several."""

    type: Literal["choice"] = "choice"
    options: Mapping[str, str]
    answer: str
    shuffle: bool = True

    def problems(self) -> Iterator[Problem]:
        yield from _options(self.options)
        if self.answer not in self.options:
            yield Problem(("answer",), f"`{self.answer}` is not one of the options", _one_of(self.options))
        if self.answer in self.feedback:
            yield Problem(
                ("feedback", self.answer),
                "feedback for the right option would never be shown",
                "say it in `explanation`, which is shown after every answer",
            )

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Question):
    """Several right options. `penalty` is what a wrong tick costs, as a part of what a right one earns."""

    type: Literal["multiple"] = "multiple"
    options: Mapping[str, str]
    answer: tuple[str, ...]
    penalty: float = 1.0
    shuffle: bool = True

    def problems(self) -> Iterator[Problem]:
        yield from _options(self.options)
        for index, option in enumerate(self.answer):
            if option not in self.options:
                yield Problem(("answer", index), f"`{option}` is not one of the options", _one_of(self.options))
            elif option in self.answer[:index]:
                yield Problem(("answer", index), f"`{option}` is listed twice", "list every right option once")
        if not self.answer:
            yield Problem(("answer",), "no option is right", "list the id of every right option")
        if not 0 <= self.penalty < float("inf"):
            yield Problem(("penalty",), f"{self.penalty:g} is not a penalty", "use 0 (none) or more; 1 is usual")

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A statement that holds or does not."""

    type: Literal["true-false"] = "true-false"
    answer: bool

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(("true", "false"))


Folding = Literal["case", "accents", "punctuation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Question):
    """A typed answer. With `distractors` it is asked as a choice until its memory is firm."""

    type: Literal["text"] = "text"
    accept: tuple[str, ...]
    ignore: tuple[Folding, ...] = ("case", "accents", "punctuation")
    typos: int = 1
    reject: Mapping[str, str] = field(default_factory=dict)
    distractors: Mapping[str, str] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        if not self.accept:
            yield Problem(("accept",), "no answer is accepted", "list at least one accepted answer")
        for index, text in enumerate(self.accept):
            yield from _blank("accept", text, index)
            if text in self.reject:
                yield Problem(("reject", text), f"`{text}` is both accepted and rejected", "keep one of the two")
            for key, distractor in self.distractors.items():
                if distractor == text:
                    yield Problem(
                        ("distractors", key), f"`{text}` is an accepted answer too", "a distractor must be wrong"
                    )
        if self.typos < 0:
            yield Problem(("typos",), f"{self.typos} typos cannot be made", "use 0 (none) or more; 1 is usual")
        yield from distractor_problems(self.distractors)
        for key, text in self.distractors.items():
            yield from _blank("distractors", text, key)

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.distractors)


AnyQuestion = Card | Choice | Multiple | TrueFalse | Text
QUESTION_TYPES: dict[str, type[AnyQuestion]] = {
    kind.__dataclass_fields__["type"].default: kind for kind in get_args(AnyQuestion)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckInfo:
    """What a deck says of itself. `id` names it for `--deck`; `language` is a BCP 47 tag, `license` an SPDX id."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    format: Literal[1]
    id: str
    title: str
    description: str = ""
    language: str = "en"
    license: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CardRef:
    """A card of a deck: its id and the id of the question that makes it."""

    card: str
    question: str


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
    """What a question means to the rest of its deck, known even when the question itself is not valid."""

    id: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""


def deck_problems(info: DeckInfo) -> Iterator[Problem]:
    """What is wrong with what a deck says of itself."""
    if not ID_PATTERN.match(info.id):
        yield Problem(("id",), f"`{info.id}` is not an id", "use lower-case letters, digits and hyphens only")
    yield from _blank("title", info.title)


def entry_problems(entries: Sequence[Entry], sources: Collection[str]) -> Iterator[Problem]:
    """What is wrong between the questions of a deck (in file order), or between them and its `sources`."""
    if not entries:
        yield Problem(("questions",), "the deck has no questions", "add a [[questions]] table")
    if len(entries) > MAX_QUESTIONS:
        yield Problem(
            ("questions",),
            f"the deck has {len(entries):,} questions; {MAX_QUESTIONS:,} is the limit",
            "split it into several decks",
        )
    taken: dict[str, int] = {}
    for index, entry in enumerate(entries):
        for place, name in enumerate((entry.id, *entry.aliases)):
            path: Path = ("questions", index, "aliases", place - 1) if place else ("questions", index, "id")
            if name and taken.setdefault(name, index) != index:
                yield Problem(
                    path,
                    f"`{name}` is an id or alias of question {taken[name] + 1} too",
                    "give every question an id of its own; an id is never used again",
                )
        if entry.source and entry.source not in sources:
            yield Problem(
                ("questions", index, "source", "id"),
                f"`{entry.source}` is not a source of this deck",
                _one_of(sources) if sources else f"add a line `sources.{entry.source} = {{ title = ... }}` at the top",
            )


def distractor_problems(distractors: Mapping[str, object]) -> Iterator[Problem]:
    """What is wrong with the ids of the wrong options that a typed question is first asked with."""
    if len(distractors) >= MAX_OPTIONS:
        yield Problem(
            ("distractors",), f"{len(distractors)} distractors; {MAX_OPTIONS - 1} is the limit", "keep the best"
        )
    if "answer" in distractors:
        yield Problem(("distractors", "answer"), "`answer` is the id of the right option here", "choose another id")


def _options(options: Mapping[str, str]) -> Iterator[Problem]:
    if not 2 <= len(options) <= MAX_OPTIONS:
        yield Problem(("options",), f"{len(options)} options cannot be offered", f"write 2 to {MAX_OPTIONS}")
    for key, text in options.items():
        if not ID_PATTERN.match(key):
            yield Problem(("options", key), f"`{key}` is not an id", "use lower-case letters, digits and hyphens only")
        yield from _blank("options", text, key)


def _blank(name: str, text: str, *rest: str | int) -> Iterator[Problem]:
    if not text.strip():
        yield Problem((name, *rest), "this is blank", "write it, or leave the key out if it is optional")


def _one_of(names: Collection[str]) -> str:
    return "use one of: " + ", ".join(sorted(names) if isinstance(names, frozenset) else names)

"""TOML -> Deck. All problems of a file are found in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from quizapp.core.decks.deck import MAX_QUESTIONS, Deck, DeckInfo, deck_problems
from quizapp.core.deferred import dataclass
from quizapp.core.questions.problems import Problem
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.findings import DeckError, Finding, Located, finding
from quizapp.decks.toml.parse import parse
from quizapp.decks.toml.text import Unfit, hostile, read_text, seems_harmless
from quizapp.decks.validation.adapters import info_adapter, questions_adapter, strictly

AT_ONCE = 1_000
"""So many questions are plain data at a time: those of the largest decks would take half a gigabyte."""


@dataclass(frozen=True)
class DeckFile:
    """A deck file as it was read: what could be understood of it, and all that is wrong.

    `text` and `tree` (the plain data) are empty as far as there are none; `readable` is the text without the statements
    that are no TOML, line by line the same. `info` is None, and `questions` (by their index in the file) leaves out
    those, that are not valid.
    """

    path: Path
    text: str = ""
    readable: str = ""
    tree: dict[str, Any] | None = None
    info: DeckInfo | None = None
    questions: Sequence[tuple[int, AnyQuestion]] = ()
    problems: Sequence[Problem | Located] = ()

    @property
    def deck(self) -> Deck:
        """The deck.

        Raises:
            DeckError: if anything is wrong with the file.
        """
        if self.problems or self.info is None:
            raise DeckError(self.path, self.findings)
        return Deck(self.info, tuple(question for _, question in self.questions))

    @property
    def language(self) -> str:
        """The language that the deck says it is in."""
        said = (self.tree or {}).get("language")
        return said if isinstance(said, str) and said else "en"

    @property
    def cites(self) -> bool:
        """Whether the deck has sources or any question cites one, or may do so in a line that could not be read."""
        listed = (self.tree or {}).get("questions")
        tables = listed if isinstance(listed, list) else []
        lost = self.readable != self.text
        return (
            lost
            or "sources" in (self.tree or {})
            or any(isinstance(table, dict) and "source" in table for table in tables)
        )

    @property
    def count(self) -> int:
        """How many questions the file has, valid or not."""
        listed = (self.tree or {}).get("questions")
        return len(listed) if isinstance(listed, list) else 0

    @property
    def findings(self) -> list[Finding]:
        """The problems with places in words."""
        return [finding(problem, self.tree or {}) for problem in self.problems]


def read_deck(path: Path) -> Deck:
    """Read and validate one deck file.

    Raises:
        DeckError: if it cannot be read or holds any problem.
    """
    return examine(path).deck


def examine(path: Path) -> DeckFile:
    """Read one deck file, and find all that is wrong with it."""
    try:
        text = read_text(path)
    except Unfit as error:
        return DeckFile(path, error.text, error.text, problems=[error.located])
    parsed = parse(text)
    if parsed.tree is None:
        return DeckFile(path, text, text, problems=parsed.slips)
    found = [] if seems_harmless(text) else list(hostile(parsed.tree))
    if not parsed.slips and not found:
        try:
            return DeckFile(path, text, parsed.text, parsed.tree, *_fast(parsed.tree))
        except ValueError:
            pass  # what exactly is wrong is worked out below, question by question
    from quizapp.decks.validation.everything import explained  # 5 ms, when something is wrong

    return explained(path, text, parsed)


def dump_questions(questions: Sequence[AnyQuestion]) -> Iterator[str]:
    """Questions as JSON, for the cache; `core.questions` data that `library` builds back without pydantic."""
    adapter = questions_adapter()  # which they were read with: another one takes 13 ms to make
    for start in range(0, len(questions), AT_ONCE):
        for record in adapter.dump_python(tuple(questions[start : start + AT_ONCE]), mode="json"):
            yield to_json(record).decode()


def dump_info(info: DeckInfo) -> bytes:
    """What a deck says of itself, as JSON, for the cache."""
    return info_adapter().dump_json(info)


def _fast(tree: dict[str, Any]) -> tuple[DeckInfo, list[tuple[int, AnyQuestion]]]:
    """A deck without any problem.

    Raises:
        ValueError: if there is one.
    """
    head = {key: value for key, value in tree.items() if key != "questions"}
    info = strictly(info_adapter(), head)
    questions = strictly(questions_adapter(), tree.get("questions", []))
    if type(tree["format"]) is not int or any(deck_problems(info.id, info.title)):
        raise ValueError("the head of the deck is not valid")
    names = [name for question in questions for name in (question.id, *question.aliases)]
    cited = {question.source.id for question in questions if question.source}
    if len(set(names)) < len(names) or not cited <= info.sources.keys() or not 0 < len(questions) <= MAX_QUESTIONS:
        raise ValueError("the questions are valid one by one, but perhaps not together")
    return info, list(enumerate(questions))

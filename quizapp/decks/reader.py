"""TOML -> Deck. All problems of a file are reported in one go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from quizapp.core.decks.deck import MAX_QUESTIONS, Deck, DeckInfo, deck_problems
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.deck_file import DeckFile
from quizapp.decks.toml.parse import parse
from quizapp.decks.toml.text import Unfit, decoded, hostile, read_content, seems_harmless
from quizapp.decks.validation.adapters import info_adapter, questions_adapter, strictly

AT_ONCE = 1_000
"""So many questions are plain data at a time: those of the largest decks would take half a gigabyte."""


def read_deck(path: Path) -> Deck:
    """Read and validate one deck file.

    Raises:
        DeckError: if it cannot be read or holds any problem.
    """
    return examine(path).deck


def examine(path: Path) -> DeckFile:
    """Read one deck file, and find all that is wrong with it."""
    try:
        content = read_content(path)
        text = decoded(content)
    except Unfit as error:
        return DeckFile(path, error.text, error.text, problems=[error.located])
    harmless = seems_harmless(content)
    del content  # 10 MB in a large deck, and parsing takes as much memory as anything
    parsed = parse(text)
    if parsed.tree is None:
        return DeckFile(path, text, text, problems=parsed.syntax_errors)
    if not parsed.syntax_errors and (harmless or not any(hostile(parsed.tree))):
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
    """The head of a deck as JSON, for the cache."""
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
        raise ValueError("the head of the deck is not valid")  # not shown
    names = [name for question in questions for name in (question.id, *question.aliases)]
    cited = {question.source.id for question in questions if question.source}
    if len(set(names)) < len(names) or not cited <= info.sources.keys() or not 0 < len(questions) <= MAX_QUESTIONS:
        raise ValueError("the questions are valid one by one, but perhaps not together")  # not shown
    return info, list(enumerate(questions))

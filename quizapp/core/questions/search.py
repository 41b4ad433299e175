"""Finding questions by what stands in them: ids, prompts, answers and tags, however they are spelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from quizapp.core.language.spelling import fold
from quizapp.core.questions.base import COMMON_FIELDS, Question

_NOT_SEARCHED = frozenset(COMMON_FIELDS) - {"id", "prompt", "tags"} | frozenset(
    ("type", "ignore", "typos", "tolerance", "penalty", "partial", "scoring", "hint")
)


def searched_text(question: Question) -> str:
    """Return the text that a search looks at: the question's id, prompt, answers (right and wrong) and tags, folded."""
    return folded("\n".join(_texts(question)))


def words_of(query: str) -> list[str]:
    """The words that a question must have to be found, folded as its text is; bytes that are no text are left out."""
    return folded(query.encode(errors="ignore").decode()).split()


def folded(text: str) -> str:
    """`text` without case, accents and punctuation."""
    return fold(text)


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for part in value.values():
                yield from _texts(part)
        case list() | tuple():
            for part in value:
                yield from _texts(part)
        case int() | float() if not isinstance(value, bool):
            yield str(value)
        case _ if is_dataclass(value):
            for entry in fields(value):
                if entry.name not in _NOT_SEARCHED:
                    yield from _texts(getattr(value, entry.name))

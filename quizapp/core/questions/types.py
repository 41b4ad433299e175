"""All types of question, and questions from plain data.

A type is one frozen dataclass, in the module of its kind. An instance that exists is valid: `__post_init__` raises
`InvalidQuestion` with every problem of the question at once. Pydantic reads the annotations (in
`quizapp.decks.validation`), but nothing here imports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.base import Citation
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Partial, Text

AnyQuestion = Card | Choice | Multiple | TrueFalse | Text | Number | Date | Order | Match | Cloze | Open
QUESTION_TYPES: dict[str, type[AnyQuestion]] = {kind.type: kind for kind in get_args(AnyQuestion)}


def question_from_record(record: Mapping[str, Any]) -> AnyQuestion:
    """Build a question from plain data that was a valid question before, as the deck cache keeps it.

    Raises:
        KeyError, TypeError, ValueError: if it was not.
    """
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
    if values.get("source"):
        values["source"] = Citation(**values["source"])
    if "partial" in values:
        values["partial"] = Partial(**values["partial"])
    if "gaps" in values:
        values["gaps"] = {
            name: Gap(**{**gap, "accept": tuple(gap["accept"]), "ignore": tuple(gap["ignore"])})
            for name, gap in values["gaps"].items()
        }
    return QUESTION_TYPES[values["type"]](**values)

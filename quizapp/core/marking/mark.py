"""Responses, and the judgement on them: a mark, or a request to answer again.

A response is plain data, as the log stores it: an option id for `choice`; a list of ids for `multiple` and `order`; a
bool for `true-false`; a text for `text`, `number` and `date` (or its fields `day`, `month` and `year`); a table of ids
for `match`, of texts for `cloze`; for `open` a table of the `text` written and the numbers of the rubric's points
`ticked`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from quizapp.core.deferred import dataclass

Response = str | bool | list[str] | dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Mark:
    """The judgement: score 0..1, whether the response counts as right, and why, in words for the student.

    `diff` is a typed text beside the accepted one that it is like, in pieces: `same`, `extra` (only typed), `missing`.
    `gaps` are the marks of the gaps of a cloze, by name.
    """

    score: float
    right: bool
    reason: str
    diff: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    gaps: Mapping[str, Mark] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The response cannot be an answer, so it is not judged; `reason` says what is expected."""

    reason: str


Judgement = Mark | AskAgain


def filled(response: Any) -> bool:
    """Return whether there is anything in a response."""
    match response:
        case str():
            return bool(response.strip())
        case dict():
            return any(filled(part) for part in response.values())
        case _:
            return response is not None and response != []

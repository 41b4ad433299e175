"""Responses, and the judgement on them: a mark, or a request to answer again.

A response is plain data, as the log stores it: an option id for `choice`; a list of ids for `multiple` and `order`; a
bool for `true-false`; a text for `text`, `number` and `date` (or its fields `day`, `month` and `year`); a table of ids
for `match`, of texts for `cloze`; for `open` a table of the `text` written and the numbers of the rubric's points
`ticked`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizapp.core.deferred import dataclass, field
from quizapp.core.messages import tr

Response = str | bool | list[str] | dict[str, Any] | None


class Reason(str):
    """Words for the student, in the language of the interface; `english` has them as the log keeps them.

    The message has gone through `tr_noop`. Among its values may be other reasons.
    """

    english: str

    def __new__(cls, message: str, /, **values: object) -> Reason:
        reason = super().__new__(cls, tr(message, **values))
        reason.english = message.format(**{name: in_english(value) for name, value in values.items()})
        return reason


def in_english(text: object) -> object:
    """The words of a reason in English; anything else as it is."""
    return text.english if isinstance(text, Reason) else text


@dataclass(frozen=True, slots=True)
class Mark:
    """The judgement: score 0..1, whether the response counts as right, and why: a `Reason`, or the deck's own words.

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

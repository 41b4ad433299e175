"""The identity of a question as it was asked, which the log keeps beside an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from quizapp.core.digest import blake2b
from quizapp.core.questions.base import Question

SIZE = 8
"""In bytes."""


def question_hash(question: Question) -> str:
    """Return a short hash of all that a question says, in hexadecimal digits.

    It changes with the wording, the key and the marking, so that statistics never mix two items under one id.
    """
    listed = json.dumps(question, default=_plain, sort_keys=True, ensure_ascii=False)
    return blake2b(listed.encode(), digest_size=SIZE).hexdigest()


def paper_hash(questions: Iterable[Question], seed: int) -> str:
    """Return a short hash of an exam paper: its questions as asked, in their order, and the seed of their options."""
    listed = " ".join((*map(question_hash, questions), str(seed)))
    return blake2b(listed.encode(), digest_size=SIZE).hexdigest()


def _plain(value: Any) -> Any:
    """Return a dataclass as a table of its fields, without those that are empty, and anything else as text."""
    if not is_dataclass(value):
        return str(value)
    return {
        field.name: part for field in fields(value) if (part := getattr(value, field.name)) not in (None, "", (), {})
    }

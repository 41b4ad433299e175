"""What the lints find in questions as a teacher writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizapp.core.lint import Item, lint
from quizapp.core.questions.problems import Problem
from quizapp.core.questions.types import AnyQuestion
from tests.support import making

Written = Mapping[str, Any] | AnyQuestion


def items(*questions: Written) -> list[Item]:
    """These questions as those of a deck, in order."""
    return [
        Item(("questions", index), making.built(question) if isinstance(question, Mapping) else question)
        for index, question in enumerate(questions)
    ]


def found(code: str, *questions: Written, language: str = "en") -> list[Problem]:
    """What one rule finds in these questions."""
    return [problem for problem in lint(items(*questions), language) if problem.code == code]


def parts(code: str, *questions: Written, language: str = "en") -> list[str]:
    """The pieces of text that one rule points at."""
    return [problem.part for problem in found(code, *questions, language=language)]


def offering(right: str, *wrong: str, **changes: Any) -> dict[str, Any]:
    """A choice of these texts, the first of which is right; their ids are right, wrong-1, wrong-2 and so on."""
    options = {"right": right} | {f"wrong-{number}": text for number, text in enumerate(wrong, 1)}
    return making.choice(**{"prompt": "What is it?", "options": options, "answer": "right"} | changes)

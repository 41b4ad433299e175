"""Typed responses with the verdict a teacher would give, through the reader of decks and the marking."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from quizapp.core.marking.mark import AskAgain, Judgement
from quizapp.core.marking.marking import mark
from quizapp.core.marking.responses import read_response, read_ticks
from quizapp.core.marking.vocabulary import Vocabulary
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.choices import Choice, Multiple
from quizapp.core.questions.self_graded import Open
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.reader import read_deck
from tests.core.marking.teacher_table import QUESTIONS, RESPONSES
from tests.support import making

Verdict = str | tuple[str, float]


@cache
def question(key: str) -> AnyQuestion:
    """A question of the table, written to a deck and read back."""
    table: dict[str, Any] = {"id": key, **QUESTIONS[key]}
    language = table.pop("language")
    table.pop("deck_answers", None)
    with TemporaryDirectory() as folder:
        return read_deck(making.write_deck(Path(folder), table, language=language)).questions[0]


def judged(key: str, line: str) -> Judgement:
    """What a line typed under the question earns, its options shown in the table's order."""
    asked, language = question(key), QUESTIONS[key]["language"]
    match asked:
        case Open():
            ticks = read_ticks(asked, line)
            response: Any = ticks if isinstance(ticks, AskAgain) else {"text": "Written.", "ticked": ticks}
        case Choice(options=table) | Multiple(options=table) | Order(items=table) | Match(right=table):
            response = read_response(asked, line, tuple(table))
        case _:
            response = read_response(asked, line, ())
    known = Vocabulary(lambda: QUESTIONS[key].get("deck_answers", ()), language=language)
    return response if isinstance(response, AskAgain) else mark(asked, response, language, known)


def verdict(judgement: Judgement) -> Verdict:
    if isinstance(judgement, AskAgain):
        return "again"
    if judgement.right or not judgement.score:
        return "right" if judgement.right else "wrong"
    return ("partial", round(judgement.score, 6))


@pytest.mark.parametrize(("key", "line", "expected", "why"), RESPONSES)
def test_the_verdict_is_that_of_a_teacher(key: str, line: str, expected: Verdict, why: str) -> None:
    judgement = judged(key, line)
    assert verdict(judgement) == (expected if isinstance(expected, str) else (expected[0], round(expected[1], 6))), (
        judgement,
        why,
    )

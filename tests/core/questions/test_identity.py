"""The hash of a question as it was asked: it tells a corrected item from the one before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.questions.choices import Choice
from quizapp.core.questions.identity import paper_hash, question_hash
from quizapp.core.questions.typed import Text

CITY = Choice(id="city", prompt="Which city?", options={"a": "Bern", "b": "Basle"}, answer="a")
RIVER = Text(id="river", prompt="Which river?", accept=("Aare",))


@pytest.mark.parametrize(
    "changes", [{"answer": "b"}, {"prompt": "What city?"}, {"options": {"b": "Basle", "a": "Bern", "c": "Biel"}}]
)
def test_whatever_is_corrected_makes_another_item(changes: dict[str, object]) -> None:
    assert question_hash(replace(CITY, **changes)) != question_hash(CITY)  # type: ignore[arg-type]


def test_the_same_question_has_the_same_hash_in_every_run() -> None:
    assert question_hash(CITY) == question_hash(replace(CITY)) == "9661b0096b9acd9a"


def test_a_paper_is_its_questions_their_order_and_the_seed() -> None:
    paper = paper_hash([CITY, RIVER], 7)
    assert paper == paper_hash([CITY, RIVER], 7)
    assert len({paper, paper_hash([RIVER, CITY], 7), paper_hash([CITY, RIVER], 8), paper_hash([CITY], 7)}) == 4

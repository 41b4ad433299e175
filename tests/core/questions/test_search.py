"""Which questions a search finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from quizapp.core.questions.cloze import Gap
from quizapp.core.questions.search import searched_text, words_of
from tests.support.making import (
    built,
    choice,
    cloze,
    dated,
    flashcard,
    match,
    multiple,
    number,
    order,
    text,
    true_false,
)


def finds(query: str, question: Mapping[str, Any]) -> bool:
    searched = searched_text(built(question))
    return all(word in searched for word in words_of(query))


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("longest", choice()),
        ("danube", choice()),
        ("rhine", multiple()),
        ("uphill", true_false()),
        ("belgrade", text()),
        ("zagreb", text(distractors={"zagreb": "Zagreb"})),
        ("2850 km", number()),
        ("1362", dated()),
        ("vienna", order()),
        ("caspian", match()),
        ("mediterranean", match()),
        ("sava", cloze(gaps={"river": Gap(accept=("Sava",)), "town": Gap(accept=("Belgrade",))})),
        ("arms", flashcard()),
        ("a delta", flashcard()),
        ("records", flashcard(tags=["records"])),
    ],
)
def test_a_question_is_found_by_its_id_its_prompt_its_answers_and_its_tags(
    query: str, question: Mapping[str, Any]
) -> None:
    assert finds(query, question)


@pytest.mark.parametrize("query", ["GROSSGLOCKNER", "großglockner", "grossglöckner", "glockner", "high gross"])
def test_case_accents_and_the_order_of_words_do_not_matter(query: str) -> None:
    assert finds(query, text("high", prompt="How high?", accept=["Großglockner"]))


def test_an_id_is_found_with_and_without_its_hyphens() -> None:
    assert finds("pact-city", choice("pact-city"))
    assert finds("pact city", choice("pact-city"))


def test_all_words_must_be_there() -> None:
    assert not finds("longest volga", choice())


@pytest.mark.parametrize("query", ["mouthful", "misconception", "nowhere", "adjacent"])
def test_what_is_told_after_the_answer_is_not_searched(query: str) -> None:
    question = order(explanation="A mouthful.", hint="It is nowhere.", scoring="adjacent")
    assert not finds(query, question)

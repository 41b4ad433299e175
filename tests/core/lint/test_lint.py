"""What holds for all lints together."""

from __future__ import annotations

import pytest

from quizapp.core.lint import DECK_WIDE, Item, lint, lint_translation
from quizapp.core.questions.choices import Choice
from tests.core.lint.linting import items, offering
from tests.support import making

FLAWED = offering("It often floods here and there and everywhere", "It never floods", "All of the above")
COPIES = (FLAWED, FLAWED | {"id": "copy"})


def test_problems_are_told_from_the_top_of_the_file() -> None:
    everything = list(lint(items(*COPIES), "en"))
    assert {problem.path[0] for problem in everything} == {"questions"}
    assert {problem.path[1] for problem in everything} == {0, 1}


def test_a_translation_is_told_by_the_ids_of_its_questions() -> None:
    item = Item(("questions", "longest"), making.built(FLAWED))
    assert {problem.path[:2] for problem in lint_translation([item], "en")} == {("questions", "longest")}


def test_a_translation_is_told_about_its_wording_alone() -> None:
    original = {problem.code for problem in lint(items(*COPIES), "en")}
    translation = {problem.code for problem in lint_translation(items(*COPIES), "en")}
    assert original - translation == {"L102", "L103", "L110"}
    assert {"L201", "L202", "L207", "L210"} <= translation


def test_what_a_question_allows_is_told_all_the_same() -> None:
    codes = [problem.code for problem in lint(items(FLAWED | {"allow": ["L201", "L207"]}), "en")]
    assert {"L201", "L207"} <= set(codes)


def test_deck_wide_rules_are_known_by_their_codes() -> None:
    assert {"L110", "L208", "L213"} == DECK_WIDE


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "nl"])
def test_the_region_of_a_language_does_not_matter(language: str) -> None:
    question = offering("Rivier", "Altijd always", "Zee", prompt="Wat?")
    assert "L202" in {problem.code for problem in lint(items(question), language)}


def test_a_language_without_words_gets_the_rules_that_need_none() -> None:
    assert {problem.code for problem in lint(items(*COPIES), "sw")} == {"L102", "L103", "L110", "L207", "L210"}


def test_a_sound_question_in_a_sourced_deck_has_no_problems() -> None:
    question = Choice(
        id="longest",
        prompt="Which river is the longest?",
        options={"amazon": "Amazon", "danube": "Danube", "nile": "Nile"},
        answer="nile",
        explanation="It flows for 6,650 km.",
        feedback={"amazon": "It has more water.", "danube": "It is the second of Europe."},
    )
    assert [problem.code for problem in lint(items(question), "en")] == ["L110"]


def test_an_empty_deck_has_no_problems() -> None:
    assert not list(lint([], "en"))

"""Lints about the stem: L204 and L215."""

from __future__ import annotations

import pytest

from tests.core.lint.linting import found, parts
from tests.support import making


@pytest.mark.parametrize(
    ("prompt", "part"),
    [
        ("Which river is not in Europe?", "not"),
        ("Which of these rivers isn't in Europe?", "isn't"),
        ("Which of these rivers isn\u2019t in Europe?", "isn\u2019t"),
        ("To which of these did the decree not apply?", "not"),
        ("It is hot there. Which river never freezes?", "never"),
        ("Which land was no member?", "no"),
        ("Which river does not reach the sea? Choose one.", "not"),
        ("It is not far. Which river is not in Europe?", "river is not"),
        ("Another knot: which of them is not tied?", "is not"),
        ("All of these are in Europe, except:", "except"),
        ("These flow north, except for", "except"),
        ("The only river here that flows north does not", "not"),
        ("Choose the one that is not a river.", "not"),
    ],
)
def test_an_unmarked_negative_in_the_question_is_reported(prompt: str, part: str) -> None:
    assert parts("L204", making.choice(prompt=prompt)) == [part]


@pytest.mark.parametrize(
    ("prompt", "part"),
    [
        ("Welke rivier ligt niet in Europa?", "niet"),
        ("Wie tekende het verdrag nooit?", "nooit"),
        ("Welk land was geen lid?", "geen"),
        ("Alle rivieren liggen in Europa, behalve:", "behalve"),
        ("Kies de rivier die niet in Europa ligt.", "niet"),
        ("Het is niet ver. Welke rivier ligt niet in Europa?", "ligt niet"),
    ],
)
def test_an_unmarked_negative_in_a_dutch_question_is_reported(prompt: str, part: str) -> None:
    assert parts("L204", making.choice(prompt=prompt), language="nl") == [part]


@pytest.mark.parametrize(
    "prompt",
    [
        "Which river is NOT in Europe?",
        "Which river ISN'T in Europe?",
        "All of these are in Europe EXCEPT",
        "Why did the river not freeze?",
        "Why not?",
        "How did they not drown?",
        "Which captain said that he would not sail?",
        "Which captain, who did not speak French, sank?",
        "Which of these is the captain who did not drown?",
        "Which ship, not yet repaired, sank first?",
        "When the ice did not melt, which town was cut off?",
        "If it does not rain, which river falls dry?",
        "The river was not yet known. Which one is it?",
        "Which river flows not only through Vienna?",
        "Which city is no longer Russian?",
        "Which countries have no coast?",
        "What happened not long after?",
        "I do not know,:",
    ],
)
def test_a_marked_negative_or_one_of_the_matter_is_not(prompt: str) -> None:
    assert not found("L204", making.choice(prompt=prompt))


@pytest.mark.parametrize(
    "prompt",
    [
        "Welke rivier ligt NIET in Europa?",
        "Waarom bevroor de rivier niet?",
        "Hoe kwam het dat de rivier niet overstroomde?",
        "Welke kapitein zei dat hij niet uitvoer?",
        "Toen het ijs niet smolt, welke stad was toen afgesneden?",
        "Welke landen hebben geen kust?",
        "Welke stad is niet langer Russisch?",
        "Wat was niet alleen lang maar ook breed?",
    ],
)
def test_a_marked_dutch_negative_or_one_of_the_matter_is_not(prompt: str) -> None:
    assert not found("L204", making.choice(prompt=prompt), language="nl")


def test_a_negative_is_reported_in_a_question_with_several_right_options() -> None:
    assert found("L204", making.multiple(prompt="Which are not in Europe?"))


def test_a_negative_statement_may_be_true_or_false() -> None:
    assert not found("L204", making.true_false(prompt="A river can not flow uphill."))


def test_a_language_without_words_has_no_negatives() -> None:
    assert not found("L204", making.choice(prompt="Which river is not in Europe?"), language="de")


def test_a_prompt_of_many_words_is_reported() -> None:
    (problem,) = found("L215", making.flashcard(prompt="word " * 61))
    assert problem.path == ("questions", 0, "prompt")
    assert "61 words" in problem.message


def test_a_prompt_of_many_characters_is_reported() -> None:
    assert found("L215", making.flashcard(prompt="incomprehensibilities " * 19))


def test_a_prompt_of_sixty_words_is_not() -> None:
    assert not found("L215", making.flashcard(prompt="words " * 60))

"""Lints over a whole deck: L208, L210, L213."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.lint.linting import found, offering
from tests.support import making


def longest(number: int, *, right: bool, **changes: Any) -> dict[str, Any]:
    """A choice of three whose longest option is the right one, or a wrong one."""
    texts = ("The river", "Sea", "Land") if right else ("Sea", "The river", "Land")
    return offering(*texts, id=f"question-{number}", prompt=f"What is number {number}?", **changes)


def lengths(right: int, wrong: int, **changes: Any) -> list[dict[str, Any]]:
    """A deck in which the longest option is right in so many questions and wrong in so many."""
    return [longest(number, right=number < right, **changes) for number in range(right + wrong)]


def test_a_deck_whose_longest_option_is_right_too_often_is_reported_once() -> None:
    (problem,) = found("L208", *lengths(7, 3))
    assert problem.path == ("questions", 0, "options", "right")
    assert "7 of 10" in problem.message
    assert "question-4 and 2 more" in problem.help


def test_a_deck_whose_longest_option_is_right_as_often_as_by_chance_is_not() -> None:
    assert not found("L208", *lengths(5, 5))


def test_seven_questions_say_nothing_about_length() -> None:
    assert (bool(found("L208", *lengths(7, 0))), bool(found("L208", *lengths(8, 0)))) == (False, True)


def test_more_options_make_less_luck_likely() -> None:
    """The same 5 of 10 are not to be expected where each question has five options."""
    wider = [
        question | {"options": question["options"] | {"wrong-3": "Ice", "wrong-4": "Sky"}} for question in lengths(5, 5)
    ]
    assert found("L208", *wider)


def test_questions_without_one_longest_option_do_not_count() -> None:
    even = [offering("Rhine", "Loire", "Po", id=f"even-{number}", prompt=f"{number}?") for number in range(20)]
    short = [offering("Po", "Rhine", "Loire", id=f"short-{number}", prompt=f"{number}!") for number in range(20)]
    (problem,) = found("L208", *lengths(8, 0), *even, *short)
    assert "8 of 8" in problem.message


def test_questions_that_allow_it_are_left_out_of_the_count() -> None:
    assert not found("L208", *lengths(10, 0, allow=["L208"]))
    (problem,) = found("L208", longest(99, right=True, allow=["L208"]), *lengths(8, 2))
    assert (problem.path[1], "8 of 10" in problem.message) == (1, True)


def test_typed_answers_with_distractors_count_too() -> None:
    texts = [
        making.text(f"text-{n}", prompt=f"{n}?", accept=["The river"], distractors={"a": "Sea", "b": "Land"})
        for n in range(8)
    ]
    (problem,) = found("L208", *texts)
    assert problem.path == ("questions", 0, "accept", 0)


def test_a_prompt_that_comes_back_is_reported_with_both_places() -> None:
    (problem,) = found("L210", making.text("a"), making.number(), making.text("b", prompt="where does the Sava  END?"))
    assert problem.path == ("questions", 2, "prompt")
    assert [place.path for place in problem.also] == [("questions", 0, "prompt")]


def test_two_flashcards_with_one_prompt_are_reported() -> None:
    assert found("L210", making.flashcard("a"), making.flashcard("b", back="An estuary"))


def test_each_later_copy_is_reported() -> None:
    assert [problem.path[1] for problem in found("L210", *(making.text(name) for name in "abc"))] == [1, 2]


def test_one_prompt_for_two_types_of_question_is_not_reported() -> None:
    assert not found("L210", making.text("a"), making.flashcard("b", prompt=making.text()["prompt"]))


@pytest.mark.parametrize(("other", "reported"), [("Ulm", True), ("Linz", False)])
def test_a_general_prompt_may_come_back_with_other_items(other: str, reported: bool) -> None:
    items = {"ulm": other, "vienna": "Melk", "belgrade": "Novi Sad"}
    assert bool(found("L210", making.order("a"), making.order("b", items=items))) is reported


def statements(held: int, not_held: int, **changes: Any) -> list[dict[str, Any]]:
    return [
        making.true_false(f"statement-{number}", prompt=f"Statement {number}.", answer=number < held, **changes)
        for number in range(held + not_held)
    ]


@pytest.mark.parametrize(("held", "not_held", "place"), [(8, 0, 0), (0, 8, 0), (10, 2, 0), (2, 10, 2)])
def test_statements_that_are_mostly_one_way_are_reported_once(held: int, not_held: int, place: int) -> None:
    (problem,) = found("L213", *statements(held, not_held))
    assert problem.path == ("questions", place, "answer")
    assert f"{max(held, not_held)} of {held + not_held}" in problem.message


@pytest.mark.parametrize(("held", "not_held"), [(7, 0), (7, 1), (9, 3), (6, 6)])
def test_statements_that_chance_could_have_mixed_so_are_not(held: int, not_held: int) -> None:
    assert not found("L213", *statements(held, not_held))


def test_statements_that_allow_it_are_left_out_of_the_count() -> None:
    assert not found("L213", *statements(8, 0, allow=["L213"]))
    assert not found("L213", *statements(7, 0), making.true_false("last", answer=True, allow=["L213"]))

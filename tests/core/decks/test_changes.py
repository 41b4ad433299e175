"""What a deck upgrade changes: each edit has its name, and says what it does to progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.decks.changes import (
    AliasesDropped,
    AnswerChanged,
    CardsChanged,
    Change,
    DeckRenamed,
    Gone,
    Merged,
    Moved,
    New,
    Renamed,
    Retyped,
    Reworded,
    advice,
    changes,
    effect,
    unchanged,
)
from quizapp.core.decks.deck import Deck, DeckInfo
from quizapp.core.questions.cloze import Gap
from tests.support.making import (
    built,
    choice,
    dated,
    flashcard,
    match,
    multiple,
    number,
    open_question,
    order,
    text,
    true_false,
)

LAKE = flashcard("lake", prompt="A lake by the sea, cut off by a bar of sand", back="A lagoon")


def deck(*questions: Mapping[str, Any], id: str = "rivers") -> Deck:
    return Deck(DeckInfo(format=1, id=id, title="Rivers"), tuple(built(question) for question in questions))


def gapped(prompt: str, **accept: str) -> dict[str, Any]:
    gaps = {name: Gap(accept=(right,)) for name, right in accept.items()}
    return {"id": "confluence", "type": "cloze", "prompt": prompt, "gaps": gaps}


def edit(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What happens to one question among others that stay."""
    return changes(deck(flashcard("source"), old, LAKE), deck(flashcard("source"), new, LAKE))


ALL = [choice(), multiple(), true_false(), text(), number(), dated(), order(), match(), flashcard(), open_question()]


@given(questions=st.lists(st.sampled_from(ALL), unique_by=lambda question: question["id"]))
def test_a_deck_does_not_differ_from_itself(questions: list[dict[str, Any]]) -> None:
    same = deck(*questions)
    assert changes(same, same) == []
    assert unchanged(same, []) == len(questions)


def test_a_question_that_was_not_there_starts_as_new() -> None:
    [change] = changes(deck(LAKE), deck(LAKE, flashcard()))
    assert change == New(built(flashcard()))
    assert effect(change) == "It starts as new."


def test_a_question_that_vanished_keeps_its_history() -> None:
    [change] = changes(deck(LAKE, flashcard()), deck(LAKE))
    assert change == Gone(built(flashcard()))
    assert "history is kept" in effect(change)


def test_a_question_renamed_by_alias_takes_its_progress_along() -> None:
    [change] = edit(flashcard("delta"), flashcard("mouth", aliases=["delta"]))
    assert isinstance(change, Renamed)
    assert (change.old.id, change.new.id, change.fields) == ("delta", "mouth", ())
    assert effect(change) == "Its progress moves to the new id."


def test_a_renamed_question_may_be_edited_besides() -> None:
    [change] = edit(flashcard("delta"), flashcard("mouth", aliases=["delta"], hint="Greek"))
    assert isinstance(change, Renamed)
    assert change.fields == ("hint",)


def test_a_renamed_question_with_another_answer_is_told_as_both() -> None:
    found = edit(choice("longest"), choice("long", aliases=["longest"], answer="rhine"))
    assert [type(change) for change in found] == [AnswerChanged, Renamed]


def test_a_question_that_became_an_alias_of_another_is_merged_into_it() -> None:
    [change] = changes(deck(LAKE, flashcard()), deck(LAKE | {"aliases": ["delta"]}))
    assert isinstance(change, Merged)
    assert effect(change) == "Its history is added to that of `lake`."


def test_of_two_questions_that_became_one_the_first_is_renamed_and_the_other_merged() -> None:
    found = changes(deck(flashcard("a"), flashcard("b")), deck(flashcard("c", aliases=["a", "b"])))
    assert [type(change) for change in found] == [Renamed, Merged]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("prompt", "Which is the longest of these rivers?"),
        ("explanation", "By a little."),
        ("options", choice()["options"] | {"nile": "The Nile"}),
        ("tags", ["africa"]),
        ("difficulty", 2),
    ],
)
def test_an_edit_that_leaves_the_answer_right_names_its_key_and_keeps_progress(name: str, value: Any) -> None:
    [change] = edit(choice(), choice(**{name: value}))
    assert isinstance(change, Reworded)
    assert change.fields == (name,)
    assert effect(change) == "Its progress is kept."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (text(accept=["Belgrade"]), text(accept=["Beograd", "belgrade"])),
        (number(answer=2850), number(answer=2860, tolerance=10)),
        (dated(answer="1362-01-16"), dated(answer="1362-01")),
        (multiple(answer=["rhine", "danube"]), multiple(answer=["danube", "rhine"])),
        (flashcard(back="A delta"), flashcard(back="A delta (from the Greek letter)")),
        (flashcard(back="Mississippi"), flashcard(back="Missisippi")),
        (open_question(), open_question(model="Because water is lazy.")),
    ],
    ids=lambda question: question["type"],
)
def test_an_answer_that_would_still_be_marked_right_is_not_another_one(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    assert [type(change) for change in edit(old, new)] == [Reworded]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (choice(), choice(answer="rhine")),
        (choice(), choice(options={"rhine": "Rhine", "danube": "Danube"}, answer="rhine")),
        (multiple(answer=["rhine", "danube"]), multiple(answer=["rhine"])),
        (true_false(), true_false(answer=True)),
        (text(accept=["Belgrade", "Beograd"]), text(accept=["Belgrade"])),
        (text(), text(accept=["Zemun"], reject={"Belgrade": "Not any more."})),
        (number(answer=2850), number(answer=2860)),
        (number(unit="km"), number(unit="miles")),
        (dated(answer="1362-01"), dated(answer="1362-01-16")),
        (order(), order(answer=["vienna", "ulm", "belgrade"])),
        (match(), match(answer={"rhone": "baltic", "volga": "caspian"})),
        (gapped("{{a}} and {{b}}", a="Sava", b="Drava"), gapped("{{a}} and {{b}}", a="Sava", b="Tisza")),
        (flashcard(back="1362"), flashcard(back="1634")),
    ],
    ids=lambda question: question["type"],
)
def test_an_answer_that_would_no_longer_be_right_is_another_one(old: dict[str, Any], new: dict[str, Any]) -> None:
    [change] = edit(old, new)
    assert isinstance(change, AnswerChanged)
    assert "progress is kept" in effect(change)
    assert "new id" in advice(change)


def test_a_question_of_another_type_keeps_the_progress_of_the_cards_it_still_makes() -> None:
    [change] = edit(true_false("city"), text("city"))
    assert isinstance(change, Retyped)
    assert "progress is kept" in effect(change)


def test_a_question_of_another_type_that_makes_other_cards_starts_as_new() -> None:
    retyped, cards = edit(flashcard("confluence"), gapped("At {{town}}", town="Belgrade"))
    assert isinstance(retyped, Retyped)
    assert "start as new" in effect(retyped)
    assert isinstance(cards, CardsChanged)
    assert (cards.gone, cards.came) == (("confluence",), ("confluence/town",))


def test_a_reverse_side_that_came_starts_as_new() -> None:
    [change] = edit(flashcard(), flashcard(reverse=True))
    assert isinstance(change, CardsChanged)
    assert effect(change) == "delta/reverse starts as new."


def test_a_gap_that_went_is_asked_no_more() -> None:
    reworded, change = edit(gapped("{{a}} and {{b}}", a="Sava", b="Drava"), gapped("{{a}}", a="Sava"))
    assert isinstance(reworded, Reworded)
    assert reworded.fields == ("prompt",)
    assert effect(change) == "confluence/b is no longer asked; its history is kept."


def test_cards_are_the_same_under_a_new_id() -> None:
    found = edit(flashcard("delta", reverse=True), flashcard("mouth", reverse=True, aliases=["delta"]))
    assert [type(change) for change in found] == [Renamed]


@pytest.mark.parametrize("successor", [flashcard("mouth"), flashcard("mouth", prompt="A river mouth of many arms")])
def test_a_new_question_much_like_one_that_is_gone_calls_for_an_alias(successor: dict[str, Any]) -> None:
    gone, new = edit(flashcard("delta", aliases=["old-delta"]), successor)
    assert advice(gone) == 'if `mouth` is the same question, add aliases = ["old-delta", "delta"] to it'
    assert isinstance(new, New)


def test_a_prompt_alone_does_not_make_two_questions_alike() -> None:
    gone, _ = edit(
        flashcard("first", back="A delta"), flashcard("second", back="Zambezi and Limpopo, in the rainy season")
    )
    assert advice(gone) == ""


def test_each_new_question_takes_the_place_of_the_one_it_is_most_like() -> None:
    before = deck(flashcard("a", back="Ulm or Vienna"), flashcard("b", back="Ulm and Vienna"))
    after = deck(flashcard("c", back="Ulm and Vienna!"))
    successors = {change.old.id: change.successor for change in changes(before, after) if isinstance(change, Gone)}
    assert successors == {"a": None, "b": built(flashcard("c", back="Ulm and Vienna!"))}


def test_a_new_question_under_a_former_id_is_warned_of() -> None:
    [change] = changes(deck(LAKE | {"aliases": ["delta"]}), deck(LAKE | {"aliases": ["delta"]}, flashcard("delta")))[
        -1:
    ]
    assert isinstance(change, New)
    assert change.former == "lake"
    assert advice(change) == "give it an id that was never used before"


def test_an_alias_that_was_dropped_is_told_with_the_line_to_write() -> None:
    [change] = edit(flashcard(aliases=["a", "b"]), flashcard(aliases=["b", "c"]))
    assert isinstance(change, AliasesDropped)
    assert advice(change) == 'write aliases = ["b", "c", "a"]'


def test_another_id_of_the_deck_loses_all_progress() -> None:
    [change] = changes(deck(LAKE), deck(LAKE, id="lakes"))
    assert change == DeckRenamed("rivers", "lakes")
    assert "Everyone starts over" in effect(change)
    assert 'id = "rivers"' in advice(change)


def test_another_order_is_told_once_and_is_no_change_of_a_question() -> None:
    before, after = deck(LAKE, flashcard(), choice()), deck(choice(), flashcard(), LAKE)
    found = changes(before, after)
    assert found == [Moved()]
    assert unchanged(after, found) == 3


def test_a_question_between_others_does_not_move_them() -> None:
    assert [type(change) for change in changes(deck(LAKE, choice()), deck(LAKE, flashcard(), choice()))] == [New]


def test_changes_come_in_the_order_of_the_old_deck_and_new_questions_last() -> None:
    before = deck(flashcard("a"), choice(), flashcard("b", back="Silt"))
    after = deck(true_false(), choice(hint="Africa"))
    assert [type(change) for change in changes(before, after)] == [Reworded, Gone, Gone, New]


def test_a_question_with_two_changes_is_counted_once() -> None:
    after = deck(LAKE, flashcard(reverse=True, hint="Greek"))
    found = changes(deck(LAKE, flashcard()), after)
    assert (len(found), unchanged(after, found)) == (2, 1)

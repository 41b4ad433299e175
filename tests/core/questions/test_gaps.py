"""Gaps of a cloze: all that a typed text takes, and choices."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quizapp.core.marking.mark import AskAgain, Mark
from quizapp.core.marking.marking import feedback_ids, mark
from quizapp.core.marking.responses import read_response
from quizapp.core.questions.choices import Choice
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.presentation import asked, shown_order
from quizapp.core.questions.problems import InvalidQuestion
from quizapp.core.questions.translation import fingerprint, missing, strings, translated
from quizapp.core.questions.types import question_from_record
from quizapp.decks.library import Library
from tests.support.making import cloze, write_deck

OPERATORS = {"ne": "!=", "eq": "==", "lt": "<"}
COMPARED = Cloze(
    id="compared",
    prompt="if a {{op}} b:  # they {{differ}}",
    gaps={
        "op": Gap(accept=("!=",), options=OPERATORS, feedback={"eq": "That asks whether they are equal."}),
        "differ": Gap(accept=("differ",), reject={"are equal": "The other way round."}, typos=2, ignore=("case",)),
    },
)


def marked(response: object, question: Cloze = COMPARED) -> Mark:
    judgement = mark(question, response)  # type: ignore[arg-type]  # what a log may hold
    assert isinstance(judgement, Mark), judgement
    return judgement


def test_a_gap_is_judged_as_a_text_is() -> None:
    differ = COMPARED.only("differ")
    assert marked({"differ": "are equal"}, differ) == Mark(0.0, False, "The other way round.")
    assert marked({"differ": "diifferr"}, differ).reason == "right, but check your spelling: differ"
    assert marked({"differ": "Differ"}, differ) == Mark(1.0, True, "right")
    assert marked({"differ": "differ."}, differ).right is False


def test_a_gap_with_options_is_marked_exactly() -> None:
    assert marked({"op": "!=", "differ": "differ"}) == Mark(1.0, True, "right")
    assert marked({"op": "==", "differ": "differ"}) == Mark(0.5, False, "1 of 2 gaps right")
    assert mark(COMPARED, {"op": "=", "differ": "differ"}) == AskAgain("pick an option")


def test_the_mark_says_which_gaps_were_right() -> None:
    gaps = marked({"op": "==", "differ": "differ"}).gaps
    assert {name: each.right for name, each in gaps.items()} == {"op": False, "differ": True}


@pytest.mark.parametrize("line", ["1", "ne", "!="])
def test_an_option_is_named_by_its_number_id_or_text(line: str) -> None:
    order = ("op/ne", "op/lt", "op/eq")
    assert read_response(COMPARED.only("op"), line, order) == {"op": "!="}
    assert read_response(COMPARED, f"op={line}; differ=1", order) == {"op": "!=", "differ": "1"}


def test_the_options_of_every_gap_are_shuffled() -> None:
    orders = {shown_order(COMPARED, Random(seed)) for seed in range(50)}
    assert len(orders) == 6
    assert {frozenset(order) for order in orders} == {frozenset(("op/ne", "op/eq", "op/lt"))}


def test_feedback_is_for_the_option_that_was_chosen() -> None:
    assert feedback_ids(COMPARED, {"op": "==", "differ": "differ"}) == ["op/eq"]


def test_the_card_of_a_gap_with_options_is_a_choice() -> None:
    put = asked(COMPARED, "compared/op", None)
    assert isinstance(put, Choice)
    assert (put.prompt, put.options, put.answer) == ("if a ____ b:  # they differ", OPERATORS, "ne")
    assert put.feedback == {"eq": "That asks whether they are equal."}
    assert asked(COMPARED, "compared/differ", None) == COMPARED.only("differ")


def test_a_gap_comes_back_whole_from_a_record_and_from_the_cache(tmp_path: Path) -> None:
    assert (
        question_from_record({**asdict(COMPARED), "gaps": {name: asdict(gap) for name, gap in COMPARED.gaps.items()}})
        == COMPARED
    )
    gap = {"accept": ["!="], "options": OPERATORS, "feedback": {"eq": "No."}, "ignore": ["case", "titles"], "typos": 3}
    path = write_deck(tmp_path, cloze("q", prompt="{{op}}", gaps={"op": gap}))
    read, cached = (Library([tmp_path], tmp_path / "cache").read(path).question("q") for _ in range(2))
    assert read == cached
    assert isinstance(read, Cloze)
    assert read.gaps["op"] == Gap(
        accept=("!=",), ignore=("case", "titles"), typos=3, options=OPERATORS, feedback={"eq": "No."}
    )


def test_the_texts_of_a_gap_can_be_translated() -> None:
    table: dict[str, Any] = {
        "prompt": "als a {{op}} b:  # ze {{differ}}",
        "gaps": {
            "op": {"feedback": {"eq": "Dat vraagt of ze gelijk zijn."}, "accept": ["<>"], "options": {"ne": "<>"}},
            "differ": {"accept": ["verschillen"], "reject": {"zijn gelijk": "Andersom."}},
        },
    }
    dutch = translated(COMPARED, table)
    assert isinstance(dutch, Cloze)
    assert dutch.gaps["op"].options == {"ne": "<>", "eq": "==", "lt": "<"}
    assert dutch.gaps["differ"] == Gap(
        accept=("verschillen",), ignore=("case",), typos=2, reject={"zijn gelijk": "Andersom."}
    )
    assert [*missing(COMPARED, table)] == []
    assert [*missing(COMPARED, {**table, "gaps": {"op": table["gaps"]["op"]}})] == [("gaps", "differ")]


@pytest.mark.parametrize(
    ("gap", "wrong"),
    [
        ({"options": {"ge": ">="}}, "`ge` is not in the original"),
        ({"reject": ["=="]}, "`reject` must be a table"),
        ({"accept": "!="}, "`accept` must be a list of texts"),
        ({"typos": 2}, "`typos` is not a text field of a gap"),
    ],
)
def test_a_translation_of_a_gap_is_checked(gap: dict[str, Any], wrong: str) -> None:
    with pytest.raises(InvalidQuestion, match=wrong):
        translated(COMPARED, {"gaps": {"op": gap}})


def test_gaps_with_nothing_new_are_translated_from_the_same_strings_as_before() -> None:
    plain = Cloze(id="q", prompt="{{river}}", gaps={"river": Gap(accept=("Sava",), hint="Short")})
    assert strings(plain) == {"prompt": "{{river}}", "gaps": {"river": {"accept": ["Sava"], "hint": "Short"}}}
    assert fingerprint(plain) == fingerprint(Cloze(id="other", prompt=plain.prompt, gaps=plain.gaps))

"""Typed texts: what a verdict says, and which letters were off."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.core.marking.mark import Mark
from quizapp.core.marking.marking import feedback_ids, mark
from quizapp.core.questions.problems import InvalidQuestion
from quizapp.core.questions.typed import Text
from tests.support.making import built, text

TITLES = ["case", "accents", "punctuation", "articles", "titles"]


def typed(response: str, accept: str, language: str = "en", **keys: Any) -> Mark:
    judgement = mark(built(text(accept=[accept], **keys)), response, language)
    assert isinstance(judgement, Mark)
    return judgement


@pytest.mark.parametrize(
    ("response", "accept", "language", "reason"),
    [
        ("rhône", "Rhône", "fr", "right"),
        ("le Rhône", "Rhône", "fr", "right, apart from the article: Rhône"),
        ("l'eau", "eau", "fr", "right, apart from the article: eau"),
        ("rhone-alpes", "Rhône Alpes", "fr", "right, apart from the accents and the punctuation: Rhône Alpes"),
        ("the rhone!", "Rhône", "en", "right, apart from the accents, the punctuation and the article: Rhône"),
        ("Vinci da Leonardo", "(Leonardo) da Vinci", "en", "wrong: the answer is (Leonardo) da Vinci"),
        ("da Vinci", "(Leonardo) da Vinci", "en", "right"),
        ("Galiileo", "Galileo", "en", "right, but check your spelling: Galileo"),
        ("Koeln", "Köln", "de", "right"),
        ("Koeln", "Köln", "en", "wrong: the answer is Köln"),
        ("DİYARBAKIR", "Diyarbakır", "tr", "right"),
        ("ısparta", "Isparta", "tr", "right"),
    ],
)
def test_the_reason_says_what_was_overlooked(response: str, accept: str, language: str, reason: str) -> None:
    assert typed(response, accept, language).reason == reason


def test_titles_and_initials_count_unless_the_deck_says_otherwise() -> None:
    for response in ("President Harry S. Truman", "H. Truman", "Mr. Harry Truman", "HARRY S TRUMAN"):
        assert typed(response, "Harry Truman", ignore=TITLES).right, response
        assert not typed(response, "Harry Truman").right, response
    assert typed("Dr. Koch", "Koch", ignore=TITLES).reason == "right, apart from the title: Koch"
    assert not typed("G. Truman", "Harry Truman", ignore=TITLES).right


@pytest.mark.parametrize(
    ("response", "accept", "diff"),
    [
        ("Galiileo", "Galileo", (("same", "Gali"), ("extra", "i"), ("same", "leo"))),
        ("galleo", "Galileo", (("same", "gal"), ("missing", "i"), ("same", "leo"))),
        ("Galilao", "Galileo", (("same", "Galil"), ("extra", "a"), ("missing", "e"), ("same", "o"))),
        ("Ireland", "Iceland", (("same", "I"), ("extra", "r"), ("missing", "c"), ("same", "eland"))),
        ("Galileo", "Galileo", ()),
        ("Kepler", "Galileo", ()),
        ("Iraq", "Iran", ()),
        ("大陸横断鉄路", "大陸横断鉄道", ()),
    ],
)
def test_the_letters_that_are_off_are_told_where_a_slip_was_accepted_or_refused(
    response: str, accept: str, diff: tuple[tuple[str, str], ...]
) -> None:
    assert typed(response, accept).diff == diff


def test_a_rejected_text_is_wrong_exactly_as_it_stands_or_where_it_is_nearer() -> None:
    keys: dict[str, Any] = {"accept": "its own", "reject": {"it's own": "That is: it is."}}
    assert typed("it’s own", **keys).reason == "That is: it is."
    assert typed("It's own", **keys).reason == "That is: it is."
    assert typed("Its own.", **keys).right


def test_a_rejected_word_in_the_response_beats_a_slip_unless_it_is_in_the_answer_too() -> None:
    assert typed("the Marta Congress", "Malta Congress", reject={"Marta": "A name."}).reason == "A name."
    assert typed("Salt Lakee River", "Salt Lakes River", reject={"River": "Which?"}).right


def test_what_looks_the_same_cannot_be_accepted_and_rejected() -> None:
    with pytest.raises(InvalidQuestion, match="both accepted and rejected"):
        Text(id="q", prompt="?", accept=("it's",), reject={"it\u2019s": "No."})
    with pytest.raises(InvalidQuestion, match="both accepted and rejected"):
        Text(id="q", prompt="?", accept=("(Leonardo) da Vinci",), reject={"da Vinci": "Whole."})


def test_a_distractor_may_differ_by_a_capital_where_capitals_count() -> None:
    assert Text(id="q", prompt="?", accept=("None",), distractors={"lower": "none"}, ignore=())
    with pytest.raises(InvalidQuestion, match="also an accepted answer"):
        Text(id="q", prompt="?", accept=("None",), distractors={"lower": "none"})


@pytest.mark.parametrize("response", ["Niger", "the Niger", "a niger", "King Niger", "Niger."])
def test_a_distractor_is_known_by_any_article_or_title(response: str) -> None:
    question = built(text(accept=["Nile"], distractors={"niger": "the Niger"}, ignore=[]))
    assert feedback_ids(question, response) == ["niger"]
    assert mark(question, response) == Mark(0.0, False, "wrong: the answer is Nile")

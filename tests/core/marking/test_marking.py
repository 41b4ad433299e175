"""Marking: what a response is worth, and why, in words for the student."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.core.marking.mark import AskAgain, Mark, Response
from quizapp.core.marking.marking import MAX_RESPONSE, mark
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.problems import InvalidQuestion
from quizapp.core.questions.typed import Text
from tests.support import making

OPTIONS = ("amazon", "danube", "nile", "rhine")
WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=5, max_size=12)


def marked(question: Mapping[str, Any], response: Response) -> Mark:
    judgement = mark(making.built(question), response)
    assert isinstance(judgement, Mark), judgement
    return judgement


def typed(response: str, *accept: str, **changes: Any) -> Mark:
    """A typed response to a question that accepts these texts."""
    return marked(making.text(accept=list(accept), **changes), response)


def is_right(response: str, *accept: str, **changes: Any) -> bool:
    return typed(response, *accept, **changes).right


def asked_again(question: Mapping[str, Any], response: Response) -> bool:
    return isinstance(mark(making.built(question), response), AskAgain)


# Flashcards


def test_a_flashcard_is_not_marked_by_the_program() -> None:
    with pytest.raises(TypeError, match="Card is not marked"):
        mark(making.built(making.flashcard()), "A delta")


def test_the_model_answer_of_a_flashcard_is_its_back() -> None:
    assert model_answer(making.built(making.flashcard(back="A delta"))) == "A delta"


# One option


def test_the_right_option_scores_one() -> None:
    assert marked(making.choice(), "nile") == Mark(1.0, True, "right")


@pytest.mark.parametrize("option", ["amazon", "danube", "rhine"])
def test_a_wrong_option_scores_nothing_and_the_reason_names_the_right_one(option: str) -> None:
    assert marked(making.choice(), option) == Mark(0.0, False, "wrong: the answer is Nile")


@pytest.mark.parametrize("response", [None, "", "volga", "Nile", True, ["nile"], {"nile": "nile"}])
def test_what_is_not_an_option_is_asked_again(response: Response) -> None:
    assert asked_again(making.choice(), response)


@given(st.permutations(OPTIONS), st.sampled_from(OPTIONS))
def test_the_order_of_the_options_changes_no_mark(order: list[str], option: str) -> None:
    options = making.choice()["options"]
    permuted = {key: options[key] for key in order}
    assert marked(making.choice(options=permuted), option) == marked(making.choice(), option)
    assert marked(making.multiple(options=permuted), [option]) == marked(making.multiple(), [option])


# Several options


def test_all_right_options_and_no_other_score_one() -> None:
    assert marked(making.multiple(), ["danube", "rhine"]) == Mark(1.0, True, "right")


@pytest.mark.parametrize(
    ("ticked", "penalty", "score"),
    [
        (["danube"], 1.0, 0.5),
        (["danube", "nile"], 1.0, 0.0),
        (["danube", "rhine", "nile"], 1.0, 0.5),
        (["danube", "rhine", "nile"], 0.5, 0.75),
        (["danube", "nile"], 0.0, 0.5),
        (["nile"], 1.0, 0.0),
        (["nile", "amazon"], 1.0, 0.0),
    ],
)
def test_every_wrong_tick_costs_its_penalty_down_to_nothing(ticked: list[str], penalty: float, score: float) -> None:
    judgement = marked(making.multiple(penalty=penalty), ticked)
    assert judgement.score == pytest.approx(score)
    assert not judgement.right


def test_the_reason_counts_the_ticks() -> None:
    assert marked(making.multiple(), ["danube"]).reason == "1 of 2 right"
    assert marked(making.multiple(), ["danube", "nile"]).reason == "1 of 2 right, 1 wrong"


def test_ticking_everything_is_never_right() -> None:
    assert not marked(making.multiple(penalty=0.0), list(OPTIONS)).right


@pytest.mark.parametrize("response", [None, [], "danube", ["danube", "volga"], True])
def test_what_ticks_no_option_is_asked_again(response: Response) -> None:
    assert asked_again(making.multiple(), response)


@given(
    st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=8),
    st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True),
    st.floats(0, 10),
)
def test_ticks_score_from_nothing_to_one_and_their_order_and_number_do_not_matter(
    ticked: list[str], answer: list[str], penalty: float
) -> None:
    question = making.multiple(answer=answer, penalty=penalty)
    judgement = marked(question, ticked)
    assert 0 <= judgement.score <= 1
    assert judgement.right == (set(ticked) == set(answer))
    assert judgement == marked(question, sorted(set(ticked)))


# True or false


@pytest.mark.parametrize("answer", [True, False])
def test_the_truth_scores_one_and_its_opposite_nothing(answer: bool) -> None:
    said = "true" if answer else "false"
    assert marked(making.true_false(answer=answer), answer) == Mark(1.0, True, "right")
    assert marked(making.true_false(answer=answer), not answer) == Mark(0.0, False, f"wrong: the answer is {said}")


@pytest.mark.parametrize("response", [None, "", "true", ["true"]])
def test_what_is_neither_true_nor_false_is_asked_again(response: Response) -> None:
    assert asked_again(making.true_false(), response)


# Typed answers


@given(st.text(min_size=1, max_size=40))
def test_an_accepted_text_itself_scores_one(accepted: str) -> None:
    assume(accepted.strip())
    for ignore in ([], ["case"], ["accents"], ["punctuation"], ["case", "accents", "punctuation"]):
        question = making.built(making.text(accept=[accepted], ignore=ignore))
        judgement = mark(question, model_answer(question))
        assert isinstance(judgement, Mark)
        assert (judgement.score, judgement.right) == (1.0, True)


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3), st.text(max_size=20), st.integers(0, 3))
def test_no_text_at_all_makes_marking_fail(response: str, accept: list[str], rejected: str, typos: int) -> None:
    try:
        question = Text(id="q", prompt="?", accept=tuple(accept), reject={rejected: "no"}, typos=typos)
    except InvalidQuestion:
        question = Text(id="q", prompt="?", accept=("Belgrade",), typos=typos)
    judgement = mark(question, response)
    assert isinstance(judgement, AskAgain) or (judgement.score in (0.0, 1.0) and judgement.right == judgement.score)


@given(st.text(max_size=30))
def test_a_text_response_to_a_question_without_text_is_judged_or_asked_again(response: str) -> None:
    for question in (making.choice(), making.multiple(), making.true_false()):
        assert asked_again(question, response) or response in OPTIONS


@pytest.mark.parametrize("response", ["", " ", "\t\n", "\u00a0", "\u3000", None, True, ["Belgrade"]])
def test_a_blank_or_no_text_is_asked_again(response: Response) -> None:
    assert asked_again(making.text(), response)


def test_a_response_too_long_for_anyone_to_type_is_still_marked() -> None:
    assert not is_right("x" * 2_000_000, "Belgrade")
    assert is_right("Belgrade" + " " * MAX_RESPONSE, "Belgrade")


def test_a_wrong_text_is_told_the_first_accepted_one() -> None:
    assert typed("Vienna", "Belgrade", "Beograd") == Mark(0.0, False, "wrong: the answer is Belgrade")


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        ("Rhône", "right"),
        ("rhône", "right"),
        ("Rhone", "right, apart from the accents: Rhône"),
        ("Rhône!", "right, apart from the punctuation: Rhône"),
        ("Rhonne", "right, but check your spelling: Rhône"),
    ],
)
def test_the_reason_says_what_was_forgiven(response: str, reason: str) -> None:
    assert typed(response, "Rhône") == Mark(1.0, True, reason)


@pytest.mark.parametrize(
    ("response", "accepted"),
    [
        ("BELGRADE", "Belgrade"),
        ("STRASSE", "Straße"),
        ("  Chiang   Kai-shek ", "Chiang Kai-shek"),
        ("Chiang Kai shek", "Chiang Kai-shek"),
        ("Strik Strikfeldt", "Strik-Strikfeldt"),
        ("dOrsay", "d’Orsay"),
        ("d'Orsay", "d’Orsay"),
        ("“Dresden”", "Dresden"),
        ("Ostersund", "Östersund"),
        ("Lodz", "Łódź"),
        ("Tromso", "Tromsø"),
        ("aero", "Ærø"),
        ("ｂｅｌｇｒａｄｅ", "Belgrade"),
        ("ﬁrth", "firth"),
    ],
)
def test_case_accents_punctuation_and_spaces_are_forgiven(response: str, accepted: str) -> None:
    assert is_right(response, accepted, typos=0)
    assert is_right(accepted, response, typos=0)


@pytest.mark.parametrize(
    ("ignore", "response"),
    [
        (["accents", "punctuation"], "rhône-alpes"),
        (["case", "punctuation"], "Rhone-Alpes"),
        (["case", "accents"], "Rhône Alpes"),
    ],
    ids=["case", "accents", "punctuation"],
)
def test_what_is_not_to_be_ignored_counts(ignore: list[str], response: str) -> None:
    assert is_right(response, "Rhône-Alpes", typos=0)
    assert not is_right(response, "Rhône-Alpes", typos=0, ignore=ignore)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "Zs"]), min_size=1, max_size=20))
def test_the_normal_form_of_a_text_does_not_matter(text: str) -> None:
    assume(text.strip())
    for ignore in ([], ["case", "accents", "punctuation"]):
        for same in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            assert is_right(same, text, typos=0, ignore=ignore)


def test_a_leading_article_may_be_missing_unless_it_counts() -> None:
    assert typed("Hague", "The Hague").reason == "right, apart from the article: The Hague"
    assert not is_right("Hague", "The Hague", ignore=["case", "accents", "punctuation"])


@pytest.mark.parametrize(
    ("response", "accepted"),
    [("か", "が"), ("は", "ぱ"), ("мой", "мои"), ("कि", "की"), ("국", "굮")],
    ids=["dakuten", "handakuten", "short i", "vowel sign", "jamo"],
)
def test_marks_that_make_another_letter_in_another_script_are_kept(response: str, accepted: str) -> None:
    assert not is_right(response, accepted)
    assert not is_right(accepted, response)


# Typing errors


@pytest.mark.parametrize("response", ["Belgrad", "Belgrdae", "Belgrede", "Belgraade", "belgradé"])
def test_one_letter_off_is_right(response: str) -> None:
    assert is_right(response, "Belgrade")


@pytest.mark.parametrize("response", ["Belgr", "Begrad", "Blegrdae", "Budapest"])
def test_two_letters_off_are_wrong_unless_the_teacher_allows_them(response: str) -> None:
    assert not is_right(response, "Belgrade")


def test_the_teacher_may_allow_two_letters_or_none() -> None:
    assert typed("Begrad", "Belgrade", typos=2).reason == "right, but check your spelling: Belgrade"
    assert not is_right("Belgrad", "Belgrade", typos=0)


@given(WORDS, st.data())
def test_any_single_slip_in_a_long_word_is_forgiven(word: str, data: st.DataObject) -> None:
    assume(not set(word) <= set("ivxlcdm"))  # a Roman numeral is a figure
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("xyz"))
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )
    assert all(is_right(slip, word) for slip in slips)


def test_the_letters_off_are_counted_over_all_words() -> None:
    assert is_right("Saint Petersborg", "Saint Petersburg")
    assert not is_right("Siant Petersborg", "Saint Petersburg")


@pytest.mark.parametrize(("response", "accepted"), [("Iraq", "Iran"), ("Oma", "Omo"), ("Po", "Pa"), ("Mali", "Bali")])
def test_a_word_under_five_letters_must_be_spelled_right(response: str, accepted: str) -> None:
    assert not is_right(response, accepted)


def test_a_short_word_must_be_spelled_right_also_among_long_ones() -> None:
    assert is_right("War and Paece", "War and Peace")
    assert not is_right("Wer and Peace", "War and Peace")


@pytest.mark.parametrize(
    ("response", "accepted"),
    [
        ("1942", "1941"),
        ("19411", "19410"),
        ("August 1938", "August 1939"),
        ("12 345", "12345"),
        ("1.5", "15"),
        ("-5", "5"),
        ("U-2511", "U-2512"),
        ("2511th", "2512th"),
        ("B17 bombers", "B29 bombers"),
        ("twenty1", "twenty"),
        ("100000", "10000"),
    ],
)
@pytest.mark.parametrize("typos", [1, 5])
def test_a_digit_must_be_right(response: str, accepted: str, typos: int) -> None:
    assert not is_right(response, accepted, typos=typos)


@given(WORDS, st.integers(0, 99_999), st.integers(0, 99_999))
def test_another_number_is_never_a_typing_error(word: str, number: int, other: int) -> None:
    assume(number != other)
    assert not is_right(f"{word} {other}", f"{word} {number}", typos=9)


def test_the_nearest_accepted_text_is_named() -> None:
    assert typed("Beograt", "Belgrade", "Beograd", typos=2).reason == "right, but check your spelling: Beograd"


# Rejected and distracting texts


def test_a_rejected_text_is_wrong_and_told_why() -> None:
    judgement = typed("zagreb!", "Belgrade", reject={"Zagreb": "Zagreb lies on the Sava, but upstream."})
    assert judgement == Mark(0.0, False, "Zagreb lies on the Sava, but upstream.")


def test_a_rejected_text_wins_over_a_typing_error_in_an_accepted_one() -> None:
    assert is_right("Danubio", "Danubia")
    assert typed("Danubio", "Danubia", reject={"Danubio": "In Spanish."}) == Mark(0.0, False, "In Spanish.")


def test_a_misspelling_nearer_to_a_rejected_text_is_of_that_one() -> None:
    reject = {"Slovakia": "Slovakia is the one on the Danube."}
    assert typed("Slovakja", "Slovenia", typos=3, reject=reject).reason == "Slovakia is the one on the Danube."
    assert is_right("Slovenja", "Slovenia", typos=3, reject=reject)


def test_an_accepted_text_wins_over_a_rejected_one_that_is_near() -> None:
    assert is_right("Slovenia", "Slovenia", reject={"Slovenja": "Mind the spelling."})


def test_a_distractor_is_never_a_typing_error() -> None:
    assert is_right("Slovenie", "Slovenia")
    assert not is_right("Slovenie", "Slovenia", distractors={"other": "Slovenie"})

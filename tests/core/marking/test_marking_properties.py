"""Marking of typed texts: what holds whatever is asked and whatever is typed."""

from __future__ import annotations

import unicodedata
from typing import get_args

from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.core.language.folding import Folding
from quizapp.core.language.spelling import same
from quizapp.core.marking.mark import AskAgain, Judgement, Mark
from quizapp.core.marking.marking import mark
from quizapp.core.marking.vocabulary import Vocabulary
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.problems import InvalidQuestion
from quizapp.core.questions.typed import Text

INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff"
FOLDINGS: tuple[Folding, ...] = get_args(Folding)

languages = st.sampled_from(
    ["en", "nl", "de", "fr", "es", "it", "pt", "da", "tr", "ru", "he", "ar", "fa", "ja", "zh", "ko"]
)
letters = st.sampled_from("abcdeilmnoprstuIÉéöøßñłжийёΩςλשלוםנأبتمナニカ第大戦국제कखिÇşıİ")
words = st.text(letters, min_size=1, max_size=9)
marks = st.sampled_from(
    [" ", " ", " ", "-", "'", ", ", "’", "–", "!", " != ", "+", ".", " (", ") ", "7", "²", "½", "/", "@"]
)
texts = st.lists(st.one_of(words, marks), min_size=1, max_size=6).map("".join).filter(str.strip)
anything = st.one_of(texts, st.text(max_size=30))
foldings = st.lists(st.sampled_from(FOLDINGS), unique=True).map(tuple)
typos = st.integers(0, 3)


def text(accept: str, **keys: object) -> Text:
    return Text(id="q", prompt="?", accept=(accept,), **keys)  # type: ignore[arg-type]  # each test gives what it means


def is_right(judgement: Judgement) -> bool:
    return isinstance(judgement, Mark) and judgement.right


@given(anything, foldings, typos, languages)
def test_what_is_accepted_is_right(accept: str, ignore: tuple[Folding, ...], typos: int, language: str) -> None:
    try:
        question = text(accept, ignore=ignore, typos=typos)
    except InvalidQuestion:
        return
    judgement = mark(question, accept, language)
    assert judgement == Mark(1.0, True, "right") or isinstance(mark(text("x"), accept, language), AskAgain)


@given(texts, texts, foldings, typos, languages, st.data())
def test_what_nobody_sees_changes_nothing(
    accept: str, response: str, ignore: tuple[Folding, ...], typos: int, language: str, data: st.DataObject
) -> None:
    response = data.draw(st.sampled_from([accept, accept.upper(), accept[1:], response]))
    place = data.draw(st.integers(0, len(response)))
    unseen = data.draw(st.sampled_from(INVISIBLE))
    for question, wrap in (
        (text(accept, ignore=ignore, typos=typos), lambda typed: typed),
        (
            Cloze(id="q", prompt="{{gap}}", gaps={"gap": Gap(accept=(accept,), ignore=ignore, typos=typos)}),
            lambda typed: {"gap": typed},
        ),
    ):
        plain = mark(question, wrap(response), language)
        for same_to_the_eye in (
            response[:place] + unseen + response[place:],
            f" \t{response}\u3000 ",
            unicodedata.normalize("NFC", response),
            unicodedata.normalize("NFD", response),
        ):
            assert mark(question, wrap(same_to_the_eye), language) == plain, same_to_the_eye


@given(anything, texts, texts, foldings, languages)
def test_asking_again_depends_on_the_form_alone(
    response: str, one: str, other: str, ignore: tuple[Folding, ...], language: str
) -> None:
    first, second = (mark(text(accept, ignore=ignore), response, language) for accept in (one, other))
    assert isinstance(first, AskAgain) == isinstance(second, AskAgain)


@given(texts, st.sampled_from(["case", "accents", "punctuation"]), foldings, typos, languages, st.data())
def test_with_a_fold_off_nothing_that_differs_only_by_it_is_right(
    accept: str, off: Folding, ignore: tuple[Folding, ...], typos: int, language: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(accept)))
    changed = {
        "case": accept[:place] + accept[place:].swapcase(),
        "accents": "".join(c for c in unicodedata.normalize("NFD", accept) if not "\u0300" <= c <= "\u036f"),
        "punctuation": data.draw(
            st.sampled_from(
                [accept.replace("-", " "), accept.replace("'", ""), accept.replace(", ", " "), accept + "."]
            )
        ),
    }[off]
    rest = tuple(name for name in ignore if name != off)
    assume(same(changed, accept, (off,), language) and not same(changed, accept, (), language))
    assume(not same(changed, accept, rest, language))  # another fold may cover the same difference
    assert not is_right(mark(text(accept, ignore=rest, typos=typos), changed, language))


@given(texts, texts, foldings, typos, languages, st.sampled_from(["", ".", " "]))
def test_what_is_rejected_is_never_right(
    accept: str, rejected: str, ignore: tuple[Folding, ...], typos: int, language: str, after: str
) -> None:
    try:
        question = text(accept, reject={rejected: "No."}, ignore=ignore, typos=typos)
    except InvalidQuestion:
        return
    judgement = mark(question, rejected, language)
    assert judgement == Mark(0.0, False, "No.") or isinstance(mark(text("x"), rejected, language), AskAgain)


@given(texts, st.text("abcdefghiklmnoprstuvwyz", min_size=5, max_size=10), st.integers(1, 3), languages)
def test_another_answer_of_the_deck_is_never_a_slip(accept: str, other: str, typos: int, language: str) -> None:
    known = Vocabulary(lambda: [other], language=language)
    question = text(accept, typos=typos)
    assert not is_right(mark(question, other, language, known)) or same(other, accept, question.ignore, language)


@given(st.text(max_size=40), texts, foldings, typos, languages)
def test_no_text_makes_marking_fail(
    response: str, accept: str, ignore: tuple[Folding, ...], typos: int, language: str
) -> None:
    judgement = mark(text(accept, ignore=ignore, typos=typos), response, language)
    assert isinstance(judgement, AskAgain) or judgement.right == bool(judgement.score)

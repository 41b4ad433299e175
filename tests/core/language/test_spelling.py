"""Texts that are the same once folded: the cheap outline never parts two of them."""

from __future__ import annotations

from itertools import chain, combinations
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.language.folding import USUAL, Folding
from quizapp.core.language.spelling import outlines, same

ALIKE = (
    "Zoë",
    "zoe",
    "O'Neill",
    "ONeill",
    "Jong-un",
    "Jong un",
    "(een) 1½ m²",
    "1 1/2 m^2",
    "C++",
    "c #",
    "Æ",
    "ae",
    "ß",
    "",
)
FOLDINGS: tuple[Folding, ...] = get_args(Folding)
COMBINATIONS = tuple(chain.from_iterable(combinations(FOLDINGS, size) for size in range(len(FOLDINGS) + 1)))


@given(
    response=st.text(max_size=6) | st.sampled_from(ALIKE) | st.lists(st.sampled_from(ALIKE), max_size=3).map(" ".join),
    text=st.text(max_size=6) | st.sampled_from(ALIKE) | st.lists(st.sampled_from(ALIKE), max_size=3).map(" ".join),
    ignore=st.sampled_from(COMBINATIONS),
)
def test_the_same_texts_have_an_outline_in_common(response: str, text: str, ignore: tuple[Folding, ...]) -> None:
    if same(response, text, ignore):
        assert outlines(response, ignore) & outlines(text, ignore)


def test_unlike_texts_have_none_in_common() -> None:
    assert outlines("Vlasov", USUAL).isdisjoint(outlines("Zhukov", USUAL))

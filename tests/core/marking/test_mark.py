"""Marks: the reason speaks the language of the interface, and the log has it in English."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from quizapp.core.marking.mark import Mark, Reason, in_english
from quizapp.core.marking.marking import mark
from quizapp.core.messages import ENGLISH, use_catalogue
from quizapp.core.questions.typed import Number, Text


class Elsewhere(NullTranslations):
    """A language in which every sentence begins with a tilde."""

    def gettext(self, message: str) -> str:
        return f"~{message}"


@pytest.fixture(autouse=True)
def elsewhere() -> Iterator[None]:
    use_catalogue("xx", Elsewhere())
    yield
    use_catalogue(ENGLISH, None)


def test_a_reason_is_in_the_language_of_the_interface_and_in_english() -> None:
    question = Number(id="losses", prompt="How many?", answer=50_000)
    marked = mark(question, "28.000", "en")
    assert isinstance(marked, Mark)
    assert marked.reason == "~~wrong: too low; it is 50,000 (read as 28)"
    assert in_english(marked.reason) == "wrong: too low; it is 50,000 (read as 28)"


def test_several_things_that_were_overlooked_are_listed_in_both() -> None:
    marked = mark(Text(id="river", prompt="Which river?", accept=("Rhône",)), "The Rhone!", "en")
    assert isinstance(marked, Mark)
    assert in_english(marked.reason) == "right, apart from the accents, the punctuation and the article: Rhône"
    assert marked.reason.startswith("~right, apart from ~")


def test_the_words_of_a_deck_are_as_they_are() -> None:
    assert in_english("That is the Waal.") == "That is the Waal."


def test_braces_in_an_answer_are_no_placeholders() -> None:
    reason = Reason("wrong: the answer is {answer}", answer="{x}")
    assert (str(reason), in_english(reason)) == ("~wrong: the answer is {x}", "wrong: the answer is {x}")

"""The lint about words with letters of two alphabets: L301."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.core.questions.cloze import Cloze, Gap
from tests.core.lint.linting import found, parts
from tests.support import making

VLASOV = "Vl\u0430sov"
"""With a Cyrillic а."""


@pytest.mark.parametrize(
    ("question", "path"),
    [
        (making.text(prompt=f"Who was {VLASOV}?"), ("prompt",)),
        (making.text(accept=["Belgrade", VLASOV]), ("accept", 1)),
        (making.choice(options={"amazon": "Amazon", "nile": VLASOV}), ("options", "nile")),
        (making.choice(feedback={"rhine": VLASOV}), ("feedback", "rhine")),
        (making.flashcard(back=VLASOV), ("back",)),
        (making.number(unit=VLASOV), ("unit",)),
        (making.dated(hint=VLASOV), ("hint",)),
        (making.open_question(rubric=["One point", VLASOV]), ("rubric", 1)),
        (making.match(left={"rhone": VLASOV, "volga": "Volga"}), ("left", "rhone")),
        (Cloze(id="c", prompt="{{who}}", gaps={"who": Gap(accept=(VLASOV,))}), ("gaps", "who", "accept", 0)),
        (Cloze(id="c", prompt="{{who}}", gaps={"who": Gap(accept=("He",), hint=VLASOV)}), ("gaps", "who", "hint")),
    ],
)
def test_a_word_of_two_alphabets_is_reported_wherever_it_stands(question: Any, path: tuple[str | int, ...]) -> None:
    (problem,) = found("L301", question)
    assert (problem.path, problem.part) == (("questions", 0, *path), VLASOV)


@pytest.mark.parametrize(
    ("word", "label"),
    [
        (VLASOV, "Cyrillic here: \u0430"),
        ("\u041c\u043e\u0441k\u0432\u0430", "Latin here: k"),
        ("\u0391thens", "Greek here: \u0391"),
        ("Vl\u03b1sov", "Greek here: \u03b1"),
        ("\u0391\u03b8\u03b7v\u03b1", "Latin here: v"),
    ],
)
def test_the_strange_letter_is_named(word: str, label: str) -> None:
    (problem,) = found("L301", making.flashcard(back=word), language="de")
    assert problem.label == label


@pytest.mark.parametrize(
    "text",
    [
        "\u0412\u043b\u0430\u0441\u043e\u0432 (Vlasov)",
        "5 \u03bcm",
        "\u0394t",
        "5 \u039cm",
        "\u03bbmax",
        "cos\u03b1",
        "\u03b1-helix",
        "na\u00efve \u0141\u00f3d\u017a",
        "T-\u0434",
    ],
)
def test_alphabets_side_by_side_and_signs_of_science_are_not(text: str) -> None:
    assert not parts("L301", making.flashcard(back=text))


def test_every_such_word_is_reported() -> None:
    assert parts("L301", making.flashcard(back=f"{VLASOV} and {VLASOV}s")) == [VLASOV, f"{VLASOV}s"]

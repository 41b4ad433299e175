"""Lints about the build of a question: L206, L209, L211, L212."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.core.questions.cloze import Cloze, Gap
from tests.core.lint.linting import found, offering
from tests.support import making


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("1941", "1939", "1945")),
        ("en", ("20 km", "5 km", "100 km")),
        ("en", ("1,500", "900", "20,000")),
        ("en", ("1.5 million", "3 million", "0.5 million")),
        ("en", ("-5 °C", "10 °C", "0 °C")),
        ("en", ("€ 20", "€ 5", "€ 100")),
        ("en", ("3 May 1941", "12 April 1941", "1 June 1941")),
        ("en", ("May 1941", "June 1941", "April 1941")),
        ("nl", ("1.500", "900", "20.000")),
        ("nl", ("1,5 miljoen", "3 miljoen", "0,5 miljoen")),
        ("nl", ("3 mei 1941", "12 april 1941", "1 juni 1941")),
        ("de", ("1941", "1939", "1945")),
    ],
)
def test_numbers_and_dates_in_no_order_are_reported(language: str, texts: tuple[str, ...]) -> None:
    (problem,) = found("L206", offering(*texts), language=language)
    assert (problem.path, problem.on) == (("questions", 0, "options"), "key")


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ("1939", "1941", "1945")),
        ("en", ("1945", "1941", "1939")),
        ("en", ("900", "1,500", "20,000")),
        ("nl", ("900", "1.500", "20.000")),
        ("en", ("12 April 1941", "3 May 1941", "1 June 1941")),
        ("en", ("20 km", "5 miles", "100 km")),
        ("en", ("1941", "1939", "never")),
        ("en", ("1904-1905", "1600-1602", "1914-1918")),
        ("en", ("T-34", "KV-1", "BT-7")),
        ("en", ("5", "3")),
        ("de", ("1.500", "9,5", "3.000")),
    ],
)
def test_numbers_in_order_or_not_comparable_are_not(language: str, texts: tuple[str, ...]) -> None:
    assert not found("L206", offering(*texts), language=language)


def test_shuffled_numbers_are_advised_to_stay_where_they_are() -> None:
    (shuffled,) = found("L206", offering("1941", "1939", "1945", shuffle=True))
    (fixed,) = found("L206", offering("1941", "1939", "1945", shuffle=False))
    assert ("shuffle" in shuffled.help, "shuffle" in fixed.help) == (True, False)


def test_numbers_written_in_order_may_be_shuffled() -> None:
    assert not found("L206", offering("20 per cent", "40 per cent", "60 per cent", shuffle=True))


CLOZE = Cloze(
    id="confluence",
    prompt="The {{river}} meets the Danube at {{town}}.",
    gaps={"river": Gap(accept=("Sava",)), "town": Gap(accept=("Belgrade", "belgrade"))},
)


@pytest.mark.parametrize(
    ("question", "path", "first"),
    [
        (offering("The Elbe", "the  elbe", "The Oder"), "options/wrong-1", "options/right"),
        (
            making.multiple(options={"danube": "Sava", "nile": "Nile", "rhine": "sava"}),
            "options/rhine",
            "options/danube",
        ),
        (making.text(accept=["Belgrade", "Beograd", "BELGRADE"]), "accept/2", "accept/0"),
        (making.text(distractors={"a": "Zagreb", "b": "Pest", "c": " zagreb"}), "distractors/c", "distractors/a"),
        (making.number(distractors={"a": 100, "b": 200, "c": 100}), "distractors/c", "distractors/a"),
        (making.dated(distractors={"a": "1421-11-18", "b": "1421-11-18"}), "distractors/b", "distractors/a"),
        (making.order(items={"ulm": "Ulm", "vienna": "Ulm", "belgrade": "Buda"}), "items/vienna", "items/ulm"),
        (making.match(left={"rhone": "Rhone", "volga": "rhone"}), "left/volga", "left/rhone"),
        (making.match(right={"caspian": "Sea", "mediterranean": "sea"}), "right/mediterranean", "right/caspian"),
        (CLOZE, "gaps/town/accept/1", "gaps/town/accept/0"),
        (making.open_question(rubric=["Sand settles", "sand settles"]), "rubric/1", "rubric/0"),
    ],
)
def test_the_same_text_twice_in_a_list_is_reported_with_both_places(question: Any, path: str, first: str) -> None:
    (problem,) = found("L209", question)
    paths = [problem.path, *(place.path for place in problem.also)]
    assert ["/".join(map(str, path[2:])) for path in paths] == [path, first]


@pytest.mark.parametrize(
    "question",
    [
        offering("caf\u00e9", "cafe", "its", "it's"),
        making.text(accept=["Polish", "polish"], ignore=["punctuation"]),
        making.text(accept=["Port Arthur", "Port-Arthur"]),
        making.match(left={"rhone": "Sea", "volga": "Lake"}, right={"caspian": "Lake", "mediterranean": "Sea"}),
    ],
)
def test_texts_that_differ_in_what_may_matter_are_not(question: Any) -> None:
    assert not found("L209", question)


def test_a_choice_of_two_is_reported() -> None:
    (problem,) = found("L211", offering("The Elbe", "The Oder"))
    assert (problem.path, problem.on) == (("questions", 0, "options"), "key")


@pytest.mark.parametrize(
    "question",
    [
        making.text(distractors={"zagreb": "Zagreb"}),
        making.number(distractors={"short": 100}),
        making.dated(distractors={"early": "1362"}),
    ],
)
def test_a_single_distractor_makes_a_choice_of_two(question: Any) -> None:
    (problem,) = found("L211", question)
    assert problem.path == ("questions", 0, "distractors")


@pytest.mark.parametrize(("options", "reported"), [(3, False), (6, False), (7, True)])
def test_more_than_six_options_are_reported(options: int, reported: bool) -> None:
    question = offering("The Elbe", *(f"The Oder {number}" for number in range(options - 1)))
    assert bool(found("L211", question)) is reported


@pytest.mark.parametrize(
    ("answer", "reported"),
    [(["nile"], True), (["amazon", "danube", "nile", "rhine"], True), (["nile", "rhine"], False)],
)
def test_several_right_options_are_more_than_one_and_fewer_than_all(answer: list[str], reported: bool) -> None:
    assert bool(found("L211", making.multiple(answer=answer))) is reported


def test_a_typed_answer_without_distractors_is_no_choice() -> None:
    assert not found("L211", making.text())


def test_lists_of_equal_length_are_reported() -> None:
    (problem,) = found("L212", making.match(right={"caspian": "Caspian Sea", "mediterranean": "Mediterranean"}))
    assert (problem.path, problem.on) == (("questions", 0, "right"), "key")


@pytest.mark.parametrize(
    "question",
    [
        making.match(),
        making.match(right={"sea": "Sea", "lake": "Lake"}, answer={"rhone": "sea", "volga": "sea"}),
    ],
)
def test_lists_that_leave_something_over_are_not(question: Any) -> None:
    assert not found("L212", question)

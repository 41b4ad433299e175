"""The lint about items that give one another away: L214."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.core.questions.cloze import Cloze, Gap
from tests.core.lint.linting import found, offering
from tests.support import making

GIVER = making.true_false("giver", prompt="The Sava meets the Danube below the fortress of Belgrade.")


@pytest.mark.parametrize(
    "asked",
    [
        making.text(prompt="Below which fortress does the Sava meet the Danube?", accept=["The Belgrade"]),
        offering("Belgrade", "Zagreb", "Vienna", prompt="At which fortress do Sava and Danube meet?"),
        Cloze(
            id="gap",
            prompt="Where Sava and Danube meet stands {{town}}.",
            gaps={"town": Gap(accept=("Beograd", "Belgrade"))},
        ),
    ],
)
def test_an_answer_in_the_prompt_of_another_item_is_told(asked: Any) -> None:
    (problem,) = found("L214", asked, GIVER)
    assert (problem.path, problem.part, problem.severity) == (("questions", 1, "prompt"), "Belgrade", "info")
    assert [place.path for place in problem.also] == [("questions", 0, "prompt")]


@pytest.mark.parametrize(
    ("language", "asked", "prompt", "part"),
    [
        (
            "en",
            making.dated(prompt="When did the flood drown Rungholt?"),
            "The flood that drowned Rungholt came on 16 January 1362.",
            "16 January 1362",
        ),
        (
            "en",
            making.dated(prompt="When did the flood drown Rungholt?"),
            "The flood that drowned Rungholt came on January 16, 1362.",
            "January 16, 1362",
        ),
        (
            "nl",
            making.dated(prompt="Wanneer verdronk Rungholt in de vloed?"),
            "De vloed waarin Rungholt verdronk, kwam op 16 januari 1362.",
            "16 januari 1362",
        ),
        (
            "en",
            making.number(prompt="How long is the Danube from source to mouth?"),
            "From source to mouth the Danube is 2,850 km long.",
            "2,850",
        ),
        (
            "nl",
            making.number(prompt="Hoe lang is de Donau van bron tot monding?"),
            "Van bron tot monding is de Donau 2.850 km lang.",
            "2.850",
        ),
    ],
)
def test_figures_and_dates_are_recognised_as_they_are_written(
    language: str, asked: dict[str, Any], prompt: str, part: str
) -> None:
    (problem,) = found("L214", asked, making.true_false("giver", prompt=prompt), language=language)
    assert problem.part == part


@pytest.mark.parametrize(
    "asked",
    [
        making.text(prompt="Which city has the oldest zoo in Serbia?"),
        making.text(prompt="Where was Tito buried?"),
        making.number(prompt="In the Sava below Belgrade, how many pylons carry the Danube bridge?", answer=7),
    ],
)
def test_an_answer_in_a_prompt_about_something_else_is_not(asked: dict[str, Any]) -> None:
    assert not found("L214", asked, GIVER)


def test_a_year_is_in_too_many_prompts_to_give_anything_away() -> None:
    asked = making.text(prompt="In what year did the Sava flood the fortress by the Danube?", accept=["1362"])
    assert not found("L214", asked, GIVER | {"prompt": "The Sava and the Danube had no fortress in 1362."})


def test_an_answer_with_several_spellings_is_told_once() -> None:
    accept = ["Belgrade", "The fortress of Belgrade"]
    assert len(found("L214", making.text(prompt="Where does the Sava meet the Danube?", accept=accept), GIVER)) == 1


def test_an_answer_that_stands_in_many_prompts_is_not() -> None:
    asked = making.text(prompt="Below which fortress does the Sava meet the Danube?")
    givers = [GIVER | {"id": f"giver-{number}", "prompt": f"{GIVER['prompt']} {number}"} for number in range(4)]
    assert len(found("L214", asked, *givers[:3])) == 3
    assert not found("L214", asked, *givers)


def test_words_that_most_prompts_share_do_not_count() -> None:
    asked = making.text(prompt="Below which fortress does the Sava meet the Danube?")
    others = [making.text(f"o-{n}", prompt=f"Sava, Danube, fortress: {n}?", accept=[f"x{n}"]) for n in range(30)]
    assert not found("L214", asked, GIVER, *others)


def test_the_name_of_a_gap_gives_nothing_away() -> None:
    asked = making.text(prompt="Below which fortress does the Sava meet the Danube?")
    giver = Cloze(
        id="giver",
        prompt="The Sava meets the Danube below the fortress of {{belgrade}}.",
        gaps={"belgrade": Gap(accept=("Kalemegdan",))},
    )
    assert not found("L214", asked, giver)


def test_a_question_may_name_its_own_answer() -> None:
    assert not found("L214", making.text(prompt="Sava, Danube, fortress: Belgrade or Zagreb?"))

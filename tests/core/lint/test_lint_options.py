"""Lints about the wording of options, and of options and stem together: L201, L202, L203, L205, L207."""

from __future__ import annotations

import pytest

from tests.core.lint.linting import found, offering, parts
from tests.support import making


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All of the above"),
        ("en", "None of the above."),
        ("en", "None of these"),
        ("en", "All of these are right"),
        ("en", "All of the other answers"),
        ("nl", "Alle bovenstaande antwoorden"),
        ("nl", "Geen van bovenstaande"),
        ("nl", "Geen van deze"),
        ("nl", "Alle antwoorden zijn juist"),
        ("nl-BE", "Geen van de bovenstaande antwoorden is juist."),
    ],
)
def test_an_option_about_the_other_options_is_reported(language: str, text: str) -> None:
    (problem,) = found("L201", offering("The Rhine", "The Elbe", text), language=language)
    assert problem.path == ("questions", 0, "options", "wrong-2"), problem


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All of the river"),
        ("en", "All of these rivers freeze"),
        ("en", "The lake above"),
        ("en", "None of the lakes"),
        ("nl", "Alle rivieren"),
        ("nl", "Geen van de meren"),
        ("nl", "Boven de rivier"),
        ("de", "All of the above"),
    ],
)
def test_an_option_that_only_begins_like_that_is_not(language: str, text: str) -> None:
    assert not found("L201", offering("The Rhine", "The Elbe", text), language=language)


def test_none_of_the_above_is_reported_where_it_is_right_too() -> None:
    (problem,) = found("L201", offering("None of the above", "The Elbe", "The Rhine"))
    assert problem.path[-1] == "right"


def test_distractors_of_a_typed_answer_are_options_too() -> None:
    question = making.text(distractors={"zagreb": "Zagreb", "none": "None of these"})
    (problem,) = found("L201", question)
    assert problem.path == ("questions", 0, "distractors", "none")


@pytest.mark.parametrize(
    ("language", "right", "wrong", "word"),
    [
        ("en", "It often floods", ("It never freezes", "It is deep"), "never"),
        ("en", "It often floods", ("It freezes", "It is ALWAYS deep"), "ALWAYS"),
        ("en", "It often floods", ("Only boats cross it", "It is deep"), "Only"),
        ("nl", "Hij overstroomt vaak", ("Hij bevriest nooit", "Hij is diep"), "nooit"),
        ("nl", "Hij overstroomt vaak", ("Uitsluitend boten varen er", "Hij is diep"), "Uitsluitend"),
    ],
)
def test_absolutes_in_wrong_options_alone_are_reported(
    language: str, right: str, wrong: tuple[str, str], word: str
) -> None:
    assert parts("L202", offering(right, *wrong), language=language) == [word]


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "It always floods", ("It never freezes", "It is deep")),
        ("en", "It always floods", ("It freezes", "It is deep")),
        ("en", "It often floods", ("It had only just frozen", "It is not deep at all")),
        ("nl", "Hij overstroomt altijd", ("Hij bevriest nooit", "Hij is diep")),
        ("nl", "Hij overstroomt vaak", ("In elk geval bevriest hij", "Hij is diep")),
        ("fr", "It often floods", ("It never freezes", "It is deep")),
    ],
)
def test_absolutes_in_the_right_option_or_in_a_phrase_are_not(
    language: str, right: str, wrong: tuple[str, str]
) -> None:
    assert not found("L202", offering(right, *wrong), language=language)


def test_every_distractor_with_an_absolute_is_shown_in_one_report() -> None:
    (problem,) = found("L202", offering("It often floods", "It never freezes", "It is deep", "It always rises"))
    assert problem.path[-1] == "wrong-1"
    assert [place.path[-1] for place in problem.also] == ["wrong-3"]


def test_one_of_several_right_options_with_an_absolute_is_enough() -> None:
    options = {"a": "It always floods", "b": "It is long", "c": "It never freezes"}
    assert not found("L202", making.multiple(options=options, answer=["a", "b"]))


@pytest.mark.parametrize(
    ("language", "prompt", "right", "wrong", "word"),
    [
        ("en", "Why is the delta shrinking?", "Dams keep sand from deltas", ("It rains", "It warms"), "deltas"),
        ("en", "What made Bonn a capital?", "Bonn lay far from the border", ("It was large", "It was old"), "Bonn"),
        ("nl", "Waarom krimpt de delta?", "Dammen houden zand uit delta's", ("Het regent", "Het dooit"), "delta"),
        ("nl", "Waarom groeien de duinen?", "Gras groeit op het zand", ("Het regent", "Het dooit"), "groeit"),
    ],
)
def test_a_word_of_the_stem_in_the_right_option_alone_is_reported(
    language: str, prompt: str, right: str, wrong: tuple[str, str], word: str
) -> None:
    assert parts("L203", offering(right, *wrong, prompt=prompt), language=language) == [word]


@pytest.mark.parametrize(
    ("language", "prompt", "right", "wrong"),
    [
        ("en", "Why is the delta shrinking?", "Dams protect the delta", ("The delta is warm", "It rains")),
        ("en", "Why is the delta shrinking?", "Dams keep back sand", ("The delta is warm", "It rains")),
        ("en", "What did they do with the dam?", "They sold it with the land", ("They broke it", "They closed it")),
        ("en", "What did Russia want?", "Peace in Russia", ("A Russian king", "Two Baltic ports")),
        ("nl", "Wat wilde Rusland?", "Vrede in Rusland", ("Een Russische koning", "Een haven")),
        ("nl", "Wat deed men met de dam?", "Men liet die met rust", ("Dicht gooien", "Open breken")),
        ("fr", "Pourquoi le delta se retire?", "Le delta manque de sable", ("Il pleut", "Il fait chaud")),
    ],
)
def test_a_word_that_is_shared_more_widely_or_says_little_is_not(
    language: str, prompt: str, right: str, wrong: tuple[str, str]
) -> None:
    assert not found("L203", offering(right, *wrong, prompt=prompt), language=language)


@pytest.mark.parametrize("prompt", ["A wide river mouth is called a", "Coal is found in a ___.", "He dug a ..."])
def test_an_article_that_some_options_cannot_follow_is_reported(prompt: str) -> None:
    (problem,) = found("L205", offering("delta", "estuary", "gorge", prompt=prompt))
    assert problem.path == ("questions", 0, "prompt")
    assert [place.path[-1] for place in problem.also] == ["wrong-1"]


@pytest.mark.parametrize(
    ("prompt", "texts"),
    [
        ("A wide river mouth is called a", ("delta", "gorge", "unit", "European bay", "one-way street")),
        ("What came in was an", ("estuary", "hour", "heir", "18-year-old", "unimportant man")),
        ("A wide river mouth is called a", ("UN port", "a delta", "the estuary")),
        ("A wide river mouth is called a(n)", ("delta", "estuary", "gorge")),
        ("A wide river mouth is called a/an", ("delta", "estuary", "gorge")),
        ("Which river carries vitamin A?", ("Elbe", "Oder", "Rhine")),
    ],
)
def test_an_article_that_fits_by_its_sound_is_not(prompt: str, texts: tuple[str, ...]) -> None:
    assert not found("L205", offering(*texts, prompt=prompt))


def test_dutch_articles_do_not_depend_on_sound() -> None:
    assert not found("L205", offering("delta", "eiland", "kloof", prompt="Dit is a"), language="nl")


def test_the_caret_is_at_the_article_at_the_end() -> None:
    assert parts("L205", offering("delta", "estuary", "gorge", prompt="A mouth is called a")) == ["called a"]


def test_a_right_option_much_longer_than_the_others_is_reported() -> None:
    long = "Between two walls of rock that the ice had worn"
    (problem,) = found("L207", offering(long, "In a wide and sunny plain", "On a hill"))
    assert problem.path == ("questions", 0, "options", "right")
    assert (str(len(long)) in problem.label, "25" in problem.label) == (True, True), problem


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Wilfried Strik-Strikfeldt", ("Claus von Stauffenberg", "Reinhard Gehlen")),
        ("Johannesburg", ("Oslo", "Rome")),
        (
            "Between two steep walls of rock that the ice had worn",
            ("Between two long rows of very old trees", "On a hill"),
        ),
        ("On a hill", ("Between two walls of rock that the ice had worn", "In a plain")),
        (
            "n\u0303o\u0301e\u0301a\u0301i\u0301u\u0301a\u0301e\u0301o\u0301u\u0301i\u0301a\u0301",
            ("abcdefghijkl", "abc"),
        ),
    ],
)
def test_a_right_option_a_little_longer_is_not(right: str, wrong: tuple[str, str]) -> None:
    assert not found("L207", offering(right, *wrong))


def test_length_is_no_cue_where_several_options_are_right() -> None:
    options = {"a": "Between two walls of rock that the ice had worn", "b": "Under it", "c": "On a hill"}
    assert not found("L207", making.multiple(options=options, answer=["a", "b"]))


def test_the_first_accepted_text_is_the_right_option_of_a_typed_question() -> None:
    accepted = ["The capital of the kingdom of the Serbs", "Belgrade"]
    (problem,) = found("L207", making.text(accept=accepted, distractors={"zagreb": "Zagreb", "vienna": "Vienna"}))
    assert problem.path == ("questions", 0, "accept", 0)

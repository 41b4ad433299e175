"""What the program knows besides a question's own texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.marking.vocabulary import NOTHING_ELSE, Vocabulary, answers_of
from quizapp.decks.library import Library, LoadedDeck
from tests.support.making import built, choice, cloze, dated, number, text, write_deck


@pytest.mark.parametrize(
    ("name", "language"),
    [("Ireland", "en"), ("Irlande", "fr"), ("Monday", "en"), ("maandag", "nl"), ("Italiaans", "nl"), ("août", "fr")],
)
def test_names_of_countries_languages_months_and_weekdays_are_known(name: str, language: str) -> None:
    assert NOTHING_ELSE.knows(name, language)
    assert not NOTHING_ELSE.knows(f"{name}x", language)


def test_a_text_is_known_however_it_is_spelled() -> None:
    known = Vocabulary(lambda: ["the Sambre-et-Meuse", "Général d'Orsay"], language="fr")
    assert known.knows("THE SAMBRE ET MEUSE", "fr")
    assert known.knows("le General d’Orsay", "fr")
    assert not known.knows("Sambre", "fr")


def test_the_longer_words_of_titles_are_known() -> None:
    known = Vocabulary(titles=["The Rise of the Danube"])
    assert known.knows("danube", "en")
    assert not known.knows("rise", "en")


def test_all_answers_of_a_question_are_known_right_and_wrong() -> None:
    assert {*answers_of(built(choice()))} == {"Amazon", "Danube", "Nile", "Rhine"}
    typed = text(reject={"Zagreb": "No."}, distractors={"vienna": "Vienna"})
    assert {*answers_of(built(typed))} == {"Belgrade", "Zagreb", "Vienna"}
    gaps = {"river": {"accept": ["Sava"], "reject": {"Drava": "No."}}, "town": {"accept": ["A"], "options": {"a": "A"}}}
    assert {*answers_of(cloze(gaps=gaps))} == {"Sava", "Drava", "A"}
    assert [*answers_of(built(number(distractors={"short": 28})))] == [*answers_of(built(dated()))] == []


def known_to(deck: LoadedDeck) -> list[bool]:
    return [deck.vocabulary.knows(name, "en") for name in ("Belgrad", "Zagrab", "Drava", "Savas", "Rivers", "Tisa")]


def test_a_deck_knows_its_answers_and_its_title_read_or_from_the_cache(tmp_path: Path) -> None:
    gaps = {"river": {"accept": ["Savas"], "reject": {"Drava": "It is another."}}}
    questions = text(accept=["Belgrad"], reject={"Zagrab": "No."}), cloze(prompt="{{river}}", gaps=gaps)
    path = write_deck(tmp_path, *questions)
    for _ in ("read", "from the cache"):
        assert known_to(Library([tmp_path], tmp_path / "cache").read(path)) == [True, True, True, True, True, False]

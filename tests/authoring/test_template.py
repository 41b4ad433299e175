"""The deck that `quizapp new` writes."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from quizapp.authoring.check import check
from quizapp.authoring.template import new_deck, write_new_deck
from quizapp.core.errors import QuizappError, UsageProblem
from quizapp.core.messages import use_catalogue
from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.decks.reader import read_deck
from quizapp.store.catalogues import languages, use_language


@pytest.fixture(params=languages())
def every_language(request: pytest.FixtureRequest) -> None:
    """Speak each language that the interface knows."""
    use_language(request.param)


@pytest.mark.usefixtures("every_language")
def test_a_new_deck_leaves_the_checker_nothing_to_say(tmp_path: Path) -> None:
    assert check([write_new_deck("night-sky", tmp_path)]) == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_new_deck_is_in_the_language_of_the_interface(language: str, tmp_path: Path) -> None:
    use_language(language)
    assert read_deck(write_new_deck("night-sky", tmp_path)).info.language == language


@pytest.mark.usefixtures("every_language")
def test_a_new_deck_has_one_question_of_every_type(tmp_path: Path) -> None:
    deck = read_deck(write_new_deck("night-sky", tmp_path))
    assert [question.type for question in deck.questions] == list(QUESTION_TYPES)


def test_a_new_deck_names_its_schema_in_the_first_line() -> None:
    assert new_deck("night-sky").startswith("#:schema ./deck.schema.json\n\n")


def test_a_new_deck_has_its_name_as_id_and_in_words_as_title() -> None:
    data = tomli.loads(new_deck("the-night-sky"))
    assert (data["id"], data["title"]) == ("the-night-sky", "The night sky")


@given(st.from_regex(r"[a-z0-9-]+", fullmatch=True))
def test_every_id_makes_a_deck_with_that_id_and_a_title(name: str) -> None:
    data = tomli.loads(new_deck(name))
    assert data["id"] == name
    assert data["title"].strip()


def test_a_new_deck_is_english_where_there_is_none_in_the_language() -> None:
    english = new_deck("night-sky")
    use_catalogue("eo", NullTranslations())
    assert new_deck("night-sky") == english


@pytest.mark.usefixtures("every_language")
def test_the_commands_in_its_comments_name_the_new_file() -> None:
    text = new_deck("night-sky")
    assert "quizapp check --watch night-sky.toml" in text
    assert "template" not in text.lower()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("night-sky", "night-sky.toml"),
        ("night-sky.toml", "night-sky.toml"),
        ("decks/night-sky.toml", "decks/night-sky.toml"),
        ("my/decks/night-sky", "my/decks/night-sky.toml"),
    ],
)
def test_a_deck_may_be_named_by_its_id_its_file_or_a_path(name: str, path: str, tmp_path: Path) -> None:
    assert write_new_deck(name, tmp_path) == tmp_path / path
    assert read_deck(tmp_path / path).info.id == "night-sky"


def test_an_absolute_path_counts_whatever_the_folder(tmp_path: Path) -> None:
    assert write_new_deck(str(tmp_path / "night-sky.toml"), Path("elsewhere")) == tmp_path / "night-sky.toml"


def test_nothing_but_the_deck_is_left_in_the_folder(tmp_path: Path) -> None:
    path = write_new_deck("night-sky", tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_deck_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "night-sky.toml"
    path.write_text("mine", "utf-8")
    with pytest.raises(UsageProblem, match=r"night-sky\.toml already"):
        write_new_deck("night-sky", tmp_path)
    assert path.read_text("utf-8") == "mine"


def test_a_link_to_nowhere_is_not_replaced_by_a_deck(tmp_path: Path) -> None:
    (tmp_path / "night-sky.toml").symlink_to("gone")
    with pytest.raises(UsageProblem, match="already"):
        write_new_deck("night-sky", tmp_path)


@pytest.mark.parametrize(
    ("name", "advice"),
    [("Night Sky", "night-sky"), ("Étoiles.toml", "etoiles"), ("sky.nl.toml", "sky-nl"), ("..", "my-deck")],
)
def test_a_name_that_is_no_id_is_refused_with_one_that_is(name: str, advice: str, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=f"lower-case letters, digits and hyphens only, for example `{advice}`"):
        write_new_deck(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "decks").write_text("a file", "utf-8")
    with pytest.raises(QuizappError, match=r"Could not write .*night-sky\.toml"):
        write_new_deck("decks/night-sky", tmp_path)

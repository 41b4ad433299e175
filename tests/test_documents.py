"""What the documents show is true: their decks can be studied, their commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.cli.group import COMMANDS
from quizapp.cli.root import main
from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.decks.reader import read_deck
from quizapp.decks.translations import read_overlay, shortcomings

TOP = Path(__file__).parent.parent
REFERENCE, README = TOP / "decks" / "README.md", TOP / "README.md"


def blocks(document: Path) -> list[str]:
    """The blocks of TOML in a document, in order."""
    return re.findall(r"^```toml\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The deck that the examples of the format reference make together."""
    path = tmp_path / "example.toml"
    path.write_text("\n".join(block for block in blocks(REFERENCE) if "translates" not in block), "utf-8")
    return path


def test_the_format_reference_has_an_example_of_every_type(example: Path) -> None:
    assert [question.type for question in read_deck(example).questions] == list(QUESTION_TYPES)


def test_every_example_of_the_format_reference_can_be_studied_by_itself(tmp_path: Path) -> None:
    head, *examples = blocks(REFERENCE)
    for block in examples:
        if "translates" not in block:
            path = tmp_path / "example.toml"
            path.write_text(head + block, "utf-8")
            assert len(read_deck(path).questions) == 1


def test_the_translation_in_the_format_reference_is_one_of_its_example(example: Path) -> None:
    (translation,) = [block for block in blocks(REFERENCE) if "translates" in block]
    path = example.with_name("example.nl.toml")
    path.write_text(translation, "utf-8")
    overlay, deck = read_overlay(path, read_deck(example))
    (question,) = [question for question in deck.questions if question.id in overlay.questions]
    assert question.prompt == "Welke oceaan is de grootste?"
    assert not [f for f in shortcomings(overlay, read_deck(example)) if f.path[:2] == ("questions", question.id)]


def test_the_readme_names_every_type() -> None:
    text = README.read_text("utf-8")
    assert [kind for kind in QUESTION_TYPES if f"`{kind}`" not in text] == []


def test_the_deck_in_the_readme_can_be_studied(tmp_path: Path) -> None:
    (block,) = blocks(README)
    path = tmp_path / "moons.toml"
    path.write_text(block, "utf-8")
    assert read_deck(path).info.id == "moons"


@pytest.mark.parametrize("document", [README, REFERENCE], ids=["readme", "reference"])
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    named = set(re.findall(r"`quizapp ([a-z]+)\b", document.read_text("utf-8")))
    assert named <= set(COMMANDS), named - set(COMMANDS)
    for name in named:
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_every_picture_in_the_readme_is_there() -> None:
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README.read_text("utf-8")):
        assert (TOP / name).is_file()


def test_every_test_that_the_readme_points_to_is_there() -> None:
    named = re.findall(r"tests/[\w/]+\.py", README.read_text("utf-8"))
    assert named
    assert [name for name in named if not (TOP / name).is_file()] == []

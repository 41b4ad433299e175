"""What the documents show is true: their decks can be studied, and what they name exists."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from quizapp.cli.group import COMMANDS
from quizapp.cli.root import main
from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.decks.reader import read_deck
from quizapp.decks.translations import read_overlay, shortcomings

TOP = Path(__file__).parent.parent
REFERENCE, README, GUIDE = TOP / "decks" / "README.md", TOP / "README.md", TOP / "CONTRIBUTING.md"
DOCUMENTS = [
    *sorted(TOP.glob("*.md")),
    *(page for folder in ("decks", "quizapp", "tests") for page in sorted((TOP / folder).rglob("*.md"))),
]
README_LINES = 140
SAVED_BY_THE_READER = {"decks/moons.toml"}

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(TOP)))


def blocks(document: Path, language: str = "toml") -> list[str]:
    """The blocks of code in a document, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def prose(document: Path) -> str:
    """The text of a document without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def command_lines(document: Path, program: str) -> Iterator[list[str]]:
    """What a document gives a program to do, in its prose and in its blocks: the words after the program's name."""
    shown = re.findall(r"`([^`\n]+)`", prose(document)) + "\n".join(blocks(document, "sh")).splitlines()
    for line in shown:
        if called := re.search(rf"(?:^|&& |uv run |\.venv/bin/){program}(?= |$)([^&#]*)", line):
            yield shlex.split(called[1])


def anchors(document: Path) -> set[str]:
    """The headings of a document as links name them."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts} | {"--help"}


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


@pytest.mark.parametrize("name", ["study", "test"])
def test_the_readme_has_the_commands_that_ci_takes_from_it(name: str) -> None:
    assert re.search(rf"^<!-- command: {name} -->\n```sh\n[^\n]+\n```$", README.read_text("utf-8"), re.MULTILINE)


def test_the_readme_is_a_front_door() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= README_LINES


def test_the_readme_names_every_command() -> None:
    assert {words[0] for words in command_lines(README, "quizapp") if words} >= set(COMMANDS)


@every_document
def test_every_command_that_a_document_names_exists_and_has_the_options_given(document: Path) -> None:
    for words in command_lines(document, "quizapp"):
        named = [word.partition("=")[0] for word in words if word.startswith("--")]
        if not words or words[0].startswith("-"):
            assert set(named) <= options(main) | {"--version"}, words
        else:
            assert words[0] in COMMANDS, words
            command = main.get_command(click.Context(main), words[0])
            assert command is not None
            assert set(named) <= options(command), words
            assert CliRunner().invoke(main, [words[0], "--help"]).exit_code == 0


@every_document
def test_every_link_and_picture_of_a_document_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        page = document.parent / name if name else document
        assert page.is_file(), target
        assert not anchor or anchor in anchors(page), target


@every_document
def test_every_path_that_a_document_names_is_there(document: Path) -> None:
    text = prose(document).replace("\\", "")
    named = set(re.findall(r"(?<![\w./:-])(?:tests|quizapp|decks|screenshots|\.ci)/[\w./-]*\w", text))
    assert [name for name in sorted(named - SAVED_BY_THE_READER) if not (TOP / name).exists()] == []


@every_document
def test_every_recipe_that_a_document_names_is_in_the_justfile(document: Path) -> None:
    recipes = set(re.findall(r"^([a-z][\w-]*)[^:=\n]*:(?!=)", (TOP / "justfile").read_text("utf-8"), re.MULTILINE))
    assert {words[0] for words in command_lines(document, "just") if words} <= recipes


def test_the_guide_shows_the_floors_of_the_import_contract() -> None:
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    floors = [(len(layers) - depth, room) for depth, layer in enumerate(layers) for room in layer.split(" : ")]
    shown = re.findall(r"^\| (\d) \| (quizapp/\w+) \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert [(int(floor), room.replace("/", ".")) for floor, room in shown] == floors

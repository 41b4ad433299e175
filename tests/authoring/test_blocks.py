"""The short way to a position leads to the same place as the long one."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from quizapp.authoring.blocks import LARGE, BlockPositions, in_blocks, positions
from quizapp.decks.toml.spans import Lines, Positions
from tests.decks.toml.test_spans import paths

DECKS = sorted(path for path in (Path(__file__).parents[2] / "decks").glob("*.toml") if path.name.count(".") == 1)
QUESTION = '\n[[questions]]\nid = "a"\n'


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.name)
def test_both_ways_lead_to_the_same_places(deck: Path) -> None:
    text = deck.read_text("utf-8")
    assert in_blocks(text)
    short, long = BlockPositions(text), Positions(text)
    for path, _ in paths(tomli.loads(text)):
        for missing in ((), ("missing",)):
            assert short.find((*path, *missing)) == long.find((*path, *missing)), path
        assert short.find(path, on="key") == long.find(path, on="key"), path


@pytest.mark.parametrize(
    "text",
    [
        "format = 1\n",
        'questions = [{ id = "a" }]\n',
        'a = """\n[[questions]]\n"""\n' + QUESTION,
        "a = '''\n[[questions]]\n'''\n" + QUESTION,
        QUESTION + '[sources.atlas]\ntitle = "x"\n',
        QUESTION + '[[other]]\nid = "x"\n',
        QUESTION + "tags = [\n  [1],\n]\n",
    ],
)
def test_the_short_way_is_not_taken_where_it_could_mislead(text: str) -> None:
    assert not in_blocks(text)
    assert isinstance(positions(text + "#" * LARGE), Positions)


def test_a_table_of_a_question_belongs_to_its_block() -> None:
    text = QUESTION + '[questions.source]\nid = "atlas"\n' + QUESTION
    assert in_blocks(text)
    assert BlockPositions(text).find(("questions", 0, "source", "id")) == Positions(text).find(
        ("questions", 0, "source", "id")
    )


def test_a_large_text_takes_the_short_way() -> None:
    assert isinstance(positions(QUESTION + "#" * LARGE), BlockPositions)
    assert isinstance(positions(QUESTION), Positions)


@given(st.text(alphabet="a\n\r", max_size=40), st.integers(1, 5))
def test_lines_cut_out_of_a_text_are_those_that_it_is_split_into(text: str, part: int) -> None:
    with patch("quizapp.decks.toml.spans._PART", part):
        lines = Lines(text)
        assert list(lines) == text.replace("\r\n", "\n").split("\n")
        assert lines[-1] == list(lines)[-1]
        assert lines[1:] == list(lines)[1:]

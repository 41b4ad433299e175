"""Positions: a message points at exactly the text it is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.questions.problems import Path as Keys
from quizapp.decks.toml.spans import Positions, Span
from tests.support.making import toml
from tests.support.program import python

DECKS = sorted((Path(__file__).parents[3] / "decks").glob("*.toml"))


def cut(text: str, span: Span) -> str:
    """What stands at a span, counted as an editor does."""
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def value(text: str, *path: str | int, part: str = "") -> str:
    return cut(text, Positions(text).find(path, part=part))


def key(text: str, *path: str | int) -> str:
    return cut(text, Positions(text).find(path, on="key"))


def paths(tree: Any, path: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    if path:
        yield path, tree
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, child in children:
        yield from paths(child, (*path, step))


def assert_every_path_is_placed(text: str) -> None:
    """Each value is where its text parses to it; a table without a text of its own is at its key."""
    positions = Positions(text)
    for path, expected in paths(tomli.loads(text)):
        at_key = cut(text, positions.find(path, on="key"))
        at_value = cut(text, positions.find(path))
        if isinstance(path[-1], str):
            assert tomli.loads(f"{at_key} = 0") == {path[-1]: 0}, path
        if at_value == at_key and isinstance(expected, dict | list):
            continue
        assert repr(tomli.loads(f"value = {at_value}\n")["value"]) == repr(expected), path


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.name)
def test_every_value_of_the_shipped_decks_is_where_its_text_is(deck: Path) -> None:
    assert_every_path_is_placed(deck.read_text("utf-8"))


TREES = st.recursive(
    st.text(st.characters(codec="utf-8"), max_size=5) | st.integers(-9, 9) | st.booleans() | st.dates(),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), below, max_size=3)
    ),
    max_leaves=12,
)


@given(tree=st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=3), TREES, max_size=4))
@settings(max_examples=100)
def test_every_value_of_any_tree_is_where_its_text_is(tree: dict[str, Any]) -> None:
    assert_every_path_is_placed("".join(f"{toml(key)} = {toml(value)}\n" for key, value in tree.items() if key))


def test_lines_and_columns_are_counted_from_one_and_the_end_is_exclusive() -> None:
    assert Positions('a = 1\n  b = "xyz"\n').find(("b",)) == Span(2, 7, 2, 12)


@pytest.mark.parametrize("before", ["é", "漢字", "😀", "e\u0301", "\t"])
def test_columns_count_characters_not_bytes(before: str) -> None:
    start = len(f'a = {{ x = "{before}", y = ') + 1
    assert Positions(f'a = {{ x = "{before}", y = 7 }}\n').find(("a", "y")) == Span(1, start, 1, start + 1)


def test_places_can_be_asked_for_in_any_order() -> None:
    positions = Positions('a = ["é", "é", "é"]\nb = ["é", "é"]\n')
    steps: list[Keys] = [("a", 2), ("a", 0), ("b", 1), ("a", 1), ("b", 0), ("b", 1)]
    assert [positions.find(step).column for step in steps] == [16, 6, 11, 11, 6, 11]


def test_windows_line_ends_are_no_part_of_a_value() -> None:
    text = "a = 1\r\nb = [2,\r\n 3]\r\n[c]\r\nd = 4\r\n"
    assert Positions(text).find(("b", 1)) == Span(3, 2, 3, 3)
    assert Positions(text).find(("c", "d")) == Span(5, 5, 5, 6)


def test_a_text_of_several_lines_ends_where_it_ends() -> None:
    assert Positions('a = """\none\n  two"""\n').find(("a",)) == Span(1, 5, 3, 9)


QUESTIONS = """\
id = "rivers"
[[questions]]
id = "first"
options.nile = "Nile"
options."the rhine" = "Rhine"
[questions.source]
id = "atlas"
[questions.gaps.town]
accept = ["Ulm", "Vienna"]

[[questions]]
id = "second"
[[questions.parts]]
n = 1
[[questions.parts]]
n = 2
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("id",), '"rivers"'),
        (("questions", 0, "options", "nile"), '"Nile"'),
        (("questions", 0, "options", "the rhine"), '"Rhine"'),
        (("questions", 0, "source", "id"), '"atlas"'),
        (("questions", 0, "gaps", "town", "accept", 1), '"Vienna"'),
        (("questions", 1, "id"), '"second"'),
        (("questions", 1, "parts", 1, "n"), "2"),
    ],
)
def test_a_value_under_headers_is_found(path: Keys, text: str) -> None:
    assert value(QUESTIONS, *path) == text


@pytest.mark.parametrize(
    ("path", "span"),
    [
        (("questions", 0), Span(2, 3, 2, 12)),
        (("questions", 1), Span(11, 3, 11, 12)),
        (("questions", 0, "options"), Span(4, 1, 4, 8)),
        (("questions", 0, "source"), Span(6, 12, 6, 18)),
        (("questions", 0, "gaps", "town"), Span(8, 17, 8, 21)),
    ],
)
def test_a_table_that_is_not_written_in_braces_is_at_its_key(path: Keys, span: Span) -> None:
    assert Positions(QUESTIONS).find(path) == span


@pytest.mark.parametrize(
    "text", ["a.b = 1", "\"a\" . 'b' = 1", "[a]\nb = 1", "a = { b = 1 }", "a = {\n  b = 1,  # one\n}"]
)
def test_the_key_of_a_value_is_its_last_piece(text: str) -> None:
    assert key(text, "a", "b").strip("\"'") == "b"


def test_the_key_of_a_list_item_is_the_item() -> None:
    assert key("a = [1, 2]", "a", 1) == "2"


def test_a_question_written_in_braces_is_all_of_the_braces() -> None:
    assert value("questions = [\n  { id = 1 },\n  { id = 2 },\n]", "questions", 1) == "{ id = 2 }"


def test_a_header_of_its_own_goes_before_one_of_a_table_within() -> None:
    assert Positions("[a.b]\n[a]\n").find(("a",)) == Span(2, 2, 2, 3)


def test_a_table_within_a_table_of_dotted_keys_may_have_a_header() -> None:
    text = "[a]\nb.c = 1\n[a.b.d]\ne = 2\n"
    assert (value(text, "a", "b", "c"), value(text, "a", "b", "d", "e")) == ("1", "2")


def test_a_field_missing_under_a_header_is_missing_from_the_header() -> None:
    assert Positions(QUESTIONS).find(("questions", 1, "prompt")) == Span(11, 3, 11, 12)


def test_a_field_missing_in_braces_is_missing_from_the_braces() -> None:
    assert value("source = { at = 'p. 1' }", "source", "id") == "{ at = 'p. 1' }"


def test_an_item_missing_from_a_list_is_missing_from_its_key() -> None:
    assert value("answer = [1]", "answer", 1) == "answer"


@pytest.mark.parametrize("path", [(), ("title",), ("title", 3)])
def test_a_field_missing_from_the_file_is_missing_at_the_top(path: Keys) -> None:
    assert Positions("id = 1\n").find(path) == Span(1, 1, 1, 1)


def test_a_part_is_pointed_at_within_the_quotes() -> None:
    assert Positions('prompt = "The {{river}}"').find(("prompt",), part="{{river}}") == Span(1, 15, 1, 24)


@pytest.mark.parametrize(
    ("text", "quotes"), [('a = "b"', '"'), ("a = 'b'", "'"), ('a = """b"""', '"'), ("a = '''b'''", "'")]
)
def test_the_quotes_around_a_text_are_no_part_of_it(text: str, quotes: str) -> None:
    assert value(text, "a", part=quotes) == text.removeprefix("a = ")


def test_a_part_on_a_later_line_is_pointed_at_there() -> None:
    assert Positions('a = """\none\ntwo"""').find(("a",), part="wo") == Span(3, 2, 3, 4)


@pytest.mark.parametrize("text", [r'a = "x\u0041y"', "a = ['A']", "a = { A = 1 }", "a = 1"])
def test_a_part_that_is_not_in_the_text_as_such_is_the_whole_value(text: str) -> None:
    assert value(text, "a", part="A") == text.removeprefix("a = ")


@pytest.mark.parametrize(
    "newer",
    [
        "{\n  x = 1,  # one }\n  y = [2,\n # two\n ],\n}",
        "{ x = 1, }",
        r'"\e"',
        r'"\x41 \\x41 \\e"',
        "07:32",
        "1979-05-27 07:32",
        "1979-05-27T07:32-01:00",
        '"""\\e\n {"""',
    ],
)
def test_what_toml_1_1_added_moves_nothing(newer: str) -> None:
    text = f'"é".b = 1\na = {newer}\n"k\\e".z = "07:32 {{ , }}"\n[[b]]\nc = 2\n'
    assert_every_path_is_placed(text)
    assert value(text, "a") == newer
    assert value(text, "b", 0, "c") == "2"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, ("a", *[0] * 4999)),
        ("a = " + "{a=" * 4999 + "1" + "}" * 4999, ("a",) * 5000),
        (".".join("a" * 5000) + " = 1", ("a",) * 5000),
        ("[" + ".".join("a" * 5000) + "]", ("a",) * 5000),
    ],
    ids=["lists", "braces", "dotted key", "header"],
)
def test_nesting_5000_deep_is_followed_to_the_bottom(text: str, path: Keys) -> None:
    assert Positions(text).find(path).column > 4999


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "a",
        "a =",
        "= 1",
        "[",
        "[[",
        "[]",
        "[[]]",
        "[a",
        "a = {",
        "a = [",
        'a = "x',
        "a = '''",
        'a = "\\q"',
        '"\\ud800" = 1',
        "a..b = 1",
        "\0",
    ],
)
def test_a_file_that_is_no_toml_still_has_places(broken: str) -> None:
    text = f"{broken}\nz = 1\n[[a]]\n"
    positions = Positions(text)
    for path in [("a",), ("a", 0), ("a", 0, "b"), ("z",)]:
        span = positions.find(path)
        assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column) <= (4, 1)


def test_importing_the_module_does_not_load_the_grammar(tmp_path: Path) -> None:
    assert (
        python(tmp_path, "import sys, quizapp.decks.toml.spans; print('tree_sitter' in sys.modules)").strip() == "False"
    )

"""What `quizapp explain` says of each code, and that its examples are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import quizapp
from quizapp.authoring.check import check
from quizapp.authoring.codes import Code, code, codes, explanation, listing, with_table
from quizapp.core.errors import UsageProblem

HEAD = 'format = 1\nid = "rivers"\ntitle = "Rivers"\n'
REFERENCE = Path(__file__).parents[2] / "decks" / "README.md"

SHOWN = [pytest.param(entry, id=entry.code) for entry in codes() if entry.shown]
WITH_RIGHT = [pytest.param(entry, id=entry.code) for entry in codes() if entry.right]


def found(folder: Path, entry: Code, example: str) -> list[str]:
    """The codes that are found when an example stands where it belongs."""
    deck = entry.deck or example
    (folder / "rivers.toml").write_text(deck if "format =" in deck else HEAD + deck, "utf-8")
    if entry.deck:
        (folder / "rivers.nl.toml").write_text(example, "utf-8")
    if entry.cited:
        (folder / "guide.txt").write_text(entry.cited, "utf-8")
    return [diagnostic.code for diagnostic in check([folder / "rivers.toml"])]


@pytest.mark.parametrize("entry", SHOWN)
def test_a_wrong_example_has_its_problem_and_no_error_besides(entry: Code, tmp_path: Path) -> None:
    problems = found(tmp_path, entry, entry.wrong)
    assert entry.code in problems
    assert {name for name in problems if name.startswith("E")} <= {entry.code}


@pytest.mark.parametrize("entry", WITH_RIGHT)
def test_a_right_example_has_neither_the_problem_nor_any_error(entry: Code, tmp_path: Path) -> None:
    assert not [name for name in found(tmp_path, entry, entry.right) if name.startswith("E") or name == entry.code]


def test_exactly_the_codes_that_the_program_knows_are_explained() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(quizapp.__file__).parent.rglob("*.py"))
    assert [entry.code for entry in codes()] == sorted(set(re.findall(r'"([EL]\d{3})"', sources)))


def test_a_code_has_the_severity_that_its_problems_have() -> None:
    assert [code(name).severity for name in ("E102", "L207", "L214")] == ["error", "warning", "info"]


def test_a_code_may_be_given_in_lower_case() -> None:
    assert code("e102") == code("E102")


def test_an_unknown_code_is_told_with_the_nearest_ones() -> None:
    with pytest.raises(UsageProblem, match=r"There is no code `L119`\. Did you mean .*L110"):
        code("L119")


def test_a_code_that_is_like_no_other_is_told_what_codes_look_like() -> None:
    with pytest.raises(UsageProblem, match=r"There is no code `length`\. Codes look like E102 or L207"):
        code("length")


def test_an_explanation_has_the_title_the_meaning_and_both_examples() -> None:
    entry = Code("L999", "Dry river", "It has no water.", "wet = false\n", "wet = true\n")
    assert explanation(entry) == (
        "warning[L999]: Dry river\n\nIt has no water.\n\nWrong:\n\n    wet = false\n\nRight:\n\n    wet = true"
    )


def test_an_explanation_of_a_translation_shows_the_deck_and_names_the_files() -> None:
    text = explanation(Code("E399", "Dry river", "It has no water.", "nat = false", "nat = true", deck="wet = true"))
    assert re.findall(r"^\S.*:$", text, re.MULTILINE) == [
        "The deck, rivers.toml:",
        "Wrong, in rivers.nl.toml:",
        "Right, in rivers.nl.toml:",
    ]


def test_an_explanation_without_examples_is_the_title_and_the_meaning() -> None:
    assert explanation(Code("E099", "Dry river", "It has no water.")) == "error[E099]: Dry river\n\nIt has no water."


@pytest.mark.parametrize("entry", codes(), ids=lambda entry: entry.code)
def test_an_explanation_fits_a_terminal_of_80_columns(entry: Code) -> None:
    assert not [line for line in explanation(entry).splitlines() if len(line) > 80]


def test_the_listing_has_a_line_for_every_code() -> None:
    lines = listing().splitlines()
    assert lines[0] == "E001  error    Invalid TOML"
    assert [line.split()[0] for line in lines] == [entry.code for entry in codes()]


def test_the_list_of_codes_in_the_format_reference_is_up_to_date() -> None:
    readme = REFERENCE.read_text("utf-8")
    assert readme == with_table(readme), "write with_table() of it over it"


def test_only_what_stands_between_the_markers_is_replaced() -> None:
    before, _, after = with_table("one\n<!-- codes: begin -->\nold\n<!-- codes: end -->\ntwo\n").partition("| `E001` |")
    assert before.startswith("one\n<!-- codes: begin -->\n| code |")
    assert after.endswith("|\n<!-- codes: end -->\ntwo\n")
    assert "old" not in before + after


def test_a_text_without_the_markers_gets_no_table() -> None:
    with pytest.raises(ValueError, match="codes: begin"):
        with_table("one\n<!-- codes: end -->\n")

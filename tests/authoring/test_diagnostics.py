"""How a problem is shown: at its place, with carets under exactly what is meant, on any terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from quizapp.authoring.diagnostics import closing, diagnose, render
from quizapp.core.questions.problems import Also, Problem
from quizapp.decks.findings import Located

FILE = Path("decks/rivers.toml")


def shown(text: str, *problems: Problem | Located, width: int = 80, colour: bool = False) -> str:
    found = diagnose(FILE, text, problems)
    return "\n".join(render(one, text.split("\n"), width=width, colour=colour) for one in found)


def unknown(path: tuple[str | int, ...] = ("titel",), **changes: str) -> Problem:
    return Problem(path, "E102", "unknown field `titel`", "did you mean `title`?", on="key", **changes)  # type: ignore[arg-type]


def test_a_problem_is_shown_as_a_compiler_would() -> None:
    assert shown('format = 1\ntitel = "Rivers"', unknown(label="not a field of a deck")) == (
        "error[E102]: unknown field `titel`\n"
        " --> decks/rivers.toml:2:1\n"
        "  |\n"
        '2 | titel = "Rivers"\n'
        "  | ^^^^^ not a field of a deck\n"
        "  = help: did you mean `title`?\n"
    )


def test_line_numbers_of_two_digits_move_the_gutter() -> None:
    report = shown("\n" * 11 + "titel = 1", unknown())
    assert "  --> decks/rivers.toml:12:1\n   |\n12 | titel = 1\n   | ^^^^^\n" in report


@pytest.mark.parametrize("before", ["\t", "日本 = 1, ", "e\u0301 = 1, ", "👍🏽 = 1, ", "\u0301"])
def test_carets_stand_under_the_value_after_wide_combining_and_tab_characters(before: str) -> None:
    line = f"{before}answer = 7"
    column = len(before) + 1
    _, _, _, source, carets, *_ = shown(line, Located(Problem((), "E001", "x"), 1, column)).split("\n")
    at = carets.index("^")
    assert cell_len(source[: source.index("answer")]) == at


def test_a_part_of_a_text_is_pointed_at() -> None:
    report = shown('prompt = "The {{sea}} is wide"', Problem(("prompt",), "E205", "x", part="{{sea}}"))
    assert '1 | prompt = "The {{sea}} is wide"\n  |               ^^^^^^^\n' in report


@pytest.mark.parametrize("width", range(-7, 20))
def test_on_a_terminal_without_room_the_excerpt_keeps_some(width: int) -> None:
    report = shown(f'prompt = "{"long " * 50}"', Problem(("prompt",), "L215", "m"), width=width)
    assert "1 | …" in report and "^" in report


def test_a_second_place_is_shown_with_what_is_there() -> None:
    problem = Problem(("b",), "E212", "x", also=(Also(("a",), "first used here"),))
    report = shown('a = "nile"\n\nb = "nile"', problem)
    assert '3 | b = "nile"\n  |     ^^^^^^\n ...\n1 | a = "nile"\n  |     ------ first used here\n' in report


def test_two_places_on_one_line_are_shown_under_it_once() -> None:
    problem = Problem(("a", 1), "E202", "x", also=(Also(("a", 0), "here too"),))
    report = shown("a = [1, 1]", problem)
    assert "1 | a = [1, 1]\n  |         ^\n  |      - here too\n" in report


@pytest.mark.parametrize("column", [1, 40, 100, 395])
@pytest.mark.parametrize("width", [40, 80])
def test_a_long_line_is_cut_around_the_spot(column: int, width: int) -> None:
    text = "x" * (column - 1) + "SPOT" + "y" * (400 - column)
    report = shown(text, Located(Problem((), "E001", "m"), 1, column), width=width)
    source, carets = report.split("\n")[3:5]
    assert cell_len(source) <= width
    assert source[carets.index("^")] == "S"


def test_a_value_wider_than_the_terminal_is_underlined_to_its_edge() -> None:
    report = shown(f'prompt = "{"long " * 50}"', Problem(("prompt",), "L215", "m"), width=40)
    source, carets = report.split("\n")[3:5]
    assert cell_len(source) <= 40
    assert len(carets) <= 40


def test_a_text_of_several_lines_is_underlined_on_its_first() -> None:
    report = shown('prompt = """a\nb\nc"""', Problem(("prompt",), "E107", "m"))
    assert '1 | prompt = """a\n  |          ^^^^\n' in report


def test_nothing_that_could_disturb_a_terminal_is_shown_as_it_is() -> None:
    report = shown("titel = '\x9b31m\u202e'", unknown(label="\x1b[2J"))
    assert not set(report) & set("\x9b\u202e\x1b")
    assert "U+009B" in report


def test_a_file_that_could_not_be_read_has_no_line_to_show() -> None:
    found = diagnose(FILE, "", [Located(Problem((), "E003", "this is a folder", "name a file"), 1, 1)])
    assert render(found[0], []) == (
        "error[E003]: this is a folder\n --> decks/rivers.toml:1:1\n  = help: name a file\n"
    )


def test_there_is_colour_only_where_it_is_wanted() -> None:
    assert "\x1b[" in shown("titel = 1", unknown(), colour=True)
    assert "\x1b" not in shown("titel = 1", unknown())


def test_problems_stand_in_the_order_of_the_file() -> None:
    problems = [Problem(("b",), "L101", "second"), Problem(("a",), "E101", "first")]
    assert [one.message for one in diagnose(FILE, "a = 1\nb = 2", problems)] == ["first", "second"]


def test_json_has_lines_and_columns_from_one_with_ends_exclusive() -> None:
    problem = Problem(("b",), "E212", "m", "h", also=(Also(("a",), "first"),))
    assert diagnose(FILE, 'a = "日本"\nb = "日本"', [problem])[0].as_json() == {
        "file": "decks/rivers.toml",
        "line": 2,
        "column": 5,
        "end_line": 2,
        "end_column": 9,
        "code": "E212",
        "severity": "error",
        "message": "m",
        "help": "h",
        "also": [{"label": "first", "line": 1, "column": 5, "end_line": 1, "end_column": 9}],
    }


def test_github_gets_an_annotation_with_its_own_escapes() -> None:
    problem = Problem(("a",), "L207", "100 % longer\nthan", "shorten: it")
    file = Path("a,b:c.toml")
    assert diagnose(file, "a = 12", [problem])[0].as_github() == (
        "::warning file=a%2Cb%3Ac.toml,line=1,col=5,endLine=1,endColumn=6,title=L207"
        "::100 %25 longerU+000Athan; shorten: it"
    )


def test_the_closing_line_counts_problems_decks_and_questions() -> None:
    found = diagnose(FILE, "a = 1", [unknown(("a",)), Problem(("a",), "L207", "x"), Problem(("a",), "L214", "x")])
    assert list(closing(found, 4, 163)) == [
        "1 error, 1 warning and 1 note in 1 of 4 decks (163 questions). `quizapp explain E102` says more."
    ]
    assert list(closing([], 1, 1)) == ["No problems in 1 deck (1 question)."]

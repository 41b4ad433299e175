"""What a teacher is told about a syntax error: in plain words, and with the way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli

from quizapp.decks.toml.parse import parse
from quizapp.decks.toml.parsed import Parsed
from quizapp.decks.toml.recover import BUDGET, MAX_SYNTAX_ERRORS

QUESTION = '[[questions]]\nid = "rhine-end"\ntype = "card"\nprompt = "Where does the Rhine end?"\n'
ANOTHER = QUESTION.replace("Rhine", "Volga").replace("rhine", "volga")


def told(text: str) -> list[str]:
    """The messages of a text's syntax errors, each with its advice."""
    return [f"{error.problem.message}; {error.problem.help}" for error in parse(text).syntax_errors]


WORDS: dict[str, tuple[str, str]] = {
    # quotes and spaces
    "curly quotes": ("title = “Rivers”", 'these are not straight quotes; type " on both sides'),
    "German quotes": ("title = „Rivers“", 'these are not straight quotes; type " on both sides'),
    "guillemets": ("title = «Rivers»", 'these are not straight quotes; type " on both sides'),
    "curly single quotes": ("title = ‘Rivers’", 'these are not straight quotes; type " on both sides'),
    "a curly quote at the end": ('title = "Rivers”', 'these are not straight quotes; type " on both sides'),
    "no quote at the end": ('title = "Rivers', 'the text has no closing quote; put a " at the end'),
    "no quote at the end of a quotation": ('title = "“Rivers”', 'the text has no closing quote; put a " at the end'),
    "a no-break space": (
        'title\u00a0= "Rivers"',
        "invisible character here (U+00A0 NO-BREAK SPACE); delete it, or type",
    ),
    "a zero-width space": (
        '\u200btitle = "Rivers"',
        "an invisible character here (U+200B ZERO WIDTH SPACE); delete it",
    ),
    "a wide equals sign": ('title ＝ "Rivers"', "`＝` is not `=`; type `=`"),
    "a control character": ('title = "Ri\x07vers"', "there is a control character here (U+0007); delete it"),
    "an old line end": ("format = 1\rtitle = 2", "this line has an old Mac line ending (U+000D); save the file with"),
    # values
    "True": ("answer = True", "`True` is not a value; write true or false, in lower case"),
    "vrai": ("answer = vrai", "`vrai` is not a value; write true or false, in lower case"),
    "more than true": ("answer = truely", "this is not a value; write true or false, in lower case"),
    "None": ("hint = None", "`None` is not a value; leave the line out if it has no value"),
    "nothing": ("answer =", 'there is no value after `=`; write answer = "..."'),
    "words": ("prompt = Which river?", 'this is not a value; put text in double quotes: "Which river?"'),
    "words in a list": ("tags = [seas, ports]", 'put text in double quotes: "seas"'),
    "no opening quote": ('prompt = Which river?"', 'the text has no opening quote; put a " before it'),
    "= twice": ('prompt == "Which?"', "there is one `=` too many; write one `=`"),
    "round brackets": ('tags = ("seas")', "this is not a value; put a list in [ and ]"),
    "braces for a list": ('tags = { "seas", "ports" }', "a list goes in square brackets; write [ and ] instead"),
    "a month that is none": ("published = 2025-13-01", "this date does not exist; write year, month and day"),
    # numbers
    "a decimal comma": ("answer = 578,5", "this is not how a number is written; use a decimal point: 578.5"),
    "a decimal comma or thousands": ("answer = 28,000", "write 28000, or 28.000 if the comma is a decimal comma"),
    "thousands with spaces": ("answer = 28 000", "this is not how a number is written; write 28000"),
    "thousands with no-break spaces": ("answer = 28\u202f000", "this is not how a number is written; write 28000"),
    "thousands and a fraction": ("answer = 1.028.000,5", "write 1028000.5"),
    "a zero in front": ("answer = 0578", "this is not how a number is written; write 578"),
    "no zero in front": ("answer = .5", "this is not how a number is written; write 0.5"),
    "a unit": ("answer = 578 députés", 'write just the number, and unit = "députés" on the next line'),
    "a unit of a tolerance": ("tolerance = 10%", "there is something after the number; write just the number"),
    "a number in words": ("hint = 2 rivers", 'put text in double quotes: "2 rivers"'),
    "a date without zeros": ("answer = 1789-7-4", "this is not how a date is written; write 1789-07-04"),
    "a month": ("answer = 1789-07", 'this is not how a date is written; put it in double quotes: "1789-07"'),
    "words after a date": ("published = 2025-05-08 in May", "there is something after the value; put it on its own"),
    "a date as in French": ("answer = 14 juillet 1789", "this is not how a date is written; write year, month and day"),
    # after a value
    "} too many": ('source = { id = "a" } }', "this `}` closes nothing; delete this `}`"),
    "] too many": ('tags = ["seas"]]', "this `]` closes nothing; delete this `]`"),
    "} too early": (
        'source = { id = "a" }, at = "p. 1" }',
        "the `}` before this closes too early; keep only the last `}`",
    ),
    "a comma at the end": ('hint = "seas",', "there is a `,` after the value; delete this `,`"),
    "a semicolon at the end": ('hint = "seas";  # here', "there is a `;` after the value; delete this `;`"),
    "quotes in quotes": (
        'hint = "the "Rhine""',
        'the text ends at the quote before this; write \\" for a quote inside',
    ),
    "quotes in quotes in a list": ('tags = ["the "Rhine"", "Po"]', 'write \\" for a quote inside the text'),
    "an apostrophe": ("hint = 'l'an deux'", "the text ends at the apostrophe before this; put double quotes around"),
    "several values": ('tags = "seas", "ports"', 'put them in square brackets: ["seas", "ports"]'),
    "two fields": ('id = "a" type = "card"', "there is a second field on this line; put `type` on its own line"),
    "a remark": ('id = "a" // first', "this is not a comment; start a comment with #"),
    "words after it": (
        'hint = "seas" and ports',
        "there is something after the text; put it inside the quotes, or put # before",
    ),
    "a value and a value": ("shuffle = true true", "there is something after the value; put it on its own line"),
    # lists and tables
    "no comma": ('tags = ["seas" "ports"]', "a comma or `]` is missing before this; put a comma between the items, or"),
    "no ]": ('tags = ["seas", "ports"\nid = "a"', "the list is not closed; put `]` at the end, or a comma between"),
    "no } at the end": ('source = { id = "a"', "the table is not closed; put `}` at the end"),
    "] for }": ('source = { id = "a" ]', "this should be `}`; write `}` instead of `]`"),
    "semicolons": ('tags = ["seas"; "ports"]', "`;` does not separate the items of a list; separate them with commas"),
    "no quote before a comma": (
        'tags = ["seas, "ports"]',
        'the text before this has no closing quote; put a " before the',
    ),
    "a key twice in a table": (
        'source = { id = "a", id = "b" }',
        "`id` appears twice in this table; keep one of the two",
    ),
    # keys
    "an accent in an id": (
        'options.première = "Po"',
        "a key can only contain a-z, A-Z, 0-9, - and _; did you mean `premiere`?",
    ),
    "an accent first in an id": ('gaps.égalité.accept = ["Po"]', "- and _; did you mean `egalite`?"),
    "a space in an id": ('options.la seine = "Seine"', "a key cannot contain spaces; did you mean `la-seine`?"),
    "an accent in a field": ('explanatión = "Po"', "- and _; did you mean `explanation`?"),
    "a colon": ('title: "Rivers"', 'there is no `=` after the key; write title = "Rivers"'),
    "a colon and no quotes": ("title: Rivers", 'there is no `=` after the key; write title = "Rivers"'),
    "a colon and nothing": ("source:", 'there is no `=` after the key; write source = { id = "..." }'),
    "no =": ('prompt "Which?"', 'there is no `=` after the key; write prompt = "Which?"'),
    "a title alone": (
        "Questions on rivers",
        "there is no `=` on this line; write key = value, or put # before a comment",
    ),
    "no key": ('= "Rivers"', "there is no key before the `=`; write key = value"),
    "a dot too many": ('options. = "Po"', "a name is missing here; add it, or delete the dot"),
    "a key twice": ('hint = "a"\nhint = "b"', "`hint` appears twice; keep one of the two; the other is on line 1"),
    "a table in two ways": (
        'options = { a = "A" }\noptions.b = "B"',
        "`options` is written in two ways; write all of it in braces, or all of it with dots",
    ),
    # texts
    "a backslash": (
        'hint = "C:\\Users"',
        "no character has the code after this backslash; write \\\\ for a backslash",
    ),
    "half a surrogate": ('hint = "\\ud800"', "no character has this code; write the character itself"),
    "one backslash": (
        'hint = "Ob\\Irtysh"',
        "there is a single backslash here; write \\\\ for a backslash",
    ),
    "triple quotes": ('hint = """\nseas', "the text in triple quotes is not closed; put three quotes at the end"),
    # headers and other lines
    "no brackets": ("questions", "`questions` does not start a question; write [[questions]], with two brackets on"),
    "YAML": ("questions:\nquestions:", "write [[questions]], with two brackets on each side, each time"),
    "half a header": ("[[questions]", "`[[questions]` does not start a question; write [[questions]]"),
    "a header not closed": (
        "[sources.atlas",
        "the header is not closed here; close it with as many brackets as it opens",
    ),
    "an accent in a header": (
        "[sources.müller]",
        "a key can only contain a-z, A-Z, 0-9, - and _; did you mean `muller`?",
    ),
    "a space in a header": ("[sources.the atlas]", "a key cannot contain spaces; did you mean `the-atlas`?"),
    "a header with words": (
        '[sources.atlas] title = "A"',
        "there is something after the header; put it on its own line",
    ),
    "a header twice": (
        "[sources]\n[sources]",
        "this table appears twice; merge the two; the other is on",
    ),
    "questions already": (
        "questions = []\n[[questions]]",
        "`questions` already means something else further up; write each",
    ),
    "a remark with slashes": ("// rivers", "this is not a comment; start a comment with #"),
    "JSON": ('{ "format": 1 }', "this is not TOML, the format of decks; write each field on its own line"),
    "a bracket alone": ("]", "this `]` closes nothing; delete this `]`"),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_syntax_error_is_told_in_plain_words_with_the_way_out(name: str) -> None:
    text, words = WORDS[name]
    assert words in told(text)[0]


TOMLI: dict[str, str] = {
    "Invalid statement": "?",
    "Expected newline or end of document after a statement": "a = 1 b",
    "Expected {expect!r}": "a = '''b",
    "Found invalid character {src[pos]!r}": "a = 'b\nc'",
    "Cannot declare {key} twice": "[a]\n[a]",
    "Cannot overwrite a value": "a = 1\na = 2",
    "Expected ']' at the end of a table declaration": "[a",
    "Expected ']]' at the end of an array declaration": "[[a]",
    "Cannot mutate immutable namespace {key}": "a = []\n[[a]]",
    "Cannot mutate immutable namespace {abs_key_parent}": "a = {}\na.b = 1",
    "Cannot redefine namespace {cont_key}": "[a.b]\n[a]\nb.c = 1",
    "Expected '=' after a key in a key/value pair": "a",
    "Invalid initial character for a key part": "a.? = 1",
    "Unclosed array": "a = [1 2]",
    "Unclosed inline table": "a = { b = 1 c = 2 }",
    "Duplicate inline table key {key_stem!r}": "a = { b = 1, b = 2 }",
    "Unescaped '\\\\' in a string": 'a = "\\q"',
    "Invalid hex value": 'a = "\\xfg"',
    "Escaped character is not a Unicode scalar value": 'a = "\\ud800"',
    "Unterminated string": 'a = """b',
    "Illegal character {char!r}": 'a = "b\n"',
    "Invalid date or datetime": "a = 2025-02-30",
    "Invalid value": "a = ?",
}
"""A text for each message of the parser, as its source has it."""


def test_no_message_of_the_parser_is_unknown() -> None:
    source = Path(tomli.__file__).with_name("_parser.py").read_text("utf-8")
    said = re.findall(r"""raise TOMLDecodeError\(\s*f?(["'])(.+?)\1""", source)
    assert {message for _, message in said} == set(TOMLI)


@pytest.mark.parametrize("message", TOMLI)
def test_no_teacher_meets_the_words_of_the_parser(message: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError) as raised:
        tomli.loads(TOMLI[message])
    pattern = re.escape(message.replace("\\\\", "\\"))
    assert re.fullmatch(re.sub(r"\\\{.+?\\\}", ".+", pattern), raised.value.msg), raised.value.msg
    (words,) = told(TOMLI[message])
    assert words != "this is not valid TOML; correct the line, or rewrite it"
    assert not re.search(r"statement|declar|namespace|inline|array|unicode|hex|escape|document", words, re.IGNORECASE)


def test_the_last_of_too_many_errors_says_that_there_may_be_more() -> None:
    words = told('hint "x"\n\n' * (MAX_SYNTAX_ERRORS + 1))
    assert len(words) == MAX_SYNTAX_ERRORS
    assert [line for line in words if "there may be more problems after this" in line] == words[-1:]


def test_as_many_errors_as_are_told_hide_nothing() -> None:
    parsed = parse('hint "x"\n\n' * MAX_SYNTAX_ERRORS + "format = 1")
    assert parsed.tree == {"format": 1}
    assert "may be more" not in parsed.syntax_errors[-1].problem.help


def test_a_large_text_is_read_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def loads(text: str) -> dict[str, object]:
        sizes.append(len(text))
        return real(text)

    real = tomli.loads
    monkeypatch.setattr(tomli, "loads", loads)
    text = "a = 1\n" * (BUDGET // 30) + 'hint "x"\n\n' * 10
    parse(text)
    assert sum(size > len(text) / 2 for size in sizes) <= 6


def ids(parsed: Parsed) -> list[str]:
    """The ids of the questions that were understood."""
    assert parsed.tree is not None
    return [question.get("id", "") for question in parsed.tree["questions"]]


@pytest.mark.parametrize(
    "header", ["questions", "questions:", "[questions]", "[[questions]", "[[[questions]]]", "[[question]]"]
)
def test_a_header_that_is_not_quite_right_is_one_error_and_begins_a_question(header: str) -> None:
    parsed = parse((QUESTION + ANOTHER + QUESTION).replace("[[questions]]", header))
    assert ids(parsed) == ["rhine-end", "volga-end", "rhine-end"]
    assert [(error.line, error.problem.help.partition(",")[0]) for error in parsed.syntax_errors] == [
        (1, "write [[questions]]")
    ]


def test_single_brackets_in_a_translation_are_not_taken_for_a_list() -> None:
    assert told('translates = "rivers"\n[questions]\n[questions]') == [
        "this table appears twice; write [questions.ID] for each question"
    ]


def test_a_header_that_was_left_out_is_one_error_and_makes_two_questions() -> None:
    parsed = parse(QUESTION + ANOTHER.replace("[[questions]]", ""))
    assert ids(parsed) == ["rhine-end", "volga-end"]
    assert [f"{error.line}: {error.problem.message}; {error.problem.help}" for error in parsed.syntax_errors] == [
        "6: there is a second `id` in this question; is a [[questions]] line missing above?"
    ]


def test_a_header_of_a_table_below_a_question_is_told_with_the_line_to_write() -> None:
    parsed = parse(QUESTION + '[options]\npo = "Po"\nanswer = "po"\n' + ANOTHER)
    assert ids(parsed) == ["rhine-end", "volga-end"]
    assert parsed.tree is not None and parsed.tree["questions"][0]["answer"] == "po"
    assert told(QUESTION + '[options]\npo = "Po"\n') == [
        '`[options]` ends the question above it; delete this line, and write options.po = "..."'
    ]


@pytest.mark.parametrize("text", ["", " \n\n", "# later\n"])
def test_a_file_with_nothing_in_it_is_one_error(text: str) -> None:
    assert told(text) == [
        "there is nothing in this file; write a deck or a translation in it; "
        "`quizapp new NAME` makes a deck to start from"
    ]

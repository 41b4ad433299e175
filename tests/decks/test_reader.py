"""Reading decks: what is accepted, and what a teacher is told about what is not."""

from __future__ import annotations

import codecs
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.decks.deck import Deck, Entry, entry_problems
from quizapp.core.questions.base import Citation
from quizapp.core.questions.choices import Choice
from quizapp.core.questions.typed import Text
from quizapp.decks.findings import DeckError
from quizapp.decks.reader import read_deck
from quizapp.decks.toml.text import MAX_BYTES
from tests.support.making import choice, deck_toml, flashcard, multiple, text, toml, true_false
from tests.support.program import python

HEAD = """
format = 1
id = "rivers"
title = "Rivers"
"""
CHOICE = """
[[questions]]
id = "longest"
type = "choice"
prompt = "Which is the longest?"
options.nile = "Nile"
options.rhine = "Rhine"
answer = "nile"
"""
MULTIPLE = CHOICE.replace('"choice"', '"multiple"').replace('answer = "nile"', 'answer = ["nile"]')
TRUE_FALSE = """
[[questions]]
id = "uphill"
type = "true-false"
prompt = "A river can flow uphill."
answer = false
"""
TEXT = """
[[questions]]
id = "city"
type = "text"
prompt = "Where does the Sava end?"
accept = ["Belgrade", "Beograd"]
"""
CARD = """
[[questions]]
id = "delta"
type = "card"
prompt = "A mouth of many arms"
back = "A delta"
"""

DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def read(tmp_path: Path, content: str | bytes) -> Deck:
    path = tmp_path / "rivers.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_deck(path)


def refusal(tmp_path: Path, content: str | bytes) -> str:
    """What the teacher is told about a deck: the file, and sentences that are fit for a terminal."""
    with pytest.raises(DeckError) as raised:
        read(tmp_path, content)
    told = str(raised.value)
    assert told.startswith(str(tmp_path / "rivers.toml"))
    assert raised.value.findings
    for sentence in map(str, raised.value.findings):
        assert sentence.endswith((".", "?"))
        assert "Input should be" not in sentence and "pydantic" not in sentence
        assert not [c for c in sentence if unicodedata.category(c) in ("Cc", "Zl", "Zp") or c in DIRECTIONS], repr(
            sentence
        )
    return told


# What is wrong, and what is said about it

BROKEN: dict[str, tuple[str, str]] = {
    # the file
    "nothing at all": ("", "there is nothing in this file; write a deck"),
    "no TOML": (HEAD + "title Rivers", 'line 5, column 7: there is no `=` after the key; write title = "Rivers"'),
    "a key twice": (HEAD + 'title = "Streams"', "line 5"),
    "a string without an end": (HEAD + 'description = "long', "the text has no closing quote"),
    # the head
    "no questions": (HEAD, "the deck has no questions; add a [[questions]] table"),
    "no id": (HEAD.replace('id = "rivers"', "") + CHOICE, 'id: `id` is missing; add id = "..."'),
    "an id with a space": (
        HEAD.replace('"rivers"', '"big rivers"') + CHOICE,
        "`big rivers` is not a valid id; use lower-case",
    ),
    "an id of nothing": (HEAD.replace('"rivers"', '""') + CHOICE, "`` is not a valid id"),
    "a blank title": (HEAD.replace('"Rivers"', '"  "') + CHOICE, "title: this is blank"),
    "a later format": (
        HEAD.replace("1", "2") + CHOICE,
        "format: this version of quizapp reads format 1, not 2; update quizapp",
    ),
    "a format in quotes": (HEAD.replace("1", '"1"') + CHOICE, "format: "),
    "a title that is a number": (HEAD.replace('"Rivers"', "7") + CHOICE, "title: `title` must be text in quotes"),
    "authors that are no list": (HEAD + 'authors = "me"' + CHOICE, "`authors` must be a list in square brackets"),
    "a mistyped key": (HEAD + 'titel = "Rivers"' + CHOICE, "titel: unknown field `titel`; did you mean `title`?"),
    "an unknown key": (HEAD + "zoom = 3" + CHOICE, "unknown field `zoom`; use one of: format, id, title"),
    "a type's name as a key": (HEAD + "text = 3" + CHOICE, "unknown field `text`"),
    "sources that are no table": (HEAD + "sources = 3" + CHOICE, "sources: `sources` must be a table"),
    "a source that is no table": (HEAD + 'sources.nile = "book"' + CHOICE, "sources.nile: `nile` must be a table"),
    "a source without a title": (
        HEAD + 'sources.nile = { author = "me" }' + CHOICE,
        "sources.nile.title: `title` is missing",
    ),
    "a mistyped key of a source": (
        HEAD + 'sources.nile = { title = "Nile", autor = "me" }' + CHOICE,
        "unknown field `autor`; did you mean `author`?",
    ),
    "a source's date in words": (
        HEAD + 'sources.nile = { title = "Nile", published = "May" }' + CHOICE,
        "`published` must be a date such as 2025-05-08",
    ),
    # questions in general
    "questions as one table": (
        HEAD + CHOICE.replace("[[questions]]", "[questions]"),
        "write each one as [[questions]]",
    ),
    "questions as a number": (HEAD + "questions = 3", "write each one as [[questions]]"),
    "questions by name": (HEAD + '[questions.nile]\nprompt = "Nile"', "write each one as [[questions]]"),
    "questions by name with a control character": (HEAD + '[questions.nile]\nprompt = "\\u0007"', "U+0007"),
    "a question that is no table": (HEAD + "questions = [3]", "question 1: "),
    "no type": (
        HEAD + CHOICE.replace('type = "choice"', ""),
        'question 1 (longest), type: `type` is missing; add type = "..." with one of: card',
    ),
    "a mistyped type": (
        HEAD + CHOICE.replace('"choice"', '"chioce"'),
        "there is no question type `chioce`; did you mean `choice`?",
    ),
    "an unknown type": (
        HEAD + CHOICE.replace('"choice"', '"quiz"'),
        "there is no question type `quiz`; use one of: card",
    ),
    "a type that is a number": (HEAD + CHOICE.replace('"choice"', "3"), "there is no question type `3`"),
    "a question without an id": (
        HEAD + CHOICE.replace('id = "longest"', ""),
        '`id` is missing; add id = "...", or let `quizapp ids` write one',
    ),
    "an id with a capital": (HEAD + CHOICE.replace('"longest"', '"Longest"'), "`Longest` is not a valid id"),
    "the same id twice": (
        HEAD + CHOICE + CHOICE,
        "question 2 (longest), id: question 1 has the id or alias `longest` too",
    ),
    "an id that is another's alias": (
        HEAD + CHOICE + TEXT + 'aliases = ["longest"]',
        "question 2 (city), aliases.1: question 1 has the id or alias `longest` too",
    ),
    "an alias of itself": (HEAD + CHOICE + 'aliases = ["longest"]', "`longest` is an alias of itself"),
    "an alias that is no id": (HEAD + CHOICE + 'aliases = ["The Longest"]', "`The Longest` is not a valid id"),
    "no prompt": (
        HEAD + TEXT.replace("prompt", "hint"),
        'question 1 (city), prompt: `prompt` is missing; add prompt = "..."',
    ),
    "a blank prompt": (HEAD + TEXT.replace("Where does the Sava end?", " \\n "), "prompt: this is blank"),
    "a prompt too long": (
        HEAD + TEXT.replace("Where", "W" * 4000),
        "the prompt has 4,019 characters; the limit is 4,000; shorten it",
    ),
    "a mistyped key of a question": (
        HEAD + TEXT + 'explenation = "x"',
        "unknown field `explenation`; did you mean `explanation`?",
    ),
    "another type's key": (HEAD + TEXT + "reverse = true", "unknown field `reverse`; use one of:"),
    "a difficulty off the scale": (
        HEAD + TEXT + "difficulty = 6",
        "difficulty 6 is off the scale; use a number from 1 to 5",
    ),
    "a difficulty in words": (HEAD + TEXT + 'difficulty = "hard"', "`difficulty` must be a whole number"),
    "a difficulty with a fraction": (HEAD + TEXT + "difficulty = 2.5", "`difficulty` must be a whole number"),
    "a difficulty that is true": (HEAD + TEXT + "difficulty = true", "`difficulty` must be a whole number"),
    "no points": (HEAD + TEXT + "points = 0", "worth 0 points; use a number from 1 to 1000"),
    "tags that are no list": (HEAD + TEXT + 'tags = "cities"', "`tags` must be a list in square brackets"),
    "a tag that is a number": (HEAD + TEXT + 'tags = ["cities", 3]', "question 1 (city), tags.2: "),
    "a hint that is a time": (HEAD + TEXT + "hint = 10:30:00", "this is a time of day; put text in quotes"),
    "a source as text": (HEAD + TEXT + 'source = "nile"', "`source` must be a table"),
    "a source that is not declared": (
        HEAD + TEXT + 'source = { id = "nile" }',
        "question 1 (city), source.id: `nile` is not a source of this deck; add the line `sources.nile",
    ),
    "a mistyped source": (
        HEAD + 'sources.nile = { title = "Nile" }' + TEXT + 'source = { id = "nil" }',
        "`nil` is not a source of this deck; did you mean `nile`?",
    ),
    "a mistyped key of a citation": (HEAD + TEXT + 'source = { id = "nile", qoute = "x" }', "did you mean `quote`?"),
    # their types
    "an answer that is no option": (
        HEAD + CHOICE.replace('= "nile"', '= "nil"'),
        "`nil` is not one of the options; did you mean `nile`?",
    ),
    "a single option": (HEAD + CHOICE.replace('options.rhine = "Rhine"', ""), "`options` has 1 entry; give 2 to 20"),
    "21 options": (HEAD + CHOICE + "\n".join(f'options.o{n} = "{n}"' for n in range(19)), "give 2 to 20"),
    "a blank option": (HEAD + CHOICE.replace('"Rhine"', '""'), "options.rhine: this is blank"),
    "an option id with a capital": (
        HEAD + CHOICE.replace("options.rhine", "options.Rhine"),
        "`Rhine` is not a valid id",
    ),
    "options as a list": (
        HEAD + TEXT.replace('"text"', '"choice"').replace("accept", "options"),
        "`options` must be a table",
    ),
    "feedback on the right option": (
        HEAD + CHOICE + 'feedback.nile = "x"',
        "feedback for the right option is never shown",
    ),
    "feedback on no option": (HEAD + CHOICE + 'feedback.volga = "x"', "for `volga`, which is not an option here"),
    "no right option": (HEAD + MULTIPLE.replace('["nile"]', "[]"), "no right answer is listed"),
    "a right option twice": (
        HEAD + MULTIPLE.replace('["nile"]', '["nile", "nile"]'),
        "answer.2: `nile` is listed twice",
    ),
    "a wrong right option": (
        HEAD + MULTIPLE.replace('["nile"]', '["volga"]'),
        "answer.1: `volga` is not one of the options",
    ),
    "one right option as text": (
        HEAD + MULTIPLE.replace('["nile"]', '"nile"'),
        "`answer` must be a list in square brackets",
    ),
    "a penalty below nothing": (HEAD + MULTIPLE + "penalty = -0.5", "`penalty` cannot be -0.5"),
    "true in quotes": (
        HEAD + TRUE_FALSE.replace("false\n", '"false"\n'),
        "`answer` must be true or false, without quotes",
    ),
    "feedback on neither true nor false": (HEAD + TRUE_FALSE + 'feedback.maybe = "x"', "use one of: false, true"),
    "nothing accepted": (HEAD + TEXT.replace('["Belgrade", "Beograd"]', "[]"), "no accepted answer is listed"),
    "a blank accepted": (HEAD + TEXT.replace('"Beograd"', '" "'), "accept.2: this is blank"),
    "accepted and rejected": (HEAD + TEXT + 'reject.Beograd = "x"', "`Beograd` is both accepted and rejected"),
    "an accepted distractor": (HEAD + TEXT + 'distractors.b = "Beograd"', "`Beograd` is also an accepted answer"),
    "a distractor called answer": (
        HEAD + TEXT + 'distractors.answer = "Zagreb"',
        "the id `answer` is taken by the right option",
    ),
    "typos below nothing": (HEAD + TEXT + "typos = -1", "`typos` cannot be -1"),
    "something else to ignore": (
        HEAD + TEXT + 'ignore = ["vowels"]',
        "`vowels` is not allowed here; use 'case', 'accents'",
    ),
    "a card without a back": (HEAD + CARD.replace("back =", "hint ="), "question 1 (delta), back: `back` is missing"),
    "feedback on a card": (HEAD + CARD + 'feedback.wrong = "x"', "there are no options to give feedback on"),
    # what no deck may hold
    "not a number": (HEAD + MULTIPLE + "penalty = nan", "nan is not a finite number"),
    "infinity": (HEAD + MULTIPLE + "penalty = inf", "inf is not a finite number"),
    "a number too large for infinity": (HEAD + MULTIPLE + "penalty = 1e999", "inf is not a finite number"),
    "a number of 5,000 digits": (HEAD + TEXT + "points = " + "9" * 5000, "rivers.toml: "),
    "a hexadecimal number of 5,000 digits": (HEAD + TEXT + "difficulty = 0x" + "f" * 5000, "rivers.toml: "),
    "a null character": (HEAD + TEXT + 'hint = "\\u0000"', "the text contains the control character U+0000"),
    "an escape sequence": (
        HEAD + TEXT + 'hint = "\\u001b[31m"',
        "hint: the text contains the control character U+001B",
    ),
    "a control character of the upper half": (HEAD + TEXT + 'hint = "\\u009b31m"', "the control character U+009B"),
    "a carriage return": (HEAD + TEXT + 'hint = "a\\rb"', "the control character U+000D"),
    "a change of direction": (HEAD + TEXT + 'hint = "\\u202egnorw"', "the invisible character U+202E"),
    "an isolated direction": (HEAD + TEXT + 'hint = "\\u2066x"', "U+2066"),
    "a line separator": (HEAD + TEXT + 'hint = "a\\u2028b"', "U+2028"),
    "an escape sequence in a key": (
        HEAD + CHOICE + '"options"."\\u001b[2J" = "x"',
        "a key contains the control character U+001B",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_deck_is_told_what_is_wrong(tmp_path: Path, name: str) -> None:
    content, fragment = BROKEN[name]
    assert fragment in refusal(tmp_path, content)


DEEP: dict[str, str] = {
    "lists": "x = " + "[" * 33 + "]" * 33,
    "tables": "x = " + "{ x = " * 33 + "1" + " }" * 33,
    "dotted keys": ".".join("x" * 40) + " = 1",
    "three thousand lists": "x = " + "[" * 3000 + "]" * 3000,
    "three thousand tables": "x = " + "{ x = " * 3000 + "1" + " }" * 3000,
    "three thousand dotted keys": ".".join("x" * 3000) + " = 1",
}


@pytest.mark.parametrize("name", DEEP)
def test_nesting_without_end_is_refused(tmp_path: Path, name: str) -> None:
    assert "nested too deeply; use at most 32 levels" in refusal(tmp_path, HEAD + DEEP[name] + CHOICE)


ESCAPE = '"\\u001b[31mred\\u0007"'


@pytest.mark.parametrize(
    "content",
    [
        HEAD.replace('"rivers"', ESCAPE) + CHOICE,
        HEAD + f"{ESCAPE} = 1" + CHOICE,
        HEAD + f'sources.{ESCAPE} = "x"' + CHOICE,
        HEAD + CHOICE.replace('"choice"', ESCAPE),
        HEAD + CHOICE.replace('"longest"', ESCAPE),
        HEAD + CHOICE.replace('= "nile"', f"= {ESCAPE}"),
        HEAD + CHOICE + f"aliases = [{ESCAPE}]",
        HEAD + CHOICE + f'feedback.{ESCAPE} = "x"',
        HEAD + CHOICE + f"source = {{ id = {ESCAPE} }}",
        HEAD + CHOICE + f'options.{ESCAPE} = ""',
        HEAD + TEXT + f"ignore = [{ESCAPE}]",
    ],
    ids=["id", "key", "source", "type", "question", "answer", "alias", "feedback", "citation", "option", "literal"],
)
def test_what_is_told_about_a_deck_never_disturbs_the_terminal(tmp_path: Path, content: str) -> None:
    assert "U+001B" in refusal(tmp_path, content)


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = (
        HEAD.replace('"Rivers"', '""')
        + "zoom = 3"
        + CHOICE.replace('= "nile"', '= "nil"')
        + "difficulty = 9"
        + TEXT.replace("prompt", "promt")
        + TRUE_FALSE
        + CARD.replace('"card"', '"crad"')
        + CHOICE
        + 'hint = "\\u0007"'
    )
    with pytest.raises(DeckError) as raised:
        read(tmp_path, content)
    told = str(raised.value)
    assert told.startswith(f"{tmp_path / 'rivers.toml'} has 8 problems:\n")
    assert [finding.place for finding in raised.value.findings] == [
        "zoom",
        "title",
        "question 1 (longest), difficulty",
        "question 1 (longest), answer",
        "question 2 (city), promt",
        "question 4 (delta), type",
        "question 5 (longest), hint",
        "question 5 (longest), id",
    ]
    assert all(str(finding) in told for finding in raised.value.findings)


def test_many_problems_are_one_line_in_a_list_of_decks(tmp_path: Path) -> None:
    with pytest.raises(DeckError) as raised:
        read(tmp_path, HEAD + CHOICE.replace('= "nile"', '= "nil"') + "difficulty = 9")
    assert "\n" not in raised.value.summary
    assert "has 2 problems" in raised.value.summary


def test_an_unknown_key_hides_no_other_problem(tmp_path: Path) -> None:
    told = refusal(tmp_path, HEAD + TEXT + 'explenation = "x"\ndifficulty = 9\nsource = { id = "nile", page = 3 }')
    for fragment in ("`explenation`", "difficulty 9", "`page`", "`nile` is not a source"):
        assert fragment in told


def test_items_of_a_list_are_counted_from_one(tmp_path: Path) -> None:
    assert "`0`" not in refusal(tmp_path, HEAD + TEXT + "tags = [3]")


def test_an_id_written_as_a_date_is_still_unique(tmp_path: Path) -> None:
    twice = TEXT.replace('"city"', "1941-04-13")
    refusal(tmp_path, HEAD + twice + twice)


@pytest.mark.parametrize("format", ["true", "1.0"])
def test_only_the_whole_number_1_is_format_1(tmp_path: Path, format: str) -> None:
    assert "format: " in refusal(tmp_path, HEAD.replace("1", format) + CHOICE)


def test_more_questions_than_anyone_can_learn_are_refused() -> None:
    entries = [Entry(id=str(number)) for number in range(100_001)]
    assert [problem.message for problem in entry_problems(entries, ())] == [
        "the deck has 100,001 questions; the limit is 100,000"
    ]
    assert list(entry_problems(entries[1:], ())) == []


# Files


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path, codecs.BOM_UTF8 + (HEAD + CHOICE).encode()).info.title == "Rivers"


@pytest.mark.parametrize(
    ("encoding", "line"), [("utf-16", 1), ("utf-16-be", 4), ("utf-32", 1), ("latin-1", 4), ("cp1252", 4)]
)
def test_another_encoding_is_refused(tmp_path: Path, encoding: str, line: int) -> None:
    told = refusal(tmp_path, HEAD.replace("Rivers", "Flüsse").encode(encoding))
    assert "UTF-8" in told
    assert f"line {line} " in told


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    assert read(tmp_path, (HEAD + CHOICE).replace("\n", "\r\n")).info.title == "Rivers"


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    path.touch()
    with path.open("r+b") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(DeckError, match=r"the file is 16,777,217 bytes; the limit is 16 MiB \(16,777,216 bytes\)"):
        read_deck(path)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    content = HEAD + CHOICE + "#"
    assert len(read(tmp_path, content + "x" * (MAX_BYTES - len(content))).questions) == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="the file cannot be read"):
        read_deck(tmp_path / "rivers.toml")


def test_a_name_too_long_for_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="the file cannot be read"):
        read_deck(tmp_path / f"{'x' * 5000}.toml")


READ_SPECIAL_FILES = """
import os, sys
from pathlib import Path
from quizapp.decks.findings import DeckError
from quizapp.decks.reader import read_deck

os.mkfifo("pipe.toml")
Path("folder.toml").mkdir()
for name in ("pipe.toml", "/dev/zero", "folder.toml"):
    try:
        read_deck(Path(name))
    except DeckError as error:
        print(error)
"""


def test_pipes_devices_and_folders_are_refused_unread(tmp_path: Path) -> None:
    pipe, device, folder = python(tmp_path, READ_SPECIAL_FILES).splitlines()
    assert "this is not a regular file" in pipe
    assert "this is not a regular file" in device
    assert "this is a folder" in folder


# Decks without a problem


def test_a_deck_is_read_with_all_it_says(tmp_path: Path) -> None:
    content = (
        HEAD
        + """
description = "Some rivers."
language = "nl-BE"
license = "CC-BY-4.0"
authors = ["A. Author", "B. Author"]
tags = ["geography"]
sources.atlas = { title = "Atlas", author = "C. Author", published = 2025-05-08, url = "https://example.org" }
"""
        + CHOICE
        + """
feedback.rhine = "Only 1,230 km."
explanation = "6,650 km."
hint = "Africa"
source = { id = "atlas", at = "page 3", quote = "The longest." }
tags = ["length"]
difficulty = 5
points = 2
aliases = ["long", "longer"]
allow = ["L207"]
shuffle = false
"""
    )
    deck = read(tmp_path, content)
    assert (deck.info.language, deck.info.authors) == ("nl-BE", ("A. Author", "B. Author"))
    assert deck.info.sources["atlas"].published == date(2025, 5, 8)
    assert deck.questions == (
        Choice(
            id="longest",
            prompt="Which is the longest?",
            options={"nile": "Nile", "rhine": "Rhine"},
            answer="nile",
            feedback={"rhine": "Only 1,230 km."},
            explanation="6,650 km.",
            hint="Africa",
            source=Citation(id="atlas", at="page 3", quote="The longest."),
            tags=("length",),
            difficulty=5,
            points=2,
            aliases=("long", "longer"),
            allow=("L207",),
            shuffle=False,
        ),
    )
    assert deck.aliases == {"long": "longest", "longer": "longest"}


@pytest.mark.parametrize("content", [CHOICE, MULTIPLE, TRUE_FALSE, TEXT, CARD])
def test_the_smallest_question_of_each_type_is_enough(tmp_path: Path, content: str) -> None:
    assert len(read(tmp_path, HEAD + content).questions) == 1


def test_questions_stay_in_the_order_of_the_file(tmp_path: Path) -> None:
    deck = read(tmp_path, HEAD + TEXT + CARD + CHOICE + TRUE_FALSE)
    assert [question.id for question in deck.questions] == ["city", "delta", "longest", "uphill"]


def test_a_reversible_flashcard_and_its_former_ids_make_two_cards(tmp_path: Path) -> None:
    deck = read(tmp_path, HEAD + CARD + 'reverse = true\naliases = ["mouth"]')
    assert [card.card for card in deck.cards] == ["delta", "delta/reverse"]
    assert deck.aliases == {"mouth": "delta", "mouth/reverse": "delta/reverse"}


def test_lines_tabs_markup_and_any_script_are_text(tmp_path: Path) -> None:
    written = '[b]bold[/b] [@click=app.quit]x[/]\n\t{{gap}} \U0001f30a Бѣлград ベオグラード בלגרד \\ " % é'
    question = read(tmp_path, deck_toml(text(prompt=written))).questions[0]
    assert question.prompt == written


def test_a_prompt_of_the_greatest_length_is_accepted(tmp_path: Path) -> None:
    assert read(tmp_path, deck_toml(text(prompt="x" * 4000)))


def test_twenty_options_are_accepted(tmp_path: Path) -> None:
    options = {f"o{number}": str(number) for number in range(20)}
    assert read(tmp_path, deck_toml(choice(options=options, answer="o7")))


def test_accepted_texts_and_what_is_ignored_are_read(tmp_path: Path) -> None:
    reject = {"Novi Sad": "Upstream."}
    question = read(tmp_path, deck_toml(text(ignore=["case"], typos=0, reject=reject))).questions[0]
    assert isinstance(question, Text)
    assert (question.accept, question.ignore, question.typos, question.reject) == (("Belgrade",), ("case",), 0, reject)


# Anything at all

values = st.recursive(
    st.one_of(
        st.integers(-10, 10),
        st.booleans(),
        st.just(0.5),
        st.sampled_from(["", "nile", "a-b", "Ü\n", "\x1b", "\u202e", "x" * 4001]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["nile", "rhine", "id", "\x07"]), inner, max_size=3),
    ),
    max_leaves=5,
)
KEYS = (
    "format id title sources tags type prompt options answer accept feedback source aliases reject distractors back "
    "text card choice date number questions zoom \x1b"
)
keys = st.sampled_from(KEYS.split(" "))
changes = st.dictionaries(keys, values, max_size=3)
questions = st.sampled_from([choice(), multiple(), true_false(), text(), flashcard()])


def assert_read_or_refused(folder: Path, content: str | bytes) -> None:
    try:
        read(folder, content)
    except DeckError:
        refusal(folder, content)


@pytest.mark.slow
@settings(max_examples=400)
@given(changes, st.lists(st.builds(lambda question, change: question | change, questions, changes), max_size=3))
def test_any_value_under_any_key_is_accepted_or_told(
    tmp_path_factory: pytest.TempPathFactory, head: dict[str, Any], listed: list[dict[str, Any]]
) -> None:
    whole: dict[str, Any] = {"format": 1, "id": "rivers", "title": "Rivers", "questions": listed} | head
    assert_read_or_refused(
        tmp_path_factory.mktemp("deck"), "".join(f"{toml(k)} = {toml(v)}\n" for k, v in whole.items())
    )


@pytest.mark.slow
@settings(max_examples=200)
@given(st.data())
def test_a_deck_with_a_few_wrong_keystrokes_is_accepted_or_told(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = HEAD + CHOICE + MULTIPLE.replace("longest", "long") + TEXT + CARD
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        typed = data.draw(st.text(st.sampled_from("[]{}\"'=.,#\n\\0123abu \x00\x1b\u202eé"), max_size=4))
        content = content[:place] + typed + content[place + length :]
    assert_read_or_refused(tmp_path_factory.mktemp("deck"), content)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    refusal(tmp_path_factory.mktemp("deck"), content)

"""The schemas for editors: a real one, tombi, tells every mistake once, and finds none where there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quizapp.authoring.schema import (
    DECK_SCHEMA,
    SETTINGS_SCHEMA,
    TRANSLATION_SCHEMA,
    deck_schema,
    translation_schema,
    write_schemas,
)
from quizapp.core.decks.deck import DeckInfo, Source
from quizapp.core.errors import QuizappError
from quizapp.core.questions.base import Citation
from quizapp.core.questions.cloze import Gap
from quizapp.core.questions.translation import TRANSLATED
from quizapp.core.questions.typed import Partial
from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.decks.reader import read_deck
from quizapp.decks.translations import read_overlay
from tests.support.editor import Verdicts, verdicts_on
from tests.support.making import (
    choice,
    cloze,
    dated,
    deck_toml,
    flashcard,
    match,
    multiple,
    number,
    open_question,
    order,
    text,
    toml,
    true_false,
)

TOP = Path(__file__).parent.parent.parent
DECKS = TOP / "decks"
SHIPPED = [*sorted(DECKS.glob("*.toml")), TOP / "quizapp" / "authoring" / "template.toml"]

Table = Mapping[str, Any]


def without(table: Table, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in keys}


def headless(key: str) -> str:
    """A deck that lacks a key of its own."""
    return re.sub(rf"^{key} = .*\n", "", deck_toml(flashcard()), count=1, flags=re.MULTILINE)


def said(head: str) -> str:
    """A deck with a line of its own in place of the one on the same key, if any."""
    return headless(head.split(" ")[0].split(".")[0]).replace("\n\n[[", f"\n{head}\n\n[[", 1)


def sourced(**source: Any) -> str:
    return deck_toml(flashcard(), sources={"atlas": source})


def cited(source: object) -> str:
    return deck_toml(flashcard(source=source), sources={"atlas": {"title": "Atlas"}})


MISTAKES = {
    # the deck itself
    "an unknown key of a deck": ("titel", said('titel = "Rivers"')),
    "a deck without a format": ('"format"', headless("format")),
    "a deck without an id": ('"id"', headless("id")),
    "a deck without a title": ('"title"', headless("title")),
    "a deck without questions": ('"questions"', deck_toml()),
    "an empty list of questions": ("[]", deck_toml() + "questions = []\n"),
    "questions in one table": ("Array", deck_toml() + '[questions]\nid = "delta"\n'),
    "a question that is a text": ('"delta"', deck_toml() + 'questions = ["delta"]\n'),
    "a later format": ("2", said("format = 2")),
    "a format in quotes": ('"1"', said('format = "1"')),
    "a deck's id with a space": ("two rivers", said('id = "two rivers"')),
    "a blank title": ('" "', said('title = " "')),
    "a title that is a number": ("1984", said("title = 1984")),
    "a language that is a list": ('["en"]', said('language = ["en"]')),
    "authors that are no list": ('"A. Teacher"', said('authors = "A. Teacher"')),
    "a tag that is a number": ("1941", said('tags = ["rivers", 1941]')),
    # its sources
    "an unknown key of a source": ("isbn", sourced(title="Atlas", isbn="1")),
    "a source without a title": ('"title"', sourced(author="C. Author")),
    "a source that is a text": ('"Atlas"', said('sources.atlas = "Atlas"')),
    "a list of sources": ('["Atlas"]', said('sources = ["Atlas"]')),
    "a year for a day of publication": ("2025", sourced(title="Atlas", published=2025)),
    "a month for a day of publication": ('"May"', sourced(title="Atlas", published="May")),
    "a time of publication": ("10:00", said('sources.atlas = { title = "A", published = 2025-05-08T10:00:00 }')),
    "a url that is true": ("true", sourced(title="Atlas", url=True)),
    # any question
    "an unknown key of a question": ("promt", deck_toml(flashcard(promt="Delta?"))),
    "a question without a type": ('"type"', deck_toml(without(flashcard(), "type"))),
    "an unknown type": ("flashcard", deck_toml(flashcard(type="flashcard"))),
    "a type with a capital": ("Card", deck_toml(flashcard(type="Card"))),
    "a type that is a number": ("1", deck_toml(flashcard(type=1))),
    "a question without an id": ('"id"', deck_toml(without(flashcard(), "id"))),
    "a question without a prompt": ('"prompt"', deck_toml(without(flashcard(), "prompt"))),
    "a question's id with a capital": ("Delta", deck_toml(flashcard("Delta"))),
    "a blank prompt": ('""', deck_toml(flashcard(prompt=""))),
    "a prompt that is a list": ('["Delta?"]', deck_toml(flashcard(prompt=["Delta?"]))),
    "too long a prompt": ("4000", deck_toml(flashcard(prompt="x" * 4001))),
    "an explanation that is a number": ("5", deck_toml(flashcard(explanation=5))),
    "a hint that is true": ("true", deck_toml(flashcard(hint=True))),
    "tags that are no list": ('"rivers"', deck_toml(flashcard(tags="rivers"))),
    "a difficulty of 0": ("0", deck_toml(flashcard(difficulty=0))),
    "a difficulty of 6": ("6", deck_toml(flashcard(difficulty=6))),
    "a difficulty in words": ('"hard"', deck_toml(flashcard(difficulty="hard"))),
    "half a point": ("1.5", deck_toml(flashcard(points=1.5))),
    "no points": ("0", deck_toml(flashcard(points=0))),
    "an alias with a capital": ("Old", deck_toml(flashcard(aliases=["Old"]))),
    "aliases that are no list": ('"old"', deck_toml(flashcard(aliases="old"))),
    "feedback on a type that takes none": ("feedback", deck_toml(flashcard(feedback={"delta": "No."}))),
    "a key of another type": ("options", deck_toml(flashcard(options={"nile": "Nile", "rhine": "Rhine"}))),
    # its citation
    "an unknown key of a citation": ("page", cited({"id": "atlas", "page": "12"})),
    "a citation without an id": ('"id"', cited({"at": "p. 12"})),
    "a citation that is a text": ('"atlas"', cited("atlas")),
    "a page that is a number": ("12", cited({"id": "atlas", "at": 12})),
    # each type
    "a card without a back": ('"back"', deck_toml(without(flashcard(), "back"))),
    "a blank back": ('" "', deck_toml(flashcard(back=" "))),
    "reverse in quotes": ('"yes"', deck_toml(flashcard(reverse="yes"))),
    "a choice without options": ('"options"', deck_toml(without(choice(), "options"))),
    "options in a list": ('["Nile", "Rhine"]', deck_toml(choice(options=["Nile", "Rhine"]))),
    "one option": ("2", deck_toml(choice(options={"nile": "Nile"}))),
    "too many options": ("20", deck_toml(choice(options={f"n{n}": "x" for n in range(21)}, answer="n1"))),
    "an option's id with a capital": ("Rhine", deck_toml(choice(options={"nile": "Nile", "Rhine": "Rhine"}))),
    "a blank option": ('""', deck_toml(choice(options={"nile": "Nile", "rhine": ""}))),
    "an option that is a table": ("text", deck_toml(choice(options={"nile": "Nile", "rhine": {"text": "Rhine"}}))),
    "a choice without an answer": ('"answer"', deck_toml(without(choice(), "answer"))),
    "two answers to a choice": ('["nile"]', deck_toml(choice(answer=["nile"]))),
    "an answer that is no id": ("The Nile", deck_toml(choice(answer="The Nile"))),
    "shuffle in quotes": ('"no"', deck_toml(choice(shuffle="no"))),
    "feedback that is a text": ('"No."', deck_toml(choice(feedback="No."))),
    "one answer without brackets": ('"rhine"', deck_toml(multiple(answer="rhine"))),
    "no right options": ("[]", deck_toml(multiple(answer=[]))),
    "a negative penalty": ("-1", deck_toml(multiple(penalty=-1))),
    "a penalty in quotes": ('"1"', deck_toml(multiple(penalty="1"))),
    "true in quotes": ('"true"', deck_toml(true_false(answer="true"))),
    "feedback for neither true nor false": ("yes", deck_toml(true_false(feedback={"yes": "No."}))),
    "an accepted answer without brackets": ('"Belgrade"', deck_toml(text(accept="Belgrade"))),
    "no accepted answers": ("[]", deck_toml(text(accept=[]))),
    "a blank accepted answer": ('""', deck_toml(text(accept=["Belgrade", ""]))),
    "an unknown difference": ("capitals", deck_toml(text(ignore=["capitals"]))),
    "a negative number of typos": ("-1", deck_toml(text(typos=-1))),
    "rejected answers without reasons": ('["Zagreb"]', deck_toml(text(reject=["Zagreb"]))),
    "a reserved id of a distractor": ("answer", deck_toml(text(distractors={"answer": "Zagreb"}))),
    "a blank distractor": ('""', deck_toml(text(distractors={"zagreb": ""}))),
    "a number in quotes": ('"2850"', deck_toml(number(answer="2850"))),
    "a negative tolerance": ("-5", deck_toml(number(tolerance=-5))),
    "a unit that is a number": ("1", deck_toml(number(unit=1))),
    "a distractor that is no number": ('"far"', deck_toml(number(distractors={"far": "far"}))),
    "a year without quotes": ("1362", deck_toml(dated(answer=1362))),
    "a date in words": ("16 January 1362", deck_toml(dated(answer="16 January 1362"))),
    "a thirteenth month": ("1362-13", deck_toml(dated(answer="1362-13"))),
    "a distractor that is no date": ("later", deck_toml(dated(distractors={"later": "later"}))),
    "an unknown part of a date": ("day", deck_toml(dated(partial={"day": 0.9}))),
    "more than all for a part of a date": ("2", deck_toml(dated(partial={"year": 2}))),
    "a part that is a number": ("0.5", deck_toml(dated(partial=0.5))),
    "an order without items": ('"items"', deck_toml(without(order(), "items"))),
    "an order in one text": ('"ulm, vienna"', deck_toml(order(answer="ulm, vienna"))),
    "an unknown way of scoring": ("exactly", deck_toml(order(scoring="exactly"))),
    "a match without a right-hand side": ('"right"', deck_toml(without(match(), "right"))),
    "pairs in a list": ('["rhone"]', deck_toml(match(answer=["rhone"]))),
    "a partner that is no id": ("The Caspian", deck_toml(match(answer={"rhone": "baltic", "volga": "The Caspian"}))),
    "a cloze without gaps": ('"gaps"', deck_toml(without(cloze(), "gaps"))),
    "a gap that is a text": ('"Sava"', deck_toml(cloze(prompt="{{river}}", gaps={"river": "Sava"}))),
    "an unknown key of a gap": ("hnt", deck_toml(cloze(prompt="{{r}}", gaps={"r": {"accept": ["Sava"], "hnt": "S"}}))),
    "a gap without answers": ('"accept"', deck_toml(cloze(prompt="{{river}}", gaps={"river": {"hint": "S"}}))),
    "a gap's name with a capital": (
        "River",
        deck_toml(cloze(prompt="{{River}}", gaps={"River": {"accept": ["Sava"]}})),
    ),
    "a rubric without points": ("[]", deck_toml(open_question(rubric=[]))),
    "a rubric of ten points": ("9", deck_toml(open_question(rubric=[f"Point {n}" for n in range(10)]))),
    "an open question without a model": ('"model"', deck_toml(without(open_question(), "model"))),
}
"""Each with a word that the editor says, or points at."""

TWO_MISTAKES = deck_toml(without(flashcard(promt="Delta?"), "type"))


def translation(**questions: Table) -> str:
    """The text of a translation of `ORIGINAL`."""
    lines = ['translates = "rivers"', 'language = "nl"']
    for name, table in questions.items():
        lines += ["", f"[questions.{name}]", *(f"{key} = {toml(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


ORIGINAL = deck_toml(
    flashcard(),
    choice(feedback={"rhine": "No."}),
    text(distractors={"zagreb": "Zagreb"}),
    number(),
    order(),
    match(),
    cloze(),
    open_question(),
)
MISTRANSLATIONS = {
    "a translation of nothing": ('"translates"', 'language = "nl"\n'),
    "a translation into nothing": ('"language"', 'translates = "rivers"\n'),
    "a translation of a text that is no id": ("The rivers", 'translates = "The rivers"\nlanguage = "nl"\n'),
    "a language that is a number": ("31", 'translates = "rivers"\nlanguage = 31\n'),
    "an unknown key of a translation": ("titel", 'titel = "Rivieren"\n' + translation()),
    "a title that is a list": ('["Rivieren"]', 'title = ["Rivieren"]\n' + translation()),
    "translated questions in a list": ("Table", translation() + '[[questions]]\nprompt = "Delta?"\n'),
    "a translated question that is a text": ('"Delta?"', translation() + 'questions.delta = "Delta?"\n'),
    "a translation of a question that is no id": ("Delta", translation(Delta={"prompt": "Delta?"})),
    "an unknown key of a translated question": ("promt", translation(delta={"promt": "Delta?"})),
    "a translated answer": ("answer", translation(longest={"answer": "nile"})),
    "a translated type": ("type", translation(delta={"type": "card"})),
    "a translated prompt that is blank": ('""', translation(delta={"prompt": ""})),
    "a translated prompt that is a number": ("1", translation(delta={"prompt": 1})),
    "translated options in a list": ('["Nijl"]', translation(longest={"options": ["Nijl"]})),
    "a translated option that is a number": ("1", translation(longest={"options": {"nile": 1}})),
    "a translated answer without brackets": ('"Belgrado"', translation(city={"accept": "Belgrado"})),
    "no translated answers": ("[]", translation(city={"accept": []})),
    "a translated distractor that is a number": ("1", translation(city={"distractors": {"zagreb": 1}})),
    "a translated unit that is a list": ('["km"]', translation(length={"unit": ["km"]})),
    "a translated item that is a list": ('["Ulm"]', translation(downstream={"items": {"ulm": ["Ulm"]}})),
    "a translated gap that is a text": ('"Sava"', translation(confluence={"gaps": {"river": "Sava"}})),
    "an unknown key of a translated gap": ("hnt", translation(confluence={"gaps": {"river": {"hnt": "S"}}})),
    "a hash that is none": ("draft", translation(delta={"of": "draft", "prompt": "Delta?"})),
    "a translated rubric that is a text": ('"Zand"', translation(meanders={"rubric": "Zand"})),
}
WARNED_OF = {
    "a lint that is no code": ("longest", deck_toml(flashcard(allow=["longest"]))),
}
"""What does not keep a deck from being used, and yet can never be meant."""

OPTIONS = {f"n{n}": f"Option {n}" for n in range(20)}
SOUND = {
    "every type": deck_toml(
        flashcard(),
        choice(),
        multiple(),
        true_false(),
        text(),
        number(),
        dated(),
        order(),
        match(),
        cloze(),
        open_question(),
    ),
    "every key of a deck": deck_toml(
        flashcard(source={"id": "atlas", "at": "p. 12", "quote": "A delta."}),
        description="",
        language="en-GB",
        license="CC-BY-4.0",
        authors=["A. Teacher"],
        tags=[],
        sources={
            "atlas": {
                "title": "Atlas",
                "author": "C. Author",
                "publisher": "Press",
                "published": date(2025, 5, 8),
                "language": "nl",
                "url": "https://example.org",
                "file": "atlas.txt",
            }
        },
    ),
    "every key of a question": deck_toml(
        flashcard(
            reverse=True, explanation="", hint="", tags=["a"], difficulty=5, points=3, aliases=["a"], allow=["L101"]
        ),
        multiple(penalty=0, shuffle=True, feedback={"nile": "No."}),
        true_false(feedback={"true": "No."}),
        text(
            ignore=[], typos=0, reject={"Novi Sad!": "No."}, distractors={"Zagreb 1": "Z"}, feedback={"Zagreb 1": "No."}
        ),
        number(answer=28.5, tolerance=0.5, distractors={"far": 30, "near": 29.5}),
        dated(answer="1362-1", partial={"year": 0, "month": 1}, distractors={"later": "1400"}),
        order(scoring="exact"),
        cloze(gaps={"river": {"accept": ["Sava"], "hint": "S"}, "town": {"accept": ["Belgrade"]}}),
    ),
    "as much as may be": deck_toml(
        flashcard(prompt="é" * 4000),
        choice(options=OPTIONS, answer="n1"),
        text(distractors=dict(list(OPTIONS.items())[1:])),
        open_question(rubric=[f"Point {n}" for n in range(9)]),
    ),
}
SOUND_TRANSLATIONS = {
    "an empty translation": translation(),
    "a translation in part": 'title = ""\n'
    + translation(
        longest={"of": "0a1b2c3d", "options": {"nile": "Nijl"}, "feedback": {"rhine": "Nee."}},
        city={"reject": {"Novi Sad!": "Nee."}, "distractors": {"zagreb": "Agram"}},
        confluence={"gaps": {"river": {"hint": "S"}}},
        meanders={"rubric": ["Zand"]},
    ),
}


def documented() -> Iterator[str]:
    """The examples of the format reference: all questions as one deck, and the translation."""
    blocks = re.findall(r"^```toml\n(.*?)^```", (DECKS / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    yield "\n".join(block for block in blocks if "translates" not in block)
    yield "\n".join(block for block in blocks if "translates" in block)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What tombi says of all of the above and of what is shipped, by name. Its home and settings are empty."""
    folder = tmp_path_factory.mktemp("editor") / "decks"
    write_schemas(folder)
    example, translated_example = documented()
    decks = {name: deck for name, (_, deck) in (MISTAKES | WARNED_OF).items()} | SOUND
    decks |= {"two mistakes": TWO_MISTAKES, "the documents": example}
    translations = {name: overlay for name, (_, overlay) in MISTRANSLATIONS.items()} | SOUND_TRANSLATIONS
    translations |= {"the documents' translation": translated_example}
    for schema, files in ((DECK_SCHEMA, decks), (TRANSLATION_SCHEMA, translations)):
        for name, content in files.items():
            (folder / f"{name}.toml").write_text(f"#:schema ./{schema}\n\n{content}", "utf-8")
    for path in SHIPPED:
        (folder / path.name).write_bytes(path.read_bytes())
    return verdicts_on(folder)


@pytest.mark.parametrize("name", [*MISTAKES, *WARNED_OF, *MISTRANSLATIONS])
def test_an_editor_tells_a_mistake_once(name: str, verdicts: Verdicts) -> None:
    word, _ = (MISTAKES | WARNED_OF | MISTRANSLATIONS)[name]
    [told] = verdicts[name]
    assert told.severity == "error"
    assert word in told.message or word in told.pointed_at


def test_an_editor_tells_an_unknown_key_though_the_type_is_missing(verdicts: Verdicts) -> None:
    missing, unknown = verdicts["two mistakes"]
    assert "type" in missing.message
    assert "promt" in unknown.message


@pytest.mark.parametrize("name", [*SOUND, *SOUND_TRANSLATIONS, "the documents", "the documents' translation"])
def test_an_editor_finds_nothing_in_what_is_sound(name: str, verdicts: Verdicts) -> None:
    assert verdicts[name] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_editor_finds_nothing_in_what_is_shipped(path: Path, verdicts: Verdicts) -> None:
    assert verdicts[path.stem] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_deck_names_its_schema(path: Path) -> None:
    schema = TRANSLATION_SCHEMA if path.stem.count(".") else DECK_SCHEMA
    assert path.read_text("utf-8").startswith(f"#:schema ./{schema}\n\n")


@pytest.fixture
def deck_file(tmp_path: Path) -> Path:
    return tmp_path / "rivers.toml"


@pytest.mark.parametrize("name", MISTAKES)
def test_what_an_editor_calls_a_mistake_is_refused_in_a_deck(name: str, deck_file: Path) -> None:
    deck_file.write_text(MISTAKES[name][1], "utf-8")
    with pytest.raises(QuizappError):
        read_deck(deck_file)


@pytest.mark.parametrize("name", SOUND)
def test_what_an_editor_calls_sound_is_a_deck(name: str, deck_file: Path) -> None:
    deck_file.write_text(SOUND[name], "utf-8")
    assert read_deck(deck_file).questions


def read_translation(content: str, deck_file: Path) -> None:
    deck_file.write_text(ORIGINAL, "utf-8")
    overlay = deck_file.with_name("rivers.nl.toml")
    overlay.write_text(content, "utf-8")
    read_overlay(overlay, read_deck(deck_file))


@pytest.mark.parametrize("name", [name for name in MISTRANSLATIONS if name != "a hash that is none"])
def test_what_an_editor_calls_a_mistake_is_refused_in_a_translation(name: str, deck_file: Path) -> None:
    with pytest.raises(QuizappError):
        read_translation(MISTRANSLATIONS[name][1], deck_file)


@pytest.mark.parametrize("name", SOUND_TRANSLATIONS)
def test_what_an_editor_calls_sound_is_a_translation(name: str, deck_file: Path) -> None:
    read_translation(SOUND_TRANSLATIONS[name], deck_file)


def definitions() -> dict[str, Any]:
    parts: dict[str, Any] = deck_schema()["$defs"]
    return parts


def described(schema: object) -> Iterator[tuple[str, Any]]:
    """Every key that a schema describes, with what it says of it."""
    if isinstance(schema, dict):
        yield from ((key, value) for key, value in schema.get("properties", {}).items() if value is not True)
        for name, value in schema.items():
            if name != "if":
                yield from described(value)


@pytest.mark.parametrize("schema", [deck_schema(), translation_schema()], ids=["decks", "translations"])
def test_an_editor_has_a_sentence_on_every_key(schema: dict[str, Any]) -> None:
    for key, value in described(schema):
        assert value["description"].endswith("."), key


@pytest.mark.parametrize("name", QUESTION_TYPES)
def test_a_question_has_the_keys_of_its_type_and_no_other(name: str) -> None:
    keys = {field.name for field in fields(QUESTION_TYPES[name])}
    assert keys - definitions()[name]["properties"].keys() <= {"feedback"}
    assert definitions()[name]["properties"].keys() <= keys


def test_the_schema_has_all_keys_of_a_deck() -> None:
    assert deck_schema()["properties"].keys() == {field.name for field in fields(DeckInfo)} | {"questions"}


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (Source, deck_schema()["properties"]["sources"]["additionalProperties"]),
        (Citation, definitions()["question"]["properties"]["source"]),
        (Partial, definitions()["question"]["properties"]["partial"]),
        (Gap, definitions()["question"]["properties"]["gaps"]["additionalProperties"]),
        (Gap, translation_schema()["$defs"]["question"]["properties"]["gaps"]["additionalProperties"]),
    ],
)
def test_the_schema_has_all_keys_of_the_tables_in_a_deck(kind: type[Any], table: dict[str, Any]) -> None:
    assert table["properties"].keys() == {field.name for field in fields(kind)}


def test_all_texts_of_a_question_can_be_translated() -> None:
    keys = translation_schema()["$defs"]["question"]["properties"].keys()
    assert keys == {"of", *TRANSLATED}


@pytest.mark.parametrize("name", [DECK_SCHEMA, TRANSLATION_SCHEMA, SETTINGS_SCHEMA])
def test_the_schemas_beside_the_shipped_decks_are_up_to_date(name: str, tmp_path: Path) -> None:
    write_schemas(tmp_path)
    assert (DECKS / name).read_text("utf-8") == (tmp_path / name).read_text("utf-8"), "run quizapp schema --write decks"


def test_schemas_are_written_to_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "decks"
    assert write_schemas(folder) == [folder / name for name in (DECK_SCHEMA, TRANSLATION_SCHEMA, SETTINGS_SCHEMA)]
    assert json.loads((folder / DECK_SCHEMA).read_text("utf-8")) == deck_schema()
    assert json.loads((folder / TRANSLATION_SCHEMA).read_text("utf-8")) == translation_schema()


def test_schemas_are_written_over_older_ones_and_leave_nothing_else(tmp_path: Path) -> None:
    (tmp_path / DECK_SCHEMA).write_text("{}", "utf-8")
    write_schemas(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {DECK_SCHEMA, TRANSLATION_SCHEMA, SETTINGS_SCHEMA}
    assert (tmp_path / DECK_SCHEMA).read_text("utf-8").endswith("}\n")


def test_a_folder_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "decks").write_text("", "utf-8")
    with pytest.raises(QuizappError, match=r"^Could not write the schemas to \S+ \(File exists\)\. Choose a folder"):
        write_schemas(tmp_path / "decks")


def test_an_older_schema_stays_if_the_new_one_cannot_take_its_place(tmp_path: Path) -> None:
    (tmp_path / DECK_SCHEMA).mkdir()
    with pytest.raises(QuizappError):
        write_schemas(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [DECK_SCHEMA]

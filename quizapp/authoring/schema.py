"""JSON Schemas of decks and their translations, by which Taplo, Even Better TOML and tombi check and complete them.

pydantic derives them from the dataclasses, so that a new key or type of question is in them by itself; `authoring.keys`
says what each key is for. The union of question types is taken apart: of a question that none of its members fits, an
editor says either no more than that, or what is wrong by each of them. So a key that is the same in all types that have
it is checked once, for any question, and the rest by the conditions on `type`. Each mistake is then told once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from quizapp.authoring.schema_keys import DIALECT, ID, KEYS, Schema, says
from quizapp.authoring.settings_schema import settings_schema
from quizapp.core.decks.deck import MAX_QUESTIONS, DeckInfo
from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr
from quizapp.core.questions.base import COMMON_FIELDS, MAX_TEXT, Question
from quizapp.core.questions.translation import TRANSLATED
from quizapp.core.questions.typed import Text
from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.store.atomic import replace

DECK_SCHEMA = "deck.schema.json"
TRANSLATION_SCHEMA = "translation.schema.json"
SETTINGS_SCHEMA = "config.schema.json"

_NUMBER: Schema = {"type": "number"}
_OPEN: Schema = {"additionalProperties": True}
"""tombi takes a table to be closed that does not say."""

_TABLES = {kind.__name__: kind for kind in KEYS}


def deck_schema() -> Schema:
    """The schema of a deck file."""
    deck = _table(DeckInfo)
    questions = says(
        "The questions, each a `[[questions]]` table.",
        type="array",
        items={"$ref": "#/$defs/question"},
        minItems=1,
        maxItems=MAX_QUESTIONS,
    )
    return {
        "$schema": DIALECT,
        "title": "quizapp deck",  # not shown
        **says("A deck of questions for quizapp."),
        "type": "object",
        "properties": {**deck["properties"], "questions": questions},
        "required": [*deck["required"], "questions"],
        "additionalProperties": False,
        "$defs": _questions(),
    }


def translation_schema() -> Schema:
    """The schema of a translation: a file of strings that take the place of a deck's own."""
    questions = says(
        "The translated questions, each a table under the question's id, as in `[questions.pact-city]`.",
        type="object",
        propertyNames=ID,
        additionalProperties={"$ref": "#/$defs/question"},
    )
    return {
        "$schema": DIALECT,
        "title": "quizapp translation",  # not shown
        **says("A translation of a quizapp deck."),
        "type": "object",
        "properties": {
            "translates": says("The id of the deck that this is a translation of.", type="string", **ID),
            "language": says("The language of the translation (BCP 47).", type="string", examples=["nl"]),
            "title": says("The title of the deck, translated.", type="string", maxLength=MAX_TEXT),
            "description": says("What the deck is about, translated.", type="string", maxLength=MAX_TEXT),
            "questions": questions,
        },
        "required": ["translates", "language"],
        "additionalProperties": False,
        "$defs": {"question": _translated_question()},
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into `folder`, which is made if need be, and return their paths.

    Raises:
        QuizappError: if they cannot be written.
    """
    schemas = {
        DECK_SCHEMA: deck_schema(),
        TRANSLATION_SCHEMA: translation_schema(),
        SETTINGS_SCHEMA: settings_schema(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas.items():
            replace(folder / name, (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise QuizappError(
            tr(
                "Could not write the schemas to {folder} ({reason}). Choose a folder that you can write to.",
                folder=folder,
                reason=error.strerror,
            )
        ) from error
    return [folder / name for name in schemas]


def _table(kind: type) -> Schema:
    """The schema of a dataclass, with those of the tables in it in their place."""
    table: Schema = _plain(TypeAdapter(kind).json_schema())
    for base in reversed(kind.__mro__):
        table["properties"] = _merged(table["properties"], KEYS.get(base, {}))
    return table


def _plain(node: Any) -> Any:
    """A schema by pydantic in terms of TOML, which has no null, without what says nothing or would be told twice."""
    match node:
        case {"$ref": str(pointer), **rest}:
            return _table(_TABLES[pointer.rsplit("/", 1)[-1]]) | _plain(rest)
        case {"anyOf": list(choices), **rest}:
            kinds = [choice for choice in choices if choice != {"type": "null"}]
            [kind] = [_NUMBER] if _NUMBER in kinds else kinds
            return _plain(kind | rest)
        case dict():
            return {key: _plain(value) for key, value in node.items() if not _idle(key, value, node)}
        case list():
            return [_plain(item) for item in node]
        case _:
            return node


def _idle(key: str, value: object, node: Schema) -> bool:
    match key:
        case "title":
            return isinstance(value, str)
        case "default":
            return value in (None, "", [])
        case "type":  # what is no text is none of the texts listed either
            return value == "string" and ("enum" in node or "const" in node)
        case _:
            return key in ("$defs", "discriminator")


def _merged(schema: Schema, added: Mapping[str, Any]) -> Schema:
    merged = dict(schema)
    for key, value in added.items():
        before = merged.get(key)
        merged[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


def _questions() -> Schema:
    """Return the keys of every question as `question`, and those of each type under its name."""
    tables = {name: _table(kind) for name, kind in QUESTION_TYPES.items()}
    for name, kind in QUESTION_TYPES.items():
        if kind.feedback_keys is Question.feedback_keys:
            del tables[name]["properties"]["feedback"]
    own = [key for table in tables.values() for key in table["properties"] if key not in COMMON_FIELDS]
    keys = dict.fromkeys(("id", "type", "prompt", *own, *COMMON_FIELDS))
    meanings = {
        key: {name: table["properties"][key] for name, table in tables.items() if key in table["properties"]}
        for key in keys
    }
    always = [key for key in keys if key == "type" or all(key in table["required"] for table in tables.values())]
    types = {name: table["description"] for name, table in tables.items()}
    question = {
        **says("A question."),
        "type": "object",
        "properties": {key: _of_any(schemas, tables) for key, schemas in meanings.items()} | {"type": _type_key(types)},
        "required": always,
        **_OPEN,
        # An `allOf` in this very place would keep Taplo from completing any key.
        "if": _type_is({"enum": list(tables)}),
        "then": {"$ref": "#/$defs/by-type"},
        "else": {"properties": dict.fromkeys(keys, True), "additionalProperties": False},
    }
    conditions = [{"if": _type_is({"const": name}), "then": {"$ref": f"#/$defs/{name}"}, **_OPEN} for name in tables]
    parts = {
        name: {
            **says(types[name]),
            "properties": {
                key: True if key == "type" or _agreed(schemas) else schemas[name]
                for key, schemas in meanings.items()
                if name in schemas
            },
            "required": [key for key in table["required"] if key not in always],
            "additionalProperties": False,
        }
        for name, table in tables.items()
    }
    return {"question": question, "by-type": {"allOf": conditions, **_OPEN}, **parts}


def _agreed(schemas: Mapping[str, Schema]) -> bool:
    """Return whether a key is the same in all types that have it."""
    first, *others = schemas.values()
    return all(other == first for other in others)


def _of_any(schemas: Mapping[str, Schema], types: Collection[str]) -> Schema:
    """A key as any question may have it, with the types that do, if not all; what they disagree on is left open."""
    if not _agreed(schemas):
        return says(_each(schemas), **_OPEN)
    first = next(iter(schemas.values()))
    return first if len(schemas) == len(types) else first | says(_each(schemas))


def _each(schemas: Mapping[str, Schema]) -> str:
    """Describe a key for each type that has it, in Markdown."""
    names: dict[str, list[str]] = {}
    for name, schema in schemas.items():
        names.setdefault(schema.get("description", ""), []).append(f"`{name}`")
    lines = [f"{', '.join(types)}: {meaning}" for meaning, types in names.items()]
    return "\n".join(f"- {line}" for line in lines) if len(lines) > 1 else lines[0]


def _type_is(value: Schema) -> Schema:
    return {"type": "object", "properties": {"type": value}, "required": ["type"], **_OPEN}


def _type_key(types: Mapping[str, str]) -> Schema:
    return {
        **says("\n".join(f"- `{name}`: {meaning}" for name, meaning in types.items())),
        "enum": list(types),
        "x-taplo": {"docs": {"enumValues": list(types.values())}},
    }


def _translated_question() -> Schema:
    # Typed answers go first: their distractors are texts, and the ids that their feedback goes by may be any.
    tables = [_table(kind)["properties"] for kind in (Text, *QUESTION_TYPES.values())]
    texts = {name: next(table[name] for table in tables if name in table) for name in TRANSLATED}
    of = says("A short hash of the original texts; `quizapp check` prints it.", type="string", pattern="^[0-9a-f]{8}$")
    return {
        **says("The translated texts of a question; ids and answers stay as they are."),
        "type": "object",
        "properties": {"of": of} | {name: _in_part(schema) for name, schema in texts.items()},
        "additionalProperties": False,
    }


def _in_part(schema: Schema) -> Schema:
    """The schema of a table of which some entries may be left out."""
    return {
        key: _in_part(value) if isinstance(value, dict) else value
        for key, value in schema.items()
        if key not in ("default", "required", "minProperties")
    }

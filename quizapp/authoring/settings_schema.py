"""The JSON Schema of the settings file, from the one table of settings, so that editors complete and check it."""

from __future__ import annotations

from collections.abc import Iterable

from quizapp.authoring.schema_keys import ID, Schema, says
from quizapp.core.settings.fields import (
    KEYS,
    OF_A_DECK,
    Day,
    Kind,
    OneOf,
    Settable,
    Share,
    Switch,
    Time,
    Times,
    Whole,
    Word,
    everywhere,
)

_TIME = "^\\s*[0-9]{1,9}\\s*[smhd]\\s*$"
_TIMES = "^[\\s,]*([0-9]{1,9}[smhd][\\s,]*)*$"


def settings_schema() -> Schema:
    """Return the schema of config.toml."""
    top = [settable for settable in everywhere() if len(settable.name) == 1]
    study = [settable for settable in everywhere() if settable.name[0] == "study"]
    keys = says("The keys of a binding, with commas between several.", **_of_kind(KEYS))
    other = {"not": {"type": ["integer", "number", "boolean", "array"]}}  # two types in a list are two errors in tombi
    binding = {**{name: value for name, value in keys.items() if name != "type"}, **other, "additionalProperties": keys}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "quizapp settings",
        **says("The settings of quizapp."),
        "type": "object",
        "properties": {
            **_properties(top),
            "study": _table("How cards are scheduled, in all decks.", study),
            "decks": says(
                "Settings of single decks, each a table under the deck's id, as in `[decks.vlasov]`.",
                type="object",
                propertyNames=ID,
                additionalProperties=_table("The settings of this deck.", OF_A_DECK),
            ),
            "keys": says(
                "Other keys, by the name of a binding; `quizapp settings --keys` lists the names.",
                type="object",
                additionalProperties=binding,
            ),
        },
        "additionalProperties": False,
    }


def _table(description: str, listed: Iterable[Settable]) -> Schema:
    return says(description, type="object", properties=_properties(listed), additionalProperties=False)


def _properties(listed: Iterable[Settable]) -> dict[str, Schema]:
    return {
        settable.name[-1]: says(f"{settable.title}. {settable.purpose}", **_of_kind(settable.kind))
        for settable in listed
    }


def _of_kind(kind: Kind) -> Schema:
    match kind:
        case Share(low, high):
            return {"type": "number", "minimum": low, "maximum": high}
        case Whole(low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case Time():
            return {"type": "string", "pattern": _TIME, "examples": ["10m"]}
        case Times(each, most):
            return {
                "oneOf": [
                    {"type": "array", "items": _of_kind(each), "maxItems": most},
                    {"type": "string", "pattern": _TIMES, "examples": ["1m 10m"]},
                ]
            }
        case OneOf(words):
            return {"type": "string", "enum": list(words)}
        case Switch():
            return {"type": "boolean"}
        case Day():
            return {"type": "string", "format": "date"}
        case Word(pattern):
            return {"type": "string", "pattern": pattern}

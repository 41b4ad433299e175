"""The JSON Schema of config.toml, made from the one table of settings, by which editors complete and check it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quizapp.authoring.schema_keys import DIALECT, Schema, says
from quizapp.core.messages import ENGLISH, language
from quizapp.core.settings.fields import (
    KEYS,
    Day,
    Kind,
    OneOf,
    Settable,
    Share,
    Spoken,
    Switch,
    Time,
    Times,
    Whole,
    Word,
    everywhere,
    from_text,
    of_deck,
    to_text,
    value_of,
)
from quizapp.core.settings.settings import SYSTEM, Settings
from quizapp.store.catalogues import languages, use_language

_TIME = r"^\s*[0-9]{1,9}\s*[smhd]\s*$"


def settings_schema() -> Schema:
    """Return the schema of the settings file, in English whatever the language of the interface is."""
    spoken = language()
    use_language(ENGLISH)
    try:
        return _schema()
    finally:
        use_language(spoken)


def _schema() -> Schema:
    tops = [settable for settable in everywhere() if len(settable.name) == 1]
    study = [settable for settable in everywhere() if settable.name[0] == "study"]
    binding = says(_sentence(f"Its keys: {KEYS.wanted}"), **_value(KEYS))
    return {
        "$schema": DIALECT,
        "title": "quizapp settings",  # not shown
        **says("The settings of quizapp."),
        "type": "object",
        "properties": {
            **_properties(tops),
            "study": says("Settings for all decks.", **_table(_properties(study))),
            "decks": says(
                "Settings for individual decks, each a table under the deck's id, as in `[decks.vlasov]`.",
                type="object",
                additionalProperties=says("Settings for this deck only.", **_table(_properties(of_deck("vlasov")))),
            ),
            "keys": says(
                'Your own keys for bindings: `"study.hint" = "H"`. `quizapp settings --keys` lists them all.',
                type="object",
                patternProperties={
                    r"\.": binding,
                    r"^[^.]+$": says("Keys for one screen.", type="object", additionalProperties=binding),
                },
                additionalProperties=False,
            ),
        },
        "additionalProperties": False,
    }


def _table(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _properties(settables: Iterable[Settable]) -> dict[str, Schema]:
    return {settable.name[-1]: _property(settable) for settable in settables}


def _property(settable: Settable) -> Schema:
    text = to_text(value_of(Settings(), settable.name), settable.kind)
    default = {"default": from_text(settable.kind, text)} if text else {}
    limits = "" if isinstance(settable.kind, OneOf | Spoken | Switch) else f" {_sentence(settable.wanted)}"
    return says(f"{settable.purpose}{limits}", **_value(settable.kind), **default)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _value(kind: Kind) -> dict[str, Any]:
    """Return what a schema says of a kind of value."""
    match kind:
        case Share(low, high):
            return {"type": "number", "minimum": low, "maximum": high}
        case Whole(low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case Time():
            return {"type": "string", "pattern": _TIME}
        case Times(each, most):
            return {"type": "array", "items": _value(each), "maxItems": most}
        case OneOf(words):
            return {"enum": list(words)}
        case Spoken():
            return {"enum": [SYSTEM, *languages()]}
        case Switch():
            return {"type": "boolean"}
        case Day():
            return {"type": "string", "format": "date"}
        case Word(pattern):
            return {"type": "string", "pattern": pattern}

"""The settings file as values: parsed, and validated by pydantic one by one."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli
from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from quizapp.core.formats import all_of
from quizapp.core.messages import tr
from quizapp.core.scheduling.scheduler import Policy
from quizapp.core.settings.fields import (
    OF_A_DECK,
    Day,
    Kind,
    Name,
    OneOf,
    Share,
    Spoken,
    Switch,
    Time,
    Times,
    Whole,
    Word,
    everywhere,
    seconds,
    settable,
    to_text,
    value_of,
)
from quizapp.core.settings.settings import SYSTEM, DeckSettings, Settings, SettingsError, UnfitSetting
from quizapp.store.catalogues import languages

TABLES = ("study", "decks", "keys")

Trouble = tuple[Name, str]
"""A value that does not count: the name of the setting, and a sentence about it."""


def parse(path: Path, content: bytes) -> Settings:
    """Return the settings that the file's content gives; `problems` says what in it does not count, and why."""
    try:
        tables = toml_tables(path, content)
    except SettingsError as error:
        return Settings(problems=(tr("{problem} Until you fix it, none of your settings apply.", problem=error),))
    values, troubles = validated(tables)
    return settings_of(values, [f"{path}: {sentence}" for _, sentence in troubles])


def validated(tables: Mapping[str, Any]) -> tuple[dict[Name, Any], list[Trouble]]:
    """Return the values that count, and what is wrong with the others."""
    values: dict[Name, Any] = {}
    troubles: list[Trouble] = []
    for name, raw in entries(tables):
        try:
            values[name] = valid(name, raw)
        except SettingsError as error:
            troubles.append((name, _with_default(name, str(error))))
    return values, troubles


def toml_tables(path: Path, content: bytes) -> dict[str, Any]:
    """Return the data of the file.

    Raises:
        SettingsError: if it is not valid TOML.
    """
    try:
        return tomli.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(tr("{path} is not UTF-8. Save it in that encoding.", path=path)) from error
    except tomli.TOMLDecodeError as error:
        raise SettingsError(
            tr(
                "{path} is not valid TOML (line {line}, column {column}). `quizapp doctor` says what is wrong.",
                path=path,
                line=error.lineno,
                column=error.colno,
            )
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, or hundreds of brackets
        raise SettingsError(
            tr("{path} cannot be read: a number is too long, or lists are nested too deeply.", path=path)
        ) from error


def entries(tables: Mapping[str, Any]) -> Iterator[tuple[Name, Any]]:
    """Yield every value in the file with its name; a table that should be none, or should and is not, is a value too.

    The id of a binding in `keys` may be written with or without quotes.
    """
    for key, value in tables.items():
        match key, value:
            case "study", dict():
                yield from (((key, inner), entry) for inner, entry in value.items())
            case "keys", dict():
                yield from (((key, binding), keys) for binding, keys in _flat(value))
            case "decks", dict():
                for deck, own in value.items():
                    if isinstance(own, dict):
                        yield from (((key, deck, inner), entry) for inner, entry in own.items())
                    else:
                        yield (key, deck), own
            case _:
                yield (key,), value


def _flat(keys: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in keys.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def valid(name: Name, raw: Any) -> Any:
    """Return the value of the setting `name`, checked.

    Raises:
        UnfitSetting: if there is no such setting, or the value is not what it must be.
    """
    setting = settable(name)
    dotted = ".".join(name)
    if setting is None:
        if name[0] in TABLES and len(name) < 2 + (name[0] == "decks"):
            raise UnfitSetting(
                tr("`{name}` must be a table: write [{name}], and its settings on the lines below.", name=dotted)
            )
        raise UnfitSetting(_no_setting(name))
    try:
        return _adapter(setting.kind).validate_python(raw, strict=True)
    except ValidationError as error:
        if isinstance(raw, dict):
            slip = tr("`{name}` cannot be a table; it must be {wanted}.", name=dotted, wanted=setting.wanted)
        else:
            shown = json.dumps(raw, ensure_ascii=False, default=str)
            given = shown if len(shown) <= 40 else f"{shown[:40]}..."
            slip = tr(
                "`{name}` cannot be {value}; it must be {wanted}.", name=dotted, value=given, wanted=setting.wanted
            )
        raise UnfitSetting(slip) from error


def _no_setting(name: Name) -> str:
    """Return a sentence on a setting that does not exist, and on those that may be meant by it."""
    dotted = ".".join(name)
    if name[0] == "decks":
        known = {own.name[0]: f"{name[0]}.{name[1]}.{own.name[0]}" for own in OF_A_DECK}
    else:
        known = {one.name[-1]: ".".join(one.name) for one in everywhere()}
    near = difflib.get_close_matches(name[-1], known, 1)
    if near:
        return tr("There is no setting `{name}`. Did you mean `{meant}`?", name=dotted, meant=known[near[0]])
    if name[0] == "decks":
        listed = all_of([f"`{own}`" for own in known])
        return tr("There is no setting `{name}`. A deck has {settings}.", name=dotted, settings=listed)
    return tr("There is no setting `{name}`. `quizapp settings` lists them all.", name=dotted)


def _with_default(name: Name, problem: str) -> str:
    """Return what is wrong with a setting, and the value that applies instead if there is such a setting."""
    setting = settable(name)
    if setting is None:
        return problem
    if value := to_text(value_of(Settings(), name), setting.kind):
        return tr("{problem} Until you fix it, {value} applies.", problem=problem, value=value)
    return tr("{problem} Until you fix it, it counts as not set.", problem=problem)


def settings_of(values: Mapping[Name, Any], problems: Sequence[str] = ()) -> Settings:
    """Return the settings that have these values, as `validated` gives them, and their defaults otherwise."""
    study: dict[str, Any] = {}
    decks: dict[str, dict[str, Any]] = {}
    keys: dict[str, str] = {}
    rest: dict[str, Any] = {}
    for name, value in values.items():
        match name:
            case ("study", "new_order"):
                rest["new_order"] = value
            case ("study", key):
                study[key] = tuple(value) if isinstance(value, list) else value
            case ("decks", deck, key):
                decks.setdefault(deck, {})[key] = value
            case ("keys", binding):
                keys[binding] = value
            case _:
                rest[name[0]] = value
    owns = {deck: DeckSettings(**own) for deck, own in decks.items()}
    return Settings(study=Policy(**study), decks=owns, keys=keys, problems=tuple(problems), **rest)


@cache
def _adapter(kind: Kind) -> TypeAdapter[Any]:
    return TypeAdapter(_type(kind))


def _type(kind: Kind) -> Any:
    """Return the type by which pydantic checks a kind of value."""
    match kind:
        case Share(low, high):
            return Annotated[float, Field(ge=low, le=high, allow_inf_nan=False)]
        case Whole(low, high):
            return Annotated[int, Field(ge=low, le=high)]
        case Time(low, high):
            return Annotated[int, BeforeValidator(_seconds), Field(ge=low, le=high)]
        case Times(each, most):
            return Annotated[list[_type(each)], BeforeValidator(_listed_times), Field(max_length=most)]  # type: ignore[misc]
        case OneOf(words):
            return Literal[words]
        case Spoken():
            return Literal[(SYSTEM, *languages())]
        case Switch():
            return bool
        case Day():
            return date
        case Word(pattern):
            return Annotated[str, Field(pattern=pattern, max_length=100)]


def _seconds(raw: object) -> int:
    if not isinstance(raw, str):
        raise ValueError("a time is text")  # not shown
    return seconds(raw)


def _listed_times(raw: object) -> object:
    """Times may be written as one text too: `1m 10m`."""
    return raw.replace(",", " ").split() if isinstance(raw, str) else raw

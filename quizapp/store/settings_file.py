"""The settings file as values: parsed, and validated by pydantic one by one."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import tomli
from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from quizapp.core.scheduling.scheduler import Policy
from quizapp.core.settings.fields import (
    OF_A_DECK,
    Day,
    Kind,
    Name,
    OneOf,
    Share,
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
from quizapp.core.settings.settings import DeckSettings, Settings, SettingsError, UnfitSetting

TABLES = ("study", "decks", "keys")


def parse(path: Path, content: bytes) -> Settings:
    """The settings that the file's content gives; `problems` says what in it does not count, and why."""
    try:
        data = _data(path, content)
    except SettingsError as error:
        return Settings(problems=(f"{error} No setting in it counts until then.",))
    values: dict[Name, Any] = {}
    problems: list[str] = []
    for name, raw in _entries(data):
        try:
            values[name] = _valid(name, raw)
        except SettingsError as error:
            problems.append(f"{path}: {error}{_instead(name)}")
    return _settings(values, problems)


def entries(path: Path, content: bytes) -> list[tuple[Name, Any]]:
    """Return every value in the file with the name of its setting, known or not.

    Raises:
        SettingsError: if it is not valid TOML.
    """
    return list(_entries(_data(path, content)))


def changed(path: Path, content: bytes, changes: Mapping[Name, Any]) -> bytes:
    """Return the file's content with other values for some settings; None takes one out. All else stays as it is.

    Raises:
        SettingsError: if a value is not allowed, or the content is not valid TOML.
    """
    from quizapp.store.settings_text import with_changes  # tomlkit takes 45 ms, when something is saved

    try:
        _data(path, content)
    except SettingsError as error:
        raise SettingsError(f"{error} Nothing was saved.") from error
    for name, raw in changes.items():
        if raw is not None:
            _valid(name, raw)
    return with_changes(content, changes)


def _data(path: Path, content: bytes) -> dict[str, Any]:
    """The file's tables; a dotted name of a key that is written without quotes is put together again."""
    try:
        data = tomli.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8. Save it in that encoding.") from error
    except tomli.TOMLDecodeError as error:
        message = error.msg[:1].lower() + error.msg[1:]
        raise SettingsError(
            f"{path} is not valid TOML: {message} in line {error.lineno}, column {error.colno}. Mend it."
        ) from error
    if isinstance(keys := data.get("keys"), dict):
        data["keys"] = dict(_flat(keys))
    return data


def _flat(keys: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in keys.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[Name, Any]]:
    """Every value in the file with its name. A table that should not be one, or should and is not, is a value too."""
    for key, value in data.items():
        match key, value:
            case "study" | "keys", dict():
                yield from (((key, inner), entry) for inner, entry in value.items())
            case "decks", dict():
                for deck, own in value.items():
                    if isinstance(own, dict):
                        yield from (((key, deck, inner), entry) for inner, entry in own.items())
                    else:
                        yield (key, deck), own
            case _:
                yield (key,), value


def _valid(name: Name, raw: Any) -> Any:
    """The value of the setting `name`, checked.

    Raises:
        UnfitSetting: if there is no such setting, or the value is not what it must be.
    """
    found = settable(name)
    dotted = ".".join(name)
    if found is None:
        if name[0] in TABLES and len(name) < 2 + (name[0] == "decks"):
            raise UnfitSetting(f"`{dotted}` must be a table: write [{dotted}] and its settings on the lines below.")
        raise UnfitSetting(f"There is no setting `{dotted}`{_meant(name)}")
    try:
        return _adapter(found.kind).validate_python(raw, strict=True)
    except ValidationError as error:
        shown = json.dumps(raw, ensure_ascii=False, default=str)
        given = "a table" if isinstance(raw, dict) else shown if len(shown) <= 40 else f"{shown[:40]}..."
        raise UnfitSetting(f"`{dotted}` cannot be {given}; it must be {found.wanted}.") from error


def _meant(name: Name) -> str:
    """The settings that someone may have meant by one that there is not."""
    if name[0] == "decks":
        known = {own.name[0]: f"{name[0]}.{name[1]}.{own.name[0]}" for own in OF_A_DECK}
    else:
        known = {one.name[-1]: ".".join(one.name) for one in everywhere()}
    near = difflib.get_close_matches(name[-1], known, 1)
    if near:
        return f"; did you mean `{known[near[0]]}`?"
    listed = ", ".join(f"`{own}`" for own in known)
    return f". A deck has {listed}." if name[0] == "decks" else "; `quizapp settings` lists them."


def _instead(name: Name) -> str:
    """What counts where the value of a setting does not, in a sentence; nothing where there is no such setting."""
    found = settable(name)
    if found is None:
        return ""
    value = to_text(value_of(Settings(), name), found.kind)
    return f" Until it is mended, {value} counts." if value else " Until it is mended, it counts as not set."


def _settings(values: Mapping[Name, Any], problems: list[str]) -> Settings:
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
    """What pydantic is to accept for a kind of value."""
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
        case Switch():
            return bool
        case Day():
            return date
        case Word(pattern):
            return Annotated[str, Field(pattern=pattern, max_length=100)]


def _seconds(raw: object) -> int:
    if not isinstance(raw, str):
        raise ValueError("a time is text")
    return seconds(raw)


def _listed_times(raw: object) -> object:
    """Times may be written as one text too: `1m 10m`."""
    return raw.replace(",", " ").split() if isinstance(raw, str) else raw

"""Plain data -> questions, by pydantic. Every problem of a question is found, one at each place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Discriminator, TypeAdapter, ValidationError
from pydantic_core import to_json

from quizapp.core.decks import DeckInfo, Source
from quizapp.core.problems import InvalidQuestion, Problem
from quizapp.core.problems import Path as Keys
from quizapp.core.questions import COMMON_FIELDS, QUESTION_TYPES, AnyQuestion, Card, Citation, Gap, Partial

_TEXT = ("text in quotes", "put quotes around it")
_LIST = ("a list in square brackets", "put square brackets around it")
_TABLE = ("a table", "write it as { key = value }, or as keys with dots")
_DATE = ("a date such as 2025-05-08", "write year, month and day")
_WHOLE = ("a whole number", "write it in digits, without quotes or a point")
_EXPECTED = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": ("a number", "write it in digits, without quotes"),
    "bool_type": ("true or false, without quotes", "write true or false"),
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "dataclass_type": _TABLE,
    "mapping_type": _TABLE,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": ("a date without a time", "write it as 2025-05-08"),
}
"""What a value should have been, and how to write it, by pydantic's type of error."""

_SEVERABLE = frozenset(COMMON_FIELDS) - {"id", "prompt", "feedback"} | {
    "shuffle", "penalty", "typos", "ignore", "unit", "tolerance", "partial", "scoring", "reject", "reverse", "hint",
}  # fmt: skip
"""Keys without which the rest of a question still makes sense."""

T = TypeVar("T")
Tagged = Annotated[AnyQuestion, Discriminator("type")]


@cache
def question_adapter() -> TypeAdapter[AnyQuestion]:
    """What reads and writes one question."""
    return TypeAdapter(Tagged)


@cache
def questions_adapter() -> TypeAdapter[tuple[AnyQuestion, ...]]:
    """What reads all questions of a deck at once."""
    return TypeAdapter(tuple[Tagged, ...])


@cache
def _card_adapter() -> TypeAdapter[Card]:
    return TypeAdapter(Card)


@cache
def info_adapter() -> TypeAdapter[DeckInfo]:
    """What reads and writes what a deck says of itself."""
    return TypeAdapter(DeckInfo)


def strictly(adapter: TypeAdapter[T], data: object) -> T:
    """`data` (as TOML gives it) as the adapter's type; dates count as text where text is wanted, nothing else does.

    Raises:
        ValidationError: if it is not valid.
    """
    return adapter.validate_json(to_json(data), strict=True)


@dataclass(frozen=True, slots=True)
class Validated(Generic[T]):
    """The problems of a table, and what it says, if nothing is wrong with it but unknown keys."""

    problems: list[Problem]
    value: T | None


def validated(adapter: TypeAdapter[T], data: object, prefix: Keys) -> Validated[T]:
    """Validate one table, which is at `prefix` in the deck.

    What is wrong is taken out and the rest is looked at again, so that one mistake does not hide another.
    """
    told: list[Problem] = []
    value: T | None = None
    rest = data
    while True:
        try:
            value = strictly(adapter, rest)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=True)
        else:
            break
        fresh, wrong = _told(found, rest, prefix)
        told += [problem for problem in fresh if all(problem.path != other.path for other in told)]
        severed = _without(rest, wrong)
        if severed == rest:
            break
        rest = severed
    if value is None and prefix and isinstance(data, dict):
        told += [problem for problem in _common(data, prefix) if all(problem.path != other.path for other in told)]
    return Validated(told, value if all(problem.code == "E102" for problem in told) else None)


def _told(found: Sequence[Mapping[str, Any]], data: object, prefix: Keys) -> tuple[list[Problem], list[Keys]]:
    """The problems that pydantic found, and the paths in `data` of what can be taken out because of them."""
    problems, wrong = [], []
    for item in found:
        path = _path(item["loc"], bool(prefix))
        if item["type"] == "unexpected_keyword_argument":
            problems.append(_unknown((*prefix, *path), path, data))
            wrong.append(path)
            continue
        problems += _problems(item, data, prefix)
        if item["type"] not in ("value_error", "missing") and path and (not prefix or path[0] in _SEVERABLE):
            wrong.append(path)
    return list(_once(problems)), wrong


def _common(data: Mapping[str, Any], prefix: Keys) -> Iterator[Problem]:
    """What is wrong with the keys that every question has, when the others cannot be looked at together."""
    common = {key: value for key, value in data.items() if key in _SEVERABLE and key in COMMON_FIELDS}
    for key in ("id", "prompt"):
        value = data.get(key)
        common[key] = value if isinstance(value, str) and value else "x"
    while True:
        try:
            strictly(_card_adapter(), common | {"back": "x"})
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=True)
        else:
            return
        problems, wrong = _told(found, common, ())
        yield from (problem.under(prefix) for problem in problems)
        if not wrong:
            return
        common = {key: value for key, value in common.items() if all(path[0] != key for path in wrong)}


def _problems(item: Mapping[str, Any], data: object, prefix: Keys) -> Iterator[Problem]:
    path = (*prefix, *_path(item["loc"], bool(prefix)))
    name = f"item {path[-1] + 1}" if path and isinstance(path[-1], int) else f"`{path[-1] if path else ''}`"
    context = item.get("ctx", {})
    match item["type"]:
        case "json_invalid":
            pass  # a number of thousands of digits, which is told as such
        case "value_error" if isinstance(context["error"], InvalidQuestion):
            for problem in context["error"].problems:
                yield problem.under(prefix)
        case "missing":
            yield Problem(path, "E101", f"`{path[-1]}` is missing", "add it")
        case "union_tag_not_found" if isinstance(data, dict):
            advice = "use one of: " + ", ".join(QUESTION_TYPES)
            yield Problem((*prefix, "type"), "E101", "`type` is missing", advice)
        case "union_tag_not_found" | "model_attributes_type":
            yield Problem(path, "E104", "this is not a table", "write each question as [[questions]]")
        case "union_tag_invalid":
            tag = str(context["tag"])
            near = difflib.get_close_matches(tag, QUESTION_TYPES, 1)
            advice = f"did you mean `{near[0]}`?" if near else "use one of: " + ", ".join(QUESTION_TYPES)
            yield Problem((*prefix, "type"), "E103", f"there is no question type `{tag}`", advice)
        case "literal_error":
            yield Problem(path, "E105", f"`{item['input']}` is not allowed here", f"use {context['expected']}")
        case kind if kind in _EXPECTED:
            what, advice = _EXPECTED[kind]
            yield Problem(path, "E104", f"{name} must be {what}", advice)
        case _:
            yield Problem(path, "E104", f"{item['msg'][:1].lower()}{item['msg'][1:]}", "change the value")


def _path(loc: tuple[str | int, ...], tagged: bool) -> Keys:
    """pydantic's `loc` in a table; a question's begins with the tag of the union, a figure's ends with its type."""
    path = loc[1:] if tagged and loc and loc[0] in QUESTION_TYPES else loc
    return path[:-1] if len(path) > 1 and path[0] in _FIGURES and path[-1] in ("int", "float") else path


_FIGURES = ("answer", "tolerance", "distractors")
"""Keys under which a whole number or one with a fraction may stand: pydantic says of each why it is not that."""


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, but of several wrong kinds of value at one place only the last."""
    found: dict[object, Problem] = {}
    for problem in problems:
        found[problem.path if problem.code == "E104" else object()] = problem
    yield from found.values()


def _unknown(place: Keys, path: Keys, data: object) -> Problem:
    """A key that has no meaning where it stands."""
    kind, owner = _kind(path, data)
    names = [entry.name for entry in fields(kind)] + (["questions"] if kind is DeckInfo else [])
    near = difflib.get_close_matches(str(path[-1]), names, 1)
    advice = f"did you mean `{near[0]}`?" if near else "use one of: " + ", ".join(names)
    return Problem(place, "E102", f"unknown field `{path[-1]}`", advice, on="key", label=f"not a field of {owner}")


def _kind(path: Keys, data: object) -> tuple[type[Any], str]:
    """The dataclass of the table in which a key stands, and what a teacher calls it."""
    nested = {
        "source": (Citation, "a citation"),
        "sources": (Source, "a source"),
        "gaps": (Gap, "a gap"),
        "partial": (Partial, "`partial`"),
    }
    if len(path) > 1 and path[0] in nested:
        return nested[str(path[0])]
    if isinstance(data, dict) and isinstance(data.get("type"), str) and data["type"] in QUESTION_TYPES:
        return QUESTION_TYPES[data["type"]], f"a `{data['type']}` question"
    return DeckInfo, "a deck"


def _without(data: Any, paths: Sequence[Keys]) -> Any:
    """`data` without what stands at some paths; of a list nothing is taken out but all of it."""
    if not isinstance(data, dict):
        return data
    kept = {}
    for key, value in data.items():
        below = [path[1:] for path in paths if path and path[0] == key]
        if any(not path or isinstance(path[0], int) for path in below):
            continue
        kept[key] = _without(value, below) if below else value
    return kept

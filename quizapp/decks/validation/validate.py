"""Plain data -> questions, by pydantic. Every problem of a question is found, one at each place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from quizapp.core.decks.deck import DeckInfo, Source
from quizapp.core.deferred import dataclass
from quizapp.core.questions.base import COMMON_FIELDS, Citation
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.problems import InvalidQuestion, Problem
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.typed import Partial
from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.decks.suggestions import QUESTION_FIELDS, line, meant_field, meant_type, right_kind
from quizapp.decks.validation.adapters import card_adapter, strictly

_EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false, without quotes",
    "tuple_type": "a list in square brackets",
    "dict_type": "a table",
    "dataclass_type": "a table",
    "mapping_type": "a table",
    "date_type": "a date such as 2025-05-08",
    "date_parsing": "a date such as 2025-05-08",
    "date_from_datetime_parsing": "a date such as 2025-05-08",
    "date_from_datetime_inexact": "a date without a time",
}
"""The kind of value that was expected, by pydantic's type of error."""

_SEVERABLE = frozenset(COMMON_FIELDS) - {"id", "prompt", "feedback"} | {
    "shuffle", "penalty", "typos", "ignore", "unit", "tolerance", "partial", "scoring", "reject", "reverse", "hint",
}  # fmt: skip
"""Keys without which the rest of a question still makes sense."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Validated(Generic[T]):
    """The problems of a table, and what it says, if nothing is wrong with it but unknown keys."""

    problems: list[Problem]
    value: T | None


def validated(adapter: TypeAdapter[T], data: object, prefix: Keys) -> Validated[T]:
    """Validate one table, which is at `prefix` in the deck.

    What is wrong is taken out and the rest is looked at again, so that one mistake does not hide another.
    """
    reported: dict[Keys, list[Problem]] = {}
    meant: set[Keys] = set()
    value: T | None = None
    rest = data
    while True:
        try:
            value = strictly(adapter, rest)
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=True)
        else:
            break
        fresh, wrong, better = _interpret(errors, rest, prefix)
        reported |= {path: problems for path, problems in _by_path(fresh).items() if path not in reported}
        meant |= {(*prefix, *path) for path in better}
        severed = _without(rest, wrong)
        if severed is rest or severed == rest:  # a number that is none is not equal to itself
            break
        rest = severed
    if value is None and prefix and isinstance(data, dict):
        reported |= {
            path: problems for path, problems in _by_path(_common(data, prefix)).items() if path not in reported
        }
    problems = [
        problem for at in reported.values() for problem in at if problem.code != "E101" or problem.path not in meant
    ]
    return Validated(problems, value if all(problem.code == "E102" for problem in problems) else None)


def _by_path(problems: Iterable[Problem]) -> dict[Keys, list[Problem]]:
    by_path: dict[Keys, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    return by_path


def _interpret(
    errors: Sequence[Mapping[str, Any]], data: object, prefix: Keys
) -> tuple[list[Problem], list[Keys], list[Keys]]:
    """The problems that pydantic found, the paths in `data` of what can be taken out because of them, and the paths
    that were meant instead of those without meaning: what is there under another name is not missing besides.
    """
    problems, wrong, meant = [], [], []
    for item in errors:
        path = _path(item["loc"], bool(prefix))
        if item["type"] == "unexpected_keyword_argument":
            near = _meant(path, data, prefix)
            problems.append(_unknown(path, data, prefix, near))
            wrong.append(path)
            meant += [(*path[:-1], near)] if near else []
            continue
        problems += _problems(item, data, prefix)
        if item["type"] not in ("value_error", "missing") and path and (not prefix or path[0] in _SEVERABLE):
            wrong.append(path)
    return list(_once(problems)), wrong, meant


def _common(data: Mapping[str, Any], prefix: Keys) -> Iterator[Problem]:
    """Yield the problems with the keys that every question has, when the others cannot be looked at together."""
    common = {key: value for key, value in data.items() if key in _SEVERABLE and key in COMMON_FIELDS}
    for key in ("id", "prompt"):
        value = data.get(key)
        common[key] = value if isinstance(value, str) and value else "x"
    while True:
        try:
            strictly(card_adapter(), common | {"back": "x"})
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=True)
        else:
            return
        problems, wrong, _ = _interpret(errors, common, ())
        yield from (problem.under(prefix) for problem in problems)
        if not wrong:
            return
        common = {key: value for key, value in common.items() if all(path[0] != key for path in wrong)}


def _problems(item: Mapping[str, Any], data: object, prefix: Keys) -> Iterator[Problem]:
    path = (*prefix, *_path(item["loc"], bool(prefix)))
    name = f"item {path[-1] + 1}" if path and isinstance(path[-1], int) else f"`{path[-1] if path else ''}`"
    context = item.get("ctx", {})
    kind = data.get("type") if prefix and isinstance(data, dict) else None
    match item["type"]:
        case "json_invalid":
            pass  # a number of thousands of digits, which is told as such
        case "value_error" if isinstance(context["error"], InvalidQuestion):
            for problem in context["error"].problems:
                yield problem.under(prefix)
        case "missing":
            advice = f"add {line(str(path[-1]), kind)}"
            if prefix and len(path) == len(prefix) + 1 and path[-1] == "id":
                advice += ", or let `quizapp ids` write one"
            yield Problem(path, "E101", f"`{path[-1]}` is missing", advice)
        case "union_tag_not_found" if isinstance(data, dict) and (misspelt := _type_misspelt(data)):
            message, label = f"unknown field `{misspelt}`", "not a field of a question"
            yield Problem((*prefix, misspelt), "E102", message, "did you mean `type`?", on="key", label=label)
        case "union_tag_not_found" if isinstance(data, dict):
            advice = 'add type = "..." with one of: ' + ", ".join(QUESTION_TYPES)
            yield Problem((*prefix, "type"), "E101", "`type` is missing", advice)
        case "union_tag_not_found" | "model_attributes_type":
            yield Problem(path, "E104", "this is not a table", "write each question as [[questions]]")
        case "union_tag_invalid":
            tag = str(context["tag"])
            near = meant_type(tag)
            advice = f"did you mean `{near}`?" if near else "use one of: " + ", ".join(QUESTION_TYPES)
            yield Problem((*prefix, "type"), "E103", f"there is no question type `{tag}`", advice)
        case "literal_error":
            yield Problem(path, "E105", f"`{item['input']}` is not allowed here", f"use {context['expected']}")
        case error if error in _EXPECTED:
            advice = right_kind(error, path[len(prefix) :], item["input"], kind)
            yield Problem(path, "E104", f"{name} must be {_EXPECTED[error]}", advice)
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
    first: dict[object, Problem] = {}
    for problem in problems:
        first[problem.path if problem.code == "E104" else object()] = problem
    yield from first.values()


def _unknown(path: Keys, data: object, prefix: Keys, near: str) -> Problem:
    """A key that has no meaning where it stands."""
    kind, owner = _kind(path, data, prefix)
    name = str(path[-1])
    if kind is DeckInfo and name in QUESTION_FIELDS:
        advice = "it belongs to a question: is a [[questions]] line missing above?"
    elif kind in QUESTION_TYPES.values() and name in ("sources", "format", "license", "authors"):
        advice = "it belongs to the deck: put it at the top of the file, before the first [[questions]]"
    elif kind is Citation and near == "id":
        advice = f'write {line("sources")} at the top of the file, and cite it: source = {{ id = "NAME" }}'
    elif kind is Cloze and near == "gaps":
        advice = f"write {line('gaps')}"
    elif near:
        advice = f"did you mean `{near}`?"
    else:
        names = [entry.name for entry in fields(kind)] + (["questions"] if kind is DeckInfo else [])
        advice = "use one of: " + ", ".join(names)
    label = f"not a field of {owner}"
    return Problem((*prefix, *path), "E102", f"unknown field `{name}`", advice, on="key", label=label)


def _meant(path: Keys, data: object, prefix: Keys) -> str:
    """The field that a key without meaning may stand for; empty if it is a field, or like none."""
    kind, _ = _kind(path, data, prefix)
    table: Any = data
    for key in path[:-1]:
        table = table.get(key) if isinstance(table, dict) else None
    name = str(path[-1])
    if any(entry.name == name for entry in fields(kind)):
        return ""
    return meant_field(name, kind, table if isinstance(table, dict) else ())


def _kind(path: Keys, data: object, prefix: Keys) -> tuple[type[Any], str]:
    """The dataclass of the table in which a key stands, and what a teacher calls it."""
    nested = {
        "source": (Citation, "a citation"),
        "sources": (Source, "a source"),
        "gaps": (Gap, "a gap"),
        "partial": (Partial, "`partial`"),
    }
    if len(path) > 1 and path[0] in nested:
        return nested[str(path[0])]
    if prefix and isinstance(data, dict) and data.get("type") in QUESTION_TYPES:
        return QUESTION_TYPES[data["type"]], f"{'an' if data['type'][0] in 'aeiou' else 'a'} `{data['type']}` question"
    return DeckInfo, "a deck"


def _type_misspelt(data: Mapping[str, Any]) -> str:
    """The key that says the type of a question under another name; empty if there is none."""
    known = {entry.name for kind in QUESTION_TYPES.values() for entry in fields(kind)}
    strange = {key.lower(): key for key in data if key not in known}
    near = "kind" if "kind" in strange else next(iter(difflib.get_close_matches("type", strange, 1, 0.75)), "")
    return strange.get(near, "")


def _without(data: Any, paths: Sequence[Keys]) -> Any:
    """`data` without what stands at some paths; of a list nothing is taken out but all of it."""
    if not isinstance(data, dict):
        return data
    below: dict[str | int, list[Keys]] = {}
    for path in paths:
        if path:
            below.setdefault(path[0], []).append(path[1:])
    kept = {}
    for key, value in data.items():
        rest = below.get(key, [])
        if not any(not path or isinstance(path[0], int) for path in rest):
            kept[key] = _without(value, rest) if rest else value
    return kept

"""Plain data -> questions, by pydantic. Every problem of a question is found, one at each place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from quizapp.core.decks.deck import DeckInfo, Source
from quizapp.core.deferred import dataclass
from quizapp.core.formats import any_of
from quizapp.core.messages import tr, tr_noop
from quizapp.core.questions.base import COMMON_FIELDS, Citation
from quizapp.core.questions.cloze import Cloze, Gap
from quizapp.core.questions.problems import InvalidQuestion, Problem, one_of
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.typed import Partial
from quizapp.core.questions.types import QUESTION_TYPES
from quizapp.decks.suggestions import QUESTION_FIELDS, line, meant_field, meant_type, right_kind
from quizapp.decks.validation.adapters import card_adapter, strictly

_EXPECTED = {
    "string_type": tr_noop("{name} must be text in quotes"),
    **dict.fromkeys(("int_type", "int_from_float"), tr_noop("{name} must be a whole number")),
    "float_type": tr_noop("{name} must be a number"),
    "bool_type": tr_noop("{name} must be true or false, without quotes"),
    "tuple_type": tr_noop("{name} must be a list in square brackets"),
    **dict.fromkeys(("dict_type", "dataclass_type", "mapping_type"), tr_noop("{name} must be a table")),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing"), tr_noop("{name} must be a date such as 2025-05-08")
    ),
    "date_from_datetime_inexact": tr_noop("{name} must be a date without a time"),
}
"""The message on a value of the wrong kind, by pydantic's type of error."""

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
    place = path[-1] if path else ""
    name = tr("item {number}", number=place + 1) if isinstance(place, int) else f"`{place}`"
    context = item.get("ctx", {})
    kind = data.get("type") if prefix and isinstance(data, dict) else None
    match item["type"]:
        case "json_invalid":
            pass  # a number of thousands of digits, which is told as such
        case "value_error" if isinstance(context["error"], InvalidQuestion):
            for problem in context["error"].problems:
                yield problem.under(prefix)
        case "missing":
            example = line(str(place), kind)
            if prefix and len(path) == len(prefix) + 1 and place == "id":
                advice = tr("add {example}, or let `quizapp ids` write one", example=example)
            else:
                advice = tr("add {example}", example=example)
            yield Problem(path, "E101", tr("`{field}` is missing", field=place), advice)
        case "union_tag_not_found" if isinstance(data, dict) and (misspelt := _type_misspelt(data)):
            message, label = tr("unknown field `{name}`", name=misspelt), tr("not a field of a question")
            advice = tr("did you mean `{name}`?", name="type")
            yield Problem((*prefix, misspelt), "E102", message, advice, on="key", label=label)
        case "union_tag_not_found" if isinstance(data, dict):
            advice = tr('add type = "..." with one of: {types}', types=", ".join(QUESTION_TYPES))
            yield Problem((*prefix, "type"), "E101", tr("`{field}` is missing", field="type"), advice)
        case "union_tag_not_found" | "model_attributes_type":
            yield Problem(path, "E104", tr("this is not a table"), tr("write each question as [[questions]]"))
        case "union_tag_invalid":
            tag = str(context["tag"])
            near = meant_type(tag)
            advice = tr("did you mean `{name}`?", name=near) if near else one_of(QUESTION_TYPES)
            yield Problem((*prefix, "type"), "E103", tr("there is no question type `{type}`", type=tag), advice)
        case "literal_error":
            message = tr("`{value}` is not allowed here", value=item["input"])
            expected = any_of(re.findall(r"'[^']*'|\d+", str(context["expected"])))
            yield Problem(path, "E105", message, tr("use {values}", values=expected))
        case error if error in _EXPECTED:
            advice = right_kind(error, path[len(prefix) :], item["input"], kind)
            yield Problem(path, "E104", tr(_EXPECTED[error], name=name), advice)
        case _:
            message = tr("this value is not allowed here ({reason})", reason=item["msg"])
            yield Problem(path, "E104", message, tr("change the value"))


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
    kind, label = _kind(path, data, prefix)
    name = str(path[-1])
    if kind is DeckInfo and name in QUESTION_FIELDS:
        advice = tr("it belongs to a question: is a [[questions]] line missing above?")
    elif kind in QUESTION_TYPES.values() and name in ("sources", "format", "license", "authors"):
        advice = tr("it belongs to the deck: put it at the top of the file, before the first [[questions]]")
    elif kind is Citation and near == "id":
        advice = tr(
            "write {source} at the top of the file, and cite it: {citation}",
            source=line("sources"),
            citation='source = { id = "NAME" }',
        )
    elif kind is Cloze and near == "gaps":
        advice = tr("write {example}", example=line("gaps"))
    elif near:
        advice = tr("did you mean `{name}`?", name=near)
    else:
        names = [entry.name for entry in fields(kind)] + (["questions"] if kind is DeckInfo else [])
        advice = one_of(names)
    return Problem((*prefix, *path), "E102", tr("unknown field `{name}`", name=name), advice, on="key", label=label)


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
    """The dataclass of the table in which a key stands, and the label of a key that it does not have."""
    nested = {
        "source": (Citation, tr("not a field of a citation")),
        "sources": (Source, tr("not a field of a source")),
        "gaps": (Gap, tr("not a field of a gap")),
        "partial": (Partial, tr("not a field of `partial`")),
    }
    if len(path) > 1 and path[0] in nested:
        return nested[str(path[0])]
    if prefix and isinstance(data, dict) and data.get("type") in QUESTION_TYPES:
        return QUESTION_TYPES[data["type"]], tr("not a field of `{type}` questions", type=data["type"])
    return DeckInfo, tr("not a field of a deck")


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

"""Suggestions of what a teacher meant, and how to write it: fields, question types and kinds of values."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection
from dataclasses import fields
from typing import Any

from quizapp.core.decks.deck import DeckInfo, Source
from quizapp.core.messages import tr
from quizapp.core.questions.base import Citation
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.types import QUESTION_TYPES

LONGEST = 60
"""A value of more characters is not repeated in a message."""

DECK_FIELDS = frozenset(entry.name for entry in fields(DeckInfo))
QUESTION_FIELDS = frozenset(entry.name for kind in QUESTION_TYPES.values() for entry in fields(kind))
_SOURCE_FIELDS = frozenset(entry.name for entry in fields(Source))
TABLES = frozenset(
    {"options", "items", "left", "right", "gaps", "feedback", "distractors", "reject", "partial", "source", "answer"}
)
"""The fields of a question that may be tables."""

_NAMED = '{0}.{1} = "..."'
_LISTED = '{0} = ["...", "..."]'
_LINES = {
    "format": "format = 1",
    "sources": 'sources.{1} = {{ title = "..." }}',
    "source": 'source = {{ id = "..." }}',
    "gaps": 'gaps.{1} = {{ accept = ["..."] }}',
    "partial": "partial = {{ year = 0.25, month = 0.5 }}",
    "reject": 'reject."..." = "..."',
    "accept": 'accept = ["..."]',
    **dict.fromkeys(("options", "items", "left", "right", "feedback", "distractors"), _NAMED),
    **dict.fromkeys(("rubric", "tags", "authors", "aliases", "allow", "ignore"), _LISTED),
}
_CITED = "source = {{ id = {0} }}"
_TITLED = "{0} = {{ title = {1} }}"
_ACCEPTING = "{0} = {{ accept = {1} }}"
_ANSWERS = {
    **dict.fromkeys(("multiple", "order"), _LISTED),
    "true-false": "answer = true",
    "number": "answer = 28000",
    "date": 'answer = "1941-04-13"',
    "match": 'answer.LEFT = "RIGHT"',
}

_ACCEPTED = ("answer", "accept", "back", "model")
_MEANT_FIELDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("question", "front", "text", "stem", "statement"), ("prompt",)),
    **dict.fromkeys(("answers", "correct", "correct-answer", "correct-answers", "right", "solution"), _ACCEPTED),
    **dict.fromkeys(("answer", "accept", "accepted", "back"), _ACCEPTED),
    **dict.fromkeys(("choices", "alternatives"), ("options", "distractors")),
    **dict.fromkeys(("wrong", "incorrect"), ("distractors",)),
    **dict.fromkeys(("note", "comment", "rationale"), ("explanation",)),
    **dict.fromkeys(("tip", "clue"), ("hint",)),
    **dict.fromkeys(("page", "pages", "section", "minute"), ("at",)),
    **dict.fromkeys(("reference", "ref", "citation"), ("source",)),
    **dict.fromkeys(("topic", "topics", "category", "subject"), ("tags",)),
    **dict.fromkeys(("pairs", "matches"), ("answer",)),
    **dict.fromkeys(("blanks", "holes"), ("gaps",)),
    "name": ("title",),
    "level": ("difficulty",),
    "score": ("points",),
    "criteria": ("rubric",),
    "margin": ("tolerance",),
    "year": ("published",),
}
"""Other programs' names for a field; the first that a table has, and that is not there yet, is meant."""

_MEANT_TYPES = {
    **dict.fromkeys(("multiple-choice", "mc", "mcq", "single", "single-choice", "radio"), "choice"),
    **dict.fromkeys(("multiple-answer", "multiple-answers", "multiple-response", "checkbox", "multi"), "multiple"),
    **dict.fromkeys(("truefalse", "true-or-false", "tf", "boolean", "bool", "yes-no"), "true-false"),
    **dict.fromkeys(("short-answer", "short", "typed", "string", "write"), "text"),
    **dict.fromkeys(("numeric", "numerical", "integer", "figure"), "number"),
    **dict.fromkeys(("gap", "gaps", "gap-fill", "fill-in", "fill-in-the-blank", "blank", "blanks"), "cloze"),
    **dict.fromkeys(("flashcard", "flash-card", "basic"), "card"),
    **dict.fromkeys(("matching", "pairs", "pair"), "match"),
    **dict.fromkeys(("ordering", "sequence", "sort", "sorting", "ranking", "timeline"), "order"),
    **dict.fromkeys(("essay", "long-answer", "free-text", "open-ended"), "open"),
    "year": "date",
}
"""Other programs' names for a type of question."""


def line(field: str, question: object = None, name: str = "NAME") -> str:
    """A line that gives a field of a table, as an example; `name` stands below the field, if names do.

    `question` is the type of the question that it is for.
    """
    pattern = _LINES.get(field, '{0} = "..."')
    if field == "answer":
        pattern = _ANSWERS.get(question, pattern) if isinstance(question, str) else pattern
    return pattern.format(field, name)


def meant_field(word: str, kind: type[Any], present: Collection[str]) -> str:
    """The field of a dataclass that a word without meaning may stand for; empty if nothing is like it."""
    names = [entry.name for entry in fields(kind)] + (["questions"] if kind is DeckInfo else [])
    plain = word.lower().replace("_", "-").replace(" ", "-")
    if plain in names:
        return plain
    for name in _MEANT_FIELDS.get(plain, ()):
        if name in names and name not in present:
            return name
    if kind is Citation and plain in _SOURCE_FIELDS and "id" not in present:
        return "id"
    if kind is Cloze and "accept" in _MEANT_FIELDS.get(plain, ()):
        return "gaps"
    near = difflib.get_close_matches(plain, names, 1)
    return near[0] if near else ""


def meant_type(word: str) -> str:
    """The type of question that a word may stand for; empty if nothing is like it."""
    plain = re.sub(r"[\s_/]+", "-", word.strip().lower())
    if plain in QUESTION_TYPES:
        return plain
    if plain in _MEANT_TYPES:
        return _MEANT_TYPES[plain]
    near = difflib.get_close_matches(plain, [*QUESTION_TYPES, *_MEANT_TYPES], 1)
    return _MEANT_TYPES.get(near[0], near[0]) if near else ""


def number_meant(text: str) -> str:
    """Advise what to write for a number that is not written as TOML wants it; empty if it is no such number."""
    text = text.strip()
    if re.fullmatch(r"[+-]?0+[0-9]+", text):
        return _write(int(text))
    if re.fullmatch(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", text):
        return tr(
            "write {thousands}, or {decimal} if the comma is a decimal comma",
            thousands=text.replace(",", ""),
            decimal=text.replace(",", "."),
        )
    if match := re.fullmatch(
        r"([+-]?[0-9]{1,3})(([ .,'’\u00a0\u2009\u202f])[0-9]{3}(?:\3[0-9]{3})*)(?:[.,]([0-9]+))?", text
    ):
        whole = match[1] + match[2].replace(match[3], "")
        return _write(f"{whole}.{match[4]}" if match[4] else whole)
    if match := re.fullmatch(r"([+-]?[0-9]+),([0-9]+)", text):
        return tr("use a decimal point: {example}", example=f"{match[1]}.{match[2]}")
    if re.fullmatch(r"[+-]?\.[0-9]+", text):
        return _write(text.replace(".", "0."))
    if re.fullmatch(r"[+-]?[0-9]+\.", text):
        return _write(text[:-1])
    return ""


def with_unit(text: str) -> str:
    """The unit behind the number that a text begins with; empty if it is not one number and words."""
    match = re.fullmatch(r"[+-]?[0-9][0-9_]*(?:[.,][0-9]+)?\s*([^\s\d\"'.,:;/+=-][^\d\"]*)", text.strip())
    return match[1].strip() if match else ""


def quoted(value: object) -> str:
    """Text, or a list of texts, as TOML writes it on one line."""
    return json.dumps(value, ensure_ascii=False)


def right_kind(error: str, keys: Keys, value: object, question: object) -> str:
    """Advise what to write for a value of the wrong kind; `error` is pydantic's type of error, `keys` lead to it.

    `question` is the type of the question that the table is; it does not matter for others.
    """
    field = str(keys[0]) if keys else ""
    match error:
        case "string_type":
            return _text(field, keys, value, question)
        case "tuple_type":
            return _list(field, keys, value)
        case "dict_type" | "dataclass_type" | "mapping_type":
            return _table(field, keys, value, question)
        case "bool_type":
            return tr("write true or false, in lower case and without quotes")
        case "int_type" | "int_from_float" | "float_type":
            return _number(field, value, whole=error != "float_type")
        case "date_from_datetime_inexact":
            return tr("write it as 2025-05-08")
        case _:
            return tr("write year, month and day")


def _text(field: str, keys: Keys, value: object, question: object) -> str:
    if field == "answer" and question == "choice":
        if isinstance(value, list) and len(value) > 1:
            return tr('name one option; for several right ones, use type = "multiple"')
        if not isinstance(value, list):
            return tr("write the id of the right option, in double quotes")
    match value:
        case [str()]:
            return tr("remove the square brackets")
        case list():
            return tr("write one text, without square brackets")
        case dict() if len(keys) > 1:
            return _write(f'{dotted(keys)} = "..."')
        case dict():
            return _write(f'{field} = "..."')
        case bool() | float():
            return tr("put it in double quotes")
        case _:
            return tr("put it in double quotes: {text}", text=quoted(str(value)))


def _list(field: str, keys: Keys, value: object) -> str:
    match value:
        case str() if field != "rubric" and any(part.strip() for part in value.split(",")):
            items: list[object] = [part.strip() for part in value.split(",") if part.strip()]
        case str() | int() | float() if not isinstance(value, bool):
            items = [str(value)]
        case _:
            return _write(line(str(keys[-1])) if str(keys[-1]) in _LINES else f'{keys[-1]} = ["...", "..."]')
    shown = quoted(items)
    return _write(shown) if len(shown) <= LONGEST else tr('put it in square brackets: ["...", "..."]')


def _table(field: str, keys: Keys, value: object, question: object) -> str:
    match field, value:
        case "source", str() if len(quoted(value)) <= LONGEST and len(keys) == 1:
            return _write(_CITED.format(quoted(value)))
        case "sources", str() if len(quoted(value)) <= LONGEST and len(keys) == 2:
            return _write(_TITLED.format(dotted(keys), quoted(value)))
        case "gaps", str() | [*_] if len(quoted(value)) <= LONGEST and len(keys) == 2:
            texts = quoted([value] if isinstance(value, str) else value)
            return _write(_ACCEPTING.format(dotted(keys), texts))
    if field == "gaps" and len(keys) > 2:
        name = '"..."' if keys[2] == "reject" else "NAME"
        return _write(f'{dotted(keys)}.{name} = "..."')
    shown = line(field, question, dotted(keys[1:]) or "NAME")
    each = isinstance(value, list) and "NAME" in shown
    return tr("write {example} for each", example=shown) if each else _write(shown)


def _number(field: str, value: object, *, whole: bool) -> str:
    match value:
        case str() if re.fullmatch(r"[+-]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]+)?", value.strip()):
            return tr("write {example}, without quotes", example=value.strip())
        case str() if advice := number_meant(value):
            return tr("{advice}, without quotes", advice=advice)
        case str() if with_unit(value):
            return tr("write just the number, without quotes")
        case float() if value.is_integer() and abs(value) < 1e15:
            return tr("write {example}, without a decimal point", example=int(value))
    if field == "difficulty":
        return tr("write a whole number from 1 to 5")
    if whole:
        return tr("write a whole number, in digits and without quotes")
    return tr("write it in digits, without quotes")


def _write(example: object) -> str:
    return tr("write {example}", example=example)


def dotted(keys: Keys) -> str:
    """Keys as TOML writes them one below the other."""
    return ".".join(key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else quoted(key) for key in map(str, keys))

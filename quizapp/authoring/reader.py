"""TOML -> Deck. All problems of a file are found in one go. The only module that imports pydantic for decks."""

from __future__ import annotations

import difflib
import json
import math
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import tomli
from pydantic import Discriminator, TypeAdapter, ValidationError

from quizapp.core.decks import Deck, DeckInfo, Entry, Source, deck_problems, entry_problems
from quizapp.core.errors import QuizappError, unprintable, visible
from quizapp.core.questions import (
    QUESTION_TYPES,
    AnyQuestion,
    Citation,
    Gap,
    InvalidQuestion,
    Partial,
    Problem,
)
from quizapp.core.questions import Path as Keys

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 32
FORMAT = 1

MAX_WHOLE_NUMBER = 2**63 - 1
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
    "date_from_datetime_inexact": "a date without a time, such as 2025-05-08",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a deck file, with a place that a person can find: the question's number and id, and the key."""

    place: str
    problem: Problem

    def __str__(self) -> str:
        sentence = "; ".join(part for part in (self.problem.message, self.problem.help) if part)
        sentence += "" if sentence.endswith("?") else "."
        line = f"{self.place}: {sentence}" if self.place else sentence
        return visible(line.replace("\n", "U+000A").replace("\t", "U+0009"))


class DeckError(QuizappError):
    """A deck file that cannot be used. `findings` lists everything that is wrong with it."""

    def __init__(self, path: Path, findings: list[Finding]) -> None:
        self.path, self.findings = path, findings
        if len(findings) == 1:
            super().__init__(f"{path}: {findings[0]}")
        else:
            head = f"{path} has {len(findings)} problems"
            super().__init__(f"{head}:" + "".join(f"\n  {finding}" for finding in findings))
            self.summary = visible(f"{head}; `quizapp --deck {path.stem}` lists them.")


def read_deck(path: Path) -> Deck:
    """Read and validate one deck file.

    Raises:
        DeckError: if it cannot be read or holds any problem.
    """
    text = _text(path)
    tree = _tree(path, text)
    problems = list(_hostile(tree))
    if not problems:
        try:
            return _fast(tree)
        except (ValidationError, _Refused):
            pass  # what exactly is wrong is worked out below, question by question
    if not any(len(problem.path) > MAX_DEPTH or "too large" in problem.message for problem in problems):
        problems += _explain(tree)
    problems.sort(key=_question_index)
    raise DeckError(path, [Finding(_place(problem.path, tree), problem) for problem in problems])


def _question_index(problem: Problem) -> int:
    """By which problems are put in the order of the file: the head first, then question by question."""
    match problem.path:
        case ("questions", int(index), *_):
            return index
        case _:
            return -1


def parse(path: Path) -> dict[str, Any]:
    """The TOML of a file as plain data, without what no deck may hold.

    Raises:
        DeckError: if it cannot be read, is not TOML, or holds control characters and the like.
    """
    tree = _tree(path, _text(path))
    problems = list(_hostile(tree))
    if problems:
        raise DeckError(path, [Finding(_place(problem.path, tree), problem) for problem in problems])
    return tree


def dump_question(question: AnyQuestion) -> bytes:
    """A question as JSON, for the cache; `core.questions` data that `library` builds back without pydantic."""
    return _question_adapter().dump_json(question, exclude_defaults=False)


def dump_info(info: DeckInfo) -> bytes:
    """What a deck says of itself, as JSON, for the cache."""
    return _info_adapter().dump_json(info)


T = TypeVar("T")


class _Refused(Exception):
    """The deck is valid piece by piece but not as a whole."""


Tagged = Annotated[AnyQuestion, Discriminator("type")]


@cache
def _question_adapter() -> TypeAdapter[AnyQuestion]:
    return TypeAdapter(Tagged)


@cache
def _questions_adapter() -> TypeAdapter[tuple[AnyQuestion, ...]]:
    return TypeAdapter(tuple[Tagged, ...])


@cache
def _info_adapter() -> TypeAdapter[DeckInfo]:
    return TypeAdapter(DeckInfo)


def _text(path: Path) -> str:
    def refuse(message: str, advice: str) -> DeckError:
        return DeckError(path, [Finding("", Problem((), message, advice))])

    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refuse("this is a folder", "name the deck file in it, or pass the folder with --decks")
        if not stat.S_ISREG(status.st_mode):
            raise refuse("this is not a regular file", "name a deck file ending in .toml")
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1024 / 1024:.1f} MiB"
            raise refuse(f"the file has {size}; {MAX_BYTES // 1024 // 1024} MiB is the limit", "split the deck")
        content = path.read_bytes()
    except OSError as error:
        raise refuse(f"the file cannot be read ({error.strerror})", "check its name and permissions") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse(f"line {line} is not UTF-8", "save the file in the encoding UTF-8") from error


def _tree(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        problem = Problem((), f"this is not valid TOML: {error.msg[:1].lower()}{error.msg[1:]}", "mend the line")
        raise DeckError(path, [Finding(place, problem)]) from error
    except ValueError as error:  # from int(): TOMLDecodeError is caught above
        problem = Problem((), "a number has thousands of digits", "use numbers of 18 digits at most")
        raise DeckError(path, [Finding("", problem)]) from error
    except RecursionError as error:
        problem = Problem((), "tables or lists are nested too deeply", f"use at most {MAX_DEPTH} levels")
        raise DeckError(path, [Finding("", problem)]) from error


def _hostile(tree: dict[str, Any]) -> Iterator[Problem]:
    """Values that no deck may hold: control characters, numbers that are none, bottomless nesting."""
    pending: list[tuple[Keys, Any]] = [((), tree)]
    while pending:
        path, value = pending.pop()
        if len(path) > MAX_DEPTH:
            yield Problem(path, "tables or lists are nested too deeply", f"use at most {MAX_DEPTH} levels")
        elif isinstance(value, dict):
            for key in value:
                if name := _control_character(key):
                    yield Problem(path, f"a key here holds {name}", "remove it; it could disturb the terminal")
            pending.extend(((*path, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            pending.extend(((*path, index), item) for index, item in reversed(list(enumerate(value))))
        elif isinstance(value, str):
            if name := _control_character(value):
                yield Problem(path, f"the text holds {name}", "remove it; it could disturb the terminal")
        elif isinstance(value, int) and abs(value) > MAX_WHOLE_NUMBER:
            yield Problem(path, "this number is too large", "use a number of 18 digits at most")
        elif isinstance(value, float) and not math.isfinite(value):
            yield Problem(path, f"{value} is not a number to reckon with", "use an ordinary number")
        elif isinstance(value, time):
            yield Problem(path, "this is a time of day", "put text in quotes")


def _control_character(text: str) -> str:
    if text.isascii() and text.isprintable():
        return ""
    for character in filter(unprintable, text):
        kind = "control" if unicodedata.category(character) == "Cc" else "text-direction or line"
        return f"the {kind} character U+{ord(character):04X}"
    return ""


def _json(value: object) -> bytes:
    return json.dumps(value, default=lambda moment: moment.isoformat(), ensure_ascii=False).encode()


def _fast(tree: dict[str, Any]) -> Deck:
    head = {key: value for key, value in tree.items() if key != "questions"}
    info = _info_adapter().validate_json(_json(head), strict=True)
    questions = _questions_adapter().validate_json(_json(tree.get("questions", [])), strict=True)
    if type(tree["format"]) is not int or any(deck_problems(info)):
        raise _Refused
    if any(entry_problems(_entries(tree), info.sources)):
        raise _Refused
    return Deck(info, questions)


def _explain(tree: dict[str, Any]) -> Iterator[Problem]:
    """Every problem of a deck that did not pass, question by question, in file order."""
    head = {key: value for key, value in tree.items() if key != "questions"}
    version = tree.get("format", FORMAT)
    if type(version) is not int:
        yield Problem(("format",), "this is not the number of a format", f"write format = {FORMAT}")
        head["format"] = FORMAT
    elif version != FORMAT:
        advice = f"update quizapp, or write format = {FORMAT}"
        yield Problem(("format",), f"this quizapp reads format {FORMAT}, not {version}", advice)
        return
    validated = _validated(_info_adapter(), head, ())
    yield from validated[0]
    info = validated[1]
    if info is not None:
        yield from deck_problems(info)
    questions = tree.get("questions", [])
    if not isinstance(questions, list):
        yield Problem(("questions",), "`questions` is not a list of tables", "write each as [[questions]]")
        return
    for index, question in enumerate(questions):
        yield from _validated(_question_adapter(), question, ("questions", index))[0]
    sources = head.get("sources")
    yield from entry_problems(_entries(tree), sources if isinstance(sources, dict) else {})


def _validated(adapter: TypeAdapter[T], data: object, prefix: Keys) -> tuple[list[Problem], T | None]:
    """The problems of one table, and its value if it has one apart from unknown keys, so that those hide nothing."""
    unknown: list[Problem] = []
    tagged = bool(prefix)
    for _ in range(2):
        try:
            return unknown, adapter.validate_json(_json(data), strict=True)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=True)
        extra = [_path(item["loc"], tagged) for item in found if item["type"] == "unexpected_keyword_argument"]
        if not extra:
            return [*unknown, *(problem for item in found for problem in _problems(item, data, prefix))], None
        unknown += [Problem((*prefix, *path), f"unknown key `{path[-1]}`", _nearest(path, data)) for path in extra]
        data = _without(data, extra)
    return unknown, None


def _problems(item: Mapping[str, Any], data: object, prefix: Keys) -> Iterator[Problem]:
    path = (*prefix, *_path(item["loc"], bool(prefix)))
    name = f"item {path[-1] + 1}" if path and isinstance(path[-1], int) else f"`{path[-1] if path else ''}`"
    context = item.get("ctx", {})
    match item["type"]:
        case "value_error" if isinstance(context["error"], InvalidQuestion):
            for problem in context["error"].problems:
                yield Problem((*prefix, *problem.path), problem.message, problem.help)
        case "missing":
            yield Problem(path, f"`{path[-1]}` is missing", "add it")
        case "union_tag_not_found" if isinstance(data, dict):
            yield Problem((*prefix, "type"), "`type` is missing", "use one of: " + ", ".join(QUESTION_TYPES))
        case "union_tag_not_found" | "model_attributes_type":
            yield Problem(path, "this is not a table", "write each question as [[questions]]")
        case "union_tag_invalid":
            tag = str(context["tag"])
            near = difflib.get_close_matches(tag, QUESTION_TYPES, 1)
            advice = f"did you mean `{near[0]}`?" if near else "use one of: " + ", ".join(QUESTION_TYPES)
            yield Problem((*prefix, "type"), f"there is no question type `{tag}`", advice)
        case "literal_error":
            yield Problem(path, f"`{item['input']}` is not allowed here", f"use {context['expected']}")
        case kind if kind in _EXPECTED:
            yield Problem(path, f"{name} must be {_EXPECTED[kind]}", "change the value")
        case _:
            yield Problem(path, f"{item['msg'][:1].lower()}{item['msg'][1:]}", "change the value")


def _path(loc: tuple[str | int, ...], tagged: bool) -> Keys:
    """pydantic's `loc` in a table; that of a question begins with the tag of the union."""
    return loc[1:] if tagged and loc and loc[0] in QUESTION_TYPES else loc


def _nearest(path: Keys, data: object) -> str:
    kind: type[Any] = DeckInfo
    if isinstance(data, dict) and isinstance(data.get("type"), str) and data["type"] in QUESTION_TYPES:
        kind = QUESTION_TYPES[data["type"]]
    if len(path) > 1:
        nested = {"source": Citation, "sources": Source, "gaps": Gap, "partial": Partial}
        kind = nested.get(str(path[0]), kind)
    names = [entry.name for entry in fields(kind)] + (["questions"] if kind is DeckInfo else [])
    near = difflib.get_close_matches(str(path[-1]), names, 1)
    return f"did you mean `{near[0]}`?" if near else "use one of: " + ", ".join(names)


def _without(data: Any, paths: list[Keys]) -> Any:
    if not isinstance(data, dict):
        return data
    gone = {path[0] for path in paths if len(path) == 1}
    return {
        key: _without(value, [path[1:] for path in paths if len(path) > 1 and path[0] == key])
        for key, value in data.items()
        if key not in gone
    }


def _entries(tree: dict[str, Any]) -> list[Entry]:
    def strings(value: object) -> tuple[str, ...]:
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def string(value: object) -> str:
        return value.isoformat() if isinstance(value, date) else value if isinstance(value, str) else ""

    questions = tree.get("questions")
    return [
        Entry(
            string(q.get("id")),
            strings(q.get("aliases")),
            string(s.get("id") if isinstance(s := q.get("source"), dict) else ""),
        )
        if isinstance(q, dict)
        else Entry()
        for q in (questions if isinstance(questions, list) else [])
    ]


def _place(path: Keys, tree: dict[str, Any]) -> str:
    """`question 3 (pact-city), options.berlin`: what a person would look for in the file."""
    if len(path) < 2 or path[0] != "questions" or not isinstance(path[1], int):
        return ".".join(map(str, path))
    question = tree["questions"][path[1]]
    name = question.get("id") if isinstance(question, dict) else None
    place = f"question {path[1] + 1}" + (f" ({name})" if isinstance(name, str) else "")
    keys = ".".join(str(key + 1 if isinstance(key, int) else key) for key in path[2:])
    return f"{place}, {keys}" if keys else place

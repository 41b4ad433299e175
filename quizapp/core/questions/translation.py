"""Putting a question into another language: the strings change, ids and answers stay."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from quizapp.core.deferred import replace
from quizapp.core.messages import tr
from quizapp.core.questions.cloze import Gap
from quizapp.core.questions.problems import InvalidQuestion, Path, Problem, one_of
from quizapp.core.questions.typed import Text
from quizapp.core.questions.types import AnyQuestion

TRANSLATED = (
    "prompt",
    "back",
    "options",
    "accept",
    "reject",
    "distractors",
    "unit",
    "items",
    "left",
    "right",
    "gaps",
    "rubric",
    "model",
    "explanation",
    "hint",
    "feedback",
)
"""The keys of a question, of whatever type, that hold text for the student."""

_GAP_TEXTS = ("accept", "hint", "reject", "options", "feedback")
"""Keys of a gap that hold text for the student."""

REPLACED_WHOLE = ("accept", "reject", "rubric")
"""Keys whose entries need not correspond one by one: other spellings, other near misses, other points."""


def strings(question: AnyQuestion) -> dict[str, Any]:
    """The question's strings as plain data, by key; keys that it leaves out are left out."""
    texts: dict[str, Any] = {}
    for name in TRANSLATED:
        value = getattr(question, name, None)
        if name == "distractors" and not isinstance(question, Text):
            continue  # numbers and dates are written in the language by themselves
        if isinstance(value, Mapping):
            value = {key: _plain(item) for key, item in value.items() if isinstance(item, str | Gap)}
        elif isinstance(value, tuple):
            value = list(value)
        if value:
            texts[name] = value
    return texts


def fingerprint(question: AnyQuestion) -> str:
    """A short hash of the question's strings, by which a translation says what it is a translation `of`."""
    listed = json.dumps(strings(question), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(listed.encode()).hexdigest()[:8]


def translated(question: AnyQuestion, table: Mapping[str, Any]) -> AnyQuestion:
    """The question with the strings of `table` in place of its own; what `table` leaves out stays.

    Raises:
        InvalidQuestion: if `table` has keys or ids that the question has not, values of another kind, or the result
            contradicts itself.
    """
    originals = strings(question)
    problems: list[Problem] = []
    changes: dict[str, Any] = {}
    for name, value in table.items():
        if name == "of":
            continue
        if name not in TRANSLATED or not hasattr(question, name):
            message = tr("`{field}` is not a text field of this question", field=name)
            problems.append(Problem((name,), "E303", message, one_of(("of", *originals)), on="key"))
            continue
        whole = name in REPLACED_WHOLE
        misfits = list(_misfits((name,), value, originals.get(name), getattr(question, name), whole))
        problems += misfits
        if not misfits:
            changes[name] = _merged(getattr(question, name), value, whole=whole)
    if problems:
        raise InvalidQuestion(problems)
    return replace(question, **changes)


def missing(question: AnyQuestion, table: Mapping[str, Any]) -> Iterator[Path]:
    """Return where `table` leaves out strings that the question has."""
    for name, value in strings(question).items():
        if name not in table:
            yield (name,)
        elif isinstance(value, dict) and name not in REPLACED_WHOLE:
            for key, item in value.items():
                if key not in table[name]:
                    yield (name, key)
                elif isinstance(item, dict):
                    yield from ((name, key, part) for part in item if item[part] and part not in table[name][key])


def _plain(item: object) -> object:
    if not isinstance(item, Gap):
        return item
    tables = {"reject": item.reject, "options": item.options, "feedback": item.feedback}
    return {
        "accept": list(item.accept),
        "hint": item.hint,
        **{name: dict(table) for name, table in tables.items() if table},
    }


def _misfits(path: Path, value: Any, original: Any, field: Any, whole: bool) -> Iterator[Problem]:
    """Return where the shape of a translation differs from that of what it translates."""
    if isinstance(field, str):
        if not isinstance(value, str):
            yield _not_text(path)
    elif isinstance(field, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            message, advice = tr("`{field}` must be a list of texts", field=path[-1]), tr('write it as ["...", "..."]')
            yield Problem(path, "E104", message, advice)
    elif not isinstance(value, dict):
        advice = tr('write it as { id = "..." }')
        yield Problem(path, "E104", tr("`{field}` must be a table", field=path[-1]), advice)
    else:
        for key, item in value.items():
            if not whole and key not in (original or {}):
                message = tr("`{key}` is not in the original", key=key)
                yield Problem(
                    (*path, key), "E303", message, one_of(original) if original else tr("remove it"), on="key"
                )
            elif isinstance(gap := field.get(key), Gap):
                yield from _gap_misfits((*path, key), item, gap)
            elif not isinstance(item, str):
                yield _not_text((*path, key))


def _not_text(path: Path) -> Problem:
    return Problem(path, "E104", tr("`{field}` must be text in quotes", field=path[-1]), tr('write it as "..."'))


def _gap_misfits(path: Path, value: Any, gap: Gap) -> Iterator[Problem]:
    if not isinstance(value, dict):
        advice = tr('write it as { accept = ["..."] }')
        yield Problem(path, "E104", tr("`{field}` must be a table", field=path[-1]), advice)
        return
    for part, item in value.items():
        if part in _GAP_TEXTS:
            yield from _misfits((*path, part), item, getattr(gap, part), getattr(gap, part), part in REPLACED_WHOLE)
        else:
            message = tr("`{field}` is not a text field of a gap", field=part)
            yield Problem((*path, part), "E303", message, one_of(_GAP_TEXTS), on="key")


def _merged(field: Any, value: Any, *, whole: bool) -> Any:
    if isinstance(field, tuple) and isinstance(value, list):
        return tuple(value)
    if not isinstance(field, Mapping) or not isinstance(value, dict) or whole:
        return value
    return {key: _merged_item(item, value[key]) if key in value else item for key, item in field.items()}


def _merged_item(item: Any, value: Any) -> Any:
    if isinstance(item, Gap) and isinstance(value, dict):
        texts = {name: _merged(getattr(item, name), text, whole=name in REPLACED_WHOLE) for name, text in value.items()}
        return replace(item, **texts)
    return value

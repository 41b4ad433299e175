"""Headers that are wrong, left out, or mean something else than a teacher thinks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from quizapp.core.messages import tr, trn
from quizapp.core.questions.base import Citation
from quizapp.core.questions.cloze import Gap
from quizapp.decks.suggestions import DECK_FIELDS, QUESTION_FIELDS, TABLES, line
from quizapp.decks.toml.misplaced import after_value, no_equals, no_name, odd
from quizapp.decks.toml.positions import Diagnosis, Position, SyntaxSlip, syntax_slip
from quizapp.decks.toml.statements import (
    HEADER,
    HEADER_MEANT,
    QUESTION_HEADER,
    SINGLE_HEADER,
    content,
    header_above,
    header_below,
    header_name,
    indent,
    key_of,
)

MOST_LOST = 100
"""Of more headers than that none counts as lost."""

_OPENING = frozenset(("id", "type", "prompt"))
"""Keys that every question has, most often in its first lines."""

_OWN = {
    "source": frozenset(entry.name for entry in fields(Citation)),
    "gaps": frozenset(entry.name for entry in fields(Gap)),
}
"""The keys that may stand below a header of these names."""

_STRUCTURAL = ("Expected '='", "Expected ']", "Expected newline", "Invalid statement", "Invalid initial")  # not shown
"""The beginnings of the parser's messages about the shape of a line, rather than about a value."""


def header_slip(message: str, position: Position, lines: Sequence[str]) -> SyntaxSlip | None:
    """The slip in a header, if an error is in one or in a line that is meant as one."""
    clash, structural = message.startswith("Cannot"), message.startswith(_STRUCTURAL)
    if clash and (QUESTION_HEADER.match(position.text) or SINGLE_HEADER.match(position.text)):
        return _single(position, lines)
    if structural and HEADER_MEANT.match(position.text):
        return _meant(position, lines)
    if not position.text.lstrip().startswith("[") or not (clash or structural):
        return None
    if QUESTION_HEADER.match(position.text):
        diagnosis = odd(position.here) or after_value(position)
        return syntax_slip(diagnosis, position.line, position.column, lost=[position.line], headers=[position.line])
    section = range(position.line, header_below(lines, position.line))
    if clash:
        name = header_name(position.text).partition(".")[0]
        if stray := [slip for slip in _stray(name, lines) if name in TABLES and slip.located.line == position.line]:
            return stray[0]
        return syntax_slip(_again(position, lines), position.line, indent(position.text), lost=section)
    if message.startswith("Expected ']") and "]" in position.after:
        diagnosis = no_equals(position) if position.here != "]" else _not_closed()
    elif message.startswith("Expected ']"):
        diagnosis = _not_closed()
    else:
        diagnosis = no_name(position) if message.startswith("Invalid") else after_value(position)
    of_question = position.text.lstrip("[ \t\"'").startswith("questions")
    if not of_question and any(QUESTION_HEADER.match(text) for text in lines[: position.line]):
        section = range(0)  # without the source in it, the questions above that cite it would be reported too
    return syntax_slip(odd(position.here) or diagnosis, position.line, position.column, lost=section)


def _not_closed() -> Diagnosis:
    return tr("the header is not closed here"), tr("close it with as many brackets as it opens with")


def _single(position: Position, lines: Sequence[str]) -> SyntaxSlip:
    """`[questions]` more than once, or beside `[[questions]]`."""
    singles = [number for number, text in enumerate(lines, 1) if SINGLE_HEADER.match(text)]
    if not singles:
        diagnosis = (
            tr("`questions` already means something else further up"),
            tr("write each question under [[questions]]"),
        )
        return syntax_slip(diagnosis, position.line, indent(position.text))
    if any(key_of(text) == "translates" for text in lines):
        diagnosis = (tr("this table appears twice"), tr("write [questions.ID] for each question"))
    else:
        diagnosis = (
            tr("one bracket on each side is not enough"),
            tr("write [[questions]], with two brackets, each time"),
        )
    return syntax_slip(diagnosis, singles[0], indent(lines[singles[0] - 1]), headers=singles)


def _meant(position: Position, lines: Sequence[str]) -> SyntaxSlip:
    """A line that is most likely meant as `[[questions]]`; where others say the same, so are they."""
    shown = content(position.text).strip()
    same = [number for number, text in enumerate(lines, 1) if content(text).strip() == shown]
    advice = trn(
        "write [[questions]], with two brackets on each side",
        "write [[questions]], with two brackets on each side, each time",
        len(same),
    )
    column = position.column if "[" in shown else indent(position.text)
    diagnosis = (tr("`{line}` does not start a question", line=shown), advice)
    return syntax_slip(diagnosis, position.line, column, lost=_too_short(same, lines), headers=same)


def _too_short(headers: Sequence[int], lines: Sequence[str]) -> Sequence[int]:
    """Those of some lines in which nothing can be pointed at as in the headers that they are meant as."""
    short = [number for number in headers if len(lines[number - 1]) < len("[questions]")]
    return short if len(short) <= MOST_LOST else []


def _again(position: Position, lines: Sequence[str]) -> Diagnosis:
    """The header of a table that there is already."""
    name = header_name(position.text)
    if name.startswith("questions"):
        return tr("this table appears twice in its question"), tr("merge the two")
    first = next((number for number, text in enumerate(lines, 1) if name and header_name(text) == name), 0)
    if 0 < first < position.line:
        advice = tr("merge the two; the other is on line {line}", line=first)
    else:
        advice = tr("merge the two")
    return tr("this table appears twice"), advice


def left_out(lines: Sequence[str], at: int) -> SyntaxSlip | None:
    """A question that goes on in the table above it, if a key of it (in line `at`) stands there already."""
    above, below = header_above(lines, at), header_below(lines, at)
    before = {key_of(text) for text in lines[above : at - 1]}
    after = {key_of(text) for text in lines[at - 1 : below - 1]}
    in_question = above > 0 and QUESTION_HEADER.match(lines[above - 1])
    new = after & _OPENING
    if len(new & before) < 2 if in_question else "id" not in new or len(new) < 2:
        return None
    key = key_of(lines[at - 1])
    if above:
        message = tr("there is a second `{field}` in this question", field=key)
    else:
        message = tr("there is a second `{field}` at the top of this deck", field=key)
    diagnosis = (message, tr("is a [[questions]] line missing above?"))
    column = indent(lines[at - 1])
    free = at - 1
    while free > above and content(lines[free - 1]).strip() and key_of(lines[free - 1]) not in after:
        free -= 1
    if free > above and not content(lines[free - 1]).strip():
        return syntax_slip(diagnosis, at, column, lost=[free], headers=[free])
    return syntax_slip(diagnosis, at, column, lost=[at], headers=[at])


def misleading(tree: Mapping[str, Any], lines: Sequence[str]) -> Iterator[SyntaxSlip]:
    """Headers that are valid, but under which the questions of a deck are lost."""
    for name, value in tree.items():
        tables = value if isinstance(value, list) else [value]
        if name in DECK_FIELDS or name == "questions" or not all(isinstance(table, dict) for table in tables):
            continue
        if name in TABLES:
            yield from _stray(name, lines)
        elif isinstance(value, list) and any(len(table.keys() & _OPENING) > 1 for table in value):
            yield from _misnamed(name, lines)


def _stray(name: str, lines: Sequence[str]) -> Iterator[SyntaxSlip]:
    """Headers such as `[options]` below a question, which they end."""
    below = False
    for number, text in enumerate(lines, 1):
        below = below or bool(QUESTION_HEADER.match(text))
        own, *more = header_name(text).split(".")
        if not below or own != name:
            continue
        end, keys = number + 1, more
        while end <= len(lines) and not HEADER.match(lines[end - 1]):
            key = key_of(lines[end - 1]).partition(".")[0]
            if key in QUESTION_FIELDS - _OWN.get(name, frozenset()):
                break
            keys = keys or ([key] if key else [])
            end += 1
        shown = content(text).strip()
        example = line(name, "match", keys[0] if keys else "NAME")
        diagnosis = (
            tr("`{line}` ends the question above it", line=shown),
            tr("delete this line, and write {example}", example=example),
        )
        yield syntax_slip(diagnosis, number, indent(text), lost=range(number, end), code="E102")


def _misnamed(name: str, lines: Sequence[str]) -> Iterator[SyntaxSlip]:
    """Questions under another name, such as `[[question]]`."""
    headers = [number for number, text in enumerate(lines, 1) if header_name(text) == name]
    below = [number for number, text in enumerate(lines, 1) if header_name(text).startswith(f"{name}.")]
    if headers:
        text = lines[headers[0] - 1]
        lost = [
            *_too_short(headers, lines),
            *(at for number in below for at in range(number, header_below(lines, number))),
        ]
        advice = trn("write [[questions]]", "write [[questions]], each time", len(headers))
        diagnosis = (tr("unknown field `{name}`", name=name), advice)
        yield syntax_slip(
            diagnosis, headers[0], text.find(name) + 1 or indent(text), lost=lost, headers=headers, code="E102"
        )

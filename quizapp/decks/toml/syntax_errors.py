"""Syntax errors in the words of a teacher, where a teacher would look for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tomli

from quizapp.core.messages import tr, tr_noop
from quizapp.decks.toml.headers import header_slip, left_out
from quizapp.decks.toml.misplaced import (
    after_value,
    curly_at,
    no_equals,
    no_name,
    no_statement,
    no_such_date,
    no_value,
    not_straight,
    number,
    odd,
    text_before,
)
from quizapp.decks.toml.positions import Diagnosis, Position, SyntaxSlip, syntax_slip
from quizapp.decks.toml.statements import (
    HEADER,
    KEY,
    content,
    header_above,
    indent,
    key_of,
    statement_start,
    unclosed,
    value_column,
)

_DIGITS = re.compile(r"(?<![\w.])[+-]?[0-9][0-9_]{4000,}")
_BACKSLASH: dict[str, Diagnosis] = {
    "Unescaped '\\' in a string": (
        tr_noop("there is a single backslash here"),
        tr_noop("write \\\\ for a backslash"),
    ),
    "Invalid hex value": (  # not shown
        tr_noop("no character has the code after this backslash"),
        tr_noop("write \\\\ for a backslash, or the character itself"),
    ),
    "Escaped character is not a Unicode scalar value": (  # not shown
        tr_noop("no character has this code"),
        tr_noop("write the character itself"),
    ),
}


def explained(error: tomli.TOMLDecodeError, lines: Sequence[str]) -> SyntaxSlip:
    """Explain the error at which the parser stopped; `lines` are those of the text."""
    above = header_above(lines, error.lineno)
    position = Position(error.lineno, error.colno, lines[error.lineno - 1], lines[above - 1] if above else "")
    return (
        _ran_on(error, position, lines)
        or header_slip(error.msg, position, lines)
        or _twice(error.msg, position, lines)
        or _statement(error, position, lines)
    )


def huge_number(doc: str) -> SyntaxSlip:
    """A number of more digits than Python reads."""
    number = _DIGITS.search(doc)
    at = number.start() if number else 0
    line, column = doc.count("\n", 0, at) + 1, at - doc.rfind("\n", 0, at)
    diagnosis = (tr("this number has thousands of digits"), tr("use a power of ten, such as 1.34e21"))
    return syntax_slip(diagnosis, line, column, lost=[line], code="E006")


def _twice(message: str, position: Position, lines: Sequence[str]) -> SyntaxSlip | None:
    """A key that appears twice."""
    if message.startswith("Duplicate"):
        name = message.rpartition(" key ")[2].strip("'\"")
        keys = list(re.finditer(rf"(?<![\w-])[\"']?{re.escape(name)}[\"']?[ \t]*=", position.before))
        column = keys[-1].start() + 1 if keys else position.column
        diagnosis = (tr("`{name}` appears twice in this table", name=name), tr("keep one of the two"))
        return syntax_slip(diagnosis, position.line, column, lost=[position.line])
    if not message.startswith("Cannot"):
        return None
    first = statement_start(lines, position.line)
    key = key_of(lines[first - 1])
    if message != "Cannot overwrite a value":  # not shown
        diagnosis = (
            tr("`{name}` is written in two ways", name=key.partition(".")[0].strip()),
            tr("write all of it in braces, or all of it with dots"),
        )
    elif missing := left_out(lines, first):
        return missing
    else:
        diagnosis = (tr("`{name}` appears twice", name=key), _keep_one(lines, first, key))
    return syntax_slip(diagnosis, first, indent(lines[first - 1]), lost=range(first, position.line + 1))


def _keep_one(lines: Sequence[str], at: int, key: str) -> str:
    """Advice on a key that appears twice in a table."""
    table = range(header_above(lines, at) + 1, at)
    first = next((number for number in table if key and key_of(lines[number - 1]) == key), 0)
    if first:
        return tr("keep one of the two; the other is on line {line}", line=first)
    return tr("keep one of the two")


def _statement(error: tomli.TOMLDecodeError, position: Position, lines: Sequence[str]) -> SyntaxSlip:
    """A statement of the wrong shape."""
    match error.msg:
        case "Expected '=' after a key in a key/value pair":  # not shown
            diagnosis = odd(position.here) or no_equals(position)
        case "Invalid initial character for a key part":  # not shown
            diagnosis = odd(position.here) or no_name(position)
        case "Invalid statement":  # not shown
            diagnosis = odd(position.here) or no_statement(position)
        case "Invalid value":  # not shown
            diagnosis = odd(position.here) or no_value(position)
        case "Expected newline or end of document after a statement":  # not shown
            diagnosis = number(position) or odd(position.here) or after_value(position)
        case "Invalid date or datetime":  # not shown
            diagnosis = no_such_date()
        case "Unclosed array" | "Unclosed inline table":  # not shown
            return _open(error, position, lines)
        case _:
            return _text(error, position, lines)
    return syntax_slip(diagnosis, position.line, _curly_column(diagnosis, position), lost=[position.line])


def _curly_column(diagnosis: Diagnosis, position: Position) -> int:
    """The column of the curly quote, if it is one in the text before the position."""
    early = diagnosis == not_straight() and not odd(position.here)
    return (curly_at(position.before.rstrip(" \t\"'")) if early else 0) or position.column


def _ran_on(error: tomli.TOMLDecodeError, position: Position, lines: Sequence[str]) -> SyntaxSlip | None:
    """A list or an inline table that is not closed, where only the statement or header after it is no part of it."""
    kind = _KINDS.get(error.msg)
    if kind is None or position.before.strip(" \t[") or not (HEADER.match(position.text) or KEY.match(position.text)):
        return None
    if "[" in position.before and error.msg == "Invalid initial character for a key part":  # not shown
        return None
    last = next(
        (number for number in range(position.line - 1, 0, -1) if content(lines[number - 1]).strip()), position.line
    )
    opened = unclosed(error.doc, lines[: position.line - 1]) or last
    at = last if kind == "list" else opened
    advice = tr("put `{bracket}` at the end, or a comma between the items", bracket="]" if kind == "list" else "}")
    diagnosis = (_not_closed(kind), advice)
    return syntax_slip(diagnosis, at, len(content(lines[at - 1])) + 1, lost=range(opened, position.line))


_KINDS = {
    "Unclosed array": "list",  # not shown
    "Invalid value": "list",  # not shown
    "Unclosed inline table": "table",  # not shown
    "Invalid initial character for a key part": "table",  # not shown
}
"""The thing that is open when one of these errors is at the beginning of a line that could stand by itself."""


def _not_closed(kind: str) -> str:
    return tr("the list is not closed") if kind == "list" else tr("the table is not closed")


def _open(error: tomli.TOMLDecodeError, position: Position, lines: Sequence[str]) -> SyntaxSlip:
    """A list or an inline table in which something stands where a comma or its end is wanted."""
    kind, bracket, other = ("list", "]", "}") if "array" in error.msg else ("table", "}", "]")
    if error.pos >= len(error.doc.rstrip()):
        opened = unclosed(error.doc, lines)
        line, column = (opened, value_column(lines[opened - 1])) if opened else (position.line, position.column)
        diagnosis = (_not_closed(kind), tr("put `{bracket}` at the end", bracket=bracket))
        return syntax_slip(diagnosis, line, column, lost=[line])
    if position.here == other:
        diagnosis = (
            tr("this should be `{bracket}`", bracket=bracket),
            tr("write `{bracket}` instead of `{other}`", bracket=bracket, other=other),
        )
    elif position.here == ";":
        diagnosis = (tr("`;` does not separate the items of a list"), tr("separate them with commas"))
    else:
        missing = (
            tr("a comma or `{bracket}` is missing before this", bracket=bracket),
            tr("put a comma between the items, or `{bracket}` at the end", bracket=bracket),
        )
        diagnosis = number(position) or odd(position.here) or text_before(position) or missing
    return syntax_slip(diagnosis, position.line, _curly_column(diagnosis, position), lost=[position.line])


def _text(error: tomli.TOMLDecodeError, position: Position, lines: Sequence[str]) -> SyntaxSlip:
    """A text that is not closed, or holds what no text can hold."""
    column = position.column
    match error.msg:
        case "Illegal character '\\n'":  # not shown
            return _no_end('"', position.line, lines)
        case "Found invalid character '\\n'":  # not shown
            return _no_end("'", position.line, lines)
        case 'Expected "\'"':
            return _no_end("'", unclosed(error.doc, lines) or position.line, lines)
        case "Unterminated string" | "Expected \"'''\"":  # not shown
            opened = unclosed(error.doc, lines) or position.line
            column = value_column(lines[opened - 1])
            if lines[opened - 1][column - 1 : column + 2] not in ('"""', "'''"):
                return _no_end('"', opened, lines)
            diagnosis = (tr("the text in triple quotes is not closed"), tr("put three quotes at the end"))
            return syntax_slip(diagnosis, opened, column, lost=[opened])
        case escape if escape in _BACKSLASH:
            at = error.doc.rfind("\\", 0, error.pos)
            line, column = error.doc.count("\n", 0, at) + 1, at - error.doc.rfind("\n", 0, at)
            message, advice = _BACKSLASH[escape]
            return syntax_slip((tr(message), tr(advice)), line, column, lost=[line])
        case _:
            diagnosis = odd(position.here) or (tr("this is not valid TOML"), tr("correct the line, or rewrite it"))
    return syntax_slip(diagnosis, position.line, column, lost=[position.line])


def _no_end(quote: str, at: int, lines: Sequence[str]) -> SyntaxSlip:
    """A text on one line whose closing quote is missing, or is a curly one."""
    if column := curly_at(lines[at - 1]):
        return syntax_slip(not_straight(), at, column, lost=[at])
    diagnosis = (tr("the text has no closing quote"), tr("put a {quote} at the end", quote=quote))
    return syntax_slip(diagnosis, at, len(lines[at - 1]) + 1, lost=[at])

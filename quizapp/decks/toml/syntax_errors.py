"""Syntax errors in the words of a teacher, where a teacher would look for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tomli

from quizapp.decks.toml.headers import header_slip, left_out
from quizapp.decks.toml.misplaced import (
    NO_SUCH_DATE,
    STRAIGHT,
    after_value,
    curly_at,
    no_equals,
    no_name,
    no_statement,
    no_value,
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
    "Unescaped '\\' in a string": ("a backslash stands alone", "write \\\\ for a backslash"),
    "Invalid hex value": (
        "no character has the code behind this backslash",
        "write \\\\ for a backslash, or the character itself",
    ),
    "Escaped character is not a Unicode scalar value": (
        "there is no character with this code",
        "write the character itself",
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
    diagnosis = ("a number has thousands of digits", "use a power of ten, such as 1.34e21")
    return syntax_slip(diagnosis, line, column, lost=[line], code="E006")


def _twice(message: str, position: Position, lines: Sequence[str]) -> SyntaxSlip | None:
    """A key that stands twice."""
    if message.startswith("Duplicate"):
        name = message.rpartition(" key ")[2].strip("'\"")
        keys = list(re.finditer(rf"(?<![\w-])[\"']?{re.escape(name)}[\"']?[ \t]*=", position.before))
        column = keys[-1].start() + 1 if keys else position.column
        return syntax_slip(
            (f"`{name}` stands twice in this table", "keep one of the two"), position.line, column, lost=[position.line]
        )
    if not message.startswith("Cannot"):
        return None
    first = statement_start(lines, position.line)
    key = key_of(lines[first - 1])
    if message != "Cannot overwrite a value":
        advice = "write all of it in braces, or all of it with dots"
        diagnosis = (f"`{key.partition('.')[0].strip()}` is written in two ways", advice)
    elif missing := left_out(lines, first):
        return missing
    else:
        diagnosis = (f"`{key}` stands twice", f"keep one of the two{_other(lines, first, key)}")
    return syntax_slip(diagnosis, first, indent(lines[first - 1]), lost=range(first, position.line + 1))


def _other(lines: Sequence[str], at: int, key: str) -> str:
    """Words for the line in which a key that stands twice in a table stands first."""
    table = range(header_above(lines, at) + 1, at)
    first = next((number for number in table if key and key_of(lines[number - 1]) == key), 0)
    return f"; the other is in line {first}" if first else ""


def _statement(error: tomli.TOMLDecodeError, position: Position, lines: Sequence[str]) -> SyntaxSlip:
    """A statement of the wrong shape."""
    match error.msg:
        case "Expected '=' after a key in a key/value pair":
            diagnosis = odd(position.here) or no_equals(position)
        case "Invalid initial character for a key part":
            diagnosis = odd(position.here) or no_name(position)
        case "Invalid statement":
            diagnosis = odd(position.here) or no_statement(position)
        case "Invalid value":
            diagnosis = odd(position.here) or no_value(position)
        case "Expected newline or end of document after a statement":
            diagnosis = number(position) or odd(position.here) or after_value(position)
        case "Invalid date or datetime":
            diagnosis = NO_SUCH_DATE
        case "Unclosed array" | "Unclosed inline table":
            return _open(error, position, lines)
        case _:
            return _text(error, position, lines)
    return syntax_slip(diagnosis, position.line, _curly_column(diagnosis, position), lost=[position.line])


def _curly_column(diagnosis: Diagnosis, position: Position) -> int:
    """The column of the curly quote, if it is one in the text before the position."""
    early = diagnosis == STRAIGHT and not odd(position.here)
    return (curly_at(position.before.rstrip(" \t\"'")) if early else 0) or position.column


def _ran_on(error: tomli.TOMLDecodeError, position: Position, lines: Sequence[str]) -> SyntaxSlip | None:
    """A list or an inline table that is not closed, where only the statement or header after it is no part of it."""
    kind = _KINDS.get(error.msg)
    if kind is None or position.before.strip(" \t[") or not (HEADER.match(position.text) or KEY.match(position.text)):
        return None
    if "[" in position.before and error.msg == "Invalid initial character for a key part":
        return None
    last = next(
        (number for number in range(position.line - 1, 0, -1) if content(lines[number - 1]).strip()), position.line
    )
    opened = unclosed(error.doc, lines[: position.line - 1]) or last
    bracket = "]" if kind == "list" else "}"
    at = last if kind == "list" else opened
    diagnosis = (f"the {kind} is not closed", f"put `{bracket}` at the end, or a comma between the items")
    return syntax_slip(diagnosis, at, len(content(lines[at - 1])) + 1, lost=range(opened, position.line))


_KINDS = {
    "Unclosed array": "list",
    "Invalid value": "list",
    "Unclosed inline table": "table",
    "Invalid initial character for a key part": "table",
}
"""The thing that is open when one of these errors is at the beginning of a line that could stand by itself."""


def _open(error: tomli.TOMLDecodeError, position: Position, lines: Sequence[str]) -> SyntaxSlip:
    """A list or an inline table in which something stands where a comma or its end is wanted."""
    kind, bracket, other = ("list", "]", "}") if "array" in error.msg else ("table", "}", "]")
    if error.pos >= len(error.doc.rstrip()):
        opened = unclosed(error.doc, lines)
        line, column = (opened, value_column(lines[opened - 1])) if opened else (position.line, position.column)
        return syntax_slip((f"the {kind} is not closed", f"put a `{bracket}` at its end"), line, column, lost=[line])
    if position.here == other:
        diagnosis = (f"a `{bracket}` is meant here", f"write `{bracket}` rather than `{other}`")
    elif position.here == ";":
        diagnosis = ("this `;` separates nothing", "separate the items with commas")
    else:
        advice = f"put a comma between the items, or `{bracket}` at the end"
        missing = (f"a comma or `{bracket}` is missing before this", advice)
        diagnosis = number(position) or odd(position.here) or text_before(position) or missing
    return syntax_slip(diagnosis, position.line, _curly_column(diagnosis, position), lost=[position.line])


def _text(error: tomli.TOMLDecodeError, position: Position, lines: Sequence[str]) -> SyntaxSlip:
    """A text that is not closed, or holds what no text can hold."""
    column = position.column
    match error.msg:
        case "Illegal character '\\n'":
            return _no_end('"', position.line, lines)
        case "Found invalid character '\\n'":
            return _no_end("'", position.line, lines)
        case 'Expected "\'"':
            return _no_end("'", unclosed(error.doc, lines) or position.line, lines)
        case "Unterminated string" | "Expected \"'''\"":
            opened = unclosed(error.doc, lines) or position.line
            column = value_column(lines[opened - 1])
            if lines[opened - 1][column - 1 : column + 2] not in ('"""', "'''"):
                return _no_end('"', opened, lines)
            diagnosis = ("a text in triple quotes is not closed", "put three quotes at its end")
            return syntax_slip(diagnosis, opened, column, lost=[opened])
        case escape if escape in _BACKSLASH:
            at = error.doc.rfind("\\", 0, error.pos)
            line, column = error.doc.count("\n", 0, at) + 1, at - error.doc.rfind("\n", 0, at)
            return syntax_slip(_BACKSLASH[escape], line, column, lost=[line])
        case _:
            diagnosis = odd(position.here) or ("this is not valid TOML", "mend the line, or write it anew")
    return syntax_slip(diagnosis, position.line, column, lost=[position.line])


def _no_end(quote: str, at: int, lines: Sequence[str]) -> SyntaxSlip:
    """A text on one line whose closing quote is missing, or is a curly one."""
    if column := curly_at(lines[at - 1]):
        return syntax_slip(STRAIGHT, at, column, lost=[at])
    diagnosis = ("the text has no closing quote", f"put a {quote} at its end")
    return syntax_slip(diagnosis, at, len(lines[at - 1]) + 1, lost=[at])

"""Positions of values and keys in the text of a TOML file, so that a message can point at them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, overload

import tomli

from quizapp.core.questions.problems import Path

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_LARGE = 200_000
_PART = 4_096
_NO_VALUE = frozenset({"comment", "ERROR"})
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_SHORT_TIME = re.compile(rb"(?<![\d:.+-])(?:\d{4}-\d\d-\d\d[Tt ])?\d\d:\d\d(?![\d:])(?:[Zz]|[+-]\d\d:\d\d)?")
_TOKEN = re.compile(
    rb"""
    (?P<basic> \"{3} (?:\\.|[^\\])*? \"{3,5} | " (?:\\.|[^"\\\n])* " )
    | '{3} .*? '{3,5} | ' [^'\n]* '
    | (?P<comment> \# [^\n]* )
    | (?P<mark> [\[\]{},\n] )
    | (?P<bare> [^"'\#\[\]{},\n]+ )
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: lines and columns from 1, columns in characters (code points), the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines(Sequence[str]):
    """The lines of a large text of which only a few are wanted: each is cut out of it when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        breaks = (text.count("\n", start, start + _PART) for start in range(0, len(text), _PART))
        self._breaks = [0, *accumulate(breaks)]
        """So many lines end before each part of the text, and in all of it."""

    def __len__(self) -> int:
        return self._breaks[-1] + 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self._line(number) for number in range(*index.indices(len(self)))]
        return self._line(range(len(self))[index])

    def _line(self, number: int) -> str:
        part = max(0, bisect_left(self._breaks, number) - 1)
        start = part * _PART
        for _ in range(number - self._breaks[part]):
            start = self._text.find("\n", start) + 1
        end = self._text.find("\n", start)
        return self._text[start:end].removesuffix("\r") if end >= 0 else self._text[start:]


@lru_cache(maxsize=1)
def lines_of(text: str) -> Sequence[str]:
    """The lines of a text, as spans number them. Those of the last text are kept: of a large one they take 10 ms."""
    return Lines(text) if len(text) >= _LARGE else tuple(text.replace("\r\n", "\n").split("\n"))


@dataclass(slots=True)
class _Place:
    """The node at a path. `unread` are the nodes that hold its children and were not looked into yet."""

    key: Node | None = None
    value: Node | None = None
    unread: list[Node] = field(default_factory=list)
    children: dict[str | int, _Place] = field(default_factory=dict)
    headed: bool = False
    """True if it has a header of its own, such as `[sources.vlasov]`."""
    listed: bool = False
    """True if its children are tables under `[[headers]]`."""


class Positions:
    """The places of all keys and values of a TOML text, which is parsed once; columns are worked out when asked for."""

    def __init__(self, text: str) -> None:
        self._source = text.encode()
        self._line_starts: list[int] = []
        self._counted = (0, 1)  # the last place and its column: a whole deck may stand on one line
        parser = _parser()
        self._tree = parser.parse(self._source)
        if self._tree.root_node.has_error:
            self._tree = parser.parse(_in_toml_1_0(self._source))
        self._top = _Place()
        for node in self._tree.root_node.named_children:
            match node.type:
                case "table" | "table_array_element":
                    self._head(node)
                case "pair":
                    self._pair(self._top, node)

    def find(self, path: Path, *, on: Literal["value", "key"] = "value", part: str = "") -> Span:
        """Return where the value at `path` stands, or its key, or the first `part` of its text.

        A table with a header, or made of dotted keys, stands at the last piece of its key there. What does not exist
        is missing from the nearest table or list around it: from an inline table as a whole, else at the key.
        `part` is disregarded where it is not in the text as such, because it is escaped there.
        """
        place = self._top
        for step in path:
            child = self._children(place).get(step)
            if child is None:
                inline = place.value if place.value is not None and place.value.type == "inline_table" else None
                return self._span(inline or place.key or place.value)
            place = child
        if on == "key" and place.key is not None:
            return self._span(place.key)
        return self._span(place.value or place.key, part)

    def _head(self, node: Node) -> None:
        key = node.named_child(0)
        if key is None or key.type in _NO_VALUE:
            return
        place = self._top
        for piece in _pieces(key):
            if place.listed:
                place = place.children[len(place.children) - 1]
            place = place.children.setdefault(self._name(piece), _Place(piece))
        if node.type == "table_array_element":
            place.listed = True
            place.children[len(place.children)] = _Place(piece, unread=[node])
            return
        if not place.headed:
            place.key, place.headed = piece, True
        place.unread.append(node)

    def _pair(self, place: _Place, node: Node) -> None:
        key, *values = (child for child in node.named_children if child.type not in _NO_VALUE)
        for piece in _pieces(key):
            place = place.children.setdefault(self._name(piece), _Place(piece))
        if values and place.value is None:
            place.value = values[-1]
            place.unread.append(values[-1])

    def _children(self, place: _Place) -> dict[str | int, _Place]:
        while place.unread:
            node = place.unread.pop()
            items = [child for child in node.named_children if child.type not in _NO_VALUE]
            if node.type == "array":
                place.children = {index: _Place(None, item, [item]) for index, item in enumerate(items)}
            else:
                for item in items:
                    if item.type == "pair":
                        self._pair(place, item)
        return place.children

    def _name(self, piece: Node) -> str:
        text = self._source[piece.start_byte : piece.end_byte].decode()
        if piece.type == "bare_key":
            return text
        if text.startswith('"') and "\\" in text:
            try:
                return str(tomli.loads(f"key = {text}")["key"])
            except tomli.TOMLDecodeError:
                pass  # the grammar takes any \u for a character
        return text[1:-1]

    def _span(self, node: Node | None, part: str = "") -> Span:
        if node is None:
            return Span(1, 1, 1, 1)
        start, end = node.start_byte, node.end_byte
        if part and node.type == "string":
            quotes = 3 if self._source.startswith((b'"""', b"'''"), start) else 1
            at = self._source.find(part.encode(), start + quotes, end - quotes)
            if at >= 0:
                start, end = at, at + len(part.encode())
        return Span(*self._point(start), *self._point(end))

    def _point(self, offset: int) -> tuple[int, int]:
        if not self._line_starts:
            self._line_starts = [0, *(match.end() for match in re.finditer(b"\n", self._source))]
        line = bisect_right(self._line_starts, offset)
        start, column = self._line_starts[line - 1], 1
        if start <= self._counted[0] <= offset:
            start, column = self._counted
        column += len(self._source[start:offset].decode())
        self._counted = (offset, column)
        return line, column


@cache
def _parser() -> Parser:
    from tree_sitter import Language, Parser  # with the grammar 30 ms, and a healthy deck needs neither
    from tree_sitter_toml import language

    return Parser(Language(language()))


def _pieces(key: Node) -> list[Node]:
    """The pieces of a dotted key in order; the grammar nests them to the left."""
    pieces = []
    while key.type == "dotted_key":
        rest, *_, last = (child for child in key.named_children if child.type not in _NO_VALUE)
        pieces.append(last)
        key = rest
    return [key, *reversed(pieces)]


def _in_toml_1_0(source: bytes) -> bytes:
    """The same text with what TOML 1.1 added replaced, byte for byte, by something of equal length that 1.0 has.

    The grammar knows TOML 1.0 only. Added were: line ends, comments and a last comma in inline tables, the escapes
    `\\e` and `\\xHH`, and times without seconds.
    """
    pieces: list[bytes] = []
    brackets: list[bytes] = []
    comma: int | None = None  # the piece that is a comma with nothing but space after it
    for match in _TOKEN.finditer(source):
        token, kind = match[0], match.lastgroup
        inline = brackets[-1:] == [b"{"]
        if kind == "basic":
            token = _ESCAPE.sub(_old_escape, token)
        elif kind == "bare":
            token = _SHORT_TIME.sub(lambda moment: b"1" * len(moment[0]), token)
        elif inline and (kind == "comment" or token == b"\n"):
            token = b" " * len(token)
        elif token in (b"[", b"{"):
            brackets.append(token)
        elif token in (b"]", b"}") and brackets:
            if inline and comma is not None:
                pieces[comma] = b" "
            brackets.pop()
        if not token.isspace():
            comma = len(pieces) if token == b"," else None
        pieces.append(token)
    return b"".join(pieces)


def _old_escape(escape: re.Match[bytes]) -> bytes:
    return {b"\\e": b"\\t", b"\\x": b"\\\\"}.get(escape[0], escape[0])

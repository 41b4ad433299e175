"""Finds in source code what a user reads and no catalogue has. `python -m tests.support.spoken PATH...` lists it."""

from __future__ import annotations

import ast
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FUNCTIONS = frozenset({"tr", "trn", "trc", "tr_noop"})
SILENT = "# not shown"
"""The end of a line whose texts no user reads."""

_WORDS = re.compile(r"[^\W\d_]{2,}[,:;.!?)\u201d\u2019'`]* +[(\u201c\u2018'`]*[^\W\d_]{2,}")
_BESIDE_VALUE = re.compile(r"\s[^\W\d_]{2,}|[^\W\d_]{2,}[\s:]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(
    r"quizapp[: ][ \w-]{0,12}\Z|"  # the name of the program, before an error or a command
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|ATTACH|DETACH|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|WITH|"
    r"VACUUM|REINDEX|ANALYZE|WHERE|AND|OR|ORDER|LIMIT|JOIN|REPLACE|VALUES|def|lambda)\b|\s*[<&.#$%@]\w|.*[{;]\s*\n"
)
_SQL = re.compile(r"\b(FROM|WHERE|SELECT|VALUES|ON CONFLICT|GROUP BY) |\bCAST\(|\bexcluded\.")
_COLUMNS = re.compile(r"[a-z_]+(, [a-z_]+){5,}")
_FOR_DEVELOPERS = frozenset({"TypeError", "AssertionError", "NotImplementedError", "KeyError", "RuntimeError"})
_ENGLISH_ONLY = frozenset({"says"})
"""Functions that take a text for the JSON Schemas, which are English."""

_SHOWN = frozenset({"help", "placeholder", "tooltip", "border_title", "border_subtitle", "description", "short_help"})
"""Parameters and attributes that take a text for the screen, even a single word."""

_TEXT_AT = {"Binding": 2, "Key": 1, "Static": 0, "Label": 0, "plain": 0, "Content": 0}
"""Where calls take a text for the screen, even a single word."""

_STYLES = frozenset({"CSS", "DEFAULT_CSS", "SCOPED_CSS"})
_LISTS = frozenset({"words", "phrases"})
"""Functions that take a list of the words of a language."""


class Slip(NamedTuple):
    """A text that should go through the catalogue otherwise: the file, the line (from 1), and why."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def slips(path: Path) -> Iterator[Slip]:
    """Every text of a module that no catalogue has, or that no translator could translate."""
    source = path.read_text("utf-8")
    lines = source.splitlines()
    for node, reason in _Reader(ast.parse(source)).slips():
        if not any(lines[line - 1].rstrip().endswith(SILENT) for line in (node.lineno, node.end_lineno or 1)):
            yield Slip(path, node.lineno, reason)


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call of a function of the catalogue."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return (node for node in nodes if isinstance(node, ast.Call) and _is_call(node))


def placeholders(message: str) -> frozenset[str]:
    """The names between braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(message) if name is not None)


def texts_of(call: ast.Call) -> list[str | None]:
    """The messages of a call, each None unless it is a literal."""
    places = {"trn": (0, 1), "trc": (1,)}.get(_name(call), (0,))
    arguments = [call.args[place] for place in places]
    return [
        node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None for node in arguments
    ]


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _name(node) in FUNCTIONS


def _name(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


class _Reader:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}

    def slips(self) -> Iterator[tuple[ast.expr, str]]:
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if self._spoken(node):
                    yield node, f"not in the catalogue: {node.value!r}"
            elif isinstance(node, ast.Call) and _is_call(node):
                yield from self._of_call(node)
            elif isinstance(node, ast.IfExp) and self._by_hand(node):
                yield node, "a plural made by hand: use trn"

    def _of_call(self, call: ast.Call) -> Iterator[tuple[ast.expr, str]]:
        for argument in call.args[: 2 if _name(call) in ("trn", "trc") else 1]:
            if isinstance(argument, ast.JoinedStr | ast.BinOp):
                yield argument, "a message is one literal, with placeholders"
        if self._glued(call):
            yield call, "a sentence glued from pieces: make it one message with placeholders"

    def _spoken(self, node: ast.Constant) -> bool:
        above = list(self._above(node))
        text = str(node.value)
        if (
            any(isinstance(outer, ast.Expr) for outer in above[:1])
            or _CODE.match(text)
            or _COLUMNS.fullmatch(text)
            or " = ?" in text
            or " $" in text
        ):
            return False  # a docstring, or another language
        for outer in above:
            if isinstance(outer, ast.Call) and (
                _name(outer) in FUNCTIONS | _ENGLISH_ONLY | _FOR_DEVELOPERS or _is_pattern(outer)
            ):
                return False
            if isinstance(outer, ast.Assign | ast.AnnAssign) and _target(outer) in _STYLES:
                return False
            if isinstance(outer, ast.Dict) and _by_language(outer):
                return False
            if isinstance(outer, ast.Subscript | ast.Assert) or (
                isinstance(outer, ast.arg | ast.AnnAssign) and node is getattr(outer, "annotation", None)
            ):
                return False
        if isinstance(above[0], ast.JoinedStr):
            parts = [str(part.value) for part in above[0].values if isinstance(part, ast.Constant)]
            first = next(part for part in parts if _LETTERS.search(part) or part is parts[-1])
            if text != first or any(map(_CODE.match, parts)) or any(map(_SQL.search, parts)):
                return False  # said once
            text = "".join(parts)
            return bool(_WORDS.search(text) or _BESIDE_VALUE.search(text))
        if isinstance(above[0], ast.Call) and node in above[0].args:
            at = _TEXT_AT.get(_name(above[0]))
            if at == above[0].args.index(node) and _LETTERS.search(text):
                return True
        named = above[0].arg if isinstance(above[0], ast.keyword) else _target(above[0])
        return bool(_WORDS.search(text) or (named in _SHOWN and _LETTERS.search(text)))

    def _by_hand(self, node: ast.IfExp) -> bool:
        compared = isinstance(node.test, ast.Compare) and any(
            isinstance(side, ast.Constant) and side.value == 1 and not isinstance(side.value, bool)
            for side in (node.test.left, *node.test.comparators)
        )
        said = [self._says(branch) for branch in (node.body, node.orelse)]
        return compared and any(said) and not any(isinstance(above, ast.Subscript) for above in self._above(node))

    @staticmethod
    def _says(node: ast.expr) -> bool:
        if isinstance(node, ast.Call) and _is_call(node):
            return False
        texts = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)]
        return any(isinstance(text, str) and re.search(r"[^\W\d_]", text) for text in texts)

    def _glued(self, call: ast.Call) -> bool:
        """True if text with letters, or another message, stands right beside this one in an f-string or a sum."""
        node: ast.AST = call
        outer = self._parents.get(call)
        if isinstance(outer, ast.FormattedValue):
            node, outer = outer, self._parents.get(outer)
        if isinstance(outer, ast.JoinedStr):
            return any(isinstance(part, ast.Constant) and _LETTERS.search(str(part.value)) for part in outer.values)
        if isinstance(outer, ast.BinOp) and isinstance(outer.op, ast.Add):
            other = outer.right if outer.left is node else outer.left
            return isinstance(other, ast.Constant) and bool(_LETTERS.search(str(other.value)))
        return False

    def _above(self, node: ast.AST) -> Iterator[ast.AST]:
        while (outer := self._parents.get(node)) is not None and not isinstance(node, ast.stmt):
            yield outer
            node = outer


def _is_pattern(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id in _LISTS
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "re"


def _by_language(table: ast.Dict) -> bool:
    """Return whether a table has the words of languages, by their codes."""
    return {"de", "nl"} <= {key.value for key in table.keys if isinstance(key, ast.Constant)}


def _target(node: ast.AST) -> str:
    target = (
        node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
    )
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


if __name__ == "__main__":
    for name in sys.argv[1:]:
        place = Path(name)
        for module in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            for slip in slips(module):
                print(slip)

"""The settings file as text: values change, and everything around them stays as its owner wrote it.

tomlkit parses the text into items, each with the space and the comment beside it. A change edits the list of items:
tomlkit's own operations put a new key below the comment on the next table, and drop comments with what they take out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Comment, InlineTable, Item, Key, Null, SingleKey, Table, Trivia, Whitespace

from quizapp.core.messages import tr
from quizapp.core.settings.fields import Name
from quizapp.core.settings.settings import SettingsError
from quizapp.store.settings_file import entries, toml_tables, valid

Holder = tomlkit.TOMLDocument | Table | InlineTable
"""The containers that settings can stand in."""

_BOM = "\ufeff"
_TOKENS = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|(?P<comment>#[^\r\n]*)', re.DOTALL
)


def changed(path: Path, content: bytes, changes: Mapping[Name, Any]) -> bytes:
    """Return the file's content with other values for some settings; None takes one out, and a table left empty.

    Comments, order, line ends and the spelling of all other values stay.

    Raises:
        SettingsError: if a value is not allowed, or the content is not valid TOML or cannot be changed without a loss.
    """
    try:
        values = dict(entries(toml_tables(path, content)))
    except SettingsError as error:
        raise SettingsError(tr("{problem} Nothing was saved.", problem=error)) from error
    before = content.decode()
    text = before.removeprefix(_BOM)
    for name, raw in changes.items():
        if raw is not None:
            valid(name, raw)
            _refuse_no_table(name, values)
            values[name] = raw
        elif values.pop(name, None) is None:
            continue
        text = _edited(path, text, name, raw, values)
    return ((_BOM if before.startswith(_BOM) else "") + text).encode()


def _refuse_no_table(name: Name, values: Mapping[Name, Any]) -> None:
    """Raises SettingsError if a value stands in the place of a table that a setting belongs in."""
    for length in range(1, len(name)):
        if name[:length] in values:
            valid(name[:length], values[name[:length]])


def _edited(path: Path, text: str, name: Name, raw: Any, wanted: Mapping[Name, Any]) -> str:
    """Return the text with one change, by which it gets the values `wanted`.

    Raises:
        SettingsError: if it would get other values by that, or lose a comment.
    """
    try:
        edited = _without_value(text, name) if raw is None else _with_value(text, name, raw)
        same = _ordered(dict(entries(toml_tables(path, edited.encode())))) == _ordered(wanted)
    except (TOMLKitError, RecursionError, SettingsError):
        same = False
    if not same or Counter(_comments(text)) - Counter(_comments(edited)):
        raise SettingsError(
            tr(
                "`{name}` is written in {path} in a way that quizapp cannot change. Change it in a text editor. "
                "Nothing was saved.",
                name=".".join(name),
                path=path,
            )
        )
    return edited


def _ordered(values: Mapping[Name, Any]) -> str:
    """Return values as text to compare: 1 is not True there, and nan is itself."""
    return repr(sorted(values.items()))


def _comments(text: str) -> list[str]:
    return [token["comment"] for token in _TOKENS.finditer(text) if token["comment"]]


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _with_value(text: str, name: Name, raw: Any) -> str:
    """Return the text with a setting changed where it stands, or added to its table, or in a new table at the end."""
    document, path = tomlkit.parse(text), _steps(name)
    if places := list(_places(document, path)):
        _replace(*places[-1], raw, _newline(text))  # of a binding that is written twice the last counts
        return document.as_string()
    text += _newline(text) if text and not text.endswith("\n") else ""
    document = tomlkit.parse(text)
    return document.as_string() if _add(document, name, raw, _newline(text)) else _with_table(text, name, raw)


def _without_value(text: str, name: Name) -> str:
    document = tomlkit.parse(text)
    _take_out(document, _steps(name), _newline(text))
    return document.as_string()


def _steps(name: Name) -> list[str]:
    """Return the keys on the way to a setting: the id of a binding may be a dotted key as well."""
    return ".".join(name).split(".")


def _body(holder: Holder) -> list[tuple[Key | None, Item]]:
    return holder.body if isinstance(holder, tomlkit.TOMLDocument) else holder.value.body


def _leading(holder: Holder, path: list[str]) -> Iterator[tuple[int, Item, list[str]]]:
    """Yield the items of a table that are at `path`, or on the way there: the index, the item, the steps left."""
    for index, (key, item) in enumerate(_body(holder)):
        if key is not None:
            steps = _steps((key.key,))
            if path[: len(steps)] == steps:
                yield index, item, path[len(steps) :]


def _places(holder: Holder, path: list[str]) -> Iterator[tuple[Holder, int]]:
    """Yield the places of the items at `path`: the table that each stands in, and its index there."""
    for index, item, rest in _leading(holder, path):
        if not rest:
            yield holder, index
        elif isinstance(item, Table | InlineTable):
            yield from _places(item, rest)


def _replace(holder: Holder, index: int, raw: Any, newline: str) -> None:
    """Put a new value in an item's place; comments within the old one go above it."""
    body = _body(holder)
    key, old = body[index]
    new = tomlkit.item(raw)
    for part in ("indent", "comment_ws", "comment", "trail"):
        setattr(new.trivia, part, getattr(old.trivia, part))
    body[index : index + 1] = [*_comment_lines(old.as_string(), old, newline), (key, new)]


def _comment_lines(text: str, beside: Item, newline: str) -> list[tuple[Key | None, Item]]:
    """Return the comments in a part of the file, each on a line of its own, indented as an item is."""
    return [(None, Comment(Trivia(beside.trivia.indent, "", comment, newline))) for comment in _comments(text)]


def _add(document: tomlkit.TOMLDocument, name: Name, raw: Any, newline: str) -> bool:
    """Add a setting to the table it belongs in; return False if there is none."""
    *_, last = name
    if len(name) == 1:
        _insert(document, _free_line(document), last, raw, newline)
        return True
    for holder, index in _places(document, _steps(name[:-1])):
        key, table = _body(holder)[index]
        if isinstance(table, Table) and key is not None and (key.is_dotted() or not table.is_super_table()):
            _insert(table, len(_body(table)) if key.is_dotted() else _free_line(table), last, raw, newline)
            return True
    for depth in range(len(name) - 1, 0, -1):
        for holder, index in _places(document, _steps(name[:depth])):
            if isinstance(inline := _body(holder)[index][1], InlineTable):
                first, *rest = name[depth:]
                _insert_inline(inline, first, {rest[0]: raw} if rest else raw)
                return True
    return False


def _free_line(holder: Holder) -> int:
    """Return the index for a new key: below the others; without any, above the first table and the comment on that."""
    body = _body(holder)
    keyed = [index for index, (key, _) in enumerate(body) if key is not None]
    if lines := [index for index in keyed if not _has_header(*body[index])]:
        return lines[-1] + 1
    if isinstance(holder, Table):
        return 0
    index = keyed[0] if keyed else len(body)
    while keyed and index and isinstance(above := body[index - 1][1], Comment) and above.trivia.comment[:2] != "#:":
        index -= 1
    return index


def _has_header(key: Key | None, item: Item) -> bool:
    return isinstance(item, AoT) or (isinstance(item, Table) and key is not None and not key.is_dotted())


def _insert(holder: Holder, index: int, key: str, raw: Any, newline: str) -> None:
    """Insert a line, indented as the one above it; between it and a table that follows goes a blank one."""
    body, item = _body(holder), tomlkit.item(raw)
    item.trivia.trail = newline
    above, below = body[:index][-1:], body[index:][:1]
    if above and above[0][0] is not None:
        item.trivia.indent = above[0][1].trivia.indent
    gap = isinstance(holder, tomlkit.TOMLDocument) and below and not isinstance(below[0][1], Whitespace)
    body[index:index] = [(SingleKey(key), item), *([(None, Whitespace(newline))] if gap else [])]


def _insert_inline(table: InlineTable, key: str, raw: Any) -> None:
    body = table.value.body
    last = max((index for index, (other, _) in enumerate(body) if other is not None), default=-1)
    comma = [(None, Whitespace(", "))] if last >= 0 else []
    body[last + 1 : last + 1] = [*comma, (SingleKey(key), tomlkit.item(raw, _parent=table))]


def _with_table(text: str, name: Name, raw: Any) -> str:
    """Return the text with a setting in a new table at its end."""
    newline = _newline(text)
    *header, key = (SingleKey(part).as_string() for part in name)
    gap = newline if text and not text.endswith(newline * 2) else ""
    return f"{text}{gap}[{'.'.join(header)}]{newline}{key} = {tomlkit.item(raw).as_string()}{newline}"


def _take_out(holder: Holder, path: list[str], newline: str) -> None:
    """Take a setting out, and the tables that it leaves empty; the comments on its lines stay."""
    body = _body(holder)
    for index, item, rest in reversed([*_leading(holder, path)]):
        if rest:
            if not isinstance(item, Table | InlineTable) or not [*_places(item, rest)]:
                continue
            _take_out(item, rest, newline)
            if not _is_empty(item):
                continue
        if isinstance(holder, InlineTable):
            _cut(body, index)
        else:
            lines = _comment_lines(item.as_string() + item.trivia.comment, item, newline)
            body[index : index + 1] = lines or [(None, Null())]


def _is_empty(table: Table | InlineTable) -> bool:
    headed = isinstance(table, Table) and bool(table.trivia.comment)
    return not headed and all(isinstance(item, Whitespace | Null) for _, item in table.value.body)


def _cut(body: list[tuple[Key | None, Item]], index: int) -> None:
    """Take an item out of an inline table, with the comma and the space after it, or before it if it is the last."""
    first, end = index, index + 1
    if any(key is not None for key, _ in body[end:]):
        while isinstance(body[end][1], Whitespace):
            end += 1
    elif any(key is not None for key, _ in body[:first]):
        while isinstance(body[first - 1][1], Whitespace):
            first -= 1
    del body[first:end]

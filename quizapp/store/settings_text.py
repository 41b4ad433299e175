"""The settings file as text: values change, and everything around them stays as its owner wrote it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

import tomlkit

from quizapp.core.settings.fields import Name

BOM = "\ufeff"


def with_changes(content: bytes, changes: Mapping[Name, Any]) -> bytes:
    """Return a valid TOML file with other values for some settings; None takes one out, and a table left empty.

    Comments, order, line ends and the spelling of all other values stay.
    """
    text = content.decode()
    mark = BOM if text.startswith(BOM) else ""
    ends_in_crlf = "\r\n" in text
    document = tomlkit.parse(text.removeprefix(BOM))
    for name, raw in changes.items():
        if raw is None:
            _take_out(document, name)
        else:
            _put(document, name, raw)
    changed = tomlkit.dumps(document)
    if ends_in_crlf:
        changed = changed.replace("\r\n", "\n").replace("\n", "\r\n")
    return (mark + changed).encode()


def _put(table: MutableMapping[str, Any], name: Name, raw: Any) -> None:
    """Set a value; what stands in the way of a table was no setting."""
    first, *rest = name
    if not rest:
        table[first] = raw
        return
    inner = table.get(first)
    if not isinstance(inner, MutableMapping):
        table.pop(first, None)
        inner = table.setdefault(first, tomlkit.table(is_super_table=len(rest) > 1))
        inner = table[first]
    if first == "keys" and len(rest) == 1:
        inner, rest = _binding(inner, rest[0])
    _put(inner, tuple(rest), raw)


def _take_out(table: MutableMapping[str, Any], name: Name) -> None:
    first, *rest = name
    if not rest:
        table.pop(first, None)
        return
    inner = table.get(first)
    if not isinstance(inner, MutableMapping):
        return
    if first == "keys" and len(rest) == 1:
        place, rest = _binding(inner, rest[0])
        _take_out(place, tuple(rest))
    else:
        _take_out(inner, tuple(rest))
    if not inner and not tomlkit.dumps(inner).strip():  # a table with comments stays for them
        del table[first]


def _binding(keys: MutableMapping[str, Any], id: str) -> tuple[MutableMapping[str, Any], list[str]]:
    """Return the table that has a binding, and its key there: `study.hint` may be written with or without quotes."""
    head, dot, tail = id.partition(".")
    if id not in keys and dot and isinstance(inner := keys.get(head), MutableMapping):
        return _binding(inner, tail)
    return keys, [id]

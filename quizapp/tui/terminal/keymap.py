"""Keys: those that a class binds, and how they are written on screen."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key

from quizapp.core.messages import tr

SYMBOLS = {
    "↵": "enter", "esc": "escape", "↑": "up", "↓": "down", "←": "left", "→": "right",
    "pgup": "pageup", "pgdn": "pagedown",
}  # fmt: skip
"""The keys that are written on screen otherwise than by their names."""

_WRITTEN = {key: symbol for symbol, key in SYMBOLS.items()}
_SPAN = re.compile("([0-9a-z])-([0-9a-z])")
_ARROWS = re.compile("[↑↓←→]{2,}")


def bindings_of(kind: type[DOMNode]) -> list[Binding]:
    """The bindings of a class, one for each key, its base classes' among them unless it has others for their keys.

    They are described in the language of the interface; the classes have English, marked by `tr_noop`.
    """
    bindings: dict[str, Binding] = {}
    for base in reversed(kind.__mro__):
        bindings |= {binding.key: binding for binding in Binding.make_bindings(vars(base).get("BINDINGS", ()))}
    return [described(binding) for binding in bindings.values()]


def described(binding: Binding) -> Binding:
    """A binding with its description in the language of the interface, and with its key where that names it."""
    return replace(binding, description=tr(binding.description, key=binding.key))


def written(key: str) -> str:
    """A key as it is written on screen: `↵`, `?`, `ctrl+h`."""
    *modifiers, last = key.split("+")
    return "+".join((*modifiers, _WRITTEN.get(last) or format_key(last)))


def in_force(name: str, kind: type[DOMNode], keys: Mapping[str, str]) -> str:
    """The keys that `name` writes (`h`, `1-4`, `↑↓`, `pgup pgdn`), when some bindings have other `keys`."""
    if not keys:
        return spelt(name)
    ids = {binding.key: binding.id for binding in bindings_of(kind)}
    before = [_named(token) for token in _tokens(name)]
    after = [keys.get(ids.get(key) or "", key).split(",")[0] for key in before]
    return spelt(name if before == after else " ".join(map(written, after)))


def spelt(name: str) -> str:
    """The name of a key as the terminal can show it: `enter` where it does not have `↵`."""
    return name if _has_return_sign() else name.replace("↵", "enter")


@cache
def _has_return_sign() -> bool:
    """Return whether the file that the screen is drawn on has a sign for Enter."""
    try:
        "↵".encode(getattr(sys.__stderr__, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _tokens(name: str) -> Iterator[str]:
    for word in name.split():
        if span := _SPAN.fullmatch(word):
            yield from (chr(code) for code in range(ord(span[1]), ord(span[2]) + 1))
        elif _ARROWS.fullmatch(word):
            yield from word
        else:
            yield word


def _named(token: str) -> str:
    """The key that a word on screen stands for."""
    *modifiers, last = token.split("+") if len(token) > 1 else [token]
    return "+".join((*modifiers, SYMBOLS.get(last) or normal(last)))


def normal(key: str) -> str:
    """A key as Textual calls it."""
    key = key.strip()
    return "comma" if key == "," else next(iter(Binding.make_bindings([Binding(key, "")]))).key

"""Other keys for the bindings: which of those in the settings can be had."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, format_key
from textual.screen import Screen

import quizapp.tui
from quizapp.core.deferred import dataclass
from quizapp.core.messages import tr
from quizapp.tui.terminal.keymap import bindings_of, described, normal, written

_MODIFIERS = frozenset(("ctrl", "shift", "alt", "super", "meta", "hyper"))
_NAMED = frozenset(str(key.value) for key in Keys)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The keys that bindings can have (id -> keys, separated by commas).

    `slips` has the id of each binding that cannot, with a sentence about it.
    """

    keys: Mapping[str, str]
    slips: tuple[tuple[str, str], ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """The sentences alone."""
        return tuple(sentence for _, sentence in self.slips)


def loaded_kinds() -> list[type[DOMNode]]:
    """The screens and widgets of this program that were imported so far and bind keys."""
    kinds = []
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        ours = kind.__module__.startswith("quizapp.tui.") and not kind.__module__.startswith("quizapp.tui.preview.app")
        if ours and not issubclass(kind, App) and any("BINDINGS" in vars(base) for base in kind.__mro__):
            kinds.append(kind)
    return kinds


def all_kinds() -> list[type[DOMNode]]:
    """The same of all there are. Imports every screen: 100 ms and more."""
    for module in walk_packages(quizapp.tui.__path__, "quizapp.tui."):
        import_module(module.name)
    return loaded_kinds()


def defaults(kinds: Iterable[type[DOMNode]]) -> dict[str, Binding]:
    """The bindings that have an id, by that, with all their keys in `key`."""
    bindings: dict[str, Binding] = {}
    for kind in kinds:
        for base in kind.__mro__:
            for binding in vars(base).get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id:
                    bindings.setdefault(binding.id, described(binding))
    return bindings


def fitted(wanted: Mapping[str, str], kinds: Iterable[type[DOMNode]], app: type[DOMNode]) -> Fitted:
    """Those of the keys that the screens of `kinds` can have: known keys of known bindings, none of them in use."""
    kinds = [*kinds, app]
    known = defaults(kinds)
    slips = [(id, _unknown(id, known)) for id in wanted if id not in known]
    keys = {}
    for id, text in wanted.items():
        if id in known:
            listed = [normal(key) for key in text.split(",")]
            strange = [key for key in listed if not _is_key(key)]
            slips += [
                (id, tr("`{id}` cannot be `{key}`: there is no such key.", id=id, key=key)) for key in strange[:1]
            ]
            if not strange:
                keys[id] = ",".join(listed)
    while clash := next(_clashes(keys, kinds, app), None):
        id, key, other = clash
        taken = tr("`{id}` cannot be `{key}`: `{other}` has that key.", id=id, key=written(key), other=other)
        slips.append((id, taken))
        del keys[id]
    return Fitted(keys, tuple(slips))


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    return _MODIFIERS.issuperset(modifiers) and (last in _NAMED or len(format_key(last)) == 1)


def _unknown(id: str, known: Mapping[str, Binding]) -> str:
    near = difflib.get_close_matches(id, known, 1)
    if near:
        return tr("No command is called `{id}`. Did you mean `{near}`?", id=id, near=near[0])
    return tr("No command is called `{id}`. `quizapp settings --keys` lists them all.", id=id)


def _clashes(
    keys: Mapping[str, str], kinds: Iterable[type[DOMNode]], app: type[DOMNode]
) -> Iterator[tuple[str, str, str]]:
    """Each of `keys` that something else on the same screen has: the binding's id, the key, what else has it."""
    ours = defaults([*kinds, app])
    for kind in kinds:
        owners: dict[str, dict[str, None]] = {}
        for binding in (*bindings_of(kind), *(bindings_of(app) if issubclass(kind, Screen) else ())):
            id = binding.id or binding.action
            for key in keys[id].split(",") if id in keys else [binding.key]:
                owners.setdefault(key, {})[id] = None
        for key, ids in owners.items():
            changed = [id for id in keys if id in ids]  # in the order of the file: the later one gives way
            if changed and len(ids) > 1:
                others = [id for id in ids if id != changed[-1]]
                yield changed[-1], key, next((id for id in others if id in ours), others[0])

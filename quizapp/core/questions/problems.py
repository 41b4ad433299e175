"""Problems with a deck, and their wording: each has a code, a place, a sentence and a way out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from quizapp.core.deferred import dataclass, replace
from quizapp.core.messages import tr

Path = tuple[str | int, ...]
"""Keys and indexes (from 0) from the top of a deck, or of a question, down to a value."""

Severity = Literal["error", "warning", "info"]

INFORMATIONAL = frozenset({"L110", "L214", "L217"})
"""Lints that a teacher may like to know of, and that count against nothing."""


@dataclass(frozen=True, slots=True)
class Also:
    """A second place that a problem is about, and what is there."""

    path: Path
    label: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a deck: where, its code, what, and what to do about it.

    `on` says whether to point at the value or at the key that stands before it, and `part` at which piece of it, if not
    at all of it; `label` is said at the place itself.
    """

    path: Path
    code: str
    message: str
    help: str = ""
    on: Literal["value", "key"] = "value"
    part: str = ""
    label: str = ""
    also: tuple[Also, ...] = ()

    @property
    def severity(self) -> Severity:
        """Return how much it matters: an error makes a file unusable, a warning does not, information is only that."""
        if self.code.startswith("E"):
            return "error"
        return "info" if self.code in INFORMATIONAL else "warning"

    def under(self, prefix: Path) -> Problem:
        """The same problem, told from further up."""
        also = tuple(replace(place, path=(*prefix, *place.path)) for place in self.also)
        return replace(self, path=(*prefix, *self.path), also=also)


class InvalidQuestion(ValueError):
    """A question that contradicts itself. `problems` lists all of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def one_of(names: Collection[str]) -> str:
    """The advice to choose among some names."""
    if len(names) == 1:
        return tr("use `{name}`", name=next(iter(names)))
    return tr("use one of: {names}", names=", ".join(sorted(names) if isinstance(names, frozenset) else names))


def meant(name: str, names: Collection[str]) -> str:
    """The advice on a name that is none of `names`: the nearest of them, or all of them."""
    import difflib  # 5 ms, for a mistyped name

    near = difflib.get_close_matches(name, names, 1)
    return tr("did you mean `{name}`?", name=near[0]) if near else one_of(names)

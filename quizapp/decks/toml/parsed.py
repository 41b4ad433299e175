"""A text in TOML as it was read."""

from __future__ import annotations

from typing import Any

from quizapp.core.deferred import dataclass
from quizapp.decks.findings import Located


@dataclass(frozen=True, slots=True)
class Parsed:
    """The data of a text, as far as it could be understood.

    `tree` is its data, None if too little was understood to say anything more. `text` is what that data was read from:
    the `lost` lines (from 1) were left out because of the `syntax_errors`.
    """

    tree: dict[str, Any] | None
    text: str
    syntax_errors: tuple[Located, ...] = ()
    lost: frozenset[int] = frozenset()

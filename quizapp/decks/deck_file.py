"""One deck file as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quizapp.core.decks.deck import Deck, DeckInfo
from quizapp.core.deferred import dataclass
from quizapp.core.questions.problems import Problem
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.findings import DeckError, Finding, Located, finding


@dataclass(frozen=True)
class DeckFile:
    """A deck file as it was read: what could be understood of it, and all that is wrong.

    `text` and `tree` (the plain data) are empty as far as there are none; `readable` is the text without the statements
    that are no TOML, line by line the same. `info` is None, and `questions` (by their index in the file) leaves out
    those, that are not valid.
    """

    path: Path
    text: str = ""
    readable: str = ""
    tree: dict[str, Any] | None = None
    info: DeckInfo | None = None
    questions: Sequence[tuple[int, AnyQuestion]] = ()
    problems: Sequence[Problem | Located] = ()

    @property
    def deck(self) -> Deck:
        """The deck.

        Raises:
            DeckError: if anything is wrong with the file.
        """
        if self.problems or self.info is None:
            raise DeckError(self.path, self.findings)
        return Deck(self.info, tuple(question for _, question in self.questions))

    @property
    def language(self) -> str:
        """The language that the deck says it is in."""
        language = (self.tree or {}).get("language")
        return language if isinstance(language, str) and language else "en"

    @property
    def cites(self) -> bool:
        """True if the deck has sources or any question cites one, or may do so in a line that could not be read."""
        listed = (self.tree or {}).get("questions")
        tables = listed if isinstance(listed, list) else []
        lost = self.readable != self.text
        return (
            lost
            or "sources" in (self.tree or {})
            or any(isinstance(table, dict) and "source" in table for table in tables)
        )

    @property
    def count(self) -> int:
        """The number of questions in the file, valid or not."""
        listed = (self.tree or {}).get("questions")
        return len(listed) if isinstance(listed, list) else 0

    @property
    def findings(self) -> list[Finding]:
        """The problems with places in words."""
        return [finding(problem, self.tree or {}) for problem in self.problems]

"""The place where reading a file stopped, and the syntax error there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.core.deferred import dataclass
from quizapp.core.questions.problems import Problem
from quizapp.decks.findings import Located
from quizapp.decks.toml.statements import content

Diagnosis = tuple[str, str]
"""The problem, and how to solve it."""


@dataclass(frozen=True, slots=True)
class Position:
    """The place where reading stopped: line and column (from 1), the text of the line, and that of the header above."""

    line: int
    column: int
    text: str
    header: str = ""

    @property
    def before(self) -> str:
        return self.text[: self.column - 1]

    @property
    def after(self) -> str:
        return self.text[self.column - 1 :]

    @property
    def here(self) -> str:
        """The character at which reading stopped; empty at the end of a line."""
        return self.after[:1]

    @property
    def key(self) -> str:
        """The name before the nearest `=`."""
        keys = re.search(r"([\w-]+)[\"']?[ \t]*=[^=]*\Z", self.before)
        return keys[1] if keys else ""

    @property
    def rest(self) -> str:
        """The rest of the line, without a remark."""
        return content(self.after)


@dataclass(frozen=True, slots=True)
class SyntaxSlip:
    """A syntax error, the `lost` lines (from 1) that cannot be read because of it, and those meant as [[questions]]."""

    located: Located
    lost: Sequence[int] = ()
    headers: Sequence[int] = ()


def syntax_slip(
    diagnosis: Diagnosis,
    line: int,
    column: int,
    *,
    lost: Sequence[int] = (),
    headers: Sequence[int] = (),
    code: str = "E001",
) -> SyntaxSlip:
    """A syntax error at a line and a column (from 1)."""
    return SyntaxSlip(Located(Problem((), code, *diagnosis), line, column), lost, headers)

"""Problems in a file with their places, and the error that carries them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError, visible
from quizapp.core.messages import tr, trn
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.problems import Problem


@dataclass(frozen=True, slots=True)
class Located:
    """A problem at a line and column (from 1, in characters) rather than at a place in the data."""

    problem: Problem
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a file, with a place that a person can find: the question's number and id, and the key."""

    place: str
    problem: Problem

    def __str__(self) -> str:
        sentence = "; ".join(part for part in (self.problem.message, self.problem.help) if part)
        sentence += "" if sentence.endswith("?") else "."
        line = f"{self.place}: {sentence}" if self.place else sentence
        return visible(line.replace("\n", "U+000A").replace("\t", "U+0009"))


class DeckError(QuizappError):
    """A deck file that cannot be used. `findings` lists everything that is wrong with it."""

    def __init__(self, path: Path, findings: Sequence[Finding]) -> None:
        self.path, self.findings = path, findings
        if len(findings) == 1:
            super().__init__(f"{path}: {findings[0]}")
        else:
            head = trn("{path} has {count} problem:", "{path} has {count} problems:", len(findings), path=path)
            super().__init__(head + "".join(f"\n  {finding}" for finding in findings))
            summary = trn(
                "{path} has {count} problem. Run `quizapp check {path}` to see it.",
                "{path} has {count} problems. Run `quizapp check {path}` to see them.",
                len(findings),
                path=path,
            )
            self.summary = visible(summary)


def finding(problem: Problem | Located, tree: dict[str, Any]) -> Finding:
    """A problem with its place in words."""
    if isinstance(problem, Located):
        shown = problem.problem.code != "E003"
        place = tr("line {line}, column {column}", line=problem.line, column=problem.column)
        return Finding(place if shown else "", problem.problem)
    return Finding(_place(problem.path, tree), problem)


def _place(path: Keys, tree: dict[str, Any]) -> str:
    """`question 3 (pact-city), options.berlin`: what a person would look for in the file."""
    if len(path) < 2 or path[0] != "questions" or not isinstance(path[1], int):
        return ".".join(map(str, path))
    question = tree["questions"][path[1]]
    name = question.get("id") if isinstance(question, dict) else None
    if isinstance(name, str):
        place = tr("question {number} ({id})", number=path[1] + 1, id=name)
    else:
        place = tr("question {number}", number=path[1] + 1)
    keys = ".".join(str(key + 1 if isinstance(key, int) else key) for key in path[2:])
    return f"{place}, {keys}" if keys else place

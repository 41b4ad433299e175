"""Every problem of a deck, question by question, in file order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from quizapp.core.decks.deck import MAX_QUESTIONS, DeckInfo, Entry, deck_problems, entry_problems
from quizapp.core.deferred import replace
from quizapp.core.messages import tr
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.problems import Problem
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.deck_file import DeckFile
from quizapp.decks.toml.parsed import Parsed
from quizapp.decks.toml.statements import QUESTION_HEADER
from quizapp.decks.toml.text import TOO_MUCH, and_more, hostile
from quizapp.decks.validation.adapters import info_adapter, question_adapter, questions_adapter, strictly
from quizapp.decks.validation.validate import validated

FORMAT = 1

MAX_PROBLEMS = 1_000
"""After so many problems in one file the rest is not told."""

CONSEQUENCES = frozenset({"E101", "E111"})
"""Codes of problems that may come only of a line that could not be read; so may all contradictions (E2xx)."""


def explained(path: Path, text: str, parsed: Parsed) -> DeckFile:
    """Every problem of a deck that did not pass, question by question, in file order."""
    tree = parsed.tree or {}
    problems = list(hostile(tree))
    info: DeckInfo | None = None
    questions: list[tuple[int, AnyQuestion]] = []
    if not any(problem.code in TOO_MUCH for problem in problems):
        places = {(problem.path, problem.on) for problem in problems}
        info, questions, more = _problems(tree)
        problems += [problem for problem in more if (problem.path, problem.on) not in places]
    if parsed.lost:
        broken = _tables(parsed.text, parsed.lost)
        problems = [problem for problem in problems if not _consequence(problem, broken)]
        questions = [(index, question) for index, question in questions if index not in broken]
    problems.sort(key=lambda problem: _table(problem.path))
    if len(problems) > MAX_PROBLEMS:
        *problems, last = problems[:MAX_PROBLEMS]
        problems.append(replace(last, help=and_more(last.help)))
    return DeckFile(path, text, parsed.text, tree, info, questions, [*parsed.syntax_errors, *problems])


def _problems(tree: dict[str, Any]) -> tuple[DeckInfo | None, list[tuple[int, AnyQuestion]], list[Problem]]:
    head = {key: value for key, value in tree.items() if key != "questions"}
    version = tree.get("format", FORMAT)
    problems: list[Problem] = []
    if type(version) is not int:
        problems.append(
            Problem(
                ("format",),
                "E109",
                tr("this is not a format number"),
                tr("write {example}", example=f"format = {FORMAT}"),
            )
        )
        head["format"] = FORMAT
    elif version != FORMAT:
        advice = tr("update quizapp, or write format = {format}", format=FORMAT)
        message = tr("this version of quizapp reads format {format}, not {other}", format=FORMAT, other=version)
        return None, [], [Problem(("format",), "E109", message, advice)]
    if "translates" in tree:
        message = tr("this is a translation, but its file name does not say of which deck, or into which language")
        name = f"{_text(tree['translates'])}.{_text(tree.get('language'))}.toml"
        return (
            None,
            [],
            [Problem(("translates",), "E304", message, tr("rename the file to {name}", name=name), on="key")],
        )
    validated_head = validated(info_adapter(), head, ())
    info = validated_head.value
    problems += validated_head.problems
    problems += deck_problems(head.get("id"), head.get("title"))
    listed = tree.get("questions", [])
    if not isinstance(listed, list):
        message, advice = tr("`questions` is not a list of tables"), tr("write each one as [[questions]]")
        problems.append(Problem(("questions",), "E104", message, advice, on="key"))
        return info, [], problems
    questions: list[tuple[int, AnyQuestion]] = []
    if len(listed) > MAX_QUESTIONS:  # what is wrong with so many could take minutes to find
        return info, questions, [*problems, *entry_problems([Entry()] * len(listed), {})]
    try:
        together: tuple[AnyQuestion, ...] = strictly(questions_adapter(), listed)  # in a moment
        questions += enumerate(together)
    except ValueError:
        for index, table in enumerate(listed):
            asked = validated(question_adapter(), table, ("questions", index))
            problems += asked.problems
            if asked.value is not None and not asked.problems:
                questions.append((index, asked.value))
            if len(problems) > MAX_PROBLEMS:
                break
    sources = head.get("sources")
    between = entry_problems(_entries(listed), sources if isinstance(sources, dict) else {})
    problems += islice(between, MAX_PROBLEMS + 1)
    return info, questions, problems


def _entries(listed: list[Any]) -> list[Entry]:
    def strings(value: object) -> tuple[str, ...]:
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()

    def string(value: object) -> str:
        return value.isoformat() if isinstance(value, date) else value if isinstance(value, str) else ""

    return [
        Entry(
            string(q.get("id")),
            strings(q.get("aliases")),
            s["id"] if isinstance(s := q.get("source"), dict) and isinstance(s.get("id"), str) else None,
        )
        if isinstance(q, dict)
        else Entry()
        for q in listed
    ]


def _text(value: object) -> str:
    return value if isinstance(value, str) and value else "..."


def _table(path: Keys) -> int:
    """The index of the question that a path leads into; -1 for the head of the deck."""
    match path:
        case ("questions", int(index), *_):
            return index
        case _:
            return -1


def _tables(text: str, lines: Collection[int]) -> set[int]:
    """The indexes of the questions that some lines (from 1) of a text stand in; -1 for the head."""
    headers = [number for number, line in enumerate(text.split("\n"), 1) if QUESTION_HEADER.match(line)]
    return {sum(header <= line for header in headers) - 1 for line in lines}


def _consequence(problem: Problem, broken: set[int]) -> bool:
    """Return whether a problem may be there only because a line of its table could not be read."""
    if -1 in broken and problem.code == "E213":
        return True
    return _table(problem.path) in broken and (problem.code in CONSEQUENCES or problem.code.startswith("E2"))

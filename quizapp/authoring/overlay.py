"""Translations: a TOML file beside a deck, with the strings of its questions in another language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quizapp.authoring.reader import DeckError, Finding, parse
from quizapp.core.decks import Deck
from quizapp.core.questions import InvalidQuestion, Problem
from quizapp.core.questions import Path as Keys
from quizapp.core.translation import fingerprint, missing, translated

HEAD_KEYS = ("translates", "language", "title", "description", "questions")


@dataclass(frozen=True, slots=True)
class Overlay:
    """A translation file as it was read; `questions` holds a table of strings by question id."""

    path: Path
    language: str
    title: str
    description: str
    questions: Mapping[str, Mapping[str, Any]]


def read_overlay(path: Path, deck: Deck) -> tuple[Overlay, Deck]:
    """Read a translation of `deck`, and the deck in its language; strings it leaves out stay as they are.

    Raises:
        DeckError: if the file cannot be read, or does not fit the deck.
    """
    tree = parse(path)
    problems = list(_head_problems(tree, deck))
    tables = tree.get("questions")
    questions = tables if isinstance(tables, dict) else {}
    own = {question.id: question for question in deck.questions}
    put = {}
    for name, table in questions.items():
        if name not in own:
            problems.append(
                Problem(("questions", name), f"the deck has no question `{name}`", "remove it, or mend the id")
            )
        elif not isinstance(table, dict):
            problems.append(Problem(("questions", name), "this is not a table", f"write [questions.{name}]"))
        else:
            try:
                put[name] = translated(own[name], table)
            except InvalidQuestion as error:
                problems += [Problem(("questions", name, *p.path), p.message, p.help) for p in error.problems]
    if problems:
        raise DeckError(path, [_finding(problem) for problem in problems])
    overlay = Overlay(path, tree["language"], tree.get("title", ""), tree.get("description", ""), questions)
    info = replace(
        deck.info,
        language=overlay.language,
        title=overlay.title or deck.info.title,
        description=overlay.description or deck.info.description,
    )
    return overlay, Deck(info, tuple(put.get(question.id, question) for question in deck.questions))


def shortcomings(overlay: Overlay, deck: Deck) -> Iterator[Finding]:
    """What a translation leaves out, and where the original changed since: it can be used, but not relied on."""
    for name in ("title", "description"):
        if getattr(deck.info, name) and not getattr(overlay, name):
            yield _finding(Problem((name,), f"`{name}` is not translated", "add it"))
    for question in deck.questions:
        table = overlay.questions.get(question.id)
        place: Keys = ("questions", question.id)
        if table is None:
            yield _finding(Problem(place, "this question is not translated", f"add [questions.{question.id}]"))
            continue
        for path in missing(question, table):
            yield _finding(Problem((*place, *path), "this is not translated", "add it"))
        now = fingerprint(question)
        if table.get("of") != now:
            state = "the original was changed since" if "of" in table else "it is not said what was translated"
            yield _finding(Problem(place, state, f'compare the two, then write of = "{now}"'))


def _head_problems(tree: Mapping[str, Any], deck: Deck) -> Iterator[Problem]:
    for key in tree:
        if key not in HEAD_KEYS:
            yield Problem((key,), f"unknown key `{key}`", "use one of: " + ", ".join(HEAD_KEYS))
    for key in ("translates", "language"):
        if key not in tree:
            yield Problem((key,), f"`{key}` is missing", "add it")
    for key in ("translates", "language", "title", "description"):
        if key in tree and not isinstance(tree[key], str):
            yield Problem((key,), f"`{key}` must be text in quotes", "change the value")
    if isinstance(tree.get("translates"), str) and tree["translates"] != deck.info.id:
        yield Problem(
            ("translates",), f"this translates `{tree['translates']}`", f"write `{deck.info.id}`, or rename the file"
        )
    if not isinstance(tree.get("questions", {}), dict):
        yield Problem(("questions",), "`questions` is not a table", "write [questions.ID] for each question")


def _finding(problem: Problem) -> Finding:
    return Finding(".".join(map(str, problem.path)), problem)

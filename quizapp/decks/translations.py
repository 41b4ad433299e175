"""Translations: a TOML file beside a deck, with the strings of its questions in another language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from quizapp.core.decks.deck import Deck
from quizapp.core.deferred import dataclass
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.problems import InvalidQuestion, Problem, meant
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.translation import fingerprint, missing, translated
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.findings import DeckError, Located, finding
from quizapp.decks.toml.parse import parse
from quizapp.decks.toml.text import TOO_MUCH, Unfit, hostile, read_text

HEAD_KEYS = ("translates", "language", "title", "description", "questions")


@dataclass(frozen=True, slots=True)
class Overlay:
    """A translation file as it was read; `questions` holds a table of strings by question id."""

    path: Path
    language: str
    title: str
    description: str
    questions: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class OverlayReading:
    """A translation file as it was read, and all that is wrong with it.

    `questions` are those that could be translated. `overlay` is None if the file cannot be used.
    """

    path: Path
    text: str = ""
    tree: dict[str, Any] | None = None
    overlay: Overlay | None = None
    questions: Sequence[AnyQuestion] = ()
    problems: Sequence[Problem | Located] = ()


def read_overlay(path: Path, deck: Deck) -> tuple[Overlay, Deck]:
    """Read a translation of `deck`, and the deck in its language; strings it leaves out stay as they are.

    Raises:
        DeckError: if the file cannot be read, or does not fit the deck.
    """
    deck_file = examine_overlay(path, deck)
    overlay = deck_file.overlay
    if overlay is None:
        raise DeckError(path, [finding(problem, {}) for problem in deck_file.problems])
    info = replace(
        deck.info,
        language=overlay.language,
        title=overlay.title or deck.info.title,
        description=overlay.description or deck.info.description,
    )
    put = {question.id: question for question in deck_file.questions}
    return overlay, Deck(info, tuple(put.get(question.id, question) for question in deck.questions))


def examine_overlay(path: Path, deck: Deck) -> OverlayReading:
    """Read a translation of `deck`, and find all that is wrong with it."""
    try:
        text = read_text(path)
    except Unfit as error:
        return OverlayReading(path, error.text, problems=[error.located])
    parsed = parse(text)
    tree = parsed.tree
    if parsed.syntax_errors or tree is None:
        return OverlayReading(path, text, problems=parsed.syntax_errors)
    problems = list(hostile(tree))
    if any(problem.code in TOO_MUCH for problem in problems):
        return OverlayReading(path, text, tree, problems=problems)
    hidden = {problem.path for problem in problems}
    problems += _head_problems(tree, deck)
    tables = tree.get("questions")
    questions = tables if isinstance(tables, dict) else {}
    own = {question.id: question for question in deck.questions}
    put: list[AnyQuestion] = []
    for name, table in questions.items():
        place: Keys = ("questions", name)
        if name not in own:
            advice = meant(name, own) if len(own) <= 100 else "remove it, or mend the id"
            problems.append(Problem(place, "E302", f"the deck has no question `{name}`", advice, on="key"))
        elif not isinstance(table, dict):
            problems.append(Problem(place, "E104", "this is not a table", f"write [questions.{name}]"))
        else:
            try:
                put.append(translated(own[name], table))
            except InvalidQuestion as error:
                problems_here = [_kept_gaps(problem, own[name]).under(place) for problem in error.problems]
                problems += [problem for problem in problems_here if problem.path not in hidden]
    if problems:
        return OverlayReading(path, text, tree, None, put, problems)
    overlay = Overlay(path, tree["language"], tree.get("title", ""), tree.get("description", ""), questions)
    return OverlayReading(path, text, tree, overlay, put)


def _kept_gaps(problem: Problem, original: AnyQuestion) -> Problem:
    """A problem of a translated question; what the original defines is not to be defined again."""
    if problem.code == "E205" and isinstance(original, Cloze):
        names = ", ".join(f"{{{{{gap}}}}}" for gap in original.gaps)
        return replace(problem, help=f"keep the names of the gaps: {names}")
    return problem


def shortcomings(overlay: Overlay, deck: Deck) -> Iterator[Problem]:
    """Yield what a translation leaves out, and where its original changed since: it can be used, but not relied on."""
    head = [name for name in ("title", "description") if getattr(deck.info, name) and not getattr(overlay, name)]
    if head:
        yield Problem((), "L304", f"{_listed(head)} not translated", "add what is missing")
    if absent := [question.id for question in deck.questions if question.id not in overlay.questions]:
        message = f"the {'question' if len(absent) == 1 else 'questions'} {_listed(absent)} not translated"
        yield Problem((), "L304", message, f"add [questions.{absent[0]}]")
    for question in deck.questions:
        table = overlay.questions.get(question.id)
        if table is None:
            continue
        place: Keys = ("questions", question.id)
        if paths := list(missing(question, table)):
            message = f"{_listed(['.'.join(map(str, path)) for path in paths])} not translated"
            yield Problem((*place, *paths[0]), "L304", message, "add what is missing")
        now = fingerprint(question)
        if table.get("of") != now:
            state = "the original was changed since" if "of" in table else "it is not said what was translated"
            yield Problem((*place, "of"), "L303", state, f'compare the two, then write of = "{now}"')


MOST_LISTED = 4
"""So many names are listed in one sentence; of more, the first few are."""


def _listed(names: Sequence[str]) -> str:
    """Names as the subject of a sentence, with its verb."""
    quoted = [f"`{name}`" for name in names]
    if len(names) == 1:
        return f"{quoted[0]} is"
    if len(names) <= MOST_LISTED:
        return f"{', '.join(quoted[:-1])} and {quoted[-1]} are"
    return f"{', '.join(quoted[: MOST_LISTED - 1])} and {len(names) - MOST_LISTED + 1} more are"


def _head_problems(tree: Mapping[str, Any], deck: Deck) -> Iterator[Problem]:
    for key in tree:
        if key not in HEAD_KEYS:
            message, label = f"unknown field `{key}`", "not a field of a translation"
            yield Problem((key,), "E102", message, meant(key, HEAD_KEYS), on="key", label=label)
    for key in ("translates", "language"):
        if key not in tree:
            yield Problem((key,), "E101", f"`{key}` is missing", "add it")
    for key in ("translates", "language", "title", "description"):
        if key in tree and not isinstance(tree[key], str):
            yield Problem((key,), "E104", f"`{key}` must be text in quotes", "change the value")
    if isinstance(tree.get("translates"), str) and tree["translates"] != deck.info.id:
        message, advice = f"this translates `{tree['translates']}`", f"write `{deck.info.id}`, or rename the file"
        yield Problem(("translates",), "E301", message, advice)
    if not isinstance(tree.get("questions", {}), dict):
        advice = "write [questions.ID] for each question"
        yield Problem(("questions",), "E104", "`questions` is not a table", advice, on="key")

"""Translations: a TOML file beside a deck, with the strings of its questions in another language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quizapp.core.decks.deck import Deck
from quizapp.core.deferred import dataclass, replace
from quizapp.core.formats import all_of
from quizapp.core.messages import tr, trn
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
            advice = meant(name, own) if len(own) <= 100 else tr("remove it, or correct the id")
            message = tr("the deck has no question `{id}`", id=name)
            problems.append(Problem(place, "E302", message, advice, on="key"))
        elif not isinstance(table, dict):
            advice = tr("write {example}", example=f"[questions.{name}]")
            problems.append(Problem(place, "E104", tr("this is not a table"), advice))
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
        return replace(problem, help=tr("keep the names of the gaps: {names}", names=names))
    return problem


def shortcomings(overlay: Overlay, deck: Deck) -> Iterator[Problem]:
    """Yield what a translation leaves out, and where its original changed since: it can be used, but not relied on."""
    head = [name for name in ("title", "description") if getattr(deck.info, name) and not getattr(overlay, name)]
    if head:
        yield Problem((), "L304", _not_translated(head), tr("add what is missing"))
    if absent := [question.id for question in deck.questions if question.id not in overlay.questions]:
        message = trn(
            "the question {names} is not translated", "the questions {names} are not translated",
            len(absent), names=_listed(absent),
        )  # fmt: skip
        yield Problem((), "L304", message, tr("add {example}", example=f"[questions.{absent[0]}]"))
    for question in deck.questions:
        table = overlay.questions.get(question.id)
        if table is None:
            continue
        place: Keys = ("questions", question.id)
        if paths := list(missing(question, table)):
            message = _not_translated([".".join(map(str, path)) for path in paths])
            yield Problem((*place, *paths[0]), "L304", message, tr("add what is missing"))
        now = fingerprint(question)
        if table.get("of") != now:
            if "of" in table:
                message = tr("the original has changed since")
            else:
                message = tr("it does not say which version was translated")
            advice = tr("compare the two, then write {example}", example=f'of = "{now}"')
            yield Problem((*place, "of"), "L303", message, advice)


MOST_LISTED = 4
"""So many names are listed in one sentence; of more, the first few are."""


def _not_translated(names: Sequence[str]) -> str:
    return trn("{names} is not translated", "{names} are not translated", len(names), names=_listed(names))


def _listed(names: Sequence[str]) -> str:
    """Names in a sentence."""
    quoted = [f"`{name}`" for name in names]
    if len(names) <= MOST_LISTED:
        return all_of(quoted)
    more = len(names) - MOST_LISTED + 1
    return all_of([*quoted[: MOST_LISTED - 1], trn("{count} more", "{count} more", more)])


def _head_problems(tree: Mapping[str, Any], deck: Deck) -> Iterator[Problem]:
    for key in tree:
        if key not in HEAD_KEYS:
            message, label = tr("unknown field `{name}`", name=key), tr("not a field of a translation")
            yield Problem((key,), "E102", message, meant(key, HEAD_KEYS), on="key", label=label)
    for key in ("translates", "language"):
        if key not in tree:
            yield Problem((key,), "E101", tr("`{field}` is missing", field=key), tr("add it"))
    for key in ("translates", "language", "title", "description"):
        if key in tree and not isinstance(tree[key], str):
            message = tr("{name} must be text in quotes", name=f"`{key}`")
            yield Problem((key,), "E104", message, tr("put it in double quotes"))
    if isinstance(tree.get("translates"), str) and tree["translates"] != deck.info.id:
        message = tr("this translates the deck `{id}`", id=tree["translates"])
        advice = tr("write `{id}`, or rename the file", id=deck.info.id)
        yield Problem(("translates",), "E301", message, advice)
    if not isinstance(tree.get("questions", {}), dict):
        advice = tr("write [questions.ID] for each question")
        yield Problem(("questions",), "E104", tr("`questions` is not a table"), advice, on="key")

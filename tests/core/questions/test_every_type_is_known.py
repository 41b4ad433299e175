"""Every type of question is known wherever types are told apart, so that a new one cannot be forgotten anywhere."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

import quizapp
from quizapp.authoring.check import check
from quizapp.authoring.diff import report
from quizapp.authoring.preview import Rehearsal
from quizapp.authoring.schema import deck_schema
from quizapp.authoring.try_response import Trial, try_responses
from quizapp.core.decks.changes import AnswerChanged, Reworded, changes
from quizapp.core.errors import UsageProblem
from quizapp.core.exams import NOT_EXAMINED, judge
from quizapp.core.log.days import blind_odds
from quizapp.core.marking.mark import AskAgain
from quizapp.core.marking.marking import mark
from quizapp.core.marking.rating import Evidence, highest_rating
from quizapp.core.marking.responses import read_response, response_text
from quizapp.core.questions.base import COMMON_FIELDS, Question
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.presentation import shown_order
from quizapp.core.questions.problems import Problem
from quizapp.core.questions.search import searched_text, words_of
from quizapp.core.questions.translation import TRANSLATED, strings, translated
from quizapp.core.questions.types import QUESTION_TYPES, AnyQuestion, question_from_record
from quizapp.core.scheduling.grades import Rating
from quizapp.core.stats import CHOSEN_FORMS
from quizapp.decks.reader import dump_questions, examine, read_deck
from quizapp.decks.suggestions import TABLES, line
from quizapp.learning.study.session import StudySession
from quizapp.plain.study import LineMode
from quizapp.store.progress import Progress
from quizapp.tui.answers import answer_for
from quizapp.tui.answers.base import Answer
from tests.support.making import EXAMPLES, Example, FixedClock, all_types, deck_toml, load_deck, write_deck

TYPES = frozenset(QUESTION_TYPES.values())

REFUSED = {"quizapp.core.marking.marking.mark has no Card"}
"""What is left out on purpose: a flashcard is judged by the student alone."""

PARTIAL = {"quizapp.decks.suggestions._ANSWERS"}
"""Tables that have only some types on purpose: not every type has an `answer`."""

NOT_TRANSLATED = {"id", "answer", "tags", "aliases", "allow"}
"""Keys of a question that are texts for the program, and stay as they are in every language."""

GONE_THROUGH = frozenset(
    ("card", "choice", "multiple", "true-false", "text", "number", "date", "order", "match", "cloze", "open")
)
"""Types for which somebody has looked at all `places()`."""

every_type = pytest.mark.parametrize("kind", QUESTION_TYPES)


class Riddle(Question):
    """A type of question that nothing knows."""


def example(kind: str) -> Example:
    assert kind in EXAMPLES, f"`{kind}` has no example in tests/support/making.py"
    return EXAMPLES[kind]


def only_question(folder: Path, question: Mapping[str, Any]) -> AnyQuestion:
    """The question as the program holds it once it has been read from a deck."""
    (read,) = read_deck(write_deck(folder, question)).questions
    return read


# Functions, tables and places


@cache
def modules() -> list[ModuleType]:
    """All modules of the package."""
    names = [module.name for module in pkgutil.walk_packages(quizapp.__path__, "quizapp.")]
    return [importlib.import_module(name) for name in names if name != "quizapp.__main__"]


def dispatchers() -> dict[str, Any]:
    """The single-dispatch functions over questions."""
    functions = {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if hasattr(value, "registry") and value.__module__ == module.__name__
    }
    return {name: value for name, value in functions.items() if not TYPES.isdisjoint(value.registry)}


def tables() -> dict[str, set[Any]]:
    """What every table that goes by or leads to types of questions, or their names, has."""
    known = TYPES | QUESTION_TYPES.keys()
    entries_of = {
        f"{module.__name__}.{name}": {entry for entry in (*table, *table.values()) if isinstance(entry, str | type)}
        for module, statement in statements()
        for name in _assigned(statement)
        if isinstance(table := vars(module).get(name), Mapping)
    }
    return {name: entries for name, entries in entries_of.items() if len(entries & known) > 1}


def places() -> Iterator[str]:
    """The lines of the package that treat some types of question in their own way, and all others alike."""
    for module, statement in statements():
        names = {name for name in _named(statement) if any(vars(module).get(name) is kind for kind in TYPES)}
        if names and len(names) < len(TYPES):
            name = getattr(statement, "name", *_assigned(statement))
            yield f"{module.__name__}:{statement.lineno} {name} has {', '.join(sorted(names))}"


def statements() -> Iterator[tuple[ModuleType, ast.stmt]]:
    """The functions, methods and other statements of every module, but for what is registered for a type."""
    for module in modules():
        for statement in _statements(ast.parse(inspect.getsource(module))):
            if getattr(statement, "name", "") != "_":
                yield module, statement


def _statements(tree: ast.Module | ast.ClassDef) -> Iterator[ast.stmt]:
    for statement in tree.body:
        if isinstance(statement, ast.ClassDef):
            yield from _statements(statement)
        else:
            yield statement


def _assigned(statement: ast.stmt) -> list[str]:
    """The name that a statement gives a value to."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name), value=ast.AST()):
            return [name]
        case _:
            return []


def _named(node: ast.AST) -> Iterator[str]:
    """The names in some code, but for annotations and what is called."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body):
            for statement in body:
                yield from _named(statement)
        case ast.AnnAssign(value=ast.AST() as value):
            yield from _named(value)
        case ast.Call(func=ast.Name(), args=args, keywords=keywords):
            for argument in (*args, *keywords):
                yield from _named(argument)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _named(child)


def test_every_function_that_goes_by_type_has_every_type() -> None:
    missing = {
        f"{name} has no {kind.__name__}"
        for name, function in dispatchers().items()
        for kind in TYPES - function.registry.keys()
    }
    assert missing == REFUSED, "\n".join(("register it:", *sorted(missing - REFUSED)))


def test_every_function_that_goes_by_type_refuses_one_that_it_does_not_know() -> None:
    riddle = Riddle(id="riddle", prompt="What has a mouth and never eats?")
    for function in dispatchers().values():
        others = [None] * (len(inspect.signature(function).parameters) - 1)
        with pytest.raises(TypeError, match="Riddle"):
            function(riddle, *others)


def test_every_table_that_goes_by_type_has_every_type() -> None:
    partial = {name for name, own in tables().items() if not (own >= TYPES or own >= QUESTION_TYPES.keys())}
    assert partial == PARTIAL, "\n".join(("add it to:", *sorted(partial - PARTIAL)))


def test_every_place_that_treats_some_types_in_their_own_way_was_looked_at_for_all() -> None:
    new = QUESTION_TYPES.keys() - GONE_THROUGH
    assert not new, "\n".join(("look at these, and then add the type to GONE_THROUGH:", *places()))


def test_the_places_are_found() -> None:
    listed = "\n".join(places())
    assert " highest_rating has Choice, TrueFalse" in listed


# The keys of a type


@every_type
def test_every_text_is_translated_or_known_to_stay(kind: str) -> None:
    texts = {entry.name for entry in fields(QUESTION_TYPES[kind]) if "str" in str(entry.type)}
    assert texts <= {*TRANSLATED, *NOT_TRANSLATED}


@every_type
def test_every_key_is_described_for_editors(kind: str) -> None:
    schema = deck_schema()["$defs"]
    for entry in fields(QUESTION_TYPES[kind]):
        described = schema[kind]["properties"].get(entry.name)
        if described is True:
            described = schema["question"]["properties"][entry.name]
        assert described is None or described.get("description"), f"describe {entry.name} in authoring/schema_keys.py"


@every_type
def test_the_line_that_is_advised_for_a_missing_key_is_of_the_right_kind(kind: str, tmp_path: Path) -> None:
    question = example(kind).question
    for entry in fields(QUESTION_TYPES[kind]):
        if entry.default is MISSING and entry.default_factory is MISSING:
            rest = {key: value for key, value in question.items() if key != entry.name}
            path = tmp_path / "rivers.toml"
            path.write_text(f"{deck_toml(rest)}{line(entry.name, kind)}\n", "utf-8")
            codes = {finding.problem.code for finding in examine(path).findings}
            assert codes.isdisjoint(("E101", "E104")), entry.name


@every_type
def test_a_mistake_in_an_optional_key_does_not_hide_others(kind: str, tmp_path: Path) -> None:
    for entry in fields(QUESTION_TYPES[kind]):
        optional = entry.default is not MISSING or entry.default_factory is not MISSING
        if optional and entry.name not in (*COMMON_FIELDS, "type", "distractors"):
            wrong = example(kind).question | {"feedback": {"nobody": "No."}, entry.name: [[1]]}
            problems = examine(write_deck(tmp_path, wrong)).problems
            paths = {problem.path[2] for problem in problems if isinstance(problem, Problem)}
            assert paths == {"feedback", entry.name}


@every_type
def test_a_key_that_is_a_table_is_known_as_one(kind: str) -> None:
    assert {key for key, value in example(kind).question.items() if isinstance(value, dict)} <= TABLES


# What is done with a question


@every_type
def test_it_is_read_and_leaves_the_check_no_error(kind: str, tmp_path: Path) -> None:
    assert type(only_question(tmp_path, example(kind).question)) is QUESTION_TYPES[kind]
    diagnostics = check([write_deck(tmp_path, example(kind).question)])
    assert not [diagnostic for diagnostic in diagnostics if diagnostic.severity == "error"]


@every_type
def test_it_comes_out_of_the_cache_as_it_went_in(kind: str, tmp_path: Path) -> None:
    question = only_question(tmp_path, example(kind).question)
    (record,) = dump_questions([question])
    assert question_from_record(json.loads(record)) == question


@every_type
def test_the_right_line_is_marked_right_and_read_back(kind: str, tmp_path: Path) -> None:
    deck = load_deck(tmp_path, example(kind).question)
    (name,) = deck.questions
    if kind == "card":
        with pytest.raises(UsageProblem, match="there is nothing to mark"):
            try_responses(deck, name, ["A delta"])
        return
    [trial] = try_responses(deck, name, [example(kind).line])
    assert isinstance(trial, Trial) and trial.right
    question = deck.question(name)
    response = read_response(question, example(kind).line, shown_order(question, Random(1)))
    assert not isinstance(response, AskAgain)
    assert response_text(question, response)


@every_type
def test_it_is_examined_unless_nothing_can_mark_it(kind: str, tmp_path: Path) -> None:
    question = only_question(tmp_path, example(kind).question)
    if kind in NOT_EXAMINED:
        with pytest.raises(TypeError):
            mark(question, None)
    else:
        assert isinstance(mark(question, None), AskAgain)
        assert not judge(question, None, "en").right


@every_type
def test_what_can_be_guessed_is_hard_at_most_and_counted_as_luck(kind: str, tmp_path: Path) -> None:
    question = only_question(tmp_path, example(kind).question)
    guessable = highest_rating(question, Evidence(first_sight=True)) is Rating.HARD
    odds = blind_odds({"form": kind, "order": shown_order(question, Random(1))})
    assert (odds > 0, kind in CHOSEN_FORMS) == (guessable, guessable)


@every_type
def test_it_is_answered_line_by_line(kind: str, tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    deck = load_deck(tmp_path, example(kind).question)
    lines = ["Because the ground is soft.", example(kind).line] if kind == "open" else [example(kind).line]
    output = StringIO()
    LineMode(StudySession([deck], progress, clock=clock), StringIO("\n".join((*lines, "", ""))), output).run()
    assert "Not an answer" not in output.getvalue()
    (event,) = progress.events()
    assert event.data["right"] is (None if kind == "card" else True)


@every_type
def test_it_has_a_widget(kind: str, tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    study = StudySession([load_deck(tmp_path, example(kind).question)], progress, clock=clock)
    assert study.showing is not None
    assert isinstance(answer_for(study.showing), Answer)


@every_type
def test_another_answer_is_told_by_diff(kind: str, tmp_path: Path) -> None:
    before, after = (
        read_deck(write_deck(tmp_path, example(kind).question | edit)) for edit in ({}, example(kind).edit)
    )
    assert changes(before, before) == []
    (change,) = changes(before, after)
    assert type(change) is (Reworded if kind == "open" else AnswerChanged)
    assert report([change], before, after)


@every_type
def test_it_is_found_by_its_answer(kind: str, tmp_path: Path) -> None:
    question = only_question(tmp_path, example(kind).question)
    answer = words_of(model_answer(question))
    assert kind == "true-false" or any(word in searched_text(question) for word in answer)


@every_type
def test_its_own_texts_are_a_translation_of_it(kind: str, tmp_path: Path) -> None:
    question = only_question(tmp_path, example(kind).question)
    assert "prompt" in strings(question)
    assert translated(question, strings(question)) == question


@every_type
def test_it_is_previewed_as_new_and_as_well_known(
    kind: str, tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    rehearsal = Rehearsal(load_deck(tmp_path, example(kind).question), progress, clock=clock)
    for _ in range(2):
        assert rehearsal.study.showing is not None
        assert rehearsal.study.showing.question.type == kind
        rehearsal.change_form()


def test_the_tests_of_odd_texts_have_every_type() -> None:
    assert {question["type"] for question in all_types("x")} == QUESTION_TYPES.keys()

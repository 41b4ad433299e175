"""TOML -> Deck. All problems of a file are found in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from quizapp.authoring.findings import DeckError, Finding, Located, finding
from quizapp.authoring.parsing import QUESTION_HEADER, Parsed, parse
from quizapp.authoring.syntax import Unfit, hostile, read_text, seems_harmless
from quizapp.authoring.validation import info_adapter, question_adapter, questions_adapter, strictly, validated
from quizapp.core.decks import MAX_QUESTIONS, Deck, DeckInfo, Entry, deck_problems, entry_problems
from quizapp.core.deferred import dataclass
from quizapp.core.problems import Path as Keys
from quizapp.core.problems import Problem
from quizapp.core.questions import AnyQuestion

FORMAT = 1

AT_ONCE = 1_000
"""So many questions are plain data at a time: those of the largest decks would take half a gigabyte."""

CONSEQUENCES = frozenset({"E101", "E111"})
"""What may be wrong with a table only because a line of it could not be read; so may all that contradicts (E2xx)."""


@dataclass(frozen=True)
class Reading:
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
        said = (self.tree or {}).get("language")
        return said if isinstance(said, str) and said else "en"

    @property
    def cites(self) -> bool:
        """Whether the deck has sources or any question cites one, or may do so in a line that could not be read."""
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
        """How many questions the file has, valid or not."""
        listed = (self.tree or {}).get("questions")
        return len(listed) if isinstance(listed, list) else 0

    @property
    def findings(self) -> list[Finding]:
        """The problems with places in words."""
        return [finding(problem, self.tree or {}) for problem in self.problems]


def read_deck(path: Path) -> Deck:
    """Read and validate one deck file.

    Raises:
        DeckError: if it cannot be read or holds any problem.
    """
    return examine(path).deck


def examine(path: Path) -> Reading:
    """Read one deck file, and find all that is wrong with it."""
    try:
        text = read_text(path)
    except Unfit as error:
        return Reading(path, error.text, error.text, problems=[error.located])
    parsed = parse(text)
    if parsed.tree is None:
        return Reading(path, text, text, problems=parsed.slips)
    found = [] if seems_harmless(text) else list(hostile(parsed.tree))
    if not parsed.slips and not found:
        try:
            return Reading(path, text, parsed.text, parsed.tree, *_fast(parsed.tree))
        except ValueError:
            pass  # what exactly is wrong is worked out below, question by question
    return _explain(path, text, parsed)


def dump_questions(questions: Sequence[AnyQuestion]) -> Iterator[str]:
    """Questions as JSON, for the cache; `core.questions` data that `library` builds back without pydantic."""
    adapter = questions_adapter()  # which they were read with: another one takes 13 ms to make
    for start in range(0, len(questions), AT_ONCE):
        for record in adapter.dump_python(tuple(questions[start : start + AT_ONCE]), mode="json"):
            yield to_json(record).decode()


def dump_info(info: DeckInfo) -> bytes:
    """What a deck says of itself, as JSON, for the cache."""
    return info_adapter().dump_json(info)


def _fast(tree: dict[str, Any]) -> tuple[DeckInfo, list[tuple[int, AnyQuestion]]]:
    """A deck without any problem.

    Raises:
        ValueError: if there is one.
    """
    head = {key: value for key, value in tree.items() if key != "questions"}
    info = strictly(info_adapter(), head)
    questions = strictly(questions_adapter(), tree.get("questions", []))
    if type(tree["format"]) is not int or any(deck_problems(info.id, info.title)):
        raise ValueError("the head of the deck is not valid")
    names = [name for question in questions for name in (question.id, *question.aliases)]
    cited = {question.source.id for question in questions if question.source}
    if len(set(names)) < len(names) or not cited <= info.sources.keys() or not 0 < len(questions) <= MAX_QUESTIONS:
        raise ValueError("the questions are valid one by one, but perhaps not together")
    return info, list(enumerate(questions))


def _explain(path: Path, text: str, parsed: Parsed) -> Reading:
    """Every problem of a deck that did not pass, question by question, in file order."""
    tree = parsed.tree or {}
    problems = list(hostile(tree))
    info: DeckInfo | None = None
    questions: list[tuple[int, AnyQuestion]] = []
    if not any(problem.code == "E005" for problem in problems):
        told = {(problem.path, problem.on) for problem in problems}
        info, questions, found = _problems(tree)
        problems += [problem for problem in found if (problem.path, problem.on) not in told]
    if parsed.lost:
        broken = _tables(parsed.text, parsed.lost)
        problems = [problem for problem in problems if not _consequence(problem, broken)]
        questions = [(index, question) for index, question in questions if index not in broken]
    problems.sort(key=lambda problem: _table(problem.path))
    return Reading(path, text, parsed.text, tree, info, questions, [*parsed.slips, *problems])


def _problems(tree: dict[str, Any]) -> tuple[DeckInfo | None, list[tuple[int, AnyQuestion]], list[Problem]]:
    head = {key: value for key, value in tree.items() if key != "questions"}
    version = tree.get("format", FORMAT)
    found: list[Problem] = []
    if type(version) is not int:
        found.append(Problem(("format",), "E109", "this is not the number of a format", f"write format = {FORMAT}"))
        head["format"] = FORMAT
    elif version != FORMAT:
        advice = f"update quizapp, or write format = {FORMAT}"
        message = f"this quizapp reads format {FORMAT}, not {version}"
        return None, [], [Problem(("format",), "E109", message, advice)]
    if "translates" in tree:
        message = "this is a translation, but its name does not say of what, and into what"
        name = f"{_text(tree['translates'])}.{_text(tree.get('language'))}.toml"
        return None, [], [Problem(("translates",), "E304", message, f"rename the file to {name}", on="key")]
    said = validated(info_adapter(), head, ())
    info = said.value
    found += said.problems
    found += deck_problems(head.get("id"), head.get("title"))
    listed = tree.get("questions", [])
    if not isinstance(listed, list):
        advice = "write each as [[questions]]"
        found.append(Problem(("questions",), "E104", "`questions` is not a list of tables", advice, on="key"))
        return info, [], found
    questions: list[tuple[int, AnyQuestion]] = []
    if len(listed) > MAX_QUESTIONS:  # what is wrong with so many could take minutes to find
        return info, questions, [*found, *entry_problems([Entry()] * len(listed), {})]
    for index, table in enumerate(listed):
        asked = validated(question_adapter(), table, ("questions", index))
        found += asked.problems
        if asked.value is not None and not asked.problems:
            questions.append((index, asked.value))
    sources = head.get("sources")
    found += entry_problems(_entries(listed), sources if isinstance(sources, dict) else {})
    return info, questions, found


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
    """Whether a problem may be there only because a line of its table could not be read."""
    if -1 in broken and problem.code == "E213":
        return True
    return _table(problem.path) in broken and (problem.code in CONSEQUENCES or problem.code.startswith("E2"))

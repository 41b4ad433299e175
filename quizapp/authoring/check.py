"""All that is wrong with deck files and their translations, and all that could be better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizapp.authoring.deck_lints import allowances, name_and_language, upkeep
from quizapp.authoring.deckfiles import deck_files, deck_of, translations_of
from quizapp.authoring.diagnostics import Diagnostic, diagnose
from quizapp.authoring.versions import earlier
from quizapp.core.decks.deck import Deck
from quizapp.core.lint import DECK_WIDE, Item, lint, lint_translation
from quizapp.core.messages import tr, trn
from quizapp.core.questions.problems import Problem
from quizapp.decks.deck_file import DeckFile
from quizapp.decks.findings import Located
from quizapp.decks.reader import examine
from quizapp.decks.toml.parse import parse
from quizapp.decks.toml.spans import lines_of
from quizapp.decks.toml.text import Unfit, hostile, read_text
from quizapp.decks.translations import examine_overlay, shortcomings
from quizapp.decks.validation.everything import MAX_PROBLEMS

ALLOWABLE = frozenset({f"L{number}" for number in (101, 102, 103, 110, *range(201, 217), 301, 302, 306)})
"""The lints that a question can turn off: those about its text, its completeness, and its part in the whole."""


@dataclass(frozen=True)
class Checked:
    """A deck or translation file that was checked. `questions` counts those of a deck, valid or not."""

    path: Path
    text: str
    diagnostics: Sequence[Diagnostic]
    questions: int = 0

    @property
    def deck(self) -> Path:
        """The deck file that it belongs to."""
        return deck_of(self.path)

    @property
    def lines(self) -> Sequence[str]:
        """The lines of its text, as the diagnostics number them."""
        return lines_of(self.text)


def check(paths: Sequence[Path]) -> list[Diagnostic]:
    """Return all that `check_files` yields, as a list."""
    return [diagnostic for checked in check_files(paths) for diagnostic in checked.diagnostics]


def check_files(paths: Sequence[Path], *, against: str = "", lints: bool = True) -> Iterator[Checked]:
    """Check these files, and the deck files in these folders, each deck with its translations.

    A translation that is named is checked without the others, and its deck is told about only if it has errors.

    `against` is a revision in git to which the ids are compared, the last commit if empty. Without `lints`, only
    errors are looked for.

    Raises:
        UsageProblem: if a path or revision does not exist.
    """
    for path in deck_files(paths):
        named = {file.name for file in paths if deck_of(file) == path}
        translation_alone = bool(named) and path.name not in named and path.parent not in paths
        for checked in _Check(path, against, lints).files():
            errors = any(diagnostic.severity == "error" for diagnostic in checked.diagnostics)
            if not translation_alone or checked.path.name in named or (checked.path == path and errors):
                yield checked


@dataclass
class _Check:
    """The check of one deck: what its questions allow is settled when its translations have been looked at too."""

    path: Path
    against: str
    lints: bool
    needed: set[tuple[str, str]] = field(default_factory=set)
    """Questions and the lints that were really found there and allowed."""

    def files(self) -> Iterator[Checked]:
        overlays = translations_of(self.path)
        if overlays and not self.path.is_file():
            for overlay in overlays:
                message = tr("this translates {deck}, which does not exist", deck=self.path.name)
                yield _orphan(overlay, message, tr("put the deck beside this file, or rename this file"))
            return
        deck_file = examine(self.path)
        problems = list(deck_file.problems)
        if self.lints:
            reported = {problem.path for problem in deck_file.problems if isinstance(problem, Problem)}
            sources = any(path[:1] == ("sources",) for path in reported)
            problems += _first(
                problem
                for problem in self._lints(deck_file)
                if problem.path not in reported and not (sources and problem.code in ("L101", "L110"))
            )
        checked = [self._translation(overlay, deck_file) for overlay in overlays]
        if self.lints and not deck_file.problems:
            problems += allowances(deck_file.questions, ALLOWABLE, self.needed)
        yield Checked(
            self.path,
            deck_file.text,
            diagnose(self.path, deck_file.readable, problems, written=deck_file.text),
            deck_file.count,
        )
        yield from checked

    def _lints(self, deck_file: DeckFile) -> Iterator[Problem]:
        if deck_file.tree is None:
            return
        items = [Item(("questions", index), question) for index, question in deck_file.questions]
        lints = lint(items, deck_file.language, cited=deck_file.cites)
        yield from self._not_allowed(lints, items)
        yield from self._not_allowed(upkeep(deck_file, earlier(self.path, self.against)), items)

    def _translation(self, path: Path, deck_file: DeckFile) -> Checked:
        if deck_file.problems or deck_file.info is None:
            return _syntax_only(path)
        deck = Deck(deck_file.info, tuple(question for _, question in deck_file.questions))
        translation = examine_overlay(path, deck)
        problems: list[Problem | Located] = list(translation.problems)
        if self.lints and translation.overlay is not None:
            overlay = translation.overlay
            items = [Item(("questions", question.id), question) for question in translation.questions]
            problems += shortcomings(overlay, deck)
            problems += name_and_language(path, overlay.language)
            problems += self._not_allowed(lint_translation(items, overlay.language), items)
        return Checked(path, translation.text, diagnose(path, translation.text, problems))

    def _not_allowed(self, problems: Iterator[Problem], items: Sequence[Item]) -> Iterator[Problem]:
        allowing = {item.path: item.question for item in items if item.question.allow}
        self.needed |= {(q.id, code) for q in allowing.values() for code in q.allow if code in DECK_WIDE}
        for problem in problems:
            question = allowing.get(problem.path[:2])
            if question is None or problem.code not in question.allow or problem.code in DECK_WIDE:
                yield problem
            else:
                self.needed.add((question.id, problem.code))


def _first(lints: Iterable[Problem]) -> list[Problem]:
    """The first lints of a file; the last of them says how many more there are."""
    listed = list(lints)  # all, because what questions allow is settled meanwhile
    more = len(listed) - MAX_PROBLEMS
    if more <= 0:
        return listed
    *first, last = listed[:MAX_PROBLEMS]
    total = trn(
        "{advice} (and {count} more problem in this file)",
        "{advice} (and {count} more problems in this file)",
        more,
        advice=last.help,
    )
    return [*first, replace(last, help=total)]


def _syntax_only(path: Path) -> Checked:
    """A translation of a deck that is not valid: only what does not depend on the deck."""
    try:
        text = read_text(path)
    except Unfit as error:
        return Checked(path, error.text, diagnose(path, error.text, [error.located]))
    parsed = parse(text)
    problems: list[Problem | Located] = [*parsed.syntax_errors, *hostile(parsed.tree or {})]
    return Checked(path, text, diagnose(path, text, problems))


def _orphan(path: Path, message: str, advice: str) -> Checked:
    return Checked(path, "", diagnose(path, "", [Located(Problem((), "E304", message, advice), 1, 1)]))

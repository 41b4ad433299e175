"""The learner's settings. The defaults are what the program does without a settings file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from quizapp.core.deferred import dataclass, field, replace
from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr_noop
from quizapp.core.scheduling.scheduler import Policy

SYSTEM = "system"
NewOrder = Literal["deck", "random"]
GradeScale = Literal["percent", "dutch", "letters"]

UNTIL_MENDED = tr_noop("Until you fix it, the default applies.")
"""The last sentence on a value that cannot be had."""

_OF_POLICY = ("retention", "new_per_day", "reviews_per_day")


class SettingsError(QuizappError):
    """The settings file cannot be read or written as asked. Nothing in it was changed."""


class UnfitSetting(SettingsError):
    """There is no such setting, or it cannot have that value."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class DeckSettings:
    """The settings of one deck alone; None where it is as everywhere.

    `exam` is the day of its exam, `exam_minutes` are those a day that the plan for it may take.
    """

    retention: float | None = None
    new_per_day: int | None = None
    reviews_per_day: int | None = None
    new_order: NewOrder | None = None
    exam: date | None = None
    exam_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings that are in force.

    `ui_language` is that of the interface (SYSTEM: as the system's variables say), `language` is preferred where a
    deck has it (empty: the deck's own), `study` and `new_order` hold for the decks that `decks` says nothing else
    about, `grade_scale` and `pass_mark` (a whole percentage) are those of exams, `keys` has other keys for some
    bindings (id -> keys, separated by commas).
    `problems` has a sentence for everything in the settings file that does not count.
    """

    ui_language: str = SYSTEM
    language: str = ""
    theme: str = "dark"
    study: Policy = field(default_factory=Policy)
    new_order: NewOrder = "deck"
    grade_scale: GradeScale = "percent"
    pass_mark: int = 55
    decks: Mapping[str, DeckSettings] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def rollover(self) -> int:
        """The hour at which the learner's days begin."""
        return self.study.rollover

    @property
    def exams(self) -> dict[str, date]:
        """The decks with an exam date."""
        return {deck: own.exam for deck, own in self.decks.items() if own.exam is not None}

    def policy(self, deck: str) -> Policy:
        """Return how the cards of a deck are scheduled."""
        own = self.decks.get(deck)
        if own is None:
            return self.study
        return replace(self.study, **{name: value for name in _OF_POLICY if (value := getattr(own, name)) is not None})

    def order(self, deck: str) -> NewOrder:
        """Return the order in which the new cards of a deck come."""
        own = self.decks.get(deck)
        return own.new_order if own is not None and own.new_order is not None else self.new_order

    def scheduling(self) -> dict[tuple[str, str], Any]:
        """The settings that scheduling depends on, by (deck id, name); without an id they hold everywhere."""
        values = {("", name): value for name, value in _study_record(self.study).items()}
        values["", "new_order"] = self.new_order
        for deck, own in self.decks.items():
            values |= {(deck, name): value for name, value in _deck_record(own).items()}
        return values


def settings_record(settings: Settings) -> dict[str, Any]:
    """The settings as plain data, which `settings_from_record` reads."""
    return {
        "ui_language": settings.ui_language,
        "language": settings.language,
        "theme": settings.theme,
        "study": _study_record(settings.study),
        "new_order": settings.new_order,
        "grade_scale": settings.grade_scale,
        "pass_mark": settings.pass_mark,
        "decks": {deck: _deck_record(own) for deck, own in settings.decks.items()},
        "keys": dict(settings.keys),
        "problems": list(settings.problems),
    }


def settings_from_record(record: Mapping[str, Any]) -> Settings:
    """The settings that `settings_record` wrote.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: if they were not written by this version.
    """
    study: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in record["study"].items()
    }
    decks = {deck: _deck(own) for deck, own in record["decks"].items()}
    return Settings(**{**record, "study": Policy(**study), "decks": decks, "problems": tuple(record["problems"])})


def _study_record(study: Policy) -> dict[str, Any]:
    from dataclasses import asdict  # 7 ms, which the list of decks does without

    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(study).items()}


def _deck_record(own: DeckSettings) -> dict[str, Any]:
    from dataclasses import asdict

    record = {name: value for name, value in asdict(own).items() if value is not None}
    return record | {"exam": own.exam.isoformat()} if own.exam else record


def _deck(record: Mapping[str, Any]) -> DeckSettings:
    exam = record.get("exam")
    return DeckSettings(**{**record, "exam": exam and date.fromisoformat(exam)})

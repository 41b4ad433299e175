"""The table of settings: the name of each, what it does, and what kind of value it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from quizapp.core.deferred import dataclass
from quizapp.core.formats import any_of
from quizapp.core.messages import number, tr, tr_noop
from quizapp.core.settings.settings import DeckSettings, Settings

DAY = 86_400
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": DAY}

Name = tuple[str, ...]
"""The path of a setting in the file: `study`, `retention`; `decks`, a deck's id, `exam`; `keys`, a binding."""


@dataclass(frozen=True, slots=True)
class Share:
    """A number with a fraction, in these bounds."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, in these bounds."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Time:
    """A span of time: in the file text such as `10m`, in the program seconds; in these bounds."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Times:
    """Up to `most` spans of time."""

    each: Time
    most: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""


@dataclass(frozen=True, slots=True)
class Word:
    """Text that a regular expression matches; `wanted` says which, in English."""

    pattern: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language of the interface, or SYSTEM."""


Kind = Share | Whole | Time | Times | OneOf | Spoken | Switch | Day | Word


@dataclass(frozen=True, slots=True)
class Settable:
    """A setting: where it stands, what a learner calls it, and what it does, in a sentence.

    `title` and `purpose` are in English; `tr` has them in the language of the interface, as it has the names of GROUPS.
    """

    name: Name
    title: str
    purpose: str
    kind: Kind

    @property
    def wanted(self) -> str:
        """The requirement on its value, to end a sentence with."""
        return wanted(self.kind)


_RETENTION = Share(0.70, 0.97)
_LIMIT = Whole(0, 9_999)
_STEPS = Times(Time(1, DAY), 10)
_ORDER = OneOf(("deck", "random"))

GROUPS: dict[str, tuple[Settable, ...]] = {
    tr_noop("Appearance"): (
        Settable(
            ("theme",), tr_noop("Theme"), tr_noop("The colours of the screen."),
            Word(r"\S", tr_noop("the name of a theme, such as light")),
        ),
        Settable(
            ("ui_language",),
            tr_noop("Interface language"),
            tr_noop("For everything but the decks; system follows your computer."),
            Spoken(),
        ),
        Settable(
            ("language",),
            tr_noop("Deck language"),
            tr_noop("Decks available in this language use it."),
            Word(r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$", tr_noop("a language code, such as nl")),
        ),
    ),
    tr_noop("Every day"): (
        Settable(
            ("study", "new_per_day"), tr_noop("New cards per day"), tr_noop("Most new cards per deck per day."), _LIMIT,
        ),
        Settable(
            ("study", "reviews_per_day"), tr_noop("Reviews per day"), tr_noop("Most reviews per deck per day."), _LIMIT,
        ),
        Settable(
            ("study", "new_order"), tr_noop("Order of new cards"), tr_noop("As in the deck, or at random."), _ORDER,
        ),
        Settable(
            ("study", "rollover"), tr_noop("Start of the day"),
            tr_noop("Answers before this hour count for the previous day."), Whole(0, 23),
        ),
    ),
    tr_noop("Memory and reviews"): (
        Settable(
            ("study", "retention"), tr_noop("Desired retention"),
            tr_noop("Your chance of knowing a card when it returns. Higher: more reviews."), _RETENTION,
        ),
        Settable(
            ("study", "learning_steps"), tr_noop("Steps for new cards"),
            tr_noop("First waiting times before a new card returns."), _STEPS,
        ),
        Settable(
            ("study", "relearning_steps"), tr_noop("Steps when missed"),
            tr_noop("The same for a card that you missed."), _STEPS,
        ),
        Settable(
            ("study", "learn_ahead"), tr_noop("Learn ahead"),
            tr_noop("When nothing else is left, steps due within this time come early."), Time(0, DAY),
        ),
        Settable(
            ("study", "maximum_interval"), tr_noop("Longest interval"),
            tr_noop("In days; no card stays away longer."), Whole(1, 36_500),
        ),
        Settable(
            ("study", "fuzz"), tr_noop("Vary intervals"),
            tr_noop("Spreads cards learned together over several days."), Switch(),
        ),
    ),
    tr_noop("Exams"): (
        Settable(
            ("grade_scale",), tr_noop("Grades"),
            tr_noop("The scale of your exam results."), OneOf(("percent", "dutch", "letters")),
        ),
        Settable(
            ("pass_mark",), tr_noop("Pass mark"),
            tr_noop("The percentage of the points that is enough to pass an exam."), Whole(1, 100),
        ),
    ),
}  # fmt: skip
"""The settings that hold everywhere, by what they are about."""

OF_A_DECK: tuple[Settable, ...] = (
    Settable(
        ("retention",), tr_noop("Desired retention"), tr_noop("Your chance of knowing its cards when they come back."),
        _RETENTION,
    ),
    Settable(("new_per_day",), tr_noop("New cards per day"), tr_noop("Most new cards of this deck per day."), _LIMIT),
    Settable(("reviews_per_day",), tr_noop("Reviews per day"), tr_noop("Most reviews of this deck per day."), _LIMIT),
    Settable(("new_order",), tr_noop("Order of new cards"), tr_noop("As in the deck, or at random."), _ORDER),
    Settable(("exam",), tr_noop("Exam date"), tr_noop("Until then, this deck follows a study plan."), Day()),
    Settable(
        ("exam_minutes",), tr_noop("Minutes per day"),
        tr_noop("The most that the plan may take; no limit if empty."), Whole(1, 1440),
    ),
)  # fmt: skip
"""The settings of one deck; the names are what follows `decks` and its id."""

KEYS = Word(r"^[^\s,]+(\s*,\s*[^\s,]+)*$", tr_noop("keys separated by commas, such as h or ctrl+h"))


def everywhere() -> Iterator[Settable]:
    """The settings that hold everywhere."""
    for group in GROUPS.values():
        yield from group


def of_deck(deck: str) -> list[Settable]:
    """The settings of one deck, under their full names."""
    return [Settable(("decks", deck, *own.name), own.title, own.purpose, own.kind) for own in OF_A_DECK]


def settable(name: Name) -> Settable | None:
    """The setting of that name, or None if there is none."""
    match name:
        case ("decks", deck, _):
            return next((own for own in of_deck(deck) if own.name == name), None)
        case ("keys", binding):
            return Settable(name, binding, "", KEYS)
        case _:
            return next((one for one in everywhere() if one.name == name), None)


def value_of(settings: Settings, name: Name) -> Any:
    """The value in force of a setting; None where one of a deck's is as everywhere, or a key is as it was made."""
    match name:
        case ("study", "new_order"):
            return settings.new_order
        case ("study", key):
            return getattr(settings.study, key)
        case ("decks", deck, key):
            return getattr(settings.decks.get(deck, DeckSettings()), key)
        case ("keys", binding):
            return settings.keys.get(binding)
        case _:
            return getattr(settings, name[0])


def wanted(kind: Kind) -> str:
    """Return the requirement on a value, to end a sentence with."""
    match kind:
        case Share(low, high):
            return tr("a number from {low} to {high}", low=f"{low:.2f}", high=f"{high:.2f}")
        case Whole(low, high):
            return tr("a whole number from {low} to {high}", low=number(low), high=number(high))
        case Time(low, high):
            return tr("a time from {low} to {high}, such as 20m", low=time_text(low), high=time_text(high))
        case Times(each, most):
            return tr(
                "at most {most} times from {low} to {high}, such as 1m 10m",
                most=most, low=time_text(each.low), high=time_text(each.high),
            )  # fmt: skip
        case OneOf(words):
            return any_of(words)
        case Spoken():
            return tr("system, or the code of a language that quizapp speaks, such as nl")
        case Switch():
            return any_of(("true", "false"))
        case Day():
            return tr("a date such as 2027-01-20")
        case Word(wanted=text):
            return tr(text)


def from_text(kind: Kind, text: str) -> Any:
    """Return typed text as the settings file would have it; the text itself where it cannot be what is wanted."""
    text = text.strip()
    match kind:
        case Times():
            return text.replace(",", " ").split()
        case Switch():
            return {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}.get(
                text.lower(), text
            )
        case Share() | Whole() | Day():
            read: Any = {Share: float, Whole: int, Day: date.fromisoformat}[type(kind)]
            with suppress(ValueError):
                return read(text)
    return text


def to_text(value: Any, kind: Kind) -> str:
    """A value in force as one would type it; nothing for None."""
    match kind, value:
        case _, None:
            return ""
        case Times(), _:
            return " ".join(map(time_text, value))
        case Time(), _:
            return time_text(value)
        case Share(), _:
            return f"{value:.2f}" if round(value, 2) == value else str(value)
        case Switch(), _:
            return "true" if value else "false"
        case _:
            return str(value)


def seconds(text: str) -> int:
    """The seconds of a time such as `90s`, `10m`, `2h` or `1d`.

    Raises:
        ValueError: if it is not written so.
    """
    written = re.fullmatch(r"([0-9]{1,9})\s*([smhd])", text.strip())
    if written is None:
        raise ValueError("not a time such as 10m")  # not shown
    return int(written[1]) * _UNITS[written[2]]


def time_text(span: int) -> str:
    """A number of seconds as `seconds` reads it, in the largest unit that fits."""
    unit = next(unit for unit in ("d", "h", "m", "s") if span % _UNITS[unit] == 0 and (span or unit == "m"))
    return f"{span // _UNITS[unit]}{unit}"

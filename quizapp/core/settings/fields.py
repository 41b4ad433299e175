"""The table of settings: the name of each, what it does, and what kind of value it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from quizapp.core.deferred import dataclass
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
    """Text that a regular expression matches; `wanted` says which."""

    pattern: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language of the interface, or SYSTEM."""


Kind = Share | Whole | Time | Times | OneOf | Spoken | Switch | Day | Word


@dataclass(frozen=True, slots=True)
class Settable:
    """A setting: where it stands, what a learner calls it, and what it does, in a sentence."""

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
    "Looks": (
        Settable(("theme",), "Theme", "The colours of the screen.", Word(r"\S", "the name of a theme, such as light")),
        Settable(
            ("ui_language",),
            "Language of quizapp",
            "The language of everything but the decks; system: that of your computer.",
            Spoken(),
        ),
        Settable(
            ("language",),
            "Language of decks",
            "Decks are asked in this language where they have it, such as nl.",
            Word(r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$", "the code of a language, such as nl"),
        ),
    ),
    "Every day": (
        Settable(("study", "new_per_day"), "New cards a day", "So many new cards of a deck a day, at most.", _LIMIT),
        Settable(("study", "reviews_per_day"), "Reviews a day", "So many reviews of a deck a day, at most.", _LIMIT),
        Settable(("study", "new_order"), "Order of new cards", "As in the deck, or at random.", _ORDER),
        Settable(
            ("study", "rollover"), "Hour a day begins", "4: what you answer at night counts for the day before.",
            Whole(0, 23),
        ),
    ),
    "Memory": (
        Settable(
            ("study", "retention"), "Desired retention", "How likely you know a card when it comes back. More: "
            "more reviews.", _RETENTION,
        ),
        Settable(
            ("study", "learning_steps"), "Steps of a new card", "When it comes back before days pass in between.",
            _STEPS,
        ),
        Settable(
            ("study", "relearning_steps"), "Steps when forgotten", "The same for a card that was forgotten.", _STEPS,
        ),
        Settable(
            ("study", "learn_ahead"), "Learn ahead", "With nothing else left, steps due within this time come early.",
            Time(0, DAY),
        ),
        Settable(
            ("study", "maximum_interval"), "Longest interval", "In days; no card stays away longer.", Whole(1, 36_500),
        ),
        Settable(
            ("study", "fuzz"), "Vary intervals", "Spreads cards learned together over several days.", Switch(),
        ),
    ),
}  # fmt: skip
"""The settings that hold everywhere, by what they are about."""

OF_A_DECK: tuple[Settable, ...] = (
    Settable(("retention",), "Desired retention", "How likely you know its cards when they come back.", _RETENTION),
    Settable(("new_per_day",), "New cards a day", "So many of its new cards a day, at most.", _LIMIT),
    Settable(("reviews_per_day",), "Reviews a day", "So many of its reviews a day, at most.", _LIMIT),
    Settable(("new_order",), "Order of new cards", "As in the deck, or at random.", _ORDER),
    Settable(("exam",), "Day of the exam", "Until then the deck is studied by a plan.", Day()),
    Settable(
        ("exam_minutes",), "Minutes a day for it", "What the plan may take; as it needs, if empty.", Whole(1, 1440)
    ),
)
"""The settings of one deck; the names are what follows `decks` and its id."""

KEYS = Word(r"^[^\s,]+(\s*,\s*[^\s,]+)*$", "keys with commas between them, such as h or ctrl+h")


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
            return f"a number from {low:.2f} to {high:.2f}"
        case Whole(low, high):
            return f"a whole number from {low:,} to {high:,}"
        case Time(low, high):
            return f"a time from {time_text(low)} to {time_text(high)}, such as 20m"
        case Times(each, most):
            return f"at most {most} times from {time_text(each.low)} to {time_text(each.high)}, such as 1m 10m"
        case OneOf(words):
            return " or ".join(words)
        case Spoken():
            return "system, or the code of a language that quizapp speaks, such as nl"
        case Switch():
            return "true or false"
        case Day():
            return "a date such as 2027-01-20"
        case Word(wanted=text):
            return text


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
        raise ValueError("not a time such as 10m")
    return int(written[1]) * _UNITS[written[2]]


def time_text(span: int) -> str:
    """A number of seconds as `seconds` reads it, in the largest unit that fits."""
    unit = next(unit for unit in ("d", "h", "m", "s") if span % _UNITS[unit] == 0 and (span or unit == "m"))
    return f"{span // _UNITS[unit]}{unit}"

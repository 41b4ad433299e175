"""The keys of every type of question, and the problems with ids, options and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sized
from dataclasses import field
from typing import Any, ClassVar, Literal

from quizapp.core.deferred import dataclass
from quizapp.core.questions.problems import Also, InvalidQuestion, Path, Problem, meant

MAX_TEXT = 20_000
"""So many characters may stand in any one string of a deck: some ten pages."""

MAX_PROMPT = 4_000
MAX_OPTION = 2_000
MAX_ENTRIES = 1_000
"""So many entries may a list or table of a question have that has no lower limit."""

MAX_OPTIONS = 20
MAX_POINTS = 1_000
MAX_ID = 100
ID_PATTERN = re.compile(rf"[a-z0-9-]{{1,{MAX_ID}}}\Z")
STRICT = {"extra": "forbid", "str_max_length": MAX_TEXT}
"""The configuration of pydantic for all that stands in a deck."""

NOT_AN_ID = "use lower-case letters, digits and hyphens only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The place of a question's answer in a source: section, page or minute."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    id: str
    at: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The keys of every type of question. Subclasses add their own, and yield the problems with them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    self_graded: ClassVar[bool] = False
    """True if the student says how well it was known, because no program can."""

    id: str
    prompt: str
    explanation: str = ""
    hint: str = ""
    feedback: Mapping[str, str] = field(default_factory=dict)
    source: Citation | None = None
    tags: tuple[str, ...] = ()
    difficulty: int | None = None
    points: int = 1
    aliases: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = [*self._common_problems(), *self.problems()]
        if problems:
            raise InvalidQuestion(problems)

    def problems(self) -> Iterator[Problem]:
        """Yield the problems with the keys of this type, beyond what their annotations say."""
        yield from ()

    @property
    def feedback_keys(self) -> frozenset[str]:
        """The ids that feedback can be given for."""
        return frozenset()

    @property
    def cards(self) -> tuple[str, ...]:
        """The ids of the cards that this question makes, in the order they are introduced."""
        return (self.id,)

    def _common_problems(self) -> Iterator[Problem]:
        named = self.aliases or not ID_PATTERN.match(self.id)  # most have no alias, and every question passes here
        for index, name in enumerate((self.id, *self.aliases)) if named else ():
            place: Path = ("aliases", index - 1) if index else ("id",)
            if not ID_PATTERN.match(name):
                yield Problem(place, "E106", f"`{name}` is not an id", id_advice(name))
            elif index and name == self.id:
                yield Problem(
                    place,
                    "E214",
                    f"`{name}` is an alias of itself",
                    "list only the ids it used to have",
                    also=(Also(("id",), "its id"),),
                )
        if not self.prompt.strip():
            yield from blank_problems("prompt", self.prompt)
        if len(self.prompt) > MAX_PROMPT:
            yield Problem(
                ("prompt",),
                "E112",
                f"the prompt has {len(self.prompt):,} characters; {MAX_PROMPT:,} is the limit",
                "shorten it, or split it into several questions",
            )
        if self.tags or self.aliases or self.allow:
            for name in ("tags", "aliases", "allow"):
                yield from entries_problems((name,), getattr(self, name))
        if self.difficulty is not None and not 1 <= self.difficulty <= 5:
            yield Problem(("difficulty",), "E108", f"difficulty {self.difficulty} is not on the scale", "use 1 to 5")
        if not 1 <= self.points <= MAX_POINTS:
            advice = f"use 1 to {MAX_POINTS}"
            yield Problem(("points",), "E108", f"{self.points} points cannot be scored", advice)
        for key in self.feedback.keys() - self.feedback_keys if self.feedback else ():
            yield Problem(
                ("feedback", key),
                "E210",
                f"feedback for `{key}`, which is not an answer to this question",
                self._feedback_advice(key),
                on="key",
            )

    def _feedback_advice(self, key: str) -> str:
        if not self.feedback_keys:
            return "this type of question takes no feedback"
        refused = {str(problem.path[-1]) for problem in self.problems() if problem.code == "E106"}
        if any(nearest_id(name) == key for name in refused):
            return f"write `{key}` where the option stands too"
        allowed = self.feedback_keys - refused
        return meant(key, allowed) if allowed else "mend the ids of the options first"


def unregistered(function: str, question: Question) -> TypeError:
    """The error of a single-dispatch function that has nothing registered for a type of question."""
    return TypeError(f"{function} does not know {type(question).__name__}: register it there")


COMMON_FIELDS = tuple(name for name, kind in Question.__annotations__.items() if not kind.startswith("ClassVar"))


def nearest_id(name: str) -> str:
    """`name` in the letters that an id may have, other characters as hyphens; empty if nothing is left."""
    from anyascii import anyascii  # 15 ms, and only a name that is no id needs it

    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")


def id_advice(name: str) -> str:
    """Advise what to write for a name that is no id."""
    if len(name) > MAX_ID:
        return f"use {MAX_ID} characters at most"
    id = nearest_id(name)
    return f"{NOT_AN_ID}; did you mean `{id}`?" if id else NOT_AN_ID


def distractor_problems(distractors: Mapping[str, object]) -> Iterator[Problem]:
    """Yield the problems with the ids of the wrong options that a typed question is first asked with."""
    if len(distractors) >= MAX_OPTIONS:
        yield Problem(
            ("distractors",), "E111", f"{len(distractors)} distractors; {MAX_OPTIONS - 1} is the limit", "keep the best"
        )
    if "answer" in distractors:
        yield Problem(
            ("distractors", "answer"),
            "E215",
            "`answer` is the id of the right option here",
            "choose another id",
            on="key",
        )


def option_problems(name: str, options: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problems with a table of things to choose from or to arrange."""
    if not 2 <= len(options) <= MAX_OPTIONS:
        yield Problem((name,), "E111", f"{len(options)} of these cannot be offered", f"write 2 to {MAX_OPTIONS}")
    for key, text in options.items():
        if not ID_PATTERN.match(key):
            yield Problem((name, key), "E106", f"`{key}` is not an id", id_advice(key), on="key")
        yield from blank_problems(name, text, key)
        yield from long_option_problems(name, text, key)


def long_option_problems(name: str, text: str, key: str) -> Iterator[Problem]:
    """Yield the problem with the text of an option, or of what is laid out as options are, if it is too long."""
    if len(text) > MAX_OPTION:
        yield too_long((name, key), text, MAX_OPTION)


def too_long(path: Path, text: str, limit: int, *, on: Literal["key", "value"] = "value") -> Problem:
    """The problem with a text of more than `limit` characters."""
    return Problem(path, "E112", f"this has {len(text):,} characters; {limit:,} is the limit", "shorten it", on=on)


def entries_problems(path: Path, entries: Sized) -> Iterator[Problem]:
    """Yield the problem with a list or table that has too many entries."""
    if len(entries) > MAX_ENTRIES:
        message = f"{len(entries):,} entries; {MAX_ENTRIES:,} is the limit"
        yield Problem(path, "E111", message, "keep the best")


def blank_problems(name: str, text: str, *rest: str | int) -> Iterator[Problem]:
    if not text.strip():
        yield Problem((name, *rest), "E107", "this is blank", "write it, or leave the key out if it is optional")

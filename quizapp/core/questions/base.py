"""The keys of every type of question, and the problems with ids, options and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sized
from typing import Any, ClassVar, Literal

from quizapp.core.deferred import dataclass, field
from quizapp.core.messages import number, tr, tr_noop, trn
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

NOT_AN_ID = tr_noop("use lower-case letters, digits and hyphens only")


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
                yield not_an_id(place, name)
            elif index and name == self.id:
                yield Problem(
                    place,
                    "E214",
                    tr("`{name}` is an alias of itself", name=name),
                    tr("list only ids that the question used to have"),
                    also=(Also(("id",), tr("the question's id")),),
                )
        if not self.prompt.strip():
            yield from blank_problems("prompt", self.prompt)
        if len(self.prompt) > MAX_PROMPT:
            yield Problem(
                ("prompt",),
                "E112",
                trn(
                    "the prompt has {count} character; the limit is {limit}",
                    "the prompt has {count} characters; the limit is {limit}",
                    len(self.prompt),
                    limit=number(MAX_PROMPT),
                ),
                tr("shorten it, or split it into several questions"),
            )
        if self.tags or self.aliases or self.allow:
            for name in ("tags", "aliases", "allow"):
                if len(entries := getattr(self, name)) > MAX_ENTRIES:
                    yield from entries_problems((name,), entries)
        if self.difficulty is not None and not 1 <= self.difficulty <= 5:
            message = tr("difficulty {difficulty} is off the scale", difficulty=self.difficulty)
            yield Problem(("difficulty",), "E108", message, tr("use a number from {least} to {most}", least=1, most=5))
        if not 1 <= self.points <= MAX_POINTS:
            message = tr("a question cannot be worth {points} points", points=self.points)
            advice = tr("use a number from {least} to {most}", least=1, most=MAX_POINTS)
            yield Problem(("points",), "E108", message, advice)
        for key in self.feedback.keys() - self.feedback_keys if self.feedback else ():
            yield Problem(
                ("feedback", key),
                "E210",
                tr("this feedback is for `{key}`, which is not an option here", key=key),
                self._feedback_advice(key),
                on="key",
            )

    def _feedback_advice(self, key: str) -> str:
        if not self.feedback_keys:
            return tr("there are no options to give feedback on; use `explanation`")
        refused = {str(problem.path[-1]) for problem in self.problems() if problem.code == "E106"}
        if any(nearest_id(name) == key for name in refused):
            return tr("change the id of the option to `{key}` too", key=key)
        allowed = self.feedback_keys - refused
        return meant(key, allowed) if allowed else tr("fix the ids of the options first")


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
        return trn("use at most {count} character", "use at most {count} characters", MAX_ID)
    id = nearest_id(name)
    if not id:
        return tr(NOT_AN_ID)
    return tr("use lower-case letters, digits and hyphens only; did you mean `{id}`?", id=id)


def not_an_id(path: Path, name: str, *, on: Literal["key", "value"] = "value") -> Problem:
    """The problem with a name that is no id."""
    return Problem(path, "E106", tr("`{name}` is not a valid id", name=name), id_advice(name), on=on)


def distractor_problems(distractors: Mapping[str, object]) -> Iterator[Problem]:
    """Yield the problems with the ids of the wrong options that a typed question is first asked with."""
    if len(distractors) >= MAX_OPTIONS:
        message = trn(
            "{count} distractor; the limit is {limit}",
            "{count} distractors; the limit is {limit}",
            len(distractors),
            limit=number(MAX_OPTIONS - 1),
        )
        yield Problem(("distractors",), "E111", message, tr("keep the best ones"))
    if "answer" in distractors:
        yield Problem(
            ("distractors", "answer"),
            "E215",
            tr("the id `answer` is taken by the right option"),
            tr("choose another id"),
            on="key",
        )


def option_problems(name: str, options: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problems with a table of things to choose from or to arrange."""
    if not 2 <= len(options) <= MAX_OPTIONS:
        message = trn("`{table}` has {count} entry", "`{table}` has {count} entries", len(options), table=name)
        advice = tr("give {least} to {most}", least=2, most=MAX_OPTIONS)
        yield Problem((name,), "E111", message, advice)
    for key, text in options.items():
        if not ID_PATTERN.match(key):
            yield not_an_id((name, key), key, on="key")
        if not text.strip() or len(text) > MAX_OPTION:  # few are, and to ask two functions takes longer than to look
            yield from blank_problems(name, text, key)
            yield from long_option_problems(name, text, key)


def long_option_problems(name: str, text: str, key: str) -> Iterator[Problem]:
    """Yield the problem with the text of an option, or of what is laid out as options are, if it is too long."""
    if len(text) > MAX_OPTION:
        yield too_long((name, key), text, MAX_OPTION)


def too_long(path: Path, text: str, limit: int, *, on: Literal["key", "value"] = "value") -> Problem:
    """The problem with a text of more than `limit` characters."""
    message = trn(
        "this has {count} character; the limit is {limit}",
        "this has {count} characters; the limit is {limit}",
        len(text),
        limit=number(limit),
    )
    return Problem(path, "E112", message, tr("shorten it"), on=on)


def entries_problems(path: Path, entries: Sized) -> Iterator[Problem]:
    """Yield the problem with a list or table that has too many entries."""
    if len(entries) > MAX_ENTRIES:
        message = trn(
            "{count} entry; the limit is {limit}",
            "{count} entries; the limit is {limit}",
            len(entries),
            limit=number(MAX_ENTRIES),
        )
        yield Problem(path, "E111", message, tr("keep the best ones"))


def blank_problems(name: str, text: str, *rest: str | int) -> Iterator[Problem]:
    if not text.strip():
        yield Problem((name, *rest), "E107", tr("this is blank"), tr("fill it in, or remove it if it is optional"))

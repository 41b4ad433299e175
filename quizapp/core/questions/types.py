"""Questions: one frozen dataclass per type, and the cards that each makes.

An instance that exists is valid: `__post_init__` raises `InvalidQuestion` with every problem of the question at once.
Pydantic reads the annotations (in `authoring.reader`) but nothing here imports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from quizapp.core.deferred import dataclass
from quizapp.core.questions.problems import Also, InvalidQuestion, Path, Problem, meant

if TYPE_CHECKING:
    from quizapp.core.language.dates import Moment

MAX_PROMPT = 4_000
MAX_OPTIONS = 20
MAX_RUBRIC = 9
MAX_POINTS = 1_000
MAX_TYPOS = 9
MAX_FIGURE = 10**18
ID_PATTERN = re.compile(r"[a-z0-9-]+\Z")
NOT_AN_ID = "use lower-case letters, digits and hyphens only"
GAP_PATTERN = re.compile(r"\{\{\s*([^{}\s]+(?:\s+[^{}\s]+)*)\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where in a source a question's answer stands: section, page or minute."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    id: str
    at: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every type of question has. Subclasses add their own keys and say what can be wrong with them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    self_graded: ClassVar[bool] = False
    """Whether the student says how well it was known, because no program can."""

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
        """What is wrong with the keys of this type, beyond what their annotations say."""
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


COMMON_FIELDS = tuple(name for name, kind in Question.__annotations__.items() if not kind.startswith("ClassVar"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Question):
    """A flashcard that the student grades. With `reverse`, a second card asks it back to front."""

    self_graded: ClassVar[bool] = True
    type: Literal["card"] = "card"
    back: str
    reverse: bool = False

    def problems(self) -> Iterator[Problem]:
        yield from blank_problems("back", self.back)

    @property
    def cards(self) -> tuple[str, ...]:
        return (self.id, f"{self.id}/reverse") if self.reverse else (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One right option among several."""

    type: Literal["choice"] = "choice"
    options: Mapping[str, str]
    answer: str
    shuffle: bool = True

    def problems(self) -> Iterator[Problem]:
        yield from option_problems("options", self.options)
        if self.answer not in self.options:
            yield Problem(
                ("answer",), "E201", f"`{self.answer}` is not one of the options", meant(self.answer, self.options)
            )
        if self.answer in self.feedback:
            yield Problem(
                ("feedback", self.answer),
                "E211",
                "feedback for the right option would never be shown",
                "say it in `explanation`, which is shown after every answer",
                on="key",
            )

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Question):
    """Several right options. `penalty` is what a wrong tick costs, as a part of what a right one earns."""

    type: Literal["multiple"] = "multiple"
    options: Mapping[str, str]
    answer: tuple[str, ...]
    penalty: float = 1.0
    shuffle: bool = True

    def problems(self) -> Iterator[Problem]:
        yield from option_problems("options", self.options)
        for index, option in enumerate(self.answer):
            if option not in self.options:
                yield Problem(
                    ("answer", index), "E201", f"`{option}` is not one of the options", meant(option, self.options)
                )
            elif option in self.answer[:index]:
                yield Problem(
                    ("answer", index),
                    "E202",
                    f"`{option}` is listed twice",
                    "list every right option once",
                    also=(Also(("answer", self.answer.index(option)), "here too"),),
                )
        if not self.answer:
            yield Problem(("answer",), "E204", "no option is right", "list the id of every right option")
        if not 0 <= self.penalty < float("inf"):
            yield Problem(
                ("penalty",), "E108", f"{self.penalty:g} is not a penalty", "use 0 (none) or more; 1 is usual"
            )

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A statement that holds or does not."""

    type: Literal["true-false"] = "true-false"
    answer: bool

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(("true", "false"))


Folding = Literal["case", "accents", "punctuation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Question):
    """A typed answer. With `distractors` it is asked as a choice until its memory is firm."""

    type: Literal["text"] = "text"
    accept: tuple[str, ...]
    ignore: tuple[Folding, ...] = ("case", "accents", "punctuation")
    typos: int = 1
    reject: Mapping[str, str] = field(default_factory=dict)
    distractors: Mapping[str, str] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        if not self.accept:
            yield Problem(("accept",), "E204", "no answer is accepted", "list at least one accepted answer")
        for index, text in enumerate(self.accept):
            yield from blank_problems("accept", text, index)
            if text in self.reject:
                yield Problem(
                    ("reject", text),
                    "E208",
                    f"`{text}` is both accepted and rejected",
                    "keep one of the two",
                    on="key",
                    also=(Also(("accept", index), "accepted here"),),
                )
            for key, distractor in self.distractors.items():
                if distractor.strip().casefold() == text.strip().casefold():
                    yield Problem(
                        ("distractors", key),
                        "E209",
                        f"`{text}` is an accepted answer too",
                        "a distractor must be wrong",
                        also=(Also(("accept", index), "accepted here"),),
                    )
        if not 0 <= self.typos <= MAX_TYPOS:
            yield Problem(
                ("typos",), "E108", f"{self.typos} typos cannot be allowed", f"use 0 (none) to {MAX_TYPOS}; 1 is usual"
            )
        yield from distractor_problems(self.distractors)
        for key, text in self.distractors.items():
            yield from blank_problems("distractors", text, key)

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.distractors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """A figure. `tolerance` is how far off it may be, in its unit; digits never get typo tolerance."""

    type: Literal["number"] = "number"
    answer: int | float
    tolerance: int | float = 0
    unit: str = ""
    distractors: Mapping[str, int | float] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        figures: dict[Path, float] = {("answer",): self.answer, ("tolerance",): self.tolerance}
        figures |= {("distractors", key): value for key, value in self.distractors.items()}
        for path, figure in figures.items():
            if not abs(figure) < MAX_FIGURE:
                yield Problem(path, "E108", "this number is too large", "use a number of 18 digits at most")
        if self.tolerance < 0:
            yield Problem(("tolerance",), "E108", f"{self.tolerance} is less than nothing", "use 0 (exact) or more")
        yield from distractor_problems(self.distractors)
        for key, value in self.distractors.items():
            if abs(value - self.answer) <= self.tolerance:
                yield Problem(
                    ("distractors", key), "E209", f"{value} would be marked right", "a distractor must be wrong"
                )

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.distractors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """What part of a date earns: the year alone, or year and month."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    year: float = 0.25
    month: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Question):
    """A date, as precise as `answer` is: `1941`, `1941-04` or `1941-04-13`."""

    type: Literal["date"] = "date"
    answer: str
    partial: Partial = Partial()
    distractors: Mapping[str, str] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        yield from _date_problems(("answer",), self.answer)
        for name in ("year", "month"):
            if not 0 <= getattr(self.partial, name) <= 1:
                yield Problem(("partial", name), "E108", "this is not a part of 1", "use 0 to 1")
        yield from distractor_problems(self.distractors)
        for key, text in self.distractors.items():
            yield from _date_problems(("distractors", key), text)
            if _same_date(text, self.answer):
                yield Problem(("distractors", key), "E209", f"{text} is the answer", "a distractor must be wrong")

    @property
    def moment(self) -> Moment:
        """The answer as a date."""
        from quizapp.core.language.dates import Moment  # 3 ms with decimal, where there are dates

        return Moment.parse(self.answer)

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.distractors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Question):
    """Items to put in order. `adjacent` scores each pair of neighbours, `exact` all or nothing."""

    type: Literal["order"] = "order"
    items: Mapping[str, str]
    answer: tuple[str, ...]
    scoring: Literal["adjacent", "exact"] = "adjacent"

    def problems(self) -> Iterator[Problem]:
        yield from option_problems("items", self.items)
        for index, item in enumerate(self.answer):
            if item not in self.items:
                yield Problem(("answer", index), "E201", f"`{item}` is not one of the items", meant(item, self.items))
            elif item in self.answer[:index]:
                yield Problem(
                    ("answer", index),
                    "E202",
                    f"`{item}` is listed twice",
                    "list every item once",
                    also=(Also(("answer", self.answer.index(item)), "here too"),),
                )
        missing = [item for item in self.items if item not in self.answer]
        if missing and set(self.answer) <= self.items.keys() and len(set(self.answer)) == len(self.answer):
            yield Problem(("answer",), "E203", f"the order leaves out {', '.join(missing)}", "list every item once")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Pairs to make. The right-hand list may be longer than the left."""

    type: Literal["match"] = "match"
    left: Mapping[str, str]
    right: Mapping[str, str]
    answer: Mapping[str, str]

    def problems(self) -> Iterator[Problem]:
        yield from option_problems("left", self.left)
        yield from option_problems("right", self.right)
        for key, value in self.answer.items():
            if key not in self.left:
                yield Problem(("answer", key), "E201", f"`{key}` is not on the left", meant(key, self.left), on="key")
            if value not in self.right:
                yield Problem(("answer", key), "E201", f"`{value}` is not on the right", meant(value, self.right))
        missing = [key for key in self.left if key not in self.answer]
        if missing and self.answer.keys() <= self.left.keys():
            yield Problem(("answer",), "E203", f"no partner for {', '.join(missing)}", "give every left-hand item one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap of a cloze: what fills it, and its own hint."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    accept: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Question):
    """A text with gaps, written `{{gap}}` in the prompt. Each gap is a card of its own."""

    type: Literal["cloze"] = "cloze"
    gaps: Mapping[str, Gap]

    def problems(self) -> Iterator[Problem]:
        written = {found[1]: found[0] for found in GAP_PATTERN.finditer(self.prompt)}
        marked = [name for _, name in self.parts if name]
        for name in dict.fromkeys(marked):
            if name not in self.gaps:
                yield Problem(
                    ("prompt",),
                    "E205",
                    f"the gap {{{{{name}}}}} is not defined",
                    self._defining(name),
                    part=written[name],
                )
            elif marked.count(name) > 1:
                yield Problem(
                    ("prompt",),
                    "E207",
                    f"the gap {{{{{name}}}}} stands twice",
                    "give each gap a name of its own",
                    part=written[name],
                )
        for name, gap in self.gaps.items():
            if not ID_PATTERN.match(name):
                yield Problem(("gaps", name), "E106", f"`{name}` is not an id", id_advice(name), on="key")
            if name not in marked:
                yield Problem(
                    ("gaps", name),
                    "E206",
                    f"{{{{{name}}}}} does not stand in the prompt",
                    self._gap_advice(name),
                    on="key",
                )
            if not gap.accept:
                yield Problem(
                    ("gaps", name, "accept"), "E204", "no answer is accepted", "list at least one accepted answer"
                )
            for index, text in enumerate(gap.accept):
                for problem in blank_problems("accept", text, index):
                    yield problem.under(("gaps", name))
            if gap.accept and GAP_PATTERN.search(gap.accept[0]):
                yield Problem(
                    ("gaps", name, "accept", 0),
                    "E216",
                    f"`{gap.accept[0]}` would be read as a gap",
                    "leave out {{ and }}",
                )
        growth = sum(max(0, len(gap.accept[0]) - len(name) - 4) for name, gap in self.gaps.items() if gap.accept)
        if len(self.prompt) <= MAX_PROMPT < len(self.prompt) + growth:
            yield Problem(
                ("prompt",),
                "E112",
                f"with its gaps filled in the prompt has {len(self.prompt) + growth:,} characters; "
                f"{MAX_PROMPT:,} is the limit",
                "shorten it, or split it into several questions",
            )
        if not self.gaps:
            yield Problem(
                ("gaps",), "E205", "there is no gap", "write {{name}} in the prompt and gaps.name.accept = [...]"
            )

    def _defining(self, name: str) -> str:
        """How a gap of the prompt gets what fills it, or the gap that may have been meant."""
        from difflib import get_close_matches  # 5 ms, for a mistyped name

        id = nearest_id(name)
        marked = {gap for _, gap in self.parts}
        if near := get_close_matches(id, [gap for gap in self.gaps if ID_PATTERN.match(gap) and gap not in marked], 1):
            return f"did you mean {{{{{near[0]}}}}}?"
        if not id:
            return "give it a name of lower-case letters, digits and hyphens"
        return f'add gaps.{id} = {{ accept = ["..."] }}' + (f" and write {{{{{id}}}}}" if id != name else "")

    def _gap_advice(self, name: str) -> str:
        """How a gap gets into the prompt, where another program's way of marking it may stand."""
        gap = "{{" + (nearest_id(name) or "name") + "}}"
        if re.search(rf"[{{\[<]\s*{re.escape(name)}\s*[}}\]>]|_{{3,}}", self.prompt):
            return f"write {gap}, with two braces on each side"
        return f"write {gap} where the gap is, or remove this"

    @property
    def cards(self) -> tuple[str, ...]:
        return tuple(f"{self.id}/{name}" for name in self.gaps)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The prompt in pieces: some text, and the gap that follows it (empty at the end)."""
        pieces = GAP_PATTERN.split(self.prompt)
        return list(zip(pieces[::2], [*pieces[1::2], ""], strict=True))

    def only(self, gap: str) -> Cloze:
        """This text with all gaps filled in but one."""

        def fill(found: re.Match[str]) -> str:
            return found[0] if found[1] == gap else self.gaps[found[1]].accept[0]

        return replace(
            self,
            prompt=GAP_PATTERN.sub(fill, self.prompt),
            gaps={gap: self.gaps[gap]},
            hint=self.gaps[gap].hint or self.hint,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Question):
    """A longer answer, which the student grades: by ticking the rubric's points against a model answer."""

    self_graded: ClassVar[bool] = True
    type: Literal["open"] = "open"
    rubric: tuple[str, ...]
    model: str

    def problems(self) -> Iterator[Problem]:
        yield from blank_problems("model", self.model)
        if not 1 <= len(self.rubric) <= MAX_RUBRIC:
            yield Problem(("rubric",), "E111", f"a rubric of {len(self.rubric)} points", f"write 1 to {MAX_RUBRIC}")
        for index, point in enumerate(self.rubric):
            yield from blank_problems("rubric", point, index)


AnyQuestion = Card | Choice | Multiple | TrueFalse | Text | Number | Date | Order | Match | Cloze | Open
QUESTION_TYPES: dict[str, type[AnyQuestion]] = {kind.type: kind for kind in get_args(AnyQuestion)}


def question_from_record(record: Mapping[str, Any]) -> AnyQuestion:
    """Build a question from plain data that was a valid question before, as the deck cache keeps it.

    Raises:
        KeyError, TypeError, ValueError: if it was not.
    """
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in record.items()}
    if values.get("source"):
        values["source"] = Citation(**values["source"])
    if "partial" in values:
        values["partial"] = Partial(**values["partial"])
    if "gaps" in values:
        values["gaps"] = {
            name: Gap(accept=tuple(gap["accept"]), hint=gap["hint"]) for name, gap in values["gaps"].items()
        }
    return QUESTION_TYPES[values["type"]](**values)


def nearest_id(name: str) -> str:
    """`name` in the letters that an id may have, other characters as hyphens; empty if nothing is left."""
    from anyascii import anyascii  # 15 ms, and only a name that is no id needs it

    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")


def id_advice(name: str) -> str:
    """What to write for a name that is no id."""
    id = nearest_id(name)
    return f"{NOT_AN_ID}; did you mean `{id}`?" if id else NOT_AN_ID


def distractor_problems(distractors: Mapping[str, object]) -> Iterator[Problem]:
    """What is wrong with the ids of the wrong options that a typed question is first asked with."""
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
    """What is wrong with a table of things to choose from or to arrange."""
    if not 2 <= len(options) <= MAX_OPTIONS:
        yield Problem((name,), "E111", f"{len(options)} of these cannot be offered", f"write 2 to {MAX_OPTIONS}")
    for key, text in options.items():
        if not ID_PATTERN.match(key):
            yield Problem((name, key), "E106", f"`{key}` is not an id", id_advice(key), on="key")
        yield from blank_problems(name, text, key)


def blank_problems(name: str, text: str, *rest: str | int) -> Iterator[Problem]:
    if not text.strip():
        yield Problem((name, *rest), "E107", "this is blank", "write it, or leave the key out if it is optional")


def _same_date(one: str, other: str) -> bool:
    from quizapp.core.language.dates import Moment

    try:
        return Moment.parse(one) == Moment.parse(other)
    except ValueError:
        return one == other


def _date_problems(path: Path, text: str) -> Iterator[Problem]:
    from quizapp.core.language.dates import Moment

    try:
        Moment.parse(text)
    except ValueError as error:
        yield Problem(path, "E110", f"`{text}` is not a date", str(error))

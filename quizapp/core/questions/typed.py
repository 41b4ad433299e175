"""Questions whose answer is typed: a text, a number, a date."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from quizapp.core.deferred import dataclass, field
from quizapp.core.language.folding import USUAL, Folding
from quizapp.core.messages import tr
from quizapp.core.questions.base import (
    MAX_ENTRIES,
    MAX_OPTION,
    STRICT,
    Question,
    blank_problems,
    distractor_problems,
    entries_problems,
    long_option_problems,
)
from quizapp.core.questions.problems import Also, Path, Problem

if TYPE_CHECKING:
    from quizapp.core.language.dates import Moment

MAX_TYPOS = 9
MAX_FIGURE = sys.float_info.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Question):
    """A typed answer. With `distractors` it is asked as a choice until its memory is firm."""

    type: Literal["text"] = "text"
    accept: tuple[str, ...]
    ignore: tuple[Folding, ...] = USUAL
    typos: int = 1
    reject: Mapping[str, str] = field(default_factory=dict)
    distractors: Mapping[str, str] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        yield from spelling_problems(self.accept, self.reject, self.typos)
        accepted = set(map(self._bare, self.accept)) if self.distractors else ()
        shared = [key for key, text in self.distractors.items() if self._bare(text) in accepted]
        for index, text in enumerate(self.accept) if shared else ():
            for key in shared:
                if self._bare(self.distractors[key]) == self._bare(text):
                    yield Problem(
                        ("distractors", key),
                        "E209",
                        tr("`{text}` is also an accepted answer", text=text),
                        tr("a distractor must be wrong"),
                        also=(Also(("accept", index), tr("accepted here")),),
                    )
        yield from distractor_problems(self.distractors)
        for key, text in self.distractors.items():
            if not text.strip() or len(text) > MAX_OPTION:
                yield from blank_problems("distractors", text, key)
                yield from long_option_problems("distractors", text, key)

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.distractors)

    def _bare(self, text: str) -> str:
        """A text as it is compared with others: without the difference of capitals, if that is ignored."""
        return text.strip().casefold() if "case" in self.ignore else text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question):
    """A figure. `tolerance` is how far off it may be, in its unit; digits never get typo tolerance."""

    type: Literal["number"] = "number"
    answer: int | float
    tolerance: int | float = 0
    unit: str = ""
    distractors: Mapping[str, int | float] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        figures: list[tuple[Path, float]] = [(("answer",), self.answer), (("tolerance",), self.tolerance)]
        figures += [(("distractors", key), value) for key, value in self.distractors.items()]
        for path, figure in figures:
            if not abs(figure) <= MAX_FIGURE:
                infinite = tr("`{figure}` is not a finite number", figure=figure)
                message = tr("this number is too large") if isinstance(figure, int) else infinite
                yield Problem(path, "E108", message, tr("use a number up to {limit}", limit=format(MAX_FIGURE, ".1e")))
        if self.tolerance < 0:
            message = tr("the tolerance cannot be negative")
            yield Problem(("tolerance",), "E108", message, tr("use 0 (exact) or more"))
        yield from distractor_problems(self.distractors)
        for key, value in self.distractors.items():
            if abs(value - self.answer) <= self.tolerance:
                message = tr("{answer} would be marked right", answer=value)
                yield Problem(("distractors", key), "E209", message, tr("a distractor must be wrong"))

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.distractors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """The credit for a part of a date: the year alone, or year and month."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

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
        answer = _date(self.answer)
        if isinstance(answer, ValueError):
            yield _no_date(("answer",), self.answer, answer)
        for name in ("year", "month"):
            if not 0 <= getattr(self.partial, name) <= 1:
                message, advice = tr("this is not between 0 and 1"), tr("use 0 (no credit) to 1 (full credit)")
                yield Problem(("partial", name), "E108", message, advice)
        yield from distractor_problems(self.distractors)
        for key, text in self.distractors.items():
            date = _date(text)
            if isinstance(date, ValueError):
                yield _no_date(("distractors", key), text, date)
            if text == self.answer or (date == answer and not isinstance(date, ValueError)):
                message = tr("{answer} is the right answer", answer=text)
                yield Problem(("distractors", key), "E209", message, tr("a distractor must be wrong"))

    @property
    def moment(self) -> Moment:
        """The answer as a date."""
        from quizapp.core.language.dates import Moment  # 3 ms with decimal, where there are dates

        return Moment.parse(self.answer)

    @property
    def feedback_keys(self) -> frozenset[str]:
        return frozenset(self.distractors)


def spelling_problems(accept: Sequence[str], reject: Mapping[str, str], typos: int) -> Iterator[Problem]:
    """Yield the problems with the texts that a text or a gap accepts and rejects."""
    if len(accept) > MAX_ENTRIES or len(reject) > MAX_ENTRIES:
        yield from entries_problems(("accept",), accept)
        yield from entries_problems(("reject",), reject)
    if not accept:
        yield Problem(("accept",), "E204", tr("no accepted answer is listed"), tr("list at least one"))
    forms = _common_forms(accept, reject) if reject else {}
    for index, text in enumerate(accept):
        if not text.strip():
            yield from blank_problems("accept", text, index)
        for rejected in _both(text, forms) if forms else ():
            yield Problem(
                ("reject", rejected),
                "E208",
                tr("`{text}` is both accepted and rejected", text=rejected),
                tr("keep one of the two"),
                on="key",
                also=(Also(("accept", index), tr("accepted here")),),
            )
    if not 0 <= typos <= MAX_TYPOS:
        message = tr("`{field}` cannot be {value}", field="typos", value=typos)
        yield Problem(("typos",), "E108", message, tr("use 0 (none) to {most}; 1 is usual", most=MAX_TYPOS))


def _common_forms(accept: Iterable[str], reject: Iterable[str]) -> Mapping[str, str]:
    """The rejected texts with their forms; none if no form of an accepted text is among these."""
    from quizapp.core.language.forms import form, variants  # 1 ms, and few questions reject anything

    forms = {rejected: form(rejected) for rejected in reject}
    bare = set(forms.values())
    return forms if any(form(variant) in bare for text in accept for variant in variants(text)) else {}


def _both(text: str, reject: Mapping[str, str]) -> list[str]:
    """Those of the rejected texts, with their forms, that nobody could tell from an accepted one."""
    from quizapp.core.language.forms import form, variants

    accepted = {form(variant) for variant in variants(text)}
    return [rejected for rejected, bare in reject.items() if bare in accepted]


def _date(text: str) -> Moment | ValueError:
    """A text as a date, or the reason why it is none."""
    from quizapp.core.language.dates import Moment

    try:
        return Moment.parse(text)
    except ValueError as error:
        return error


def _no_date(path: Path, text: str, reason: ValueError) -> Problem:
    return Problem(path, "E110", tr("`{text}` is not a date", text=text), str(reason))

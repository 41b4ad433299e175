"""Questions with options: one right, several right, true or false."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from quizapp.core.deferred import dataclass
from quizapp.core.messages import tr
from quizapp.core.questions.base import Question, option_problems
from quizapp.core.questions.problems import Also, Problem, meant


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
            message = tr("`{option}` is not one of the options", option=self.answer)
            yield Problem(("answer",), "E201", message, meant(self.answer, self.options))
        if self.answer in self.feedback:
            yield Problem(
                ("feedback", self.answer),
                "E211",
                tr("feedback for the right option is never shown"),
                tr("put it in `explanation`, which is shown after every answer"),
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
                message = tr("`{option}` is not one of the options", option=option)
                yield Problem(("answer", index), "E201", message, meant(option, self.options))
            elif option in self.answer[:index]:
                yield Problem(
                    ("answer", index),
                    "E202",
                    tr("`{name}` is listed twice", name=option),
                    tr("list every right option once"),
                    also=(Also(("answer", self.answer.index(option)), tr("first listed here")),),
                )
        if not self.answer:
            yield Problem(("answer",), "E204", tr("no right answer is listed"), tr("list the id of every right option"))
        if not 0 <= self.penalty < float("inf"):
            message = tr("`{field}` cannot be {value}", field="penalty", value=format(self.penalty, "g"))
            yield Problem(("penalty",), "E108", message, tr("use 0 (none) or more; 1 is usual"))

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

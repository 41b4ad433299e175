"""Questions that the student grades: a flashcard, a longer answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from quizapp.core.deferred import dataclass
from quizapp.core.messages import tr, trn
from quizapp.core.questions.base import Question, blank_problems
from quizapp.core.questions.problems import Problem

MAX_RUBRIC = 9


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
class Open(Question):
    """A longer answer, which the student grades: by ticking the rubric's points against a model answer."""

    self_graded: ClassVar[bool] = True
    type: Literal["open"] = "open"
    rubric: tuple[str, ...]
    model: str

    def problems(self) -> Iterator[Problem]:
        yield from blank_problems("model", self.model)
        if not 1 <= len(self.rubric) <= MAX_RUBRIC:
            message = trn("the rubric has {count} point", "the rubric has {count} points", len(self.rubric))
            advice = tr("give {least} to {most}", least=1, most=MAX_RUBRIC)
            yield Problem(("rubric",), "E111", message, advice)
        for index, point in enumerate(self.rubric):
            yield from blank_problems("rubric", point, index)

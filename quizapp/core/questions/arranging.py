"""Questions that are answered by arranging: an order, pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from quizapp.core.deferred import dataclass
from quizapp.core.messages import tr
from quizapp.core.questions.base import Question, option_problems
from quizapp.core.questions.problems import Also, Problem, meant


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
                message = tr("`{item}` is not one of the items", item=item)
                yield Problem(("answer", index), "E201", message, meant(item, self.items))
            elif item in self.answer[:index]:
                yield Problem(
                    ("answer", index),
                    "E202",
                    tr("`{name}` is listed twice", name=item),
                    tr("list every item once"),
                    also=(Also(("answer", self.answer.index(item)), tr("first listed here")),),
                )
        missing = [item for item in self.items if item not in self.answer]
        if missing and set(self.answer) <= self.items.keys() and len(set(self.answer)) == len(self.answer):
            message = tr("the order leaves out {items}", items=_all_of(missing))
            yield Problem(("answer",), "E203", message, tr("list every item once"))


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
                message = tr("`{item}` is not one of the items on the left", item=key)
                yield Problem(("answer", key), "E201", message, meant(key, self.left), on="key")
            if value not in self.right:
                message = tr("`{item}` is not one of the items on the right", item=value)
                yield Problem(("answer", key), "E201", message, meant(value, self.right))
        missing = [key for key in self.left if key not in self.answer]
        if missing and self.answer.keys() <= self.left.keys():
            message = tr("no partner for {items}", items=_all_of(missing))
            yield Problem(("answer",), "E203", message, tr("give every item on the left a partner"))


def _all_of(ids: list[str]) -> str:
    from quizapp.core.formats import all_of  # 0.1 ms, for an answer that leaves something out

    return all_of(ids)

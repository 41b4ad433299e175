"""A text with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from quizapp.core.deferred import dataclass, field, replace
from quizapp.core.language.folding import USUAL, Folding
from quizapp.core.messages import number, tr, trn
from quizapp.core.questions.base import (
    ID_PATTERN,
    MAX_PROMPT,
    STRICT,
    Question,
    nearest_id,
    not_an_id,
    option_problems,
)
from quizapp.core.questions.problems import Problem, meant
from quizapp.core.questions.typed import spelling_problems

GAP_PATTERN = re.compile(r"\{\{\s*([^{}\s]+(?:\s+[^{}\s]+)*)\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap of a cloze: what fills it, as for a typed text. With `options` it is a choice among them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    accept: tuple[str, ...]
    ignore: tuple[Folding, ...] = USUAL
    typos: int = 1
    reject: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    feedback: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""

    def option(self, text: str) -> str:
        """The id of the option that says `text`; empty if none does."""
        return next((id for id, option in self.options.items() if option.split() == text.split()), "")

    def problems(self) -> Iterator[Problem]:
        """Yield the problems with the keys of a gap, beyond what their annotations say."""
        yield from spelling_problems(self.accept, self.reject, self.typos)
        if self.options:
            yield from option_problems("options", self.options)
            if self.accept and self.accept[0] not in self.options.values():
                message = tr("`{option}` is not one of the options", option=self.accept[0])
                yield Problem(("accept", 0), "E201", message, tr("add it to `options`"))
            for key, text in self.options.items():
                if text in self.accept[1:] and text != self.accept[0]:
                    message = tr("`{text}` is also an accepted answer", text=text)
                    advice = tr("only one option can be right: the first in `accept`")
                    yield Problem(("options", key), "E209", message, advice)
        for key in self.feedback:
            if key not in self.options:
                message = tr("this feedback is for `{key}`, which is not an option of this gap", key=key)
                elsewhere = tr("put it under `reject`, with the wrong answer as its key")
                advice = meant(key, self.options) if self.options else elsewhere
                yield Problem(("feedback", key), "E210", message, advice, on="key")
            elif self.options[key] in self.accept:
                message = tr("feedback for the right option is never shown")
                advice = tr("put it in `explanation`, which is shown after every answer")
                yield Problem(("feedback", key), "E211", message, advice, on="key")


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
                    tr("the gap {gap} is not defined", gap=_marked(name)),
                    self._defining(name),
                    part=written[name],
                )
            elif marked.count(name) > 1:
                yield Problem(
                    ("prompt",),
                    "E207",
                    tr("the gap {gap} appears twice", gap=_marked(name)),
                    tr("give each gap its own name"),
                    part=written[name],
                )
        for name, gap in self.gaps.items():
            if not ID_PATTERN.match(name):
                yield not_an_id(("gaps", name), name, on="key")
            if name not in marked:
                yield Problem(
                    ("gaps", name),
                    "E206",
                    tr("the prompt has no gap {gap}", gap=_marked(name)),
                    self._gap_advice(name),
                    on="key",
                )
            for problem in gap.problems():
                yield problem.under(("gaps", name))
            if gap.accept and GAP_PATTERN.search(gap.accept[0]):
                yield Problem(
                    ("gaps", name, "accept", 0),
                    "E216",
                    tr("`{text}` would be read as a gap", text=gap.accept[0]),
                    tr("leave out {{ and }}"),
                )
        growth = sum(max(0, len(gap.accept[0]) - len(name) - 4) for name, gap in self.gaps.items() if gap.accept)
        if len(self.prompt) <= MAX_PROMPT < len(self.prompt) + growth:
            yield Problem(
                ("prompt",),
                "E112",
                trn(
                    "with its gaps filled in, the prompt has {count} character; the limit is {limit}",
                    "with its gaps filled in, the prompt has {count} characters; the limit is {limit}",
                    len(self.prompt) + growth,
                    limit=number(MAX_PROMPT),
                ),
                tr("shorten it, or split it into several questions"),
            )
        if not self.gaps:
            advice = tr("write {{name}} in the prompt, and add gaps.name.accept = [...]")
            yield Problem(("gaps",), "E205", tr("no gaps are defined"), advice)

    def _defining(self, name: str) -> str:
        """Advise how to define a gap of the prompt, or name the gap that may have been meant."""
        from difflib import get_close_matches  # 5 ms, for a mistyped name

        id = nearest_id(name)
        marked = {gap for _, gap in self.parts}
        if near := get_close_matches(id, [gap for gap in self.gaps if ID_PATTERN.match(gap) and gap not in marked], 1):
            return tr("did you mean {gap}?", gap=_marked(near[0]))
        if not id:
            return tr("give it a name of lower-case letters, digits and hyphens only")
        if id == name:
            return tr('add gaps.{id} = {{ accept = ["..."] }}', id=id)
        return tr('write {gap} and add gaps.{id} = {{ accept = ["..."] }}', id=id, gap=_marked(id))

    def _gap_advice(self, name: str) -> str:
        """Advise how to write a gap into the prompt, where another program's mark may stand."""
        gap = _marked(nearest_id(name) or "name")
        if re.search(rf"[{{\[<]\s*{re.escape(name)}\s*[}}\]>]|_{{3,}}", self.prompt):
            return tr("write {gap}, with two braces on each side", gap=gap)
        return tr("write {gap} where the gap should be, or remove this", gap=gap)

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


def _marked(name: str) -> str:
    """A gap as a prompt has it."""
    return "{{" + name + "}}"

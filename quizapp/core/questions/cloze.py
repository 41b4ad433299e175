"""A text with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Literal

from quizapp.core.deferred import dataclass
from quizapp.core.questions.base import (
    ID_PATTERN,
    MAX_PROMPT,
    STRICT,
    Question,
    blank_problems,
    entries_problems,
    id_advice,
    nearest_id,
)
from quizapp.core.questions.problems import Problem

GAP_PATTERN = re.compile(r"\{\{\s*([^{}\s]+(?:\s+[^{}\s]+)*)\s*\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap of a cloze: what fills it, and its own hint."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

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
            for problem in entries_problems("accept", gap.accept):
                yield problem.under(("gaps", name))
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

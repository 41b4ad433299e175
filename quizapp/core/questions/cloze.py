"""A text with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any, ClassVar, Literal

from quizapp.core.deferred import dataclass
from quizapp.core.language.folding import USUAL, Folding
from quizapp.core.questions.base import (
    ID_PATTERN,
    MAX_PROMPT,
    STRICT,
    Question,
    entries_problems,
    id_advice,
    nearest_id,
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
        yield from entries_problems(("accept",), self.accept)
        yield from entries_problems(("reject",), self.reject)
        yield from spelling_problems(self.accept, self.reject, self.typos)
        if self.options:
            yield from option_problems("options", self.options)
            if self.accept and self.accept[0] not in self.options.values():
                message, advice = (
                    f"`{self.accept[0]}` is not one of the options",
                    "list what is right among the options",
                )
                yield Problem(("accept", 0), "E201", message, advice)
            for key, text in self.options.items():
                if text in self.accept[1:] and text != self.accept[0]:
                    message, advice = (
                        f"`{text}` is an accepted answer too",
                        "one option is right, the first that is accepted",
                    )
                    yield Problem(("options", key), "E209", message, advice)
        for key in self.feedback:
            if key not in self.options:
                message = f"feedback for `{key}`, which is not an option of this gap"
                advice = (
                    meant(key, self.options) if self.options else "say it under `reject`, by the text that is typed"
                )
                yield Problem(("feedback", key), "E210", message, advice, on="key")
            elif self.options[key] in self.accept:
                message = "feedback for the right option would never be shown"
                advice = "say it in `explanation`, which is shown after every answer"
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
            for problem in gap.problems():
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
        """Advise how to define a gap of the prompt, or name the gap that may have been meant."""
        from difflib import get_close_matches  # 5 ms, for a mistyped name

        id = nearest_id(name)
        marked = {gap for _, gap in self.parts}
        if near := get_close_matches(id, [gap for gap in self.gaps if ID_PATTERN.match(gap) and gap not in marked], 1):
            return f"did you mean {{{{{near[0]}}}}}?"
        if not id:
            return "give it a name of lower-case letters, digits and hyphens"
        return f'add gaps.{id} = {{ accept = ["..."] }}' + (f" and write {{{{{id}}}}}" if id != name else "")

    def _gap_advice(self, name: str) -> str:
        """Advise how to write a gap into the prompt, where another program's mark may stand."""
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

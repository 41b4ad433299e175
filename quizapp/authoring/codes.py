"""The meaning of each code of `quizapp check`: a title, a few sentences for teachers, a wrong and a right example."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import fill, indent
from typing import Any

import tomli

from quizapp.authoring.diagnostics import label_of
from quizapp.core.deferred import dataclass
from quizapp.core.errors import UsageProblem
from quizapp.core.formats import any_of
from quizapp.core.messages import language, tr, trc
from quizapp.core.questions.problems import Problem, Severity

WIDTH = 80
_BEGIN, _END = "<!-- codes: begin -->", "<!-- codes: end -->"  # not shown


@dataclass(frozen=True, slots=True)
class Code:
    """The meaning of a code; `wrong` and `right` are pieces of a deck, or of its translation if `deck` is not empty.

    `cited` is the text of a source that they quote. `shown` is whether `wrong` has the problem by itself; otherwise
    more matters than a few lines can show, and there may be no examples.
    """

    code: str
    title: str
    meaning: str
    wrong: str = ""
    right: str = ""
    deck: str = ""
    cited: str = ""
    shown: bool = True

    @property
    def severity(self) -> Severity:
        """Return how much a problem with this code matters."""
        return Problem((), self.code, self.title).severity


def codes() -> list[Code]:
    """Every code, errors first, each kind in the order of its numbers."""
    return list(_by_name(language()).values())


def code(name: str) -> Code:
    """Return the code `name`, in whatever case it is written.

    Raises:
        UsageProblem: if there is no such code. The message names the near misses.
    """
    known = _by_name(language())
    if match := known.get(name.strip().upper()):
        return match
    if near := sorted(difflib.get_close_matches(name.strip().upper(), known, 3)):
        raise UsageProblem(tr("There is no code `{code}`. Did you mean {codes}?", code=name, codes=any_of(near)))
    raise UsageProblem(tr("There is no code `{code}`. Codes look like E102 or L207.", code=name))


def explanation(entry: Code) -> str:
    """Return the text about a code for a terminal of 80 columns."""
    head = f"{label_of(entry.severity)}[{entry.code}]: {entry.title}"
    examples = [f"{heading}\n\n{indent(text.rstrip(), '    ')}" for heading, text in _examples(entry) if text]
    return "\n\n".join([head, fill(entry.meaning, WIDTH, break_on_hyphens=False), *examples])


def listing() -> str:
    """All codes with their titles, a line each, for a terminal."""
    labels = {entry.code: label_of(entry.severity) for entry in codes()}
    width = max(map(len, labels.values()))
    return "\n".join(f"{entry.code}  {labels[entry.code]:{width}}  {entry.title}" for entry in codes())


def table() -> str:
    """All codes as a table in Markdown."""
    rows = [f"| `{entry.code}` | {label_of(entry.severity)} | {entry.title} |" for entry in codes()]
    return "\n".join(["| code | severity | title |", "|---|---|---|", *rows])


def with_table(readme: str) -> str:
    """A text in Markdown with the table of all codes between its two markers, whatever stood there before.

    Raises:
        ValueError: if it has not both markers.
    """
    before, begin, rest = readme.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise ValueError(f"the text needs the lines {_BEGIN} and {_END}")  # not shown
    return f"{before}{begin}\n{table()}\n{end}{after}"


@cache
def _by_name(language: str) -> dict[str, Code]:
    """Every code, explained in the language of the interface."""
    entries = tomli.loads(Path(__file__).with_name("codes.toml").read_text("utf-8"))
    return {name: _code(name, **values) for name, values in entries.items()}


def _code(name: str, *, title: str, meaning: str, **values: Any) -> Code:
    paragraph = " ".join(meaning.split())
    return Code(name, tr(title), tr(paragraph), **values)  # tests/messages.py collects them


def _examples(entry: Code) -> Iterator[tuple[str, str]]:
    """The examples of a code, each with its heading; a text that is empty has no example."""
    yield tr("The deck, rivers.toml:"), entry.deck
    yield tr("The source, guide.txt:"), entry.cited
    yield tr("Wrong, in rivers.nl.toml:") if entry.deck else trc("example", "Wrong:"), entry.wrong
    yield tr("Right, in rivers.nl.toml:") if entry.deck else trc("example", "Right:"), entry.right

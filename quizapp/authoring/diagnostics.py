"""Problems at their lines and columns, and the forms they are shown in: as a compiler would, as JSON, for GitHub."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from typing import Any

from quizapp.authoring.blocks import Places, positions
from quizapp.core.deferred import dataclass
from quizapp.core.errors import visible
from quizapp.core.formats import all_of
from quizapp.core.messages import number, trc, trn
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.problems import Problem, Severity
from quizapp.decks.findings import Located
from quizapp.decks.toml.spans import Span, lines_of

TAB = "    "
NARROWEST = 10
"""The cells of an excerpt at least, though the terminal be narrower."""

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


@dataclass(frozen=True, slots=True)
class RelatedSpan:
    """A second place in the same file that a diagnostic is about, and what is there."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem in a file, at its line and column."""

    file: Path
    span: Span
    code: str
    severity: Severity
    message: str
    help: str = ""
    label: str = ""
    also: tuple[RelatedSpan, ...] = ()

    @property
    def line(self) -> int:
        """The line (from 1) that it begins in."""
        return self.span.line

    def as_json(self) -> dict[str, Any]:
        """As `quizapp check --format json` prints it; lines and columns from 1, in characters, ends exclusive."""
        also = [{"label": spot.label, **_span_json(spot.span)} for spot in self.also]
        return {
            "file": str(self.file),
            **_span_json(self.span),
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "help": self.help,
            "also": also,
        }

    def as_github(self) -> str:
        """As a workflow command, which GitHub shows beside the line."""
        places = {"file": self.file, "line": self.span.line, "col": self.span.column}
        if self.span.end_line == self.span.line:
            places |= {"endLine": self.span.end_line, "endColumn": max(self.span.column, self.span.end_column - 1)}
        listed = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in places.items())
        text = f"{self.message}; {self.help}" if self.help else self.message
        return f"::{_GITHUB[self.severity]} {listed},title={self.code}::{_escaped(visible(text))}"


def diagnose(
    file: Path, text: str, problems: Sequence[Problem | Located], *, written: str | None = None
) -> list[Diagnostic]:
    """The problems of a file at their places, in the order of the file.

    `text` is what was understood of it: where it differs from what was `written`, line by line, a problem is at the
    whole of the written line.
    """
    places: Places | None = None
    lines = lines_of(text) if problems else ()
    mended = (written or text) != text
    paper = lines_of(written or text) if mended and problems else lines
    diagnostics = []
    for located in problems:
        label = ""
        also: tuple[RelatedSpan, ...] = ()
        if isinstance(located, Located):
            problem = located.problem
            span = Span(located.line, located.column, located.line, located.column + 1)
        else:
            problem = located
            places = places or positions(text)
            span = places.find(problem.path, on=problem.on, part=problem.part)
            spots = [(places.find(place.path), place.label) for place in problem.also]
            label = _question_name(problem.path, span, places, lines)
            if mended:
                span = _as_written(span, lines, paper)
                spots = [(_as_written(place, lines, paper), said) for place, said in spots]
            also = tuple(RelatedSpan(place, said) for place, said in spots)
        diagnostics.append(
            Diagnostic(
                file,
                span,
                problem.code,
                problem.severity,
                _one_line(problem.message),
                _one_line(problem.help),
                _one_line(problem.label or label),
                also,
            )
        )
    return sorted(diagnostics, key=lambda diagnostic: (diagnostic.span.line, diagnostic.span.column))


def _as_written(span: Span, lines: Sequence[str], paper: Sequence[str]) -> Span:
    line = paper[span.line - 1]
    if lines[span.line - 1] == line:
        return span
    return Span(span.line, len(line) - len(line.lstrip()) + 1, span.line, max(1, len(line.rstrip())) + 1)


def _question_name(path: Keys, span: Span, places: Places, lines: Sequence[str]) -> str:
    """The id of the question, if a problem of it is shown at its header, which does not say which one it is."""
    if len(path) < 2 or path[0] != "questions" or isinstance(path[1], str) or span != places.find(path[:2]):
        return ""
    name = places.find((*path[:2], "id"))
    if name == span or name.line != name.end_line:
        return ""
    return lines[name.line - 1][name.column - 1 : name.end_column - 1].strip("\"'")


def render(diagnostic: Diagnostic, lines: Sequence[str], *, width: int = 80, colour: bool = False) -> str:
    """A diagnostic as a compiler shows it: what, where, the line with carets under the spot, and what to do.

    `lines` are those of the file; each is shown within `width` cells, though in `NARROWEST` at least. The text ends
    with an empty line.
    """
    paint = _paint if colour else _plain
    hue = _COLOURS[diagnostic.severity]
    gutter = len(str(max(spot.line for spot in (diagnostic.span, *(spot.span for spot in diagnostic.also)))))
    bar = paint(f"{'':{gutter}} |", "blue")
    place = f"{diagnostic.file}:{diagnostic.span.line}:{diagnostic.span.column}"
    out = [
        f"{paint(f'{label_of(diagnostic.severity)}[{diagnostic.code}]', hue)}: {paint(diagnostic.message, 'bold')}",
        f"{'':{gutter}}{paint('-->', 'blue')} {visible(place)}",
    ]
    spots = [(diagnostic.span, diagnostic.label, "^", hue)]
    spots += [(spot.span, spot.label, "-", "blue") for spot in diagnostic.also]
    last = 0
    for span, label, mark, mark_hue in spots if any(lines) else []:
        if 0 < last != span.line:
            out.append(f"{'':{gutter}}{paint('...', 'blue')}")
        elif not last:
            out.append(bar)
        margin = paint(f"{span.line:{gutter}} |", "blue")
        if shown := _excerpt(lines, span, max(NARROWEST, width - gutter - 3)):
            before, line, under = shown
            if span.line != last:
                out.append(f"{margin} {line}".rstrip())
            tail = f" {visible(label)}" if label else ""
            out.append(f"{bar} {' ' * before}{paint(mark * under + tail, mark_hue)}")
        last = span.line
    if diagnostic.help:
        name = f"{help_label()}:"
        indent = gutter + len(f" = {name} ")
        first, *more = wrap(diagnostic.help, max(20, width - indent), break_long_words=False, break_on_hyphens=False)
        out.append(f"{'':{gutter}} {paint('=', 'blue')} {paint(name, 'cyan')} {first}")
        out += [f"{'':{indent}}{line}" for line in more]
    return "\n".join([*out, ""])


def _excerpt(lines: Sequence[str], span: Span, room: int) -> tuple[int, str, int] | None:
    """The line of a span, cut to `room` cells around it: the cells before the span, the line, the cells of the span.

    None if the file has no such line.
    """
    if not 1 <= span.line <= len(lines):
        return None
    whole = lines[span.line - 1]
    begin = min(span.column - 1, len(whole))
    end = max(begin, min(span.end_column - 1 if span.end_line == span.line else len(whole), len(whole)))
    clipped = max(0, begin - 2 * room)  # what is further away is not shown, and need not be measured
    line = whole[clipped : min(end, begin + 2 * room) + 2 * room]
    begin, end = begin - clipped, min(end - clipped, len(line))
    harmless = line.isascii() and line.isprintable()  # most lines are
    shown = list(line) if harmless else [_shown(character) for character in line]
    text = "".join(shown)
    cell_len: Callable[[str], int] = len
    if text.isascii():
        sizes = [len(piece) for piece in shown]
    else:  # what a character adds depends on those before it: emoji with a variant, letters with marks
        from rich.cells import cell_len  # 10 ms, where there are other characters

        sums = [cell_len("".join(shown[:count])) for count in range(len(line) + 1)]
        sizes = [after - before for before, after in pairwise(sums)]
    first = 0
    if clipped or sum(sizes[:end]) > room:
        margin = max(0, min(room // 3, room - sum(sizes[begin:end]) - 2))
        first = begin
        while first > 0 and sum(sizes[first - 1 : begin]) < margin:
            first -= 1
    head = "…" if first or clipped else ""
    last, used = first, len(head)
    while last < len(line) and used + sizes[last] <= room - (last + 1 < len(line)):
        used += sizes[last]
        last += 1
    tail = "…" if last < len(line) or clipped + len(line) < len(whole) else ""
    while last > first and cell_len(head + "".join(shown[first:last]) + tail) > room:
        last, tail = last - 1, "…"
    before = len(head) + sum(sizes[first:begin])
    return before, head + "".join(shown[first:last]) + tail, max(1, min(sum(sizes[begin:end]), room - before))


def _one_line(text: str) -> str:
    """Text that holds nothing a terminal or a report by lines could be disturbed by."""
    return visible(text.replace("\n", "U+000A").replace("\t", "U+0009"))


def _shown(character: str) -> str:
    return TAB if character == "\t" else visible(character)


def _span_json(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


def _escaped(text: str, more: str = "") -> str:
    """Text as GitHub's workflow commands want it: some characters by their codes in hexadecimal."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in text)


def _paint(text: str, hue: str) -> str:
    import click

    return click.style(text, bold=True) if hue == "bold" else click.style(text, fg=hue, bold=hue != "blue")


def _plain(text: str, hue: str) -> str:
    return text


def label_of(severity: Severity) -> str:
    """Return the word for a severity in a report."""
    match severity:
        case "error":
            return trc("severity", "error")
        case "warning":
            return trc("severity", "warning")
        case "info":
            return trc("severity", "note")


def help_label() -> str:
    """Return the word before advice in a report."""
    return trc("before advice", "help")


def closing(diagnostics: Sequence[Diagnostic], decks: int, questions: int) -> Iterator[str]:
    """The last lines: how many problems there are, in how many of the decks, and where to read more."""
    asked = trn("{count} question", "{count} questions", questions)
    if not diagnostics:
        yield trn(
            "No problems in {count} deck ({questions}).",
            "No problems in {count} decks ({questions}).",
            decks,
            questions=asked,
        )
        return
    numbers = Counter(diagnostic.severity for diagnostic in diagnostics)
    counts = [
        trn("{count} error", "{count} errors", numbers["error"]) if numbers["error"] else "",
        trn("{count} warning", "{count} warnings", numbers["warning"]) if numbers["warning"] else "",
        trn("{count} note", "{count} notes", numbers["info"]) if numbers["info"] else "",
    ]
    first = min(diagnostics, key=lambda d: ("error", "warning", "info").index(d.severity))
    yield trn(
        "{problems} in {count} deck ({questions}). `quizapp explain {code}` says more.",
        "{problems} in {touched} of {count} decks ({questions}). `quizapp explain {code}` says more.",
        decks,
        problems=all_of([count for count in counts if count]),
        touched=number(len({_deck_name(d.file) for d in diagnostics})),
        questions=asked,
        code=first.code,
    )


def _deck_name(file: Path) -> tuple[Path, str]:
    """A deck and its translations alike."""
    return file.parent, file.name.split(".")[0]

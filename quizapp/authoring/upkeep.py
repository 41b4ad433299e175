"""Lints that look beyond the questions: at the file, its earlier version, the cited works, and what was allowed."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quizapp.authoring.reader import Reading
from quizapp.authoring.syntax import Unfit, parse, read_text
from quizapp.core.decks import DeckInfo
from quizapp.core.errors import UsageProblem
from quizapp.core.problems import Path as Keys
from quizapp.core.problems import Problem, meant
from quizapp.core.questions import AnyQuestion

USUAL_LICENCES = (
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "MIT",
    "Apache-2.0",
)
SAME = 80
"""How alike (0 to 100) the prompts of a question that went and one that came must be to be taken for one question."""


def upkeep(reading: Reading, before: str) -> Iterator[Problem]:
    """What is not right about a deck apart from its questions; `before` is the text of its earlier version, if any."""
    if reading.info is not None:
        yield from _name(reading.path, reading.info)
        yield from _licence(reading.info)
        yield from _quotes(reading.path.parent, reading.info, reading.questions)
    if before and before != reading.text and _naming_lines(before) - _naming_lines(reading.text):
        yield from _gone(parse(before).tree or {}, reading.tree or {})


def allowances(
    questions: Sequence[tuple[int, AnyQuestion]], lints: Collection[str], needed: Collection[tuple[str, str]]
) -> Iterator[Problem]:
    """What is wrong with `allow`: lints that do not exist, or (by question id and code) are not `needed`."""
    for index, question in questions:
        for nth, code in enumerate(question.allow):
            path: Keys = ("questions", index, "allow", nth)
            if code not in lints:
                advice = "an error cannot be allowed" if code.startswith("E") else meant(code, sorted(lints))
                yield Problem(path, "L107", f"there is no lint `{code}` to allow", advice)
            elif (question.id, code) not in needed:
                yield Problem(path, "L108", f"{code} does not need to be allowed here", "remove it")


def earlier(path: Path, revision: str = "") -> str:
    """The text of a deck as it was at a revision of the git repository it is kept in; empty if there is none.

    Without a `revision` it is the last commit, and it does not matter if that has not got it.

    Raises:
        UsageProblem: if the `revision` is not there, or there is no git.
    """
    object_name = f"{revision or 'HEAD'}:./{path.name}"
    command = ["git", "-C", str(path.absolute().parent), "cat-file", "blob", object_name]
    try:
        found = subprocess.run(command, capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        if revision:
            raise UsageProblem(f"git could not be asked for {revision} ({error}); leave out --against.") from error
        return ""
    if found.returncode:
        if revision and not _known(path, revision):
            raise UsageProblem(f"git knows no {revision} of {path}; name a commit, a branch or a tag that is there.")
        return ""
    return found.stdout.decode("utf-8-sig", "replace")


def _known(path: Path, revision: str) -> bool:
    command = ["git", "-C", str(path.absolute().parent), "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"]
    return subprocess.run(command, capture_output=True, timeout=10, check=False).returncode == 0


def _name(path: Path, info: DeckInfo) -> Iterator[Problem]:
    if path.stem != info.id:
        message = f"the file is called {path.name}, the deck `{info.id}`"
        yield Problem(("id",), "L105", message, f"rename the file to {info.id}.toml, or change the id")


def _licence(info: DeckInfo) -> Iterator[Problem]:
    if not info.license:
        return
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression  # 4 ms

    try:
        canonicalize_license_expression(info.license)
    except InvalidLicenseExpression:
        message = f"`{info.license}` is not an SPDX licence"
        yield Problem(("license",), "L104", message, meant(info.license.replace(" ", "-"), USUAL_LICENCES))


def _quotes(folder: Path, info: DeckInfo, questions: Sequence[tuple[int, AnyQuestion]]) -> Iterator[Problem]:
    works: dict[str, str] = {}
    for name, source in info.sources.items():
        if source.file:
            try:
                works[name] = _folded(read_text(folder / source.file))
            except Unfit as error:
                said = error.located.problem
                path = ("sources", name, "file")
                yield Problem(path, "L305", f"{source.file}: {said.message}", "name a text file beside the deck")
    if not works:
        return
    for index, question in questions:
        citation = question.source
        if citation and citation.quote and citation.id in works and not _stands_in(citation.quote, works[citation.id]):
            message = f"this does not stand in {info.sources[citation.id].file}"
            advice = "quote it literally; ... or [...] may stand for what you leave out"
            yield Problem(("questions", index, "source", "quote"), "L302", message, advice)


def _stands_in(quote: str, work: str) -> bool:
    """Whether the pieces of a quote, between marks of omission, follow each other in a text that is folded."""
    at = 0
    for piece in re.split(r"\[?(?:\.\.\.|…)\]?", quote):
        at = work.find(_folded(piece), at)
        if at < 0:
            return False
    return True


_MARKS = str.maketrans("‘’‚“”„«»–—", "'''" + '"' * 5 + "--")


def _folded(text: str) -> str:
    """Text without differences that are the printer's: quotation marks, dashes, spaces and line ends, capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_MARKS).casefold().split())


def _naming_lines(text: str) -> set[str]:
    """The lines that can hold an id or an alias: while they are all there, no id is gone, and nothing is parsed."""
    return {line.strip() for line in text.split("\n") if "id" in line or "alias" in line}


def _gone(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Problem]:
    """Ids that the earlier version had, and that are neither ids nor aliases now."""
    old, new = _prompts(before), _prompts(now)
    ids = [table.get("id") for table in _tables(now)]
    known = {name for table in _tables(now) for name in (table.get("id"), *_list(table.get("aliases")))}
    for table in _tables(before):
        for alias in _list(table.get("aliases")):
            if alias not in known and table.get("id") in ids:
                message = f"the alias `{alias}` is gone, and with it what students remember of it"
                place: Keys = ("questions", ids.index(table.get("id")), "id")
                yield Problem(place, "L106", message, f'add aliases = ["{alias}"] again')
    gone = [name for name in old if name not in known]
    if not gone:
        return
    from rapidfuzz import fuzz, process  # 20 ms

    came = {name: prompt for name, prompt in new.items() if name not in old}
    for name in gone:
        message = f"the id `{name}` is gone, and with it what students remember of it"
        if found := process.extractOne(old[name], came, scorer=fuzz.ratio, score_cutoff=SAME):
            successor = found[2]
            del came[successor]
            advice = f'is this the same question? add aliases = ["{name}"]'
            yield Problem(("questions", ids.index(successor), "id"), "L106", message, advice)
        else:
            advice = f'if a question took its place, add aliases = ["{name}"] to that one'
            yield Problem(("id",), "L106", message, advice)


def _tables(tree: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [table for table in _list(tree.get("questions")) if isinstance(table, dict)]


def _prompts(tree: Mapping[str, Any]) -> dict[str, str]:
    return {str(table["id"]): str(table.get("prompt", "")) for table in _tables(tree) if "id" in table}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []

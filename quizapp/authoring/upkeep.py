"""Lints that look beyond the questions: at the file, its earlier version, the cited works, and what was allowed."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from quizapp.authoring.parsing import parse
from quizapp.authoring.reader import Reading
from quizapp.authoring.syntax import Unfit, read_text
from quizapp.core.decks import DeckInfo
from quizapp.core.errors import UsageProblem
from quizapp.core.problems import Path as Keys
from quizapp.core.problems import Problem, meant
from quizapp.core.questions import ID_PATTERN, AnyQuestion

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
    tree = reading.tree or {}
    yield from _name(reading.path, tree.get("id"))
    yield from _licence(tree.get("license"))
    if reading.info is not None:
        yield from _quotes(reading.path.parent, reading.info, reading.questions)
    if before and before != reading.text and _naming_lines(before) - _naming_lines(reading.text):
        yield from _gone(parse(before).tree or {}, tree)


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
        found = _git(command)
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
    return _git(command).returncode == 0


def _git(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    """Run git on the repository that the folder is in, whichever one a hook may have been started for."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.run(command, capture_output=True, timeout=10, check=False, env=own)


def _name(path: Path, id: object) -> Iterator[Problem]:
    if isinstance(id, str) and ID_PATTERN.match(id) and path.stem != id:
        message = f"the file is called {path.name}, the deck `{id}`"
        yield Problem(("id",), "L105", message, f"rename the file to {id}.toml, or change the id")


def _licence(licence: object) -> Iterator[Problem]:
    if not isinstance(licence, str) or not licence:
        return
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression  # 4 ms

    try:
        canonicalize_license_expression(licence)
    except InvalidLicenseExpression:
        message = f"`{licence}` is not an SPDX licence"
        yield Problem(("license",), "L104", message, meant(licence.replace(" ", "-"), USUAL_LICENCES))


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
    """Ids and aliases that the earlier version had, and that are neither ids nor aliases now."""
    old, new = _tables(before), _tables(now)
    places = {_name_of(table): index for index, table in enumerate(new)}
    known = {name for table in new for name in (_name_of(table), *_aliases(table))}
    gone: dict[str, str] = {}
    for table in old:
        for name in (_name_of(table), *_aliases(table)):
            if name and name not in known:
                gone[name] = _prompt(table)
                if name != _name_of(table) and _name_of(table) in places:
                    message = f"the alias `{name}` is gone, and with it what students remember of it"
                    place: Keys = ("questions", places[_name_of(table)], "id")
                    yield Problem(place, "L106", message, f'add aliases = ["{name}"] again')
                    del gone[name]
    if not gone:
        return
    from rapidfuzz import fuzz, process  # 20 ms

    earlier_names = {_name_of(table) for table in old}
    came = {_name_of(table): _prompt(table) for table in new if _name_of(table) not in earlier_names}
    came.pop("", None)
    for name, prompt in gone.items():
        message = f"the id `{name}` is gone, and with it what students remember of it"
        if found := process.extractOne(prompt, came, scorer=fuzz.ratio, score_cutoff=SAME):
            successor = found[2]
            del came[successor]
            advice = f'is this the same question? add aliases = ["{name}"]'
            yield Problem(("questions", places[successor], "id"), "L106", message, advice)
        else:
            advice = f'if a question took its place, add aliases = ["{name}"] to that one'
            yield Problem(("id",), "L106", message, advice)


def _tables(tree: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = tree.get("questions")
    return [table for table in listed if isinstance(table, dict)] if isinstance(listed, list) else []


def _name_of(table: Mapping[str, Any]) -> str:
    """The id of a question; empty if it has none."""
    return _text(table.get("id"))


def _aliases(table: Mapping[str, Any]) -> list[str]:
    listed = table.get("aliases")
    return [_text(name) for name in listed] if isinstance(listed, list) else []


def _prompt(table: Mapping[str, Any]) -> str:
    return _text(table.get("prompt"))


def _text(value: object) -> str:
    """A text, or a date as it would be read in place of one; empty for anything else."""
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, str) else ""

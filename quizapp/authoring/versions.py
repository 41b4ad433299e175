"""Earlier versions of a deck, as git keeps them, and what students would lose by a later one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from quizapp.core.decks.deck import Deck
from quizapp.core.errors import UsageProblem
from quizapp.core.messages import tr
from quizapp.core.questions.problems import Path as Keys
from quizapp.core.questions.problems import Problem
from quizapp.decks.reader import read_deck
from quizapp.decks.toml.parse import parse

SAME = 80
"""The likeness (0 to 100) of two prompts from which on a question that went and one that came are taken for one."""


def earlier(path: Path, revision: str = "") -> str:
    """The text of a deck as it was at a revision of the git repository it is kept in; empty if there is none.

    Without a `revision` it is the last commit, and it does not matter if that has not got it.

    Raises:
        UsageProblem: if the `revision` is not there, or there is no git.
    """
    object_name = f"{revision or 'HEAD'}:./{path.name}"
    command = ["git", "-C", str(path.absolute().parent), "cat-file", "blob", object_name]
    try:
        shown = _git(command)
    except (OSError, subprocess.TimeoutExpired) as error:
        if revision:
            message = tr(
                "git could not look up {revision} ({reason}). Check that git works.", revision=revision, reason=error
            )
            raise UsageProblem(message) from error
        return ""
    if shown.returncode:
        if revision and not _known(path, revision):
            raise UsageProblem(
                tr(
                    "git cannot find {revision} for {path}. The file is not in a repository, or the repository has no "
                    "such commit, branch or tag.",
                    revision=revision,
                    path=path,
                )
            )
        return ""
    return shown.stdout.decode("utf-8-sig", "replace")


def read_at(name: str) -> Deck:
    """A deck in a file, or in a file as it was at a git revision: `HEAD~1:decks/rivers.toml`.

    Raises:
        UsageProblem: if there is no such revision.
        DeckError: if the deck is not valid.
    """
    revision, colon, path = name.partition(":")
    if not colon or Path(name).exists():
        return read_deck(Path(name))
    text = earlier(Path(path), revision)
    if not text:
        raise UsageProblem(
            tr("{path} did not exist at {revision}. Name a file, or REVISION:FILE.", path=path, revision=revision)
        )
    from tempfile import TemporaryDirectory  # 3 ms, for a deck of another time

    with TemporaryDirectory() as folder:
        copy = Path(folder, Path(path).name)
        copy.write_text(text, "utf-8")
        return read_deck(copy)


def _known(path: Path, revision: str) -> bool:
    command = ["git", "-C", str(path.absolute().parent), "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"]
    return _git(command).returncode == 0


def _git(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    """Run git on the repository that the folder is in, whichever one a hook may have been started for."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return subprocess.run(command, capture_output=True, timeout=10, check=False, env=own)


def lost_ids(before: str, text: str, tree: Mapping[str, Any]) -> Iterator[Problem]:
    """L106: ids and aliases of the earlier version `before` that a deck (its text and data) has no more."""
    if before and before != text and _naming_lines(before) - _naming_lines(text):
        yield from _gone(parse(before).tree or {}, tree)


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
                    message = tr("the alias `{name}` is gone, and students' progress with it", name=name)
                    place: Keys = ("questions", places[_name_of(table)], "id")
                    yield Problem(place, "L106", message, tr('put back aliases = ["{name}"]', name=name))
                    del gone[name]
    if not gone:
        return
    from rapidfuzz import fuzz, process  # 20 ms

    earlier_names = {_name_of(table) for table in old}
    came = {_name_of(table): _prompt(table) for table in new if _name_of(table) not in earlier_names}
    came.pop("", None)
    for name, prompt in gone.items():
        message = tr("the id `{name}` is gone, and students' progress with it", name=name)
        if nearest := process.extractOne(prompt, came, scorer=fuzz.ratio, score_cutoff=SAME):
            successor = nearest[2]
            del came[successor]
            advice = tr('if this is the same question, add aliases = ["{name}"]', name=name)
            yield Problem(("questions", places[successor], "id"), "L106", message, advice)
        else:
            advice = tr('if another question replaces it, add aliases = ["{name}"] to that one', name=name)
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

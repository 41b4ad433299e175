"""Ids for questions that have none yet: made from the prompt, and written into the file without touching the rest."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

from quizapp.core.errors import QuizappError
from quizapp.core.language.spelling import fold
from quizapp.core.messages import tr
from quizapp.decks.findings import finding
from quizapp.decks.toml.parse import parse
from quizapp.decks.toml.spans import Positions
from quizapp.decks.toml.text import Unfit, read_text
from quizapp.store.atomic import replace

LONGEST_ID = 32
MOST_WORDS = 4

_ENGLISH = """
a after an and are as at be been before but by can could did do does for from had has have he her his how i if in into
is it its made many most much not of on one or she so than that the their them then there these they this those to was
we were what when where which who whom whose why will with would you your"""  # not shown
_DUTCH = """
aan al als bij dan dat de deze die dit door een eens en er had hadden hebben heeft het hij hoe hoeveel hun ik in is je
kan kon kun maar meer met na naar niet nog of om onder ook op over te tot uit van veel voor waar waarom wanneer waren
was wat we welk welke werd werden wie wij word worden wordt zich zij zijn zo zou"""  # not shown
_EMPTY_WORDS = frozenset(f"{_ENGLISH} {_DUTCH}".split())
"""Words that do not say what a question is about."""

_BYTE_ORDER_MARK = "\ufeff"
_SPACE = re.compile(r"\s*")
_BEFORE_FIRST_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)[^\s#\[]")


def missing_ids(text: str) -> tuple[str, list[str]]:
    """The text of a deck with an id in each question that had none, and those ids in the order of the file.

    An id becomes the first key of its question, and all else stays as it is, whether the deck is valid or not.

    Raises:
        QuizappError: if the text is not TOML.
    """
    body = text.removeprefix(_BYTE_ORDER_MARK)
    parsed = parse(body)
    if parsed.tree is None or parsed.syntax_errors:
        raise QuizappError(str(finding(parsed.syntax_errors[0], {})))
    questions = parsed.tree.get("questions")
    tables = [table if isinstance(table, dict) else None for table in questions] if isinstance(questions, list) else []
    lacking = {index: table for index, table in enumerate(tables) if table is not None and "id" not in table}
    if not lacking:
        return text, []
    names = _names(list(lacking.values()), taken={name for table in tables if table for name in _taken(table)})
    positions = Positions(body)
    line_starts = list(accumulate((len(line) + 1 for line in body.split("\n")), initial=0))
    pieces, copied = [text[: len(text) - len(body)]], 0
    for (index, table), name in zip(lacking.items(), names, strict=True):
        span = positions.find(("questions", index))
        pair = f'id = "{name}"'  # not shown
        at, entry = _entry(body, line_starts[span.line - 1] + span.column - 1, pair, more=bool(table))
        pieces += [body[copied:at], entry]
        copied = at
    return "".join([*pieces, body[copied:]]), names


def write_ids(path: Path) -> list[str]:
    """Write the missing ids into a deck file, and say which. The file is replaced as a whole, or not at all.

    Raises:
        QuizappError: if the file cannot be read, is not TOML, or cannot be written.
    """
    try:
        text = read_text(path)
        with path.open("rb") as file:
            marked = file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
        written, names = missing_ids(_BYTE_ORDER_MARK + text if marked else text)
        if names:
            replace(path, written.encode())
    except Unfit as error:
        raise QuizappError(f"{path}: {finding(error.located, {})}") from error
    except OSError as error:
        raise QuizappError(
            tr(
                "Could not write ids to {path} ({reason}). Check the disk and the folder's permissions.",
                path=path,
                reason=error.strerror,
            )
        ) from error
    except QuizappError as error:
        raise QuizappError(f"{path}: {error}") from error
    return names


def _names(tables: list[dict[str, Any]], taken: set[str]) -> list[str]:
    """An id for each question, none of them `taken` or twice the same."""
    names = []
    tried: Counter[str] = Counter()
    for table in tables:
        stem = name = _slug(table.get("prompt"))
        while name in taken:
            tried[stem] += 1
            ending = f"-{tried[stem] + 1}"
            name = stem[: LONGEST_ID - len(ending)].rstrip("-") + ending
        taken.add(name)
        names.append(name)
    return names


def _taken(table: dict[str, Any]) -> list[str]:
    """The ids that a question has or had."""
    aliases = table.get("aliases")
    listed = [table.get("id"), *(aliases if isinstance(aliases, list) else [])]
    return [name for name in listed if isinstance(name, str)]


def _slug(prompt: object) -> str:
    """The first words of a prompt that say what it is about, as an id."""
    from anyascii import anyascii  # 30 ms, and only a question without an id needs it

    folded = fold(prompt) if isinstance(prompt, str) else ""
    words = re.findall(r"[a-z0-9]+", anyascii(folded).lower())
    telling = [word for word in words if word not in _EMPTY_WORDS] or words
    slug = ""
    for word in telling[:MOST_WORDS]:
        longer = f"{slug}-{word}" if slug else word[:LONGEST_ID]
        if len(longer) > LONGEST_ID:
            break
        slug = longer
    return slug or "question"


def _entry(text: str, at: int, pair: str, *, more: bool) -> tuple[int, str]:
    """Return where to put a first key into the table at `at`, and how; `more` if the table has other keys."""
    if text[at] == "{":
        space = _SPACE.match(text, at + 1)
        before = space[0] if space else ""
        return at + 1, before + pair + ("," + ("" if before else " ") if more else "")
    end = text.find("\n", at)
    if end < 0:
        return len(text), ("\r\n" if "\r\n" in text else "\n") + pair
    first = _BEFORE_FIRST_KEY.match(text, end + 1)
    indent = first[1] if first else text[text.rfind("\n", 0, at) + 1 : text.rfind("[[", 0, at)]
    return end + 1, indent + pair + ("\r\n" if text[end - 1] == "\r" else "\n")

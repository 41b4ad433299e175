"""The catalogues of the interface. `python -m tests.messages` brings them up to date with the code, and compiles them;
with `--check` it says which are out of date.

What the code no longer says leaves the catalogues, and what is new waits there for its translation. `python -m
tests.messages --add LANGUAGE` begins a new one.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import tomli
from babel import Locale
from babel.messages import catalog as babel_catalog
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from quizapp.store.catalogues import FOLDER
from tests.support.spoken import FUNCTIONS

PACKAGE = FOLDER.parent
KEYWORDS = {"tr": None, "trn": (1, 2), "trc": ((1, "c"), 2), "tr_noop": None}
HEADER = "# The {language} of quizapp's interface. `just messages` brings it up to date with the code.\n#"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
"""The date of every catalogue: dates would differ each time, and the history of the files knows better."""


setattr(babel_catalog, "VERSION", "")  # noqa: B010 which every catalogue names as its maker, so that each release would rewrite them all


def template() -> Catalog:
    """All that the code says, in English."""
    catalogue = Catalog(project="quizapp", charset="utf-8", creation_date=LONG_AGO, revision_date=LONG_AGO)
    found = extract_from_dir(
        PACKAGE, [("**.py", "tests.messages:spoken_calls")], keywords=KEYWORDS, comment_tags=("For translators:",)
    )
    for file, _, message, comments, context in found:
        catalogue.add(message, locations=[(f"quizapp/{file}", 0)], auto_comments=comments, context=context)
    catalogue.add("English", locations=[("quizapp/core/messages.py", 0)], context="name of this language")
    for file, message in _explanations():
        catalogue.add(message, locations=[(file, 0)])
    return catalogue


def spoken_calls(
    file: IO[bytes], keywords: Any, comment_tags: tuple[str, ...], options: Any
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """The calls in a module, those in f-strings included, which babel's own reader does not see before Python 3.12."""
    source = file.read().decode("utf-8")
    lines = source.splitlines()
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            texts = [_literal(argument) for argument in node.args]
            before = lines[node.lineno - 2].strip() if node.lineno > 1 else ""
            comment = before.removeprefix("#").strip()
            comments = [comment] if before.startswith("#") and comment.startswith(comment_tags) else []
            yield node.lineno, node.func.id, texts, comments


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _explanations() -> Iterator[tuple[str, str]]:
    """The texts of `quizapp explain`, which stand in a table of their own."""
    table = PACKAGE / "authoring" / "codes.toml"
    for entry in tomli.loads(table.read_text("utf-8")).values():
        for text in (entry["title"], entry["meaning"]):
            yield "quizapp/authoring/codes.toml", " ".join(text.split())


def translated() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, english: Catalog) -> Catalog:
    """The catalogue of a language with all that the code says, and nothing else."""
    path = catalogue_path(language)
    known = read(language) if path.exists() else Catalog(locale=language)
    known.update(english, no_fuzzy_matching=True)
    known.obsolete.clear()
    known.fuzzy = False
    known.header_comment = HEADER.format(language=Locale(language).get_language_name("en"))
    known.creation_date = known.revision_date = LONG_AGO
    known.project, known.version = "quizapp", ""
    known.last_translator = known.language_team = "The quizapp authors"
    return known


def written(catalogue: Catalog) -> tuple[bytes, bytes]:
    """A catalogue as a .po and as a .mo file."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=100, sort_by_file=True, include_lineno=False)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say which are out of date")
    parser.add_argument("--add", metavar="LANGUAGE", help="begin the catalogue of another language")
    arguments = parser.parse_args()
    languages = translated()
    stale, english = [], template()
    for language in dict.fromkeys([*languages, *([arguments.add] if arguments.add else [])]):
        path = catalogue_path(language)
        for file, content in zip((path, path.with_suffix(".mo")), written(updated(language, english)), strict=True):
            if not file.exists() or file.read_bytes() != content:
                stale.append(file)
                if not arguments.check:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content)
    for file in stale:
        print(
            f"{file.relative_to(PACKAGE.parent)} {'is out of date: `just messages`' if arguments.check else 'written'}"
        )
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())

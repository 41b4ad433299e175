"""The files that a command's paths mean: decks, their translations, and the folders that hold them."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from quizapp.core.errors import UsageProblem
from quizapp.core.messages import tr
from quizapp.decks.toml.text import Unfit, read_text


def deck_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The deck files that `paths` name: a translation stands for its deck, a folder for the decks in and below it.

    Raises:
        UsageProblem: if a path is not there, or a folder holds no deck.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _named(path):
            deck = deck_of(file)
            if deck not in seen:
                seen.add(deck)
                yield deck


def deck_of(file: Path) -> Path:
    """The deck that a file belongs to: `vlasov.toml` for itself and for `vlasov.nl.toml`."""
    return file.with_name(f"{file.name.split('.')[0]}.toml") if file.name.count(".") > 1 else file  # not shown


def translations_of(deck: Path) -> list[Path]:
    """The translation files beside a deck."""
    return sorted(deck.parent.glob(f"{deck.stem}.*.toml"))


def folders_below(folder: Path) -> list[Path]:
    """A folder and those below it, but hidden ones."""
    below = []
    for top, folders, _ in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below.append(Path(top))
    return below


def _named(path: Path) -> list[Path]:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        if near := _near(path):
            message = tr("There is no file or folder {path}. Did you mean {near}?", path=path, near=near)
        else:
            message = tr("There is no file or folder {path}. Name a deck, or a folder with decks in it.", path=path)
        raise UsageProblem(message) from error
    except (OSError, ValueError):
        return [path]  # it cannot be reached, which is told as a problem of the file
    if not path.is_dir():
        return [path]
    files = [file for folder in folders_below(path) for file in _in_folder(folder)]
    if not files:
        raise UsageProblem(tr("There are no decks in {path}. `quizapp new NAME` writes one to start from.", path=path))
    return files


def _near(path: Path) -> Path | None:
    """Return the path that a mistyped file name may have meant."""
    with suppress(OSError):
        names = [name.name for name in path.parent.iterdir() if name.suffix == ".toml" or name.is_dir()]
        near = [f"{path.name}.toml"] if f"{path.name}.toml" in names else difflib.get_close_matches(path.name, names, 1)
        return path.with_name(near[0]) if near else None
    return None


def _in_folder(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.toml")):
        if not path.name.startswith(".") and _seems_a_deck(deck_of(path)):
            yield path


def _seems_a_deck(path: Path) -> bool:
    """Return whether a TOML file in a folder is meant as a deck, and not as the settings of some program."""
    try:
        text = read_text(path)
    except Unfit:
        return True
    return any(word in text for word in ("questions", "format", "quizapp")) or not text.strip()

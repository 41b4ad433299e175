"""The files that a command's paths mean: decks, their translations, and the folders that hold them."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from quizapp.core.errors import UsageProblem
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
    return file.with_name(f"{file.name.split('.')[0]}.toml") if file.name.count(".") > 1 else file


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
        raise UsageProblem(f"There is no {path}{_near(path)}; name deck files or folders that hold them.") from error
    except (OSError, ValueError):
        return [path]  # it cannot be reached, which is told as a problem of the file
    if not path.is_dir():
        return [path]
    files = [file for folder in folders_below(path) for file in _in_folder(folder)]
    if not files:
        raise UsageProblem(f"There is no deck in {path}; `quizapp new NAME` writes one to begin with.")
    return files


def _near(path: Path) -> str:
    """Return the paths that a mistyped file name may have meant."""
    with suppress(OSError):
        names = [name.name for name in path.parent.iterdir() if name.suffix == ".toml" or name.is_dir()]
        near = [f"{path.name}.toml"] if f"{path.name}.toml" in names else difflib.get_close_matches(path.name, names, 1)
        return f"; did you mean {path.with_name(near[0])}?" if near else ""
    return ""


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

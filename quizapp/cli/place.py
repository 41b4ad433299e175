"""Where decks and progress are, for every command."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from quizapp.clock import Clock
    from quizapp.library import Library
    from quizapp.store.progress import Progress


@dataclass
class Place:
    """Where decks and progress are, for every command."""

    deck_folders: tuple[Path, ...]
    data_folder: Path | None

    @cached_property
    def data(self) -> Path:
        if self.data_folder:
            return self.data_folder
        from platformdirs import user_data_path  # 5 ms

        return user_data_path("quizapp", appauthor=False)

    @cached_property
    def cache(self) -> Path:
        if self.data_folder:
            return self.data_folder / "cache"
        from platformdirs import user_cache_path

        return user_cache_path("quizapp", appauthor=False)

    @cached_property
    def library(self) -> Library:
        from quizapp.library import Library, deck_folders

        return Library(deck_folders(self.deck_folders, self.data), self.cache)

    @cached_property
    def progress(self) -> Progress:
        from quizapp.store.progress import Progress

        return Progress(self.data)

    @cached_property
    def clock(self) -> Clock:
        from quizapp.clock import Clock

        return Clock()


def complete_deck(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from quizapp.library import Library, deck_folders

    place = Place((), None)
    library = Library(deck_folders((), place.data), place.cache)
    return [name for name in library.paths() if name.startswith(incomplete)]


def policy() -> Any:
    from quizapp.core.memory import Policy

    return Policy()

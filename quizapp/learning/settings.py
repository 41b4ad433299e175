"""The settings: their file, and the log that remembers those that scheduling depends on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizapp.core.messages import language
from quizapp.core.settings.settings import SYSTEM, Settings
from quizapp.store.catalogues import use_language, wanted_by
from quizapp.store.settings import FILE_NAME, read_settings, write_settings

if TYPE_CHECKING:  # 10 ms, and every command reads the settings
    from quizapp.learning.clock import Clock
    from quizapp.store.progress import Progress


class Preferences:
    """The settings in the file in a folder; what is read is kept in the cache folder."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder, self._cache = folder, cache
        self.path = folder / FILE_NAME

    @cached_property
    def settings(self) -> Settings:
        """The settings in force, read when they are first asked for."""
        return read_settings(self._folder, self._cache)

    def change(self, changes: Mapping[tuple[str, ...], Any]) -> Settings:
        """Write other values (as `store.settings.write_settings` takes them); from now on `settings` has them.

        Raises:
            SettingsError: if a value is not allowed or the file cannot be written.
        """
        self.settings = write_settings(self._folder, self._cache, changes)
        if ("ui_language",) in changes:  # another one may have been asked for on the command line
            self.speak()
        return self.settings

    def speak(self) -> None:
        """Use the language that the settings name for the interface; the system's, if they name none."""
        chosen, before = self.settings.ui_language, language()
        use_language(wanted_by(os.environ) if chosen == SYSTEM else chosen)
        if self.settings.problems and language() != before:
            del self.settings  # its problems are told in the other language


def log_settings(settings: Settings, progress: Progress, clock: Clock) -> None:
    """Log the settings that scheduling depends on and that are not as they were when last logged.

    Each change is an event of its own, about a deck or (with an empty id) all of them, with the new value under its
    name; null once a deck is as all of them again.

    Raises:
        StoreError: if it cannot be written.
    """
    now, before = settings.scheduling(), Settings().scheduling() | progress.logged_settings()
    changed = [key for key in {**before, **now} if now.get(key) != before.get(key)]
    for deck, name in changed:
        from uuid_utils import uuid7  # 10 ms, when there is a change

        from quizapp.core.log.events import Event, Kind

        at = clock.now()
        progress.append(
            Event(
                id=str(uuid7()),
                at=at,
                offset=clock.offset(at),
                day=clock.day(at, settings.rollover),
                learner=progress.learner,
                device=progress.device,
                kind=Kind.SETTING,
                deck=deck,
                card="",
                data={name: now.get((deck, name))},
            )
        )

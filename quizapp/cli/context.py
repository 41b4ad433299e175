"""The decks, progress and settings that a command works with."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError

if TYPE_CHECKING:
    from quizapp.core.settings.settings import Settings
    from quizapp.decks.library import Library, LoadedDeck
    from quizapp.learning.clock import Clock
    from quizapp.learning.settings import Preferences
    from quizapp.store.progress import Progress


@dataclass(frozen=True)
class Context:
    """The decks, progress and settings that a command works with."""

    deck_folders: tuple[Path, ...]
    data_folder: Path | None
    typed: tuple[str, ...] = ()
    """The options that say so, if they were typed."""

    ui_language: str = ""
    """The language that was typed for the interface."""

    @cached_property
    def data(self) -> Path:
        """The folder for progress; one that was typed and is not there is told on standard error.

        Raises:
            QuizappError: if the folder that was asked for cannot be one.
        """
        if self.data_folder:
            return self._asked_for(_at_home(self.data_folder))
        from platformdirs import user_data_path  # 5 ms

        return user_data_path("quizapp", appauthor=False)

    @cached_property
    def cache(self) -> Path:
        if self.data_folder:
            return self.data / "cache"
        from platformdirs import user_cache_path

        return user_cache_path("quizapp", appauthor=False)

    @cached_property
    def preferences(self) -> Preferences:
        """The settings file. The language that it names for the interface holds from now on, unless one was typed."""
        from quizapp.learning.settings import Preferences

        if self.data_folder:
            preferences = Preferences(self.data, self.cache)
        else:
            from platformdirs import user_config_path

            preferences = Preferences(user_config_path("quizapp", appauthor=False), self.cache)
        if not self.ui_language:
            preferences.speak()
        return preferences

    @cached_property
    def settings(self) -> Settings:
        """The settings in force; what is wrong with their file is told on standard error."""
        settings = self.preferences.settings
        for problem in settings.problems:
            _tell(problem)
        return settings

    @cached_property
    def library(self) -> Library:
        from quizapp.decks.library import Library, deck_folders

        preferred = self.preferences.settings.language
        return Library(deck_folders(list(map(_at_home, self.deck_folders)), self.data), self.cache, preferred)

    def decks(self, language: str = "") -> list[LoadedDeck]:
        """The decks that can be used, in `language` where they have it; what is wrong is told on standard error."""
        from quizapp.decks.library import Unreadable

        decks = []
        for deck in self.library.decks(language):
            if isinstance(deck, Unreadable):
                _tell(deck.error.summary)
            else:
                decks.append(deck)
        return decks

    @cached_property
    def progress(self) -> Progress:
        import atexit

        from quizapp.store.progress import Progress

        progress = Progress(self.data)
        atexit.register(progress.close)
        return progress

    @cached_property
    def clock(self) -> Clock:
        from quizapp.learning.clock import Clock

        return Clock()

    def _asked_for(self, folder: Path) -> Path:
        typed = "--data" in self.typed
        other = "Choose another folder with --data" if typed else "Set QUIZAPP_DATA to another folder"
        there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
        if not there.is_dir():
            raise QuizappError(f"{there} is a file, not a folder. {other}.")
        making = os.W_OK if there != folder else 0  # what is there can be read, even if answers cannot be kept
        if not os.access(there, os.R_OK | os.X_OK | making):
            import shlex  # 1 ms, when it is needed

            permit = f"chmod u+rwx {shlex.quote(str(there))}"
            raise QuizappError(f"You may not read and write in {there}. Allow it with `{permit}`. {other} otherwise.")
        if typed and there != folder:
            _tell(f"{folder} was not there, so it is made; progress begins anew in it.")
        return folder

    def refuse_damage(self) -> None:
        """Fail after everything that can be read was shown, if some events of the log cannot.

        Raises:
            QuizappError: with how many they are, and what to do.
        """
        if count := self.progress.damaged_events():
            them = "1 event is" if count == 1 else f"{count:,} events are"
            raise QuizappError(f"{them} damaged and left out here. `quizapp doctor --restore` mends what it can.")

    def tell_copies(self) -> None:
        """Tell on standard error that answers may be missing here, because of a program that syncs the folder."""
        from quizapp.store.backup_files import conflict_copies

        if self.progress.was_copied_in_use or conflict_copies(self.progress.path):
            _tell("A sync program left copies of your answers, or an incomplete one. `quizapp doctor` says what to do.")

    def back_up(self) -> None:
        """Make today's backup of the progress; that it fails is told, but takes nothing away."""
        from datetime import date

        day = self.clock.day(self.clock.now(), self.settings.rollover)
        try:
            self.progress.back_up(date.fromordinal(day).isoformat())
        except QuizappError as error:
            _tell(f"Today's backup could not be made. {error}")


def _at_home(folder: Path) -> Path:
    """A folder, with a home in the place of a `~`, which the shell leaves between quotes and in files of variables."""
    try:
        return folder.expanduser() if str(folder).startswith("~") else folder
    except RuntimeError:
        return folder  # there is nobody of that name


def _tell(line: str) -> None:
    from quizapp.wording.terminal import say  # 1 ms, when there is something to tell

    say(f"quizapp: {line}", sys.stderr)

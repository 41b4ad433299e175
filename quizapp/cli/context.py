"""The decks, progress and settings that a command works with."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr, trn

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
        from quizapp.learning.settings import Preferences

        if self.data_folder:
            return Preferences(self.data, self.cache)
        from platformdirs import user_config_path

        return Preferences(user_config_path("quizapp", appauthor=False), self.cache)

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
        there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
        if not there.is_dir():
            if typed:
                raise QuizappError(tr("{path} is a file, not a folder. Choose a folder with --data.", path=there))
            raise QuizappError(tr("{path} is a file, not a folder. Set QUIZAPP_DATA to a folder.", path=there))
        making = os.W_OK if there != folder else 0  # what is there can be read, even if answers cannot be kept
        if not os.access(there, os.R_OK | os.X_OK | making):
            import shlex  # 1 ms, when it is needed

            permit = f"chmod u+rwx {shlex.quote(str(there))}"  # not shown
            sentences = [
                tr("You don't have permission to read and write in {folder}.", folder=there),
                tr("Allow it with `{command}`, or choose another folder with --data.", command=permit)
                if typed
                else tr("Allow it with `{command}`, or set QUIZAPP_DATA to another folder.", command=permit),
            ]
            raise QuizappError(" ".join(sentences))
        if typed and there != folder:
            _tell(tr("{folder} is new. Your progress there starts from zero.", folder=folder))
        return folder

    def refuse_damage(self) -> None:
        """Fail after everything that can be read was shown, if some events of the log cannot.

        Raises:
            QuizappError: with how many they are, and what to do.
        """
        if count := self.progress.damaged_events():
            damage = trn(
                "{count} event is damaged and left out here. `quizapp doctor --restore` repairs what it can.",
                "{count} events are damaged and left out here. `quizapp doctor --restore` repairs what it can.",
                count,
            )
            raise QuizappError(damage)

    def tell_copies(self) -> None:
        """Tell on standard error that answers may be missing here, because of a program that syncs the folder."""
        from quizapp.store.backup_files import conflict_copies

        if self.progress.was_copied_in_use or conflict_copies(self.progress.path):
            _tell(tr("A sync program left extra copies of your answers, or a broken one. Run `quizapp doctor`."))

    def back_up(self) -> None:
        """Make today's backup of the progress; that it fails is told, but takes nothing away."""
        from datetime import date

        day = self.clock.day(self.clock.now(), self.settings.rollover)
        try:
            self.progress.back_up(date.fromordinal(day).isoformat())
        except QuizappError as error:
            _tell(tr("Could not make today's backup. {problem}", problem=error))


def _at_home(folder: Path) -> Path:
    """A folder, with a home in the place of a `~`, which the shell leaves between quotes and in files of variables."""
    try:
        return folder.expanduser() if str(folder).startswith("~") else folder
    except RuntimeError:
        return folder  # there is nobody of that name


def _tell(line: str) -> None:
    from quizapp.wording.terminal import say  # 1 ms, when there is something to tell

    say(f"quizapp: {line}", sys.stderr)

"""Checks of what a session stands on: the settings, the progress file, its backups, the decks, the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import Library, Unreadable
from quizapp.learning.clock import Clock
from quizapp.learning.corrections import correct_times, events_ahead
from quizapp.store.backups import damage, is_damaged, restore
from quizapp.store.database import FILE_NAME, newest_backup, restoring_advice
from quizapp.store.progress import Progress


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is sound, and a sentence about it."""

    sound: bool
    text: str


def examine(
    library: Library, data: Path, settings: Path, problems: Sequence[str], *, rebuild: bool, restore: bool = False
) -> Iterator[Finding]:
    """Look at everything; with `rebuild`, fold the card states and the sums of days from the log again.

    With `restore`, put the newest good backup in the place of a damaged progress file first.

    `problems` are those of the settings file.
    """
    yield from _settings(settings, problems)
    if restore:
        yield _restored(data / FILE_NAME)
    yield from _store(data, rebuild=rebuild)
    yield from _decks(library)
    yield from _terminal()


def _settings(path: Path, problems: Sequence[str]) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(False, problem)
    if not problems:
        yield Finding(True, f"settings: {path}" if path.exists() else "settings: the defaults, without a file")


def _restored(path: Path) -> Finding:
    try:
        if not is_damaged(path):
            return Finding(True, "restore: the progress file is sound, so it stays as it is")
        done = restore(path)
    except QuizappError as error:
        return Finding(False, f"restore: {error}")
    begun = f"{done.backup} is in place" if done.backup else "there is no good backup, so a new file was begun"
    rescued = f", with {done.rescued:,} events from the damaged file" if done.rescued else ""
    kept = f"; the damaged file is {done.kept} now" if done.kept else ""
    return Finding(True, f"restore: {begun}{rescued}{kept}")


def _store(data: Path, *, rebuild: bool) -> Iterator[Finding]:
    try:
        progress = Progress(data)
    except QuizappError as error:
        yield Finding(False, str(error))
        return
    try:
        if wrong := damage(progress):
            yield Finding(False, f"{progress.path} is damaged: {wrong}. {restoring_advice(progress.path)}")
            return
        events = sum(1 for _ in progress.events())
        yield Finding(True, f"progress: {progress.path}, {events:,} events")
        if rebuild:
            count = progress.rebuild()
            yield Finding(True, f"card states: {count:,} folded from the log, and the statistics of each day")
        else:
            yield _folded("card states", len(progress.stale_cards()))
            yield _folded("statistics of days", len(progress.stale_days()))
    except QuizappError as error:
        yield Finding(False, str(error))
    finally:
        progress.close()
    backup = newest_backup(data / FILE_NAME)
    yield Finding(True, f"newest backup: {backup}" if backup else "no backup yet; one is made each day you study")


def examine_times(data: Path, clock: Clock, settings: Settings, *, correct: bool) -> Iterator[Finding]:
    """Look for events that are dated after now; with `correct`, date them anew."""
    try:
        with closing(Progress(data)) as progress:
            if correct:
                done = correct_times(progress, clock, settings)
                kept = "it as it was" if done == 1 else "them as they were"
                yield Finding(True, f"times: {_events(done)} dated anew; the log keeps {kept}, taken back")
            if ahead := events_ahead(progress, clock.now()):
                last = date.fromordinal(min(max(event.day for event in ahead), date.max.toordinal()))
                yield Finding(
                    False,
                    f"times: {_events(len(ahead))} {'is' if len(ahead) == 1 else 'are'} dated after now, up to {last}; "
                    "cards wait for that. If the clock is right now, `quizapp doctor --correct-times` dates them anew",
                )
            elif not correct:
                yield Finding(True, "times: no event is dated after now")
    except QuizappError as error:
        if correct:  # or else it is told of the progress file
            yield Finding(False, f"times: {error}")


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number:,} events"


def _folded(what: str, stale: int) -> Finding:
    if stale:
        advice = "`quizapp doctor --rebuild` folds them again"
        return Finding(False, f"{what}: {stale:,} are not what the log says; {advice}")
    return Finding(True, f"{what}: all are what the log says")


def _decks(library: Library) -> Iterator[Finding]:
    found = 0
    for deck in library.decks():
        if isinstance(deck, Unreadable):
            yield Finding(False, deck.error.summary)
        else:
            found += 1
    yield Finding(found > 0, f"decks: {found} can be studied" if found else "decks: none; name a folder with --decks")


def _terminal() -> Iterator[Finding]:
    name, encoding = os.environ.get("TERM", ""), (sys.stdout.encoding or "").lower()
    columns, lines = shutil.get_terminal_size()
    yield Finding(True, f"terminal: {name or 'none'}, {columns}x{lines}, {encoding}")
    if encoding.replace("-", "") != "utf8":
        yield Finding(False, "the terminal's encoding is not UTF-8: set LANG to a UTF-8 locale such as C.UTF-8")

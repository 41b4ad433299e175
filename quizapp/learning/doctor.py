"""Checks of what a session stands on: the settings, the progress file, its backups, the decks, the terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import Library, Unreadable
from quizapp.learning.clock import Clock
from quizapp.learning.corrections import correct_times, events_ahead
from quizapp.learning.settings_problems import Unfit, all_problems
from quizapp.store.backup_files import Backup, conflict_copies, newest_backup
from quizapp.store.copies import Lacking, foreign_wal, fuller_backup, lacking
from quizapp.store.database import FILE_NAME, restoring_advice, wal_of
from quizapp.store.progress import Progress
from quizapp.store.restore import Mended, examined, fill_up, is_damaged, recoverable, restore


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is sound, and a sentence about it."""

    sound: bool
    text: str


def examine(
    library: Library, data: Path, settings: Path, unfit: Unfit, *, rebuild: bool, restore: bool = False
) -> Iterator[Finding]:
    """Look at everything; with `rebuild`, fold the card states and the sums of days from the log again.

    With `restore`, put the newest good backup in the place of a damaged progress file first.

    `unfit` finds what is wrong with settings that only the interface knows: themes and keys.
    """
    yield from _settings(settings, unfit)
    path = data / FILE_NAME
    if foreign_wal(path):  # opening the file would write it in
        wal = wal_of(path)
        yield Finding(
            False,
            f"{wal} does not belong to {path}: a sync program has mixed the files of two machines. Close quizapp on "
            f"all of them, move {wal.name} to another folder, and run `quizapp doctor` again",
        )
    else:
        if restore:
            yield from _restored(path)
        yield from _store(data, rebuild=rebuild)
    yield from _decks(library)
    yield from _terminal()


def _settings(path: Path, unfit: Unfit) -> Iterator[Finding]:
    problems = all_problems(path, unfit)
    for problem in problems:
        yield Finding(False, problem)
    if not problems:
        yield Finding(True, f"settings: {path}" if path.exists() else "settings: the defaults, without a file")


def _restored(path: Path) -> Iterator[Finding]:
    try:
        if not is_damaged(path):
            added = fill_up(path)
            stays = "the progress file is sound, so it stays as it is"
            yield Finding(True, f"restore: {stays if added is None else f'{_events(added)} added from the backups'}")
            return
        if backup := newest_backup(path):
            later = "later answers come from the damaged file, as far as it can be read"
            yield Finding(True, f"restore: {_described(backup)}; {later}")
        done = restore(path)
    except QuizappError as error:
        yield Finding(False, f"restore: {error}")
        return
    if isinstance(done, Mended):
        lost = done.damaged - done.put_back
        kept = f"; {_events(lost)} could not be restored: no backup has {'it' if lost == 1 else 'them'}" if lost else ""
        yield Finding(
            True, f"restore: {_events(done.put_back)} of {done.damaged:,} damaged put back from the backups{kept}"
        )
        return
    begun = f"{done.backup} is in place" if done.backup else "there is no good backup, so a new file was begun"
    rescued = f", with {done.rescued:,} events from the damaged file" if done.rescued else ""
    kept = f"; the damaged file is {done.kept} now" if done.kept else ""
    yield Finding(True, f"restore: {begun}{rescued}{kept}")


def _events(count: int) -> str:
    return f"{count:,} {'event' if count == 1 else 'events'}"


def _described(backup: Backup) -> str:
    if backup.newest < 0:
        return f"{backup.path} holds no event that can be read"
    last = datetime.fromtimestamp(backup.newest / 1000)
    return f"{backup.path} holds {_events(backup.events)}, the last of {last:%Y-%m-%d %H:%M}"


def _store(data: Path, *, rebuild: bool) -> Iterator[Finding]:
    try:
        progress = Progress(data)
    except QuizappError as error:
        yield Finding(False, str(error))
        return
    try:
        condition = examined(progress)
        if isinstance(condition, str):
            yield Finding(False, f"{progress.path} is damaged: {condition}. {restoring_advice(progress.path)}")
            return
        yield from _set_aside(progress)
        yield from _incomplete(progress)
        yield from _conflicts(progress)
        yield Finding(True, f"progress: {progress.path}, {_events(condition.events)}")
        if rebuild:
            count = progress.rebuild()
            yield Finding(True, f"card states: {count:,} folded from the log, and the statistics of each day")
        else:
            yield _folded("card states", len(condition.cards))
            yield _folded("statistics of days", len(condition.days))
    except QuizappError as error:
        yield Finding(False, str(error))
    finally:
        progress.close()
    backup = newest_backup(data / FILE_NAME)
    yield Finding(True, f"backup: {_described(backup)}" if backup else "no backup yet; one is made each day you study")


def _set_aside(progress: Progress) -> Iterator[Finding]:
    """Tell of damaged events: those that a backup has can be put back."""
    damaged = len(progress.set_aside())
    if backed_up := recoverable(progress):
        yield Finding(
            False,
            f"{_events(damaged)} in {progress.path} damaged and set aside; `quizapp doctor --restore` puts back "
            f"{backed_up:,} from the backups",
        )
    elif damaged:
        yield Finding(
            True, f"{_events(damaged)} damaged and set aside; no backup has {'it' if damaged == 1 else 'them'}"
        )


def _incomplete(progress: Progress) -> Iterator[Finding]:
    """Tell of answers that are missing because the file is an older copy, or one made while quizapp was open."""
    path = progress.path
    if fuller := fuller_backup(progress):
        backup, missing = fuller
        yield Finding(
            False,
            f"{path} is older than its backup: {backup} has {_events(missing.events)} more. {_import(backup, missing)}",
        )
    if progress.was_copied_in_use:
        yield Finding(
            False,
            f"{path} was copied while quizapp was open, so later answers may be missing. Close quizapp on the machine "
            "where you studied, let the folder sync again or run `quizapp data export FILE` there, and add that file "
            "here with `quizapp data import FILE`. If nothing is left to add, `quizapp doctor --restore` ends this "
            "warning",
        )


def _conflicts(progress: Progress) -> Iterator[Finding]:
    """Tell of the copies that a sync program left, and what in them is nowhere else."""
    for copy in conflict_copies(progress.path):
        try:
            missing = lacking(progress, copy)
        except QuizappError as error:
            yield Finding(False, f"{error} It is named as a sync program names a conflict copy of your answers")
            continue
        left = f"{copy} looks like a conflict copy that a sync program left"
        if missing.events:
            more = f"it has {_events(missing.events)} that {progress.path.name} lacks"
            yield Finding(False, f"{left}; {more}. {_import(copy, missing)}; delete it afterwards")
        else:
            yield Finding(True, f"{left}; all its events are in {progress.path.name} too, so you can delete it")


def _import(path: Path, missing: Lacking) -> str:
    other = " --other-learner" if missing.foreign else ""
    return f"`quizapp data import{other} {shlex.quote(str(path))}` adds {'it' if missing.events == 1 else 'them'}"


def examine_times(data: Path, clock: Clock, settings: Settings, *, correct: bool) -> Iterator[Finding]:
    """Look for events that are dated after now; with `correct`, date them anew."""
    if foreign_wal(data / FILE_NAME):
        return
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


def _folded(what: str, stale: int) -> Finding:
    if stale:
        advice = "`quizapp doctor --rebuild` folds them again"
        return Finding(False, f"{what}: {stale:,} are not what the log says; {advice}")
    return Finding(True, f"{what}: all are what the log says")


def _decks(library: Library) -> Iterator[Finding]:
    sound = 0
    for deck in library.decks():
        if isinstance(deck, Unreadable):
            yield Finding(False, deck.error.summary)
        else:
            sound += 1
    yield Finding(sound > 0, f"decks: {sound} can be studied" if sound else "decks: none; name a folder with --decks")


def _terminal() -> Iterator[Finding]:
    name, encoding = os.environ.get("TERM", ""), (sys.stdout.encoding or "").lower()
    columns, lines = shutil.get_terminal_size()
    yield Finding(True, f"terminal: {name or 'none'}, {columns}x{lines}, {encoding}")
    if encoding.replace("-", "") != "utf8":
        yield Finding(False, "the terminal's encoding is not UTF-8: set LANG to a UTF-8 locale such as C.UTF-8")

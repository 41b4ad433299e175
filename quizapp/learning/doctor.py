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
from quizapp.core.messages import number, tr, trn
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
            tr(
                "{wal} does not belong to {path}: a sync program has mixed the files of two machines. Close quizapp on "
                "all of them, move {name} to another folder and run `quizapp doctor` again",
                wal=wal,
                path=path,
                name=wal.name,
            ),
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
        yield Finding(True, tr("settings: {path}", path=path) if path.exists() else tr("settings: defaults (no file)"))


def _restored(path: Path) -> Iterator[Finding]:
    try:
        if not is_damaged(path):
            added = fill_up(path)
            if added is None:
                yield Finding(True, tr("restore: the progress file is sound, so nothing was changed"))
            else:
                filled = trn(
                    "restore: {count} event added from the backups",
                    "restore: {count} events added from the backups",
                    added,
                )
                yield Finding(True, filled)
            return
        if backup := newest_backup(path):
            yield Finding(True, tr("restore: {backup}", backup=_described(backup)))
        done = restore(path)
    except QuizappError as error:
        yield Finding(False, tr("restore: {reason}", reason=error))
        return
    if isinstance(done, Mended):
        yield from _mended(done)
        return
    if done.backup:
        yield Finding(True, tr("restore: {path} is back in place", path=done.backup))
    else:
        yield Finding(True, tr("restore: there is no good backup, so a new file was made"))
    if done.rescued:
        rescued = trn(
            "restore: {count} event saved from the damaged file",
            "restore: {count} events saved from the damaged file",
            done.rescued,
        )
        yield Finding(True, rescued)
    if done.kept:
        yield Finding(True, tr("restore: the damaged file is now {path}", path=done.kept))


def _mended(done: Mended) -> Iterator[Finding]:
    lost = done.damaged - done.put_back
    back = trn(
        "restore: {count} damaged event put back from the backups",
        "restore: {count} damaged events put back from the backups",
        done.put_back,
    )
    yield Finding(True, back)
    if lost:
        gone = trn(
            "restore: {count} event could not be restored, because no backup has it",
            "restore: {count} events could not be restored, because no backup has them",
            lost,
        )
        yield Finding(True, gone)


def _described(backup: Backup) -> str:
    if backup.newest < 0:
        return tr("{path} contains no readable events", path=backup.path)
    last = f"{datetime.fromtimestamp(backup.newest / 1000):%Y-%m-%d %H:%M}"
    return trn(
        "{path} contains {count} event, from {last}",
        "{path} contains {count} events, the last from {last}",
        backup.events,
        path=backup.path,
        last=last,
    )


def _store(data: Path, *, rebuild: bool) -> Iterator[Finding]:
    try:
        progress = Progress(data)
    except QuizappError as error:
        yield Finding(False, str(error))
        return
    try:
        condition = examined(progress)
        if isinstance(condition, str):
            advice = restoring_advice(progress.path)
            damaged = tr("{path} is damaged: {wrong}. {advice}", path=progress.path, wrong=condition, advice=advice)
            yield Finding(False, damaged)
            return
        yield from _set_aside(progress)
        yield from _incomplete(progress)
        yield from _conflicts(progress)
        kept = trn(
            "progress: {path}, {count} event", "progress: {path}, {count} events", condition.events, path=progress.path
        )
        yield Finding(True, kept)
        if rebuild:
            count = progress.rebuild()
            yield Finding(
                True,
                tr("card states: {count} rebuilt from the log, with the daily statistics", count=number(count)),
            )
        else:
            yield _stale_cards(len(condition.cards))
            yield _stale_days(len(condition.days))
    except QuizappError as error:
        yield Finding(False, str(error))
    finally:
        progress.close()
    backup = newest_backup(data / FILE_NAME)
    yield Finding(
        True,
        tr("backup: {backup}", backup=_described(backup))
        if backup
        else tr("backup: none yet; one is made each day you study"),
    )


def _damaged(path: Path, wrong: str) -> str:
    return tr("{path} is damaged: {wrong}. {advice}", path=path, wrong=wrong, advice=restoring_advice(path))


def _set_aside(progress: Progress) -> Iterator[Finding]:
    """Tell of damaged events: those that a backup has can be put back."""
    damaged = len(progress.set_aside())
    if backed_up := recoverable(progress):
        yield Finding(
            False,
            trn(
                "{path}: {count} event is damaged and set aside; `quizapp doctor --restore` puts back {restored}",
                "{path}: {count} events are damaged and set aside; `quizapp doctor --restore` puts back {restored}",
                damaged,
                path=progress.path,
                restored=number(backed_up),
            ),
        )
    elif damaged:
        lost = trn(
            "{count} event is damaged and set aside; no backup has it",
            "{count} events are damaged and set aside; no backup has them",
            damaged,
        )
        yield Finding(True, lost)


def _incomplete(progress: Progress) -> Iterator[Finding]:
    """Tell of answers that are missing because the file is an older copy, or one made while quizapp was open."""
    path = progress.path
    if fuller := fuller_backup(progress):
        backup, missing = fuller
        yield Finding(
            False,
            trn(
                "{path} is older than its backup: {backup} has {count} more event. {advice}",
                "{path} is older than its backup: {backup} has {count} more events. {advice}",
                missing.events,
                path=path,
                backup=backup,
                advice=_import(backup, missing),
            ),
        )
    if progress.was_copied_in_use:
        yield Finding(
            False,
            tr(
                "{path} was copied while quizapp was open, so later answers may be missing. Close quizapp on the "
                "machine where you studied, then let the folder sync again; or run `quizapp data export FILE` there "
                "and `quizapp data import FILE` here. If nothing is left to add, `quizapp doctor --restore` clears "
                "this warning",
                path=path,
            ),
        )


def _conflicts(progress: Progress) -> Iterator[Finding]:
    """Tell of the copies that a sync program left, and what in them is nowhere else."""
    for copy in conflict_copies(progress.path):
        try:
            missing = lacking(progress, copy)
        except QuizappError as error:
            named = tr("{reason} By its name, it is a sync program's conflict copy of your answers", reason=error)
            yield Finding(False, named)
            continue
        if missing.events:
            more = trn(
                "{copy} looks like a conflict copy left by a sync program, and has {count} event that {name} lacks. "
                "{advice}; delete it afterwards",
                "{copy} looks like a conflict copy left by a sync program, and has {count} events that {name} lacks. "
                "{advice}; delete it afterwards",
                missing.events,
                copy=copy,
                name=progress.path.name,
                advice=_import(copy, missing),
            )
            yield Finding(False, more)
        else:
            spare = tr(
                "{copy} looks like a conflict copy left by a sync program. {name} has all its events, so you can "
                "delete it",
                copy=copy,
                name=progress.path.name,
            )
            yield Finding(True, spare)


def _import(path: Path, missing: Lacking) -> str:
    other = " --other-learner" if missing.foreign else ""
    command = f"quizapp data import{other} {shlex.quote(str(path))}"  # not shown
    return trn("`{command}` adds it", "`{command}` adds them", missing.events, command=command)


def examine_times(data: Path, clock: Clock, settings: Settings, *, correct: bool) -> Iterator[Finding]:
    """Look for events that are dated after now; with `correct`, date them anew."""
    if foreign_wal(data / FILE_NAME):
        return
    try:
        with closing(Progress(data)) as progress:
            if correct:
                done = correct_times(progress, clock, settings)
                dated = trn(
                    "times: {count} event corrected; the log also keeps the old one, marked as undone",
                    "times: {count} events corrected; the log also keeps the old ones, marked as undone",
                    done,
                )
                yield Finding(True, dated)
            if ahead := events_ahead(progress, clock.now()):
                last = date.fromordinal(min(max(event.day for event in ahead), date.max.toordinal()))
                future = trn(
                    "times: {count} event lies in the future, on {last}, and its card waits until then. If your clock "
                    "is right, `quizapp doctor --correct-times` corrects it",
                    "times: {count} events lie in the future, up to {last}, and their cards wait until then. If your "
                    "clock is right, `quizapp doctor --correct-times` corrects them",
                    len(ahead),
                    last=last,
                )
                yield Finding(False, future)
            elif not correct:
                yield Finding(True, tr("times: no event lies in the future"))
    except QuizappError as error:
        if correct:  # or else it is told of the progress file
            yield Finding(False, tr("times: {reason}", reason=error))


def _stale_cards(stale: int) -> Finding:
    if not stale:
        return Finding(True, tr("card states: all agree with the log"))
    differ = trn(
        "card states: {count} differs from the log; `quizapp doctor --rebuild` works it out again",
        "card states: {count} differ from the log; `quizapp doctor --rebuild` works them out again",
        stale,
    )
    return Finding(False, differ)


def _stale_days(stale: int) -> Finding:
    if not stale:
        return Finding(True, tr("daily statistics: all agree with the log"))
    differ = trn(
        "daily statistics: {count} differs from the log; `quizapp doctor --rebuild` works it out again",
        "daily statistics: {count} differ from the log; `quizapp doctor --rebuild` works them out again",
        stale,
    )
    return Finding(False, differ)


def _decks(library: Library) -> Iterator[Finding]:
    sound = 0
    for deck in library.decks():
        if isinstance(deck, Unreadable):
            yield Finding(False, deck.error.summary)
        else:
            sound += 1
    if sound:
        yield Finding(True, trn("decks: {count} is ready to study", "decks: {count} are ready to study", sound))
    else:
        yield Finding(False, tr("decks: none; name a folder with --decks"))


def _terminal() -> Iterator[Finding]:
    name, encoding = os.environ.get("TERM", ""), (sys.stdout.encoding or "").lower()
    columns, lines = shutil.get_terminal_size()
    size = f"{columns}x{lines}"
    yield Finding(True, tr("terminal: {name}, {size}, {encoding}", name=name or "-", size=size, encoding=encoding))
    if encoding.replace("-", "") != "utf8":
        yield Finding(False, tr("the terminal's encoding is not UTF-8: set LANG to a UTF-8 locale such as C.UTF-8"))

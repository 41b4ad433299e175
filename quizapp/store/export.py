"""The learner's log as a file: JSON Lines, one event a line as `quizapp log --json` prints it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from quizapp.core.deferred import dataclass
from quizapp.core.errors import QuizappError, UsageProblem, cause
from quizapp.core.log.events import Event
from quizapp.core.log.records import event_of_record
from quizapp.core.messages import tr
from quizapp.store.atomic import PRIVATE, is_stream, replacement
from quizapp.store.backup_files import is_database
from quizapp.store.copies import StoredLog
from quizapp.store.progress import Progress
from quizapp.store.tables.log import EVENT_COLUMNS, values_of

STANDARD = Path("-")
"""Standard output or input instead of a file."""

LEARNER = EVENT_COLUMNS.split(", ").index("learner")


@dataclass(frozen=True, slots=True)
class Imported:
    """The numbers of events that were new, that were there already, and that are damaged in the file."""

    added: int
    known: int
    damaged: int = 0


def export_log(progress: Progress, path: Path) -> int:
    """Write every event to a file that only its owner can read, or into a pipe or a device; returns how many.

    Raises:
        UsageProblem: if the file cannot be written; then it is as before.
        OSError: if standard output, or who reads the pipe, takes no more.
        StoreError: if progress cannot be read.
    """
    try:
        with _target(path) as target:
            count = 0
            for event in progress.events():
                target.write(_line(event))
                count += 1
            target.flush()
            return count
    except OSError as error:
        if path == STANDARD or isinstance(error, BrokenPipeError):
            raise
        raise UsageProblem(
            tr("Cannot write to {path} ({reason}). Name another file.", path=path, reason=cause(error))
        ) from error


def import_log(progress: Progress, path: Path, *, other_learner: bool = False) -> Imported:
    """Add the events of an exported log or a progress file that are not in the log yet: all of them, or none.

    The damaged events of a progress file are left out.

    A log without answers becomes that of the learner whose file it is. `other_learner`: take over another's answers.

    Raises:
        UsageProblem: if the file cannot be read, has a line that is no event, or is another learner's.
        StoreError: if progress cannot be written.
    """
    try:
        with ExitStack() as stack:
            stored = StoredLog(path) if path != STANDARD and is_database(path) else None
            lines = sys.stdin.buffer if path == STANDARD else stack.enter_context(path.open("rb"))
            learner = "" if other_learner else progress.learner
            reading = _Reading(path, lines if stored is None else stored, learner, progress.is_empty)
            added = progress.merge_validated(iter(reading), reading.learner_of_log)
    except OSError as error:
        raise _unreadable(path, error) from error
    return Imported(added, reading.count - added, stored.damaged if stored else 0)


@contextmanager
def _target(path: Path) -> Iterator[IO[bytes]]:
    if path == STANDARD:
        yield sys.stdout.buffer
    else:
        with path.open("wb") if is_stream(path) else replacement(path, PRIVATE) as file:
            yield file


def _unreadable(path: Path, error: OSError) -> QuizappError:
    if path == STANDARD:
        return QuizappError(tr("Standard input cannot be read ({reason}). Nothing was imported.", reason=cause(error)))
    return UsageProblem(
        tr(
            "{path} cannot be read ({reason}). Name a file that `quizapp data export` made.",
            path=path,
            reason=cause(error),
        )
    )


def _record(line: bytes) -> object:
    """Return the value that a line of JSON holds.

    Raises:
        ValueError: if it holds none, or one that nobody would write.
    """
    try:
        return json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise ValueError(tr("it is not UTF-8")) from error
    except (ValueError, RecursionError) as error:
        raise ValueError(tr("it is not JSON")) from error


def _line(event: Event) -> bytes:
    """An event on a line of JSON; in ASCII if it has a lone surrogate, which UTF-8 cannot write."""
    record = event.as_json()
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record).encode() + b"\n"


class _Reading:
    """The rows of the events in the lines of a file, counted."""

    def __init__(self, path: Path, lines: Iterable[bytes], learner: str, fresh: bool) -> None:
        self.count = 0
        self._path, self._lines = path, lines
        self._learner, self._fresh = learner, fresh

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        from quizapp.store.usual_events import row_reader  # 30 ms with pydantic-core

        usual_row = row_reader()
        for number, line in enumerate(self._read(), 1):
            if (row := usual_row(line)) is None:
                if not line.strip():
                    continue
                try:
                    row = values_of(event_of_record(_record(line)))
                except ValueError as error:
                    raise self._no_event(number, error) from error
            if row[LEARNER] != self._learner:
                self._check(row[LEARNER])
            self.count += 1
            yield row

    def learner_of_log(self) -> str:
        """Whose log it is from now on; empty if that is to stay as it is."""
        return self._learner if self._fresh and self.count else ""

    def _read(self) -> Iterator[bytes]:
        try:
            yield from self._lines
        except OSError as error:
            raise _unreadable(self._path, error) from error

    def _no_event(self, number: int, error: ValueError) -> UsageProblem:
        if isinstance(self._lines, StoredLog):
            slip = tr("Event {number} of {path} is not valid: {reason}.", number=number, path=self._path, reason=error)
        else:
            slip = tr(
                "Line {number} of {path} is not an event: {reason}.", number=number, path=self._path, reason=error
            )
        return UsageProblem(tr("{problem} Nothing was imported.", problem=slip))

    def _check(self, learner: str) -> None:
        if self._fresh and not self.count and self._learner:
            self._learner = learner
        if self._learner and learner != self._learner:
            raise UsageProblem(
                tr(
                    "{path} contains the answers of another learner. If they are yours, from another machine, import "
                    "them with --other-learner. Nothing was imported.",
                    path=self._path,
                )
            )

"""Notices when deck files change.

What has changed is told by the files themselves: their sizes, times and inodes are compared. The system's notices only
say when to look, so that a notice that never comes (a network folder, no inotify watch left, a folder that was replaced
by another) costs a second, not the change.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from threading import Event

SETTLED_MS = 50
"""A burst of writes is over when nothing was written for so long."""

BURST_MS = 500
"""A file that is written without end is looked at this often."""

BEAT_MS = 1000
"""Seconds between two looks at the files when nothing reports a change."""

VANISHED_SECONDS = 0.25
"""Seconds that an editor may take from deleting a file to writing it anew."""

Marks = Mapping[Path, tuple[int, ...]]


def changes(paths: Sequence[Path], *, stop: Event | None = None) -> Generator[None, None, None]:
    """Yield once at the beginning, and again after each burst of changes, until `stop` is set.

    A folder stands for the .toml files in it, a deck or a translation for the deck with all its translations, any other
    file for itself. What changes while the caller is busy is told when it comes back. Files may be missing at any time.

    Raises:
        KeyboardInterrupt: on Ctrl+C in the main thread.
    """
    stop = stop or Event()
    known = _marks(paths)
    yield
    for _ in _beats({folder for path in paths for folder in _folders(path)}, stop):
        marks = _marks(paths)
        if known.keys() - marks.keys():
            stop.wait(VANISHED_SECONDS)
            marks = _marks(paths)
        if marks != known:
            known = marks
            yield


def _beats(folders: set[Path], stop: Event) -> Iterator[None]:
    """Moments to look at the files: shortly after something happened in `folders`, and every second."""
    from watchfiles import watch  # 30 ms, with anyio

    try:
        for _ in watch(
            *folders,
            watch_filter=None,
            debounce=BURST_MS,
            step=SETTLED_MS,
            stop_event=stop,
            rust_timeout=BEAT_MS,
            yield_on_timeout=True,
            recursive=False,
        ):
            yield
    except (OSError, RuntimeError):  # no watch or no inotify instance left, or a folder is not there
        pass
    while not stop.wait(BEAT_MS / 1000):
        yield


def _folders(path: Path) -> Iterator[Path]:
    """Return where the system tells of changes to `path`: beside it, and beside what it is a link to."""
    for place in (path.absolute(), path.resolve()):
        yield place if place.is_dir() else place.parent


def _marks(paths: Sequence[Path]) -> Marks:
    """Return marks that tell the present state of the files from any other."""
    marks: dict[Path, tuple[int, ...]] = {}
    for file in chain.from_iterable(map(_files, paths)):
        with suppress(OSError):  # gone, or out of reach
            status = file.stat()
            marks[file] = (status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode)
    return marks


def _files(path: Path) -> list[Path]:
    """The files that `path` stands for, as far as they are there."""
    if not path.is_dir() and path.suffix != ".toml":
        return [path]
    folder, beginning = (path, "") if path.is_dir() else (path.parent, path.name.partition(".")[0] + ".")
    with suppress(OSError):
        # What begins with a dot is an editor's own, such as the lock `.#deck.toml` of Emacs.
        return [
            file
            for file in folder.iterdir()
            if file.suffix == ".toml" and file.name.startswith(beginning) and not file.name.startswith(".")
        ]
    return []

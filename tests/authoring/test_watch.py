"""Watching files: every save is told once, however an editor saves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any

import pytest
import watchfiles

from quizapp.authoring import watch

SECONDS = 10
"""How long a change may take to be told before it counts as missed."""

QUIET_SECONDS = 0.3
"""How long nothing must be told before it counts as left alone; a change is told within a third of it."""


class Watched:
    """Files being watched; `changed()` waits for the next change."""

    def __init__(self, paths: list[Path], stop: Event) -> None:
        self._told: SimpleQueue[None] = SimpleQueue()
        self.thread = Thread(target=self._run, args=(paths, stop), daemon=True)
        self.thread.start()
        self.changed()

    def _run(self, paths: list[Path], stop: Event) -> None:
        for change in watch.changes(paths, stop=stop):
            self._told.put(change)

    def changed(self) -> bool:
        self._told.get(timeout=SECONDS)
        return True

    def saved(self, path: Path) -> None:
        """Save `path` until it is told, which it is once the system's notices arrive."""
        write_in_place(path)
        while self.quiet:
            write_in_place(path)
        while not self.quiet:
            pass

    @property
    def quiet(self) -> bool:
        try:
            self._told.get(timeout=QUIET_SECONDS)
        except Empty:
            return True
        return False


@contextmanager
def watching(*paths: Path) -> Iterator[Watched]:
    """Watch `paths` from now on; the watching must end when it is told to."""
    stop = Event()
    watched = Watched(list(paths), stop)
    try:
        yield watched
    finally:
        stop.set()
        watched.thread.join(SECONDS)
    assert not watched.thread.is_alive()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests do not wait for a beat."""
    monkeypatch.setattr(watch, "BEAT_MS", 100)


@pytest.fixture
def notices_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No beat comes: only what the system tells counts."""
    monkeypatch.setattr(watch, "BEAT_MS", 600_000)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "decks" / "rivers.toml"
    path.parent.mkdir()
    path.write_text("format = 1\n")
    return path


def write(path: Path) -> None:
    path.write_text("format = 1 # again\n")


def write_in_place(path: Path) -> None:
    with path.open("a") as file:
        file.write("# more\n")


def rename(path: Path) -> None:
    written = path.with_name(".rivers.toml.new")
    write(written)
    written.replace(path)


def keep_a_backup(path: Path) -> None:
    path.rename(path.with_name("rivers.toml~"))
    write(path)


def delete_and_create(path: Path) -> None:
    path.unlink()
    write(path)


@pytest.mark.usefixtures("notices_alone")
@pytest.mark.parametrize("save", [write, write_in_place, rename, keep_a_backup, delete_and_create])
def test_a_save_is_told_however_the_editor_saves(deck: Path, save: Callable[[Path], None]) -> None:
    with watching(deck) as watched:
        watched.saved(deck)
        for _ in range(2):
            save(deck)
            assert watched.changed()


def test_nothing_is_told_while_nothing_changes(deck: Path) -> None:
    with watching(deck) as watched:
        deck.read_text()
        assert watched.quiet


@pytest.mark.usefixtures("notices_alone")
def test_a_burst_of_writes_is_one_change(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "SETTLED_MS", 1000)
    with watching(deck) as watched:
        watched.saved(deck)
        for _ in range(3):
            write_in_place(deck)
        assert watched.changed()
        assert watched.quiet


def test_a_file_that_is_deleted_and_created_a_little_later_changes_once(
    deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "VANISHED_SECONDS", SECONDS / 2)
    with watching(deck) as watched:
        deck.unlink()
        time.sleep(0.3)
        write(deck)
        assert watched.changed()
        assert watched.quiet


def test_a_file_that_stays_away_is_a_change_and_so_is_its_return(deck: Path) -> None:
    with watching(deck) as watched:
        deck.unlink()
        assert watched.changed()
        write(deck)
        assert watched.changed()


@pytest.mark.parametrize("watched_file", ["rivers.toml", "rivers.nl.toml"])
@pytest.mark.parametrize("changed_file", ["rivers.toml", "rivers.nl.toml", "rivers.de.toml"])
def test_a_deck_and_its_translations_are_watched_together(deck: Path, watched_file: str, changed_file: str) -> None:
    with watching(deck.with_name(watched_file)) as watched:
        write(deck.with_name(changed_file))
        assert watched.changed()


@pytest.mark.parametrize("name", ["lakes.toml", "rivers-of-asia.toml", "rivers.toml~", ".#rivers.toml", "notes.txt"])
def test_other_files_beside_a_deck_do_not_matter(deck: Path, name: str) -> None:
    with watching(deck) as watched:
        write(deck.with_name(name))
        assert watched.quiet


def test_every_toml_file_of_a_folder_matters_and_new_ones_too(deck: Path) -> None:
    with watching(deck.parent) as watched:
        write(deck.with_name("lakes.toml"))
        assert watched.changed()
        write(deck.with_name("notes.txt"))
        assert watched.quiet


def test_another_file_is_watched_for_itself(deck: Path) -> None:
    article = deck.with_name("article.txt")
    with watching(deck, article) as watched:
        write(article)
        assert watched.changed()


def test_an_editors_dangling_lock_hides_no_change(deck: Path) -> None:
    deck.with_name(".#rivers.toml").symlink_to("nobody@nowhere")
    with watching(deck.parent) as watched:
        write(deck)
        assert watched.changed()


def test_a_link_to_a_deck_changes_with_the_deck(deck: Path, tmp_path: Path) -> None:
    link = tmp_path / "rivers.toml"
    link.symlink_to(deck)
    with watching(link) as watched:
        write(deck)
        assert watched.changed()


def test_a_folder_that_was_replaced_by_another_is_still_watched(deck: Path) -> None:
    with watching(deck) as watched:
        deck.parent.rename(deck.parent.with_name("gone"))
        assert watched.changed()
        deck.parent.mkdir()
        write(deck)
        assert watched.changed()
        write_in_place(deck)
        assert watched.changed()


def test_what_changes_while_the_caller_is_busy_is_told_afterwards(deck: Path) -> None:
    told = watch.changes([deck])
    next(told)
    write(deck)
    next(told)
    told.close()


@pytest.mark.parametrize("error", [OSError("OS file watch limit reached."), RuntimeError("Too many open files")])
def test_without_the_systems_notices_the_files_are_looked_at_all_the_same(
    deck: Path, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Iterator[None]:
        raise error
        yield

    monkeypatch.setattr(watchfiles, "watch", refuse)
    with watching(deck) as watched:
        write(deck)
        assert watched.changed()


def test_ctrl_c_ends_the_watching(deck: Path) -> None:
    program = """
import sys
from pathlib import Path
from quizapp.authoring.watch import changes
try:
    for _ in changes([Path(sys.argv[1])]):
        print("looked", flush=True)
except KeyboardInterrupt:
    sys.exit(130)
"""
    process = subprocess.Popen([sys.executable, "-c", program, str(deck)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process, process.stdout as output:
        output.readline()
        write(deck)
        output.readline()
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(SECONDS) == 130

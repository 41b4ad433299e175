"""A mistake in the program itself: a student reads one sentence, and no answer."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from quizapp.tui.study.study import StudyScreen
from quizapp.tui.terminal.crash import Crash
from tests.support.making import choice
from tests.support.student import SitDown


async def crash(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> Crash:
    """What is told when the hint cannot be shown for a mistake in the program."""

    def fail(_: StudyScreen) -> None:
        raise KeyError("amazon")

    monkeypatch.setattr(StudyScreen, "action_keys", fail)
    with pytest.raises(Crash) as told:
        async with sit_down(choice()) as student:
            await student.press("?")
    assert student.app.return_code == 1
    return told.value


async def test_it_is_told_in_a_sentence_without_the_values_of_variables(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = str(await crash(sit_down, monkeypatch))
    assert "because of a bug in it (KeyError). All your answers are saved." in told
    assert "Nile" not in told


async def test_the_details_are_kept_beside_the_progress(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> None:
    told = await crash(sit_down, monkeypatch)
    kept = sit_down.progress.path.with_name("crash.log")
    assert str(kept) in str(told)
    assert "in fail" in kept.read_text("utf-8")
    assert "KeyError: 'amazon'" in kept.read_text("utf-8")


async def test_a_mistake_in_a_worker_is_told_and_kept_as_what_it_is(sit_down: SitDown) -> None:
    def fail() -> None:
        raise KeyError("amazon")

    with pytest.raises(Crash, match=r"\(KeyError\)"):
        async with sit_down(choice()) as student:
            student.app.run_worker(fail, thread=True)
            await student.watch_until(lambda: student.app.return_code is not None)
    assert "in fail" in sit_down.progress.path.with_name("crash.log").read_text("utf-8")


def test_the_details_are_for_their_owner_alone(tmp_path: Path) -> None:
    Crash(ValueError(), tmp_path)
    assert stat.S_IMODE((tmp_path / "crash.log").stat().st_mode) == 0o600


def test_without_a_folder_they_get_a_new_one_that_nobody_else_can_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    tmp_path.chmod(0o777)
    first, second = Crash(ValueError(), None), Crash(KeyError(), None)
    kept = sorted(tmp_path.glob("*/crash.log"))
    assert len(kept) == 2 and not (tmp_path / "crash.log").exists()
    assert all(stat.S_IMODE(path.parent.stat().st_mode) == 0o700 for path in kept)
    assert {path for path in kept if str(path) in f"{first} {second}"} == set(kept)


@pytest.mark.parametrize("kind", ["symlink", "hard link", "dangling link", "open to all"])
def test_what_has_the_name_of_the_details_is_not_written_into(tmp_path: Path, kind: str) -> None:
    log, other = tmp_path / "crash.log", tmp_path / "other"
    if kind != "dangling link":
        other.write_text("mine", "utf-8")
    match kind:
        case "hard link":
            log.hardlink_to(other)
        case "open to all":
            log.write_text("of the crash before", "utf-8")
            log.chmod(0o666)
        case _:
            log.symlink_to(other)
    assert f"The details are in {log}." in str(Crash(ValueError("new"), tmp_path))
    assert not log.is_symlink() and "ValueError: new" in log.read_text("utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert (other.read_text("utf-8") if other.exists() else "") == ("" if kind == "dangling link" else "mine")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a file of somebody else")
def test_a_file_of_somebody_else_is_replaced_by_our_own(tmp_path: Path) -> None:
    log = tmp_path / "crash.log"
    log.write_text("", "utf-8")
    log.chmod(0o666)
    os.chown(log, 12345, 12345)
    Crash(ValueError(), tmp_path)
    assert log.stat().st_uid == 0


def test_a_link_that_is_put_there_at_the_last_moment_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, other = tmp_path / "crash.log", tmp_path / "other"

    def unlink(path: Path, missing_ok: bool = False) -> None:
        path.symlink_to(other)

    monkeypatch.setattr(Path, "unlink", unlink)
    assert f"The details could not be written to {log} (File exists)." in str(Crash(ValueError(), tmp_path))
    assert not other.exists()


def test_what_is_no_text_in_an_error_is_written_too(tmp_path: Path) -> None:
    Crash(ValueError("\ud800"), tmp_path)
    assert "ValueError: \\ud800" in (tmp_path / "crash.log").read_text("utf-8")


@pytest.mark.parametrize("there", ["nothing", "a file", "a folder with the name of the details"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "details"
    if there == "a file":
        folder.write_text("", "utf-8")
    elif there != "nothing":
        (folder / "crash.log").mkdir(parents=True)
    told = str(Crash(ValueError(), folder))
    assert "because of a bug in it (ValueError). All your answers are saved." in told
    assert f"The details could not be written to {folder / 'crash.log'} (" in told


def test_no_folder_for_temporary_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert "The details could not be written to crash.log (No such file" in str(Crash(ValueError(), None))

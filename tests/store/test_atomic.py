"""What is written by replacing a file: links stay links, and what is no regular file stays what it is."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.store.atomic import PRIVATE, is_stream, replace, replacement


def kind(path: Path) -> int:
    return stat.S_IFMT(path.lstat().st_mode)


def test_the_file_at_the_end_of_a_chain_of_links_is_replaced(tmp_path: Path) -> None:
    file, link, first = tmp_path / "far" / "file", tmp_path / "link", tmp_path / "first"
    file.parent.mkdir()
    file.write_bytes(b"before")
    file.chmod(0o640)
    link.symlink_to(Path("far") / "file")
    first.symlink_to(link)
    replace(first, b"after")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"after", 0o640)
    assert link.is_symlink() and first.is_symlink()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["far", "file", "first", "link"]


def test_a_link_to_nothing_yet_leads_to_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    replace(tmp_path / "link", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(OSError, match="symbolic links"):
        replace(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
@pytest.mark.parametrize("linked", [False, True])
def test_what_is_no_regular_file_is_never_replaced(tmp_path: Path, make: Callable[[Path], None], linked: bool) -> None:
    path = there = tmp_path / "there"
    make(there)
    if linked:
        path = tmp_path / "link"
        path.symlink_to(there)
    before = kind(there)
    with pytest.raises(OSError, match=r"regular file|directory"), replacement(path, PRIVATE) as file:
        file.write(b"new")
    assert kind(there) == before
    assert len(list(tmp_path.iterdir())) == 1 + linked


def test_a_device_is_never_replaced() -> None:
    with pytest.raises(OSError, match="it is not a regular file"):
        replace(Path("/dev/null"), b"new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_streams_are_pipes_and_devices(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    (tmp_path / "file").touch()
    assert all(map(is_stream, (tmp_path / "pipe", tmp_path / "link", Path("/dev/null"))))
    assert not any(map(is_stream, (tmp_path, tmp_path / "file", tmp_path / "nothing")))

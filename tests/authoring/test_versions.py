"""Ids that a deck had in git and has no more: what students remember hangs on them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizapp.authoring.check import check_files
from quizapp.authoring.diagnostics import Diagnostic
from quizapp.core.errors import UsageProblem
from tests.support.making import deck_toml, flashcard

SOURCES = {"atlas": {"title": "An Atlas of the World"}}
NILE = flashcard("nile", prompt="Where does the Nile end?", back="In the Mediterranean", source={"id": "atlas"})
RHINE = flashcard("rhine", prompt="Where does the Rhine end?", back="In the North Sea", source={"id": "atlas"})
VOLGA = flashcard("volga", prompt="Which lake takes in the Volga?", back="The Caspian Sea", source={"id": "atlas"})

Git = Callable[..., None]


@pytest.fixture(autouse=True)
def git_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the settings, the person and the repository of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A. Teacher")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "teacher@example.org")
        monkeypatch.setenv(f"GIT_{role}_DATE", "2025-10-14T12:00:00Z")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs git on a repository of the decks, on the branch `main`."""

    def run(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)

    run("init", "--quiet", "--initial-branch=main")
    return run


def write(folder: Path, *questions: dict[str, Any]) -> Path:
    path = folder / "rivers.toml"
    path.write_text(deck_toml(*questions, sources=SOURCES), "utf-8")
    return path


def commit(git: Git) -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message=Decks")


def lost(path: Path, against: str = "") -> list[Diagnostic]:
    (checked,) = check_files([path], against=against)
    assert {diagnostic.code for diagnostic in checked.diagnostics} <= {"L106"}
    return list(checked.diagnostics)


def test_an_id_that_is_gone_is_told_at_the_id_of_the_deck(tmp_path: Path, git: Git) -> None:
    write(tmp_path, NILE, RHINE)
    commit(git)
    (told,) = lost(write(tmp_path, RHINE))
    assert (told.span.line, told.span.column) == (2, 6)
    assert "`nile`" in told.message
    assert 'aliases = ["nile"]' in told.help


def test_a_question_with_another_id_and_much_the_same_prompt_is_asked_to_list_the_former(
    tmp_path: Path, git: Git
) -> None:
    write(tmp_path, NILE, RHINE)
    commit(git)
    path = write(tmp_path, RHINE, NILE | {"id": "nile-mouth", "prompt": "Where does the river Nile end?"})
    (told,) = lost(path)
    assert path.read_text("utf-8").split("\n")[told.span.line - 1] == 'id = "nile-mouth"'
    assert told.span.column == 6
    assert told.help == 'if this is the same question, add aliases = ["nile"]'


def test_each_of_several_ids_that_are_gone_is_told(tmp_path: Path, git: Git) -> None:
    write(tmp_path, NILE, RHINE, VOLGA)
    commit(git)
    told = lost(write(tmp_path, VOLGA, NILE | {"id": "nile-mouth"}))
    assert [next(name for name in ("nile", "rhine") if f"`{name}`" in one.message) for one in told] == ["rhine", "nile"]


def test_one_new_question_takes_the_place_of_one_that_is_gone(tmp_path: Path, git: Git) -> None:
    twin = NILE | {"id": "nile-2", "prompt": "Where does the Nile end, again?"}
    write(tmp_path, NILE, twin)
    commit(git)
    told = lost(write(tmp_path, NILE | {"id": "nile-3"}))
    assert sorted(one.span.line == 2 for one in told) == [False, True]


def test_an_id_that_became_an_alias_is_not_lost(tmp_path: Path, git: Git) -> None:
    write(tmp_path, NILE, RHINE)
    commit(git)
    assert lost(write(tmp_path, RHINE, NILE | {"id": "nile-mouth", "aliases": ["nile"]})) == []


def test_an_alias_that_is_gone_is_told_at_its_question(tmp_path: Path, git: Git) -> None:
    write(tmp_path, NILE | {"aliases": ["nile-end"]})
    commit(git)
    path = write(tmp_path, NILE)
    (told,) = lost(path)
    assert path.read_text("utf-8").split("\n")[told.span.line - 1] == 'id = "nile"'
    assert "`nile-end`" in told.message


def test_moved_reworded_and_new_questions_lose_nothing(tmp_path: Path, git: Git) -> None:
    write(tmp_path, NILE, RHINE)
    commit(git)
    assert lost(write(tmp_path, VOLGA, RHINE, NILE | {"prompt": "Which sea takes in the Nile?"})) == []


def test_what_was_committed_is_lost_no_more(tmp_path: Path, git: Git) -> None:
    write(tmp_path, NILE, RHINE)
    commit(git)
    path = write(tmp_path, RHINE)
    commit(git)
    assert lost(path) == []


def test_a_deck_can_be_compared_with_a_branch(tmp_path: Path, git: Git) -> None:
    write(tmp_path, NILE, RHINE)
    commit(git)
    git("checkout", "--quiet", "-b", "mending")
    path = write(tmp_path, RHINE)
    commit(git)
    assert [diagnostic.code for diagnostic in lost(path, against="main")] == ["L106"]
    assert lost(path, against="mending") == []


def test_a_deck_in_a_folder_of_the_repository_is_compared_with_itself(tmp_path: Path, git: Git) -> None:
    (tmp_path / "decks").mkdir()
    write(tmp_path, VOLGA)
    write(tmp_path / "decks", NILE, RHINE)
    commit(git)
    (told,) = lost(write(tmp_path / "decks", RHINE))
    assert "`nile`" in told.message


def test_a_deck_that_the_revision_has_not_got_lost_nothing(tmp_path: Path, git: Git) -> None:
    (tmp_path / "README.md").touch()
    commit(git)
    path = write(tmp_path, NILE)
    assert lost(path) == []
    assert lost(path, against="main") == []


def test_a_revision_that_is_not_there_is_wrong_usage(tmp_path: Path, git: Git) -> None:
    path = write(tmp_path, NILE)
    commit(git)
    with pytest.raises(UsageProblem, match="git cannot find maim for"):
        lost(path, against="maim")


def test_a_revision_that_looks_like_an_option_is_wrong_usage(tmp_path: Path, git: Git) -> None:
    path = write(tmp_path, NILE)
    commit(git)
    with pytest.raises(UsageProblem, match="git cannot find --batch for"):
        lost(path, against="--batch")


def test_a_repository_without_a_commit_has_nothing_to_lose(tmp_path: Path, git: Git) -> None:
    assert lost(write(tmp_path, NILE)) == []


def test_without_a_repository_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    path = write(tmp_path, NILE)
    assert lost(path) == []
    with pytest.raises(UsageProblem, match="git cannot find main for"):
        lost(path, against="main")


def test_without_git_nothing_is_lost_unless_it_is_asked_for(
    tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, NILE, RHINE)
    commit(git)
    path = write(tmp_path, RHINE)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lost(path) == []
    with pytest.raises(UsageProblem, match="git could not look up"):
        lost(path, against="main")


def test_an_earlier_version_with_syntax_errors_is_compared_as_far_as_it_goes(tmp_path: Path, git: Git) -> None:
    path = write(tmp_path, NILE, RHINE)
    path.write_text(path.read_text("utf-8") + '\nhint "Rotterdam"\n', "utf-8")
    commit(git)
    (told,) = lost(write(tmp_path, RHINE))
    assert "`nile`" in told.message


NO_IDS = ['id = ["nile-1"]', "id = { nile = 1 }", "id = 1", 'aliases = [["nile-1"]]', "aliases = 1"]


@pytest.mark.parametrize("line", NO_IDS)
def test_what_is_no_id_cannot_be_lost(tmp_path: Path, git: Git, line: str) -> None:
    path = write(tmp_path, NILE)
    path.write_text(f"{path.read_text('utf-8')}\n[[questions]]\n{line}\n", "utf-8")
    commit(git)
    assert lost(write(tmp_path, NILE)) == []


@pytest.mark.parametrize("line", NO_IDS)
def test_what_is_no_id_hides_none_that_is_lost(tmp_path: Path, git: Git, line: str) -> None:
    write(tmp_path, NILE, RHINE)
    commit(git)
    path = write(tmp_path, RHINE)
    path.write_text(f"{path.read_text('utf-8')}\n[[questions]]\n{line}\n", "utf-8")
    (checked,) = check_files([path])
    assert ["`nile`" in told.message for told in checked.diagnostics if told.code == "L106"] == [True]


@pytest.mark.parametrize("written", [("1941-04-13", '"1941-04-13"'), ('"1941-04-13"', "1941-04-13")])
def test_an_id_that_looks_like_a_date_is_the_same_in_quotes_and_without(
    tmp_path: Path, git: Git, written: tuple[str, str]
) -> None:
    path = write(tmp_path, NILE)
    text = path.read_text("utf-8")
    path.write_text(text.replace('"nile"', written[0]), "utf-8")
    commit(git)
    path.write_text(text.replace('"nile"', written[1]), "utf-8")
    assert lost(path) == []


def test_the_variables_that_git_gives_its_hooks_do_not_mislead(
    tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "decks").mkdir()
    write(tmp_path, VOLGA)
    write(tmp_path / "decks", NILE, RHINE)
    commit(git)
    path = write(tmp_path / "decks", RHINE)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / ".git" / "index"))
    (told,) = lost(path)
    assert "`nile`" in told.message

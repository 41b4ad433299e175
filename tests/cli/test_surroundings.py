"""Every command where a stream is closed or full, and where names, encodings, zones and folders are not as usual.

The commands are those that the program has: one that is added is tried too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from quizapp.cli.root import main
from tests.support.making import choice, flashcard, text, write_deck
from tests.support.program import PROGRAM, SECONDS, answer_by_line, environment, run, working_folder

VALUES = {
    "card": "longest",
    "codes": "L302",
    "file": "log.jsonl",
    "name": "rivers",
    "names": "rivers",
    "new": "decks/rivers.toml",
    "old": "decks/rivers.toml",
    "path": "decks/rivers.toml",
    "paths": "decks/rivers.toml",
    "question": "longest",
    "responses": "nile",
    "words": "river",
    "changes": "theme=light",
}
"""What is given for the arguments of that name."""

UNUSUAL = {("unsuspend", "names"): "city", ("new", "name"): "lakes", ("data import", "file"): "-"}
"""What is given for the arguments of single commands instead."""

NO_TEXT = os.fsdecode(b"\xff")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its name, those of groups included."""

    def below(prefix: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                yield from below(f"{prefix}{name} ", command)
            elif command is not None:
                yield f"{prefix}{name}", command

    return below("", main)


def command_line(name: str, command: click.Command) -> list[str]:
    """A command with each of its arguments."""
    arguments = [param.name or "" for param in command.params if isinstance(param, click.Argument)]
    return [*name.split(), *(UNUSUAL.get((name, each)) or VALUES[each] for each in arguments)]


LINES = [
    pytest.param(["--plain"], id="home"),
    pytest.param(["--plain", "--deck", "rivers"], id="study"),
    pytest.param(["--help"], id="help"),
    *(pytest.param(command_line(*each), id=each[0]) for each in commands()),
    pytest.param(["data", "export", "-"], id="data export -"),
    pytest.param(["log", "--json"], id="log --json"),
    pytest.param(["decks", "--json"], id="decks --json"),
    pytest.param(["check", "decks/broken.toml"], id="check broken"),
]
every_command = pytest.mark.parametrize("line", LINES)
pytestmark = pytest.mark.slow


class Student:
    """A student's folder, put back as it was before each command."""

    def __init__(self, place: Path) -> None:
        self.folder, self._kept = place / "student", place / "kept"
        self._usual: dict[str, subprocess.CompletedProcess[str]] = {}
        decks = working_folder(self.folder) / "decks"
        write_deck(decks, choice(prompt="Où est le fleuve 長?"), text(), flashcard(), title="Rivières")
        answer_by_line(self.folder, "1", "")
        run(self.folder, "--plain", "--deck", "rivers", input="suspend\n")
        (decks / "broken.toml").write_text("format = \n", "utf-8")
        run(self.folder, "decks")
        self.folder.rename(self._kept)

    def usually(self, line: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a command where all is as it should be."""
        name = " ".join(line)
        if name not in self._usual:
            self._usual[name] = self.does(line)
        return self._usual[name]

    def does(self, line: list[str], shell: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command; `shell` is what a shell does with its streams, or before it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._kept, self.folder)
        before, _, after = shell.rpartition(";")
        done = subprocess.run(
            ["sh", "-c", f'{before or ":"}; exec "$0" "$@" {after}', PROGRAM, *line],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environment(self.folder) | variables,
            cwd=working_folder(self.folder),
            timeout=SECONDS,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert "Exception ignored" not in done.stderr, done.stderr
        assert done.returncode in (0, 1, 2), done
        return done


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Student:
    return Student(tmp_path_factory.mktemp("streams"))


@every_command
@pytest.mark.parametrize(
    ("shell", "told"),
    [(">/dev/full", "Cannot write to standard output (No space left on device)"), (">&-", "Standard output is closed")],
    ids=["full", "closed"],
)
def test_what_cannot_be_printed_is_told(student: Student, line: list[str], shell: str, told: str) -> None:
    usual, done = student.usually(line), student.does(line, shell)
    if not usual.stdout:
        assert done.returncode == usual.returncode
    else:
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith(f"quizapp: {told}")


@every_command
def test_a_full_standard_error_is_no_loop(student: Student, line: list[str]) -> None:
    assert student.does(line, ">/dev/full 2>&1").returncode in (1, student.usually(line).returncode)


@every_command
def test_a_closed_standard_input_is_told_where_it_is_needed(student: Student, line: list[str]) -> None:
    usual, done = student.usually(line), student.does(line, "<&-")
    asks = (line[0] == "--plain" and len(line) > 1) or line[0] in ("exam", "cram") or line[:2] == ["data", "erase"]
    if asks or line[:2] == ["data", "import"]:
        assert done.returncode == 1
        assert "quizapp: Standard input" in done.stderr
    else:
        assert (done.returncode, done.stdout) == (usual.returncode, usual.stdout)


@every_command
def test_all_streams_may_be_closed(student: Student, line: list[str]) -> None:
    student.does(line, "<&- >&- 2>&-")


@every_command
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_any_encoding_will_do(student: Student, line: list[str], encoding: str) -> None:
    assert student.does(line, PYTHONIOENCODING=encoding).returncode == student.usually(line).returncode


@every_command
@pytest.mark.parametrize("zone", [":/etc/passwd", "/dev"])
def test_a_zone_that_is_none_will_do(student: Student, line: list[str], zone: str) -> None:
    assert student.does(line, TZ=zone).returncode == student.usually(line).returncode


@every_command
def test_a_working_folder_that_was_deleted_is_told(student: Student, line: list[str]) -> None:
    done = student.does(line, "mkdir gone && cd gone && rmdir ../gone;")
    assert done.returncode == 1
    assert (
        done.stderr
        == "quizapp: The folder you are in was deleted, or you don't have permission to read it. Go to another one.\n"
    )


@pytest.mark.parametrize(("name", "command"), [pytest.param(*each, id=each[0]) for each in commands()])
def test_what_is_typed_need_not_be_text(student: Student, name: str, command: click.Command) -> None:
    given = command_line(name, command)
    size = len(name.split())
    for index in range(size, len(given)):
        student.does([*given[:index], NO_TEXT, *given[index + 1 :]])
    for option in command.params:
        if isinstance(option, click.Option) and not option.is_flag:
            student.does([*given, option.opts[0], NO_TEXT])


@pytest.mark.parametrize("option", ["--deck", "--lang", "--limit", "--decks", "--data"])
def test_options_of_the_program_need_not_be_text(student: Student, option: str) -> None:
    student.does(["--plain", option, NO_TEXT])
    student.does([option, NO_TEXT, "decks"])


def test_a_deck_whose_name_is_no_text_is_studied(student: Student) -> None:
    name = os.fsdecode(b"decks/\xff.toml")
    done = student.does(["--plain", "--deck", name], f"cp decks/rivers.toml '{name}';")
    assert (done.returncode, done.stdout.partition(".")[0]) == (0, "Rivières")


def test_signs_and_letters_that_the_encoding_has_not_become_like_ones(student: Student) -> None:
    found = student.does(["search", "fleuve"], PYTHONIOENCODING="koi8-r").stdout
    assert "Ou est le fleuve ???" in found
    assert "Rivieres" in student.does(["decks"], PYTHONIOENCODING="ascii").stdout
    assert "Rivi\ufffdres" in student.does(["decks"], PYTHONIOENCODING="cp1252").stdout  # a letter, but no UTF-8


def test_json_loses_no_letter_that_the_encoding_has_not(student: Student) -> None:
    line = ["search", "fleuve", "--json"]
    assert "長" in student.does(line).stdout
    assert r"\u9577" in student.does(line, PYTHONIOENCODING="cp1252").stdout


@pytest.mark.parametrize("moment", ["0001-01-01", "1969-12-31", "9999-12-31T23:59:59"])
@pytest.mark.parametrize("zone", ["UTC", "EAST-14", "WEST+12"])
def test_the_log_has_a_beginning_and_an_end(student: Student, moment: str, zone: str) -> None:
    done = student.does(["log", "--since", moment], TZ=zone)
    events = 0 if moment.startswith("9999") else len(student.does(["log"]).stdout.splitlines())
    assert (done.returncode, len(done.stdout.splitlines())) == (0, events)


def test_a_home_between_quotes_is_still_a_home(student: Student) -> None:
    done = student.does(["--data", "~/progress", "data", "export", "-"])
    assert (done.returncode, done.stdout) == (0, "")
    student.does(["decks"], QUIZAPP_DATA="~/progress", QUIZAPP_DECKS="~/decks")
    assert (student.folder / "home" / "progress" / "progress.sqlite3").is_file()
    assert not (working_folder(student.folder) / "~").exists()


def test_a_home_of_nobody_is_a_folder_of_that_name(student: Student) -> None:
    assert student.does(["decks"], QUIZAPP_DATA="~nobody-has-this-name/progress").returncode == 0

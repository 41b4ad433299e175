"""What the program reads without click: to click, those command lines mean the same."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.core import Context, ParameterSource
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.cli.fast_path import decks_alone
from quizapp.cli.root import main
from tests.support.program import PROGRAM, environment, python, run, working_folder
from tests.support.terminal import Terminal

WORDS = [
    "--deck",
    "--deck=rivers",
    "--deck=",
    "--deck==",
    "rivers",
    "vlasov",
    "-",
    "--",
    "-h",
    "",
    "--limit",
    "3",
    "a=b",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=6))
@example([])
@example(["--deck", "rivers", "--deck=vlasov"])
@example(["--deck", "a=b"])
@example(["--deck=a=b"])
@example(["--deck", "rivers", "decks"])
@example(["--deck", "rivers", "--limit", "3"])
def test_what_is_read_without_click_is_what_click_reads(words: list[str]) -> None:
    names = decks_alone(words)
    if names is not None:
        with Context(main, info_name="quizapp") as ctx:
            rest = main.parse_args(ctx, list(words))
        assert not rest
        assert list(ctx.params["names"]) == names
        typed = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
        assert typed <= {"names"}


def test_the_usual_ways_to_start_are_read_without_click() -> None:
    assert decks_alone([]) == []
    assert decks_alone(["--deck", "vlasov"]) == ["vlasov"]
    assert decks_alone(["--deck=vlasov", "--deck", "decks/rivers.toml"]) == ["vlasov", "decks/rivers.toml"]
    assert decks_alone(["--deck", "vlasov", "--lang", "nl"]) is None
    assert decks_alone(["decks"]) is None


def test_the_command_itself_loads_no_click(tmp_path: Path) -> None:
    code = "import sys; sys.argv[1:] = ['decks']; import quizapp.cli, atexit; "
    code += "atexit.register(lambda: print('click' in sys.modules)); quizapp.cli.main()"
    assert python(tmp_path, code).endswith("False\n")


@pytest.mark.parametrize(("name", "code"), [("no-such-deck", 2), ("broken", 1)])
def test_what_cannot_be_studied_is_told_as_click_would_have_it(tmp_path: Path, name: str, code: int) -> None:
    decks = working_folder(tmp_path) / "decks"
    decks.mkdir()
    (decks / "broken.toml").write_text('format = 1\nid = "broken"\n')
    told = []
    for more in ((), ("--lang", "")):  # the second is read by click
        with Terminal(tmp_path, "--deck", name, *more) as terminal:
            told.append((terminal.end(), terminal.screen))
    assert told[0] == told[1]
    assert told[0][0] == code
    assert name in told[0][1]


@pytest.mark.parametrize("words", [["decks"], ["decks", "--short"], ["--version"]], ids=" ".join)
def test_lists_are_the_same_with_click_and_without(tmp_path: Path, words: list[str]) -> None:
    place = ("--data", str(tmp_path / "data"))
    run(tmp_path, "--plain", "--deck", "vlasov", input="\n\n")
    brief, full = run(tmp_path, *words), run(tmp_path, *place, *words)
    assert (brief.returncode, brief.stdout, brief.stderr) == (0, full.stdout, full.stderr)


def test_a_list_that_nobody_reads_to_its_end_ends_quietly(tmp_path: Path) -> None:
    run(tmp_path, "decks")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [PROGRAM, "decks"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
        cwd=working_folder(tmp_path),
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_list_without_a_folder_to_keep_it_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    refused = [run(tmp_path, "decks"), run(tmp_path, "decks", "--plain")]
    assert refused[0].returncode == refused[1].returncode == 1
    assert refused[0].stderr == refused[1].stderr
    assert "is a file, not a folder" in refused[0].stderr

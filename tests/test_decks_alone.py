"""What the program reads without click: to click, those command lines mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.core import Context, ParameterSource
from hypothesis import example, given
from hypothesis import strategies as st
from program import python, working_folder
from terminal import Terminal

from quizapp.cli import decks_alone
from quizapp.cli.root import main

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
    code = "import sys, quizapp.cli, quizapp.cli.sitting; print('click' in sys.modules)"
    assert python(tmp_path, code) == "False\n"


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

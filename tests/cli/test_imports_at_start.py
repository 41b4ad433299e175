"""What a start does without, because it takes long to import; and that it is there for whoever wants it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.program import python, run, working_folder

LOADED = "print(json.dumps(sorted(set(sys.modules) & set(sys.argv[1:]))))"


def loaded(folder: Path, code: str, *names: str) -> list[str]:
    """Those of these modules that are loaded after some code."""
    found: list[str] = json.loads(python(folder, f"import json, sys; {code}\n{LOADED}", *names).splitlines()[-1])
    return found


def test_the_interface_loads_no_openssl(tmp_path: Path) -> None:
    assert not loaded(tmp_path, "import quizapp.tui.app", "ssl", "_ssl", "hashlib", "_hashlib")


def test_openssl_is_there_for_whoever_wants_it(tmp_path: Path) -> None:
    code = "import quizapp.tui.app, asyncio, ssl; ssl.SSLContext(); asyncio.run(asyncio.sleep(0)); print('fine')"
    assert python(tmp_path, code) == "fine\n"


def test_the_first_question_needs_neither_click_nor_what_judges_an_answer(tmp_path: Path) -> None:
    names = (
        "click",
        "pydantic",
        "tomli",
        "fsrs",
        "uuid_utils",
        "babel",
        "quizapp.core.marking.marking",
        "quizapp.learning.plans",
    )
    code = "import quizapp.cli.fast_path, quizapp.tui.app, quizapp.learning.study.session, quizapp.tui.answers.options"
    assert not loaded(tmp_path, code, *names)


@pytest.mark.parametrize("command", ["decks", "--version"])
def test_a_short_command_needs_neither_dataclasses_nor_what_these_are_made_with(tmp_path: Path, command: str) -> None:
    run(tmp_path, "decks")  # fills the cache
    code = f"sys.argv[1:] = [{command!r}]; import quizapp.cli, contextlib\n"
    code += "with contextlib.suppress(SystemExit): quizapp.cli.main()\n"
    assert not loaded(tmp_path, code, "dataclasses", "inspect", "click", "pydantic", "textual")


def test_a_command_that_reads_the_settings_opens_no_database(tmp_path: Path) -> None:
    assert not loaded(tmp_path, "import quizapp.cli.root, quizapp.learning.settings", "sqlite3")


def test_reading_a_deck_looks_for_no_plugins(tmp_path: Path) -> None:
    deck = working_folder(tmp_path) / "one.toml"
    deck.write_text(
        'format = 1\nid = "one"\ntitle = "One"\nlanguage = "en"\n'
        '[[questions]]\nid = "a"\ntype = "card"\nprompt = "A"\nback = "B"\n',
        "utf-8",
    )
    code = "from pathlib import Path; from quizapp.decks.reader import read_deck; read_deck(Path('one.toml'))"
    assert not loaded(tmp_path, code, "importlib.metadata", "email.message")


@pytest.mark.parametrize("module", ["quizapp.decks.validation.adapters", "quizapp.decks.reader"])
def test_packages_can_be_asked_for_their_versions_afterwards(tmp_path: Path, module: str) -> None:
    code = f"import {module}; from importlib.metadata import version, entry_points; print(version('pydantic'))"
    assert python(tmp_path, code).count(".") >= 1

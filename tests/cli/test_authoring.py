"""The commands for those who write decks, as processes: what they print, write, and return."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pexpect
import pytest

from quizapp.decks.library import bundled_decks
from tests.support.making import choice, flashcard, text, write_deck
from tests.support.program import PROGRAM, SECONDS, environment, run, working_folder


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    """A folder with one deck that is in order but for lints, and one with an error."""
    folder = working_folder(tmp_path) / "decks"
    write_deck(folder, choice(), text(), id="rivers")
    write_deck(folder, flashcard(difficulty=9), id="broken", title="Broken")
    return tmp_path


# check


def test_check_shows_each_problem_and_counts_them(decks: Path) -> None:
    done = run(decks, "check", "decks/broken.toml")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("error[E108]: difficulty 9 is off the scale\n  --> decks/broken.toml:10:14\n")
    assert done.stdout.splitlines()[-1].startswith("1 error in 1 deck (1 question). `quizapp explain E108` says more")


def test_warnings_fail_a_strict_check_only(decks: Path) -> None:
    assert run(decks, "check", "decks/rivers.toml").returncode == 0
    assert run(decks, "check", "--strict", "decks/rivers.toml").returncode == 1


def test_the_shipped_decks_pass_a_strict_check(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--strict", str(bundled_decks()))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith("4 decks (167 questions).")


def test_check_as_json_is_a_list_of_findings(decks: Path) -> None:
    done = run(decks, "check", "--format", "json", "decks/broken.toml")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0] == {
        "file": "decks/broken.toml",
        "line": 10,
        "column": 14,
        "end_line": 10,
        "end_column": 15,
        "code": "E108",
        "severity": "error",
        "message": "difficulty 9 is off the scale",
        "help": "use a number from 1 to 5",
        "also": [],
    }


def test_check_without_findings_is_an_empty_list(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--format", "json", str(bundled_decks()))
    assert [one for one in json.loads(done.stdout) if one["severity"] != "info"] == []


def test_check_for_github_prints_annotations_only(decks: Path) -> None:
    done = run(decks, "check", "--format", "github", "decks/broken.toml")
    assert all(line.startswith(("::error file=", "::warning ", "::notice ")) for line in done.stdout.splitlines())
    assert "line=10,col=14,endLine=10,endColumn=14,title=E108::difficulty 9" in done.stdout


def test_colour_is_for_terminals_that_want_it(decks: Path) -> None:
    def painted(**variables: str) -> bool:
        command = [str(PROGRAM), "check", "decks/broken.toml"]
        output = pexpect.run(
            command[0] + " " + " ".join(command[1:]),
            env=environment(decks) | variables,
            cwd=str(working_folder(decks)),
            timeout=SECONDS,
        )
        assert b"E108" in output
        return b"\x1b[" in output

    assert painted()
    assert not painted(NO_COLOR="1")
    assert not painted(TERM="dumb")


def test_check_again_at_every_save(decks: Path) -> None:
    child = pexpect.spawn(
        str(PROGRAM),
        ["check", "--watch", "decks/broken.toml"],
        env=environment(decks),
        cwd=str(working_folder(decks)),
        encoding="utf-8",
        timeout=SECONDS,
    )
    child.expect("difficulty 9 is off the scale")
    child.expect_exact("Watching for changes. Press Ctrl+C to stop.")
    path = working_folder(decks) / "decks" / "broken.toml"
    path.write_text(path.read_text("utf-8").replace("difficulty = 9", "difficulty = 7"), "utf-8")
    child.expect("difficulty 7 is off the scale")
    child.sendintr()
    child.expect_exact(pexpect.EOF)
    assert child.wait() == 130


def test_watching_goes_with_text_only(decks: Path) -> None:
    done = run(decks, "check", "--watch", "--format", "json", "decks")
    assert done.returncode == 2
    assert "--format text" in done.stderr


def test_checking_what_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "decks")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "quizapp: There is no file or folder decks. Name a deck, or a folder with decks in it.\n"


# A deck with problems is not studied


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_studying_a_broken_deck_shows_the_same_report_and_how_to_check(decks: Path, plain: tuple[str, ...]) -> None:
    done = run(decks, "--deck", "broken", *plain)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error[E108]: difficulty 9 is off the scale\n  --> decks/broken.toml:10:14\n")
    assert "difficulty = 9\n" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("quizapp: ")
    assert "quizapp check " in done.stderr


def test_beside_a_broken_deck_the_others_work(decks: Path) -> None:
    done = run(decks, "--deck", "rivers", "--plain", input="3\n\n")
    assert "Right" in done.stdout
    listed = run(decks, "decks")
    assert "rivers" in listed.stdout
    assert "broken.toml" in listed.stderr


def test_a_broken_translation_shows_its_own_lines(decks: Path) -> None:
    folder = working_folder(decks) / "decks"
    (folder / "rivers.nl.toml").write_text('translates = "rivers"\nlanguage = "nl"\nzoom = 1\n', "utf-8")
    done = run(decks, "--deck", "rivers", "--lang", "nl", "--plain")
    assert done.returncode == 1
    assert "rivers.nl.toml:3:1" in done.stderr
    assert run(decks, "--deck", "rivers", "--plain").returncode == 0


# explain


def test_a_code_is_explained_with_a_wrong_and_a_right_example(tmp_path: Path) -> None:
    done = run(tmp_path, "explain", "e102")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("error[E102]: Unknown field\n")
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_all_codes_are_listed(tmp_path: Path) -> None:
    done = run(tmp_path, "explain")
    assert done.returncode == 0
    assert {"E001", "E102", "L207"} <= {line.split()[0] for line in done.stdout.splitlines() if line}


def test_a_code_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    done = run(tmp_path, "explain", "E999")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("quizapp: ")


# new, schema, ids, diff


def test_a_new_deck_passes_a_strict_check_and_can_be_studied(tmp_path: Path) -> None:
    done = run(tmp_path, "new", "my-deck")
    assert (done.returncode, done.stderr) == (0, "")
    assert "my-deck.toml" in done.stdout
    checked = run(tmp_path, "check", "--strict", "my-deck.toml")
    assert (checked.returncode, checked.stdout) == (0, "No problems in 1 deck (11 questions).\n")
    assert run(tmp_path, "--deck", "my-deck.toml", "--plain").returncode == 0


def test_a_new_deck_overwrites_nothing(tmp_path: Path) -> None:
    run(tmp_path, "new", "my-deck")
    path = working_folder(tmp_path) / "my-deck.toml"
    path.write_text("mine", "utf-8")
    done = run(tmp_path, "new", "my-deck")
    assert (done.returncode, done.stdout) == (2, "")
    assert path.read_text("utf-8") == "mine"


def test_schemas_are_written_beside_the_decks(tmp_path: Path) -> None:
    done = run(tmp_path, "schema", "--write", "decks")
    assert (done.returncode, done.stderr) == (0, "")
    written = {path.name for path in (working_folder(tmp_path) / "decks").iterdir()}
    assert written == {"deck.schema.json", "translation.schema.json", "config.schema.json"}


def test_a_schema_is_printed_as_it_is_written(tmp_path: Path) -> None:
    run(tmp_path, "schema", "--write", ".")
    for file, option in (
        ("deck.schema.json", ()),
        ("translation.schema.json", ("--translation",)),
        ("config.schema.json", ("--settings",)),
    ):
        written = json.loads((working_folder(tmp_path) / file).read_text("utf-8"))
        assert json.loads(run(tmp_path, "schema", *option).stdout) == written


def test_missing_ids_are_written_and_named(tmp_path: Path) -> None:
    question = {key: value for key, value in choice().items() if key != "id"}
    path = write_deck(working_folder(tmp_path), question)
    assert run(tmp_path, "check", "rivers.toml").returncode == 1
    done = run(tmp_path, "ids", "rivers.toml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("rivers.toml: added ")
    assert run(tmp_path, "check", "rivers.toml").returncode == 0
    before = path.read_bytes()
    assert run(tmp_path, "ids", "rivers.toml").stdout == "rivers.toml: every question has an id\n"
    assert path.read_bytes() == before


def test_a_diff_says_what_happens_to_progress(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    write_deck(folder / "old", choice(), text())
    write_deck(folder / "new", choice(prompt="Which of these rivers is the longest?"), flashcard())
    done = run(tmp_path, "diff", "old/rivers.toml", "new/rivers.toml")
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("longest", "city", "delta"):
        assert name in done.stdout
    rows = json.loads(run(tmp_path, "diff", "--json", "old/rivers.toml", "new/rivers.toml").stdout)
    assert {row["change"] for row in rows} == {"reworded", "gone", "new"}


def test_a_diff_of_equal_decks_says_so(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path), choice())
    shutil.copy(working_folder(tmp_path) / "rivers.toml", working_folder(tmp_path) / "other.toml")
    assert run(tmp_path, "diff", "rivers.toml", "other.toml").returncode == 0
    assert json.loads(run(tmp_path, "diff", "--json", "rivers.toml", "other.toml").stdout) == []


def test_the_preview_needs_a_terminal(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path), choice())
    done = run(tmp_path, "preview", "rivers.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "quizapp: The preview needs a terminal. `quizapp check` works without one.\n"

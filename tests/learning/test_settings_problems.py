"""What is wrong in the settings file: all of it, each problem where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from quizapp.core.settings.settings import Settings
from quizapp.learning.settings_problems import all_problems

NOTHING_COUNTS = "Until you fix it, none of your settings apply."


def nothing_unfit(_: Settings) -> Sequence[tuple[tuple[str, ...], str]]:
    return ()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def problems(path: Path, text: str) -> list[str]:
    """Each problem without the path in front of it."""
    path.write_text(text, "utf-8")
    listed = all_problems(path, nothing_unfit)
    assert all(problem.startswith(f"{path}:") for problem in listed)
    return [problem.removeprefix(f"{path}:") for problem in listed]


def test_without_a_file_nothing_is_wrong(path: Path) -> None:
    assert all_problems(path, nothing_unfit) == []


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "theme = 'nord'\n[decks]\n[keys]\nstudy.hint = 'H'\n"])
def test_nothing_is_wrong_in_a_sound_file(path: Path, text: str) -> None:
    assert problems(path, text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# é\n\nthme = 'nord'\n", "3:1: There is no setting `thme`. Did you mean `theme`?"),
        ("[study]\n  retenton = 0.9\n", "2:3: There is no setting `study.retenton`. Did you mean `study.retention`?"),
        ("study = { fuzz = 5 }\n", "1:18: `study.fuzz` cannot be 5; it must be true or false."),
        ("study.fuzz = 5\n", "1:14: `study.fuzz` cannot be 5;"),
        ("study = 5\n", "1:1: `study` must be a table: write [study], and its settings on the lines below."),
        ("[decks.rivers]\n[decks.lakes]\nexam = 'May'\n", '3:8: `decks.lakes.exam` cannot be "May";'),
        ("[decks.rivers]\nexm = 2027-01-20\n", "2:1: There is no setting `decks.rivers.exm`. Did you mean"),
        ("[keys]\nstudy.hint = 7\n", "2:14: `keys.study.hint` cannot be 7;"),
        ("[keys]\n'study.hint' = 7\n", "2:16: `keys.study.hint` cannot be 7;"),
        ("[keys.study]\nhint = 7\n", "2:8: `keys.study.hint` cannot be 7;"),
        ("\ufefftheme = 5\r\n", "1:9: `theme` cannot be 5;"),
        ("theme = \n", f"1:9: There is no value after `=`: add one. {NOTHING_COUNTS}"),
        ("theme = nord\n", f'1:9: This is not a value: put text in double quotes: "nord". {NOTHING_COUNTS}'),
        ("[study]\n\n[study]\n", "3:1: This table appears twice: merge the two; the other"),
        ("theme = 'a'\ntheme = 'b'\n", "2:1: `theme` appears twice: keep one of the two; the other is on line 1."),
        ("[decks.rivers]\nexam = 20-1-2027\n", "2:10: This is not how a date is written: write a date such as"),
        ("theme = " + "9" * 5000, "1:"),
        ("theme = " + "[" * 500, "1:"),
    ],
)
def test_a_problem_is_told_where_it_stands(path: Path, text: str, problem: str) -> None:
    [told] = problems(path, text)
    assert told.startswith(problem)


def test_all_problems_are_told_in_their_order_in_the_file(path: Path) -> None:
    text = "theme = \n[study]\nretention = 2\nretenton = 1\nfuzz = True\n[decks.rivers]\nexam_minutes = 0\n"
    assert [problem.partition(": ")[0] for problem in problems(path, text)] == ["1:9", "3:13", "4:1", "5:8", "7:16"]


def test_what_only_the_interface_knows_is_told_too(path: Path) -> None:
    path.write_text("theme = 'nordd'\n[study]\nfuzz = \n[keys]\nstudy.hint = 'foo'\n", "utf-8")

    def unfit(settings: Settings) -> Sequence[tuple[tuple[str, ...], str]]:
        assert (settings.theme, settings.keys) == ("nordd", {"study.hint": "foo"})
        return [(("theme",), "No such theme."), (("keys", "study.hint"), "No such key.")]

    assert [problem.removeprefix(f"{path}:") for problem in all_problems(path, unfit)] == [
        "1:9: No such theme. Until you fix it, the default applies.",
        f"3:8: There is no value after `=`: add one. {NOTHING_COUNTS}",
        "5:14: No such key. Until you fix it, the default applies.",
    ]


def test_a_file_that_is_not_utf_8_is_told(path: Path) -> None:
    path.write_bytes("theme = 'déjà'".encode("latin-1"))
    assert all_problems(path, nothing_unfit) == [f"{path} is not UTF-8. Save it in that encoding."]


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir()
    [problem] = all_problems(path, nothing_unfit)
    assert "is not a file" in problem

"""Which files are checked, what their translations are checked against, and what `allow` does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from quizapp.authoring.check import check, check_files
from quizapp.authoring.deckfiles import deck_files
from quizapp.core.errors import UsageProblem
from tests.support.making import choice, deck_toml, flashcard, text, true_false, write_deck

SOURCES = {"atlas": {"title": "An Atlas"}}


def complete(question: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """A question that no lint finds fault with."""
    wrong = [key for key in question.get("options", {}) if key != question["answer"]]
    more = {"explanation": "It is so.", "source": {"id": "atlas"}, "feedback": dict.fromkeys(wrong, "No.")}
    return {**question, **more, **changes}


def codes(*paths: Path) -> list[str]:
    return [diagnostic.code for diagnostic in check(paths)]


def deck(folder: Path, *questions: Mapping[str, Any], **head: Any) -> Path:
    return write_deck(folder, *(questions or (complete(choice()),)), **({"sources": SOURCES} | head))


def translation(folder: Path, *lines: str, language: str = "nl") -> Path:
    path = folder / f"rivers.{language}.toml"
    path.write_text("\n".join([f'translates = "rivers"\nlanguage = "{language}"\ntitle = "R"', *lines]), "utf-8")
    return path


def test_nothing_is_wrong_with_a_complete_deck(tmp_path: Path) -> None:
    assert codes(deck(tmp_path)) == []


def test_a_folder_stands_for_the_decks_in_and_below_it(tmp_path: Path) -> None:
    deck(tmp_path / "a")
    deck(tmp_path / "a" / "b", id="seas")
    deck(tmp_path / "a" / ".hidden", id="lakes")
    assert [path.name for path in deck_files([tmp_path])] == ["rivers.toml", "seas.toml"]


def test_settings_of_other_programs_in_a_folder_are_no_decks(tmp_path: Path) -> None:
    (tmp_path / "tombi.toml").write_text("[lint]\nrules = {}\n")
    (tmp_path / ".taplo.toml").write_text("[formatting]\n")
    path = deck(tmp_path)
    assert list(deck_files([tmp_path])) == [path]


def test_a_folder_without_decks_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"There are no decks in .*\. `quizapp new NAME` writes one"):
        check([tmp_path])


def test_the_name_of_a_deck_for_its_file_is_a_slip(tmp_path: Path) -> None:
    deck(tmp_path)
    with pytest.raises(UsageProblem, match=r"There is no file or folder .*rivers\. Did you mean .*rivers\.toml\?"):
        check([tmp_path / "rivers"])


def test_a_translation_that_is_named_is_checked_without_the_others(tmp_path: Path) -> None:
    deck(tmp_path, choice())
    translation(tmp_path, "zoom = 1", language="de")
    dutch = translation(tmp_path, "zoom = 1")
    assert {one.file for one in check([dutch])} == {dutch}


def test_a_translation_that_is_named_is_told_of_an_error_in_its_deck(tmp_path: Path) -> None:
    path = deck(tmp_path, complete(choice(), difficulty=9))
    assert [(one.file, one.code) for one in check([translation(tmp_path)])] == [(path, "E108")]


def test_a_file_named_otherwise_than_its_language_is_told(tmp_path: Path) -> None:
    deck(tmp_path)
    put = translation(tmp_path).rename(tmp_path / "rivers.dutch.toml")
    assert [one.help for one in check([put]) if one.code == "L105"] == [
        "rename the file to rivers.nl.toml, or change the language"
    ]


def test_a_translation_that_is_named_like_a_deck_is_told_how_to_name_it(tmp_path: Path) -> None:
    put = translation(tmp_path).rename(tmp_path / "rivers-nl.toml")
    assert [(one.code, one.help) for one in check([put])] == [("E304", "rename the file to rivers.nl.toml")]


def test_a_file_that_is_named_is_a_deck_whatever_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "tombi.toml"
    path.write_text("[lint]\n")
    assert "E101" in codes(path)


def test_a_translation_stands_for_its_deck_and_each_is_checked_once(tmp_path: Path) -> None:
    path = deck(tmp_path)
    assert list(deck_files([translation(tmp_path), path, tmp_path])) == [path]


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"There is no file or folder .*\. Name a deck, or a folder with decks"):
        check([tmp_path / "rivers.toml"])


def test_errors_and_lints_of_a_deck_are_found_together(tmp_path: Path) -> None:
    path = deck(tmp_path, complete(choice(), difficulty=9), true_false(source={"id": "atlas"}))
    assert codes(path) == ["E108", "L102"]


def test_a_translation_is_checked_with_its_deck(tmp_path: Path) -> None:
    path = deck(tmp_path)
    put = translation(tmp_path, "[questions.longest]", 'promt = "Welke?"', "[questions.widest]", 'prompt = "x"')
    assert [(one.file, one.code) for one in check([path])] == [(put, "E303"), (put, "E302")]


def test_what_a_translation_leaves_out_is_told_in_its_file(tmp_path: Path) -> None:
    path = deck(tmp_path)
    put = translation(tmp_path, "[questions.longest]", 'of = "00000000"', 'prompt = "Welke rivier is het langst?"')
    found = {(one.file, one.line, one.code) for one in check([path])}
    assert (put, 5, "L303") in found
    assert (put, 4, "L304") in found


def test_of_a_deck_with_errors_only_the_syntax_of_translations_is_checked(tmp_path: Path) -> None:
    path = deck(tmp_path, complete(choice(), difficulty=9))
    translation(tmp_path, "[questions.widest]", 'prompt = "x"')
    broken = translation(tmp_path, "title Rivers", language="de")
    assert [(one.file, one.code) for one in check([path])] == [(path, "E108"), (broken, "E001")]


def test_a_translation_without_a_deck_is_told(tmp_path: Path) -> None:
    put = translation(tmp_path)
    assert [(one.file, one.code) for one in check([put])] == [(put, "E304")]
    assert codes(tmp_path) == ["E304"]


def test_a_lint_that_is_allowed_is_not_told(tmp_path: Path) -> None:
    question = complete(choice(), explanation="")
    assert codes(deck(tmp_path, question)) == ["L102"]
    assert codes(deck(tmp_path, question | {"allow": ["L102"]})) == []


def test_an_allowance_that_is_not_needed_is_told_at_its_place(tmp_path: Path) -> None:
    path = deck(tmp_path, complete(choice(), allow=["L102"]))
    assert [(one.code, one.message) for one in check([path])] == [("L108", "L102 does not need to be allowed here")]


def test_an_allowance_may_be_needed_in_a_translation_only(tmp_path: Path) -> None:
    question = complete(choice(), allow=["L301"])
    path = deck(tmp_path, question)
    assert codes(path) == ["L108"]
    translation(tmp_path, "[questions.longest]", 'options.nile = "Nil\u0435"')  # a Cyrillic letter
    assert "L108" not in codes(path)
    assert "L301" not in codes(path)


@pytest.mark.parametrize("code", ["L999", "E102", "l102", ""])
def test_only_lints_can_be_allowed(tmp_path: Path, code: str) -> None:
    assert codes(deck(tmp_path, complete(choice(), allow=[code]))) == ["L107"]


def test_questions_are_counted_by_deck(tmp_path: Path) -> None:
    deck(tmp_path, complete(choice()), complete(flashcard()))
    translation(tmp_path)
    assert [checked.questions for checked in check_files([tmp_path])] == [2, 0]


def test_without_lints_only_errors_are_looked_for(tmp_path: Path) -> None:
    path = deck(tmp_path, choice(), text(difficulty=9))
    found = [one.code for checked in check_files([path], lints=False) for one in checked.diagnostics]
    assert found == ["E108"]


def test_what_changed_since_a_text_was_read_does_not_move_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    path.write_bytes(deck_toml(choice(difficulty=9), sources=SOURCES).replace("\n", "\r\n").encode())
    (checked,) = check_files([path], lints=False)
    assert checked.lines[checked.diagnostics[0].line - 1] == "difficulty = 9"

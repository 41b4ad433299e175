"""Licences, file names and quotes: what can be wrong around the questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizapp.authoring.check import check
from tests.support.making import choice, number, write_deck


def found(folder: Path, code: str, *, quote: str = "", **head: Any) -> list[str]:
    sources = {"sources": {"atlas": {"title": "An Atlas"}}}
    path = write_deck(folder, choice(source={"id": "atlas", "quote": quote}), **(sources | head))
    return [f"{one.message}; {one.help}" for one in check([path]) if one.code == code]


ATLAS = {"atlas": {"title": "An Atlas", "file": "atlas.txt"}}


@pytest.mark.parametrize("licence", ["CC-BY-4.0", "MIT", "cc0-1.0", "CC-BY-4.0 OR MIT", "LicenseRef-School"])
def test_spdx_licences_are_known(tmp_path: Path, licence: str) -> None:
    assert found(tmp_path, "L104", license=licence) == []


@pytest.mark.parametrize(
    ("licence", "meant"),
    [
        ("CC-BY", "did you mean `CC-BY-4.0`?"),
        ("CC BY SA 4.0", "did you mean `CC-BY-SA-4.0`?"),
        ("mine", "use one of: CC0"),
    ],
)
def test_another_licence_is_told_with_the_nearest(tmp_path: Path, licence: str, meant: str) -> None:
    (told,) = found(tmp_path, "L104", license=licence)
    assert told.startswith(f"`{licence}` is not an SPDX licence; {meant}")


def test_a_file_named_otherwise_than_its_deck_is_told(tmp_path: Path) -> None:
    path = write_deck(tmp_path, choice()).rename(tmp_path / "streams.toml")
    assert [one.help for one in check([path]) if one.code == "L105"] == [
        "rename the file to rivers.toml, or change the id"
    ]


@pytest.mark.parametrize(
    "quote",
    [
        "longest river",
        "The LONGEST\nriver",
        "“the longest river”",
        "It is ... river",
        "It is […] of all",
        "",
    ],
)
def test_a_quote_that_stands_in_the_work_is_right(tmp_path: Path, quote: str) -> None:
    (tmp_path / "atlas.txt").write_text('It is\n "the longest   river" of all.', "utf-8")
    assert found(tmp_path, "L302", sources=ATLAS, quote=quote) == []


@pytest.mark.parametrize("quote", ["the largest river", "of all ... It is", "longest rivers"])
def test_a_quote_that_does_not_is_told(tmp_path: Path, quote: str) -> None:
    (tmp_path / "atlas.txt").write_text("It is the longest river of all.", "utf-8")
    (told,) = found(tmp_path, "L302", sources=ATLAS, quote=quote)
    assert told.startswith("this does not stand in atlas.txt; quote it literally")


def test_quotes_from_works_without_a_file_are_taken_on_trust(tmp_path: Path) -> None:
    assert found(tmp_path, "L302", quote="anything") == []


def test_a_work_that_cannot_be_read_is_told_at_its_source(tmp_path: Path) -> None:
    (told,) = found(tmp_path, "L305", sources=ATLAS, quote="anything")
    assert told.startswith("atlas.txt: the file cannot be read")
    assert found(tmp_path, "L302", sources=ATLAS, quote="anything") == []


@pytest.mark.parametrize("tag", ["en", "nl", "de-CH", "zh-Hant-TW", "la", "grc", "pt-BR"])
def test_tags_of_languages_are_known(tmp_path: Path, tag: str) -> None:
    assert found(tmp_path, "L109", language=tag) == []


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("German", "did you mean `de`?"),
        ("Deutsch", "did you mean `de`?"),
        ("nederlands", "did you mean `nl`?"),
        ("de_DE", "did you mean `de`?"),
        ("5", "use a BCP 47 tag"),
        ("", "use a BCP 47 tag"),
    ],
)
def test_what_is_no_tag_of_a_language_is_told(tmp_path: Path, tag: str, meant: str) -> None:
    (told,) = found(tmp_path, "L109", language=tag)
    assert told.startswith(f"`{tag}` is not the tag of a language; {meant}")


def test_a_point_before_three_digits_may_be_meant_for_thousands(tmp_path: Path) -> None:
    path = write_deck(tmp_path, number(distractors={"short": 1.25, "long": 9.5}))
    path.write_text(path.read_text("utf-8").replace("2850", "2.850").replace("9.5", "6.650"), "utf-8")
    told = [(one.line, one.message) for one in check([path]) if one.code == "L216"]
    assert [message for _, message in told] == [
        "2.850 is read as 2.85, not as thousands",
        "6.650 is read as 6.65, not as thousands",
    ]

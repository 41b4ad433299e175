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
    assert told.startswith("these words are not in atlas.txt; quote word for word")


def test_quotes_from_works_without_a_file_are_taken_on_trust(tmp_path: Path) -> None:
    assert found(tmp_path, "L302", quote="anything") == []


def test_a_work_that_cannot_be_read_is_told_at_its_source(tmp_path: Path) -> None:
    (told,) = found(tmp_path, "L305", sources=ATLAS, quote="anything")
    assert told.startswith("atlas.txt: the file cannot be read")
    assert found(tmp_path, "L302", sources=ATLAS, quote="anything") == []


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("quote", ["secret", "guess"])
@pytest.mark.parametrize("name", ["../diary.txt", "{outside}/diary.txt", "link.txt", "folder/diary.txt"])
def test_a_work_outside_the_decks_folder_is_not_looked_into(tmp_path: Path, name: str, quote: str, there: bool) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "diary.txt")
    (folder / "folder").symlink_to(tmp_path)
    if there:
        (tmp_path / "diary.txt").write_text("a secret", "utf-8")
    file = name.format(outside=tmp_path)
    (told,) = found(folder, "L305", sources={"atlas": {"title": "Atlas", "file": file}}, quote=quote)
    assert told == f"{file}: this links to a file outside its folder; name a text file in the deck's folder"
    assert found(folder, "L302", sources={"atlas": {"title": "Atlas", "file": file}}, quote=quote) == []


def test_a_work_may_lie_below_the_deck_and_be_a_link_there(tmp_path: Path) -> None:
    (tmp_path / "works").mkdir()
    (tmp_path / "works" / "atlas.txt").write_text("It is the longest river of all.", "utf-8")
    (tmp_path / "atlas.txt").symlink_to(Path("works") / "atlas.txt")
    for file in ("works/atlas.txt", "atlas.txt", "works/../atlas.txt"):
        sources = {"atlas": {"title": "Atlas", "file": file}}
        assert found(tmp_path, "L302", sources=sources, quote="longest river") == []
        assert len(found(tmp_path, "L302", sources=sources, quote="largest river")) == 1


@pytest.mark.parametrize("name", ["rivers.toml", "rivers.nl.toml"])
def test_a_deck_or_translation_that_is_a_link_out_of_its_folder_is_not_read(tmp_path: Path, name: str) -> None:
    folder, secret = tmp_path / "decks", tmp_path / "secret.toml"
    write_deck(folder, choice())
    secret.write_text('password = "swordfish"\n', "utf-8")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    (told,) = (one for one in check([folder]) if one.code == "E003")
    assert told.message == "this links to a file outside its folder"
    assert Path(told.file) == folder / name
    assert not any("password" in one.message for one in check([folder]))


def test_a_deck_may_be_a_link_within_its_folder_and_the_folder_a_link(tmp_path: Path) -> None:
    path = write_deck(tmp_path / "kept" / "old", choice())
    (tmp_path / "kept" / "rivers.toml").symlink_to(path)
    (tmp_path / "decks").symlink_to(tmp_path / "kept")
    assert not [one for one in check([tmp_path / "decks" / "rivers.toml"]) if one.severity == "error"]


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
    assert told.startswith(f"`{tag}` is not a language tag; {meant}")


def test_a_point_before_three_digits_may_be_meant_for_thousands(tmp_path: Path) -> None:
    path = write_deck(tmp_path, number(distractors={"short": 1.25, "long": 9.5}))
    path.write_text(path.read_text("utf-8").replace("2850", "2.850").replace("9.5", "6.650"), "utf-8")
    told = [(one.line, one.message) for one in check([path]) if one.code == "L216"]
    assert [message for _, message in told] == [
        "2.850 is read as 2.85, not as thousands",
        "6.650 is read as 6.65, not as thousands",
    ]

"""Missing ids: every question gets one, and nothing else in the file changes."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.authoring.ids import LONGEST_ID, missing_ids, write_ids
from quizapp.core.errors import QuizappError
from quizapp.core.questions.base import ID_PATTERN
from tests.support.making import choice, cloze, deck_toml, flashcard, text, toml

DECKS = sorted(path for path in (Path(__file__).parents[2] / "decks").glob("*.toml") if path.stem.count(".") == 0)


def new_id(prompt: str, *others: dict[str, Any]) -> str:
    """The id that a question with this prompt gets in a deck with `others`."""
    nameless = {"type": "card", "prompt": prompt, "back": "A delta"}
    [name] = missing_ids(deck_toml(*others, nameless))[1]
    return name


def without_ids(tree: dict[str, Any]) -> dict[str, Any]:
    questions = [{key: value for key, value in table.items() if key != "id"} for table in tree["questions"]]
    return {**tree, "questions": questions}


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("In which city was the pact signed?", "city-pact-signed"),
        ("In welke stad werd het pact getekend?", "stad-pact-getekend"),
        ("The {{river}} meets the Danube at {{town}}.", "river-meets-danube-town"),
        ("2nd Shock Army", "2nd-shock-army"),
        ("Świętosława's brother", "swietoslawas-brother"),
        ("Где Москва?", "gde-moskva"),
        ("Who is it?", "who-is-it"),
        ("?!", "question"),
    ],
)
def test_an_id_is_made_of_the_first_telling_words(prompt: str, name: str) -> None:
    assert new_id(prompt) == name


@given(prompt=st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_the_prompt_its_id_is_valid_and_short(prompt: str) -> None:
    name = new_id(prompt)
    assert ID_PATTERN.match(name)
    assert len(name) <= LONGEST_ID


def test_a_long_word_is_cut() -> None:
    assert new_id("x" * 99) == "x" * LONGEST_ID


@pytest.mark.parametrize("other", [flashcard("delta"), flashcard("mouth", aliases=["delta"])])
def test_an_id_is_not_one_that_another_question_has_or_had(other: dict[str, Any]) -> None:
    assert new_id("The delta", other) == "delta-2"


def test_a_numbered_id_is_no_longer_than_another() -> None:
    assert new_id("x" * 99, flashcard("x" * LONGEST_ID)) == "x" * (LONGEST_ID - 2) + "-2"


def test_questions_with_one_prompt_are_numbered() -> None:
    nameless = "[[questions]]\nprompt = 'Delta'\n"
    assert missing_ids(nameless * 3)[1] == ["delta", "delta-2", "delta-3"]


def test_a_question_without_a_prompt_gets_an_id_too() -> None:
    assert missing_ids("[[questions]]\nprompt = 3\n")[1] == ["question"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[questions]]\nprompt = 'A b'\n", "[[questions]]\nid = \"b\"\nprompt = 'A b'\n"),
        ("[[questions]] # x\n\n# y\n\tprompt = 'b'\n", "[[questions]] # x\n\tid = \"b\"\n\n# y\n\tprompt = 'b'\n"),
        ("[[questions]]\r\nprompt = 'b'\r\n", "[[questions]]\r\nid = \"b\"\r\nprompt = 'b'\r\n"),
        ("\ufeff[[questions]]\nprompt = 'b'\n", "\ufeff[[questions]]\nid = \"b\"\nprompt = 'b'\n"),
        (" [[questions]]\n [questions.source]\n", ' [[questions]]\n id = "question"\n [questions.source]\n'),
        ("[[questions]]", '[[questions]]\nid = "question"'),
        ("a = 1\r\n[[questions]]", 'a = 1\r\n[[questions]]\r\nid = "question"'),
        ("questions = [{prompt = 'b'}]", "questions = [{id = \"b\", prompt = 'b'}]"),
        ("questions = [{ prompt = 'b' }]", "questions = [{ id = \"b\", prompt = 'b' }]"),
        ("questions = [{\n  prompt = 'b',\n}]", "questions = [{\n  id = \"b\",\n  prompt = 'b',\n}]"),
        ("questions = [{}, { }]", 'questions = [{id = "question"}, { id = "question-2" }]'),
    ],
)
def test_an_id_is_put_first_in_the_manner_of_the_table(before: str, after: str) -> None:
    assert missing_ids(before)[0] == after


@pytest.mark.parametrize(
    "complete",
    [
        "[[questions]]\nid = ''\n",
        "[[questions]]\nprompt = 'b'\nid = 'c'\n",
        "[[questions]]\n[questions.id]\n",
        "[questions.pact]\nprompt = 'A translation has no list of questions'\n",
        "questions = ['no table']\n",
        "title = 'no questions'\r\n",
    ],
)
def test_what_lacks_no_id_stays_as_it_is(complete: str) -> None:
    assert missing_ids(complete) == (complete, [])


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.name)
def test_the_ids_of_a_shipped_deck_can_be_made_anew_line_by_line(deck: Path) -> None:
    nameless = re.sub(r"(?m)^(\[\[questions\]\]\n)id = .*\n", r"\1", deck.read_text("utf-8"))
    written, names = missing_ids(nameless)
    assert tomli.loads(written)["questions"][-1]["id"] == names[-1]
    assert without_ids(tomli.loads(written)) == tomli.loads(nameless)
    added = {f'id = "{name}"\n' for name in names}
    assert [line for line in written.splitlines(keepends=True) if line not in added] == nameless.splitlines(
        keepends=True
    )


QUESTIONS = st.lists(
    st.builds(
        lambda question, named: question if named else {key: question[key] for key in question if key != "id"},
        st.sampled_from([flashcard(), choice(), text(prompt='"é"\t{ # ['), cloze(source={"id": "x"})]),
        st.booleans(),
    ),
    max_size=5,
)


@given(questions=QUESTIONS, newline=st.sampled_from(["\n", "\r\n"]), inline=st.booleans())
@settings(max_examples=60)
def test_only_ids_are_added_to_any_deck(questions: list[dict[str, Any]], newline: str, inline: bool) -> None:
    before = f"questions = {toml(questions)}\n" if inline else deck_toml(*questions)
    before = before.replace("\n", newline)
    written, names = missing_ids(before)
    after = tomli.loads(written).get("questions", [])
    assert [table["id"] for table, old in zip(after, questions, strict=True) if "id" not in old] == names
    assert [table | {"id": 0} for table in after] == [table | {"id": 0} for table in questions]
    assert len(written) - len(before) == sum(
        len(f'id = "{name}", ' if inline else f'id = "{name}"{newline}') for name in names
    )
    assert missing_ids(written) == (written, [])


def test_a_text_that_is_no_toml_is_refused_with_its_place() -> None:
    with pytest.raises(QuizappError, match="line 2, column 5"):
        missing_ids("[[questions]]\na = !\n")


NAMELESS = b"\xef\xbb\xbf[[questions]]\r\nprompt = 'Delta'\r\n"
NAMED = b"\xef\xbb\xbf[[questions]]\r\nid = \"delta\"\r\nprompt = 'Delta'\r\n"


def test_a_file_keeps_its_mark_line_ends_and_permissions(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    path.write_bytes(NAMELESS)
    path.chmod(0o640)
    assert write_ids(path) == ["delta"]
    assert path.read_bytes() == NAMED
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_and_the_file_it_names_is_written(tmp_path: Path) -> None:
    path, link = tmp_path / "rivers.toml", tmp_path / "link.toml"
    path.write_bytes(NAMELESS)
    link.symlink_to(path.name)
    write_ids(link)
    assert link.is_symlink()
    assert path.read_bytes() == NAMED


def test_a_file_that_lacks_no_id_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "rivers.toml"
    path.write_bytes(NAMED)
    before = path.stat()
    assert write_ids(path) == []
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_cannot_be_replaced_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "rivers.toml"
    path.write_bytes(NAMELESS)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(QuizappError, match="Could not write ids"):
        write_ids(path)
    assert path.read_bytes() == NAMELESS
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), (b"\xff", "not UTF-8"), (b"[[questions]]\na = !\n", "line 2")]
)
def test_a_file_that_cannot_be_understood_is_refused_by_name(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "rivers.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(QuizappError, match=rf"rivers\.toml: .*{said}"):
        write_ids(path)

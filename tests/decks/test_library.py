"""Finding decks by name, and reading them through the cache."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.core.decks.deck import QuestionRef
from quizapp.core.errors import UsageProblem
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.cache import FILE_NAME, DeckCache
from quizapp.decks.findings import DeckError
from quizapp.decks.library import Library, LoadedDeck, Unreadable, bundled_decks, deck_folders
from quizapp.decks.reader import read_deck
from tests.support.making import choice, deck_toml, flashcard, multiple, text, true_false, write_deck
from tests.support.program import python, run, working_folder

EVERY_TYPE = (choice(), multiple(), true_false(), text(reject={"Zagreb": "Upstream."}), flashcard(reverse=True))
LONG_AGO = 1_700_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the deck `rivers`, last changed long ago."""
    path = write_deck(tmp_path / "decks", *EVERY_TYPE)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path.parent


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def find(name: str, cache: Path, *folders: Path) -> LoadedDeck:
    """The deck as a program that has just started finds it."""
    return Library(folders, cache).find(name)


def questions(deck: LoadedDeck) -> list[AnyQuestion]:
    return [deck.question(card.question) for card in deck.cards]


def title(name: str, cache: Path, *folders: Path) -> str:
    return find(name, cache, *folders).info.title


# Where decks are found


def test_a_deck_is_found_by_its_name(folder: Path, cache: Path) -> None:
    deck = find("rivers", cache, folder)
    assert (deck.id, deck.path, deck.question_count) == ("rivers", folder / "rivers.toml", 5)


def test_the_earlier_folder_counts(tmp_path: Path, cache: Path) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    write_deck(near, choice(), title="Near")
    write_deck(far, choice(), title="Far")
    write_deck(far, choice(), id="lakes")
    assert title("rivers", cache, near, far) == "Near"
    assert title("rivers", cache, far, near) == "Far"
    assert Library([near, far], cache).paths() == {"lakes": far / "lakes.toml", "rivers": near / "rivers.toml"}


def test_folders_named_come_before_the_working_folder_the_learners_own_and_the_bundled_decks(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folders = [tmp_path / "named", tmp_path / "decks", tmp_path / "data" / "decks"]
    found = []
    for name, folder in zip(("Own", "Working", "Named"), reversed(folders), strict=True):
        write_deck(folder, choice(), id="vlasov", title=name)
        found.append(title("vlasov", cache, *deck_folders([tmp_path / "named"], tmp_path / "data")))
    assert found == ["Own", "Working", "Named"]
    assert deck_folders([], tmp_path / "data")[-1] == bundled_decks()


@pytest.mark.parametrize("way", ["option", "variable"])
def test_folders_can_be_named_as_an_option_and_as_a_variable(tmp_path: Path, way: str) -> None:
    write_deck(tmp_path / "one", choice(), id="rivers")
    write_deck(tmp_path / "two", choice(), id="lakes")
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    if way == "option":
        done = run(tmp_path, "--decks", one, "--decks", two, "decks", "--json")
    else:
        done = run(tmp_path, "decks", "--json", QUIZAPP_DECKS=os.pathsep.join((one, two)))
    assert {"rivers", "lakes"} <= {row["id"] for row in json.loads(done.stdout)}


def test_a_folder_that_is_not_there_is_no_problem(folder: Path, cache: Path, tmp_path: Path) -> None:
    assert title("rivers", cache, tmp_path / "nowhere", folder) == "Rivers"


def test_what_names_a_file_is_a_path(
    folder: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_deck(tmp_path, choice(), title="Here")
    monkeypatch.chdir(tmp_path)
    assert title("rivers.toml", cache, folder) == "Here"
    assert title("./rivers.toml", cache, folder) == "Here"
    assert title(str(tmp_path / "rivers.toml"), cache, folder) == "Here"
    assert title("rivers", cache, folder) == "Rivers"


def test_a_file_without_an_ending_can_be_named_too(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mydeck").write_text(deck_toml(choice(), title="Mine"))
    monkeypatch.chdir(tmp_path)
    assert title("mydeck", cache) == "Mine"


def test_a_translation_is_no_deck_of_its_own(folder: Path, cache: Path) -> None:
    (folder / "rivers.nl.toml").write_text('translates = "rivers"\nlanguage = "nl"\n')
    assert list(Library([folder], cache).paths()) == ["rivers"]
    with pytest.raises(UsageProblem):
        find("rivers.nl", cache, folder)


@pytest.mark.parametrize("language", ["../x", "a/b", "/", "x\0", "n" * 300, os.fsdecode(b"\xff")])
def test_a_language_that_is_none_is_refused_or_left_out(folder: Path, cache: Path, language: str) -> None:
    library = Library([folder], cache)
    with pytest.raises(UsageProblem, match="is not available in"):
        library.find("rivers", language)
    library.preferred = language
    assert library.find("rivers").id == "rivers"


@pytest.mark.parametrize("name", ["", "..", "Rivers", "rivers ", "*", "riv?rs"])
def test_only_the_very_name_will_do(folder: Path, cache: Path, name: str) -> None:
    with pytest.raises(UsageProblem):
        find(name, cache, folder)


def test_a_mistyped_name_gets_the_near_ones(folder: Path, cache: Path) -> None:
    write_deck(folder, choice(), id="lakes")
    with pytest.raises(UsageProblem, match=r"There is no deck called `rivres`. Did you mean `rivers`\?.*lakes, rivers"):
        find("rivres", cache, folder)


def test_a_name_like_none_gets_the_list(folder: Path, cache: Path) -> None:
    with pytest.raises(UsageProblem, match=r"There is no deck called `zzz`\. These are the decks: rivers\."):
        find("zzz", cache, folder)


def test_without_any_deck_the_learner_is_told_how_to_name_a_folder(cache: Path) -> None:
    with pytest.raises(UsageProblem, match=r"No decks were found\. Name a folder with --decks"):
        find("rivers", cache)


def test_an_unknown_name_is_wrong_usage(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", choice())
    done = run(tmp_path, "--deck", "rivrs", "--plain")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("quizapp: There is no deck called `rivrs`. Did you mean `rivers`?")
    assert done.stderr.count("\n") == 1


def test_a_broken_deck_does_not_hide_the_others(folder: Path, cache: Path) -> None:
    (folder / "broken.toml").write_text("format = 1\n")
    broken, whole = Library([folder], cache).decks()
    assert isinstance(broken, Unreadable) and broken.path == folder / "broken.toml"
    assert isinstance(broken.error, DeckError)
    assert isinstance(whole, LoadedDeck) and whole.id == "rivers"


# The cache


def test_a_deck_from_the_cache_is_the_deck_in_the_file(folder: Path, cache: Path) -> None:
    write_deck(
        folder,
        text(aliases=["town"], source={"id": "atlas", "at": "p. 3"}, feedback={}, tags=["a", "b"], difficulty=2),
        *EVERY_TYPE[:3],
        flashcard(reverse=True, aliases=["mouth"]),
        sources={"atlas": {"title": "Atlas", "language": "nl"}},
        authors=["A", "B"],
    )
    first, again = find("rivers", cache, folder), find("rivers", cache, folder)
    assert (again.info, again.cards, again.aliases) == (first.info, first.cards, first.aliases)
    assert (
        questions(again)
        == questions(first)
        == [question for question in read_deck(folder / "rivers.toml").questions for _ in question.cards]
    )


def test_a_question_that_is_not_in_the_deck_is_a_key_error(folder: Path, cache: Path) -> None:
    for deck in (find("rivers", cache, folder), find("rivers", cache, folder)):
        with pytest.raises(KeyError):
            deck.question("volga")


LISTED = """
import sys
from quizapp.cli.root import main

try:
    main(["decks"])
finally:
    print("loaded:", *sorted({"pydantic", "tomli", "textual"} & set(sys.modules)))
"""


def test_a_second_listing_of_the_decks_parses_and_validates_nothing(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", *EVERY_TYPE)
    *cold, first = python(tmp_path, LISTED).splitlines()
    *warm, second = python(tmp_path, LISTED).splitlines()
    assert first == "loaded: pydantic tomli"
    assert second == "loaded:"
    assert cold == warm
    assert any("rivers" in line for line in warm)


def test_an_edit_is_seen(folder: Path, cache: Path) -> None:
    assert title("rivers", cache, folder) == "Rivers"
    write_deck(folder, *EVERY_TYPE, title="Streams and creeks")
    assert title("rivers", cache, folder) == "Streams and creeks"


def test_an_edit_of_another_size_is_seen_also_when_its_time_stamp_was_put_back(folder: Path, cache: Path) -> None:
    assert title("rivers", cache, folder) == "Rivers"
    os.utime(write_deck(folder, *EVERY_TYPE, title="Streams and creeks"), (LONG_AGO, LONG_AGO))
    assert title("rivers", cache, folder) == "Streams and creeks"


def test_an_edit_of_the_same_size_is_seen(folder: Path, cache: Path) -> None:
    assert title("rivers", cache, folder) == "Rivers"
    path = write_deck(folder, *EVERY_TYPE, title="Rovers")
    os.utime(path, (LONG_AGO + 1, LONG_AGO + 1))
    assert title("rivers", cache, folder) == "Rovers"


def test_an_edit_of_the_same_size_within_a_tick_of_the_clock_is_seen(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now)
    path = write_deck(folder, *EVERY_TYPE, title="Rivers")
    os.utime(path, ns=(now, now))
    assert title("rivers", cache, folder) == title("rivers", cache, folder) == "Rivers"
    path = write_deck(folder, *EVERY_TYPE, title="Rovers")
    os.utime(path, ns=(now, now))
    assert title("rivers", cache, folder) == "Rovers"


def test_a_file_from_the_future_is_never_taken_for_unchanged(folder: Path, cache: Path) -> None:
    future = time.time_ns() + 10**15
    for name in ("Rivers", "Rovers"):
        os.utime(write_deck(folder, *EVERY_TYPE, title=name), ns=(future, future))
        assert title("rivers", cache, folder) == name


def test_a_file_that_was_only_touched_is_not_read_again(folder: Path, cache: Path) -> None:
    find("rivers", cache, folder)
    os.utime(folder / "rivers.toml", (LONG_AGO + 9, LONG_AGO + 9))
    before = (cache / FILE_NAME).stat().st_ino
    assert questions(find("rivers", cache, folder)) == questions(find("rivers", cache, folder))
    assert (cache / FILE_NAME).stat().st_ino == before


def test_a_deck_that_becomes_invalid_is_refused_and_then_read_again(folder: Path, cache: Path) -> None:
    find("rivers", cache, folder)
    write_deck(folder, choice(answer="volga"))
    with pytest.raises(DeckError):
        find("rivers", cache, folder)
    write_deck(folder, *EVERY_TYPE)
    assert title("rivers", cache, folder) == "Rivers"


def test_a_deck_that_is_gone_is_not_served_from_the_cache(folder: Path, cache: Path) -> None:
    find("rivers", cache, folder)
    (folder / "rivers.toml").unlink()
    with pytest.raises(DeckError, match="cannot be read"):
        find(str(folder / "rivers.toml"), cache)


def test_the_question_on_screen_is_the_one_of_the_deck_when_it_was_opened_or_as_it_is_now(
    folder: Path, cache: Path
) -> None:
    find("rivers", cache, folder)
    studied = find("rivers", cache, folder)
    write_deck(folder, choice(prompt="Which is longest of all?"), *EVERY_TYPE[1:])
    find("rivers", cache, folder)  # another window reads the new file, and the cache forgets the old one
    assert studied.question("longest").prompt == "Which is longest of all?"


def test_the_listing_is_the_same_from_the_file_from_the_cache_and_once_the_cache_forgot_it(
    folder: Path, cache: Path
) -> None:
    write_deck(folder, choice(tags=["b", "a"]), flashcard(reverse=True))
    listed = [QuestionRef("longest", "choice", ("b", "a")), QuestionRef("delta", "card", ())]
    cold, warm = find("rivers", cache, folder), find("rivers", cache, folder)
    assert list(cold.listing()) == list(warm.listing()) == listed
    write_deck(folder, choice(tags=["b", "a"]), flashcard(reverse=True), title="Streams")
    find("rivers", cache, folder)
    assert list(warm.listing()) == listed


def test_a_search_finds_the_same_in_the_file_in_the_cache_and_once_the_cache_forgot_it(
    folder: Path, cache: Path
) -> None:
    write_deck(folder, choice(tags=["records"]), flashcard(reverse=True))
    cold, warm = find("rivers", cache, folder), find("rivers", cache, folder)

    def found(deck: LoadedDeck) -> list[set[str]]:
        return [set(deck.matching(words)) for words in (["river"], ["records", "nile"], ["volga"])]

    assert found(cold) == found(warm) == [{"longest", "delta"}, {"longest"}, set()]
    write_deck(folder, choice(tags=["records"]), flashcard(reverse=True), title="Streams")
    find("rivers", cache, folder)
    assert found(warm) == found(cold)


def test_two_copies_of_a_deck_share_the_cache_without_harm(folder: Path, cache: Path, tmp_path: Path) -> None:
    copy = write_deck(tmp_path / "copy", *EVERY_TYPE).parent
    expected = questions(find("rivers", cache, folder))
    find("rivers", cache, copy)
    write_deck(copy, choice())
    find("rivers", cache, copy)
    assert questions(find("rivers", cache, folder)) == expected


def overwritten(cache: Path) -> None:
    (cache / FILE_NAME).write_bytes(b"no database at all " * 1000)


def emptied(cache: Path) -> None:
    (cache / FILE_NAME).write_bytes(b"")


def cut_off(cache: Path) -> None:
    content = (cache / FILE_NAME).read_bytes()
    (cache / FILE_NAME).write_bytes(content[: len(content) // 2])


def scribbled_over(cache: Path) -> None:
    content = (cache / FILE_NAME).read_bytes()
    (cache / FILE_NAME).write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))


def altered(*statements: str) -> Callable[[Path], None]:
    def alter(cache: Path) -> None:
        with closing(sqlite3.connect(cache / FILE_NAME)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return alter


DAMAGE: dict[str, Callable[[Path], None]] = {
    "overwritten": overwritten,
    "emptied": emptied,
    "cut off": cut_off,
    "scribbled over": scribbled_over,
    "outline no JSON": altered("UPDATE decks SET outline = '{'"),
    "outline of another shape": altered("UPDATE decks SET outline = '[1, 2]'"),
    "outline without cards": altered("UPDATE decks SET outline = '{}'"),
    "questions gone": altered("DELETE FROM questions"),
    "questions no JSON": altered("UPDATE questions SET body = '{'"),
    "questions of another shape": altered("UPDATE questions SET body = '[]'"),
    "questions without a type": altered("UPDATE questions SET body = '{}'"),
    "questions without the words to search": altered("ALTER TABLE questions DROP COLUMN words"),
    "tables of another version": altered(
        "CREATE TABLE others AS SELECT files FROM decks", "DROP TABLE decks", "ALTER TABLE others RENAME TO decks"
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_cache_is_rebuilt_silently(
    folder: Path, cache: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    expected = questions(find("rivers", cache, folder))
    gc.collect()  # closes the cache, as the end of the program does
    DAMAGE[name](cache)
    for _ in range(2):
        assert questions(find("rivers", cache, folder)) == expected
    assert DeckCache(cache).find([folder / "rivers.toml"]) is not None
    assert capfd.readouterr() == ("", "")


def test_a_cache_folder_that_cannot_be_made_is_no_problem(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, not a folder")
    for _ in range(2):
        assert len(questions(find("rivers", tmp_path / "file" / "cache", folder))) == 6


def test_a_cache_that_cannot_be_written_is_no_problem(folder: Path, cache: Path) -> None:
    cache.mkdir()
    (cache / FILE_NAME).mkdir()
    for _ in range(2):
        assert len(questions(find("rivers", cache, folder))) == 6


def test_a_cache_that_another_program_holds_is_no_problem(folder: Path, cache: Path) -> None:
    write_deck(folder, choice(), id="lakes")
    find("rivers", cache, folder)
    with closing(sqlite3.connect(cache / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert title("lakes", cache, folder) == "Rivers"
        assert title("rivers", cache, folder) == "Rivers"


# The bundled decks

BUNDLED = sorted(path for path in bundled_decks().glob("*.toml") if "." not in path.stem)


def test_there_are_bundled_decks() -> None:
    assert BUNDLED


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_bundled_deck_is_valid_and_named_after_its_file(path: Path) -> None:
    deck = read_deck(path)
    assert deck.info.id == path.stem
    assert deck.info.license
    assert len(deck.questions) >= 10
    assert all(question.explanation and question.source for question in deck.questions)

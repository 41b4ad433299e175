"""The learner's log on disk: what is written stays, and card states are what the log says."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.log.events import Event, Kind, decision_data, fold_log
from quizapp.core.marking.rating import Rating
from quizapp.core.scheduling.scheduler import MINUTE_MS, CardState, Policy, Review, day_number, decide
from quizapp.store import database
from quizapp.store.backups import back_up
from quizapp.store.database import FILE_NAME, StoreError
from quizapp.store.progress import Change, Progress, Saved, Today
from tests.support.making import DAY_MS, NOON, event, void
from tests.support.program import python

CITY = ("rivers", "city")


@contextmanager
def opened(folder: Path) -> Iterator[Progress]:
    with closing(Progress(folder)) as progress:
        yield progress


def stored(progress: Progress, *decks: str) -> dict[tuple[str, str], CardState]:
    """The card states on disk of these decks, by (deck, card)."""
    names = decks or ("rivers", "lakes")
    return {(deck, card): state for deck in names for card, state in progress.states(deck).items()}


def rows(progress: Progress) -> list[tuple[object, ...]]:
    """The stored states with all that belongs to them."""
    return progress.connection.execute("SELECT * FROM cards ORDER BY deck, card").fetchall()


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder and the folders in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class Learner:
    """Somebody who answers, takes back and suspends, on a device whose clock is not always right."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.at, self.log = folder, NOON, list[Event]()
        self.progress = Progress(folder)

    def do(self, action: str, card: tuple[str, str], number: int) -> None:
        """One thing that can happen; `number` is a rating, a time or one of the events, as the action needs it."""
        match action:
            case "answer":
                self.answer(card, Rating(number % 4 + 1))
            case "void" if self.log:
                self.append(void(len(self.log), self.log[number % len(self.log)], **self.moment()))
            case "practice" | "setting" | "suspend" | "resume" | "reset":
                self.append(self.event(Kind(action), card))
            case "minutes":
                self.at += number * MINUTE_MS
            case "days":
                self.at += number * DAY_MS
            case "clock put back":
                self.at -= number * MINUTE_MS
            case "late":
                self.append(replace(self.event(Kind.REVIEW, card), at=self.at - number * DAY_MS))
            case "reopen":
                self.progress.close()
                self.progress = Progress(self.folder)
            case "rebuild":
                self.progress.rebuild()

    def moment(self) -> dict[str, int]:
        return {"at": self.at, "day": day_number(self.at, 0, 4)}

    def event(self, kind: Kind, card: tuple[str, str]) -> Event:
        return event(len(self.log), kind, deck=card[0], card=card[1], **self.moment())

    def answer(self, card: tuple[str, str], rating: Rating) -> None:
        state = self.progress.state(*card)
        decision = decide(state, day_number(self.at, 0, 4), Policy(), "/".join(card))[rating]
        data = {"phase": state.phase, **decision_data(decision)}
        self.append(replace(self.event(Kind.REVIEW, card), rating=int(rating), data=data))

    def append(self, one: Event) -> None:
        self.log.append(one)
        self.progress.append(one)


ACTIONS = (
    *("answer",) * 4,
    *("void",) * 2,
    *["practice", "setting", "suspend", "resume", "reset", "minutes", "days", "late", "reopen", "rebuild"],
    "clock put back",
)
actions = st.tuples(
    st.sampled_from(ACTIONS),
    st.sampled_from([CITY, ("rivers", "delta"), ("rivers", "delta/reverse"), ("lakes", "city")]),
    st.integers(0, 40),
)


@settings(max_examples=60)
@given(st.lists(actions, max_size=25))
def test_card_states_are_what_the_log_says_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, happened: list[tuple[str, tuple[str, str], int]]
) -> None:
    learner = Learner(tmp_path_factory.mktemp("data"))
    for action, card, number in happened:
        learner.do(action, card, number)
        assert stored(learner.progress) == fold_log(learner.log)
        assert learner.progress.stale_cards() == []
    assert list(learner.progress.events()) == sorted(learner.log, key=lambda one: one.order)
    before = rows(learner.progress)
    learner.progress.rebuild()
    assert rows(learner.progress) == before
    learner.progress.close()


@settings(max_examples=40)
@given(st.lists(actions, max_size=12), st.sampled_from(["answer", "suspend", "resume", "reset"]), st.integers(0, 3))
def test_undo_restores_the_exact_state(
    tmp_path_factory: pytest.TempPathFactory,
    happened: list[tuple[str, tuple[str, str], int]],
    action: str,
    number: int,
) -> None:
    learner = Learner(tmp_path_factory.mktemp("data"))
    for earlier in happened:
        learner.do(*earlier)
    before = learner.progress.state(*CITY)
    learner.do(action, CITY, number)
    learner.do("void", CITY, len(learner.log) - 1)
    assert learner.progress.state(*CITY) == before
    learner.progress.close()


# Writing


def test_a_card_without_events_is_new(progress: Progress) -> None:
    assert progress.state(*CITY) == CardState()
    assert progress.states("rivers") == {}


def test_append_returns_the_new_state_and_the_file_holds_it(tmp_path: Path) -> None:
    with opened(tmp_path) as progress:
        state = progress.append(event(1, data={"interval": 17}))
    with opened(tmp_path) as progress:
        assert progress.state(*CITY) == state
        assert state.stage == Review(17, event(1).day + 17)


def test_an_event_is_read_as_it_was_written(progress: Progress) -> None:
    written = event(1, data={"interval": 1, "response": "Бе́лград “x” \U0001f30a", "order": ["b", "a"], "score": 1 / 3})
    progress.append(written)
    assert list(progress.events()) == [written]


def test_events_come_in_the_order_of_their_time_and_id(progress: Progress) -> None:
    for number in (3, 1, 2):
        progress.append(event(number))
    assert [one.id for one in progress.events()] == ["event-0001", "event-0002", "event-0003"]
    assert [one.id for one in progress.events(since=event(2).at)] == ["event-0002", "event-0003"]


def test_an_event_that_arrives_late_counts_in_its_place(progress: Progress) -> None:
    early, late = event(1, rating=1, data={"interval": 0, "step": 0, "delay": 60}), event(2, rating=4)
    progress.append(late)
    assert progress.append(early) == fold_log([early, late])[CITY]


def test_an_event_is_written_once(progress: Progress) -> None:
    state = progress.append(event(1))
    with pytest.raises(StoreError):
        progress.append(event(1, rating=1))
    assert list(progress.events()) == [event(1)]
    assert progress.state(*CITY) == state


def test_an_event_and_its_session_are_written_together_or_not_at_all(progress: Progress) -> None:
    def interrupted(state: CardState) -> Saved:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        progress.append(event(1), interrupted)
    assert list(progress.events()) == []
    assert progress.state(*CITY) == CardState()
    progress.append(event(1), lambda state: Saved("rivers", 739_538, {"reps": state.reps}))
    assert progress.saved_session("rivers") == Saved("rivers", 739_538, {"reps": 1})


def test_a_session_that_is_over_is_forgotten_with_its_draft(progress: Progress) -> None:
    progress.save_session(Saved("rivers", 739_538, {"queue": []}))
    progress.save_draft("rivers", {"response": "Bel"})
    assert progress.draft("rivers") == {"response": "Bel"}
    progress.append(event(1), lambda state: Saved("rivers", 739_538, None))
    assert (progress.saved_session("rivers"), progress.draft("rivers")) == (None, None)


@pytest.mark.parametrize("statement", ["DELETE FROM events", "UPDATE events SET rating = 4"])
def test_no_event_can_be_changed_or_removed(progress: Progress, statement: str) -> None:
    progress.append(event(1))
    with closing(sqlite3.connect(progress.path)) as other, pytest.raises(sqlite3.Error, match="append-only"):
        other.execute(statement)
    assert list(progress.events()) == [event(1)]


@pytest.mark.parametrize("wrong", [{"rating": 5}, {"kind": "cheat"}, {"offset": "summer"}, {"day": None}])
def test_what_is_no_event_is_refused(progress: Progress, wrong: dict[str, Any]) -> None:
    with pytest.raises(StoreError):
        progress.append(replace(event(1), **wrong))
    assert list(progress.events()) == []


def test_a_setting_leaves_no_card_behind(progress: Progress) -> None:
    progress.append(event(1, Kind.SETTING, card="", data={"retention": 0.85}))
    assert progress.states("rivers") == {}


def test_what_was_only_practised_leaves_no_card_behind(progress: Progress) -> None:
    practice = event(1, Kind.PRACTICE, card="confluence", data={"form": "exam", "right": False})
    progress.append(practice)
    progress.append(void(2, practice))
    progress.rebuild()
    assert progress.states("rivers") == {}
    assert progress.stale_cards() == []


def test_practice_leaves_a_card_as_it_is(progress: Progress) -> None:
    state, before = progress.append(event(1)), rows(progress)
    assert progress.append(event(2, Kind.PRACTICE)) == state
    assert rows(progress) == before
    progress.rebuild()
    assert rows(progress) == before


def test_several_events_and_their_session_are_written_together_or_not_at_all(progress: Progress) -> None:
    progress.append(event(2))
    with pytest.raises(StoreError):
        progress.append_all([event(1), event(2), event(3)], Saved("rivers", 739_538, {"left": 1}))
    assert list(progress.events()) == [event(2)]
    assert progress.saved_session("rivers") is None
    progress.append_all([event(1), event(3)], Saved("rivers", 739_538, {"left": 1}))
    assert [one.id for one in progress.events()] == ["event-0001", "event-0002", "event-0003"]
    assert progress.state(*CITY) == fold_log([event(1), event(2), event(3)])[CITY]
    assert progress.saved_session("rivers") == Saved("rivers", 739_538, {"left": 1})


def test_todays_allowance_counts_what_was_answered_and_not_undone(progress: Progress) -> None:
    for number, phase in enumerate(("new", "learning", "review", "review", "new")):
        progress.append(event(number, card=f"card-{number}", data={"interval": 1, "phase": phase}))
    progress.append(event(10, deck="lakes", data={"interval": 1, "phase": "new"}))
    progress.append(void(11, event(3, card="card-3")))
    day = event(1).day
    assert progress.today("rivers", day) == Today(new=2, reviews=1)
    assert progress.today("rivers", day + 1) == Today(0, 0)


def test_the_learner_and_the_device_are_made_up_once(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as first, opened(tmp_path / "b") as other:
        names = first.learner, first.device
        assert len({*names, other.learner, other.device}) == 4
    with opened(tmp_path / "a") as again:
        assert (again.learner, again.device) == names


# Rebuilding


def test_rebuilding_gives_the_same_states(progress: Progress) -> None:
    for number in range(20):
        progress.append(event(number, card=f"card-{number % 7}", rating=number % 4 + 1))
    progress.append(void(30, event(3, card="card-3")))
    before = rows(progress)
    assert progress.rebuild() == len(before) == 7
    assert rows(progress) == before


def test_a_state_that_something_else_wrote_is_found_and_mended(progress: Progress) -> None:
    state = progress.append(event(1))
    with closing(sqlite3.connect(progress.path)) as other, other:
        other.execute("UPDATE cards SET stability = 9000")
    assert progress.stale_cards() == [CITY]
    progress.rebuild()
    assert progress.stale_cards() == []
    assert progress.state(*CITY) == state


def test_a_state_that_went_missing_is_found_and_mended(progress: Progress) -> None:
    state = progress.append(event(1))
    with closing(sqlite3.connect(progress.path)) as other, other:
        other.execute("DELETE FROM cards")
    assert progress.stale_cards() == [CITY]
    progress.rebuild()
    assert progress.state(*CITY) == state


# Questions with a new id


def test_a_question_with_a_new_id_keeps_its_history(progress: Progress) -> None:
    state = progress.append(event(1, card="town"))
    progress.adopt("rivers", {"town": "city"})
    assert progress.states("rivers") == {"city": state}
    assert [one.card for one in progress.events()] == ["town"]


def test_answers_go_on_under_the_new_id(progress: Progress) -> None:
    old, later = event(1, card="town"), event(2)
    progress.append(old)
    progress.adopt("rivers", {"town": "city"})
    assert progress.append(later) == fold_log([replace(old, card="city"), later])[CITY]
    assert progress.stale_cards() == []


def test_an_event_under_the_old_id_that_arrives_later_counts_for_the_new_one(progress: Progress) -> None:
    progress.adopt("rivers", {"town": "city"})
    progress.append(event(2))
    progress.append(event(1, card="town"))
    assert progress.states("rivers") == {"city": fold_log([event(1), event(2)])[CITY]}


def test_an_answer_under_the_old_id_can_be_taken_back_under_the_new_one(progress: Progress) -> None:
    old = event(1, card="town")
    progress.append(old)
    progress.adopt("rivers", {"town": "city"})
    progress.append(void(2, old, card="city"))
    assert progress.state(*CITY) == CardState()


def test_a_new_id_means_nothing_in_another_deck(progress: Progress) -> None:
    state = progress.append(event(1, card="town", deck="lakes"))
    progress.adopt("rivers", {"town": "city"})
    assert stored(progress) == {("lakes", "town"): state}


def test_history_follows_a_question_that_is_renamed_twice(progress: Progress) -> None:
    state = progress.append(event(1, card="village"))
    progress.adopt("rivers", {"village": "town"})
    progress.adopt("rivers", {"town": "city"})
    assert progress.states("rivers") == {"city": state}


def test_history_leaves_a_question_whose_alias_was_a_mistake(progress: Progress) -> None:
    state = progress.append(event(1, card="town"))
    progress.adopt("rivers", {"town": "delta"})
    progress.adopt("rivers", {"town": "city"})
    assert progress.stale_cards() == []
    assert progress.state(*CITY) == state
    assert progress.state("rivers", "delta") == CardState()


@pytest.mark.parametrize(
    "renamings", [[{"town": "city"}], [{"village": "town"}, {"town": "city"}]], ids=["once", "twice"]
)
def test_rebuilding_gives_the_same_states_also_after_renaming(
    progress: Progress, renamings: list[dict[str, str]]
) -> None:
    for number, card in enumerate(("village", "town", "city", "delta")):
        progress.append(event(number, card=card))
    for aliases in renamings:
        progress.adopt("rivers", aliases)
    before = rows(progress)
    progress.rebuild()
    assert rows(progress) == before


# Two windows


def test_two_windows_see_each_others_answers(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        one.append(event(1))
        other.append(event(2))
        state = one.append(event(3))
        assert one.states("rivers") == other.states("rivers") == {"city": state}
        assert state == fold_log([event(1), event(2), event(3)])[CITY]


def test_two_windows_may_answer_at_the_same_time(tmp_path: Path) -> None:
    start = threading.Barrier(2)

    def answer(first: int) -> None:
        with opened(tmp_path) as window:
            start.wait(timeout=30)
            for number in range(first, 60, 2):
                window.append(event(number))

    windows = [threading.Thread(target=answer, args=(first,)) for first in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    with opened(tmp_path) as progress:
        assert [one.id for one in progress.events()] == [f"event-{number:04}" for number in range(60)]
        assert progress.stale_cards() == []


def test_threads_take_turns_with_one_window(progress: Progress) -> None:
    start, failures = threading.Barrier(3), list[Exception]()

    def use(thread: int) -> None:
        start.wait(timeout=30)
        try:
            for number in range(60):
                if thread == 2:
                    progress.adopt("rivers", {f"former-{number}": "city"})
                    progress.standing("rivers", {"city"}, 20_000)
                else:
                    progress.append(event(2 * number + thread))
        except (StoreError, sqlite3.Error, SystemError) as error:
            failures.append(error)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [one.id for one in progress.events()] == [f"event-{number:04}" for number in range(120)]
    assert progress.stale_cards() == []


def test_a_file_that_another_program_holds_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with opened(tmp_path) as progress, closing(sqlite3.connect(progress.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is in use by another program"):
            progress.append(event(1))
        other.execute("ROLLBACK")
        progress.append(event(1))
        assert list(progress.events()) == [event(1)]


# Files that cannot be used


def refusal(folder: Path) -> str:
    """The sentence with which a folder is refused; nothing in it may have changed."""
    before = files(folder.parent)
    with pytest.raises(StoreError) as raised:
        Progress(folder)
    assert files(folder.parent) == before
    sentence = str(raised.value)
    assert str(folder) in sentence
    assert sentence.endswith(".")
    return sentence


def test_progress_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with opened(folder) as progress:
        progress.append(event(1))
        progress.connection.execute("PRAGMA user_version = 99")
    assert "written by a newer version of quizapp (schema 99" in refusal(folder)


def test_progress_of_a_newer_version_in_another_journal_mode_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute("CREATE TABLE events (id TEXT)")
        connection.execute("PRAGMA user_version = 99")
    assert "written by a newer version of quizapp" in refusal(folder)


@pytest.mark.parametrize("content", [b"not a database " * 300, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(content)
    sentence = refusal(folder)
    assert "is damaged" in sentence and "There is no backup" in sentence


def test_the_sentence_about_a_damaged_file_names_the_newest_backup(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with opened(folder) as progress:
        progress.back_up("2025-10-13")
        newest = progress.back_up("2025-10-14")
    (folder / FILE_NAME).write_bytes(b"not a database " * 300)
    assert f"The newest backup is {newest}" in refusal(folder)


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / FILE_NAME).mkdir(parents=True)
    assert "choose another folder with --data" in refusal(folder)


@pytest.mark.parametrize("below", ["", "further/down"])
def test_a_place_that_is_no_folder_is_refused(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("a file, not a folder")
    before = files(tmp_path)
    with pytest.raises(StoreError, match="choose another folder with --data") as raised:
        Progress(tmp_path / "file" / below)
    assert str(tmp_path / "file") in str(raised.value)
    assert files(tmp_path) == before


def test_an_empty_file_is_begun_afresh(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with opened(tmp_path) as progress:
        progress.append(event(1))
        assert list(progress.events()) == [event(1)]


def damage(path: Path) -> bytes:
    """Overwrite all but the first page; returns what the file holds then."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    return path.read_bytes()


def test_a_file_damaged_in_the_middle_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as progress:
        progress.append(event(1))
    damage(tmp_path / "data" / FILE_NAME)
    assert "is damaged" in refusal(tmp_path / "data")


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.support.making import event
from quizapp.store.database import StoreError
from quizapp.store.progress import Progress

progress = Progress(Path(sys.argv[2]))
progress.append(event(0))
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
written = 0
try:
    while written < 1000:
        progress.append(event(written + 1, data={"interval": 1, "response": "x" * 4000}))
        written += 1
except StoreError as error:
    print(written)
    print(error)
print(progress.state("rivers", "city").reps)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(progress.append(event(2000)).reps)
"""


@pytest.mark.slow
def test_a_full_disk_loses_nothing_that_was_acknowledged_and_is_told(tmp_path: Path) -> None:
    tests = str(Path(__file__).parents[2])
    written, sentence, kept, later = python(tmp_path, FULL_DISK, tests, str(tmp_path / "data")).splitlines()
    assert 0 < int(written) < 1000
    assert "Could not write to" in sentence and "Free some space on the disk" in sentence
    assert int(kept) == int(written) + 1
    assert int(later) == int(written) + 2
    with opened(tmp_path / "data") as progress:
        assert len(list(progress.events())) == int(later)
        assert progress.stale_cards() == []
        assert database.integrity_problems(progress.connection) == []


# Privacy


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_learner_can_read_the_files(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with opened(tmp_path / "data") as progress:
            progress.append(event(1))
            progress.save_draft("rivers", {"response": "Bel"})
            progress.back_up("2025-10-14")
            made = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
            modes = {path.name: mode(path) for path in made}
    finally:
        os.umask(before)
    assert modes == {
        "data": 0o700,
        "backups": 0o700,
        "progress-2025-10-14.sqlite3": 0o600,
        FILE_NAME: 0o600,
        f"{FILE_NAME}-wal": 0o600,
        f"{FILE_NAME}-shm": 0o600,
    }


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    (tmp_path / "data").chmod(0o755)
    Progress(tmp_path / "data").close()
    assert mode(tmp_path / "data") == 0o755
    assert mode(tmp_path / "data" / FILE_NAME) == 0o600


# Backups


def backups(progress: Progress) -> list[str]:
    return sorted(path.name for path in (progress.path.parent / "backups").iterdir())


def test_a_backup_holds_every_answer_up_to_then(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as progress:
        state = progress.append(event(1))
        backup = progress.back_up("2025-10-14")
        progress.append(event(2))
    assert backup is not None
    (tmp_path / "restored").mkdir()
    (tmp_path / "restored" / FILE_NAME).write_bytes(backup.read_bytes())
    with opened(tmp_path / "restored") as restored:
        assert list(restored.events()) == [event(1)]
        assert stored(restored) == {CITY: state}


def test_there_is_one_backup_a_day(progress: Progress) -> None:
    first = progress.back_up("2025-10-14")
    assert first is not None
    content = first.read_bytes()
    progress.append(event(1))
    assert progress.back_up("2025-10-14") is None
    assert first.read_bytes() == content
    assert backups(progress) == ["progress-2025-10-14.sqlite3"]


def test_a_damaged_file_never_replaces_a_good_backup(tmp_path: Path) -> None:
    with opened(tmp_path) as progress:
        for number in range(200):
            progress.append(event(number, card=f"card-{number}"))
        for day in range(1, 8):
            progress.back_up(f"2025-10-{day:02}")
    good = files(tmp_path / "backups")
    damaged = damage(tmp_path / FILE_NAME)
    with pytest.raises(StoreError, match=r"is damaged .* The newest backup is .*progress-2025-10-07"):
        back_up(tmp_path / FILE_NAME, "2025-10-08")
    assert files(tmp_path / "backups") == good
    assert (tmp_path / FILE_NAME).read_bytes() == damaged


def test_a_backup_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as progress:
        (tmp_path / "backups").write_text("a file, not a folder")
        with pytest.raises(StoreError, match="backups cannot be used"):
            progress.back_up("2025-10-14")
        progress.append(event(1))


def test_a_backup_can_be_made_from_another_thread_while_answers_are_written(progress: Progress) -> None:
    made: list[Path | None] = []
    copying = threading.Thread(target=lambda: made.append(progress.back_up("2025-10-14")))
    copying.start()
    for number in range(20):
        progress.append(event(number))
    copying.join()
    assert made and made[0] is not None
    with closing(sqlite3.connect(made[0])) as copy:
        assert database.integrity_problems(copy) == []
    assert len(list(progress.events())) == 20


def test_a_file_from_before_changes_of_sessions_is_brought_up_to_date(tmp_path: Path) -> None:
    with closing(Progress(tmp_path)) as progress:
        progress.append(event(1), lambda state: Saved("rivers", 739_538, {"queue": []}))
        progress.connection.execute("DROP TABLE sitting_changes")
        progress.connection.execute("PRAGMA user_version = 4")
    with closing(Progress(tmp_path)) as progress:
        assert list(progress.events()) == [event(1)]
        assert progress.saved_session("rivers") == Saved("rivers", 739_538, {"queue": []})
        progress.save_session(Saved("rivers", 739_538, {"queue": []}, "a1b2"))
        progress.append(event(2), lambda state: Change("rivers", "a1b2", 739_539, "event-0002", [1], pytest.fail))
        assert progress.saved_session("rivers") == Saved("rivers", 739_539, {"queue": []}, "a1b2", ([1],))

"""An answer costs the same however many cards wait; what is counted is what it writes and what it looks at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.marking.rating import Rating
from quizapp.core.persistent import Chunked
from quizapp.core.scheduling.scheduler import Policy
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress, Saved
from tests.support.making import FixedClock, load_deck, text

ALL = Settings(study=Policy(new_per_day=9_999))
FEW, MANY = 20, 2_000
ANSWERED = 6


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> LoadedDeck:
    return load_deck(tmp_path_factory.mktemp("deck"), *(text(f"card-{number:04}") for number in range(MANY)))


@contextmanager
def counted(connection: sqlite3.Connection, patch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Count the characters of the SQL with its values, the rows changed, and the cards of a session looked at."""
    counts = {"sql": 0, "rows": -connection.total_changes, "cards": 0}

    def trace(statement: str) -> None:
        counts["sql"] += len(statement)

    def looked_at(self: Chunked[Any]) -> Iterator[Any]:
        for chunk in self._chunks:
            for value in chunk:
                counts["cards"] += 1
                yield value

    connection.set_trace_callback(trace)
    patch.setattr(Chunked, "__iter__", looked_at)
    yield counts
    patch.undo()
    connection.set_trace_callback(None)
    counts["rows"] += connection.total_changes


def cost_of_answers(
    study: StudySession, progress: Progress, clock: FixedClock, patch: pytest.MonkeyPatch
) -> dict[str, int]:
    with counted(progress.connection, patch) as counts:
        for rating in (Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.GOOD, Rating.GOOD)[:ANSWERED]:
            study.give_up()
            study.rate(rating)
            clock.pass_time(minutes=1)
    return counts


@pytest.mark.parametrize("practice", [None, Practice()], ids=["study", "practice"])
def test_an_answer_writes_and_looks_at_no_more_with_a_hundred_times_the_cards(
    practice: Practice | None, deck: LoadedDeck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = []
    for limit in (FEW, MANY):
        progress, clock = Progress(tmp_path / str(limit)), FixedClock()
        study = StudySession([deck], progress, clock=clock, settings=ALL, limit=limit, practice=practice)
        assert study.session.total == limit
        costs.append(cost_of_answers(study, progress, clock, monkeypatch))
        progress.close()
    few, many = costs
    assert many["rows"] == few["rows"]
    assert many["cards"] <= few["cards"] + ANSWERED
    assert many["sql"] < 1.05 * few["sql"]


def test_what_many_answers_have_put_in_the_steps_costs_nothing_either(
    deck: LoadedDeck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress, clock = Progress(tmp_path), FixedClock()
    study = StudySession([deck], progress, clock=clock, settings=ALL, limit=MANY)
    study.give_up()
    study.rate(Rating.AGAIN)  # the first answer of a program also marks the file as in use
    first = cost_of_answers(study, progress, clock, monkeypatch)
    for _ in range(400):
        study.give_up()
        study.rate(Rating.AGAIN)
    assert len(study.session.steps) > 300
    later = cost_of_answers(study, progress, clock, monkeypatch)
    progress.close()
    assert later["rows"] == first["rows"]
    assert later["cards"] <= first["cards"] + ANSWERED
    assert later["sql"] < 1.05 * first["sql"]


def test_a_session_goes_on_from_what_was_kept_of_each_answer(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    study = StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW)
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.EASY):
        study.give_up()
        study.rate(rating)
    study.suspend()
    study.give_up()
    study.rate(Rating.AGAIN)
    study.undo()
    resumed = StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW)
    assert resumed.session == study.session
    assert (resumed.session.answers, resumed.session.total) == (3, FEW - 1)
    assert resumed.showing is not None and study.showing is not None
    assert resumed.showing.item == study.showing.item


def test_a_session_that_an_earlier_version_kept_as_a_whole_goes_on(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    study = StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW)
    study.give_up()
    study.rate(Rating.AGAIN)
    kept = study._planner.saved(study.session)
    assert kept.state is not None
    older = {key: value for key, value in kept.state.items() if key != "id"}
    progress.save_session(Saved(kept.scope, kept.day, older))
    for answers in (1, 2, 3):
        resumed = StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW)
        assert (resumed.resumed, resumed.session.answers) == (True, answers)
        resumed.give_up()
        resumed.rate(Rating.GOOD)


def test_a_window_whose_session_another_one_has_ended_keeps_its_own(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    study = StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW)
    scope = study._planner.scope
    progress.save_session(Saved(scope, study._planner.today, None))
    study.give_up()
    study.rate(Rating.AGAIN)
    assert StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW).session == study.session
    progress.save_session(Saved(scope, study._planner.today, {}, "another"))
    study.undo()
    assert StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW).session == study.session


def test_changes_by_two_windows_of_one_session_are_both_kept(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    one = StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW)
    other = StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW)
    one.suspend()
    one.give_up()
    one.rate(Rating.EASY)
    other.suspend()
    resumed = StudySession([deck], progress, clock=clock, settings=ALL, limit=FEW)
    assert (resumed.session.answers, resumed.session.total) == (1, FEW - 1)

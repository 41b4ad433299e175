"""Logs are sets: merged in any order, in any pieces, they come to the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.log.events import Event, Kind, fold_log
from quizapp.store import merging
from quizapp.store.database import StoreError, integrity_problems
from quizapp.store.progress import Progress
from quizapp.store.tables.log import KEPT_COLUMNS, values_of
from tests.support.making import event, void

CARDS = ("city", "river", "delta")


def log_of(choices: list[tuple[int, int]]) -> list[Event]:
    """A log in which each choice is a card and what happens to it: a rating, a suspension, or a void of one before."""
    log: list[Event] = []
    for number, (card, what) in enumerate(choices):
        name = CARDS[card]
        earlier = [one for one in log if one.card == name]
        if what == 5 and earlier:
            log.append(void(number, earlier[-1], card=name))
        elif what in (5, 6):
            log.append(event(number, Kind.SUSPEND if what == 5 else Kind.RESUME, card=name, rating=None, data={}))
        elif what == 7:
            log.append(event(number, Kind.PRACTICE, card=name, rating=3, data={"form": "text"}))
        else:
            log.append(event(number, card=name, rating=max(what, 1), data={"form": "text", "interval": 1 + what}))
    return log


def standing_of(progress: Progress) -> object:
    """The states of all cards and the sums of all days."""
    return progress.states("rivers"), progress.days()


@pytest.mark.parametrize(
    ("many", "few"), [(1, 20_000), (2_000, 3), (2_000, 20_000)], ids=["all folded anew", "as they come", "card by card"]
)
@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 7)), max_size=25),
    st.randoms(use_true_random=False),
    st.integers(1, 4),
)
def test_any_pieces_in_any_order_come_to_the_same(
    many: int, few: int, choices: list[tuple[int, int]], chance: object, pieces: int
) -> None:
    log = log_of(choices)
    mixed = list(log)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(merging, "MANY", many)
        patch.setattr(merging, "FEW", few)
        patch.setattr(merging, "AT_ONCE", 2)
        with closing(Progress(Path(folder, "pieces"))) as merged, closing(Progress(Path(folder, "whole"))) as whole:
            for place in range(pieces):
                merged.merge(mixed[place::pieces])
            for one in log:
                whole.append(one)
            assert standing_of(merged) == standing_of(whole)
            assert merged.states("rivers") == {card: state for (_, card), state in fold_log(log).items()}
            assert (merged.stale_cards(), merged.stale_days()) == ([], [])


def test_only_what_is_new_is_counted_and_merging_again_changes_nothing(progress: Progress) -> None:
    assert progress.merge([event(1), event(2)]) == 2
    before = standing_of(progress)
    assert progress.merge([event(1), event(2), event(2)]) == 0
    assert standing_of(progress) == before


def test_a_void_that_comes_before_its_event_counts(progress: Progress) -> None:
    progress.merge([event(1), void(3, event(2))])
    progress.merge([event(2)])
    assert progress.states("rivers") == {"city": fold_log([event(1)])["rivers", "city"]}


def test_a_failure_on_the_way_leaves_nothing_behind(progress: Progress) -> None:
    def broken() -> object:
        yield event(1)
        raise RuntimeError("the cable was pulled")

    with pytest.raises(RuntimeError):
        progress.merge(broken())  # type: ignore[arg-type]
    assert list(progress.events()) == []
    assert progress.merge([event(1)]) == 1


def test_events_under_a_former_id_count_for_the_card(progress: Progress) -> None:
    progress.adopt("rivers", {"town": "city"})
    progress.merge([event(1, card="town"), event(2)])
    assert progress.states("rivers")["city"].reps == 2
    assert progress.stale_cards() == []


def test_many_events_are_added_without_keeping_the_indexes_and_these_are_there_again(
    progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def indexes() -> object:
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'events' ORDER BY name"
        return progress.connection.execute(sql).fetchall()

    monkeypatch.setattr(merging, "FEW", 10)
    before, statements = indexes(), list[str]()
    progress.connection.set_trace_callback(statements.append)
    assert progress.merge(event(number, card=f"card-{number % 7}") for number in range(50)) == 50
    progress.connection.set_trace_callback(None)
    assert indexes() == before
    assert sum(statement.startswith("DROP INDEX") for statement in statements) == 3
    assert (progress.stale_cards(), progress.stale_days()) == ([], [])


def test_of_many_that_are_known_only_the_new_ones_are_looked_at_again(progress: Progress) -> None:
    log = [event(number, card=f"card-{number % 50}") for number in range(3_000)]
    progress.merge(log)
    statements: list[str] = []
    progress.connection.set_trace_callback(statements.append)
    assert progress.merge([*log, event(9_999, card="card-7")]) == 1
    progress.connection.set_trace_callback(None)
    assert len(statements) < 40


def test_the_checks_of_the_tables_rest_only_while_validated_events_are_written(progress: Progress) -> None:
    wrong = (*values_of(event(1))[:9], 5, "{}", 0)
    insert = f"INSERT INTO events ({KEPT_COLUMNS}) VALUES ({', '.join('?' * len(wrong))})"
    kinds = [Kind.REVIEW, Kind.PRACTICE, Kind.SUSPEND, Kind.RESUME, Kind.RESET, Kind.SETTING]
    log = [event(number, kind) for number, kind in enumerate(kinds, 2)]
    log += [void(8, log[0]), event(9, Kind.ADOPT, data={"stability": 3.5, "difficulty": 5.0, "due": 739_600})]
    assert {one.kind for one in log} == set(Kind)
    assert progress.merge_validated(map(values_of, log)) == len(log)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        progress.connection.execute(insert, wrong)
    with pytest.raises(StoreError):
        progress.merge([replace(event(1), rating=5)])
    assert integrity_problems(progress.connection) == []
    assert progress.extent()[1] == len(log)

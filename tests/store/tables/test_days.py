"""The table of days: whatever happens to the log, it holds what the log adds up to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.log.days import DayRow
from quizapp.core.log.events import Event, Kind
from quizapp.core.scheduling.scheduler import day_number
from quizapp.store.progress import Progress
from tests.support.making import DAY_MS, NOON, event, void
from tests.support.older import write_older_file

CARDS = ("village", "town", "city", "delta")
TODAY = event().day


def answer(number: int, **changes: Any) -> Event:
    """A right answer after four seconds that was to be expected; the card comes back in 30 days."""
    data = {"interval": 30, "form": "text", "right": True, "latency": 4000, "recall": 0.93}
    return event(number, **{"data": data | changes.pop("data", {})} | changes)


def sums(rows: list[DayRow]) -> list[tuple[Any, ...]]:
    return [(row.day - TODAY, row.kind, row.maturity, row.answers, row.right, row.seconds) for row in rows]


answers = st.builds(
    lambda rating, days, data: ("answer", rating, days, data),
    st.integers(1, 4),
    st.sampled_from([0, 0, 1, 30, -1]),
    st.fixed_dictionaries(
        {
            "form": st.sampled_from(["choice", "text"]),
            "right": st.sampled_from([True, False, None]),
            "guessed": st.booleans(),
            "override": st.booleans(),
            "latency": st.integers(0, 60_000),
            "recall": st.none() | st.floats(0, 1),
            "order": st.just(["a", "b", "c"]),
        }
    ),
)
others: st.SearchStrategy[tuple[str, int, int, dict[str, Any]]] = st.tuples(
    st.sampled_from(["practice", "void", "void", "reset", "suspend", "rename", "rename back", "rebuild", "setting"]),
    st.integers(0, 30),
    st.sampled_from([0, 1, -1]),
    st.just({}),
)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(CARDS), answers | others), max_size=25))
def test_the_sums_are_a_fold_of_the_log_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, happened: list[tuple[str, tuple[str, int, int, dict[str, Any]]]]
) -> None:
    progress, log, at = Progress(tmp_path_factory.mktemp("data")), list[Event](), NOON
    for card, (action, number, days, data) in happened:
        at += days * DAY_MS + 1
        where = {"card": card, "at": at, "day": day_number(at, 0, 4)}
        match action:
            case "answer" if number == 1:
                step = {"interval": 0, "step": 0, "delay": 60}
                log.append(event(len(log), rating=1, data=data | step, **where))
            case "answer":
                log.append(event(len(log), rating=number, data=data | {"interval": number * 10}, **where))
            case "void" if log:
                target = log[number % len(log)]
                log.append(void(len(log), target, at=at, day=where["day"]))
            case "rename":
                progress.adopt("rivers", {card: CARDS[number % 4]} if card != CARDS[number % 4] else {})
                continue
            case "rename back":
                progress.adopt("rivers", {CARDS[number % 4]: card} if card != CARDS[number % 4] else {})
                continue
            case "rebuild":
                progress.rebuild()
                continue
            case "practice" | "reset" | "suspend" | "setting":
                log.append(event(len(log), Kind(action), rating=3 if action == "practice" else None, **where))
            case _:
                continue
        progress.append(log[-1])
    assert (progress.stale_days(), progress.stale_cards()) == ([], [])
    kept = progress.days()
    progress.rebuild()
    assert progress.days() == kept
    gone = {one.id for one in log} - {one.id for one in standing_answers(log)}
    assert sum(row.answers for row in kept) == len(log) - len(gone)
    progress.close()


def standing_answers(log: list[Event]) -> Iterator[Event]:
    """The answers that no standing void of the same card names, found by asking each void in turn."""
    for one in log:
        if one.kind in (Kind.REVIEW, Kind.PRACTICE) and not taken_back(one, log):
            yield one


def taken_back(one: Event, log: list[Event]) -> bool:
    return any(
        other.kind is Kind.VOID and other.data["event"] == one.id and not taken_back(other, log) for other in log
    )


def test_an_answer_is_a_row_of_what_it_was(progress: Progress) -> None:
    progress.append(answer(1))
    progress.append(answer(2, at=NOON + DAY_MS * 30, day=TODAY + 30, rating=1, data={"guessed": True}))
    first, second = progress.days()
    assert first == DayRow(TODAY, "rivers", "review", "text", "new", 18, False, 1, 1, 1, 4.0, 0.93, 0.072570693, 0.0)
    assert second.maturity == "mature"
    assert (second.guessed, second.answers, second.right, second.marked) == (True, 1, 0, 1)


def test_answers_that_are_alike_share_a_row(progress: Progress) -> None:
    for number, card in enumerate(("city", "delta", "town")):
        progress.append(answer(number, card=card, rating=number + 1))
    assert sums(progress.days()) == [(0, "review", "new", 3, 2, 12.0)]


def test_practice_is_counted_by_itself_and_changes_no_maturity(progress: Progress) -> None:
    progress.append(answer(1, kind=Kind.PRACTICE, rating=3))
    progress.append(answer(2))
    assert sums(progress.days()) == [(0, "practice", "", 1, 1, 4.0), (0, "review", "new", 1, 1, 4.0)]


def test_practice_without_a_rating_is_right_when_its_mark_was(progress: Progress) -> None:
    for number, right in enumerate((True, True, False)):
        progress.append(answer(number, kind=Kind.PRACTICE, rating=None, data={"right": right}))
    assert sums(progress.days()) == [(0, "practice", "", 3, 2, 12.0)]


def test_practice_that_is_taken_back_is_gone(progress: Progress) -> None:
    practised = answer(1, kind=Kind.PRACTICE, rating=3)
    progress.append(practised)
    progress.append(void(2, practised))
    assert progress.days() == []


def test_an_answer_that_is_taken_back_is_gone_and_comes_back_with_the_void_of_its_void(progress: Progress) -> None:
    given, undone = answer(1), void(2, answer(1))
    progress.append(given)
    kept = progress.days()
    progress.append(undone)
    assert progress.days() == []
    progress.append(void(3, undone))
    assert progress.days() == kept


def test_an_answer_that_arrives_late_makes_the_later_ones_what_they_were(progress: Progress) -> None:
    progress.append(answer(2))
    assert sums(progress.days()) == [(0, "review", "new", 1, 1, 4.0)]
    progress.append(answer(1))
    assert sums(progress.days()) == [(0, "review", "mature", 1, 1, 4.0), (0, "review", "new", 1, 1, 4.0)]


def test_a_card_that_was_reset_is_new_again(progress: Progress) -> None:
    for one in (answer(1), event(2, Kind.RESET), answer(3)):
        progress.append(one)
    assert sums(progress.days()) == [(0, "review", "new", 2, 2, 8.0)]


def test_rows_can_be_had_from_a_day_on_and_of_one_deck(progress: Progress) -> None:
    for number, deck in enumerate(("rivers", "lakes", "rivers")):
        progress.append(answer(number, deck=deck, at=NOON + number * DAY_MS, day=TODAY + number))
    assert [row.deck for row in progress.days()] == ["rivers", "lakes", "rivers"]
    assert [row.deck for row in progress.days(since=TODAY + 1)] == ["lakes", "rivers"]
    assert [row.day - TODAY for row in progress.days(deck="rivers")] == [0, 2]


def test_evidence_that_makes_no_sense_counts_for_nothing(progress: Progress) -> None:
    progress.append(answer(1, data={"form": 7, "latency": "long", "recall": 1.5, "order": "abc"}))
    (row,) = progress.days()
    assert (row.form, row.seconds, row.bin, row.odds, row.answers) == ("", 0.0, -1, 0.0, 1)


def test_history_that_moves_to_a_new_id_is_summed_as_one_card(progress: Progress) -> None:
    progress.append(answer(1, card="town"))
    progress.append(answer(2, card="city"))
    assert [row.maturity for row in progress.days()] == ["new"]
    progress.adopt("rivers", {"town": "city"})
    assert [row.maturity for row in progress.days()] == ["mature", "new"]


def test_a_renaming_that_is_taken_back_leaves_every_answer_with_its_card(progress: Progress) -> None:
    state = progress.append(answer(1, card="city"))
    progress.adopt("rivers", {"city": "town"})
    progress.adopt("rivers", {"town": "city"})
    assert progress.states("rivers") == {"city": state}
    assert progress.stale_cards() == []


def test_a_file_of_the_first_schema_gets_its_sums_when_it_is_opened(tmp_path: Path) -> None:
    events = [answer(number, card=f"card-{number % 2}") for number in range(5)]
    events.append(void(5, answer(4, card="card-0")))
    write_older_file(tmp_path / "progress.sqlite3", 1, events)
    with closing(Progress(tmp_path)) as progress, closing(Progress(tmp_path / "new")) as new:
        for each in events:
            new.append(each)
        assert progress.days() == new.days()
        assert sum(row.answers for row in progress.days()) == 4


@pytest.mark.parametrize("change", ["UPDATE days SET right = 0", "DELETE FROM days"])
def test_sums_that_something_else_wrote_are_found_and_mended(progress: Progress, change: str) -> None:
    progress.append(answer(1))
    kept = progress.days()
    with closing(sqlite3.connect(progress.path)) as other, other:
        other.execute(change)
    assert progress.stale_days() == [TODAY]
    progress.rebuild()
    assert progress.stale_days() == []
    assert progress.days() == kept


def test_an_answer_and_its_sums_are_written_together_or_not_at_all(progress: Progress) -> None:
    with pytest.raises(ZeroDivisionError):
        progress.append(answer(1), lambda state: 1 / 0)  # type: ignore[arg-type, return-value]
    assert progress.days() == []
    progress.append(replace(answer(1), id="another"))
    assert len(progress.days()) == 1


def test_rows_that_differ_in_nothing_that_is_asked_for_are_summed(progress: Progress) -> None:
    for number, form in enumerate(("text", "choice", "text")):
        day = number // 2
        progress.append(answer(number, at=NOON + day * DAY_MS + number, day=TODAY + day, data={"form": form}))
    assert [(row.day - TODAY, row.form, row.answers) for row in progress.days(by=["day"])] == [(0, "", 2), (1, "", 1)]
    assert [(row.day, row.deck, row.form, row.seconds) for row in progress.days(by=["form"])] == [
        (0, "", "choice", 4.0),
        (0, "", "text", 8.0),
    ]

"""The learner's days: whatever clocks and zones do, they follow the calendar, and memory counts them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.log.events import Event, fold
from quizapp.core.marking.rating import Rating
from quizapp.core.scheduling.fsrs import forgetting
from quizapp.core.scheduling.scheduler import CardState, Days, Policy, Review, day_number, decide, recall, remember
from quizapp.learning.clock import Clock
from tests.support.making import DAY_MS, NOON, event

HOUR_MS = 3_600_000
ROLLOVER = 4

CHANGES = [
    ("Europe/Amsterdam", "2025-03-30"),  # an hour less at 02:00
    ("Europe/Amsterdam", "2025-10-26"),  # an hour more at 03:00
    ("Asia/Pyongyang", "2015-08-15"),  # half an hour more at midnight
    ("Asia/Pyongyang", "2018-05-05"),  # half an hour less at 23:30 the day before
    ("America/Sao_Paulo", "2018-11-04"),  # no midnight: 00:00 is 01:00
    ("America/Sao_Paulo", "2019-02-17"),  # an hour more at midnight
    ("Pacific/Apia", "2011-12-31"),  # no 30 December
    ("Australia/Lord_Howe", "2024-10-06"),  # half an hour less at 02:00
]
changes = pytest.mark.parametrize(("zone", "changed"), CHANGES, ids=[f"{zone} {day}" for zone, day in CHANGES])


class ZoneClock(Clock):
    """A clock that knows the offsets of a zone, whatever that of the machine is."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)

    def offset(self, at: int) -> int:
        offset = datetime.fromtimestamp(at / 1000, self.zone).utcoffset()
        assert offset is not None
        return offset // timedelta(minutes=1)


def around(clock: ZoneClock, changed: str, minutes: int = 10) -> list[int]:
    """Moments (ms UTC) from two days before a change to two days after it."""
    middle = datetime.fromisoformat(changed).replace(tzinfo=clock.zone).astimezone(UTC)
    first = int((middle - timedelta(days=2)).timestamp()) * 1000
    return list(range(first, first + 4 * DAY_MS, minutes * 60_000))


def answer_at(number: int, at: int, offset: int = 0, rollover: int = ROLLOVER, **changes: int) -> Event:
    """A Good answer at `at`, its day by the clock on the wall."""
    return event(number, at=at, offset=offset, day=day_number(at, offset, rollover), **changes)


def stability(state: CardState) -> float:
    assert state.memory is not None
    return state.memory.stability


# The calendar


@changes
@pytest.mark.parametrize("rollover", range(24))
def test_a_day_is_the_local_date_when_the_day_began_and_never_goes_back(zone: str, changed: str, rollover: int) -> None:
    clock = ZoneClock(zone)
    days = [clock.day(at, rollover) for at in around(clock, changed)]
    for at, day in zip(around(clock, changed), days, strict=True):
        on_the_wall = datetime.fromtimestamp(at / 1000, clock.zone).replace(tzinfo=None)
        assert day == (on_the_wall - timedelta(hours=rollover)).toordinal()
    assert all(earlier <= later for earlier, later in pairwise(days))


@changes
def test_days_follow_each_other_without_a_gap_but_for_the_one_that_a_zone_skips(zone: str, changed: str) -> None:
    clock = ZoneClock(zone)
    days = {clock.day(at, 0) for at in around(clock, changed)}
    missing = set(range(min(days), max(days))) - days
    assert missing == ({date(2011, 12, 30).toordinal()} if zone == "Pacific/Apia" else set())


@changes
@pytest.mark.parametrize("rollover", range(24))
def test_a_day_begins_with_its_first_minute(zone: str, changed: str, rollover: int) -> None:
    clock = ZoneClock(zone)
    for day in {clock.day(at, rollover) for at in around(clock, changed)}:
        start = clock.start_of_day(day, rollover)
        assert clock.day(start - 1, rollover) < day == clock.day(start, rollover)


def test_a_day_that_a_zone_skips_begins_with_the_next() -> None:
    clock = ZoneClock("Pacific/Apia")
    skipped = date(2011, 12, 30).toordinal()
    assert clock.start_of_day(skipped, 0) == clock.start_of_day(skipped + 1, 0)


@pytest.fixture
def machine_zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """Puts the machine into a zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("machine_zone", sorted({zone for zone, _ in CHANGES}), indirect=True)
def test_the_clock_knows_the_zone_of_the_machine(machine_zone: str) -> None:
    clock, known = Clock(), ZoneClock(machine_zone)
    for at in (at for zone, changed in CHANGES if zone == machine_zone for at in around(known, changed, minutes=60)):
        assert clock.offset(at) == known.offset(at)
        assert clock.day(at, ROLLOVER) == known.day(at, ROLLOVER)


# Memory


@changes
def test_elapsed_days_are_the_difference_of_day_numbers_across_a_change(zone: str, changed: str) -> None:
    clock = ZoneClock(zone)
    first, *later = around(clock, changed, minutes=60)
    memory = remember(None, Rating.GOOD, clock.day(first, ROLLOVER))
    for at in later:
        day = clock.day(at, ROLLOVER)
        expected = forgetting().stability(memory.stability, memory.difficulty, day - memory.day, Rating.GOOD)
        assert remember(memory, Rating.GOOD, day).stability == expected


def test_across_the_day_that_apia_skipped_two_days_go_by() -> None:
    clock = ZoneClock("Pacific/Apia")
    before, after = (datetime(2011, 12, day, 12, tzinfo=clock.zone).timestamp() * 1000 for day in (29, 31))
    assert after - before == DAY_MS
    assert clock.day(int(after), ROLLOVER) - clock.day(int(before), ROLLOVER) == 2


@given(st.lists(st.tuples(st.integers(-400 * 24, 400 * 24), st.integers(-720, 840)), min_size=1, max_size=12))
def test_however_the_clock_jumps_and_the_learner_travels_no_time_is_negative(jumps: list[tuple[int, int]]) -> None:
    log: list[Event] = []
    for number, (hours, offset) in enumerate(jumps):
        log.append(answer_at(number, NOON + hours * HOUR_MS, offset))
        state = fold(log)
        today = log[-1].day
        assert state.memory is not None
        assert 0 < recall(state.memory, today) <= 1
        decisions = decide(state, today, Policy(), "card").values()
        assert all(decided.interval >= 1 for decided in decisions if isinstance(decided, Days))


@given(st.lists(st.integers(-400 * 24, 400 * 24), min_size=2, max_size=12, unique=True))
def test_answers_on_a_clock_that_jumps_count_in_the_order_of_their_times(hours: list[int]) -> None:
    log = [answer_at(number, NOON + hour * HOUR_MS) for number, hour in enumerate(hours)]
    state, memory = fold(log), None
    for one in sorted(log, key=lambda one: one.at):
        memory = remember(memory, Rating.GOOD, one.day)
    assert state.memory == memory
    assert memory is not None and memory.day == max(one.day for one in log)


def test_a_clock_that_was_a_year_ahead_for_one_answer_leaves_the_day_of_that_answer() -> None:
    ahead, right = answer_at(1, NOON + 365 * DAY_MS), answer_at(2, NOON)
    state = fold([ahead, right])
    assert state.memory is not None
    assert (state.memory.day, state.stage) == (ahead.day, Review(1, ahead.day + 1))


def test_a_clock_set_back_by_hours_on_one_day_changes_nothing() -> None:
    forwards = [answer_at(1, NOON), answer_at(2, NOON + 3 * HOUR_MS)]
    backwards = [answer_at(1, NOON + 3 * HOUR_MS), answer_at(2, NOON)]
    assert fold(forwards) == fold(backwards)


def test_who_flies_west_into_yesterday_answers_on_the_same_day() -> None:
    tokyo = answer_at(1, NOON - 9 * HOUR_MS, offset=540)
    honolulu = answer_at(2, NOON, offset=-600)
    assert honolulu.day == tokyo.day - 1
    there, at_home = fold([tokyo, honolulu]), fold([tokyo, replace(honolulu, day=tokyo.day)])
    assert stability(there) == stability(at_home)


def test_who_flew_west_counts_days_where_they_are_as_in_anki() -> None:
    """Anki, too, keeps when the last answer was given, and counts back from the end of the day where the learner is."""
    tokyo = answer_at(1, NOON - 9 * HOUR_MS, offset=540)
    honolulu = [answer_at(2 + days, NOON + days * DAY_MS, offset=-600) for days in range(2)]
    before = fold([tokyo, honolulu[0]])
    assert before.memory is not None
    assert before.memory.day == honolulu[0].day
    a_day_later = remember(before.memory, Rating.GOOD, before.memory.day + 1)
    assert stability(fold([tokyo, *honolulu])) == a_day_later.stability > before.memory.stability


def test_who_flies_east_across_midnight_answers_a_day_later() -> None:
    lisbon, auckland = answer_at(1, NOON), answer_at(2, NOON + 8 * HOUR_MS, offset=780)
    assert auckland.day == lisbon.day + 1
    same_day = fold([lisbon, replace(auckland, day=lisbon.day)])
    assert stability(fold([lisbon, auckland])) > stability(same_day)


def test_a_later_rollover_that_puts_the_day_back_counts_as_the_same_day() -> None:
    early, late = answer_at(1, NOON, rollover=0), answer_at(2, NOON + HOUR_MS, rollover=23)
    assert late.day == early.day - 1
    assert stability(fold([early, late])) == stability(fold([early, answer_at(2, NOON + HOUR_MS, rollover=0)]))

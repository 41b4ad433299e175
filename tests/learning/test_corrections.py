"""A clock that was ahead: its answers are dated anew, and their cards come back in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.log.events import Event, Kind, fold_log
from quizapp.core.log.records import event_of_record
from quizapp.core.scheduling.grades import Rating
from quizapp.core.settings.settings import Settings
from quizapp.learning.corrections import LONGEST_GAP_MS, _moments, correct_times, events_ahead
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from tests.support.making import DAY_MS, NOON, FixedClock, choice, event, load_deck, text, void
from tests.support.making import number as length

SETTINGS = Settings()
YEAR = 365
MINUTE = 60_000


def write(progress: Progress, *events: Event) -> None:
    for one in events:
        progress.append(one)


def standing(progress: Progress) -> list[Event]:
    """The events that count, in order."""
    listed = list(progress.events())
    gone = {one.data["event"] for one in listed if one.kind is Kind.VOID}
    return [one for one in listed if one.id not in gone and one.kind is not Kind.VOID]


def answer_all(folder: Path, progress: Progress, clock: FixedClock) -> None:
    """A sitting in which every card is right, a minute apart."""
    deck = load_deck(folder / "decks", choice(), text(), length())
    study = StudySession([deck], progress, clock=clock, settings=SETTINGS)
    right = {"choice": "nile", "text": "Belgrade", "number": "2850"}
    while study.showing is not None:
        study.submit(right[study.showing.question.type])
        study.rate(Rating.GOOD)
        clock.pass_time(minutes=1)


def test_a_clock_that_was_right_leaves_nothing_to_correct(progress: Progress, clock: FixedClock) -> None:
    write(progress, event(0), event(5))
    assert events_ahead(progress, clock.now()) == []
    assert correct_times(progress, clock, SETTINGS) == 0
    assert len(list(progress.events())) == 2


def test_answers_of_a_clock_that_was_ahead_are_found(progress: Progress, clock: FixedClock) -> None:
    late, undone = event(1, at=NOON + DAY_MS), event(2, at=NOON + 2 * DAY_MS)
    setting = event(4, Kind.SETTING, at=NOON + DAY_MS, card="", data={"retention": 0.8})
    write(progress, event(0), late, undone, void(3, undone), setting)
    assert events_ahead(progress, clock.now()) == [late]


def test_the_originals_stay_and_the_copies_name_them(progress: Progress, clock: FixedClock) -> None:
    late = event(
        1, at=NOON + YEAR * DAY_MS, rating=1, data={"interval": 0, "step": 0, "delay": 60, "response": "Vienna"}
    )
    write(progress, late)
    assert correct_times(progress, clock, SETTINGS) == 1
    (copy,) = standing(progress)
    assert late in list(progress.events())
    assert (copy.at, copy.rating, copy.data["corrects"], copy.data["response"]) == (NOON, 1, late.id, "Vienna")
    assert copy.id != late.id
    assert event_of_record(copy.as_json()) == copy


def test_correcting_again_changes_nothing(progress: Progress, clock: FixedClock) -> None:
    write(progress, event(0), event(1, at=NOON + YEAR * DAY_MS))
    correct_times(progress, clock, SETTINGS)
    before = list(progress.events())
    assert correct_times(progress, clock, SETTINGS) == 0
    assert list(progress.events()) == before


def test_cards_stand_as_if_the_clock_had_been_right(tmp_path: Path, progress: Progress) -> None:
    clock, right = FixedClock(NOON + YEAR * DAY_MS), FixedClock()
    answer_all(tmp_path, progress, clock)
    right.pass_time(minutes=30)
    correct_times(progress, right, SETTINGS)
    other = Progress(tmp_path / "other")
    answer_all(tmp_path, other, FixedClock())
    stages = {card: (state.phase, state.memory) for card, state in other.states("rivers").items()}
    assert {card: (state.phase, state.memory) for card, state in progress.states("rivers").items()} == stages
    other.close()


def test_a_review_is_scheduled_by_its_new_day(progress: Progress, clock: FixedClock) -> None:
    begun = event(0, at=NOON - 3 * DAY_MS, data={"interval": 3})
    late = event(1, at=NOON + YEAR * DAY_MS, data={"interval": 5_000, "recall": 0.1, "phase": "review"})
    write(progress, begun, late)
    correct_times(progress, clock, SETTINGS)
    copy = standing(progress)[-1]
    assert 3 < copy.data["interval"] < 60
    assert copy.data["recall"] == pytest.approx(0.9, abs=0.1)
    assert progress.state("rivers", "city").stage.due_day == copy.day + copy.data["interval"]  # type: ignore[union-attr]


def test_the_states_are_what_the_log_says(progress: Progress, clock: FixedClock) -> None:
    late = [event(number, at=NOON + YEAR * DAY_MS + number * MINUTE, card=f"card-{number % 3}") for number in range(9)]
    write(progress, *late, event(20, at=NOON - DAY_MS, card="card-1"))
    correct_times(progress, clock, SETTINGS)
    assert progress.stale_cards() == []
    assert progress.stale_days() == []
    assert fold_log(progress.events())["rivers", "card-1"].reps == 4


def test_times_between_answers_are_kept(progress: Progress, clock: FixedClock) -> None:
    late = [event(number, at=NOON + YEAR * DAY_MS + number * DAY_MS) for number in range(3)]
    write(progress, *late)
    correct_times(progress, clock, SETTINGS)
    assert [one.at for one in standing(progress)] == [NOON - 2 * DAY_MS, NOON - DAY_MS, NOON]


def test_what_was_written_before_and_after_stays_before_and_after(progress: Progress, clock: FixedClock) -> None:
    before, after = event(0, at=NOON - 2 * DAY_MS), event(9, at=NOON - DAY_MS)
    late = [event(number, at=NOON + YEAR * DAY_MS + 10 * number * DAY_MS) for number in range(1, 4)]
    write(progress, before, *late, after)
    correct_times(progress, clock, SETTINGS)
    listed = standing(progress)
    assert [one.data.get("corrects", one.id) for one in listed] == [before.id, *(one.id for one in late), after.id]


def test_an_older_log_of_another_device_does_not_pull_answers_into_the_past(
    progress: Progress, clock: FixedClock
) -> None:
    late = event(1, at=NOON + YEAR * DAY_MS)
    write(progress, late)
    progress.merge([event(2, at=NOON - 900 * DAY_MS, device="old")])
    correct_times(progress, clock, SETTINGS)
    assert standing(progress)[-1].at == NOON


def test_exam_answers_stay_together(progress: Progress, clock: FixedClock) -> None:
    late = [event(number, Kind.PRACTICE, at=NOON + DAY_MS, rating=None, data={"form": "exam"}) for number in range(4)]
    write(progress, *late)
    correct_times(progress, clock, SETTINGS)
    assert [one.at for one in standing(progress)] == [NOON] * 4
    assert [one.data["corrects"] for one in standing(progress)] == [one.id for one in late]


@contextmanager
def machines(folder: Path, *, late: Sequence[Event], pauses: Sequence[int]) -> Iterator[list[Progress]]:
    """The logs of as many machines, all with `late` events, each having corrected them so many minutes after noon."""
    with ExitStack() as stack:
        logs = [stack.enter_context(closing(Progress(folder / str(number)))) for number in range(len(pauses))]
        for progress, minutes in zip(logs, pauses, strict=True):
            clock = FixedClock()
            progress.merge(late)
            clock.pass_time(minutes=minutes)
            correct_times(progress, clock, SETTINGS)
        yield logs


def met(logs: Sequence[Progress], order: Sequence[int]) -> None:
    """Let the first log of an `order` take in the others, and each of them that one."""
    first, *others = (logs[number] for number in order)
    for one in others:
        first.merge(list(one.events()))
    for one in others:
        one.merge(list(first.events()))


LATE = [event(number, at=NOON + YEAR * DAY_MS + number * MINUTE, card=f"card-{number % 3}") for number in range(6)]
AT_ONCE = [event(number, Kind.PRACTICE, at=NOON + DAY_MS, rating=None, data={"form": "exam"}) for number in range(4)]


@pytest.mark.parametrize("late", [LATE, AT_ONCE], ids=["reviews", "an exam"])
def test_machines_that_come_to_the_same_correction_write_the_same_events(tmp_path: Path, late: list[Event]) -> None:
    with machines(tmp_path, late=late, pauses=[5, 5]) as (one, two):
        assert list(one.events()) == list(two.events())
        assert all(UUID(copy.id).version == 7 for copy in standing(one))


@pytest.mark.parametrize("late", [LATE, AT_ONCE], ids=["reviews", "an exam"])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_answer_that_several_machines_corrected_counts_once_in_whatever_order_their_logs_meet(
    tmp_path: Path, late: list[Event], order: Sequence[int]
) -> None:
    with machines(tmp_path, late=late, pauses=[9, 0, 40]) as logs:
        earliest = standing(logs[1])
        met(logs, order)
        for progress in logs:
            assert standing(progress) == earliest
            assert list(progress.events()) == list(logs[0].events())
            assert (progress.stale_cards(), progress.stale_days()) == ([], [])
            assert {key: state.reps for key, state in fold_log(progress.events()).items()} == (
                {("rivers", f"card-{number}"): 2 for number in range(3)} if late is LATE else {}
            )


def test_a_correction_that_was_undone_on_one_machine_stays_undone(tmp_path: Path) -> None:
    with machines(tmp_path, late=LATE[:1], pauses=[0, 9]) as (one, two):
        (copy,) = standing(one)
        one.append(void(9, copy, at=NOON + MINUTE))
        met([one, two], [1, 0])
        assert standing(one) == standing(two) == []


@given(st.lists(st.integers(-200, 200), max_size=12))
def test_moments_lie_between_those_of_what_was_written_around_them(days: Sequence[int]) -> None:
    written = [replace(event(number), at=NOON + day * DAY_MS) for number, day in enumerate(days)]
    ahead = {one.id for one in written if one.at > NOON}
    moments = _moments(written, ahead, NOON)
    assert moments.keys() == ahead
    assert all(moment <= NOON for moment in moments.values())
    for index, one in enumerate(written):
        if one.id in ahead:
            earlier = [other.at for other in written[:index] if other.id not in ahead]
            later = [other.at for other in written[index:] if other.id not in ahead]
            if max(earlier, default=0) + 1 < min(later, default=NOON):
                assert max(earlier, default=0) < moments[one.id] <= min(later, default=NOON)
    ordered = [moments[one.id] for one in written if one.id in ahead]
    if not set(days) & set(range(-200, 1)):
        assert ordered == sorted(ordered)
        assert not ordered or ordered[-1] - ordered[0] <= LONGEST_GAP_MS * len(ordered)

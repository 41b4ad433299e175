"""The log's vocabulary, and its fold into card states."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.log.events import Event, Kind, apply, decision_data, decision_of, fold, fold_log
from quizapp.core.marking.rating import Rating
from quizapp.core.scheduling.scheduler import CardState, Days, Decision, Learning, Memory, Policy, Review, Step, decide
from tests.support.making import event, void

GOOD = event(1)
"""A review that shows the card again tomorrow."""


def forgotten(number: int) -> Event:
    return event(number, rating=1, data={"interval": 0, "step": 0, "delay": 600})


def test_a_card_without_events_is_new() -> None:
    assert fold([]) == CardState()
    assert CardState().phase == "new"


def test_a_review_moves_the_card_as_was_decided_when_it_was_answered() -> None:
    state = fold([event(1, data={"interval": 17})])
    assert state.stage == Review(17, GOOD.day + 17)
    assert (state.reps, state.lapses) == (1, 0)


def test_a_step_is_due_its_delay_after_the_answer() -> None:
    assert fold([forgotten(1)]).stage == Learning(0, GOOD.at + 600_000)


def test_forgetting_a_card_in_review_is_a_lapse() -> None:
    state = fold([GOOD, forgotten(2)])
    assert (state.phase, state.lapses) == ("relearning", 1)


@pytest.mark.parametrize("kind", [Kind.PRACTICE, Kind.SETTING])
def test_practice_and_settings_schedule_nothing(kind: Kind) -> None:
    assert fold([GOOD, event(2, kind, rating=1)]) == fold([GOOD])


def test_a_suspended_card_keeps_its_memory_and_is_resumed_with_it() -> None:
    suspended = fold([GOOD, event(2, Kind.SUSPEND)])
    assert suspended == replace(fold([GOOD]), suspended=True)
    assert fold([GOOD, event(2, Kind.SUSPEND), event(3, Kind.RESUME)]) == fold([GOOD])


def test_a_reset_makes_the_card_new_and_leaves_it_suspended_if_it_was() -> None:
    assert fold([GOOD, event(2, Kind.RESET)]) == CardState()
    assert fold([GOOD, event(2, Kind.SUSPEND), event(3, Kind.RESET)]) == CardState(suspended=True)


@given(st.permutations([GOOD, forgotten(2), event(3), event(4, Kind.SUSPEND), void(5, event(3))]))
def test_the_order_in_which_events_arrive_does_not_matter(log: Sequence[Event]) -> None:
    assert fold(log) == fold(sorted(log, key=lambda event: event.order))


def test_events_of_one_moment_count_in_the_order_of_their_ids() -> None:
    first, second = event(1, id="a", rating=1), event(1, id="b", rating=4)
    assert fold([second, first]) == apply(apply(CardState(), first), second)


# Voids


def test_a_void_takes_its_event_back() -> None:
    assert fold([GOOD, forgotten(2), void(3, forgotten(2))]) == fold([GOOD])


def test_a_void_that_is_itself_voided_takes_nothing_back() -> None:
    taken_back = void(2, GOOD)
    assert fold([GOOD, taken_back, void(3, taken_back)]) == fold([GOOD])


def test_voids_of_voids_go_on() -> None:
    first = void(2, GOOD)
    second = void(3, first)
    assert fold([GOOD, first, second, void(4, second)]) == CardState()


def test_a_void_counts_also_when_the_clock_was_put_back_before_it() -> None:
    early = void(0, GOOD)
    assert early.at < GOOD.at
    assert fold([GOOD, early]) == CardState()


def test_a_void_is_itself_voided_also_when_the_clock_was_put_back_before_that() -> None:
    taken_back = void(3, GOOD)
    assert fold([GOOD, taken_back, void(2, taken_back)]) == fold([GOOD])


@pytest.mark.parametrize(("length", "reps"), [(3_000, 1), (3_001, 0)])
def test_a_chain_of_voids_may_be_of_any_length(length: int, reps: int) -> None:
    log = [GOOD]
    for number in range(length):
        log.append(void(number + 2, log[-1]))
    assert fold(log).reps == reps


def test_voids_that_take_each_other_back_stand() -> None:
    first, second = void(2, event(3, Kind.VOID)), void(3, event(2, Kind.VOID))
    assert fold([GOOD, first, second]) == fold([GOOD])


def test_voiding_twice_is_voiding_once() -> None:
    assert fold([GOOD, void(2, GOOD), void(3, GOOD)]) == CardState()


def test_a_void_of_an_event_that_never_arrived_takes_nothing_back() -> None:
    assert fold([GOOD, void(3, event(2))]) == fold([GOOD])


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """A log of one card in which voids may take anything back, voids among it."""
    log: list[Event] = []
    for number in range(draw(st.integers(0, 15))):
        candidates = [event(number), forgotten(number), event(number, Kind.SUSPEND)]
        log.append(draw(st.sampled_from(candidates + [void(number, earlier) for earlier in log])))
    return log


@given(logs())
def test_the_log_with_voids_folds_as_the_log_without_what_they_take_back(log: list[Event]) -> None:
    def stands(one: Event) -> bool:
        return not any(other.data["event"] == one.id and stands(other) for other in log if other.kind is Kind.VOID)

    assert fold(log) == fold([one for one in log if stands(one) and one.kind is not Kind.VOID])


# Logs


def test_a_log_folds_card_by_card_and_deck_by_deck() -> None:
    log = [event(1), event(2, card="other"), event(3, deck="lakes"), event(4)]
    states = fold_log(log)
    assert {key: state.reps for key, state in states.items()} == {
        ("rivers", "city"): 2,
        ("rivers", "other"): 1,
        ("lakes", "city"): 1,
    }


def test_what_only_a_setting_names_is_no_card() -> None:
    assert fold_log([event(1, Kind.SETTING, card="", data={"retention": 0.85})]) == {}


def test_two_devices_logs_merge_into_the_same_states_in_any_order() -> None:
    phone = [event(number, id=f"phone-{number}", device="phone") for number in (1, 4, 5)]
    laptop = [event(number, id=f"laptop-{number}", device="laptop") for number in (2, 3, 5)]
    merged = phone + laptop
    random.Random(1).shuffle(merged)
    assert fold_log(merged) == fold_log(laptop + phone)
    assert fold_log(merged)["rivers", "city"].reps == 6


# What is written


@given(st.one_of(st.builds(Days, st.integers(1, 36_500)), st.builds(Step, st.integers(0, 9), st.integers(1, 10**6))))
def test_a_decision_is_read_as_it_was_written(decision: Decision) -> None:
    assert decision_of(json.loads(json.dumps(decision_data(decision)))) == decision


@pytest.mark.parametrize("rating", Rating)
def test_every_decision_can_be_written(rating: Rating) -> None:
    decision = decide(CardState(), GOOD.day, Policy(), "card")[rating]
    assert decision_of(decision_data(decision)) == decision


def test_an_event_is_printed_with_all_its_fields() -> None:
    assert event(1, id="0199e2c0", data={"interval": 3, "hint": False}).as_json() == {
        "id": "0199e2c0",
        "at": 1_760_443_260_000,
        "offset": 0,
        "day": 739_538,
        "learner": "learner",
        "device": "device",
        "kind": "review",
        "deck": "rivers",
        "card": "city",
        "rating": 3,
        "data": {"interval": 3, "hint": False},
    }


def test_a_printed_void_names_what_it_takes_back() -> None:
    assert void(2, GOOD).as_json()["data"] == {"event": GOOD.id}


def test_a_memory_that_no_answer_explains_is_adopted_and_goes_on_from_there() -> None:
    known = event(1, Kind.ADOPT, data={"stability": 42.5, "difficulty": 6.0, "due": event(1).day + 30})
    state = fold([known])
    assert state.memory == Memory(42.5, 6.0, known.day)
    assert state.stage == Review(30, known.day + 30)
    assert (state.reps, state.lapses) == (0, 0)
    after = fold([known, event(2, day=known.day + 30)])
    assert after.memory is not None and after.memory.stability > 42.5
    assert after.reps == 1


def test_an_adopted_memory_keeps_the_answers_before_it_counted() -> None:
    due = event(2).day - 3
    state = fold([event(1), event(2, Kind.ADOPT, data={"stability": 3, "difficulty": 5, "due": due})])
    assert state.reps == 1
    assert state.stage == Review(1, due), "what was due before is due"

"""Memory and intervals: FSRS-6 over the learner's own days, and Anki's rules for what follows from them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.core.marking.rating import Rating
from quizapp.core.scheduling.fsrs import MAX_STABILITY
from quizapp.core.scheduling.scheduler import (
    DAY_MS,
    MINUTE_MS,
    CardState,
    Days,
    Learning,
    Memory,
    Policy,
    Review,
    Step,
    answered,
    day_number,
    decide,
    fuzz_band,
    interval,
    is_leech_lapse,
    recall,
    remember,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TODAY = 739_000
EVEN = Policy(fuzz=False)
PY_FSRS = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

ratings = st.sampled_from(Rating)
stabilities = st.floats(0.001, MAX_STABILITY)
difficulties = st.floats(1, 10)
memories = st.builds(Memory, stabilities, difficulties, st.just(TODAY))
waits = st.one_of(st.integers(0, 3), st.integers(0, 400))
histories = st.lists(st.tuples(ratings, waits), min_size=1, max_size=25)


def by_py_fsrs(history: list[tuple[Rating, int]]) -> fsrs.Card:
    """The card that the library makes of (rating, day number) by itself, each day a virtual midnight."""
    card = fsrs.Card(card_id=1)
    for rating, day in history:
        midnight = datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=day - 1)
        card, _ = PY_FSRS.review_card(card, fsrs.Rating(rating), midnight)
        assert card.stability is not None
        card.stability = min(card.stability, MAX_STABILITY)
    return card


def by_us(history: list[tuple[Rating, int]]) -> Memory:
    memory = None
    for rating, day in history:
        memory = remember(memory, rating, day)
    assert memory is not None
    return memory


def assert_parity(history: list[tuple[Rating, int]]) -> None:
    theirs, ours = by_py_fsrs(history), by_us(history)
    assert (ours.stability, ours.difficulty) == pytest.approx((theirs.stability, theirs.difficulty), rel=1e-9)


def dated(history: list[tuple[Rating, int]], start: int = TODAY) -> list[tuple[Rating, int]]:
    """Waits in days turned into day numbers."""
    days = []
    for rating, wait in history:
        start += wait
        days.append((rating, start))
    return days


def local(text: str) -> tuple[int, int]:
    """A local time in Amsterdam, as ms UTC and the minutes that the zone is east of UTC then."""
    moment = datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
    offset = moment.utcoffset()
    assert offset is not None
    return int(moment.timestamp() * 1000), offset // timedelta(minutes=1)


def amsterdam_day(text: str) -> int:
    return day_number(*local(text), rollover=4)


def in_review(stability: float, last_interval: int, difficulty: float = 5.0) -> CardState:
    """A card that comes back today, after `last_interval` days."""
    memory = Memory(stability, difficulty, TODAY - last_interval)
    return CardState(memory, Review(last_interval, TODAY), reps=3)


# The library's own arithmetic


@given(histories)
def test_memory_states_equal_those_of_py_fsrs(history: list[tuple[Rating, int]]) -> None:
    assert_parity(dated(history))


@pytest.mark.parametrize("seed", range(40))
def test_long_histories_equal_those_of_py_fsrs(seed: int) -> None:
    chance = random.Random(seed)
    history = [(Rating(chance.randint(1, 4)), chance.choice((0, 0, 1, 2, 7, 30, 200))) for _ in range(60)]
    assert_parity(dated(history))


@pytest.mark.parametrize("changing", ["2025-03-30", "2025-10-26"], ids=["spring", "autumn"])
@given(st.lists(st.tuples(ratings, st.integers(0, 30), st.sampled_from(("03:59", "04:01", "23:30"))), min_size=1))
def test_memory_states_equal_those_of_py_fsrs_across_a_change_of_the_clocks(
    changing: str, history: list[tuple[Rating, int, str]]
) -> None:
    first = datetime.fromisoformat(changing).date() - timedelta(days=20)
    moments = sorted((f"{first + timedelta(days=wait)}T{hour}", rating) for rating, wait, hour in history)
    ours = [(rating, amsterdam_day(moment)) for moment, rating in moments]
    theirs = [(rating, (datetime.fromisoformat(moment) - timedelta(hours=4)).toordinal()) for moment, rating in moments]
    memory, card = by_us(ours), by_py_fsrs(theirs)
    assert (memory.stability, memory.difficulty) == pytest.approx((card.stability, card.difficulty), rel=1e-9)


@given(memories, ratings, st.integers(1, 400))
def test_a_day_that_goes_back_counts_as_the_same_day(memory: Memory, rating: Rating, back: int) -> None:
    same_day, earlier = remember(memory, rating, TODAY), remember(memory, rating, TODAY - back)
    assert (earlier.stability, earlier.difficulty) == (same_day.stability, same_day.difficulty)


@given(memories, st.integers(1, 400))
def test_recall_on_a_day_before_the_last_answer_is_that_of_the_same_day(memory: Memory, back: int) -> None:
    assert recall(memory, TODAY - back) == recall(memory, TODAY) == 1.0


@given(memories, ratings, st.integers(0, 40_000))
def test_stability_and_difficulty_stay_within_their_bounds(memory: Memory, rating: Rating, wait: int) -> None:
    after = remember(memory, rating, TODAY + wait)
    assert 0 < after.stability <= MAX_STABILITY
    assert 1 <= after.difficulty <= 10
    assert after.day == TODAY + wait


def test_stability_stops_at_a_hundred_years() -> None:
    memory = Memory(30_000.0, 1.0, TODAY)
    assert remember(memory, Rating.EASY, TODAY + 36_500).stability == 36_500.0


@given(st.integers(1, 36_500), difficulties)
def test_recall_after_as_many_days_as_the_stability_is_nine_in_ten(days: int, difficulty: float) -> None:
    assert recall(Memory(float(days), difficulty, TODAY), TODAY + days) == pytest.approx(0.9, rel=1e-9)


@given(memories)
def test_recall_only_falls_with_time(memory: Memory) -> None:
    chances = [recall(memory, TODAY + wait) for wait in (0, 1, 2, 10, 100, 1000)]
    assert all(0 < later < earlier <= 1 for earlier, later in pairwise(chances))


# The learner's days


def test_a_day_ends_at_four_in_the_morning() -> None:
    assert amsterdam_day("2025-06-11T03:59") == datetime(2025, 6, 10).toordinal()
    assert amsterdam_day("2025-06-11T04:01") == datetime(2025, 6, 11).toordinal()


@pytest.mark.parametrize("date", ["2025-03-30", "2025-10-26"], ids=["an hour shorter", "an hour longer"])
def test_a_day_ends_at_four_on_the_clock_also_when_the_clocks_change(date: str) -> None:
    day = datetime.fromisoformat(date).toordinal()
    assert amsterdam_day(f"{date}T03:59") == day - 1
    assert amsterdam_day(f"{date}T04:00") == day


@pytest.mark.parametrize("date", ["2025-03-29", "2025-10-25"], ids=["23 hours", "25 hours"])
def test_the_same_hour_a_day_later_is_one_day_later_also_when_the_clocks_change(date: str) -> None:
    following = datetime.fromisoformat(date).date() + timedelta(days=1)
    for hour in ("00:30", "03:59", "04:01", "12:00", "23:59"):
        assert amsterdam_day(f"{following}T{hour}") - amsterdam_day(f"{date}T{hour}") == 1


def test_two_minutes_can_lie_on_two_days() -> None:
    before, after = amsterdam_day("2025-03-30T03:59"), amsterdam_day("2025-03-30T04:01")
    assert after - before == 1
    a_day_apart = remember(remember(None, Rating.GOOD, before), Rating.GOOD, after)
    the_same_day = remember(remember(None, Rating.GOOD, before), Rating.GOOD, before)
    assert a_day_apart.stability > the_same_day.stability


@given(st.integers(-(10**12), 4 * 10**12), st.integers(-12 * 60, 14 * 60), st.integers(0, 23))
def test_a_day_number_is_the_ordinal_of_the_local_date_after_the_rollover(at: int, offset: int, rollover: int) -> None:
    wall_clock = datetime(1970, 1, 1) + timedelta(milliseconds=at, minutes=offset)
    assert day_number(at, offset, rollover) == (wall_clock - timedelta(hours=rollover)).toordinal()


# Intervals


def interval_for(exact: float, *, fuzz: float | None = None, at_least: int = 1, previous: int = 0) -> int:
    """At 90 % retention the exact interval is the stability."""
    return interval(exact, Policy(), fuzz, at_least, previous)


@pytest.mark.parametrize(
    ("exact", "days"), [(0.01, 1), (1.49, 1), (1.51, 2), (2.51, 3), (3.51, 4), (10.49, 10), (10.51, 11)]
)
def test_intervals_are_rounded(exact: float, days: int) -> None:
    assert interval_for(exact) == days


@pytest.mark.parametrize(("half", "days"), [(1.5, 2), (2.5, 3), (4.5, 5), (100.5, 101)])
def test_a_half_is_rounded_up(half: float, days: int) -> None:
    assert interval_for(half) == days


@pytest.mark.parametrize("retention", [0.70, 0.80, 0.90, 0.97])
@given(st.floats(10, 2_000))
def test_recall_at_the_end_of_an_interval_is_the_desired_retention(retention: float, stability: float) -> None:
    days = interval(stability, Policy(retention=retention), None, 1, 0)
    memory = Memory(stability, 5.0, TODAY)
    assert recall(memory, TODAY + days + 1) < retention < recall(memory, TODAY + days - 1)


@given(stabilities, st.one_of(st.none(), st.floats(0, 1, exclude_max=True)), st.integers(0, 40_000))
def test_an_interval_is_at_least_a_day_and_at_most_the_maximum(
    stability: float, fuzz: float | None, previous: int
) -> None:
    assert 1 <= interval(stability, Policy(maximum_interval=300), fuzz, 1, previous) <= 300
    assert 1 <= interval(stability, Policy(), fuzz, 1, previous) <= 36_500


@given(memories, st.integers(1, 1000), st.booleans(), st.text(max_size=5))
def test_hard_good_and_easy_are_a_day_apart_at_least(memory: Memory, last: int, fuzz: bool, seed: str) -> None:
    state = CardState(Memory(memory.stability, memory.difficulty, TODAY - last), Review(last, TODAY), reps=3)
    days = decide(state, TODAY, Policy(fuzz=fuzz), seed)
    hard, good, easy = (days[rating] for rating in (Rating.HARD, Rating.GOOD, Rating.EASY))
    assert isinstance(hard, Days) and isinstance(good, Days) and isinstance(easy, Days)
    assert hard.interval < good.interval < easy.interval or easy.interval == 36_500


def test_at_the_maximum_hard_good_and_easy_may_be_equal() -> None:
    days = decide(in_review(3000.0, 3000), TODAY, Policy(maximum_interval=100), "card")
    assert {days[rating] for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)} == {Days(100)}


@given(st.floats(5, 30_000), st.floats(0, 1, exclude_max=True))
def test_an_interval_that_grows_is_longer_than_the_one_before_whatever_the_fuzz(exact: float, fuzz: float) -> None:
    previous = int(exact) - 1
    assert interval_for(exact, fuzz=fuzz, previous=previous) > previous


@given(st.floats(5, 30_000), st.floats(0, 1, exclude_max=True))
def test_an_interval_is_not_below_the_one_before_where_the_band_has_that(exact: float, fuzz: float) -> None:
    _, longest = fuzz_band(exact)
    assert interval_for(exact, fuzz=fuzz, previous=longest) >= longest


@given(st.floats(5, 30_000), st.floats(0, 1, exclude_max=True))
def test_an_interval_may_be_below_the_one_before_where_that_lies_above_the_band(exact: float, fuzz: float) -> None:
    _, longest = fuzz_band(exact)
    assert interval_for(exact, fuzz=fuzz, previous=longest + 1) <= longest


@given(st.floats(400, MAX_STABILITY), st.floats(0, 1, exclude_max=True))
def test_an_interval_beyond_the_longest_is_fuzzed_within_the_band_of_the_longest(exact: float, fuzz: float) -> None:
    policy = Policy(maximum_interval=300)
    shortest, _ = fuzz_band(300)
    days = interval(exact, policy, fuzz, 1, 0)
    assert days == min(int(shortest + fuzz * (301 - shortest)), 300)


@given(st.floats(3, 50), st.floats(0, 1, exclude_max=True))
def test_an_interval_pushed_up_is_fuzzed_within_the_band_of_where_it_was_pushed(exact: float, fuzz: float) -> None:
    _, longest = fuzz_band(100)
    assert 100 <= interval_for(exact, fuzz=fuzz, at_least=100) <= longest
    assert interval_for(exact, fuzz=0.999, at_least=100) == longest


# Fuzz


@pytest.mark.parametrize(
    ("exact", "band"),
    [
        (1.0, (1, 1)),
        (2.49, (2, 2)),
        (2.5, (2, 4)),  # 1 day
        (4.0, (3, 5)),  # 1 + 15 % of 1.5 = 1.225
        (6.84, (5, 8)),  # 1 + 15 % of 4.34 = 1.651
        (6.85, (5, 9)),  # 1 + 15 % of 4.35 = 1.6525
        (7.0, (5, 9)),  # 1 + 15 % of 4.5 = 1.675
        (19.5, (17, 22)),  # and 10 % of 12.5 = 2.925
        (20.0, (17, 23)),  # and 10 % of 13 = 2.975
        (100.0, (93, 107)),  # and 5 % of 80 = 6.975
        (1000.0, (948, 1052)),  # 51.975
    ],
)
def test_the_fuzz_band_grows_with_the_interval(exact: float, band: tuple[int, int]) -> None:
    assert fuzz_band(exact) == band


@pytest.mark.parametrize("stability", [3.0, 10.0, 60.0, 400.0])
def test_fuzz_spreads_over_the_whole_band_and_not_beyond(stability: float) -> None:
    memory = Memory(stability, 5.0, TODAY)
    state = CardState(memory, Learning(1, 0), reps=2)
    shortest, longest = fuzz_band(round(remember(memory, Rating.GOOD, TODAY).stability))
    counts: dict[int, int] = {}
    for card in range(200 * (longest - shortest + 1)):
        good = decide(state, TODAY, Policy(), f"card-{card}")[Rating.GOOD]
        assert isinstance(good, Days)
        counts[good.interval] = counts.get(good.interval, 0) + 1
    assert sorted(counts) == list(range(shortest, longest + 1))
    assert all(120 < count < 280 for count in counts.values()), counts  # 200 each, and five standard deviations


def test_fuzz_is_the_same_for_the_same_card_and_number_of_reviews() -> None:
    state = in_review(100.0, 100)
    assert decide(state, TODAY, Policy(), "card") == decide(state, TODAY, Policy(), "card")


def test_fuzz_differs_from_card_to_card_and_from_review_to_review() -> None:
    state = in_review(100.0, 100)
    by_card = {decide(state, TODAY, Policy(), f"card-{n}")[Rating.GOOD] for n in range(20)}
    by_review = {
        decide(CardState(state.memory, state.stage, reps=n), TODAY, Policy(), "card")[Rating.GOOD] for n in range(20)
    }
    assert len(by_card) > 5
    assert len(by_review) > 5


def test_fuzz_draws_no_random_number_of_the_process() -> None:
    random.seed(1)
    before = random.getstate()
    decide(in_review(100.0, 100), TODAY, Policy(), "card")
    assert random.getstate() == before


# Steps


def decided(state: CardState, rating: Rating) -> Step | Days:
    return decide(state, TODAY, EVEN, "card")[rating]


def after(*given: Rating) -> CardState:
    """A card after these answers, all at the same moment."""
    state = CardState()
    for rating in given:
        state = answered(state, rating, decided(state, rating), at=0, day=TODAY)
    return state


def lapsed() -> CardState:
    return answered(in_review(20.0, 20), Rating.AGAIN, decided(in_review(20.0, 20), Rating.AGAIN), at=0, day=TODAY)


def test_a_new_card_comes_back_after_one_minute_five_and_a_half_or_ten() -> None:
    assert decided(CardState(), Rating.AGAIN) == Step(0, 60)
    assert decided(CardState(), Rating.HARD) == Step(0, 330)
    assert decided(CardState(), Rating.GOOD) == Step(1, 600)


def test_a_new_card_that_is_easy_graduates_at_once() -> None:
    assert decided(CardState(), Rating.EASY) == Days(8)  # the initial stability is 8.2956


def test_on_the_last_step_hard_repeats_it_good_graduates_and_again_begins_anew() -> None:
    on_the_last = after(Rating.GOOD)
    assert decided(on_the_last, Rating.HARD) == Step(1, 600)
    assert decided(on_the_last, Rating.AGAIN) == Step(0, 60)
    good, easy = decided(on_the_last, Rating.GOOD), decided(on_the_last, Rating.EASY)
    assert isinstance(good, Days) and isinstance(easy, Days) and good.interval < easy.interval


def test_a_card_that_has_graduated_is_due_so_many_days_after_the_learners_day() -> None:
    state = after(Rating.GOOD, Rating.GOOD)
    good = decided(after(Rating.GOOD), Rating.GOOD)
    assert isinstance(good, Days)
    assert state.stage == Review(good.interval, TODAY + good.interval)
    assert (state.phase, state.reps, state.lapses) == ("review", 2, 0)


def test_a_card_in_a_step_is_due_so_many_seconds_after_its_answer() -> None:
    assert answered(CardState(), Rating.GOOD, Step(1, 600), at=5_000, day=TODAY).stage == Learning(1, 605_000)


def test_a_forgotten_card_is_relearned_after_ten_minutes_or_fifteen_if_hard() -> None:
    assert decided(in_review(20.0, 20), Rating.AGAIN) == Step(0, 600)
    assert lapsed().phase == "relearning"
    assert decided(lapsed(), Rating.AGAIN) == Step(0, 600)
    assert decided(lapsed(), Rating.HARD) == Step(0, 900)
    assert isinstance(decided(lapsed(), Rating.GOOD), Days)


def test_a_forgotten_card_is_being_relearned_until_it_graduates() -> None:
    state = lapsed()
    for rating in (Rating.AGAIN, Rating.HARD):
        state = answered(state, rating, decided(state, rating), at=0, day=TODAY)
        assert state.phase == "relearning"
    assert answered(state, Rating.GOOD, decided(state, Rating.GOOD), at=0, day=TODAY).phase == "review"


def test_only_forgetting_a_card_in_review_is_a_lapse() -> None:
    assert after(Rating.AGAIN, Rating.AGAIN).lapses == 0
    again = answered(lapsed(), Rating.AGAIN, decided(lapsed(), Rating.AGAIN), at=0, day=TODAY)
    assert (lapsed().lapses, again.lapses) == (1, 1)


def test_without_steps_a_forgotten_card_comes_back_in_days_without_fuzz() -> None:
    policy = Policy(learning_steps=(), relearning_steps=())
    for state in (CardState(), in_review(100.0, 10), in_review(2000.0, 1500)):
        forgotten = interval_for(remember(state.memory, Rating.AGAIN, TODAY).stability)
        decisions = decide(state, TODAY, policy, "card")
        assert decisions[Rating.AGAIN] == Days(forgotten)
        assert all(isinstance(decision, Days) for decision in decisions.values())


def test_a_card_hardly_known_comes_back_tomorrow_if_it_was_hard() -> None:
    assert decided(in_review(0.1, 1, difficulty=10.0), Rating.HARD) == Days(1)


@given(st.integers(0, 5), st.booleans(), st.lists(st.integers(1, 7200), max_size=3).map(tuple), ratings)
def test_a_card_on_a_step_that_is_no_longer_there_can_be_answered(
    step: int, again: bool, steps: tuple[int, ...], rating: Rating
) -> None:
    state = CardState(Memory(2.0, 5.0, TODAY), Learning(step, 0, again), reps=1)
    policy = Policy(learning_steps=steps, relearning_steps=steps)
    decision = decide(state, TODAY, policy, "card")[rating]
    assert answered(state, rating, decision, at=DAY_MS, day=TODAY).reps == 2


@example(step=60)
@example(step=57_600)
@given(st.integers(1, 57_600))
def test_hard_on_an_only_step_is_half_as_long_again(step: int) -> None:
    hard = decide(CardState(), TODAY, Policy(learning_steps=(step,)), "card")[Rating.HARD]
    assert hard == Step(0, int(step * 1.5))


@pytest.mark.parametrize(
    ("steps", "days"),
    [((57_602,), 1), ((86_400,), 2), ((129_600,), 2), ((172_800,), 3), ((259_200,), 4), ((86_400, 259_200), 2)],
)
def test_beyond_a_day_hard_on_the_first_step_is_whole_days_and_one_more_at_most(
    steps: tuple[int, ...], days: int
) -> None:
    assert decide(CardState(), TODAY, Policy(learning_steps=steps), "card")[Rating.HARD] == Step(0, days * 86_400)


@pytest.mark.parametrize("stability", [20.0, 300.0, 20_000.0])
def test_easy_on_a_first_step_is_longer_than_good_would_be_if_it_left_the_steps(stability: float) -> None:
    state = CardState(Memory(stability, 5.0, TODAY), Learning(0, 0), reps=2)
    easy = decide(state, TODAY, Policy(fuzz=False), "card")[Rating.EASY]
    good = interval_for(remember(state.memory, Rating.GOOD, TODAY).stability)
    assert isinstance(easy, Days) and easy.interval > good


def test_steps_are_counted_in_minutes_of_the_clock() -> None:
    assert [seconds * 1000 for seconds in Policy().learning_steps] == [MINUTE_MS, 10 * MINUTE_MS]


# Leeches


def test_a_leech_is_told_at_eight_lapses_and_then_at_every_fourth() -> None:
    assert [lapses for lapses in range(21) if is_leech_lapse(lapses)] == [8, 12, 16, 20]


def test_a_leech_stays_one_between_tellings() -> None:
    assert [CardState(lapses=lapses).leech for lapses in (7, 8, 9)] == [False, True, True]

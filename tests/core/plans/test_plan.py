"""The plan for an exam, simulated with the learner's memory: what it promises and what it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.log.days import DayRow
from quizapp.core.plans.pacing import QUIET_DAYS, Pacing
from quizapp.core.plans.plan import HIGHEST_RETENTION, LOWEST_RETENTION, Plan, make_plan
from quizapp.core.plans.simulation import Habits, Outcome, Prospect, Sample, Standing, habits, sample, simulate
from quizapp.core.scheduling.scheduler import CardState, Learning, Memory, Policy, Review, recall

TODAY = 739_000
EXAM = TODAY + 40
POLICY = Policy()
NOBODY = Habits()


def new(number: int = 60) -> list[Prospect]:
    """Cards that were never answered."""
    return [Prospect(f"rivers/new-{index}", CardState()) for index in range(number)]


def known(number: int = 60, stability: float = 20.0) -> list[Prospect]:
    """Cards answered today, due after as many days as they are stable."""
    days = round(stability)
    state = CardState(Memory(stability, 5.0, TODAY), Review(days, TODAY + days), reps=3)
    return [Prospect(f"rivers/known-{index}", state) for index in range(number)]


def plan(*cards: Prospect, exam: int = EXAM, minutes: int | None = None, policy: Policy = POLICY) -> Plan:
    return make_plan(Standing(cards, TODAY), exam, policy, NOBODY, minutes)


def outcome(*cards: Prospect, policy: Policy = POLICY, pacing: Pacing | None = None, **used: int) -> Outcome:
    """What comes of these cards until the exam."""
    standing = Standing(cards, TODAY, **used)
    way = pacing or Pacing(EXAM, policy.new_per_day, policy.retention)
    return simulate(standing, sample(standing, len(cards)), way, policy, NOBODY)


# What the day finds


def test_the_same_deck_gives_the_same_plan() -> None:
    assert plan(*new(), *known()) == plan(*new(), *known())


def test_cards_that_are_never_asked_are_remembered_as_the_model_says() -> None:
    suspended = [replace(card, state=replace(card.state, suspended=True)) for card in known()]
    found = outcome(*suspended)
    assert found.score == pytest.approx(recall(Memory(20.0, 5.0, TODAY), EXAM), rel=1e-9)
    assert found.minutes == 0


def test_cards_never_seen_count_as_nothing() -> None:
    suspended = [Prospect(card.card, CardState(suspended=True)) for card in new()]
    found = outcome(*suspended)
    assert (found.score, found.unseen, sum(found.seconds)) == (0.0, 0.0, 0.0)


def test_following_the_plan_finds_far_more_than_leaving_the_deck_alone() -> None:
    made = plan(*new(), *known())
    assert made.outcome.score > 0.95
    assert made.standing.score(EXAM) < 0.5


def test_the_last_round_is_worth_more_than_the_same_time_spent_on_higher_retention() -> None:
    cards = [*new(100), *known(100)]
    with_round = outcome(*cards, pacing=Pacing(EXAM, 20, 0.85))
    without = outcome(*cards, pacing=Pacing(EXAM, 20, 0.96, round_share=0.0))
    assert with_round.minutes < without.minutes
    assert with_round.score > without.score


def test_points_weigh_the_cards() -> None:
    light, heavy = new(50), [replace(card, points=3.0) for card in known(50, 200.0)]
    stopped = [replace(card, state=replace(card.state, suspended=True)) for card in (*light, *heavy)]
    found = outcome(*stopped)
    memory = recall(Memory(200.0, 5.0, TODAY), EXAM)
    assert found.score == pytest.approx(memory / 2)
    assert found.points == pytest.approx(memory * 3 / 4)


def test_a_plan_for_tomorrow_begins_every_card_today() -> None:
    made = plan(*new(30), exam=TODAY + 1)
    assert (made.days, made.new_today, made.last_new_day) == (1, 30, TODAY)
    assert 0.7 < made.outcome.score < 0.95


# New cards


def test_the_last_new_card_is_begun_a_week_before() -> None:
    made = plan(*new(66))
    assert made.new_today == 2
    assert made.last_new_day == EXAM - QUIET_DAYS - 1
    assert (sum(made.outcome.begun), made.outcome.unseen) == (66, 0)


def test_a_deck_that_was_all_begun_has_no_new_cards() -> None:
    made = plan(*known())
    assert (made.new_today, made.last_new_day) == (0, None)


def test_what_was_done_today_counts() -> None:
    later = outcome(*new(64), new_today=2)
    assert later.begun[:2] == (0, 2)


def test_more_new_cards_than_usual_come_as_fast_as_on_the_first_day() -> None:
    made = plan(*new(300), policy=Policy(new_per_day=5), exam=TODAY + 10)
    assert set(made.outcome.begun) == {60, 0}
    begun = made_again = make_plan(
        Standing(new(240), TODAY + 1), TODAY + 10, Policy(new_per_day=5), NOBODY, pace=made.new_today
    )
    assert made_again.new_today == 60
    assert begun.last_new_day == made.last_new_day


# Time


def test_minutes_are_those_of_the_learners_pace() -> None:
    standing = Standing([*new(), *known()], TODAY)
    slow = replace(NOBODY, first_seconds=45.0, step_seconds=24.0, review_seconds=30.0)
    assert make_plan(standing, EXAM, POLICY, slow).outcome.minutes == pytest.approx(
        3 * make_plan(standing, EXAM, POLICY, NOBODY).outcome.minutes
    )


def test_a_plan_within_the_minutes_asked_for_keeps_within_them() -> None:
    scores = []
    for minutes in (1, 2, 4, 6, 8):
        made = plan(*new(150), minutes=minutes)
        assert 0.75 * minutes < made.outcome.minutes <= minutes + 0.01
        scores.append(made.outcome.score)
    assert scores == sorted(scores)
    assert scores[0] < 0.7 < scores[-1]


def test_with_little_time_new_cards_are_left_out_first_of_all_from_the_end_of_the_deck() -> None:
    made = plan(*new(150), minutes=1)
    assert 0 < made.pacing.left_out < 150
    assert (made.pacing.round_share, made.pacing.retention) == (0.0, LOWEST_RETENTION)
    assert sum(made.outcome.begun) == 150 - made.pacing.left_out


def test_with_plenty_of_time_cards_come_back_as_early_as_is_sensible() -> None:
    made = plan(*new(), minutes=600)
    assert (made.pacing.retention, made.pacing.round_share, made.pacing.left_out) == (HIGHEST_RETENTION, 1.0, 0)
    assert made.outcome.minutes < 60
    assert made.more is None


def test_without_minutes_the_learners_own_retention_counts() -> None:
    assert plan(*new(), policy=Policy(retention=0.8)).pacing.retention == 0.8


def test_ten_minutes_more_find_more() -> None:
    made = plan(*new(400), minutes=10)
    assert made.more is not None
    assert made.more.score > made.outcome.score + 0.01
    assert made.outcome.minutes < made.more.minutes <= made.outcome.minutes + 10.01


def test_the_busiest_day_is_told() -> None:
    made = plan(*new(), *known())
    day, minutes = made.busiest
    assert minutes == max(made.outcome.seconds) / 60
    assert made.outcome.seconds[day - TODAY] == max(made.outcome.seconds)


# Limits and steps


def test_reviews_beyond_the_limit_of_a_day_are_put_off_and_told() -> None:
    due = [Prospect(card.card, replace(card.state, stage=Review(20, TODAY))) for card in known(100)]
    found = outcome(*due, policy=Policy(reviews_per_day=2, fuzz=False))
    assert found.put_off > 0
    assert max(found.seconds) <= 2 * (10 + 8 * 10)


def test_reviews_answered_today_count_towards_the_limit() -> None:
    due = [Prospect(card.card, replace(card.state, stage=Review(20, TODAY))) for card in known(100)]
    found = outcome(*due, policy=Policy(reviews_per_day=30), reviews_today=30)
    assert found.seconds[0] == 0
    assert found.seconds[1] > 0


def test_a_card_left_in_the_steps_is_asked_today() -> None:
    state = CardState(Memory(1.0, 5.0, TODAY - 1), Learning(0, 0), reps=1)
    assert outcome(Prospect("rivers/city", state)).seconds[0] > 0


def test_a_step_of_a_day_waits_a_day() -> None:
    first, second = outcome(*new(50), policy=Policy(learning_steps=(86_400,)), new_today=0).seconds[:2]
    assert first == 2 * 15
    assert second > 2 * 15


# Large decks and small ones


def test_a_large_deck_is_represented_by_some_of_its_cards() -> None:
    cards = [*known(1_500, 30.0), *new(1_500)]
    standing = Standing(cards, TODAY)
    some = sample(standing, 600)
    assert len(some.cards) == 600
    assert sum(card.state.memory is None for card in some.cards) == 300
    pacing = Pacing(EXAM, 100, 0.9, round_days=10)
    policy = Policy(reviews_per_day=5_000)
    part = simulate(standing, some, pacing, policy, NOBODY)
    whole = simulate(standing, sample(standing, 3_000), pacing, policy, NOBODY)
    assert part.score == pytest.approx(whole.score, abs=0.01)
    assert part.minutes == pytest.approx(whole.minutes, rel=0.05)
    assert sum(part.begun) == pytest.approx(1_500, rel=0.01)


def test_a_small_deck_is_simulated_several_times_over() -> None:
    standing = Standing(new(10), TODAY)
    copies = sample(standing, 100)
    assert (len(copies.cards), copies.scale) == (100, 10)
    found = simulate(standing, copies, Pacing(EXAM, 20, 0.9), POLICY, NOBODY)
    assert sum(found.begun) == 10
    assert max(found.begun) == 1


def test_the_random_numbers_of_a_sample_are_even() -> None:
    chosen: Sample = sample(Standing(new(40), TODAY), 40)
    assert all(sorted(row) == [(number + 0.5) / 40 for number in range(40)] for row in chosen.draws)
    assert len({tuple(row) for row in chosen.draws}) == len(chosen.draws)


# Habits


def row(maturity: str, answers: int, right: int, seconds: float, deck: str = "rivers", kind: str = "review") -> DayRow:
    return DayRow(TODAY, deck, kind, "", maturity, 0, False, answers, right, right, seconds, 0.0, 0.0, 0.0)


def test_of_a_learner_who_has_not_answered_anything_something_is_assumed() -> None:
    assert habits([], "rivers") == Habits()


def test_much_that_was_answered_outweighs_what_is_assumed() -> None:
    found = habits([row("new", 2_000, 1_600, 10_000), row("learning", 2_000, 1_800, 8_000)], "rivers")
    assert found.first_misses == pytest.approx(0.2, abs=0.01)
    assert found.step_misses == pytest.approx(0.1, abs=0.01)
    assert (found.first_seconds, found.step_seconds) == pytest.approx((5.0, 4.0), abs=0.15)
    assert found.review_seconds == Habits().review_seconds
    assert found.answers == 4_000


def test_the_deck_itself_counts_more_than_other_decks() -> None:
    rows = [row("young", 1_000, 900, 5_000, deck="lakes"), row("mature", 200, 180, 4_000)]
    assert habits(rows, "rivers").review_seconds == pytest.approx(19, abs=1)
    assert habits(rows, "lakes").review_seconds == pytest.approx(5, abs=1)


def test_practice_says_nothing_about_habits() -> None:
    assert habits([row("", 500, 500, 100.0, kind="practice")], "rivers") == Habits()

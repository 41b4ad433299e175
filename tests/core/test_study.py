"""The study session: which card comes next, and that it ends."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import cycle, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.marking.rating import Rating
from quizapp.core.persistent import Chunked
from quizapp.core.scheduling.scheduler import (
    MINUTE_MS,
    CardState,
    Learning,
    Memory,
    Policy,
    Review,
    Step,
    answered,
    decide,
)
from quizapp.core.study import (
    AGAIN_AFTER,
    MAX_FAILURES,
    Answer,
    Item,
    Session,
    after_answer,
    after_practice,
    as_json,
    as_row,
    changed,
    from_json,
    leave_out,
    next_item,
    next_practised,
    practise,
    taken_back,
)
from tests.support.choosing import Candidate, plan

TODAY = 739_000
NOW = 1_760_443_200_000
AHEAD = Policy().learn_ahead
PLENTY = {"rivers": 1000, "lakes": 1000}


def item(card: str, deck: str = "rivers") -> Item:
    """A card; what stands before a slash is its question."""
    return Item(deck, card, card.partition("/")[0])


def new(card: str, deck: str = "rivers") -> Candidate:
    return Candidate(item(card, deck), CardState())


def due(card: str, day: int = TODAY, deck: str = "rivers") -> Candidate:
    return Candidate(item(card, deck), CardState(Memory(10.0, 5.0, day - 10), Review(10, day), reps=3))


def learning(card: str, at: int = NOW, deck: str = "rivers") -> Candidate:
    return Candidate(item(card, deck), CardState(Memory(1.0, 5.0, TODAY), Learning(0, at), reps=1))


def planned(*candidates: Candidate, day: int = TODAY, limit: int | None = None) -> Session:
    return plan(candidates, day=day, new_left=PLENTY, reviews_left=PLENTY, limit=limit)


def cards(items: Iterable[Item]) -> list[str]:
    return [item.card for item in items]


def upcoming(session: Session, now: int = NOW) -> str | None:
    found = next_item(session, now, AHEAD)
    return found.card if found else None


def answer(
    session: Session, card: str, rating: Rating = Rating.GOOD, *, at: int = NOW, graduate: bool = False
) -> Session:
    """The session after an answer that shows the card again in ten minutes, or tomorrow if it is to `graduate`."""
    due = None if graduate else at + 10 * MINUTE_MS
    return after_answer(session, Answer(item(card), rating, rating is not Rating.AGAIN, due=due))


# The queue


def test_cards_in_the_steps_that_are_due_come_first_then_reviews_and_new_cards() -> None:
    session = planned(new("new"), due("due"), learning("step"))
    assert upcoming(session) == "step"
    assert cards(session.queue) == ["due", "new"]


def test_the_step_that_was_due_first_comes_first() -> None:
    session = planned(learning("later", NOW - 1), learning("earlier", NOW - 2))
    assert upcoming(session) == "earlier"


def test_a_step_that_falls_due_goes_before_the_queue() -> None:
    session = planned(new("new"), learning("step", NOW + MINUTE_MS))
    assert upcoming(session) == "new"
    assert upcoming(session, NOW + MINUTE_MS) == "step"


def test_reviews_come_by_the_day_they_were_due() -> None:
    late = [due(f"c{days}", TODAY - days) for days in (0, 5, 2, 9, 1)]
    assert cards(planned(*late).queue) == ["c9", "c5", "c2", "c1", "c0"]


def test_a_review_that_is_due_tomorrow_is_not_asked() -> None:
    assert cards(planned(due("tomorrow", TODAY + 1), due("today")).queue) == ["today"]


def test_suspended_cards_are_not_asked() -> None:
    suspended = [replace(c, state=replace(c.state, suspended=True)) for c in (new("n"), due("d"), learning("l"))]
    assert planned(*suspended) == Session()


def test_reviews_of_one_day_are_shuffled_the_same_way_all_day_long() -> None:
    reviews = [due(f"c{number:02}") for number in range(30)]
    queue = planned(*reviews).queue
    assert queue == planned(*reversed(reviews)).queue
    assert sorted(cards(queue)) == cards(candidate.item for candidate in reviews) != cards(queue)


def test_reviews_are_shuffled_in_another_way_the_next_day() -> None:
    reviews = [due(f"c{number:02}") for number in range(30)]
    assert planned(*reviews).queue != planned(*reviews, day=TODAY + 1).queue


def test_the_shuffling_draws_no_random_number_of_the_process() -> None:
    random.seed(1)
    before = random.getstate()
    planned(*(due(f"c{number}") for number in range(30)))
    assert random.getstate() == before


def test_new_cards_are_spread_among_the_reviews() -> None:
    reviews = [due(f"d{number}", TODAY - 9 + number) for number in range(4)]
    assert cards(planned(*reviews, new("n0"), new("n1")).queue) == ["d0", "n0", "d1", "d2", "n1", "d3"]


def test_a_review_goes_before_a_new_card_in_the_same_place() -> None:
    assert cards(planned(new("n"), due("d")).queue) == ["d", "n"]


@given(st.integers(0, 60), st.integers(0, 60))
def test_new_cards_are_spread_evenly_and_in_deck_order(reviews: int, fresh: int) -> None:
    session = planned(*(new(f"n{n}") for n in range(fresh)), *(due(f"d{n}") for n in range(reviews)))
    names = cards(session.queue)
    assert [name for name in names if name.startswith("n")] == [f"n{n}" for n in range(fresh)]
    for length in range(len(names) + 1):
        so_far = sum(name.startswith("n") for name in names[:length])
        assert abs(so_far - length * fresh / max(len(names), 1)) <= 1


# Limits


def test_no_more_new_cards_than_the_deck_may_still_begin_today() -> None:
    candidates = [new(f"{deck}{n}", deck) for deck in ("rivers", "lakes") for n in range(5)]
    session = plan(candidates, day=TODAY, new_left={"rivers": 2, "lakes": 1}, reviews_left=PLENTY)
    assert cards(session.queue) == ["rivers0", "rivers1", "lakes0"]


def test_no_more_reviews_than_the_deck_may_still_have_today() -> None:
    candidates = [due(f"c{n}", TODAY - n) for n in range(5)]
    session = plan(candidates, day=TODAY, new_left=PLENTY, reviews_left={"rivers": 2})
    assert cards(session.queue) == ["c4", "c3"]


@pytest.mark.parametrize("left", [0, -3], ids=["used up", "overdrawn"])
def test_a_deck_whose_allowance_is_gone_asks_only_what_is_in_the_steps(left: int) -> None:
    none = {"rivers": left}
    session = plan([new("n"), due("d"), learning("l")], day=TODAY, new_left=none, reviews_left=none)
    assert (cards(session.queue), cards(step[1] for step in session.steps), session.total) == ([], ["l"], 1)


@pytest.mark.parametrize(
    ("limit", "asked"), [(1, ["l"]), (2, ["l", "d0"]), (3, ["l", "d0", "d1"]), (4, ["l", "d0", "n0", "d1"])]
)
def test_a_limit_counts_different_cards_and_keeps_the_most_urgent(limit: int, asked: list[str]) -> None:
    session = planned(new("n0"), new("n1"), due("d0", TODAY - 2), due("d1", TODAY - 1), learning("l"), limit=limit)
    assert [*cards(step[1] for step in session.steps), *cards(session.queue)] == asked
    assert session.total == limit


def test_a_card_that_is_asked_again_does_not_use_up_the_limit() -> None:
    session = planned(new("a"), new("b"), limit=2)
    session = answer(session, "a", Rating.AGAIN)
    assert upcoming(session) == "b"
    session = answer(session, "b", graduate=True)
    assert upcoming(session) == "a"
    assert session.total == 2


# What comes next


def test_cards_due_soon_are_asked_early_once_nothing_else_is_left() -> None:
    session = planned(learning("soon", NOW + 5 * MINUTE_MS), learning("sooner", NOW + MINUTE_MS))
    assert upcoming(session) == "sooner"


def test_cards_in_the_steps_that_are_due_later_than_the_learn_ahead_end_the_session() -> None:
    session = planned(learning("later", NOW + AHEAD * 1000 + 1))
    assert upcoming(session) is None
    assert upcoming(session, NOW + 1) == "later"


def test_a_sibling_waits_until_another_card_was_asked() -> None:
    session = planned(new("a"), new("a/reverse"), new("b"))
    assert upcoming(session) == "a"
    session = answer(session, "a", graduate=True)
    assert upcoming(session) == "b"
    session = answer(session, "b", graduate=True)
    assert upcoming(session) == "a/reverse"


def test_a_sibling_is_not_asked_when_nothing_else_is_left() -> None:
    session = answer(planned(new("a"), new("a/reverse")), "a", graduate=True)
    assert upcoming(session) is None


def test_cards_of_another_deck_are_no_siblings_whatever_their_ids() -> None:
    session = answer(planned(new("a"), new("a/reverse", "lakes")), "a", graduate=True)
    assert next_item(session, NOW, AHEAD) == item("a/reverse", "lakes")


def test_a_card_is_not_repeated_at_once_while_another_is_left() -> None:
    session = answer(planned(new("a"), learning("b", NOW + 15 * MINUTE_MS)), "a", Rating.AGAIN)
    assert upcoming(session, NOW + 12 * MINUTE_MS) == "b"


def test_a_card_is_repeated_at_once_when_it_is_the_only_one_left() -> None:
    assert upcoming(answer(planned(new("a")), "a", Rating.AGAIN)) == "a"


# Answers


def test_a_card_out_of_the_steps_is_done() -> None:
    session = answer(planned(new("a"), new("b")), "a", graduate=True)
    assert (cards(session.done), session.finished, session.total) == (["a"], 1, 2)


def test_answers_and_right_ones_are_counted() -> None:
    session = answer(planned(new("a")), "a", Rating.AGAIN)
    session = answer(session, "a")
    assert (session.answers, session.right) == (2, 1)


def test_a_card_failed_four_times_is_left_for_a_later_session() -> None:
    session = planned(new("a"), new("b"))
    for failures in range(1, MAX_FAILURES + 1):
        session = answer(session, "a", Rating.AGAIN)
        assert cards(session.left) == (["a"] if failures == 4 else [])
    assert upcoming(session, NOW + 60 * MINUTE_MS) == "b"
    assert session.finished == 1


def test_a_card_that_never_leaves_the_steps_is_left_for_a_later_session() -> None:
    session = planned(new("a"))
    for _ in range(9):
        session = answer(session, "a", Rating.HARD)
        assert upcoming(session) == "a"
    session = answer(session, "a", Rating.HARD)
    assert (upcoming(session), cards(session.left)) == (None, ["a"])


def test_an_answer_leaves_the_session_before_it_untouched() -> None:
    before = planned(new("a"), new("b"))
    kept = replace(before)
    answer(before, "a", Rating.AGAIN)
    assert before == kept


def test_a_card_left_out_no_longer_counts() -> None:
    session = leave_out(planned(new("a"), new("b"), learning("c")), item("c"))
    assert (cards(session.queue), list(session.steps), session.total) == (["a", "b"], [], 2)


@pytest.mark.parametrize("graduate", [False, True])
@pytest.mark.parametrize("rating", Rating)
@pytest.mark.parametrize("times", [1, 2, MAX_FAILURES])
def test_an_answer_taken_back_leaves_the_session_as_it_was(rating: Rating, graduate: bool, times: int) -> None:
    before = planned(new("a"), new("b"))
    for _ in range(times - 1):
        before = replace(
            answer(before, "a", Rating.AGAIN), steps=Chunked(), queue=Chunked((item("a"), item("b"))), last=None
        )
    session = answer(before, "a", rating, graduate=graduate)
    assert taken_back(session, item("a"), rating, right=rating is not Rating.AGAIN, seconds=0) == before


def test_an_answer_of_an_earlier_session_that_is_taken_back_brings_its_card_along() -> None:
    session = taken_back(planned(new("b")), item("a"), Rating.GOOD, right=True, seconds=9)
    assert (cards(session.queue), session.total, session.answers, session.seconds) == (["a", "b"], 2, 0, 0)
    stepping = taken_back(planned(learning("a"), new("b")), item("a"), Rating.AGAIN, right=False, seconds=9)
    assert (cards(stepping.queue), list(stepping.steps), stepping.total) == (["a", "b"], [], 2)


# Whole sessions, whatever the student does

QUESTIONS = ("a", "b", "c", "d", "e")
PHASES: tuple[Callable[..., Candidate], ...] = (new, due, learning)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Some cards of two decks, one to three of each question, in any phase."""
    found = []
    for deck in ("rivers", "lakes"):
        for question in draw(st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=4)):
            for suffix in draw(st.sampled_from([("",), ("", "/reverse"), ("/x", "/y", "/z")])):
                make = draw(st.sampled_from(PHASES))
                found.append(make(question + suffix, deck=deck))
    return found


students = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 900)), min_size=1, max_size=40)
policies = st.sampled_from(
    [
        Policy(),
        Policy(learning_steps=(60,)),
        Policy(learning_steps=(), relearning_steps=()),
        Policy(relearning_steps=()),
    ]
)


def sit(
    listed: Sequence[Candidate], student: Sequence[tuple[Rating, int]], policy: Policy
) -> tuple[Session, list[Item], int]:
    """A session to its end, the student repeating these ratings (after so many seconds) over and over."""
    states = {candidate.item: candidate.state for candidate in listed}
    session, now, asked = planned(*listed), NOW, list[Item]()
    resumed = session
    behaviour = cycle(student)
    while (shown := next_item(session, now, policy.learn_ahead)) is not None:
        assert len(asked) <= 10 * len(listed), "the sitting does not end"
        if shown == session.last:
            waiting = {*session.queue, *(other for at, other in session.steps if at <= now + policy.learn_ahead * 1000)}
            assert all(other == shown or other.is_sibling_of(shown) for other in waiting)
        asked.append(shown)
        rating, seconds = next(behaviour)
        now += seconds * 1000
        decision = decide(states[shown], TODAY, policy, shown.card)[rating]
        states[shown] = answered(states[shown], rating, decision, now, TODAY)
        stage = states[shown].stage
        due = stage.due if isinstance(stage, Learning) else None
        answer = Answer(shown, rating, rating > Rating.AGAIN, seconds=seconds, due=due)
        session = after_answer(session, answer)
        assert from_json(json.loads(json.dumps(as_json(session)))) == session
        resumed = changed(resumed, json.loads(json.dumps(as_row(answer))), practised=False)
    assert resumed == session
    return session, asked, now


@given(candidates(), students, policies)
def test_every_session_ends_and_no_sibling_follows_another(
    listed: list[Candidate], student: list[tuple[Rating, int]], policy: Policy
) -> None:
    session, asked, now = sit(listed, student, policy)
    assert not any(later.is_sibling_of(earlier) for earlier, later in pairwise(asked))
    assert session.answers == len(asked)
    waiting = [*session.queue, *(item for at, item in session.steps if at <= now + policy.learn_ahead * 1000)]
    assert all(item.is_sibling_of(session.last) for item in waiting)


@given(candidates(), policies)
def test_a_student_who_fails_every_card_is_asked_each_four_times_at_most(
    listed: list[Candidate], policy: Policy
) -> None:
    _, asked, _ = sit(listed, [(Rating.AGAIN, 5)], policy)
    assert all(asked.count(card) <= 4 for card in asked)


@given(candidates(), students, policies)
def test_every_card_asked_ends_up_done_left_or_in_the_steps(
    listed: list[Candidate], student: list[tuple[Rating, int]], policy: Policy
) -> None:
    session, asked, _ = sit(listed, student, policy)
    places = [*session.queue, *(item for _, item in session.steps), *session.done, *session.left]
    assert sorted(places, key=repr) == sorted((candidate.item for candidate in listed), key=repr)
    assert set(asked).isdisjoint(session.queue)


# Resuming


def in_the_middle() -> Session:
    session = answer(planned(new("a"), new("b"), new("c"), learning("d")), "d", Rating.AGAIN)
    return answer(session, "a", graduate=True)


def test_a_session_survives_being_written_down() -> None:
    assert from_json(json.loads(json.dumps(as_json(in_the_middle())))) == in_the_middle()


@pytest.mark.parametrize("card", ["b", "d"], ids=["not asked yet", "in the steps"])
def test_a_session_survives_being_written_down_after_a_card_was_left_out(card: str) -> None:
    session = leave_out(in_the_middle(), item(card))
    assert from_json(json.loads(json.dumps(as_json(session)))) == session


@pytest.mark.parametrize(
    "data",
    [
        {},
        {**as_json(Session()), "items": [["rivers"]]},
        {**as_json(Session()), "queue": [7]},
        {**as_json(Session()), "steps": [[NOW]]},
        {**as_json(Session()), "total": None, "items": 3},
    ],
)
def test_what_is_no_session_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((KeyError, IndexError, TypeError, ValueError)):
        from_json(data)


def test_a_step_says_when_the_card_comes_back() -> None:
    state = answered(CardState(), Rating.GOOD, Step(1, 600), at=NOW, day=TODAY)
    assert isinstance(state.stage, Learning)
    session = after_answer(planned(new("a")), Answer(item("a"), Rating.GOOD, True, due=state.stage.due))
    assert list(session.steps) == [(NOW + 600_000, item("a"))]


def test_a_resumed_session_knows_what_was_missed_and_how_long_it_took() -> None:
    session = planned(due("a"), due("b"))
    session = after_answer(session, Answer(item("a"), Rating.AGAIN, False, known=0.9, seconds=7.5, due=NOW))
    session = after_answer(session, Answer(item("a"), Rating.GOOD, True, known=0.2, seconds=2.5, due=NOW))
    resumed = from_json(json.loads(json.dumps(as_json(session))))
    assert resumed.missed == [item("a")]
    assert resumed.before == {item("a"): 0.9}
    assert resumed.seconds == 10


# Practice


def rehearsed(*names: str, seed: int = 1, limit: int | None = None) -> Session:
    return practise(map(item, names), random.Random(seed), limit)


def practised(session: Session, rating: Rating) -> Session:
    """The session after an answer to the card that is next."""
    upcoming = next_practised(session)
    assert upcoming is not None
    return after_practice(session, Answer(upcoming, rating, rating is not Rating.AGAIN))


def test_the_same_chance_gives_the_same_order_of_practice_and_another_one_another() -> None:
    names = [f"card-{number}" for number in range(20)]
    assert rehearsed(*names).queue == rehearsed(*names).queue
    assert rehearsed(*names).queue != rehearsed(*names, seed=2).queue
    assert set(rehearsed(*names).queue) == set(map(item, names))


def test_a_limit_leaves_so_many_cards_to_practise() -> None:
    session = rehearsed("a", "b", "c", limit=2)
    assert session.total == len(session.queue) == 2


def test_what_is_right_in_practice_does_not_come_again() -> None:
    session = practised(practised(rehearsed("a", "b"), Rating.GOOD), Rating.GOOD)
    assert next_practised(session) is None
    assert len(session.done) == 2


def test_what_is_wrong_in_practice_comes_again_after_some_others() -> None:
    session = rehearsed(*(f"card-{number}" for number in range(AGAIN_AFTER + 5)))
    wrong = next(iter(session.queue))
    session = practised(session, Rating.AGAIN)
    for _ in range(AGAIN_AFTER):
        assert next_practised(session) != wrong
        session = practised(session, Rating.GOOD)
    assert next_practised(session) == wrong


def test_what_is_wrong_in_practice_comes_after_those_that_are_left() -> None:
    session = rehearsed("a", "b")
    first, second = session.queue
    session = practised(session, Rating.AGAIN)
    assert next_practised(session) == second
    session = practised(session, Rating.GOOD)
    assert next_practised(session) == first


def test_siblings_do_not_follow_each_other_in_practice_while_there_is_another_card() -> None:
    session = Session(queue=Chunked((item("a/1"), item("a/2"), item("b"))), total=3)
    session = practised(session, Rating.GOOD)
    assert next_practised(session) == item("b")
    session = practised(session, Rating.GOOD)
    assert next_practised(session) == item("a/2")


def test_siblings_are_practised_even_when_nothing_is_left_between_them() -> None:
    session = practised(Session(queue=Chunked((item("a/1"), item("a/2"))), total=2), Rating.GOOD)
    assert next_practised(session) == item("a/2")


@given(st.integers(0, 8), st.randoms(use_true_random=False))
def test_every_practice_ends_with_each_card_right_once_or_left_after_four_failures(
    cards: int, chance: random.Random
) -> None:
    session = practise((item(f"{number // 2}/{number}") for number in range(cards)), chance)
    while next_practised(session) is not None:
        assert session.answers < cards * MAX_FAILURES
        session = practised(session, chance.choice((Rating.AGAIN, Rating.GOOD)))
    assert len(session.done) + len(session.left) == cards
    assert all(session.failures[each] == MAX_FAILURES for each in session.left)

"""A log folded in one go comes to what it comes to card by card."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.log.days import fold_days, total
from quizapp.core.log.events import Event, Kind, fold_log, voided
from quizapp.core.log.folding import Key, LogFold, fold_in_order
from tests.support.making import event

RATINGS = st.integers(1, 4)
CARDS = st.sampled_from(["city", "river", "delta"])
DECISIONS = st.one_of(
    st.builds(lambda days: {"interval": days}, st.integers(0, 60)),
    st.builds(
        lambda step, delay: {"interval": 0, "step": step, "delay": delay}, st.integers(0, 2), st.integers(0, 900)
    ),
)
EVIDENCE = st.fixed_dictionaries(
    {},
    optional={
        "form": st.sampled_from(["choice", "true-false", "text", "", None, 3]),
        "order": st.lists(st.sampled_from(["a", "b", "c"]), max_size=4) | st.none(),
        "recall": st.floats(-1, 2) | st.sampled_from([None, 0, 1, True, "0.5"]),
        "right": st.sampled_from([True, False, None]),
        "override": st.booleans(),
        "guessed": st.booleans(),
        "latency": st.sampled_from([0, 1, 2_500, -3, 86_400_000, 86_400_001, 2.5, True, None, "9"]),
    },
)
ADOPTIONS = st.fixed_dictionaries(
    {"stability": st.floats(0.001, 36_500), "difficulty": st.floats(1, 10), "due": st.integers(739_000, 740_500)}
)
Occurrence = tuple[Kind, int | None, Any]
OCCURRENCES: st.SearchStrategy[Occurrence] = st.one_of(
    st.tuples(st.just(Kind.REVIEW), RATINGS, st.builds(lambda more, when: {**more, **when}, EVIDENCE, DECISIONS)),
    st.tuples(st.just(Kind.PRACTICE), RATINGS | st.none(), EVIDENCE),
    st.tuples(st.sampled_from([Kind.SUSPEND, Kind.RESUME, Kind.RESET]), st.none(), st.just({})),
    st.tuples(st.just(Kind.ADOPT), st.none(), ADOPTIONS),
    st.tuples(st.just(Kind.VOID), st.none(), st.integers(0, 30)),
)


def logged(occurrences: list[tuple[str, Occurrence]]) -> list[Event]:
    """A log of these, some minutes or days apart; a void takes back an event of its card that came before it."""
    log: list[Event] = []
    for number, (card, (kind, rating, data)) in enumerate(occurrences):
        if kind is Kind.VOID:
            earlier = [one for one in log if one.card == card] or [event(10_000, card=card)]
            data = {"event": earlier[data % len(earlier)].id}
        log.append(event(number * 400, kind, card=card, rating=rating, data=data, day=739_000 + number // 3))
    return log


def in_one_go(log: list[Event]) -> LogFold:
    by_card: dict[Key, list[Event]] = {}
    for one in log:
        by_card.setdefault((one.deck, one.card), []).append(one)
    gone = {(key, id) for key, listed in by_card.items() for id in voided(listed)}
    entries = [((one.deck, one.card), one.at, one.id, one.day, one.kind, one.rating, one.data) for one in log]
    return fold_in_order(entries, gone)


@given(st.lists(st.tuples(CARDS, OCCURRENCES), max_size=30))
def test_a_log_in_one_go_comes_to_what_it_comes_to_card_by_card(
    occurrences: list[tuple[str, Occurrence]],
) -> None:
    log = logged(occurrences)
    folded = in_one_go(log)
    assert {key: state for key, (state, _) in folded.states.items()} == fold_log(log)
    cards = {one.card for one in log}
    assert folded.days == total(fold_days(one for one in log if one.card == card) for card in cards)

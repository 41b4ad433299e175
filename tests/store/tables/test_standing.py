"""How the cards of a deck stand, which were answered wrong last, and what is new: counted by the database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.log.events import Kind
from quizapp.core.scheduling.scheduler import LEECH_LAPSES, day_number
from quizapp.store.progress import Progress, Saved
from quizapp.store.tables.seen import Seen
from quizapp.store.tables.standing import Standing
from tests.support.making import DAY_MS, NOON, event, void

TODAY = day_number(NOON, 0, 4)
CARDS = ("city", "delta", "length", "mouth")


def standing(progress: Progress, *cards: str, day: int = TODAY) -> Standing:
    return progress.standing("rivers", cards or CARDS, day)


def comes_in(days: int) -> dict[str, Any]:
    return {"data": {"interval": days}}


def in_steps(at: int) -> dict[str, Any]:
    """The data of a review after which the card is due at `at`, ms UTC."""
    return {"rating": 1, "at": at - 60_000, "data": {"interval": 0, "step": 0, "delay": 60}}


# Counts


def test_a_deck_without_answers_has_nothing_begun(progress: Progress) -> None:
    assert standing(progress) == Standing(0, 0, 0, None, 0, {})


def test_reviews_are_counted_on_their_days_overdue_ones_today(progress: Progress) -> None:
    for number, (card, days) in enumerate({"city": 1, "delta": 2, "length": 5, "mouth": 5}.items()):
        progress.append(event(number, card=card, **comes_in(days)))
    assert standing(progress, day=TODAY + 2).due == {TODAY + 2: 2, TODAY + 5: 2}


def test_cards_in_the_steps_are_counted_with_the_first_moment(progress: Progress) -> None:
    progress.append(event(0, card="city", **in_steps(NOON + 600_000)))
    progress.append(event(1, card="delta", **in_steps(NOON + 300_000)))
    found = standing(progress)
    assert (found.learning, found.step) == (2, NOON + 300_000)


def test_cards_in_the_steps_that_come_from_tomorrow_on_are_counted_among_them_and_apart(progress: Progress) -> None:
    tomorrow = NOON + DAY_MS // 2
    for number, at in enumerate((tomorrow - 1, tomorrow, tomorrow + 1)):
        progress.append(event(number, card=CARDS[number], **in_steps(at)))
    found = progress.standing("rivers", CARDS, TODAY, tomorrow)
    assert (found.learning, found.later) == (3, 2)


def test_cards_at_an_interval_of_three_weeks_are_mature(progress: Progress) -> None:
    for number, days in enumerate((MATURE_DAYS - 1, MATURE_DAYS, MATURE_DAYS + 1)):
        progress.append(event(number, card=CARDS[number], **comes_in(days)))
    assert standing(progress).mature == 2


def test_suspended_cards_are_counted_apart(progress: Progress) -> None:
    progress.append(event(0, card="city", **comes_in(30)))
    progress.append(event(1, Kind.SUSPEND, card="city"))
    progress.append(event(2, Kind.SUSPEND, card="delta"))
    assert standing(progress) == Standing(0, 2, 0, None, 0, {})
    assert progress.suspended("rivers") == {"city", "delta"}


def test_cards_that_the_deck_has_no_more_are_left_out(progress: Progress) -> None:
    for number, card in enumerate(("city", "gone")):
        progress.append(event(number, card=card, **comes_in(30)))
    assert standing(progress) == Standing(1, 0, 0, None, 1, {TODAY + 30: 1})


def test_other_decks_do_not_count(progress: Progress) -> None:
    progress.append(event(0, deck="lakes", card="city"))
    assert standing(progress).begun == 0


# Wrong answers


def test_cards_answered_wrong_on_their_last_day_are_wrong_even_if_right_later_that_day(progress: Progress) -> None:
    progress.append(event(0, card="city", rating=1))
    progress.append(event(1, card="city", rating=3))
    progress.append(event(2, card="delta", rating=3))
    assert progress.wrong("rivers") == {"city"}


def test_a_right_answer_on_a_later_day_clears_a_card(progress: Progress) -> None:
    progress.append(event(0, card="city", rating=1))
    progress.append(event(1, card="city", at=NOON + DAY_MS))
    assert progress.wrong("rivers") == set()


def test_practice_counts_too(progress: Progress) -> None:
    progress.append(event(0, card="city"))
    progress.append(event(1, Kind.PRACTICE, card="city", at=NOON + DAY_MS, rating=1))
    progress.append(event(2, card="delta", rating=1))
    progress.append(event(3, Kind.PRACTICE, card="delta", at=NOON + DAY_MS, rating=3))
    assert progress.wrong("rivers") == {"city"}


def test_an_answer_in_an_exam_that_was_not_right_counts_too(progress: Progress) -> None:
    for number, right in enumerate((True, False)):
        progress.append(event(number, Kind.PRACTICE, card=CARDS[number], rating=None, data={"right": right}))
    assert progress.wrong("rivers") == {CARDS[1]}


def test_an_answer_that_was_taken_back_does_not_count(progress: Progress) -> None:
    wrong = event(0, card="city", rating=1)
    progress.append(wrong)
    progress.append(void(1, wrong))
    assert progress.wrong("rivers") == set()


def test_a_card_is_found_under_the_id_that_it_has_now(progress: Progress) -> None:
    progress.append(event(0, card="town", rating=1))
    progress.append(event(1, card="village", rating=1))
    progress.adopt("rivers", {"town": "city", "village": "hamlet"})
    progress.append(event(2, card="hamlet", at=NOON + DAY_MS))
    assert progress.wrong("rivers") == {"city"}


def test_a_leech_is_among_the_wrong_ones_whatever_its_last_answer(progress: Progress) -> None:
    for number in range(LEECH_LAPSES):
        day = NOON + 2 * number * DAY_MS
        progress.append(event(2 * number, card="city", at=day))
        progress.append(event(2 * number + 1, card="city", at=day + DAY_MS, rating=1))
    progress.append(event(99, card="city", at=NOON + 90 * DAY_MS))
    assert progress.wrong("rivers") == {"city"}


# What is new


def test_the_cards_of_a_deck_are_kept_with_the_session_that_was_planned(progress: Progress) -> None:
    session = Saved("rivers lakes", TODAY, {})
    progress.save_session(session, {"rivers": ("city", "delta"), "lakes": ()})
    assert progress.seen(["rivers", "seas"]) == {"rivers": Seen(TODAY, frozenset(("city", "delta")))}


def test_only_the_last_planning_is_kept(progress: Progress) -> None:
    session = Saved("rivers", TODAY, {})
    progress.save_session(session, {"rivers": ("city",)})
    progress.save_session(replace(session, day=TODAY + 1), {"rivers": ("delta",)})
    assert progress.seen(["rivers"]) == {"rivers": Seen(TODAY + 1, frozenset(("delta",)))}


def test_the_same_cards_are_kept_with_the_later_day(progress: Progress) -> None:
    for day in (TODAY, TODAY + 1):
        progress.save_session(Saved("rivers", day, {}), {"rivers": ("city", "delta")})
    assert progress.seen(["rivers"]) == {"rivers": Seen(TODAY + 1, frozenset(("city", "delta")))}

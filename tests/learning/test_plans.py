"""Until the exam, the sessions of a deck follow the plan; after it, everything is as it was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.marking.rating import Rating
from quizapp.core.plans.pacing import ROUND_DAYS
from quizapp.core.scheduling.scheduler import Days, Policy
from quizapp.core.settings.settings import DeckSettings, Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.overview import counts, outlook
from quizapp.learning.plans import exams_ahead, next_exam, pacing_of, plan_of, unplanned
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from quizapp.wording.exam_ahead import exam_line
from tests.support.making import FixedClock, event, flashcard, load_deck, void

CARDS = 66
NAMES = [f"card-{number}" for number in range(CARDS)]


@pytest.fixture
def deck(tmp_path: Path) -> LoadedDeck:
    """Sixty-six flashcards about rivers."""
    return load_deck(tmp_path / "decks", *(flashcard(name, prompt=f"{name}?") for name in NAMES))


def day_of(clock: FixedClock) -> int:
    return clock.day(clock.now(), 4)


def exam_in(days: int, clock: FixedClock, **own: Any) -> Settings:
    """Settings by which the exam on rivers is in so many days."""
    exam = date.fromordinal(day_of(clock) + days)
    return Settings(decks={"rivers": DeckSettings(exam=exam, **own)}, study=Policy(fuzz=False))


def session(deck: LoadedDeck, progress: Progress, clock: FixedClock, settings: Settings) -> StudySession:
    return StudySession([deck], progress, clock=clock, settings=settings)


def reviewed(progress: Progress, clock: FixedClock, interval: int, *cards: str, ago: int = 0) -> None:
    """These cards were answered so many days ago, and are due after `interval` days."""
    at = clock.at - ago * 86_400_000
    for number, card in enumerate(cards):
        progress.append(
            event(number, id=f"{card}-{ago}", card=card, at=at + number, data={"interval": interval, "phase": "review"})
        )


def good(study: StudySession) -> int:
    """Days until the card on screen comes back if it is Good."""
    decision = study.give_up().decisions[Rating.GOOD]
    assert isinstance(decision, Days)
    return decision.interval


# New cards


def test_a_session_has_as_many_new_cards_as_the_plan_says(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    assert session(deck, progress, clock, Settings()).session.total == 20
    assert session(deck, progress, clock, exam_in(40, clock)).session.total == 2
    assert session(deck, progress, clock, exam_in(9, clock)).session.total == 20
    assert session(deck, progress, clock, exam_in(4, clock)).session.total == 33


def test_the_number_of_the_day_stays_when_some_were_begun(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    begun = event(0, card="card-0", at=clock.at, data={"interval": 9, "phase": "new"})
    progress.append(begun)
    assert session(deck, progress, clock, exam_in(40, clock)).session.total == 1
    progress.append(void(1, begun, at=clock.at + 1))
    assert session(deck, progress, clock, exam_in(41, clock)).session.total == 2


def test_after_the_exam_and_on_its_day_sessions_are_as_usual(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    for days in (0, -1, -100):
        assert session(deck, progress, clock, exam_in(days, clock)).session.total == 20


def test_a_session_that_was_begun_before_the_date_was_set_is_planned_anew(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    study = session(deck, progress, clock, Settings())
    study.give_up()
    study.rate()
    assert session(deck, progress, clock, exam_in(40, clock)).session.total < 10


def test_another_deck_is_studied_as_usual(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    lakes = load_deck(tmp_path / "decks", *(flashcard(name) for name in NAMES), id="lakes", title="Lakes")
    assert session(lakes, progress, clock, exam_in(40, clock)).session.total == 20


# The last round


def test_an_interval_never_reaches_beyond_the_last_round(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    reviewed(progress, clock, 30, "card-0", ago=30)
    usual = good(session(deck, progress, clock, Settings(study=Policy(fuzz=False, new_per_day=0))))
    settings = exam_in(30, clock)
    study = session(deck, progress, clock, settings)
    pacing = pacing_of(deck, progress, settings, day_of(clock))
    assert pacing is not None
    while study.showing is not None and study.showing.item.card != "card-0":
        study.suspend()
    assert usual > 30
    assert good(study) == pacing.own_day("rivers/card-0") - day_of(clock)  # type: ignore[operator]


def test_in_the_last_round_cards_come_that_would_be_due_after_the_exam(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    reviewed(progress, clock, 90, *NAMES, ago=20)
    settings = exam_in(ROUND_DAYS + 1, clock)
    asked: set[str] = set()
    assert session(deck, progress, clock, settings).showing is None
    for _ in range(ROUND_DAYS):
        clock.pass_time(days=1)
        study = session(deck, progress, clock, settings)
        assert 3 < study.session.total < 30
        while study.showing is not None:
            asked.add(study.showing.item.card)
            study.give_up()
            study.rate(Rating.GOOD)
    assert asked == set(NAMES)
    clock.pass_time(days=1)
    assert day_of(clock) == settings.exams["rivers"].toordinal()
    assert session(deck, progress, clock, settings).showing is None


def test_home_and_the_list_of_decks_count_what_the_last_round_brings(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    reviewed(progress, clock, 90, *NAMES, ago=20)
    settings = exam_in(ROUND_DAYS + 1, clock)
    ahead = counts(deck, progress, settings, clock).ahead
    assert counts(deck, progress, Settings(), clock).ahead == (0,) * 7
    assert (ahead[0], sum(ahead), ahead[6]) == (0, CARDS, 0)
    clock.pass_time(days=1)
    found = outlook([deck], progress, clock, settings)
    assert found.load.reviews == session(deck, progress, clock, settings).session.total == ahead[1]


def test_todays_load_has_the_new_cards_of_the_plan(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    assert outlook([deck], progress, clock, Settings()).load.new == 20
    assert outlook([deck], progress, clock, exam_in(40, clock)).load.new == 2


def test_practice_knows_no_plan(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    from quizapp.learning.study.practice import Practice

    study = StudySession([deck], progress, clock=clock, settings=exam_in(40, clock), practice=Practice())
    assert study.session.total == CARDS


# Minutes


def test_sessions_follow_the_minutes_that_were_planned_for(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    settings = exam_in(30, clock, exam_minutes=1)
    assert pacing_of(deck, progress, settings, day_of(clock)) == pacing_of(
        deck, progress, exam_in(30, clock), day_of(clock)
    )
    plan = plan_of(deck, progress, settings, day_of(clock))
    assert plan is not None and plan.pacing.left_out > 0
    assert pacing_of(deck, progress, settings, day_of(clock)) == plan.pacing
    assert session(deck, progress, clock, settings).session.total == plan.new_today == 2
    clock.pass_time(days=1)
    later = pacing_of(deck, progress, exam_in(29, clock, exam_minutes=1), day_of(clock))
    assert later == plan.pacing


def test_a_plan_for_other_minutes_or_another_day_does_not_count(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    plan_of(deck, progress, exam_in(30, clock, exam_minutes=1), day_of(clock))
    for settings in (exam_in(30, clock, exam_minutes=2), exam_in(31, clock, exam_minutes=1), exam_in(30, clock)):
        pacing = pacing_of(deck, progress, settings, day_of(clock))
        assert pacing is not None
        assert (pacing.left_out, pacing.round_share, pacing.retention) == (0, 1.0, 0.9)


def test_the_pace_that_the_plan_began_with_goes_on(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    few = replace(exam_in(14, clock), study=Policy(new_per_day=2))
    first = plan_of(deck, progress, few, day_of(clock))
    assert first is not None and first.new_today == 10
    reviewed(progress, clock, 30, *NAMES[:50])
    clock.pass_time(days=5)
    later = plan_of(deck, progress, replace(exam_in(9, clock), study=Policy(new_per_day=2)), day_of(clock))
    assert later is not None and later.new_today == 8


# On home


def exam_line_of(deck: LoadedDeck, progress: Progress, settings: Settings, today: int) -> str:
    """The line on the deck's exam."""
    exam = next_exam(deck, progress, settings, today)
    assert exam is not None
    return exam_line(exam)


def test_home_tells_how_the_way_to_the_exam_goes(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    settings, today = exam_in(24, clock), day_of(clock)
    assert exam_line_of(deck, progress, settings, today) == "Exam on 7 November, in 24 days (Rivers)"
    assert unplanned([deck], progress, settings, today) == [deck]
    plan = plan_of(deck, progress, settings, today)
    assert plan is not None
    score = round(100 * plan.outcome.points)
    told = f"Exam on 7 November, in 24 days: on course for {score}%, 4 new cards a day (Rivers)"
    assert exam_line_of(deck, progress, settings, today) == told
    assert unplanned([deck], progress, settings, today) == []


def test_the_line_is_made_anew_every_day(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    settings = exam_in(2, clock)
    plan_of(deck, progress, settings, day_of(clock))
    clock.pass_time(days=1)
    assert unplanned([deck], progress, settings, day_of(clock)) == [deck]
    assert exam_line_of(deck, progress, settings, day_of(clock)) == "Exam on 16 October, tomorrow (Rivers)"


def test_without_an_exam_ahead_there_is_no_line_and_no_plan(
    deck: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    for settings in (Settings(), exam_in(0, clock), exam_in(-1, clock)):
        assert next_exam(deck, progress, settings, day_of(clock)) is None
        assert unplanned([deck], progress, settings, day_of(clock)) == []
        assert exams_ahead([deck], progress, settings, day_of(clock)) == {}
        assert plan_of(deck, progress, settings, day_of(clock)) is None
        assert pacing_of(deck, progress, settings, day_of(clock)) is None


def test_what_another_version_kept_is_worth_nothing(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    settings, today = exam_in(24, clock), day_of(clock)
    for value in ("[]", "{}", "no json", '{"day": 1}'):
        progress.connection.execute("INSERT OR REPLACE INTO meta VALUES ('plan rivers', ?)", (value,))
        assert exam_line_of(deck, progress, settings, today) == "Exam on 7 November, in 24 days (Rivers)"


def test_habits_are_those_of_the_learner(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    settings, today = exam_in(24, clock), day_of(clock)
    before = plan_of(deck, progress, settings, today)
    for number, card in enumerate(NAMES[:30] * 5):
        data = {"interval": 9, "latency": 60_000}
        progress.append(event(number, card=card, at=clock.at - 80 * 86_400_000 + number, data=data))
    after = plan_of(deck, progress, settings, today)
    assert before is not None and after is not None
    assert before.habits.answers == 0
    assert after.habits.answers == 150
    assert after.habits.review_seconds > 50

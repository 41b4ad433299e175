"""How the decks stand and what is to do, as the line mode's home says it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.log.events import Kind
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import Library
from quizapp.learning.overview import Load, Outlook, RecentDays, counts, outlook, recent_days, upcoming
from quizapp.store.progress import Progress, Saved
from quizapp.wording.common import day_words, head_line, today_line, upcoming_line
from quizapp.wording.days import day_names, rest_line, streak_text, today_text
from quizapp.wording.spoken import NO_DECKS, home_lines
from tests.support.making import DAY_MS, FixedClock, choice, event, flashcard, load_deck, text, true_false, write_deck
from tests.support.program import run, working_folder

TODAY = date(2025, 10, 14).toordinal()


def load(**changes: Any) -> Load:
    return Load(**{"reviews": 20, "new": 4, "minutes": 14.2, "own_pace": True} | changes)


def view(streak: int = 0, **changes: Any) -> Outlook:
    return Outlook((), RecentDays(TODAY, streak), load(**changes))


def told(tmp_path: Path, progress: Progress, clock: FixedClock) -> list[str]:
    """The lines of home over the decks in a folder."""
    library = Library([tmp_path / "decks"], tmp_path / "cache")
    return list(home_lines(outlook(library.decks(), progress, clock, Settings())))


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (view(6), "You're on a 6-day streak. To do today: 24 cards, 14 minutes."),
        (view(1, own_pace=False), "You're on a 1-day streak. To do today: 24 cards, about 14 minutes."),
        (view(reviews=1, new=0, minutes=0.2), "To do today: 1 card, 1 minute."),
        (view(minutes=121), "To do today: 24 cards, 2 hours and 1 minute."),
        (view(minutes=120), "To do today: 24 cards, 2 hours."),
        (view(3, reviews=0, new=0), "You're on a 3-day streak. Nothing left to do today."),
    ],
)
def test_the_day_is_told_in_sentences(found: Outlook, sentence: str) -> None:
    assert today_line(found) == sentence


@pytest.mark.parametrize(
    ("minutes", "words"), [(0.1, "1 min"), (14.2, "14 min"), (99, "99 min"), (100, "1 h 40 min"), (121, "2 h 1 min")]
)
def test_the_head_of_the_screen_is_short(tmp_path: Path, progress: Progress, minutes: float, words: str) -> None:
    write_deck(tmp_path / "decks", choice())
    decks = Library([tmp_path / "decks"], tmp_path / "cache").decks()
    rows = outlook(decks, progress, FixedClock(), Settings()).rows
    found = Outlook(rows, RecentDays(TODAY, 2), load(minutes=minutes))
    assert head_line(found, 70).startswith("2-day streak · today: ")
    assert head_line(found, 70).endswith(f" new, {words}")
    assert head_line(found, 19) == f"today: {words}"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 10, 14), "earlier today"),
        (date(2025, 10, 13), "yesterday"),
        (date(2025, 10, 2), "2 October"),
        (date(2024, 11, 12), "12 November 2024"),
    ],
)
def test_a_day_is_named_as_people_do(day: date, words: str) -> None:
    assert day_words(day.toordinal(), TODAY) == words


def test_a_deck_is_one_line_with_its_week_and_what_is_new(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    write_deck(tmp_path / "decks", choice(), text(), true_false(), flashcard())
    progress.append(event(0, card="longest", data={"interval": 30}))
    progress.append(event(1, card="city", data={"interval": 2}))
    progress.save_session(Saved("rivers", TODAY - 1, {}), {"rivers": ("longest", "city", "uphill")})
    assert told(tmp_path, progress, clock)[1] == (
        "Rivers (rivers): 0 due, 2 new, 1 of 4 mastered; next days: Thursday 1; 1 new question since yesterday."
    )


def test_a_broken_deck_is_told_with_the_command_that_shows_its_problems(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    path = write_deck(tmp_path / "decks", choice(answer="volga"))
    assert told(tmp_path, progress, clock)[1] == f"rivers.toml has problems; `quizapp check {path}` shows them."


def test_without_decks_home_says_where_to_put_one(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    assert told(tmp_path, progress, clock) == [NO_DECKS]


def test_what_the_days_limits_leave_is_to_do(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    write_deck(tmp_path / "decks", *(flashcard(f"card-{number:03}") for number in range(300)))
    for number in range(250):
        progress.append(event(number, card=f"card-{number:03}", at=clock.at + number))
    clock.pass_time(days=1)
    for number in range(10):
        progress.append(event(300 + number, card=f"card-{number:03}", at=clock.at + number, data={"interval": 9}))
    progress.append(event(400, card="card-299", at=clock.at, data={"interval": 9}))
    decks = Library([tmp_path / "decks"], tmp_path / "cache").decks()
    left = outlook(decks, progress, clock, Settings()).load
    assert (left.reviews, left.new) == (190, 19)


def test_cards_whose_next_step_comes_tomorrow_are_not_to_do_today(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    write_deck(tmp_path / "decks", flashcard("delta"), flashcard("mouth"))
    for number, (card, delay) in enumerate({"delta": 600, "mouth": 86_400}.items()):
        progress.append(event(number, card=card, rating=3, data={"interval": 0, "step": 0, "delay": delay}))
    lines = told(tmp_path, progress, clock)
    assert lines[0].startswith("You're on a 1-day streak. To do today: 1 card, ")
    assert "Rivers (rivers): 1 due, 0 new, 0 of 2 mastered; next days: today 1, tomorrow 1." in lines
    deck = Library([tmp_path / "decks"], tmp_path / "cache").read(tmp_path / "decks" / "rivers.toml")
    ahead = upcoming([deck], progress, clock, Settings())
    assert upcoming_line(ahead) == "Next: 1 card in 10 minutes. Tomorrow: 1 due, about 1 minute."


def test_known_cards_are_those_past_the_steps(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    deck = load_deck(tmp_path, *(flashcard(f"card-{number}") for number in range(6)))
    for number, days in enumerate((1, 30)):
        progress.append(event(number, card=f"card-{number}", data={"interval": days}))
    progress.append(event(2, card="card-2", rating=1, data={"interval": 0, "step": 0, "delay": 60}))
    progress.append(event(3, card="card-3", data={"interval": 30}))
    progress.append(event(4, Kind.SUSPEND, card="card-3"))
    found = counts(deck, progress, Settings(), clock)
    assert (found.known, found.learning, found.new, found.suspended, found.total) == (2, 1, 2, 1, 6)


@pytest.mark.parametrize(
    ("due", "all_due"), [((), None), (("rivers",), None), (("rivers", "lakes"), 2), (("rivers", "lakes", "seas"), 3)]
)
def test_what_is_due_is_put_together_from_two_decks_on(
    tmp_path: Path, progress: Progress, clock: FixedClock, due: tuple[str, ...], all_due: int | None
) -> None:
    for deck in ("rivers", "lakes", "seas"):
        write_deck(tmp_path / "decks", flashcard(), flashcard("basin"), id=deck)
    for number, deck in enumerate(due):
        progress.append(event(number, deck=deck, card="delta"))
    clock.pass_time(days=1)
    together = outlook(Library([tmp_path / "decks"], tmp_path / "cache").decks(), progress, clock, Settings()).all_due
    assert (together and together.cards) == all_due
    if together is not None:
        assert {deck.id for deck in together.decks} == set(due)


def test_the_week_up_to_today_has_its_days_with_answers_and_todays_minutes(
    progress: Progress, clock: FixedClock
) -> None:
    for number, ago in enumerate((8, 6, 1, 0, 0)):
        progress.append(
            event(number, at=clock.at - ago * DAY_MS, day=TODAY - ago, data={"latency": 45_000, "interval": 1})
        )
    recent = recent_days(progress, TODAY)
    assert recent.studied == (True, False, False, False, False, True, True)
    assert (recent.streak, recent.minutes) == (2, 1.5)
    assert (streak_text(recent), today_text(recent)) == ("2-day streak", "2 min today")
    assert day_names(recent) == ["We", "Th", "Fr", "Sa", "Su", "Mo", "Tu"]


def test_a_streak_is_asked_for_until_there_is_an_answer_today() -> None:
    assert (streak_text(RecentDays(TODAY)), today_text(RecentDays(TODAY))) == ("Study today to start a streak", "")
    yesterday = RecentDays(TODAY, 3, (*[False] * 3, *[True] * 3, False))
    assert (streak_text(yesterday), today_text(yesterday)) == ("3-day streak", "Study today to keep it going")


def test_when_the_day_is_done_home_says_what_comes_tomorrow(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    write_deck(tmp_path / "decks", flashcard())
    decks = Library([tmp_path / "decks"], tmp_path / "cache")
    assert rest_line(outlook(decks.decks(), progress, clock, Settings())) == ""
    progress.append(event(0, card="delta", data={"interval": 1}))
    line = "All done for today. 1 card comes back tomorrow; press c to practise anyway."
    assert rest_line(outlook(decks.decks(), progress, clock, Settings())) == line


def test_tomorrow_has_its_new_cards(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    deck = load_deck(tmp_path, *(flashcard(f"card-{number}") for number in range(30)))
    progress.append(event(0, card="card-0", data={"interval": 1}))
    ahead = upcoming([deck], progress, clock, Settings())
    assert (ahead.tomorrow, ahead.tomorrow_new, ahead.new) == (1, 20, 29)
    assert upcoming_line(ahead) == "Tomorrow: 1 due, 20 new, about 15 minutes."


def test_home_in_the_line_mode_ends_with_what_to_type(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", choice())
    done = run(tmp_path, "--plain")
    assert (done.returncode, done.stderr) == (0, "")
    *_, line = done.stdout.splitlines()
    assert "`quizapp --plain --deck NAME`" in line
    assert all(f"`quizapp {command}`" in line for command in ("cram", "exam", "plan", "stats", "search", "settings"))

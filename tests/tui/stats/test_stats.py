"""The statistics screen: every part of it, with the keys and the mouse, on small screens and with long texts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from quizapp.core.log.events import Event, Kind
from quizapp.store.catalogues import use_language
from tests.support.making import DAY_MS, NOON, choice, event, flashcard, text, write_deck
from tests.support.screens import faults
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep

TODAY = event().day
RIVERS = [choice(tags=["size"]), text(tags=["places", "size"]), flashcard(prompt="A river's mouth of many arms " * 6)]
TALL, SMALL = (80, 24), (40, 12)


def answer(number: int, ago: int, where: str, rating: int = 3, kind: Kind = Kind.REVIEW, **data: Any) -> Event:
    """An answer to `deck/card` so many days ago, after which it comes back in half as many days, but 1 at least."""
    evidence = {"form": "text", "right": rating > 1, "latency": 30_000, "recall": 0.93, "interval": max(1, ago // 2)}
    deck, card = where.split("/")
    at, day = NOON - ago * DAY_MS + number, TODAY - ago
    return event(number, kind, deck=deck, card=card, rating=rating, at=at, day=day, data=evidence | data)


def history() -> list[Event]:
    """A typed question reviewed twelve times, a choice guessed at first sight, and a flashcard practised today."""
    reviews = [answer(number, 60 - 5 * number, "rivers/city", rating=1 if number == 4 else 3) for number in range(12)]
    lucky = answer(
        20, 3, "rivers/longest", 1, form="choice", order=["a", "b", "c", "d"], guessed=True, right=True, recall=None
    )
    practice = answer(21, 0, "rivers/delta", kind=Kind.PRACTICE, form="card")
    return [*reviews, lucky, practice]


def study(sit_down: SitDown, *log: Event) -> None:
    write_deck(sit_down.folder / "decks", *RIVERS)
    write_deck(sit_down.folder / "decks", flashcard("shore"), id="lakes", title="Lakes")
    for one in log:
        sit_down.progress.append(one)


@asynccontextmanager
async def statistics(
    sit_down: SitDown, *log: Event, size: tuple[int, int] = TALL, deck: str = "Rivers"
) -> AsyncIterator[Student]:
    """A student at the statistics of a deck, by way of home."""
    study(sit_down, *log)
    async with sit_down(size=size) as student:
        await student.see(deck)
        await student.press(*(["down"] if deck == "Rivers" else []), "t")
        await student.see("Statistics", deck)
        yield student


async def test_home_leads_to_the_statistics_of_the_deck_under_the_cursor_and_back(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.see("Statistics Rivers", "Days Recall Check Ahead Cards Guesses")
        await student.press("escape")
        await student.see("Lakes", "Rivers")
        assert "Statistics" not in student.words


async def test_a_student_who_never_answered_is_told_so_kindly(sit_down: SitDown) -> None:
    async with statistics(sit_down) as student:
        await student.see("Nothing here yet.")
        for key in "23456":
            await student.press(key)
            await student.see("Nothing here yet.")


ROW = re.compile(r" +[MTWFS] (?=[·░▒▓█])")
"""The beginning of a line of the heatmap."""


def heatmap(student: Student) -> list[str]:
    """The shades of the heatmap, day by day of the week."""
    rows = (line[begins.end() :] for line in student.lines if (begins := ROW.match(line)))
    return [re.split(" [╭│╰]", row)[0].rstrip() for row in rows]


async def test_days_show_the_weeks_since_the_first_answer_in_shades(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.see("less · ░░▒▒▓▓ more", "Streak", "1 day", "14 answers", "on 14 days", "Sept", "Oct")
        rows = heatmap(student)
        assert len(rows) == 7
        assert "".join(rows).count("██") == 14
        assert max(len(row) for row in rows) <= 10 * 2


async def test_a_learner_who_begins_sees_a_few_weeks(sit_down: SitDown) -> None:
    async with statistics(sit_down, answer(1, 0, "rivers/city")) as student:
        await student.see("1 answer", "on 1 day", "longest: 1")
        assert max(len(row) for row in heatmap(student)) <= 8 * 2


async def test_the_days_of_the_week_have_their_initials_in_the_language_of_the_interface(sit_down: SitDown) -> None:
    study(sit_down, *history())
    use_language("nl")
    async with sit_down() as student:
        await student.press("t", "a")
        await student.see("minder", "meer", "antwoorden")
        assert [line[2] for line in student.lines[6:13]] == list("MDWDVZZ")


async def test_weeks_are_listed_with_their_numbers(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.see("Streak")
        await student.press("pagedown")
        await student.see("Week from answers right minutes", "13 October 1 100% 0", "6 October 2 50% 1")


async def test_recall_counts_due_reviews_alone(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.press("2")
        await student.see("typed text ━", "91% of 11", "Due reviews", "Young cards", "Mature cards")
        await student.press("pagedown")
        await student.see("Only due reviews count")


async def test_the_model_is_compared_with_what_was_remembered(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.press("3")
        await student.see("Predicted and actual recall", "90% to 95% ━", "┃ 91% of 11", "Predicted", "Log loss")
        await student.press(*["pagedown"] * 3)
        await student.see("By form of question", "lower is better. Always saying 91%")


async def test_what_is_ahead_is_drawn_and_counted(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.press("4")
        await student.see("Cards due in the next 30 days", "today", "12 Nov", "Next 7 days", "2 cards", "about 1 min")
        assert "█" in student.screen and "2┤" in student.screen


async def test_no_card_ahead_is_no_empty_chart(sit_down: SitDown) -> None:
    async with statistics(sit_down, answer(1, 0, "rivers/city", kind=Kind.PRACTICE)) as student:
        await student.press("4")
        await student.see("Nothing comes back in these days.", "nothing due")


@pytest.mark.parametrize(("part", "title"), [("2", "What you still knew"), ("4", "Cards due"), ("6", "Choices you")])
async def test_figures_stand_beside_the_picture_on_a_wide_terminal(sit_down: SitDown, part: str, title: str) -> None:
    async with statistics(sit_down, *history(), size=(120, 36)) as student:
        await student.press(part)
        await student.see(title)
        assert any(title in line and "╭─ " in line for line in student.lines)
        assert faults(student.app) == []


async def test_weak_tags_and_hard_cards_are_listed(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.press("5")
        await student.see(
            "╍ started 2",
            "not started 1",
            "of 3 cards",
            "Chance you'll remember tomorrow, by tag",
            "places",
            "size",
            "2 cards",
            "Hardest cards",
        )
        await student.press("pagedown", "pagedown")
        await student.see("Where does the Sava end?", "missed once", "Which river is the longest?")


async def test_guesses_are_compared_with_blind_luck(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.press("6")
        await student.see("at first sight", "100% of 1", "blind luck", "25%", "┃ is blind luck", "After 10 guesses")


async def test_arrow_keys_go_round_the_parts(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.press("left")
        await student.see("Choices you got right")
        await student.press("right", "right")
        await student.see("What you still knew")


async def test_a_part_opens_with_a_click_on_its_name(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.click("Cards")
        await student.see("Hardest cards")
        await student.press("right")
        await student.see("Choices you got right")


async def test_a_part_begins_at_its_top(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history(), size=SMALL) as student:
        await student.see("less")
        await student.press(*["pagedown"] * 4, "2")
        await student.see("What you still knew")


async def test_all_decks_are_one_key_away(sit_down: SitDown) -> None:
    other = answer(30, 0, "lakes/shore")
    async with statistics(sit_down, *history(), other) as student:
        await student.see("Statistics Rivers", "14 answers", "a all decks")
        await student.press("a")
        await student.see("Statistics all decks", "15 answers", "a this deck")
        await student.press("a")
        await student.see("Statistics Rivers", "14 answers")


async def test_answers_of_the_last_session_are_in_the_figures(sit_down: SitDown) -> None:
    write_deck(sit_down.folder / "decks", choice())
    async with sit_down() as student:
        await student.press("t")
        await student.see("Nothing here yet.")
        await student.press("escape", "enter")
        await student.see("Which river is the longest?")
        await student.press("3", "enter", "enter")
        await student.until(lambda: not student.study.showing or student.showing.again, "the next card")
        await student.press(*(["q"] if student.study.showing else ["enter"]))
        await student.see("quizapp", "learning")
        await student.press("t")
        await student.see("Today", "1 answer", "100% right")


@sweep("size", [TALL, SMALL], always=[SMALL])
@pytest.mark.parametrize("part", "123456")
async def test_every_part_fits_and_scrolls_to_its_end(sit_down: SitDown, part: str, size: tuple[int, int]) -> None:
    async with statistics(sit_down, *history(), size=size) as student:
        await student.press("4")
        await student.see("Cards due")  # pictures can be drawn
        await student.press(part)
        assert faults(student.app) == []
        body = student.app.screen.query_one("#body")
        await student.press(*["pagedown"] * 12)
        assert body.scroll_y == body.max_scroll_y
        assert "esc home" in student.foot


async def test_the_heatmap_has_the_weeks_that_fit_and_a_year_at_most(sit_down: SitDown) -> None:
    async with statistics(sit_down, answer(99, 500, "rivers/city"), *history()) as student:
        weeks = {}
        for width in (80, 40, 200):
            await student.resize(width, 24)
            await student.see("less")
            weeks[width] = max(len(row) for row in heatmap(student)) // 2
        assert weeks == {80: 36, 40: 16, 200: 53}


async def test_a_store_that_cannot_be_read_is_told(sit_down: SitDown) -> None:
    study(sit_down, *history())
    async with sit_down() as student:
        await student.see("Rivers")
        sit_down.progress.connection.execute("DROP TABLE days")
        await student.press("t")
        await student.see("cannot be used")


async def test_the_sheet_names_the_keys_of_the_statistics(sit_down: SitDown) -> None:
    async with statistics(sit_down, *history()) as student:
        await student.press("?")
        await student.see("← → parts", "1-6 pick a part", "a all decks", "esc home")

"""The home screen: how the decks stand, what is to do today, and what is wrong with those that cannot be used."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from quizapp.core.log.events import Kind
from tests.support.making import DAY_MS, choice, event, flashcard, true_false, write_deck
from tests.support.program import working_folder
from tests.support.screens import faults, idle_keys
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep
from tests.support.terminal import DOWN, ENTER, Terminal
from tests.tui.terminal.test_no_colour import colours
from tests.tui.test_looks import THEMES, faint


def counts(student: Student, deck: str) -> list[int]:
    """How many cards of a deck are due and new."""
    return numbers(student, deck)


def parts(student: Student, deck: str) -> tuple[int, int, int]:
    """The cells of a deck's bar that are known, being learned and new."""
    line = next((line for line in student.lines if deck in line), "")
    return line.count("━"), line.count("╍"), line.count("─")


def numbers(student: Student, deck: str) -> list[int]:
    """The numbers that stand behind a deck."""
    line = next((line for line in student.lines if deck in line), "")
    return [int(number) for number in re.findall(r"\d+", line.replace(deck, ""))]


def bars(student: Student, deck: str) -> str:
    """The week that stands behind a deck."""
    line = next((line for line in student.lines if deck in line), "")
    return "".join(re.findall("[▁▂▃▄▅▆▇█]", line))


def interval(days: int) -> dict[str, Any]:
    """What a review has that lets its card come again so many days later."""
    return {"data": {"form": "choice", "interval": days, "latency": 30_000}}


def two_decks(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice(), true_false(), flashcard())
    write_deck(tmp_path / "decks", flashcard("basin"), id="lakes", title="Lakes")


async def test_decks_are_listed_with_their_new_cards(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.see("━ known ╍ learning new due new", "Lakes", "Rivers")
        assert counts(student, "Lakes") == [0, 1]
        assert counts(student, "Rivers") == [0, 3]


@pytest.mark.parametrize("lines", [24, 16])
async def test_a_deck_that_hides_another_one_is_told(sit_down: SitDown, tmp_path: Path, lines: int) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "more", flashcard(), id="lakes", title="Other Lakes")
    sit_down.more_decks = [tmp_path / "more"]
    async with sit_down(size=(80, lines)) as student:
        await student.see("lakes.toml hides", "Lakes")
        assert "Other Lakes" not in student.screen


async def test_cards_that_are_due_or_being_learned_are_counted_as_due(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    sit_down.knows("longest")
    learning = event(7, card="uphill", rating=1, at=sit_down.clock.at, data={"interval": 0, "step": 0, "delay": 60})
    sit_down.progress.append(learning)
    async with sit_down() as student:
        await student.see("Rivers")
        assert counts(student, "Rivers") == [2, 1]


async def test_the_counts_are_up_to_date_after_a_session(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("enter", "space", "4")
        await student.see("Done for now.")
        await student.press("enter")
        await student.see("Rivers")
        assert counts(student, "Lakes") == [0, 0]


async def test_enter_opens_the_deck_under_the_cursor(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("down", "enter")
        await student.see("Rivers", "Which river is the longest?", "3 to finish")


async def test_a_click_opens_a_deck(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.click("Rivers")
        await student.see("Which river is the longest?")


async def test_the_cursor_is_where_it_was_when_the_student_comes_home(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", flashcard("cataract"), id="waterfalls", title="Waterfalls")
    async with sit_down() as student:
        await student.press("down", "down", "enter", "space", "4")
        await student.see("Done for now.")
        await student.press("enter")
        await student.see("Waterfalls", "learning")
        await student.press("enter")
        await student.see("Waterfalls", "Nothing is due now.")


async def test_q_in_the_middle_of_a_session_leads_home_when_it_began_there(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("enter")
        await student.see("A river's mouth of many arms", "q home")
        await student.press("q")
        await student.see("Lakes", "Rivers", "learning")
        assert not student.gone


async def test_a_broken_deck_is_listed_and_opens_on_its_problems(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", choice(answer="volga"), flashcard(back=""), id="broken")
    async with sit_down() as student:
        await student.see("broken.toml ✗ has mistakes", "Lakes", "Rivers")
        await student.press("enter")
        await student.see("broken.toml: 2 errors", "error[E201]: `volga`", "error[E107]: this is blank")
        await student.press("end")
        await student.see("esc closes this")
        await student.press("enter")
        await student.see("broken.toml ✗ has mistakes")
        assert "volga" not in student.words


async def test_the_cursor_begins_at_the_first_deck_even_if_another_is_broken(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", choice(answer="volga"), id="zambezi")
    async with sit_down() as student:
        await student.press("enter")
        await student.see("A river's mouth of many arms")


async def test_a_file_that_is_no_toml_is_listed_with_its_line(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    (tmp_path / "decks" / "half.toml").write_text('format = 1\nid = "half', "utf-8")
    async with sit_down() as student:
        await student.press("enter")
        await student.see("half.toml: 1 error", "error[E001]", "--> half.toml:2:")


async def test_without_decks_home_says_where_to_put_one(sit_down: SitDown) -> None:
    async with sit_down() as student:
        await student.see("No decks yet.", "--decks FOLDER")
        assert "study" not in student.foot
        before = student.picture
        await student.press("enter", "up", "down")
        assert student.picture == before


async def test_the_sheet_names_the_keys_of_home(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("?")
        await student.see("↑ ↓ move", "↵ study", "? keys", "q quit")


async def test_q_leaves_the_app_and_escape_does_not(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("escape")
        await student.see("Lakes")
        await student.press("q")
        await student.until(lambda: student.gone, "the end")


async def test_more_decks_than_lines_can_all_be_reached(sit_down: SitDown, tmp_path: Path) -> None:
    for number in range(12):
        write_deck(tmp_path / "decks", flashcard(), id=f"deck-{number:02}", title=f"Deck {number:02}")
    async with sit_down(size=(40, 12)) as student:
        for number in range(12):
            assert f"Deck {number:02}" in student.screen
            await student.press("down")
        assert "↵ study" in student.foot


async def test_the_title_under_the_cursor_can_be_read_in_full(sit_down: SitDown, tmp_path: Path) -> None:
    title = "Rivers of the world, and the towns that lie on them"
    write_deck(tmp_path / "decks", flashcard(), title=title)
    async with sit_down() as student:
        await student.see(title)


async def test_a_long_title_is_cut_before_the_numbers(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", flashcard(), title="A long title " * 10)
    async with sit_down(size=(40, 12)) as student:
        await student.see("…")
        line = next(line for line in student.lines if "…" in line)
        assert line.split()[-2:] == ["0", "1"]


# How the decks stand


async def test_a_bar_shows_what_is_known_being_learned_and_new(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", *(flashcard(f"card-{number}") for number in range(4)))
    for number, days in enumerate((100, 1)):
        sit_down.progress.append(event(number, card=f"card-{number}", **interval(days)))
    sit_down.progress.append(event(9, card="card-2", rating=1, data={"interval": 0, "step": 0, "delay": 60}))
    async with sit_down() as student:
        await student.see("2 known, 1 learning, 1 new")
        known, learning, new = parts(student, "Rivers")
        assert learning == new > 0
        assert known == 2 * new


async def test_the_week_of_the_deck_under_the_cursor_is_told_in_numbers(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    for number, (card, days) in enumerate({"longest": 1, "uphill": 3, "delta": 3}.items()):
        sit_down.progress.append(event(number, card=card, **interval(days)))
    async with sit_down() as student:
        await student.press("down")
        await student.see("this deck, next 7 days: 0 1 0 2 0 0 0")
        assert bars(student, "Rivers") == "▁▅▁█▁▁▁"
        assert bars(student, "Lakes") == ""


async def test_overdue_cards_and_those_in_the_steps_come_today(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    sit_down.progress.append(event(0, card="longest", **interval(1)))
    sit_down.clock.pass_time(days=5)
    learning = event(9, card="uphill", rating=1, at=sit_down.clock.at, data={"interval": 0, "step": 0, "delay": 60})
    sit_down.progress.append(learning)
    async with sit_down() as student:
        await student.press("down")
        await student.see("next 7 days: 2 0 0 0 0 0 0")


async def test_cards_that_are_gone_from_the_deck_are_not_counted(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice())
    sit_down.knows("longest", "gone")
    async with sit_down() as student:
        await student.see("next 7 days: 1 0 0 0 0 0 0")
        assert counts(student, "Rivers") == [1, 0]


async def test_a_card_with_another_id_is_counted_as_the_one_it_was(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice("length", aliases=["longest"]))
    sit_down.knows("longest")
    async with sit_down() as student:
        await student.see("Rivers")
        assert counts(student, "Rivers") == [1, 0]


async def test_a_suspended_card_is_neither_due_nor_new(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("down", "enter", "x")
        await student.see("Card suspended")
        await student.press("q")
        await student.see("Lakes")
        assert counts(student, "Rivers") == [0, 2]


# The day


async def test_the_streak_counts_the_days_in_a_row(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    for day in (0, 2, 3, 4):
        sit_down.progress.append(event(day, card="longest", at=sit_down.clock.at + day * DAY_MS))
    sit_down.clock.pass_time(days=5)
    async with sit_down() as student:
        await student.see("3-day streak")


async def test_before_there_is_a_pace_todays_time_is_told_as_about(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", *(flashcard(f"card-{number}") for number in range(8)))
    async with sit_down() as student:
        await student.see("today: 8 new, about 6 min")
        assert "Study today to start a streak" in student.words


async def test_todays_time_is_what_is_left_at_the_learners_own_pace(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", *(flashcard(f"card-{number}") for number in range(10)))
    for number in range(10):
        data = {**interval(1)["data"], "latency": 60_000}
        sit_down.progress.append(event(number, card=f"card-{number}", data=data))
        sit_down.progress.append(event(20 + number, card=f"card-{number}", at=sit_down.clock.at + DAY_MS, data=data))
    sit_down.clock.pass_time(days=2)
    async with sit_down() as student:
        await student.see("today: 10 due, 10 min")


async def test_a_few_answers_make_no_pace_yet(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", *(flashcard(f"card-{number}") for number in range(8)))
    sit_down.knows(*(f"card-{number}" for number in range(8)))
    async with sit_down() as student:
        await student.see("today: 8 due, about 2 min")


async def test_no_more_than_the_days_limits_is_to_do_today(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", *(flashcard(f"card-{number}") for number in range(400)))
    async with sit_down() as student:
        await student.see("today: 20 new, about 15 min")


async def test_when_all_is_done_home_says_so(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", flashcard())
    async with sit_down() as student:
        await student.press("enter", "space", "4")
        await student.see("Done for now.")
        await student.press("enter")
        await student.see("all done today", "1-day streak", "1 min today")
        await student.see("All done for today. Press c to practise anyway.")


# What is new


async def test_questions_that_came_since_the_last_session_are_told(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice(), true_false())
    async with sit_down() as student:
        await student.press("enter", "q")
    sit_down.clock.pass_time(days=3)
    write_deck(tmp_path / "decks", choice(), true_false(), flashcard(reverse=True), flashcard("basin"))
    async with sit_down() as student:
        await student.see("2 new questions since 14 October")
        await student.press("enter", "q")
        await student.see("Rivers", "due new")
        assert "since" not in student.words


async def test_a_deck_that_was_never_studied_has_nothing_new(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.see("Lakes")
        assert "new question" not in student.words


async def test_a_question_with_another_id_is_not_new(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice())
    async with sit_down() as student:
        await student.press("enter", "q")
    write_deck(tmp_path / "decks", choice("length", aliases=["longest"]), flashcard())
    async with sit_down() as student:
        await student.see("1 new question since earlier today")


# Everything due


async def due_in_both(sit_down: SitDown, tmp_path: Path) -> None:
    """Two decks with due cards (one and two of them), new ones too, and one without."""
    write_deck(tmp_path / "decks", choice(), true_false(), flashcard())
    write_deck(tmp_path / "decks", flashcard("basin"), flashcard("spring"), id="lakes", title="Lakes")
    write_deck(tmp_path / "decks", flashcard("cataract"), id="waterfalls", title="Waterfalls")
    for number, (deck, card) in enumerate((("rivers", "longest"), ("rivers", "uphill"), ("lakes", "basin"))):
        sit_down.progress.append(event(number, deck=deck, card=card))
    sit_down.clock.pass_time(days=1)


async def test_the_first_line_studies_what_is_due_in_all_decks_and_nothing_new(
    sit_down: SitDown, tmp_path: Path
) -> None:
    await due_in_both(sit_down, tmp_path)
    async with sit_down() as student:
        await student.see("▸ Study everything due (3)", "3 cards from 2 decks in one session", "↵ study everything due")
        await student.press("enter")
        await student.see("3 to finish")
        assert set(student.study.decks) == {"rivers", "lakes"}
        assert {item.card for item in student.study.session.unasked} == {"longest", "uphill", "basin"}
        await student.press("q")
        await student.see("▸ Study everything due (3)")


async def test_what_is_due_goes_on_where_it_was_left(sit_down: SitDown, tmp_path: Path) -> None:
    await due_in_both(sit_down, tmp_path)
    async with sit_down() as student:
        await student.press("enter")
        await student.see("3 to finish")
        while student.showing.verdict is None:
            await student.press("enter")
        await student.press("enter", "q")
        await student.see("Study everything due")
        await student.press("enter")
        await student.see("resumed")


async def test_without_due_cards_in_two_decks_there_is_no_line_for_all(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    sit_down.knows("longest")
    async with sit_down() as student:
        await student.see("▸ Lakes", "Rivers")
        assert "everything" not in student.words


@pytest.mark.parametrize("key", ["space", "e", "p", "escape"])
async def test_keys_that_are_about_a_deck_do_nothing_on_the_line_for_all(
    sit_down: SitDown, tmp_path: Path, key: str
) -> None:
    await due_in_both(sit_down, tmp_path)
    async with sit_down() as student:
        await student.see("▸ Study everything due (3)")
        before = student.picture
        await student.press(key)
        assert student.picture == before


async def test_keys_that_are_about_decks_work_on_the_line_for_all(sit_down: SitDown, tmp_path: Path) -> None:
    await due_in_both(sit_down, tmp_path)
    async with sit_down() as student:
        await student.press("c")
        await student.see("Practise 2 decks", "everything 5 cards")
        await student.press("escape", "a")
        await student.see("3 decks selected", "↵ study everything due")
        await student.press("escape", "t")
        await student.see("all decks")


async def test_the_line_that_is_chosen_counts_wherever_the_cursor_was(sit_down: SitDown, tmp_path: Path) -> None:
    await due_in_both(sit_down, tmp_path)
    async with sit_down() as student:
        await student.press("end", "enter", "home")
        await student.see("A river's mouth of many arms")
        assert set(student.study.decks) == {"waterfalls"}


# The days


async def test_the_week_shows_the_days_with_answers(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    for day in (0, 2):
        sit_down.progress.append(event(day, card="longest", at=sit_down.clock.at + day * DAY_MS))
    sit_down.clock.pass_time(days=3)
    async with sit_down() as student:
        await student.see("Sa Su Mo Tu We Th [Fr]", "· · · ■ · ■ □", "1-day streak", "Study today to keep it going")
        await student.press("enter", "space", "4", "enter")
        await student.see("■ · ■ ■", "2-day streak", "1 min today")


# A wide terminal


async def test_beside_the_list_is_more_about_the_deck_under_the_cursor(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    title = "Rivers of the world, and the towns that lie on them"
    about: dict[str, Any] = {"authors": ["G. Mercator"], "license": "CC0-1.0", "description": "From source to mouth."}
    write_deck(tmp_path / "decks", choice(), true_false(), title=title, **about)
    for number, (card, days) in enumerate({"longest": 1, "uphill": 3}.items()):
        sit_down.progress.append(event(number, card=card, **interval(days)))
    async with sit_down(size=(120, 36)) as student:
        await student.see("quizapp --deck lakes", "0 cards due today")
        await student.press("down")
        await student.see("quizapp --deck rivers", "━ 2 known", "G. Mercator · CC0-1.0", "From source to mouth.")
        await student.see("Due in the next 7 days", "tomorrow", "Friday")
        assert student.screen.count(title) == 1


async def test_the_pane_lists_the_decks_with_due_cards(sit_down: SitDown, tmp_path: Path) -> None:
    await due_in_both(sit_down, tmp_path)
    async with sit_down(size=(120, 36)) as student:
        await student.see("No new cards.")
        assert [line.split("│")[-1].split() for line in student.lines if line.endswith((" 1", " 2"))] == [
            ["Lakes", "1"],
            ["Rivers", "2"],
        ]
        await student.resize(100, 24)
        assert "No new cards." not in student.words


@pytest.mark.parametrize("width", [80, 100, 110, 200])
async def test_titles_are_full_as_long_as_there_are_columns(sit_down: SitDown, tmp_path: Path, width: int) -> None:
    title = "Khalkhyn Gol: the battle that turned Japan south"
    write_deck(tmp_path / "decks", flashcard(), title=title)
    async with sit_down(size=(width, 24)) as student:
        line = next(line for line in student.lines if "▸" in line)
        assert title in line
        assert line.count("─") >= 6


# Several decks


async def test_marked_decks_are_studied_together(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", flashcard("cataract"), id="waterfalls", title="Waterfalls")
    async with sit_down() as student:
        await student.press("space", "down", "down", "space")
        await student.see("● Lakes", "▸● Waterfalls", "2 decks selected: 2 new", "↵ study 2 decks")
        await student.press("enter")
        await student.see("2 to finish")
        assert set(student.study.decks) == {"lakes", "waterfalls"}


async def test_escape_takes_all_marks_away(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("a")
        await student.see("2 decks selected")
        await student.press("escape")
        assert "●" not in student.screen


async def test_the_cursor_stops_at_the_first_deck_and_at_the_last_one(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("up")
        await student.see("▸ Lakes")
        await student.press("down", "down")
        await student.see("▸ Rivers")


async def test_what_was_left_unfinished_is_told(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("down", "enter")
        await student.see("Which river is the longest?")
        await student.press("3", "enter", "enter", "q")
        await student.see("stopped at card 1 of 3: press Enter to continue")
        await student.press("e")
        await student.see("Questions")
        await student.press("enter")
        await student.see("1/2")
        await student.press("1", "enter", "q")
        await student.see("exam waiting: 1 of 2 answered")


async def test_suspended_cards_are_counted_with_the_way_to_them(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice(), true_false())
    sit_down.progress.append(event(0, Kind.SUSPEND, card="longest"))
    async with sit_down() as student:
        await student.see("1 card suspended: press / to find it")


async def test_the_keys_explain_the_columns(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("?", "end")
        await student.see("due: cards to review today", "known: cards past their learning steps")


async def test_on_a_small_screen_the_keys_that_are_used_most_come_first(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down(size=(40, 12)) as student:
        await student.press("?")
        await student.see("↵ study", "q quit", "e exam")
        assert "select all" not in student.words


async def test_space_takes_a_mark_away_again(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("space", "space")
        await student.see("Lakes")
        assert "●" not in student.screen


async def test_a_marks_every_deck_with_something_to_learn_and_then_none(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", flashcard("cataract"), id="waterfalls", title="Waterfalls")
    sit_down.progress.append(event(0, deck="lakes", card="basin", **interval(5)))
    async with sit_down() as student:
        await student.press("a")
        await student.see("2 decks selected: 4 new")
        await student.press("a")
        await student.see("next 7 days")
        assert "●" not in student.screen


async def test_a_broken_deck_cannot_be_marked(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    write_deck(tmp_path / "decks", choice(answer="volga"), id="broken")
    async with sit_down() as student:
        await student.see("broken.toml")
        await student.press("space")
        assert "●" not in student.screen
        assert "select" not in student.foot


# Practice


async def test_c_asks_what_to_practise_and_begins_with_it(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice(tags=["records"]), true_false(), flashcard())
    async with sit_down() as student:
        await student.press("c")
        await student.see("Practise Rivers", "everything 3 cards", "tag records 1 card", "↵ practise")
        assert "missed" not in student.words
        await student.press("down", "enter")
        await student.see("practice · Rivers", "Which river is the longest?", "1 to finish")


async def test_the_wrong_answers_can_be_practised(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice(), true_false(), flashcard())
    sit_down.progress.append(event(0, card="uphill", rating=1))
    async with sit_down() as student:
        await student.press("c")
        await student.see("missed lately 1 card")
        await student.press("down", "enter")
        await student.see("practice · Rivers", "A river can flow uphill.", "1 to finish")


async def test_marked_decks_are_practised_together(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("a", "c")
        await student.see("Practise 2 decks", "everything 4 cards")


async def test_escape_leads_back_from_the_choice_of_what_to_practise(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    async with sit_down() as student:
        await student.press("c")
        await student.see("Practise Lakes")
        await student.press("escape")
        await student.see("/ search")
        assert "Practise" not in student.words
        assert student.picture[2]


async def test_what_to_practise_can_be_clicked(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", choice(tags=["records"]), true_false())
    async with sit_down() as student:
        await student.press("c")
        await student.click("tag records")
        await student.see("practice · Rivers", "1 to finish")


# Small and large


async def test_on_a_small_screen_due_and_learning_are_one_number(sit_down: SitDown, tmp_path: Path) -> None:
    two_decks(tmp_path)
    sit_down.knows("longest")
    learning = event(7, card="uphill", rating=1, at=sit_down.clock.at, data={"interval": 0, "step": 0, "delay": 60})
    sit_down.progress.append(learning)
    async with sit_down(size=(40, 12)) as student:
        await student.see("deck due new")
        assert numbers(student, "Rivers") == [2, 1]
        await student.press("down")
        await student.see("next 7 days: 2 0 0 0 0 0 0")


async def test_a_deck_of_another_script_keeps_the_columns_in_line(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", flashcard(), title="ロシアの川と湖")
    write_deck(tmp_path / "decks", flashcard(), id="lakes", title="Lakes")
    async with sit_down() as student:
        await student.see("ロシアの川と湖")
        places = {cell_len(line[: line.index("  0  ")]) for line in student.lines if "  0  " in line}
        assert len(places) == 1


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_the_choice_of_what_to_practise_stands_out(
    sit_down: SitDown, tmp_path: Path, theme: str
) -> None:
    write_deck(tmp_path / "decks", choice(tags=["records"]), true_false())
    async with sit_down() as student:
        student.app.theme = theme
        await student.press("space", "c")
        await student.see("everything")
        assert faint(student) == set()


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_at_home_stands_out(sit_down: SitDown, tmp_path: Path, theme: str) -> None:
    await due_in_both(sit_down, tmp_path)
    async with sit_down(size=(120, 36)) as student:
        student.app.theme = theme
        await student.see("Study everything due (3)")
        assert faint(student) == set()
        await student.press("down", "down")
        await student.see("quizapp --deck rivers")
        assert faint(student) == set()


def test_without_colours_home_and_the_end_of_a_session_have_signs_and_words(tmp_path: Path) -> None:
    write_deck(working_folder(tmp_path) / "decks", flashcard())
    with Terminal(tmp_path, columns=120, lines=36, NO_COLOR="1") as terminal:
        terminal.wait_for("━ known", "╍ learning", "─ new", "Study today to start a streak")
        while "▸ Rivers" not in terminal.words:
            terminal.press(DOWN)
            terminal.comes(lambda: "▸ Rivers" in terminal.words, seconds=0.3)
        terminal.wait_for("quizapp --deck rivers", "0 known")
        terminal.press(ENTER)
        terminal.wait_for("↵ show")
        terminal.press(" ")
        terminal.wait_for("4 easy")
        terminal.press("4")
        terminal.wait_for("1 of 1 right", "1-day streak", "after ━━━")
        terminal.press("q")
        assert terminal.end() == 0
        assert colours(terminal.output) == set()


@sweep("size", [(40, 12), (60, 15), (80, 24), (110, 18), (120, 36), (200, 60)], always=[(40, 12), (80, 24)])
async def test_home_and_what_to_practise_can_be_read_on_every_terminal(
    sit_down: SitDown, tmp_path: Path, size: tuple[int, int]
) -> None:
    for number in range(20):
        long = f"A long title of a deck about the rivers of all continents, number {number}"
        tags = [f"a long name of a tag, number {tag}" for tag in range(30)]
        write_deck(tmp_path / "decks", choice(tags=tags), true_false(), id=f"deck-{number:02}", title=long)
    async with sit_down(size=size) as student:
        await student.press("down", "down", "space")
        assert faults(student.app) == [], student.screen
        await student.press("space", "c")
        await student.see("everything")
        assert faults(student.app) == [], student.screen


async def test_every_key_shown_at_home_does_something(sit_down: SitDown) -> None:
    @asynccontextmanager
    async def home(name: str) -> AsyncIterator[Student]:
        with sit_down.elsewhere(name) as there:
            two_decks(there.folder)
            async with there(size=(160, 24)) as student:
                await student.see("Rivers")
                yield student

    in_a_while = {"c", "e"}  # these lead to something that a thread works out, and have tests of their own
    assert set(await idle_keys(home)) <= in_a_while

"""Search: questions of all decks as one types."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.events import Key

from quizapp.core.log.events import Kind
from quizapp.decks.library import LoadedDeck
from quizapp.learning.search import Found, search
from quizapp.tui.search.search import SearchScreen
from tests.support.making import choice, cloze, event, flashcard, text, true_false, write_deck
from tests.support.screens import faults
from tests.support.student import SECONDS, SitDown, Student
from tests.support.sweeps import sweep
from tests.tui.test_looks import THEMES, faint


@pytest.fixture
def shelf(sit_down: SitDown, tmp_path: Path) -> SitDown:
    """Two decks, with rivers in both."""
    folder = tmp_path / "decks"
    write_deck(folder, choice(explanation="Some 6,650 km."), text(tags=["towns"]), cloze())
    write_deck(folder, flashcard("basin", prompt="What drains into a lake?", back="A basin"), id="lakes", title="Lakes")
    return sit_down


async def look_for(student: Student, words: str) -> None:
    await student.press("/")
    await student.see("words, an id or a tag")
    await student.type(words)


async def test_questions_are_listed_as_one_types(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "whi")
        await student.see("1 question", "Which river is the longest?", "longest · Rivers")
        assert "lake" not in student.words
        await student.press(*["backspace"] * 2)
        await student.see("4 questions", "What drains into a lake?", "basin · Lakes", "confluence · Rivers")


async def test_while_a_search_takes_its_time_letters_can_be_typed_and_the_last_one_counts(
    shelf: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may_go_on = list[str](), threading.Event()

    def slow(decks: Iterable[LoadedDeck], query: str) -> Found:
        asked.append(query)
        assert may_go_on.wait(SECONDS)
        return search(decks, query)

    async with shelf() as student:
        await look_for(student, "w")
        await student.see("4 questions")
        monkeypatch.setattr("quizapp.tui.search.search.search", slow)
        for letter in "hich river":
            student.app.post_message(Key("space" if letter == " " else letter, letter))
        student.app.post_message(Key("enter", "\r"))
        await student.watch_until(lambda: "which river" in student.words)
        assert "4 questions" in student.words
        may_go_on.set()
        await student.see("Rivers · longest", "Answer: Nile")
    assert asked[-1] == "which river"
    assert len(asked) <= 2


async def test_a_search_that_began_before_another_one_and_ends_after_it_changes_nothing(
    shelf: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_begun, may_go_on = threading.Event(), threading.Event()

    def slow(decks: Iterable[LoadedDeck], query: str) -> Found:
        if query == "e":
            has_begun.set()
            assert may_go_on.wait(SECONDS)
        return search(decks, query)

    async with shelf() as student:
        await look_for(student, "e")
        await student.see("4 questions")
        monkeypatch.setattr("quizapp.tui.search.search.search", slow)
        screen = student.app.screen
        assert isinstance(screen, SearchScreen)
        first = asyncio.create_task(screen.changed([], "asked again"))
        await student.until(has_begun.is_set, "the first search")
        await student.type("urope")
        await student.see("0 questions", "Nothing matches “europe”.")
        may_go_on.set()
        await first
        assert "0 questions" in student.words


async def test_answers_ids_and_tags_are_searched_too(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "nile")
        await student.see("Which river is the longest?")
        await student.press("ctrl+u")
        await student.type("towns")
        await student.see("Where does the Sava end?")


async def test_what_is_not_there_is_told(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "volga")
        await student.see("Nothing matches “volga”. Try the start of a word, or fewer words.")
        assert "show" not in student.foot


async def test_a_suspended_question_is_listed_before_one_types_and_asked_again_with_a_key(shelf: SitDown) -> None:
    shelf.progress.append(event(0, Kind.SUSPEND, card="longest"))
    shelf.clock.pass_time(minutes=1)
    async with shelf() as student:
        await student.press("/")
        await student.see("1 suspended", "Which river is the longest?", "suspended · longest · Rivers")
        assert "practise" not in student.foot
        await student.press("enter")
        await student.see("Suspended", "x bring back")
        assert "p practise" not in student.words
        await student.press("p", "x")
        await student.see("active again", "Type a word")
    assert shelf.progress.suspended("rivers") == set()


async def test_a_question_that_was_found_can_be_suspended(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "longest")
        await student.press("enter", "x")
        await student.see("suspended · longest · Rivers")
    assert shelf.progress.suspended("rivers") == {"longest"}


async def test_the_part_of_a_long_question_that_has_the_word_is_shown(sit_down: SitDown, tmp_path: Path) -> None:
    prompt = "Which of the many rivers of the old continent carries the most water into the Caspian Sea?"
    write_deck(tmp_path / "decks", flashcard(prompt=prompt, back="The Volga, at Astrakhan"))
    async with sit_down(size=(40, 12)) as student:
        await look_for(student, "caspian")
        await student.see("Caspian")
        await student.press("ctrl+u")
        await student.type("astra")
        await student.see("answer: The Volga, at Astrakhan")


async def test_practice_leads_back_to_the_search_that_found_it(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "longest")
        await student.press("enter", "p")
        await student.see("practice · Rivers")
        await student.press("3", "enter", "enter")
        await student.see("Practice done.", "↵ search")
        await student.press("enter")
        await student.see("Search", "longest", "1 question")


async def test_enter_shows_the_question_its_answer_and_how_it_is_known(shelf: SitDown) -> None:
    shelf.knows("longest")
    async with shelf() as student:
        await look_for(student, "longest")
        await student.press("enter")
        await student.see("Rivers · longest", "Answer: Nile", "Some 6,650 km.", "due today · answered once")
        await student.press("escape")
        await student.see("1 question")
        assert "Some 6,650 km." not in student.words


async def test_each_card_of_a_question_has_its_own_line(shelf: SitDown) -> None:
    shelf.progress.append(event(0, card="confluence/town", data={"interval": 5}))
    async with shelf() as student:
        await look_for(student, "confluence")
        await student.press("enter")
        await student.see("river: not asked yet", "town: 100% recall · due in 5 days · answered once")


async def test_the_arrows_choose_among_the_questions_while_one_types(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "e")
        await student.see("4 questions")
        await student.press("down", "enter")
        await student.see("Answer: Nile")


async def test_a_click_shows_a_question(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "e")
        await student.click("What drains into a lake?")
        await student.see("Answer: A basin")


async def test_a_question_that_was_found_can_be_practised(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "confluence")
        await student.press("enter", "p")
        await student.see("practice · Rivers", "2 to finish")


async def test_all_that_was_found_can_be_practised_over_several_decks(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "what")
        await student.press("ctrl+u")
        await student.type("a")
        await student.see("ctrl+t practise all 4")
        await student.press("ctrl+t")
        await student.see("practice · ", "5 to finish")
        assert set(student.study.decks) == {"lakes", "rivers"}


async def test_escape_leads_home(shelf: SitDown) -> None:
    async with shelf() as student:
        await look_for(student, "q")
        await student.press("escape")
        await student.see("Lakes", "due new")


async def test_deck_text_is_shown_literally(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", true_false(prompt="[b]Bold[/b] [@click=app.quit]rapids[/]"), title="[i]Rivers[/i]")
    async with sit_down() as student:
        await look_for(student, "rapids")
        await student.see("[b]Bold[/b] [@click=app.quit]rapids[/]", "uphill · [i]Rivers[/i]")
        await student.press("enter")
        await student.see("[i]Rivers[/i] · uphill", "Answer: false")


async def test_more_questions_than_are_listed_are_counted(sit_down: SitDown, tmp_path: Path) -> None:
    cards = (flashcard(f"card-{number}", prompt=f"River {number}") for number in range(60))
    write_deck(tmp_path / "decks", *cards)
    async with sit_down() as student:
        await look_for(student, "river")
        await student.see("60 questions, first 50 shown", "practise all 60")


async def test_it_can_all_be_reached_on_a_small_screen(shelf: SitDown) -> None:
    async with shelf(size=(40, 12)) as student:
        await look_for(student, "e")
        await student.see("4 questions")
        for prompt in ("What drains into a lake?", "Which river is the longest?", "Where does the Sava end?"):
            await student.see(prompt)
            await student.press("down")
        await student.press("enter")
        await student.see("Rivers · confluence", "p practise", "esc back")


async def test_a_long_answer_scrolls(sit_down: SitDown, tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", flashcard(back="Many arms. " * 60, explanation="The last word."))
    async with sit_down(size=(40, 12)) as student:
        await look_for(student, "delta")
        await student.press("enter")
        await student.see("Many arms.")
        assert "The last word." not in student.words
        await student.press(*["pagedown"] * 20)
        await student.see("The last word.")


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_stands_out_from_what_is_behind_it(shelf: SitDown, theme: str) -> None:
    async with shelf() as student:
        student.app.theme = theme
        await look_for(student, "e")
        await student.see("4 questions")
        assert faint(student) == set()
        await student.press("enter")
        await student.see("esc back")
        assert faint(student) == set()


@sweep("size", [(40, 12), (60, 15), (80, 24), (200, 60)], always=[(40, 12), (80, 24)])
async def test_it_can_be_read_on_every_terminal(sit_down: SitDown, tmp_path: Path, size: tuple[int, int]) -> None:
    long = "The Danube, the second river of Europe, begins in a forest of Germany and ends in the Black Sea"
    cards = (flashcard(f"card-{n}", prompt=long, back=long, tags=[long]) for n in range(30))
    write_deck(tmp_path / "decks", *cards, title=long)
    async with sit_down(size=size) as student:
        await look_for(student, "danube")
        await student.see("30 questions")
        assert faults(student.app) == [], student.screen
        await student.press("enter")
        await student.see("esc back")
        assert faults(student.app) == [], student.screen

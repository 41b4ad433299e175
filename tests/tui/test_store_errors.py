"""A progress file that cannot be written: the student is told, and loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from unittest.mock import patch

import pytest

from tests.support.making import choice, flashcard, text, true_false
from tests.support.student import SitDown, Student


@contextmanager
def refusing(sit_down: SitDown, table: str) -> Iterator[None]:
    """A progress file that takes nothing into `table` for a while."""

    def run(statement: str) -> None:
        with closing(sqlite3.connect(sit_down.progress.path, isolation_level=None)) as connection:
            connection.execute(statement)

    run(f"CREATE TRIGGER refusal BEFORE INSERT ON {table} BEGIN SELECT raise(ABORT, 'disk is full'); END")
    yield
    run("DROP TRIGGER refusal")


def logged(sit_down: SitDown) -> int:
    return len(list(sit_down.progress.events()))


async def told(student: Student) -> None:
    await student.see("Not saved", "Free some space on the disk")


async def test_a_rating_that_cannot_be_saved_is_told_and_the_verdict_stays(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("1", "enter")
        with refusing(sit_down, "events"):
            await student.press("enter")
            await told(student)
            await student.see("✗ 1 Amazon")
            assert student.showing.item.card == "longest"
            assert logged(sit_down) == 0


async def test_it_can_be_tried_again_once_there_is_room(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("1", "enter")
        with refusing(sit_down, "events"):
            await student.press("enter")
            await told(student)
        await student.press("enter")
        await student.see("A river can flow uphill.")
        assert logged(sit_down) == 1


async def test_an_undo_that_cannot_be_saved_undoes_nothing(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), true_false()) as student:
        await student.press("space", "4")
        with refusing(sit_down, "events"):
            await student.press("u")
            await told(student)
            await student.see("A river can flow uphill.")
        await student.press("u")
        await student.see("A river's mouth of many arms")


async def test_a_suspension_that_cannot_be_saved_suspends_nothing(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        with refusing(sit_down, "events"):
            await student.press("2", "x")
            await told(student)
            await student.see("▸ 2 Danube")


async def test_an_undo_from_the_summary_that_cannot_be_saved_is_told(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Done for now.")
        with refusing(sit_down, "events"):
            await student.press("u")
            await student.see("Free some space on the disk", "↵ home")


async def test_the_verdict_is_shown_even_if_it_cannot_be_kept_for_a_crash(sit_down: SitDown) -> None:
    async with sit_down(choice(), true_false()) as student:
        await student.press("1")
        with refusing(sit_down, "drafts"):
            await student.press("enter")
            await student.see("✗ 1 Amazon", "✓ 3 Nile")
        assert logged(sit_down) == 0


async def test_a_taken_back_question_is_shown_even_if_it_cannot_be_kept_for_a_crash(sit_down: SitDown) -> None:
    async with sit_down(flashcard(), true_false()) as student:
        await student.press("space", "4")
        with refusing(sit_down, "drafts"):
            await student.press("u")
            await student.see("A river's mouth of many arms", "Think of the answer")


async def test_typing_on_a_full_disk_complains_once(sit_down: SitDown) -> None:
    async with sit_down(text()) as student:
        with refusing(sit_down, "drafts"):
            await student.press("B")
            await student.see("Not saved")
            with patch.object(student.app, "notify") as notified:
                await student.type("elgrade")
            await student.see("Belgrade")
            assert not notified.called


async def test_a_store_that_is_gone_altogether_is_told(sit_down: SitDown) -> None:
    async with sit_down(choice()) as student:
        await student.press("1", "enter")
        await student.see("✗ 1 Amazon")
        sit_down.progress.close()
        await student.press("enter")
        await student.see("Not saved", "quizapp doctor", "✗ 1 Amazon")


async def test_home_with_a_store_that_is_gone_is_told(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4")
        await student.see("Done for now.")
        sit_down.progress.close()
        await student.press("enter")
        await student.see("cannot be used", "Next: reviews in 7 days.")


async def test_a_deck_that_cannot_be_begun_is_told_at_home(sit_down: SitDown) -> None:
    async with sit_down(flashcard()) as student:
        await student.press("space", "4", "enter")
        await student.see("Rivers", "learning")
        sit_down.progress.close()
        await student.press("enter")
        await student.see("cannot be used", "Rivers", "learning")


@pytest.mark.parametrize("markup", ["[b]no[/b]", "[@click=app.quit]x[/]"])
async def test_an_error_is_shown_literally(sit_down: SitDown, markup: str) -> None:
    with sit_down.elsewhere(markup.replace("/", "\N{FRACTION SLASH}")) as there:
        async with there(choice()) as student:
            await student.press("1", "enter")
            with refusing(there, "events"):
                await student.press("enter")
                await student.see("Not saved")
                assert markup[:3] in student.screen.replace("\n", "")

"""Numbers, dates, gaps and own words: what is typed, asked again, and shown in place."""

from __future__ import annotations

import pytest

from tests.support.making import cloze, dated, flashcard, number, open_question
from tests.support.student import SitDown, Student

GAP = cloze(prompt="The {{river}} meets the Danube.", gaps={"river": {"accept": ["Great Sava"]}})


def field(student: Student) -> str | None:
    """The line that letters go to."""
    return student.app.focused.id if student.app.focused else None


def gap(student: Student) -> object:
    response = student.showing.response
    return response["river"] if isinstance(response, dict) else response


async def test_the_same_word_for_a_number_again_shows_the_answer(sit_down: SitDown) -> None:
    async with sit_down(number()) as student:
        await student.type("far")
        await student.press("enter")
        await student.see("or press Enter again to see the answer.")
        await student.press("enter")
        await student.see("✗ Skipped. The answer: 2,850 km", "1 again ↵")


async def test_another_word_for_a_number_is_asked_again_too(sit_down: SitDown) -> None:
    async with sit_down(number()) as student:
        await student.type("far")
        await student.press("enter", "backspace", "enter")
        await student.see("or press Enter again to see the answer.")
        assert student.showing.verdict is None


async def test_a_wrong_number_says_on_which_side(sit_down: SitDown) -> None:
    async with sit_down(number()) as student:
        await student.type("2000 km")
        await student.press("enter")
        await student.see("2000 km", "✗ Not quite: too low; it is 2,850 km")


async def test_a_date_asks_for_as_much_as_its_answer_says(sit_down: SitDown) -> None:
    async with sit_down(dated(answer="1362-01")) as student:
        assert field(student) == "month"
        assert "day" not in student.words
        await student.press("1", "tab", *"1362", "enter")
        await student.see("✓ Right")


async def test_enter_goes_to_the_first_blank_field_of_a_date(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press("tab", "tab", *"1362", "enter")
        await student.see("No day yet.")
        assert field(student) == "day"


async def test_a_date_with_a_blank_is_taken_as_it_is_the_second_time(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press("tab", "1", "tab", *"1362", "enter", "enter")
        await student.see("◐ Partly right: right month, but no day: 16 January 1362")


async def test_the_foot_leads_from_field_to_field(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.click("tab next field")
        assert field(student) == "month"
    async with sit_down(dated("year", answer="1362"), id="years") as student:
        assert "next field" not in student.foot


async def test_an_impossible_date_is_asked_again(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press(*"31", "tab", *"February", "tab", *"1362", "enter")
        await student.see("or press Enter again to see the answer.")
        assert student.showing.verdict is None
        await student.press("enter")
        await student.see("✗ Skipped. The answer: 16 January 1362")


async def test_after_a_date_is_refused_letters_go_where_they_went(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press(*"16", "tab", *"Foo", "tab", *"1362", "shift+tab", "enter")
        await student.see("“Foo” is not a month")
        assert field(student) == "month"


async def test_a_reopened_date_is_continued_where_it_was_left(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press(*"16", "tab", *"Jan")
    async with sit_down(dated()) as student:
        assert field(student) == "month"


@pytest.mark.parametrize("key", ["tab", "enter"])
async def test_the_beginning_of_one_month_is_written_out(sit_down: SitDown, key: str) -> None:
    async with sit_down(dated()) as student:
        await student.press(*"16", "tab", *"ja", key)
        await student.see("16", "January", "year")


async def test_the_beginning_of_several_months_is_left_as_it_is(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press(*"16", "tab", *"ju", "tab", *"1362", "enter")
        await student.see("“ju” is not a month")


async def test_the_line_of_a_date_that_was_typed_stays_in_sight(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press(*"17", "tab", *"Jan", "tab", *"1362", "enter")
        await student.see("17", "Jan", "1362", "◐ Partly right: right month, wrong day: 16 January 1362")


async def test_an_empty_gap_can_be_seen_while_it_is_typed_in_and_while_it_is_not(sit_down: SitDown) -> None:
    async with sit_down(GAP) as student:
        await student.see("The _______ meets the Danube.")
        await student.press("escape")
        await student.see("The ________ meets the Danube.", "tab back to typing")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("left", "left", "X"), "Great SaXva"),
        (("home", "X"), "XGreat Sava"),
        (("home", "right", "X"), "GXreat Sava"),
        (("left", "end", "X"), "Great SavaX"),
        (("left", "backspace"), "Great Saa"),
        (("home", "delete"), "reat Sava"),
        (("left", "ctrl+u"), "a"),
        (("ctrl+w",), "Great "),
        (("ctrl+w", "ctrl+w"), ""),
        (("left", "ctrl+w"), "Great a"),
        (("home", "backspace", "left"), "Great Sava"),
        (("right", "delete"), "Great Sava"),
    ],
    ids=" ".join,
)
async def test_a_gap_is_edited_like_a_line(sit_down: SitDown, keys: tuple[str, ...], text: str) -> None:
    async with sit_down(GAP) as student:
        await student.paste("Great Sava")
        await student.press(*keys)
        assert gap(student) == text


async def test_pasted_lines_become_one_in_a_gap(sit_down: SitDown) -> None:
    async with sit_down(GAP) as student:
        await student.paste("  Great\n\tSava\x07 ")
        assert gap(student) == "Great Sava"
        await student.press("enter")
        await student.see("The ✓ Great Sava meets the Danube.")


async def test_the_cursor_is_in_sight_wherever_the_sentence_is_wrapped(sit_down: SitDown) -> None:
    async with sit_down(GAP) as student:
        await student.type("Great Sava")
        for width in range(20, 40):
            await student.resize(width, 12)
            assert student.screen.count("█") == 1, student.screen


async def test_a_wrong_gap_shows_what_is_right_and_what_was_typed(sit_down: SitDown) -> None:
    async with sit_down(GAP) as student:
        await student.type("Drava")
        await student.press("enter")
        await student.see("The ✗ Great Sava (yours: Drava) meets the Danube.", "✗ Not quite")


async def test_a_gap_that_was_given_up_shows_what_is_right(sit_down: SitDown) -> None:
    async with sit_down(GAP) as student:
        await student.press("enter", "enter")
        await student.see("The ✗ Great Sava meets the Danube.", "✗ Skipped")


async def test_a_page_pasted_into_a_gap_does_not_fill_the_verdict(sit_down: SitDown) -> None:
    async with sit_down(GAP, size=(40, 12)) as student:
        await student.paste("word " * 500)
        await student.press("enter")
        await student.see("(yours: word", "… meets the Danube.", "✗ Not quite")


async def test_each_gap_of_a_sentence_is_asked_on_its_own(sit_down: SitDown) -> None:
    async with sit_down(cloze(), flashcard()) as student:
        await student.type("Sava")
        await student.press("enter", "enter")
        await student.see("A river's mouth of many arms")
        await student.press("space", "enter")
        await student.see("The Sava meets the Danube at _______")
        await student.type("Belgrade")
        await student.press("enter")
        await student.see("The Sava meets the Danube at ✓ Belgrade.")


async def test_ticking_with_arrows_space_and_clicks_changes_the_rating_proposed(sit_down: SitDown) -> None:
    async with sit_down(open_question()) as student:
        await student.type("Sand")
        await student.press("enter")
        await student.see("1 again ↵")
        await student.press("down", "space")
        await student.see("b [x] Sand settles", "2 hard ↵")
        await student.click("a [ ]")
        await student.see("a [x] The outer bank", "3 good ↵")
        await student.click("Sand settles at the inner bank")
        await student.press("up", "space", "b")
        await student.see("a [ ] The outer bank", "b [x] Sand settles", "2 hard ↵")


async def test_a_third_point_of_two_is_nothing_to_tick(sit_down: SitDown) -> None:
    async with sit_down(open_question()) as student:
        await student.type("Sand")
        await student.press("enter")
        before = student.picture
        await student.press("c", "i", "up")
        assert student.picture == before


async def test_the_points_come_into_view_when_own_words_are_handed_in(sit_down: SitDown) -> None:
    async with sit_down(open_question(), size=(40, 12)) as student:
        await student.type("Sand")
        await student.press("enter")
        await student.see("A model answer", "a [ ] The outer bank is worn away", "b [ ] Sand settles at the inner bank")


async def test_a_point_that_is_moved_to_comes_into_view(sit_down: SitDown) -> None:
    points = [f"Point {number} of the teacher is a long one, and wrapped on a small screen" for number in range(1, 10)]
    async with sit_down(open_question(rubric=points, model="It is long. " * 30), size=(40, 12)) as student:
        await student.type("Sand")
        await student.press("enter")
        for number in range(1, 10):
            if number > 1:
                await student.press("down")
            await student.press("space")
            await student.see(f"▸ {'abcdefghi'[number - 1]} [x] Point {number} of the teacher")


async def test_pasted_own_words_keep_their_lines(sit_down: SitDown) -> None:
    async with sit_down(open_question()) as student:
        await student.paste("Sand\nsettles")
        assert student.showing.response == {"text": "Sand\nsettles", "ticked": []}
        await student.press("enter")
        await student.see("Sand", "settles", "A model answer")


async def test_ticks_are_there_after_reopening(sit_down: SitDown) -> None:
    async with sit_down(open_question()) as student:
        await student.type("Sand")
        await student.press("enter", "b")
    async with sit_down(open_question()) as student:
        await student.see("a [ ] The outer bank", "b [x] Sand settles", "2 hard ↵")


async def test_the_field_of_a_date_that_is_wrong_is_marked_and_gets_the_focus(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press("1", "6", "tab", "3", "1", "enter")
        await student.see("“31” is not a month; type its name or number.")
        month = student.app.screen.query_one("#month")
        assert (month.has_focus, month.has_class("-wrong")) == (True, True)
        await student.press("backspace")
        assert not month.has_class("-wrong")


@pytest.mark.parametrize("tabs", [0, 1, 2], ids=["day", "month", "year"])
async def test_a_whole_date_pasted_in_any_field_is_read_and_shown_as_it_is_read(sit_down: SitDown, tabs: int) -> None:
    async with sit_down(dated()) as student:
        await student.press(*["tab"] * tabs)
        await student.paste("January 16th,\n1362\n")
        await student.see("read as 16 January 1362")
        await student.press("enter")
        await student.see("✓ Right")


async def test_a_date_spread_otherwise_than_the_fields_are_is_read(sit_down: SitDown) -> None:
    async with sit_down(dated(), size=(40, 12)) as student:
        await student.type("16 Jan")
        await student.press("tab", "tab", *"1362")
        await student.see("read as 16 January 1362")
        await student.press("enter")
        await student.see("✓ Right")


async def test_a_date_part_by_part_needs_no_line_that_says_how_it_is_read(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.press(*"16", "tab", *"Jan", "tab", *"1362")
        assert "read as" not in student.words


async def test_a_date_that_could_be_two_is_asked_again_and_stays_in_its_field(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.type("2/1/1362")
        await student.press("enter")
        await student.see("2/1 can be read in two ways: type the month's name.")
        assert "read as" not in student.words
        assert student.showing.response == {"day": "2/1/1362", "month": "", "year": ""}
        assert student.showing.verdict is None


async def test_a_month_in_one_field_is_taken_without_its_day_the_second_time(sit_down: SitDown) -> None:
    async with sit_down(dated()) as student:
        await student.type("January 1362")
        await student.press("enter")
        await student.see("No day yet.")
        await student.press("enter")
        await student.see("◐ Partly right: right month, but no day: 16 January 1362")


async def test_what_the_region_decides_is_said_in_the_verdict(sit_down: SitDown) -> None:
    async with sit_down(dated(answer="1362-02-01"), language="en-US") as student:
        await student.type("2/1/1362")
        await student.press("enter")
        await student.see("✓ Right (read as February 1, 1362)")


async def test_digits_of_another_script_are_digits(sit_down: SitDown) -> None:
    async with sit_down(number()) as student:
        await student.type("٢٨٥٠")
        await student.press("enter")
        await student.see("✓ Right")


async def test_a_gap_and_a_page_take_joiners(sit_down: SitDown) -> None:
    async with sit_down(GAP) as student:
        for character in "m\u200cn\u200d":
            await student.send(character)
        assert gap(student) == "m\u200cn\u200d"
    async with sit_down(open_question(), id="pages") as student:
        for character in "m\u200cn":
            await student.send(character)
        assert student.showing.response == {"text": "m\u200cn", "ticked": []}


async def test_the_letters_that_are_off_are_shown(sit_down: SitDown) -> None:
    async with sit_down(GAP) as student:
        await student.type("Great Savva")
        await student.press("enter")
        await student.see("✗ Not quite", "Great Sav[v]a [too much] (missing)")


async def test_the_card_of_a_gap_that_is_a_choice_is_asked_as_one(sit_down: SitDown) -> None:
    gap = {"accept": ["Sava"], "options": {"sava": "Sava", "drava": "Drava"}, "feedback": {"drava": "Further north."}}
    async with sit_down(cloze(prompt="The {{river}} meets it.", gaps={"river": gap})) as student:
        await student.see("The ____ meets it.", "Sava", "Drava")
        await student.press(str(student.showing.order.index("drava") + 1), "enter")
        await student.see("Further north.")

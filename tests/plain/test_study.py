"""The line mode as a pipe, a screen reader or a braille display meets it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.making import (
    choice,
    cloze,
    dated,
    flashcard,
    match,
    multiple,
    number,
    open_question,
    order,
    text,
    true_false,
    write_deck,
)
from tests.support.program import answer_by_line, listed, log, run, working_folder
from tests.support.terminal import CTRL_C, ENTER, Terminal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`: one choice, whose right option is the third."""
    return with_rivers(tmp_path, choice(hint="It is in Africa.", feedback={"rhine": "It is a short one."}))


def with_rivers(folder: Path, *questions: dict[str, Any], **head: Any) -> Path:
    write_deck(working_folder(folder) / "decks", *questions, **head)
    return folder


def responses(folder: Path) -> list[Any]:
    return [event["data"]["response"] for event in log(folder)]


def test_a_session_reads_as_a_conversation(tmp_path: Path) -> None:
    with_rivers(
        tmp_path,
        flashcard(source={"id": "atlas", "at": "page 7"}, explanation="After the letter Δ."),
        choice(feedback={"rhine": "It is a short one."}),
        sources={"atlas": {"title": "Atlas", "author": "A. Mapper"}},
    )
    assert answer_by_line(tmp_path, "", "4", "4", "2") == (
        "Rivers. 2 cards in this session.\n"
        "Type help for the commands.\n"
        "\n"
        "1 of 2. Flashcard. A river's mouth of many arms\n"
        "Press Enter to see the answer: \n"
        "Answer: A delta\n"
        "After the letter Δ.\n"
        "Source: A. Mapper, Atlas, “page 7”\n"
        "Rating: 1 again, in 1 minute; 2 hard, in 6 minutes; 3 good, in 10 minutes; 4 easy, in 7 days. "
        "Press Enter for 3: \n"
        "\n"
        "2 of 2. Choice. Which river is the longest?\n"
        "  1. Amazon\n"
        "  2. Danube\n"
        "  3. Nile\n"
        "  4. Rhine\n"
        "Answer, or ? to see it: \n"
        "Wrong: the answer is Nile.\n"
        "It is a short one.\n"
        "Rating: 1 again, in 1 minute; 2 hard, in 6 minutes. Press Enter for 1: \n"
        "\n"
        "Again: 2 of 2. Choice. Which river is the longest?\n"
        "  1. Amazon\n"
        "  2. Danube\n"
        "  3. Nile\n"
        "  4. Rhine\n"
        "Answer, or ? to see it: \n"
        "\n"
        "Stopped: 2 of 2 cards answered.\nEvery answer is saved. Run the same command to continue.\n"
    )


def test_a_finished_session_says_how_it_went_and_what_comes_next(tmp_path: Path) -> None:
    with_rivers(tmp_path, flashcard())
    said = answer_by_line(tmp_path, "", "1", "", "4")
    assert "Done for now. 1 card, 2 answers, 50% right, 1 minute.\n" in said
    assert (
        "Missed:\n  1. A river's mouth of many arms\n     Answer: A delta\n"
        "To practise what you missed: `quizapp cram rivers --wrong --plain`\n"
    ) in said
    assert said.endswith("\nNext: reviews in 2 days.\n")


@pytest.mark.parametrize("line", ["3", " 3 ", "nile"])
def test_an_option_is_chosen_by_its_number_or_its_id(folder: Path, line: str) -> None:
    said = answer_by_line(folder, line, "")
    assert "\nRight.\n" in said
    assert responses(folder) == ["nile"]


def test_a_number_means_the_option_as_it_was_shown(tmp_path: Path) -> None:
    with_rivers(tmp_path, choice(shuffle=True))
    said = answer_by_line(tmp_path, "2", "")
    shown = re.findall(r"^  2\. (\w+)$", said, re.MULTILINE)[0]
    assert responses(tmp_path) == [shown.lower()]


@pytest.mark.parametrize("line", ["2,4", "rhine ; danube"])
def test_several_options_are_separated_by_commas(tmp_path: Path, line: str) -> None:
    with_rivers(tmp_path, multiple())
    assert "\nRight.\n" in answer_by_line(tmp_path, line, "")
    assert responses(tmp_path) == [["danube", "rhine"]]


@pytest.mark.parametrize("line", ["2", "False", "no", "niet waar", "onjuist"])
def test_true_or_false_is_said_by_word_or_number(tmp_path: Path, line: str) -> None:
    with_rivers(tmp_path, true_false())
    assert "\nRight.\n" in answer_by_line(tmp_path, line, "")
    assert responses(tmp_path) == [False]


def test_a_typed_answer_may_be_a_letter_off(tmp_path: Path) -> None:
    with_rivers(tmp_path, text())
    assert "\nRight, but check your spelling: Belgrade.\n" in answer_by_line(tmp_path, "Belgrede", "")


@pytest.mark.parametrize(
    ("question", "line", "response"),
    [
        (number(), "2,850 km", "2,850 km"),
        (dated(), "16 January 1362", "16 January 1362"),
        (order(), "ulm, vienna, belgrade", ["ulm", "vienna", "belgrade"]),
        (match(), "a=mediterranean, volga=caspian", {"rhone": "mediterranean", "volga": "caspian"}),
        (cloze(), "Sava", {"river": "Sava"}),
    ],
    ids=["number", "date", "order", "match", "cloze"],
)
def test_every_type_of_question_is_answered_on_a_line(
    tmp_path: Path, question: dict[str, Any], line: str, response: Any
) -> None:
    with_rivers(tmp_path, question)
    assert "\nRight.\n" in answer_by_line(tmp_path, line, "")
    assert responses(tmp_path) == [response]


def test_items_to_put_in_order_are_named_by_the_numbers_shown(tmp_path: Path) -> None:
    with_rivers(tmp_path, order())
    shown = re.findall(r"^  \d\. (\w+)$", answer_by_line(tmp_path, "3,1,2", ""), re.MULTILINE)[:3]
    assert responses(tmp_path) == [[shown[index].lower() for index in (2, 0, 1)]]


def test_an_open_answer_is_judged_by_the_points_that_the_student_ticks(tmp_path: Path) -> None:
    with_rivers(tmp_path, open_question())
    said = answer_by_line(tmp_path, "The outside erodes.", "1", "")
    assert "\n  1. The outer bank is worn away\n  2. Sand settles at the inner bank\n" in said
    (event,) = log(tmp_path)
    assert event["data"]["response"] == {"text": "The outside erodes.", "ticked": [1]}
    assert (event["data"]["score"], event["rating"]) == (0.5, 2)


@pytest.mark.parametrize("line", ["0", "5", "x", "1,2", "²"])
def test_what_is_no_option_is_asked_again_and_not_marked(folder: Path, line: str) -> None:
    said = answer_by_line(folder, line, "3", "")
    assert "\nType one number from 1 to 4.\nPress Enter to see the answer, or type help for the commands.\n" in said
    assert responses(folder) == ["nile"]


@pytest.mark.parametrize("line", ["?", " "])
def test_a_question_mark_or_a_blank_line_reveals_the_answer_and_rates_it_again(folder: Path, line: str) -> None:
    said = answer_by_line(folder, line, "")
    assert "\nSkipped.\nAnswer: Nile\n" in said
    (event,) = log(folder)
    assert (event["rating"], event["data"]["revealed"], event["data"]["response"]) == (1, True, None)


def test_help_says_what_can_be_typed_and_the_question_stays(folder: Path) -> None:
    said = answer_by_line(folder, "help", "3", "")
    assert all(command in said for command in ("hint", "undo", "suspend", "quit", "guessed", "right"))
    assert responses(folder) == ["nile"]


def test_a_right_answer_after_a_hint_is_hard(folder: Path) -> None:
    said = answer_by_line(folder, "hint", "3", "")
    assert "\nHint: It is in Africa.\n" in said
    (event,) = log(folder)
    assert (event["rating"], event["data"]["hint"]) == (2, True)


def test_a_hint_that_is_not_there_costs_nothing(tmp_path: Path) -> None:
    with_rivers(tmp_path, text())
    assert "There's no hint for this one.\n" in answer_by_line(tmp_path, "hint", "Belgrade", "")
    (event,) = log(tmp_path)
    assert (event["rating"], event["data"]["hint"]) == (3, False)


def test_feedback_for_the_chosen_option_is_said(folder: Path) -> None:
    assert "Wrong: the answer is Nile.\nIt is a short one.\n" in answer_by_line(folder, "4", "")


def test_undo_asks_the_last_question_again(folder: Path) -> None:
    said = answer_by_line(folder, "4", "", "undo", "3", "")
    assert "\nUndone.\n\n1 of 1. Choice." in said
    first, void, second = log(folder)
    assert (void["kind"], void["data"]["event"]) == ("void", first["id"])
    assert (second["rating"], listed(folder, "cards", "rivers")[0]["reps"]) == (2, 1)


def test_undo_with_nothing_answered_says_so(folder: Path) -> None:
    assert "Nothing to undo.\n" in answer_by_line(folder, "undo", "3", "")


@pytest.mark.parametrize("before", [(), ("4",)], ids=["the question", "the verdict"])
def test_a_card_can_be_suspended_at_the_question_and_at_the_verdict(folder: Path, before: tuple[str, ...]) -> None:
    answer_by_line(folder, *before, "suspend")
    assert [event["kind"] for event in log(folder)] == ["suspend"]
    assert listed(folder, "cards", "rivers")[0]["suspended"] is True


def test_what_is_said_of_a_suspension_names_the_word_that_takes_it_back_here(tmp_path: Path) -> None:
    with_rivers(tmp_path, choice(), text())
    said = answer_by_line(tmp_path, "suspend", "undo")
    later = "or run `quizapp unsuspend rivers longest` later.\n"
    assert f"Card suspended. Type undo to bring it back, {later}" in said


def test_guessed_takes_a_right_answer_down_to_again(folder: Path) -> None:
    answer_by_line(folder, "3", "guessed", "")
    (event,) = log(folder)
    assert (event["rating"], event["data"]["guessed"], event["data"]["right"]) == (1, True, True)


def test_right_overrides_the_verdict_and_is_logged_for_the_teacher(tmp_path: Path) -> None:
    with_rivers(tmp_path, text())
    said = answer_by_line(tmp_path, "Singidunum", "right", "")
    assert "Counted as right, and noted for the deck's author.\n" in said
    (event,) = log(tmp_path)
    evidence = event["data"]
    assert (event["rating"], evidence["override"], evidence["right"]) == (3, True, False)
    assert evidence["response"] == "Singidunum"


def test_a_rating_that_is_not_on_offer_is_asked_again(folder: Path) -> None:
    said = answer_by_line(folder, "3", "4", "five", "2")
    assert said.count("Type a number from 1 to 2, or press Enter for 2.\n") == 2
    assert [event["rating"] for event in log(folder)] == [2]


def test_a_backslash_makes_an_answer_of_a_command(tmp_path: Path) -> None:
    with_rivers(tmp_path, text(accept=["undo"]))
    assert "\nRight.\n" in answer_by_line(tmp_path, "\\undo", "")


@pytest.mark.parametrize("lines", [("quit",), (), ("3",), ("3", "quit")])
def test_leaving_or_the_end_of_the_input_ends_in_order_and_the_session_goes_on_next_time(
    folder: Path, lines: tuple[str, ...]
) -> None:
    said = answer_by_line(folder, *lines)
    assert "\nStopped: 0 of 1 card answered.\n" in said
    assert said.endswith("\nEvery answer is saved. Run the same command to continue.\n")
    assert ("Your last answer still needs a rating.\n" in said) == ("3" in lines)
    assert "1 of 1. Choice. Which river is the longest?" in answer_by_line(folder)


def test_an_input_that_ends_in_mid_line_is_still_an_answer(folder: Path) -> None:
    assert run(folder, "--plain", "--deck", "rivers", input="3\n2").returncode == 0
    assert [event["rating"] for event in log(folder)] == [2]


def test_a_session_begun_in_an_earlier_run_goes_on(tmp_path: Path) -> None:
    with_rivers(tmp_path, flashcard("one"), flashcard("two", prompt="Another"))
    answer_by_line(tmp_path, "", "4")
    said = answer_by_line(tmp_path)
    assert said.startswith("Rivers. 2 cards in this session. Picking up where you left off.\n")
    assert "\n\n2 of 2. Flashcard. Another\n" in said


def test_limit_is_the_number_of_different_cards(tmp_path: Path) -> None:
    with_rivers(tmp_path, *(flashcard(f"card-{number}") for number in range(5)))
    said = answer_by_line(tmp_path, *["", "4"] * 2, options=("--limit", "2"))
    assert "2 cards in this session." in said
    assert "Done for now. 2 cards" in said


def test_a_limit_counts_cards_that_can_be_asked_now(tmp_path: Path) -> None:
    with_rivers(tmp_path, *(flashcard(f"card-{number}") for number in range(5)))
    run(tmp_path, "settings", "study.learning_steps=10m 1d")
    for cards in (2, 2, 1):
        said = answer_by_line(tmp_path, *["", "3"] * 2, options=("--limit", "2"))
        assert f"Rivers. {cards} card{'s' * (cards > 1)} in this session." in said
        assert f"Done for now. {cards} card" in said
    answered = [event["card"] for event in log(tmp_path) if event["kind"] == "review"]
    assert answered == [f"card-{number}" for number in range(5)]


def test_cards_that_come_tomorrow_are_no_part_of_what_is_left_of_a_session(tmp_path: Path) -> None:
    with_rivers(tmp_path, *(flashcard(f"card-{number}") for number in range(5)))
    run(tmp_path, "settings", "study.learning_steps=10m 1d")
    answer_by_line(tmp_path, "", "3", "", "3")
    assert "at 2 of 5 cards" in run(tmp_path, "--plain").stdout
    assert "\n\n3 of 5. Flashcard." in answer_by_line(tmp_path, "", "3", "", "3")


def test_the_last_rating_of_a_sitting_that_goes_on_is_taken_back(tmp_path: Path) -> None:
    with_rivers(tmp_path, flashcard("one", prompt="First"), flashcard("two", prompt="Second"))
    answer_by_line(tmp_path, "", "1")
    said = answer_by_line(tmp_path, "undo", "", "4")
    assert "\nUndone.\n\n1 of 2. Flashcard. First\n" in said
    assert "\n2 of 2. Flashcard. Second\n" in said.partition("Undone.")[2]
    first, void, again = log(tmp_path)
    assert (void["kind"], void["data"]["event"]) == ("void", first["id"])
    assert (again["card"], again["rating"]) == ("one", 4)
    assert listed(tmp_path, "cards", "rivers")[0]["reps"] == 1


def test_ratings_from_before_a_new_start_are_taken_back_one_after_the_other(tmp_path: Path) -> None:
    with_rivers(tmp_path, flashcard("one", prompt="First"), flashcard("two", prompt="Second"), flashcard("three"))
    answer_by_line(tmp_path, "", "4", "", "4")
    said = answer_by_line(tmp_path, "", "3", "undo", "undo", "undo", "undo")
    assert said.count("Undone.\n") == 3
    assert said.count("Nothing to undo.\n") == 1
    assert [card["reps"] for card in listed(tmp_path, "cards", "rivers")] == [0, 0, 0]


@pytest.mark.parametrize(("line", "kinds"), [("undo", ["void", "review"]), ("", [])])
def test_the_rating_that_ended_a_sitting_is_taken_back_by_the_next_start(
    folder: Path, line: str, kinds: list[str]
) -> None:
    run(folder, "settings", "study.learning_steps=1d")
    answer_by_line(folder, "3", "")
    said = answer_by_line(folder, line, "3", "")
    assert "Nothing is due now.\n" in said
    assert "Press Enter to end, or type undo to undo your last answer: \n" in said
    assert [event["kind"] for event in log(folder)] == ["setting", "review", *kinds]


def test_a_practice_answer_is_taken_back_after_a_new_start_and_a_review_is_not(tmp_path: Path) -> None:
    with_rivers(tmp_path, flashcard("one"), flashcard("two"))
    answer_by_line(tmp_path, "", "4")
    practise = ("cram", "rivers", "--plain")
    assert "Nothing to undo.\n" in run(tmp_path, *practise, input="undo\n\n2\n").stdout
    assert "Undone.\n" in run(tmp_path, *practise, input="undo\n").stdout
    review, practice, void = log(tmp_path)
    assert (review["kind"], practice["kind"], void["data"]["event"]) == ("review", "practice", practice["id"])


def test_there_is_never_an_escape_in_the_output(tmp_path: Path) -> None:
    with_rivers(tmp_path, text(prompt="[b]Where[/b] does\tthe Sava end? \U0001f30a"), choice(), multiple(), flashcard())
    lines = ["\x1b[31mBelgrade\x1b[0m", "", "hint", "help", "4", "1", "1,2", "", "", "2", "undo", "suspend"]
    done = run(tmp_path, "--plain", "--deck", "rivers", input="\n".join(lines), FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert done.returncode == 0
    assert re.findall(r"[^\n\t -~\u00a0-\U0010ffff]", done.stdout + done.stderr) == []


@pytest.mark.parametrize("lines", ["\udcff\udcfe\n\n", "a\x00b\n\n"], ids=["not UTF-8", "a null byte"])
def test_input_that_is_no_text_is_a_wrong_answer_and_no_traceback(tmp_path: Path, lines: str) -> None:
    with_rivers(tmp_path, text())
    done = run(tmp_path, "--plain", "--deck", "rivers", input=lines)
    assert (done.returncode, done.stderr) == (0, "")
    assert [event["rating"] for event in log(tmp_path)] == [1]


def test_a_terminal_that_knows_only_ascii_is_no_traceback(tmp_path: Path) -> None:
    with_rivers(tmp_path, text(prompt="Où finit la Save ?"))
    done = run(tmp_path, "--plain", "--deck", "rivers", input="Belgrade\n\n", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "finit la Save" in done.stdout


def test_output_that_is_no_terminal_is_asked_line_by_line_without_being_told(folder: Path) -> None:
    done = run(folder, "--deck", "rivers", input="3\n\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 of 1. Choice. Which river is the longest?\n  1. Amazon\n" in done.stdout


def test_without_a_deck_the_decks_are_listed(folder: Path) -> None:
    done = run(folder, "--plain")
    assert done.returncode == 0
    assert "\nRivers (rivers): 0 due, 1 new, 0 of 1 mastered.\n" in done.stdout
    assert "quizapp --plain --deck NAME" in done.stdout


def test_several_decks_make_one_session(folder: Path) -> None:
    write_deck(working_folder(folder) / "decks", flashcard(), id="seas", title="Seas")
    done = run(folder, "--deck", "rivers", "--deck", "seas", "--deck", "rivers", input="3\n1\n\n4\n")
    assert done.stdout.startswith("Rivers, Seas. 2 cards in this session.\n")
    assert {event["deck"] for event in log(folder)} == {"rivers", "seas"}


def test_a_session_leaves_a_backup_of_its_day_for_the_learner_alone(folder: Path) -> None:
    answer_by_line(folder, "3", "")
    (backup,) = (folder / "data" / "backups").glob("progress-*.sqlite3")
    for path in (backup, backup.parent, folder / "data", folder / "data" / "cache"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_summary_of_a_resumed_session_is_about_all_of_it(tmp_path: Path) -> None:
    with_rivers(tmp_path, flashcard("one"), flashcard("two"))
    answer_by_line(tmp_path, "", "4")
    assert "Done for now. 2 cards, 100% right, 1 minute.\n" in answer_by_line(tmp_path, "", "4")


def test_a_dumb_terminal_is_asked_line_by_line_without_any_control(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers", TERM="dumb") as terminal:
        terminal.wait_for("1 of 1. Choice. Which river is the longest?", "Answer, or")
        terminal.press("3", ENTER)
        terminal.wait_for("Right.", "Rating:")
        terminal.press(ENTER, "quit", ENTER)
        assert terminal.end() == 0
        assert re.findall(rb"[^\n -~\x80-\xff]", terminal.output.replace(b"\r\n", b"\n")) == []


# Commands


def test_commands_are_read_whatever_their_case(folder: Path) -> None:
    said = answer_by_line(folder, "HELP", "Hint", "4", "", "Undo", "QUIT")
    assert "  repeat: the question and its options again\n" in said
    assert "\nHint: It is in Africa.\n" in said
    assert [event["kind"] for event in log(folder)] == ["review", "void"]


def test_repeat_says_the_question_and_its_options_again(folder: Path) -> None:
    question = "1 of 1. Choice. Which river is the longest?\n  1. Amazon\n  2. Danube\n  3. Nile\n  4. Rhine\n"
    assert answer_by_line(folder, "repeat").count(question) == 2
    said = answer_by_line(folder, "4", "repeat")
    assert said.count(f"{question}Answer") == 1
    assert said.count(f"{question}Wrong: the answer is Nile.\n") == 1


def test_a_guess_is_acknowledged_and_the_rating_changes(folder: Path) -> None:
    said = answer_by_line(folder, "3", "guessed", "guessed", "")
    assert "Press Enter for 2: \nMarked as a guess. Press Enter, and you'll see it again soon.\n" in said
    assert "It's already marked as a guess.\n" in said


@pytest.mark.parametrize(
    ("question", "lines", "told"),
    [
        (choice(), ("4", "guessed"), "Only a right answer can be marked as a guess; this one was wrong."),
        (choice(), ("3", "right"), "It already counts as right."),
        (choice(), ("?", "right"), "You gave no answer that could have been right."),
        (flashcard(), ("", "guessed"), "You rate this one yourself: type 1 if it was luck."),
        (flashcard(), ("", "right"), "You rate this one yourself: type the number that fits."),
        (choice(), ("3", "hint"), "Too late for a hint: the answer is already shown."),
        (choice(), ("3", "source"), "The deck gives no source for this one."),
        (choice(), ("3", "hm"), "Type a number from 1 to 2, or press Enter for 2.\nType help for the commands."),
    ],
)
def test_a_command_that_does_not_apply_says_why(
    tmp_path: Path, question: dict[str, Any], lines: tuple[str, ...], told: str
) -> None:
    with_rivers(tmp_path, question)
    assert f"\n{told}\n" in answer_by_line(tmp_path, *lines)
    assert log(tmp_path) == []


def test_source_says_all_that_is_known_of_it(tmp_path: Path) -> None:
    source = {"id": "atlas", "at": "page 7", "quote": "The Nile is long."}
    with_rivers(tmp_path, choice(source=source), sources={"atlas": {"title": "Atlas", "author": "A. Mapper"}})
    said = answer_by_line(tmp_path, "3", "source")
    assert "\nAtlas\nA. Mapper\nSection: page 7\n“The Nile is long.”\n" in said


def test_a_session_that_goes_on_has_the_options_in_the_same_order(tmp_path: Path) -> None:
    options = {f"river-{number}": f"River {number}" for number in range(9)}
    with_rivers(tmp_path, choice(options=options, answer="river-1", shuffle=True))
    orders = {tuple(re.findall(r"^  \d\. (.+)$", answer_by_line(tmp_path), re.MULTILINE)) for _ in range(3)}
    assert len(orders) == 1


def test_a_verdict_that_waited_for_its_rating_is_said_again(folder: Path) -> None:
    answer_by_line(folder, "4")
    said = answer_by_line(folder, "")
    assert "You've already answered this one; it only needs a rating.\nWrong: the answer is Nile.\n" in said
    assert [event["rating"] for event in log(folder)] == [1]


# What is said for ears


def test_of_several_right_options_each_is_accounted_for(tmp_path: Path) -> None:
    with_rivers(tmp_path, multiple())
    assert (
        "1 of 2 right, 1 wrong.\n"
        "Chosen, and right: Danube.\n"
        "Chosen, but wrong: Amazon.\n"
        "Missing: Rhine.\n"
        "Answer:\n  Danube.\n  Rhine.\n"
    ) in answer_by_line(tmp_path, "1,2")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (order(), "Answer:\n  1. Ulm\n  2. Vienna\n  3. Belgrade\n"),
        (match(), "Answer:\n  Rhone: Mediterranean.\n  Volga: Caspian Sea.\n"),
    ],
    ids=["order", "match"],
)
def test_an_answer_of_several_parts_is_a_list(tmp_path: Path, question: dict[str, Any], answer: str) -> None:
    with_rivers(tmp_path, question)
    assert answer in answer_by_line(tmp_path, "?")


@pytest.mark.parametrize("word", ["right", "Guessed", "source"])
def test_a_word_for_after_the_answer_is_not_taken_for_one(tmp_path: Path, word: str) -> None:
    with_rivers(tmp_path, text())
    said = answer_by_line(tmp_path, word, "Belgrade")
    assert f"`{word.casefold()}` is for after the answer." in said
    assert "Right." in said


def test_a_gap_is_a_word(tmp_path: Path) -> None:
    with_rivers(tmp_path, cloze())
    said = answer_by_line(tmp_path)
    assert "(blank)" in said
    assert "_" not in said


# The end, and home


def test_a_card_that_is_left_for_later_does_not_contradict_what_comes_next(tmp_path: Path) -> None:
    with_rivers(tmp_path, flashcard())
    said = answer_by_line(tmp_path, *["", "1"] * 4)
    told = "1 card is resting. It returns next time.\nNext: 1 card in 1 minute.\n"
    assert said.endswith(told)


def test_home_names_what_was_begun_and_the_commands_that_go_on(tmp_path: Path) -> None:
    with_rivers(tmp_path, choice(), text())
    assert "stopped" not in run(tmp_path, "--plain").stdout
    answer_by_line(tmp_path, "3", "")
    run(tmp_path, "exam", "rivers", input="n\nquit\n")
    said = run(tmp_path, "--plain").stdout
    assert (
        "You left a session of Rivers at 1 of 2 cards. Continue with `quizapp --deck rivers --plain`.\n"
        "Your exam on Rivers is not finished: 0 of 2 answered, 15 minutes left. "
        "Continue with `quizapp exam rivers --plain`.\n"
    ) in said
    assert "Due: cards to review now, including those you are learning." in said


def test_ctrl_c_says_that_every_answer_is_saved(folder: Path) -> None:
    with Terminal(folder, "--deck", "rivers", TERM="dumb") as terminal:
        terminal.wait_for("Answer, or")
        terminal.press("4", ENTER)
        terminal.wait_for("Press Enter for")
        terminal.press(CTRL_C)
        assert terminal.end() == 130
        assert "Stopped: 0 of 1 card answered. Your last answer still needs a rating." in terminal.words
        assert terminal.words.endswith("Every answer is saved. Run the same command to continue.")


def test_the_letters_that_are_off_are_said(tmp_path: Path) -> None:
    with_rivers(tmp_path, text(accept=["Danubia"]))
    said = answer_by_line(tmp_path, "Danoubia", "")
    assert "Right, but check your spelling: Danubia.\nToo much: o.\n" in said

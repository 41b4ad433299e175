"""An exam as a pipe, a screen reader or a braille display meets it."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
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
from tests.support.program import log, run, working_folder
from tests.support.terminal import CTRL_C, ENTER, Terminal


def with_rivers(folder: Path, *questions: dict[str, Any], **head: Any) -> Path:
    write_deck(working_folder(folder) / "decks", *questions, **head)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers`; with seed 7 the choice comes first, then the text."""
    sized = choice(tags=["sizes"], feedback={"rhine": "It is a short one."})
    return with_rivers(tmp_path, sized, text(explanation="Below the fortress."))


def examine(folder: Path, *lines: str, options: tuple[str, ...] = ("--seed", "7")) -> str:
    """What the exam says to these input lines; it must end well."""
    done = run(folder, "exam", "rivers", "--plain", *options, input="".join(f"{line}\n" for line in lines))
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def scores(folder: Path) -> dict[str, float]:
    return {event["card"]: event["data"]["score"] for event in log(folder)}


def test_an_exam_reads_as_a_conversation(folder: Path) -> None:
    assert examine(folder, "4", "Belgrade", "hand in") == (
        "Exam: Rivers.\n"
        "2 questions, 15 minutes, seed 7.\n"
        "You get no marks until you hand in. Type help for the commands.\n"
        "\n"
        "1 of 2. Choice. Which river is the longest?\n"
        "  1. Amazon\n"
        "  2. Danube\n"
        "  3. Nile\n"
        "  4. Rhine\n"
        "Answer: \n"
        "Your answer: Rhine\n"
        "\n"
        "2 of 2. Type the answer. Where does the Sava end?\n"
        "Answer: \n"
        "Your answer: Belgrade\n"
        "That was the last question.\n"
        "Type hand in to see your result, or list, p or go and a number to look again.\n"
        "Answer: \n"
        "\n"
        "1 of 2 points, 50%. 1 right, 1 wrong.\n"
        "Not passed. Pass mark: 55%.\n"
        "Time used: 0 seconds of 15 minutes. Seed 7.\n"
        "\n"
        "By tag:\n"
        "  sizes: 0 of 1 point, 0%\n"
        "  without a tag: 1 of 1 point, 100%\n"
        "\n"
        "1. Which river is the longest?\n"
        "Wrong: the answer is Nile. 0 of 1 point.\n"
        "Your answer: Rhine\n"
        "It is a short one.\n"
        "\n"
        "2. Where does the Sava end?\n"
        "Right. 1 of 1 point.\n"
        "Your answer: Belgrade\n"
        "Below the fortress.\n"
        "\n"
        "To practise what you missed: `quizapp cram rivers --wrong --plain`\n"
    )
    assert scores(folder) == {"longest": 0, "city": 1}


def test_nothing_is_said_of_right_or_wrong_before_it_is_handed_in(folder: Path) -> None:
    said = examine(folder, "4", "Vienna", "p", "list", "time")
    assert not any(word in said for word in ("Right", "Wrong", "right", "wrong", "Belgrade", "short one", "fortress"))


def test_an_answer_can_be_changed(folder: Path) -> None:
    said = examine(folder, "4", "p", "3", "Belgrade", "hand in")
    assert "Your answer so far: Rhine\n" in said
    assert scores(folder) == {"longest": 1, "city": 1}


@pytest.mark.parametrize("line", ["n", "next", "", "N"])
def test_a_question_can_be_passed_over(folder: Path, line: str) -> None:
    assert "2 of 2. Type the answer" in examine(folder, line)


def test_one_goes_to_a_question_by_its_number(folder: Path) -> None:
    assert "2 of 2. Type the answer" in examine(folder, "go 2")


@pytest.mark.parametrize("line", ["go", "go 0", "go 3", "go home", "go 1 2"])
def test_there_is_no_other_number_to_go_to(folder: Path, line: str) -> None:
    assert "Type go and a number from 1 to 2." in examine(folder, line)


def test_before_the_first_question_there_is_none(folder: Path) -> None:
    assert "This is the first question." in examine(folder, "p")


def test_a_question_marked_for_review_is_listed_as_such(folder: Path) -> None:
    said = examine(folder, "flag", "3", "list", "p", "flag", "list")
    assert "  1. Answered, flagged. Which river is the longest?\n  2. Not answered. Where does" in said
    assert "Flag removed." in said
    assert "  1. Answered. Which river" in said


def test_handing_in_with_open_ends_is_asked_about(folder: Path) -> None:
    said = examine(folder, "flag", "3", "hand in", "no", "hand in", "yes")
    assert "1 not answered, 1 flagged.\nHand in anyway? Type yes or no: " in said
    assert "Not handed in." in said
    assert scores(folder) == {"longest": 1, "city": 0}


def test_help_says_what_can_be_typed(folder: Path) -> None:
    said = examine(folder, "help")
    assert all(f"  {command}" in said for command in ("n,", "p:", "go 7:", "repeat:", "flag:", "list:", "time:"))
    assert "  hand in: " in said and "  quit: " in said


def test_an_answer_that_is_a_command_can_be_given(tmp_path: Path) -> None:
    with_rivers(tmp_path, text(accept=["List"]))
    examine(tmp_path, "\\list", "hand in")
    assert scores(tmp_path) == {"city": 1}


def test_what_cannot_be_judged_is_told_at_once_and_kept(tmp_path: Path) -> None:
    with_rivers(tmp_path, dated())
    said = examine(tmp_path, "30 February 1362", "list", "hand in", "yes")
    assert "Saved, but this can't be marked: " in said
    assert "  1. Can't be marked. When was" in said
    assert "1 that can't be marked." in said
    assert log(tmp_path)[0]["data"]["response"] == "30 February 1362"


def test_what_is_no_option_is_told_at_once_and_changes_nothing(folder: Path) -> None:
    said = examine(folder, "3", "p", "9", "n")
    assert "Type one number from 1 to 4." in said
    assert said.count("Your answer so far: Nile") == 1


def test_a_cloze_is_filled_in_whole_without_its_gaps_being_named(tmp_path: Path) -> None:
    with_rivers(tmp_path, cloze())
    said = examine(tmp_path, "Sava", "Sava; Vienna", "hand in")
    before, _, result = said.partition("That was the last question.")
    assert "1 of 1. Fill in the gaps. The (gap 1) meets the Danube at (gap 2)." in before
    assert "The 2 texts in order, separated by semicolons: " in before
    assert "Type 2 texts separated by semicolons" in before
    assert "river" not in before.replace("Exam: Rivers", "")
    assert "1 of 2 gaps right. 0.5 of 1 point.\nYour answer: Sava; Vienna\nRight answer: Sava, Belgrade\n" in result


def test_a_gap_may_be_left_empty(tmp_path: Path) -> None:
    with_rivers(tmp_path, cloze())
    said = examine(tmp_path, "; Belgrade", "hand in", "yes")
    assert "1 partly answered.\nHand in anyway?" in said
    assert "Your answer: nothing; Belgrade\n" in said


def test_every_type_but_the_flashcard_is_examined(tmp_path: Path) -> None:
    with_rivers(
        tmp_path, flashcard(), choice(), multiple(), true_false(), text(), number(), dated(), match(), cloze(), order()
    )
    lines = {
        "longest": "nile",
        "european": "danube, rhine",
        "uphill": "2",
        "city": "Belgrade",
        "length": "2850",
        "flood": "16 January 1362",
        "mouths": "a=mediterranean, b=caspian",
        "confluence": "Sava; Belgrade",
        "downstream": "ulm, vienna, belgrade",
    }
    asked = examine(tmp_path, *["n"] * 8)
    prompts = {"longest": "longest?", "european": "Which are in", "uphill": "uphill", "city": "Sava end"}
    prompts |= {"length": "How long", "flood": "great flood", "mouths": "Where do they", "confluence": "meets the"}
    prompts |= {"downstream": "Down the Danube"}
    listed = sorted(lines, key=lambda name: asked.index(prompts[name]))
    examine(tmp_path, "go 1", *(lines[name] for name in listed), "hand in", options=())
    assert scores(tmp_path) == dict.fromkeys(listed, 1.0)


def test_an_open_answer_is_graded_by_the_student_after_it_is_handed_in(tmp_path: Path) -> None:
    with_rivers(tmp_path, open_question(points=2))
    said = examine(tmp_path, "Sand settles.", "hand in", "two", "2")
    assert "1 of 1. In your own words, 2 points. Why do rivers bend?" in said
    assert "Grade your own answer. Why do rivers bend?\nYour answer: Sand settles.\nA model answer: The outer" in said
    assert "Type the numbers of the points you made, from 1 to 2" in said
    assert "Self-marked: 1 of 2 points. 1 self-marked." in said
    assert "Self-marked: 1 of 2 points. 1 of 2 points.\nYour answer: Sand settles." in said
    assert log(tmp_path)[0]["data"]["response"] == {"text": "Sand settles.", "ticked": [2]}


def test_grading_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    with_rivers(tmp_path, open_question())
    assert "Run the same command to continue." in examine(tmp_path, "Sand settles.", "hand in")
    assert log(tmp_path) == []
    said = examine(tmp_path, "1,2", options=())
    assert "This exam has been handed in. Some of your answers still need grading." in said
    assert scores(tmp_path) == {"meanders": 1}


def test_an_exam_that_was_stopped_goes_on(folder: Path) -> None:
    said = examine(folder, "3", "quit")
    assert said.endswith("\nThe exam is saved. Run the same command to continue.\n")
    said = examine(folder, "Belgrade", "hand in", options=())
    assert "Continuing your unfinished exam: 1 of 2 answered, 15 minutes left." in said
    assert scores(folder) == {"longest": 1, "city": 1}


def test_a_new_exam_can_be_begun_instead(folder: Path) -> None:
    examine(folder, "3", "quit")
    assert "Continuing" not in examine(folder, options=("--new",))
    assert "0 of 2 answered" in examine(folder, "time", options=())


def test_an_exam_goes_on_in_the_language_it_was_begun_in(folder: Path) -> None:
    overlay = 'translates = "rivers"\nlanguage = "nl"\n[questions.city]\nprompt = "Waar eindigt de Sava?"\n'
    (working_folder(folder) / "decks" / "rivers.nl.toml").write_text(overlay, "utf-8")
    examine(folder, "quit", options=("--lang", "nl"))
    assert "Waar eindigt de Sava?" in examine(folder, "go 1", "go 2", options=())
    assert "Waar eindigt de Sava?" not in examine(folder, "go 1", "go 2", options=("--lang", "en"))


def test_the_result_can_be_had_as_json(folder: Path) -> None:
    done = run(folder, "exam", "rivers", "--seed", "7", "--minutes", "0", "--json", input="4\nBelgrade\nhand in\n")
    assert "1 of 2. Choice." in done.stderr
    result = json.loads(done.stdout)
    assert {
        key: result[key] for key in ("deck", "title", "language", "seed", "allowed", "points", "of", "percent")
    } == {
        "deck": "rivers",
        "title": "Rivers",
        "language": "en",
        "seed": 7,
        "allowed": None,
        "points": 1,
        "of": 2,
        "percent": 50,
    }
    assert {key: result[key] for key in ("grade", "passed", "grade_scale", "pass_mark")} == {
        "grade": 50,
        "passed": False,
        "grade_scale": "percent",
        "pass_mark": 55,
    }
    assert result["tags"] == [
        {"tag": "sizes", "points": 0, "of": 1, "percent": 0},
        {"tag": "", "points": 1, "of": 1, "percent": 100},
    ]
    assert result["questions"][0] | {"seconds": 0} == {
        "id": "longest",
        "type": "choice",
        "tags": ["sizes"],
        "response": "rhine",
        "score": 0,
        "right": False,
        "reason": "wrong: the answer is Nile",
        "points": 0,
        "of": 1,
        "seconds": 0,
        "self_marked": False,
        "marked": False,
    }


def configured(folder: Path, toml: str) -> None:
    """Have these settings."""
    done = run(folder, "settings", *toml.split())
    assert done.returncode == 0, done


@pytest.mark.parametrize(
    ("scale", "grade", "words"),
    [("percent", 50, "Passed."), ("dutch", 5.5, "Passed. Grade: 5.5."), ("letters", "D", "Passed. Grade: D.")],
)
def test_the_grade_is_on_the_scale_that_is_set(folder: Path, scale: str, grade: object, words: str) -> None:
    configured(folder, f"grade_scale={scale} pass_mark=50")
    done = run(folder, "exam", "rivers", "--seed", "7", "--json", input="4\nBelgrade\nhand in\n")
    result = json.loads(done.stdout)
    assert (result["grade"], result["passed"], result["pass_mark"]) == (grade, True, 50)
    assert f"{words} Pass mark: 50%.\n" in done.stderr


def test_what_only_the_student_marked_has_no_grade(tmp_path: Path) -> None:
    with_rivers(tmp_path, open_question())
    done = run(tmp_path, "exam", "rivers", "--json", input="Sand\nhand in\n1\n")
    result = json.loads(done.stdout)
    assert (result["grade"], result["passed"]) == (None, None)
    assert "Pass mark" not in done.stderr


def test_what_the_plan_expects_is_said_after_the_result(folder: Path) -> None:
    assert "If the exam were tomorrow" not in examine(folder, "4", "Belgrade", "hand in")
    configured(folder, f"decks.rivers.exam={date.today() + timedelta(days=30)}")
    assert "\nIf the exam were tomorrow: 0%.\n" in examine(folder, "4", "Belgrade", "hand in")


def test_an_exam_that_is_not_finished_has_no_result(folder: Path) -> None:
    done = run(folder, "exam", "rivers", "--json", input="4\n")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tag", "size"), "Did you mean `sizes`?"),
        (("--questions", "0"), "--questions"),
        (("--minutes", "-1"), "--minutes"),
        (("--lang", "fr"), "is not available in `fr`"),
    ],
)
def test_an_exam_that_cannot_be_is_refused(folder: Path, options: tuple[str, ...], said: str) -> None:
    done = run(folder, "exam", "rivers", "--plain", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


# In real time


def test_when_the_time_is_up_it_is_handed_in_even_while_nothing_is_typed(folder: Path) -> None:
    options = ("exam", "rivers", "--plain", "--seed", "7", "--minutes", "0.03")
    with Terminal(folder, *options) as terminal:
        terminal.wait_for("Press Enter to begin:")
        terminal.press(ENTER)
        terminal.wait_for("1 of 2. Choice.")
        terminal.press("3", ENTER, "Belg")
        terminal.wait_for(
            "Time is up. The exam has been handed in, without what you were typing.", "to see your result:"
        )
        assert "1 of 2 points" not in terminal.words
        terminal.press("rade", ENTER)
        terminal.wait_for("1 of 2 points, 50%.")
        assert terminal.end() == 0
    assert scores(folder) == {"longest": 1, "city": 0}


def test_that_little_time_is_left_is_told_while_a_line_is_awaited(folder: Path) -> None:
    with Terminal(folder, "exam", "rivers", "--plain", "--minutes", "1.01") as terminal:
        terminal.wait_for("Press Enter to begin:")
        terminal.press(ENTER)
        terminal.wait_for("1 minute left. Answer:")


def test_a_killed_exam_goes_on_with_the_time_that_was_left(folder: Path) -> None:
    with Terminal(folder, "exam", "rivers", "--plain", "--seed", "7") as terminal:
        terminal.wait_for("Press Enter to begin:")
        terminal.press(ENTER)
        terminal.wait_for("Answer:")
        terminal.press("3", ENTER)
        terminal.wait_for("2 of 2.")
        terminal.kill()
    assert "1 of 2 answered, 15 minutes left." in examine(folder, options=())


def test_ctrl_c_says_that_the_exam_is_kept(folder: Path) -> None:
    with Terminal(folder, "exam", "rivers", "--plain", "--seed", "7") as terminal:
        terminal.wait_for("Press Enter to begin:")
        terminal.press(ENTER)
        terminal.wait_for("1 of 2.")
        terminal.press(CTRL_C)
        assert terminal.end() == 130
        assert terminal.words.endswith("The exam is saved. Run the same command to continue.")


def test_on_a_terminal_the_clock_starts_when_the_student_does(folder: Path) -> None:
    with Terminal(folder, "exam", "rivers", "--plain", "--minutes", "0.02") as terminal:
        terminal.wait_for("Press Enter to begin:")
        time.sleep(1.5)
        terminal.press(ENTER)
        terminal.wait_for("1 of 2.", "Time is up.")


def test_an_exam_that_ended_in_another_window_takes_no_blind_typing_to_the_shell(folder: Path) -> None:
    with Terminal(folder, "exam", "rivers", "--plain", "--seed", "7") as terminal:
        terminal.wait_for("Press Enter to begin:")
        terminal.press(ENTER)
        terminal.wait_for("1 of 2.")
        examine(folder, "hand in", "yes", options=())
        terminal.press("3", ENTER)
        terminal.wait_for("changed or ended in another window. What you were typing is lost.", "Press Enter to leave:")
        terminal.press(ENTER)
        assert terminal.end() == 1
        assert "Continue the exam in the other window, or see your result there." in terminal.words


def test_a_new_exam_says_which_unfinished_one_it_throws_away(folder: Path) -> None:
    assert "discarded" not in examine(folder, options=("--new",))
    examine(folder, "3", "quit")
    told = "Your unfinished exam has been discarded: 1 of 2 answered, 15 minutes left."
    assert told in examine(folder, options=("--new",))


def test_each_answer_is_noted_in_words(folder: Path) -> None:
    assert "\nYour answer: Rhine\n\n2 of 2." in examine(folder, "4")


def test_mark_flags_a_question_too_and_repeat_says_it_again(folder: Path) -> None:
    said = examine(folder, "Mark", "repeat")
    assert "Flagged, so you can come back to it." in said
    assert said.count("1 of 2. Choice. Which river is the longest?") == 2


def test_without_a_deck_the_decks_are_listed(folder: Path) -> None:
    for command in ("exam", "cram", "plan"):
        done = run(folder, command)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Your decks: " in done.stderr and "rivers" in done.stderr, command


def test_less_than_one_question_is_refused_in_a_sentence(folder: Path) -> None:
    assert "Ask for at least 1 question." in run(folder, "exam", "rivers", "--questions", "0").stderr


def test_a_gap_that_is_a_choice_takes_a_number(tmp_path: Path) -> None:
    gaps = {"op": {"accept": ["!="], "options": {"ne": "!=", "eq": "=="}}, "town": {"accept": ["Belgrade"]}}
    with_rivers(tmp_path, cloze(prompt="a {{op}} b at {{town}}", gaps=gaps))
    said = examine(tmp_path, "repeat", "ne; Belgradde", "hand in")
    assert "a (gap 1) b at (gap 2)\n  Gap 1:\n  1. " in said
    assert "Your answer: !=; Belgradde" in said
    assert "1 of 1 point, 100%. 1 right." in said
    number = 1 if "  1. !=" in said else 2
    assert "Your answer: !=; Vienna" in examine(tmp_path, f"{number}; Vienna", "hand in")

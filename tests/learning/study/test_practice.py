"""Practice: what it asks, and that it leaves the schedule alone."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from quizapp.core.log.events import Kind
from quizapp.core.marking.rating import Rating
from quizapp.decks.library import LoadedDeck
from quizapp.learning.study.practice import Practice, choices, chosen
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from tests.support.making import (
    FixedClock,
    choice,
    cloze,
    event,
    flashcard,
    load_deck,
    multiple,
    text,
    true_false,
    write_deck,
)
from tests.support.program import listed, log, run, working_folder
from tests.support.terminal import DOWN, ENTER, Terminal


@pytest.fixture
def rivers(tmp_path: Path) -> LoadedDeck:
    """Three questions with a card each, two of them with the tag `records`."""
    return load_deck(tmp_path / "decks", choice(tags=["records"]), text(tags=["records", "towns"]), true_false())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder with the deck `rivers` of two flashcards, one of them with the tag `shapes`."""
    cards = flashcard(tags=["shapes"]), flashcard("basin", prompt="Land that drains into a river", back="A basin")
    write_deck(working_folder(tmp_path) / "decks", *cards)
    return tmp_path


def practise(deck: LoadedDeck, progress: Progress, clock: FixedClock, **choice: Any) -> StudySession:
    return StudySession([deck], progress, clock=clock, chance=random.Random(7), practice=Practice(**choice))


def cards(practice: Practice, deck: LoadedDeck, progress: Progress) -> set[str]:
    return {item.card for item in chosen(practice, [deck], progress)}


def answer(study: StudySession, rating: Rating) -> str:
    """Give up the card on screen and rate it; returns which one it was."""
    assert study.showing is not None
    card = study.showing.item.card
    study.give_up()
    study.rate(rating)
    return card


# What is asked


def test_everything_is_practised_whether_or_not_it_is_due(rivers: LoadedDeck, progress: Progress) -> None:
    progress.append(event(0, card="longest", data={"interval": 100}))
    assert cards(Practice(), rivers, progress) == {"longest", "city", "uphill"}


def test_a_tag_chooses_the_cards_of_its_questions(rivers: LoadedDeck, progress: Progress) -> None:
    assert cards(Practice(tag="records"), rivers, progress) == {"longest", "city"}
    assert cards(Practice(tag="towns"), rivers, progress) == {"city"}


def test_wrong_chooses_the_cards_that_were_answered_wrong(rivers: LoadedDeck, progress: Progress) -> None:
    progress.append(event(0, card="longest", rating=1))
    progress.append(event(1, card="city"))
    assert cards(Practice(wrong=True), rivers, progress) == {"longest"}


def test_with_a_tag_and_wrong_both_must_hold(rivers: LoadedDeck, progress: Progress) -> None:
    progress.append(event(0, card="longest", rating=1))
    progress.append(event(1, card="uphill", rating=1))
    assert cards(Practice(tag="records", wrong=True), rivers, progress) == {"longest"}


def test_a_cloze_that_was_wrong_in_an_exam_brings_its_gaps(tmp_path: Path, progress: Progress) -> None:
    deck = load_deck(tmp_path / "decks", cloze(), flashcard(reverse=True))
    progress.append(event(0, Kind.PRACTICE, card="confluence", data={"right": False}))
    progress.append(event(1, Kind.PRACTICE, card="delta", rating=1))
    assert cards(Practice(wrong=True), deck, progress) == {"confluence/river", "confluence/town", "delta"}


def test_suspended_cards_are_not_practised(rivers: LoadedDeck, progress: Progress) -> None:
    progress.append(event(0, Kind.SUSPEND, card="longest"))
    assert cards(Practice(), rivers, progress) == {"city", "uphill"}


def test_single_cards_can_be_chosen(rivers: LoadedDeck, progress: Progress) -> None:
    assert cards(Practice(cards=[("rivers", "city"), ("lakes", "uphill")]), rivers, progress) == {"city"}


def test_what_there_is_to_choose_is_listed_with_its_cards(rivers: LoadedDeck, progress: Progress) -> None:
    progress.append(event(0, card="longest", rating=1))
    assert choices([rivers], progress) == [
        (Practice(), 3),
        (Practice(wrong=True), 1),
        (Practice(tag="records"), 2),
        (Practice(tag="towns"), 1),
    ]


# What it does


def test_answers_are_logged_as_practice_and_schedule_nothing(
    rivers: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    study = practise(rivers, progress, clock)
    while study.showing is not None:
        answer(study, Rating.GOOD)
    assert [found.kind for found in progress.events()] == [Kind.PRACTICE] * 3
    assert progress.states("rivers") == {}
    assert progress.stale_cards() == []
    assert "interval" not in next(progress.events()).data


def test_the_schedule_of_a_card_in_review_stays_as_it_is(
    rivers: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    progress.append(event(0, card="longest", data={"interval": 100}))
    before = progress.state("rivers", "longest")
    study = practise(rivers, progress, clock, cards=[("rivers", "longest")])
    assert answer(study, Rating.AGAIN) == "longest"
    answer(study, Rating.GOOD)
    assert study.showing is None
    assert progress.state("rivers", "longest") == before


def test_a_wrong_card_comes_again_until_it_was_right_once(
    rivers: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    study = practise(rivers, progress, clock)
    first = answer(study, Rating.AGAIN)
    assert [answer(study, Rating.GOOD) for _ in range(3)][-1] == first
    assert study.showing is None
    assert (study.session.answers, study.session.right) == (4, 0)


def test_a_card_is_left_after_four_failures(rivers: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    study = practise(rivers, progress, clock, tag="towns")
    for _ in range(4):
        answer(study, Rating.AGAIN)
    assert study.showing is None
    assert len(study.session.left) == 1


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
def test_all_but_again_is_right(rivers: LoadedDeck, progress: Progress, clock: FixedClock, rating: Rating) -> None:
    study = practise(rivers, progress, clock)
    answer(study, rating)
    assert study.progress_made == (1, 1, 3)
    assert next(progress.events()).rating == Rating.GOOD


def test_a_right_answer_at_first_sight_is_right_in_practice(
    rivers: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    study = practise(rivers, progress, clock, cards=[("rivers", "longest")])
    study.submit("nile")
    assert study.showing is not None and study.showing.verdict is not None
    assert study.showing.verdict.rating is Rating.GOOD
    assert study.showing.verdict.offers == [Rating.AGAIN, Rating.GOOD]


def test_what_is_not_wholly_right_comes_again(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    study = practise(load_deck(tmp_path / "decks", multiple()), progress, clock)
    study.submit(["danube"])
    assert study.showing is not None and study.showing.verdict is not None
    assert study.showing.verdict.mark is not None and study.showing.verdict.mark.score == 0.5
    assert study.showing.verdict.rating is Rating.AGAIN


def test_undo_takes_a_practised_answer_back(rivers: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    study = practise(rivers, progress, clock)
    first = answer(study, Rating.GOOD)
    assert study.undo()
    assert study.showing is not None and study.showing.item.card == first
    assert study.progress_made == (0, 0, 3)
    assert progress.stale_cards() == []


def test_practice_goes_on_where_it_stopped_beside_the_study_of_the_same_deck(
    rivers: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    first = answer(practise(rivers, progress, clock, tag="records"), Rating.GOOD)
    StudySession([rivers], progress, clock=clock)
    again = practise(rivers, progress, clock, tag="records")
    assert again.resumed
    assert again.showing is not None and again.showing.item.card != first
    assert again.progress_made == (1, 1, 2)


def test_wrong_answers_go_on_with_the_cards_they_began_with(
    rivers: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    for number, card in enumerate(("longest", "city")):
        progress.append(event(number, card=card, rating=1))
    clock.pass_time(days=1)
    answer(practise(rivers, progress, clock, wrong=True), Rating.GOOD)
    assert practise(rivers, progress, clock, wrong=True).progress_made == (1, 1, 2)


def test_another_choice_is_another_session(rivers: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    answer(practise(rivers, progress, clock), Rating.GOOD)
    assert not practise(rivers, progress, clock, tag="records").resumed
    assert not practise(rivers, progress, clock, cards=[("rivers", "city")]).resumed


def test_practice_says_nothing_of_memory(rivers: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    study = practise(rivers, progress, clock)
    answer(study, Rating.GOOD)
    assert study.memory_change() is None


def test_practice_is_no_session_after_which_questions_are_old(
    rivers: LoadedDeck, progress: Progress, clock: FixedClock
) -> None:
    practise(rivers, progress, clock)
    assert progress.seen(["rivers"]) == {}


# The command, line by line


def cram(folder: Path, *arguments: str, lines: str = "") -> str:
    done = run(folder, "cram", *arguments, "--plain", input=lines)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def test_practice_reads_as_a_conversation(folder: Path) -> None:
    assert cram(folder, "rivers", "--tag", "shapes", lines="\n1\n\n3\n2\n") == (
        "Practice: Rivers. 1 card in this session.\n"
        "Type help for the commands.\n"
        "\n"
        "1 of 1. Flashcard. A river's mouth of many arms\n"
        "Press Enter to see the answer: \n"
        "Answer: A delta\n"
        "Rating: 1 again; 2 right. Press Enter for 2: \n"
        "\n"
        "Again: 1 of 1. Flashcard. A river's mouth of many arms\n"
        "Press Enter to see the answer: \n"
        "Answer: A delta\n"
        "Rating: 1 again; 2 right. Press Enter for 2: \n"
        "Type a number from 1 to 2, or press Enter for 2.\n"
        "Type help for the commands.\n"
        "Rating: 1 again; 2 right. Press Enter for 2: \n"
        "\n"
        "Practice done. Your schedule hasn't changed. 1 card, 2 answers, 50% right, 1 minute.\n"
        "Missed:\n"
        "  1. A river's mouth of many arms\n"
        "     Answer: A delta\n"
        "To practise what you missed: `quizapp cram rivers --wrong --plain`\n"
    )


def test_practice_leaves_the_counts_of_the_deck_alone(folder: Path) -> None:
    before = listed(folder, "decks")
    cram(folder, "rivers", lines="\n\n\n\n")
    assert [found["kind"] for found in log(folder)] == ["practice", "practice"]
    assert listed(folder, "decks") == before


def test_a_limit_leaves_so_many_cards(folder: Path) -> None:
    assert "1 card in this session." in cram(folder, "rivers", "--limit", "1")


def test_without_a_wrong_answer_there_is_nothing_wrong_to_practise(folder: Path) -> None:
    assert "No cards to practise." in cram(folder, "rivers", "--wrong")


def test_several_decks_are_practised_together(folder: Path) -> None:
    write_deck(working_folder(folder) / "decks", flashcard("lagoon"), id="lakes", title="Lakes")
    assert "Rivers, Lakes. 3 cards in this session." in cram(folder, "rivers", "lakes")


def test_practice_that_was_stopped_goes_on(folder: Path) -> None:
    assert "Stopped: 1 of 2 cards answered." in cram(folder, "rivers", lines="\n\nquit\n")
    assert "Picking up where you left off." in cram(folder, "rivers")


def test_whoever_stops_practice_is_told_once_that_the_schedule_is_as_it_was(folder: Path) -> None:
    said = cram(folder, "rivers", lines="\n\nquit\n")
    assert said.endswith("\nYour schedule hasn't changed.\n")
    assert said.count("schedule") == 1


def test_the_help_of_practice_names_its_two_ratings(folder: Path) -> None:
    assert "  1: again; 2: right; an empty line takes the suggested one\n" in cram(folder, "rivers", lines="help\n")


def test_a_tag_that_no_question_has_is_told_with_those_there_are(folder: Path) -> None:
    done = run(folder, "cram", "rivers", "--tag", "shape")
    assert done.returncode == 2
    assert done.stderr == "quizapp: No question in rivers has the tag `shape`. Known tags: `shapes`.\n"


def test_a_deck_is_needed(folder: Path) -> None:
    assert run(folder, "cram").returncode == 2


# In the full screen


@pytest.mark.parametrize(
    ("arguments", "goes_on"),
    [
        (("--deck", "rivers"), "--deck rivers"),
        (("--deck", "rivers", "--limit", "2"), "--deck rivers --limit 2"),
        (("cram", "rivers"), "cram rivers"),
        (("cram", "rivers", "--tag", "towns"), "cram rivers --tag towns"),
        (("--deck", "decks/rivers.toml"), "--deck rivers"),
    ],
)
def test_a_session_that_was_stopped_says_which_command_goes_on(
    tmp_path: Path, arguments: tuple[str, ...], goes_on: str
) -> None:
    cards = (flashcard(f"card-{number}", tags=["towns"]) for number in range(2))
    write_deck(working_folder(tmp_path) / "decks", *cards)
    with Terminal(tmp_path, *arguments) as terminal:
        terminal.wait_for("2 to finish", "↵ show")
        terminal.press(" ")
        terminal.wait_for("1 again")
        terminal.press("4")
        terminal.wait_for("1 to finish", "↵ show")
        terminal.press("q")
        assert terminal.end() == 0
        assert f"Saved. 1 card still to finish; continue with `quizapp {goes_on}`." in terminal.words


def test_a_deck_from_elsewhere_is_named_by_its_path(tmp_path: Path) -> None:
    path = write_deck(tmp_path / "elsewhere", flashcard(), flashcard("basin"))
    with Terminal(tmp_path, "--deck", str(path), columns=200) as terminal:
        terminal.wait_until(lambda: "2 to come" in terminal.screen, "the pane")
        terminal.press(" ")
        terminal.wait_for("4 easy")
        terminal.press("4")
        terminal.wait_until(lambda: "1 to come" in terminal.screen, "the next card")
        terminal.press("q")
        assert terminal.end() == 0
        assert f"continue with `quizapp --deck {path}`." in terminal.words


def test_a_session_from_home_names_its_command_when_the_app_is_left(folder: Path) -> None:
    with Terminal(folder) as terminal:
        terminal.wait_for("Rivers", "↵ study")
        while "▸ Rivers" not in terminal.words:
            terminal.press(DOWN)
            terminal.comes(lambda: "▸ Rivers" in terminal.words, seconds=0.3)
        terminal.press(ENTER)
        terminal.wait_for("2 to finish", "↵ show")
        terminal.press(" ")
        terminal.wait_for("4 easy")
        terminal.press("4")
        terminal.wait_for("1 to finish", "↵ show")
        terminal.press("q")
        terminal.wait_for("/ search")
        terminal.press("q")
        assert terminal.end() == 0
        assert "Saved. 1 card still to finish; continue with `quizapp --deck rivers`." in terminal.words


def test_a_session_that_is_done_leaves_nothing_behind(folder: Path) -> None:
    with Terminal(folder, "cram", "rivers", "--limit", "1") as terminal:
        terminal.wait_for("1 to finish", "↵ show")
        terminal.press(" ")
        terminal.wait_for("2 right ↵")
        terminal.press("2")
        terminal.wait_for("Practice done.")
        terminal.press("q")
        assert terminal.end() == 0
        assert "Saved" not in terminal.words

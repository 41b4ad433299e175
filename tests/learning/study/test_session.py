"""A session of study, without an interface."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from quizapp.core.errors import UsageProblem
from quizapp.core.marking.mark import AskAgain
from quizapp.core.marking.rating import Rating
from quizapp.core.messages import use_catalogue
from quizapp.core.questions.types import AnyQuestion
from quizapp.core.study import Item
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from tests.support.making import FixedClock, event, flashcard, load_deck, text
from tests.support.pseudo import PSEUDO, Pseudo


def test_a_card_whose_deck_is_not_valid_any_more_is_passed_over_and_told(tmp_path: Path, progress: Progress) -> None:
    deck = load_deck(tmp_path, flashcard("one"), flashcard("two"))

    def question(name: str) -> AnyQuestion:
        if name == "two":
            raise UsageProblem("line 3 is not valid TOML")
        return deck.question(name)

    study = StudySession([replace(deck, question=question)], progress)
    study.submit(None)
    study.rate(Rating.EASY)
    assert study.showing is None
    assert str(study.trouble) == "line 3 is not valid TOML"
    assert [event.card for event in progress.events()] == ["one"]


def test_the_card_that_was_on_screen_comes_first_even_if_others_are_due_by_then(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    deck = load_deck(tmp_path, text("one"), text("two"), text("three"))
    study = StudySession([deck], progress, clock=clock)
    study.give_up()
    study.rate(Rating.AGAIN)
    study.save_draft("Belg")
    clock.pass_time(minutes=15)
    resumed = StudySession([deck], progress, clock=clock)
    assert resumed.showing is not None
    assert (resumed.showing.item, resumed.showing.response) == (Item("rivers", "two", "two"), "Belg")


def test_an_answer_that_another_window_rated_is_not_rated_again(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    deck = load_deck(tmp_path, text("one"), text("two"))
    first = StudySession([deck], progress, clock=clock)
    first.give_up()
    with closing(Progress(progress.path.parent)) as elsewhere:
        second = StudySession([deck], elsewhere, clock=clock)
        assert second.showing is not None and second.showing.verdict is not None
        first.rate(Rating.AGAIN)
        second.rate(Rating.HARD)
        assert "another window" in second.notice
        assert second.showing is not None and second.showing.item.card == "two"
    assert [(event.card, event.rating) for event in progress.events()] == [("one", 1)]


def test_a_card_that_was_rated_does_not_come_back_with_its_verdict(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    deck = load_deck(tmp_path, text("one"), text("two"))
    study = StudySession([deck], progress, clock=clock)
    study.give_up()
    study.rate(Rating.AGAIN)
    resumed = StudySession([deck], progress, clock=clock)
    assert resumed.showing is not None
    assert (resumed.showing.item.card, resumed.showing.verdict) == ("two", None)


def test_two_answers_to_one_card_in_two_windows_both_count(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    deck = load_deck(tmp_path, text("one"), text("two"))
    with closing(Progress(progress.path.parent)) as elsewhere:
        for study in [StudySession([deck], where, clock=clock) for where in (progress, elsewhere)]:
            study.give_up()
            study.rate(Rating.AGAIN)
    assert [event.card for event in progress.events()] == ["one", "one"]


def test_a_reason_is_shown_in_the_language_of_the_interface_and_logged_in_english(
    tmp_path: Path, progress: Progress
) -> None:
    use_catalogue(PSEUDO, Pseudo())
    study = StudySession([load_deck(tmp_path, text())], progress)
    verdict = study.give_up()
    assert verdict.mark is not None and verdict.mark.reason == "skiippeed"
    study.rate(Rating.AGAIN)
    assert [event.data["reason"] for event in progress.events()] == ["skipped"]


def test_a_response_that_cannot_be_judged_is_asked_again_in_one_sentence(tmp_path: Path, progress: Progress) -> None:
    study = StudySession([load_deck(tmp_path, text())], progress)
    outcome = study.submit("")
    assert isinstance(outcome, AskAgain)
    assert outcome.reason == "type an answer, or press Enter again to see the answer"


def test_a_session_of_what_is_due_has_no_new_card_and_is_another_one(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    deck = load_deck(tmp_path, flashcard("one"), flashcard("two"))
    progress.append(event(0, card="one"))
    clock.pass_time(days=1)
    due = StudySession([deck], progress, clock=clock, due_only=True)
    assert [item.card for item in due.session.unasked] == ["one"]
    assert {item.card for item in StudySession([deck], progress, clock=clock).session.unasked} == {"one", "two"}


def test_the_end_of_a_session_has_its_hardest_cards_first(
    tmp_path: Path, progress: Progress, clock: FixedClock
) -> None:
    deck = load_deck(tmp_path, *(flashcard(name, back=name) for name in ("one", "two", "three", "four", "five")))
    study = StudySession([deck], progress, clock=clock)
    ratings = {"one": Rating.EASY, "two": Rating.AGAIN, "three": Rating.GOOD, "four": Rating.AGAIN, "five": Rating.EASY}
    while study.showing is not None:
        study.submit(None)
        again = study.showing.again
        study.rate(Rating.EASY if again else ratings[study.showing.item.card])
    ending = study.ending()
    assert [(card.answer, card.failures) for card in ending.hardest] == [("two", 1), ("four", 1), ("three", 0)]
    assert ending.missed == ()
    assert ending.memory == study.memory_change()


def test_without_many_cards_none_is_the_hardest(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    study = StudySession([load_deck(tmp_path, flashcard("one"))], progress, clock=clock)
    for rating in (Rating.AGAIN, Rating.EASY):
        study.submit(None)
        study.rate(rating)
    ending = study.ending()
    assert (ending.hardest, [card.failures for card in ending.missed]) == ((), [1])

"""An exam over a real deck and a real log, without an interface."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quizapp.core.errors import UsageProblem
from quizapp.core.exams import Paper, Terms
from quizapp.core.questions.identity import question_hash
from quizapp.core.scheduling.scheduler import recall
from quizapp.decks.library import LoadedDeck
from quizapp.learning.exams.exam import Exam, OtherWindow, begin, resume, unfinished
from quizapp.store.database import StoreError
from quizapp.store.progress import Progress
from tests.support.making import (
    FixedClock,
    choice,
    cloze,
    dated,
    event,
    flashcard,
    load_deck,
    open_question,
    text,
    true_false,
)

QUESTIONS = (choice(), text(), true_false())


@pytest.fixture
def deck(tmp_path: Path) -> LoadedDeck:
    return load_deck(tmp_path, *QUESTIONS, flashcard())


@pytest.fixture
def exam(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> Exam:
    return begin(deck, progress, Terms(minutes=10, seed=7), clock=clock)


def place_of(exam: Exam, name: str) -> int:
    return exam.paper.questions.index(name)


def answer(exam: Exam, **responses: Any) -> None:
    """Answer these questions, each on its screen."""
    for name, response in responses.items():
        exam.go(place_of(exam, name))
        exam.keep(response)


def logged(progress: Progress) -> dict[str, Any]:
    return {event.card: event.data for event in progress.events()}


# Beginning


def test_everything_but_flashcards_is_asked(exam: Exam) -> None:
    assert sorted(exam.paper.questions) == ["city", "longest", "uphill"]


def test_the_same_seed_gives_the_same_questions_and_options(tmp_path: Path, progress: Progress) -> None:
    deck = load_deck(tmp_path, *(choice(f"river-{number}", shuffle=True) for number in range(30)))
    first, again, other = (begin(deck, progress, Terms(10, seed=seed)) for seed in (7, 7, 8))
    assert first.paper.questions == again.paper.questions != other.paper.questions
    orders = [[exam.order(name) for name in first.paper.questions] for exam in (first, again)]
    assert orders[0] == orders[1]
    assert len(set(orders[0])) > 1


def test_the_options_of_a_question_do_not_depend_on_the_other_questions(tmp_path: Path, progress: Progress) -> None:
    few = begin(load_deck(tmp_path / "few", choice(shuffle=True)), progress, Terms(seed=7))
    many = begin(load_deck(tmp_path / "many", choice(shuffle=True), *QUESTIONS[1:]), progress, Terms(seed=7))
    assert few.order("longest") == many.order("longest")


def test_a_text_with_distractors_is_typed_however_little_it_is_known(tmp_path: Path, progress: Progress) -> None:
    exam = begin(load_deck(tmp_path, text(distractors={"vienna": "Vienna"})), progress, Terms())
    assert exam.showing.question.type == "text"


@pytest.mark.parametrize(
    ("questions", "tag", "said"),
    [
        ([flashcard()], "", "has only flashcards."),
        ([text(tags=["people"])], "poeple", "Did you mean `people`?"),
        ([text()], "people", "None of its questions has a tag."),
    ],
)
def test_an_exam_of_nothing_is_refused(
    tmp_path: Path, progress: Progress, questions: list[dict[str, Any]], tag: str, said: str
) -> None:
    with pytest.raises(UsageProblem, match=said.replace("?", r"\?")):
        begin(load_deck(tmp_path, *questions), progress, Terms(tag=tag))


# Time


def test_the_clock_runs_while_the_exam_is_on(exam: Exam, clock: FixedClock) -> None:
    clock.pass_time(minutes=4)
    exam.look()
    assert exam.paper.left == 6 * 60_000


def test_a_pause_of_the_program_is_not_counted(exam: Exam, clock: FixedClock) -> None:
    clock.pass_time(minutes=4)
    exam.look(longest=2_000)
    assert exam.paper.left == 10 * 60_000 - 2_000


def test_no_time_is_lost_between_two_looks(exam: Exam, clock: FixedClock) -> None:
    for _ in range(3000):
        clock.at += 1
        exam.look()
    assert exam.paper.left == pytest.approx(10 * 60_000 - 3_000, abs=1)


def test_five_minutes_and_one_minute_before_the_end_are_told_once(exam: Exam, clock: FixedClock) -> None:
    told = []
    for _ in range(9 * 60 + 30):
        clock.pass_time(minutes=1 / 60)
        exam.look()
        told.append((exam.paper.left, exam.warning()))
    assert [pair for pair in told if pair[1]] == [(300_000, 5), (60_000, 1)]


def test_an_exam_of_five_minutes_does_not_begin_with_a_warning(deck: LoadedDeck, progress: Progress) -> None:
    assert begin(deck, progress, Terms(minutes=5)).warning() is None


def test_when_the_time_is_up_the_exam_is_handed_in_and_takes_no_more_answers(exam: Exam, clock: FixedClock) -> None:
    answer(exam, city="Belgrade")
    clock.pass_time(minutes=11)
    exam.look()
    exam.keep("Vienna")
    assert exam.paper.over
    assert exam.paper.responses == {"city": "Belgrade"}
    assert exam.paper.used == 10 * 60_000


def test_without_a_limit_the_time_is_never_up(deck: LoadedDeck, progress: Progress, clock: FixedClock) -> None:
    exam = begin(deck, progress, Terms(minutes=0), clock=clock)
    clock.pass_time(days=1)
    exam.look()
    assert not exam.paper.over
    assert exam.warning() is None


# Crashes


def reopened(exam: Exam, progress: Progress, clock: FixedClock) -> Exam:
    """The exam as a program finds it that is started after this one was killed."""
    with closing(Progress(progress.path.parent)) as afresh:
        found = resume(exam.deck, afresh, clock=clock)
    assert found is not None
    return found


def test_answers_marks_and_place_survive_a_crash(exam: Exam, progress: Progress, clock: FixedClock) -> None:
    answer(exam, city="Belgrade", longest="nile")
    exam.flag()
    exam.go(2)
    paper = reopened(exam, progress, clock).paper
    assert paper == exam.paper
    assert paper.responses == {"city": "Belgrade", "longest": "nile"}
    assert paper.flagged == {"longest"}


def test_what_is_half_typed_survives_a_crash(exam: Exam, progress: Progress, clock: FixedClock) -> None:
    answer(exam, city="Bel")
    assert reopened(exam, progress, clock).showing.response == "Bel"


def test_what_was_half_typed_does_not_come_back_over_what_was_answered_later(
    exam: Exam, progress: Progress, clock: FixedClock
) -> None:
    answer(exam, city="Bel")
    exam.keep("Belgrade")
    exam.go(0)
    assert reopened(exam, progress, clock).paper.responses["city"] == "Belgrade"


def test_an_answer_is_on_disk_for_good_before_the_next_question(exam: Exam, progress: Progress) -> None:
    answer(exam, city="Belgrade")
    exam.go(0)
    saved = progress.saved_session("exam: rivers")
    assert saved is not None and saved.state is not None
    assert saved.state["responses"] == {"city": "Belgrade"}


def test_five_seconds_at_most_come_back_after_a_crash(exam: Exam, progress: Progress, clock: FixedClock) -> None:
    for _ in range(60):
        clock.pass_time(minutes=1 / 60)
        exam.look()
        left, kept = exam.paper.left, reopened(exam, progress, clock).paper.left
        assert left is not None and kept is not None
        assert 0 <= kept - left <= 5_000


def test_time_does_not_run_while_the_program_does_not(exam: Exam, progress: Progress, clock: FixedClock) -> None:
    clock.pass_time(minutes=4)
    exam.look()
    clock.pass_time(days=3)
    again = reopened(exam, progress, clock)
    again.look()
    assert again.paper.left == 6 * 60_000


def test_a_question_that_is_gone_from_the_deck_is_left_out(exam: Exam, tmp_path: Path, progress: Progress) -> None:
    answer(exam, city="Belgrade", longest="nile")
    exam.go(0)
    again = resume(load_deck(tmp_path, *QUESTIONS[1:]), progress)
    assert again is not None
    assert sorted(again.paper.questions) == ["city", "uphill"]
    assert again.result.score.points == 1


def test_an_exam_none_of_whose_questions_are_left_is_over(exam: Exam, tmp_path: Path, progress: Progress) -> None:
    assert resume(load_deck(tmp_path, text("other")), progress) is None


@pytest.mark.parametrize("state", [{}, {"questions": []}, {"pages": 3}])
def test_an_exam_saved_by_another_version_is_passed_over(
    exam: Exam, progress: Progress, state: dict[str, object]
) -> None:
    saved = progress.saved_session("exam: rivers")
    assert saved is not None
    progress.save_session(replace(saved, state=state))
    assert unfinished(progress, "rivers") is None


def test_a_new_exam_takes_the_place_of_an_unfinished_one(exam: Exam, deck: LoadedDeck, progress: Progress) -> None:
    answer(exam, city="Belgrade")
    fresh = begin(deck, progress, Terms(seed=8))
    assert unfinished(progress, "rivers") == fresh.paper


def test_an_answer_that_cannot_be_written_keeps_the_question_on_screen(exam: Exam, progress: Progress) -> None:
    before = exam.paper
    progress.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError):
        exam.go(1)
    assert exam.paper == before


def test_of_two_windows_the_slower_one_is_told(exam: Exam, progress: Progress, clock: FixedClock) -> None:
    other = resume(exam.deck, progress, clock=clock)
    assert other is not None
    answer(exam, city="Belgrade")
    exam.go(0)
    with pytest.raises(OtherWindow):
        other.go(1)
    assert reopened(exam, progress, clock).paper == exam.paper


def test_an_exam_is_logged_once_though_two_windows_finish_it(exam: Exam, progress: Progress, clock: FixedClock) -> None:
    exam.hand_in()
    other = resume(exam.deck, progress, clock=clock)
    assert other is not None
    exam.finish()
    with pytest.raises(OtherWindow):
        other.finish()
    assert len(list(progress.events())) == 3


# The end


def finished(exam: Exam, **responses: Any) -> None:
    answer(exam, **responses)
    exam.hand_in()
    exam.finish()


def test_every_question_is_logged_as_practice(exam: Exam, progress: Progress, clock: FixedClock) -> None:
    exam.go(place_of(exam, "city"))
    clock.pass_time(minutes=0.5)
    exam.look()
    finished(exam, city="Belgrade", longest="rhine")
    data = logged(progress)
    assert {(event.kind, event.rating) for event in progress.events()} == {("practice", None)}
    assert data["city"]["of"] == question_hash(exam.deck.question("city"))
    assert {each["paper"] for each in data.values()} == {data["city"]["paper"]}
    assert data["city"] | {"model": "", "parameters": "", "of": "", "paper": ""} == {
        "form": "exam",
        "type": "text",
        "response": "Belgrade",
        "order": [],
        "score": 1.0,
        "right": True,
        "reason": "right",
        "points": 1.0,
        "out_of": 1,
        "of": "",
        "seed": 7,
        "paper": "",
        "latency": 30_000,
        "recall": None,
        "model": "",
        "parameters": "",
    }
    assert (data["longest"]["right"], data["longest"]["order"]) == (False, list(exam.order("longest")))
    assert (data["uphill"]["right"], data["uphill"]["reason"]) == (False, "skipped")


def test_nothing_is_scheduled(exam: Exam, progress: Progress) -> None:
    finished(exam, city="Belgrade")
    assert progress.states("rivers") == {}
    assert progress.stale_cards() == []


def test_what_memory_predicted_is_logged_and_memory_stays_as_it_is(
    exam: Exam, progress: Progress, clock: FixedClock
) -> None:
    state = progress.append(event(at=clock.at - 5 * 86_400_000))
    assert state.memory is not None
    finished(exam, city="Belgrade")
    day = clock.day(clock.at, 4)
    assert logged(progress)["city"]["recall"] == recall(state.memory, day)
    assert progress.state("rivers", "city") == state


def test_a_cloze_is_logged_whole_and_makes_no_card(tmp_path: Path, progress: Progress) -> None:
    exam = begin(load_deck(tmp_path, cloze()), progress, Terms())
    finished(exam, confluence={"river": "Sava", "town": "Vienna"})
    assert logged(progress)["confluence"]["score"] == 0.5
    assert progress.states("rivers") == {}
    assert progress.stale_cards() == []
    progress.rebuild()
    assert progress.states("rivers") == {}


def test_the_exam_is_forgotten_once_it_is_logged(exam: Exam, progress: Progress) -> None:
    finished(exam, city="Belgrade")
    assert unfinished(progress, "rivers") is None
    assert progress.draft("exam: rivers") is None


def test_a_crash_while_it_is_logged_leaves_the_exam_handed_in(
    exam: Exam, progress: Progress, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(exam, city="Belgrade")
    exam.hand_in()
    monkeypatch.setattr(Progress, "_save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        exam.finish()
    monkeypatch.undo()
    assert list(progress.events()) == []
    assert reopened(exam, progress, clock).paper == exam.paper


def test_an_open_answer_is_graded_by_the_student_before_it_is_logged(tmp_path: Path, progress: Progress) -> None:
    exam = begin(load_deck(tmp_path, open_question(points=4)), progress, Terms())
    answer(exam, meanders={"text": "Sand settles.", "ticked": []})
    exam.hand_in()
    assert exam.to_grade == ["meanders"]
    exam.grade("meanders", [2])
    assert exam.finish().self_marked.points == 2
    assert logged(progress)["meanders"]["response"] == {"text": "Sand settles.", "ticked": [2]}


def test_a_grade_survives_a_crash(tmp_path: Path, progress: Progress, clock: FixedClock) -> None:
    exam = begin(load_deck(tmp_path, open_question()), progress, Terms(), clock=clock)
    answer(exam, meanders={"text": "Sand settles.", "ticked": []})
    exam.hand_in()
    exam.grade("meanders", [2])
    again = reopened(exam, progress, clock)
    assert again.paper.over
    assert again.result.self_marked.points == 0.5


def test_what_cannot_be_an_answer_is_objected_to_but_kept(tmp_path: Path, progress: Progress) -> None:
    exam = begin(load_deck(tmp_path, dated()), progress, Terms())
    exam.keep({"day": "30", "month": "February", "year": "1362"})
    assert exam.objection()
    exam.keep({"day": "29", "month": "January", "year": "1362"})
    assert exam.objection() == ""


def test_chance_draws_the_seed(deck: LoadedDeck, progress: Progress) -> None:
    papers: list[Paper] = [begin(deck, progress, Terms(), chance=Random(number)).paper for number in (1, 1, 2)]
    assert papers[0].seed == papers[1].seed != papers[2].seed

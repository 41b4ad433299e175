"""The exam session: what is asked, how the time passes, and what it comes to."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.decks.deck import QuestionRef
from quizapp.core.exams import (
    Paper,
    Terms,
    as_json,
    choose,
    examinable,
    from_json,
    is_partial,
    judge,
    objection,
    result,
    set_paper,
    to_grade,
)
from quizapp.core.marking.mark import Response
from quizapp.core.questions.types import AnyQuestion
from tests.support.making import built, choice, cloze, dated, flashcard, match, multiple, number, open_question, text

MINUTE = 60_000
PAPER = Paper(("one", "two", "three"), seed=7, time=15 * MINUTE, left=15 * MINUTE)

refs = st.lists(
    st.builds(
        QuestionRef,
        st.integers(0, 999).map("q-{}".format),
        st.sampled_from(["choice", "text", "order"]),
        st.lists(st.sampled_from(["people", "places", "dates"]), unique=True, max_size=2).map(tuple),
    ),
    unique_by=lambda ref: ref.question,
    max_size=60,
)


def half(kind: str) -> list[QuestionRef]:
    return [QuestionRef(f"{kind}-{number}", kind, (f"about-{kind}",)) for number in range(50)]


# What is asked


@given(refs, st.integers(1, 80), st.integers())
def test_every_question_is_asked_once_at_most(listed: list[QuestionRef], number: int, seed: int) -> None:
    chosen = choose(listed, number, Random(seed))
    assert len(chosen) == len(set(chosen)) == min(number, len(listed))
    assert set(chosen) <= {ref.question for ref in listed}


def test_the_same_seed_gives_the_same_exam_and_another_one_does_not() -> None:
    listed = half("choice")
    assert choose(listed, 20, Random(7)) == choose(listed, 20, Random(7))
    assert choose(listed, 20, Random(7)) != choose(listed, 20, Random(8))


@given(refs.filter(bool), st.integers(1, 80), st.integers())
def test_each_type_has_its_share(listed: list[QuestionRef], number: int, seed: int) -> None:
    kinds = {ref.question: ref.type for ref in listed}
    chosen = choose(listed, number, Random(seed))
    asked, there = Counter(kinds[name] for name in chosen), Counter(kinds.values())
    assert all(abs(asked[kind] - len(chosen) * there[kind] / len(listed)) < 1 for kind in there)


def test_tags_come_nearer_to_their_shares_than_by_pure_chance() -> None:
    listed = [QuestionRef(f"{tag}-{n}", "text", (tag,)) for tag in ("dates", "people") for n in range(50)]

    def off(chosen: list[str]) -> int:
        return (sum(name.startswith("dates") for name in chosen) - 10) ** 2

    fair = sum(off(choose(listed, 20, Random(seed))) for seed in range(100))
    blind = sum(off(Random(seed).sample([ref.question for ref in listed], 20)) for seed in range(100))
    assert fair < blind / 4


def test_what_is_rare_is_asked_as_often_as_anything_else() -> None:
    listed = [*half("choice"), QuestionRef("rare", "order", ("rarely",))]
    times = sum("rare" in choose(listed, 10, Random(seed)) for seed in range(3000))
    assert 0.9 < times / (3000 * 10 / 51) < 1.1


def test_flashcards_are_not_examined() -> None:
    listed = [QuestionRef("one", "card", ()), QuestionRef("two", "open", ())]
    assert examinable(listed) == [listed[1]]


def test_an_exam_can_be_about_one_tag() -> None:
    listed = [QuestionRef("one", "text", ("people", "dates")), QuestionRef("two", "text", ("places",))]
    assert examinable(listed, "people") == [listed[0]]


def test_an_exam_of_no_minutes_has_no_limit() -> None:
    assert set_paper(half("text"), Terms(minutes=0), "en", Random()).left is None


def test_a_seed_is_drawn_where_none_is_given() -> None:
    seeds = {set_paper(half("text"), Terms(), "en", Random(number)).seed for number in range(10)}
    assert len(seeds) > 1


# While it is taken


def test_a_response_belongs_to_the_question_on_screen() -> None:
    paper = PAPER.answering("a").going(2).answering("c")
    assert paper.responses == {"one": "a", "three": "c"}
    assert paper.unanswered == ["two"]
    assert paper.going(0).response == "a"


@pytest.mark.parametrize("blank", [None, "", " ", [], {"day": "", "month": " "}, {"text": "", "ticked": []}])
def test_a_blank_is_no_answer(blank: Response) -> None:
    assert PAPER.answering(blank).unanswered == ["one", "two", "three"]


@pytest.mark.parametrize("response", [False, "0", ["a"], {"day": "", "month": "5"}])
def test_anything_else_is_one(response: Response) -> None:
    assert PAPER.answering(response).unanswered == ["two", "three"]


def test_one_cannot_go_beyond_the_ends() -> None:
    assert (PAPER.going(-1).place, PAPER.going(3).place) == (0, 2)


def test_a_mark_for_review_can_be_taken_back() -> None:
    assert PAPER.flagging().flagged == {"one"}
    assert PAPER.flagging().flagging().flagged == frozenset()


def test_time_passes_for_the_exam_and_for_the_question_on_screen() -> None:
    paper = PAPER.after(4_000).going(1).after(2_000)
    assert (paper.left, dict(paper.spent)) == (15 * MINUTE - 6_000, {"one": 4_000, "two": 2_000})


def test_no_more_time_passes_than_there_is() -> None:
    paper = PAPER.after(60 * MINUTE)
    assert (paper.left, paper.used) == (0, 15 * MINUTE)


def test_a_question_that_left_the_deck_leaves_the_exam() -> None:
    paper = PAPER.going(2).within(["three", "one"])
    assert (paper.questions, paper.question) == (("one", "three"), "three")
    assert PAPER.going(2).within(["one", "two"]).question == "two"
    assert PAPER.within([]).questions == ()


responses = (
    st.none() | st.booleans() | st.text() | st.lists(st.text(), max_size=3) | st.dictionaries(st.text(), st.text())
)


@given(st.lists(st.tuples(st.sampled_from(["answer", "go", "flag", "wait"]), responses, st.integers(0, 9_000))))
def test_a_paper_is_read_as_it_was_written(happened: list[tuple[str, Response, int]]) -> None:
    paper = PAPER
    for action, response, amount in happened:
        match action:
            case "answer":
                paper = paper.answering(response)
            case "go":
                paper = paper.going(amount % 3)
            case "flag":
                paper = paper.flagging()
            case "wait":
                paper = paper.after(amount)
    assert from_json(json.loads(json.dumps(as_json(paper)))) == paper


@pytest.mark.parametrize("wrong", [{"questions": []}, {"place": 3}, {"pen": "blue"}, {"flagged": 1}])
def test_a_paper_of_another_version_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json({**as_json(PAPER), **wrong})


# What it comes to


def came_to(*answers: tuple[AnyQuestion, Response]) -> tuple[float, int]:
    """The points and the percentage that these answers earn."""
    paper = Paper(tuple(question.id for question, _ in answers), 7, responses={q.id: answer for q, answer in answers})
    score = result(paper, {question.id: question for question, _ in answers}, "en").score
    return score.points, score.percent


def test_points_are_the_questions_own_and_a_part_of_the_answer_earns_a_part_of_them() -> None:
    half_right = match(points=4), {"rhone": "mediterranean", "volga": "baltic"}
    assert came_to((built(choice(points=2)), "nile"), (built(half_right[0]), half_right[1])) == (4.0, 67)


def test_a_cloze_is_examined_whole() -> None:
    assert came_to((built_cloze(), {"river": "Sava", "town": "Vienna"})) == (0.5, 50)


def built_cloze() -> AnyQuestion:
    from quizapp.core.questions.cloze import Cloze, Gap

    gaps = {name: Gap(accept=tuple(gap["accept"])) for name, gap in cloze()["gaps"].items()}
    return Cloze(id="confluence", prompt=cloze()["prompt"], gaps=gaps)


def test_what_was_not_answered_earns_nothing() -> None:
    assert judge(built(choice()), None).reason == "skipped"
    assert came_to((built(choice()), None)) == (0.0, 0)


def test_what_cannot_be_an_answer_earns_nothing_and_says_why() -> None:
    mark = judge(built(dated()), {"day": "30", "month": "February", "year": "1362"})
    assert (mark.score, mark.reason.partition(":")[0]) == (0.0, "this could not be read as an answer")


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (dated(), {"day": "30", "month": "February", "year": "1362"}),
        (dated(), {"day": "", "month": "", "year": "1362x"}),
        (number(), "a lot"),
    ],
)
def test_what_cannot_be_an_answer_is_objected_to(question: dict[str, object], response: Response) -> None:
    assert objection(built(question), response)


@pytest.mark.parametrize(
    ("question", "response"),
    [(dated(), None), (dated(), {"day": "17", "month": "May", "year": "1940"}), (number(), "1"), (text(), "Vienna")],
)
def test_a_wrong_answer_or_none_is_not(question: dict[str, object], response: Response) -> None:
    assert objection(built(question), response) == ""


@pytest.mark.parametrize(
    ("question", "response", "partial"),
    [
        (dated(), {"day": "", "month": "May", "year": "1940"}, True),
        (dated(), {"day": "17", "month": "May", "year": "1940"}, False),
        (dated(), {"day": "", "month": "", "year": ""}, False),
        (dated(), "May 1940", False),
        (match(), {"rhone": "baltic"}, True),
        (match(), {"rhone": "baltic", "volga": "baltic"}, False),
        (choice(), "nile", False),
        (open_question(), {"text": "Sand", "ticked": []}, False),
    ],
)
def test_an_answer_with_a_blank_in_it_is_a_part_of_one(
    question: dict[str, object], response: Response, partial: bool
) -> None:
    assert is_partial(built(question), response) is partial


def test_a_blank_gap_makes_it_a_part_of_an_answer() -> None:
    assert is_partial(built_cloze(), {"river": "Sava", "town": " "})
    assert not is_partial(built_cloze(), {"river": "Sava", "town": "Vienna"})


def test_open_answers_are_graded_by_the_student_where_there_is_something_to_grade() -> None:
    questions = {name: built(open_question(name)) for name in ("one", "two")} | {"three": built(text("three"))}
    paper = PAPER.answering({"text": "Sand.", "ticked": []}).going(2).answering("Belgrade")
    assert to_grade(paper, questions) == ["one"]


def test_scores_are_told_by_tag_and_what_has_none_comes_last() -> None:
    asked = [built(choice("one")), built(choice("two", tags=["b", "a"])), built(choice("three", tags=["b"]))]
    paper = Paper(("one", "two", "three"), 7, responses={"two": "nile", "three": "rhine"})
    found = result(paper, {question.id: question for question in asked}, "en").by_tag
    assert {tag: (score.points, score.total) for tag, score in found.items()} == {"a": (1, 1), "b": (1, 2), "": (0, 1)}
    assert list(found) == ["a", "b", ""]


def test_the_cards_to_practise_are_those_that_were_missed() -> None:
    asked = {"european": built(multiple()), "confluence": built_cloze(), "longest": built(choice())}
    given: dict[str, Response] = {
        "european": ["danube"],
        "confluence": {"river": "Sava", "town": "Vienna"},
        "longest": "nile",
    }
    found = result(Paper(tuple(asked), 7, responses=given), asked, "en")
    assert found.missed_cards == ["european", "confluence/town"]


def test_every_gap_of_a_cloze_left_blank_is_missed() -> None:
    found = result(Paper(("confluence",), 7), {"confluence": built_cloze()}, "en")
    assert found.missed_cards == ["confluence/river", "confluence/town"]


def test_a_deck_of_flashcards_gives_nothing_to_choose_from() -> None:
    assert choose(examinable([QuestionRef(flashcard()["id"], "card", ())]), 20, Random(7)) == []


def test_answers_that_the_student_marked_count_apart() -> None:
    questions = {"one": built(open_question("one", points=3, tags=["why"])), "two": built(choice("two", tags=["why"]))}
    given: dict[str, Response] = {"one": {"text": "Sand.", "ticked": [1]}, "two": "nile"}
    found = result(Paper(("one", "two"), 7, responses=given), questions, "en")
    assert (found.score.points, found.score.total) == (1, 1)
    assert (found.self_marked.points, found.self_marked.total) == (1.5, 3)
    assert (found.by_tag["why"].points, found.by_tag["why"].total) == (1, 1)
    assert [outcome.self_marked for outcome in found.outcomes] == [True, False]


def test_a_gap_is_missed_by_the_rules_of_the_language_that_it_was_marked_by() -> None:
    from quizapp.core.questions.cloze import Cloze, Gap

    towns = Cloze(id="towns", prompt="{{a}} {{b}}", gaps={"a": Gap(accept=("Köln",)), "b": Gap(accept=("Bonn",))})
    found = result(Paper(("towns",), 7, responses={"towns": {"a": "Koeln", "b": "Ulm"}}), {"towns": towns}, "de")
    assert found.missed_cards == ["towns/b"]

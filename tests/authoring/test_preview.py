"""A rehearsal: every card of a deck in its order, as if it had just come, and nothing carried from one to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizapp.authoring.preview import Rehearsal, Visit, place_of, same_place
from quizapp.decks.library import LoadedDeck
from quizapp.learning.study.showing import Showing
from quizapp.store.progress import Progress
from tests.support.making import FixedClock, choice, cloze, flashcard, load_deck, number, text, true_false

LADDER = text(distractors={"zagreb": "Zagreb", "novi-sad": "Novi Sad"})


class Author:
    """Someone who goes through a deck that changes."""

    def __init__(self, folder: Path, progress: Progress, clock: FixedClock) -> None:
        self._folder, self._progress, self._clock = folder, progress, clock

    def deck(self, *questions: dict[str, Any], **head: Any) -> LoadedDeck:
        return load_deck(self._folder / "decks", *questions, **head)

    def rehearse(self, *questions: dict[str, Any], place: int = 0) -> Rehearsal:
        return Rehearsal(self.deck(*questions), self._progress, place, clock=self._clock)


@pytest.fixture
def author(tmp_path: Path, progress: Progress, clock: FixedClock) -> Author:
    return Author(tmp_path, progress, clock)


def shown(rehearsal: Rehearsal) -> Showing:
    assert rehearsal.study.showing is not None
    return rehearsal.study.showing


def cards(rehearsal: Rehearsal, steps: int) -> list[str]:
    """The cards met on so many steps forward, beginning with the one on screen."""
    found = [shown(rehearsal).item.card]
    for _ in range(steps):
        rehearsal.step(1)
        found.append(shown(rehearsal).item.card)
    return found


def test_cards_come_in_the_order_of_the_deck_and_then_again(author: Author) -> None:
    rehearsal = author.rehearse(flashcard(), choice(), true_false())
    assert cards(rehearsal, 4) == ["delta", "longest", "uphill", "delta", "longest"]


def test_siblings_come_one_after_the_other(author: Author) -> None:
    rehearsal = author.rehearse(flashcard(reverse=True), cloze())
    assert cards(rehearsal, 3) == ["delta", "delta/reverse", "confluence/river", "confluence/town"]


def test_a_step_says_whether_it_passed_an_end(author: Author) -> None:
    rehearsal = author.rehearse(flashcard(), choice())
    assert [rehearsal.step(by) for by in (1, 1, -1, -1)] == [False, True, True, False]


def test_more_cards_than_a_student_may_begin_in_a_day_all_come(author: Author) -> None:
    rehearsal = author.rehearse(*(flashcard(f"card-{place}") for place in range(30)))
    assert cards(rehearsal, 29)[-1] == "card-29"


def test_a_card_that_was_answered_comes_back_as_if_never_seen(author: Author) -> None:
    rehearsal = author.rehearse(choice(hint="Egypt"), flashcard())
    rehearsal.study.hint()
    rehearsal.study.submit("amazon")
    rehearsal.step(1)
    rehearsal.step(-1)
    assert (shown(rehearsal).verdict, shown(rehearsal).response, shown(rehearsal).hint) == (None, None, False)


def test_a_half_given_response_survives_a_change_of_the_question(author: Author) -> None:
    rehearsal = author.rehearse(text())
    rehearsal.study.save_draft("Belg")
    rehearsal.reload(author.deck(text(prompt="Where does the river Sava end?")))
    assert (shown(rehearsal).question.prompt, shown(rehearsal).response) == ("Where does the river Sava end?", "Belg")


def test_a_change_of_the_decks_own_id_takes_nothing_away(author: Author) -> None:
    rehearsal = author.rehearse(text())
    rehearsal.study.save_draft("Belg")
    rehearsal.reload(author.deck(text(hint="Serbia"), id="streams"))
    assert shown(rehearsal).response == "Belg"


def test_a_verdict_is_given_anew_when_the_answer_changes(author: Author) -> None:
    rehearsal = author.rehearse(choice())
    rehearsal.study.submit("amazon")
    rehearsal.reload(author.deck(choice(answer="amazon")))
    verdict = shown(rehearsal).verdict
    assert verdict is not None and verdict.mark is not None and verdict.mark.right


def test_a_response_that_the_question_no_longer_knows_is_dropped(author: Author) -> None:
    rehearsal = author.rehearse(choice())
    rehearsal.study.submit("amazon")
    rehearsal.reload(author.deck(choice(options={"nile": "Nile", "rhine": "Rhine"})))
    assert shown(rehearsal).verdict is None


def test_a_response_of_another_type_is_dropped(author: Author) -> None:
    rehearsal = author.rehearse(text())
    rehearsal.study.save_draft("Belg")
    rehearsal.reload(author.deck(choice("city")))
    assert shown(rehearsal).response is None


def test_nothing_happens_to_a_card_that_did_not_change(author: Author) -> None:
    rehearsal = author.rehearse(choice(), flashcard())
    study = rehearsal.study
    rehearsal.reload(author.deck(choice(), flashcard(back="An estuary")))
    assert rehearsal.study is study
    rehearsal.step(1)
    assert getattr(shown(rehearsal).question, "back", "") == "An estuary"


def test_options_put_in_another_order_are_a_change(author: Author) -> None:
    rehearsal = author.rehearse(choice())
    rehearsal.reload(author.deck(choice(options={"rhine": "Rhine", "nile": "Nile"})))
    rehearsal.reload(author.deck(choice(options={"nile": "Nile", "rhine": "Rhine"})))
    assert shown(rehearsal).order == ("nile", "rhine")


def test_shuffled_options_stay_where_they_are_when_their_texts_change(author: Author) -> None:
    options = {name: name.title() for name in ("amazon", "danube", "nile", "ob", "po", "rhine", "sava", "volga")}
    rehearsal = author.rehearse(choice(shuffle=True, options=options))
    before = shown(rehearsal).order
    rehearsal.reload(author.deck(choice(shuffle=True, options=options | {"po": "Po (Italy)"})))
    rehearsal.step(1)
    assert shown(rehearsal).order == before


def test_a_change_of_the_title_is_shown(author: Author) -> None:
    rehearsal = author.rehearse(choice())
    rehearsal.reload(author.deck(choice(), title="Streams"))
    assert rehearsal.study.deck_of(shown(rehearsal)).info.title == "Streams"


def test_what_can_be_typed_is_a_choice_at_first_and_typed_on_demand(author: Author) -> None:
    rehearsal = author.rehearse(LADDER, number(distractors={"half": 1400}))
    forms = [shown(rehearsal).question.type]
    rehearsal.change_form()
    forms.append(shown(rehearsal).question.type)
    rehearsal.step(1)
    forms.append(shown(rehearsal).question.type)
    rehearsal.change_form()
    forms.append(shown(rehearsal).question.type)
    assert forms == ["choice", "text", "number", "choice"]


def test_a_typed_form_stays_typed_when_its_id_changes(author: Author) -> None:
    rehearsal = author.rehearse(LADDER)
    rehearsal.change_form()
    rehearsal.reload(author.deck({**LADDER, "id": "town"}))
    assert (shown(rehearsal).item.card, shown(rehearsal).question.type) == ("town", "text")


@pytest.mark.parametrize(
    ("question", "has_forms"), [(LADDER, True), (text(), False), (choice(), False), (number(), False)]
)
def test_only_typed_questions_with_distractors_have_two_forms(
    author: Author, question: dict[str, Any], has_forms: bool
) -> None:
    assert author.rehearse(question).visit.has_forms is has_forms


BEFORE = [flashcard("one"), cloze("two"), flashcard("three"), flashcard("four")]
"""Its cards: one, two/river, two/town, three, four."""


@pytest.mark.parametrize(
    ("place", "after", "card"),
    [
        pytest.param(3, [*BEFORE[2:], *BEFORE[:2]], "three", id="moved"),
        pytest.param(3, [flashcard("new"), *BEFORE], "three", id="another one before it"),
        pytest.param(3, [*BEFORE[:2], flashcard("drei"), BEFORE[3]], "drei", id="another id"),
        pytest.param(3, [flashcard("drei", aliases=["three"]), *BEFORE[:2]], "drei", id="another id and moved"),
        pytest.param(3, [*BEFORE[:2], BEFORE[3]], "four", id="taken out"),
        pytest.param(4, BEFORE[:3], "three", id="the last one taken out"),
        pytest.param(3, [flashcard("new")], "new", id="everything else"),
        pytest.param(2, [BEFORE[0], cloze("zwei"), BEFORE[2]], "zwei/town", id="another id of a text with gaps"),
        pytest.param(
            2,
            [cloze("two", prompt="The {{river}}.", gaps={"river": {"accept": ["Sava"]}})],
            "two/river",
            id="its gap taken out",
        ),
    ],
)
def test_the_same_place_is_found_after_a_change(
    author: Author, place: int, after: list[dict[str, Any]], card: str
) -> None:
    visit = Visit(author.deck(*BEFORE), place)
    deck = author.deck(*after)
    assert deck.cards[same_place(visit, deck)].card == card


@pytest.mark.parametrize(("name", "place"), [("one", 0), ("two", 1), ("two/town", 2), ("four", 4), ("five", None)])
def test_a_place_has_the_name_of_its_card_or_question(author: Author, name: str, place: int | None) -> None:
    assert place_of(author.deck(*BEFORE), name) == place

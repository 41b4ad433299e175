"""A sitting over real things, without an interface."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from making import flashcard, load_deck

from quizapp.core.errors import UsageProblem
from quizapp.core.questions import AnyQuestion
from quizapp.core.rating import Rating
from quizapp.store.progress import Progress
from quizapp.study import Study


def test_a_card_whose_deck_is_not_valid_any_more_is_passed_over_and_told(tmp_path: Path, progress: Progress) -> None:
    deck = load_deck(tmp_path, flashcard("one"), flashcard("two"))

    def question(name: str) -> AnyQuestion:
        if name == "two":
            raise UsageProblem("line 3 is not valid TOML")
        return deck.question(name)

    study = Study([replace(deck, question=question)], progress)
    study.submit(None)
    study.rate(Rating.EASY)
    assert study.showing is None
    assert str(study.trouble) == "line 3 is not valid TOML"
    assert [event.card for event in progress.events()] == ["one"]

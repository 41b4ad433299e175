"""The exams on a deck that were finished, as the log has them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import groupby
from typing import Any

from quizapp.core.deferred import dataclass, replace
from quizapp.core.errors import QuizappError
from quizapp.core.exams import SELF_MARKED, Outcome, Paper, Result, Score, judge
from quizapp.core.log.events import Event
from quizapp.core.marking.mark import Mark
from quizapp.core.settings.settings import Settings
from quizapp.decks.library import LoadedDeck
from quizapp.learning.exams.exam import FORM, Exam
from quizapp.store.progress import Progress


@dataclass(frozen=True, slots=True)
class PastExam:
    """An exam finished at `at` (ms UTC), on day number `day`; `events` are its questions in the order asked."""

    at: int
    day: int
    seed: int
    events: tuple[Event, ...]

    @property
    def score(self) -> Score:
        """The score of that time, as far as the program marked it."""
        return self._sum(self_marked=False)

    @property
    def self_marked(self) -> Score:
        """The score of the student's own marks of open answers."""
        return self._sum(self_marked=True)

    def _sum(self, *, self_marked: bool) -> Score:
        data = [event.data for event in self.events if (event.data.get("type") == SELF_MARKED) is self_marked]
        return Score(sum(each["points"] for each in data), sum(_out_of(each) for each in data))

    @property
    def used(self) -> int:
        """Return how long it took, in ms; at most a minute of each question counts."""
        return sum(event.data["latency"] for event in self.events)


def past_exams(deck: LoadedDeck, progress: Progress) -> list[PastExam]:
    """The exams on a deck that were finished, the last one first.

    Raises:
        StoreError: if progress cannot be read.
    """
    progress.adopt(deck.id, deck.aliases)
    exams = []
    answers = (event for event in progress.asked_as(deck.id, FORM) if _is_answer(event.data))
    for (at, seed), events in groupby(answers, lambda event: (event.at, event.data["seed"])):
        listed = tuple(events)
        exams.append(PastExam(at, listed[0].day, seed, listed))
    return exams[::-1]


def _is_answer(data: Mapping[str, Any]) -> bool:
    """Return whether an event has all that an exam's result is made of: not all programs write what this one does."""
    match data:
        case {"seed": int(), "points": int() | float(), "latency": int() | float()}:
            return isinstance(_out_of(data), int | float)
        case _:
            return False


def _out_of(data: Mapping[str, Any]) -> Any:
    """The points of a question. Version 0.1.0 wrote them as `of`, which is the hash of the question now."""
    return data.get("out_of", data.get("of"))


def reopened(
    past: PastExam, deck: LoadedDeck, progress: Progress, settings: Settings | None = None
) -> tuple[Exam, Result]:
    """The exam and what it came to, marked as it was then. Questions that left the deck since are left out.

    It is graded by the settings of today.

    Raises:
        StoreError: if progress cannot be read.
    """
    outcomes = []
    for event in past.events:
        with suppress(KeyError, QuizappError):
            outcomes.append(_outcome(deck.aliases.get(event.card, event.card), event.data, deck))
    names = tuple(outcome.question.id for outcome in outcomes)
    responses = {outcome.question.id: outcome.response for outcome in outcomes}
    spent = {outcome.question.id: outcome.spent for outcome in outcomes}
    language = deck.info.language
    paper = Paper(names, past.seed, language=language, responses=responses, spent=spent, over=True)
    return Exam(deck, progress, paper, settings=settings), Result(paper, tuple(outcomes))


def _outcome(name: str, data: Mapping[str, Any], deck: LoadedDeck) -> Outcome:
    question, response = deck.question(name), data["response"]
    today = judge(question, response, deck.info.language, deck.vocabulary)
    mark = Mark(data["score"], data["right"], data["reason"], gaps=today.gaps)  # the log has no marks of single gaps
    if (today.score, today.right) == (mark.score, mark.right):
        mark = replace(mark, reason=today.reason)  # in the language of the interface; the log has it in English
    return Outcome(question, response, mark, data["latency"])

"""The exam session: which questions are asked, what was answered, how much time is left, and what it comes to.

A `Paper` is a value; everything that happens makes a new one. Flashcards are not examined: who turns one has seen the
answer, and only the student can say how well it was known. An open answer is written in the exam and graded by the
student after it is handed in, point by point, against the model answer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from random import Random
from typing import Any

from quizapp.core.decks.deck import QuestionRef
from quizapp.core.deferred import dataclass, field, replace
from quizapp.core.marking.mark import AskAgain, Mark, Reason, Response, filled
from quizapp.core.marking.marking import mark
from quizapp.core.marking.vocabulary import NOTHING_ELSE, Vocabulary
from quizapp.core.messages import tr_noop
from quizapp.core.questions.arranging import Match
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.self_graded import Open
from quizapp.core.questions.typed import Date
from quizapp.core.questions.types import AnyQuestion

MINUTE_MS = 60_000
NOT_EXAMINED = frozenset(("card",))
"""Types of question that no exam asks."""

SELF_MARKED = "open"
"""The type of question whose answers the student marks after the exam: they count apart."""

WARNINGS = (5, 1)
"""Minutes left at which the student is warned."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an exam: number of questions, minutes (0: no limit), the seed, the tag that all questions have.

    The same deck, seed, number and tag give the same questions, options and order each time; without a seed one is
    drawn.
    """

    questions: int = 20
    minutes: float = 15
    seed: int | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """An exam as far as it has come.

    `questions` are ids in the order asked, and `place` is the index of the one on screen. `time` is what was allowed
    and `left` what is left of it, in ms; None without a limit. `spent` is how long each question was on screen, in ms.
    `over`: handed in, so that nothing changes any more but the grading of open answers. `edition` counts the times it
    was saved.
    """

    questions: tuple[str, ...]
    seed: int
    time: int | None = None
    left: int | None = None
    language: str = ""
    place: int = 0
    responses: Mapping[str, Response] = field(default_factory=dict)
    flagged: frozenset[str] = frozenset()
    spent: Mapping[str, int] = field(default_factory=dict)
    over: bool = False
    edition: int = 0

    @property
    def question(self) -> str:
        """The id of the question on screen."""
        return self.questions[self.place]

    @property
    def response(self) -> Response:
        """The response to it so far."""
        return self.responses.get(self.question)

    @property
    def unanswered(self) -> list[str]:
        """The questions without a response."""
        return [question for question in self.questions if not filled(self.responses.get(question))]

    @property
    def used(self) -> int:
        """Return how long the exam has taken, in ms."""
        return sum(self.spent.values())

    def answering(self, response: Response) -> Paper:
        """With another response to the question on screen."""
        return replace(self, responses={**self.responses, self.question: response})

    def flagging(self) -> Paper:
        """With the question on screen marked for review, or not any more."""
        return replace(self, flagged=self.flagged ^ {self.question})

    def going(self, place: int) -> Paper:
        """With another question on screen: the one with index `place`, or the nearest there is."""
        return replace(self, place=min(max(place, 0), len(self.questions) - 1))

    def after(self, elapsed: int) -> Paper:
        """Return when `elapsed` ms more have passed; no time is left below zero."""
        if self.left is not None:
            elapsed = min(elapsed, self.left)
        spent = {**self.spent, self.question: self.spent.get(self.question, 0) + elapsed}
        return replace(self, spent=spent, left=None if self.left is None else self.left - elapsed)

    def within(self, there: Collection[str]) -> Paper:
        """Without the questions that are not (any more) among these."""
        kept = tuple(question for question in self.questions if question in there)
        before = sum(question in kept for question in self.questions[: self.place])
        return replace(self, questions=kept, place=min(before, max(len(kept) - 1, 0)))


def as_json(paper: Paper) -> dict[str, Any]:
    """The paper as plain data, to resume it later."""
    return {**asdict(paper), "questions": list(paper.questions), "flagged": sorted(paper.flagged)}


def from_json(data: Mapping[str, Any]) -> Paper:
    """The paper that `as_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: if it was not written by this version.
    """
    paper = Paper(**{**data, "questions": tuple(data["questions"]), "flagged": frozenset(data["flagged"])})
    if not (paper.questions and 0 <= paper.place < len(paper.questions)):
        raise ValueError("a paper without a question on screen")  # not shown
    return paper


def examinable(refs: Iterable[QuestionRef], tag: str = "") -> list[QuestionRef]:
    """The questions that an exam can ask; those with a tag alone, if one is given."""
    return [ref for ref in refs if ref.type not in NOT_EXAMINED and (not tag or tag in ref.tags)]


def set_paper(refs: Sequence[QuestionRef], terms: Terms, language: str, chance: Random) -> Paper:
    """The exam on these questions."""
    seed = chance.randrange(100_000) if terms.seed is None else terms.seed
    time = round(terms.minutes * MINUTE_MS) or None
    return Paper(tuple(choose(refs, terms.questions, Random(seed))), seed, time, time, language)


def choose(refs: Sequence[QuestionRef], number: int, chance: Random) -> list[str]:
    """The ids of `number` questions (all if there are fewer) at random, in random order, fairly spread.

    The questions are listed by type, within a type by tags, and then at random; every n-th is taken, from a random
    start: systematic sampling (Cochran, Sampling Techniques, 1977, chapter 8). So each has the same chance, and each
    type and tag comes near its share.
    """
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for ref in refs:
        alike.setdefault((ref.type, ref.tags), []).append(ref.question)
    rank = {trait: chance.random() for trait in sorted({trait for kind, tags in alike for trait in (kind, *tags)})}
    number = min(number, len(refs))
    start = chance.randrange(len(refs)) if refs else 0
    places = [(start + index * len(refs)) // number for index in range(number)]
    chosen: list[str] = []
    end = 0
    for kind, tags in sorted(alike, key=lambda group: (rank[group[0]], sorted(rank[tag] for tag in group[1]))):
        first, end = end, end + len(alike[kind, tags])
        taken = bisect_left(places, end) - bisect_left(places, first)
        chosen += chance.sample(alike[kind, tags], taken)
    return chance.sample(chosen, number)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one question: its mark, and the ms it was on screen."""

    question: AnyQuestion
    response: Response
    mark: Mark
    spent: int

    @property
    def points(self) -> float:
        """The points it earned; a part of the question's points for a part of the answer."""
        return self.mark.score * self.question.points

    @property
    def self_marked(self) -> bool:
        """True if the student marked it."""
        return self.question.type == SELF_MARKED

    @property
    def missed_cards(self) -> tuple[str, ...]:
        """The cards to practise: of a cloze those of the gaps that were not right, else all of the question's."""
        if self.mark.right:
            return ()
        if isinstance(self.question, Cloze):
            right = {name for name, mark in self.mark.gaps.items() if mark.right}
            return tuple(f"{self.question.id}/{name}" for name in self.question.gaps if name not in right)
        return self.question.cards


@dataclass(frozen=True, slots=True)
class Score:
    """Points earned of those there were."""

    points: float
    total: int

    @property
    def percent(self) -> int:
        """The points as a whole percentage."""
        return round(100 * self.points / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Result:
    """The result of an exam, its questions in the order asked."""

    paper: Paper
    outcomes: tuple[Outcome, ...]

    @property
    def score(self) -> Score:
        """The points that the program marked."""
        return _score(outcome for outcome in self.outcomes if not outcome.self_marked)

    @property
    def self_marked(self) -> Score:
        """The points of the student's own marks of open answers, which count apart."""
        return _score(outcome for outcome in self.outcomes if outcome.self_marked)

    @property
    def by_tag(self) -> dict[str, Score]:
        """The scores of the questions with each tag, by its name; those without any under an empty one, at the end.

        Answers that the student marked are not among them.
        """
        tags = sorted(
            {tag for each in self.outcomes if not each.self_marked for tag in each.question.tags or ("",)},
            key=lambda t: (not t, t),
        )
        return {tag: _score(self.tagged(tag)) for tag in tags}

    @property
    def missed_cards(self) -> list[str]:
        """The cards of what was not right."""
        return [card for outcome in self.outcomes for card in outcome.missed_cards]

    def tagged(self, tag: str) -> list[Outcome]:
        """The outcomes of the questions with a tag, or (empty) without any, that the program marked."""
        return [each for each in self.outcomes if tag in (each.question.tags or ("",)) and not each.self_marked]


def judge(question: AnyQuestion, response: Response, language: str = "en", known: Vocabulary = NOTHING_ELSE) -> Mark:
    """The mark of a response in an exam, where nothing is asked again: what is no answer earns nothing."""
    if not filled(response):
        return Mark(0.0, False, Reason(tr_noop("skipped")))
    judgement = mark(question, response, language, known)
    if isinstance(judgement, AskAgain):
        return Mark(0.0, False, Reason(tr_noop("this could not be read as an answer")))
    return judgement


def is_partial(question: AnyQuestion, response: Response) -> bool:
    """Return whether a part of the answer is still blank: a gap, a pair, the day of a date."""
    if not isinstance(response, dict) or not filled(response):
        return False
    match question:
        case Cloze(gaps=parts) | Match(left=parts):
            return not all(filled(response.get(name)) for name in parts)
        case Date():
            return not all(map(filled, response.values()))
        case _:
            return False


def objection(question: AnyQuestion, response: Response, language: str = "en") -> str:
    """Why a response cannot be an answer at all, whatever the right one is; empty if it can, or if it is blank."""
    if not filled(response):
        return ""
    judgement = mark(question, response, language)
    return judgement.reason if isinstance(judgement, AskAgain) else ""


def result(
    paper: Paper, questions: Mapping[str, AnyQuestion], language: str, known: Vocabulary = NOTHING_ELSE
) -> Result:
    """Return the result of a paper."""
    outcomes = []
    for name in paper.questions:
        response = paper.responses.get(name)
        judgement = judge(questions[name], response, language, known)
        outcomes.append(Outcome(questions[name], response, judgement, paper.spent.get(name, 0)))
    return Result(paper, tuple(outcomes))


def to_grade(paper: Paper, questions: Mapping[str, AnyQuestion]) -> list[str]:
    """The questions that the student has to grade once the exam is handed in: open ones with something written."""
    return [name for name in paper.questions if isinstance(questions[name], Open) and filled(paper.responses.get(name))]


def _score(outcomes: Iterable[Outcome]) -> Score:
    listed = list(outcomes)
    return Score(sum(outcome.points for outcome in listed), sum(outcome.question.points for outcome in listed))

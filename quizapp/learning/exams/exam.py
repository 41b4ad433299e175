"""An exam over real things: the clock, the deck, the log.

The interfaces (`tui`, `exam_lines`) show what `Exam` says and pass on what the student does; every rule is here or in
`core.exam`.
"""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quizapp.core.decks.deck import QuestionRef
from quizapp.core.deferred import replace
from quizapp.core.errors import QuizappError, UsageProblem
from quizapp.core.exams import (
    MINUTE_MS,
    WARNINGS,
    Outcome,
    Paper,
    Result,
    Terms,
    as_json,
    examinable,
    from_json,
    is_partial,
    objection,
    result,
    set_paper,
    to_grade,
)
from quizapp.core.formats import any_of
from quizapp.core.grades import Grading
from quizapp.core.log.events import Event, Kind
from quizapp.core.marking.mark import Response, filled, in_english
from quizapp.core.marking.rating import Evidence, Rating
from quizapp.core.messages import tr
from quizapp.core.questions.identity import paper_hash, question_hash
from quizapp.core.questions.presentation import shown_order
from quizapp.core.questions.types import AnyQuestion
from quizapp.core.scheduling.fsrs import MODEL
from quizapp.core.scheduling.scheduler import CardState, parameter_hash, recall
from quizapp.core.settings.settings import Settings
from quizapp.core.study import Item
from quizapp.decks.library import LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.learning.study.session import MAX_LATENCY_MS
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.store.progress import Progress, Saved

if TYPE_CHECKING:
    from quizapp.learning.exams.forecast import Forecast

FORM = "exam"
"""The form in which the log says that these questions were asked."""

SAVE_EVERY_MS = 5_000
"""So much time can come back to a student whose program is killed."""


class OtherWindow(QuizappError):
    """Two windows are open on the same exam, and the other one was first to go on with it."""


class Exam:
    """One exam: what is on screen, and what the student can do about it.

    The clock runs from here on until it is handed in; `look` keeps it. `trouble` is an error that does not stop the
    exam: a half-given response that could not be kept. Whoever tells it empties it.
    """

    def __init__(
        self,
        deck: LoadedDeck,
        progress: Progress,
        paper: Paper,
        *,
        clock: Clock | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Go on with `paper`, which `begin` and `resume` find."""
        self.deck = deck
        self.paper = paper
        self.trouble: QuizappError | None = None
        self._questions = {name: deck.question(name) for name in paper.questions}
        self._progress = progress
        self._clock = clock or Clock()
        self._settings = settings or Settings()
        self._looked_at = self._clock.stopwatch()
        self._unsaved = 0
        self._drafts_fail = False
        self._warnings = [minutes for minutes in WARNINGS if (paper.left or 0) > minutes * MINUTE_MS]

    # What the student does

    def begin(self) -> None:
        """Take the place of an unfinished exam on this deck, with all that was kept of it.

        Raises:
            StoreError: if that could not be written.
        """
        self._progress.save_session(replace(self._saved(self.paper), state=None))
        self._progress.save_session(self._saved(self.paper))

    def keep(self, response: Response) -> None:
        """Have this response to the question on screen, given or half given, and keep it through a crash."""
        if not self.paper.over and self.paper.left != 0:
            self.paper = self.paper.answering(response)
            self._save_draft()

    def go(self, place: int) -> None:
        """Put another question on screen, once the response to this one is safe on disk.

        Raises:
            StoreError: if it is not; then nothing changed.
            OtherWindow: if the exam goes on elsewhere, for this and every later change.
        """
        self._save(self.paper.going(place))

    def flag(self) -> None:
        """Mark the question on screen for review, or not any more.

        Raises:
            StoreError: if it could not be kept; then nothing changed.
        """
        self._save(self.paper.flagging())

    def hand_in(self) -> None:
        """End the exam: nothing can be answered any more.

        Raises:
            StoreError: if it could not be kept; then nothing changed.
        """
        self._save(replace(self.paper, over=True))

    def grade(self, question: str, ticked: Sequence[int]) -> None:
        """The points of the rubric (from 1 on) that an open answer made, by the student's own account."""
        written = self.paper.responses.get(question)
        graded = {**(written if isinstance(written, dict) else {}), "ticked": sorted(ticked)}
        self._save(replace(self.paper, responses={**self.paper.responses, question: graded}))

    def finish(self) -> Result:
        """Mark everything, log it as practice, and forget the unfinished exam, all at once.

        Raises:
            StoreError: if it could not be written; then the exam waits, handed in.
            OtherWindow: if the exam was changed or finished elsewhere meanwhile.
        """
        self._check_alone()
        result = self.result
        self._progress.append_all(self._events(result), replace(self._saved(self.paper), state=None))
        return result

    # What the interfaces ask

    def look(self, longest: int | None = None) -> None:
        """Let the time pass until now, `longest` ms at most; what is left is kept every 5 s, and none left hands in.

        Whoever looks several times a second knows by a longer pause that the program was stopped, or the machine.

        Raises:
            StoreError: if the exam could not be handed in.
        """
        now = self._clock.stopwatch()
        elapsed = int((now - self._looked_at) * 1000)
        if self.paper.over:
            return
        if longest is not None and elapsed > longest:
            elapsed, self._looked_at = longest, now
        else:
            self._looked_at += elapsed / 1000  # what is less than a millisecond counts the next time
        self.paper = self.paper.after(elapsed)
        self._unsaved += elapsed
        if self.paper.left == 0:
            self.hand_in()
        elif self._unsaved >= SAVE_EVERY_MS:
            self._save_draft()

    def warning(self) -> int | None:
        """The number of minutes that are left, when it is time to say so; None otherwise."""
        left = self.paper.left
        due = [minutes for minutes in self._warnings if left is not None and left <= minutes * MINUTE_MS]
        self._warnings = [minutes for minutes in self._warnings if minutes not in due]
        return min(due, default=None)

    @property
    def showing(self) -> Showing:
        """The question on screen, its options in the order that the seed gives them."""
        return replace(self._shown(self.paper.question, self.paper.place + 1), response=self.paper.response)

    def question(self, name: str) -> AnyQuestion:
        """A question of the exam."""
        return self._questions[name]

    def order(self, name: str) -> tuple[str, ...]:
        """The order in which a question's options are shown."""
        return shown_order(self._questions[name], random.Random(f"{self.paper.seed} {name}"))

    def objection(self, name: str = "") -> str:
        """Why the response to a question (the one on screen, without a name) cannot be an answer; empty if it can."""
        name = name or self.paper.question
        return objection(self._questions[name], self.paper.responses.get(name), self.deck.info.language)

    def is_partial(self, name: str) -> bool:
        """Return whether a part of the answer to a question is still blank."""
        return is_partial(self._questions[name], self.paper.responses.get(name))

    @property
    def to_grade(self) -> list[str]:
        """The open answers that the student grades once the exam is handed in."""
        return to_grade(self.paper, self._questions)

    @property
    def result(self) -> Result:
        """Return the result of the exam as it stands."""
        return result(self.paper, self._questions, self.deck.info.language, self.deck.vocabulary)

    @property
    def grading(self) -> Grading:
        """How it is graded."""
        return Grading.of(self._settings)

    def forecast(self) -> Forecast | None:
        """What the plan for the deck's exam expects; None when there is none ahead.

        Raises:
            StoreError: if progress cannot be read.
        """
        from quizapp.learning.exams.forecast import forecast  # 15 ms with the plans, when the exam is over

        return forecast(self.deck, self._progress, self._settings, self._day(self._clock.now()))

    def judged(self, outcome: Outcome) -> Showing:
        """A question with what became of it."""
        name = outcome.question.id
        evidence = Evidence(revealed=not filled(outcome.response))
        verdict = Verdict(
            outcome.mark, outcome.response, evidence, Rating.AGAIN, Rating.EASY, {}, outcome.question.self_graded
        )
        shown = self._shown(name, self.paper.questions.index(name) + 1)
        return replace(shown, response=outcome.response, verdict=verdict)

    # Inside

    def _shown(self, name: str, number: int) -> Showing:
        item = Item(self.deck.id, name, name)
        language = self.deck.info.language
        return Showing(item, self._questions[name], self.order(name), CardState(), number, False, language)

    def _save(self, paper: Paper) -> None:
        self._check_alone()
        paper = replace(paper, edition=paper.edition + 1)
        self._progress.save_session(self._saved(paper))
        self.paper, self._unsaved = paper, 0

    def _check_alone(self) -> None:
        saved = self._progress.saved_session(scope(self.deck.id))
        state = saved.state if saved is not None and saved.state is not None else {}
        if (state.get("seed"), state.get("edition")) != (self.paper.seed, self.paper.edition):
            raise OtherWindow(
                tr("This exam was changed or ended in another window. Continue there, or quit and come back.")
            )

    def _saved(self, paper: Paper) -> Saved:
        return Saved(scope(self.deck.id), self._day(self._clock.now()), as_json(paper))

    def _save_draft(self) -> None:
        paper, self._unsaved = self.paper, 0
        draft = {
            "edition": paper.edition,
            "question": paper.question,
            "response": paper.response,
            "spent": paper.spent.get(paper.question, 0),
            "left": paper.left,
        }
        try:
            self._progress.save_draft(scope(self.deck.id), draft)
            self._drafts_fail = False
        except QuizappError as error:  # told once; the answer itself will be written or refused aloud
            self.trouble = None if self._drafts_fail else error
            self._drafts_fail = True

    def _events(self, result: Result) -> Iterator[Event]:
        from uuid_utils import uuid7  # 10 ms, when the exam is over

        at = self._clock.now()
        paper = paper_hash((self._questions[name] for name in self.paper.questions), self.paper.seed)
        for outcome in result.outcomes:
            yield Event(
                id=str(uuid7()),
                at=at,
                offset=self._clock.offset(at),
                day=self._day(at),
                learner=self._progress.learner,
                device=self._progress.device,
                kind=Kind.PRACTICE,
                deck=self.deck.id,
                card=outcome.question.id,
                data=self._evidence(outcome, self._day(at), paper),
            )

    def _evidence(self, outcome: Outcome, day: int, paper: str) -> dict[str, Any]:
        question = outcome.question
        is_card = question.cards == (question.id,)
        memory = self._progress.state(self.deck.id, question.id).memory if is_card else None
        return {
            "form": FORM,
            "type": question.type,
            "response": outcome.response,
            "order": list(self.order(question.id)),
            "score": outcome.mark.score,
            "right": outcome.mark.right,
            "reason": in_english(outcome.mark.reason),
            "points": outcome.points,
            "out_of": question.points,
            "of": question_hash(question),
            "seed": self.paper.seed,
            "paper": paper,
            "latency": min(outcome.spent, MAX_LATENCY_MS),
            "recall": recall(memory, day) if memory else None,
            "model": MODEL,
            "parameters": parameter_hash(),
        }

    def _day(self, at: int) -> int:
        return self._clock.day(at, self._settings.rollover)


def scope(deck: str) -> str:
    """Under which the unfinished exam on a deck is saved. No session has a colon in it."""
    return f"exam: {deck}"  # not shown


def begin(
    deck: LoadedDeck,
    progress: Progress,
    terms: Terms,
    *,
    clock: Clock | None = None,
    settings: Settings | None = None,
    chance: random.Random | None = None,
    listing: Sequence[QuestionRef] | None = None,
) -> Exam:
    """A new exam, in the place of an unfinished one. `listing` is the deck's, if it is at hand.

    Raises:
        UsageProblem: if the deck has no question to ask.
        StoreError: if it cannot be kept.
    """
    listing = deck.listing() if listing is None else listing
    refs = examinable(listing, terms.tag)
    if not refs and terms.tag:
        raise UsageProblem(_no_such_tag(deck, terms.tag, {tag for ref in examinable(listing) for tag in ref.tags}))
    if not refs:
        raise UsageProblem(
            tr("The deck `{deck}` has only flashcards. An exam needs questions that can be marked.", deck=deck.id)
        )
    progress.adopt(deck.id, deck.aliases)
    paper = set_paper(refs, terms, deck.info.language, chance or random.Random())
    exam = Exam(deck, progress, paper, clock=clock, settings=settings)
    exam.begin()
    return exam


def resume(
    deck: LoadedDeck, progress: Progress, *, clock: Clock | None = None, settings: Settings | None = None
) -> Exam | None:
    """The unfinished exam on a deck, with the answers and the time that is left; None if there is none.

    Questions that left the deck meanwhile leave the exam.
    """
    paper = unfinished(progress, deck.id)
    if paper is None:
        return None
    paper = paper.within({card.question for card in deck.cards})
    return Exam(deck, progress, paper, clock=clock, settings=settings) if paper.questions else None


def unfinished(progress: Progress, deck: str) -> Paper | None:
    """The unfinished exam on the deck of that id as it was left, or None."""
    saved = progress.saved_session(scope(deck))
    if saved is None or saved.state is None:
        return None
    try:
        paper = from_json(saved.state)
        draft = progress.draft(scope(deck))
        return _with_draft(paper, draft) if draft and draft["edition"] == paper.edition else paper
    except (KeyError, TypeError, ValueError):
        return None  # from another version


def _with_draft(paper: Paper, draft: Mapping[str, Any]) -> Paper:
    """The paper with what was kept since it was saved."""
    name = draft["question"]
    responses = {**paper.responses, name: draft["response"]}
    return replace(paper, responses=responses, spent={**paper.spent, name: draft["spent"]}, left=draft["left"])


def _no_such_tag(deck: LoadedDeck, tag: str, known: set[str]) -> str:
    near = difflib.get_close_matches(tag, known, 3, 0.5)
    missing = tr("No question in the deck `{deck}` has the tag `{tag}`.", deck=deck.id, tag=tag)
    if not known:
        return f"{missing} {tr('None of its questions has a tag.')}"
    guess = [tr("Did you mean {tags}?", tags=any_of([f"`{other}`" for other in near]))] if near else []
    return " ".join([missing, *guess, tr("The tags are: {tags}.", tags=", ".join(sorted(known)))])

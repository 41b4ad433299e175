"""A study session: the core's rules with the clock, chance, the decks and the log.

The interfaces (`tui`, `plain`) show what `Study` says and pass on what the student does; every rule is here or in
`core`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from quizapp.core import study as drill
from quizapp.core.deferred import dataclass, replace
from quizapp.core.errors import QuizappError
from quizapp.core.log.events import Event, Kind, decision_data
from quizapp.core.marking.mark import AskAgain, Mark, Reason, Response, filled, in_english
from quizapp.core.marking.rating import Evidence, Rating, default_rating, highest_rating, practice_rating
from quizapp.core.messages import tr, tr_noop, trn
from quizapp.core.questions.identity import question_hash
from quizapp.core.questions.presentation import asked, shown_order
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.types import AnyQuestion
from quizapp.core.scheduling.fsrs import MODEL
from quizapp.core.scheduling.scheduler import (
    CardState,
    Decision,
    Learning,
    Review,
    decide,
    is_leech_lapse,
    parameter_hash,
    recall,
)
from quizapp.core.settings.settings import Settings
from quizapp.core.study import Answer, Item, Session
from quizapp.decks.library import LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.learning.settings import log_settings
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.queue import SessionPlanner
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.store.progress import Change, Progress, Saved

if TYPE_CHECKING:
    from quizapp.learning.overview import Upcoming
    from quizapp.learning.study.ending import Ending

MAX_LATENCY_MS = 60_000


@dataclass(frozen=True, slots=True)
class _Step:
    """The state that undo goes back to."""

    event: str
    kind: Kind
    session: Session
    showing: Showing


class _RatedElsewhere(Exception):
    """The answer on screen was resumed from another window, and rated there meanwhile."""


class StudySession:
    """One session: what is on screen, and what the student can do about it.

    `notice` is a sentence for the student about the last thing done (a leech, a card left for later), or empty;
    `trouble` is an error that does not stop the session: a half-given response that could not be kept, a card whose
    deck is not valid any more. Whoever tells it empties it. With a `practice` the answers are logged as such, and leave
    the schedule alone; with `due_only` no new card is asked.
    """

    def __init__(
        self,
        decks: Sequence[LoadedDeck],
        progress: Progress,
        *,
        clock: Clock | None = None,
        chance: random.Random | None = None,
        settings: Settings | None = None,
        limit: int | None = None,
        practice: Practice | None = None,
        due_only: bool = False,
    ) -> None:
        """Resume the unfinished session of these decks, this limit and practice, or begin one.

        Raises:
            StoreError: if progress cannot be read or written.
        """
        self.decks = {deck.id: deck for deck in decks}
        self.settings = settings or Settings()
        self.notice = ""
        self.trouble: QuizappError | None = None
        self._drafts_fail = False
        self.showing: Showing | None = None
        self.practice, self.limit, self.due_only = practice, limit, due_only
        self._progress = progress
        self._clock = clock or Clock()
        self._chance = chance or random.Random()
        self._planner = SessionPlanner(self.decks, progress, self._clock, self.settings, practice, limit, due_only)
        self._undo: list[_Step] = []
        self._shown_at = 0.0
        self._spent_ms = 0
        self._resumed_verdict = False
        log_settings(self.settings, progress, self._clock)
        for deck in decks:
            progress.adopt(deck.id, deck.aliases)
        self.session = self._planner.resumed() or self._planner.begun(self._chance)
        self.resumed = bool(self.session.answers)
        self._answers_before = self.session.answers
        self._advance(self._progress.draft(self._planner.scope))

    # What the student does

    def submit(self, response: Response) -> AskAgain | Verdict:
        """Answer the question, or turn the flashcard.

        A response that cannot be judged is asked again; the same (or a blank) a second time in a row gives up.

        Returns:
            the verdict, or what to do when the response cannot be judged.
        """
        showing = self._on_screen()
        if isinstance(showing.question, Card):
            return self._judged(None, None, revealed=False)
        from quizapp.core.marking.marking import mark  # 6 ms; `warm_up` has imported it by now

        known = self.deck_of(showing).vocabulary
        judgement = mark(showing.question, response, showing.language, known)
        if isinstance(judgement, AskAgain):
            refused = response if filled(response) else None
            if (refused,) == showing.refused:
                return self.give_up()
            self.showing = replace(showing, refused=(refused,))
            self.save_draft(response)
            return AskAgain(tr("{request}, or press Enter again to see the answer", request=judgement.reason))
        return self._judged(judgement, response, revealed=False)

    def tick(self, ticked: Sequence[int]) -> None:
        """The points of the rubric (from 1 on) that the student's open answer made; they propose the rating."""
        showing = self._on_screen()
        verdict = showing.verdict
        if verdict is None or not isinstance(showing.question, Open):
            return
        from quizapp.core.marking.marking import mark

        written = verdict.response if isinstance(verdict.response, dict) else {}
        response = {**written, "ticked": sorted(ticked)}
        judgement = mark(showing.question, response)
        if isinstance(judgement, AskAgain):  # nothing written and nothing ticked
            judgement = Mark(0.0, False, Reason(tr_noop("no points")))
        self.showing = replace(
            showing,
            verdict=replace(
                verdict,
                mark=judgement,
                response=response,
                rating=self._ratings(showing.question, judgement, verdict.evidence)[0],
            ),
        )
        self.save_draft(response)

    def give_up(self) -> Verdict:
        """Show the answer without having given one: Again."""
        if isinstance(self._on_screen().question, Card):
            return self._judged(None, None, revealed=False)
        return self._judged(Mark(0.0, False, Reason(tr_noop("skipped"))), None, revealed=True)

    def hint(self) -> str:
        """The hint, if there is one; from now on a right answer is Hard."""
        showing = self._on_screen()
        if showing.question.hint and showing.verdict is None and not showing.hint:
            self.showing = replace(showing, hint=True)
            self.save_draft(showing.response)
        return showing.question.hint

    def mark_as_guess(self) -> None:
        """The student guessed: the rating becomes Again. Before the verdict, a second time takes it back."""
        showing = self._on_screen()
        if showing.verdict is not None:
            self._reconsider(guessed=True)
        elif not showing.question.self_graded:
            self.showing = replace(showing, guess=not showing.guess)
            self.save_draft(showing.response)

    def override(self) -> None:
        """The student says the response was right: the rating becomes Good, and the dispute is logged.

        A second time takes that back.
        """
        verdict = self._on_screen().verdict
        if verdict is not None and verdict.can_override:
            self._reconsider(overridden=not verdict.evidence.overridden)

    def rate(self, rating: Rating | None = None) -> None:
        """Log the answer, durably, and bring on the next card. Without `rating` the default counts.

        Raises:
            StoreError: if it could not be written; the verdict stays on screen.
        """
        showing = self._on_screen()
        verdict = showing.verdict
        if verdict is None:
            raise QuizappError(tr("You can rate a card once you have seen its answer."))
        given = min(rating or verdict.rating, verdict.highest)
        if given not in verdict.decisions:  # in practice an answer is wrong, or it is right
            given = Rating.GOOD
        kind = Kind.REVIEW if self.practice is None else Kind.PRACTICE
        data = self._evidence(showing, verdict, verdict.decisions[given])
        event = self._event(kind, showing.item, rating=int(given), data=data)
        answered = self._answerer(showing, verdict, given)
        before = after = self.session

        def saved(state: CardState) -> Saved | Change:
            nonlocal after
            if self._resumed_verdict and kind is Kind.REVIEW and state.reps > showing.state.reps + 1:
                raise _RatedElsewhere
            answer = answered(state)
            after = (drill.after_answer if self.practice is None else drill.after_practice)(before, answer)
            return self._planner.change(after, event.id, answer)

        try:
            state = self._progress.append(event, saved)
        except _RatedElsewhere:  # nothing was written
            self.session = self._planner.resumed() or drill.leave_out(self.session, showing.item)
            self.notice = tr("You rated the last card in another window. That rating counts.")
        else:
            self._undo.append(_Step(event.id, kind, before, showing))
            self.session = after
            self.notice = self._notice(showing, state)
        self._advance(None)

    def suspend(self) -> None:
        """Never ask this card again, until it is resumed (or this is undone)."""
        showing = self._on_screen()
        before = self.session
        event = self._event(Kind.SUSPEND, showing.item)
        after = drill.leave_out(before, showing.item)
        self._progress.append(event, lambda _: self._planner.change(after, event.id, showing.item))
        self._undo.append(_Step(event.id, event.kind, before, replace(showing, verdict=None)))
        self.session = after
        self.notice = tr("Card suspended. You can undo this.")
        self._advance(None)

    @property
    def can_undo(self) -> bool:
        """True if there is an answer or a suspension to take back."""
        judged = self.showing is not None and self.showing.verdict is not None
        return judged or bool(self._undo) or self._rated_before is not None

    def undo(self) -> Kind | None:
        """Take back the answer on screen, or else the last answer or suspension, and show its card again.

        After a new start these are today's ratings from before it. Returns what was taken back, if anything was.
        """
        if self.showing is not None and self.showing.verdict is not None:  # not in the log yet
            self._ask_again(self.showing)
            return Kind.REVIEW
        if not self._undo:
            return self._undo_from_before()
        step = self._undo[-1]
        event = self._event(Kind.VOID, step.showing.item, data={"event": step.event})
        self._progress.append(event, lambda _: self._planner.change(step.session, step.event, None))
        self._undo.pop()
        self.session, self.notice = step.session, ""
        self._ask_again(step.showing)
        return step.kind

    def save_draft(self, response: Response) -> None:
        """Keep the half-given response, so that the session resumes with it."""
        showing = self.showing
        if showing is None:
            return
        verdict = showing.verdict
        self.showing = showing if verdict else replace(showing, response=response)
        draft = {
            "card": [showing.item.deck, showing.item.card],
            "type": showing.question.type,
            "order": list(showing.order),
            "hint": showing.hint,
            "guess": showing.guess,
            "refused": list(showing.refused),
            "response": verdict.response if verdict else response,
            "judged": verdict is not None,
            "revealed": bool(verdict and verdict.evidence.revealed),
            "guessed": bool(verdict and verdict.evidence.guessed),
            "overridden": bool(verdict and verdict.evidence.overridden),
            "spent": self._latency(),
        }
        try:
            self._progress.save_draft(self._planner.scope, draft)
            self._drafts_fail = False
        except QuizappError as error:  # told once; the answer itself will be written or refused aloud
            self.trouble = None if self._drafts_fail else error
            self._drafts_fail = True

    # What the interfaces ask

    @property
    def progress_made(self) -> tuple[int, int, int]:
        """The numbers of cards answered at least once, done with, and in the session."""
        return self.session.met, self.session.finished, self.session.total

    @property
    def today(self) -> int:
        """The learner's day number."""
        return self._planner.today

    @property
    def waiting(self) -> tuple[int, int]:
        """The number of cards that come once more in this session, and the seconds until the first of them may."""
        first = next(iter(self.session.steps), None)
        seconds = max(0, first[0] - self._clock.now()) // 1000 if first else 0
        return len(self.session.steps), seconds

    def last_round(self, showing: Showing) -> tuple[int, int] | None:
        """The days until a card's turn in the last round before an exam, and the day number of that; None without."""
        return self._planner.last_round(showing.item) if self.practice is None else None

    @property
    def just_resumed(self) -> bool:
        """True if an earlier session goes on, and nothing was answered since it does."""
        return self.resumed and self.session.answers == self._answers_before

    def deck_of(self, showing: Showing) -> LoadedDeck:
        """The deck of the card on screen."""
        return self.decks[showing.item.deck]

    def upcoming(self) -> Upcoming:
        """Return when the cards of these decks come next."""
        from quizapp.learning.overview import upcoming  # 2 ms, at the end of a session

        return upcoming(self.decks.values(), self._progress, self._clock, self.settings)

    def memory_change(self) -> tuple[float, float] | None:
        """Mean recall tomorrow of the cards answered: without this session, and with it; None if nothing changed it."""
        return self._change(self._recalls_tomorrow())

    def _change(self, recalls: Mapping[Item, float]) -> tuple[float, float] | None:
        before, after = self.session.before.values(), recalls.values()
        return (sum(before) / len(after), sum(after) / len(after)) if after else None

    def _recalls_tomorrow(self) -> dict[Item, float]:
        """The recall that each card answered has tomorrow; none after practice, which changes no card."""
        if self.practice is not None:
            return {}
        day = self._planner.today
        memories = {item: self._progress.state(item.deck, item.card).memory for item in self.session.before}
        return {item: recall(memory, day + 1) if memory else 0.0 for item, memory in memories.items()}

    def ending(self) -> Ending:
        """Return what the end of the session shows beside its score.

        Raises:
            StoreError: if progress cannot be read.
        """
        from quizapp.core.questions.model_answer import model_answer
        from quizapp.learning.overview import recent_days
        from quizapp.learning.study.ending import HARDEST, Ending, HardCard, by_difficulty

        failures, recalls = self.session.failures, self._recalls_tomorrow()
        picked = HARDEST if self.practice is None and len(failures) > HARDEST else 0
        cards = []
        for place, item in enumerate(by_difficulty(failures, recalls)):
            if place < picked or failures[item]:
                with suppress(KeyError, QuizappError):  # gone, or its file is not valid any more
                    question = self._question_of(item)
                    answer = model_answer(question, self.decks[item.deck].info.language)
                    cards.append(HardCard(question, answer, failures[item]))
        upcoming = self.upcoming() if self.practice is None else None
        recent = recent_days(self._progress, self._planner.today)
        return Ending(recent, upcoming, self._change(recalls), tuple(cards[:picked]), tuple(cards[picked:]))

    def _question_of(self, item: Item) -> AnyQuestion:
        """The question of a card as it is put to one who does not know it yet."""
        deck = self.decks[item.deck]
        return asked(deck.question(item.question), item.card, None, deck.info.language)

    @property
    def missed(self) -> dict[Item, AnyQuestion]:
        """The questions answered wrong at least once in this session, as they were put."""
        missed = {}
        for item in self.session.missed:
            with suppress(KeyError, QuizappError):  # gone, or its file is not valid any more
                missed[item] = self._question_of(item)
        return missed

    def warm_up(self) -> None:
        """Import what the first verdict needs, while the student reads the first question."""
        import quizapp.core.marking.marking  # noqa: F401

        parameter_hash()
        _new_id()

    # Inside

    def _on_screen(self) -> Showing:
        if self.showing is None:
            raise QuizappError(tr("The session is over."))
        return self.showing

    def _advance(self, draft: Mapping[str, Any] | None) -> None:
        """Bring on the next card that can still be asked, or end the session. The card of a draft comes first."""
        self._resumed_verdict = False
        on_screen = draft["card"] if draft and "card" in draft else None
        unasked = self.session.unasked if on_screen else ()
        drafted = next((item for item in unasked if [item.deck, item.card] == on_screen), None)
        while True:
            now = self._clock.now()
            upcoming, drafted = drafted or self._next(now), None
            if upcoming is None:
                self.showing = None
                if not self.session.is_over:  # a sibling of the last card, or due too late
                    self._progress.save_session(self._planner.over())
                return
            showing = self._shown(upcoming, now)
            if showing is not None:
                break
            self.session = drill.leave_out(self.session, upcoming)
        self.showing = showing
        self._start_watch()
        if draft and on_screen == [upcoming.deck, upcoming.card] and draft.get("type") == showing.question.type:
            with suppress(KeyError, TypeError, ValueError):  # written by another version: the card begins afresh
                self._restore(draft)

    def _next(self, now: int) -> Item | None:
        if self.practice is not None:
            return drill.next_practised(self.session)
        return drill.next_item(self.session, now, self.settings.study.learn_ahead)

    def _shown(self, item: Item, now: int) -> Showing | None:
        """The card as it is to be put, or None if it is gone from its deck or was answered elsewhere meanwhile."""
        state = self._planner.due(item, self._progress.state(item.deck, item.card))
        day = self._clock.day(now, self.settings.rollover)
        match state.stage:
            case _ if state.suspended:
                return None
            case Review(due_day=due_day) if due_day > day and self.practice is None:
                return None
        try:
            question = self.decks[item.deck].question(item.question)
        except KeyError:
            return None
        except QuizappError as error:  # the file was changed meanwhile, and is not valid now
            self.trouble = error
            return None
        if item.card not in question.cards:
            return None
        stability = state.memory.stability if state.memory else None
        language = self.decks[item.deck].info.language
        put = asked(question, item.card, stability, language)
        order = shown_order(put, self._chance)
        number = self.session.number_of(item)
        return Showing(item, put, order, state, number, again=number <= self.session.met, language=language)

    def _restore(self, draft: Mapping[str, Any]) -> None:
        showing = self._on_screen()
        order = tuple(draft["order"])
        if set(order) == set(showing.order):
            showing = replace(showing, order=order)
        self.showing = replace(
            showing,
            hint=draft["hint"],
            guess=draft["guess"],
            refused=tuple(draft["refused"]),
            response=draft["response"],
        )
        self._spent_ms = draft["spent"]
        if draft["judged"]:
            self._resumed_verdict = True
            if draft["revealed"]:
                self.give_up()
            else:
                self.submit(draft["response"])
            if isinstance(self._on_screen().question, Open):
                self.tick(draft["response"]["ticked"] if draft["response"] else [])
            if draft["guessed"]:
                self.mark_as_guess()
            if draft["overridden"]:
                self.override()

    def _judged(self, judgement: Mark | None, response: Response, *, revealed: bool) -> Verdict:
        showing = self._on_screen()
        first = showing.state.reps == 0
        evidence = Evidence(first_sight=first, hint=showing.hint, guessed=showing.guess, revealed=revealed)
        spent = self._latency()
        rating, highest = self._ratings(showing.question, judgement, evidence)
        decisions, self_graded = self._decisions(showing), showing.question.self_graded
        verdict = Verdict(judgement, response, evidence, rating, highest, decisions, self_graded)
        self.showing = replace(showing, verdict=verdict)
        self._spent_ms, self._shown_at = spent, float("inf")
        self.save_draft(response)
        return verdict

    def _reconsider(self, **changes: bool) -> None:
        showing = self._on_screen()
        verdict = showing.verdict
        if verdict is None or verdict.mark is None or verdict.self_graded:
            return
        evidence = replace(verdict.evidence, **changes)
        rating, highest = self._ratings(showing.question, verdict.mark, evidence)
        self.showing = replace(
            showing,
            verdict=replace(
                verdict,
                evidence=evidence,
                rating=rating,
                highest=highest,
            ),
        )
        self.save_draft(verdict.response)

    def _decisions(self, showing: Showing) -> Mapping[Rating, Decision | None]:
        """Return when the card would come back for each rating on offer."""
        if self.practice is not None:
            return {Rating.AGAIN: None, Rating.GOOD: None}
        return {**decide(showing.state, self._planner.today, *self._planner.policy(showing.item))}

    def _ratings(self, question: AnyQuestion, judgement: Mark | None, evidence: Evidence) -> tuple[Rating, Rating]:
        """The rating that counts unless the student chooses another one, and the highest to choose."""
        if self.practice is not None:
            return practice_rating(question, judgement, evidence), Rating.EASY
        return default_rating(question, judgement, evidence), highest_rating(question, evidence)

    def _answerer(self, showing: Showing, verdict: Verdict, rating: Rating) -> Callable[[CardState], Answer]:
        """Return the function that gives the answer on screen, once it has brought its card to a state."""
        day = self._planner.today
        known = recall(showing.state.memory, day + 1) if showing.state.memory else 0.0
        right, seconds = _is_right(verdict, rating), self._latency() / 1000

        def answered(state: CardState) -> Answer:
            due = state.stage.due if isinstance(state.stage, Learning) else None
            comes = due if due is not None and due <= self._planner.ends else None
            return Answer(showing.item, rating, right, known, seconds, comes)

        return answered

    def _event(
        self, kind: Kind, item: Item, *, rating: int | None = None, data: Mapping[str, Any] | None = None
    ) -> Event:
        at = self._clock.now()
        return Event(
            id=_new_id(),
            at=at,
            offset=self._clock.offset(at),
            day=self._clock.day(at, self.settings.rollover),
            learner=self._progress.learner,
            device=self._progress.device,
            kind=kind,
            deck=item.deck,
            card=item.card,
            rating=rating,
            data=data or {},
        )

    def _evidence(self, showing: Showing, verdict: Verdict, decision: Decision | None) -> dict[str, Any]:
        """Return what the log keeps of an answer beside its rating."""
        day = self._planner.today
        memory, judgement, evidence = showing.state.memory, verdict.mark, verdict.evidence
        data: dict[str, Any] = {
            "form": showing.question.type,
            "of": question_hash(showing.question),
            "phase": showing.state.phase,
            "response": verdict.response,
            "order": list(showing.order),
            "score": judgement.score if judgement else None,
            "right": judgement.right if judgement else None,
            "reason": in_english(judgement.reason) if judgement else None,
            "hint": evidence.hint,
            "revealed": evidence.revealed,
            "guessed": evidence.guessed,
            "override": evidence.overridden,
            "latency": self._latency(),
            "recall": recall(memory, day) if memory else None,
            "model": MODEL,
            "parameters": parameter_hash(),
        }
        return data if decision is None else {**data, **decision_data(decision)}

    def _notice(self, showing: Showing, state: CardState) -> str:
        if state.lapses > showing.state.lapses and is_leech_lapse(state.lapses):
            return trn(
                "You have missed the last card {count} time. Find a trick to remember it, or suspend it.",
                "You have missed the last card {count} times. Find a trick to remember it, or suspend it.",
                state.lapses,
            )
        tally = self.session.tallies.get(showing.item)
        if tally is not None and tally.outcome == "left":
            if self.practice is None:
                return tr("You missed the last card several times. It is resting, and returns next time.")
            return tr("You missed the last card several times, so it won't come back in this session.")
        return ""

    def _ask_again(self, showing: Showing) -> None:
        """Put a card as if it had just come."""
        self._resumed_verdict = False
        self.showing = replace(showing, verdict=None, response=None, hint=False, guess=False, refused=())
        self._start_watch()
        self.save_draft(None)

    @cached_property
    def _rated_before(self) -> tuple[Event, Item] | None:
        """The last rating of today from before this session was begun or resumed, and its card, if it can be undone.

        Of practice that is one from the session that was resumed: the card of another may be none of those practised.
        """
        kind, day = Kind.REVIEW if self.practice is None else Kind.PRACTICE, self._planner.today
        since = self._clock.start_of_day(day, self.settings.rollover)
        event = self._progress.last_rating(self.decks, kind, since, day)
        if event is None:
            return None
        deck = self.decks[event.deck]
        card = deck.aliases.get(event.card, event.card)
        if (question := deck.questions_of_cards.get(card)) is None:
            return None
        item = Item(deck.id, card, question)
        return (event, item) if self.practice is None or item in self.session.showings else None

    def _undo_from_before(self) -> Kind | None:
        if self._rated_before is None:
            return None
        event, item = self._rated_before
        rating, evidence = Rating(event.rating or 1), event.data
        self_graded = evidence.get("form") in ("card", "open")
        right = rating is not Rating.AGAIN if self_graded else bool(evidence.get("right") or evidence.get("override"))
        seconds = evidence.get("latency", 0) / 1000
        before = drill.taken_back(self.session, item, rating, right=right, seconds=seconds)
        void = self._event(Kind.VOID, item, data={"event": event.id})
        self._progress.append(void, lambda _: self._planner.saved(before))
        del self._rated_before
        self.session, self.notice = before, ""
        self._advance({"card": [item.deck, item.card]})
        return event.kind

    def _start_watch(self) -> None:
        self._shown_at, self._spent_ms = self._clock.stopwatch(), 0

    def _latency(self) -> int:
        """Milliseconds from the question's appearance to its answer, or to now; 60 s at most."""
        running = self._clock.stopwatch() - self._shown_at
        return min(self._spent_ms + max(0, int(running * 1000) if running > 0 else 0), MAX_LATENCY_MS)


def _is_right(verdict: Verdict, rating: Rating) -> bool:
    if verdict.mark is None or verdict.self_graded:
        return rating is not Rating.AGAIN
    return verdict.mark.right or verdict.evidence.overridden


def _new_id() -> str:
    from uuid_utils import uuid7  # 10 ms, and the first question is painted without it

    return str(uuid7())

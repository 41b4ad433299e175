"""The study screen: one question, its verdict, the next question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.errors import QuizappError
from quizapp.core.log.events import Kind
from quizapp.core.marking.mark import AskAgain
from quizapp.core.marking.rating import Evidence, Rating, highest_rating
from quizapp.core.messages import tr, tr_noop, trc, trn
from quizapp.core.questions.self_graded import Open
from quizapp.learning.study.session import StudySession
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.store.database import StoreError
from quizapp.tui.answers.base import Answer
from quizapp.tui.study.question import BROAD, QUIET, QuestionScreen
from quizapp.tui.widgets.drawing import bar
from quizapp.tui.widgets.keybar import Key, key_in_force
from quizapp.tui.widgets.text import Line, plain
from quizapp.wording.common import about_lines, offer_short, sentence, source_lines

if TYPE_CHECKING:
    from quizapp.tui.study.pane import SidePane
    from quizapp.tui.study.ratings import RatingBar

BAR = 12
RATES = "rate("
"""The actions of the ratings begin so."""

LUCK = tr_noop("The first time, a right choice may be luck, so it counts as hard at most.")
WRONG = tr_noop("A wrong answer counts as hard at most.")


class StudyScreen(QuestionScreen):
    """Shows what `Study` says, and passes on what the student does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,H", "hint", tr_noop("hint"), id="study.hint"),
        Binding("g,G", "guess", tr_noop("mark as a guess, or not"), id="study.guess"),
        Binding("o", "override", tr_noop("I was right"), id="study.override"),
        Binding("s", "source", tr_noop("about this card, source"), id="study.source"),
        Binding("u", "undo", tr_noop("undo"), id="study.undo"),
        Binding("x", "suspend", tr_noop("suspend"), id="study.suspend"),
    ]

    has_sides: ClassVar[bool] = True
    offers_ratings: ClassVar[bool] = True
    """Whether the ratings stand above the keys."""

    class Finished(Message):
        """The session is over."""

    class Stopped(Message):
        """The student stops before the end."""

    def __init__(self, study: StudySession, leave: str = "") -> None:
        """`leave` says where q leads to, unless it ends the program."""
        super().__init__()
        self._study, self._leave = study, leave or tr("quit")
        self._suspended = ""
        self._ratings: RatingBar | None = None
        self._pane: SidePane | None = None

    @property
    def showing(self) -> Showing | None:
        return self._study.showing

    def _info(self, showing: Showing) -> DeckInfo:
        return self._study.deck_of(showing).info

    def keep(self) -> None:
        """Save the answer as far as it is given; one with a verdict is saved, and may be that of the card before."""
        if self._answer is not None and self._answer.is_mounted and self._answer.verdict is None:
            self._guarded(self._study.save_draft, self._answer.response)

    # Messages of the widgets

    def on_answer_changed(self, message: Answer.Changed) -> None:
        message.stop()
        if self._answer is not None and self._answer.is_mounted:
            self._say("")
            self._fill_keys()
            self.keep()

    def on_answer_ticked(self, message: Answer.Ticked) -> None:
        message.stop()
        self._guarded(self._study.tick, message.points)
        self._fill_keys()

    async def on_rating_bar_chosen(self, message: RatingBar.Chosen) -> None:
        message.stop()
        await self.action_rate(int(message.rating))

    # Actions

    async def action_forward(self) -> None:
        """Turn, submit, or go on with the default rating."""
        showing = self._study.showing
        if showing is None or self._answer is None:
            return
        if showing.verdict is not None:
            await self.action_rate(int(showing.verdict.rating))
            return
        outcome = self._guarded(self._study.submit, self._answer.response)
        if isinstance(outcome, AskAgain):
            self._answer.type()
            self._say(sentence(outcome.reason))
        elif outcome is not None:
            self._settle()

    async def action_rate(self, number: int) -> None:
        """Rate the answer and bring on the next card."""
        showing = self._study.showing
        if showing is None or showing.verdict is None:
            return
        if number > showing.verdict.highest:
            self._say(tr(LUCK if _is_right(showing) else WRONG))
            return
        self._guarded(self._study.rate, Rating(number))
        if self._study.showing is not showing:
            await self._go_on()

    async def action_digit(self, number: int) -> None:
        showing = self._study.showing
        if showing is not None and showing.verdict is not None:
            if number in tuple(Rating):
                await self.action_rate(number)
        else:
            await super().action_digit(number)

    def action_hint(self) -> None:
        self._guarded(self._study.hint)
        self._fill_note()
        self._fill_keys()
        self.call_after_refresh(self._fill_keys)

    def action_guess(self) -> None:
        showing = self._study.showing
        if showing is None:
            return
        self._guarded(self._study.mark_as_guess)
        if showing.verdict is None:
            self._fill_note()
        else:
            self._fill_verdict()
        self._fill_keys()

    def action_override(self) -> None:
        self._guarded(self._study.override)
        self._fill_verdict()
        self._fill_keys()

    def action_source(self) -> None:
        from quizapp.tui.widgets.sheet import Sheet  # 2 ms, when it is asked for

        showing = self._study.showing
        if showing is None:
            return
        info, answered = self._study.deck_of(showing).info, showing.verdict is not None
        lines = about_lines(showing.question, showing.state, self._study.today, info, answered=answered)
        text = plain("\n".join(lines))
        if answered and (source := source_lines(showing.question, info)):
            text = Content.assemble((tr("Source"), "bold"), "\n", plain("\n".join(source)), "\n\n", text)
        self.app.push_screen(Sheet(tr("About this card"), text))

    async def action_undo(self) -> None:
        if kind := self._guarded(self._study.undo):
            await self._go_on()
            self._say(tr("Card no longer suspended.") if kind is Kind.SUSPEND else tr("Answer undone."))

    async def action_suspend(self) -> None:
        before = self._study.showing
        self._guarded(self._study.suspend)
        if self._study.showing is not before:
            await self._go_on()
            typing = self._answer is not None and self._answer.takes_letters
            undo, leave = key_in_force("u", self), key_in_force("esc", self).capitalize()
            self._suspended = (
                tr("Card suspended. Press {leave}, then {undo} to undo.", leave=leave, undo=undo)
                if typing
                else tr("Card suspended. Press {undo} to undo.", undo=undo)
            )
            self._fill_notice()

    def action_stop(self) -> None:
        self.post_message(self.Stopped())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        showing = self._study.showing
        if showing is None:
            return False
        verdict = showing.verdict
        match action:
            case "hint":
                return verdict is None and bool(showing.question.hint) and not showing.hint
            case "guess":
                return not showing.question.self_graded and (verdict is None or verdict.can_mark_as_guess)
            case "override":
                return verdict is not None and verdict.can_override
            case "undo":
                return self._study.can_undo
            case _:
                return super().check_action(action, parameters)

    # Showing

    def _asides(self) -> None:
        """Make what stands around the question too."""
        fresh = not self._has_asides
        super()._asides()
        if fresh and self._has_asides:
            if self.offers_ratings:
                from quizapp.tui.study.ratings import RatingBar  # 3 ms, which the first question is painted without

                self._ratings = RatingBar()
                self.query_one("#column").mount(self._ratings, before="KeyBar")
            self._fill_ratings()
            self._flank()

    def _fill_keys(self) -> None:
        super()._fill_keys()
        self._fill_ratings()

    def _fill_ratings(self) -> None:
        showing = self._study.showing
        if self._ratings is not None and showing is not None:
            self._ratings.show(showing.verdict, self._study.last_round(showing) if showing.verdict else None)

    def _flank(self) -> None:
        """Show how the session stands beside the question, where there is room; the first frame comes without."""
        if not self.is_attached or not self._has_asides:
            return
        if self._pane is None and self._is_flanked:
            from quizapp.tui.study.pane import SidePane

            self._pane = SidePane()
            with self.app.batch_update():
                self.mount(self._pane)
                self.add_class("-flanked")
        if self._pane is not None:
            self._pane.display = self._is_flanked
            self._pane.show(self._study)

    def on_resize(self) -> None:
        self._flank()

    async def _go_on(self) -> None:
        """Show the card that `Study` brought on, or say that the session is over."""
        if self._study.showing is None:
            self._answer = None
            self.post_message(self.Finished())
            return
        self._suspended = ""
        await self._put()

    def _fill_heading(self) -> None:
        showing = self._study.showing
        if showing is not None:
            title = plain(self._study.deck_of(showing).info.title, "bold")
            self.query_one("#heading", Line).show(self._state_of_things() + title, self._progress_bar())
            self._flank()

    def _state_of_things(self) -> Content:
        """The words before the deck's title: that this is practice, and at first that it goes on."""
        study = self._study
        words = [trc("heading", "practice")] if study.practice is not None else []
        words += [trc("heading", "resumed")] if study.just_resumed else []
        return Content.styled("".join(f"{word} · " for word in words), "$text-warning")

    def _note_lines(self, showing: Showing) -> list[str]:
        lines = [self._remark]
        if showing.verdict is None:
            if showing.hint:
                lines.insert(0, tr("Hint: {hint}", hint=showing.question.hint))
            if showing.guess:
                lines.append(tr("Marked as a guess. You'll see it again soon."))
        return lines

    def _notice(self, showing: Showing) -> str:
        return "" if showing.verdict else self._suspended or self._study.notice

    def _lines(self, showing: Showing, answer: Answer, width: int) -> int:
        chosen = highest_rating(showing.question, Evidence(first_sight=showing.state.reps == 0)) < Rating.EASY
        return super()._lines(showing, answer, width) + chosen

    def _afterwords(self, showing: Showing) -> list[str]:
        """The reason why the best ratings are not to be had for a right answer."""
        verdict = showing.verdict
        limited = verdict is not None and verdict.highest < Rating.EASY and not verdict.evidence.guessed
        return [tr(LUCK)] if limited and _is_right(showing) else []

    def _progress_bar(self) -> Content:
        """How far the session is; nothing where that stands beside the question."""
        if self._is_flanked:
            return Content("")
        seen, done, total = self._study.progress_made
        cells = BAR if self.size.width >= 60 else BAR // 2
        left = trn("{count} to finish", "{count} to finish", total - done)
        return bar((done, max(0, seen - done), total - max(seen, done)), cells) + plain(f" {left}", QUIET)

    @property
    def _is_flanked(self) -> bool:
        """Whether there is room beside the question for what this screen has to show there."""
        return self.has_sides and self.app.size.width >= BROAD

    def _keys(self) -> list[Key]:
        showing = self._study.showing
        if showing is None or self._answer is None:
            return []
        verdict = showing.verdict
        if verdict is not None:
            keys = [*(self._answer.keys if isinstance(showing.question, Open) else []), *self._rating_keys(verdict)]
        else:
            turn = tr("show") if showing.question.self_graded else trc("key", "answer")
            keys = [*self._answer.keys, Key("↵", turn, "forward", 0)]
        if self._answer.takes_letters:
            return keys
        letters = self._answer.letters if verdict is None else 0
        guess = tr("not a guess") if showing.guess and not verdict else tr("guess")
        about = tr("source") if verdict and showing.question.source else tr("about")
        overridden = verdict is not None and verdict.evidence.overridden
        more = [
            Key("H" if letters >= 8 else "h", tr("hint"), "hint", 4),
            Key("G" if letters >= 7 else "g", guess, "guess", 6),
            Key("o", tr("I was wrong") if overridden else tr("I was right"), "override", 2),
            Key("s", about, "source", 7 if verdict else 8),
            Key("u", tr("undo"), "undo", 5),
            Key("x", tr("suspend"), "suspend", 9),
            self._scroll_key(),
            Key("?", tr("keys"), "keys", 2),
            Key("q", self._leave, "stop", 3),
        ]
        return keys + [key for key in more if self.check_action(key.action.partition("(")[0], ())]

    def _foot(self) -> list[Key]:
        return [key for key in self._keys() if not key.action.startswith(RATES)]

    def _rating_keys(self, verdict: Verdict) -> list[Key]:
        keys = []
        for number, rating in enumerate(verdict.offers, 1):
            default = rating is verdict.rating
            keys.append(
                Key(
                    "↵" if default else str(number),
                    offer_short(rating, verdict.decisions[rating]),
                    f"{RATES}{rating.value})",
                    0 if default else 1 if rating is Rating.AGAIN else 3,
                )
            )
        return keys

    def _guarded(self, function: Any, *arguments: Any) -> Any:
        """Call into the session; an error is shown, and the screen stays as it is."""
        try:
            return function(*arguments)
        except QuizappError as error:
            self._study.trouble = error
            return None
        finally:
            if trouble := self._study.trouble:
                self._study.trouble = None
                title = tr("Not saved") if isinstance(trouble, StoreError) else tr("Not asked")
                self.notify(str(trouble), title=title, severity="error", timeout=20, markup=False)


def _is_right(showing: Showing) -> bool:
    return showing.verdict is not None and showing.verdict.mark is not None and showing.verdict.mark.right

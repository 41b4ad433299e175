"""Before an exam: what it will be, or that one is not finished yet. The clock starts afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static

from quizapp.core.decks.deck import QuestionRef
from quizapp.core.errors import QuizappError
from quizapp.core.exams import Paper, Terms, examinable
from quizapp.core.formats import all_of
from quizapp.core.grades import Grading
from quizapp.core.messages import number, tr, tr_noop, trc, trn
from quizapp.decks.library import LoadedDeck
from quizapp.learning.exams.past import PastExam
from quizapp.tui.exams.messages import ExamBegun, ExamLeft, ExamResumed, PastExamChosen
from quizapp.tui.exams.past import PastExams, last_content
from quizapp.tui.exams.scores import ANSWERED, QUIET
from quizapp.tui.widgets.drawing import meter
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import Line, plain
from quizapp.wording.common import sentence
from quizapp.wording.exams import standing_text

FIELDS = ("questions", "minutes", "tag")
MOST_MINUTES = 24 * 60
BAR = 36
"""The cells of a bar that the narrowest screen has room for."""

FULL = 24
"""The lines of a screen that this one fills."""

RULES = (
    tr_noop("You get no marks until you hand in. You can go back and forth, and flag questions to come back to."),
    tr_noop("Every answer is saved as you type. If you quit, the exam and its clock wait for you."),
)


class FigureInput(Input):
    """A line for a number, which leaves the letters of commands to the screen."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character not in ("?", "l") and super().check_consume_key(key, character)


class ExamStartScreen(Screen[None]):
    """Asks for the number of questions and the time, or whether to continue an unfinished exam."""

    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", tr_noop("begin"), id="exam.begin"),
        Binding("n", "anew", tr_noop("new exam instead"), id="exam.new"),
        Binding("down", "app.focus_next", tr_noop("next field"), id="exam.next-field", show=False),
        Binding("up", "app.focus_previous", tr_noop("previous field"), id="exam.previous-field", show=False),
        Binding("escape,q", "leave", tr_noop("leave"), id="exam.leave"),
        Binding("question_mark", "keys", tr_noop("keys"), id="exam.keys", priority=True),
        Binding("l", "past", tr_noop("past exams"), id="exam.past", priority=True),
    ]

    class _Known(Message):
        """The thread knows what can be asked."""

        def __init__(self, refs: Sequence[QuestionRef], past: Sequence[PastExam], error: QuizappError | None) -> None:
            super().__init__()
            self.refs, self.past, self.error = refs, past, error

    def __init__(
        self,
        deck: LoadedDeck,
        terms: Terms,
        waiting: Paper | None,
        leave: str = "",
        past: Callable[[], Sequence[PastExam]] = tuple,
        grading: Grading | None = None,
    ) -> None:
        """`waiting` is the unfinished exam, if there is one; `leave` says where Escape leads to, unless it ends it all.

        `past` finds the finished exams, the last one first; it is called in a thread. `grading` is how they are graded.
        """
        super().__init__()
        self._grading = grading or Grading()
        self._find_past = past
        self._past: Sequence[PastExam] = ()
        self._deck, self._terms, self._waiting, self._leave = deck, terms, waiting, leave or tr("quit")
        self._refs: Sequence[QuestionRef] | None = None
        self._eager = False

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            with VerticalScroll(id="body", can_focus=False), Container(id="exam-parts"):
                with Vertical(id="exam-entry"):
                    yield Static(id="exam-about", markup=False)
                    yield from self._fields()
                    yield Static(id="exam-trouble", markup=False)
                with Vertical(id="exam-beside"):
                    yield Static(plain("\n\n".join(map(tr, RULES)), QUIET), id="exam-rules", markup=False)
                    yield Static(id="exam-tags", markup=False)
                    yield Static(id="exam-last", markup=False)
            yield KeyBar()

    def _fields(self) -> ComposeResult:
        """The terms to enter."""
        terms = self._terms
        with Vertical(id="exam-terms"):
            with Horizontal(classes="term"):
                yield Label(tr("Questions"), markup=False)
                yield FigureInput(str(terms.questions), id="questions", type="integer", compact=True)
            with Horizontal(classes="term"):
                yield Label(tr("Minutes"), markup=False)
                minutes, no_limit = f"{terms.minutes:g}", tr("0: no limit")
                yield FigureInput(minutes, id="minutes", type="number", compact=True, placeholder=no_limit)
            with Horizontal(classes="term"):
                yield Label(tr("Only this tag"), markup=False)
                yield Input(terms.tag, id="tag", compact=True, placeholder=tr("empty: all"))

    def on_mount(self) -> None:
        title = Content.assemble((f"{trc('heading', 'exam')} · ", "$text-warning"))
        title += plain(self._deck.info.title, "bold")
        seed = "" if self._terms.seed is None else tr("seed {seed}", seed=self._terms.seed)
        self.query_one("#heading", Line).show(title, plain(seed, QUIET))
        self._fill()
        self.run_worker(self._count, thread=True, exit_on_error=False)

    def on_resize(self) -> None:
        """Leave some of the room there is above what is asked."""
        self.query_one("#exam-parts").styles.margin = (max(0, (self.size.height - FULL) // 4), 0, 0, 0)

    def on_exam_start_screen__known(self, message: _Known) -> None:
        message.stop()
        self._refs, self._past = message.refs, message.past
        tags = sorted({tag for ref in message.refs for tag in ref.tags})
        self.query_one("#tag", Input).suggester = SuggestFromList(tags, case_sensitive=False)
        if tags:
            self.query_one("#exam-tags", Static).update(plain(tr("Tags: {tags}.", tags=all_of(tags)), QUIET))
        self._fill()
        if message.error is not None:
            self._refuse(str(message.error))
        elif self._eager:
            self.action_begin()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.action_begin()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._refuse("")
        self._fill_about()

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_begin(self) -> None:
        """Continue the unfinished exam, or begin one, if the terms can be met."""
        if self._waiting is not None:
            self.post_message(ExamResumed(self._deck))
        elif self._refs is None:
            self._eager = True
        elif isinstance(terms := self._entered(), Terms):
            self.post_message(ExamBegun(self._deck, terms, self._refs))
        else:
            self._refuse(*terms)

    def action_anew(self) -> None:
        """Ask for the terms of a new exam; the unfinished one is thrown away once it begins."""
        self._waiting = None
        self._fill()

    def action_leave(self) -> None:
        self.post_message(ExamLeft())

    def action_past(self) -> None:
        """List the exams that were finished."""
        self.app.push_screen(PastExams(self._past, self._grading), self._look_back)

    def _look_back(self, chosen: PastExam | None) -> None:
        if chosen is not None:
            self.post_message(PastExamChosen(self._deck, chosen))

    def action_keys(self) -> None:
        self.app.push_screen(keys_sheet(self, self._keys()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "anew":
                return self._waiting is not None
            case "keys" | "past" if self.focused is not None and self.focused.id == "tag":
                return False  # a tag may have these letters
            case "past":
                return bool(self._past)
            case _:
                return True

    def _count(self) -> None:
        """Find out what can be asked. Runs in a thread: 50 ms for 10,000 questions."""
        refs: Sequence[QuestionRef] = ()
        past: Sequence[PastExam] = ()
        trouble = None
        try:
            refs = examinable(self._deck.listing())
            past = self._find_past()
        except QuizappError as error:
            trouble = error
        self.post_message(self._Known(refs, past, trouble))

    def _entered(self) -> Terms | tuple[str, str]:
        """The terms as they are entered; or why they cannot be met, and the field to mend."""
        questions, minutes, tag = (self.query_one(f"#{name}", Input).value.strip() for name in FIELDS)
        if not questions.isdecimal() or int(questions) < 1:
            return tr("Enter the number of questions: 1 or more."), "questions"
        try:
            time = float(minutes or 0)
        except ValueError:
            time = -1
        if not 0 <= time <= MOST_MINUTES:
            most = number(MOST_MINUTES)
            return tr("Enter the number of minutes, from 0 (no limit) to {most}.", most=most), "minutes"
        if not self._askable(tag):
            missing = tr("No question has the tag {tag}.", tag=tag) if tag else tr("This deck has no exam questions.")
            return missing, "tag"
        return Terms(int(questions), time, self._terms.seed, tag)

    def _askable(self, tag: str) -> int:
        return len(examinable(self._refs or (), tag))

    def _refuse(self, trouble: str, field: str = "") -> None:
        """Show what is wrong with what was entered; nothing, if `trouble` is empty."""
        shown = self.query_one("#exam-trouble", Static)
        shown.update(plain(f"✗ {trouble}", "$text-error") if trouble else "")
        shown.display = bool(trouble)
        if field:
            self.query_one(f"#{field}").focus()
            self.call_after_refresh(shown.scroll_visible, animate=False)

    def _fill(self) -> None:
        self.query_one("#exam-terms").display = self.query_one("#exam-tags").display = self._waiting is None
        self._refuse("")
        self._fill_about()
        self.query_one(KeyBar).show(self._keys())
        self.set_focus(None if self._waiting is not None else self.query_one("#questions"))
        self.refresh_bindings()

    def _keys(self) -> list[Key]:
        begin = Key("↵", tr("begin") if self._waiting is None else tr("continue"), "begin", 0)
        anew = [Key("n", tr("new exam"), "anew", 2)] if self._waiting is not None else []
        move = [Key("tab", tr("next"), "app.focus_next", 3)] if self._waiting is None else []
        past = [Key("l", tr("past exams"), "past", 3)] if self._past else []
        return [begin, *anew, *move, *past, Key("?", tr("keys"), "keys", 4), Key("esc", self._leave, "leave", 1)]

    def _fill_about(self) -> None:
        about, last = self.query_one("#exam-about", Static), self.query_one("#exam-last", Static)
        last.update(last_content(self._past, self._grading))
        last.display = bool(self._past) and self._waiting is None
        if self._waiting is not None:
            about.update(self._standing(self._waiting))
            return
        asked = self._askable(self.query_one("#tag", Input).value.strip())
        left_out = self._deck.question_count - len(self._refs or ())
        choices = [trn("{count} question to choose from.", "{count} questions to choose from.", asked)]
        if left_out:
            choices.append(
                trn(
                    "{count} flashcard is left out: only you can grade it.",
                    "{count} flashcards are left out: only you can grade them.",
                    left_out,
                )
            )
        if self._deck_has_parts:
            choices.append(tr("Some are studied as several cards."))
        about.update(plain("" if self._refs is None else " ".join(choices)))

    def _standing(self, waiting: Paper) -> Content:
        """How far the unfinished exam is, in words and in a bar."""
        head = plain(tr("You have an unfinished exam on this deck."), "bold")
        answered = 1 - len(waiting.unanswered) / len(waiting.questions)
        standing = plain(f"{sentence(standing_text(waiting))} {self._unheeded}".rstrip())
        return Content("\n").join([head, standing, meter(answered, BAR, ANSWERED)])

    @property
    def _unheeded(self) -> str:
        """A sentence where the terms asked for are not those of the unfinished exam; empty if none were."""
        return tr("The options you gave are for a new exam: press n to start one.") if self._terms != Terms() else ""

    @property
    def _deck_has_parts(self) -> bool:
        return len(self._deck.cards) > self._deck.question_count

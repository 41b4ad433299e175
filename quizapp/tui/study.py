"""The study screen: one question, its verdict, the next question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from quizapp.core.errors import QuizappError
from quizapp.core.marking import AskAgain, model_answer
from quizapp.core.questions import Open
from quizapp.core.rating import Rating
from quizapp.showing import Showing, Verdict
from quizapp.store.database import StoreError
from quizapp.study import Study
from quizapp.tui.answers import answer_for
from quizapp.tui.answers.base import Answer
from quizapp.tui.keybar import Key, KeyBar
from quizapp.tui.sheet import Sheet, keys_sheet
from quizapp.tui.text import Line, plain
from quizapp.wording import (
    RATING_WORDS,
    decision_short,
    feedback_for,
    label,
    sentence,
    source_line,
    source_lines,
    standing,
)

if TYPE_CHECKING:
    from textual.types import CSSPathType

LETTERS = "abcdefghi"
BAR = 12


class StudyScreen(Screen[None]):
    """Shows what `Study` says, and passes on what the student does."""

    CSS_PATH: ClassVar[CSSPathType] = "study.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", "answer, go on", id="study.forward"),
        Binding("space", "turn", "turn, tick", id="study.toggle"),
        *(Binding(str(n), f"digit({n})", f"choose or rate {n}", id=f"study.digit-{n}") for n in range(1, 10)),
        *(Binding(c, f"letter('{c}')", f"choose {c}", id=f"study.letter-{c}") for c in LETTERS if c not in "gh"),
        Binding("h,H", "hint", "hint", id="study.hint"),
        Binding("g,G", "guess", "I guessed", id="study.guess"),
        Binding("o", "override", "I was right", id="study.override"),
        Binding("s", "source", "source", id="study.source"),
        Binding("u", "undo", "undo", id="study.undo"),
        Binding("x", "suspend", "suspend", id="study.suspend"),
        Binding("up", "cursor(-1)", "up", id="study.up"),
        Binding("down", "cursor(1)", "down", id="study.down"),
        Binding("shift+up", "carry(-1)", "carry up", id="study.carry-up"),
        Binding("shift+down", "carry(1)", "carry down", id="study.carry-down"),
        Binding("pageup", "page(-1)", "scroll up", id="study.page-up"),
        Binding("pagedown", "page(1)", "scroll down", id="study.page-down"),
        Binding("escape", "leave", "leave the line", id="study.leave"),
        Binding("tab", "type", "to the line", id="study.focus", priority=True),
        Binding("question_mark", "keys", "keys", id="study.keys"),
        Binding("q", "stop", "quit", id="study.stop"),
    ]

    class Finished(Message):
        """The sitting is over."""

    class Stopped(Message):
        """The student stops before the end."""

    def __init__(self, study: Study, leave: str = "quit") -> None:
        """`leave` says where q leads to."""
        super().__init__()
        self._study, self._leave = study, leave
        self._answer: Answer | None = None
        self._remark = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            with VerticalScroll(id="body", can_focus=False):
                yield Line(id="meta")
                yield Static(self._prompt(), id="prompt", markup=False)  # now, so that the first frame has it
                yield Vertical(*self._fresh_answer(), id="answer")
                yield Static(id="note", markup=False)
                yield Static(id="verdict", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self._fill()

    def on_resize(self) -> None:
        self._fill_heading()
        self._fill_keys()
        if self._answer is not None and self._answer.verdict is None:
            self.call_after_refresh(self._answer.show_cursor)

    # Messages of the widgets

    def on_answer_changed(self, message: Answer.Changed) -> None:
        message.stop()
        if self._answer is not None and self._answer.is_mounted:
            self._say("")
            self._fill_keys()
            self._guarded(self._study.save_draft, self._answer.response)

    def on_answer_remark(self, message: Answer.Remark) -> None:
        message.stop()
        self._say(message.text)

    def on_answer_ticked(self, message: Answer.Ticked) -> None:
        message.stop()
        self._guarded(self._study.tick, message.points)
        self._fill_keys()

    def on_answer_look(self, message: Answer.Look) -> None:
        message.stop()
        region = message.region.translate(self.query_one("#answer").virtual_region.offset)
        self.query_one("#body").scroll_to_region(region, animate=False)

    async def on_answer_submitted(self, message: Answer.Submitted) -> None:
        message.stop()
        await self.action_forward()

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def on_descendant_focus(self) -> None:
        self._fill_keys()

    def on_descendant_blur(self) -> None:
        self._fill_keys()

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
            self._say("At first sight an option may be luck, so this card can be rated hard at most.")
            return
        self._guarded(self._study.rate, Rating(number))
        if self._study.showing is not showing:
            await self._go_on()

    async def action_digit(self, number: int) -> None:
        showing = self._study.showing
        if showing is not None and showing.verdict is not None:
            if number in tuple(Rating):
                await self.action_rate(number)
        elif self._answer is not None:
            self._answer.choose(number)

    def action_letter(self, letter: str) -> None:
        self._letter(LETTERS.index(letter) + 1)

    def _letter(self, number: int) -> bool:
        """The number-th letter was pressed: it picks an option, the left of a pair, or a point of the rubric."""
        if self._answer is None:
            return False
        if self._answer.verdict is not None:
            return self._answer.tick(number)
        return self._answer.pick(number)

    def action_hint(self) -> None:
        self._guarded(self._study.hint)
        self._fill_note()
        self._fill_keys()
        self.call_after_refresh(self._fill_keys)

    def action_guess(self) -> None:
        showing = self._study.showing
        if showing is None:
            return
        self._guarded(self._study.confess)
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
        showing = self._study.showing
        if showing is not None:
            lines = source_lines(showing.question, self._study.deck_of(showing).info)
            self.app.push_screen(Sheet("Source", plain("\n".join(lines))))

    async def action_undo(self) -> None:
        if self._guarded(self._study.undo):
            await self._go_on()
            self._say("Taken back.")

    async def action_suspend(self) -> None:
        before = self._study.showing
        self._guarded(self._study.suspend)
        if self._study.showing is not before:
            notice = self._study.notice
            await self._go_on()
            typing = self._answer is not None and self._answer.takes_letters
            self._say(f"{notice} {'Esc, then u,' if typing else 'u'} takes it back.")

    def action_turn(self) -> None:
        if self._answer is not None:
            self._answer.toggle()

    def action_cursor(self, step: int) -> None:
        if self._answer is None or not self._answer.move(step):
            self.query_one("#body").scroll_relative(y=step, animate=False)

    def action_carry(self, step: int) -> None:
        if self._answer is not None:
            self._answer.carry(step)

    def action_page(self, step: int) -> None:
        body = self.query_one("#body")
        body.scroll_relative(y=step * max(1, body.size.height - 1), animate=False)

    def action_leave(self) -> None:
        self.set_focus(None)
        self._fill_keys()

    def action_type(self) -> None:
        if self._answer is not None and self._answer.takes_letters:
            self.focus_next()
        elif self._answer is not None:
            self._answer.type()
        self._fill_keys()

    def action_keys(self) -> None:
        showing, answer = self._study.showing, self._answer
        asking = showing is not None and showing.verdict is None and answer is not None and not answer.takes_letters
        self.app.push_screen(keys_sheet([*self._keys(), *(answer.more_keys if answer and asking else [])]))

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
                return not showing.question.self_graded and (verdict is None or verdict.can_confess)
            case "override":
                return verdict is not None and verdict.can_override
            case "source":
                return verdict is not None and showing.question.source is not None
            case "undo":
                return self._study.can_undo
            case "letter":
                return verdict is None or isinstance(showing.question, Open)
            case "page":
                return self.query_one("#body").max_scroll_y > 0
            case "leave":
                return self._answer is not None and self._answer.takes_letters
            case "type":
                return verdict is None
            case _:
                return True

    def on_key(self, event: events.Key) -> None:
        """With seven options or more, g and h are options before they are commands (G and H stay commands)."""
        if event.key in ("g", "h") and self._letter(LETTERS.index(event.key) + 1):
            event.stop()
            event.prevent_default()

    # Showing

    async def _go_on(self) -> None:
        """Show the card that `Study` brought on, or say that the sitting is over."""
        if self._study.showing is None:
            self.post_message(self.Finished())
            return
        self._remark = ""
        self.set_focus(None)
        container = self.query_one("#answer")
        with self.app.batch_update():
            await container.remove_children()
            await container.mount(*self._fresh_answer())
            self._fill()

    def _fresh_answer(self) -> list[Answer]:
        showing = self._study.showing
        self._answer = answer_for(showing) if showing is not None else None
        return [self._answer] if self._answer is not None else []

    def _fill(self) -> None:
        showing = self._study.showing
        if showing is None or self._answer is None:
            return
        self._fill_heading()
        self._fill_meta()
        prompt = self.query_one("#prompt", Static)
        prompt.update(self._prompt())
        prompt.display = not self._answer.shows_prompt
        self.query_one("#body").scroll_home(animate=False)
        if showing.verdict is not None:
            self._settle()
            return
        if showing.response is not None:
            self._answer.restore(showing.response)
        self.query_one("#verdict", Static).update("")
        self._fill_note()
        self._fill_keys()
        self.call_after_refresh(self._fill_keys)

    def _prompt(self) -> Content:
        showing = self._study.showing
        return plain(showing.question.prompt) if showing is not None else Content("")

    def _fill_heading(self) -> None:
        showing = self._study.showing
        if showing is not None:
            title = plain(self._study.deck_of(showing).info.title, "bold")
            self.query_one("#heading", Line).show(title, self._progress_bar())

    def _fill_meta(self) -> None:
        showing = self._study.showing
        if showing is not None:
            self.query_one("#meta", Line).show(_about(showing), plain(self._standing(showing)))

    def _standing(self, showing: Showing) -> str:
        """What stands opposite the kind of question."""
        return "again" if showing.again else standing(showing.state)

    def _progress_bar(self) -> Content:
        """How far the sitting is. The number counts cards seen; the bar is full when they are all done with."""
        seen, done, total = self._study.progress_made
        cells = BAR if self.size.width >= 60 else BAR // 2
        filled = round(cells * (seen + done) / (2 * total)) if total else cells
        return Content.assemble(
            ("▰" * filled, "$text-accent"),
            ("▱" * (cells - filled), "$foreground 40%"),
            (f" {seen}/{total}", "$foreground 75%"),
        )

    def _settle(self) -> None:
        """Show the verdict below what the student is looking at."""
        showing = self._study.showing
        assert showing is not None and showing.verdict is not None and self._answer is not None
        self.set_focus(None)
        self._remark = ""
        self._answer.settle(showing.verdict)
        self._fill_verdict()
        self._fill_note()
        self._fill_keys()
        self.call_after_refresh(self._reveal)

    def _reveal(self) -> None:
        """Bring the verdict into view, moving no further than it takes to see its beginning below the answer."""
        if self._answer is None:
            return
        body, verdict = self.query_one("#body"), self.query_one("#verdict")
        if self._answer.next_task is not None:
            body.scroll_to_widget(self._answer.next_task, animate=False)
        elif verdict.size.height:
            view = body.scrollable_content_region.height
            lines = min(verdict.size.height, max(3, view - self._answer.size.height))
            body.scroll_to_region(verdict.virtual_region._replace(height=lines), animate=False)
        self._fill_keys()

    def _fill_verdict(self) -> None:
        showing = self._study.showing
        assert showing is not None and showing.verdict is not None and self._answer is not None
        verdict, question = showing.verdict, showing.question
        parts: list[Content] = []
        if verdict.mark is not None and (verdict.changed or not self._answer.says_all):
            parts.append(
                _judgement(verdict, "" if self._answer.shows_model else model_answer(question, showing.language))
            )
            if not self._answer.shows_feedback:
                parts += map(plain, feedback_for(question, verdict.response, showing.language).values())
        if question.explanation:
            parts.append(plain(question.explanation))
        if line := source_line(question, self._study.deck_of(showing).info):
            parts.append(plain(line, "$foreground 75%"))
        self.query_one("#verdict", Static).update(Content("\n").join(parts))

    def _say(self, remark: str) -> None:
        """Tell the student something until the response changes."""
        self._remark = remark
        self._fill_note()

    def _fill_note(self) -> None:
        showing = self._study.showing
        if showing is None:
            return
        lines = [self._remark or ("" if showing.verdict else self._study.notice)]
        if showing.verdict is None:
            if showing.hint:
                lines.insert(0, f"Hint: {showing.question.hint}")
            if showing.guess:
                lines.append("Noted as a guess: the card will come back soon.")
        note, text = self.query_one("#note", Static), "\n".join(filter(None, lines))
        note.update(plain(text, "$text-warning"))
        note.display = bool(text)
        if text:
            self.call_after_refresh(note.scroll_visible, animate=False)

    def _fill_keys(self) -> None:
        if self.is_mounted and self._study.showing is not None:
            self.query_one(KeyBar).show(self._keys())
            self.refresh_bindings()

    def _keys(self) -> list[Key]:
        """The keys that work now, the most useful first."""
        showing = self._study.showing
        if showing is None or self._answer is None:
            return []
        verdict = showing.verdict
        if verdict is not None:
            keys = [*(self._answer.keys if isinstance(showing.question, Open) else []), *self._rating_keys(verdict)]
        else:
            turn = "show" if showing.question.self_graded else "answer"
            keys = [*self._answer.keys, Key("↵", turn, "forward", 0)]
        if self._answer.takes_letters:
            return keys
        letters = self._answer.letters if verdict is None else 0
        more = [
            Key("H" if letters >= 8 else "h", "hint", "hint", 4),
            Key("G" if letters >= 7 else "g", "I guessed" if verdict else "guess", "guess", 6),
            Key("o", "I was wrong" if verdict and verdict.evidence.overridden else "I was right", "override", 2),
            Key("s", "source", "source", 7),
            Key("u", "undo", "undo", 5),
            Key("x", "suspend", "suspend", 9),
            Key("pgup pgdn", "scroll", "page(1)", 10),
            Key("?", "keys", "keys", 2),
            Key("q", self._leave, "stop", 3),
        ]
        return keys + [key for key in more if self.check_action(key.action.partition("(")[0], ())]

    def _rating_keys(self, verdict: Verdict) -> list[Key]:
        keys = []
        for rating, decision in verdict.decisions.items():
            if rating <= verdict.highest:
                default = rating is verdict.rating
                keys.append(
                    Key(
                        "↵" if default else str(rating.value),
                        f"{RATING_WORDS[rating]} {decision_short(decision)}",
                        f"rate({rating.value})",
                        0 if default else 1 if rating is Rating.AGAIN else 3,
                    )
                )
        return keys

    def _guarded(self, function: Any, *arguments: Any) -> Any:
        """Call into the sitting; an error is told, and the screen stays as it is."""
        try:
            return function(*arguments)
        except QuizappError as error:
            self._study.trouble = error
            return None
        finally:
            if told := self._study.trouble:
                self._study.trouble = None
                title = "Not saved" if isinstance(told, StoreError) else "Not asked"
                self.notify(str(told), title=title, severity="error", timeout=20, markup=False)


def _about(showing: Showing) -> Content:
    """What kind of question this is, in a few quiet words."""
    question = showing.question
    parts = [label(question).lower(), *question.tags[:2]]
    if question.difficulty:
        parts.append(f"difficulty {question.difficulty}")
    return plain(" · ".join(parts))


def _judgement(verdict: Verdict, answer: str) -> Content:
    """The verdict in a sign, a word and a reason."""
    assert verdict.mark is not None
    mark, evidence = verdict.mark, verdict.evidence
    if evidence.overridden:
        return Content.styled("✓ counted as right, and noted for the deck's author", "$text-success")
    if mark.right:
        tail = "; a guess, so it comes back soon" if evidence.guessed else ""
        return Content.styled(f"✓ {mark.reason}{tail}", "bold $text-success")
    sign = "◐" if mark.score > 0 else "✗"
    told = mark.reason if answer in mark.reason else f"{mark.reason.rstrip('.')}. The answer: {answer}"
    style = "bold $text-warning" if mark.score > 0 else "bold $text-error"
    return Content.styled(f"{sign} {told}".expandtabs(4), style)

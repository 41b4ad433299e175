"""A screen with one question and the widget to answer it with: what studying and an exam have in common."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.messages import tr, tr_noop
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.self_graded import Open
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.answers import answer_for
from quizapp.tui.answers.base import Answer
from quizapp.tui.terminal.stylesheet import read_rules
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.text import Line, plain
from quizapp.wording.common import diff_text, feedback_for, label, source_line

if TYPE_CHECKING:
    from textual.types import CSSPathType

LETTERS = "abcdefghi"
QUIET = "$foreground 75%"
ASIDES = ("notice", "judgement", "note", "verdict")


class QuestionScreen(Screen[None]):
    """Shows a `Showing`, and hands keys and clicks to its answer widget; subclasses say what an answer leads to."""

    CSS_PATH: ClassVar[CSSPathType] = "study.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", tr_noop("answer, continue"), id="study.forward"),
        Binding("space", "turn", tr_noop("turn, tick"), id="study.toggle"),
        *(Binding(str(n), f"digit({n})", tr_noop("choose or rate {key}"), id=f"study.digit-{n}") for n in range(1, 10)),
        *(Binding(c, f"letter('{c}')", tr_noop("choose {key}"), id=f"study.letter-{c}") for c in "abcdefi"),
        Binding("up", "cursor(-1)", tr_noop("up"), id="study.up"),
        Binding("down", "cursor(1)", tr_noop("down"), id="study.down"),
        Binding("shift+up", "carry(-1)", tr_noop("move item up"), id="study.carry-up"),
        Binding("shift+down", "carry(1)", tr_noop("move item down"), id="study.carry-down"),
        Binding("pageup", "page(-1)", tr_noop("scroll up"), id="study.page-up"),
        Binding("pagedown", "page(1)", tr_noop("scroll down"), id="study.page-down"),
        Binding("escape", "leave", tr_noop("stop typing"), id="study.leave"),
        Binding("tab", "type", tr_noop("back to typing"), id="study.focus", priority=True),
        Binding("question_mark", "keys", tr_noop("keys"), id="study.keys"),
        Binding("q", "stop", tr_noop("quit"), id="study.stop"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self._remark = ""
        self._is_judged_above = self._has_asides = False
        self.changed_at = 0.0

    # What subclasses say

    @property
    def showing(self) -> Showing | None:
        """The question on screen; None when there is nothing left to show."""
        raise NotImplementedError

    def _info(self, showing: Showing) -> DeckInfo:
        """The deck that the question is from."""
        raise NotImplementedError

    def _keys(self) -> list[Key]:
        """The keys that work now, the most useful first."""
        raise NotImplementedError

    def _fill_heading(self) -> None:
        """Show the line at the top."""
        raise NotImplementedError

    def _standing(self, showing: Showing) -> str:
        """The words opposite the kind of question."""
        return ""

    def _note_lines(self, showing: Showing) -> list[str]:
        """The lines below the answer."""
        return [self._remark]

    def _afterwords(self, showing: Showing) -> list[str]:
        """The lines at the end of a verdict."""
        return []

    def _notice(self, showing: Showing) -> str:
        """The words above the question, which are about something else."""
        return ""

    async def action_forward(self) -> None:
        """Enter was pressed, or the answer widget says that the student is done."""
        raise NotImplementedError

    # Showing

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            with VerticalScroll(id="body", can_focus=False):
                yield Line(id="meta")
                yield Static(self._prompt(), id="prompt", markup=False)  # now, so that the first frame has it
                answer = self._fresh_answer()
                self._answer = next(iter(answer), None)
                yield Vertical(*answer, id="answer")
            yield KeyBar()

    def on_mount(self) -> None:
        self._fill()
        self.call_after_refresh(self._asides)
        for place in ("scroll_y", "virtual_size"):
            self.watch(self.query_one("#body"), place, self._fill_keys, init=False)

    def on_resize(self) -> None:
        self._fill_heading()
        self._fill_keys()
        if self._answer is not None and self._answer.verdict is None:
            self.call_after_refresh(self._answer.show_cursor)

    async def _put(self) -> None:
        """Show what `showing` has come to be."""
        self._remark = ""
        self.set_focus(None)
        self._answer = None  # keys and messages find none, rather than one that is being removed, or not all there yet
        container = self.query_one("#answer")
        with self.app.batch_update():
            await container.remove_children()
            answer = self._fresh_answer()
            await container.mount(*answer)
            self._answer = next(iter(answer), None)
            self._fill()
        self.changed_at = time.monotonic()

    def _asides(self) -> None:
        """Make the places around the answer that are empty as a rule: the first frame comes 4 ms earlier without.

        They are hidden while they are empty: else each takes a line.
        """
        if not self._has_asides and self.is_attached:
            self._has_asides = True
            notice, judgement, note, verdict = (Static(id=name, markup=False) for name in ASIDES)
            for aside in (notice, judgement, note, verdict):
                aside.display = False
            body = self.query_one("#body")
            body.mount(notice, before="#meta")
            body.mount(judgement, before="#answer")
            body.mount(note, verdict)

    def _tell(self, name: str, text: Content) -> None:
        """Show this in one of these places; nothing hides it."""
        if text:
            self._asides()
        if self._has_asides:
            aside = self.query_one(f"#{name}", Static)
            aside.update(text)
            aside.display = bool(text)

    async def on_event(self, event: events.Event) -> None:
        """Leave out keys that were typed before this question was there: they were not meant for it."""
        if not isinstance(event, events.Key) or event.time >= self.changed_at:
            await super().on_event(event)

    def _fresh_answer(self) -> list[Answer]:
        """Return the widget to answer the question with, if there is one to show."""
        if self.showing is None:
            return []
        answer = answer_for(self.showing)
        if answer.rules is not None:
            read_rules(self.app.stylesheet, [answer.rules])
        return [answer]

    def _fill(self) -> None:
        showing = self.showing
        if showing is None or self._answer is None:
            return
        self._fill_heading()
        self._fill_meta()
        prompt = self.query_one("#prompt", Static)
        prompt.update(self._prompt())
        prompt.display = not self._answer.shows_prompt
        self._fill_notice()
        self.query_one("#body").scroll_home(animate=False)
        if showing.verdict is not None:
            self._settle()
            return
        if showing.response is not None:
            self._answer.restore(showing.response)
        self._tell("judgement", Content(""))
        self._tell("verdict", Content(""))
        self._fill_note()
        self._fill_keys()
        self.call_after_refresh(self._fill_keys)

    def _prompt(self) -> Content:
        showing = self.showing
        return plain(showing.question.prompt) if showing is not None else Content("")

    def _fill_meta(self) -> None:
        showing = self.showing
        if showing is not None:
            self.query_one("#meta", Line).show(_about(showing), plain(self._standing(showing)))

    def _settle(self) -> None:
        """Show the verdict below what the student is looking at."""
        showing = self.showing
        assert showing is not None and showing.verdict is not None and self._answer is not None
        self.set_focus(None)
        self._remark, self._is_judged_above = "", False
        self._fill_notice()
        self._answer.show_verdict(showing.verdict)
        self._fill_verdict()
        self._fill_note()
        self._fill_keys()
        self.call_after_refresh(self._reveal)

    def _reveal(self) -> None:
        """Bring the verdict into view, moving no further than it takes to see it and its answer."""
        if self._answer is None:
            return
        self._asides()
        body, verdict, answer = self.query_one("#body"), self.query_one("#verdict"), self.query_one("#answer")
        if self._answer.next_task is not None:
            body.scroll_to_widget(self._answer.next_task, animate=False)
        else:
            view = body.scrollable_content_region.height
            judged = self._judged()
            lines = len(judged.wrap(max(1, body.size.width))) if judged else 0
            if lines and answer.size.height + lines > view and not self._is_judged_above:
                self._is_judged_above = True
                self._fill_verdict()
                self.call_after_refresh(self._reveal)
                return
            top = self.query_one("#judgement") if self._is_judged_above else answer
            height = answer.virtual_region.bottom - top.virtual_region.y
            height += min(verdict.size.height, max(0, view - height))
            body.scroll_to_region(top.virtual_region._replace(height=min(view, height)), animate=False)
        self._fill_keys()

    def _judged(self) -> Content:
        """The verdict in a sentence; nothing where the answer widget says it all."""
        showing, answer = self.showing, self._answer
        if showing is None or answer is None or showing.verdict is None or showing.verdict.mark is None:
            return Content("")
        if answer.says_all and not showing.verdict.changed:
            return Content("")
        return _judgement(
            showing.verdict, "" if answer.shows_model else model_answer(showing.question, showing.language)
        )

    def _fill_verdict(self) -> None:
        showing = self.showing
        assert showing is not None and showing.verdict is not None and self._answer is not None
        verdict, question, judged = showing.verdict, showing.question, self._judged()
        parts: list[Content] = []
        self._tell("judgement", judged if self._is_judged_above else Content(""))
        if judged and not self._is_judged_above:
            parts.append(judged)
        if verdict.mark and (letters := diff_text(verdict.mark)):
            parts.append(plain(tr("{letters}   [too much] (missing)", letters=letters), QUIET))
        if judged and not self._answer.shows_feedback:
            parts += map(plain, feedback_for(question, verdict.response, showing.language).values())
        if question.explanation:
            parts.append(plain(question.explanation))
        if line := source_line(question, self._info(showing)):
            parts.append(plain(line, QUIET))
        parts += [plain(line, QUIET) for line in self._afterwords(showing)]
        self._tell("verdict", Content("\n").join(parts))

    def _fill_notice(self) -> None:
        text = self._notice(self.showing) if self.showing is not None else ""
        self._tell("notice", plain(text, QUIET))

    def _say(self, remark: str) -> None:
        """Tell the student something until the response changes."""
        self._remark = remark
        self._fill_note()

    def _fill_note(self) -> None:
        showing = self.showing
        if showing is None:
            return
        text = "\n".join(filter(None, self._note_lines(showing)))
        self._tell("note", plain(text, "$text-warning"))
        if text:
            self.call_after_refresh(self.query_one("#note").scroll_visible, animate=False)

    def _fill_keys(self) -> None:
        if self.is_mounted and self.showing is not None:
            self.query_one(KeyBar).show(self._keys())
            self.refresh_bindings()

    def _scroll_key(self) -> Key:
        """The key for what is out of view; it may not be missed where there is more of a verdict below."""
        body, showing = self.query_one("#body"), self.showing
        if body.scroll_y < body.max_scroll_y:
            judged = showing is not None and showing.verdict is not None
            both = body.scroll_y and self.size.width >= 60
            return Key("pgup pgdn" if both else "pgdn", tr("more"), "page(1)", 1 if judged else 3)  # not shown
        return Key("pgup", tr("scroll up"), "page(-1)", 10)

    # Messages of the widgets

    def on_answer_remark(self, message: Answer.Remark) -> None:
        message.stop()
        self._say(message.text)

    def on_answer_look(self, message: Answer.Look) -> None:
        message.stop()
        region = message.region.translate(self.query_one("#answer").virtual_region.offset)
        self.query_one("#body").scroll_to_region(region, animate=False)

    def on_answer_task_shown(self, message: Answer.TaskShown) -> None:
        message.stop()
        self.call_after_refresh(self._reveal)

    def on_mouse_down(self) -> None:
        if self._answer is not None and self._answer.verdict is None:
            for keypad in self._answer.query("Keypad"):
                keypad.display = True

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

    # Keys

    async def action_digit(self, number: int) -> None:
        if self._answer is not None:
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
        from quizapp.tui.widgets.sheet import keys_sheet  # 2 ms, when it is asked for

        showing, answer = self.showing, self._answer
        asking = showing is not None and showing.verdict is None and answer is not None and not answer.takes_letters
        self.app.push_screen(keys_sheet(self, [*self._keys(), *(answer.more_keys if answer and asking else [])]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        showing = self.showing
        if showing is None:
            return False
        match action:
            case "letter":
                return showing.verdict is None or isinstance(showing.question, Open)
            case "page":
                return self.query_one("#body").max_scroll_y > 0
            case "leave":
                return self._answer is not None and self._answer.takes_letters
            case "type":
                return showing.verdict is None
            case _:
                return True

    def on_key(self, event: events.Key) -> None:
        """With seven options or more, g and h are options before they are commands (G and H stay commands)."""
        if event.key in ("g", "h") and self._letter(LETTERS.index(event.key) + 1):
            event.stop()
            event.prevent_default()


def _about(showing: Showing) -> Content:
    """The kind of question, in a few quiet words."""
    question = showing.question
    kind = label(question)
    parts = [kind[:1].lower() + kind[1:], *question.tags[:2]]
    if question.difficulty:
        parts.append(tr("difficulty {level}", level=question.difficulty))
    return plain(" · ".join(parts))


def _judgement(verdict: Verdict, answer: str) -> Content:
    """The verdict in a sign, a word and a reason."""
    assert verdict.mark is not None
    mark, evidence = verdict.mark, verdict.evidence
    if evidence.overridden:
        return Content.styled(tr("✓ counted as right, and noted for the deck's author"), "$text-success")
    if mark.right:
        guess = tr("{verdict}; a guess, so it comes back soon", verdict=mark.reason)
        return Content.styled(f"✓ {guess if evidence.guessed else mark.reason}", "bold $text-success")
    sign = "◐" if mark.score > 0 else "✗"
    reason = mark.reason
    if answer not in reason:
        reason = tr("{verdict}. The answer: {answer}", verdict=reason.rstrip("."), answer=answer)
    style = "bold $text-warning" if mark.score > 0 else "bold $text-error"
    return Content.styled(f"{sign} {reason}".expandtabs(4), style)

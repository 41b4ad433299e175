"""A screen with one question and the widget to answer it with: what studying and an exam have in common."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.messages import tr, tr_noop
from quizapp.core.questions.self_graded import Open
from quizapp.learning.study.showing import Showing
from quizapp.tui.answers import answer_for
from quizapp.tui.answers.base import Answer
from quizapp.tui.terminal.stylesheet import read_rules
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.text import Line, plain

if TYPE_CHECKING:
    from textual.types import CSSPathType
    from textual.widget import Widget

LETTERS = "abcdefghi"
QUIET = "$foreground 75%"
ASIDES = ("notice", "judgement", "outcome", "verdict", "note")
"""The places around the answer that are empty as a rule; the verdict's line is above a long answer, or below it."""

AROUND_IT = Path(__file__).with_name("asides.tcss")
"""The rules of these places, which the first frame does without: 2 ms."""

COLUMN, SIDES, PADDING = 100, 30, 5
"""The cells of the column at most; those of what may stand beside it; and those beside the text in the column."""

BROAD, TALL = 110, 18
"""Screens of so many cells have room beside the column; those of so many lines have room around the question."""

AROUND, VERDICT, RATINGS = 5, 3, 2
"""Lines of heading, keys and the space between; of a verdict without its lessons; and of the ratings."""

THIRD = 3
"""The question stands at this part of the height, where there is room."""


class QuestionScreen(Screen[None]):
    """Shows a `Showing`, and hands keys and clicks to its answer widget; subclasses say what an answer leads to."""

    CSS_PATH: ClassVar[CSSPathType] = "study.tcss"
    AUTO_FOCUS = ""
    has_standing: ClassVar[bool] = False
    """Whether there is a line above the question for what `_standing` says."""

    has_verdicts: ClassVar[bool] = True
    """Whether there are to be verdicts, for which room is kept."""

    has_sides: ClassVar[bool] = False
    """Whether something stands beside the column where there is room."""

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
        self._air = 0
        self._spread_on = Size()
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
        """The words above the question, if the screen has a line for them."""
        return ""

    def _note_lines(self, showing: Showing) -> list[str]:
        """The lines below the answer."""
        return [self._remark]

    def _afterwords(self, showing: Showing) -> list[str]:
        """The lines at the end of a verdict."""
        return []

    def _notice(self, showing: Showing) -> str:
        """The sentence above the question, which is about something else."""
        return ""

    def _foot(self) -> list[Key]:
        """The keys at the foot: those that work now, but for what has a place of its own on the screen."""
        return self._keys()

    async def action_forward(self) -> None:
        """Enter was pressed, or the answer widget says that the student is done."""
        raise NotImplementedError

    # Showing

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            with VerticalScroll(id="body", can_focus=False) as body:
                if self.has_standing:
                    yield Line(id="standing")
                yield Static(self._prompt(), id="prompt", markup=False)  # now, so that the first frame has it
                answer = self._fresh_answer()
                self._answer = next(iter(answer), None)
                yield Vertical(*answer, id="answer")
            yield KeyBar()
        self._leave_air(body)

    def on_mount(self) -> None:
        self._fill()
        self.call_after_refresh(self._asides)
        for place in ("scroll_y", "virtual_size"):
            self.watch(self.query_one("#body"), place, self._make_room, init=False)
        self.watch(self.query_one("#body"), "show_vertical_scrollbar", self._make_room_later, init=False)

    def on_resize(self) -> None:
        if self.app.size != self._spread_on:
            self._leave_air(self.query_one("#body"))
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
            self._leave_air(self.query_one("#body"))
            self._fill()
        self.changed_at = time.monotonic()

    def _asides(self) -> None:
        """Make the places around the answer that are empty as a rule: the first frame comes 4 ms earlier without.

        They are hidden while they are empty: else each takes a line.
        """
        if not self._has_asides and self.is_attached:
            self._has_asides = True
            read_rules(self.app.stylesheet, [AROUND_IT])
            places = {name: Static(id=name, markup=False) for name in ASIDES}
            for aside in places.values():
                aside.display = False
            body = self.query_one("#body")
            body.mount(places["notice"], before=0)
            body.mount(places["judgement"], before="#answer")
            body.mount(places["outcome"], places["verdict"], places["note"])

    def _tell(self, name: str, text: Content, tone: str = "") -> None:
        """Show this in one of these places, on a background of a tone if there is one; nothing hides it."""
        if text:
            self._asides()
        if self._has_asides:
            aside = self.query_one(f"#{name}", Static)
            aside.update(text)
            aside.display = bool(text)
            if tone:
                aside.set_classes(f"-{tone}")

    def _leave_air(self, body: Widget) -> None:
        """Leave so much air above the question that it stands at a third of the height, if its verdict fits then too.

        So the verdict moves nothing. What can be known of it is known beforehand.
        """
        self._air, showing, answer = 0, self.showing, self._answer
        width, height = self._spread_on = self.app.size
        if showing is not None and answer is not None and height >= TALL:
            inside = min(width - (SIDES if self.has_sides and width >= BROAD else 0), COLUMN) - PADDING
            spare = height - AROUND - self._lines(showing, answer, inside)
            spare -= answer.spread(max(0, spare), inside)
            self._air = max(0, min(height // THIRD - THIRD, spare))
        self._aerate(body)

    def _lines(self, showing: Showing, answer: Answer, width: int) -> int:
        """The lines that a question takes with its verdict."""
        question = showing.question
        lines = answer.lines_in(width) + 2 * self.has_standing
        if not answer.shows_prompt:
            lines += len(plain(question.prompt).wrap(width)) + 1
        if not self.has_verdicts:
            return lines
        later = [question.explanation, max(question.feedback.values(), key=len, default="")]
        if isinstance(question, Open):
            later += [question.model, *question.rubric, "", "", ""]
        lines += sum(len(plain(text).wrap(width)) for text in later if text or isinstance(question, Open))
        lines += 2 * (question.source is not None) + len(self._afterwords(showing))
        return lines + RATINGS + 1 + (1 if question.self_graded else VERDICT)

    def _aerate(self, body: Widget) -> None:
        margin = (self._air, 0, 0, 0)
        if tuple(body.styles.margin) != margin:
            body.styles.margin = margin

    def _make_room_later(self) -> None:
        """Look once it is laid out: a scroll bar comes or goes."""
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Take air away rather than scroll: there is more to show than could be known."""
        if self.is_attached:
            self._give_room()
            self._fill_keys()

    def _give_room(self) -> bool:
        """Take away as much air as there are lines out of view; return whether there were any to gain so."""
        body = self.query_one("#body")
        hidden = body.virtual_size.height - body.size.height  # `max_scroll_y` is still that of the last layout
        if not self._air or hidden <= 0:
            return False
        self._air = max(0, self._air - hidden)
        self._aerate(body)
        return True

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
        self._fill_standing()
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
        for place in ("judgement", "outcome", "verdict"):
            self._tell(place, Content(""))
        self._fill_note()
        self._fill_keys()
        self.call_after_refresh(self._fill_keys)

    def _prompt(self) -> Content:
        showing = self.showing
        return plain(showing.question.prompt) if showing is not None else Content("")

    def _fill_standing(self) -> None:
        if self.has_standing and (showing := self.showing) is not None:
            self.query_one("#standing", Line).show(plain(self._standing(showing), QUIET), Content(""))

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
        if self._give_room():
            self.call_after_refresh(self._reveal)
            return
        body, verdict, answer = self.query_one("#body"), self.query_one("#verdict"), self.query_one("#answer")
        outcome = self.query_one("#outcome")
        if self._answer.next_task is not None:
            body.scroll_to_widget(self._answer.next_task, animate=False)
        else:
            view = body.scrollable_content_region.height
            lines = outcome.size.height if outcome.display else 0
            if lines and answer.size.height + lines > view and not self._is_judged_above:
                self._is_judged_above = True
                self._fill_verdict()
                self.call_after_refresh(self._reveal)
                return
            top = self.query_one("#judgement") if self._is_judged_above else answer
            start = top.virtual_region.y + (0 if self._is_judged_above else self._answer.settled_from)
            height = answer.virtual_region.bottom - start
            for below in (outcome, verdict):
                height += (
                    min(below.outer_size.height + below.styles.margin.height, max(0, view - height))
                    if below.display
                    else 0
                )
            region = top.virtual_region._replace(y=start, height=min(view, height))
            body.scroll_to_region(region, animate=False)
        self._fill_keys()

    def _fill_verdict(self) -> None:
        from quizapp.tui.study.verdict import headline, lessons  # 1 ms, which the first question does without

        showing, answer = self.showing, self._answer
        if showing is None or answer is None or showing.verdict is None:
            return
        tone, line = headline(showing, answer)
        above = self._is_judged_above
        self._tell("judgement", line if above else Content(""), tone)
        self._tell("outcome", Content("") if above else line, tone)
        self._tell("verdict", lessons(showing, answer, self._info(showing), self._afterwords(showing)))

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
            self.query_one(KeyBar).show(self._foot())
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

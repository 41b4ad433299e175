"""The end of a session: how it went, what was missed, when the next cards are due."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from quizapp.core.errors import QuizappError
from quizapp.core.formats import all_of, percent
from quizapp.core.messages import tr, tr_noop, trc, trn
from quizapp.learning.overview import Upcoming
from quizapp.learning.study.session import StudySession
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import hanging, justified, plain
from quizapp.wording.common import done_line, nothing_line, outcome_line, prompt_text, sentence, upcoming_line

BAR = 10
TOGETHER = 44
"""A line with a bar is not wider than this: its parts are read together."""


class SummaryScreen(Screen[None]):
    """Shown when no card is left, or when there was none to begin with."""

    CSS_PATH = "study.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "home", tr_noop("home"), id="summary.home"),
        Binding("u", "undo", tr_noop("undo"), id="summary.undo"),
        Binding("r", "repeat", tr_noop("practise missed"), id="summary.repeat"),
        Binding("up", "scroll(-1)", tr_noop("up"), id="summary.up"),
        Binding("down", "scroll(1)", tr_noop("down"), id="summary.down"),
        Binding("pageup", "page(-1)", tr_noop("page up"), id="summary.page_up"),
        Binding("pagedown,space", "page(1)", tr_noop("page down"), id="summary.page_down"),
        Binding("home", "end(-1)", tr_noop("to the beginning"), id="summary.beginning"),
        Binding("end", "end(1)", tr_noop("to the end"), id="summary.end"),
        Binding("question_mark", "keys", tr_noop("keys"), id="summary.keys"),
        Binding("q", "app.quit", tr_noop("quit"), id="summary.quit"),
    ]

    class Home(Message):
        """The student is done with the summary."""

    class Undone(Message):
        """The last answer is undone: its card is on screen again."""

    class Repeated(Message):
        """The missed cards are to be practised."""

    def __init__(self, study: StudySession, upcoming: Upcoming | None, back: str) -> None:
        """`upcoming` is when the cards come next, if that is to be shown; `back` is where Enter leads."""
        super().__init__()
        self._study, self._upcoming, self._back = study, upcoming, back
        self._missed = list(study.missed.values())

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            with VerticalScroll(id="body", can_focus=False):
                yield Static(id="summary", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self.watch(self.query_one("#body"), "show_vertical_scrollbar", self._show_keys, init=False)
        self._show_keys()

    def on_resize(self) -> None:
        width = max(20, self.query_one("#body").scrollable_content_region.width)
        self.query_one("#summary", Static).update(Content("\n").join(self._lines(width)))

    def action_home(self) -> None:
        self.post_message(self.Home())

    def action_undo(self) -> None:
        try:
            self._study.undo()
        except QuizappError as error:
            self.notify(str(error), title=tr("Not undone"), severity="error", timeout=20, markup=False)
        else:
            self.post_message(self.Undone())

    def action_repeat(self) -> None:
        self.post_message(self.Repeated())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "repeat":
                return bool(self._missed)
            case "undo":
                return self._study.can_undo
            case "scroll" | "page" | "end":
                return self._scrolls
            case _:
                return True

    def action_scroll(self, step: int) -> None:
        self.query_one("#body").scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        body = self.query_one("#body")
        body.scroll_relative(y=step * max(1, body.size.height - 1), animate=False)

    def action_end(self, side: int) -> None:
        body = self.query_one("#body")
        body.scroll_to(y=0 if side < 0 else body.max_scroll_y, animate=False)

    def action_keys(self) -> None:
        self.app.push_screen(keys_sheet(self, self._keys()))

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    @property
    def _scrolls(self) -> bool:
        return self.query_one("#body").max_scroll_y > 0

    def _show_keys(self) -> None:
        self.query_one(KeyBar).show(self._keys())

    def _keys(self) -> list[Key]:
        repeat = [Key("r", tr("practise missed"), "repeat", 3)] if self._missed else []
        undo = [Key("u", tr("undo"), "undo", 4)] if self._study.can_undo else []
        leave = [Key("?", tr("keys"), "keys", 2), Key("q", tr("quit"), "app.quit", 1)]
        scroll = [Key("↑ ↓", tr("scroll"), "scroll(1)", 2)] if self._scrolls else []
        return [Key("↵", self._back, "home", 0), *scroll, *repeat, *undo, *leave]

    def _lines(self, width: int) -> list[Content]:
        study = self._study
        titles = all_of([deck.info.title for deck in study.decks.values()])
        lines = [*plain(titles, "$foreground 75%").wrap(width), Content("")]
        if not study.session.answers:
            lines.append(Content.styled(nothing_line(study), "bold"))
        else:
            lines += plain(done_line(study), "bold $text-success").wrap(width)
            lines += plain(sentence(outcome_line(study))).wrap(width)
        lines += [Content(""), *self._memory_lines(width), *self._missed_lines(width)]
        if left := len(study.session.left):
            text = trn(
                "{count} card is resting. It returns next time.",
                "{count} cards are resting. They return next time.",
                left,
            )
            lines += [*plain(text).wrap(width), Content("")]
        if self._upcoming is not None:
            lines += plain(upcoming_line(self._upcoming)).wrap(width)
        return lines

    def _memory_lines(self, width: int) -> list[Content]:
        change = self._study.memory_change()
        if change is None:
            return []
        return [
            *plain(tr("Chance you'll remember these tomorrow"), "bold").wrap(width),
            _bar(trc("this session", "before"), change[0], width),
            _bar(trc("this session", "after"), change[1], width),
            Content(""),
        ]

    def _missed_lines(self, width: int) -> list[Content]:
        if not self._missed:
            return []
        lines = [Content.styled(trc("heading", "Missed"), "bold")]
        for question in self._missed:
            lines += hanging(Content.styled("· ", "$foreground 75%"), plain(prompt_text(question)), width)
        return [*lines, Content("")]


def _bar(name: str, share: float, width: int) -> Content:
    filled = round(BAR * share)
    bar = Content.assemble(
        ("▰" * filled, "$text-accent"), ("▱" * (BAR - filled), "$foreground 75%"), percent(share).rjust(5)
    )
    return justified(plain(name, "$foreground 75%"), bar, min(width, TOGETHER))

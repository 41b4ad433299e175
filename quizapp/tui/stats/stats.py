"""The statistics screen: one part at a time, from figures that are worked out in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.learning.stats import CardFigures, History, Scope
from quizapp.tui.stats import parts as parts
from quizapp.tui.stats.parts import AgreementPlot, BarPlot, Block
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.partbar import PartBar
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import Line, plain
from quizapp.wording import stats as report

PARTS = {
    "days": tr_noop("study days"),
    "recall": tr_noop("recall"),
    "model": tr_noop("predictions"),
    "ahead": tr_noop("the days ahead"),
    "cards": tr_noop("your cards"),
    "guesses": tr_noop("your guesses"),
}
"""The parts by their ids, in order, as their keys are described."""


class Part(VerticalScroll):
    """The content of a part: texts and pictures, one under the other."""

    def __init__(self) -> None:
        super().__init__(id="body", can_focus=False)
        self._blocks: list[Block] = []

    def show(self, blocks: list[Block]) -> None:
        """Show these instead of what is there."""
        if blocks != self._blocks:
            self._blocks = blocks
            self.refresh(recompose=True)

    def compose(self) -> ComposeResult:
        for texts, blocks in groupby(self._blocks, key=lambda block: isinstance(block, Content)):
            if texts:
                yield Static(
                    Content("\n\n").join(block for block in blocks if isinstance(block, Content)), markup=False
                )
            else:
                yield from (self._picture(block) for block in blocks if not isinstance(block, Content))

    def _picture(self, block: BarPlot | AgreementPlot) -> Widget:
        from quizapp.tui.stats.plots import Agreement, Bars  # 20 ms with plotext; imported in the thread by now

        match block:
            case BarPlot():
                return Bars(block.figures, parts.names_of(block, self.size.width))
            case AgreementPlot():
                return Agreement(block.bins)


class StatsScreen(Screen[None]):
    """Shows the learner's figures, as the log has them."""

    CSS_PATH = "stats.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", tr_noop("previous part"), id="stats.previous"),
        Binding("right", "step(1)", tr_noop("next part"), id="stats.next"),
        *(
            Binding(str(number), f"part('{name}')", description, id=f"stats.{name}")
            for number, (name, description) in enumerate(PARTS.items(), 1)
        ),
        Binding("up", "scroll(-1)", tr_noop("up"), id="stats.up"),
        Binding("down", "scroll(1)", tr_noop("down"), id="stats.down"),
        Binding("pageup", "page(-1)", tr_noop("page up"), id="stats.page_up"),
        Binding("pagedown,space", "page(1)", tr_noop("page down"), id="stats.page_down"),
        Binding("a", "scope", tr_noop("all decks or this one"), id="stats.scope"),
        Binding("question_mark", "keys", tr_noop("keys"), id="stats.keys"),
        Binding("escape,q", "close", tr_noop("back"), id="stats.close"),
    ]

    class Closed(Message):
        """The student has seen enough."""

    class Known(Message):
        """A thread has read the answers."""

        def __init__(self, scope: Scope, past: History) -> None:
            super().__init__()
            self.scope, self.past = scope, past

    class Complete(Message):
        """A thread has read how the cards stand, and pictures can be drawn."""

        def __init__(self, scope: Scope, cards: CardFigures) -> None:
            super().__init__()
            self.scope, self.cards = scope, cards

    class Failed(Message):
        """A thread could not read the figures."""

        def __init__(self, error: QuizappError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, scopes: Sequence[Scope], back: str = "") -> None:
        """`scopes` are what the figures can be about, the first one first; `back` says where Escape leads (home)."""
        super().__init__()
        self._scopes, self._back = scopes, back or tr("home")
        self._scope = scopes[0]
        self._past: History | None = None
        self._cards: CardFigures | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            yield PartBar(_names())
            yield Part()
            yield KeyBar()

    def on_mount(self) -> None:
        self.watch(self.query_one(Part), "show_vertical_scrollbar", self._update_keys, init=False)
        self._open(self._scope)

    def on_resize(self) -> None:
        self._fill()

    def on_part_bar_clicked(self, message: PartBar.Clicked) -> None:
        self.action_part(message.part)

    def on_stats_screen_known(self, message: Known) -> None:
        if message.scope is self._scope:
            self._past = message.past
            self._fill()
            self.call_after_refresh(self.run_worker, self._read_cards, thread=True)

    def on_stats_screen_complete(self, message: Complete) -> None:
        if message.scope is self._scope:
            self._cards = message.cards
            self._fill()

    def on_stats_screen_failed(self, message: Failed) -> None:
        self.notify(str(message.error), severity="error", timeout=20, markup=False)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_step(self, step: int) -> None:
        names = list(PARTS)
        self.action_part(names[(names.index(self.query_one(PartBar).shown) + step) % len(names)])

    def action_part(self, name: str) -> None:
        self.query_one(PartBar).shown = name
        self.query_one(Part).scroll_home(animate=False)
        self._fill()

    def action_scroll(self, step: int) -> None:
        self.query_one(Part).scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        body = self.query_one(Part)
        body.scroll_relative(y=step * max(1, body.size.height - 1), animate=False)

    def action_scope(self) -> None:
        if self._other is not None:
            self._open(self._other)

    def action_keys(self) -> None:
        self.app.push_screen(keys_sheet(self, self._keys()))

    def action_close(self) -> None:
        self.post_message(self.Closed())

    @property
    def _other(self) -> Scope | None:
        """The other scope that the figures could have."""
        return next((scope for scope in self._scopes if scope is not self._scope), None)

    def _open(self, scope: Scope) -> None:
        self._scope, self._past, self._cards = scope, None, None
        title = Content.styled(trc("heading", "Statistics"), "bold $text-accent")
        self.query_one(Line).show(title + plain(f"  {scope.name}"), Content(""))
        self._fill()
        self._update_keys()
        self.run_worker(self._read_history, thread=True)

    def _read_history(self) -> None:
        """Read what is shown first. Runs in a thread."""
        scope = self._scope
        try:
            self.post_message(self.Known(scope, scope.history()))
        except QuizappError as error:
            self.post_message(self.Failed(error))

    def _read_cards(self) -> None:
        """Read the rest, while the student looks at the first part. Runs in a thread."""
        import quizapp.tui.stats.plots  # noqa: F401 (20 ms)

        scope = self._scope
        try:
            self.post_message(self.Complete(scope, scope.cards()))
        except QuizappError as error:
            self.post_message(self.Failed(error))

    def _fill(self) -> None:
        body = self.query_one(Part)
        width = max(20, body.scrollable_content_region.width)
        body.show(self._blocks(width))

    def _blocks(self, width: int) -> list[Block]:
        past, cards = self._past, self._cards
        if past is None:
            return []
        if not past.days:
            return [parts.sentences(report.later_lines(past) or [tr(report.NOTHING_YET)], width)]
        match self.query_one(PartBar).shown:
            case "days":
                later = [parts.sentences(report.later_lines(past), width)] if past.later else []
                return [*later, *parts.days_part(past, width, pictures=cards is not None)]
            case "recall":
                return list(parts.recall_part(past, width))
            case "guesses":
                return list(parts.guesses_part(past, width))
            case _ if cards is None:
                return []
            case "model":
                return list(parts.model_part(past, width))
            case "ahead":
                return list(parts.ahead_part(past, cards, width))
            case _:
                return list(parts.cards_part(cards, width))

    def _update_keys(self) -> None:
        self.query_one(KeyBar).show(self._keys())

    def _keys(self) -> list[Key]:
        scrolls = self.query_one(Part).max_scroll_y > 0
        scroll = [Key("↑ ↓", tr("scroll"), "scroll(1)", 2)] if scrolls else []
        return [
            Key("← →", tr("parts"), "step(1)", 0),
            Key("1-6", tr("pick a part"), "step(1)", 4),
            *([Key("a", tr("this deck") if self._other.deck else self._other.name, "scope", 1)] if self._other else []),
            *scroll,
            Key("?", tr("keys"), "keys", 3),
            Key("esc", self._back, "close", 0),
        ]


def _names() -> dict[str, str]:
    """The short names of the parts by their ids."""
    return {
        "days": trc("part of the statistics", "Days"),
        "recall": trc("part of the statistics", "Recall"),
        "model": trc("part of the statistics", "Check"),
        "ahead": trc("part of the statistics", "Ahead"),
        "cards": trc("part of the statistics", "Cards"),
        "guesses": trc("part of the statistics", "Guesses"),
    }

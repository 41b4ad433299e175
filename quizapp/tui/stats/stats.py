"""The statistics screen: one part at a time, from figures that are worked out in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.markup import escape
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from quizapp.core.errors import QuizappError
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.learning.stats import CardFigures, History, Scope
from quizapp.tui.stats import days, parts
from quizapp.tui.stats.pages import BETWEEN, SIDE, Figure, Page, sentences
from quizapp.tui.widgets.charts import QUIET
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

BROAD = 110
"""From this width of the terminal on, figures stand beside every picture."""

MOST_FIGURES = 4
"""The figures that a part has at most."""


class Tile(Static):
    """A figure in a frame, with its title in the frame's line; where there is no room for frames, before it."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._figure: Figure | None = None

    def show(self, figure: Figure | None) -> None:
        """Show this figure, or nothing."""
        self.display = figure is not None
        if figure is not None and figure != self._figure:
            self._figure = figure
            self.border_title = escape(figure.title)
            self.refresh(layout=True)

    def render(self) -> Content:
        figure = self._figure
        if figure is None:
            return Content("")
        title = Content("") if self.styles.border_top[0] else plain(f"{figure.title} ", QUIET)
        note = Content("\n") + plain(figure.note, QUIET) if figure.note else Content("")
        return title + plain(figure.value, "bold $text-accent") + note


class Part(VerticalScroll):
    """The content of a part: a picture with figures, and more below them; side by side where there is room."""

    class Resized(Message):
        """There is more room or less than before."""

    def __init__(self) -> None:
        super().__init__(id="body", can_focus=False)

    def on_resize(self) -> None:
        self.post_message(self.Resized())

    def compose(self) -> ComposeResult:
        yield Static(id="picture", markup=False)
        with Container(id="figures"):
            yield from (Tile() for _ in range(MOST_FIGURES))
        yield Static(id="more", markup=False)
        yield Static(id="aside", markup=False)

    def show(self, page: Page, *, beside: bool) -> None:
        """Show this instead of what is there; with the figures beside the picture, or below it."""
        self.set_class(beside, "-beside")
        self.query_one("#figures").display = bool(page.figures) or beside
        for tile, figure in zip_longest(self.query(Tile), page.figures):
            tile.show(figure)
        for name, content in (("#picture", page.picture), ("#more", page.more), ("#aside", page.aside)):
            text = self.query_one(name, Static)
            text.display = bool(content) or beside
            text.update(content)


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
        """A thread has read how the cards stand."""

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

    def on_part_resized(self, message: Part.Resized) -> None:
        message.stop()
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
        scope = self._scope
        try:
            self.post_message(self.Complete(scope, scope.cards()))
        except QuizappError as error:
            self.post_message(self.Failed(error))

    def _fill(self) -> None:
        body = self.query_one(Part)
        width = max(20, body.scrollable_content_region.width)
        beside = self._is_beside(width)
        page = self._page(width - SIDE - BETWEEN, SIDE) if beside else self._page(width, width)
        body.show(page, beside=beside)

    def _is_beside(self, width: int) -> bool:
        """Return whether figures stand beside the picture."""
        if self._past is None or not self._past.days:
            return False
        is_narrow = self.query_one(PartBar).shown == "days" and days.leaves_room(self._past, width)
        return is_narrow or self.app.size.width >= BROAD

    def _page(self, width: int, side: int) -> Page:
        """What the part shows that is picked, for so many cells and as many beside them."""
        past, cards = self._past, self._cards
        if past is None:
            return Page(Content(""))
        if not past.days:
            return Page(sentences(report.later_lines(past) or [tr(report.NOTHING_YET)], width))
        match self.query_one(PartBar).shown:
            case "days":
                return days.days_page(past, width, side)
            case "recall":
                return parts.recall_page(past, width, side)
            case "model":
                return parts.model_page(past, width, side)
            case "guesses":
                return parts.guesses_page(past, width)
            case _ if cards is None:
                return Page(Content(""))
            case "ahead":
                return parts.ahead_page(past, cards, width, side)
            case _:
                return parts.cards_page(cards, width, side)

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

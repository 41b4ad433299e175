"""The plan screen: when the exam of a deck is, and how to get there, worked out in a thread."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from quizapp.core.errors import QuizappError
from quizapp.core.formats import short_date
from quizapp.core.messages import tr, tr_noop, trc, trn
from quizapp.core.plans.plan import Plan
from quizapp.core.settings.fields import of_deck
from quizapp.core.stats import monday
from quizapp.learning.plans import Planner, unfit_date
from quizapp.tui.widgets.charts import AXIS_CELLS, QUIET, column_chart
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.setting_fields import Field
from quizapp.tui.widgets.text import Line, plain
from quizapp.wording.plans import more_sentence, score_sentence, way_sentences, without_plan

PLACEHOLDERS = {"exam": tr_noop("year-month-day"), "exam_minutes": tr_noop("as needed")}
LOW, BESIDES = 4, 3
"""The fewest lines of columns, and the lines of the chart above and below them."""
FEW = 3
"""Fewer days than this need no chart."""
AHEAD = re.compile(r"\+ ?(\d{1,4}) ?([dwm])")
DAYS = {"d": 1, "w": 7, "m": 30}


class Chart(Widget):
    """The minutes that each day takes until the exam, which has a line at the end; nothing for a few days."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._plan: Plan | None = None

    def show(self, plan: Plan | None) -> None:
        """Draw this plan, if there is one."""
        self._plan = plan
        self.set_class(plan is not None and plan.days >= FEW, "-drawn")
        self.refresh()

    def render(self) -> Content:
        size = self.content_size
        return minutes_chart(self._plan, size.width, size.height) if self._plan else Content("")


class PlanScreen(Screen[None]):
    """The exam date and the minutes a day can be changed; what follows from them is shown below."""

    CSS_PATH: ClassVar = ["../settings/settings.tcss", "plan.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", tr_noop("up"), id="plan.up", show=False),
        Binding("down", "scroll(1)", tr_noop("down"), id="plan.down", show=False),
        Binding("pageup", "page(-1)", tr_noop("page up"), id="plan.page_up", show=False),
        Binding("pagedown", "page(1)", tr_noop("page down"), id="plan.page_down", show=False),
        Binding("ctrl+r", "forget", tr_noop("remove the exam"), id="plan.forget"),
        Binding("escape", "leave", tr_noop("home"), id="plan.leave"),
    ]

    class Left(Message):
        """The student is done."""

    class _Made(Message):
        """The thread is done with a plan, or there is none to make."""

        def __init__(self, plan: Plan | None) -> None:
            super().__init__()
            self.plan = plan

    class _Failed(Message):
        """The thread could not make a plan."""

        def __init__(self, error: QuizappError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, planner: Planner) -> None:
        super().__init__()
        self._planner = planner
        self._refused = ""

    def compose(self) -> ComposeResult:
        settings, deck = self._planner.preferences.settings, self._planner.deck
        with Vertical(id="column"):
            yield Line(id="heading")
            with VerticalScroll(id="body", can_focus=False):
                with Vertical(id="plan"):
                    for settable in of_deck(deck.id):
                        if settable.name[-1] in PLACEHOLDERS:
                            yield Field(settable, settings, {}, tr(PLACEHOLDERS[settable.name[-1]]))
                    yield Static(id="score", markup=False)
                    yield Static(id="way", markup=False)
                    yield Static(id="more", markup=False)
                yield Chart(id="chart")
            yield KeyBar()

    def on_mount(self) -> None:
        about = Content.styled(trc("heading", "Plan"), "bold $text-accent")
        self.query_one("#heading", Line).show(about + plain(f"  {self._planner.deck.info.title}"), Content(""))
        self.query_one(KeyBar).show(self._keys())
        self.call_after_refresh(self._work_out)

    async def on_field_entered(self, message: Field.Entered) -> None:
        message.stop()
        await self._enter(message.field, message.raw)

    def on_plan_screen__made(self, message: _Made) -> None:
        message.stop()
        self._show(message.plan)

    def on_plan_screen__failed(self, message: _Failed) -> None:
        message.stop()
        self.notify(str(message.error), severity="error", timeout=20, markup=False)

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_save(self) -> None:
        for field in self.query(Field):
            field.enter()

    async def action_forget(self) -> None:
        """Remove the exam: nothing is planned any more."""
        await self._change(None, dict.fromkeys(PLACEHOLDERS))

    async def action_leave(self) -> None:
        """Save what is entered and go; what cannot be saved is refused, and given up the second time."""
        field = next((field for field in self.query(Field) if not field.is_saved), None)
        if field is not None and field.text != self._refused:
            self._refused = field.text
            await self._enter(field, field.raw)
            if not field.is_saved:
                return
        self.post_message(self.Left())

    def action_scroll(self, step: int) -> None:
        self.query_one("#body").scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        body = self.query_one("#body")
        body.scroll_relative(y=step * max(1, body.size.height - 1), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "forget" or self._exam is not None

    @property
    def _exam(self) -> date | None:
        return self._planner.preferences.settings.exams.get(self._planner.deck.id)

    async def _enter(self, field: Field, raw: Any) -> None:
        name = field.settable.name[-1]
        if name == "exam" and isinstance(raw, str):
            raw = date_from(raw, self._planner.today) or raw
        if name == "exam" and isinstance(raw, str):
            advice = tr(
                "“{text}” is not a date. Type one such as 2027-01-20, or +3w for three weeks from now.", text=raw
            )
            self._refuse(field, advice)
        elif isinstance(raw, date) and (trouble := unfit_date(raw, self._planner.today)):
            self._refuse(field, trouble)
        else:
            await self._change(field, {name: raw})

    def _refuse(self, field: Field, trouble: str) -> None:
        """Show at the field what is wrong, even where there is no room for its usual note."""
        field.add_class("-refused")
        field.refuse(trouble)

    async def _change(self, field: Field | None, changes: dict[str, Any]) -> None:
        try:
            settings = await asyncio.to_thread(self._planner.change, changes)
        except QuizappError as error:
            if field is None:
                self.notify(str(error), severity="error", timeout=20, markup=False)
            else:
                self._refuse(field, str(error))
        else:
            for shown in self.query(Field):
                shown.remove_class("-refused")
                shown.show(settings)
            self._work_out()

    def _work_out(self) -> None:
        self.run_worker(self._make, thread=True, exclusive=True)

    def _make(self) -> None:
        """Make the plan. Runs in a thread."""
        try:
            self.post_message(self._Made(self._planner.plan()))
        except QuizappError as error:
            self.post_message(self._Failed(error))

    def _show(self, plan: Plan | None) -> None:
        deck = self._planner.deck
        if plan is None:
            advice = tr("To plan for one, type its date above, such as 2027-01-20, and press Enter.")
            self._put([without_plan(deck, self._exam, self._planner.today)], [advice], [])
        else:
            self._put([score_sentence(plan, deck)], list(way_sentences(plan, deck)), [more_sentence(plan)])
        self.query_one(Chart).show(plan)
        self.query_one(KeyBar).show(self._keys())
        self.refresh_bindings()

    def _put(self, score: Sequence[str], way: Sequence[str], more: Sequence[str]) -> None:
        for name, lines, style in (("#score", score, "bold"), ("#way", way, ""), ("#more", more, "")):
            text = self.query_one(name, Static)
            text.display = bool(lines)
            text.update(Content("\n").join(plain(line, style) for line in lines))

    def _keys(self) -> list[Key]:
        keys = [
            Key("↵", trc("to make a plan", "plan"), "save", 1),
            Key("tab", tr("next"), "app.focus_next", 3),
            Key("↑↓", tr("scroll"), "scroll(1)", 4),
        ]
        if self._exam is not None:
            keys.append(Key("ctrl+r", tr("remove exam"), "forget", 2))
        return [*keys, Key("esc", tr("home"), "leave", 0)]


def minutes_chart(plan: Plan, width: int, lines: int) -> Content:
    """The minutes of each day until the exam, or of several days on average where there is no room for each."""
    size = -(-plan.days // max(1, width - AXIS_CELLS))
    minutes = [seconds / 60 for seconds in plan.outcome.seconds]
    parts = [minutes[first : first + size] for first in range(0, len(minutes), size)]
    mondays = (day for day in range(plan.today + 1, plan.pacing.exam) if monday(day) == day)
    names = [((day - plan.today) // size, short_date(date.fromordinal(day))) for day in mondays]
    exam = tr("exam {date}", date=short_date(date.fromordinal(plan.pacing.exam)))
    title = trn("Minutes a day until the exam", "Minutes a day until the exam, averaged over {count} days", size)
    averages = [sum(part) / len(part) for part in parts]
    chart = column_chart(averages, width, max(LOW, lines - BESIDES), [(0, trc("day", "today")), *names], exam)
    return plain(title, QUIET) + Content("\n") + chart


def date_from(text: str, today: int) -> date | None:
    """The day meant by `tomorrow`, also in the language of the interface, `+10d`, `+3w` or `+2m` (months of 30 days).

    None for anything else.
    """
    word = text.strip().casefold()
    if word in ("tomorrow", trc("day", "tomorrow").casefold()):
        return date.fromordinal(today + 1)
    ahead = AHEAD.fullmatch(word)
    return date.fromordinal(today + int(ahead[1]) * DAYS[ahead[2]]) if ahead else None

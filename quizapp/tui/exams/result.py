"""The result of an exam: points, by tag, by question; each leads to the questions themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Digits, OptionList, Static

from quizapp.core.deferred import dataclass
from quizapp.core.exams import Outcome, Result, Score
from quizapp.core.formats import percent
from quizapp.core.grades import Grading
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.learning.exams.exam import Exam
from quizapp.learning.exams.forecast import Forecast
from quizapp.tui.exams.messages import MissedPractised, ResultClosed
from quizapp.tui.exams.review import ReviewScreen
from quizapp.tui.exams.scores import (
    QUIET,
    STYLES,
    forecast_pane,
    forecast_rows,
    large_text,
    room_for_bar,
    scored,
    short_summary,
    summary,
    tone,
)
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.pointing import PointedList
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import Line, justified, plain
from quizapp.wording.common import prompt_text
from quizapp.wording.exams import UNTAGGED, points_text, sign

TIME_UP = tr_noop("Time is up. The exam was handed in as it stood, half-typed answers included.")
WIDE = 50
"""From this width on, the points of a question stand below those of a tag."""

ROOMY = (60, 18)
"""The columns and lines from which there is room for the grade in large digits: those of "-wide" and "-tall"."""

PADDING = 3, 2
"""The cells beside the forecast."""

BROAD = 110
"""The columns from which there is room beside the list: those of "-broad"."""

COLUMN = 80
"""The most cells that the list takes where there is no room beside it."""

PANE = 32
"""The cells of the words beside it."""

GAP = 3
"""The cells before a column of figures, where there is room."""


@dataclass(frozen=True)
class Row:
    """A line of the list: some of the questions, or (`place`) one of them."""

    left: Content
    score: Score
    outcomes: Sequence[Outcome]
    place: int | None = None


@dataclass(frozen=True)
class Shape:
    """The columns of the list, in cells: all of a line, the gaps, points, percentages, and bars if there is room."""

    width: int
    gap: int
    earned: int
    share: int
    bar: int


class ExamResultScreen(Screen[None]):
    """The points of an exam; Enter shows the questions of a line."""

    CSS_PATH = "lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "practise", tr_noop("practise what you missed"), id="exam.practise"),
        Binding("escape", "home", tr_noop("home"), id="exam.home"),
        Binding("question_mark", "keys", tr_noop("keys"), id="exam.keys"),
        Binding("q", "app.quit", tr_noop("quit"), id="exam.quit"),
    ]

    def __init__(self, exam: Exam, result: Result, forecast: Forecast | None = None) -> None:
        """`forecast` is what the plan for the deck's exam expects, to compare the result with."""
        super().__init__(classes="-planned" if forecast is not None else "")
        self._exam, self._result, self._forecast, self._grading = exam, result, forecast, exam.grading
        self._tags = _tags(result)
        self._rows = _rows(result, self._tags)
        self._shown_for: Size | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            yield from self._score()
            yield PointedList(id="exam-outcomes")
            yield KeyBar()

    def _score(self) -> Iterator[Widget]:
        """What it came to: if it was left to the clock, the grade with the rest beside it, and the forecast."""
        if self._result.paper.left == 0:
            yield Static(plain(tr(TIME_UP), "$text-warning"), id="exam-time-up", markup=False)
        with Horizontal(id="exam-score"):
            graded = self._grading.graded(self._result.score)
            if graded is not None:
                passed = "-passed" if graded.passed else "-failed"
                yield Digits(large_text(graded, self._result.score), id="exam-grade", classes=passed)
            yield Static(self._summary(), id="exam-summary", markup=False)
        if self._forecast is not None:
            yield Static(self._beside(self._forecast), id="exam-forecast", markup=False)

    def on_mount(self) -> None:
        title = Content.assemble((f"{trc('heading', 'result')} · ", "$text-warning"))
        title += plain(self._exam.deck.info.title, "bold")
        self.query_one("#heading", Line).show(title, Content(""))
        self.query_one(KeyBar).show(self._keys())
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _summary(self) -> Content:
        """What it came to, in as many lines as there is room for."""
        width, height = self.app.size
        if width >= ROOMY[0] and height >= ROOMY[1]:
            return summary(self._result, self._grading, self._note)
        return short_summary(self._result, self._grading, self._forecast)

    def _beside(self, forecast: Forecast) -> Content:
        """The forecast, below each other or in a column of its own."""
        width = self.app.size.width
        if width >= BROAD:
            return forecast_pane(forecast, self._result, self._grading, PANE)
        return forecast_rows(forecast, self._result, self._grading, min(width, COLUMN) - sum(PADDING))

    @property
    def _note(self) -> str:
        """A sentence where the points of the tags are more than all points."""
        several = any(len(outcome.question.tags) > 1 for outcome in self._result.outcomes)
        more = several and len(self._tags) > 1
        return tr("A question with several tags counts under each of them.") if more else ""

    def _fill(self) -> None:
        if self._shown_for != self.app.size:
            self._shown_for = self.app.size
            self.query_one("#exam-summary", Static).update(self._summary())
            if self._forecast is not None:
                self.query_one("#exam-forecast", Static).update(self._beside(self._forecast))
        listed, tags, whole = self.query_one(PointedList), len(self._tags), len(self._rows) - len(self._tags)
        whole -= len(self._result.outcomes)
        shape = _shape(self._rows, listed.room)
        lines = [_line(row, self._grading, shape) for row in self._rows]
        parts = [lines[:whole], lines[whole : whole + tags], lines[whole + tags :]]
        rows = [line for part in parts if part for line in (None, *part)][1:]
        listed.show(rows, listed.highlighted or 0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self._rows[event.option_index]
        self.app.push_screen(ReviewScreen(self._exam, row.outcomes, row.place or 0))

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_open(self) -> None:
        self.query_one(OptionList).action_select()

    def action_practise(self) -> None:
        self.post_message(MissedPractised(self._exam, self._result.missed_cards))

    def action_home(self) -> None:
        self.post_message(ResultClosed())

    def action_keys(self) -> None:
        self.app.push_screen(keys_sheet(self, [Key("↑ ↓", tr("move"), "keys"), *self._keys()]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._result.missed_cards) if action == "practise" else True

    def _keys(self) -> list[Key]:
        practise = [Key("r", tr("practise missed"), "practise", 2)] if self._result.missed_cards else []
        return [
            Key("↵", tr("open"), "open", 0),
            *practise,
            Key("?", tr("keys"), "keys", 4),
            Key("esc", tr("home"), "home", 1),
            Key("q", tr("quit"), "app.quit", 3),
        ]


def _tags(result: Result) -> dict[str, Score]:
    """The tags to list, with their scores; none if no question has any."""
    tags = result.by_tag
    return tags if list(tags) != [""] else {}


def _whole(result: Result) -> list[Row]:
    """All questions, those that the student marked apart."""
    own = [outcome for outcome in result.outcomes if outcome.self_marked]
    others = [outcome for outcome in result.outcomes if not outcome.self_marked]
    name = tr("All other questions") if own else tr("All questions")
    rows = [Row(plain(name), result.score, others)] if others else []
    return [*rows, Row(plain(tr("Self-marked")), result.self_marked, own)] if own else rows


def _rows(result: Result, tags: Mapping[str, Score]) -> Sequence[Row]:
    """All questions, those of each tag, and each by itself."""
    rows = _whole(result)
    for tag, score in tags.items():
        name = Content.styled(f"{trc('before a name', 'tag')} ", QUIET) + plain(tag) if tag else plain(tr(UNTAGGED))
        rows.append(Row(name, score, result.tagged(tag)))
    width = len(str(len(result.outcomes)))
    for place, outcome in enumerate(result.outcomes):
        each = sign(outcome)
        prompt = plain(" ".join(prompt_text(outcome.question).split()))
        left = Content.assemble(f"{place + 1:>{width}} ", (each, STYLES[each]), " ", prompt)
        rows.append(Row(left, Score(outcome.points, outcome.question.points), result.outcomes, place))
    return rows


def _earned(row: Row) -> str:
    return tr("{points} of {total}", points=points_text(row.score.points), total=row.score.total)


def _shape(rows: Sequence[Row], width: int) -> Shape:
    """Return where the columns are in lines of so many cells."""
    gap = GAP if width >= WIDE else GAP - 1
    names = max((row.left.cell_length for row in rows if row.place is None), default=0)
    earned = max(len(_earned(row)) for row in rows)
    share = len(percent(1))
    return Shape(width, gap, earned, share, room_for_bar(width - names - earned - share - 3 * gap))


def _line(row: Row, grading: Grading, shape: Shape) -> Content:
    """A line of the list, with points and (of several questions) a bar and the percentage."""
    earned, gap = _earned(row), " " * shape.gap
    if row.place is not None:
        figures = f"{earned:>{shape.earned}}{gap}{'':{shape.share}}" if shape.width >= WIDE else earned
        return justified(row.left, Content.styled(figures, QUIET), shape.width)
    figures = f"{gap}{earned:>{shape.earned}}{gap}{percent(row.score.percent / 100):>{shape.share}}"
    drawn = scored(row.score.percent, shape.bar, tone(row.score, grading))
    return justified(row.left, drawn + Content.styled(figures, QUIET), shape.width)

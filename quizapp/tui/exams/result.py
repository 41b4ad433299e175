"""The result of an exam: points, by tag, by question; each leads to the questions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from quizapp.core.deferred import dataclass
from quizapp.core.exams import Outcome, Result, Score
from quizapp.core.formats import percent
from quizapp.core.messages import tr, tr_noop, trc
from quizapp.learning.exams.exam import Exam
from quizapp.tui.exams.messages import MissedPractised, ResultClosed
from quizapp.tui.exams.review import ReviewScreen
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.pointing import PointedList
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import Line, justified, plain
from quizapp.wording.common import prompt_text, sentence
from quizapp.wording.exams import UNTAGGED, points_text, sign, tally_text, used_text, whole_text

TIME_UP = tr_noop("Time is up. The exam was handed in as it stood, half-typed answers included.")
QUIET = "$foreground 75%"
WIDE = 50
"""From this width on, the points of a question stand below those of a tag."""

GAP = 3
"""The cells before a column of figures."""

STYLES = {"✓": "$text-success", "◐": "$text-warning", "✗": "$text-error", "–": "$foreground 75%"}


@dataclass(frozen=True)
class Row:
    """A line of the list: some of the questions, or (`place`) one of them."""

    left: Content
    score: Score
    outcomes: Sequence[Outcome]
    place: int | None = None


class ExamResultScreen(Screen[None]):
    """The points of an exam; Enter shows the questions of a line."""

    CSS_PATH = "lists.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "practise", tr_noop("practise what you missed"), id="exam.practise"),
        Binding("escape", "home", tr_noop("home"), id="exam.home"),
        Binding("question_mark", "keys", tr_noop("keys"), id="exam.keys"),
        Binding("q", "app.quit", tr_noop("quit"), id="exam.quit"),
    ]

    def __init__(self, exam: Exam, result: Result) -> None:
        super().__init__()
        self._exam, self._result = exam, result
        self._rows = list(_rows(result))

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            yield Static(id="exam-score", markup=False)
            yield PointedList(id="exam-outcomes")
            yield KeyBar()

    def on_mount(self) -> None:
        result = self._result
        title = Content.assemble((f"{trc('heading', 'result')} · ", "$text-warning"))
        title += plain(self._exam.deck.info.title, "bold")
        seed = tr("seed {seed}", seed=result.paper.seed)
        self.query_one("#heading", Line).show(title, plain(seed, QUIET))
        sentences = [sentence(tally_text(result)), tr("Time used: {time}.", time=used_text(result.paper))]
        if len(_tags(result)) > 1 and any(len(outcome.question.tags) > 1 for outcome in result.outcomes):
            sentences.append(tr("A question with several tags counts under each of them."))
        end = plain(f"{tr(TIME_UP)}\n", "$text-warning") if result.paper.left == 0 else Content("")
        score = plain(f"{sentence(whole_text(result))}\n", "bold $text-accent")
        self.query_one("#exam-score", Static).update(end + score + plain(" ".join(sentences)))
        self.query_one(KeyBar).show(self._keys())
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        listed, tags = self.query_one(PointedList), len(_tags(self._result))
        whole = len(_whole(self._result))
        column = max(len(_earned(row)) for row in self._rows)
        lines = [_line(row, column, listed.room) for row in self._rows]
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


def _tags(result: Result) -> list[str]:
    """The tags to list; none if no question has any."""
    tags = list(result.by_tag)
    return tags if tags != [""] else []


def _whole(result: Result) -> list[Row]:
    """All questions, those that the student marked apart."""
    own = [outcome for outcome in result.outcomes if outcome.self_marked]
    others = [outcome for outcome in result.outcomes if not outcome.self_marked]
    name = tr("All other questions") if own else tr("All questions")
    rows = [Row(plain(name), result.score, others)] if others else []
    return [*rows, Row(plain(tr("Self-marked")), result.self_marked, own)] if own else rows


def _rows(result: Result) -> Sequence[Row]:
    """All questions, those of each tag, and each by itself."""
    rows = _whole(result)
    for tag in _tags(result):
        name = Content.styled(f"{trc('before a name', 'tag')} ", QUIET) + plain(tag) if tag else plain(tr(UNTAGGED))
        rows.append(Row(name, result.by_tag[tag], result.tagged(tag)))
    width = len(str(len(result.outcomes)))
    for place, outcome in enumerate(result.outcomes):
        each = sign(outcome)
        prompt = plain(" ".join(prompt_text(outcome.question).split()))
        left = Content.assemble(f"{place + 1:>{width}} ", (each, STYLES[each]), " ", prompt)
        rows.append(Row(left, Score(outcome.points, outcome.question.points), result.outcomes, place))
    return rows


def _earned(row: Row) -> str:
    return tr("{points} of {total}", points=points_text(row.score.points), total=row.score.total)


def _line(row: Row, column: int, width: int) -> Content:
    """A line of the list, with points in a column of so many cells and (of several questions) the percentage."""
    earned, share = _earned(row), percent(row.score.percent / 100).rjust(len(percent(1)))
    if row.place is None:
        earned = f"{earned:>{column}}{'':{GAP}}{share}"
    elif width >= WIDE:
        earned = f"{earned:>{column}}{'':{GAP}}{'':{len(share)}}"
    return justified(row.left, Content.styled(earned, QUIET), width)

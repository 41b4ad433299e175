"""The parts of the statistics as they are shown: pictures where they help, and the same in numbers and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from quizapp.core import stats
from quizapp.core.deferred import dataclass
from quizapp.core.formats import short_date, short_month, short_weekday
from quizapp.core.messages import number, tr, trc, trn
from quizapp.core.stats import Bin, Heatmap, Luck
from quizapp.learning.stats import HEATMAP_WEEKS, CardFigures, History
from quizapp.tui.widgets.text import WIDE, hanging, justified, plain
from quizapp.wording import stats as report
from quizapp.wording.common import cards_text, prompt_text

QUIET = "$foreground 75%"
BAR = 10
SHADES = ("· ", "░░", "▒▒", "▓▓", "██")
"""A day without answers, and the quarters of the busiest day: different in shape in every colour."""

_CELL = len(SHADES[0])
GAP = 2
"""The cells between two columns."""

MONTH = 30
NAME = 8
"""The cells that the name of a day needs under a picture, with what parts it from the next one."""

FEW = 10
"""Fewer predictions than this say too little for a dot in the picture."""


@dataclass(frozen=True, slots=True)
class BarPlot:
    """A picture of bars, one a day from day number `first` on; its title stands above it."""

    first: int
    figures: Sequence[float]


@dataclass(frozen=True, slots=True)
class AgreementPlot:
    """A picture of predicted against actual recall."""

    bins: Sequence[Bin]


Block = Content | BarPlot | AgreementPlot
"""A piece of a part, which has them from top to bottom."""


def days_part(past: History, width: int, *, pictures: bool) -> Iterator[Block]:
    """The days on which the learner answered, and for how long; drawn too where there can be `pictures`."""
    weeks = min(HEATMAP_WEEKS, (width - _label_width()) // _CELL)
    shown = stats.heatmap(past.days, past.day, weeks)
    yield Content("\n").join([*_heatmap(shown), *_legend(shown, width)])
    yield sentences(report.day_lines(past), width)
    yield Content("\n").join(_week_lines(past, width))
    minutes = _minutes(past)
    if pictures and max(minutes) >= 1:
        yield _title(trn("Minutes a day, last {count} day", "Minutes a day, last {count} days", MONTH))
        yield BarPlot(past.day - MONTH + 1, minutes)


def recall_part(past: History, width: int) -> Iterator[Block]:
    """True retention."""
    yield _title(tr("What you still knew when cards came back"))
    if not past.retention.overall.answers:
        yield sentences([tr(report.NO_REVIEWS_YET)], width)
        return
    shares = [(tr("all due reviews"), past.retention.overall), *report.kinds(past)]
    rows = [(name, share.rate or 0.0, _of(share.answers)) for name, share in shares]
    yield Content("\n").join(_recall_lines(rows, width))
    yield sentences([report.what_counts()], width, QUIET)


def model_part(past: History, width: int) -> Iterator[Block]:
    """Predicted against actual recall."""
    yield _title(tr("Predicted and actual recall"))
    calibration = past.calibration
    if calibration is None:
        yield sentences([tr(report.NO_REVIEWS_YET)], width)
        return
    if many := [one for one in calibration.bins if one.answers >= FEW]:
        yield AgreementPlot(many)
        legend = trn(
            "Across: predicted. Up: remembered. On the line they agree. Each dot is {count} review or more.",
            "Across: predicted. Up: remembered. On the line they agree. Each dot is {count} reviews or more.",
            FEW,
        )
        yield sentences([legend], width, QUIET)
    yield sentences(report.calibration_lines(past), width)
    yield _title(tr("By predicted chance"))
    yield sentences(report.bin_lines(calibration), width)


def ahead_part(past: History, cards: CardFigures, width: int) -> Iterator[Block]:
    """The cards that come due."""
    days = len(cards.forecast)
    yield _title(trn("Cards due in the next {count} day", "Cards due in the next {count} days", days))
    if any(cards.forecast):
        yield BarPlot(past.day, cards.forecast)
    yield sentences(report.ahead_lines(past, cards), width)
    yield Content("\n").join(
        justified(plain(report.weekday(past.day + ahead) if ahead else trc("day", "today")), plain(number(load)), width)
        for ahead, load in enumerate(cards.forecast)
        if load
    )


def cards_part(cards: CardFigures, width: int) -> Iterator[Block]:
    """Weak spots: tags and cards."""
    yield sentences(report.memory_lines(cards), width)
    if cards.tags:
        yield _title(tr("Chance you'll remember tomorrow, by tag"))
        rows = [(one.tag, one.recall, cards_text(one.cards)) for one in cards.tags]
        yield Content("\n").join(_recall_lines(rows, width))
    if cards.hardest:
        yield _title(tr("Hardest cards"))
        lines_of = (
            [
                *hanging(Content.styled("· ", QUIET), plain(prompt_text(one.question)), width),
                plain(f"  {report.hardness(one.memory.lapses, one.recall)}", QUIET),
            ]
            for one in cards.hardest
        )
        yield Content("\n").join(line for lines in lines_of for line in lines)


def guesses_part(past: History, width: int) -> Iterator[Block]:
    """The luck of guesses."""
    yield _title(tr("Choices you got right"))
    kinds = ((tr("at first sight"), past.first_sight), (tr("marked as a guess"), past.guesses))
    rows = [row for name, luck in kinds if luck.answers for row in _luck_rows(name, luck)]
    if rows:
        yield Content("\n").join(_recall_lines(rows, width))
        yield sentences([tr("Blind luck: random clicking would score this.")], width, QUIET)
    yield sentences([report.guess_remark(past)], width)


def names_of(plot: BarPlot, width: int) -> list[tuple[int, str]]:
    """The names under a picture of bars: today or the last day, and Mondays as far as there is room."""
    last = plot.first + len(plot.figures) - 1
    apart = -(-NAME * len(plot.figures) // max(1, width))  # of names that are too close, plotext leaves out any
    mondays = [day for day in range(plot.first + apart, last - apart + 1) if stats.monday(day) == day]
    days = [plot.first, *mondays[:: 1 if width >= WIDE else 2], last]
    return [(day - plot.first, short_date(date.fromordinal(day))) for day in days]


def _week_lines(past: History, width: int) -> Iterator[Content]:
    rows = [(trc("column", "answers"), trc("column", "right"), trc("column", "minutes"))]
    weeks = stats.by_week(past.days, past.day, HEATMAP_WEEKS)
    for week in weeks:
        share = week.share
        rows.append((number(share.answers), report.percent(share.rate), number(round(week.seconds / 60))))
    head, *figures = _columns(rows)
    yield justified(_title(tr("Week from")), _title(head), width)
    for week, figure in zip(weeks, figures, strict=True):
        yield justified(plain(report.short_date(week.monday)), plain(figure), width)


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Each row on a line, in columns that end at the same cells."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    gap = " " * GAP
    return [gap.join(text.rjust(width) for text, width in zip(row, widths, strict=True)) for row in rows]


def _heatmap(shown: Heatmap) -> Iterator[Content]:
    label = _label_width()
    yield plain(" " * label + _months(shown), QUIET)
    for weekday in range(stats.WEEK):
        days = range(shown.first + weekday, shown.today + 1, stats.WEEK)
        cells = "".join(SHADES[shown.level(day)] for day in days)
        yield Content.assemble((short_weekday(weekday).ljust(label), QUIET), (cells, "$text-accent"))


def _label_width() -> int:
    """The cells for the names of the days of the week."""
    return max(len(short_weekday(weekday)) for weekday in range(stats.WEEK)) + 1


def _months(shown: Heatmap) -> str:
    """The names of the months above the weeks in which they begin."""
    line = ""
    for week in range(shown.weeks):
        day = date.fromordinal(shown.first + week * stats.WEEK + stats.WEEK - 1)
        if day.day <= stats.WEEK and len(line) <= week * _CELL:
            line = line.ljust(week * _CELL) + f"{short_month(day.month)} "
    return line[: shown.weeks * _CELL]


def _legend(shown: Heatmap, width: int) -> list[Content]:
    """The number of answers that each shade stands for."""
    parts = [_shade(0) + plain(f" {trc('answers on a day', 'none')}", QUIET)]
    for level in range(1, stats.LEVELS + 1):
        least, most = shown.most * (level - 1) // stats.LEVELS + 1, shown.most * level // stats.LEVELS
        if least <= most:
            answers = f" {number(least)}" + (f"–{number(most)}" if most > least else "")
            parts.append(_shade(level) + plain(answers, QUIET))
    return Content("  ").join(parts).wrap(width)


def _shade(level: int) -> Content:
    return Content.styled(SHADES[level].strip(), "$text-accent")


def _minutes(past: History) -> list[float]:
    spent = {row.day: row.seconds / 60 for row in past.days}
    return [spent.get(day, 0.0) for day in range(past.day - MONTH + 1, past.day + 1)]


def _of(answers: int) -> str:
    return tr("of {number}", number=number(answers))


def _recall_lines(rows: Sequence[tuple[str, float, str]], width: int) -> Iterator[Content]:
    """Shares under each other, each with its name and what it is a share of."""
    figures = _columns([(report.percent(part), rest) for _, part, rest in rows])
    for (name, part, _), figure in zip(rows, figures, strict=True):
        bar = _bar(part) + plain(" " * GAP) if width >= WIDE else Content("")
        yield justified(plain(name), bar + plain(figure), width)


def _luck_rows(name: str, luck: Luck) -> list[tuple[str, float, str]]:
    return [
        (name, luck.right / luck.answers, _of(luck.answers)),
        (f"  {tr('blind luck')}", luck.by_chance / luck.answers, ""),
    ]


def _bar(part: float) -> Content:
    filled = round(BAR * part)
    return Content.assemble(("▰" * filled, "$text-accent"), ("▱" * (BAR - filled), QUIET))


def _title(text: str) -> Content:
    return Content.styled(text, "bold")


def sentences(lines: Sequence[str], width: int, style: str = "") -> Content:
    """Some sentences, each wrapped to `width`."""
    return Content("\n").join(line for text in lines for line in plain(text, style).wrap(width))

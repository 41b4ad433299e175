"""The parts of the statistics as they are shown: pictures where they help, and the same in numbers and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from quizapp.core import stats
from quizapp.core.deferred import dataclass
from quizapp.core.messages import tr
from quizapp.core.stats import Bin, Heatmap, Luck, Share
from quizapp.learning.stats import HEATMAP_WEEKS, CardFigures, History
from quizapp.tui.widgets.text import WIDE, hanging, justified, plain
from quizapp.wording import stats as report
from quizapp.wording.common import cards_text, prompt_text

QUIET = "$foreground 75%"
BAR = 10
SHADES = ("· ", "░░", "▒▒", "▓▓", "██")
"""A day without answers, and the quarters of the busiest day: different in shape in every colour."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CELL = len(SHADES[0])
_LABEL = 4
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
    weeks = min(HEATMAP_WEEKS, (width - _LABEL) // _CELL)
    shown = stats.heatmap(past.days, past.day, weeks)
    yield Content("\n").join([*_heatmap(shown), *_legend(shown, width)])
    yield sentences(report.day_lines(past), width)
    yield Content("\n").join(_week_lines(past, width))
    minutes = _minutes(past)
    if pictures and max(minutes) >= 1:
        yield _title("Minutes a day, last 30 days")
        yield BarPlot(past.day - MONTH + 1, minutes)


def recall_part(past: History, width: int) -> Iterator[Block]:
    """True retention."""
    yield _title("What you still knew when it came back")
    if not past.retention.overall.answers:
        yield sentences([tr(report.NO_REVIEWS_YET)], width)
        return
    rows = [("all due reviews", past.retention.overall), *report.kinds(past)]
    yield Content("\n").join(_share_line(name, share, width) for name, share in rows)
    yield sentences([report.what_counts()], width, QUIET)


def model_part(past: History, width: int) -> Iterator[Block]:
    """Predicted against actual recall."""
    yield _title("Forecast check: predicted and actual recall")
    calibration = past.calibration
    if calibration is None:
        yield sentences([tr(report.NO_REVIEWS_YET)], width)
        return
    if many := [one for one in calibration.bins if one.answers >= FEW]:
        yield AgreementPlot(many)
        legend = f"Across: predicted. Up: remembered. On the line both agree. A dot is {FEW} reviews or more."
        yield sentences([legend], width, QUIET)
    yield sentences(report.calibration_lines(past), width)
    yield _title("Prediction by prediction")
    yield sentences(report.bin_lines(calibration), width)


def ahead_part(past: History, cards: CardFigures, width: int) -> Iterator[Block]:
    """The cards that come due."""
    yield _title(f"Cards due in the next {len(cards.forecast)} days")
    if any(cards.forecast):
        yield BarPlot(past.day, cards.forecast)
    yield sentences(report.ahead_lines(past, cards), width)
    yield Content("\n").join(
        justified(plain("today" if not ahead else report.weekday(past.day + ahead)), plain(f"{load:,}"), width)
        for ahead, load in enumerate(cards.forecast)
        if load
    )


def cards_part(cards: CardFigures, width: int) -> Iterator[Block]:
    """Weak spots: tags and cards."""
    yield sentences(report.memory_lines(cards), width)
    if cards.tags:
        yield _title("Memory by tag, tomorrow")
        lines = (_recall_line(one.tag, one.recall, cards_text(one.cards), width) for one in cards.tags)
        yield Content("\n").join(lines)
    if cards.hardest:
        yield _title("Hardest cards")
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
    yield _title("Choices that were right")
    rows = (("at first sight", past.first_sight), ("“I guessed”", past.guesses))
    lines = [line for name, luck in rows if luck.answers for line in _luck_lines(name, luck, width)]
    if lines:
        yield Content("\n").join(lines)
        legend = "Blind luck: what picking without reading the question would have right, on average."
        yield sentences([legend], width, QUIET)
    yield sentences([report.guess_remark(past)], width)


def names_of(plot: BarPlot, width: int) -> list[tuple[int, str]]:
    """The names under a picture of bars: today or the last day, and Mondays as far as there is room."""
    last = plot.first + len(plot.figures) - 1
    apart = -(-NAME * len(plot.figures) // max(1, width))  # of names that are too close, plotext leaves out any
    mondays = [day for day in range(plot.first + apart, last - apart + 1) if stats.monday(day) == day]
    days = [plot.first, *mondays[:: 1 if width >= WIDE else 2], last]
    return [(day - plot.first, f"{date.fromordinal(day):%-d %b}") for day in days]


def _week_lines(past: History, width: int) -> Iterator[Content]:
    yield justified(_title("Week from"), _title(f"{'answers':>8}{'right':>7}{'minutes':>8}"), width)
    for week in stats.by_week(past.days, past.day, HEATMAP_WEEKS):
        figures = f"{week.share.answers:>8,}{report.percent(week.share.rate):>7}{week.seconds / 60:>8.0f}"
        yield justified(plain(report.short_date(week.monday)), plain(figures), width)


def _heatmap(shown: Heatmap) -> Iterator[Content]:
    yield plain(" " * _LABEL + _months(shown), QUIET)
    for weekday, name in enumerate(_DAYS):
        days = range(shown.first + weekday, shown.today + 1, stats.WEEK)
        cells = "".join(SHADES[shown.level(day)] for day in days)
        yield Content.assemble((name.ljust(_LABEL), QUIET), (cells, "$text-accent"))


def _months(shown: Heatmap) -> str:
    """The names of the months above the weeks in which they begin."""
    line = ""
    for week in range(shown.weeks):
        day = date.fromordinal(shown.first + week * stats.WEEK + stats.WEEK - 1)
        if day.day <= stats.WEEK and len(line) <= week * _CELL:
            line = line.ljust(week * _CELL) + f"{day:%b} "
    return line[: shown.weeks * _CELL]


def _legend(shown: Heatmap, width: int) -> list[Content]:
    """The number of answers that each shade stands for."""
    parts = [_shade(0) + plain(" none", QUIET)]
    for level in range(1, stats.LEVELS + 1):
        least, most = shown.most * (level - 1) // stats.LEVELS + 1, shown.most * level // stats.LEVELS
        if least <= most:
            answers = f" {least:,}" + (f"–{most:,}" if most > least else "")
            parts.append(_shade(level) + plain(answers, QUIET))
    return Content("  ").join(parts).wrap(width)


def _shade(level: int) -> Content:
    return Content.styled(SHADES[level].strip(), "$text-accent")


def _minutes(past: History) -> list[float]:
    spent = {row.day: row.seconds / 60 for row in past.days}
    return [spent.get(day, 0.0) for day in range(past.day - MONTH + 1, past.day + 1)]


def _share_line(name: str, share: Share, width: int) -> Content:
    return _recall_line(name, share.rate or 0.0, f"of {share.answers:,}", width)


def _recall_line(name: str, part: float, rest: str, width: int) -> Content:
    bar = _bar(part) if width >= WIDE else Content("")
    return justified(plain(name), bar + plain(f"{report.percent(part):>7}{rest:>{11 if width >= WIDE else 9}}"), width)


def _luck_lines(name: str, luck: Luck, width: int) -> list[Content]:
    right, chance = luck.right / luck.answers, luck.by_chance / luck.answers
    return [
        _recall_line(name, right, f"of {luck.answers:,}", width),
        _recall_line("  blind luck", chance, "", width),
    ]


def _bar(part: float) -> Content:
    filled = round(BAR * part)
    return Content.assemble(("▰" * filled, "$text-accent"), ("▱" * (BAR - filled), QUIET))


def _title(text: str) -> Content:
    return Content.styled(text, "bold")


def sentences(lines: Sequence[str], width: int, style: str = "") -> Content:
    """Some sentences, each wrapped to `width`."""
    return Content("\n").join(line for text in lines for line in plain(text, style).wrap(width))

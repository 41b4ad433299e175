"""The part of the statistics about the days on which the learner answered: in shades, in columns and week by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from textual.content import Content

from quizapp.core import stats
from quizapp.core.formats import short_month, short_weekday
from quizapp.core.messages import number, tr, trc, trn
from quizapp.core.stats import Heatmap
from quizapp.learning.stats import HEATMAP_WEEKS, History
from quizapp.tui.stats.pages import BETWEEN, HIGH, SIDE, Figure, Page, columns, days_named, heading, titled
from quizapp.tui.widgets.charts import AXIS_CELLS, QUIET, SHADE, column_chart, shaded
from quizapp.tui.widgets.text import justified, plain
from quizapp.wording import stats as report
from quizapp.wording.common import answers_text
from quizapp.wording.days import short_time

FEWEST_WEEKS, MOST_WEEKS = 8, 53
"""The weeks of the heatmap of a learner who begins, and at most: a year."""

MONTH = 30
"""The days of the chart, at most."""

CHART = 38
"""The fewest cells for a chart beside a heatmap."""


def leaves_room(past: History, width: int) -> bool:
    """Return whether the heatmap is narrow enough for something beside it."""
    return _label_width() + _weeks(past) * SHADE + BETWEEN + SIDE <= width


def days_page(past: History, width: int, side: int) -> Page:
    """The days on which the learner answered, and for how long."""
    weeks = min(_weeks(past), (width - _label_width()) // SHADE)
    shown = stats.heatmap(past.days, past.day, weeks)
    heat = [*_heatmap(shown), _legend(shown)]
    weekly = Content("\n").join(_week_lines(past, side))
    beside = max(line.cell_length for line in heat) + BETWEEN
    minutes = _minutes(past)
    if max(minutes) < 1:
        return Page(Content("\n").join(heat), _day_figures(past), aside=weekly)
    if width - beside >= CHART:
        lines = _minutes_chart(past, minutes, width - beside).split("\n", allow_blank=True)
        both = zip_longest(heat, lines, fillvalue=Content(""))
        picture = (left + Content(" " * (beside - left.cell_length)) + right for left, right in both)
        return Page(Content("\n").join(picture), _day_figures(past), aside=weekly)
    return Page(Content("\n").join(heat), _day_figures(past), _minutes_chart(past, minutes, width), weekly)


def _minutes_chart(past: History, minutes: Sequence[float], width: int) -> Content:
    minutes = minutes[-max(1, width - AXIS_CELLS) :]
    days = len(minutes)
    title = trn("Minutes a day, last {count} day", "Minutes a day, last {count} days", days)
    return titled(title, column_chart(minutes, width, HIGH, days_named(past.day - days + 1, days, past.day)))


def _weeks(past: History) -> int:
    """The weeks since the first answer, within the bounds of a heatmap."""
    first = min((row.day for row in past.days), default=past.day)
    weeks = (stats.monday(past.day) - stats.monday(first)) // stats.WEEK + 1
    return min(MOST_WEEKS, max(FEWEST_WEEKS, weeks))


def _heatmap(shown: Heatmap) -> Iterator[Content]:
    label = _label_width()
    yield plain(" " * label + _months(shown), QUIET)
    for weekday in range(stats.WEEK):
        days = range(shown.first + weekday, shown.today + 1, stats.WEEK)
        name = _initial(weekday)
        yield plain(name + " " * (label - Content(name).cell_length), QUIET) + shaded(map(shown.level, days))


def _initial(weekday: int) -> str:
    return short_weekday(weekday)[:1].upper()


def _label_width() -> int:
    """The cells for the initials of the days of the week."""
    return max(Content(_initial(weekday)).cell_length for weekday in range(stats.WEEK)) + 1


def _months(shown: Heatmap) -> str:
    """The names of the months above the weeks in which they begin."""
    line, length = "", 0
    for week in range(shown.weeks):
        day = date.fromordinal(shown.first + week * stats.WEEK + stats.WEEK - 1)
        if day.day <= stats.WEEK and length <= week * SHADE:
            line += " " * (week * SHADE - length) + f"{short_month(day.month)} "
            length = Content(line).cell_length
    return line.rstrip()


def _legend(shown: Heatmap) -> Content:
    """The shades from few to many answers."""
    less, more = trc("answers on a day", "less"), trc("answers on a day", "more")
    return plain(" " * _label_width() + f"{less} ", QUIET) + shaded(range(stats.LEVELS + 1)) + plain(f" {more}", QUIET)


def _day_figures(past: History) -> list[Figure]:
    streak, today, time = past.overview.streak, past.overview.today, past.time
    keeps = not streak.now or streak.today
    longest = trc("streak", "longest: {number}", number=number(streak.longest))
    nothing = Figure(trc("figure", "Today"), "–", trc("answers", "none yet"))
    answers = sum(row.answers for row in past.days)
    return [
        Figure(
            trc("figure", "Streak"),
            trn("{count} day", "{count} days", streak.now),
            longest if keeps else trc("streak", "not yet today"),
        ),
        Figure(
            trc("figure", "Today"),
            answers_text(today.answers),
            tr("{percent} right", percent=report.percent(today.rate)),
        )
        if today.answers
        else nothing,
        Figure(
            trc("figure", "In all"), answers_text(answers), trn("on {count} day", "on {count} days", len(past.days))
        ),
        Figure(
            trc("figure", "Time"),
            short_time(time.seconds / 60),
            tr("{time} a day", time=short_time(time.seconds / 60 / max(1, time.days))),
        ),
    ]


def _week_lines(past: History, width: int) -> Iterator[Content]:
    rows = [(trc("column", "answers"), trc("column", "right"), trc("column", "minutes"))]
    weeks = stats.by_week(past.days, past.day, HEATMAP_WEEKS)
    for week in weeks:
        share = week.share
        rows.append((number(share.answers), report.percent(share.rate), number(round(week.seconds / 60))))
    head, *figures = columns(rows)
    yield justified(heading(tr("Week from")), heading(head), width)
    for week, figure in zip(weeks, figures, strict=True):
        yield justified(plain(report.short_date(week.monday)), plain(figure), width)


def _minutes(past: History) -> list[float]:
    """The minutes of each day since the first answer, of a week at least and a month at most."""
    spent = {row.day: row.seconds / 60 for row in past.days}
    days = min(MONTH, max(stats.WEEK, past.day - min(spent) + 1))
    return [spent.get(day, 0.0) for day in range(past.day - days + 1, past.day + 1)]

"""The parts of the statistics as they are shown: a picture, the figures that matter most, and what explains both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from textual.content import Content

from quizapp.core import stats
from quizapp.core.deferred import dataclass
from quizapp.core.formats import decimal, percent, short_date, short_month, short_weekday
from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.messages import number, tr, trc, trn
from quizapp.core.stats import Bin, Calibration, Heatmap, Luck, Share
from quizapp.learning.stats import HEATMAP_WEEKS, CardFigures, History
from quizapp.tui.widgets.charts import MARK, QUIET, SHADE, bullet, column_chart, shaded
from quizapp.tui.widgets.drawing import DONE, UNDER_WAY, UNTOUCHED, bar, meter
from quizapp.tui.widgets.text import WIDE, hanging, justified, plain
from quizapp.wording import stats as report
from quizapp.wording.common import answers_text, cards_text, prompt_text, short_time

BAR, GAP = 48, 2
"""The cells of a bar between a name and its figures, at most; and those between two columns."""

SIDE, BETWEEN = 44, 3
"""The cells of what stands beside a picture, and those between the two."""

FEWEST_WEEKS, MOST_WEEKS = 8, 53
"""The weeks of the heatmap of a learner who begins, and at most: a year."""

MONTH, HIGH = 30, 6
"""The days of a chart, and its lines."""

CHART = 38
"""The fewest cells for a chart beside a heatmap."""

FEW = 10
"""Fewer predictions than this say too little for a bar."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that stands out: what it is about, the figure, and a few words on it."""

    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a part shows: a picture with the figures below or beside it, then what there is `more` and what is `aside`.

    What is empty is left out.
    """

    picture: Content
    figures: Sequence[Figure] = ()
    more: Content = Content("")
    aside: Content = Content("")


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
    days = len(minutes)
    title = trn("Minutes a day, last {count} day", "Minutes a day, last {count} days", days)
    return _titled(title, column_chart(minutes, width, HIGH, _days_named(past.day - days + 1, days)))


def recall_page(past: History, width: int, side: int) -> Page:
    """True retention."""
    title = tr("What you still knew when cards came back")
    overall = past.retention.overall
    if not overall.answers:
        return Page(_titled(title, sentences([tr(report.NO_REVIEWS_YET)], width)))
    rows = [(name, _rate(share), _of(share)) for name, share in report.forms(past)]
    shares = [(trc("figure", "Due reviews"), overall), *report.ages(past)]
    figures = [Figure(_capital(name), report.percent(share.rate), _of(share)) for name, share in shares]
    return Page(
        _titled(title, Content("\n").join(_meters(rows, width))),
        figures,
        aside=sentences([report.what_counts()], side, QUIET),
    )


def model_page(past: History, width: int, side: int) -> Page:
    """Predicted against actual recall."""
    title = tr("Predicted and actual recall")
    calibration = past.calibration
    if calibration is None:
        return Page(_titled(title, sentences([tr(report.NO_REVIEWS_YET)], width)))
    figures = [
        Figure(trc("figure", "Predicted"), percent(calibration.predicted), _of_reviews(calibration.answers)),
        Figure(trc("figure", "Remembered"), percent(calibration.actual), _of_reviews(calibration.answers)),
        Figure(trc("figure", "Log loss"), decimal(calibration.log_loss, 3), trc("figure", "lower is better")),
        Figure(
            trc("figure", "Off by"),
            trc("figure", "{points} points", points=decimal(100 * calibration.rmse, 1)),
            trc("figure", "on average"),
        ),
    ]
    legend = tr("Each bar is what you remembered, and {mark} what was predicted.", mark=MARK[0])
    picture = [*_bin_lines(calibration.bins, width), Content(""), sentences([legend], width, QUIET)]
    return Page(
        _titled(title, Content("\n").join(picture)),
        figures,
        _titled(tr("By form of question"), Content("\n").join(_form_lines(past, width))),
        sentences(report.score_lines(calibration), side, QUIET),
    )


def ahead_page(past: History, cards: CardFigures, width: int, side: int) -> Page:
    """The cards that come due."""
    loads = cards.forecast
    title = trn("Cards due in the next {count} day", "Cards due in the next {count} days", len(loads))
    chart = sentences([tr("Nothing comes back in these days.")], width)
    if any(loads):
        chart = column_chart(loads, width, HIGH, _days_named(past.day, len(loads), today=True))
    figures = [
        Figure(title, cards_text(load), report.about_minutes(past, load) or trc("figure", "nothing due"))
        for title, load in (
            (trc("figure", "Today"), loads[0]),
            (trn("Next {count} day", "Next {count} days", stats.WEEK), sum(loads[: stats.WEEK])),
            (trn("Next {count} day", "Next {count} days", len(loads)), sum(loads)),
        )
    ]
    more = sentences([tr("What you answer before then will add more.")], width, QUIET)
    return Page(_titled(title, chart), figures, more, Content("\n").join(_load_lines(past, loads, side)))


def cards_page(cards: CardFigures, width: int, side: int) -> Page:
    """How far the cards are, and the weak spots: tags and cards."""
    parts = [cards.mature, cards.begun - cards.mature, cards.cards - cards.begun]
    names = [trc("cards", "mature"), trc("cards", "started"), trc("cards", "not started")]
    legend = (
        Content.assemble((sign, style), f" {name} {number(amount)}")
        for (sign, style), name, amount in zip((DONE, UNDER_WAY, UNTOUCHED), names, parts, strict=True)
    )
    picture = [bar(parts, width), *Content("   ").join(legend).wrap(width)]
    more, aside = Content(""), Content("")
    if cards.tags:
        rows = [(one.tag, one.recall, cards_text(one.cards)) for one in cards.tags]
        more = _titled(tr("Chance you'll remember tomorrow, by tag"), Content("\n").join(_meters(rows, width)))
    if cards.hardest:
        aside = _titled(tr("Hardest cards"), Content("\n").join(_hard_lines(cards, side)))
    figures = [
        Figure(trc("figure", "Started"), number(cards.begun), tr("of {cards}", cards=cards_text(cards.cards))),
        Figure(
            trc("figure", "Mature"),
            number(cards.mature),
            trc("figure", "{days}+ days apart", days=MATURE_DAYS),
        ),
    ]
    return Page(Content("\n").join(picture), figures, more, aside)


def guesses_page(past: History, width: int) -> Page:
    """The luck of guesses."""
    kinds = ((tr("at first sight"), past.first_sight), (tr("marked as a guess"), past.guesses))
    asked = [(name, luck) for name, luck in kinds if luck.answers]
    lines = [line for name, luck in asked for line in _luck_lines(name, luck, width)]
    figures = [Figure(_capital(name), percent(luck.right / luck.answers), _of_luck(luck)) for name, luck in asked]
    picture = Content("\n").join(lines)
    if lines:
        note = tr("{mark} is blind luck: random clicking would score this.", mark=MARK[0])
        picture += Content("\n\n") + sentences([note], width, QUIET) + Content("\n\n")
    picture += sentences([report.guess_remark(past)], width)
    return Page(_titled(tr("Choices you got right"), picture), figures)


def sentences(lines: Sequence[str], width: int, style: str = "") -> Content:
    """Some sentences, each wrapped to `width`."""
    return Content("\n").join(line for text in lines for line in plain(text, style).wrap(width))


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
    head, *figures = _columns(rows)
    yield justified(_title(tr("Week from")), _title(head), width)
    for week, figure in zip(weeks, figures, strict=True):
        yield justified(plain(report.short_date(week.monday)), plain(figure), width)


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Each row on a line, in columns that end at the same cells."""
    widths = [max(Content(text).cell_length for text in column) for column in zip(*rows, strict=True)]
    gap = " " * GAP
    return [
        gap.join(" " * (width - Content(text).cell_length) + text for text, width in zip(row, widths, strict=True))
        for row in rows
    ]


def _minutes(past: History) -> list[float]:
    """The minutes of each day since the first answer, of a week at least and a month at most."""
    spent = {row.day: row.seconds / 60 for row in past.days}
    days = min(MONTH, max(stats.WEEK, past.day - min(spent) + 1))
    return [spent.get(day, 0.0) for day in range(past.day - days + 1, past.day + 1)]


def _days_named(first: int, days: int, *, today: bool = False) -> list[tuple[int, str]]:
    """The names under a chart of days: the first and the last one, then the Mondays."""
    last = first + days - 1
    mondays = [day for day in range(first, last) if stats.monday(day) == day]
    named = [(day - first, short_date(date.fromordinal(day))) for day in (first, last, *mondays)]
    return [(0, trc("day", "today")), *named[1:]] if today else [named[0], (days - 1, trc("day", "today")), *named[2:]]


def _bin_lines(bins: Sequence[Bin], width: int) -> Iterator[Content]:
    """What was remembered of the predictions that are alike, the surest ones first."""
    rows = [
        (
            tr("{low} to {high}", low=percent(one.start), high=percent(one.end)),
            one,
        )
        for one in reversed(bins)
    ]
    return _compared(rows, width)


def _form_lines(past: History, width: int) -> Iterator[Content]:
    """The same by form of question, the most frequent one first."""
    forms = sorted(past.calibration_by_form.items(), key=lambda entry: -entry[1].answers)
    return _compared([(report.form_word(form), one) for form, one in forms], width)


def _compared(rows: Sequence[tuple[str, Bin | Calibration]], width: int) -> Iterator[Content]:
    """Bars of what was remembered, with a line at what was predicted; without a bar where that says too little."""
    figures = _columns([(percent(one.actual), tr("of {number}", number=number(one.answers))) for _, one in rows])
    cells = _bar_cells([name for name, _ in rows], figures, width)
    for (name, one), figure in zip(rows, figures, strict=True):
        drawn = bullet(one.actual, one.predicted, cells) if one.answers >= FEW else Content(" " * cells)
        yield _row(name, drawn if cells else None, figure, width)


def _load_lines(past: History, loads: Sequence[int], width: int) -> Iterator[Content]:
    """Each day on which cards come due."""
    for ahead, load in enumerate(loads):
        if load:
            name = report.weekday(past.day + ahead) if ahead else trc("day", "today")
            yield justified(plain(_capital(name)), plain(number(load)), width)


def _hard_lines(cards: CardFigures, width: int) -> Iterator[Content]:
    for one in cards.hardest:
        yield from hanging(plain("· ", QUIET), plain(prompt_text(one.question)), width)
        yield plain(f"  {report.hardness(one.memory.lapses, one.recall)}", QUIET)


def _meters(rows: Sequence[tuple[str, float, str]], width: int) -> Iterator[Content]:
    """Shares under each other, each with its name and what it is a share of."""
    figures = _columns([(percent(part), rest) for _, part, rest in rows])
    cells = _bar_cells([name for name, *_ in rows], figures, width)
    for (name, part, _), figure in zip(rows, figures, strict=True):
        yield _row(name, meter(part, cells) if cells else None, figure, width)


def _bar_cells(names: Sequence[str], figures: Sequence[str], width: int) -> int:
    """The cells of a bar between these names and figures; 0 where they need the whole of `width`."""
    name, figure = (max(Content(text).cell_length for text in texts) for texts in (names, figures))
    return 0 if width < WIDE else max(0, min(BAR, width - name - figure - 2 * GAP))


def _row(name: str, drawn: Content | None, figure: str, width: int) -> Content:
    """A name, what is drawn for it, and its figure."""
    if drawn is None:
        return justified(plain(name), plain(figure), width)
    figures = plain(" " * GAP + figure)
    return justified(plain(name), drawn + figures, width)


def _luck_lines(name: str, luck: Luck, width: int) -> Iterator[Content]:
    """What was right of some choices, and what blind luck would have."""
    part, chance = luck.right / luck.answers, luck.by_chance / luck.answers
    figure, less = f"{percent(part)} {tr('of {number}', number=number(luck.answers))}", f"  {tr('blind luck')}"
    cells = _bar_cells([name, less], [figure], width)
    yield _row(name, bullet(part, chance, cells) if cells else None, figure, width)
    yield justified(plain(less, QUIET), plain(percent(chance), QUIET), width)


def _rate(share: Share) -> float:
    return share.rate or 0.0


def _of(share: Share) -> str:
    return tr("of {number}", number=number(share.answers))


def _of_luck(luck: Luck) -> str:
    return tr("luck: {percent}", percent=percent(luck.by_chance / luck.answers))


def _of_reviews(answers: int) -> str:
    return trn("of {count} review", "of {count} reviews", answers)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(text: str) -> Content:
    return plain(text, "bold")


def _titled(title: str, content: Content) -> Content:
    return _title(title) + "\n" + content

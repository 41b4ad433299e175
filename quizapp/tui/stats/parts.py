"""The parts of the statistics as they are shown: a picture, the figures that matter most, and what explains both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from quizapp.core import stats
from quizapp.core.formats import decimal, percent
from quizapp.core.log.days import MATURE_DAYS
from quizapp.core.messages import number, tr, trc, trn
from quizapp.core.stats import Bin, Calibration, Luck, Share
from quizapp.learning.stats import CardFigures, History
from quizapp.tui.stats.pages import GAP, HIGH, Figure, Page, capital, columns, days_named, sentences, titled
from quizapp.tui.widgets.charts import AXIS_CELLS, MARK, QUIET, bullet, column_chart
from quizapp.tui.widgets.drawing import DONE, UNDER_WAY, UNTOUCHED, bar, meter
from quizapp.tui.widgets.text import WIDE, hanging, justified, plain
from quizapp.wording import stats as report
from quizapp.wording.common import cards_text, prompt_text

BAR = 48
"""The cells of a bar between a name and its figures, at most."""

FEW = 10
"""Fewer predictions than this say too little for a bar."""


def recall_page(past: History, width: int, side: int) -> Page:
    """True retention."""
    title = tr("What you still knew when cards came back")
    overall = past.retention.overall
    if not overall.answers:
        return Page(titled(title, sentences([tr(report.NO_REVIEWS_YET)], width)))
    rows = [(name, _rate(share), _of(share)) for name, share in report.forms(past)]
    shares = [(trc("figure", "Due reviews"), overall), *report.ages(past)]
    figures = [Figure(capital(name), report.percent(share.rate), _of(share)) for name, share in shares]
    return Page(
        titled(title, Content("\n").join(_meters(rows, width))),
        figures,
        aside=sentences([report.what_counts()], side, QUIET),
    )


def model_page(past: History, width: int, side: int) -> Page:
    """Predicted against actual recall."""
    title = tr("Predicted and actual recall")
    calibration = past.calibration
    if calibration is None:
        return Page(titled(title, sentences([tr(report.NO_REVIEWS_YET)], width)))
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
        titled(title, Content("\n").join(picture)),
        figures,
        titled(tr("By form of question"), Content("\n").join(_form_lines(past, width))),
        sentences(report.score_lines(calibration), side, QUIET),
    )


def ahead_page(past: History, cards: CardFigures, width: int, side: int) -> Page:
    """The cards that come due."""
    loads = cards.forecast[: max(1, width - AXIS_CELLS)]
    title = trn("Cards due in the next {count} day", "Cards due in the next {count} days", len(loads))
    chart = sentences([tr("Nothing comes back in these days.")], width)
    if any(loads):
        chart = column_chart(loads, width, HIGH, days_named(past.day, len(loads), past.day))
    figures = [
        Figure(title, cards_text(load), report.about_minutes(past, load) or trc("figure", "nothing due"))
        for title, load in (
            (trc("figure", "Today"), loads[0]),
            (trn("Next {count} day", "Next {count} days", stats.WEEK), sum(loads[: stats.WEEK])),
            (trn("Next {count} day", "Next {count} days", len(loads)), sum(loads)),
        )
    ]
    more = sentences([tr("What you answer before then will add more.")], width, QUIET)
    return Page(titled(title, chart), figures, more, Content("\n").join(_load_lines(past, loads, side)))


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
        more = titled(tr("Chance you'll remember tomorrow, by tag"), Content("\n").join(_meters(rows, width)))
    if cards.hardest:
        aside = titled(tr("Hardest cards"), Content("\n").join(_hard_lines(cards, side)))
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
    figures = [Figure(capital(name), percent(luck.right / luck.answers), _of_luck(luck)) for name, luck in asked]
    picture = Content("\n").join(lines)
    if lines:
        note = tr("{mark} is blind luck: random clicking would score this.", mark=MARK[0])
        picture += Content("\n\n") + sentences([note], width, QUIET) + Content("\n\n")
    picture += sentences([report.guess_remark(past)], width)
    return Page(titled(tr("Choices you got right"), picture), figures)


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
    figures = columns([(percent(one.actual), tr("of {number}", number=number(one.answers))) for _, one in rows])
    cells = _bar_cells([name for name, _ in rows], figures, width)
    for (name, one), figure in zip(rows, figures, strict=True):
        drawn = bullet(one.actual, one.predicted, cells) if one.answers >= FEW else Content(" " * cells)
        yield _row(name, drawn if cells else None, figure, width)


def _load_lines(past: History, loads: Sequence[int], width: int) -> Iterator[Content]:
    """Each day on which cards come due."""
    for ahead, load in enumerate(loads):
        if load:
            name = report.weekday(past.day + ahead) if ahead else trc("day", "today")
            yield justified(plain(capital(name)), plain(number(load)), width)


def _hard_lines(cards: CardFigures, width: int) -> Iterator[Content]:
    for one in cards.hardest:
        yield from hanging(plain("· ", QUIET), plain(prompt_text(one.question)), width)
        yield plain(f"  {report.hardness(one.memory.lapses, one.recall)}", QUIET)


def _meters(rows: Sequence[tuple[str, float, str]], width: int) -> Iterator[Content]:
    """Shares under each other, each with its name and what it is a share of."""
    figures = columns([(percent(part), rest) for _, part, rest in rows])
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

"""The ratings on offer after a verdict, each in its own colour, with when the card comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from quizapp.core.deferred import dataclass, replace
from quizapp.core.formats import day_and_month
from quizapp.core.marking.rating import Rating
from quizapp.core.messages import tr
from quizapp.core.scheduling.scheduler import Days, Decision
from quizapp.learning.study.showing import Verdict
from quizapp.tui.widgets.drawing import centred, chip
from quizapp.tui.widgets.keybar import key_in_force
from quizapp.tui.widgets.text import plain
from quizapp.wording.common import decision_short, decision_words, offer_word

TONES = {Rating.AGAIN: "again", Rating.HARD: "hard", Rating.GOOD: "good", Rating.EASY: "easy"}
QUIET = "$foreground 75%"
GAP = 1
WIDEST = 24
"""The cells of a chip at most, where there is room for chips of one width."""


@dataclass(frozen=True)
class Offer:
    """A rating on offer: its words, the cells that it takes on its line, and its line."""

    rating: Rating
    label: str
    decision: Decision | None
    is_proposed: bool
    start: int = 0
    width: int = 0
    line: int = 0


class RatingBar(Widget):
    """Chips beside each other with the intervals below; where four do not fit, two lines of two."""

    DEFAULT_CSS = """
    RatingBar { height: auto; width: 1fr; padding: 0 2; display: none; }
    """

    class Chosen(Message):
        """A rating was clicked."""

        def __init__(self, rating: Rating) -> None:
            super().__init__()
            self.rating = rating

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Verdict | None = None
        self._round: tuple[int, int] | None = None

    def show(self, verdict: Verdict | None, last_round: tuple[int, int] | None) -> None:
        """Show the ratings that this verdict offers; disappear without one.

        `last_round` has the days until the card's turn in the last round before an exam, and the exam's day number.
        """
        if (verdict, last_round) == (self._verdict, self._round):
            return
        self._verdict, self._round = verdict, last_round
        self.display = verdict is not None
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        place = event.get_content_offset(self)
        if place is None or self._verdict is None:
            return
        on_offer = offers(self._verdict, self.content_size.width, self._key)
        is_one_line = not any(one.line for one in on_offer)  # then the interval below belongs to its chip
        for one in on_offer:
            if one.start <= place.x < one.start + one.width and (is_one_line or one.line == place.y):
                self.post_message(self.Chosen(one.rating))
                return

    def _lines(self, width: int) -> list[Content]:
        if self._verdict is None:
            return []
        return drawn(offers(self._verdict, width, self._key), self._round)

    def _key(self, name: str) -> str:
        return key_in_force(name, self.screen)


def offers(verdict: Verdict, width: int, key: Callable[[str], str]) -> list[Offer]:
    """The ratings that a verdict offers in their places on lines of so many cells; `key` gives the name of a key."""
    on_offer: list[Offer] = []
    for number, rating in enumerate(verdict.offers, 1):
        decision, is_proposed = verdict.decisions[rating], rating is verdict.rating
        label = f"{key(str(number))} {offer_word(rating, decision)}"
        on_offer.append(Offer(rating, f"{label} {key('↵')}" if is_proposed else label, decision, is_proposed))
    return _placed(on_offer, width)


def drawn(on_offer: Sequence[Offer], last_round: tuple[int, int] | None) -> list[Content]:
    """The lines of chips and intervals; `last_round` as `RatingBar.show` has it."""
    if any(one.line for one in on_offer):
        rows = ([one for one in on_offer if one.line == line] for line in (0, 1))
        return [
            Content(" " * GAP).join(_chip(one, f"{one.label}  {_short(one.decision)}") for one in row) for row in rows
        ]
    line = Content(" " * GAP).join(_chip(one, one.label) for one in on_offer)
    return [line, _intervals(on_offer, last_round)] if any(one.decision for one in on_offer) else [line]


def _intervals(on_offer: Sequence[Offer], last_round: tuple[int, int] | None) -> Content:
    """When the card comes back, below the chips: once where neighbours have the same interval."""
    spans = []
    for decision, group in groupby(on_offer, key=lambda one: one.decision):
        together = list(group)
        start = together[0].start
        spans.append((start, together[-1].start + together[-1].width - start, decision))
    words = [_words(decision, width, last_round) for _, width, decision in spans]
    if any(cell_len(text) > width for text, (_, width, _) in zip(words, spans, strict=True)):
        words = [_short(decision) for _, _, decision in spans]
    line = Content("")
    for text, (start, width, _) in zip(words, spans, strict=True):
        line = line.pad_right(start - line.cell_length) + centred(plain(text, QUIET), width)
    return line.rstrip()


def _words(decision: Decision | None, width: int, last_round: tuple[int, int] | None) -> str:
    """When a card comes back; of the last time before an exam, that it is."""
    if last_round is not None and isinstance(decision, Days) and decision.interval == last_round[0]:
        exam = tr("until your exam on {date}", date=day_and_month(date.fromordinal(last_round[1])))
        if cell_len(exam) <= width:
            return exam
    return decision_words(decision) if decision else ""


def _placed(on_offer: Sequence[Offer], width: int) -> list[Offer]:
    """Chips beside each other, of one width if there is room for that; else in two lines."""
    count = len(on_offer)
    widths = [cell_len(one.label) + 2 for one in on_offer]
    even = min(WIDEST, (width - GAP * (count - 1)) // max(count, 1))
    if max(widths, default=0) <= even:
        widths = [even] * count
    if sum(widths) + GAP * (count - 1) <= width:
        starts = [sum(widths[:index]) + GAP * index for index in range(count)]
        return [
            replace(one, start=start, width=cells) for one, start, cells in zip(on_offer, starts, widths, strict=True)
        ]
    half = max(1, (width - GAP) // 2)
    return [
        replace(one, start=index % 2 * (half + GAP), width=half, line=index // 2) for index, one in enumerate(on_offer)
    ]


def _chip(one: Offer, text: str) -> Content:
    """A chip with these words in its middle."""
    return chip(text, TONES[one.rating], strong=one.is_proposed, cells=one.width)


def _short(decision: Decision | None) -> str:
    return decision_short(decision) if decision else ""

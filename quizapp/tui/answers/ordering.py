"""Items put in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from textual import events
from textual.content import Content
from textual.geometry import Size

from quizapp.core.marking.mark import Response
from quizapp.core.messages import tr
from quizapp.core.questions.arranging import Order
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.answers.base import Answer
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.text import WIDE, hanging, plain

BESIDE = "◐"
"""Stands before an item in the wrong place that earns credit because of its neighbour."""
QUIET = "$foreground 75%"


class OrderList(Answer):
    """A list whose items are carried up and down: by Shift and the arrows, by Space and the arrows, by clicks."""

    DEFAULT_CSS = """
    OrderList { height: auto; width: 1fr; }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        assert isinstance(showing.question, Order)
        self._question = showing.question
        self._items = list(showing.order)
        self._cursor = 0
        self._carrying = False
        self._moved = False

    @property
    def response(self) -> Response:
        return list(self._items) if self._moved else None

    @property
    def shows_model(self) -> bool:
        return True

    @property
    def more_keys(self) -> list[Key]:
        last = len(self._items)
        return [
            Key("shift+↑ shift+↓", tr("move item"), ""),
            Key(f"1-{min(last, 9)}", tr("go to that place, or put the item there"), ""),
        ]

    @property
    def keys(self) -> list[Key]:
        if self._carrying:
            return [Key("↑↓", tr("move item"), "cursor(1)", 0), Key("space", tr("put down"), "turn", 0)]
        return [Key("↑↓", tr("move"), "cursor(1)", 1), Key("space", tr("pick up"), "turn", 0)]

    def restore(self, response: Response) -> None:
        if isinstance(response, list) and sorted(response) == sorted(self._question.items):
            self._items, self._moved = list(response), True
        self.refresh(layout=True)

    def choose(self, number: int) -> bool:
        if self.verdict or not 1 <= number <= len(self._items):
            return False
        if self._carrying:
            self._put(number - 1)
        else:
            self._cursor = number - 1
            self._changed()
        return True

    def pick(self, number: int) -> bool:
        """A letter means nothing here: one typed by mistake would go unseen, and change the order."""
        return False

    def move(self, step: int) -> bool:
        if self.verdict:
            return False
        place = min(max(self._cursor + step, 0), len(self._items) - 1)
        if self._carrying:
            self._put(place)
        else:
            self._cursor = place
            self._changed()
        return True

    def carry(self, step: int) -> bool:
        if self.verdict:
            return False
        self._put(min(max(self._cursor + step, 0), len(self._items) - 1))
        return True

    def toggle(self) -> bool:
        if self.verdict:
            return False
        self._carrying = not self._carrying
        self._changed()
        return True

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.verdict:
            return
        row = 0
        for index in range(len(self._items)):
            row += len(self._item_lines(index, self.size.width))
            if event.y < row:
                if self._carrying:
                    self._put(index)
                    self._carrying = False
                else:
                    self._cursor, self._carrying = index, True
                self._changed()
                return

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def lines_in(self, width: int) -> int:
        return len(self._lines(width))

    def show_verdict(self, verdict: Verdict) -> None:
        self._carrying = False
        super().show_verdict(verdict)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _put(self, place: int) -> None:
        """Carry the item under the cursor to `place`."""
        if place != self._cursor:
            self._items.insert(place, self._items.pop(self._cursor))
            self._cursor, self._moved = place, True
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        self.post_message(self.Changed())
        above = sum(len(self._item_lines(index, self.size.width)) for index in range(self._cursor))
        self.look(above, len(self._item_lines(self._cursor, self.size.width)))

    def _lines(self, width: int) -> list[Content]:
        if self.verdict:
            return self._settled_lines(width)
        return [line for index in range(len(self._items)) for line in self._item_lines(index, width)]

    def _item_lines(self, index: int, width: int) -> list[Content]:
        here = index == self._cursor
        sign = ("⇅" if self._carrying else "▸") if here else " "
        indent = "  " if width >= WIDE else ""
        prefix = Content.assemble(indent, (sign, "bold $text-accent"), " ", (str(index + 1), "bold"), "  ")
        style = "bold reverse" if here and self._carrying else "bold" if here else ""  # not shown
        return hanging(prefix, plain(self._question.items[self._items[index]], style), width)

    def _settled_lines(self, width: int) -> list[Content]:
        """The right order, each item with where the student had it."""
        assert self.verdict is not None
        given = self.verdict.response if isinstance(self.verdict.response, list) else []
        joined = self._joined(given)
        indent = "  " if width >= WIDE else ""
        lines: list[Content] = []
        for place, item in enumerate(self._question.answer):
            right = bool(given) and given[place] == item
            sign, style = (" ", "") if not given else ("✗", "$text-error")
            if right:
                sign, style = "✓", "$text-success"
            elif item in joined:
                sign, style = BESIDE, "$text-warning"
            had = "" if right or not given else "  " + tr("(yours: {answer})", answer=given.index(item) + 1)
            prefix = Content.assemble(indent, (sign, style), " ", (str(place + 1), "bold"), "  ")
            body = plain(self._question.items[item]) + Content.styled(had, QUIET)
            lines += hanging(prefix, body, width)
        if any(given[place] != item for place, item in enumerate(self._question.answer) if item in joined):
            legend = plain(tr("wrong place, right sequence"), QUIET)
            lines += hanging(Content.assemble(indent, (BESIDE, "$text-warning"), " "), legend, width)
        return lines

    def _joined(self, given: Sequence[str]) -> set[str]:
        """The items that have the right neighbour before or after them, where that counts."""
        if self._question.scoring == "exact":
            return set()
        neighbours = set(pairwise(self._question.answer))
        return set(chain.from_iterable(pair for pair in pairwise(given) if pair in neighbours))

"""Pairs joined between two lists."""

from __future__ import annotations

from itertools import chain

from textual import events
from textual.content import Content
from textual.geometry import Size

from quizapp.core.marking.mark import Response
from quizapp.core.marking.responses import LEFT_NAMES
from quizapp.core.messages import tr, trc
from quizapp.core.questions.arranging import Match
from quizapp.learning.study.showing import Showing
from quizapp.tui.answers.base import Answer
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.text import WIDE, hanging, plain

GUTTER = 3
CELL = 7
"""The cells of a pair in the overview, such as `a → 12`, and of the gap behind it."""
AROUND = 2
"""Lines of the screen that a question never has: the heading and the keys."""


class Pairs(Answer):
    """Two lists to join: pick on the left (arrows, letters, a click), then on the right (digits, a click).

    On a screen too small for both, the left-hand items are shown one at a time under an overview of all pairs.
    """

    DEFAULT_CSS = """
    Pairs { height: auto; width: 1fr; }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        assert isinstance(showing.question, Match)
        self._question = showing.question
        self._left = list(self._question.left)
        self._right = list(showing.order)
        self._cursor = 0
        self._pairs: dict[str, str] = {}

    @property
    def response(self) -> Response:
        return dict(self._pairs) or None

    @property
    def shows_model(self) -> bool:
        return True

    @property
    def letters(self) -> int:
        return min(len(self._left), 9)

    @property
    def keys(self) -> list[Key]:
        last = LEFT_NAMES[len(self._left) - 1]
        return [
            Key(f"↑↓ a-{last}", trc("side", "left"), "cursor(1)", 1),
            Key(f"1-{len(self._right)}", tr("partner"), "turn", 0),
            Key("space", tr("unpair"), "turn", 8),
        ]

    def restore(self, response: Response) -> None:
        if isinstance(response, dict):
            known = {left: right for left, right in response.items() if left in self._left and right in self._right}
            self._pairs = known
        self.refresh(layout=True)

    def choose(self, number: int) -> bool:
        if self.verdict or not 1 <= number <= len(self._right):
            return False
        left, right = self._left[self._cursor], self._right[number - 1]
        if len(set(self._question.answer.values())) == len(self._question.answer):
            self._pairs = {other: paired for other, paired in self._pairs.items() if paired != right}
        self._pairs[left] = right
        free = [index for index, name in enumerate(self._left) if name not in self._pairs]
        self._cursor = next((index for index in free if index > self._cursor), free[0] if free else self._cursor)
        self._changed()
        return True

    def pick(self, number: int) -> bool:
        """Choose on the left, from 1 on."""
        if self.verdict or not 1 <= number <= len(self._left):
            return False
        self._cursor = number - 1
        self._changed()
        return True

    def move(self, step: int) -> bool:
        if self.verdict:
            return False
        return self.pick(min(max(self._cursor + step, 0), len(self._left) - 1) + 1)

    def toggle(self) -> bool:
        if self.verdict:
            return False
        self._pairs.pop(self._left[self._cursor], None)
        self._changed()
        return True

    def on_click(self, event: events.Click) -> None:
        event.stop()
        width = self.size.width
        blocks = self._blocks(width)
        if width >= WIDE:
            side = 0 if event.x < self._half(width) else 1
            index = _block_at(blocks[side], event.y)
        elif self._is_cramped(width):
            above = len(overview := self._overview(width)) + len(blocks[0][self._cursor])
            side = 0 if event.y < above else 1
            if side:
                index = _block_at(blocks[1], event.y - above)
            else:
                index = event.y * (width // CELL) + event.x // CELL if event.y < len(overview) else None
        else:
            height = sum(map(len, blocks[0])) + 1
            side = 0 if event.y < height - 1 else 1
            index = _block_at(blocks[side], event.y - (height if side else 0))
        if index is not None and not self.verdict:
            if side == 0:
                self.pick(index + 1)
            else:
                self.choose(index + 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def lines_in(self, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _changed(self) -> None:
        self.refresh(layout=True)
        self.post_message(self.Changed())
        width = self.size.width
        blocks = self._blocks(width)[0]
        if self._is_cramped(width):
            self.look(0, len(self._lines(width)))
        else:
            self.look(sum(map(len, blocks[: self._cursor])), len(blocks[self._cursor]))

    def _lines(self, width: int) -> list[Content]:
        if self.verdict:
            return self._settled_lines(width)
        blocks = self._blocks(width)
        left, right = (list(chain.from_iterable(side)) for side in blocks)
        if self._is_cramped(width):
            return [*self._overview(width), *blocks[0][self._cursor], *right]
        if width < WIDE:
            return [*left, Content(""), *right]
        half = self._half(width)
        rows = max(len(left), len(right))
        left += [Content("")] * (rows - len(left))
        right += [Content("")] * (rows - len(right))
        return [a + Content(" " * (half - a.cell_length)) + b for a, b in zip(left, right, strict=True)]

    def _is_cramped(self, width: int) -> bool:
        """Return whether the question and the two lists, below each other, would not fit on the screen."""
        if width >= WIDE:
            return False
        question = self._question
        texts = [question.prompt, *(f"{text} → 10" for text in question.left.values()), *question.right.values()]
        return sum(len(plain(text).wrap(max(width - 5, 4))) for text in texts) + 1 > self.app.size.height - AROUND

    def _overview(self, width: int) -> list[Content]:
        """All letters with the numbers joined to them, in columns."""
        pairs = [
            Content.styled(f"{name} → {self._partner(left)}".ljust(CELL), "bold" if here else "$foreground 75%")
            for name, left, here in (
                (LEFT_NAMES[index], left, index == self._cursor) for index, left in enumerate(self._left)
            )
        ]
        columns = max(1, width // CELL)
        return [Content("").join(pairs[start : start + columns]) for start in range(0, len(pairs), columns)]

    def _partner(self, left: str) -> str:
        """The number of the item joined to a left-hand one."""
        return str(self._right.index(self._pairs[left]) + 1) if left in self._pairs else "·"

    @staticmethod
    def _half(width: int) -> int:
        return width // 2 + GUTTER

    def _blocks(self, width: int) -> tuple[list[list[Content]], list[list[Content]]]:
        """The lines of each item, left and right."""
        wide = width >= WIDE
        room = self._half(width) - GUTTER if wide else width
        far = width - self._half(width) if wide else width
        left = []
        for index, name in enumerate(self._left):
            here = index == self._cursor
            prefix = Content.assemble(
                "  " if wide else "",
                ("▸" if here else " ", "bold $text-accent"),
                " ",
                (LEFT_NAMES[index], "bold"),
                "  ",
            )
            body = plain(self._question.left[name], "bold" if here else "")
            style = "bold $text-accent" if name in self._pairs else "$foreground 75%"
            arrow = Content.styled(f" → {self._partner(name)}", style)
            left.append(hanging(prefix, body + arrow, room))
        used = set(self._pairs.values())
        right = []
        for index, name in enumerate(self._right):
            prefix = Content.assemble(("  " if not wide else ""), (str(index + 1), "bold"), "  ")
            style = "$foreground 75%" if name in used else ""
            right.append(hanging(prefix, plain(self._question.right[name], style), far))
        return left, right

    def _settled_lines(self, width: int) -> list[Content]:
        """Each left-hand item with its partner, and what the student took for it."""
        assert self.verdict is not None
        given = self.verdict.response if isinstance(self.verdict.response, dict) else {}
        lines: list[Content] = []
        for left, right in self._question.answer.items():
            ok = given.get(left) == right
            sign, style = ("✓", "$text-success") if ok else ("✗", "$text-error") if given else (" ", "")
            prefix = Content.assemble("  " if width >= WIDE else "", (sign, style), " ")
            body = plain(self._question.left[left], "bold") + Content(" → ") + plain(self._question.right[right])
            lines += hanging(prefix, body, width)
            if given and not ok:
                yours = (
                    tr("yours: {answer}", answer=self._question.right[given[left]])
                    if left in given
                    else tr("yours: none")
                )
                indent = Content("      " if width >= WIDE else "    ")
                lines += hanging(indent, plain(yours, "$foreground 75%"), width)
        return lines


def _block_at(blocks: list[list[Content]], row: int) -> int | None:
    end = 0
    for index, block in enumerate(blocks):
        end += len(block)
        if 0 <= row < end:
            return index
    return None

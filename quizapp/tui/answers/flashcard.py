"""A flashcard: turned, then graded by the student."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from quizapp.core.messages import tr
from quizapp.core.questions.self_graded import Card
from quizapp.learning.study.showing import Showing
from quizapp.tui.answers.base import Answer
from quizapp.tui.widgets.drawing import centred
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.text import plain

FRAME, RULE = 2, 1
"""The lines of a card's frame, and of what parts its front from its back."""

MARGIN = 2
"""Cells that stay free at either side of what is written on a card."""

LOW, HIGH, SHARE = 5, 9, 5
"""The front of a card has a fifth of the screen's lines where there is room, within these bounds; so has its back."""

WIDEST = 72
"""The cells that a card is wide, at most."""

CENTRED = 3
"""So many lines are centred one by one; more of them, or those that the deck has broken, stay flush left."""


class Flashcard(Answer):
    """A card with its front; turned, it has a rule and the back below that. The front stays where it is."""

    DEFAULT_CSS = """
    Flashcard {
        height: auto; width: 1fr; max-width: 72;
        background: $card; border: round $foreground 40%;
    }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        assert isinstance(showing.question, Card)
        self._question = showing.question
        self._upper = self._lower = 0

    @property
    def keys(self) -> list[Key]:
        return [Key("space", tr("turn"), "turn", 0)]

    @property
    def shows_prompt(self) -> bool:
        return True

    @property
    def settled_from(self) -> int:
        return len(self._front(self.content_size.width)) + RULE

    def lines_in(self, width: int) -> int:
        return FRAME + RULE + sum(self._least(width))

    def spread(self, lines: int, width: int) -> int:
        front, back = self._least(width)
        wanted = min(HIGH, max(LOW, self.app.size.height // SHARE))
        above = min(lines, max(0, wanted - front))
        below = min(lines - above, max(0, wanted - back))
        self._upper, self._lower = front + above, back + below
        self.refresh(layout=True)
        return above + below

    def toggle(self) -> bool:
        if self.verdict:
            return False
        self.post_message(self.Submitted())
        return True

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def on_click(self) -> None:
        self.toggle()

    def _lines(self, width: int) -> list[Content]:
        if self.verdict is None:
            return [*self._front(width), Content(""), *_amid(self._invitation(width), width, self._lower)]
        rule = Content.styled("─" * width, "$foreground 40%")
        back = _amid(_written(self._question.back, width), width, self._lower)
        return [*self._front(width), *(line.stylize("on $card-back") for line in (rule, *back))]

    def _front(self, width: int) -> list[Content]:
        return _amid(_written(self._question.prompt, width), width, self._upper)

    def _invitation(self, width: int) -> list[Content]:
        return _written(tr("Think of the answer, then turn the card."), width, "$foreground 75%")

    def _least(self, width: int) -> tuple[int, int]:
        """The lines of the front and of what comes below it, on a card that may be so wide."""
        inside = min(width, WIDEST) - FRAME
        back = max(len(_written(self._question.back, inside)), len(self._invitation(inside)))
        return len(_written(self._question.prompt, inside)), back


def _written(text: str, width: int, style: str = "bold") -> list[Content]:
    """A text as it stands on a card, short ones in the middle."""
    lines = plain(text, style).wrap(max(width - 2 * MARGIN, 4))
    if "\n" not in text and len(lines) <= CENTRED:
        return [centred(line, width) for line in lines]
    left = (width - max(line.cell_length for line in lines)) // 2
    return [line.rstrip().pad_left(left).pad_right(max(0, width - left - line.rstrip().cell_length)) for line in lines]


def _amid(lines: list[Content], width: int, height: int) -> list[Content]:
    """These lines in the middle of so many, if they are fewer."""
    free = max(0, height - len(lines))
    blank = Content(" " * width)
    return [*[blank] * (free // 2), *lines, *[blank] * (free - free // 2)]

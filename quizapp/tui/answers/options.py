"""Options to choose from: one, several, or true and false."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size

from quizapp.core.marking.mark import Response
from quizapp.core.messages import tr, trc
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.model_answer import truth_words
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.answers.base import Answer
from quizapp.tui.widgets.drawing import row, toned
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.text import WIDE, hanging, plain
from quizapp.wording.common import feedback_for

LETTERS = "abcdefghi"
AROUND, AROUND_SHORT = 11, 5
"""Lines of the screen that a question and its options never have once they are judged: heading, verdict, ratings, keys.

On a short screen there are no rules and blank lines between them.
"""


class Options(Answer):
    """A numbered list. A digit, a letter, the arrows or a click choose; feedback appears under the option it is for."""

    DEFAULT_CSS = """
    Options { height: auto; width: 1fr; }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        question = showing.question
        match question:
            case Choice() | Multiple():
                self._texts = [(option, question.options[option]) for option in showing.order]
            case TrueFalse():
                yes, no = truth_words(showing.language)
                self._texts = [("true", yes.capitalize()), ("false", no.capitalize())]
        self._several = isinstance(question, Multiple)
        self._cursor: int | None = None
        self._ticked: set[int] = set()

    @property
    def response(self) -> Response:
        chosen = [self._texts[index][0] for index in sorted(self._ticked)]
        if self._several:
            return chosen or None
        if not chosen:
            return None
        return chosen[0] == "true" if isinstance(self.showing.question, TrueFalse) else chosen[0]

    @property
    def shows_feedback(self) -> bool:
        return True

    @property
    def shows_model(self) -> bool:
        return True

    @property
    def more_keys(self) -> list[Key]:
        verb = tr("tick") if self._several else tr("choose")
        keys = [Key(f"a-{LETTERS[self.letters - 1]}", verb, ""), Key("↑ ↓", tr("up, down"), "")]
        return [*keys, Key("space", tr("tick"), "")] if self._several else keys

    @property
    def letters(self) -> int:
        return min(len(self._texts), 9)

    @property
    def keys(self) -> list[Key]:
        span = f"1-{min(len(self._texts), 9)}"
        return [Key(span, tr("tick") if self._several else tr("choose"), "cursor(1)", 0)]

    def restore(self, response: Response) -> None:
        if isinstance(response, bool):
            response = "true" if response else "false"
        ids = [response] if isinstance(response, str) else list(response or ())
        self._ticked = {index for index, (option, _) in enumerate(self._texts) if option in ids}
        self._cursor = min(self._ticked, default=None)
        self.refresh(layout=True)

    def choose(self, number: int) -> bool:
        if self.verdict or not 1 <= number <= len(self._texts):
            return False
        self._cursor = number - 1
        self._tick()
        return True

    def move(self, step: int) -> bool:
        if self.verdict:
            return False
        last = len(self._texts) - 1
        start = self._cursor if self._cursor is not None else (-1 if step > 0 else last + 1)
        self._cursor = min(max(start + step, 0), last)
        if self._several:
            self._changed()
        else:
            self._tick()
        return True

    def toggle(self) -> bool:
        if self.verdict or self._cursor is None:
            return False
        self._tick()
        return True

    def on_click(self, event: events.Click) -> None:
        row = 0
        for index in range(len(self._texts)):
            row += len(self._option_lines(index, self.size.width))
            if event.y < row:
                event.stop()
                if self.choose(index + 1) and event.chain == 2 and not self._several:
                    self.post_message(self.Submitted())
                return

    def show_verdict(self, verdict: Verdict) -> None:
        self.restore(verdict.response)
        super().show_verdict(verdict)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def lines_in(self, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _tick(self) -> None:
        assert self._cursor is not None
        self._ticked = self._ticked ^ {self._cursor} if self._several else {self._cursor}
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        self.post_message(self.Changed())
        self.show_cursor()

    def show_cursor(self) -> None:
        if self._cursor is not None:
            above = sum(len(self._option_lines(index, self.size.width)) for index in range(self._cursor))
            self.look(above, len(self._option_lines(self._cursor, self.size.width)))

    def _lines(self, width: int) -> list[Content]:
        return [line for index in self._shown(width) for line in self._option_lines(index, width)]

    def _shown(self, width: int) -> list[int]:
        """The options on screen: once judged, on a terminal too small for all, those that the verdict is about."""
        every = list(range(len(self._texts)))
        if self.verdict is None:
            return every
        lines = len(plain(self.showing.question.prompt).wrap(width))
        lines += sum(len(self._option_lines(index, width)) for index in every)
        if lines <= self.app.size.height - (AROUND_SHORT if self.screen.has_class("-short") else AROUND):
            return every
        right = self._right()
        return [index for index in every if index in self._ticked or self._texts[index][0] in right]

    def _option_lines(self, index: int, width: int) -> list[Content]:
        option, text = self._texts[index]
        wide = width >= WIDE
        sign, word, tone = self._sign(index, option)
        style = f"bold {toned(tone)}" if tone else "bold $text-accent"  # not shown
        box = ("[x] " if index in self._ticked else "[ ] ") if self._several else ""
        gap = "   " if wide else " "
        prefix = Content.assemble(
            "  " if wide else "",
            (sign, style),
            " ",
            (str(index + 1).rjust(len(str(len(self._texts)))), "bold"),
            gap,
            box,
        )
        body = plain(text, "bold" if tone or (index == self._cursor and self.verdict is None) else "")
        lines = hanging(prefix, body, width - (_sign_column() if wide and self._several else 0))
        indent = Content(" " * prefix.cell_length)
        if word and wide:
            lines[0] = lines[0].pad_right(width - lines[0].cell_length - cell_len(word) - 3) + f"{sign} {word} "
        elif word:
            fits = lines[-1].cell_length + cell_len(word) + 3 <= width
            lines = [*lines[:-1], lines[-1] + f" · {word}"] if fits else [*lines, indent + word]
        if tone:
            lines = [row(line, tone, width) for line in lines]
        for feedback in self._feedback(option):
            lines += hanging(indent, Content(feedback), width)
        return lines

    def _feedback(self, option: str) -> list[str]:
        """The deck's feedback on an option, once it is judged."""
        if self.verdict is None:
            return []
        feedback = (
            feedback_for(self.showing.question, self.verdict.response, self.showing.language)
            .get(option, "")
            .expandtabs(4)
        )
        return [feedback] if feedback else []

    def _sign(self, index: int, option: str) -> tuple[str, str, str]:
        """Sign, word and tone of an option: where the cursor is, or what became of it.

        Words are for several right options: of one, the verdict says it all.
        """
        if self.verdict is None:
            return ("▸" if index == self._cursor else " "), "", ""
        right = self._right()
        if option in right and (index in self._ticked or not self._several):
            sign, word, tone = "✓", trc("outcome", "right"), "good"
        elif option in right:
            sign, word, tone = "✓", trc("outcome", "missed"), "hard"
        elif index in self._ticked:
            sign, word, tone = "✗", trc("outcome", "wrong"), "again"
        else:
            sign, word, tone = " ", "", ""
        return sign, word if self._several else "", tone

    def _right(self) -> set[str]:
        match self.showing.question:
            case Choice(answer=answer):
                return {answer}
            case Multiple(answer=answers):
                return set(answers)
            case TrueFalse(answer=truth):
                return {"true" if truth else "false"}
            case _:
                return set()


def _sign_column() -> int:
    """Cells kept free at the right of an option for `✓ right`, so that nothing moves when it appears."""
    return 4 + max(map(cell_len, (trc("outcome", "right"), trc("outcome", "missed"), trc("outcome", "wrong"))))

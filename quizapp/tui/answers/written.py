"""An answer in the student's own words, graded by ticking a rubric against a model answer."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from quizapp.core.marking.mark import Response
from quizapp.core.messages import tr
from quizapp.core.questions.self_graded import Open
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.answers.base import TYPING, Answer
from quizapp.tui.answers.entry import typed
from quizapp.tui.answers.keypad import Keypad
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.text import hanging, plain

PAPER = 6
"""The lines of a page, with its frame."""


class Paper(TextArea):
    """A text area in which Enter hands in, and Ctrl+J begins a new line."""

    class HandedIn(Message):
        """Enter was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.HandedIn())
        elif event.key == "ctrl+j":
            event.stop()
            event.prevent_default()
            self.insert("\n")
        elif event.key in ("escape", "tab"):
            return
        elif not event.is_printable and (character := typed(event)):
            event.stop()
            event.prevent_default()
            self.insert(character)
        else:
            await super()._on_key(event)


class Rubric(Widget):
    """The model answer, and its points to tick."""

    DEFAULT_CSS = """
    Rubric { height: auto; width: 1fr; display: none; }
    """

    class Pointed(Message):
        """The student is at `region` now, relative to the answer."""

        def __init__(self, region: Region) -> None:
            super().__init__()
            self.region = region

    class Clicked(Message):
        """A point was clicked, numbered from 1."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, question: Open) -> None:
        super().__init__()
        self._question = question
        self.ticked: set[int] = set()
        self.cursor = 1

    class Shown(Message):
        """It has a place now."""

    def on_show(self) -> None:
        self.post_message(self.Shown())

    def point_at(self, number: int) -> None:
        """Move the cursor to a point, and bring it into view."""
        self.cursor = number
        self.refresh()
        width = self.size.width
        above = len(self._head(width)) + sum(len(self._point(n, width)) for n in range(1, number))
        place = self.virtual_region.offset
        region = Region(place.x, place.y + above, width, len(self._point(number, width)))
        self.post_message(self.Pointed(region))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        row = len(self._head(self.size.width))
        for number in range(1, len(self._question.rubric) + 1):
            row += len(self._point(number, self.size.width))
            if event.y < row:
                if event.y >= len(self._head(self.size.width)):
                    self.post_message(self.Clicked(number))
                return

    def _lines(self, width: int) -> list[Content]:
        points = range(1, len(self._question.rubric) + 1)
        return [*self._head(width), *(line for number in points for line in self._point(number, width))]

    def _head(self, width: int) -> list[Content]:
        gap = [] if self.screen.has_class("-short") else [Content("")]
        return [
            *gap,
            Content.styled(tr("A model answer"), "bold"),
            *plain(self._question.model).wrap(max(width, 4)),
            *gap,
            *Content.styled(tr("Which of these points did you make?"), "bold").wrap(max(width, 4)),
        ]

    def _point(self, number: int, width: int) -> list[Content]:
        here = number == self.cursor
        box = "[x]" if number in self.ticked else "[ ]"
        letter = "abcdefghi"[number - 1]
        prefix = Content.assemble(("▸" if here else " ", "bold $text-accent"), " ", (letter, "bold"), f" {box} ")
        return hanging(prefix, plain(self._question.rubric[number - 1], "bold" if here else ""), width)


class Written(Answer):
    """A page to write on; after it is handed in, the rubric to tick."""

    rules = TYPING
    DEFAULT_CSS = """
    Written { height: auto; width: 1fr; }
    Written Paper { height: 6; border: round $foreground 30%; padding: 0 1; }
    Written Paper:focus { border: round $accent; }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        assert isinstance(showing.question, Open)
        self._question = showing.question

    def compose(self) -> ComposeResult:
        yield Paper(soft_wrap=True, tab_behavior="focus", id="paper", compact=False)
        yield Keypad()
        yield Rubric(self._question)

    def on_mount(self) -> None:
        if self.verdict is None:
            self.type()

    @property
    def response(self) -> Response:
        return {"text": self._paper.text, "ticked": []}

    @property
    def says_all(self) -> bool:
        return True

    @property
    def next_task(self) -> Widget | None:
        return self._rubric

    @property
    def takes_letters(self) -> bool:
        return self.is_mounted and self._paper.has_focus

    @property
    def keys(self) -> list[Key]:
        if self.verdict:
            return [Key(f"a-{'abcdefghi'[len(self._question.rubric) - 1]}", tr("tick a point"), "turn", 0)]
        if self.takes_letters:
            return [Key("^j", tr("new line"), "type", 2), Key("esc", tr("other keys"), "leave", 0)]
        return [Key("tab", tr("back to writing"), "type", 1)]

    def lines_in(self, width: int) -> int:
        return PAPER

    def type(self) -> None:
        self.screen.set_focus(self._paper)

    def restore(self, response: Response) -> None:
        written = response if isinstance(response, dict) else {}
        with self.prevent(TextArea.Changed):
            self._paper.text = str(written.get("text") or "")
        self._paper.move_cursor(self._paper.document.end)
        self._rubric.ticked = set(written.get("ticked") or ())

    def show_verdict(self, verdict: Verdict) -> None:
        if self.verdict is None:
            self.restore(verdict.response)
        self._paper.disabled = True
        self.query_one(Keypad).display = False
        self._rubric.display = True
        self._rubric.refresh(layout=True)
        super().show_verdict(verdict)

    def tick(self, number: int) -> bool:
        if not self.verdict or not 1 <= number <= len(self._question.rubric):
            return False
        rubric = self._rubric
        rubric.ticked ^= {number}
        rubric.point_at(number)
        self.post_message(self.Ticked(sorted(rubric.ticked)))
        return True

    def move(self, step: int) -> bool:
        if not self.verdict:
            return False
        place = self._rubric.cursor + step
        if not 1 <= place <= len(self._question.rubric):
            return False
        self._rubric.point_at(place)
        return True

    def toggle(self) -> bool:
        return self.tick(self._rubric.cursor)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    def on_paper_handed_in(self, message: Paper.HandedIn) -> None:
        message.stop()
        self.post_message(self.Submitted())

    def on_rubric_shown(self, message: Rubric.Shown) -> None:
        message.stop()
        self.post_message(self.TaskShown())

    def on_rubric_pointed(self, message: Rubric.Pointed) -> None:
        message.stop()
        self.look(message.region.y, message.region.height)

    def on_rubric_clicked(self, message: Rubric.Clicked) -> None:
        message.stop()
        self.tick(message.number)

    def on_keypad_pressed(self, message: Keypad.Pressed) -> None:
        message.stop()
        self._paper.focus()
        if message.text:
            self._paper.insert(message.text)
        else:
            self._paper.action_delete_left()

    @property
    def _paper(self) -> Paper:
        return self.query_one(Paper)

    @property
    def _rubric(self) -> Rubric:
        return self.query_one(Rubric)

"""Common ground of the answer widgets, whatever the type of question."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from quizapp.core.marking.mark import Response
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.widgets.keybar import Key

TYPING = Path(__file__).with_name("typing.tcss")
"""The rules of what is typed into, which a question to choose from does without: 1.5 ms."""


class Answer(Widget):
    """The place where the student answers. It reports changes and submission; the screen decides what follows."""

    rules: ClassVar[Path | None] = None
    """A stylesheet that the screen reads before it mounts this."""

    class Changed(Message):
        """The response so far is another one now."""

    class Submitted(Message):
        """The student is done."""

    class Ticked(Message):
        """The student ticked points of the rubric, numbered from 1."""

        def __init__(self, points: list[int]) -> None:
            super().__init__()
            self.points = points

    class Remark(Message):
        """A remark for the student, such as what is still blank."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class TaskShown(Message):
        """The `next_task` has a place on the screen now."""

    class Look(Message):
        """Something happened here: `region`, relative to the container of the answer, should be in view."""

        def __init__(self, region: Region) -> None:
            super().__init__()
            self.region = region

    def __init__(self, showing: Showing) -> None:
        super().__init__()
        self.showing = showing
        self.verdict: Verdict | None = None

    @property
    def response(self) -> Response:
        """The response as it stands; None is a blank."""
        return None

    @property
    def takes_letters(self) -> bool:
        """True while letters are being typed into the answer now."""
        return False

    @property
    def shows_prompt(self) -> bool:
        """True if the widget shows the prompt itself, as a text with gaps does."""
        return False

    @property
    def says_all(self) -> bool:
        """True if the settled widget itself says what was right and wrong, so that the verdict need not."""
        return False

    @property
    def shows_model(self) -> bool:
        """True if the settled widget shows the right answer, so that the verdict need not repeat it."""
        return self.says_all

    @property
    def shows_feedback(self) -> bool:
        """True if the settled widget shows the deck's feedback, so that the verdict need not repeat it."""
        return False

    @property
    def next_task(self) -> Widget | None:
        """The widget that the student needs after the verdict, and so should see."""
        return None

    @property
    def more_keys(self) -> list[Key]:
        """Other keys for the same things, which the sheet of keys tells and the foot has no room for."""
        return []

    @property
    def letters(self) -> int:
        """The number of letters, from a on, that choose something now."""
        return 0

    @property
    def keys(self) -> list[Key]:
        """The keys that this widget adds while it is being answered."""
        return []

    @property
    def settled_from(self) -> int:
        """The line of the settled widget from which on the answer stands, so that it should be in view."""
        return 0

    def lines_in(self, width: int) -> int:
        """The lines that this takes on so many cells, before it is laid out: by default those of a line to type on."""
        return 3

    def spread(self, lines: int, width: int) -> int:
        """Take some of so many lines that are to spare, on so many cells, to look better; return how many."""
        return 0

    def restore(self, response: Response) -> None:
        """Put back a half-given response."""

    def choose(self, number: int) -> bool:
        """A digit (or letter) from 1 on was pressed; whether it meant something."""
        return False

    def pick(self, number: int) -> bool:
        """A letter was pressed, numbered from 1; whether it meant something. Mostly what the digit means."""
        return self.choose(number)

    def move(self, step: int) -> bool:
        """An arrow was pressed, 1 down or -1 up; whether it meant something."""
        return False

    def carry(self, step: int) -> bool:
        """Shift and an arrow were pressed; whether it meant something."""
        return False

    def tick(self, number: int) -> bool:
        """A letter was pressed after the verdict; whether it meant something."""
        return False

    def type(self) -> None:
        """Take the focus, if letters can be typed here."""

    def toggle(self) -> bool:
        """Space was pressed; whether it meant something."""
        return False

    def show_cursor(self) -> None:
        """Ask for the place that the student is at to be in view, as after the terminal was resized."""

    def show_verdict(self, verdict: Verdict) -> None:
        """Show the verdict in place; nothing can be changed any more."""
        self.verdict = verdict
        self.refresh(layout=True)

    def look(self, top: int, height: int) -> None:
        """Ask for some of this widget's lines to be in view."""
        place = self.virtual_region.offset
        self.post_message(self.Look(Region(place.x, place.y + top, self.size.width, height)))

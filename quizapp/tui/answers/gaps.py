"""A text with gaps, typed in place."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from quizapp.core.marking.mark import Response
from quizapp.core.messages import tr
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.presentation import gap_options
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.answers.base import TYPING, Answer
from quizapp.tui.answers.entry import one_line, typed
from quizapp.tui.answers.keypad import Keypad
from quizapp.tui.widgets.drawing import toned
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.text import TAB, plain
from quizapp.wording.common import prompt_text

EMPTY = "________"
CURSOR = "█"
"""No space, because wrapping takes spaces away from the end of a line."""
CHOICES = 2
"""Lines of the options below a text with a gap to choose for."""
YOURS = 60
"""Cells that are kept for what was wrong in a gap."""


class Sentence(Widget, can_focus=True):
    """The text itself: a line editor inside each gap. Where the gap is a choice, digits choose an option."""

    DEFAULT_CSS = """
    Sentence { height: auto; width: 1fr; }
    """

    class Edited(Message):
        """A gap holds something else now."""

    class Focused(Message):
        """The sentence got or lost the focus."""

    def __init__(self, question: Cloze, order: tuple[str, ...]) -> None:
        super().__init__()
        self._question = question
        self._names = list(question.gaps)
        self._options = {name: gap_options(question, name, order) for name in self._names}
        self.texts = dict.fromkeys(self._names, "")
        self._active = 0
        self._cursor = 0
        self.settled: dict[str, Content] | None = None

    def on_key(self, event: events.Key) -> None:
        if self.settled is not None:
            return
        name = self._names[self._active]
        text, at = self.texts[name], self._cursor
        match event.key:
            case "left":
                self._cursor = max(0, at - 1)
            case "right":
                self._cursor = min(len(text), at + 1)
            case "home" | "ctrl+a":
                self._cursor = 0
            case "end" | "ctrl+e":
                self._cursor = len(text)
            case "backspace":
                self.erase()
            case "delete" | "ctrl+u" | "ctrl+w" if self._options[name]:
                self._set("", 0)
            case "delete":
                self._set(text[:at] + text[at + 1 :], at)
            case "ctrl+u":
                self._set(text[at:], 0)
            case "ctrl+w":
                kept = text[:at].rstrip().rpartition(" ")
                self._set(kept[0] + kept[1] + text[at:], len(kept[0] + kept[1]))
            case "up" | "down" if len(self._names) > 1:
                self.step(1 if event.key == "down" else -1)
            case _ if character := typed(event):
                self.insert(character)
            case _:
                return
        event.stop()
        event.prevent_default()
        self.refresh(layout=True)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self.settled is None:
            self.insert(one_line(event.text))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus()
        if len(self._names) > 1:
            self.step(1)

    def on_focus(self) -> None:
        self.refresh()
        self.post_message(self.Focused())

    def on_blur(self) -> None:
        self.refresh()
        self.post_message(self.Focused())

    def insert(self, text: str) -> None:
        """Type `text` at the cursor."""
        name = self._names[self._active]
        if options := self._options[name]:
            if text.isdecimal() and 1 <= int(text) <= len(options):
                self._set(options[int(text) - 1], len(options[int(text) - 1]))
            return
        old = self.texts[name]
        self._set(old[: self._cursor] + text + old[self._cursor :], self._cursor + len(text))

    def erase(self) -> None:
        """Take away the character before the cursor."""
        old = self.texts[self._names[self._active]]
        if self._options[self._names[self._active]]:
            self._set("", 0)
        elif self._cursor:
            self._set(old[: self._cursor - 1] + old[self._cursor :], self._cursor - 1)

    def step(self, by: int) -> None:
        """Go to the next gap, or the one before."""
        self._active = (self._active + by) % len(self._names)
        self._cursor = len(self.texts[self._names[self._active]])
        self.refresh(layout=True)

    def fill(self, texts: dict[str, str]) -> None:
        """Put these texts into the gaps."""
        self.texts = {name: texts.get(name, "") for name in self._names}
        self._cursor = len(self.texts[self._names[self._active]])
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._content().wrap(max(width, 4)))

    def render(self) -> Content:
        return Content("\n").join(self._content().wrap(max(self.size.width, 4)))

    def _set(self, text: str, cursor: int) -> None:
        self.texts[self._names[self._active]] = text
        self._cursor = cursor
        self.refresh(layout=True)
        self.post_message(self.Edited())

    def _content(self) -> Content:
        pieces: list[Content] = []
        for text, gap in self._question.parts:
            pieces.append(Content(text.expandtabs(TAB)).stylize("bold"))
            if gap:
                pieces.append(self._gap(gap))
        options = self._options[self._names[self._active]] if self.settled is None else []
        if options:
            listed = "   ".join(f"{number} {text}" for number, text in enumerate(options, 1))
            pieces.append(Content.styled(f"\n\n{listed}", "$foreground 75%"))
        return Content("").join(pieces)

    def _gap(self, name: str) -> Content:
        if self.settled is not None:
            return self.settled[name]
        text = self.texts[name]
        active = name == self._names[self._active] and self.has_focus
        if not active:
            return Content.styled(text or EMPTY, "underline $text-accent" if text else "$text-accent")
        if not text:
            return Content.assemble((CURSOR, "$foreground"), (EMPTY[1:], "$text-accent"))
        before, under, after = text[: self._cursor], text[self._cursor : self._cursor + 1], text[self._cursor + 1 :]
        cursor = (under, "reverse") if under.strip() else (CURSOR, "$foreground")
        return Content.assemble((before, "underline $text-accent"), cursor, (after, "underline $text-accent"))


class Gaps(Answer):
    """The sentence with its gaps, and a keypad. Letters go to the gap; Escape leaves it, Tab comes back."""

    rules = TYPING
    DEFAULT_CSS = """
    Gaps { height: auto; width: 1fr; }
    Gaps Keypad { margin-top: 1; }
    """

    def __init__(self, showing: Showing) -> None:
        super().__init__(showing)
        assert isinstance(showing.question, Cloze)
        self._question = showing.question

    def compose(self) -> ComposeResult:
        yield Sentence(self._question, self.showing.order)
        yield Keypad()

    def on_mount(self) -> None:
        if self.verdict is None:
            self.type()

    @property
    def response(self) -> Response:
        return dict(self._sentence.texts)

    @property
    def shows_prompt(self) -> bool:
        return True

    @property
    def shows_model(self) -> bool:
        return True

    @property
    def takes_letters(self) -> bool:
        return self.is_mounted and self._sentence.has_focus

    @property
    def keys(self) -> list[Key]:
        if self.takes_letters:
            others = len(self._question.gaps) > 1
            more = [Key("↑↓", tr("other gap"), "cursor(1)", 1)] if others else []
            return [*more, Key("esc", tr("other keys"), "leave", 0)]
        return [Key("tab", tr("back to typing"), "type", 1)]

    def type(self) -> None:
        self.screen.set_focus(self._sentence)

    def lines_in(self, width: int) -> int:
        return len(plain(prompt_text(self._question)).wrap(width)) + CHOICES * any(
            gap.options for gap in self._question.gaps.values()
        )

    def restore(self, response: Response) -> None:
        if isinstance(response, dict):
            self._sentence.fill({key: str(value) for key, value in response.items()})

    def show_verdict(self, verdict: Verdict) -> None:
        """Fill in what is right, each gap with its own sign, and what the student had where it is wrong."""
        given = verdict.response if isinstance(verdict.response, dict) else {}
        marks = verdict.mark.gaps if verdict.mark else {}
        settled = {}
        for name, gap in self._question.gaps.items():
            right = name in marks and marks[name].right
            sign, tone = ("✓", "good") if right else ("✗", "again")
            settled[name] = Content.styled(f"{sign} {gap.accept[0]}", f"bold {toned(tone)}")  # not shown
            yours = str(given.get(name, "")).strip()
            if yours and not right:
                own = plain(tr("(yours: {answer})", answer=yours)).truncate(YOURS, ellipsis=True)
                settled[name] += Content(" ") + own.stylize("$foreground 75%")
        self._sentence.settled = settled
        self._sentence.can_focus = False
        self._sentence.refresh(layout=True)
        self.query_one(Keypad).display = False
        super().show_verdict(verdict)

    def on_sentence_edited(self, message: Sentence.Edited) -> None:
        message.stop()
        self.post_message(self.Changed())

    def on_keypad_pressed(self, message: Keypad.Pressed) -> None:
        message.stop()
        self._sentence.focus()
        if message.text:
            self._sentence.insert(message.text)
        else:
            self._sentence.erase()

    @property
    def _sentence(self) -> Sentence:
        return self.query_one(Sentence)

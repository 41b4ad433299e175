"""The screens of the preview: the deck as its students will see it, or why it cannot be shown yet."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from quizapp.authoring.check import Checked
from quizapp.authoring.diagnostics import Diagnostic, render
from quizapp.authoring.preview import Rehearsal
from quizapp.core.deferred import dataclass, replace
from quizapp.core.errors import visible
from quizapp.core.messages import tr, tr_noop, trc, trn
from quizapp.decks.library import LoadedDeck
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.study.study import StudyScreen
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.sheet import Sheet
from quizapp.tui.widgets.text import Line, plain

STYLES = {"error": "bold $text-error", "warning": "bold $text-warning", "info": "bold"}
FEW = 3
"""So many problems are shown above the question where there is room, and one where there is not."""

LOW = 18
"""Screens of fewer lines have no room."""


@dataclass(frozen=True)
class Reading:
    """A deck file as it was read: the deck, or in the words of `error` why there is none; and what the check found.

    `checked` is None as long as it is not known, `saved` the local time of the save that led to it.
    """

    path: Path
    deck: LoadedDeck | None
    error: str = ""
    checked: Sequence[Checked] | None = None
    saved: str = ""

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that the check found, errors first."""
        diagnostics = [diagnostic for checked in self.checked or () for diagnostic in checked.diagnostics]
        return sorted(diagnostics, key=lambda diagnostic: list(STYLES).index(diagnostic.severity))

    @property
    def tally(self) -> str:
        """The number of problems: `1 error, 2 warnings`; empty if there are none."""
        kinds = [diagnostic.severity for diagnostic in self.diagnostics]
        errors, warnings = kinds.count("error"), kinds.count("warning")
        parts = (
            trn("{count} error", "{count} errors", errors) if errors else "",
            trn("{count} warning", "{count} warnings", warnings) if warnings else "",
        )
        return ", ".join(filter(None, parts))

    @property
    def reasons(self) -> list[str]:
        """The reasons why there is no deck, a sentence for each error."""
        errors = [diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error"]
        return [self._sentence(diagnostic) for diagnostic in errors] or self.error.splitlines()

    def _sentence(self, diagnostic: Diagnostic) -> str:
        problem = f"{diagnostic.message}; {diagnostic.help}" if diagnostic.help else diagnostic.message
        if diagnostic.file == self.path:
            text = tr("line {line}: {problem}", line=diagnostic.line, problem=problem)
        else:
            file = diagnostic.file.name
            text = tr("{file}, line {line}: {problem}", file=file, line=diagnostic.line, problem=problem)
        return visible(text.replace("\n", " "))

    def report(self, width: int) -> Content:
        """Everything that was found as `quizapp check` shows it, in lines of `width` cells."""
        lines = {checked.path: checked.lines for checked in self.checked or () if checked.diagnostics}
        parts = []
        for diagnostic in self.diagnostics:
            shown = replace(diagnostic, file=Path(diagnostic.file.name))
            first, _, rest = render(shown, lines[diagnostic.file], width=width).partition("\n")
            parts.append(plain(first, STYLES[diagnostic.severity]) + Content("\n") + plain(rest))
        return Content("\n").join(parts or [plain(self.error)])


class Read(Message, bubble=False):
    """The file was read, for the first time or after a change."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading


class Trouble(Widget):
    """A few lines on what is wrong with the file; a click asks for all of it."""

    DEFAULT_CSS = """
    Trouble { height: auto; display: none; }
    """

    class Pressed(Message):
        """It was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._head, self._reasons = "", [""]

    def show(self, reading: Reading) -> None:
        """Show why there is no deck; disappear if there is one."""
        self.display = reading.deck is None
        problems = reading.tally or tr("not readable")
        self._head = f"✗ {tr('{problems}; last good version shown', problems=problems)}"
        self._reasons = reading.reasons
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width, viewport.height))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width, self.app.size.height))

    def on_click(self) -> None:
        self.post_message(self.Pressed())

    def _lines(self, width: int, height: int) -> list[Content]:
        shown = self._reasons[: FEW if height >= LOW else 1]
        lines = [plain(self._head, STYLES["error"]), *(plain(f"  {reason}") for reason in shown)]
        if more := len(self._reasons) - len(shown):
            lines.append(plain(f"  {trn('and {count} more', 'and {count} more', more)}"))
        return [line.truncate(width, ellipsis=True) for line in lines]


class PreviewScreen(StudyScreen):
    """The study screen over a rehearsal: one can go to any card, and there is nothing to rate."""

    CSS_PATH: ClassVar = ["../study/study.tcss", "preview.tcss"]
    has_standing: ClassVar[bool] = True
    has_sides: ClassVar[bool] = False
    offers_ratings: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,ctrl+n", "step(1)", tr_noop("next"), id="preview.next"),
        Binding("p,ctrl+p", "step(-1)", tr_noop("previous"), id="preview.previous"),
        Binding("t,ctrl+t", "change_form", tr_noop("choose or type"), id="preview.form"),
        Binding("l,ctrl+l", "problems", tr_noop("problems"), id="preview.problems"),
    ]

    def __init__(self, rehearsal: Rehearsal, reading: Reading) -> None:
        super().__init__(rehearsal.study)
        self._rehearsal, self._reading = rehearsal, reading
        self._turning = Lock()

    def on_mount(self) -> None:
        self.query_one("#column").mount(Trouble(), after="#heading")

    async def on_read(self, message: Read) -> None:
        reading = message.reading
        known = self._reading.checked if reading.checked is None else reading.checked
        self._reading = replace(reading, checked=known, saved=reading.saved or self._reading.saved)
        if reading.deck is not None:
            await self._reload(reading.deck)
        self.query_one(Trouble).show(self._reading)
        self._fill_heading()
        self._fill_standing()
        self._fill_keys()

    def on_trouble_pressed(self, message: Trouble.Pressed) -> None:
        message.stop()
        self.action_problems()

    async def action_step(self, by: int) -> None:
        """Go to another card, without an answer if there is none."""
        passed_an_end = self._guarded(self._rehearsal.step, by)
        await self._follow()
        if passed_an_end:
            self._say(tr("Back at the first card.") if by > 0 else tr("This is the last card."))

    async def action_change_form(self) -> None:
        """Put the question as a choice instead of typed, or the other way round; and so from now on."""
        self._guarded(self._rehearsal.change_form)
        await self._follow()

    async def action_rate(self, number: int) -> None:
        """Go to the next card: there is nothing to rate."""
        await self.action_step(1)

    async def action_digit(self, number: int) -> None:
        showing = self._study.showing
        if showing is not None and showing.verdict is None:
            await super().action_digit(number)

    def action_problems(self) -> None:
        """Show everything that was found in the file."""
        width = min(64, self.size.width * 9 // 10) - 7  # of the sheet, without its frame and scroll bar
        self.app.push_screen(Sheet(self._reading.tally or tr("Problems"), self._reading.report(width)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "guess" | "override" | "suspend":
                return False
            case "change_form":
                return self._rehearsal.visit.has_forms
            case "problems":
                return bool(self._reading.diagnostics) or self._reading.deck is None
            case _:
                return super().check_action(action, parameters)

    async def _reload(self, deck: LoadedDeck) -> None:
        """Show the card as it is now; what is half typed, and how far the screen is scrolled, stay if they can."""
        showing, answer = self._study.showing, self._answer
        assert showing is not None and answer is not None
        if showing.verdict is None:
            self._guarded(self._study.save_draft, answer.response)
        typing, top = answer.takes_letters, self.query_one("#body").scroll_y
        self._guarded(self._rehearsal.reload, deck)
        now = self._rehearsal.study
        if now is self._study:
            return
        await self._follow()
        if now.showing is None or now.showing.item.card != showing.item.card:
            return
        if not typing and now.showing.question.type == showing.question.type:
            self.action_leave()
        self.call_after_refresh(self.query_one("#body").scroll_to, y=top, animate=False)

    async def _follow(self) -> None:
        """Show what the rehearsal came to."""
        if self._study is not self._rehearsal.study:
            self._study = self._rehearsal.study
            await self._go_on()

    async def _go_on(self) -> None:
        async with self._turning:  # a key and a save may come at the same moment
            await super()._go_on()

    def _fill_heading(self) -> None:
        visit = self._rehearsal.visit
        left = _title(visit.deck.info.title)
        tally = f"{self._reading.tally}   " if self.size.width >= 60 and self._reading.tally else ""
        right = plain(f"{tally}{visit.place + 1}/{len(visit.deck.cards)}", "$foreground 75%")
        self.query_one("#heading", Line).show(left, right)

    def _standing(self, showing: Showing) -> str:
        return tr("saved {time}", time=self._reading.saved) if self._reading.saved else ""

    def _keys(self) -> list[Key]:
        answer, showing = self._answer, self._study.showing
        if answer is None or showing is None:
            return []
        keys = super()._keys()
        held = "^" if answer.takes_letters else ""
        form = tr("as a choice") if self._rehearsal.visit.known else tr("typed")
        mine = [
            *([Key(f"{held}n", tr("next"), "step(1)", 1)] if showing.verdict is None else []),
            Key(f"{held}p", tr("previous"), "step(-1)", 3),
            Key(f"{held}t", form, "change_form", 3),
            Key(f"{held}l", tr("problems"), "problems", 0 if self._reading.deck is None else 4),
        ]
        place = next((index for index, key in enumerate(keys) if key.name.startswith("↵")), -1) + 1
        return [*keys[:place], *(key for key in mine if self._works(key)), *keys[place:]]

    def _works(self, key: Key) -> bool:
        return self.check_action(key.action.partition("(")[0], ()) is True

    def _afterwords(self, showing: Showing) -> list[str]:
        """Nothing about ratings."""
        return []

    def _rating_keys(self, verdict: Verdict) -> list[Key]:
        return [Key("↵ n", tr("next"), "step(1)", 0)]


class WaitingScreen(Screen[None]):
    """The problems of a file that was broken from the beginning, so that there is no deck to show yet."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,pageup", "page(-1)", tr_noop("scroll up"), id="waiting.up"),
        Binding("down,pagedown", "page(1)", tr_noop("scroll down"), id="waiting.down"),
        Binding("q", "app.quit", tr_noop("quit"), id="waiting.quit"),
    ]

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            with VerticalScroll(id="body", can_focus=False):
                yield Static(id="waiting", markup=False)
            yield KeyBar()

    def on_resize(self) -> None:
        self._fill()

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def on_read(self, message: Read) -> None:
        self._reading = message.reading
        self._fill()

    def action_page(self, step: int) -> None:
        body = self.query_one("#body")
        body.scroll_relative(y=step * max(1, body.size.height - 1), animate=False)

    def _fill(self) -> None:
        left = _title(self._reading.path.name)
        self.query_one("#heading", Line).show(left, plain(self._reading.tally, "$foreground 75%"))
        width = max(20, self.query_one("#body").scrollable_content_region.width)
        head = plain(tr("Fix these problems and save the file; then the deck appears here."), "bold")
        body = self.query_one("#waiting", Static)
        body.update(head + Content("\n\n") + self._reading.report(width))
        self.call_after_refresh(self._fill_keys)

    def _fill_keys(self) -> None:
        scroll = [Key("↑ ↓", tr("scroll"), "page(1)", 1)] if self.query_one("#body").max_scroll_y > 0 else []
        self.query_one(KeyBar).show([*scroll, Key("q", tr("quit"), "app.quit", 0)])


def _title(name: str) -> Content:
    return Content.assemble((f"{trc('heading', 'preview')}  ", "$text-accent"), plain(name, "bold"))

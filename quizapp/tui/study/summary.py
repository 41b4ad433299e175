"""The end of a session: how it went, what was missed, when the next cards are due."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Digits

from quizapp.core.errors import QuizappError
from quizapp.core.formats import all_of, percent
from quizapp.core.messages import tr, tr_noop, trc, trn
from quizapp.learning.study.ending import Ending, HardCard
from quizapp.learning.study.session import StudySession
from quizapp.tui.widgets.drawing import FILLED, can_draw, meter, strip
from quizapp.tui.widgets.keybar import Key, KeyBar
from quizapp.tui.widgets.sheet import keys_sheet
from quizapp.tui.widgets.text import Line, Lines, hanging, plain
from quizapp.wording.common import (
    UNCHANGED,
    decks_text,
    missed_text,
    nothing_line,
    prompt_text,
    right_text,
    time_line,
    upcoming_line,
)
from quizapp.wording.days import day_names, streak_text

QUIET = "$foreground 75%"
BEFORE = (FILLED[0], QUIET)
"""The filled part of the meter for before; that for after is in the accent colour."""
LONGEST_METER = 40
ROOMY, TALL = 58, 18
"""The cells and the lines from which on the score is written large, with the week beside it."""
DIGIT, GAPS = 3, 4
"""The cells of a large digit, and those between the score, the words and the week."""
AROUND = {False: 3, True: 5}
"""The lines around what is below the outcome, on a screen that is not tall and on one that is."""
PROMPT = 2
"""The lines of a prompt at most, if all then fits the screen."""


class SummaryScreen(Screen[None]):
    """Shown when no card is left, or when there was none to begin with."""

    CSS_PATH = "summary.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "home", tr_noop("home"), id="summary.home"),
        Binding("u", "undo", tr_noop("undo"), id="summary.undo"),
        Binding("r", "repeat", tr_noop("practise missed"), id="summary.repeat"),
        Binding("up", "scroll(-1)", tr_noop("up"), id="summary.up"),
        Binding("down", "scroll(1)", tr_noop("down"), id="summary.down"),
        Binding("pageup", "page(-1)", tr_noop("page up"), id="summary.page_up"),
        Binding("pagedown,space", "page(1)", tr_noop("page down"), id="summary.page_down"),
        Binding("home", "end(-1)", tr_noop("to the beginning"), id="summary.beginning"),
        Binding("end", "end(1)", tr_noop("to the end"), id="summary.end"),
        Binding("question_mark", "keys", tr_noop("keys"), id="summary.keys"),
        Binding("q", "app.quit", tr_noop("quit"), id="summary.quit"),
    ]

    class Home(Message):
        """The student is done with the summary."""

    class Undone(Message):
        """The last answer is undone: its card is on screen again."""

    class Repeated(Message):
        """The missed cards are to be practised."""

    def __init__(self, study: StudySession, ending: Ending | None, back: str) -> None:
        """`ending` is what there is beside the score, None if it could not be read; `back` is where Enter leads."""
        super().__init__()
        self._study, self._ending, self._back = study, ending, back

    def compose(self) -> ComposeResult:
        with Vertical(id="column"):
            yield Line(id="heading")
            with VerticalScroll(id="body", can_focus=False):
                with Horizontal(id="score"):
                    yield Digits(percent(self._share), id="percent")
                    yield Lines(id="score-words")
                    yield Lines(id="week")
                yield Lines(id="summary")
            yield KeyBar()

    def on_mount(self) -> None:
        self.watch(self.query_one("#body"), "show_vertical_scrollbar", self._show_keys, init=False)
        self._show_keys()

    def on_resize(self) -> None:
        width = max(20, self.query_one("#body").scrollable_content_region.width)
        tall = self.size.height >= TALL
        self.query_one("#heading", Line).show(plain(self._titles(width), "bold"), Content(""))
        used = self._fill_score(width, large=self._is_large(width))
        lines, room = self._lines(width), self.size.height - AROUND[tall] - used
        if len(lines) > room >= len(shorter := self._lines(width, PROMPT)):
            lines = shorter
        self.query_one("#summary", Lines).show(lines)

    def _is_large(self, width: int) -> bool:
        """Return whether the score is to be large."""
        has_room = width >= ROOMY and self.size.height >= TALL
        return has_room and bool(self._study.session.answers) and can_draw("╭─╮")

    def _fill_score(self, width: int, *, large: bool) -> int:
        """Show how it went, and return how many lines that takes."""
        digits, week = self.query_one("#percent", Digits), self.query_one("#week", Lines)
        days = self._week_lines() if large else []
        wide = max((line.cell_length for line in days), default=0)
        digits.display, week.display = large, bool(days)
        week.styles.width = wide
        week.show(days)
        beside = DIGIT * len(digits.value) + GAPS + wide if large else 0
        outcome = [line for text in self._outcome_lines(large=large) for line in text.wrap(width - beside)]
        self.query_one("#score-words", Lines).show(outcome)
        return max(3 if large else 0, len(outcome))

    def action_home(self) -> None:
        self.post_message(self.Home())

    def action_undo(self) -> None:
        try:
            self._study.undo()
        except QuizappError as error:
            self.notify(str(error), title=tr("Not undone"), severity="error", timeout=20, markup=False)
        else:
            self.post_message(self.Undone())

    def action_repeat(self) -> None:
        self.post_message(self.Repeated())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "repeat":
                return bool(self._study.session.missed)
            case "undo":
                return self._study.can_undo
            case "scroll" | "page" | "end":
                return self._scrolls
            case _:
                return True

    def action_scroll(self, step: int) -> None:
        self.query_one("#body").scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        body = self.query_one("#body")
        body.scroll_relative(y=step * max(1, body.size.height - 1), animate=False)

    def action_end(self, side: int) -> None:
        body = self.query_one("#body")
        body.scroll_to(y=0 if side < 0 else body.max_scroll_y, animate=False)

    def action_keys(self) -> None:
        self.app.push_screen(keys_sheet(self, self._keys()))

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    @property
    def _scrolls(self) -> bool:
        return self.query_one("#body").max_scroll_y > 0

    def _show_keys(self) -> None:
        self.query_one(KeyBar).show(self._keys())

    def _keys(self) -> list[Key]:
        repeat = [Key("r", tr("practise missed"), "repeat", 3)] if self._study.session.missed else []
        undo = [Key("u", tr("undo"), "undo", 4)] if self._study.can_undo else []
        leave = [Key("?", tr("keys"), "keys", 2), Key("q", tr("quit"), "app.quit", 1)]
        scroll = [Key("↑ ↓", tr("scroll"), "scroll(1)", 2)] if self._scrolls else []
        return [Key("↵", self._back, "home", 0), *scroll, *repeat, *undo, *leave]

    @property
    def _share(self) -> float:
        """The part of the answers that was right, 0 to 1."""
        session = self._study.session
        return session.right / session.answers if session.answers else 0.0

    def _titles(self, width: int) -> str:
        """The decks by name, or how many they are if that takes more than a line."""
        decks = self._study.decks.values()
        titles = all_of([deck.info.title for deck in decks])
        return decks_text(len(decks)) if len(decks) > 1 and plain(titles).cell_length > width else titles

    def _outcome_lines(self, *, large: bool) -> list[Content]:
        """How it went, in words; with the score and the streak if these are not `large` beside it."""
        if not self._study.session.answers:
            return [Content.styled(nothing_line(self._study), "bold")]
        practice = self._study.practice
        score = Content("") if large else Content.styled(f"{percent(self._share)}  ", "bold $text-accent")
        lines = [
            plain(tr("Done for now.") if practice is None else tr("Practice done."), "bold $text-success"),
            score + plain(right_text(self._study)),
            plain(time_line(self._study), QUIET),
        ]
        if not large and self._ending is not None:
            lines.append(plain(streak_text(self._ending.recent), "$text-accent"))
        return lines

    def _week_lines(self) -> list[Content]:
        """The streak, and the days of the last week on which there were answers."""
        if self._ending is None:
            return []
        recent = self._ending.recent
        names, signs = strip(recent.studied, day_names(recent))
        return [plain(f" {streak_text(recent)}", "bold $text-accent"), names, signs]

    def _lines(self, width: int, prompt: int | None = None) -> list[Content]:
        """All that is below the score; prompts on so many lines at most."""
        lines, ending = list[Content](), self._ending
        if self._study.practice is not None and self._study.session.answers:
            lines += [*plain(tr(UNCHANGED)).wrap(width), Content("")]
        if left := len(self._study.session.left):
            text = trn(
                "{count} card is resting. It returns next time.",
                "{count} cards are resting. They return next time.",
                left,
            )
            lines += [*plain(text).wrap(width), Content("")]
        if ending is None:
            return lines
        if ending.memory is not None:
            lines += [*_memory_lines(*ending.memory, width), Content("")]
        if ending.upcoming is not None:
            lines += [*plain(upcoming_line(ending.upcoming)).wrap(width), Content("")]
        missed = trc("heading", "Also missed") if ending.hardest else trc("heading", "Missed")
        lines += _card_lines(trc("heading", "Hardest"), ending.hardest, width, prompt)
        lines += _card_lines(missed, ending.missed, width, prompt)
        return lines[:-1] if lines and not lines[-1].plain else lines


def _memory_lines(before: float, after: float, width: int) -> list[Content]:
    """The chance to remember, as two meters below each other."""
    named = {trc("this session", "before"): (before, BEFORE), trc("this session", "after"): (after, FILLED)}
    wide = max(map(len, named))
    room = min(LONGEST_METER, width - wide - len(" 100%") - 1)
    return [
        *plain(tr("Chance you'll remember these tomorrow"), "bold").wrap(width),
        *(
            Content.styled(f"{name:<{wide}} ", QUIET) + meter(share, room, part) + plain(percent(share).rjust(5))
            for name, (share, part) in named.items()
        ),
    ]


def _card_lines(heading: str, cards: tuple[HardCard, ...], width: int, most: int | None) -> list[Content]:
    """Questions, each on so many lines at most, with their answers, after a heading; nothing if there are none."""
    if not cards:
        return []
    lines = [Content.styled(heading, "bold")]
    for card in cards:
        prompt = plain(" ".join(prompt_text(card.question).split()))
        asked = hanging(Content.styled("· ", QUIET), prompt, width)
        if most is not None and len(asked) > most:
            asked = [*asked[: most - 1], (asked[most - 1] + " …").truncate(width, ellipsis=True)]
        lines += asked
        answer = plain(" ".join(card.answer.split()), "$text-success")
        if card.failures:
            answer += Content.styled(f"  {missed_text(card.failures)}", "$text-error")
        lines += hanging(Content.styled("  → ", "$text-success"), answer, width)
    return [*lines, Content("")]

"""The application: which screen is on, and what happens once the first one is painted."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.color import Color

from quizapp.clock import Clock
from quizapp.core.errors import QuizappError
from quizapp.library import Library, LoadedDeck, Unreadable
from quizapp.outlook import counts
from quizapp.store.progress import Progress
from quizapp.study import Study
from quizapp.tui.study import StudyScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from quizapp.tui.home import HomeScreen


INTERRUPTED = 130
DARKENED = 0.15


class TerminalApp(App[None]):
    """What every application of quizapp has: sizes, colours that can be read, and the keys that leave it at once."""

    TITLE = "quizapp"
    CSS_PATH = None
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 (Textual declares it so)
        (0, "-narrow"),
        (60, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 (likewise)
        (0, "-short"),
        (18, "-tall"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", id="app.quit", show=False, priority=True),
        Binding("ctrl+c", "interrupt", "quit", id="app.interrupt", show=False, priority=True),
    ]

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours; on a light background those of words are darkened until they can be read (WCAG AA)."""
        variables = super().get_css_variables()
        if not self.current_theme.dark:
            for name in ("text-accent", "text-success", "text-warning"):  # text-error is dark enough
                variables[name] = Color.parse(variables[name]).darken(DARKENED).hex
        return variables

    def action_interrupt(self) -> None:
        """Ctrl+C: leave at once. What was answered is on disk already."""
        self.exit(return_code=INTERRUPTED)


class QuizApp(TerminalApp):
    """Home, study and summary over one library and one progress file."""

    def __init__(
        self,
        library: Library,
        progress: Progress,
        begin: Callable[[Sequence[LoadedDeck]], Study],
        decks: Sequence[LoadedDeck] = (),
        *,
        language: str = "",
        clock: Clock | None = None,
    ) -> None:
        """`begin` makes the sitting for some decks; `decks` are those to study at once, instead of the home screen."""
        super().__init__()
        self._library, self._progress, self._begin = library, progress, begin
        self._clock = clock or Clock()
        self._language = language
        self._study = begin(decks) if decks else None
        self._from_home = not decks
        self._opened = decks[0].id if decks else ""

    def on_mount(self) -> None:
        if self._study is None:
            self._go_home()
        else:
            self._show(self._study)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        """The first screen can be read: from now on the garbage collector looks at new objects alone."""
        gc.freeze()
        gc.enable()
        self.run_worker(self._warm_up, thread=True, exit_on_error=False)

    def _warm_up(self) -> None:
        if self._study is not None:
            self._study.warm_up()
        day = date.fromordinal(self._clock.day(self._clock.now(), 4)).isoformat()
        try:
            self._progress.back_up(day)
        except QuizappError as error:
            message = f"Today's backup could not be made. {error}"
            self.call_from_thread(self.notify, message, severity="warning", timeout=20, markup=False)

    def on_home_screen_opened(self, message: HomeScreen.Opened) -> None:
        try:
            self._study = self._begin([message.deck])
            self._opened = message.deck.id
        except QuizappError as error:
            self.notify(str(error), severity="error", timeout=20, markup=False)
            return
        self._show(self._study)

    def on_study_screen_finished(self) -> None:
        assert self._study is not None
        self._show(self._study)

    def on_study_screen_stopped(self) -> None:
        if self._from_home:
            self._go_home()
        else:
            self.exit()

    def on_summary_screen_home(self) -> None:
        self._go_home()

    def on_summary_screen_undone(self) -> None:
        assert self._study is not None
        self._show(self._study)

    def _show(self, study: Study) -> None:
        """The question on screen, or the summary when there is none left."""
        if study.showing is not None:
            self._replace(StudyScreen(study, "home" if self._from_home else "quit"))
            return
        from quizapp.tui.summary import SummaryScreen

        self._replace(SummaryScreen(study))

    def _go_home(self) -> None:
        from quizapp.tui.home import HomeScreen, Row

        day = self._clock.day(self._clock.now(), 4)
        try:
            rows = [
                Row(deck) if isinstance(deck, Unreadable) else Row(deck, counts(deck, self._progress, day))
                for deck in self._library.decks(self._language)
            ]
        except QuizappError as error:
            self.notify(str(error), severity="error", timeout=20, markup=False)
            return
        self._from_home = True
        self._replace(HomeScreen(rows, self._opened))

    def _replace(self, screen: Screen[None]) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)


def run(
    library: Library, progress: Progress, decks: Sequence[LoadedDeck], *, language: str = "", limit: int | None = None
) -> int:
    """Show the interface until the student leaves it; returns the process's exit code."""

    def begin(chosen: Sequence[LoadedDeck]) -> Study:
        return Study(chosen, progress, limit=limit)

    app = QuizApp(library, progress, begin, decks, language=language)
    app.run()
    return app.return_code or 0

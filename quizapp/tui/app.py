"""The application: which screen is on, and what happens once the first one is painted."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType

from quizapp.core.errors import QuizappError
from quizapp.core.messages import language, number, tr, tr_noop, trn
from quizapp.decks.library import Library, LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.learning.settings import Preferences
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from quizapp.tui.exams.flow import ExamFlow
from quizapp.tui.exams.messages import ExamMessage
from quizapp.tui.study.study import StudyScreen
from quizapp.tui.terminal.base_app import TerminalApp
from quizapp.wording.common import UNTOUCHED

if TYPE_CHECKING:
    from textual.screen import ModalScreen, Screen

    from quizapp.core.decks.deck import CardRef
    from quizapp.core.exams import Terms
    from quizapp.core.settings.settings import Settings
    from quizapp.learning.overview import Outlook
    from quizapp.learning.plans import ExamAhead, Planner
    from quizapp.tui.home.home import HomeScreen
    from quizapp.tui.search.search import SearchScreen
    from quizapp.tui.settings.settings import SettingsScreen


Result = TypeVar("Result")


class QuizApp(TerminalApp):
    """Home, study and summary over one library and one progress file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "command_palette", tr_noop("commands"), id="app.commands", show=False, priority=True),
    ]

    def __init__(
        self,
        library: Library,
        progress: Progress,
        begin: Callable[..., StudySession],
        decks: Sequence[LoadedDeck] = (),
        *,
        practice: Practice | None = None,
        exam: Callable[[QuizApp], Awaitable[None]] | None = None,
        language: str = "",
        clock: Clock | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        """`begin` makes the session for some decks and a practice or None, with `due_only` for one without new cards;
        `decks` are those to study (or to practise) at once, without home. `exam` opens an exam instead.

        Without `preferences` the settings file is beside the progress.
        """
        super().__init__()
        folder = self.details = progress.path.parent
        self._preferences = preferences or Preferences(folder, folder / "cache")
        self._unfit = self.apply_settings(self._preferences.settings)
        self._library, self.progress, self._begin = library, progress, begin
        self.clock = clock or Clock()
        self._language = language
        self._study = begin(decks, practice) if decks else None
        if self._study is not None and practice is not None:
            self._study.notice = tr(UNTOUCHED)
        self.exams = ExamFlow(self)
        self._exam_at_once = exam
        self.from_home = not decks and exam is None
        self._opened = decks[0].id if decks else ""
        self._query: str | None = None
        self._is_painted = False

    def get_default_screen(self) -> Screen[Any]:
        """The first question, if there is one: a blank screen below it would be laid out and painted too."""
        if self._study is None or self._study.showing is None or self._exam_at_once is not None:
            return super().get_default_screen()
        return self.with_rules(self._question(self._study))

    async def on_mount(self) -> None:  # type: ignore[override]  # Textual calls that of each class, and waits for it
        if self._exam_at_once is not None:
            await self._exam_at_once(self)
        elif self._study is None:
            await self.go_home()
        elif self._study.showing is None:
            await self._show(self._study)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        """The first screen can be read: from now on the garbage collector looks at new objects alone."""
        gc.freeze()
        gc.enable()
        self._is_painted = True
        self._tell_problems()
        self.run_worker(self._warm_up, thread=True, exit_on_error=False)

    def _warm_up(self) -> None:
        if self._study is not None:
            self._study.warm_up()
        self._library.file()
        day = date.fromordinal(self.clock.day(self.clock.now(), self.settings.rollover)).isoformat()
        try:
            self.progress.back_up(day)
        except QuizappError as error:
            message = tr("Today's backup could not be made. {reason}", reason=error)
            self.call_from_thread(self.notify, message, severity="warning", timeout=20, markup=False)
        if self.settings.keys:
            from quizapp.tui.terminal.rebinding import all_kinds, fitted

            fitting = fitted(self.settings.keys, all_kinds(), type(self))
            self.call_from_thread(self.change_keys, fitting.keys)
            self._unfit += fitting.problems
            if fitting.problems:
                self.call_from_thread(self._tell_problems)

    @property
    def settings(self) -> Settings:
        return self._preferences.settings

    def _tell_problems(self) -> None:
        """Tell that some settings do not count. The settings screen says which, and why."""
        slips = len(self.settings.problems) + len(self._unfit)
        if slips:
            message = (
                trn(
                    "config.toml: {count} problem; press , to see it",
                    "config.toml: {count} problems; press , to see them",
                    slips,
                )
                if self.from_home
                else trn(
                    "{count} problem; see `quizapp settings`",
                    "{count} problems; see `quizapp settings`",
                    slips,
                )
            )
            self.notify(message, severity="warning", markup=False)

    @property
    def unfinished(self) -> StudySession | None:
        """The session that was left last, if it has both answers and questions."""
        study = self._study
        return study if study is not None and study.showing is not None and study.session.answers else None

    async def on_home_screen_opened(self, message: HomeScreen.Opened) -> None:
        await self.study_these(message.decks)

    async def on_home_screen_opened_due(self, message: HomeScreen.OpenedDue) -> None:
        await self.study_these(message.decks, due_only=True)

    async def examine(self, deck: LoadedDeck, terms: Terms, *, anew: bool = False) -> None:
        """Offer an exam on these terms; or the one that is not finished, unless it is to be a new one (`anew`)."""
        self._opened = deck.id
        await self.exams.offer(deck, terms, anew=anew)

    @on(ExamMessage)
    async def _follow_exam(self, message: ExamMessage) -> None:
        await self.exams.follow(message)

    async def on_home_screen_exam(self, message: HomeScreen.Exam) -> None:
        from quizapp.core.exams import Terms

        await self.examine(message.deck, Terms())

    def on_home_screen_cram(self, message: HomeScreen.Cram) -> None:
        from quizapp.learning.study.practice import choices
        from quizapp.tui.study.cram import CramSheet

        decks = message.decks
        heading = (
            tr("Practise {deck}", deck=decks[0].info.title)
            if len(decks) == 1
            else trn("Practise {count} deck", "Practise {count} decks", len(decks))
        )

        async def practise(chosen: Practice | None) -> None:
            if chosen is not None:
                await self.study_these(decks, chosen)

        self.push_screen(CramSheet(heading, partial(choices, decks, self.progress)), practise)

    def on_home_screen_problems(self, message: HomeScreen.Problems) -> None:
        self.run_worker(partial(self._report, message.path, self.screen), thread=True)

    def _report(self, path: Path, home: Screen[Any]) -> None:
        """Show what is wrong with a deck file. Runs in a thread."""
        from quizapp.tui.preview.problems import problems_sheet

        self.call_from_thread(self._lay, problems_sheet(path, home.size.width), home)

    def _lay(self, sheet: ModalScreen[Any], below: Screen[Any]) -> None:
        """Lay a sheet that was long in coming over the screen it is for, unless the student has left that."""
        if self.screen is below:
            self.push_screen(sheet)

    async def on_home_screen_search(self) -> None:
        await self._search("")

    async def _search(self, query: str) -> None:
        from quizapp.tui.search.search import SearchScreen

        day = self.clock.day(self.clock.now(), self.settings.rollover)
        searchable = await self.attempt(self._searchable)
        if searchable is not None:
            decks, suspended = searchable
            self.replace(SearchScreen(decks, self.progress.state, day, suspended, query))

    def _searchable(self) -> tuple[list[LoadedDeck], list[tuple[LoadedDeck, CardRef]]]:
        """The decks to search, and their cards that are suspended."""
        from quizapp.learning.suspension import suspended

        decks = [deck for deck in self._library.decks(self._language) if isinstance(deck, LoadedDeck)]
        return decks, suspended(decks, self.progress)

    async def on_search_screen_left(self) -> None:
        await self.go_home()

    async def on_search_screen_practised(self, message: SearchScreen.Practised) -> None:
        await self.study_these(message.decks, message.practice, message.query)

    async def on_search_screen_changed(self, message: SearchScreen.Changed) -> None:
        from quizapp.learning.suspension import suspend, unsuspend
        from quizapp.tui.search.search import SearchScreen

        screen, change = self.screen, suspend if message.suspend else unsuspend
        deck, rollover = message.deck.id, self.settings.rollover
        await self.attempt(change, deck, message.cards, self.progress, self.clock, rollover)
        searchable = await self.attempt(self._searchable)
        if searchable is not None and isinstance(screen, SearchScreen):
            await screen.changed(searchable[1], tr("suspended") if message.suspend else tr("active again"))

    async def on_summary_screen_repeated(self) -> None:
        assert self._study is not None
        missed = [(item.deck, item.card) for item in self._study.missed]
        await self.study_these(list(self._study.decks.values()), Practice(cards=missed), self._query)

    async def study_these(
        self,
        decks: Sequence[LoadedDeck],
        practice: Practice | None = None,
        query: str | None = None,
        *,
        due_only: bool = False,
    ) -> None:
        """Begin a session, or go on with the one that was begun; with `due_only` without new cards.

        `query` is that of the search it leads back to.
        """
        begin = partial(self._begin, due_only=True) if due_only else self._begin
        study = await self.attempt(begin, decks, practice)
        if study is not None:
            self._study, self._opened, self._query = study, "" if due_only else decks[0].id, query
            await self._show(study)

    async def attempt(self, function: Callable[..., Result], *arguments: Any) -> Result | None:
        """Return what a function returns; None, and the student sees the error, if it fails.

        It runs in a thread, as it may take a while with large decks. Keys wait meanwhile, and go to what comes then;
        the rest goes on. Before the first paint there is nothing to go on.
        """
        try:
            return await asyncio.to_thread(function, *arguments) if self._is_painted else function(*arguments)
        except QuizappError as error:
            self.notify(str(error), severity="error", timeout=20, markup=False)
            return None

    def on_home_screen_settings(self, message: HomeScreen.Settings) -> None:
        from quizapp.tui.settings.settings import SettingsScreen

        self._opened = message.deck.id if message.deck is not None else ""
        self.replace(SettingsScreen(self._preferences, message.deck, self._unfit))

    def on_home_screen_statistics(self, message: HomeScreen.Statistics) -> None:
        from quizapp.learning.stats import scopes
        from quizapp.tui.stats.stats import StatsScreen

        deck = message.deck
        try:
            if deck is not None:
                self.progress.adopt(deck.id, deck.aliases)
        except QuizappError as error:
            self.notify(str(error), severity="error", timeout=20, markup=False)
            return
        self._opened = deck.id if deck is not None else ""
        day = self.clock.day(self.clock.now(), self.settings.rollover)
        self.replace(StatsScreen(scopes(self._library, self.progress, day, deck)))

    async def on_stats_screen_closed(self) -> None:
        await self.go_home()

    def on_home_screen_plan(self, message: HomeScreen.Plan) -> None:
        from quizapp.tui.plan.plan import PlanScreen

        self._opened = message.deck.id
        self.replace(PlanScreen(self._planner(message.deck)))

    async def on_plan_screen_left(self) -> None:
        await self.go_home()

    def _planner(self, deck: LoadedDeck) -> Planner:
        from quizapp.learning.plans import Planner

        return Planner(deck, self.progress, self._preferences, self.clock)

    def _plan_exams(self, home: HomeScreen, decks: Sequence[LoadedDeck], shown: Outlook) -> None:
        """Make the plans for these decks' exams, and let home tell them. Runs in a thread."""
        with suppress(QuizappError):  # the plan screen tells it
            from quizapp.learning.plans import exams_ahead

            for deck in decks:
                self._planner(deck).plan()
            exams = exams_ahead(shown.decks, self.progress, self.settings, shown.day)
            self.call_from_thread(self._tell_exams, home, exams)

    def _tell_exams(self, home: HomeScreen, exams: Mapping[str, ExamAhead]) -> None:
        if exams and home.is_attached:
            home.tell_exams(exams)

    def on_settings_screen_in_force(self, message: SettingsScreen.InForce) -> None:
        self._unfit[:] = self.apply_settings(message.settings)
        self._library.preferred = message.settings.language
        if message.screen.language != language():
            self.replace(message.screen.anew())
        elif message.screen.is_attached:
            message.screen.tell_problems()

    async def on_settings_screen_left(self) -> None:
        await self.go_home()

    async def on_study_screen_finished(self) -> None:
        assert self._study is not None
        await self._show(self._study)

    async def on_study_screen_stopped(self) -> None:
        if self.from_home:
            await self._go_back()
        else:
            self.exit()

    async def on_summary_screen_home(self) -> None:
        await self._go_back()

    async def _go_back(self) -> None:
        """Go back to the search whose questions were practised, or home."""
        if self._query is None:
            await self.go_home()
        else:
            await self._search(self._query)

    async def on_summary_screen_undone(self) -> None:
        assert self._study is not None
        await self._show(self._study)

    async def _show(self, study: StudySession) -> None:
        """Show the question, or the summary when there is none left."""
        if study.showing is not None:
            self.replace(self._question(study))
            return
        from quizapp.tui.study.summary import SummaryScreen

        self.replace(SummaryScreen(study, await self.attempt(study.ending), self._back))

    @property
    def _back(self) -> str:
        """The place that a session leads back to."""
        return tr("home") if self._query is None else tr("search")

    async def go_home(self) -> None:
        from quizapp.tui.home.home import HomeScreen

        if (standing := await self.attempt(self._look_around)) is not None:
            overview, old = standing
            self.from_home = True
            self.replace(home := HomeScreen(overview, self._opened, self._waiting))
            if old:
                self.run_worker(partial(self._plan_exams, home, old, overview), thread=True, exit_on_error=False)

    def _look_around(self) -> tuple[Outlook, list[LoadedDeck]]:
        """The standing of the decks, and those whose exams need another plan."""
        from quizapp.learning.overview import outlook
        from quizapp.learning.plans import unplanned

        overview = outlook(self._library.decks(self._language), self.progress, self.clock, self.settings)
        return overview, unplanned(overview.decks, self.progress, self.settings, overview.day)

    def _waiting(self, deck: LoadedDeck) -> list[str]:
        """A line for each thing of a deck that was left unfinished."""
        from quizapp.learning.exams.exam import unfinished
        from quizapp.learning.study.queue import SessionPlanner
        from quizapp.wording.exams import standing_text

        lines = []
        with suppress(QuizappError):  # opening the deck tells it
            if (paper := unfinished(self.progress, deck.id)) is not None:
                lines.append(tr("exam waiting: {standing}", standing=standing_text(paper)))
            left = SessionPlanner({deck.id: deck}, self.progress, self.clock, self.settings).resumed()
            if left is not None and left.answers:
                done, total = number(len(left.showings)), number(left.total)
                lines.append(tr("stopped at card {done} of {total}: press Enter to continue", done=done, total=total))
        return lines

    def _question(self, study: StudySession) -> StudyScreen:
        return StudyScreen(study, self._back if self.from_home else "")

    def replace(self, screen: Screen[None]) -> None:
        """Show this screen instead of what is shown and of the sheets that may lie over that; nothing after the end."""
        if self._is_over:
            return
        self.sized(screen)
        if len(self.screen_stack) > 1:
            self.call_next(self._put, screen)
        else:  # the first one cannot be taken away
            self.push_screen(screen)

    async def _put(self, screen: Screen[None]) -> None:
        await self.made()
        if self._is_over:
            return
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        await self.switch_screen(screen)

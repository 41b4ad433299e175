"""The preview: a deck in the study screen while its author edits it, read again at every save."""

from __future__ import annotations

import difflib
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from textual import events, on
from textual.worker import get_current_worker

from quizapp.authoring.check import Checked, check_files
from quizapp.authoring.deckfiles import deck_of
from quizapp.authoring.preview import Rehearsal, place_of
from quizapp.authoring.watch import changes
from quizapp.core.deferred import replace
from quizapp.core.errors import QuizappError, UsageProblem
from quizapp.core.messages import tr
from quizapp.core.settings.settings import Settings
from quizapp.decks.findings import DeckError
from quizapp.decks.library import Library, LoadedDeck
from quizapp.learning.clock import Clock
from quizapp.store.progress import Progress
from quizapp.tui.preview.screen import PreviewScreen, Read, Reading, WaitingScreen
from quizapp.tui.terminal.base_app import TerminalApp


class PreviewApp(TerminalApp):
    """One deck, shown for as long as its author likes."""

    TITLE = "quizapp preview"  # not shown
    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False  # its key leads to the previous card

    def __init__(
        self, path: Path, progress: Progress, *, language: str = "", question: str = "", clock: Clock | None = None
    ) -> None:
        """Begin with the deck in the file `path`, in `language` if given, at the question or card with id `question`.

        `progress` is no learner's; beside its file decks are cached.

        Raises:
            UsageProblem: if there is no such translation or question.
            StoreError: if `progress` cannot be written.
        """
        super().__init__()
        self._path, self._language, self._question = path, language, question
        self._progress, self._clock = progress, clock or Clock()
        self._library = Library([], progress.path.parent / "cache")
        self._rehearsal: Rehearsal | None = None
        try:
            self._reading = Reading(path, self._load())
        except DeckError as error:
            self._reading = self._broken(error)
        if (deck := self._reading.deck) is not None:
            if question and place_of(deck, question) is None:
                raise UsageProblem(_unknown(deck, question))
            self._rehearsal = self._begun(deck)

    @on(events.Mount)
    async def _show_front(self) -> None:
        self._front = self._new_front()
        await self.push_screen(self._front)
        self.run_worker(self._follow, thread=True)

    async def on_read(self, message: Read) -> None:
        self._reading = message.reading
        if self._rehearsal is None and self._reading.deck is not None:
            try:
                self._rehearsal = self._begun(self._reading.deck)
            except QuizappError as error:
                self.notify(str(error), severity="error", timeout=20, markup=False)
                return
            self._front = self._new_front()
            await self.switch_screen(self._front)
        self._front.post_message(Read(message.reading))

    def on_study_screen_stopped(self) -> None:
        self.exit()

    def _begun(self, deck: LoadedDeck) -> Rehearsal:
        return Rehearsal(deck, self._progress, place_of(deck, self._question) or 0, clock=self._clock)

    def _new_front(self) -> PreviewScreen | WaitingScreen:
        return PreviewScreen(self._rehearsal, self._reading) if self._rehearsal else WaitingScreen(self._reading)

    def _follow(self) -> None:
        """Read the file now and after every change, until the app ends. Runs in a thread."""
        for number, _ in enumerate(changes([self._path], stop=get_current_worker().cancelled_event)):
            saved = self._time() if number else ""
            try:
                reading = Reading(self._path, self._load(), saved=saved)
            except QuizappError as error:
                self.post_message(Read(replace(self._broken(error), saved=saved)))
            else:
                self.post_message(Read(reading))
                self.post_message(Read(replace(reading, checked=self._checked())))

    def _load(self) -> LoadedDeck:
        """The deck with all its questions, which a later state of the file cannot change any more.

        Raises:
            QuizappError: if it cannot be used.
        """
        deck = self._library.read(self._path, self._language)
        questions = {ref.question: deck.question(ref.question) for ref in deck.cards}
        return replace(deck, question=questions.__getitem__)

    def _broken(self, error: QuizappError) -> Reading:
        errors = map(str, error.findings) if isinstance(error, DeckError) else [str(error)]
        return Reading(self._path, None, error="\n".join(errors), checked=self._checked(lints=False))

    def _checked(self, *, lints: bool = True) -> Sequence[Checked]:
        try:
            return list(check_files([self._path], lints=lints))
        except QuizappError:  # the file is gone, which was shown already
            return ()

    def _time(self) -> str:
        now = self._clock.now()
        return time.strftime("%H:%M:%S", time.gmtime(now // 1000 + self._clock.offset(now) * 60))


def run_preview(path: Path, *, language: str = "", question: str = "", settings: Settings | None = None) -> int:
    """Show the deck in the file `path` until its author leaves; returns the process's exit code.

    A translation stands for its deck in that language, unless `language` names another one.

    Raises:
        UsageProblem: if there is no such file, translation or question.
    """
    if not path.is_file():
        raise UsageProblem(tr("{path} is not a file. Name the file of one deck.", path=path))
    deck = deck_of(path)
    if deck != path:
        language = language or path.suffixes[-2][1:]
    with (
        TemporaryDirectory(prefix="quizapp-preview-", ignore_cleanup_errors=True) as folder,
        closing(Progress(Path(folder))) as progress,
    ):
        app = PreviewApp(deck, progress, language=language, question=question)
        app.apply_settings(settings or Settings())
        app.run()
    return app.return_code or 0


def _unknown(deck: LoadedDeck, question: str) -> str:
    near = difflib.get_close_matches(question, [ref.question for ref in deck.cards], 1)
    if near:
        return tr(
            "The deck `{deck}` has no question `{id}`. Did you mean `{near}`?", deck=deck.id, id=question, near=near[0]
        )
    return tr("The deck `{deck}` has no question `{id}`.", deck=deck.id, id=question)

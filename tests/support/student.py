"""A student at the keyboard and mouse of the app, in this process."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.events import Key, Paste
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip

from quizapp.decks.library import Library, LoadedDeck
from quizapp.learning.settings import Preferences
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.learning.study.showing import Showing
from quizapp.store.progress import Progress
from quizapp.tui.app import QuizApp
from tests.support.making import FixedClock, event, write_deck
from tests.support.terminal import one_line

SECONDS = 15
"""How long a screen may take to change before it counts as stuck; nothing here takes a tenth of it."""

KEY_NAMES = {
    "↵": "enter",
    "esc": "escape",
    "tab": "tab",
    "space": "space",
    "↑": "up",
    "↓": "down",
    "pgup": "pageup",
    "pgdn": "pagedown",
    **{sign: sign for sign in "?,/"},
    **{key: key for key in "123456789abcdefghijklmnopqrstuvwxyz"},
}
"""What the key bar calls a key, and what Textual calls it."""

_FRAME = re.compile("[│╭╮╰╯─▁▂▃▄▅▆▇█▔▊▌▎]")


class Student:
    """Presses keys and clicks, and reads the screen. `study` is the session on screen."""

    def __init__(self, app: QuizApp, pilot: Pilot[None], studies: list[StudySession]) -> None:
        self.app = app
        self._pilot = pilot
        self._studies = studies

    @property
    def study(self) -> StudySession:
        return self._studies[-1]

    @property
    def showing(self) -> Showing:
        assert self.study.showing is not None, self.screen
        return self.study.showing

    @property
    def strips(self) -> list[Strip]:
        """The screen as it is painted, line by line."""
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.strips]

    @property
    def screen(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The words on the screen with single spaces between them, as if nothing had been wrapped or framed.

        What stands beside a question has a property of its own: it would come between the lines of the question.
        """
        pane = self._pane
        lines = [
            strip.crop(0, pane.x).text if pane and y < pane.bottom else strip.text
            for y, strip in enumerate(self.strips)
        ]
        return one_line(_FRAME.sub(" ", "\n".join(line.rstrip() for line in lines)))

    @property
    def pane(self) -> str:
        """The words beside the question, where there is room for any."""
        pane = self._pane
        return one_line(" ".join(strip.crop(pane.x + 1, pane.right).text for strip in self.strips)) if pane else ""

    @property
    def _pane(self) -> Region | None:
        """The place of what stands beside the question."""
        panes = [pane for screen in self.app.screen_stack for pane in screen.query("SidePane")]
        return next((pane.region for pane in panes if pane.display), None)

    @property
    def foot(self) -> str:
        """The last line: the keys that work now."""
        return self.lines[-1].strip()

    @property
    def picture(self) -> tuple[str, str, bool]:
        """What a key can be seen to change: the screen, where letters go, and whether the app still runs."""
        return self.screen, str(self.app.focused), self.app.return_code is None

    @property
    def gone(self) -> bool:
        """Whether the app has ended, and without an error."""
        return self.app.return_code == 0

    async def press(self, *keys: str) -> None:
        """Press one key after the other, each once the app has dealt with the one before, which may take a thread."""
        for key in keys:
            await self._pilot.press(key)
            await self._pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if character == " " else character for character in text))

    async def send(self, character: str) -> None:
        """Type a character that Textual's pilot has no key for, as a terminal would send it."""
        self.app.post_message(Key(character, character))
        await self._pilot.pause()

    async def paste(self, text: str) -> None:
        self.app.post_message(Paste(text))
        await self._pilot.pause()

    async def click(self, text: str, times: int = 1, right: int = 0) -> None:
        """Click on the first place of the screen that shows `text`, or so many cells to the right of it."""
        found = next(((y, strip.text) for y, strip in enumerate(self.strips) if text in strip.text), None)
        assert found is not None, f"{text!r} is not to be seen:\n{self.screen}"
        place = (cell_len(found[1][: found[1].index(text)]) + right, found[0])
        await self._pilot.click(offset=place, times=times)
        await self._pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self._pilot.resize_terminal(width, height)
        await self._pilot.pause()

    async def see(self, *texts: str) -> None:
        """Wait until the screen shows all of `texts`, wherever they are wrapped; a failure shows the screen."""
        wanted = {one_line(text) for text in texts}

        def all_there() -> bool:
            words = self.words
            return all(text in words for text in wanted)

        await self.until(all_there, " and ".join(texts))

    async def until(self, condition: Callable[[], bool], wanted: str) -> None:
        """Wait until `condition` holds; a failure shows the screen."""
        for _ in range(SECONDS * 50):
            if condition():
                return
            await self._pilot.pause(0.02)
        raise AssertionError(f"{wanted} did not come:\n{self.screen}")

    async def watch_until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds, though the app be kept waiting itself, so that it does not come to rest."""
        async with asyncio.timeout(SECONDS):
            while not condition():
                await asyncio.sleep(0.01)

    async def end(self) -> None:
        """Leave the app as `q` does, once its screens are made; the harness would end it in between."""
        if self.app.return_code is None:
            self.app.exit()
            await self.until(lambda: self.app.return_code is not None, "the end")

    @property
    def foot_keys(self) -> list[str]:
        """The keys that the foot shows."""
        return [key for entry in self.foot.split("   ") for key in named_keys(entry)]

    async def keys(self) -> list[str]:
        """The keys that work now, as the sheet of keys lists them; from the foot while letters are being typed."""
        if self.app.focused:
            return self.foot_keys
        await self.press("?")
        await self.see("Keys", "esc closes this")
        listed = [line for line in (_FRAME.sub(" ", line).strip() for line in self._sheet()) if line]
        await self.press("escape")
        return [key for line in listed[1:-1] for key in named_keys(line)]

    def _sheet(self) -> list[str]:
        """The lines of the sheet in the middle of the screen, without what is beside it."""
        sheet = self.app.screen.query_one("#sheet").region
        return [line[sheet.x : sheet.right] for line in self.lines[sheet.y + 1 : sheet.bottom - 1]]


def named_keys(entry: str) -> list[str]:
    """The keys that an entry of the key bar or the sheet begins with: `1-3 choose` is 1, 2 and 3."""
    keys: list[str] = []
    for word in entry.split():
        if span := re.fullmatch(r"([1-9a-z])-([1-9a-z])", word):
            keys += [chr(code) for code in range(ord(span[1]), ord(span[2]) + 1)]
        elif held := re.fullmatch(r"\^([a-z])", word):
            keys.append(f"ctrl+{held[1]}")
        elif word in KEY_NAMES:
            keys.append(KEY_NAMES[word])
        else:
            break
    return keys


class SitDown:
    """Opens the app in `folder`: its decks are in `decks` there, and the same progress is opened every time."""

    def __init__(self, folder: Path, progress: Progress, clock: FixedClock) -> None:
        self.folder, self.progress, self.clock = folder, progress, clock
        self.more_decks: list[Path] = []
        """Further folders with decks."""

    def app(self, *questions: dict[str, Any], **head: Any) -> tuple[QuizApp, list[StudySession]]:
        """The app, not running yet, on a deck of these questions, or at home without any; and its sessions to come."""
        library = Library([self.folder / "decks", *self.more_decks], self.folder / "cache")
        decks = [library.read(write_deck(self.folder / "decks", *questions, **head))] if questions else []
        studies: list[StudySession] = []

        def begin(chosen: Sequence[LoadedDeck], practice: Practice | None, *, due_only: bool = False) -> StudySession:
            given: dict[str, Any] = {"settings": preferences.settings, "practice": practice, "due_only": due_only}
            studies.append(StudySession(chosen, self.progress, clock=self.clock, chance=random.Random(7), **given))
            return studies[-1]

        preferences = Preferences(self.folder, self.folder / "cache")
        return QuizApp(library, self.progress, begin, decks, clock=self.clock, preferences=preferences), studies

    @asynccontextmanager
    async def __call__(
        self, *questions: dict[str, Any], size: tuple[int, int] = (80, 24), **head: Any
    ) -> AsyncIterator[Student]:
        """A student in front of the running app."""
        app, studies = self.app(*questions, **head)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await pilot.pause()  # for what follows the first paint
            student = Student(app, pilot, studies)
            yield student
            await student.end()

    @contextmanager
    def elsewhere(self, name: str) -> Iterator[SitDown]:
        """The same in a folder of that name inside this one, with a progress of its own."""
        progress = Progress(self.folder / name / "data")
        yield SitDown(self.folder / name, progress, FixedClock())
        progress.close()

    def knows(self, *cards: str, deck: str = "rivers") -> None:
        """These cards were answered yesterday for the first time, and are due for review today."""
        for number, card in enumerate(cards):
            self.progress.append(event(number, deck=deck, card=card, at=self.clock.at + number))
        self.clock.pass_time(days=1)

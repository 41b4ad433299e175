"""A monkey at the keyboard and the mouse: random input on every screen, and the shortest of it that does harm.

What it does is a list of words, so that it can be printed, shortened and done again:

    open:home     leave the app, and open it there: home, study, exam, cram, preview or inline
    ctrl+p        a key, by Textual's name
    paste:a_b~c   a paste of two lines
    click:3,4     a click, likewise `double:`, `up:` and `down:` (the wheel), `move:`, `drag:1,2,3,4`
    size:40x12    a terminal of another size
    wait:10       ms, in which the app may do something
    rest          wait until the app has nothing to do, and look whether all is well
    minutes:5     let time pass; at rest only, as nothing on screen learns of it
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot

from quizapp.core.exams import Terms
from quizapp.core.log.events import Kind
from quizapp.decks.library import Library, LoadedDeck
from quizapp.learning.settings import Preferences
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from quizapp.tui.app import QuizApp
from quizapp.tui.inline.inline import InlineApp
from quizapp.tui.preview.app import PreviewApp
from quizapp.tui.study.study import StudyScreen
from quizapp.tui.terminal.base_app import INTERRUPTED
from tests.support.making import FixedClock, all_texts, all_types, choice, flashcard, text, write_deck

STUCK_SECONDS = 20
"""How long the app may take to do what it was asked."""

TEXT = "A river of Europe, which is not the longest one"
CHARACTERS = {
    "space": " ", "enter": "\r", "tab": "\t", "slash": "/", "comma": ",", "question_mark": "?", "full_stop": ".",
    "minus": "-",
}  # fmt: skip
BEGINNINGS = (
    "open:home", "open:home t rest", "open:home down rest p rest", "open:home down rest c rest", "open:home comma rest",
    "open:home slash r rest", "open:home down rest enter rest x rest x rest x rest", "open:study", "open:study",
    "open:study", "open:exam rest", "open:exam enter", "open:cram", "open:preview", "open:preview rest", "open:inline",
)  # fmt: skip
KEYS: tuple[str, ...] = (
    *("enter",) * 14, *("space",) * 4, *("tab",) * 4, *("escape",) * 5, *("up", "down") * 4, *("left", "right") * 2,
    *("pageup", "pagedown", "home", "end", "backspace", "delete", "shift+tab", "shift+up", "shift+down") * 2,
    *("ctrl+p",) * 4, *("ctrl+n", "ctrl+t", "ctrl+l", "ctrl+u", "ctrl+w", "ctrl+a", "ctrl+c", "ctrl+q", "f1"),
    *("slash", "comma", "question_mark") * 3, "full_stop", "minus",
    *"1234" * 3, *"56789", *"abcdefghijklmnoprstuvwxyz" * 2, *"HGq", "é", "日",
)  # fmt: skip
SIZES = ("40x12", "60x15", "80x24", "200x60", "20x5", "1x1", "80x24", "80x24")


class Harm(AssertionError):
    """Something that must not be: an answer is lost, the app hears nothing, something is told to be wrong."""


def made_up(chance: random.Random, keys: int) -> list[str]:
    """Words for that many keys, clicks and changes of size."""
    words: list[str] = []
    beginnings: list[str] = []
    while keys > 0:
        beginnings = beginnings or chance.sample(BEGINNINGS, len(BEGINNINGS))
        words += beginnings.pop().split()
        for _ in range(chance.randint(1, 12)):
            burst = min(keys, chance.choice((1, 1, 2, 3, 5, 8, 13)))
            keys -= burst
            for _ in range(burst):
                words += [_word(chance), *([f"wait:{chance.choice((0, 1, 5, 20, 50))}"] * (chance.random() < 0.2))]
            words.append("rest")
            if chance.random() < 0.2:
                words.append(f"minutes:{chance.choice((1, 15, 1500))}")
    return words


def _word(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.88:
        return chance.choice(KEYS)
    x, y = (chance.choice((chance.randrange(most), chance.randrange(most), 0)) for most in (80, 24))
    if kind < 0.96:
        return f"{chance.choice(('click', 'click', 'click', 'double', 'up', 'down', 'move'))}:{x},{y}"
    if kind < 0.97:
        return f"drag:{x},{y},{chance.randrange(80)},{chance.randrange(24)}"
    return chance.choice((f"size:{chance.choice(SIZES)}", "paste:Belgrade", "paste:16_January~1362"))


class WatchedSession(StudySession):
    """A session that notes which answers it has acknowledged."""

    acknowledged: Counter[tuple[Kind, str, str]]

    def rate(self, rating: Any = None) -> None:
        showing = self.showing
        super().rate(rating)
        assert showing is not None
        if not self.notice.startswith("The last card was rated in another window"):
            self.acknowledged[_kind(self), showing.item.deck, showing.item.card] += 1


def _kind(study: StudySession) -> Kind:
    return Kind.REVIEW if study.practice is None else Kind.PRACTICE


@dataclass
class World:
    """A learner's folder with decks of all kinds, in which the app is opened again and again."""

    folder: Path
    seen: set[str] = field(default_factory=set)
    """The screens that were on top at a moment of rest."""

    def __post_init__(self) -> None:
        self.clock = FixedClock()
        self.decks = self.folder / "decks"
        ladder = text("ladder", distractors={"zagreb": "Zagreb", "novi-sad": "Novi Sad"})
        self.path = write_deck(self.decks, *all_types(TEXT), flashcard("two-sided", reverse=True), ladder,
                               **all_texts(TEXT))  # fmt: skip
        write_deck(self.decks, *(choice(f"question-{n}") for n in range(3)), id="lakes", title="Lakes")
        (self.decks / "broken.toml").write_text('format = 1\nid = "broken"\ntitle = 3\n', "utf-8")
        self.acknowledged: Counter[tuple[Kind, str, str]] = Counter()

    @contextmanager
    def app(self, place: str) -> Iterator[App[None]]:
        """The app, not running yet, to be opened at a place."""
        folder = self.folder / ("rehearsal" if place == "preview" else "data")
        with closing(Progress(folder)) as progress:
            if place == "preview":
                yield PreviewApp(self.path, progress, clock=self.clock)
                return
            preferences = Preferences(self.folder, self.folder / "cache")

            def begin(
                chosen: Sequence[LoadedDeck], practice: Practice | None, *, due_only: bool = False
            ) -> StudySession:
                study = WatchedSession.__new__(WatchedSession)
                study.acknowledged = self.acknowledged
                study.__init__(  # type: ignore[misc]  # it resumes, and may acknowledge, at once
                    chosen, progress, clock=self.clock, settings=preferences.settings, practice=practice,
                    chance=random.Random(7), due_only=due_only,
                )  # fmt: skip
                return study

            library = Library([self.decks], self.folder / "cache")
            deck = library.read(self.path)
            if place == "inline":
                yield InlineApp(begin([deck], None), 3)
                return
            yield QuizApp(
                library, progress, begin,
                [deck] if place in ("study", "cram") else (),
                practice=Practice() if place == "cram" else None,
                exam=(lambda app: app.examine(deck, Terms())) if place == "exam" else None,
                clock=self.clock, preferences=preferences,
            )  # fmt: skip

    def look(self, app: App[None]) -> None:
        """Fail if an answer is not on disk that was acknowledged, or if the app says that something was not saved."""
        with closing(Progress(self.folder / "data")) as progress:
            log = Counter((event.kind, event.deck, event.card) for event in progress.events())
            if lost := self.acknowledged - log:
                raise Harm(f"These answers are lost: {dict(lost)}")
            screen = app.screen
            if isinstance(screen, StudyScreen) and isinstance(study := screen._study, WatchedSession):
                draft, showing = progress.draft(study._planner.scope) or {}, study.showing
                if showing is not None and showing.verdict is not None and not draft.get("judged"):
                    raise Harm(f"The verdict on {showing.item} is on screen and not on disk")
        for notification in app._notifications:
            if notification.title == "Not saved":
                raise Harm(notification.message)


async def play(words: Sequence[str], folder: Path, seen: set[str] | None = None) -> None:
    """Do all this in a new world in `folder`.

    Raises:
        Exception: what the app fails with, if it does; `Harm`, if something else is wrong.
    """
    world = World(folder, set() if seen is None else seen)
    words = [*words, "rest"]
    if not words[0].startswith("open:"):
        words.insert(0, "open:home")
    starts = [number for number, word in enumerate(words) if word.startswith("open:")]
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        await _sit(world, words[start].removeprefix("open:"), words[start + 1 : end])


async def _sit(world: World, place: str, words: Sequence[str]) -> None:
    """Open the app and do this; if it is left meanwhile, the rest is done in the app as it is opened again."""
    rest = list(words)
    while rest:
        with world.app(place) as app, _no_error_unseen() as errors:
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                await _quiet(app, pilot)
                while rest and app.return_code is None:
                    word = rest.pop(0)
                    await _do(world, app, pilot, word)
                if app.return_code is None:
                    app.exit()
                    await _until(lambda: app.return_code is not None, "it does not end")
            if app.return_code not in (0, INTERRUPTED):
                raise Harm(f"It ended with exit code {app.return_code}")
            if errors:
                raise errors[0]


@contextmanager
def _no_error_unseen() -> Iterator[list[Harm]]:
    """The errors of tasks that nobody waits for."""
    errors: list[Harm] = []

    def note(_: Any, context: dict[str, Any]) -> None:
        errors.append(Harm(context["message"]))
        errors[-1].__cause__ = context.get("exception")

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(note)
    try:
        yield errors
    finally:
        loop.set_exception_handler(None)


async def _do(world: World, app: App[None], pilot: Pilot[None], word: str) -> None:
    """Do what a word says. Input is not waited for."""
    kind, _, value = word.partition(":")
    match kind:
        case "rest":
            await _quiet(app, pilot)
            if app.return_code is None:
                world.seen.add(type(app.screen).__name__)
                world.look(app)
        case "wait":
            await asyncio.sleep(int(value) / 1000)
        case "minutes":
            world.clock.pass_time(minutes=int(value))
        case "size":
            width, height = map(int, value.split("x"))
            assert isinstance(app._driver, HeadlessDriver)
            app._driver._size = (width, height)
            app.post_message(events.Resize(Size(width, height), Size(width, height)))
        case _:
            for event in _input(kind, value):
                assert app._driver is not None
                app._driver.process_message(event)


def _input(kind: str, value: str) -> Iterator[events.Event]:
    """The events by which a driver reports it."""
    place = [int(number) for number in value.split(",")] if value and kind != "paste" else []
    match kind:
        case "paste":
            yield events.Paste(value.replace("_", " ").replace("~", "\n"))
        case "click":
            yield from (_mouse(each, *place) for each in (events.MouseMove, events.MouseDown, events.MouseUp))
        case "double":
            yield from (*_input("click", value), *_input("click", value))
        case "move":
            yield _mouse(events.MouseMove, *place)
        case "up" | "down" if place:
            yield _mouse(events.MouseScrollUp if kind == "up" else events.MouseScrollDown, *place)
        case "drag":
            yield _mouse(events.MouseDown, *place[:2])
            yield _mouse(events.MouseMove, *place[2:])
            yield _mouse(events.MouseUp, *place[2:])
        case key:
            yield events.Key(key, CHARACTERS.get(key, key if len(key) == 1 else None))


def _mouse(kind: type[events.MouseEvent], x: int, y: int) -> events.MouseEvent:
    button = 1 if kind in (events.MouseDown, events.MouseUp) else 0
    return kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)


async def _quiet(app: App[None], pilot: Pilot[None]) -> None:
    """Wait until the app has dealt with all that came.

    Raises:
        Harm: if it does not.
    """
    await pilot.pause()
    for pump in (app, *app.screen_stack[-1:]):
        if app.return_code is not None or app._exception is not None:
            return
        heard = asyncio.Event()
        pump.call_later(heard.set)
        await _until(lambda: heard.is_set() or app.return_code is not None or not pump.is_attached, f"{pump} is stuck")  # noqa: B023
    await pilot.pause()


async def _until(condition: Callable[[], bool], otherwise: str) -> None:
    deadline = asyncio.get_running_loop().time() + STUCK_SECONDS
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise Harm(otherwise)
        await asyncio.sleep(0.002)


async def shortened(
    words: Sequence[str], fails: Callable[[Sequence[str]], Awaitable[bool]], seconds: float = 180
) -> list[str]:
    """Words that still fail, of which few can be left out, as far as there is time to find out (delta debugging).

    Those of the last visits alone are tried first.
    """
    kept, deadline = list(words), time.monotonic() + seconds
    starts = [number for number, word in enumerate(kept) if word.startswith("open:")]
    for start in (*starts[-1:], *starts[-2:-1], *starts[-4:-3], *starts[-8:-7]):
        if await fails(kept[start:]):
            kept = kept[start:]
            break
    size = max(1, len(kept) // 2)
    while time.monotonic() < deadline:
        place, before = len(kept), len(kept)
        while place > 0 and time.monotonic() < deadline:
            start = max(0, place - size)
            fewer = kept[:start] + kept[place:]
            if fewer and await fails(fewer):
                kept = fewer
            place = start
        if size == 1 and len(kept) == before:
            break
        size = max(1, size // 2)
    return kept

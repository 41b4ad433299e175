"""How the screens look: pictures to compare with, and colours that can be read in both themes."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from rich.color import Color
from rich.color_triplet import ColorTriplet
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.app import App

from quizapp.core.exams import Terms
from quizapp.core.log.events import Event
from quizapp.decks.library import Library
from quizapp.learning.exams.exam import begin as begin_exam
from quizapp.learning.settings import Preferences
from quizapp.learning.study.session import StudySession
from quizapp.store.progress import Progress
from quizapp.tui.app import QuizApp
from quizapp.tui.inline.inline import InlineApp
from quizapp.tui.preview.app import PreviewApp
from tests.support.making import (
    DAY_MS,
    NOON,
    FixedClock,
    choice,
    cloze,
    dated,
    event,
    flashcard,
    match,
    multiple,
    open_question,
    order,
    text,
    write_deck,
)
from tests.support.pictures import picture_of, settled
from tests.support.student import SitDown, Student
from tests.support.sweeps import sweep

SIZES = {"80x24": (80, 24), "40x12": (40, 12)}
THEMES = ("quizapp-dark", "quizapp-light")
WORDS, SIGNS = 4.5, 3.0
"""The contrast that words and signs need at least with what is behind them (WCAG 2.2, 1.4.3 and 1.4.11)."""

ORNAMENTS = frozenset("─│╭╮╰╯▁▂▃▄▅▆▇█▊▌▎▔▏▕▱ ")
QUESTION = choice(
    prompt="Which river is the longest, from its farthest source to the sea, by the usual count?",
    feedback={"amazon": "It carries far more water, but it is shorter by most counts."},
    explanation="It is some 6,650 km long. Its sources were in dispute until the nineteenth century.",
    hint="It ends in Egypt.",
    source={"id": "atlas", "at": "page 12"},
    tags=["geography"],
    difficulty=2,
)
TYPED = text(
    explanation="The Sava meets the Danube below the fortress.",
    reject={"Zagreb": "Zagreb lies upstream."},
    tags=["towns"],
)
TURNED = flashcard(explanation="Named after the letter Δ.")
BRANCHES = multiple(explanation="The Amazon is in South America, the Nile in Africa.", tags=["geography"])
COURSE = order(explanation="The Danube flows from west to east.", tags=["geography", "towns"])
MOUTHS = match(explanation="The Volga ends in a lake.", tags=["geography"])
FLOOD = dated(explanation="A storm tide; it was called the Great Drowning of Men.", tags=["dates"])
GAPS = cloze(explanation="It comes from Slovenia.", tags=["towns"])
BENDS = open_question(explanation="Water is faster on the outside of a bend.", tags=["geography"])
ALL = (QUESTION, TYPED, TURNED, BRANCHES, COURSE, MOUTHS, FLOOD, GAPS, BENDS)
SHORT = (QUESTION, TYPED, BENDS)
"""Those of an exam."""

BROKEN = choice(answer="volga", explanaton="It is the longest.")
HEAD: dict[str, Any] = {
    "title": "Rivers of the world",
    "sources": {"atlas": {"title": "The Great Atlas", "author": "G. Mercator"}},
}
LONG = "Words for water, and where they come from in the end"


@dataclass(frozen=True)
class Scene:
    """An app, the keys that lead to a moment of it, and what can be read then if it takes a while to come.

    `last` are keys for what Textual gives its colours once, when it opens; it is opened anew for each theme.
    """

    opening: Callable[[SitDown], App[None]]
    keys: str = ""
    seen: str = ""
    last: str = ""


@dataclass(frozen=True)
class Picture:
    """What a screen shows, and the words on it that do not stand out enough."""

    svg: str
    screen: str
    faint: frozenset[str]


def home(shelf: SitDown) -> App[None]:
    return shelf.app()[0]


def bare(shelf: SitDown) -> App[None]:
    shutil.rmtree(shelf.folder / "decks")
    return home(shelf)


def session(*questions: dict[str, Any]) -> Callable[[SitDown], App[None]]:
    """Questions to study that were never asked before."""
    return lambda shelf: shelf.app(*questions, **HEAD | {"id": "today"})[0]


def unfit(shelf: SitDown) -> App[None]:
    """Home, with a slip in the settings."""
    (shelf.folder / "config.toml").write_text("theme = 'lihgt'\n")
    return home(shelf)


def exam(*questions: dict[str, Any], begun: bool = False) -> Callable[[SitDown], App[None]]:
    """An exam that is offered; or one that was `begun` and is not finished."""

    def opening(shelf: SitDown) -> App[None]:
        library = Library([shelf.folder / "decks"], shelf.folder / "cache")
        deck = library.read(write_deck(shelf.folder / "decks", *questions, **HEAD | {"id": "today"}))

        def begin(*_: object) -> StudySession:
            raise AssertionError("nothing is studied here")

        terms = Terms(minutes=15, seed=7)
        if begun:
            begin_exam(deck, shelf.progress, terms, clock=shelf.clock)
        preferences = Preferences(shelf.folder, shelf.folder / "cache")
        return QuizApp(
            library,
            shelf.progress,
            begin,
            exam=lambda app: app.examine(deck, terms),
            clock=shelf.clock,
            preferences=preferences,
        )

    return opening


def inline(*questions: dict[str, Any]) -> Callable[[SitDown], App[None]]:
    def opening(shelf: SitDown) -> App[None]:
        library = Library([shelf.folder / "decks"], shelf.folder / "cache")
        deck = library.read(write_deck(shelf.folder / "decks", *questions, **HEAD | {"id": "today"}))
        return InlineApp(StudySession([deck], shelf.progress, clock=shelf.clock, chance=random.Random(7)), 1)

    return opening


def preview(*questions: dict[str, Any], then: dict[str, Any] | None = None) -> Callable[[SitDown], App[None]]:
    """The preview of a deck, which becomes one of the question `then` before it is read again."""

    def opening(shelf: SitDown) -> App[None]:
        path = write_deck(shelf.folder, *questions, **HEAD)
        app = PreviewApp(path, shelf.progress, clock=shelf.clock)
        if then is not None:
            write_deck(shelf.folder, then, **HEAD)
        return app

    return opening


HANDED_IN = "enter 3 enter N i s enter s y"
SCENES = {
    "question": Scene(session(QUESTION), "h 2"),
    "verdict": Scene(session(QUESTION), "1 enter"),
    "several": Scene(session(BRANCHES), "2 enter"),
    "typed": Scene(session(TYPED), "Z a g r e b enter"),
    "turned": Scene(session(TURNED), "space"),
    "order": Scene(session(COURSE), "down"),
    "match": Scene(session(MOUTHS), "1"),
    "date": Scene(session(FLOOD), "1 6"),
    "gaps": Scene(session(GAPS), "S a v"),
    "open": Scene(session(BENDS), "S a n d"),
    "rubric": Scene(session(BENDS), "S a n d enter b"),
    "source": Scene(session(QUESTION), "3 enter s"),
    "keys": Scene(session(QUESTION), "?"),
    "summary": Scene(session(TURNED, QUESTION), "space 4 1 enter enter 3 enter 3 3 enter 3"),
    "home": Scene(home, "down"),
    "home-marked": Scene(home, "down space space"),
    "home-keys": Scene(home, "down question_mark"),
    "home-without-decks": Scene(bare),
    "home-told": Scene(unfit, seen="1 problem"),
    "problems": Scene(home, "enter", "2 errors"),
    "search": Scene(home, "slash s a v a"),
    "search-nothing": Scene(home, "slash s a v q"),
    "found": Scene(home, "slash s a v a enter"),
    "cram": Scene(home, "down c"),
    "exam-terms": Scene(exam(*SHORT)),
    "exam-unfinished": Scene(exam(*SHORT, begun=True)),
    "exam-refused": Scene(exam(*SHORT), "tab tab x enter"),
    "exam-question": Scene(exam(*SHORT), "enter N i s enter 2 m"),
    "exam-overview": Scene(exam(*SHORT), "enter N i s enter 3 m o"),
    "exam-hand-in": Scene(exam(*SHORT), "enter N i s enter 3 s"),
    "exam-grade": Scene(exam(*SHORT), "enter N i s enter 3 enter S a n d enter s y 2"),
    "exam-result": Scene(exam(QUESTION, TYPED), HANDED_IN),
    "exam-review": Scene(exam(QUESTION, TYPED), f"{HANDED_IN} enter"),
    "plan-without-exam": Scene(home, "down down p"),
    "plan": Scene(home, "down p"),
    "plan-refused": Scene(home, "down p ctrl+u s o o n enter"),
    "statistics-nothing": Scene(home, "down down t"),
    "statistics-days": Scene(home, "down t"),
    "statistics-recall": Scene(home, "down t 2"),
    "statistics-model": Scene(home, "down t 3"),
    "statistics-ahead": Scene(home, "down t 4"),
    "statistics-cards": Scene(home, "down t 5"),
    "statistics-luck": Scene(home, "down t 6"),
    "settings": Scene(home, "down comma"),
    "settings-themes": Scene(home, "down comma enter"),
    "settings-refused": Scene(home, "down comma tab x enter"),
    "settings-keys": Scene(home, "down comma shift+tab enter h i n t enter"),
    "palette": Scene(home, "down", last="ctrl+p"),
    "palette-search": Scene(home, "down", last="ctrl+p s t a"),
    "inline": Scene(inline(QUESTION), "2"),
    "inline-verdict": Scene(inline(QUESTION), "1 enter"),
    "preview": Scene(preview(QUESTION | {"allow": ["L103"]}), "2"),
    "preview-trouble": Scene(preview(QUESTION, then=BROKEN), seen="last good version shown"),
    "preview-waiting": Scene(preview(BROKEN)),
}


class Gallery:
    """Pictures of the scenes, each taken once."""

    def __init__(self, world: Path, folder: Path) -> None:
        """`world` is what there is at the beginning of each scene; `folder` is for what becomes of it."""
        self._world, self._folder = world, folder
        self._taken: dict[tuple[str, str], dict[str, Picture]] = {}

    def pictures(self, name: str, size: str) -> dict[str, Picture]:
        """A scene in both themes."""
        if (name, size) not in self._taken:
            with pytest.MonkeyPatch.context() as patch:
                patch.delenv("NO_COLOR", raising=False)
                self._taken[name, size] = self._take(name, size, patch)
        return self._taken[name, size]

    def _take(self, name: str, size: str, patch: pytest.MonkeyPatch) -> dict[str, Picture]:
        at_home = Path(mkdtemp(dir=self._folder))
        patch.setenv("HOME", str(at_home))
        folder = shutil.copytree(self._world, at_home / ".local" / "share" / "quizapp")
        progress = Progress(folder / "data")
        scene = SCENES[name]
        try:
            app = scene.opening(SitDown(folder, progress, FixedClock()))
            taken = asyncio.run(_taken(app, scene, SIZES[size]))
        finally:
            progress.close()
        assert not any(str(self._folder) in picture.screen for picture in taken.values()), "a place on this machine"
        return taken


async def _taken(app: App[None], scene: Scene, size: tuple[int, int]) -> dict[str, Picture]:
    taken = {}
    async with app.run_test(size=size, notifications=True) as pilot:
        student = Student(app, pilot, [])  # type: ignore[arg-type]  # it reads the screen of any app

        async def press(keys: str) -> None:
            for key in keys.split():
                await pilot.press(key)
                await settled(app, pilot)

        await settled(app, pilot)
        await press(scene.keys)
        if scene.seen:
            await student.see(scene.seen)
        for theme in THEMES:
            app.theme = theme
            await settled(app, pilot)
            await press(scene.last)
            taken[theme] = Picture(picture_of(app), student.screen, frozenset(faint(student)))
            await press("escape" if scene.last else "")
    return taken


def history() -> Iterator[Event]:
    """Two months of reviews: each card comes back when it is due or a day later, and is mostly known."""
    chance = random.Random(1941)
    cards = ["longest", "city", "delta", "european", "downstream", "mouths", "flood", "confluence/river", "meanders"]
    answers = []
    for number, card in enumerate(cards):
        ago, interval, first = 64 - 4 * number, 1, True
        while ago >= 0:
            right = chance.random() < 0.85
            interval = max(2, round(interval * 2.2)) if right and not first else 1
            answers.append((ago, card, right, interval, first))
            ago, first = ago - interval - chance.randrange(2), False
    for number, (ago, card, right, interval, first) in enumerate(sorted(answers, reverse=True)):
        form = "choice" if card == "longest" else "text"
        data = {"form": form, "right": right, "latency": 40_000, "interval": interval}
        data |= {"order": ["a", "b", "c", "d"]} if form == "choice" else {}
        data |= {} if first else {"recall": 0.81 + 0.17 * chance.random()}
        at = NOON - ago * DAY_MS + number
        yield event(number, card=card, rating=3 if right else 1, at=at, day=event().day - ago, data=data)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    """Decks with a history and an exam to come, without one, with a long name, and with a problem."""
    world = tmp_path_factory.mktemp("world")
    write_deck(world / "decks", *ALL, **HEAD)
    write_deck(world / "decks", TURNED, TYPED, id="words", title=LONG)
    write_deck(world / "decks", BROKEN, id="broken")
    (world / "config.toml").write_text("[decks.rivers]\nexam = 2025-11-20\n")
    progress = Progress(world / "data")
    for one in history():
        progress.append(one)
    progress.close()
    return Gallery(world, tmp_path_factory.mktemp("scenes"))


class Drawings(SingleFileSnapshotExtension):
    """A file of SVG for each picture."""

    _file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """The picture of the same name that was found good."""
    return snapshot.use_extension(Drawings)


PLACES = [(name, size) for name in SCENES for size in SIZES]
BY_TURNS = [(name, list(SIZES)[number % len(SIZES)]) for number, name in enumerate(SCENES)]


@sweep("theme", THEMES, always=THEMES[:1])
@sweep("name, size", PLACES, always=BY_TURNS, ids="-".join)
def test_the_screen_looks_as_it_did(
    gallery: Gallery, picture: SnapshotAssertion, tmp_path: Path, name: str, size: str, theme: str
) -> None:
    now = gallery.pictures(name, size)[theme]
    drawn = tmp_path / "now.svg"
    drawn.write_text(now.svg, "utf-8")
    assert picture == now.svg, f"it looks otherwise now (see {drawn}):\n{now.screen}"
    assert now.faint == set(), "words that do not stand out from what is behind them"


def faint(student: Student) -> set[str]:
    """The pieces of text on the screen on top that do not stand out enough, with their contrasts."""
    return {
        f"{words!r} {found:.1f}"
        for words, found in contrasts(student)
        if found < (WORDS if any(character.isalnum() for character in words) else SIGNS)
    }


def contrasts(student: Student) -> Iterator[tuple[str, float]]:
    """Every piece of text of the screen on top, with its contrast."""
    top = student.app.screen.query("#sheet, #column, CommandPalette > Vertical").first().region
    for y, strip in enumerate(student.strips):
        for segment in strip.crop(top.x, top.right) if top.y <= y < top.bottom else ():
            words, style = segment.text.strip(), segment.style
            if set(words) - ORNAMENTS and style and style.color and style.bgcolor:
                yield words, contrast(style.color, style.bgcolor)


def contrast(one: Color, other: Color) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(one.get_truecolor()), luminance(other.get_truecolor())))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: ColorTriplet) -> float:
    """WCAG's relative luminance, 0 to 1."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

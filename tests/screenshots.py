"""Pictures of the real app. `python -m tests.screenshots` draws them; with `--check` it says which are out of date.

Everything is fixed (the clock, chance, the decks, ten days of history), so the same program draws the same bytes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App

from quizapp.core.exams import Terms
from quizapp.core.marking.mark import Response
from quizapp.core.marking.rating import Rating
from quizapp.core.messages import ENGLISH
from quizapp.core.questions.arranging import Match, Order
from quizapp.core.questions.choices import Choice, Multiple, TrueFalse
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.self_graded import Card, Open
from quizapp.core.questions.typed import Date, Number, Text
from quizapp.core.questions.types import AnyQuestion
from quizapp.decks.library import Library, LoadedDeck, bundled_decks
from quizapp.learning.exams.exam import Exam, begin
from quizapp.learning.study.practice import Practice
from quizapp.learning.study.session import StudySession
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.store.catalogues import use_language
from quizapp.store.progress import Progress
from quizapp.tui.app import QuizApp
from quizapp.tui.inline.inline import InlineApp
from tests.support.making import DAY_MS, NOON, FixedClock
from tests.support.pictures import picture_of, settled

FOLDER = Path(__file__).parent.parent / "screenshots"
USUAL, SMALL, WIDE, LOW = (80, 24), (40, 12), (120, 36), (80, 12)
TODAY = 10
BEGUN = {"vlasov": 0, "khalkhyn-gol": 2, "north-korea": 5}
"""The decks of the history, and the day on which each was begun."""
STUDY_DAYS = (0, 1, 2, 4, 5, 6, 8, 9)
"""The days after its beginning on which a deck was studied."""

DATA = Path(".local", "share", "quizapp")
EXAM = "[decks.khalkhyn-gol]\nexam = 2025-11-07\n"
TERMS = Terms(questions=12, minutes=15, seed=1939)


class Desk:
    """The bundled decks, a student's progress in `folder`, and a clock that stands still unless it is moved."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock()
        self.chance = random.Random(1941)
        self.library = Library([bundled_decks()], folder / "cache")
        self.progress = Progress(folder / DATA)

    def begin(self, decks: Sequence[LoadedDeck], limit: int | None = None) -> StudySession:
        return StudySession(decks, self.progress, clock=self.clock, chance=self.chance, limit=limit)

    def answer(self, study: StudySession, *, right: bool) -> None:
        """Answer the card on screen, rightly or not at all, and go on."""
        assert study.showing is not None
        self.clock.pass_time(minutes=0.3)
        response = right_response(study.showing.question)
        verdict = study.submit(response) if right and response is not None else study.give_up()
        assert isinstance(verdict, Verdict)
        study.rate(Rating.GOOD if right else Rating.AGAIN)

    def answer_some(self, cards: int) -> None:
        """Begin to study Vlasov."""
        study = self.begin([self.library.find("vlasov")])
        for _ in range(cards):
            self.answer(study, right=self.chance.random() < 0.8)


def live_through_ten_days(folder: Path) -> None:
    """The progress of a student who begins three decks on different days, misses some days and some answers."""
    desk = Desk(folder)
    (folder / DATA / "config.toml").write_text(EXAM, "utf-8")
    for name, begun in BEGUN.items():
        for day in (day + begun for day in STUDY_DAYS if day + begun < TODAY):
            desk.clock.at = NOON + (day - TODAY) * DAY_MS
            study = desk.begin([desk.library.find(name)], limit=12)
            while study.showing is not None:
                desk.answer(study, right=desk.chance.random() < 0.8)
    desk.progress.close()


def right_response(question: AnyQuestion) -> Response:
    match question:
        case Choice(answer=answer) | TrueFalse(answer=answer) | Date(answer=answer):
            return answer
        case Multiple(answer=answers) | Order(answer=answers):
            return list(answers)
        case Match(answer=pairs):
            return dict(pairs)
        case Number(answer=number):
            return str(number)
        case Text(accept=accept):
            return accept[0]
        case Cloze(gaps=gaps):
            return {name: gap.accept[0] for name, gap in gaps.items()}
        case Open(model=model, rubric=rubric):
            return {"text": model, "ticked": [*range(1, len(rubric) + 1)]}
        case Card():
            return None


def app(desk: Desk, study: StudySession | None = None) -> QuizApp:
    """The app in the session `study`, or at home without one."""
    decks = list(study.decks.values()) if study else []

    def begin(chosen: Sequence[LoadedDeck], practice: Practice | None, **_: bool) -> StudySession:
        return study or desk.begin(chosen)

    return QuizApp(desk.library, desk.progress, begin, decks, clock=desk.clock)


async def picture(app: App[None], *keys: str, size: tuple[int, int] = USUAL, theme: str = "quizapp-dark") -> str:
    """What the app shows after these keys."""
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await settled(app, pilot)
        for key in keys:
            await pilot.press(key)
            await settled(app, pilot)
        return picture_of(app)


def session(desk: Desk, kind: str, after: int = 3, language: str = "") -> StudySession:
    """A session of Vlasov with a question of that type on screen, `after` cards or more from its beginning."""
    study = desk.begin([desk.library.find("vlasov", language)])
    while (showing := showing_of(study)).question.type != kind or study.session.finished < after or showing.again:
        desk.answer(study, right=showing.number % 4 > 0)
    return study


def showing_of(study: StudySession) -> Showing:
    assert study.showing is not None, "the session ended before the question that the picture is to show"
    return study.showing


def examination(desk: Desk, answered: int) -> tuple[Exam, QuizApp]:
    """An exam on Vlasov with so many questions gone through, and the app that offers to go on with it."""
    deck = desk.library.find("vlasov")
    exam = begin(deck, desk.progress, TERMS, clock=desk.clock)
    for place in range(answered):
        question = exam.showing.question
        right = right_response(question)
        exam.keep(wrong_response(question) if place % 4 == 2 else right)
        desk.clock.pass_time(minutes=0.6)
        exam.look()
        exam.go(min(place + 1, len(exam.paper.questions) - 1))

    def study(*_: object) -> StudySession:
        raise AssertionError("nothing is studied in an exam")

    return exam, QuizApp(
        desk.library, desk.progress, study, exam=lambda app: app.examine(deck, TERMS), clock=desk.clock
    )


def wrong_response(question: AnyQuestion) -> Response:
    """Another option than the right one; nothing where there are no options."""
    match question:
        case Choice(answer=answer, options=options):
            return next(option for option in options if option != answer)
        case TrueFalse(answer=answer):
            return not answer
        case _:
            return None


async def home(desk: Desk) -> str:
    desk.answer_some(6)
    return await picture(app(desk))


async def study(desk: Desk) -> str:
    return await picture(app(desk, session(desk, "choice")), "3")


async def verdict(desk: Desk, language: str = "", **how: Any) -> str:
    """A wrong answer, with what the deck says of it."""
    sat = session(desk, "choice", language=language)
    showing = showing_of(sat)
    wrong = next(number for number, option in enumerate(showing.order, 1) if option in showing.question.feedback)
    return await picture(app(desk, sat), str(wrong), "enter", **how)


async def light(desk: Desk) -> str:
    return await verdict(desk, theme="quizapp-light")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """The interface in another language."""
    use_language(language)
    yield
    use_language(ENGLISH)


async def dutch(desk: Desk) -> str:
    """The same in Dutch, deck and interface."""
    with speaking("nl"):
        return await verdict(desk, "nl")


async def dutch_home(desk: Desk) -> str:
    """Home in Dutch."""
    with speaking("nl"):
        return await home(desk)


async def typed(desk: Desk) -> str:
    """A right answer with a letter missing."""
    sat = session(desk, "text")
    answer = str(right_response(showing_of(sat).question))
    word = next(word for word in answer.split() if len(word) > 4)
    misspelt = answer.replace(word, word[:2] + word[3:])
    return await picture(app(desk, sat), *("space" if letter == " " else letter for letter in misspelt), "enter")


async def summary(desk: Desk) -> str:
    sat = desk.begin([desk.library.find("vlasov")], limit=14)
    while sat.showing is not None:
        desk.answer(sat, right=sat.showing.again or sat.showing.number % 4 > 0)
    return await picture(app(desk, sat))


async def small(desk: Desk) -> str:
    return await picture(app(desk, session(desk, "choice")), "3", size=SMALL)


async def wide(desk: Desk) -> str:
    """The statistics on a wide terminal."""
    desk.answer_some(6)
    return await picture(app(desk), "t", "a", size=WIDE)


async def exam(desk: Desk) -> str:
    """A question that is marked for review."""
    sat, app = examination(desk, 4)
    sat.flag()
    return await picture(app, "enter", "2")


async def exam_result(desk: Desk) -> str:
    sat, app = examination(desk, TERMS.questions)
    sat.hand_in()
    for name in sat.to_grade:
        sat.grade(name, [1, 3])
    return await picture(app, "enter", "enter")


async def plan(desk: Desk) -> str:
    return await picture(app(desk), "down", "p")


async def statistics(desk: Desk) -> str:
    desk.answer_some(6)
    return await picture(app(desk), "t", "a")


async def settings(desk: Desk) -> str:
    return await picture(app(desk), "comma")


async def inline(desk: Desk) -> str:
    """On as many lines as the question needs; here a few more are drawn."""
    return await picture(InlineApp(session(desk, "choice"), 1), "2", size=LOW)


SCENES: dict[str, Callable[[Desk], Coroutine[Any, Any, str]]] = {
    scene.__name__: scene
    for scene in (
        home,
        study,
        verdict,
        typed,
        summary,
        small,
        wide,
        light,
        dutch,
        dutch_home,
        exam,
        exam_result,
        plan,
        statistics,
        settings,
        inline,
    )
}


def draw() -> dict[str, str]:
    """All pictures, by the name of their scene."""
    drawn: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        history = Path(folder) / "history"
        live_through_ten_days(history)
        for name, scene in SCENES.items():
            at_home = shutil.copytree(history, Path(folder) / name)
            os.environ["HOME"] = str(at_home)
            desk = Desk(at_home)
            drawn[name] = asyncio.run(scene(desk))
            desk.progress.close()
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.screenshots", description="Draw the pictures in screenshots/."
    )
    parser.add_argument("--check", action="store_true", help="draw nothing; fail if a picture is out of date")
    check = parser.parse_args().check
    os.environ.pop("NO_COLOR", None)
    os.environ["COLORTERM"] = "truecolor"
    stale = []
    for name, svg in draw().items():
        path = FOLDER / f"{name}.svg"
        if path.exists() and path.read_text("utf-8") == svg:
            continue
        stale.append(path.name)
        if not check:
            FOLDER.mkdir(exist_ok=True)
            path.write_text(svg, "utf-8")
    if check and stale:
        sys.exit(f"Out of date: {', '.join(stale)}. Run `python -m tests.screenshots` and commit what it draws.")
    print(f"Drawn: {', '.join(stale)}." if stale else "All pictures are up to date.")


if __name__ == "__main__":
    main()

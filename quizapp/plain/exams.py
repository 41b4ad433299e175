"""An exam line by line: the same engine as on screen, for screen readers, braille displays, pipes and tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from quizapp.core.errors import QuizappError
from quizapp.core.exams import Paper, Result
from quizapp.core.marking.mark import AskAgain, Response, filled
from quizapp.core.marking.responses import filling, read_response, response_text
from quizapp.core.messages import number, tr, tr_noop, trn
from quizapp.core.questions.base import Question
from quizapp.core.questions.cloze import Cloze
from quizapp.core.questions.self_graded import Open
from quizapp.learning.exams.exam import Exam, OtherWindow
from quizapp.plain.study import read_points
from quizapp.wording.common import label, sentence
from quizapp.wording.exams import forecast_line, open_ends, result_lines, standing_text, status_text, time_words
from quizapp.wording.spoken import option_lines, spoken_prompt, wanted
from quizapp.wording.terminal import WatchfulLines

YES = frozenset(("y", "yes", "j", "ja"))
"""Yes in the languages of the interface."""

LONGEST_LOOK_MS = 5_000
"""Time that passes between two looks at the clock without the program being stopped meanwhile."""

HELP = tr_noop(
    """\
Type the answer and press Enter; the next question follows. Other commands:
  n, or an empty line: the next question
  p: the previous question
  go 7: question 7
  repeat: the question and its options again
  flag: flag the question to look at it again, or remove the flag
  list: what you did with each question
  time: the time left
  hand in: end the exam and see the result
  quit: stop here; the exam and its clock wait until you run the same command
You can change an answer until you hand in: go back and type another one.
Write \\ before an answer that is also a command (\\list)."""
)


class TimeUp(Exception):
    """The time was up while a line was awaited."""


class ExamLines:
    """An exam over two text streams."""

    def __init__(
        self,
        exam: Exam,
        source: TextIO,
        target: TextIO,
        *,
        resumed: bool = False,
        dropped: Paper | None = None,
        practise: str,
    ) -> None:
        """`resumed` says that the exam goes on; `dropped` is an unfinished one whose place it took.

        `practise` is the command to practise what was missed with.
        """
        self._exam = exam
        self._lines = WatchfulLines(source, target, self._look)
        self._resumed, self._dropped, self._practise = resumed, dropped, practise
        self._handed_in = exam.paper.over
        self._clock_runs = False

    def run(self) -> Result | None:
        """Ask until the exam is handed in, then say what it came to; None if the student or the input stops before.

        Raises:
            StoreError: if it cannot be kept.
            OtherWindow: if it was changed or ended elsewhere.
            KeyboardInterrupt: if the student presses Ctrl+C, after the words that the exam is saved.
        """
        try:
            return self._run()
        except KeyboardInterrupt:
            self._say()
            self._kept()
            raise
        except OtherWindow as error:
            raise self._elsewhere() from error
        finally:
            self._lines.drop_typed()

    def _run(self) -> Result | None:
        self._opening()
        try:
            finished = self._handed_in or (self._begin() and self._sit())
        except TimeUp:
            self._time_up()
            finished = True
        self._handed_in = True
        if not (finished and self._grade()):
            self._kept()
            return None
        result = self._exam.finish()
        self._say()
        for line in result_lines(self._exam, result):
            self._say(line)
        if forecast := self._exam.forecast():
            self._say("\n" + forecast_line(forecast))
        if result.missed_cards:
            self._say("\n" + tr("To practise what you missed: `{command}`", command=self._practise))
        return result

    def _kept(self) -> None:
        self._say("\n" + tr("The exam is saved. Run the same command to continue."))

    def _time_up(self) -> None:
        """Say that the exam is over; on a terminal, wait until that was read."""
        self._handed_in = True
        if not self._lines.typed:
            self._say("\n" + tr("Time is up. The exam has been handed in."))
            return
        self._lines.drop_typed()
        self._say("\n" + tr("Time is up. The exam has been handed in, without what you were typing."))
        self._lines.read(
            tr("Press Enter to grade your own answers:")
            if self._exam.to_grade
            else tr("Press Enter to see your result:")
        )

    def _elsewhere(self) -> OtherWindow:
        """The error to end with; on a terminal, once the student has read why."""
        if not self._lines.typed:
            return OtherWindow(tr("This exam was changed or ended in another window. Continue there."))
        self._handed_in = True
        self._lines.drop_typed()
        self._say("\n" + tr("This exam was changed or ended in another window. What you were typing is lost."))
        self._lines.read(tr("Press Enter to leave:"))
        return OtherWindow(tr("Continue the exam in the other window, or see your result there."))

    def _begin(self) -> bool:
        """On a terminal, wait until the student is ready: the clock runs from then on. False when there is no more."""
        if self._lines.typed:
            invitation = tr("Press Enter to continue:") if self._resumed else tr("Press Enter to begin:")
            while line := self._lines.read(invitation):
                if line.strip().casefold() == "quit":
                    return False
                self._say(tr(HELP))
            if line is None:
                return False
            self._exam.look(0)
        self._clock_runs = True
        return True

    def _opening(self) -> None:
        exam, paper = self._exam, self._exam.paper
        self._say(tr("Exam: {title}.", title=exam.deck.info.title))
        if self._dropped is not None:
            self._say(tr("Your unfinished exam has been discarded: {standing}.", standing=standing_text(self._dropped)))
        if self._handed_in:
            self._say(
                tr("This exam has been handed in. Some of your answers still need grading.") if exam.to_grade else ""
            )
            return
        if self._resumed:
            standing = standing_text(paper)
            self._say(tr("Continuing your unfinished exam: {standing}. Use --new for another one.", standing=standing))
            return
        time = time_words(paper.time) if paper.time is not None else tr("no time limit")
        self._say(
            trn(
                "{count} question, {time}, seed {seed}.",
                "{count} questions, {time}, seed {seed}.",
                len(paper.questions),
                time=time,
                seed=paper.seed,
            )
        )
        self._say(tr("You get no marks until you hand in. Type help for the commands."))

    def _sit(self) -> bool:
        """Put the questions; True once the exam is handed in, False when the student or the input stops."""
        self._put()
        while True:
            line = self._lines.read(self._invitation())
            if line is None:
                return False
            match line.strip().casefold().split():
                case [] | ["n" | "next"]:
                    self._step(1)
                case ["p" | "previous"]:
                    self._step(-1)
                case ["go", place] if place.isdecimal() and 1 <= int(place) <= len(self._exam.paper.questions):
                    self._exam.go(int(place) - 1)
                    self._put()
                case ["go", *_]:
                    self._say(
                        tr("Type go and a number from 1 to {most}.", most=number(len(self._exam.paper.questions)))
                    )
                case ["flag" | "mark"]:
                    self._flag()
                case ["repeat"]:
                    self._put()
                case ["list"]:
                    self._list()
                case ["time"]:
                    self._exam.look(LONGEST_LOOK_MS)
                    self._say(sentence(standing_text(self._exam.paper)))
                case ["hand", "in"]:
                    if self._hand_in():
                        return True
                case ["quit"]:
                    return False
                case ["help" | "?"]:
                    self._say(tr(HELP))
                case _:
                    self._answer(line.strip().removeprefix("\\"))

    def _put(self) -> None:
        """Say the question that the student is at, and what was answered to it so far."""
        showing, paper = self._exam.showing, self._exam.paper
        question, total = showing.question, len(paper.questions)
        expected = [label(question)]
        if question.points > 1:
            expected.append(trn("{count} point", "{count} points", question.points))
        place = tr("{number} of {total}.", number=number(showing.number), total=number(total))
        self._say(f"\n{place} {', '.join(expected)}. {spoken_prompt(question)}")
        for option in option_lines(question, showing.order, showing.language):
            self._say(option)
        if paper.question in paper.flagged:
            self._say(tr("Flagged."))
        if filled(paper.response):
            self._say(tr("Your answer so far: {answer}", answer=self._given()))

    def _given(self) -> str:
        """The answer to the question that the student is at."""
        return response_text(self._exam.showing.question, self._exam.paper.response, self._exam.showing.language)

    def _invitation(self) -> str:
        question = self._exam.showing.question
        if isinstance(question, Cloze) and len(question.gaps) > 1:
            gaps = len(question.gaps)
            return trn(
                "The {count} text, separated by semicolons:",
                "The {count} texts in order, separated by semicolons:",
                gaps,
            )
        return wanted(question)

    def _answer(self, line: str) -> None:
        exam = self._exam
        response = _read(exam.showing.question, line, exam.showing.order)
        if isinstance(response, AskAgain):
            self._say(f"{sentence(response.reason)} {tr('Type help for the commands.')}")
            return
        exam.keep(response)
        if reason := exam.objection():
            self._say(
                tr(
                    "Saved, but this can't be marked: {reason} Type it again, or n for the next one.",
                    reason=sentence(reason),
                )
            )
        else:
            self._say(tr("Your answer: {answer}", answer=self._given()))
            self._step(1)
        self._tell_trouble()

    def _step(self, by: int) -> None:
        """Go to the next question, or the one before; at an end say what there is to do."""
        exam, place = self._exam, self._exam.paper.place
        exam.go(place + by)
        if exam.paper.place != place:
            self._put()
        elif by < 0:
            self._say(tr("This is the first question."))
        else:
            left = open_ends(exam)
            self._say(f"{tr('That was the last question.')} {left}".rstrip())
            self._say(tr("Type hand in to see your result, or list, p or go and a number to look again."))

    def _flag(self) -> None:
        self._exam.flag()
        flagged = self._exam.paper.question in self._exam.paper.flagged
        self._say(tr("Flagged, so you can come back to it.") if flagged else tr("Flag removed."))

    def _list(self) -> None:
        exam = self._exam
        for place, name in enumerate(exam.paper.questions, 1):
            first = " ".join(spoken_prompt(exam.question(name)).split())
            self._say(f"  {place}. {sentence(status_text(exam, name))} {first[:60]}{'...' * (len(first) > 60)}")

    def _hand_in(self) -> bool:
        """End the exam, once it is sure that the student means it."""
        if left := open_ends(self._exam):
            self._say(left)
            answer = self._lines.read(tr("Hand in anyway? Type yes or no:"))
            if answer is None or answer.strip().casefold() not in YES:
                self._say(tr("Not handed in."))
                return False
        self._exam.look(LONGEST_LOOK_MS)
        self._exam.hand_in()
        return True

    def _grade(self) -> bool:
        """Let the student grade the open answers; False when the input ends before."""
        for name in self._exam.to_grade:
            question, written = self._exam.question(name), self._exam.paper.responses.get(name)
            assert isinstance(question, Open)
            self._say("\n" + tr("Grade your own answer. {question}", question=question.prompt))
            self._say(tr("Your answer: {answer}", answer=response_text(question, written)))
            self._say(tr("A model answer: {answer}", answer=question.model))
            ticked = read_points(question, self._lines)
            if ticked is None:
                return False
            self._exam.grade(name, ticked)
        return True

    def _look(self) -> str:
        """Keep the clock while a line is awaited; what the student should know about it."""
        if self._handed_in or not self._clock_runs:
            return ""
        self._exam.look(LONGEST_LOOK_MS)
        if self._exam.paper.over:
            raise TimeUp
        minutes = self._exam.warning()
        return trn("{count} minute left.", "{count} minutes left.", minutes) if minutes else ""

    def _tell_trouble(self) -> None:
        trouble: QuizappError | None = self._exam.trouble
        if trouble is not None:
            self._exam.trouble = None
            self._say(str(trouble))

    def _say(self, line: str = "") -> None:
        self._lines.say(line)


def _read(question: Question, line: str, order: Sequence[str]) -> Response | AskAgain:
    """As `read_response`, but several gaps are filled in the order of the text: their names may give answers away."""
    if not (isinstance(question, Cloze) and len(question.gaps) > 1):
        return read_response(question, line, order)
    names, texts = [name for _, name in question.parts if name], [text.strip() for text in line.split(";")]
    if len(texts) != len(names):
        return AskAgain(
            trn(
                "type {count} text; leave it empty if you don't know it",
                "type {count} texts separated by semicolons; leave one empty if you don't know it",
                len(names),
            )
        )
    return {name: filling(question, name, text, order) for name, text in zip(names, texts, strict=True)}

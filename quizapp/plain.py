"""The line mode: the same sitting, line by line on standard input and output, with nothing but plain text.

For screen readers, braille displays, pipes and tests. `--plain` chooses it, and so does an output that is no terminal.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import TextIO

from quizapp.core.marking import AskAgain, model_answer, truth_words
from quizapp.core.questions import Card, Choice, Match, Multiple, Open, Order, Question, TrueFalse
from quizapp.core.responses import LEFT_NAMES, read_response, read_ticks
from quizapp.lines import Lines
from quizapp.showing import Showing, Verdict
from quizapp.study import Study
from quizapp.wording import (
    count,
    feedback_for,
    label,
    offer_words,
    prompt_text,
    sentence,
    source_line,
    summary_lines,
)

HELP = """\
Type the answer and press Enter. An empty line or ? shows the answer. Other commands:
  hint      a hint, if there is one          undo      take back the last answer
  suspend   never ask this card again        quit      stop; the sitting resumes next time
After the verdict: 1 to 4 rate, an empty line takes the rating in brackets,
  guessed   the right answer was luck        right     my answer was right after all
Write \\ before an answer that is the same word as a command (\\undo)."""


class LineMode:
    """A sitting over two text streams."""

    def __init__(self, study: Study, source: TextIO, target: TextIO) -> None:
        self._study, self._lines = study, Lines(source, target)

    def run(self) -> None:
        """Ask until the sitting or the input ends."""
        study = self._study
        self._opening()
        while study.showing is not None:
            if not self._ask(study.showing):
                break
        if study.showing is None:
            for line in summary_lines(study):
                self._say(line)
        else:
            seen, _, total = study.progress_made
            self._say(f"\nStopped with {seen} of {total} cards seen.")
            self._say("Every answer is saved; the same command goes on from here.")

    def ask(self, cards: int) -> None:
        """Ask so many cards at most, without the words around a sitting."""
        for _ in range(cards):
            if self._study.showing is None or not self._ask(self._study.showing):
                return

    def _opening(self) -> None:
        study = self._study
        titles = ", ".join(deck.info.title for deck in study.decks.values())
        if study.practice is not None:
            titles = f"Practice, which leaves the schedule as it is: {titles}"
        total = study.sitting.total
        resumed = " Going on where you stopped." if study.resumed else ""
        if study.showing is not None:
            self._say(f"{titles}. {count(total, 'card')} in this sitting.{resumed}")
        else:
            self._say(f"{titles}.")

    def _ask(self, showing: Showing) -> bool:
        """Put one card, from question to rating; False when the input is over or the student quits."""
        study = self._study
        total = study.sitting.total
        again = "Again: " if showing.again else ""
        self._say(f"\n{again}{showing.number} of {total}. {label(showing.question)}. {prompt_text(showing.question)}")
        for option in option_lines(showing.question, showing.order, showing.language):
            self._say(f"  {option}")
        if showing.verdict is None:
            while True:
                line = self._read(_invitation(showing.question))
                if line is None or line.strip() == "quit":
                    return False
                command = line.strip()
                if command in ("undo", "suspend") and self._leave(command):
                    return True
                outcome = self._respond(showing, line)
                if outcome is not None:
                    break
        assert study.showing is not None and study.showing.verdict is not None
        return self._settle(study.showing.verdict)

    def _respond(self, showing: Showing, line: str) -> Verdict | None:
        """The verdict on a line, or None when the line was a command or cannot be an answer."""
        study, text = self._study, line.strip()
        match text:
            case "help":
                self._say(HELP)
                return None
            case "hint":
                self._say(f"Hint: {study.hint()}" if showing.question.hint else "There is no hint for this one.")
                return None
            case "undo" | "suspend":
                return None
            case "" | "?":
                return study.give_up()
        text = text.removeprefix("\\")
        response = None if isinstance(showing.question, Card) else read_response(showing.question, text, showing.order)
        if isinstance(response, AskAgain):
            self._say(f"Not an answer: {response.reason}. An empty line shows the answer.")
            return None
        outcome = study.submit(response)
        if isinstance(outcome, AskAgain):
            self._say(f"Not an answer: {outcome.reason}.")
            return None
        return outcome

    def _leave(self, command: str) -> bool:
        """Undo or suspend; True when another card is on screen now."""
        study = self._study
        if command == "suspend":
            study.suspend()
            self._say(f"{study.notice} `undo` takes it back.")
            return True
        if study.undo():
            self._say("Taken back.")
            return True
        self._say("There is nothing to take back.")
        return False

    def _settle(self, verdict: Verdict) -> bool:
        """Say the verdict and take the rating; False when the input is over or the student quits."""
        study = self._study
        self._verdict(verdict)
        if not self._tick():
            return False
        while True:
            showing = study.showing
            assert showing is not None and showing.verdict is not None
            verdict = showing.verdict
            ratings = verdict.offers
            offers = ", ".join(
                f"{number} {offer_words(rating, verdict.decisions[rating])}" for number, rating in enumerate(ratings, 1)
            )
            default = ratings.index(verdict.rating) + 1
            line = self._read(f"Rating: {offers} [{default}]: ")
            if line is None:
                return False
            match line.strip():
                case "":
                    study.rate()
                case "1" | "2" | "3" | "4" as digit if int(digit) <= len(ratings):
                    study.rate(ratings[int(digit) - 1])
                case "guessed" | "g" if verdict.can_confess:
                    study.confess()
                    continue
                case "right" | "o" if verdict.can_override:
                    study.override()
                    now = study.showing.verdict if study.showing else None
                    counted = now is not None and now.evidence.overridden
                    self._say("Counted as right, and noted for the deck's author." if counted else "Wrong after all.")
                    continue
                case "suspend" | "undo" as command:
                    if self._leave(command):
                        return True
                    continue
                case "quit":
                    return False
                case "help":
                    self._say(HELP)
                    continue
                case _:
                    self._say(f"Type a number from 1 to {len(ratings)}, or an empty line for {default}.")
                    continue
            if study.notice:
                self._say(study.notice)
            if study.trouble:
                self._say(str(study.trouble))
                study.trouble = None
            return True

    def _tick(self) -> bool:
        """For an open answer, ask which points it made; False when the input is over."""
        showing = self._study.showing
        assert showing is not None
        question = showing.question
        if not isinstance(question, Open):
            return True
        self._say("A good answer makes these points:")
        for number, point in enumerate(question.rubric, 1):
            self._say(f"  {number}. {point}")
        while True:
            line = self._read("Points you made, separated by commas (empty for none): ")
            if line is None:
                return False
            ticked = read_ticks(question, line)
            if not isinstance(ticked, AskAgain):
                self._study.tick(ticked)
                return True
            self._say(sentence(ticked.reason))

    def _verdict(self, verdict: Verdict) -> None:
        showing = self._study.showing
        assert showing is not None
        question = showing.question
        answer = model_answer(question, showing.language)
        reason = verdict.mark.reason if verdict.mark and not verdict.self_graded else ""
        if reason:
            self._say(sentence(reason))
        if verdict.self_graded or not ((verdict.mark and verdict.mark.right) or answer in reason):
            self._say(f"Answer: {answer}")
        for text in feedback_for(question, verdict.response, showing.language).values():
            self._say(text)
        if question.explanation:
            self._say(question.explanation)
        if line := source_line(question, self._study.deck_of(showing).info):
            self._say(f"Source: {line}")

    def _say(self, line: str) -> None:
        self._lines.say(line)

    def _read(self, invitation: str) -> str | None:
        return self._lines.read(invitation)


@singledispatch
def option_lines(question: Question, order: tuple[str, ...], language: str) -> Iterable[str]:
    """The numbered lines under the question."""
    return ()


@option_lines.register(Choice)
@option_lines.register(Multiple)
def _(question: Choice | Multiple, order: tuple[str, ...], language: str) -> Iterable[str]:
    return [f"{number}. {question.options[option]}" for number, option in enumerate(order, 1)]


@option_lines.register
def _(question: TrueFalse, order: tuple[str, ...], language: str) -> Iterable[str]:
    return [f"{number}. {word.capitalize()}" for number, word in enumerate(truth_words(language), 1)]


@option_lines.register
def _(question: Order, order: tuple[str, ...], language: str) -> Iterable[str]:
    return [f"{number}. {question.items[item]}" for number, item in enumerate(order, 1)]


@option_lines.register
def _(question: Match, order: tuple[str, ...], language: str) -> Iterable[str]:
    left = [f"{name}. {text}" for name, text in zip(LEFT_NAMES, question.left.values(), strict=False)]
    return [*left, *(f"{number}. {question.right[item]}" for number, item in enumerate(order, 1))]


@singledispatch
def wanted(question: Question) -> str:
    """What is to be typed on the line."""
    return "Answer"


@wanted.register
def _(question: Multiple) -> str:
    return "Answers, separated by commas"


@wanted.register
def _(question: Order) -> str:
    return "The numbers in order, separated by commas"


@wanted.register
def _(question: Match) -> str:
    return "Pairs such as a=2, b=1"


@wanted.register
def _(question: Open) -> str:
    return "Your answer on one line"


def _invitation(question: Question) -> str:
    match question:
        case Card():
            return "Enter shows the answer: "
        case Multiple() | Match():
            shown = "them"
        case Open():
            shown = "a model"
        case _:
            shown = "it"
    return f"{wanted(question)} (? shows {shown}, help for more): "

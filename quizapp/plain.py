"""The line mode: the same sitting, line by line on standard input and output, with nothing but plain text.

For screen readers, braille displays, pipes and tests. `--plain` chooses it, and so does an output that is no terminal.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import TextIO

from quizapp.core.marking import AskAgain, Response, model_answer
from quizapp.core.questions import Card, Choice, Multiple, Question, TrueFalse
from quizapp.core.rating import Rating
from quizapp.study import Showing, Study, Verdict
from quizapp.wording import (
    RATING_WORDS,
    count,
    decision_words,
    feedback_for,
    label,
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
        self._study, self._source, self._target = study, source, target

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
            done, total = study.progress_made
            self._say(f"\nStopped after {done} of {total}. Every answer is saved; the same command goes on from here.")

    def _opening(self) -> None:
        study = self._study
        titles = ", ".join(deck.info.title for deck in study.decks.values())
        _, total = study.progress_made
        resumed = " Going on where you stopped." if study.resumed else ""
        if study.showing is not None:
            self._say(f"{titles}. {count(total, 'card')} in this sitting.{resumed}")
        else:
            self._say(f"{titles}.")

    def _ask(self, showing: Showing) -> bool:
        """Put one card, from question to rating; False when the input is over or the student quits."""
        study = self._study
        _, total = study.progress_made
        again = "Again: " if showing.again else ""
        self._say(f"\n{again}{showing.number} of {total}. {label(showing.question)}. {showing.question.prompt}")
        for option in option_lines(showing.question, showing.order):
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
            self._say(f"Not an answer: {outcome.reason}. An empty line shows the answer.")
            return None
        return outcome

    def _leave(self, command: str) -> bool:
        """Undo or suspend; True when another card is on screen now."""
        study = self._study
        if command == "suspend":
            study.suspend()
            self._say(study.notice)
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
        while True:
            showing = study.showing
            assert showing is not None and showing.verdict is not None
            verdict = showing.verdict
            offers = ", ".join(
                f"{rating.value} {RATING_WORDS[rating]} {decision_words(decision)}"
                for rating, decision in verdict.decisions.items()
                if rating <= verdict.highest
            )
            line = self._read(f"Rating: {offers} [{verdict.rating.value}]: ")
            if line is None:
                return False
            match line.strip():
                case "":
                    study.rate()
                case "1" | "2" | "3" | "4" as digit if int(digit) <= verdict.highest:
                    study.rate(Rating(int(digit)))
                case "guessed" | "g" if verdict.can_confess:
                    study.confess()
                    continue
                case "right" | "o" if verdict.can_override:
                    study.override()
                    self._say("Counted as right, and noted for the deck's author.")
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
                    self._say(
                        f"Type a number from 1 to {verdict.highest.value}, or an empty line for {verdict.rating.value}."
                    )
                    continue
            if study.notice:
                self._say(study.notice)
            return True

    def _verdict(self, verdict: Verdict) -> None:
        showing = self._study.showing
        assert showing is not None
        question = showing.question
        answer, reason = model_answer(question), verdict.mark.reason if verdict.mark else ""
        if reason:
            self._say(sentence(reason))
        if not (verdict.mark and verdict.mark.right) and answer not in reason:
            self._say(f"Answer: {answer}")
        for text in feedback_for(question, verdict.response).values():
            self._say(text)
        if question.explanation:
            self._say(question.explanation)
        if line := source_line(question, self._study.deck_of(showing).info):
            self._say(f"Source: {line}")

    def _say(self, line: str) -> None:
        self._target.write(line + "\n")
        self._target.flush()

    def _read(self, invitation: str) -> str | None:
        self._target.write(invitation)
        self._target.flush()
        line = self._source.readline()
        if not line:
            self._target.write("\n")
            return None
        if not self._source.isatty():
            self._target.write("\n")
        return line.rstrip("\r\n")


@singledispatch
def read_response(question: Question, line: str, order: tuple[str, ...]) -> Response | AskAgain:
    """The response that a line of text stands for: option ids or numbers (as shown, from 1), or the text itself."""
    return line


@read_response.register
def _(question: Choice, line: str, order: tuple[str, ...]) -> Response | AskAgain:
    chosen = _options(line, question.options, order)
    if len(chosen) == 1 and chosen[0]:
        return chosen[0]
    return AskAgain(f"type one number from 1 to {len(order)}")


@read_response.register
def _(question: Multiple, line: str, order: tuple[str, ...]) -> Response | AskAgain:
    chosen = _options(line, question.options, order)
    if all(chosen):
        return sorted(set(chosen), key=order.index)
    return AskAgain(f"type numbers from 1 to {len(order)}, separated by commas")


@read_response.register
def _(question: TrueFalse, line: str, order: tuple[str, ...]) -> Response | AskAgain:
    match line.strip().casefold():
        case "1" | "t" | "true" | "y" | "yes" | "w" | "waar" | "ja":
            return True
        case "2" | "f" | "false" | "n" | "no" | "o" | "onwaar" | "nee":
            return False
        case _:
            return AskAgain("type 1 for true or 2 for false")


@singledispatch
def option_lines(question: Question, order: tuple[str, ...]) -> Iterable[str]:
    """The numbered lines under the question."""
    return ()


@option_lines.register(Choice)
@option_lines.register(Multiple)
def _(question: Choice | Multiple, order: tuple[str, ...]) -> Iterable[str]:
    return [f"{number}. {question.options[option]}" for number, option in enumerate(order, 1)]


@option_lines.register
def _(question: TrueFalse, order: tuple[str, ...]) -> Iterable[str]:
    return ["1. True", "2. False"]


def _options(line: str, options: Iterable[str], order: tuple[str, ...]) -> list[str]:
    """Option ids from numbers or ids separated by commas; an empty string for what is neither."""
    known = set(options)
    chosen = []
    for part in line.replace(";", ",").split(","):
        word = part.strip()
        if word in known:
            chosen.append(word)
        elif word.isdecimal() and 1 <= int(word) <= len(order):
            chosen.append(order[int(word) - 1])
        else:
            chosen.append("")
    return chosen


def _invitation(question: Question) -> str:
    return "Enter shows the answer: " if isinstance(question, Card) else "Answer (? shows it, help for more): "

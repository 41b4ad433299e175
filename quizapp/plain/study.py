"""The line mode: the same session, line by line on standard input and output, with nothing but plain text.

For screen readers, braille displays, pipes and tests. `--plain` chooses it, and so does an output that is no terminal.
"""

from __future__ import annotations

from typing import TextIO

from quizapp.core.marking.mark import AskAgain
from quizapp.core.marking.responses import read_response, read_ticks
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.self_graded import Card, Open
from quizapp.learning.study.session import StudySession
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.wording.common import count, diff_words, feedback_for, label, sentence, source_line, source_lines
from quizapp.wording.spoken import (
    answer_lines,
    chosen_lines,
    invitation,
    option_lines,
    rating_invitation,
    spoken_prompt,
    summary_lines,
)
from quizapp.wording.terminal import Lines

HELP = """\
Type the answer and press Enter. An empty line or ? shows the answer. Other commands:
  hint: a hint, if there is one
  repeat: the question and its options again
  undo: take back the last answer
  suspend: do not study this card any more
  quit: stop; the sitting goes on next time
After the verdict:
  {ratings}
  guessed: the right answer was luck
  right: my answer was right after all
  source: all that is known of the source
Write \\ before an answer that is the same word as a command (\\undo)."""
RATINGS = "1 to 4: the rating of that number; an empty line takes the one that is named"
RATINGS_IN_PRACTICE = "1: again; 2: right; an empty line takes the one that is named"


class LineMode:
    """A session over two text streams; `practise` is the command for what is missed in it, empty if there is none."""

    def __init__(self, study: StudySession, source: TextIO, target: TextIO, practise: str = "") -> None:
        self._study, self._lines, self._practise = study, Lines(source, target), practise

    def run(self) -> None:
        """Ask until the session or the input ends.

        Raises:
            KeyboardInterrupt: if the student presses Ctrl+C, once it is said that everything is saved.
        """
        try:
            self._opening()
            while self._go_on():
                for line in summary_lines(self._study, self._practise):
                    self._say(line)
                if not self._reopened():
                    return
            self._stopped()
        except KeyboardInterrupt:
            self._say()
            self._stopped()
            raise
        finally:
            self._lines.drop_typed()

    def ask(self, cards: int) -> None:
        """Ask so many cards at most, without the words around a session."""
        try:
            self._go_on(cards)
        finally:
            self._lines.drop_typed()

    def _go_on(self, cards: int | None = None) -> bool:
        """Ask cards, all or so many; False when the input is over or the student quits."""
        asked = 0
        while self._study.showing is not None and asked != cards:
            if not self._ask(self._study.showing):
                return False
            asked += 1
        return True

    def _opening(self) -> None:
        study = self._study
        titles = ", ".join(deck.info.title for deck in study.decks.values())
        practice = "Practice: " if study.practice is not None else ""
        resumed = " Going on where you stopped." if study.resumed else ""
        if study.showing is None:
            self._say(f"{practice}{titles}.")
        else:
            self._say(f"{practice}{titles}. {count(study.session.total, 'card')} in this sitting.{resumed}")
            self._say("Type help for the commands.")

    def _reopened(self) -> bool:
        """Return whether a sitting with nothing to ask has a card again, since the student takes the last rating back.

        One that asked something ends at once; the next start offers to take back its last rating.
        """
        if self._study.session.answers or not self._study.can_undo:
            return False
        line = self._read("Enter ends; undo takes back your last answer: ")
        return line is not None and line.strip().casefold() == "undo" and self._leave("undo")

    def _stopped(self) -> None:
        study = self._study
        answered, _, total = study.progress_made
        self._say(f"\nStopped: {answered:,} of {count(total, 'card')} answered.")
        if study.showing is not None and study.showing.verdict is not None:
            self._say("The last answer waits for its rating.")
        self._say("Every answer is saved; the same command goes on from here.")
        if study.practice is not None:
            self._say("The schedule is as it was.")

    def _ask(self, showing: Showing) -> bool:
        """Put one card, from question to rating; False when the input is over or the student quits."""
        study = self._study
        self._put(showing)
        if showing.verdict is None:
            study.save_draft(showing.response)  # a session that goes on has the options in the same order
        else:
            self._say("You answered this one already; its rating is left.")
        while study.showing is not None and study.showing.verdict is None:
            line = self._read(invitation(showing.question))
            if line is None:
                return False
            match line.strip().casefold():
                case "quit":
                    return False
                case "undo" | "suspend" as command:
                    if self._leave(command):
                        return True
                case "repeat":
                    self._put(showing)
                case "help":
                    self._help()
                case "hint":
                    hint = study.hint()
                    self._say(f"Hint: {hint}" if hint else "There is no hint for this one.")
                case "" | "?":
                    study.give_up()
                case "right" | "guessed" | "source" as command:
                    self._say(f"`{command}` is for after the answer. Write \\{command} if that is your answer.")
                case _:
                    self._respond(showing, line.strip().removeprefix("\\"))
        assert study.showing is not None and study.showing.verdict is not None
        return self._settle(study.showing.verdict)

    def _put(self, showing: Showing) -> None:
        """Say the question and its options."""
        again = "Again: " if showing.again else ""
        place = f"{showing.number} of {self._study.session.total}"
        self._say(f"\n{again}{place}. {label(showing.question)}. {spoken_prompt(showing.question)}")
        for option in option_lines(showing.question, showing.order, showing.language):
            self._say(option)

    def _respond(self, showing: Showing, text: str) -> None:
        """Take a line as the answer, if it can be one."""
        response = None if isinstance(showing.question, Card) else read_response(showing.question, text, showing.order)
        if isinstance(response, AskAgain):
            self._say(f"Not an answer: {response.reason}. An empty line shows the answer, help the commands.")
            return
        outcome = self._study.submit(response)
        if isinstance(outcome, AskAgain):
            self._say(f"Not an answer: {outcome.reason}.")

    def _leave(self, command: str) -> bool:
        """Undo or suspend; True when another card is on screen now."""
        study = self._study
        if command == "suspend":
            assert study.showing is not None
            item = study.showing.item
            study.suspend()
            later = f"`quizapp unsuspend {item.deck} {item.card}` later"
            self._say(f"Suspended: this card is not studied any more. `undo` takes it back now, {later}.")
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
            line = self._read(rating_invitation(verdict))
            if line is None:
                return False
            match line.strip().casefold():
                case "":
                    study.rate()
                    break
                case "1" | "2" | "3" | "4" as digit if int(digit) <= len(verdict.offers):
                    study.rate(verdict.offers[int(digit) - 1])
                    break
                case "guessed" | "g":
                    self._mark_as_guess(verdict)
                case "right" | "o":
                    self._override(verdict)
                case "suspend" | "undo" as command:
                    if self._leave(command):
                        return True
                case "repeat":
                    self._put(showing)
                    self._verdict(verdict)
                case "source":
                    sources = source_lines(showing.question, study.deck_of(showing).info)
                    self._say("\n".join(sources) or "The deck names no source for this one.")
                case "hint":
                    self._say("The answer is shown already; a hint comes before it.")
                case "quit":
                    return False
                case "help":
                    self._help()
                case _:
                    number = verdict.offers.index(verdict.rating) + 1
                    self._say(f"Type a number from 1 to {len(verdict.offers)}, or an empty line for {number}.")
                    self._say("Type help for the commands.")
        if study.notice:
            self._say(study.notice)
        if study.trouble:
            self._say(str(study.trouble))
            study.trouble = None
        return True

    def _mark_as_guess(self, verdict: Verdict) -> None:
        """The student guessed; or why that makes no difference."""
        if verdict.can_mark_as_guess:
            self._study.mark_as_guess()
            self._say("Noted as a guess: an empty line rates it again now, so that it comes back soon.")
        elif verdict.mark is None or verdict.self_graded:
            self._say("You rate this one yourself: type 1 if it was luck.")
        elif verdict.evidence.guessed:
            self._say("It is noted as a guess already.")
        else:
            self._say("That is for an answer that was right by luck; this one was not right.")

    def _override(self, verdict: Verdict) -> None:
        """The student was right after all; or why that cannot be."""
        if verdict.can_override:
            self._study.override()
            counted = not verdict.evidence.overridden
            self._say("Counted as right, and noted for the deck's author." if counted else "Wrong after all.")
        elif verdict.mark is None or verdict.self_graded:
            self._say("You rate this one yourself: type the number that fits.")
        elif verdict.evidence.revealed:
            self._say("You gave no answer that could have been right.")
        else:
            self._say("It was counted as right already.")

    def _tick(self) -> bool:
        """For an open answer, ask which points it made; False when the input is over."""
        showing = self._study.showing
        assert showing is not None
        question = showing.question
        if not isinstance(question, Open):
            return True
        ticked = read_points(question, self._lines)
        if ticked is None:
            return False
        self._study.tick(ticked)
        return True

    def _verdict(self, verdict: Verdict) -> None:
        showing = self._study.showing
        assert showing is not None
        question = showing.question
        reason = verdict.mark.reason if verdict.mark and not verdict.self_graded else ""
        right = verdict.mark is not None and verdict.mark.right
        if reason:
            self._say(sentence(reason))
        if verdict.mark and (letters := diff_words(verdict.mark)):
            self._say(letters)
        if not right:
            for line in chosen_lines(question, verdict.response):
                self._say(line)
        if verdict.self_graded or not (right or model_answer(question, showing.language) in reason):
            for line in answer_lines(question, showing.language):
                self._say(line)
        for text in feedback_for(question, verdict.response, showing.language).values():
            self._say(text)
        if question.explanation:
            self._say(question.explanation)
        if line := source_line(question, self._study.deck_of(showing).info):
            self._say(f"Source: {line}")

    def _help(self) -> None:
        self._say(HELP.format(ratings=RATINGS if self._study.practice is None else RATINGS_IN_PRACTICE))

    def _say(self, line: str = "") -> None:
        self._lines.say(line)

    def _read(self, invitation: str) -> str | None:
        return self._lines.read(invitation)


def read_points(question: Open, lines: Lines) -> list[int] | None:
    """The points of the rubric that the student's open answer made; None when the input is over."""
    lines.say("A good answer makes these points:")
    for number, point in enumerate(question.rubric, 1):
        lines.say(f"  {number}. {point}")
    while True:
        line = lines.read("Points you made, separated by commas (empty for none): ")
        if line is None:
            return None
        ticked = read_ticks(question, line)
        if not isinstance(ticked, AskAgain):
            return ticked
        lines.say(sentence(ticked.reason))

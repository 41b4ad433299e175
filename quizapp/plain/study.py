"""The line mode: the same session, line by line on standard input and output, with nothing but plain text.

For screen readers, braille displays, pipes and tests. `--plain` chooses it, and so does an output that is no terminal.
"""

from __future__ import annotations

from typing import TextIO

from quizapp.core.marking.mark import AskAgain
from quizapp.core.marking.responses import read_response, read_ticks
from quizapp.core.messages import number, tr, tr_noop, trn
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.self_graded import Card, Open
from quizapp.learning.study.session import StudySession
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.wording.common import diff_words, feedback_for, label, sentence, source_line, source_lines
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

HELP = tr_noop(
    """\
Type the answer and press Enter. An empty line or ? shows the answer. Other commands:
  hint: a hint, if there is one
  repeat: the question and its options again
  undo: undo the last answer
  suspend: stop studying this card
  quit: stop here; the session continues next time
After the verdict:
  {ratings}
  guessed: you were right, but by luck
  right: your answer was right after all
  source: everything known about the source
Write \\ before an answer that is also a command (\\undo)."""
)
RATINGS = tr_noop("1 to 4: give that rating; an empty line takes the suggested one")
RATINGS_IN_PRACTICE = tr_noop("1: again; 2: right; an empty line takes the suggested one")


class LineMode:
    """A session over two text streams; `practise` is the command for what is missed in it, empty if there is none."""

    def __init__(self, study: StudySession, source: TextIO, target: TextIO, practise: str = "") -> None:
        self._study, self._lines, self._practise = study, Lines(source, target), practise

    def run(self) -> None:
        """Ask until the session or the input ends.

        Raises:
            KeyboardInterrupt: if the student presses Ctrl+C, after the words that everything is saved.
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
        opening = tr("Practice: {titles}.", titles=titles) if study.practice is not None else f"{titles}."
        if study.showing is None:
            self._say(opening)
            return
        cards = trn("{count} card in this session.", "{count} cards in this session.", study.session.total)
        resumed = tr("Picking up where you left off.") if study.resumed else ""
        self._say(f"{opening} {cards} {resumed}".rstrip())
        self._say(tr("Type help for the commands."))

    def _reopened(self) -> bool:
        """Return whether a session with nothing to ask has a card again, since the student undoes the last rating.

        One that asked something ends at once; the next start offers to undo its last rating.
        """
        if self._study.session.answers or not self._study.can_undo:
            return False
        line = self._read(tr("Press Enter to end, or type undo to undo your last answer:"))
        return line is not None and line.strip().casefold() == "undo" and self._leave("undo")

    def _stopped(self) -> None:
        study = self._study
        answered, _, total = study.progress_made
        stopped = trn(
            "Stopped: {answered} of {count} card answered.",
            "Stopped: {answered} of {count} cards answered.",
            total,
            answered=number(answered),
        )
        self._say(f"\n{stopped}")
        if study.showing is not None and study.showing.verdict is not None:
            self._say(tr("Your last answer still needs a rating."))
        self._say(tr("Every answer is saved. Run the same command to continue."))
        if study.practice is not None:
            self._say(tr("Your schedule hasn't changed."))

    def _ask(self, showing: Showing) -> bool:
        """Put one card, from question to rating; False when the input is over or the student quits."""
        study = self._study
        self._put(showing)
        if showing.verdict is None:
            study.save_draft(showing.response)  # a session that goes on has the options in the same order
        else:
            self._say(tr("You've already answered this one; it only needs a rating."))
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
                    self._say(tr("Hint: {hint}", hint=hint) if hint else tr("There's no hint for this one."))
                case "" | "?":
                    study.give_up()
                case "right" | "guessed" | "source" as command:
                    self._say(
                        tr(
                            "`{command}` is for after the answer. Write \\{command} if that is your answer.",
                            command=command,
                        )
                    )
                case _:
                    self._respond(showing, line.strip().removeprefix("\\"))
        assert study.showing is not None and study.showing.verdict is not None
        return self._settle(study.showing.verdict)

    def _put(self, showing: Showing) -> None:
        """Say the question and its options."""
        place, total = number(showing.number), number(self._study.session.total)
        if showing.again:
            head = tr("Again: {number} of {total}.", number=place, total=total)
        else:
            head = tr("{number} of {total}.", number=place, total=total)
        self._say(f"\n{head} {label(showing.question)}. {spoken_prompt(showing.question)}")
        for option in option_lines(showing.question, showing.order, showing.language):
            self._say(option)

    def _respond(self, showing: Showing, text: str) -> None:
        """Take a line as the answer, if it can be one."""
        response = None if isinstance(showing.question, Card) else read_response(showing.question, text, showing.order)
        if isinstance(response, AskAgain):
            self._say(sentence(response.reason))
            self._say(tr("Press Enter to see the answer, or type help for the commands."))
            return
        outcome = self._study.submit(response)
        if isinstance(outcome, AskAgain):
            self._say(sentence(outcome.reason))

    def _leave(self, command: str) -> bool:
        """Undo or suspend; True when another card is on screen now."""
        study = self._study
        if command == "suspend":
            assert study.showing is not None
            item = study.showing.item
            study.suspend()
            later = f"quizapp unsuspend {item.deck} {item.card}"  # not shown
            self._say(tr("Card suspended. Type undo to bring it back, or run `{command}` later.", command=later))
            return True
        if study.undo():
            self._say(tr("Undone."))
            return True
        self._say(tr("Nothing to undo."))
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
                    self._say("\n".join(sources) or tr("The deck gives no source for this one."))
                case "hint":
                    self._say(tr("Too late for a hint: the answer is already shown."))
                case "quit":
                    return False
                case "help":
                    self._help()
                case _:
                    proposed, most = verdict.offers.index(verdict.rating) + 1, len(verdict.offers)
                    self._say(
                        tr("Type a number from 1 to {most}, or press Enter for {number}.", most=most, number=proposed)
                    )
                    self._say(tr("Type help for the commands."))
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
            self._say(tr("Marked as a guess. Press Enter, and you'll see it again soon."))
        elif verdict.mark is None or verdict.self_graded:
            self._say(tr("You rate this one yourself: type 1 if it was luck."))
        elif verdict.evidence.guessed:
            self._say(tr("It's already marked as a guess."))
        else:
            self._say(tr("Only a right answer can be marked as a guess; this one was wrong."))

    def _override(self, verdict: Verdict) -> None:
        """The student was right after all; or why that cannot be."""
        if verdict.can_override:
            self._study.override()
            counted = not verdict.evidence.overridden
            self._say(
                tr("Counted as right, and noted for the deck's author.") if counted else tr("Counted as wrong again.")
            )
        elif verdict.mark is None or verdict.self_graded:
            self._say(tr("You rate this one yourself: type the number that fits."))
        elif verdict.evidence.revealed:
            self._say(tr("You gave no answer that could have been right."))
        else:
            self._say(tr("It already counts as right."))

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
            self._say(tr("Source: {source}", source=line))

    def _help(self) -> None:
        self._say(tr(HELP, ratings=tr(RATINGS if self._study.practice is None else RATINGS_IN_PRACTICE)))

    def _say(self, line: str = "") -> None:
        self._lines.say(line)

    def _read(self, invitation: str) -> str | None:
        return self._lines.read(invitation)


def read_points(question: Open, lines: Lines) -> list[int] | None:
    """The points of the rubric that the student's open answer made; None when the input is over."""
    lines.say(tr("A good answer makes these points:"))
    for place, point in enumerate(question.rubric, 1):
        lines.say(f"  {place}. {point}")
    while True:
        line = lines.read(tr("Points you made, separated by commas (empty for none):"))
        if line is None:
            return None
        ticked = read_ticks(question, line)
        if not isinstance(ticked, AskAgain):
            return ticked
        lines.say(sentence(ticked.reason))

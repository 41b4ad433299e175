"""A verdict in words and colours: one strong line, and what there is to learn from it."""

from __future__ import annotations

from textual.content import Content

from quizapp.core.decks.deck import DeckInfo
from quizapp.core.marking.mark import Mark
from quizapp.core.messages import tr
from quizapp.core.questions.model_answer import model_answer
from quizapp.learning.study.showing import Showing, Verdict
from quizapp.tui.answers.base import Answer
from quizapp.tui.widgets.drawing import toned
from quizapp.tui.widgets.text import plain
from quizapp.wording.common import feedback_for, source_line

QUIET = "$foreground 75%"
LETTERS = {"same": ("{}", "bold"), "extra": ("[{}]", toned("again")), "missing": ("({})", toned("good"))}
"""How a piece of a typed text is written beside the accepted one, and in which style."""


def headline(showing: Showing, answer: Answer) -> tuple[str, Content]:
    """The verdict in a sign, a word and a reason, with its tone; an empty line where the student is the judge."""
    verdict = showing.verdict
    if verdict is None or verdict.mark is None or (answer.says_all and not verdict.changed):
        return "good", Content("")
    tone, head, reason = _judgement(verdict, shows_model=answer.shows_model)
    if verdict.mark.right or verdict.evidence.overridden:
        model = ""
    else:
        model = "" if answer.shows_model else model_answer(showing.question, showing.language)
    line = plain(head, "bold")
    if reason:
        line += plain(reason if reason.startswith((",", " ")) else f": {reason}")
    if model and model not in reason:
        line += plain(f"{'' if line.plain.endswith('.') else '.'} {tr('The answer: {answer}', answer=model)}")
    return tone, line


def lessons(showing: Showing, answer: Answer, info: DeckInfo, afterwords: list[str]) -> Content:
    """What stands below the verdict: misspelt letters, feedback, the explanation and, after a blank, the source."""
    verdict, question = showing.verdict, showing.question
    parts: list[Content] = []
    if verdict is not None and verdict.mark is not None:
        if verdict.mark.diff:
            parts.append(_letters(verdict.mark))
        if not answer.says_all and not answer.shows_feedback:
            parts += map(plain, feedback_for(question, verdict.response, showing.language).values())
    if question.explanation:
        parts.append(plain(question.explanation))
    if source := source_line(question, info):
        parts += [Content("")] * bool(parts) + [plain(source, QUIET)]
    parts += [plain(line, QUIET) for line in afterwords]
    return Content("\n").join(parts)


def _judgement(verdict: Verdict, *, shows_model: bool) -> tuple[str, str, str]:
    """The tone of a verdict, its sign with a word, and what is said after a colon."""
    assert verdict.mark is not None
    mark, evidence = verdict.mark, verdict.evidence
    if evidence.overridden:
        return "good", f"✓ {tr('Counted as right')}", tr("noted for the deck's author")
    if mark.right:
        head = tr("Right")
        after = mark.reason[len(head) :] if mark.reason.casefold().startswith(head.casefold()) else mark.reason
        after = after.removeprefix(": ")
        return "good", f"✓ {head}", tr("a guess, so it comes back soon") if evidence.guessed else after
    if evidence.revealed:
        return "again", f"✗ {tr('Skipped')}", ""
    reason = mark.reason.removeprefix(tr("wrong: {reason}", reason=""))
    if mark.score > 0:
        return "hard", f"◐ {tr('Partly right')}", reason
    is_known = shows_model and reason != mark.reason  # the right answer is to be seen where it belongs
    return "again", f"✗ {tr('Not quite')}", "" if is_known else reason


def _letters(mark: Mark) -> Content:
    """A typed text beside the accepted one, and what its brackets mean."""
    pieces = [Content.styled(LETTERS[kind][0].format(piece), LETTERS[kind][1]) for kind, piece in mark.diff]
    return Content("").join([*pieces, plain(f"   {tr('[too much] (missing)')}", QUIET)])

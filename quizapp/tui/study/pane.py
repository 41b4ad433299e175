"""What stands beside the question on a wide terminal: how far the session is, the card, what comes, the deck."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from quizapp.core.formats import percent
from quizapp.core.messages import number, tr, trc, trn
from quizapp.learning.study.session import StudySession
from quizapp.tui.widgets.drawing import DONE, UNDER_WAY, UNTOUCHED, bar
from quizapp.tui.widgets.text import plain
from quizapp.wording.common import memory_words, minutes_text, sentence

WIDTH = 30
"""The cells that it takes, with its frame; quizapp/tui/study/study.tcss has the same number."""

SOON = 30
"""Seconds that are no minute any more."""

QUIET = "$foreground 75%"


class SidePane(Widget):
    """Parts with a heading each; those for which there is no room are left out whole."""

    DEFAULT_CSS = """
    SidePane { width: 30; height: 100%; padding: 1 1 0 2; border-left: solid $foreground 20%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[list[Content]] = []

    def show(self, study: StudySession) -> None:
        """Show how this session stands."""
        width = WIDTH - 4
        parts = [describe(study, width) for describe in (_progress, _coming, _card, _deck)]
        self._parts = [part for part in parts if part]
        self.refresh()

    def render(self) -> Content:
        lines: list[Content] = []
        for part in self._parts:
            if len(lines) + len(part) <= self.content_size.height:
                lines += [*part, Content(""), Content("")]
        return Content("\n").join(lines[:-2])


def _progress(study: StudySession, width: int) -> list[Content]:
    seen, done, total = study.progress_made
    amounts = (done, max(0, seen - done), total - max(seen, done))
    names = (
        trc("cards of a session", "done"),
        trc("cards of a session", "under way"),
        trc("cards of a session", "to come"),
    )
    digits = max(len(number(amount)) for amount in amounts)
    lines = [_heading(trn("{count} to finish", "{count} to finish", total - done)), bar(amounts, width), Content("")]
    for amount, name, (sign, style) in zip(amounts, names, (DONE, UNDER_WAY, UNTOUCHED), strict=True):
        lines.append(Content.assemble((sign * 2, style), f"  {number(amount).rjust(digits)} ", (name, QUIET)))
    answers, right = study.session.answers, study.session.right
    if answers:
        share = tr("{right} of {answers} right, {share}", right=right, answers=answers, share=percent(right / answers))
        lines += [Content(""), *plain(share).wrap(width)]
    return lines


def _coming(study: StudySession, width: int) -> list[Content]:
    """The cards that come once more, and when the first of them does."""
    count, seconds = study.waiting
    if not count:
        return []
    time = minutes_text(round(seconds / 60))
    text = (
        trn("{count} card, any moment now", "{count} cards, the first any moment now", count)
        if seconds < SOON
        else trn("{count} card in {time}", "{count} cards, the first in {time}", count, time=time)
    )
    return [_heading(tr("Coming back")), *plain(text).wrap(width)]


def _card(study: StudySession, width: int) -> list[Content]:
    """How well the card on screen is known."""
    if study.showing is None:
        return []
    words = sentence(memory_words(study.showing.state, study.today))
    return [_heading(tr("This card")), *plain(words).wrap(width)]


def _deck(study: StudySession, width: int) -> list[Content]:
    if study.showing is None:
        return []
    info = study.deck_of(study.showing).info
    option = f"--deck {info.id}"  # not shown
    return [_heading(tr("Deck")), *plain(info.title).wrap(width), *plain(option, QUIET).wrap(width)]


def _heading(text: str) -> Content:
    return Content.styled(text, "bold $text-accent")

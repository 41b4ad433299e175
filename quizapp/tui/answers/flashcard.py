"""A flashcard: turned, then graded by the student."""

from __future__ import annotations

from textual.content import Content

from quizapp.core.messages import tr
from quizapp.core.questions.self_graded import Card
from quizapp.tui.answers.base import Answer
from quizapp.tui.widgets.keybar import Key
from quizapp.tui.widgets.text import plain


class Flashcard(Answer):
    """Nothing until it is turned, then the back."""

    DEFAULT_CSS = """
    Flashcard { height: auto; width: 1fr; padding: 0 2; }
    """

    @property
    def keys(self) -> list[Key]:
        return [Key("space", tr("turn"), "turn", 0)]

    def toggle(self) -> bool:
        if self.verdict:
            return False
        self.post_message(self.Submitted())
        return True

    def render(self) -> Content:
        question = self.showing.question
        if self.verdict is None or not isinstance(question, Card):
            return Content.styled(tr("Think of the answer, then turn the card."), "$foreground 75%")
        return plain(question.back, "bold")

    def on_click(self) -> None:
        self.toggle()

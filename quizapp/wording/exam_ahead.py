"""The words for an exam that is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.core.formats import day_and_month, percent
from quizapp.core.messages import tr, trn

if TYPE_CHECKING:
    from quizapp.learning.plans import ExamAhead


def exam_line(exam: ExamAhead) -> str:
    """A line about an exam ahead: `Exam on 20 December, in 22 days: on course for 84%, 5 new cards a day (Vlasov)`."""
    return tr("{exam} ({deck})", exam=_standing(exam, tr("on course for {score}", score=_score(exam))), deck=exam.deck)


def short_exam_line(exam: ExamAhead) -> str:
    """The same for a narrow screen, where the deck can be seen: `Exam on 20 December, in 22 days: 84%, 5 new a day`."""
    return _standing(exam, _score(exam))


def _standing(exam: ExamAhead, score: str) -> str:
    when = trn("tomorrow", "in {count} days", exam.days)
    on = tr("Exam on {date}, {when}", date=day_and_month(exam.on), when=when)
    if exam.score is None:
        return on
    if not exam.new_today:
        return tr("{exam}: {score}", exam=on, score=score)
    fresh = trn("{count} new card a day", "{count} new cards a day", exam.new_today)
    return tr("{exam}: {score}, {new}", exam=on, score=score, new=fresh)


def _score(exam: ExamAhead) -> str:
    return percent(exam.score or 0)

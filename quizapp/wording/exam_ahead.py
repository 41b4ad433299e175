"""The words for an exam that is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.core.formats import day_and_month, percent
from quizapp.core.messages import tr, trn

if TYPE_CHECKING:
    from quizapp.learning.plans import ExamAhead


def exam_line(exam: ExamAhead) -> str:
    """A line about an exam ahead: `Exam on 20 December, in 22 days: on course for 84%, 5 new cards a day (Vlasov)`."""
    course = "" if exam.score is None else tr("on course for {percent}", percent=percent(exam.score))
    return f"{_standing(exam, course)} ({exam.deck})"


def short_exam_line(exam: ExamAhead) -> str:
    """The same for a narrow screen, where the deck can be seen: `Exam on 20 December, in 22 days: 84%, 5 new cards a
    day`.
    """
    return _standing(exam, "" if exam.score is None else percent(exam.score))


def _standing(exam: ExamAhead, score: str) -> str:
    day = day_and_month(exam.on)
    if exam.days == 1:
        on = tr("Exam on {date}, tomorrow", date=day)
    else:
        on = trn("Exam on {date}, in {count} day", "Exam on {date}, in {count} days", exam.days, date=day)
    if not score:
        return on
    parts = [score]
    if exam.new_today:
        parts.append(trn("{count} new card a day", "{count} new cards a day", exam.new_today))
    return f"{on}: {', '.join(parts)}"

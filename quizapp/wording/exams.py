"""An exam in words and as JSON: how far it is, how much time is left, what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from quizapp.core.exams import Outcome, Paper, Result, Score
from quizapp.core.formats import all_of, decimal, percent
from quizapp.core.grades import Grade, Grading
from quizapp.core.marking.mark import filled
from quizapp.core.marking.responses import response_text
from quizapp.core.messages import number, tr, tr_noop, trc, trn
from quizapp.core.questions.model_answer import model_answer
from quizapp.core.questions.self_graded import Open
from quizapp.learning.exams.exam import Exam
from quizapp.learning.exams.past import PastExam
from quizapp.wording.common import (
    diff_words,
    feedback_for,
    minutes_text,
    seconds_text,
    sentence,
    shortest,
    source_line,
)
from quizapp.wording.spoken import answer_lines, chosen_lines, spoken_prompt

if TYPE_CHECKING:
    from quizapp.learning.exams.forecast import Forecast

UNTAGGED = tr_noop("without a tag")
RIGHT, PARTLY, WRONG, SKIPPED = "✓", "◐", "✗", "–"
"""The signs for the outcome of a question."""

Status = Literal["blank", "unfit", "partial", "answered"]
"""What was done with a question of an exam; an `unfit` response cannot be an answer."""


def clock_text(ms: int) -> str:
    """Time left on a clock: `14:59`, `1:00:00`. It shows 0:00 when the time is up, not before."""
    minutes, seconds = divmod(-(-ms // 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def time_words(ms: int) -> str:
    """A time for reading aloud: `12 minutes`, `1 minute and 30 seconds`; in full minutes from ten on."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    if minutes >= 10 or (minutes and not seconds):
        return minutes_text(minutes)
    return all_of([minutes_text(minutes), seconds_text(seconds)]) if minutes else seconds_text(seconds)


def points_text(points: float) -> str:
    """Points as they are written: `3`, `2.5`, `0.33`."""
    return shortest(points, 2)


def earned_text(score: Score) -> str:
    """`14.5 of 20 points`."""
    points = points_text(score.points)
    return trn("{points} of {count} point", "{points} of {count} points", score.total, points=points)


def score_text(score: Score) -> str:
    """`14.5 of 20 points, 73%`."""
    return f"{earned_text(score)}, {percent(score.percent / 100)}"


def whole_text(result: Result | PastExam) -> str:
    """The score, and what the student marked apart: `14.5 of 20 points, 73%; self-marked: 1 of 2 points`."""
    parts = [score_text(result.score)] if result.score.total or not result.self_marked.total else []
    if result.self_marked.total:
        parts.append(tr("self-marked: {score}", score=earned_text(result.self_marked)))
    return "; ".join(parts)


def grade_text(grade: Grade) -> str:
    """A grade as it is written: `73%`, `7.3`, `C`."""
    match grade:
        case int():
            return percent(grade / 100)
        case float():
            return decimal(grade, 1)
        case _:
            return grade


def pass_word(*, passed: bool) -> str:
    """Say whether an exam is passed."""
    return trc("exam", "Passed") if passed else trc("exam", "Not passed")


def pass_mark_text(grading: Grading) -> str:
    """`Pass mark: 55%.`"""
    return tr("Pass mark: {percent}.", percent=percent(grading.pass_mark / 100))


def grade_line(grading: Grading, score: Score) -> str:
    """Describe the grade: `Passed. Grade: 7.3. Pass mark: 55%.`; empty where the program marked nothing."""
    graded = grading.graded(score)
    if graded is None:
        return ""
    parts = [sentence(pass_word(passed=graded.passed))]
    if grading.scale != "percent":  # which the score says already
        parts.append(tr("Grade: {grade}.", grade=grade_text(graded.grade)))
    return " ".join([*parts, pass_mark_text(grading)])


def tomorrow_line(forecast: Forecast) -> str:
    """`If the exam were tomorrow: 84%.`"""
    return tr("If the exam were tomorrow: {percent}.", percent=percent(forecast.tomorrow))


def forecast_line(forecast: Forecast) -> str:
    """What the plan expects: `If the exam were tomorrow: 84%. On course for 91%.`"""
    if forecast.ahead.score is None:
        return tomorrow_line(forecast)
    return f"{tomorrow_line(forecast)} {tr('On course for {percent}.', percent=percent(forecast.ahead.score))}"


def used_text(paper: Paper) -> str:
    """Return how long it took: `9 minutes of 15 minutes`."""
    used = time_words(paper.used)
    return used if paper.time is None else tr("{used} of {allowed}", used=used, allowed=time_words(paper.time))


def time_line(paper: Paper) -> str:
    """`Time used: 9 minutes of 15 minutes. Seed 7.`"""
    return tr("Time used: {time}. Seed {seed}.", time=used_text(paper), seed=paper.seed)


def standing_text(paper: Paper) -> str:
    """Describe how far an exam is: `12 of 20 answered, 9 minutes and 30 seconds left`."""
    questions = len(paper.questions)
    answered, total = number(questions - len(paper.unanswered)), number(questions)
    if paper.left is None:
        return tr("{answered} of {total} answered", answered=answered, total=total)
    left = time_words(paper.left)
    return tr("{answered} of {total} answered, {time} left", answered=answered, total=total, time=left)


def status(exam: Exam, name: str) -> Status:
    """What was done with a question."""
    if not filled(exam.paper.responses.get(name)):
        return "blank"
    if exam.objection(name):
        return "unfit"
    return "partial" if exam.is_partial(name) else "answered"


def status_text(exam: Exam, name: str) -> str:
    """Describe a question: `answered`, `partly answered`, `not answered`, `can't be marked`; and if `flagged`."""
    match status(exam, name):
        case "blank":
            done = trc("question of an exam", "not answered")
        case "unfit":
            done = trc("question of an exam", "can't be marked")
        case "partial":
            done = trc("question of an exam", "partly answered")
        case _:
            done = trc("question of an exam", "answered")
    return f"{done}, {trc('question of an exam', 'flagged')}" if name in exam.paper.flagged else done


def open_ends(exam: Exam) -> str:
    """Describe what is still to do: `2 not answered, 1 flagged.`; empty if nothing is."""
    statuses = [status(exam, name) for name in exam.paper.questions]
    blank, partial, unfit = statuses.count("blank"), statuses.count("partial"), statuses.count("unfit")
    flagged = len(exam.paper.flagged)
    parts = (
        trn("{count} not answered", "{count} not answered", blank) if blank else "",
        trn("{count} partly answered", "{count} partly answered", partial) if partial else "",
        trn("{count} that can't be marked", "{count} that can't be marked", unfit) if unfit else "",
        trn("{count} flagged", "{count} flagged", flagged) if flagged else "",
    )
    listed = ", ".join(filter(None, parts))
    return sentence(listed) if listed else ""


def sign(outcome: Outcome) -> str:
    """One of the signs for an outcome."""
    if not filled(outcome.response):
        return SKIPPED
    return RIGHT if outcome.mark.right else PARTLY if outcome.mark.score > 0 else WRONG


def status_word(outcome: Outcome) -> str:
    """Return the word for a question: `right`, `partly right`, `wrong`, `skipped`, `self-marked`."""
    if _is_self_marked(outcome):
        return trc("outcome", "self-marked")
    return {
        RIGHT: trc("outcome", "right"),
        PARTLY: trc("outcome", "partly right"),
        WRONG: trc("outcome", "wrong"),
        SKIPPED: trc("outcome", "skipped"),
    }[sign(outcome)]


def tally_text(result: Result) -> str:
    """Return how many of each: `3 right, 1 partly right, 2 wrong, 1 skipped, 1 self-marked`."""
    signs = [sign(outcome) for outcome in result.outcomes if not _is_self_marked(outcome)]
    own = len(result.outcomes) - len(signs)
    right, partly, wrong, skipped = map(signs.count, (RIGHT, PARTLY, WRONG, SKIPPED))
    parts = (
        trn("{count} right", "{count} right", right) if right else "",
        trn("{count} partly right", "{count} partly right", partly) if partly else "",
        trn("{count} wrong", "{count} wrong", wrong) if wrong else "",
        trn("{count} skipped", "{count} skipped", skipped) if skipped else "",
        trn("{count} self-marked", "{count} self-marked", own) if own else "",
    )
    return ", ".join(filter(None, parts))


def result_lines(exam: Exam, result: Result) -> list[str]:
    """The result, line by line: the score, by tag, and every question with what there is to say about it."""
    lines = [f"{sentence(whole_text(result))} {sentence(tally_text(result))}"]
    if graded := grade_line(exam.grading, result.score):
        lines.append(graded)
    lines.append(time_line(result.paper))
    if list(result.by_tag) != [""]:
        lines += ["", tr("By tag:")]
        lines += [f"  {tag or tr(UNTAGGED)}: {score_text(score)}" for tag, score in result.by_tag.items()]
    for place, outcome in enumerate(result.outcomes, 1):
        lines += ["", *outcome_lines(exam, place, outcome)]
    return lines


def outcome_lines(exam: Exam, place: int, outcome: Outcome) -> list[str]:
    """One question of the result: prompt, points, response, right answer, feedback, explanation, source."""
    question, language = outcome.question, exam.deck.info.language
    earned = earned_text(Score(outcome.points, question.points))
    given = response_text(question, outcome.response, language)
    reason = outcome.mark.reason
    if outcome.self_marked and given:
        reason = tr("Self-marked: {reason}", reason=reason)
    lines = [f"{place}. {spoken_prompt(question)}", f"{sentence(reason)} {sentence(earned)}"]
    if given:
        lines.append(tr("Your answer: {answer}", answer=given))
    if letters := diff_words(outcome.mark):
        lines.append(letters)
    if not outcome.mark.right:
        lines += chosen_lines(question, outcome.response)
    answer = model_answer(question, language)
    if isinstance(question, Open) or not (outcome.mark.right or answer in outcome.mark.reason):
        lines += answer_lines(question, language, tr("Right answer:"))
    lines += feedback_for(question, outcome.response, language).values()
    if question.explanation:
        lines.append(question.explanation)
    if source := source_line(question, exam.deck.info):
        lines.append(tr("Source: {source}", source=source))
    return lines


def result_json(exam: Exam, result: Result) -> dict[str, Any]:
    """The result as `quizapp exam --json` prints it, and says there."""
    paper, grading = result.paper, exam.grading
    graded = grading.graded(result.score)
    return {
        "deck": exam.deck.id,
        "title": exam.deck.info.title,
        "language": exam.deck.info.language,
        "seed": paper.seed,
        "seconds": paper.used / 1000,
        "allowed": None if paper.time is None else paper.time / 1000,
        **_score_json(result.score),
        "grade": None if graded is None else graded.grade,
        "passed": None if graded is None else graded.passed,
        "grade_scale": grading.scale,
        "pass_mark": grading.pass_mark,
        "self_marked": _score_json(result.self_marked),
        "tags": [{"tag": tag, **_score_json(score)} for tag, score in result.by_tag.items()],
        "questions": [
            {
                "id": outcome.question.id,
                "type": outcome.question.type,
                "tags": list(outcome.question.tags),
                "response": outcome.response,
                "score": outcome.mark.score,
                "right": outcome.mark.right,
                "reason": outcome.mark.reason,
                "points": outcome.points,
                "of": outcome.question.points,
                "seconds": outcome.spent / 1000,
                "self_marked": outcome.self_marked,
                "marked": outcome.question.id in paper.flagged,
            }
            for outcome in result.outcomes
        ],
    }


def _score_json(score: Score) -> dict[str, Any]:
    return {"points": score.points, "of": score.total, "percent": score.percent}


def _is_self_marked(outcome: Outcome) -> bool:
    return outcome.self_marked and filled(outcome.response)
